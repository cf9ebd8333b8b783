package figure

import (
	"strings"
	"testing"

	"councilgraph/graph/value"
)

func quantityLine(text string) string {
	var out []string
	for _, q := range Quantities(text) {
		s := q.Printed + "|" + string(value.AppendDecimal(nil, *q.Value.Amount, value.QuantityPlaces))
		if q.To != nil {
			s += "-" + string(value.AppendDecimal(nil, *q.To, value.QuantityPlaces))
		}
		for _, more := range []string{q.Value.Unit, boundText(q.Value.Bound), tag("of", q.Value.Of), tag("per", q.Value.Per)} {
			if more != "" {
				s += " " + more
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestQuantities(t *testing.T) {
	tests := []struct{ text, want string }{
		{"around 5% fewer, 77.79%, 3 per cent, 2 percentage points", "5%|5 % bound=ABOUT; 77.79%|77.79 %; 3 per cent|3 %; 2 percentage points|2 percentage point"},
		{"between 5% and 10%, 5-10%", "5% and 10%|5-10 %; 5-10%|5-10 %"},
		{"1,465 open tickets", "1,465|1465 ticket"},
		{"over 1300 new laptops", "1300|1300 laptop bound=OVER"},
		{"approx. 12000 Acorn Homes properties", "12000|12000 property bound=ABOUT"},
		{"eight Priority 1 (P1) incidents", "eight|8 incident"},
		{"5 of 8, 4.4 out of 5, seven of the eleven lamps, 52 of which", "5 of 8|5 of=8; 4.4 out of 5|4.4 of=5; seven of the eleven|7 lamp of=eleven; 52|52"},
		{"30 or less per month, three per month", "30|30 bound=AT_MOST per=month; three|3 per=month"},
		{"48 connections across 38 sites, with 3 completed and 7 removed", "48|48 connection; 38|38 site; 3|3; 7|7"},
		{"over a total of 112 sites", "112|112 site"},
		{"the second lowest number, the largest base, 3rd highest", "second lowest|2 rank; largest|1 rank; 3rd highest|3 rank"},
		{"at least twenty-one people, a thousand lamps, two hundred staff", "twenty-one|21 person bound=AT_LEAST; a thousand|1000 lamp; two hundred|200 staff"},
		{"Three RPAs have gone live", "Three|3 RPA"},
		{"2 high and 2 low lamps", "2|2 lamp; 2|2 lamp"},
		{"11 places (9 Green, 2 Blue)", "11|11 place; 9|9; 2|2"},
		{"logging 6788 with a rise to 85%", "6788|6788; 85%|85 %"},
		{"two partner councils' lamps", "two|2 lamp"},
		// Of another kind.
		{"Agenda item 8, section 20, Page 1 of 4, Option 1, Regulation 33(8)(a), items 6, 7 and 9", ""},
		{"Windows 11 laptops, Office 365, 8x8, 4G, P3, F5, SQL 2012, Nine Elms", ""},
		{"£5m, 3 years, 12 May 2025, 2025/26, 7.30 pm, 17th, 24/7", ""},
		{"1. Apologies\n12\n3 Declarations of interest", ""},
		{"PDF 119 KB, 21 Acorn Avenue, HA0 2EN, 020 8937 2469, 10 by 10 programme, two-thirds", ""},
		{"22113000 - Library books", ""},
		{"1 in 5 residents, one in every three lamps", ""},
		{"one place, a lamp", ""},
		{"1,10", ""},
		{"99999999999999999999 lamps", ""},
	}
	for _, tt := range tests {
		if got := quantityLine(tt.text); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}
