package value

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestTerm(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"brents4", "brents4"},
		{"zoo", "zzoo"},
		{"pizza", "pizzzza"},
		{"é", "z0000e9"},
		{"Z", "z00005a"},
		{" ", "z000020"},
		{"東a", "z006771a"},
		{"\U0010ffff", "z10ffff"},
		{"\xff", "z00fffd"},
		{strings.Repeat("a", 256), strings.Repeat("a", 255)},
		{strings.Repeat("z", 128), strings.Repeat("z", 254)},
		{strings.Repeat("é", 37), strings.Repeat("z0000e9", 36)},
		{strings.Repeat("é", 36) + "abcd", strings.Repeat("z0000e9", 36) + "abc"},
	}
	for _, tt := range tests {
		if got := Term(tt.in); got != tt.want {
			t.Errorf("Term(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// TestTermEndsAtTheFirstThatDoesNotFit: a shorter character after one that does
// not fit must not take its place.
func TestTermEndsAtTheFirstThatDoesNotFit(t *testing.T) {
	s := strings.Repeat("a", 250)
	if got := Term(s + "éb"); got != s {
		t.Errorf("got %q", got)
	}
}

func TestTermProperties(t *testing.T) {
	// Few characters, so that prefixes are common; those of codes among them.
	runes := rapid.SampledFrom([]rune("zaf059éZ東\u000f\U0010ffff"))
	words := rapid.OneOf(rapid.StringOfN(runes, 0, 6, -1), rapid.StringOfN(rapid.OneOf(runes, rapid.Rune()), 0, 60, -1))
	rapid.Check(t, func(t *rapid.T) {
		a, b := words.Draw(t, "a"), words.Draw(t, "b")
		checkTerm(t, a)
		checkTerms(t, a, b)
		checkTerms(t, a, a+b)
	})
}

// checkTerm checks that the term of a word is one token that every tokenizer
// leaves as it is.
func checkTerm(t interface{ Fatalf(string, ...any) }, word string) {
	term := Term(word)
	if strings.Trim(term, "abcdefghijklmnopqrstuvwxyz0123456789") != "" || len(term) > TermLimit || (term == "") != (word == "") {
		t.Fatalf("Term(%q) = %q", word, term)
	}
}

// checkTerms checks that the terms of two words, in UTF-8, stand to each other as
// the words do.
func checkTerms(t interface{ Fatalf(string, ...any) }, a, b string) {
	if !utf8.ValidString(a) || !utf8.ValidString(b) {
		return
	}
	prefix, termPrefix := strings.HasPrefix(b, a), strings.HasPrefix(Term(b), Term(a))
	if prefix && !termPrefix {
		t.Fatalf("%q begins with %q, but %q not with %q", b, a, Term(b), Term(a))
	}
	const fits = TermLimit / 7
	if utf8.RuneCountInString(a) > fits || utf8.RuneCountInString(b) > fits {
		return
	}
	if prefix != termPrefix || (a == b) != (Term(a) == Term(b)) {
		t.Fatalf("%q and %q have the terms %q and %q", a, b, Term(a), Term(b))
	}
}
