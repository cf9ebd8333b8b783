package resolve

import "testing"

// TestQuoted: what copies bend makes no true quote fail; other digits do.
func TestQuoted(t *testing.T) {
	tests := []struct {
		text, printed, raw string
		times              int
	}{
		{"There are 1,465 open tickets.", "1,465 open tickets", "1,465 open tickets", 1},
		{"There are 1,465\u00a0open\n tickets.", "1,465 open tickets", "1,465\u00a0open\n tickets", 1},
		{"Cyber\u00adsecurity in Ayton", "Cybersecurity", "Cyber\u00adsecurity", 1},
		{"The firm’s “Cable Fix”", `firm's "Cable Fix"`, "firm’s “Cable Fix”", 1},
		{"`2024–2025`", "2024-2025", "2024–2025", 1},
		{"CouncillorLee Moss spoke", "Lee Moss", "Lee Moss", 1},
		{"Councillor LeeMoss spoke", "Lee Moss", "LeeMoss", 1},
		{"Cafe\u0301 Works", "Café Works", "Cafe\u0301 Works", 1},
		{"of\ufb01ce", "office", "of\ufb01ce", 1},
		{"1,456 open tickets", "1,465 open tickets", "", 0},
		{"17.25 days", "7.2", "", 0},
		{"17.25 days", "17.25", "17.25", 1},
		{"£7 million", "£7", "", 0},
		{"£7 million", "£7 million", "£7 million", 1},
		{"£7m", "£7", "", 0},
		{"5 8 of them", "58", "", 0},
		{"58 of them", "5 8", "", 0},
		{"20251 and", "2025", "", 0},
		{"it is -5", "5", "", 0},
		{"on 8th July", "8", "8", 1},
		{"a partisan view", "art is", "", 0},
		{"open, open", "open", "open", 2},
		{"anything", "", "", 0},
		{"\xff\xfe broken", "broken", "broken", 1},
	}
	for _, tt := range tests {
		if raw, times := quoted(tt.text, tt.printed); raw != tt.raw || times != tt.times {
			t.Errorf("quoted(%q, %q) = %q, %d, want %q, %d", tt.text, tt.printed, raw, times, tt.raw, tt.times)
		}
	}
}

func FuzzQuoted(f *testing.F) {
	f.Add("There are 1,465\u00a0open tickets.", "1,465 open")
	f.Add("Cafe\u0301", "Café")
	f.Fuzz(func(t *testing.T, text, printed string) {
		raw, times := quoted(text, printed)
		if times > 0 {
			if again, n := quoted(text, raw); again != raw || n == 0 {
				t.Errorf("quoted(%q, %q) = %q, which stands there %d times as %q", text, printed, raw, n, again)
			}
		}
	})
}
