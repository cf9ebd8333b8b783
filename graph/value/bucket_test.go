package value

import "testing"

// The text of a bucket is read back as the period that has the day, and the numbers are in the order of time.
func TestBucket(t *testing.T) {
	for _, c := range []struct{ day, year, quarter, month, financial string }{
		{"2025-03-31", "2025", "2025-Q1", "2025-03", "FY2024/25"},
		{"2025-04-01", "2025", "2025-Q2", "2025-04", "FY2025/26"},
		{"2025-12-31", "2025", "2025-Q4", "2025-12", "FY2025/26"},
		{"1969-12-31", "1969", "1969-Q4", "1969-12", "FY1969/70"},
		{"1999-07-01", "1999", "1999-Q3", "1999-07", "FY1999/00"},
		{"0001-04-01", "0001", "0001-Q2", "0001-04", "FY0001/02"},
		{"9999-02-01", "9999", "9999-Q1", "9999-02", "FY9998/99"},
	} {
		d, err := ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		for b, want := range map[Bucket]string{Year: c.year, Quarter: c.quarter, Month: c.month, FinancialYear: c.financial} {
			got := string(b.Append(nil, b.Of(d)))
			if got != want {
				t.Errorf("%s by %s: %s, want %s", c.day, b, got, want)
			}
			w, err := ParseWhen(got)
			if err != nil || w.Start > d || w.End < d || b.Of(w.Start) != b.Of(d) || b.Of(w.End) != b.Of(d) || b.Of(w.Start-1) != b.Of(d)-1 || b.Of(w.End+1) != b.Of(d)+1 {
				t.Errorf("%s by %s: %v to %v, %v", c.day, b, w.Start, w.End, err)
			}
		}
	}
	for i, want := range map[Instant]string{0: "1970-01-01", -1: "1969-12-31", MicrosPerDay - 1: "1970-01-01", MicrosPerDay: "1970-01-02", -MicrosPerDay: "1969-12-31"} {
		if got := i.Day().String(); got != want {
			t.Errorf("instant %d lies on %s, want %s", i, got, want)
		}
	}
}
