package resolve

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"councilgraph/graph/value"
)

// kind tells what a token of a passage is. All but a word are figures: a text that differs from another in those alone says the
// same of other numbers or dates.
type kind uint8

const (
	word    kind = iota
	number       // 1,465 · 17.84M · 8th · eight
	month        // July, Jul
	weekday      // Tuesday
	third        // early, mid, late, start, end: which part of a year or month
	quarter      // Q3, H1
)

// token is a word or figure of a text.
type token struct {
	kind       kind
	start, end int    // bytes in the text
	printed    string // as it stands there
	text       string // folded
	value      int64  // of a number in millionths, before its scale; of a month and a weekday its place, from 1 and from 0
	scale      int64  // of a number: 1,000 for `k`; else 1
}

// same says whether two figures mean the same: `eight` and `8`.
func (t token) same(o token) bool {
	if t.kind != o.kind || t.kind == word {
		return false
	}
	x, ok1 := t.amount()
	y, ok2 := o.amount()
	if t.kind == number {
		return ok1 && ok2 && x == y
	}
	return t.value == o.value && (t.kind == month || t.kind == weekday || t.text == o.text)
}

// amount is a number with its scale, in millionths; false where that is too large.
func (t token) amount() (int64, bool) {
	if t.kind != number || t.value > math.MaxInt64/t.scale || t.value < math.MinInt64/t.scale {
		return 0, false
	}
	return t.value * t.scale, true
}

var (
	months   = places("january february march april may june july august september october november december")
	short    = places("jan feb mar apr may jun jul aug sep oct nov dec")
	weekdays = places("sunday monday tuesday wednesday thursday friday saturday") // in the order of package time
	counts   = places("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens     = places("- - twenty thirty forty fifty sixty seventy eighty ninety")
	thirds   = places("early mid late start end")
	scales   = map[string]int64{"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
	ordinals = places("st nd rd th")

	// digits is a number as pages print it, with commas between thousands; more than one point makes it the number of a version.
	digits    = regexp.MustCompile(`^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)*`)
	spelt     = regexp.MustCompile(`^\s(?:thousand|million|billion)\b`)
	quarterly = regexp.MustCompile(`^(?:q[1-4]|h[12])$`)
)

func places(words string) map[string]int64 {
	out := map[string]int64{}
	for i, w := range strings.Fields(words) {
		out[w] = int64(i)
	}
	return out
}

// signs are the characters besides words and figures that count: those that change what a figure is.
const signs = "£$€¥%‰&/+±<>≤≥="

// amounts are the figures of a text, with the signs that say what they are of, how they are bounded and where they stand to zero.
func amounts(text string) []token {
	return slices.DeleteFunc(tokens(text), func(t token) bool { return !t.counts() })
}

// counts says whether a token is a figure, a sign of one, or the number of a clause or release.
func (t token) counts() bool {
	first, _ := utf8.DecodeRuneInString(t.text)
	return t.kind != word || unicode.IsNumber(first) || strings.ContainsRune("£$€¥%‰±<>≤≥", first)
}

// reads says whether two figures or signs are read alike.
func (t token) reads(o token) bool {
	if t.kind == number && o.kind == number {
		x, ok1 := t.amount()
		y, ok2 := o.amount()
		return ok1 == ok2 && (ok1 && x == y || !ok1 && t.printed == o.printed)
	}
	return t.kind == o.kind && (t.text == o.text || t.same(o))
}

// tokens cuts a text into words, figures and signs. Spaces and other punctuation, which copies of a page differ in, are in none.
func tokens(text string) []token {
	var out []token
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		t := token{start: i, end: i + size, scale: 1}
		switch {
		case '0' <= r && r <= '9':
			t = figure(text, i)
		case unicode.In(r, unicode.L, unicode.M, unicode.N):
			t.end = i + run(text[i:])
			t.classify(value.Fold(text[i:t.end]))
		case strings.ContainsRune(signs, r):
			t.text = string(r)
		default:
			i += size
			continue
		}
		t.printed = text[t.start:t.end]
		out = append(out, t)
		i = t.end
	}
	return out
}

// run is the length of the letters, marks and numbers with which a text begins.
func run(text string) int {
	for i, r := range text {
		if !unicode.In(r, unicode.L, unicode.M, unicode.N) {
			return i
		}
	}
	return len(text)
}

// classify says what a run of letters is.
func (t *token) classify(text string) {
	t.text = text
	for _, c := range []struct {
		kind  kind
		words map[string]int64
		from  int64 // the value of the first of them
		times int64
	}{{month, months, 1, 1}, {month, short, 1, 1}, {weekday, weekdays, 0, 1}, {number, counts, 0, 1e6}, {number, tens, 0, 10e6}, {third, thirds, 0, 1}} {
		if n, ok := c.words[text]; ok {
			t.kind, t.value = c.kind, (c.from+n)*c.times
			return
		}
	}
	switch {
	case text == "sept":
		t.kind, t.value = month, 9
	case quarterly.MatchString(text):
		t.kind = quarter
	}
}

// figure reads the number that begins at a digit. One that is glued to letters that are no scale is a name, such as 2FA, and one
// with two points is that of a clause or a release: both are words.
func figure(text string, at int) token {
	printed := digits.FindString(text[at:])
	t := token{start: at, end: at + len(printed), scale: 1}
	tail := text[t.end : t.end+run(text[t.end:])]
	tail = strings.ToLower(tail)
	_, ordinal := ordinals[tail]
	scale := scales[tail]
	switch {
	case tail == "am" || tail == "pm":
	case ordinal:
		t.end += len(tail)
	case scale > 0:
		t.end, t.scale = t.end+len(tail), scale
	case tail != "":
		t.end += len(tail)
		t.text = value.Fold(text[at:t.end])
		return t
	default:
		if s := spelt.FindString(text[t.end:]); s != "" {
			t.end, t.scale = t.end+len(s), scales[strings.TrimSpace(s)]
		}
	}
	t.text = value.Fold(text[at:t.end])
	if n, err := value.ParseDecimal(strings.ReplaceAll(printed, ",", ""), value.QuantityPlaces); err == nil {
		t.kind, t.value = number, n
		if before, size := utf8.DecodeLastRuneInString(text[:at]); strings.ContainsRune("-−–", before) {
			if r, _ := utf8.DecodeLastRuneInString(text[:at-size]); at == size || !unicode.In(r, unicode.L, unicode.N) {
				t.start, t.value = at-size, -n
			}
		}
	}
	return t
}
