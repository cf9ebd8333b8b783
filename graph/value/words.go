package value

import (
	"strings"
	"unicode"
)

// Words returns the words of s, folded: the longest runs of letters, numbers and
// the marks that Fold leaves. An apostrophe (', ’, ‘ or ʼ) is left out wherever it
// stands and parts nothing, so "Brent's" is the one word "brents"; every other
// character parts words. It returns nil where there are none.
//
// Words(strings.Join(Words(s), " ")) is Words(s).
func Words(s string) []string {
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range Fold(s) {
		switch {
		case isApostrophe(r):
		case unicode.In(r, unicode.L, unicode.M, unicode.N):
			word.WriteRune(r)
		default:
			end()
		}
	}
	end()
	return words
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '\u2018', '\u2019', '\u02bc':
		return true
	}
	return false
}
