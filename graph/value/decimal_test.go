package value

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDecimal(t *testing.T) {
	tests := []struct {
		in     string
		places int
		want   int64
		print  string
	}{
		{"0", 0, 0, "0"},
		{"0", 6, 0, "0"},
		{"-0", 2, 0, "0"},
		{"-0.00", 2, 0, "0"},
		{"1784", 2, 178400, "1784"},
		{"1784", 0, 1784, "1784"},
		{"100", 0, 100, "100"},
		{"77.79", 2, 7779, "77.79"},
		{"77.79", 6, 77790000, "77.79"},
		{"77.7900", 2, 7779, "77.79"},
		{"5.000", 0, 5, "5"},
		{"-0.5", 2, -50, "-0.5"},
		{"0.05", 2, 5, "0.05"},
		{"0.000001", 6, 1, "0.000001"},
		{"007", 2, 700, "7"},
		{"10.10", 2, 1010, "10.1"},
		{"9223372036854775807", 0, math.MaxInt64, "9223372036854775807"},
		{"-9223372036854775808", 0, math.MinInt64, "-9223372036854775808"},
		{"92233720368547758.07", 2, math.MaxInt64, "92233720368547758.07"},
		{"-9.223372036854775808", 18, math.MinInt64, "-9.223372036854775808"},
		{"0", 30, 0, "0"},
		{"-0.9223372036854775808", 19, math.MinInt64, "-0.9223372036854775808"},
		{"9007199254740993", 2, 900719925474099300, "9007199254740993"},
		{strings.Repeat("0", 99) + "1", 2, 100, "1"},
	}
	for _, tt := range tests {
		got, err := ParseDecimal(tt.in, tt.places)
		if err != nil || got != tt.want {
			t.Errorf("ParseDecimal(%q, %d) = %d, %v, want %d", tt.in, tt.places, got, err, tt.want)
		}
		if print := string(AppendDecimal(nil, got, tt.places)); print != tt.print {
			t.Errorf("AppendDecimal(%d, %d) = %s, want %s", got, tt.places, print, tt.print)
		}
	}
}

func TestDecimalErrors(t *testing.T) {
	tests := []struct {
		in     string
		places int
		reason string
	}{
		{"", 2, decimalForm},
		{"-", 2, decimalForm},
		{".", 2, decimalForm},
		{".5", 2, decimalForm},
		{"-.5", 2, decimalForm},
		{"5.", 2, decimalForm},
		{"5.", 0, decimalForm},
		{"1.2.3", 2, decimalForm},
		{"+1", 2, decimalForm},
		{"--1", 2, decimalForm},
		{" 1", 2, decimalForm},
		{"1 ", 2, decimalForm},
		{"1e3", 2, decimalForm},
		{"1,784", 2, decimalForm},
		{"1_000", 2, decimalForm},
		{"NaN", 2, decimalForm},
		{"٣", 2, decimalForm},
		{"1.234", 2, `decimal "1.234": has more than 2 decimal places`},
		{"1.2001", 2, "has more than 2 decimal places"},
		{"0.5", 0, "has more than 0 decimal places"},
		{"9223372036854775808", 0, "too large: at most 18 digits before the point can be held"},
		{"99999999999999", 6, "too large: at most 12 digits before the point can be held"},
		{"-9223372036854775809", 0, "too large"},
		{"92233720368547758.08", 2, "too large"},
		{"92233720368547759", 2, "too large"},
		{"1", 19, "too large"},
		{strings.Repeat("9", 99), 0, "too large"},
	}
	for _, tt := range tests {
		_, err := ParseDecimal(tt.in, tt.places)
		wantError(t, err, "decimal", tt.in, tt.reason)
	}
}

func TestDivRound(t *testing.T) {
	tests := []struct{ sum, n, want int64 }{
		{0, 3, 0},
		{10, 4, 3}, // 2.5
		{-10, 4, -3},
		{9, 4, 2},
		{-9, 4, -2},
		{1, 2, 1},
		{-1, 2, -1},
		{1, 3, 0},
		{7, 7, 1},
		{math.MaxInt64, 1, math.MaxInt64},
		{math.MinInt64, 1, math.MinInt64},
		{math.MaxInt64, 2, 1 << 62},
		{math.MinInt64, math.MaxInt64, -1},
		{math.MaxInt64, math.MaxInt64, 1},
		{math.MaxInt64/2 + 1, math.MaxInt64, 1},
		{math.MaxInt64 / 2, math.MaxInt64, 0},
	}
	for _, tt := range tests {
		if got := DivRound(tt.sum, tt.n); got != tt.want {
			t.Errorf("DivRound(%d, %d) = %d, want %d", tt.sum, tt.n, got, tt.want)
		}
	}
}

func TestDecimalPanics(t *testing.T) {
	tests := map[string]func(){
		"zero divisor":           func() { DivRound(1, 0) },
		"negative divisor":       func() { DivRound(1, -1) },
		"negative places, read":  func() { _, _ = ParseDecimal("1", -1) },
		"negative places, print": func() { AppendDecimal(nil, 1, -1) },
	}
	for name, f := range tests {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		})
	}
}

func TestDecimalProperties(t *testing.T) {
	// Int64 alone seldom gives the ends of the range.
	values := rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{math.MinInt64, math.MinInt64 + 1, math.MaxInt64}))
	rapid.Check(t, func(t *rapid.T) {
		v, places := values.Draw(t, "v"), rapid.IntRange(0, 25).Draw(t, "places")
		text := string(AppendDecimal(nil, v, places))
		if got, err := ParseDecimal(text, places); err != nil || got != v {
			t.Fatalf("%d with %d places prints as %s, which is read as %d, %v", v, places, text, got, err)
		}
		if strings.Contains(text, ".") && strings.HasSuffix(text, "0") || strings.HasSuffix(text, ".") {
			t.Fatalf("%s is not canonical", text)
		}
		scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
		if want, ok := new(big.Rat).SetString(text); !ok || want.Cmp(new(big.Rat).SetFrac(big.NewInt(v), scale)) != 0 {
			t.Fatalf("%d with %d places prints as %s", v, places, text)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		sum, n := values.Draw(t, "sum"), rapid.Int64Range(1, math.MaxInt64).Draw(t, "n")
		// |sum/n - q| is at most a half, and where it is a half, |q| is the greater.
		double := new(big.Int).Mul(big.NewInt(2), new(big.Int).Sub(big.NewInt(sum),
			new(big.Int).Mul(big.NewInt(DivRound(sum, n)), big.NewInt(n))))
		away := double.CmpAbs(big.NewInt(n))
		if away > 0 || away == 0 && double.Sign() == big.NewInt(sum).Sign() {
			t.Fatalf("DivRound(%d, %d) = %d", sum, n, DivRound(sum, n))
		}
	})
}

func FuzzParseDecimal(f *testing.F) {
	for _, s := range []string{"1784", "-0.5", "77.7900", "92233720368547758.07", ".5", "5.", "1e3"} {
		f.Add(s, uint8(2))
	}
	f.Fuzz(func(t *testing.T, s string, places uint8) {
		p := int(places % 20)
		v, err := ParseDecimal(s, p)
		if err != nil {
			return
		}
		scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(p)), nil)
		want, ok := new(big.Rat).SetString(s)
		if !ok || want.Cmp(new(big.Rat).SetFrac(big.NewInt(v), scale)) != 0 {
			t.Fatalf("ParseDecimal(%q, %d) = %d", s, p, v)
		}
		text := string(AppendDecimal(nil, v, p))
		if again, err := ParseDecimal(text, p); err != nil || again != v {
			t.Fatalf("%q prints as %s, which is read as %d, %v", s, text, again, err)
		}
	})
}
