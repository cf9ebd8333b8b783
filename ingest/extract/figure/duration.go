package figure

import (
	"regexp"
	"strings"

	"councilgraph/graph/value"
)

// DurationSpan is a length of time: `12 months`, `three-year`, `4 years, 1 day`.
type DurationSpan struct {
	Span
	// Amount is the length in millionths of Unit, as in value.Quantity; the first number of a range.
	Amount int64
	// To is the second number of a range, `2-3 years`, in millionths; nil where there is none.
	To *int64
	// Unit is year, month, week, day, hour or minute: the first one printed where there are two.
	Unit string
	// Months is the length in whole months; 0 where it is none, or a range.
	Months int
	// Extra is what is printed beside the first unit, `1 day` of `4 years, 1 day`; empty if nothing is.
	Extra string
	// Bound says how the length limits the true one.
	Bound value.Bound
	// Whole is the span with the words that bound it.
	Whole Span
}

const timeUnits = `years?|yrs?|months?|mths?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?`

var (
	wordOrDigits = `(?:` + digits + `|\b(?:` + words + `)|\bone)`
	durations    = regexp.MustCompile(`(?i)(` + wordOrDigits + `)(?:` + sp + `*(?:-|–|to|or)` + sp + `*(` + wordOrDigits + `))?` +
		`(?:` + sp + `+|-)(?:and a half` + sp + `+)?(?:(?:further|additional|extra|more|whole|full|calendar|working|consecutive)` + sp + `+)*(` + timeUnits + `)\b` +
		`(?:` + sp + `*(?:,|and|&)?` + sp + `*((?:` + digits + `)` + sp + `(?:` + timeUnits + `))\b)?`)
	durationLike = regexp.MustCompile(`(?i)(?:` + timeUnits + `)\b`)
	andAHalf     = regexp.MustCompile(`(?i)and a half`)
	ageAfter     = regexp.MustCompile(`(?i)^(?:'s|s'|’s)?[ -](?:old|of age)\b`)
)

// Durations finds lengths of time in figures or words. An age (`10 years old`) is none, and neither is a unit without a number.
func Durations(text string) []DurationSpan {
	if !durationLike.MatchString(text) { // most passages
		return nil
	}
	scan := masked(text)
	var out []DurationSpan
	for _, m := range durations.FindAllStringSubmatchIndex(scan, -1) {
		if d, ok := duration(text, m); ok {
			out = append(out, d)
		}
	}
	return out
}

func duration(text string, m []int) (d DurationSpan, ok bool) {
	if unit := text[m[6]:m[7]]; unit[0] <= 'Z' && unit != strings.ToUpper(unit) {
		return d, false // `1 Minutes of the previous meeting` is an item
	}
	if !wholeNumber(text, m[2], m[3]) || ageAfter.MatchString(text[m[1]:]) {
		return d, false
	}
	d.Unit = timeUnit(text[m[6]:m[7]])
	half := andAHalf.MatchString(text[m[0]:m[1]])
	if d.Amount, ok = millionths(text[m[2]:m[3]], half); !ok {
		return d, false
	}
	d.Span = spanOf(text, m[0], m[1])
	if m[4] >= 0 {
		to, ok := millionths(text[m[4]:m[5]], half)
		if !ok || to <= d.Amount {
			return d, false
		}
		d.To = &to
	}
	if m[8] >= 0 {
		d.Extra = text[m[8]:m[9]]
	}
	d.Months = d.months()
	var from, end int
	d.Bound, from, end = bounded(text, m[0], m[1])
	d.Whole = spanOf(text, from, end)
	return d, true
}

// months gives the length in whole months, or 0. `4 years, 1 day`, as a notice counts from one first of a month to another, is 48.
func (d DurationSpan) months() int {
	if d.To != nil || d.Extra != "" && !strings.HasPrefix(d.Extra, "1 ") {
		return 0
	}
	per := int64(1)
	switch d.Unit {
	case "year":
		per = 12
	case "month":
	default:
		return 0
	}
	if d.Extra != "" && timeUnit(strings.Fields(d.Extra)[1]) != "day" {
		return 0
	}
	const longest = 1200 // months
	if d.Amount > longest*million || d.Amount*per%million != 0 {
		return 0
	}
	return int(d.Amount * per / million)
}

const million = 1_000_000

func timeUnit(word string) string {
	switch w := strings.ToLower(word); w[:2] {
	case "ye", "yr":
		return "year"
	case "mo", "mt":
		return "month"
	case "we", "wk":
		return "week"
	case "da":
		return "day"
	case "ho", "hr":
		return "hour"
	}
	return "minute"
}

// millionths reads a printed number at the places at which quantities are held; with half, a half more.
func millionths(printed string, half bool) (int64, bool) {
	decimal, ok := number(printed)
	if !ok {
		return 0, false
	}
	n, err := value.ParseDecimal(decimal, value.QuantityPlaces)
	if err != nil {
		return 0, false
	}
	if half {
		n += million / 2
	}
	return n, n >= 0
}
