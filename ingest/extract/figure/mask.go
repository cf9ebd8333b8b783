package figure

import (
	"regexp"
	"strings"
)

// sp is a space within a line.
const sp = `[ \t\x{a0}\x{2009}\x{202f}]`

// noFigures are what has digits and states no figure.
var noFigures = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>"]+` + // addresses of the web
	`|[^\s@<>]+@[^\s@<>]+\.[a-z]+` + // and of mail
	`|\+44[ \d()]{8,}\d` + // telephone numbers
	`|\(?\b0\d{2,4}\)?[ -]\d{3,4}(?:[ -]?\d{3,4})?\b` +
	`|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`) // postcodes

// masked returns the text, of the same length, with a byte that no figure has wherever text states no figure.
func masked(text string) string {
	at := noFigures.FindAllStringIndex(text, -1)
	if at == nil {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	end := 0
	for _, m := range at {
		b.WriteString(text[end:m[0]])
		for range m[1] - m[0] {
			b.WriteByte(hidden)
		}
		end = m[1]
	}
	b.WriteString(text[end:])
	return b.String()
}

const hidden = '\x01'
