// Package passage cuts the text of a document into passages, its headings,
// paragraphs, bullets and footnotes, and gives each the hash by which it is
// known again in another state or copy of the text.
//
// It is pure: the same text always gives the same passages.
package passage

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"unicode"

	"councilgraph/graph/value"
)

// Kind is what a passage is on the page. Its values are those of the schema's
// enum PassageKind.
type Kind string

const (
	Heading   Kind = "HEADING"
	Paragraph Kind = "PARAGRAPH"
	Bullet    Kind = "BULLET"
	Footnote  Kind = "FOOTNOTE"
)

// Passage is one heading, paragraph, bullet or footnote of a text.
type Passage struct {
	Kind Kind
	// Section is the nearest heading above, as printed, and for a heading the
	// heading itself; empty before the first one.
	Section string
	// Ordinal is the place in the text, from 1.
	Ordinal int
	// Start and End are the byte offsets of Text in the raw text.
	Start, End int
	// Text is what stands there, without the bullet mark and the space around it.
	Text string
	// Hash is Hash(Text).
	Hash string
	// Repeat tells apart the passages of one hash: 0 for the first, then 1.
	Repeat int
}

// Hash returns the SHA-256, in hexadecimal, of the letters and numbers of text,
// folded by value.Fold. Copies of a page differ in bullets, quotation marks,
// spaces and capitals; none of these enters it.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(letters(text)))
	return hex.EncodeToString(sum[:])
}

// Begins reports whether whole begins with text, by the letters and numbers that make their hashes: text may be whole, cut short.
func Begins(text, whole string) bool { return strings.HasPrefix(letters(whole), letters(text)) }

// letters are the characters of a text that make its hash.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if counts(r) {
			return r
		}
		return -1
	}, value.Fold(text))
}

// counts reports whether r is one of the characters that make a hash. A line
// without any is no passage.
func counts(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// VersionHash returns the SHA-256, in hexadecimal, of the hashes of passages in
// order, one a line. Texts that differ in nothing else than their copying have
// the same.
func VersionHash(passages []Passage) string {
	h := sha256.New()
	for _, p := range passages {
		// A hash.Hash never returns an error.
		_, _ = io.WriteString(h, p.Hash+"\n")
	}
	return hex.EncodeToString(h.Sum(nil))
}
