package value

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as it is compared: two texts are the same, ignoring case and
// accents, if and only if they fold to the same text. Stores keep the folded
// text beside the original and compare by code point.
//
// Each character is decomposed (NFKD), its combining marks are dropped, and what
// is left is put in lower case, by Unicode and in no locale; letters with two
// small forms, such as sigma, get one. The letters that Unicode does not
// decompose but English readers do are spelt out: ß ss, æ ae, œ oe, ø o, ł l,
// đ d. Each byte that is not valid UTF-8 becomes U+FFFD.
//
// Characters are folded one by one, so for valid UTF-8 Fold(a+b) is
// Fold(a)+Fold(b), and folding twice changes nothing.
func Fold(s string) string {
	if folded, ok := foldASCII(s); ok {
		return folded
	}
	var b strings.Builder
	b.Grow(len(s))
	// Ranging over s gives U+FFFD for each byte that is not valid.
	for _, r := range s {
		if r < utf8.RuneSelf {
			b.WriteByte(lowerASCII(byte(r)))
			continue
		}
		foldRune(&b, r)
	}
	return b.String()
}

// foldASCII folds a text of ASCII only, without a copy where it is folded.
func foldASCII(s string) (folded string, ok bool) {
	upper := false
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return "", false
		}
		upper = upper || 'A' <= s[i] && s[i] <= 'Z'
	}
	if !upper {
		return s, true
	}
	b := []byte(s)
	for i, c := range b {
		b[i] = lowerASCII(c)
	}
	return string(b), true
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// foldRune writes a character beyond ASCII, decomposed. One character at a time:
// normalizing a whole text would also sort its marks, which are dropped, and put
// marks of its own into long runs of them.
func foldRune(b *strings.Builder, r rune) {
	var in [utf8.UTFMax]byte
	var out [64]byte // The longest decomposition, that of U+FDFA, has 33 bytes.
	n := utf8.EncodeRune(in[:], r)
	parts := norm.NFKD.Append(out[:0], in[:n]...)
	for len(parts) > 0 {
		r, n := utf8.DecodeRune(parts)
		if !combining(r, parts[:n]) {
			foldPart(b, r)
		}
		parts = parts[n:]
	}
}

// combining reports whether r, encoded as b, is a mark to drop. Besides all of Mn
// these are the few others that normal forms put into an order: without them the
// order of what is left is that of the text, however it was composed.
func combining(r rune, b []byte) bool {
	return unicode.Is(unicode.Mn, r) || norm.NFKD.Properties(b).CCC() != 0
}

// foldPart writes a character of a decomposition.
func foldPart(b *strings.Builder, r rune) {
	// Upper case first: both small sigmas have one capital.
	switch r = unicode.ToLower(unicode.ToUpper(r)); r {
	case 'ß':
		b.WriteString("ss")
	case 'æ':
		b.WriteString("ae")
	case 'œ':
		b.WriteString("oe")
	case 'ø':
		b.WriteByte('o')
	case 'ł':
		b.WriteByte('l')
	case 'đ':
		b.WriteByte('d')
	default:
		b.WriteRune(r)
	}
}
