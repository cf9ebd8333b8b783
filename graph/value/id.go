package value

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"unicode/utf8"
)

const (
	// slugLimit is the greatest length of a slug in bytes.
	slugLimit = 60
	// hashLength is the number of hexadecimal digits of a hash: 80 bits, at which
	// a hundred million distinct inputs clash with a chance of less than one in
	// a hundred million.
	hashLength = 20
)

// Slug returns the readable part of an id for a name: its Words joined by "-",
// as many as fit in 60 bytes; a first word that does not fit alone is cut after a
// whole character. Letters outside ASCII stay. A name without words gets "x" and
// eight hexadecimal digits of its hash, so a slug is never empty.
//
// Different names can have the same slug: who mints an id looks whether it is
// taken. The slug of a slug is itself.
func Slug(s string) string {
	words := Words(s)
	if len(words) == 0 {
		return "x" + Hash(s)[:8]
	}
	slug := cut(words[0], slugLimit)
	for _, word := range words[1:] {
		if len(slug)+len("-")+len(word) > slugLimit {
			break
		}
		slug += "-" + word
	}
	return slug
}

// Hash returns the first 20 hexadecimal digits, in lower case, of the SHA-256 of
// the parts, each written as its length in bytes, a colon and itself. The lengths
// keep apart what joining would confuse: no other parts, in number or in content,
// give the same bytes, whatever separators they contain.
func Hash(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		// A hash.Hash never returns an error.
		_, _ = io.WriteString(h, strconv.Itoa(len(part))+":"+part)
	}
	return hex.EncodeToString(h.Sum(nil))[:hashLength]
}

// cut returns the longest prefix of s of whole characters within n bytes.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
