package resolve

import (
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/value"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"1,465 open tickets.", "1,465=1465 open tickets"},
		{"£17.84M of £9 million, £25k", "£ 17.84M=17840000 of £ 9 million=9000000 £ 25k=25000"},
		{"21% (5 of 8) on 8th July", "21=21 % 5=5 of 8=8 on 8th=8 month"},
		{"Node4, 2FA, clause 3.2.1, P1", "node4 2fa clause 3.2.1 p1"},
		{"a fall of -5 or pre-2025, 2024-2026", "a fall of -5=-5 or pre 2025=2025 2024=2024 2026=2026"},
		{"Tuesday in Q3, late 2025, 6pm", "weekday in quarter third 2025=2025 6=6 pm"},
		{"eight of twenty", "eight=8 of twenty=20"},
		{"99999999999999999999", "99999999999999999999"},
	} {
		var got []string
		for _, tok := range tokens(c.text) {
			name := map[kind]string{month: "month", weekday: "weekday", third: "third", quarter: "quarter"}[tok.kind]
			if tok.kind == number {
				n, _ := tok.amount()
				name = tok.printed + "=" + string(value.AppendDecimal(nil, n, value.QuantityPlaces))
			} else if tok.kind == word {
				name = tok.text
			}
			got = append(got, name)
			if c.text[tok.start:tok.end] != tok.printed {
				t.Errorf("%q: %+v", c.text, tok)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %s, want %s", c.text, s, c.want)
		}
	}
}

func TestPieces(t *testing.T) {
	for _, c := range []struct {
		name, was, is, printed string
		now                    string // empty where it cannot be told
	}{
		{"a figure", "There are 1,465 open tickets.", "There are 1,456 open tickets.", "1,465 open", "1,456 open"},
		{"spaces and marks", "There are “1,465”  open tickets", "There are 1,456 open tickets.", "1,465”  open", "1,456 open"},
		{"another figure of the passage", "5 of 8 in May", "5 of 9 in May", "in May", "in May"},
		{"figures that changed places", "5 open, 6 closed", "6 open, 5 closed", "5 open", "6 open"},
		{"cut through a figure", "about 17.84M", "about 17.48M", "17.84", ""},
		{"cut through one that stands", "about 17.84M in 2024", "about 17.84M in 2025", "17.84", "17.84"},
		{"no longer once", "3 of 5", "5 of 5", "3", ""},
		{"not once before", "3 of 3", "4 of 3", "3", ""},
	} {
		p, ok := align(c.was, c.is)
		if !ok {
			t.Errorf("%s: not the same words", c.name)
			continue
		}
		now, _, ok := p.piece(c.printed)
		if ok != (c.now != "") || ok && now != c.now {
			t.Errorf("%s: %q %v, want %q", c.name, now, ok, c.now)
		}
	}
	for _, c := range [][2]string{{"over 5", "under 5"}, {"5 open", "5 open"}, {"5%", "5"}, {"Node4 runs", "Node5 runs"}, {"in May 5", "in 5 May"}, {"£5", "$5"}} {
		if _, ok := align(c[0], c[1]); ok {
			t.Errorf("%q and %q differ in figures only", c[0], c[1])
		}
	}
}

// TestReadAnew: a statement is read from what is printed now, or not at all.
func TestReadAnew(t *testing.T) {
	level := map[string]any{"indicator": []string{"indicator:i"}, "measure": "LEVEL"}
	amount := func(n int, unit string, more ...any) map[string]any {
		return with(with(level, "value_amount", n*1_000_000, "value_unit", unit), more...)
	}
	money := func(minor int, more ...any) map[string]any {
		return with(with(level, "amount_amount", minor, "amount_currency", "GBP"), more...)
	}
	event := map[string]any{"contract": []string{"contract:c"}, "kind": "AWARDED"}
	update := map[string]any{"project": []string{"project:p"}, "status": "LIVE"}
	for _, c := range []struct {
		name, typ string
		columns   map[string]any
		was, is   string
		printed   []string
		want      map[string]any // columns; nil where it cannot be read
		why       string
	}{
		{"a quantity, in its wording too", "Observation", amount(1465, "ticket", "wording", "1,465 tickets are open."), "1,465 tickets", "1,456 tickets", []string{"1,465 tickets"},
			map[string]any{"value_amount": 1456_000000, "wording": "1,456 tickets are open."}, ""},
		{"in words", "Observation", amount(8, "incident", "value_printed", "eight"), "eight incidents", "nine incidents", []string{"eight"},
			map[string]any{"value_amount": 9_000000, "value_printed": "nine"}, ""},
		{"the same in other words", "Observation", amount(8, "incident"), "eight incidents", "8 incidents", []string{"eight incidents"}, map[string]any{"value_amount": 8_000000}, ""},
		{"a part and its whole", "Observation", amount(5, "incident", "value_of", "8"), "5 of 8", "6 of 9", []string{"5 of 8"},
			map[string]any{"value_amount": 6_000000, "value_of": "9"}, ""},
		{"a decimal", "Observation", amount(61, "%"), "61%", "61.5%", []string{"61%"}, map[string]any{"value_amount": 61_500000}, ""},
		{"a scale in the unit", "Observation", amount(2, "million users"), "2 million users", "3 million users", []string{"2 million users"}, map[string]any{"value_amount": 3_000000}, ""},
		{"a scale in the unit that changes", "Observation", amount(2, "million users"), "2 million users", "900k users", []string{"2 million users"}, nil, "cannot be"},
		{"money", "Observation", money(17_840_000_00, "amount_printed", "£17.84M"), "£17.84M in all", "£17.48M in all", []string{"£17.84M"},
			map[string]any{"amount_amount": 17_480_000_00, "amount_printed": "£17.48M"}, ""},
		{"money of another scale", "Observation", money(9_100_000_00), "£9.1M", "£910k", []string{"£9.1M"}, map[string]any{"amount_amount": 910_000_00}, ""},
		{"money finer than pence", "Observation", money(9_00), "£9", "£9.001", []string{"£9"}, nil, "cannot be"},
		{"months", "ContractEvent", with(event, "months", 12), "for 12 months", "for 18 months", []string{"12 months"}, map[string]any{"months": 18}, ""},
		{"half a month", "ContractEvent", with(event, "months", 12), "for 12 months", "for 12.5 months", []string{"12 months"}, nil, "cannot be"},
		{"years told as months", "ContractEvent", with(event, "months", 24), "for 2 years", "for 3 years", []string{"2 years"}, nil, "cannot be told"},
		{"a day", "ContractEvent", with(event, "when_text", "2025-04-01"), "on 1 April 2025", "on 2 May 2026", []string{"1 April 2025"}, map[string]any{"when_text": "2026-05-02"}, ""},
		{"a day with its weekday", "ContractEvent", with(event, "when_text", "2025-07-08"), "Tuesday 8 July 2025", "Wednesday 9 July 2025", []string{"Tuesday 8 July 2025"},
			map[string]any{"when_text": "2025-07-09"}, ""},
		{"a weekday that is not", "ContractEvent", with(event, "when_text", "2025-07-08"), "Tuesday 8 July 2025", "Monday 9 July 2025", []string{"Tuesday 8 July 2025"}, nil, "cannot be read"},
		{"no such day", "ContractEvent", with(event, "when_text", "2025-01-30"), "30 January 2025", "30 February 2025", []string{"30 January 2025"}, nil, "cannot be read"},
		{"a span", "Observation", amount(5, "%", "when_text", "2025-03/2025-05"), "5%, March to May 2025", "5%, June to August 2025", []string{"5%", "March to May 2025"},
			map[string]any{"when_text": "2025-06/2025-08", "value_amount": 5_000000}, ""},
		{"a financial year", "Observation", amount(5, "%", "when_text", "FY2025/26"), "5% in 2025/26", "5% in 2026/27", []string{"5% in 2025/26"}, map[string]any{"when_text": "FY2026/27"}, ""},
		{"a financial year that is none", "Observation", amount(5, "%", "when_text", "FY2025/26"), "5% in 2025/26", "5% in 2025/27", []string{"5% in 2025/26"}, nil, "cannot be read"},
		{"a third of a year", "ProjectUpdate", with(update, "when_text", "early 2025"), "live in early 2025", "live in late 2025", []string{"early 2025"}, map[string]any{"when_text": "late 2025"}, ""},
		{"a quarter", "ProjectUpdate", with(update, "when_text", "2025-Q1"), "live in Q1 2025", "live in Q2 2025", []string{"Q1 2025"}, map[string]any{"when_text": "2025-Q2"}, ""},
		{"a year that was taken", "ProjectUpdate", with(update, "when_text", "2025-07", "when_yearTaken", true), "live in July", "live in May", []string{"July"},
			map[string]any{"when_text": "2025-05", "when_yearTaken": true}, ""},
		{"a figure that may be two", "Observation", amount(5, "incident", "when_text", "2025-05-05"), "5 May 2025", "6 May 2025", []string{"5 May 2025"}, nil, "may be its"},
		{"one of two equal ones", "Observation", amount(5, "incident"), "5 open and 5 more", "5 open and 6 more", []string{"5 open", "5 more"}, nil, "more than once"},
		{"a figure of nothing, in full", "ProjectUpdate", update, "300 laptops are live", "310 laptops are live", []string{"300 laptops"}, map[string]any{"status": "LIVE"}, ""},
		{"a figure of nothing, where one is not printed", "ContractEvent", with(event, "months", 24), "two years from 2025", "two years from 2026", []string{"from 2025"}, nil, "cannot be told"},
		{"a word for the amount", "Observation", amount(1, "rank", "value_printed", "lowest"), "lowest in 10 years", "lowest in 11 years", []string{"lowest in 10 years"},
			map[string]any{"value_amount": 1_000000}, ""},
		{"a name in the wording", "Observation", amount(3, "%", "wording", "Priority 3 improved by 3 %."), "Priority 3 by 3%", "Priority 3 by 4%", []string{"by 3%"},
			map[string]any{"value_amount": 4_000000, "wording": "Priority 3 improved by 4 %."}, ""},
		{"a wording that may mean another", "Observation", amount(5, "incident", "value_of", "8", "wording", "5 of 8 incidents."), "of eight, 5 of 8", "of eight, 5 of 9", []string{"5 of 8"}, nil, "its wording"},
		{"twice in the wording", "Observation", amount(3, "%", "wording", "P3 took 3 days, 3 %."), "by 3%", "by 4%", []string{"by 3%"}, nil, "its wording"},
		{"a note", "ProjectUpdate", with(update, "note", "300 laptops"), "300 laptops are live", "310 laptops are live", []string{"300 laptops"}, map[string]any{"note": "310 laptops"}, ""},
		{"a judgement", "Dispute", map[string]any{"kind": "DOES_NOT_ADD_UP", "facts": []string{"observation:a"}}, "61% and 5 of 8", "61% and 4 of 8", []string{"61%", "5 of 8"}, nil, "judges"},
	} {
		t.Run(c.name, func(t *testing.T) {
			columns := c.columns
			if columns["wording"] == nil {
				columns = with(columns, "wording", "told")
			}
			s := say(t, c.typ, columns)
			p, ok := align(c.was, c.is)
			if !ok {
				t.Fatal("not the same words")
			}
			var all []used
			for _, piece := range c.printed {
				_, figures, ok := p.piece(piece)
				if !ok {
					t.Fatal(piece)
				}
				all = append(all, figures...)
			}
			was := s.Reading()
			got := readAnew(s, all, all, p.figures())
			if s.Reading() != was {
				t.Error("the old statement changed")
			}
			if c.want == nil {
				if got.s != nil || !strings.Contains(got.why, c.why) {
					t.Errorf("%+v %q, want none because %q", got.s, got.why, c.why)
				}
				return
			}
			if got.s == nil {
				t.Fatal(got.why)
			}
			want := say(t, c.typ, with(columns, slices.Collect(pairsOf(c.want))...))
			if got.s.ID != want.ID || got.s.Reading() != want.Reading() {
				t.Errorf("%s\nwant %s", got.s.Reading(), want.Reading())
			}
		})
	}
}

// pairsOf are keys and values in turn.
func pairsOf(m map[string]any) func(func(any) bool) {
	return func(yield func(any) bool) {
		for k, v := range m {
			if !yield(k) || !yield(v) {
				return
			}
		}
	}
}
