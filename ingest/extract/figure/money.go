package figure

import (
	"regexp"
	"strings"
	"unicode"

	"councilgraph/graph/value"
)

// MoneySpan is an amount of money. Its own span is the amount with its sign, currency and scale, `(£1.342m)`.
type MoneySpan struct {
	Span
	// Amount is negative where the sign or, in a statement of variances, the bracket says so; the first amount of a range.
	Amount value.Money
	// To is the second amount of a range, `£1m to £2m`; nil where there is none.
	To *value.Money
	// Bound says how the amount limits the true one: `up to £2m`.
	Bound value.Bound
	// Per is the period that the amount is for each time: year, month, week, day, hour; empty where none is stated.
	Per string
	// Each is what it is for one of, `user` of `£45 per user per month`; empty where none is stated.
	Each string
	// For is the period that the whole amount covers, `for a period of 3 years`; nil where none is stated.
	For *DurationSpan
	// VAT says whether value added tax is in the amount.
	VAT VAT
	// Kind is what the sentence says that the amount is; empty where it does not say.
	Kind MoneyKind
	// Bracketed is true where the amount stands alone in brackets, whether these mean a minus or an aside.
	Bracketed bool
	// Whole is the span with the words that bound it, its period and its VAT: `up to £2m for a period of 3 years`.
	Whole Span
}

// VAT says whether value added tax is in an amount.
type VAT string

const (
	VATUnstated VAT = ""         // the text does not say
	VATExcluded VAT = "EXCLUDED" // the tax comes on top
	VATIncluded VAT = "INCLUDED" // the tax is in it
)

var (
	currencyCodes = `GBP|EUR|USD|CHF|JPY|AUD|CAD|NZD|SEK|NOK|DKK|PLN|INR|CNY`
	moneyAhead    = regexp.MustCompile(`((?:US|A|AU|C|CA|NZ)?[£€$]|\b(?:` + currencyCodes + `)\b)(` + sp + `?[-−(]?)(` + digits + `)`)
	moneyBehind   = regexp.MustCompile(`((?i:` + digits + `|\b(?:` + words + `))(?:` + sp + `?(?i:million|billion|thousand|bn|m|k)\b)?)` + sp +
		`?((?i:pounds|euros|dollars)\b|\b(?:` + currencyCodes + `)\b)`)
	moneyLike = regexp.MustCompile(`[£€$]|pounds|euros|dollars|(?i:Pounds|Euros|Dollars)|\dp\b|` + currencyCodes)
	pence     = regexp.MustCompile(`\b(\d{1,2})p\b`)
	rangeTo   = regexp.MustCompile(`^(` + sp + `?[-–—]` + sp + `?|` + sp + `(?:to|and)` + sp + `)([£€$])?(` + digits + `)`)
	signs     = map[string]string{"£": "GBP", "€": "EUR", "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
		"NZ$": "NZD", "pounds": "GBP", "euros": "EUR", "dollars": "USD"}
)

// Money finds amounts of money: `£1,107,123.21`, `£7.7million`, `£2.7m per annum`, `(£1.342m)`, `£1m to £2m`, `EUR 500`,
// `two million pounds`, `50p`. A dollar without a country is that of the United States. An amount that is cut off (`£1,10`, or `£2.7
// mil` at the end), that a currency cannot express or that is too large is left out.
func Money(text string) []MoneySpan {
	if !moneyLike.MatchString(text) { // most passages
		return nil
	}
	scan := masked(text)
	var found []MoneySpan
	for _, m := range moneyAhead.FindAllStringSubmatchIndex(scan, -1) {
		if a, ok := amountAhead(scan, m); ok {
			found = append(found, a)
		}
	}
	for _, m := range moneyBehind.FindAllStringSubmatchIndex(scan, -1) {
		if a, ok := amountBehind(scan, m); ok {
			found = append(found, a)
		}
	}
	for _, m := range pence.FindAllStringSubmatchIndex(scan, -1) {
		if amount, err := value.ParseMoney("0."+leftPadded(scan[m[2]:m[3]]), "GBP"); err == nil && wholeNumber(scan, m[2], m[3]) {
			found = append(found, MoneySpan{Span: Span{Start: m[0], End: m[1]}, Amount: amount})
		}
	}
	found = pick(found)
	for i := range found {
		found[i].Span = spanOf(text, found[i].Start, found[i].End)
		found[i].Amount.Printed = found[i].Printed
	}
	surroundings(text, found)
	return found
}

func leftPadded(pence string) string { return strings.Repeat("0", 2-len(pence)) + pence }

// amountAhead reads an amount whose currency stands before it.
func amountAhead(text string, m []int) (a MoneySpan, ok bool) {
	sign, between, from, to := text[m[2]:m[3]], text[m[4]:m[5]], m[6], m[7]
	if to == len(text) && text[from:to] == "0" { // £0 of a number that begins so
		return a, false
	}
	if !wholeNumber(text, from, to) {
		return a, false
	}
	start := m[0]
	negative := strings.ContainsAny(between, "-−")
	open := strings.HasSuffix(between, "(")
	if prev := text[:start]; strings.HasSuffix(prev, "-") || strings.HasSuffix(prev, "−") {
		// A minus stands apart from the word before it; a dash between two things does not.
		dash := len(prev) - len(lastRune(prev))
		if before := lastRune(prev[:dash]); before == "" || strings.TrimSpace(before) == "" || before == "(" || before == "|" {
			negative, start = true, dash
		}
	}
	if word := minusWord.FindString(text[max(0, start-8):start]); word != "" {
		negative, start = true, start-len(word)
	}
	end, zeros, ok := scaleAt(text, to)
	if !ok {
		return a, false
	}
	code := signs[sign]
	if code == "" {
		code = sign
	}
	first := text[from:to]
	a.Start, a.End = start, end
	if open {
		if end >= len(text) || text[end] != ')' {
			return a, false
		}
		negative, a.End, a.Bracketed = true, end+1, true
		if more, scaled, good := scaleAt(text, a.End); good && scaled > 0 && zeros == 0 { // £(2.3)m
			a.End, zeros = more, scaled
		}
	} else if second, ok := rangeEnd(text, &a, sign, first, &zeros); ok {
		if amount, ok := money(second, 0, code, false); ok {
			a.To = &amount
		}
	}
	if a.Amount, ok = money(first, zeros, code, negative); !ok {
		return a, false
	}
	if a.To != nil && (negative || a.To.Minor <= a.Amount.Minor) {
		a.To, a.End = nil, end
	}
	return a, true
}

func lastRune(s string) string {
	last := ""
	for i := len(s) - 1; i >= 0; i-- {
		if last = s[i:]; s[i]&0xc0 != 0x80 {
			break
		}
	}
	return last
}

// rangeEnd reads the second amount of a range, and gives the first the scale that only the second prints. It moves the end of a.
func rangeEnd(text string, a *MoneySpan, sign, first string, zeros *int) (decimal string, ok bool) {
	m := rangeTo.FindStringSubmatchIndex(text[a.End:])
	if m == nil {
		return "", false
	}
	sep, from, to := text[a.End+m[2]:a.End+m[3]], a.End+m[6], a.End+m[7]
	word := strings.TrimSpace(sep)
	switch {
	case m[4] >= 0 && text[a.End+m[4]:a.End+m[5]] != sign:
		return "", false
	case word == "and" && !between.MatchString(text[max(0, a.Start-40):a.Start]):
		return "", false
	case word == "to" && changes.MatchString(text[max(0, a.Start-60):a.Start]):
		return "", false
	}
	if !wholeNumber(text, from, to) && sep != "-" {
		return "", false
	}
	end, more, ok := scaleAt(text, to)
	if !ok || m[4] < 0 && word != "-" && word != "–" && more == 0 {
		return "", false
	}
	low, _ := number(first)
	high, _ := number(text[from:to])
	if *zeros == 0 && more > 0 && !strings.Contains(first, ",") && len(strings.Split(low, ".")[0]) <= 3 {
		*zeros = more
	}
	a.End = end
	return shifted(high, more), true
}

var minusWord = regexp.MustCompile(`(?i)\bminus` + sp + `$`)

var (
	between = regexp.MustCompile(`(?i)\bbetween` + sp + `+$`)
	changes = regexp.MustCompile(`(?i)\b(?:(?:increas|rais|rise|rising|rose|grow|grew|reduc|decreas|fall|fell|chang|mov|drop)\w*|went|gone|cut|(?:up|down) (?:from|by))\b[^.;]{0,40}$|\b(?:up|down)\s+$`)
)

// scaleAt reads the letters after a number: where the amount ends, and the power of ten. It is false where a word is cut off at the
// end of the text that may be a scale, or letters are run onto the number that are none.
func scaleAt(text string, at int) (end, zeros int, ok bool) {
	gap := afterSpaces(text[at:])
	word := lettersAt(text[at+gap:])
	end = at + gap + len(word)
	low := strings.ToLower(word)
	if z, known := scales[low]; known && (gap == 0 || low != "hundred") {
		return end, z, true
	}
	if end == len(text) && word != "" {
		for s := range scales {
			if strings.HasPrefix(s, low) {
				return 0, 0, false
			}
		}
	}
	if gap == 0 && word != "" && !gluedPeriods[low] {
		return 0, 0, false
	}
	return at, 0, true
}

var gluedPeriods = map[string]bool{"pa": true, "pcm": true, "pw": true, "per": true, "plus": true, "exc": true, "inc": true}

// lastGroup says whether three digits may be the end of a number with spaces between its thousands: the `000.00` of `980 000.00 GBP`.
func lastGroup(text string, start int) bool {
	return spacedThousand.MatchString(text[max(0, start-3):min(len(text), start+4)])
}

var spacedThousand = regexp.MustCompile(`\d[ \x{a0}]\d{3}(?:\D|$)`)

func amountBehind(text string, m []int) (a MoneySpan, ok bool) {
	printed := text[m[2]:m[3]]
	code := signs[strings.ToLower(text[m[4]:m[5]])]
	if code == "" {
		code = text[m[4]:m[5]]
	}
	if first := printed[0]; first >= '0' && first <= '9' {
		n := strings.IndexFunc(printed, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsSpace(r) })
		if n < 0 {
			n = len(printed)
		}
		end, zeros, good := scaleAt(text, m[2]+n)
		if !good || end != m[3] || !wholeNumber(text, m[2], m[2]+n) || lastGroup(text, m[2]) {
			return a, false
		}
		a.Amount, ok = money(printed[:n], zeros, code, false)
	} else if decimal, good := number(printed); good {
		a.Amount, ok = money(decimal, 0, code, false)
	}
	a.Start, a.End = m[0], m[1]
	if ok {
		a.lowEnd(text, code)
	}
	if m[0] > 0 && strings.ContainsAny(lastRune(text[:m[0]]), "£€$-−") {
		return a, false
	}
	return a, ok
}

// lowEnd reads the first amount of a range whose currency stands behind the second: `between 10 and 12 million pounds`.
func (a *MoneySpan) lowEnd(text, code string) {
	m := lowBefore.FindStringSubmatchIndex(text[max(0, a.Start-60):a.Start])
	if m == nil {
		return
	}
	by := max(0, a.Start-60)
	first := text[by+m[2] : by+m[3]]
	zeros := 0
	if m[4] >= 0 {
		zeros = scales[strings.ToLower(text[by+m[4]:by+m[5]])]
	} else if behind := scaleBehind.FindString(text[a.Start:a.End]); behind != "" {
		zeros = scales[strings.ToLower(strings.TrimSpace(behind))]
	}
	low, ok := money(first, zeros, code, false)
	if !ok || low.Minor >= a.Amount.Minor || by+m[2] > 0 && strings.ContainsAny(lastRune(text[:by+m[2]]), "£€$-−.,") {
		return
	}
	high := a.Amount
	a.Amount, a.To, a.Start = low, &high, by+m[2]
}

var (
	lowBefore   = regexp.MustCompile(`(?i)\bbetween` + sp + `+(` + digits + `)(?:` + sp + `?(million|billion|thousand|bn|m|k))?` + sp + `+(?:and|to)` + sp + `+$`)
	scaleBehind = regexp.MustCompile(`(?i)` + sp + `?(?:million|billion|thousand|bn|m|k)\b`)
)

// money makes an amount, exactly, or says that it cannot be held.
func money(printed string, zeros int, currency string, negative bool) (value.Money, bool) {
	decimal, ok := number(printed)
	if !ok {
		return value.Money{}, false
	}
	decimal = shifted(decimal, zeros)
	if negative {
		decimal = "-" + decimal
	}
	m, err := value.ParseMoney(decimal, currency)
	return m, err == nil
}
