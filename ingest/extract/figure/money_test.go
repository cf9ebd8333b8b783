package figure

import (
	"fmt"
	"strings"
	"testing"
)

// line writes the found amounts as `printed|amount currency|what else`, one after the other.
func moneyLine(text string) string {
	var out []string
	for _, m := range Money(text) {
		s := m.Printed + "|" + m.Amount.Amount() + " " + m.Amount.Currency
		for _, more := range []string{toMoney(m), boundText(m.Bound), tag("per", m.Per), tag("for", forText(m)), tag("vat", string(m.VAT)), tag("kind", string(m.Kind))} {
			if more != "" {
				s += " " + more
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestMoney(t *testing.T) {
	tests := []struct{ text, want string }{
		// Brackets and bounds.
		{"a deficit of £(2.3)m", "£(2.3)m|-2300000 GBP kind=VARIANCE"},
		{"a maximum value of £5m", "£5m|5000000 GBP bound=AT_MOST"},
		// Scale and digits.
		{"It cost £1,107,123.21 in all.", "£1,107,123.21|1107123.21 GBP"},
		{"a grant of £7.7million", "£7.7million|7700000 GBP kind=GRANT"},
		{"a grant of £7.7 million.", "£7.7 million|7700000 GBP kind=GRANT"},
		{"The lamps cost £25k, the poles £1.5bn.", "£25k|25000 GBP; £1.5bn|1500000000 GBP"},
		{"£17.84M for lamps", "£17.84M|17840000 GBP"},
		{"£2 thousand and £3K", "£2 thousand|2000 GBP; £3K|3000 GBP"},
		{"two million pounds and three hundred pounds", "two million pounds|2000000 GBP; three hundred pounds|300 GBP"},
		{"5 million euros or 40 pounds", "5 million euros|5000000 EUR; 40 pounds|40 GBP"},
		{"a fee of 50p a bag", "50p|0.5 GBP"},
		{"£1.005m is 1,005,000", "£1.005m|1005000 GBP"},
		// Other currencies.
		{"€500,000 and $2.5m, US$3m, EUR 40, 70 USD", "€500,000|500000 EUR; $2.5m|2500000 USD; US$3m|3000000 USD; EUR 40|40 EUR; 70 USD|70 USD"},
		{"Total value of the lot: 980 000.00 GBP", ""}, // spaces between thousands: its last digits are no amount
		{"GBP 1,200.50 net", "GBP 1,200.50|1200.5 GBP"},
		// Sign.
		{"a movement of -£1.2m", "-£1.2m|-1200000 GBP"},
		{"a movement of £-1.2m and −£5k", "£-1.2m|-1200000 GBP; −£5k|-5000 GBP"},
		{"an underspend of (£1.342m), shared", "(£1.342m)|-1342000 GBP kind=VARIANCE"},
		{"variances: North (£0.812m), South £7.065m and West (£0.407m).",
			"(£0.812m)|-812000 GBP kind=VARIANCE; £7.065m|7065000 GBP kind=VARIANCE; (£0.407m)|-407000 GBP kind=VARIANCE"},
		{"| Highways | (£40k) |", "(£40k)|-40000 GBP kind=VARIANCE"},
		{"£(250,000)", "£(250,000)|-250000 GBP kind=VARIANCE"},
		{"a fall of minus £30,000", "minus £30,000|-30000 GBP"},
		// An aside in brackets is no minus.
		{"the lamp contract (£1.3m) was let", "£1.3m|1300000 GBP"},
		{"an overspend (£2m) was told", "£2m|2000000 GBP kind=VARIANCE"},
		{"a fee (up to £300 a year) applies", "£300|300 GBP bound=AT_MOST per=year"},
		{"- £275,187.50 excluding VAT", "£275,187.50|275187.5 GBP vat=EXCLUDED"},
		// Period.
		{"about £2.7m per annum", "£2.7m|2700000 GBP bound=ABOUT per=year"},
		{"£40 a month, £12 p.a. and £9 pcm", "£40|40 GBP per=month; £12|12 GBP per=year; £9|9 GBP per=month"},
		{"an annual cost of £320,000", "£320,000|320000 GBP per=year"},
		{"up to the value of £1.2m, up to a total value of £3m; concerns about the value of £5m", "£1.2m|1200000 GBP bound=AT_MOST; £3m|3000000 GBP bound=AT_MOST; £5m|5000000 GBP"},
		{"up to £2m for a period of 3 years", "£2m|2000000 GBP bound=AT_MOST for=36"},
		{"£600k over a three-year term", "£600k|600000 GBP for=36"},
		{"£600k per year for 18 months", "£600k|600000 GBP per=year for=18"},
		{"it cost £600k a year ago", "£600k|600000 GBP"},
		// VAT.
		{"£330,225 including VAT, or £275,187.50 (excl. VAT)", "£330,225|330225 GBP vat=INCLUDED; £275,187.50|275187.5 GBP vat=EXCLUDED"},
		{"£100 plus VAT", "£100|100 GBP vat=EXCLUDED"},
		// Bounds.
		{"Expenditure > £400,000", "£400,000|400000 GBP bound=OVER"},
		{"at least £5m, no more than £6m, below £30k, circa £9m, in the region of £2m",
			"£5m|5000000 GBP bound=AT_LEAST; £6m|6000000 GBP bound=AT_MOST; £30k|30000 GBP bound=UNDER; £9m|9000000 GBP bound=ABOUT; £2m|2000000 GBP bound=ABOUT"},
		{"contracts of £5m or more", "£5m|5000000 GBP bound=AT_LEAST"},
		// Ranges, and changes that are none.
		{"between £1m and £2m", "£1m and £2m|1000000 GBP to=2000000"},
		{"£1m to £2m", "£1m to £2m|1000000 GBP to=2000000"},
		{"£1-2m or £10–£15", "£1-2m|1000000 GBP to=2000000; £10–£15|10 GBP to=15"},
		{"raised from £25k to £30k", "£25k|25000 GBP; £30k|30000 GBP"},
		{"£1m and £2m", "£1m|1000000 GBP; £2m|2000000 GBP"},
		{"between 10 and 12 million pounds", "10 and 12 million pounds|10000000 GBP to=12000000"},
		{"it rose from 10 to 12 million pounds", "12 million pounds|12000000 GBP"},
		// Kind.
		{"an estimated cost of £5m", "£5m|5000000 GBP bound=ABOUT kind=ESTIMATE"},
		{"an indicative amount of £651,275", "£651,275|651275 GBP kind=ESTIMATE"},
		{"a £40,000 discount on the price", "£40,000|40000 GBP kind=DISCOUNT"},
		{"savings of £77 million", "£77 million|77000000 GBP kind=SAVING"},
		{"spend of £3m against a budget of £17m", "£3m|3000000 GBP; £17m|17000000 GBP kind=BUDGET"},
		{"The value of the contract is £9m.", "£9m|9000000 GBP kind=AWARD"},
		{"Total value (estimated)\n- £10 excluding VAT\n- £12 including VAT", "£10|10 GBP vat=EXCLUDED kind=ESTIMATE; £12|12 GBP vat=INCLUDED kind=ESTIMATE"},
		// Cut, malformed, too large, or none at all.
		{"it cost £1,10", ""},
		{"it cost £1,107,12 more", ""},
		{"it cost £2.7 mil", "£2.7 mil|2700000 GBP"},
		{"it cost £2.7 mi", ""},
		{"it cost £1,", ""},
		{"£99999999999999999999", ""},
		{"£0.001", ""},
		{"£5m1 is noted", "£5m|5000000 GBP"},
		{"https://example.org/a?cost=£5m", ""},
		{"Windows 11 and £", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := moneyLine(tt.text); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestMoneyWhole(t *testing.T) {
	text := "We spent up to £2m per annum (excluding VAT) for a period of 3 years on lamps."
	got := Money(text)
	if len(got) != 1 || got[0].Whole.Printed != "up to £2m per annum (excluding VAT) for a period of 3 years" || got[0].For == nil || got[0].For.Printed != "3 years" {
		t.Errorf("got %+v", got)
	}
}

func TestUncut(t *testing.T) {
	tests := []struct{ text, want string }{
		{"It cost £2.7 mill", "It cost"},
		{"It cost £1,10", "It cost"},
		{"It cost £1.", "It cost"},
		{"All is well.", "All is well."},
		{"All is well. The transport equipmen", "All is well. The transport"},
		{"We meet on 12 Octo", "We meet on"},
		{"We meet for three yea", "We meet"},
		{"one", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := Uncut(tt.text); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestDurations(t *testing.T) {
	tests := []struct{ text, want string }{
		{"for 12 months", "12 months|12000000 month 12"},
		{"a three-year contract", "three-year|3000000 year 36"},
		{"a 12-month extension", "12-month|12000000 month 12"},
		{"the next 2-3 years", "2-3 years|2000000-3000000 year 0"},
		{"4 years, 1 day", "4 years, 1 day|4000000 year 48"},
		{"two additional years", "two additional years|2000000 year 24"},
		{"two and a half years", "two and a half years|2500000 year 30"},
		{"within 4 hours, 5 working days", "4 hours|4000000 hour 0 ; 5 working days|5000000 day 0"},
		{"eighteen months or 1.5 years", "eighteen months|18000000 month 18; 1.5 years|1500000 year 18"},
		{"at least 3 years", "3 years|3000000 year 36 AT_LEAST"},
		{"one year", "one year|1000000 year 12"},
		{"children of 10 years old", ""},
		{"1 Minutes of the previous meeting", ""},
		{"a year, per annum, monthly", ""},
		{"2025/26 year end", ""},
	}
	for _, tt := range tests {
		var out []string
		for _, d := range Durations(tt.text) {
			amount := fmt.Sprint(d.Amount)
			if d.To != nil {
				amount += "-" + fmt.Sprint(*d.To)
			}
			bound := ""
			if d.Bound != "EXACT" {
				bound = " " + string(d.Bound)
			}
			out = append(out, fmt.Sprintf("%s|%s %s %d%s", d.Printed, amount, d.Unit, d.Months, bound))
		}
		if got := strings.Join(out, "; "); got != strings.ReplaceAll(tt.want, " ;", ";") {
			t.Errorf("%q\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}
