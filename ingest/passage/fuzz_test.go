package passage

import (
	"strings"
	"testing"
)

// checkSplit checks what Split promises of every text.
func checkSplit(t *testing.T, text string) {
	t.Helper()
	passages := Split(text)
	repeats := map[string]int{}
	end := 0
	section := ""
	var found strings.Builder
	for i, p := range passages {
		if p.Ordinal != i+1 {
			t.Fatalf("passage %d has ordinal %d", i+1, p.Ordinal)
		}
		if p.Start < end || p.End <= p.Start || p.End > len(text) {
			t.Fatalf("passage %d is %d-%d, after %d in %d bytes", p.Ordinal, p.Start, p.End, end, len(text))
		}
		end = p.End
		if text[p.Start:p.End] != p.Text {
			t.Fatalf("passage %d is %q, its offsets say %q", p.Ordinal, p.Text, text[p.Start:p.End])
		}
		if p.Hash != Hash(p.Text) || p.Repeat != repeats[p.Hash] {
			t.Fatalf("passage %d has hash %s.%d", p.Ordinal, p.Hash, p.Repeat)
		}
		repeats[p.Hash]++
		if p.Kind == Heading {
			section = p.Text
		}
		if p.Section != section {
			t.Fatalf("passage %d is in %q, the heading above is %q", p.Ordinal, p.Section, section)
		}
		found.WriteString(characters(p.Text))
	}
	// Nothing is lost: letter by letter, in order.
	if got, want := found.String(), characters(text[skipHeader(text):]); got != want {
		t.Fatalf("the passages hold %q of %q", got, want)
	}
	// The passages of passages are the same. The blank line keeps a first line
	// `address:` from being a header.
	var texts []string
	for _, p := range passages {
		texts = append(texts, p.Text)
	}
	again := Split("\n" + strings.Join(texts, "\n"))
	if VersionHash(again) != VersionHash(passages) {
		t.Fatalf("%q is cut again as %v", texts, again)
	}
}

func characters(s string) string {
	return strings.Map(func(r rune) rune {
		if counts(r) {
			return r
		}
		return -1
	}, s)
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{
		"",
		"address: x\ntitle: y\n\nSubscribe to updates\nView on council websiteSummary\nText.\n- a\n-\nb ↩\nAttendees\nName",
		"View on council website)Transcript\r\n• \u00a01. a\n1. b\n2. c\nTopics",
		"\ufeff•\u2028– — ½ é\u0301 \xff\xfe",
		"SummaryTranscript\vSubscribe to updates\fSummary",
	} {
		f.Add(seed)
	}
	f.Fuzz(checkSplit)
}
