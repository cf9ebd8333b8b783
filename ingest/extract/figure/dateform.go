package figure

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"councilgraph/graph/value"
)

// dateForm is one way of printing a date.
type dateForm struct {
	name string
	re   *regexp.Regexp
	read func(r *dateReader) (DateSpan, bool)
}

const (
	dayPart   = `(\d{1,2})(?:` + sp + `?(st|nd|rd|th)\b)?`
	yearPart  = `(\d{4,6})\b`
	dash      = `[-–—]`
	clockPart = `(?:,?` + sp + `*(?:at` + sp + `+|@` + sp + `*)?(\d{1,2}(?:[.:]\d{2})?)` + sp + `?(am|pm|a\.m\.?|p\.m\.?|noon)(?:\b|` + sp + `|[,;)\n]|$)|,?` + sp + `*(?:at` + sp + `+|@` + sp + `*)?(\d{1,2}:\d{2})\b)?`
	weekdays  = `(?:(mon|tue|wed|thu|fri|sat|sun)(?:s|r?s|nes|ur)?(?:day)?\b\.?,?` + sp + `+(?:the` + sp + `+)?)?`
	pairPart  = `(\d{4}|\d{2})` + sp + `?(/|-|–|—)` + sp + `?(\d{2,6})\b`
)

var (
	monthPart = `(` + months + `)\b\.?`
	joins     = `(` + sp + `*` + dash + sp + `*|` + sp + `+(?:to|until|through|and)` + sp + `+(?:the` + sp + `+)?|` + sp + `+)`
	dateLike  = regexp.MustCompile(`\d|(?i:` + months + `|quarter)`)
	seasons   = `spring|summer|autumn|winter`
)

// form compiles a pattern that ignores case and begins at a word.
func form(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?i)\b` + pattern) }

var dateForms = []dateForm{
	{"day month year", form(weekdays + dayPart + sp + `*(?:of` + sp + `+)?` + monthPart + `,?` + sp + `*` + yearPart + clockPart), (*dateReader).dayMonthYear},
	{"month day year", form(weekdays + monthPart + sp + `+` + dayPart + `,` + sp + `*` + yearPart + clockPart), (*dateReader).monthDayYear},
	{"numbers", form(`(\d{1,2})([/.-])(\d{1,2})([/.-])(\d{4}|\d{2})\b` + clockPart), (*dateReader).numbers},
	{"iso", form(`(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?`), (*dateReader).iso},
	{"day month", form(weekdays + dayPart + sp + `*(?:of` + sp + `+)?` + monthPart + clockPart), (*dateReader).dayMonth},
	{"day of a shared month", form(dayPart + sp + `*(?:&|and|,)` + sp + `*\d{1,2}(?:st|nd|rd|th)?` + sp + `+(?:of` + sp + `+)?` + monthPart + `(?:,?` + sp + `*` + yearPart + `)?`), (*dateReader).sharedMonth},
	{"month number", form(weekdays + monthPart + sp + `+` + dayPart), (*dateReader).monthNumber},
	{"month year", form(monthPart + `,?(?:` + sp + `+(?:of` + sp + `+)?|-|'|’)` + yearPart), (*dateReader).monthYear},
	{"month", form(monthPart), (*dateReader).month},
	{"range of dates", form(`(?:` + dayPart + sp + `+)?` + monthPart + `(?:,?` + sp + `+` + yearPart + `|` + sp + `(\d{2})\b)?` + joins + `(?:` + dayPart + sp + `+)?` + monthPart + `(?:,?` + sp + `+` + yearPart + `|` + sp + `(\d{2})\b)?`), (*dateReader).between},
	{"days of a month", form(dayPart + sp + `*(?:` + dash + `|to` + sp + `)` + sp + `*` + dayPart + sp + `+` + monthPart + `(?:,?` + sp + `*` + yearPart + `)?`), (*dateReader).daysOfMonth},
	{"financial year", form(`(?:FY` + sp + `?)?` + pairPart), (*dateReader).pair},
	{"part of a year", form(`(early(?:` + sp + `+in)?|mid|late(?:` + sp + `+in)?|start of|beginning of|end of|end)(?:` + sp + `+|-)(?:` + monthPart + `(?:,?` + sp + `+` + yearPart + `)?|` + yearPart + `)`), (*dateReader).part},
	{"week", form(`(?:week|w/c|wc|w/b|w/e)(?:` + sp + `+(commencing|beginning|starting|ending|of))?(?:` + sp + `+the)?` + sp + `+` + weekdays + dayPart + sp + `*(?:of` + sp + `+)?` + monthPart + `(?:,?` + sp + `*` + yearPart + `)?`), (*dateReader).week},
	{"quarter", form(`(?:Q([1-4])|quarter` + sp + `+([1-4])|(first|second|third|fourth)` + sp + `+quarter)\b(?:(?:` + sp + `+(?:of` + sp + `+)?(?:FY` + sp + `?)?|-)(?:` + pairPart + `|` + yearPart + `))?`), (*dateReader).quarter},
	{"year and quarter", form(`(?:FY` + sp + `?)?(?:` + pairPart + `|` + yearPart + `)` + sp + `*-?Q([1-4])\b`), (*dateReader).yearQuarter},
	{"half", form(`(?:H([12])|(first|second)` + sp + `+half)` + sp + `+(?:of` + sp + `+)?` + yearPart), (*dateReader).half},
	{"period", form(`(?:(?:FY` + sp + `?)?` + pairPart + sp + `+)?period` + sp + `+(\d{1,2})\b(?:` + sp + `+(?:of` + sp + `+)?` + pairPart + `)?`), (*dateReader).period},
	{"season", form(`(?:` + seasons + `)(?:` + sp + `+of)?` + sp + `+` + yearPart), (*dateReader).season},
	{"year", form(`(?:FY` + sp + `?)?(\d{4})\b`), (*dateReader).year},
}

// year4 reads four digits as a year, and takes a footnote of one or two digits off five or six.
func year4(s string) (year int, note string, ok bool) {
	year, err := strconv.Atoi(s[:min(4, len(s))])
	if err != nil || len(s) < 4 || len(s) > 6 {
		return 0, "", false
	}
	note = s[4:]
	if note != "" && (year < 1950 || year > 2049 || note[0] == '0') {
		return 0, "", false
	}
	return year, note, year >= 1800 && year <= 2199
}

func monthOf(name string) int {
	n := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name[:3]))
	return n/3 + 1
}

func dayText(year, month, day int) string { return fmt.Sprintf("%04d-%02d-%02d", year, month, day) }

// capital reports whether the group is a month by its look: `may` and `march` in small letters are verbs.
func (r *dateReader) capital(group int) bool {
	s := r.group(group)
	return s != "" && s[0] >= 'A' && s[0] <= 'Z'
}

func (r *dateReader) dayMonthYear() (DateSpan, bool) {
	return r.day(r.group(2), r.group(4), r.group(5), r.m[11], 1, 6)
}

func (r *dateReader) monthDayYear() (DateSpan, bool) {
	return r.day(r.group(3), r.group(2), r.group(5), r.m[11], 1, 6)
}

// day reads a full day whose year ends at end, with the weekday and the time of day of those groups.
func (r *dateReader) day(day, month, year string, end, weekday, clock int) (DateSpan, bool) {
	y, note, ok := year4(year)
	d, err := strconv.Atoi(day)
	if !ok || err != nil {
		return DateSpan{}, false
	}
	out, ok := r.span(end-len(note), dayText(y, monthOf(month), d))
	if !ok { // a day that no calendar has: its month is none either
		return r.span(end, noDate)
	}
	out.Footnote = note
	return r.weekday(r.clock(out, note == "", clock), weekday), ok
}

// clock adds the time of day, where the form found one.
func (r *dateReader) clock(d DateSpan, wanted bool, group int) DateSpan {
	text, half := r.group(group), r.group(group+1)
	end := r.m[2*(group+1)+1]
	if text == "" {
		text, end = r.group(group+2), r.m[2*(group+2)+1]
	}
	if text == "" || !wanted {
		return d
	}
	hour, minute, _ := strings.Cut(strings.ReplaceAll(text, ".", ":"), ":")
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	switch strings.ToLower(half[:min(1, len(half))]) {
	case "p":
		h = h%12 + 12
	case "a":
		h %= 12
	case "n":
		h = 12
	}
	if h > 23 || m > 59 {
		return d
	}
	d.Time, d.End = fmt.Sprintf("%02d:%02d", h, m), end
	return d
}

func (r *dateReader) weekday(d DateSpan, group int) DateSpan {
	name := r.group(group)
	if name == "" || d.Point.Precision != value.PrecisionDay {
		return d
	}
	found := time.Weekday(strings.Index("sunmontuewedthufrisat", strings.ToLower(name)) / 3)
	d.WrongWeekday = d.Point.Start.Time().Weekday() != found
	return d
}

func (r *dateReader) numbers() (DateSpan, bool) {
	if r.group(2) != r.group(4) || r.group(2) == "." && len(r.group(5)) != 4 {
		return DateSpan{}, false
	}
	day, _ := strconv.Atoi(r.group(1))
	month, _ := strconv.Atoi(r.group(3))
	year, _ := strconv.Atoi(r.group(5))
	if len(r.group(5)) == 2 {
		year += 2000
	}
	d, ok := r.span(r.m[11], dayText(year, month, day))
	return r.clock(d, true, 6), ok
}

func (r *dateReader) iso() (DateSpan, bool) {
	d, ok := r.span(r.m[1], r.group(1)+"-"+r.group(2)+"-"+r.group(3))
	if printed := r.scan[r.m[0]:r.m[1]]; len(printed) >= len("2025-07-08T18:00") {
		d.Time = printed[11:16]
	}
	return d, ok
}

func (r *dateReader) dayMonth() (DateSpan, bool) {
	if !r.capital(4) {
		return DateSpan{}, false
	}
	day, _ := strconv.Atoi(r.group(2))
	d, ok := r.yearless(monthOf(r.group(4)), day, r.m[9])
	return r.weekday(r.clock(d, true, 5), 1), ok
}

func (r *dateReader) sharedMonth() (DateSpan, bool) {
	if !r.capital(3) {
		return DateSpan{}, false
	}
	end := r.m[3]
	if r.m[4] >= 0 {
		end = r.m[5]
	}
	day, _ := strconv.Atoi(r.group(1))
	if year, note, ok := year4(r.group(4)); ok && note == "" {
		return r.span(end, dayText(year, monthOf(r.group(3)), day))
	}
	return r.yearless(monthOf(r.group(3)), day, end)
}

// monthNumber reads a month and a number up to 99 after it: a day, or a year of two digits.
func (r *dateReader) monthNumber() (DateSpan, bool) {
	end := r.m[7]
	if r.m[8] >= 0 {
		end = r.m[9]
	}
	if !r.capital(2) || end < len(r.scan) && (isDigit(r.scan[end]) || strings.IndexByte(":./%", r.scan[end]) >= 0 && end+1 < len(r.scan) && isDigit(r.scan[end+1])) {
		return DateSpan{}, false
	}
	month := monthOf(r.group(2))
	n, _ := strconv.Atoi(r.group(3))
	head := r.scan[max(0, r.m[0]-8):r.m[0]]
	day := r.group(1) != "" || r.group(4) != "" || onBefore.MatchString(head) || len(r.group(3)) == 1
	if !day && r.known && len(r.group(3)) == 2 {
		if year := r.meeting.Time().Year(); 2000+n >= year-2 && 2000+n <= year+2 {
			return r.span(end, fmt.Sprintf("%04d-%02d", 2000+n, month))
		}
	}
	if !day {
		return r.span(end, noDate)
	}
	d, ok := r.yearless(month, n, end)
	return r.weekday(d, 1), ok
}

var onBefore = regexp.MustCompile(`(?i)\bon` + sp + `+$`)

func (r *dateReader) monthYear() (DateSpan, bool) {
	year, note, ok := year4(r.group(2))
	if !ok {
		return DateSpan{}, false
	}
	d, ok := r.span(r.m[5]-len(note), fmt.Sprintf("%04d-%02d", year, monthOf(r.group(1))))
	d.Footnote = note
	return d, ok
}

// month reads a month that stands alone after a word of time.
func (r *dateReader) month() (DateSpan, bool) {
	if !r.capital(1) || !monthBefore.MatchString(r.scan[max(0, r.m[0]-12):r.m[0]]) || nameAfter.MatchString(r.scan[r.m[3]:]) {
		return DateSpan{}, false
	}
	return r.yearless(monthOf(r.group(1)), 0, r.m[3])
}

var (
	monthBefore = regexp.MustCompile(`(?i)\b(?:in|by|during|until|till|since|from|throughout)` + sp + `+$`)
	nameAfter   = regexp.MustCompile(`^` + sp + `+(?:[A-Z]|\d)`)
)

// between reads a range of days or months, `March to May 2025`, `Dec 24 – Feb 25`, `1 May 2026 to 1 May 2028`.
func (r *dateReader) between() (DateSpan, bool) {
	leftDay, leftMonth, leftYear, leftShort := r.group(1), r.group(3), r.group(4), r.group(5)
	join := strings.ToLower(strings.TrimSpace(r.group(6)))
	rightDay, rightMonth, rightYear, rightShort := r.group(7), r.group(9), r.group(10), r.group(11)
	head := r.scan[max(0, r.m[0]-12):r.m[0]]
	if (join == "and" || join == "") && !between.MatchString(head) || (leftDay == "") != (rightDay == "") || !r.capital(3) || !r.capital(9) {
		return DateSpan{}, false
	}
	if (leftShort == "") != (rightShort == "") {
		return DateSpan{}, false
	}
	end, note := r.m[1], ""
	right, ok := 0, false
	switch {
	case rightShort != "":
		n, _ := strconv.Atoi(rightShort)
		right, ok = 2000+n, true
	case rightYear != "":
		right, note, ok = year4(rightYear)
		end -= len(note)
	case leftYear == "" && r.known:
		taken, good := r.nearest(monthOf(rightMonth), max(1, atoi(rightDay)), r.m[0])
		right, ok = taken, good
	}
	if !ok {
		return r.span(r.m[1], noDate)
	}
	left := right
	switch {
	case leftShort != "":
		left = 2000 + atoi(leftShort)
	case leftYear != "":
		var extra string
		if left, extra, ok = year4(leftYear); !ok || extra != "" {
			return DateSpan{}, false
		}
	case monthOf(leftMonth) > monthOf(rightMonth):
		left--
	}
	d, ok := r.span(end, calendar(left, leftMonth, leftDay)+"/"+calendar(right, rightMonth, rightDay))
	d.Footnote = note
	d.Point.YearTaken = rightYear == "" && rightShort == ""
	return d, ok
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

func calendar(year int, month, day string) string {
	if day == "" {
		return fmt.Sprintf("%04d-%02d", year, monthOf(month))
	}
	return dayText(year, monthOf(month), atoi(day))
}

func (r *dateReader) daysOfMonth() (DateSpan, bool) {
	if !r.capital(5) {
		return DateSpan{}, false
	}
	month := monthOf(r.group(5))
	year, note, ok := 0, "", false
	end := r.m[11]
	if y := r.group(6); y != "" {
		year, note, ok = year4(y)
		end = r.m[13] - len(note)
	} else if r.known {
		year, ok = r.nearest(month, atoi(r.group(1)), r.m[0])
	}
	if !ok {
		return r.span(end, noDate)
	}
	d, ok := r.span(end, dayText(year, month, atoi(r.group(1)))+"/"+dayText(year, month, atoi(r.group(3))))
	d.Point.YearTaken, d.Footnote = r.group(6) == "", note
	return d, ok
}
