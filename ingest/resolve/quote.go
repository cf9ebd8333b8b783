package resolve

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"councilgraph/graph/value"
)

// even is what copies of a text differ in and readers do not see, and its plain form.
var even = map[rune]string{
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '´': "'", '`': "'",
	'“': `"`, '”': `"`, '„': `"`, '‟': `"`, '″': `"`, '«': `"`, '»': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '−': "-",
	'…': "...", 'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl",
	'\u00ad': "", '\u200b': "", '\u200c': "", '\u200d': "", '\u2060': "", '\ufeff': "",
}

// plainText is a text without what copies differ in, and where each character of it stands.
type plainText struct {
	runes []rune
	at    [][2]int // bytes in the text
}

// plainly makes it. Spaces are left out but between digits, where they part two figures. fold leaves out case and accents too.
func plainly(text string, fold bool) (out plainText) {
	spaceAt := -1
	put := func(r rune, from, to int) {
		if n := len(out.runes); spaceAt >= 0 && n > 0 && unicode.IsDigit(out.runes[n-1]) && unicode.IsDigit(r) {
			out.runes, out.at = append(out.runes, ' '), append(out.at, [2]int{spaceAt, from})
		}
		spaceAt = -1
		out.runes, out.at = append(out.runes, r), append(out.at, [2]int{from, to})
	}
	var it norm.Iter
	for it.InitString(norm.NFC, text); !it.Done(); {
		from := it.Pos()
		part := string(it.Next())
		to := it.Pos()
		for i, r := range part {
			a, b := from, to
			if len(part) == to-from && utf8.ValidString(part) { // composed as it stands
				a, b = from+i, from+i+utf8.RuneLen(r)
			}
			as, bent := even[r]
			switch {
			case unicode.IsSpace(r):
				if spaceAt < 0 {
					spaceAt = a
				}
				continue
			case !bent:
				as = string(r)
			}
			if fold {
				as = value.Fold(as)
			}
			for _, r := range as {
				put(r, a, b)
			}
		}
	}
	return out
}

// quoted finds printed words in a text, whatever spaces, soft hyphens, quotes and dashes a copy has bent: as they stand there, and how
// often. Words that stand there as they are are looked for first. A place within a word, or in the middle of a figure, is none.
func quoted(text, printed string) (raw string, times int) {
	for at := 0; printed != ""; {
		i := strings.Index(text[at:], printed)
		if i < 0 {
			break
		}
		if from := at + i; !cutsFigure(text, from, from+len(printed)) {
			raw, times = printed, times+1
		}
		at += i + 1
	}
	if times > 0 {
		return raw, times
	}
	for _, m := range standsAt(text, printed, false) {
		if times == 0 {
			raw = text[m[0]:m[1]]
		}
		times++
	}
	return raw, times
}

// prints says whether a text has a name as words of its own, in any case.
func prints(text, name string) bool { return len(standsAt(text, name, true)) > 0 }

// standsAt are the places of words in a text, both without what copies bend.
func standsAt(text, words string, fold bool) [][2]int {
	return foldedText{text, plainly(text, fold)}.places(plainly(words, fold).runes)
}

// foldedText is a text, and what of it is compared.
type foldedText struct {
	text string
	plainText
}

// places are where some characters stand, as words of their own.
func (all foldedText) places(want []rune) (out [][2]int) {
	text := all.text
	for i := 0; len(want) > 0 && i+len(want) <= len(all.runes); i++ {
		if !slices.Equal(all.runes[i:i+len(want)], want) {
			continue
		}
		from, to := all.at[i][0], all.at[i+len(want)-1][1]
		if edge(text, from) && edge(text, to) && !cutsFigure(text, from, to) {
			out = append(out, [2]int{from, to})
			i += len(want) - 1
		}
	}
	return out
}

// edge says whether a word may begin or end at a byte: where no letter goes on, or where words are glued: CouncillorLee.
func edge(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return !unicode.IsLetter(before) || !unicode.IsLetter(after) || unicode.IsLower(before) && unicode.IsUpper(after)
}

// cutsFigure: one end of a place stands within a figure, so that what stands there is another one: 7.2 in 17.25, £7 in £7 million. The
// letters behind the digits of a day may be cut off.
func cutsFigure(text string, from, to int) bool {
	const near = 48 // bytes; no figure is longer
	a, b := max(0, from-near), min(len(text), to+near)
	for a > 0 && !utf8.RuneStart(text[a]) {
		a--
	}
	for b < len(text) && !utf8.RuneStart(text[b]) {
		b++
	}
	for _, t := range tokens(text[a:b]) {
		if !strings.ContainsFunc(t.printed, unicode.IsDigit) {
			continue
		}
		start, end := a+t.start, a+t.end
		_, day := ordinals[text[min(max(to, start), end):end]]
		if start < from && from < end || start < to && to < end && !day {
			return true
		}
	}
	return false
}
