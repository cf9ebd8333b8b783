package value

import (
	"cmp"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDay(t *testing.T) {
	tests := []struct {
		in   string
		want Day
	}{
		{"1970-01-01", 0},
		{"1969-12-31", -1},
		{"2025-07-08", 20277},
		{"2024-02-29", 19782},
		{"2000-02-29", 11016},
		{"0001-01-01", firstDay},
		{"9999-12-31", lastDay},
	}
	for _, tt := range tests {
		got, err := ParseDay(tt.in)
		if err != nil || got != tt.want {
			t.Errorf("ParseDay(%q) = %d, %v, want %d", tt.in, int64(got), err, int64(tt.want))
		}
		if got.String() != tt.in {
			t.Errorf("ParseDay(%q) prints as %s", tt.in, got)
		}
	}
}

func TestParseDayErrors(t *testing.T) {
	const form = "not of the form YYYY-MM-DD"
	tests := []struct{ in, reason string }{
		{"", form},
		{"2025-7-8", form},
		{"2025/07/08", form},
		{"2025-07-08 ", form},
		{"+025-07-08", form},
		{"2025-07-0x", form},
		{"20250708", form},
		{"2025-07-08T00:00:00Z", form},
		{"٢٠٢٥-07", form},
		{"..", form},
		{"0000-01-01", "the year is not 0001 to 9999"},
		{"2025-00-01", "there is no month 0"},
		{"2025-13-01", `date "2025-13-01": there is no month 13; the form is YYYY-MM-DD`},
		{"2025-02-29", `date "2025-02-29": February 2025 has no day 29`},
		{"1900-02-29", "February 1900 has no day 29"},
		{"2025-04-31", "April 2025 has no day 31"},
		{"2025-04-00", "April 2025 has no day 0"},
	}
	for _, tt := range tests {
		_, err := ParseDay(tt.in)
		wantError(t, err, "date", tt.in, tt.reason)
	}
}

func TestDayOutsideTheCalendar(t *testing.T) {
	tests := []struct {
		day  Day
		want string
	}{
		{MinDay, ".."},
		{MaxDay, ".."},
		{firstDay - 1, "Day(-719163)"},
		{lastDay + 1, "Day(2932897)"},
		{1<<63 - 1, "Day(9223372036854775807)"},
	}
	for _, tt := range tests {
		if got := tt.day.String(); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
	if got := string(AppendDay([]byte("on "), 0)); got != "on 1970-01-01" {
		t.Errorf("AppendDay gives %q", got)
	}
}

func TestDayOfUsesTheLocation(t *testing.T) {
	summer := time.FixedZone("summer", 60*60)
	at := time.Date(2025, 7, 8, 0, 30, 0, 0, summer)
	if got := DayOf(at).String(); got != "2025-07-08" {
		t.Errorf("in its own location: %s", got)
	}
	if got := DayOf(at.UTC()).String(); got != "2025-07-07" {
		t.Errorf("in UTC: %s", got)
	}
	for _, d := range []Day{MinDay, firstDay, -1, 0, 1, lastDay, MaxDay} {
		if got := DayOf(d.Time()); got != d {
			t.Errorf("DayOf(Time(%d)) = %d", int64(d), int64(got))
		}
	}
}

// calendarDays draws days that ParseDay can read.
func calendarDays() *rapid.Generator[Day] {
	return rapid.Map(rapid.Int64Range(int64(firstDay), int64(lastDay)), func(n int64) Day { return Day(n) })
}

func TestDayProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := calendarDays().Draw(t, "a"), calendarDays().Draw(t, "b")
		if got, err := ParseDay(a.String()); err != nil || got != a {
			t.Fatalf("%s is read as %s, %v", a, got, err)
		}
		if cmp.Compare(a, b) != cmp.Compare(a.String(), b.String()) {
			t.Fatalf("%s and %s: the order of texts is not that of days", a, b)
		}
		if next := (a + 1).Time(); !next.Equal(a.Time().AddDate(0, 0, 1)) {
			t.Fatalf("the day after %s is %s", a, next)
		}
	})
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2025-07-08", "2024-02-29", "0000-00-00", "9999-12-31", "..", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, wantErr := time.Parse(dayLayout, s)
		d, err := ParseDay(s)
		if (err == nil) != (wantErr == nil && want.Year() > 0) {
			t.Fatalf("ParseDay(%q): %v, package time: %v", s, err, wantErr)
		}
		if err == nil && (d.String() != s || !d.Time().Equal(want)) {
			t.Fatalf("ParseDay(%q) = %s", s, d)
		}
	})
}
