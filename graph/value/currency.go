package value

import "strings"

// exponents holds, for each currency in use, how many decimal places its minor
// unit has. Source: ISO 4217, list one, without precious metals, funds and units
// of account; currencies that were replaced in 2025 and 2026 are kept, since
// documents still print them.
var exponents = currencies(map[int]string{
	0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
	2: "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD " +
		"CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD " +
		"HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL " +
		"MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD " +
		"PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL " +
		"THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
	3: "BHD IQD JOD KWD LYD OMR TND",
})

// Exponent returns how many decimal places the minor unit of a currency has:
// 2 for GBP, 0 for JPY, 3 for KWD. The currency is an ISO 4217 alphabetic code
// in capitals; it returns false for any other text.
func Exponent(currency string) (int, bool) {
	e, ok := exponents[currency]
	return e, ok
}

func currencies(codes map[int]string) map[string]int {
	table := make(map[string]int)
	for exponent, list := range codes {
		for code := range strings.FieldsSeq(list) {
			table[code] = exponent
		}
	}
	return table
}
