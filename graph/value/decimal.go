package value

import (
	"math"
	"strconv"
)

const decimalForm = "not a decimal number such as 1784, -0.5 or 77.79"

// ParseDecimal reads an exact decimal as an integer scaled by 10^places: with
// two places "77.79" is 7779. The form is an optional "-", digits, then
// optionally "." and digits: no "+", exponent, space or thousands separator, and
// no dot at either end. Digits beyond places must be zeros. Any other text, and
// a number that an int64 does not hold, gives an *Error of kind "decimal".
// It panics if places is negative.
func ParseDecimal(s string, places int) (int64, error) {
	v, reason := parseDecimal(s, places)
	if reason != "" {
		return 0, failed("decimal", s, reason)
	}
	return v, nil
}

// AppendDecimal appends v, an integer scaled by 10^places, in the canonical form
// that both stores answer: no trailing zeros, no dot without digits after it, no
// "-0". With two places 178400 is "1784", 7779 is "77.79" and -50 is "-0.5".
// It panics if places is negative.
func AppendDecimal(b []byte, v int64, places int) []byte {
	checkPlaces(places)
	u := magnitude(v)
	if v < 0 {
		b = append(b, '-')
	}
	for places > 0 && u%10 == 0 && u != 0 {
		u /= 10
		places--
	}
	var buf [20]byte
	text := strconv.AppendUint(buf[:0], u, 10)
	whole := len(text) - places
	switch {
	case places == 0 || u == 0:
		return append(b, text...)
	case whole > 0:
		b = append(b, text[:whole]...)
		b = append(b, '.')
		return append(b, text[whole:]...)
	}
	b = append(b, "0."...)
	for ; whole < 0; whole++ {
		b = append(b, '0')
	}
	return append(b, text...)
}

// DivRound returns sum/n rounded to the nearest integer, half away from zero:
// the average of n scaled integers, at the same scale. It is exact for every
// sum. It panics unless n is positive.
func DivRound(sum, n int64) int64 {
	if n <= 0 {
		panic("value: DivRound by " + strconv.FormatInt(n, 10))
	}
	u, d := magnitude(sum), uint64(n)
	q, r := u/d, u%d
	if r >= d-r {
		q++
	}
	// q is at most 1<<63, and that only for the least int64, divided by 1.
	if sum < 0 {
		return int64(-q)
	}
	return int64(q)
}

// parseDecimal reads a decimal, or says why it cannot.
func parseDecimal(s string, places int) (v int64, reason string) {
	checkPlaces(places)
	rest, limit, negative := s, uint64(math.MaxInt64), false
	if len(s) > 0 && s[0] == '-' {
		rest, limit, negative = s[1:], 1<<63, true
	}
	var u uint64
	seen, dot := 0, -1 // digits since the start or the dot; where the dot stands
	for i := range len(rest) {
		switch c := rest[i]; {
		case c == '.' && dot < 0 && seen > 0:
			dot, seen = i, 0
		case c < '0' || c > '9':
			return 0, decimalForm
		case dot >= 0 && seen >= places:
			if c != '0' {
				return 0, "has more than " + strconv.Itoa(places) + " decimal places"
			}
			seen++
		default:
			var ok bool
			if u, ok = shift(u, c-'0', limit); !ok {
				return 0, tooLarge(places)
			}
			seen++
		}
	}
	if seen == 0 {
		return 0, decimalForm
	}
	if dot < 0 {
		seen = 0
	}
	for ; seen < places && u != 0; seen++ {
		var ok bool
		if u, ok = shift(u, 0, limit); !ok {
			return 0, tooLarge(places)
		}
	}
	if negative {
		return int64(-u), ""
	}
	return int64(u), ""
}

// tooLarge says how many digits fit for certain; of one more only the smallest numbers do.
func tooLarge(places int) string {
	const held = 18 // decimal digits that any int64 has room for
	if places >= held {
		return "too large"
	}
	return "too large: at most " + strconv.Itoa(held-places) + " digits before the point can be held"
}

// shift appends a digit to u, unless the result would pass limit.
func shift(u uint64, digit byte, limit uint64) (uint64, bool) {
	if u > (limit-uint64(digit))/10 {
		return 0, false
	}
	return u*10 + uint64(digit), true
}

// magnitude returns |v|, also of the least int64.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

func checkPlaces(places int) {
	if places < 0 {
		panic("value: negative number of decimal places")
	}
}
