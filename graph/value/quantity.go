package value

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// QuantityPlaces is the number of decimal places at which the amount of every
// quantity is held, whatever its unit.
const QuantityPlaces = 6

// Quantity is a stated number of something other than money. Amounts of two
// units are never compared or added.
type Quantity struct {
	// Amount is in millionths of the unit (see QuantityPlaces), nil where the
	// document names a measure but gives no number.
	Amount *int64
	// Unit is what is counted or measured, as CheckUnit wants it: "ticket", "%".
	Unit string
	// Bound says how the amount limits the true number.
	Bound Bound
	// Per is the period or thing that one amount is for: "month". Empty if none.
	Per string
	// Of is the whole that the amount is a part of: "30 sites". Empty if none.
	Of string
	// Printed is the quantity as the document prints it; empty if it was not.
	Printed string
}

// unitLimit is the greatest number of characters in a unit.
const unitLimit = 40

// CheckUnit returns nil if s can be the unit of a quantity: 1 to 40 printable
// characters, without a space at either end. Spaces within are allowed, other
// kinds of white space are not. Neither a currency that Exponent knows nor a text
// with a currency sign is a unit, since an amount of it is Money. Units are
// compared as they stand, so write common nouns in lower case and in the
// singular. The error is an *Error of kind "unit".
func CheckUnit(s string) error {
	return failed("unit", s, unitFault(s))
}

func unitFault(s string) string {
	if s == "" {
		return "empty"
	}
	if !utf8.ValidString(s) {
		return "not valid UTF-8"
	}
	if n := utf8.RuneCountInString(s); n > unitLimit {
		return "has " + strconv.Itoa(n) + " characters; at most " + strconv.Itoa(unitLimit) + " are allowed"
	}
	for _, r := range s {
		switch {
		case !unicode.IsPrint(r):
			return "has a character that cannot be printed: " + strconv.QuoteRuneToASCII(r)
		case unicode.Is(unicode.Sc, r):
			return "is of money: give an amount and a currency"
		}
	}
	if strings.HasPrefix(s, " ") || strings.HasSuffix(s, " ") {
		return "has a space at an end"
	}
	if _, ok := Exponent(s); ok {
		return "is of money: give an amount and a currency"
	}
	return ""
}
