package value

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestParseWhen(t *testing.T) {
	tests := []struct {
		in, start, end string
		precision      Precision
	}{
		{"2025", "2025-01-01", "2025-12-31", PrecisionYear},
		{"0001", "0001-01-01", "0001-12-31", PrecisionYear},
		{"9999", "9999-01-01", "9999-12-31", PrecisionYear},
		{"2025-07", "2025-07-01", "2025-07-31", PrecisionMonth},
		{"2024-02", "2024-02-01", "2024-02-29", PrecisionMonth},
		{"9999-12", "9999-12-01", "9999-12-31", PrecisionMonth},
		{"2025-07-08", "2025-07-08", "2025-07-08", PrecisionDay},
		{"2025-Q1", "2025-01-01", "2025-03-31", PrecisionQuarter},
		{"2025-Q2", "2025-04-01", "2025-06-30", PrecisionQuarter},
		{"2025-Q3", "2025-07-01", "2025-09-30", PrecisionQuarter},
		{"2025-Q4", "2025-10-01", "2025-12-31", PrecisionQuarter},
		{"2025-H1", "2025-01-01", "2025-06-30", PrecisionHalf},
		{"2025-H2", "2025-07-01", "2025-12-31", PrecisionHalf},
		{"FY2025/26", "2025-04-01", "2026-03-31", PrecisionFinancialYear},
		{"FY1999/00", "1999-04-01", "2000-03-31", PrecisionFinancialYear},
		{"early 2025", "2025-01-01", "2025-04-30", PrecisionThird},
		{"mid 2025", "2025-05-01", "2025-08-31", PrecisionThird},
		{"late 2025", "2025-09-01", "2025-12-31", PrecisionThird},
		{"early 2025-07", "2025-07-01", "2025-07-10", PrecisionThird},
		{"mid 2025-07", "2025-07-11", "2025-07-20", PrecisionThird},
		{"late 2025-07", "2025-07-21", "2025-07-31", PrecisionThird},
		{"late 2025-02", "2025-02-21", "2025-02-28", PrecisionThird},
		{"start 2025-01", "2025-01-01", "2025-01-10", PrecisionStart},
		{"start 2025", "2025-01-01", "2025-01-10", PrecisionStart},
		{"end 2025-01", "2025-01-22", "2025-01-31", PrecisionEnd},
		{"end 2025-02", "2025-02-19", "2025-02-28", PrecisionEnd},
		{"end 2025", "2025-12-22", "2025-12-31", PrecisionEnd},
		{"week 2025-07-28", "2025-07-28", "2025-08-03", PrecisionWeek},
		{"week 2025-07-30", "2025-07-30", "2025-08-05", PrecisionWeek},
		{"2025-03/2025-05", "2025-03-01", "2025-05-31", PrecisionRange},
		{"2025-05/2025", "2025-05-01", "2025-12-31", PrecisionRange},
		{"2025-07-08/2025-07-08", "2025-07-08", "2025-07-08", PrecisionRange},
		{"FY2025/26/FY2026/27", "2025-04-01", "2027-03-31", PrecisionRange},
		{"FY2025/26/2027", "2025-04-01", "2027-12-31", PrecisionRange},
		{"2025/FY2025/26", "2025-01-01", "2026-03-31", PrecisionRange},
		{"early 2025/mid 2025-07", "2025-01-01", "2025-07-20", PrecisionRange},
		{"week 2025-07-28/2025-Q4", "2025-07-28", "2025-12-31", PrecisionRange},
		{"2025-01/..", "2025-01-01", "..", PrecisionOpen},
		{"../2025-07-08", "..", "2025-07-08", PrecisionOpen},
		{"FY2025/26/..", "2025-04-01", "..", PrecisionOpen},
		{"../FY2025/26", "..", "2026-03-31", PrecisionOpen},
	}
	for _, tt := range tests {
		for _, in := range []string{tt.in, strings.ToUpper(tt.in), " " + strings.ReplaceAll(tt.in, " ", "\t ") + "\n"} {
			w, err := ParseWhen(in)
			if err != nil {
				t.Errorf("ParseWhen(%q): %v", in, err)
				continue
			}
			if w.Start.String() != tt.start || w.End.String() != tt.end || w.Precision != tt.precision || w.Text != tt.in {
				t.Errorf("ParseWhen(%q) = %s %s..%s %q, want %s %s..%s %q", in,
					w.Precision, w.Start, w.End, w.Text, tt.precision, tt.start, tt.end, tt.in)
			}
			if first, ok := w.FirstDay(); !w.HasSpan() || !ok || first != w.Start {
				t.Errorf("%q: first day %s, %t", in, first, ok)
			}
			if w.YearTaken || w.Printed != "" {
				t.Errorf("ParseWhen(%q) sets what is the caller's: %+v", in, w)
			}
		}
	}
	if w, _ := ParseWhen("2025-01/.."); w.End != MaxDay {
		t.Errorf("open at the end: %d", int64(w.End))
	}
	if w, _ := ParseWhen("../2025-01"); w.Start != MinDay {
		t.Errorf("open at the start: %d", int64(w.Start))
	}
}

func TestParseWhenWithoutYear(t *testing.T) {
	for _, in := range []string{"--03-31", "--02-29", "--12-31"} {
		w, err := ParseWhen(in)
		if want := (When{Text: in, Precision: PrecisionYearless}); err != nil || w != want {
			t.Errorf("ParseWhen(%q) = %+v, %v, want %+v", in, w, err, want)
		}
		if _, ok := w.FirstDay(); ok || w.HasSpan() {
			t.Errorf("%q has a span", in)
		}
	}
	if (When{}).HasSpan() {
		t.Error("the zero When has a span")
	}
}

func TestParseWhenErrors(t *testing.T) {
	const unknown = "not a date or period"
	tests := []struct{ in, reason string }{
		{"", "empty"},
		{" ", "empty"},
		{"soon", unknown},
		{"25", unknown},
		{"20255", unknown},
		{"2025-", unknown},
		{"2025-7", unknown},
		{"2025-7-8", unknown},
		{"2025-x1", unknown},
		{"2025-Qx", unknown},
		{"-2025", unknown},
		{"..", unknown},
		{"08/07/2025", `"08": not a date or period`},
		{"08-07-2025", "not of the form YYYY-MM-DD"},
		{"0000", "the year is not 0001 to 9999"},
		{"0000-01", "the year is not 0001 to 9999"},
		{"2025-00", "there is no month 0"},
		{"2025-13", "there is no month 13"},
		{"2025-02-29", "February 2025 has no day 29"},
		{"2025-Q0", "there is no quarter 0"},
		{"2025-Q5", "there is no quarter 5"},
		{"2025-H3", "there is no half 3"},
		{"--13-01", "there is no month 13"},
		{"--02-30", "February has no day 30"},
		{"--04-00", "April has no day 0"},
		{"--4-1", "a date without a year is of the form --03-31"},
		{"--0331", "a date without a year is of the form --03-31"},
		{"FY2025/27", "the year after 2025 is 26, not 27"},
		{"FY1999/01", "the year after 1999 is 00, not 01"},
		{"FY2025", "a financial year is of the form FY2025/26"},
		{"FY2025/2026", "a financial year is of the form FY2025/26"},
		{"FY 2025/26", "a financial year is of the form FY2025/26"},
		{"FY25/26", "a financial year is of the form FY2025/26"},
		{"FY0000/01", "the year is not 0001 to 9999"},
		{"FY9999/00", "it ends after the year 9999"},
		{"around 2025", `the word "around" is not known`},
		{"July 2025", `the word "july" is not known`},
		{"early 2025-07-08", `"early" takes a year or a month`},
		{"end 2025-Q3", `"end" takes a year or a month`},
		{"early soon", `"soon": not a date or period`},
		{"mid late 2025", `"late 2025": not a date or period`},
		{"week 2025", "a week is named by its first day"},
		{"week 9999-12-26", "it ends after the year 9999"},
		{"../..", "a range that is open at both ends says nothing"},
		{"/2025", "a range needs both parts, .. for an open one"},
		{"2025/", "a range needs both parts, .. for an open one"},
		{"2025-05/2025-03", "the range ends before it starts"},
		{"2025-07-09/2025-07-08", "the range ends before it starts"},
		{"2025/2026/2027", `"2026/2027": not a date or period`},
		{"--03-31/2025", "a date without a year cannot be part of a range"},
		{"2025/--03-31", "a date without a year cannot be part of a range"},
		{"2025-03/2025-15", `"2025-15": there is no month 15`},
		{"FY2025/26/FY2026/28", `"fy2026/28": the year after 2026 is 27, not 28`},
	}
	for _, tt := range tests {
		w, err := ParseWhen(tt.in)
		wantError(t, err, "when", tt.in, tt.reason)
		wantError(t, err, "when", tt.in, "the forms are "+WhenForms)
		if w != (When{}) {
			t.Errorf("ParseWhen(%q) = %+v beside an error", tt.in, w)
		}
	}
}

func TestWhenSpans(t *testing.T) {
	tests := []struct {
		a, b                        string
		within, coarser, bIsCoarser bool
	}{
		{"2025-07", "2025", true, false, true},
		{"2025", "2025-07", false, true, false},
		{"2025", "2025", true, false, false},
		{"2025-Q1", "2025-01/2025-03", true, false, false},
		{"2025", "FY2025/26", false, false, false},
		{"2025-01/..", "2025-03", false, true, false},
		{"2025-03", "../2025-07-08", true, false, true},
		{"../2025", "2025/..", false, false, false},
		{"--03-31", "2025", false, false, false},
		{"2025", "--03-31", false, false, false},
		{"--03-31", "--03-31", false, false, false},
	}
	for _, tt := range tests {
		a, b := mustWhen(t, tt.a), mustWhen(t, tt.b)
		if got := a.Within(b); got != tt.within {
			t.Errorf("%s within %s: %t", tt.a, tt.b, got)
		}
		if got := a.Coarser(b); got != tt.coarser {
			t.Errorf("%s coarser than %s: %t", tt.a, tt.b, got)
		}
		if got := b.Coarser(a); got != tt.bIsCoarser {
			t.Errorf("%s coarser than %s: %t", tt.b, tt.a, got)
		}
	}
}

func mustWhen(t *testing.T, s string) When {
	t.Helper()
	w, err := ParseWhen(s)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// whenTexts draws texts near the forms, some of which are wrong.
func whenTexts() *rapid.Generator[string] {
	period := rapid.OneOf(
		rapid.StringMatching(`[0-9]{4}(-(0[1-9]|1[0-2]))?`),
		rapid.StringMatching(`(early|mid|late|start|end) 20[0-9]{2}(-0[1-9])?`),
		rapid.StringMatching(`(week )?[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`),
		rapid.StringMatching(`20[0-9]{2}-(Q[1-4]|H[12])`),
		rapid.SampledFrom([]string{"..", "FY2025/26", "FY1999/00", "FY2025/27", "--03-31", "9999"}),
	)
	return rapid.Custom(func(t *rapid.T) string {
		s := period.Draw(t, "period")
		if rapid.Bool().Draw(t, "range") {
			s += "/" + period.Draw(t, "to")
		}
		return s
	})
}

func TestWhenProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := whenTexts().Draw(t, "text")
		w, err := ParseWhen(text)
		if err != nil {
			t.Skip("not a form")
		}
		checkWhen(t, text, w)
		v, err := ParseWhen(whenTexts().Draw(t, "other"))
		if err != nil {
			return
		}
		if w.Coarser(v) && (v.Coarser(w) || !v.Within(w)) || w.Within(v) && v.Within(w) && (w.Start != v.Start || w.End != v.End) {
			t.Fatalf("%s and %s: Within and Coarser disagree", w.Text, v.Text)
		}
	})
}

// checkWhen checks what holds of everything that ParseWhen returns.
func checkWhen(t interface{ Fatalf(string, ...any) }, text string, w When) {
	if again, err := ParseWhen(w.Text); err != nil || again != w {
		t.Fatalf("%q is %+v; its text is read as %+v, %v", text, w, again, err)
	}
	if !w.HasSpan() {
		if w.Start != 0 || w.End != 0 {
			t.Fatalf("%q has no span, yet days: %+v", text, w)
		}
		return
	}
	if w.Start > w.End || w.Start < firstDay && w.Start != MinDay || w.End > lastDay && w.End != MaxDay {
		t.Fatalf("%q has the span %s..%s", text, w.Start, w.End)
	}
	if open := w.Start == MinDay || w.End == MaxDay; open != (w.Precision == PrecisionOpen) {
		t.Fatalf("%q is of precision %s", text, w.Precision)
	}
	if strings.ContainsFunc(w.Text, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsControl(r) }) {
		t.Fatalf("%q has the text %q", text, w.Text)
	}
}

func FuzzParseWhen(f *testing.F) {
	for s := range strings.SplitSeq(WhenForms, ", ") {
		f.Add(s)
	}
	for _, s := range []string{"early 2025-07", "end 2025", "FY2025/26/FY2026/27", "FY9999/00", "wee\u212a 2025-07-28", "/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if w, err := ParseWhen(s); err == nil {
			checkWhen(t, s, w)
		} else if !strings.Contains(err.Error(), WhenForms) {
			t.Fatalf("the error lists no forms: %v", err)
		}
	})
}
