package value_test

import (
	"testing"

	"councilgraph/graph/value"
)

func TestNotUTF8(t *testing.T) {
	for text, want := range map[string]int{"": -1, "é £ \ufffd": -1, "ab\xff": 2, "£\xc2": 2, "\xed\xa0\x80": 0} {
		if got := value.NotUTF8([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestLoneSurrogate(t *testing.T) {
	for text, want := range map[string]int{`"a"`: -1, `"\ud83d\ude00"`: -1, `"\\ud83d"`: -1, `"\ud83d"`: 1, `"x\ude00"`: 2, `"\ud83d\ud83d\ude00"`: 1, `"\ud83d\n"`: 1,
		`"\ud83d\ude00\ud83d"`: 13, `"\u00e9\t"`: -1} {
		if got := value.LoneSurrogate([]byte(text)); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
