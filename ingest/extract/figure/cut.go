package figure

import (
	"regexp"
	"strings"
	"unicode"
)

// lastRun is the last word of a text; halfFigure, a figure or the beginning of one.
var (
	halfFigure = regexp.MustCompile(`(?i)\d|[£€$]|^(?:` + words + `|a|one)$|^(?:per|for|to|and|of|or|` + months + `)$`)
	months     = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`
)

// Uncut returns the beginning of a text whose end may be cut off, up to the last word that is certain: the last run of characters
// without space goes, unless it ends a sentence and has no digit, and then every figure that the missing part could belong to:
// of `it cost £2.7 mill` stays `it cost`.
func Uncut(text string) string {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	head, last := lastWord(text)
	if strings.HasSuffix(strings.TrimRight(last, `"'”’)`), ".") && !strings.ContainsFunc(last, unicode.IsDigit) {
		return text
	}
	for {
		text = strings.TrimRightFunc(head, unicode.IsSpace)
		if head, last = lastWord(text); last == "" || !halfFigure.MatchString(last) {
			return text
		}
	}
}

func lastWord(text string) (head, word string) {
	i := strings.LastIndexFunc(text, unicode.IsSpace) + 1
	for i > 0 && i < len(text) && text[i]&0xc0 == 0x80 { // within a space of several bytes
		i++
	}
	return text[:i], text[i:]
}
