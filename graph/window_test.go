package graph

import (
	"encoding/base64"
	"testing"
)

// TestWindowCursor: a cursor leads to its place, and one that was changed, or belongs to another field, to none.
func TestWindowCursor(t *testing.T) {
	const key = "000012 risk:a"
	good := cursorOf("unanswered", key)
	if got, ok := openCursor("unanswered", good); !ok || got != key {
		t.Errorf("got %q, %t", got, ok)
	}
	raw, err := base64.RawURLEncoding.DecodeString(good)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw {
		changed := []byte(string(raw))
		changed[i] ^= 1
		if got, ok := openCursor("unanswered", base64.RawURLEncoding.EncodeToString(changed)); ok {
			t.Errorf("byte %d changed: %q", i, got)
		}
	}
	for _, cursor := range []string{"", "?", "AAAA", good + "A", good[1:], base64.RawURLEncoding.EncodeToString([]byte("unanswered\n" + key))} {
		if got, ok := openCursor("unanswered", cursor); ok {
			t.Errorf("%q: %q", cursor, got)
		}
	}
	if got, ok := openCursor("coverage", good); ok {
		t.Errorf("of another field: %q", got)
	}
}
