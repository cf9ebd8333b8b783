package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is what a statement rests on: raw words of one line that occur there once, so that they can be found again.
type place struct {
	line    *line
	printed string
}

// maxPrinted is the longest text that evidence may print, in bytes.
const maxPrinted = 2000

// at is the place of a span of the cleaned text. Words that occur more than once are widened, word by word, until they occur once.
func (l *line) at(from, to int) place {
	return l.once(l.raw(from, to))
}

// whole is the place of a line as such: its first words.
func (l *line) whole() place {
	end := len(l.Text)
	if end > maxPrinted/10 {
		end = strings.LastIndexFunc(l.Text[:maxPrinted/10], unicode.IsSpace)
	}
	if end <= 0 { // one long word
		end = len(l.Text)
	}
	return l.once(0, end)
}

// once widens a span of the raw text until its words occur once.
func (l *line) once(from, to int) place {
	from, to = inner(l.Text, from, to)
	for forward := true; strings.Count(l.Text, l.Text[from:to]) != 1; forward = !forward {
		switch {
		case forward && to < len(l.Text):
			to = wordEnd(l.Text, to)
		case !forward && from > 0:
			from = wordStart(l.Text, from)
		}
	}
	return place{l, l.Text[from:to]}
}

// inner is a span without the space around it; never empty, since no line is.
func inner(s string, from, to int) (int, int) {
	from += len(s[from:to]) - len(strings.TrimLeftFunc(s[from:to], unicode.IsSpace))
	to = from + len(strings.TrimRightFunc(s[from:to], unicode.IsSpace))
	if from < to {
		return from, to
	}
	return 0, len(s)
}

// wordEnd is the end of the word that begins at or after an offset.
func wordEnd(s string, at int) int {
	rest := s[at:]
	lead := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if end := strings.IndexFunc(rest[lead:], unicode.IsSpace); end >= 0 {
		return at + lead + end
	}
	return len(s)
}

// wordStart is the start of the word that ends at or before an offset.
func wordStart(s string, at int) int {
	head := strings.TrimRightFunc(s[:at], unicode.IsSpace)
	start := strings.LastIndexFunc(head, unicode.IsSpace)
	if start < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(head[start:])
	return start + size
}
