package resolve

import (
	"slices"
	"testing"
)

// TestAmounts: texts of the same letters and digits that say other figures are told apart; copies typed otherwise are not.
func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"fell 5%", "fell -5%", false},
		{"fell 5%", "fell −5%", false},
		{"fell -5%", "fell –5%", true},
		{"a sum of £5", "a sum of £-5", false},
		{"5-10 days", "510 days", false},
		{"5-10 days", "5–10 days", true},
		{"5.10 days", "5-10 days", false},
		{"£5m", "£5 m", false},
		{"25k", "25K", true},
		{"2.5k", "25k", false},
		{"<5 cases", ">5 cases", false},
		{"≤5 cases", "5 cases", false},
		{"±5%", "5%", false},
		{"clause 1.2.3.4", "clause 12.3.4", false},
		{"½ day", "12 day", false},
		{"1,465 open", "1465 open", true},
		{"1,465 open", "1.465 open", false},
		{"at 18:00", "at 1800", false},
		{"8th July", "8TH  July", true},
		{"12/3 of it", "1/23 of it", false},
		{"eight of 10", "Eight of 10", true},
		{"99999999999999999999.5", "9999999999999999999.95", false},
	} {
		if got := slices.EqualFunc(amounts(c.a), amounts(c.b), token.reads); got != c.same {
			t.Errorf("%q and %q: %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

// TestStandsStill: printed words stand in a changed passage only with the figures that they had.
func TestStandsStill(t *testing.T) {
	for _, c := range []struct {
		was, is, printed string
		want             bool
	}{
		{"5 tickets", "now 5 tickets remain", "5 tickets", true},
		{"5 tickets", "now 15 tickets remain", "5 tickets", false},
		{"5 tickets", "now -5 tickets remain", "5 tickets", false},
		{"costs £5", "it costs £5m", "£5", false},
		{"costs £5", "it costs £5.50", "£5", false},
		{"costs £5 million", "it costs £5 million now", "£5", true},
		{"costs £5 million", "it costs £5 now", "£5", false},
		{"", "now 15 tickets remain", "5 tickets", false},
		{"", "now 5 tickets remain", "5 tickets", true},
		{"tickets", "the tickets", "ticket", true},
		{"5 tickets", "5 tickets and 5 tickets", "5 tickets", false},
	} {
		if got := standsStill(c.was, c.is, c.printed); got != c.want {
			t.Errorf("%q, then %q, of %q: %v, want %v", c.was, c.is, c.printed, got, c.want)
		}
	}
}
