package value

import (
	"strings"
	"testing"
)

func TestCheckUnit(t *testing.T) {
	for _, unit := range []string{
		"ticket", "%", "Mbps", "GB", "tickets a day", "°C", "m²", "x", strings.Repeat("é", 40),
	} {
		if err := CheckUnit(unit); err != nil {
			t.Errorf("CheckUnit(%q): %v", unit, err)
		}
	}
	const money = "is of money: give an amount and a currency"
	tests := []struct{ unit, reason string }{
		{"", "empty"},
		{" ", "has a space at an end"},
		{" ticket", "has a space at an end"},
		{"ticket ", "has a space at an end"},
		{"a\tb", `has a character that cannot be printed: '\t'`},
		{"a\u00a0b", `has a character that cannot be printed: '\u00a0'`},
		{"a\u200bb", `has a character that cannot be printed: '\u200b'`},
		{"\xff", "not valid UTF-8"},
		{strings.Repeat("é", 41), "has 41 characters; at most 40 are allowed"},
		{"GBP", money},
		{"£", money},
		{"€ a year", money},
	}
	for _, tt := range tests {
		wantError(t, CheckUnit(tt.unit), "unit", tt.unit, tt.reason)
	}
}

func TestParseBound(t *testing.T) {
	tests := map[Bound][]string{
		BoundExact:   {"", "exact", "EXACT"},
		BoundOver:    {"over", "OVER", "More than"},
		BoundAtLeast: {"at least", "AT_LEAST", "or more"},
		BoundUnder:   {"under", "UNDER", "less than"},
		BoundAtMost:  {"at most", "AT_MOST", "or less", "up to"},
		BoundAbout:   {"about", "ABOUT", "approx", "approx.", "approximately"},
	}
	for want, texts := range tests {
		for _, s := range append(texts, string(want)) {
			if got, err := ParseBound(s); err != nil || got != want {
				t.Errorf("ParseBound(%q) = %q, %v, want %s", s, got, err, want)
			}
		}
	}
	for _, s := range []string{" ", "roughly", "AT-LEAST", ">", "exact "} {
		_, err := ParseBound(s)
		wantError(t, err, "bound", s, boundForms)
	}
}
