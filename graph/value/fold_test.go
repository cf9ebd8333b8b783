package value

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"brent", "brent"},
		{"Brent's 4G!", "brent's 4g!"},
		{"Café", "cafe"},
		{"Cafe\u0301", "cafe"},
		{"ÀÉÎÕÜ", "aeiou"},
		{"Straße STRASSE STRAẞE", "strasse strasse strasse"},
		{"Æther œuvre Ǽ", "aether oeuvre ae"},
		{"Ørsted Łódź Đorđe", "orsted lodz dorde"},
		{"ΟΔΟΣ οδος οδοσ", "οδοσ οδοσ οδοσ"},
		{"İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul"},
		{"ﬁle ﬆ №5 ２０２５ x²", "file st no5 2025 x2"},
		{"a\u00a0b", "a b"},
		{"½", "1\u20442"},
		{"Й", "и"},
		{"한글", norm.NFD.String("한글")},
		{"\u212a", "k"},
		{"a\xffb", "a\ufffdb"},
		{"\xe2\x82", "\ufffd\ufffd"},
		// Package norm leaves a character right after an invalid byte composed.
		{"\xf5ȕ", "\ufffdu"},
		{"\U0001f600", "\U0001f600"},
		{"\U00010400", "\U00010428"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// TestFoldEveryRune proves what Fold promises of every character, and so of every
// text, since it folds them one by one.
func TestFoldEveryRune(t *testing.T) {
	for r := range unicode.MaxRune + 1 {
		if !utf8.ValidRune(r) {
			continue
		}
		s := string(r)
		folded := Fold(s)
		if again := Fold(folded); again != folded {
			t.Errorf("%U folds to %q, which folds to %q", r, folded, again)
		}
		for _, f := range folded {
			if unicode.Is(unicode.Mn, f) {
				t.Errorf("%U folds to %q, which has a mark", r, folded)
			}
		}
		for _, form := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			if got := Fold(form.String(s)); got != folded {
				t.Errorf("%U folds to %q, its normal form to %q", r, folded, got)
			}
		}
		if unicode.Is(unicode.Mn, r) {
			continue // U+0345 alone is a mark whose capital is a letter.
		}
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			if !unicode.Is(unicode.Mn, other) && Fold(string(other)) != folded {
				t.Errorf("%U and %U differ in case only and fold to %q and %q", r, other, folded, Fold(string(other)))
			}
		}
	}
}

// awkward draws texts of characters that are hard to fold, besides any others.
func awkward() *rapid.Generator[string] {
	runes := rapid.SampledFrom([]rune("aZz9 '’ßẞÆœØŁđσςΣİıé한ᅡ🏳\u0301\u0323\u034f\u0345\u302e\U0001d165\u00a0\u02bc½ﬁ\u0903\u20dd\ufffd"))
	return rapid.OneOf(
		rapid.String(),
		rapid.StringOfN(runes, 0, 80, -1),
		rapid.StringOf(rapid.OneOf(runes, rapid.Rune())),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	)
}

func TestFoldProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := awkward().Draw(t, "a"), awkward().Draw(t, "b")
		folded := Fold(a)
		if again := Fold(folded); again != folded {
			t.Fatalf("%q folds to %q, which folds to %q", a, folded, again)
		}
		if !utf8.ValidString(folded) {
			t.Fatalf("%q folds to %q", a, folded)
		}
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			return // Joined, the halves of a character would make one.
		}
		if got := Fold(a + b); got != folded+Fold(b) {
			t.Fatalf("%q and %q fold to %q and %q, joined to %q", a, b, folded, Fold(b), got)
		}
		for _, form := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			if got := Fold(form.String(a)); got != folded {
				t.Fatalf("%q folds to %q, its normal form to %q", a, folded, got)
			}
		}
	})
}

func TestFoldManyMarks(t *testing.T) {
	// Normal forms part a long run of marks, and of what acts like one, by a mark
	// of their own.
	for _, mark := range []string{"\u0301", "\u1161", "\u302e", "\u034f", "\U0001d165"} {
		s := "a" + strings.Repeat(mark, 100) + "b"
		folded := Fold(s)
		if folded != "a"+strings.Repeat(Fold(mark), 100)+"b" || Fold(folded) != folded {
			t.Errorf("100 of %q fold to %q", mark, folded)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{
		"ASCII":   "Joint Committee of the London Boroughs of Brent, Lewisham and Southwark",
		"Accents": "Comité conjoint des arrondissements – Łódź, Ørsted, Straße",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Fold(s)
			}
		})
	}
}
