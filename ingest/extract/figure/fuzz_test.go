package figure

import (
	"strings"
	"testing"

	"councilgraph/graph/value"
)

// FuzzFigures holds what every caller relies on, whatever the text: valid places, printed words that stand there, order, no overlap.
func FuzzFigures(f *testing.F) {
	for _, s := range []string{
		"up to £2m per annum (excluding VAT) for a period of 3 years", "(£1.342m) £-5 −£5k £1-2m 50p", "Tuesday 8 July 20251",
		"4th & 12th April", "Dec 24 – Feb 25", "5 of 8 (61%)", "2 high and 2 low", "£1,10", "\u00a0£5\u00a0m", "€\xff5", "£(5)", "w/e 1 May", "FY2025/26/27",
		"2023/24 period 2", "approx. 12000 İİ", "second lowest", "ſecond loweſt 5 K", "1 May 2026 to 1 May 2028",
	} {
		f.Add(s, int64(20277))
	}
	f.Fuzz(func(t *testing.T, text string, meeting int64) {
		if len(text) > 2000 {
			return
		}
		checkSpans(t, text, spansOf(Money(text)))
		checkSpans(t, text, spansOf(Durations(text)))
		checkSpans(t, text, spansOf(Quantities(text)))
		checkSpans(t, text, spansOf(Dates(text, value.Day(meeting%4_000_000))))
		if cut := Uncut(text); !strings.HasPrefix(text, cut) {
			t.Fatalf("Uncut(%q) = %q", text, cut)
		}
		for _, m := range Money(text) {
			checkSpans(t, text, []Span{m.Whole})
			if m.Amount.Printed != m.Printed || m.Whole.Start > m.Start || m.Whole.End < m.End {
				t.Fatalf("%q: %+v", text, m)
			}
		}
		for _, q := range Quantities(text) {
			checkSpans(t, text, []Span{q.Whole})
			if q.Value.Unit != "" && value.CheckUnit(q.Value.Unit) != nil {
				t.Fatalf("%q: unit %q", text, q.Value.Unit)
			}
		}
		for _, d := range Dates(text, value.Day(meeting%4_000_000)) {
			if d.When.Text == "" {
				continue
			}
			if w, err := value.ParseWhen(d.When.Text); err != nil || w.Start != d.When.Start || w.End != d.When.End {
				t.Fatalf("%q: %+v", text, d)
			}
		}
	})
}

func checkSpans(t *testing.T, text string, spans []Span) {
	t.Helper()
	end := 0
	for _, s := range spans {
		if s.Start < end || s.End <= s.Start || s.End > len(text) || text[s.Start:s.End] != s.Printed {
			t.Fatalf("%q: %+v after %d", text, s, end)
		}
		end = s.End
	}
}
