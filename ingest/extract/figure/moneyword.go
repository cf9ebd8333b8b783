package figure

import (
	"regexp"
	"strings"
)

// MoneyKind is what a sentence says that an amount is.
type MoneyKind string

const (
	KindUnstated MoneyKind = ""         // the sentence does not say
	KindEstimate MoneyKind = "ESTIMATE" // estimated, indicative, forecast
	KindAward    MoneyKind = "AWARD"    // the value of a contract, what was awarded
	KindDiscount MoneyKind = "DISCOUNT"
	KindBudget   MoneyKind = "BUDGET"
	KindVariance MoneyKind = "VARIANCE" // underspend, overspend, outturn
	KindSaving   MoneyKind = "SAVING"
	KindGrant    MoneyKind = "GRANT" // grants and funding
)

// kindWords name a kind; where two stand in one phrase (`funding envelope`, `forecast overspend`), the one nearer the amount counts.
var kindWords = []struct {
	kind MoneyKind
	re   *regexp.Regexp
}{
	{KindEstimate, regexp.MustCompile(`(?i)\b(?:estimat\w*|indicative|forecast\w*|projected|expected value)\b`)},
	{KindAward, regexp.MustCompile(`(?i)\b(?:contract value|value of the contract|award(?:ed|s)?|contract (?:sum|price))\b`)},
	{KindDiscount, regexp.MustCompile(`(?i)\bdiscount(?:s|ed)?\b`)},
	{KindBudget, regexp.MustCompile(`(?i)\b(?:budget\w*|envelope)\b`)},
	{KindVariance, regexp.MustCompile(`(?i)\b(?:underspen[dt]s?|overspen[dt]s?|under-spends?|over-spends?|variances?|outturn|surplus|deficit)\b`)},
	{KindSaving, regexp.MustCompile(`(?i)\bsavings?\b`)},
	{KindGrant, regexp.MustCompile(`(?i)\b(?:grants?|funding)\b`)},
}

var (
	perAfter = regexp.MustCompile(`(?i)^[ \t\x{a0},]*\(?(?:(?:per|a|each|every)[ -](annum|year|calendar month|month|week|day|hour)\b|/(year|month|week|day|hour)\b` +
		`|(p\.a\.|(?:annually|yearly|monthly|weekly|daily|hourly|pa|pcm|pw)\b))\)?`)
	eachAfter = regexp.MustCompile(`(?i)^[ \t\x{a0},]*\(?(?:per|for each|each|a)[ -](user|licen[cs]e|device|seat|mailbox|head|person|pupil|resident|household|property|employee|member of staff|unit|site|call|visit|tonne|councillor|transaction)\b\)?`)
	perBefore = regexp.MustCompile(`(?i)\b(annual|yearly|monthly|weekly|daily|hourly)(?:[ \t]+[\w-]+){0,3}[ \t]+(?:of|at|is|was|:)[ \t]*(?:a |the )?$`)
	notPer    = regexp.MustCompile(`(?i)^[ \t]+(?:ago|later|earlier|before)\b`)
	vatAfter  = regexp.MustCompile(`(?i)^[ \t\x{a0},]*\(?(?:(excluding|exclusive of|excl\.?|exc\.?|ex\.?|net of|before|plus|\+)|(including|inclusive of|incl\.?|inc\.?|with))[ \t\x{a0}]*VAT\b\)?`)
	forAfter  = regexp.MustCompile(`(?i)^[ \t\x{a0},]*(?:in total |spread )?(?:for|over|across)[ \t\x{a0}]+(?:(?:the|an?|next|initial|full|whole|maximum|further|first|up to|(?:period|term|total|maximum) of(?: up to)?)[ \t\x{a0}]+)*$`)
	perWords  = map[string]string{"annum": "year", "annually": "year", "yearly": "year", "annual": "year", "p.a.": "year", "pa": "year",
		"calendar month": "month", "monthly": "month", "pcm": "month", "weekly": "week", "pw": "week", "daily": "day", "hourly": "hour"}
)

// surroundings reads the words around each amount: bound, period, VAT, kind, and whether its brackets mean a minus.
func surroundings(text string, found []MoneySpan) {
	lengths := Durations(text)
	for i := range found {
		a := &found[i]
		from, to := sentence(text, a.Start, a.End)
		// Words beyond the amounts before and after belong to those.
		left, right := from, to
		if i > 0 {
			left = max(left, found[i-1].End)
		}
		if i+1 < len(found) {
			right = min(right, found[i+1].Start)
		}
		a.bracket(text, from)
		var start, end int
		a.Bound, start, end = bounded(text[:right], a.Start, a.End)
		left = min(left, start) // `c. £5` may look like the end of a sentence
		end = a.after(text[:right], end, lengths)
		if a.Per == "" {
			if m := perBefore.FindStringSubmatch(text[left:start]); m != nil {
				a.Per = period(m[1])
			}
		}
		a.Span = spanOf(text, a.Start, a.End)
		a.Amount.Printed = a.Printed
		a.Whole = spanOf(text, start, end)
		a.Kind = kindOf(text, a, from, left, right)
		if a.Kind == KindUnstated {
			a.Kind = labelKind(text, a, found[:i])
		}
	}
}

// after reads period and VAT, in any order, and returns where they end.
func (a *MoneySpan) after(text string, end int, lengths []DurationSpan) int {
	for {
		rest := text[min(end, len(text)):]
		if m := eachAfter.FindStringSubmatch(rest); m != nil && a.Each == "" {
			a.Each = strings.ToLower(m[1])
			end += len(m[0])
			continue
		}
		if m := perAfter.FindStringSubmatch(rest); m != nil && a.Per == "" && !notPer.MatchString(rest[len(m[0]):]) {
			a.Per = period(m[1] + m[2] + m[3])
			end += len(m[0])
			continue
		}
		if m := vatAfter.FindStringSubmatch(rest); m != nil && a.VAT == VATUnstated {
			if a.VAT = VATExcluded; m[2] != "" {
				a.VAT = VATIncluded
			}
			end += len(m[0])
			continue
		}
		if d := coverage(text, end, lengths); d != nil && a.For == nil {
			a.For, end = d, d.End
			continue
		}
		return end
	}
}

// coverage finds the length of time that `for`, `over` or the like joins to what ends at end.
func coverage(text string, end int, lengths []DurationSpan) *DurationSpan {
	for i := range lengths {
		d := &lengths[i]
		if d.Start >= end && d.End <= len(text) && d.Start-end < 60 && forAfter.MatchString(text[end:d.Start]) {
			return d
		}
	}
	return nil
}

func period(word string) string {
	word = strings.ToLower(word)
	if p, ok := perWords[word]; ok {
		return p
	}
	return word
}

var (
	// operand ends what wants an amount after it, so that a bracket there is the amount and no aside.
	operand  = regexp.MustCompile(`(?i)(?:^|[|:]|\b(?:of|was|is|were|be|at|to|by|from|and|totalling|total|a|an|the)|-|–)[ \t]*$`)
	variance = kindWords[4].re
)

// bracket reads an amount that stands alone in brackets. Accounts write a negative amount so; prose sets an aside apart so. It is
// negative where the sentence wants an amount there (`an underspend of (£1.342m)`), in a cell of its own, and where a sentence about
// variances lists it after a name; the word of variance right before it (`an overspend (£2m)`) makes it an aside.
func (a *MoneySpan) bracket(text string, from int) {
	if a.Bracketed || a.Start == 0 || a.End >= len(text) || text[a.Start-1] != '(' || text[a.End] != ')' {
		return
	}
	a.Bracketed = true
	before := text[from : a.Start-1]
	direct := variance.FindAllStringIndex(before, -1)
	named := len(direct) > 0
	if named && strings.TrimSpace(before[direct[len(direct)-1][1]:]) == "" {
		return
	}
	if !named && !operand.MatchString(before) && !earlierVariance.MatchString(text[max(0, from-160):from]) {
		return
	}
	a.Start, a.End = a.Start-1, a.End+1
	if a.Amount.Minor > 0 {
		a.Amount.Minor = -a.Amount.Minor
	}
}

// earlierVariance is a variance in the clause before, in a list that semicolons part.
var earlierVariance = regexp.MustCompile(`(?i)(?:underspen|overspen|varianc|outturn)[^\n]*;[ \t]*$`)

// kindOf reads the kind from the sentence: the words right after the amount, then the nearest before it.
func kindOf(text string, a *MoneySpan, from, left, right int) MoneyKind {
	after := text[min(a.Whole.End, right):right]
	if m := afterStop.FindStringIndex(after); m != nil {
		after = after[:m[0]]
	}
	if f := strings.Fields(after); len(f) > 9 {
		after = strings.Join(f[:9], " ")
	}
	if k := nearest(after, false); k != KindUnstated {
		return k
	}
	if estimated.MatchString(text[a.Whole.Start:a.Start]) {
		return KindEstimate
	}
	before := text[left:a.Whole.Start]
	if m := otherClause.FindAllStringIndex(before, -1); m != nil {
		before = before[m[len(m)-1][1]:]
	}
	if k := nearest(before, true); k != KindUnstated {
		return k
	}
	if a.Bracketed && a.Amount.Minor < 0 {
		return KindVariance
	}
	// A list after a colon: each amount is what the word before the colon says.
	if head, _, ok := strings.Cut(text[from:a.Start], ":"); ok {
		if w := strings.Fields(head); len(w) > 0 {
			return nearest(w[len(w)-1], true)
		}
	}
	return KindUnstated
}

// estimated is among the words that bound an amount.
var estimated = regexp.MustCompile(`(?i)\bestimated\b`)

var afterStop = regexp.MustCompile(`(?i)[,;:]|\b(?:on|against|to|by|at|and|but|while|which|that|who|with|when|is|was|were|are|has|had|have|for|compared|if|as)\b`)

// otherClause begins what says something new of another thing.
var otherClause = regexp.MustCompile(`(?i),[ \t]*(?:which|who|with|including|and)\b|\bthose\b`)

// nearest finds the kind whose word is nearest to the end of s, or to its beginning.
func nearest(s string, last bool) (kind MoneyKind) {
	best := -1
	for _, k := range kindWords {
		for _, m := range k.re.FindAllStringIndex(s, -1) {
			if at := m[0]; best < 0 || last && at > best || !last && at < best {
				best, kind = at, k.kind
			}
		}
	}
	return kind
}

// labelKind reads the kind of an amount that begins its line from the line above, past other such lines: the label of a notice.
func labelKind(text string, a *MoneySpan, before []MoneySpan) MoneyKind {
	at := a.Start
	for {
		line := strings.LastIndexByte(text[:at], '\n') + 1
		if strings.Trim(text[line:at], " \t-•*·") != "" || line == 0 {
			return KindUnstated
		}
		above := strings.TrimRight(text[:line], " \t\r\n")
		start := strings.LastIndexByte(above, '\n') + 1
		if len(before) == 0 || before[len(before)-1].Start < start {
			if len(above)-start > 60 {
				return KindUnstated
			}
			return nearest(above[start:], true)
		}
		at, before = before[len(before)-1].Start, before[:len(before)-1]
	}
}
