package figure

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"councilgraph/graph/value"
)

// halfYear is how far from the meeting a day without a year is taken to be, in days.
const halfYear = 183

// yearless reads a day of a month, or with day 0 the month, whose year is not printed.
func (r *dateReader) yearless(month, day, end int) (DateSpan, bool) {
	text := fmt.Sprintf("--%02d-%02d", month, max(1, day))
	if year, ok := r.nearest(month, max(1, day), r.m[0]); ok {
		when := dayText(year, month, day)
		if day == 0 {
			when = fmt.Sprintf("%04d-%02d", year, month)
		}
		d, ok := r.span(end, when)
		d.Point.YearTaken = true
		return d, ok
	}
	if day == 0 {
		return r.span(end, "")
	}
	return r.span(end, text)
}

// nearest gives the year of the day nearest to the meeting, on the side that the words before it tell.
func (r *dateReader) nearest(month, day, at int) (year int, ok bool) {
	if !r.known {
		return 0, false
	}
	from, _ := sentence(r.scan, at, at)
	side := tense(r.scan[from:at])
	best := value.Day(halfYear + 1)
	base := r.meeting.Time().Year()
	for y := base - 1; y <= base+1; y++ {
		d, err := value.ParseDay(dayText(y, month, day))
		if err != nil {
			continue
		}
		gap := d - r.meeting
		// A day of the meeting's own month is on both sides.
		same := y == base && month == int(r.meeting.Time().Month())
		if side > 0 && gap < 0 && !same || side < 0 && gap > 0 && !same {
			continue
		}
		if gap < 0 {
			gap = -gap
		}
		if gap < best {
			best, year, ok = gap, y, true
		}
	}
	return year, ok
}

var (
	ahead = regexp.MustCompile(`(?i)\b(?:will|to be|due|expected|scheduled|planned|ends?|expires?|closes?|closing|upcoming|forthcoming|by|until|till)\b`)
	past  = regexp.MustCompile(`(?i)\b(?:was|were|had|has|have|been|held|went|began|took|met|made|gave|[a-z]{3,}ed)\b`)
)

// tense is 1 where the last verb before tells of what is to come, -1 of what was, 0 where neither does.
func tense(before string) int {
	a, p := lastAt(ahead, before), lastAt(past, before)
	// `was expected to`, `is scheduled`: the word of expectation is a past participle too.
	if m := ahead.FindAllString(before, -1); a >= 0 && a == p && m != nil {
		return 1
	}
	switch {
	case a > p:
		return 1
	case p > a:
		return -1
	}
	return 0
}

func lastAt(re *regexp.Regexp, s string) int {
	all := re.FindAllStringIndex(s, -1)
	if all == nil {
		return -1
	}
	return all[len(all)-1][0]
}

var (
	municipalYear = regexp.MustCompile(`(?i)\b` + pairPart + sp + `+(?:municipal|civic|academic|school)\b`)
)

// municipal notes which pairs of years the text calls municipal or academic.
func (r *dateReader) municipal() {
	for _, m := range municipalYear.FindAllStringSubmatch(r.scan, -1) {
		if r.years == nil {
			r.years = map[string]bool{}
		}
		r.years[m[1]+"/"+m[3]] = true
	}
}

// pairOf reads two years: the form of When, the year in which it starts, whether it is a financial one, the footnote at its end.
func (r *dateReader) pairOf(first, sep, second string) (when string, year int, financial bool, note string, ok bool) {
	year = atoi(first)
	if len(first) == 2 {
		year += 2000
	}
	for _, n := range []int{len(second), 4, 2} {
		if n > len(second) || n == 3 || n > 4 || len(second)-n > 2 || n < len(second) && second[n] == '0' {
			continue
		}
		last := atoi(second[:n])
		if n == 2 {
			last += year / 100 * 100
			if last < year { // over the end of a century
				last += 100
			}
		}
		if n < len(second) && last != year+1 {
			continue // a footnote is taken off a pair of years only
		}
		note = second[n:]
		switch {
		case year < 1950 || year > 2049 || last <= year || last > year+30:
			continue
		// Two digits twice may be a day and a month.
		case len(first) == 2 && (n != 2 || last != year+1 || last%100 <= 12 || sep != "/"):
			continue
		case n == 4 && last == year+1 && sep != "/", last != year+1, r.years[first+"/"+second]:
			return fmt.Sprintf("%04d/%04d", year, last), year, false, note, true
		}
		return fmt.Sprintf("FY%04d/%02d", year, last%100), year, true, note, true
	}
	return "", 0, false, "", false
}

func (r *dateReader) pair() (DateSpan, bool) {
	when, _, _, note, ok := r.pairOf(r.group(1), r.group(2), r.group(3))
	end := r.m[7] - len(note)
	if !ok || end+1 < len(r.scan) && r.scan[end] == '-' && isDigit(r.scan[end+1]) {
		return DateSpan{}, false
	}
	if r.m[0] > 0 && strings.IndexByte("-.,£$€", r.scan[r.m[0]-1]) >= 0 || strings.HasSuffix(r.scan[:r.m[0]], "£") {
		return DateSpan{}, false
	}
	d, ok := r.span(end, when)
	d.Footnote = note
	return d, ok
}

func (r *dateReader) part() (DateSpan, bool) {
	word := strings.ToLower(strings.Fields(strings.ReplaceAll(r.group(1), "-", " "))[0])
	if word == "beginning" {
		word = "start"
	}
	if r.group(2) == "" {
		year, note, ok := year4(r.group(4))
		if !ok {
			return DateSpan{}, false
		}
		d, ok := r.span(r.m[9]-len(note), fmt.Sprintf("%s %04d", word, year))
		d.Footnote = note
		return d, ok
	}
	if !r.capital(2) {
		return DateSpan{}, false
	}
	month := monthOf(r.group(2))
	if r.group(3) == "" {
		year, ok := r.nearest(month, 1, r.m[0])
		if !ok {
			return r.span(r.m[5], "")
		}
		d, ok := r.span(r.m[5], fmt.Sprintf("%s %04d-%02d", word, year, month))
		d.Point.YearTaken = true
		return d, ok
	}
	year, note, ok := year4(r.group(3))
	if !ok {
		return DateSpan{}, false
	}
	d, ok := r.span(r.m[7]-len(note), fmt.Sprintf("%s %04d-%02d", word, year, month))
	d.Footnote = note
	return d, ok
}

// week reads a week by its first day; one that is named by its last day starts six days before.
func (r *dateReader) week() (DateSpan, bool) {
	if !r.capital(5) {
		return DateSpan{}, false
	}
	month, day := monthOf(r.group(5)), atoi(r.group(3))
	end, note := r.m[11], ""
	year, ok := 0, false
	if y := r.group(6); y != "" {
		year, note, ok = year4(y)
		end = r.m[13] - len(note)
	} else {
		year, ok = r.nearest(month, day, r.m[0])
	}
	if !ok {
		return r.span(end, "")
	}
	first, err := value.ParseDay(dayText(year, month, day))
	if err != nil {
		return DateSpan{}, false
	}
	if w := strings.ToLower(r.scan[r.m[0]:end]); strings.EqualFold(r.group(1), "ending") || strings.HasPrefix(w, "w/e") {
		first -= 6
	}
	d, ok := r.span(end, "week "+first.String())
	d.Point.YearTaken, d.Footnote = r.group(6) == "", note
	return d, ok
}

func (r *dateReader) quarter() (DateSpan, bool) {
	n := atoi(r.group(1) + r.group(2))
	if n == 0 {
		n = 1 + strings.Index("first   second  third   fourth  ", strings.ToLower(r.group(3)))/8
		if r.group(4) == "" && r.group(7) == "" {
			return DateSpan{}, false // `the second quarter` of what
		}
	}
	return r.quarterOf(n, 4, 7, r.m[1])
}

func (r *dateReader) yearQuarter() (DateSpan, bool) {
	return r.quarterOf(atoi(r.group(5)), 1, 4, r.m[1])
}

// quarterOf reads a quarter of the pair of years, or the year, of those groups.
func (r *dateReader) quarterOf(n, pair, year, end int) (DateSpan, bool) {
	if r.group(pair) != "" {
		_, y, financial, note, ok := r.pairOf(r.group(pair), r.group(pair+1), r.group(pair+2))
		if !ok || !financial {
			return DateSpan{}, false
		}
		if r.m[2*(pair+2)+1] == end {
			end -= len(note)
		}
		d, ok := r.span(end, financialMonths(y, 3*n-2)+"/"+financialMonths(y, 3*n))
		d.Footnote = note
		return d, ok
	}
	if r.group(year) != "" {
		y, note, ok := year4(r.group(year))
		if !ok {
			return DateSpan{}, false
		}
		if r.m[2*year+1] == end {
			end -= len(note)
		}
		d, ok := r.span(end, fmt.Sprintf("%04d-Q%d", y, n))
		d.Footnote = note
		return d, ok
	}
	return r.span(end, "")
}

// financialMonths gives the nth month of the financial year that starts in April of year.
func financialMonths(year, n int) string {
	n += 3
	return fmt.Sprintf("%04d-%02d", year+(n-1)/12, (n-1)%12+1)
}

func (r *dateReader) half() (DateSpan, bool) {
	year, note, ok := year4(r.group(3))
	if !ok {
		return DateSpan{}, false
	}
	n := r.group(1)
	switch strings.ToLower(r.group(2)) {
	case "first":
		n = "1"
	case "second":
		n = "2"
	}
	return r.span(r.m[7]-len(note), fmt.Sprintf("%04d-H%s", year, n))
}

// period reads a month of accounts: period 1 is April.
func (r *dateReader) period() (DateSpan, bool) {
	n := atoi(r.group(4))
	if n < 1 || n > 13 {
		return DateSpan{}, false
	}
	pair := 1
	if r.group(1) == "" {
		pair = 5
	}
	if r.group(pair) == "" {
		return r.span(r.m[9], "")
	}
	_, y, financial, note, ok := r.pairOf(r.group(pair), r.group(pair+1), r.group(pair+2))
	if !ok || !financial {
		return DateSpan{}, false
	}
	if n == 13 { // the closing of the books
		return r.span(r.m[1], "")
	}
	d, ok := r.span(r.m[1]-len(note)*(pair/5), financialMonths(y, n))
	return d, ok
}

func (r *dateReader) season() (DateSpan, bool) {
	year, note, ok := year4(r.group(1))
	if !ok {
		return DateSpan{}, false
	}
	return r.span(r.m[3]-len(note), strconv.Itoa(year))
}

// year reads a year that stands alone, where nothing says that the number is something else.
func (r *dateReader) year() (DateSpan, bool) {
	year := atoi(r.group(1))
	from, to := r.m[2], r.m[3]
	if year < 1950 || year > 2049 || !wholeNumber(strings.ReplaceAll(r.scan, "-", " "), from, to) {
		return DateSpan{}, false
	}
	head, tail := r.scan[max(0, r.m[0]-40):r.m[0]], r.scan[to:min(len(r.scan), to+40)]
	if strings.HasPrefix(tail, "-") && len(tail) > 1 && isDigit(tail[1]) || strings.HasSuffix(head, "-") && !preYear.MatchString(head) ||
		strings.HasSuffix(head, "£") {
		return DateSpan{}, false
	}
	if r.m[0] != from { // FY2025
		return DateSpan{}, false
	}
	if !yearBefore.MatchString(head) && !yearOf.MatchString(tail) && (nameBefore.MatchString(head) || !nameAfter.MatchString(tail)) {
		return DateSpan{}, false
	}
	return r.span(to, r.group(1))
}

var (
	preYear = regexp.MustCompile(`(?i)\b(?:pre|post|mid)-$`)
	// yearBefore are words after which four digits are a year.
	yearBefore = regexp.MustCompile(`(?i)(?:\b(?:in|since|by|until|till|during|before|after|prior to|from|into|through|throughout|of|to|early|mid|late|year|and|between|for)` +
		sp + `+|\b(?:pre|post|mid)-|` + sp + `\()$`)
	// nameBefore is a name or a title that a number belongs to: Windows 2012, the Act 2015.
	nameBefore = regexp.MustCompile(`(?:[A-Z][\w.'’-]*|/[A-Za-z]+)[,]?` + sp + `+$`)
	// yearOf is what a year that no such word announces is the year of: `its 2026 connectivity target`. Else a name after it will do,
	// but no common noun: that makes it a count.
	yearOf = regexp.MustCompile(`^` + sp + `+(?:\w+` + sp + `+)?(?:target|budget|programme|review|plan|elections?|meeting|report|deadline|survey|census|strategy)\b`)
)
