package value

import "strconv"

// MoneyPlaces is the number of decimal places at which every amount of money is
// held, whatever its currency, so that a store compares and sums one column.
const MoneyPlaces = 2

// Money is an exact amount of one currency. Amounts of two currencies are never
// compared or added.
type Money struct {
	// Minor is the amount in hundredths of the currency's major unit, also
	// where the currency has no minor unit: 100 yen are 10000.
	Minor int64
	// Currency is an ISO 4217 alphabetic code in capitals.
	Currency string
	// Printed is the amount as the document prints it, "£17.84M"; empty if
	// the amount was not printed.
	Printed string
}

// ParseMoney reads an amount in major units, in the form of ParseDecimal, of a
// currency that Exponent knows. It leaves Printed empty.
//
// An unknown currency, or one with more than MoneyPlaces decimal places, gives
// an *Error of kind "currency". An amount that is not a decimal, is too large,
// or has more decimal places than its currency (other than zeros) gives one of
// kind "money".
func ParseMoney(amount, currency string) (Money, error) {
	exponent, ok := Exponent(currency)
	if !ok {
		return Money{}, failed("currency", currency, "not an ISO 4217 code in capitals, such as GBP")
	}
	if exponent > MoneyPlaces {
		return Money{}, failed("currency", currency,
			"has "+strconv.Itoa(exponent)+" decimal places; at most "+strconv.Itoa(MoneyPlaces)+" can be held")
	}
	minor, reason := parseDecimal(amount, MoneyPlaces)
	switch {
	case reason != "":
		return Money{}, failed("money", amount, reason)
	case exponent == 0 && minor%100 != 0:
		return Money{}, failed("money", amount, currency+" has no minor unit, so the amount must be whole")
	}
	return Money{Minor: minor, Currency: currency}, nil
}

// Amount prints the amount in major units as AppendDecimal does, without
// trailing zeros: "1784", "77.5".
func (m Money) Amount() string {
	return string(AppendDecimal(nil, m.Minor, MoneyPlaces))
}
