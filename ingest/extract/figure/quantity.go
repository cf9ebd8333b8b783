package figure

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"councilgraph/graph/value"
)

// QuantitySpan is a number of something: `85%`, `1,465 open tickets`, `5 of 8`, `30 or less per month`, `second lowest`. Its own span
// is the number with its percent sign or its whole, or the words of the rank; not its unit, nor the words that bound it.
type QuantitySpan struct {
	Span
	// Value has the amount, the unit in the singular (`ticket`, `%`, `rank`; empty where the text names none beside the number), the
	// bound, the period and the whole, as in the graph. Printed is the span's.
	Value value.Quantity
	// To is the second number of a range, `5 to 10`, in millionths; nil where there is none.
	To *int64
	// Whole is the span with the words that bound it, its unit and its period: `over 1300 new laptops`.
	Whole Span
}

const number2 = `(?:` + digits + `|\b(?:` + words + `)\b)`

var (
	percents = regexp.MustCompile(`(?i)(` + digits + `)(?:` + sp + `?%?` + sp + `*(?:` + dash + `|to` + sp + `|and` + sp + `)` + sp + `*(` + digits + `))?` +
		`(?:` + sp + `?%|` + sp + `(?:per` + sp + `?cent|percent)\b|` + sp + `percentage` + sp + `points?\b)`)
	ratios = regexp.MustCompile(`(?i)(` + number2 + `|\bone)` + sp + `+(?:out` + sp + `+)?of` + sp + `+(?:the` + sp + `+|all` + sp + `+|our` + sp + `+)?(` + number2 + `)\b`)
	ranks  = regexp.MustCompile(`(?i)\b(?:(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|\d{1,2}th)[ -](lowest|highest|largest|smallest|biggest|best|worst|longest|shortest|fastest|slowest)` +
		`|the` + sp + `+(lowest|highest|largest|smallest|biggest))\b`)
	counts      = regexp.MustCompile(`(?i)` + number2)
	rankNumbers = map[string]int64{"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
		"ninth": 9, "tenth": 10}
)

// Quantities finds numbers of things. A number counts only where the text shows that it does: by a percent sign, a plural after it, a
// whole, a period, a word that bounds it, a verb that says what became of so many (`3 completed`), groups of thousands, or a verb of
// counting before it. Amounts of money, dates, lengths of time, times of day, ordinals, numbers of items, pages, sections, versions and
// products, sizes of files and addresses are not quantities.
func Quantities(text string) []QuantitySpan {
	scan := masked(text)
	q := quantityReader{text: scan, taken: make([]bool, len(text))}
	q.take(spansOf(Money(text)))
	q.take(spansOf(Dates(text, value.MinDay)))
	q.take(spansOf(Durations(text)))
	q.each(percents, q.percent)
	q.each(ratios, q.ratio)
	q.each(ranks, q.rank)
	q.each(counts, q.count)
	found := pick(q.found)
	for i := range found {
		f := &found[i]
		f.Span = spanOf(text, f.Start, f.End)
		f.Whole = spanOf(text, f.Whole.Start, f.Whole.End)
		f.Value.Printed = f.Printed
	}
	shareUnits(text, found)
	return found
}

type quantityReader struct {
	text  string
	taken []bool // the bytes of figures of other kinds
	found []QuantitySpan
}

func (q *quantityReader) take(spans []Span) {
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			q.taken[i] = true
		}
	}
}

func (q *quantityReader) each(re *regexp.Regexp, read func(m []int) (QuantitySpan, bool)) {
	for _, m := range re.FindAllStringSubmatchIndex(q.text, -1) {
		if slices.Contains(q.taken[m[0]:m[1]], true) {
			continue
		}
		if f, ok := read(m); ok {
			q.found = append(q.found, f)
		}
	}
}

// of makes a quantity of a printed number, with the words that bound it.
func (q *quantityReader) of(printed string, start, end int) (f QuantitySpan, ok bool) {
	n, ok := millionths(printed, false)
	if !ok {
		return f, false
	}
	f.Start, f.End, f.Value.Amount = start, end, &n
	var from, to int
	f.Value.Bound, from, to = bounded(q.text, start, end)
	f.Whole = Span{Start: from, End: to}
	return f, true
}

func (q *quantityReader) percent(m []int) (QuantitySpan, bool) {
	if !wholeStart(q.text, m[2]) {
		return QuantitySpan{}, false
	}
	f, ok := q.of(q.text[m[2]:m[3]], m[0], m[1])
	f.Value.Unit = "%"
	if strings.Contains(strings.ToLower(q.text[m[3]:m[1]]), "point") {
		f.Value.Unit = "percentage point"
	}
	if m[4] >= 0 && ok {
		to, good := millionths(q.text[m[4]:m[5]], false)
		and := strings.Contains(q.text[m[3]:m[4]], "and") && !between.MatchString(q.text[max(0, m[0]-40):m[0]])
		if !good || to <= *f.Value.Amount || and || changes.MatchString(q.text[max(0, m[0]-60):m[0]]) {
			return f, false
		}
		f.To = &to
	}
	q.period(&f)
	return f, ok
}

// wholeStart reports whether nothing is run onto the number from the left.
func wholeStart(text string, start int) bool { return wholeNumber(text[:start]+" ", start, start) }

func (q *quantityReader) ratio(m []int) (QuantitySpan, bool) {
	if !wholeStart(q.text, m[2]) || q.refers(m[2]) || !wholeNumber(q.text, m[4], m[5]) {
		return QuantitySpan{}, false
	}
	f, ok := q.of(q.text[m[2]:m[3]], m[0], m[1])
	f.Value.Of = strings.ReplaceAll(q.text[m[4]:m[5]], ",", "")
	whole, good := millionths(q.text[m[4]:m[5]], false)
	if !ok || !good || whole < *f.Value.Amount {
		return f, false
	}
	q.unit(&f)
	return f, true
}

func (q *quantityReader) rank(m []int) (QuantitySpan, bool) {
	f, start := QuantitySpan{}, m[0]
	n := int64(1)
	if m[2] >= 0 {
		word := strings.ToLower(q.text[m[2]:m[3]])
		if n = rankNumbers[word]; n == 0 {
			n = int64(atoi(strings.TrimSuffix(word, "th")))
		}
	} else {
		start = m[6]
	}
	n *= million
	f.Start, f.End, f.Whole = start, m[1], Span{Start: start, End: m[1]}
	f.Value = value.Quantity{Amount: &n, Unit: "rank", Bound: value.BoundExact}
	return f, n > 0
}

// count reads a bare number, if the text shows that it counts something.
func (q *quantityReader) count(m []int) (QuantitySpan, bool) {
	start, end := m[0], m[1]
	printed := q.text[start:end]
	figures := isDigit(printed[0])
	if figures && !wholeNumber(q.text, start, end) || !figures && !wholeWord(q.text, start, end) {
		return QuantitySpan{}, false
	}
	if q.refers(start) || q.numbersALine(start, end) {
		return QuantitySpan{}, false
	}
	f, ok := q.of(printed, start, end)
	if !ok {
		return f, false
	}
	bound := f.Value.Bound != value.BoundExact
	q.unit(&f)
	if unit := q.text[max(end, f.Whole.End-len(f.Value.Unit)-3):max(end, f.Whole.End)]; !figures && printed[0] <= 'Z' && properName.MatchString(unit) {
		return f, false // Nine Elms
	}
	rest := q.text[f.Whole.End:]
	switch {
	case f.Value.Unit != "", f.Value.Per != "":
		return f, true
	case notCounted.MatchString(rest):
		return f, false
	case !figures:
		return f, happened.MatchString(rest)
	case bound, happened.MatchString(rest), strings.Contains(printed, ","), counting.MatchString(q.text[max(0, start-40):start]):
		return f, true
	}
	if m := pairAfter.FindString(rest); m != "" { // 2 high and 2 low complexity automations
		next := QuantitySpan{Whole: Span{End: f.Whole.End + len(m)}}
		q.unit(&next)
		f.Value.Unit = next.Value.Unit
		return f, f.Value.Unit != ""
	}
	return f, inList.MatchString(rest) && q.listed(start)
}

var (
	// happened are words that say what became of so many.
	happened = regexp.MustCompile(`(?i)^` + sp + `+(?:of` + sp + `+(?:which|whom|these|those|them)|(?:have|has|had|were|was|are|is|remain|remained|remaining|outstanding|out of|still)\b` +
		`|(?:completed|removed|closed|opened|resolved|delivered|upgraded|migrated|decommissioned|replaced|awarded|approved|received|logged|raised|installed|planned)\b)`)
	counting = regexp.MustCompile(`(?i)\b(?:logging|logged|totalling|totals?|numbering|counting|(?:increased|rose|risen|grown|grew|reduced|decreased|fallen|fell)(?:` + sp + `+(?:from|to))?)` + sp + `+$`)
	// notCounted are units of files and of time of day.
	notCounted = regexp.MustCompile(`(?i)^(?:` + sp + `*(?:KB|MB|GB|TB|am|pm|a\.m|p\.m|st|nd|rd|th)\b|` + sp + `*x` + sp + `*\d|[-–/])`)
	pairAfter  = regexp.MustCompile(`(?i)^` + sp + `+[a-z]+` + sp + `+(?:and|or)` + sp + `+` + number2)
	properName = regexp.MustCompile(`^[ -]*[A-Z][a-z]`)
	inList     = regexp.MustCompile(`^` + sp + `+[A-Z][\w'’]*(?:` + sp + `+[A-Z][\w'’]*)*` + sp + `*[,)]`)
	// reference ends with a word whose number is a name: item 4, section 20, Windows 11.
	reference = regexp.MustCompile(`(?i)\b(?:items?|sections?|parts?|appendix|appendices|annex|options?|pages?|papers?|no|nos|numbers?|ref|reference|regulations?|clauses?|articles?|schedules?|` +
		`tiers?|priority|priorities|levels?|phases?|zones?|tables?|figures?|paragraphs?|para|policy|contractors?|lots?|periods?|quarters?|weeks?|rooms?|floors?|forms?|bands?|` +
		`grades?|types?|questions?|motions?|resolutions?|recommendations?|minutes?|routes?|years?|ward|wards|class|category|stages?|step|version|v|release|rule|chapter|act|order|` +
		`box|unit|plot|flat|block|house|bay|gate|platform|channel|ext|extension|tel|telephone|id|age|aged|ages of|age of|covid|at|scale)[.:]?` + sp + `*(?:\(?\d+[\w.]*\)?(?:,|` + sp + `+and|` + sp + `+or|` + sp + `*&|` + sp + `+to)` + sp + `*)*$`)
	outOf        = regexp.MustCompile(`(?i)\b(?:\d+|one|two|three|four)` + sp + `+in` + sp + `+(?:every` + sp + `+)?$`) // 1 in 5 residents
	capital      = regexp.MustCompile(`(?:^|[^\w'’])([A-Z][\w'’]*)[-\x{a0} ]$`)
	lineNumber   = regexp.MustCompile(`^(?:[.)]|\s*$|` + sp + `*\n|` + sp + `+[A-Z])`)
	functionWord = map[string]bool{"Over": true, "About": true, "Around": true, "Of": true, "The": true, "All": true, "Some": true, "Only": true,
		"Just": true, "At": true, "In": true, "With": true, "For": true, "And": true, "To": true, "From": true, "By": true, "Up": true, "These": true,
		"Those": true, "There": true, "Approximately": true, "Nearly": true, "Almost": true, "Between": true, "Under": true, "Completed": true,
		"Circa": true, "Our": true, "Their": true, "Its": true, "A": true, "An": true, "This": true, "On": true, "Further": true, "Remaining": true,
		"Approx": true, "Total": true, "More": true, "Less": true, "Fewer": true, "Than": true, "Least": true, "Most": true, "Another": true}
)

// wholeWord reports whether a number in words stands alone: not `two-thirds`, `three-bedroom`, `one-to-one`.
func wholeWord(text string, start, end int) bool {
	if end < len(text) && (text[end] == '-' || isLetter(text[end])) {
		return false
	}
	return start == 0 || text[start-1] != '-' && !isLetter(text[start-1])
}

// refers reports whether the number at start names something: an item, a section, a product.
func (q *quantityReader) refers(start int) bool {
	head := q.text[max(0, start-60):start]
	if reference.MatchString(head) || outOf.MatchString(head) {
		return true
	}
	m := capital.FindStringSubmatchIndex(head)
	if len(m) == 0 || functionWord[head[m[2]:m[3]]] {
		return false
	}
	if strings.HasSuffix(head, "-") {
		return true
	}
	// A name with a number is followed by another name, by nothing, or by what the name is of: `Windows 11 laptops`. Verbs that open a
	// sentence (`Installed 48 lamps`) count: they end in -ed or -ing.
	word := head[m[2]:m[3]]
	return !strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "ing")
}

// numbersALine reports whether the number opens its line as its number: `1. Apologies`, `12` alone, `3 Declarations of interest`.
func (q *quantityReader) numbersALine(start, end int) bool {
	line := strings.LastIndexByte(q.text[:start], '\n') + 1
	if strings.TrimFunc(q.text[line:start], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-•*·|(", r) }) != "" {
		return false
	}
	return isDigit(q.text[start]) && lineNumber.MatchString(q.text[end:])
}

// listed reports whether the number stands in brackets after a quantity that it is a part of: `11 places (9 Labour, 2 Green)`.
func (q *quantityReader) listed(start int) bool {
	open := strings.LastIndexByte(q.text[:start], '(')
	if open < 0 || strings.ContainsAny(q.text[open:start], ").\n") || start-open > 120 || len(q.found) == 0 {
		return false
	}
	last := q.found[len(q.found)-1]
	return last.Whole.End <= open && strings.TrimSpace(q.text[last.Whole.End:open]) == "" || last.Start > open
}
