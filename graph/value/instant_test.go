package value

import (
	"cmp"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseInstant(t *testing.T) {
	tests := []struct {
		in    string
		want  Instant
		print string
	}{
		{"1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"},
		{"1970-01-01T00:00:00.000001Z", 1, "1970-01-01T00:00:00.000001Z"},
		{"1969-12-31T23:59:59.999999Z", -1, "1969-12-31T23:59:59.999999Z"},
		{"2025-07-08T18:00:00+01:00", 1751994000_000000, "2025-07-08T17:00:00Z"},
		{"2025-07-08T17:00:00.500Z", 1751994000_500000, "2025-07-08T17:00:00.5Z"},
		{"2025-07-08T11:30:00.25-05:30", 1751994000_250000, "2025-07-08T17:00:00.25Z"},
		{"2025-07-08T17:00:00-00:00", 1751994000_000000, "2025-07-08T17:00:00Z"},
		{"2025-12-31T23:30:00-01:00", 1767227400_000000, "2026-01-01T00:30:00Z"},
		{"0001-01-01T00:00:00Z", firstInstant, "0001-01-01T00:00:00Z"},
		{"9999-12-31T23:59:59.999999Z", lastInstant, "9999-12-31T23:59:59.999999Z"},
	}
	for _, tt := range tests {
		got, err := ParseInstant(tt.in)
		if err != nil || got != tt.want {
			t.Errorf("ParseInstant(%q) = %d, %v, want %d", tt.in, int64(got), err, int64(tt.want))
		}
		if got.String() != tt.print {
			t.Errorf("ParseInstant(%q) prints as %s, want %s", tt.in, got, tt.print)
		}
	}
}

func TestParseInstantErrors(t *testing.T) {
	const form = "not of the form YYYY-MM-DDThh:mm:ssZ"
	tests := []struct{ in, reason string }{
		{"", form},
		{"2025-07-08", form},
		{"2025-07-08T17:00Z", form},
		{"2025-07-08T17:00:00", form},
		{"2025-07-08 17:00:00Z", form},
		{"2025-07-08t17:00:00Z", form},
		{"2025-07-08T17:00:00z", form},
		{"2025-07-08T17:00:00ZZ", form},
		{"2025-07-08T17:00:00.Z", form},
		{"2025-07-08T17:00:00.5", form},
		{"2025-07-08T17:00:00,5Z", form},
		{"2025-07-08T17:00:00+0100", form},
		{"2025-07-08T17:00:00+0x:00", form},
		{"2025-07-08T1x:00:00Z", form},
		{"2025-13-08T17:00:00Z", "there is no month 13"},
		{"2025-02-29T17:00:00Z", "February 2025 has no day 29"},
		{"2025-07-08T24:00:00Z", "there is no time 24:00:00"},
		{"2025-07-08T17:60:00Z", "there is no time 17:60:00"},
		{"2016-12-31T23:59:60Z", "there is no time 23:59:60"},
		{"2025-07-08T17:00:00.1234567Z", "has 7 fractional digits; at most 6 are kept"},
		{"2025-07-08T17:00:00+24:00", "there is no offset +24:00"},
		{"2025-07-08T17:00:00-01:60", "there is no offset -01:60"},
		{"0001-01-01T00:30:00+01:00", "in UTC the year is not 0001 to 9999"},
		{"9999-12-31T23:30:00-01:00", "in UTC the year is not 0001 to 9999"},
		{"0000-12-31T23:30:00-01:00", "the year is not 0001 to 9999"},
	}
	for _, tt := range tests {
		_, err := ParseInstant(tt.in)
		wantError(t, err, "instant", tt.in, tt.reason)
	}
}

func TestInstantOutsideTheCalendar(t *testing.T) {
	tests := []struct {
		instant Instant
		want    string
	}{
		{MaxInstant, ".."},
		{firstInstant - 1, "Instant(-62135596800000001)"},
		{lastInstant + 1, "Instant(253402300800000000)"},
	}
	for _, tt := range tests {
		if got := tt.instant.String(); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestInstantOfCutsTowardsThePast(t *testing.T) {
	epoch := time.Unix(0, 0)
	tests := []struct {
		nanos time.Duration
		want  Instant
	}{{999, 0}, {1000, 1}, {-1, -1}, {-1000, -1}, {-1001, -2}}
	for _, tt := range tests {
		if got := InstantOf(epoch.Add(tt.nanos)); got != tt.want {
			t.Errorf("%d ns: got %d, want %d", tt.nanos, int64(got), int64(tt.want))
		}
	}
}

func TestInstantProperties(t *testing.T) {
	instants := rapid.Int64Range(int64(firstInstant), int64(lastInstant))
	rapid.Check(t, func(t *rapid.T) {
		i := Instant(instants.Draw(t, "i"))
		if got, err := ParseInstant(i.String()); err != nil || got != i {
			t.Fatalf("%s is read as %s, %v", i, got, err)
		}
		if InstantOf(i.Time()) != i {
			t.Fatalf("%s changes on the way through time.Time", i)
		}
		j := Instant(instants.Draw(t, "j"))
		if cmp.Compare(i, j) != i.Time().Compare(j.Time()) {
			t.Fatalf("%s and %s: the order of numbers is not that of times", i, j)
		}
	})
}

func FuzzParseInstant(f *testing.F) {
	for _, s := range []string{
		"2025-07-08T17:00:00Z", "2025-07-08T17:00:00.123456+01:00",
		"0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999Z", "2016-12-31T23:59:60Z", "..",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		i, err := ParseInstant(s)
		if err != nil {
			return
		}
		want, err := time.Parse(time.RFC3339Nano, s)
		if err != nil || InstantOf(want) != i {
			t.Fatalf("ParseInstant(%q) = %s, package time: %s, %v", s, i, want, err)
		}
		if again, err := ParseInstant(i.String()); err != nil || again != i {
			t.Fatalf("%q prints as %s, which is read as %s, %v", s, i, again, err)
		}
	})
}
