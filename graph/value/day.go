package value

import (
	"strconv"
	"time"
)

// Day is a calendar day: the number of days since 1970-01-01 in the proleptic
// Gregorian calendar, negative before it. It has no time zone.
type Day int64

const (
	// MinDay stands for "open at the start": it is before every calendar day.
	MinDay Day = -1 << 31
	// MaxDay stands for "open at the end": it is after every calendar day.
	MaxDay Day = 1<<31 - 1
)

const (
	firstDay Day = -719162 // 0001-01-01
	lastDay  Day = 2932896 // 9999-12-31

	secondsPerDay = 24 * 60 * 60

	dayLayout = "2006-01-02"
	dayForm   = "YYYY-MM-DD"
	noDayForm = "not of the form " + dayForm
)

// ParseDay reads a day written exactly YYYY-MM-DD: a real calendar date of the
// years 0001 to 9999. Any other text gives an *Error of kind "date".
func ParseDay(s string) (Day, error) {
	d, reason := parseDay(s)
	switch reason {
	case "":
		return d, nil
	case noDayForm:
		return 0, failed("date", s, reason)
	}
	return 0, &Error{Kind: "date", Input: s, Reason: reason, Form: dayForm}
}

// DayOf returns the calendar day on which t falls in t's own location: call it
// with t.UTC() for the day in UTC.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return civil(y, m, d)
}

// Time returns the first instant of the day in UTC. It is defined for every day
// from MinDay to MaxDay.
func (d Day) Time() time.Time {
	return time.Unix(int64(d)*secondsPerDay, 0).UTC()
}

// String prints the day as AppendDay does.
func (d Day) String() string {
	return string(AppendDay(nil, d))
}

// AppendDay appends the day as YYYY-MM-DD, so that the order of texts is the
// order of days. MinDay and MaxDay print as "..", as in a range; any other
// number outside the years 0001 to 9999 is no calendar day and prints as
// Day(n). Neither is read by ParseDay.
func AppendDay(b []byte, d Day) []byte {
	switch {
	case d == MinDay || d == MaxDay:
		return append(b, ".."...)
	case d < firstDay || d > lastDay:
		b = append(b, "Day("...)
		b = strconv.AppendInt(b, int64(d), 10)
		return append(b, ')')
	}
	return d.Time().AppendFormat(b, dayLayout)
}

// parseDay reads YYYY-MM-DD, or says why it cannot.
func parseDay(s string) (d Day, reason string) {
	if len(s) != len(dayLayout) || s[4] != '-' || s[7] != '-' {
		return 0, noDayForm
	}
	y, ok1 := digits(s[:4])
	m, ok2 := digits(s[5:7])
	n, ok3 := digits(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return 0, noDayForm
	}
	if reason := checkMonth(y, m); reason != "" {
		return 0, reason
	}
	if last := daysIn(y, m); n < 1 || n > last {
		return 0, time.Month(m).String() + " " + pad(y, 4) + " has no day " + strconv.Itoa(n)
	}
	return civil(y, time.Month(m), n), ""
}

// checkYear says why y is not a year, or nothing.
func checkYear(y int) string {
	if y < 1 || y > 9999 {
		return "the year is not 0001 to 9999"
	}
	return ""
}

// checkMonth says why m is not a month of year y, or nothing.
func checkMonth(y, m int) string {
	if reason := checkYear(y); reason != "" {
		return reason
	}
	if m < 1 || m > 12 {
		return "there is no month " + strconv.Itoa(m)
	}
	return ""
}

// civil returns the day of a calendar date; a day or month past its end runs
// on into the next, as in time.Date.
func civil(y int, m time.Month, d int) Day {
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// daysIn returns the number of days in month m of year y.
func daysIn(y, m int) int {
	return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// digits reads s as a number of ASCII digits only. It is meant for the short
// fixed fields of dates: it does not look for overflow.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}

// pad prints n with at least width digits.
func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}
