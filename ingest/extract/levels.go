package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
)

// level states the one figure of a clause: the indicator's own, or by how much it changed.
func (w *writer) level(s span, n Name, of org, level figure.QuantitySpan) {
	text, at := s.String(), w.dated(s)
	if targetWord.MatchString(text) {
		at = nil // the date is the target's
	}
	seen := s.sub(level.Start, level.End).place()
	if isChange(text, level.Whole) {
		if trend := trendOf(text); trend != "" {
			w.observe(s, n, of, object{"measure": "CHANGE", "value": quantity(level), "trend": trend}, at, seen)
		}
		return
	}
	if level.Value.Unit != "%" || isRate(n) {
		w.observe(s, n, of, object{"measure": "LEVEL", "value": quantity(level)}, at, seen)
	}
}

// moneyLevel states the amount of an indicator that is one of money, `STS budget`, and reports whether the clause gives one.
func (w *writer) moneyLevel(s span, n Name, of org) bool {
	_, name := nameEnds(s.String(), n)
	if name == 0 || !slices.ContainsFunc(stems(n.Text), func(s string) bool { return ofMoney[s] }) {
		return false
	}
	var found []figure.MoneySpan
	for _, m := range figure.Money(s.String()) {
		if m.Start >= name && !isChange(s.String(), m.Whole) && (m.Kind == "" || stands(value.Fold(string(m.Kind)), stems(n.Text))) {
			found = append(found, m)
		}
	}
	if len(found) != 1 || found[0].To != nil || found[0].Bracketed {
		return false
	}
	m := found[0]
	w.spent[spot{s.line.Ordinal, s.from + m.Start}] = true
	w.observe(s, n, of, object{"measure": "LEVEL", "amount": money(m)}, w.dated(s), s.sub(m.Start, m.End).place())
	return true
}

// ofMoney are words of the names of indicators that are amounts of money.
var ofMoney = words("budget spend spending expenditure cost income saving outturn underspend overspend")

// isRate says whether an indicator is a share of something. Of how many there are, a percentage says nothing.
func isRate(n Name) bool {
	return slices.ContainsFunc(stems(n.Text), func(s string) bool { return rates[s] })
}

var rates = words("performance rate share coverage percentage proportion satisfaction availability uptime compliance restored resolved answered within " +
	"score level completion attainment occupancy take-up takeup target on-time")

// scored says whether an indicator is a mark that is given, so many out of so many.
func scored(n Name) bool {
	return slices.ContainsFunc(stems(n.Text), func(s string) bool { return s == "score" || s == "rating" || s == "satisfaction" })
}

// unitOf is what an indicator counts: the last word of its name before what narrows it, `Devices` of `Devices given to residents`.
func unitOf(n Name) string {
	unit := ""
	for _, word := range value.Words(n.Text) {
		if unit != "" && (smallWords[word] || narrowing[word] || strings.HasSuffix(word, "ed")) {
			break
		}
		if s := stems(word); len(s) == 1 {
			unit = s[0]
		}
	}
	return unit
}

// narrowing are words behind what is counted.
var narrowing = words("given live out put sent taken bought built sold open outstanding remaining not that which still per within during since")

// countOf is the number of what an indicator counts, in words or figures: right before its name, `sixteen priority 1 incidents`, or
// behind it, `priority 1 incidents: five were logged`, `supported users rose to 13,050`.
func countOf(text string, n Name) (from, to int, amount string) {
	start, end := nameEnds(text, n)
	if end == 0 {
		return 0, 0, ""
	}
	m := countBefore.FindStringSubmatchIndex(text[:start])
	if m == nil && !isRate(n) {
		if m = countBehind.FindStringSubmatchIndex(text[end:]); m != nil {
			m[2], m[3] = m[2]+end, m[3]+end
		}
	}
	if m == nil {
		return 0, 0, ""
	}
	word := strings.ToLower(text[m[2]:m[3]])
	if i := slices.Index(numberWords, word); i >= 0 {
		return m[2], m[3], strconv.Itoa(i)
	}
	return m[2], m[3], strings.ReplaceAll(word, ",", "")
}

// nameEnds is where a text prints an indicator's name as it is, but for case and short forms in brackets; 0, 0 where it does not.
func nameEnds(text string, n Name) (from, to int) {
	low := strings.ToLower(text)
	if at := strings.Index(low, strings.ToLower(n.Text)); at >= 0 {
		return at, at + len(n.Text)
	}
	var re strings.Builder
	for i, word := range strings.Fields(strings.ToLower(n.Text)) {
		if i > 0 {
			re.WriteString(`(?: \([^()]{1,12}\))? `)
		}
		re.WriteString(regexp.QuoteMeta(strings.TrimSuffix(word, "s")) + "s?")
	}
	if m := regexp.MustCompile(`\b` + re.String() + `\b`).FindStringIndex(low); len(m) > 0 && len(low) == len(text) {
		return m[0], m[1]
	}
	return 0, 0
}

var (
	// toCome: the figure is a forecast.
	toCome = regexp.MustCompile(`(?i)\b(?:will|(?:is|are|was|were) (?:expected|forecast|projected|predicted|due|set|estimated|planned) to)(?: \p{L}+)? (?:be|reach|rise|fall|grow|increase|decrease|stand|total|exceed|drop|average|remain|cost)\b|\bforecasts?\b`)
	// weighed is what is only thought of.
	weighed = regexp.MustCompile(`(?i)\b(?:would|could|might|aims? to|aiming to|hopes? to|if)\b`)
)

const number = `\d{1,3}(?:,\d{3})+|\d{1,9}`

var (
	numberWords = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
	countBefore = regexp.MustCompile(`(?i)(?:^|\s)(` + strings.Join(numberWords, "|") + `|` + number + `)\s$`)
	countBehind = regexp.MustCompile(`(?i)^(?: \([^()]{1,12}\))?(?: (?:logged|raised|recorded|reported|received))?(?:: | (?:has |have |had |also )?(?:` +
		`averaged|numbered|totall?ed|reached|(?:stood|stands?|standing|remained|remains?|now|is|are|was|were) at|was|were|is|are` +
		`|(?:risen|rose|grown|grew|increased?|fallen|fell|decreased?|reduced|declined?|dropped)(?: from (?:` + strings.Join(numberWords, "|") + `|` + number + `))? to) )` +
		`(?:(?:an average of|only|just|now|currently) )*(` + strings.Join(numberWords, "|") + `|` + number + `)(?:[,.;:)]?$|[,;:)] |\. ?| (?:at|in|by|per|a|each|during|for|on|against|compared|from|over|across|last|this|were|was|had|have)\b)`)
	averaged  = regexp.MustCompile(`(?i)\b(?:averag\w+|an average of)\b`)
	perPeriod = regexp.MustCompile(`(?i)^ (?:per|a|each|every) (day|week|month|quarter|year)\b`)
)

// isChange says whether a figure is by how much something changed.
func isChange(text string, figure figure.Span) bool {
	return by.MatchString(text[:figure.Start]) || changeAfter.MatchString(text[figure.End:])
}

// trendOf is the way that a text says something went; empty where it does not.
func trendOf(text string) string {
	for _, t := range trends {
		if t.re.MatchString(text) {
			return t.trend
		}
	}
	return ""
}

var (
	targetYear  = regexp.MustCompile(`\b(20\d\d)(?: \p{L}+){0,3} target\b`)
	targetWord  = regexp.MustCompile(`(?i)\btarget\b`)
	by          = regexp.MustCompile(`(?i)\b(?:by|(?:increase|rise|growth|reduction|fall|decrease|drop|decline|improvement) of)\s(?:(?:around|about|over|nearly|almost|approximately|up to)\s)?$`)
	changeAfter = regexp.MustCompile(`(?i)^\s(?:increase|rise|growth|reduction|fall|decrease|drop|decline|improvement)\b`)
)

// oneLevel is the one figure that can be the indicator's: of several, that whose unit the name holds.
func oneLevel(levels []figure.QuantitySpan, n Name) (figure.QuantitySpan, bool) {
	name := stems(n.Text)
	fits := slices.DeleteFunc(slices.Clone(levels), func(q figure.QuantitySpan) bool {
		unit := stems(q.Value.Unit)
		return q.Value.Unit != "%" && (len(unit) == 0 || !slices.Contains(name, unit[len(unit)-1]))
	})
	if len(fits) == 1 {
		return fits[0], true
	}
	return figure.QuantitySpan{}, false
}
