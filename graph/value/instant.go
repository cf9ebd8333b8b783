package value

import (
	"strconv"
	"time"
)

// Instant is a point in time: the number of microseconds since
// 1970-01-01T00:00:00Z, negative before it, without leap seconds.
type Instant int64

// MaxInstant stands for "still known": it is after every instant that
// ParseInstant reads, and far enough from the largest int64 that adding a day
// or a year to it does not overflow.
const MaxInstant Instant = 1 << 62

const (
	firstInstant = Instant(firstDay) * microsPerDay
	lastInstant  = Instant(lastDay+1)*microsPerDay - 1

	microsPerSecond = 1_000_000
	microsPerDay    = secondsPerDay * microsPerSecond

	// fractionDigits is how many digits of a second an Instant can hold.
	fractionDigits = 6

	instantForm   = "not of the form YYYY-MM-DDThh:mm:ssZ, with a fraction of a second or an offset such as +01:00 if wanted"
	instantLayout = "2006-01-02T15:04:05.999999Z07:00"
)

// ParseInstant reads an RFC 3339 date and time: YYYY-MM-DDThh:mm:ss, then at
// most six fractional digits if any, then "Z" or an offset +hh:mm or -hh:mm.
// T and Z are capitals and there are no leap seconds. The year is 0001 to 9999,
// as written and in UTC. Any other text gives an *Error of kind "instant".
func ParseInstant(s string) (Instant, error) {
	i, reason := parseInstant(s)
	if reason != "" {
		return 0, failed("instant", s, reason)
	}
	return i, nil
}

// InstantOf returns the instant of t; what is finer than a microsecond is cut
// off towards the past. It is defined for the years that an int64 of
// microseconds reaches, some 290,000 either side of 1970.
func InstantOf(t time.Time) Instant {
	return Instant(t.UnixMicro())
}

// Time returns the instant in UTC.
func (i Instant) Time() time.Time {
	return time.UnixMicro(int64(i)).UTC()
}

// String prints the instant as AppendInstant does.
func (i Instant) String() string {
	return string(AppendInstant(nil, i))
}

// AppendInstant appends the instant as RFC 3339 in UTC with a "Z". A fraction is
// printed only where there is one, without trailing zeros. MaxInstant prints as
// ".."; any other number outside the years 0001 to 9999 prints as Instant(n).
// Neither is read by ParseInstant.
func AppendInstant(b []byte, i Instant) []byte {
	switch {
	case i == MaxInstant:
		return append(b, ".."...)
	case i < firstInstant || i > lastInstant:
		b = append(b, "Instant("...)
		b = strconv.AppendInt(b, int64(i), 10)
		return append(b, ')')
	}
	return i.Time().AppendFormat(b, instantLayout)
}

// parseInstant reads an instant, or says why it cannot.
func parseInstant(s string) (i Instant, reason string) {
	const fixed = len("2006-01-02T15:04:05")
	if len(s) <= fixed || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return 0, instantForm
	}
	day, reason := parseDay(s[:10])
	if reason != "" {
		return 0, reason
	}
	h, ok1 := digits(s[11:13])
	m, ok2 := digits(s[14:16])
	sec, ok3 := digits(s[17:fixed])
	if !ok1 || !ok2 || !ok3 {
		return 0, instantForm
	}
	if h > 23 || m > 59 || sec > 59 {
		return 0, "there is no time " + s[11:fixed]
	}
	fraction, zone, reason := parseFraction(s[fixed:])
	if reason != "" {
		return 0, reason
	}
	offset, reason := parseOffset(zone)
	if reason != "" {
		return 0, reason
	}
	seconds := int64(day)*secondsPerDay + int64(h*60*60+m*60+sec-offset)
	i = Instant(seconds*microsPerSecond + int64(fraction))
	if i < firstInstant || i > lastInstant {
		return 0, "in UTC the year is not 0001 to 9999"
	}
	return i, ""
}

// parseFraction reads the fraction of a second at the start of s, if there is
// one, as microseconds, and returns what follows it.
func parseFraction(s string) (micros int, rest, reason string) {
	if s[0] != '.' {
		return 0, s, ""
	}
	n := 1
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	switch found := n - 1; {
	case found == 0:
		return 0, "", instantForm
	case found > fractionDigits:
		return 0, "", "has " + strconv.Itoa(found) + " fractional digits; at most 6 are kept"
	}
	micros, _ = digits(s[1:n])
	for range fractionDigits - (n - 1) {
		micros *= 10
	}
	return micros, s[n:], ""
}

// parseOffset reads "Z" or an offset from UTC, in seconds.
func parseOffset(s string) (seconds int, reason string) {
	if s == "Z" {
		return 0, ""
	}
	if len(s) != len("+01:00") || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return 0, instantForm
	}
	h, ok1 := digits(s[1:3])
	m, ok2 := digits(s[4:])
	if !ok1 || !ok2 {
		return 0, instantForm
	}
	if h > 23 || m > 59 {
		return 0, "there is no offset " + s
	}
	seconds = h*60*60 + m*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, ""
}
