package value

import (
	"strconv"
	"strings"
	"time"
)

// WhenForms lists the forms that ParseWhen reads, as its errors print them.
const WhenForms = "2025, 2025-07, 2025-07-08, --03-31, 2025-Q3, 2025-H1, FY2025/26, " +
	"early|mid|late|start|end 2025 or 2025-07, week 2025-07-28, " +
	"2025-03/2025-05, 2025-01/.., ../2025-07-08"

// unbounded is the open end of a range.
const unbounded = ".."

// ParseWhen reads a stated date or period. Spans include both ends:
//
//	2025                 the year
//	2025-07              the month
//	2025-07-08           the day
//	--03-31              a day of a year that is not known: no span
//	2025-Q3              the calendar quarter, July to September
//	2025-H1              the half year, January to June
//	FY2025/26            the financial year, 2025-04-01 to 2026-03-31
//	early|mid|late 2025  four months each, from January, May and September
//	early|mid|late 2025-07
//	                     days 1 to 10, 11 to 20, and 21 to the end
//	start 2025-01        the first ten days of a year or month
//	end 2025-01          the last ten days of a year or month
//	week 2025-07-28      seven days from that day, whichever weekday it is
//	2025-03/2025-05      from the first day of one to the last day of the other
//	2025-01/..           from the first day on
//	../2025-07-08        up to the last day
//
// The parts of a range are any of the forms with a span but a range. Years are
// 0001 to 9999, also that of the last day. Letter case and additional white space
// do not matter and are not kept in Text; YearTaken and Printed are left for the
// caller. Any other text gives an *Error of kind "when" that lists WhenForms.
func ParseWhen(text string) (When, error) {
	w, reason := parseWhen(strings.ToLower(strings.Join(strings.Fields(text), " ")))
	if reason != "" {
		return When{}, failed("when", text, reason+"; the forms are "+WhenForms)
	}
	return w, nil
}

// parseWhen reads any form, in lower case and single-spaced.
func parseWhen(s string) (w When, reason string) {
	left, right, ok := cutRange(s)
	if !ok {
		return parsePeriod(s)
	}
	if left == unbounded && right == unbounded {
		return When{}, "a range that is open at both ends says nothing"
	}
	from, reason := parseEnd(left, MinDay)
	if reason != "" {
		return When{}, reason
	}
	to, reason := parseEnd(right, MaxDay)
	if reason != "" {
		return When{}, reason
	}
	if from.Start > to.End {
		return When{}, "the range ends before it starts"
	}
	w = When{Start: from.Start, End: to.End, Text: from.Text + "/" + to.Text, Precision: PrecisionRange}
	if left == unbounded || right == unbounded {
		w.Precision = PrecisionOpen
	}
	return w, ""
}

// cutRange cuts a range at its slash; a financial year has a slash of its own.
func cutRange(s string) (left, right string, ok bool) {
	own := 0
	if strings.HasPrefix(s, "fy") {
		own = strings.IndexByte(s, '/') + 1
	}
	left, right, ok = strings.Cut(s[own:], "/")
	return s[:own+len(left)], right, ok
}

// parseEnd reads one part of a range; an open one is the given day.
func parseEnd(s string, open Day) (w When, reason string) {
	switch {
	case s == "":
		return When{}, "a range needs both parts, .. for an open one"
	case s == unbounded:
		return When{Start: open, End: open, Text: unbounded}, ""
	}
	if w, reason = parsePeriod(s); reason != "" {
		return When{}, quote(s) + ": " + reason
	}
	if !w.HasSpan() {
		return When{}, "a date without a year cannot be part of a range"
	}
	return w, ""
}

// parsePeriod reads any form but a range.
func parsePeriod(s string) (w When, reason string) {
	if s == "" {
		return When{}, "empty"
	}
	if rest, ok := strings.CutPrefix(s, "fy"); ok {
		return parseFinancialYear(rest)
	}
	if rest, ok := strings.CutPrefix(s, "--"); ok {
		return parseYearless(rest)
	}
	if word, rest, ok := strings.Cut(s, " "); ok {
		return parsePart(word, rest)
	}
	return parsePlain(s)
}

// parsePlain reads a year, a day, or the part of a year after its dash: a month,
// quarter or half.
func parsePlain(s string) (w When, reason string) {
	const unknown = "not a date or period"
	if len(s) == len(dayLayout) {
		d, reason := parseDay(s)
		if reason != "" {
			return When{}, reason
		}
		return span(d, d, s, PrecisionDay)
	}
	year, part, dashed := strings.Cut(s, "-")
	y, ok := digits(year)
	if !ok || len(year) != 4 || dashed && len(part) != 2 {
		return When{}, unknown
	}
	if reason := checkYear(y); reason != "" {
		return When{}, reason
	}
	if !dashed {
		return months(y, 1, 12, s, PrecisionYear)
	}
	n, ok := digits(part[1:])
	switch {
	case !ok:
		return When{}, unknown
	case part[0] == 'q' && n >= 1 && n <= 4:
		return months(y, 3*n-2, 3, strings.ToUpper(s), PrecisionQuarter)
	case part[0] == 'q':
		return When{}, "there is no quarter " + strconv.Itoa(n)
	case part[0] == 'h' && n >= 1 && n <= 2:
		return months(y, 6*n-5, 6, strings.ToUpper(s), PrecisionHalf)
	case part[0] == 'h':
		return When{}, "there is no half " + strconv.Itoa(n)
	}
	m, ok := digits(part)
	if !ok {
		return When{}, unknown
	}
	if reason := checkMonth(y, m); reason != "" {
		return When{}, reason
	}
	return months(y, m, 1, s, PrecisionMonth)
}

// parseFinancialYear reads what follows "FY": 2025/26.
func parseFinancialYear(s string) (w When, reason string) {
	first, second, _ := strings.Cut(s, "/")
	y, ok1 := digits(first)
	n, ok2 := digits(second)
	if !ok1 || !ok2 || len(first) != 4 || len(second) != 2 {
		return When{}, "a financial year is of the form FY2025/26"
	}
	if reason := checkYear(y); reason != "" {
		return When{}, reason
	}
	if next := (y + 1) % 100; n != next {
		return When{}, "the year after " + first + " is " + pad(next, 2) + ", not " + second
	}
	return span(civil(y, time.April, 1), civil(y+1, time.March, 31), "FY"+s, PrecisionFinancialYear)
}

// parseYearless reads what follows "--": 03-31.
func parseYearless(s string) (w When, reason string) {
	// Any leap year does: it has every day that some year has.
	const leap = 2000
	month, day, _ := strings.Cut(s, "-")
	m, ok1 := digits(month)
	d, ok2 := digits(day)
	if !ok1 || !ok2 || len(month) != 2 || len(day) != 2 {
		return When{}, "a date without a year is of the form --03-31"
	}
	if reason := checkMonth(leap, m); reason != "" {
		return When{}, reason
	}
	if d < 1 || d > daysIn(leap, m) {
		return When{}, time.Month(m).String() + " has no day " + strconv.Itoa(d)
	}
	return When{Text: "--" + s, Precision: PrecisionYearless}, ""
}

// parsePart reads what a word makes of the period after it.
func parsePart(word, rest string) (w When, reason string) {
	switch word {
	case "early", "mid", "late", "start", "end", "week":
	default:
		return When{}, "the word " + quote(word) + " is not known"
	}
	if w, reason = parsePlain(rest); reason != "" {
		return When{}, quote(rest) + ": " + reason
	}
	text := word + " " + w.Text
	if word == "week" {
		if w.Precision != PrecisionDay {
			return When{}, "a week is named by its first day"
		}
		return span(w.Start, w.Start+6, text, PrecisionWeek)
	}
	if w.Precision != PrecisionYear && w.Precision != PrecisionMonth {
		return When{}, quote(word) + " takes a year or a month"
	}
	switch word {
	case "start":
		return span(w.Start, w.Start+9, text, PrecisionStart)
	case "end":
		return span(w.End-9, w.End, text, PrecisionEnd)
	}
	// The last days of the first and second third.
	first, second := w.Start+9, w.Start+19
	if w.Precision == PrecisionYear {
		y := w.Start.Time().Year()
		first, second = civil(y, time.April, 30), civil(y, time.August, 31)
	}
	switch word {
	case "early":
		return span(w.Start, first, text, PrecisionThird)
	case "mid":
		return span(first+1, second, text, PrecisionThird)
	}
	return span(second+1, w.End, text, PrecisionThird)
}

// months makes the When of n whole months from month m of year y.
func months(y, m, n int, text string, p Precision) (w When, reason string) {
	return span(civil(y, time.Month(m), 1), civil(y, time.Month(m+n), 0), text, p)
}

// span makes a When, unless it runs past the calendar.
func span(start, end Day, text string, p Precision) (w When, reason string) {
	if end > lastDay {
		return When{}, "it ends after the year 9999"
	}
	return When{Start: start, End: end, Text: text, Precision: p}, ""
}
