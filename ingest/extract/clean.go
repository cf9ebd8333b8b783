package extract

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"councilgraph/ingest/extract/figure"
)

// cleaned is a text as rules read it, with the way back: byte i of text stands at back[i] of the raw passage. back has one entry
// more than text has bytes: the end.
type cleaned struct {
	text string
	back []int
}

// raw gives the offsets in the raw passage of a span of the cleaned text. The end is that of the last character, so that what was
// dropped behind it, a footnote's mark, is not taken in.
func (c cleaned) raw(start, end int) (from, to int) {
	if start >= end {
		return c.back[start], c.back[start]
	}
	_, size := utf8.DecodeLastRuneInString(c.text[start:end])
	return c.back[start], c.back[end-size] + size
}

var (
	// glued is a title that runs into the name behind it.
	glued = regexp.MustCompile(`(?:Councillor|Councillors|Cllr|Cllrs|Alderman|website|meeting|trans?cript)(\p{Lu})`)
	// marked is a word or year that a footnote's number may be run into.
	marked = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}’'-]*`)
	// dated stands before a year.
	dated = regexp.MustCompile(`(?i)(?:january|february|march|april|may|june|july|august|september|october|november|december),?\s$`)
)

// notes follows the numbers of footnotes through a page: they count from 1, so that the next one is known.
type notes struct {
	next  int
	told  int             // footnotes that the page explains at its end
	names map[string]bool // known names that end in a digit
}

// clean gives a passage as rules read it: spaces made one, marks without width and footnotes' numbers dropped, words parted that
// were run together. last is true for the end of a text that was cut: its last word may be half a word.
func (n *notes) clean(raw string, last bool) cleaned {
	drop := map[int]int{} // offset -> bytes
	part := map[int]bool{}
	for _, m := range glued.FindAllStringSubmatchIndex(raw, -1) {
		part[m[2]] = true
	}
	for _, m := range marked.FindAllStringIndex(raw, -1) {
		if digits := n.mark(raw[:m[0]], raw[m[0]:m[1]]); digits > 0 {
			drop[m[1]-digits] = digits
		}
	}
	end := len(raw)
	if last {
		end = len(figure.Uncut(raw))
	}
	var b strings.Builder
	var back []int
	put := func(s string, at, step int) {
		for i := range len(s) {
			back = append(back, at+i*step)
		}
		b.WriteString(s)
	}
	space := true // at the start
	for i := 0; i < end; {
		if d := drop[i]; d > 0 {
			i += d
			continue
		}
		r, size := utf8.DecodeRuneInString(raw[i:])
		switch {
		case r == '\u200b' || r == '\u2060' || r == '\ufeff' || r == '\u00ad':
		case unicode.IsSpace(r):
			if !space {
				put(" ", i, 0)
			}
			space = true
		default:
			if part[i] && !space {
				put(" ", i, 0)
			}
			put(raw[i:i+size], i, 1)
			space = false
		}
		i += size
	}
	back = append(back, end)
	return cleaned{b.String(), back}
}

// mark is how many digits at the end of a word are a footnote's number.
func (n *notes) mark(before, word string) int {
	if n.next == 0 {
		n.next = 1
	}
	number := strconv.Itoa(n.next)
	stem, ok := strings.CutSuffix(word, number)
	if !ok || stem == "" || n.names[strings.ToLower(word)] {
		return 0
	}
	last, _ := utf8.DecodeLastRuneInString(stem)
	switch {
	case unicode.IsLower(last) && strings.IndexFunc(stem, unicode.IsUpper) < 0 && utf8.RuneCountInString(stem) > 2: // council1
	case unicode.IsLetter(last) && n.next <= n.told && utf8.RuneCountInString(stem) > 2: // DPIAs1, where the page explains note 1
	case isYear(stem) && (dated.MatchString(before) || n.next <= n.told): // July 20251
	default:
		return 0
	}
	n.next++
	return len(number)
}

func isYear(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20")) && strings.Trim(s, "0123456789") == ""
}
