package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a part of a line's cleaned text.
type span struct {
	line     *line
	from, to int
}

func (s span) String() string { return s.line.text[s.from:s.to] }

func (s span) place() place { return s.line.at(s.from, s.to) }

// cut says whether a sentence ends where its line was cut off, so that nobody knows how it goes on.
func (s span) cut() bool { return s.line.cut && s.to == len(s.line.text) }

// sub is a part of a span by its own offsets.
func (s span) sub(from, to int) span { return span{s.line, s.from + from, s.from + to} }

// stop ends a sentence where a space follows.
var (
	stop  = regexp.MustCompile(`[.!?]["”’)]*\s+|\b(?:Minutes|Decisions?|Additional documents):\s+`) // the labels stand in lines that a copy has run together
	short = regexp.MustCompile(`(?:^|[\s(])(?:(?:\p{Lu}\.-?)*\p{Lu}|Cllr|Cllrs|Cyng|Dr|Mr|Mrs|Ms|Prof|Rev|St|No|Nos|Ltd|Co|Inc|etc|e\.g|i\.e|para|ref|approx|a|p|vs)$`)
)

// sentences are those of a line. The last of a cut text is one of them, as far as it stands.
func (l *line) sentences() (out []span) {
	from := 0
	for _, m := range stop.FindAllStringIndex(l.text, -1) {
		r, _ := utf8.DecodeRuneInString(l.text[m[1]:])
		if short.MatchString(l.text[from:m[0]]) || unicode.IsLower(r) {
			continue
		}
		out = append(out, span{l, from, m[1]})
		from = m[1]
	}
	if from < len(l.text) {
		out = append(out, span{l, from, len(l.text)})
	}
	return out
}

// token is a word of a text, or one of the signs that matter to names.
type token struct {
	from, to int
	text     string
}

var tokens = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}\p{M}’'./-]*[\p{L}\p{N}]|[\p{L}\p{N}]|[&,()]|[^\s\p{L}\p{N}]`)

func tokenise(s string) []token {
	found := tokens.FindAllStringIndex(s, -1)
	out := make([]token, len(found))
	for i, m := range found {
		out[i] = token{m[0], m[1], s[m[0]:m[1]]}
	}
	return out
}

// proper: begins with a capital or holds one, as oneSource does.
func (t token) proper() bool {
	first, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(first) || unicode.IsLetter(first) && strings.IndexFunc(t.text, unicode.IsUpper) > 0
}

func sorted(s []string) []string {
	slices.Sort(s)
	return s
}
