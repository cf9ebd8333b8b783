package moderngov

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar day, 2025-07-08; empty where a source gives none that can be read.
type Date string

// ParseDate reads a day as the service prints it, day first: 08/07/2025, also with a time behind; and 2025-07-08T18:00:00.
func ParseDate(s string) Date {
	day, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	day, _, _ = strings.Cut(day, "T")
	for _, form := range []string{"02/01/2006", "2/1/2006", time.DateOnly} {
		if t, err := time.Parse(form, day); err == nil {
			return DateOf(t)
		}
	}
	return ""
}

// DateOf is a time's day.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// British is the form in which the service takes days, dd/mm/yyyy: any other it passes over in silence, and answers with everything.
func (d Date) British() string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return t.Format("02/01/2006")
}

// Long is the day in words: 8 July 2025.
func (d Date) Long() string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format("2 January 2006")
}

var (
	clock   = regexp.MustCompile(`(?i)^(\d{1,2})(?:[.:](\d{2}))?(?::\d{2})?\s*([ap])?\.?\s*(?:m\.?)?$`)
	written = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?,?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(\d{4})\b`)
	months  = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

// parseClock reads a time of day, 10.00 am, 7.30pm, 18:00:00, Noon, as 18:00; empty where it is none. Zero o'clock without more is
// what the service gives where no time is set.
func parseClock(s string) string {
	s = strings.TrimSpace(s)
	if strings.EqualFold(s, "noon") || strings.EqualFold(s, "12 noon") {
		return "12:00"
	}
	m := clock.FindStringSubmatch(s)
	if len(m) == 0 || m[2]+m[3] == "" {
		return ""
	}
	hour, _ := strconv.Atoi(m[1]) // at most two digits, both
	minute, _ := strconv.Atoi(m[2])
	switch half := strings.ToLower(m[3]); {
	case half != "" && (hour == 0 || hour > 12):
		return ""
	case half == "p" && hour < 12:
		hour += 12
	case half == "a" && hour == 12:
		hour = 0
	}
	if hour > 23 || minute > 59 || hour == 0 && minute == 0 {
		return ""
	}
	return pad(hour) + ":" + pad(minute)
}

// findDate is the first day that a text writes out: 8 Jul 2025, Tuesday, 8th July, 2025 6.00 pm.
func findDate(s string) Date {
	m := written.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	month := 1
	for i, name := range months {
		if strings.EqualFold(name, m[2]) {
			month = i + 1
		}
	}
	d, err := time.Parse("2006-1-2", m[3]+"-"+strconv.Itoa(month)+"-"+m[1])
	if err != nil {
		return ""
	}
	return DateOf(d)
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
