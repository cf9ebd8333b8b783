package value

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestSlug(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Node4", "node4"},
		{"Joint IT Committee", "joint-it-committee"},
		{"  Brent’s   Café! ", "brents-cafe"},
		{"2025/26", "2025-26"},
		{"Ελλάς", "ελλασ"},
		{"", "x" + Hash("")[:8]},
		{"£££", "x" + Hash("£££")[:8]},
		{strings.Repeat("abcd ", 12), strings.Repeat("abcd-", 11) + "abcd"}, // 59 bytes
		{strings.Repeat("abcd ", 13), strings.Repeat("abcd-", 11) + "abcd"},
		{strings.Repeat("a", 60) + " b", strings.Repeat("a", 60)},
		{strings.Repeat("a", 61), strings.Repeat("a", 60)},
		{"a" + strings.Repeat("東", 30), "a" + strings.Repeat("東", 19)}, // 58 bytes
		{"short " + strings.Repeat("a", 60) + " b", "short"},
	}
	for _, tt := range tests {
		if got := Slug(tt.in); got != tt.want {
			t.Errorf("Slug(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSlugProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := awkward().Draw(t, "s")
		slug := Slug(s)
		if slug == "" || len(slug) > slugLimit || !utf8.ValidString(slug) || strings.Trim(slug, "-") != slug {
			t.Fatalf("Slug(%q) = %q", s, slug)
		}
		if again := Slug(slug); again != slug {
			t.Fatalf("Slug(%q) = %q, whose slug is %q", s, slug, again)
		}
	})
}

// TestHash pins the hash: ids made with it are stored.
func TestHash(t *testing.T) {
	tests := []struct {
		parts []string
		want  string
	}{
		{nil, "e3b0c44298fc1c149afb"},
		{[]string{""}, "ba768b331fd86cec803b"},
		{[]string{"Observation", "tickets"}, "70857a691909f81b2a99"},
	}
	for _, tt := range tests {
		if got := Hash(tt.parts...); got != tt.want {
			t.Errorf("Hash(%q) = %s, want %s", tt.parts, got, tt.want)
		}
	}
}

func TestHashKeepsPartsApart(t *testing.T) {
	parts := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("a:1")), 0, 4, -1), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		a, b := parts.Draw(t, "a"), parts.Draw(t, "b")
		if (Hash(a...) == Hash(b...)) != slices.Equal(a, b) {
			t.Fatalf("%q and %q hash to %s and %s", a, b, Hash(a...), Hash(b...))
		}
	})
}
