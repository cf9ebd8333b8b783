package value

import "testing"

func TestParseMoney(t *testing.T) {
	tests := []struct {
		amount, currency string
		minor            int64
		print            string
	}{
		{"17840000", "GBP", 1784000000, "17840000"},
		{"77.79", "GBP", 7779, "77.79"},
		{"77.50", "EUR", 7750, "77.5"},
		{"-0.5", "USD", -50, "-0.5"},
		{"0", "GBP", 0, "0"},
		{"100", "JPY", 10000, "100"},
		{"100.00", "JPY", 10000, "100"},
		{"92233720368547758.07", "GBP", 1<<63 - 1, "92233720368547758.07"},
	}
	for _, tt := range tests {
		got, err := ParseMoney(tt.amount, tt.currency)
		if want := (Money{Minor: tt.minor, Currency: tt.currency}); err != nil || got != want {
			t.Errorf("ParseMoney(%q, %q) = %+v, %v, want %+v", tt.amount, tt.currency, got, err, want)
		}
		if got.Amount() != tt.print {
			t.Errorf("%+v prints as %s, want %s", got, got.Amount(), tt.print)
		}
	}
}

func TestParseMoneyErrors(t *testing.T) {
	tests := []struct{ amount, currency, kind, input, reason string }{
		{"1", "", "currency", "", "not an ISO 4217 code in capitals"},
		{"1", "gbp", "currency", "gbp", "not an ISO 4217 code in capitals"},
		{"1", "£", "currency", "£", "not an ISO 4217 code in capitals"},
		{"1", "XAU", "currency", "XAU", "not an ISO 4217 code in capitals"},
		{"1", "KWD", "currency", "KWD", "has 3 decimal places; at most 2 can be held"},
		{"", "GBP", "money", "", decimalForm},
		{"£5", "GBP", "money", "£5", decimalForm},
		{"1,784", "GBP", "money", "1,784", decimalForm},
		{"17.84M", "GBP", "money", "17.84M", decimalForm},
		{"1.234", "GBP", "money", "1.234", "has more than 2 decimal places"},
		{"92233720368547758.08", "GBP", "money", "92233720368547758.08", "too large"},
		{"100.5", "JPY", "money", "100.5", "JPY has no minor unit, so the amount must be whole"},
		{"-0.01", "JPY", "money", "-0.01", "JPY has no minor unit, so the amount must be whole"},
	}
	for _, tt := range tests {
		got, err := ParseMoney(tt.amount, tt.currency)
		wantError(t, err, tt.kind, tt.input, tt.reason)
		if got != (Money{}) {
			t.Errorf("ParseMoney(%q, %q) = %+v beside an error", tt.amount, tt.currency, got)
		}
	}
}

func TestExponent(t *testing.T) {
	for currency, want := range map[string]int{
		"GBP": 2, "EUR": 2, "USD": 2, "JPY": 0, "KRW": 0, "KWD": 3, "BHD": 3,
	} {
		if got, ok := Exponent(currency); !ok || got != want {
			t.Errorf("Exponent(%s) = %d, %t, want %d", currency, got, ok, want)
		}
	}
	for _, currency := range []string{"", "gbp", "ZZZ", "GB", " GBP"} {
		if got, ok := Exponent(currency); ok {
			t.Errorf("Exponent(%q) = %d, want none", currency, got)
		}
	}
	for currency := range exponents {
		if len(currency) != 3 {
			t.Errorf("the table has %q", currency)
		}
	}
}
