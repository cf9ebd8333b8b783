package value

import "testing"

func TestRoundsTo(t *testing.T) {
	for _, c := range []struct {
		fine, coarse string
		want         bool
	}{
		{"7.72", "7.7", true}, {"7.75", "7.8", true}, {"-7.75", "-7.8", true}, {"7.72", "8", true},
		{"7.7", "7.72", false}, {"7.72", "7.8", false}, {"7.72", "7.72", false}, {"7720", "7700", false}, {"0.4", "0", true},
	} {
		fine, _ := ParseDecimal(c.fine, 2)
		coarse, _ := ParseDecimal(c.coarse, 2)
		if got := Shown(fine, 2, "").RoundsTo(Shown(coarse, 2, c.coarse)); got != c.want {
			t.Errorf("%s to %s: %t", c.fine, c.coarse, got)
		}
	}
}

// TestRoundsToPrinted: a word for thousands says which digits are told.
func TestRoundsToPrinted(t *testing.T) {
	for _, c := range []struct {
		fine, finePrinted, coarse, coarsePrinted string
		want                                     bool
	}{
		{"7720000", "£7.72m", "7700000", "£7.7m", true},
		{"7720000", "£7,720,000", "7700000", "about £7.7 million", true},
		{"7720000", "", "8000000", "8 Million", true},
		{"125400", "£125,400", "125000", "£125k", true},
		{"7720000", "£7.72m", "7700000", "£7,700,000", false}, // it is told to the pound
		{"7720000", "£7.72m", "7700000", "", false},
		{"7760000", "£7.76m", "7700000", "£7.7m", false},
		{"7700000", "£7.7m", "7720000", "£7.72m", false},
		{"7720000", "£7.72m", "7700000", "£7.8m", false},               // not what is printed
		{"7720000", "£7.72m", "7700000", "£7.7m of £9m", false},        // which of the two?
		{"7720000", "£7.72m", "7700000", "7.7 metres", false},          // no word for thousands
		{"7720000", "£7.72m", "7700000", "£7.700000000001m", false},    // finer than can be held
		{"7720000", "£7.72m", "7700000", "£99999999999999999m", false}, // too large
	} {
		fine, _ := ParseDecimal(c.fine, 2)
		coarse, _ := ParseDecimal(c.coarse, 2)
		if got := Shown(fine, 2, c.finePrinted).RoundsTo(Shown(coarse, 2, c.coarsePrinted)); got != c.want {
			t.Errorf("%s to %s: %t", c.finePrinted, c.coarsePrinted, got)
		}
	}
}
