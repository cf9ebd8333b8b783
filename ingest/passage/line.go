package passage

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a line of a text that holds a letter or a number.
type line struct {
	start, end int
	text       string
	bullet     bool
}

// cutLines returns the lines of text without outer space and bullet marks. The
// header of a stored copy is left out.
func cutLines(text string) []line {
	var lines []line
	marked := false
	for start := skipHeader(text); start < len(text); {
		next := start + lineLength(text[start:])
		l := trim(text, start, next)
		start = next
		switch {
		case strings.IndexFunc(l.text, counts) >= 0:
			l.bullet = l.bullet || marked
			lines, marked = append(lines, l), false
		case l.bullet:
			marked = true
		}
	}
	return lines
}

// lineLength returns the length of the first line of s with its break.
func lineLength(s string) int {
	i := strings.IndexAny(s, "\n\r\v\f\u0085\u2028\u2029")
	if i < 0 {
		return len(s)
	}
	if strings.HasPrefix(s[i:], "\r\n") {
		return i + 2
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return i + size
}

// skipHeader returns where the text begins after the lines that a stored copy
// puts before it.
func skipHeader(text string) int {
	start := 0
	for _, name := range []string{"address:", "title:"} {
		if strings.HasPrefix(text[start:], name) {
			start += lineLength(text[start:])
		}
	}
	return start
}

// written are the marks with which a text in Markdown begins a heading or a quotation.
var written = regexp.MustCompile(`^(?:#{1,6}|>) +`)

// bold is a line that such a text sets in bold.
var bold = regexp.MustCompile(`^\*\*[^*]+\*\*$`)

// marks mark a bullet where space or nothing follows.
const marks = "•-–—*‣◦▪●·"

// trim returns the line text[start:end] without outer space, bullet mark and the marks of Markdown.
func trim(text string, start, end int) line {
	start, end = trimSpace(text, start, end)
	start += len(written.FindString(text[start:end]))
	if bold.MatchString(text[start:end]) {
		start, end = trimSpace(text, start+2, end-2)
	}
	l := line{start: start, end: end}
	if mark, size := utf8.DecodeRuneInString(text[start:end]); strings.ContainsRune(marks, mark) {
		if from, _ := trimSpace(text, start+size, end); from == end || from > start+size {
			l.start, l.bullet = from, true
		}
	}
	l.text = text[l.start:l.end]
	return l
}

// trimSpace returns the offsets of text[start:end] without outer space.
func trimSpace(text string, start, end int) (from, to int) {
	from = end - len(strings.TrimLeftFunc(text[start:end], isSpace))
	return from, from + len(strings.TrimRightFunc(text[from:end], isSpace))
}

// isSpace counts as space also the marks of no width that copies leave behind.
func isSpace(r rune) bool {
	switch r {
	case '\u200b', '\u2060', '\ufeff':
		return true
	}
	return unicode.IsSpace(r)
}
