package record_test

import (
	"maps"
	"strings"
	"testing"

	"councilgraph/graph/value"
)

func day(s string) int64 {
	d, err := value.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return int64(d)
}

// TestColumns: what the fields of the schema come to, by column.
func TestColumns(t *testing.T) {
	rec := clean(t, sound)
	check := func(name string, got, want map[string]any) {
		t.Helper()
		if !maps.Equal(got, want) {
			t.Errorf("%s\ngot  %v\nwant %v", name, got, want)
		}
	}
	check("document", rec.Document.Fields, map[string]any{"service": "pages", "number": "1", "kind": "AI_SUMMARY", "title": "A page", "date": day("2025-07-08")})
	check("award", rec.Facts[0].Fields, map[string]any{"kind": "AWARDED", "months": int64(12), "modality": "ACTUAL", "wording": "Node4 was awarded the desk.",
		"amount_amount": int64(1784000000), "amount_currency": "GBP", "amount_printed": "£17.84M",
		"when_text": "2025-07-08", "when_start": day("2025-07-08"), "when_end": day("2025-07-08"), "when_precision": "DAY", "when_yearTaken": true})
	check("level", rec.Facts[1].Fields, map[string]any{"measure": "LEVEL", "modality": "EXPECTED", "wording": "77.79 tickets a month.",
		"value_amount": int64(77_790_000), "value_unit": "ticket", "value_bound": "OVER", "value_per": "month",
		"when_text": "late 2025", "when_start": day("2025-09-01"), "when_end": day("2025-12-31"), "when_precision": "THIRD", "when_yearTaken": false})
	meeting := rec.Entities[2]
	check("meeting", meeting.Fields, map[string]any{"date_text": "2025-07-08", "date_start": day("2025-07-08"), "date_end": day("2025-07-08"),
		"date_precision": "DAY", "date_yearTaken": false})
	if meeting.ID != "" || meeting.Local != "the-meeting" || rec.Document.Refs["meeting"][0].ID != "ref:the-meeting" {
		t.Errorf("%+v", meeting)
	}
	if rec.Entities[0].Rows[0] != "E1" || rec.Mentions[0].Rows[0] != "M1" || rec.Facts[0].Rows[0] != "F1" {
		t.Error("rows")
	}
}

// TestWhen: an open end or an unknown year leaves its day out.
func TestWhen(t *testing.T) {
	for text, want := range map[string]map[string]any{
		"2025":         {"start": day("2025-01-01"), "end": day("2025-12-31"), "precision": "YEAR", "text": "2025"},
		"'2025'":       {"start": day("2025-01-01"), "end": day("2025-12-31"), "precision": "YEAR", "text": "2025"},
		"fy2025/26":    {"start": day("2025-04-01"), "end": day("2026-03-31"), "precision": "FINANCIAL_YEAR", "text": "FY2025/26"},
		"2025-01/..":   {"start": day("2025-01-01"), "precision": "OPEN", "text": "2025-01/.."},
		"../2025-01":   {"end": day("2025-01-31"), "precision": "OPEN", "text": "../2025-01"},
		"--03-31":      {"precision": "YEARLESS", "text": "--03-31"},
		"{text: 2025}": {"start": day("2025-01-01"), "end": day("2025-12-31"), "precision": "YEAR", "text": "2025"},
	} {
		got := clean(t, instead(t, "when: late 2025", "when: "+text)).Facts[1].Fields
		for _, part := range []string{"start", "end", "precision", "text"} {
			if got["when_"+part] != want[part] {
				t.Errorf("%s: %s is %v, want %v", text, part, got["when_"+part], want[part])
			}
		}
		if got["when_yearTaken"] != false {
			t.Errorf("%s: yearTaken %v", text, got["when_yearTaken"])
		}
	}
}

// TestExact: numbers are read from their source, so no digit is lost.
func TestExact(t *testing.T) {
	for text, want := range map[string]int64{
		"9007199254740.993": 9007199254740993000, "'9007199254740.993'": 9007199254740993000, "0.1": 100_000, "-0.000001": -1, "77.790": 77_790_000,
	} {
		got := clean(t, instead(t, "amount: 77.790", "amount: "+text)).Facts[1].Fields["value_amount"]
		if got != want {
			t.Errorf("%s: %v, want %d", text, got, want)
		}
	}
	if got := clean(t, instead(t, "amount: 17840000,", "amount: 90071992547409.93,")).Facts[0].Fields["amount_amount"]; got != int64(9007199254740993) {
		t.Errorf("%v", got)
	}
}

// TestNull: null is the same as nothing.
func TestNull(t *testing.T) {
	rec := clean(t, instead(t, "  when: late 2025\n", "  when: null\n  note: ~\n  measured:\n  part: null\n"))
	for column := range rec.Facts[1].Fields {
		if strings.HasPrefix(column, "when") || column == "note" || column == "part" {
			t.Errorf("%s is there", column)
		}
	}
	clean(t, instead(t, "mentions:\n- {at: 2, printed: Node, open: true, reason: UNNAMED, rows: [M1]}\n", "mentions:\n"))
}

// TestTrimmed: the space around a text of ours is none of it; what a page prints is kept as it is.
func TestTrimmed(t *testing.T) {
	rec := clean(t, instead(t, "wording: Both.", "wording: |\n    Both\n    of them.\n"))
	if got := rec.Facts[3].Fields["wording"]; got != "Both\nof them." {
		t.Errorf("%q", got)
	}
	rec = clean(t, instead(t, "printed: [Node4, £17.84M]", `printed: [" for "]`))
	if got := rec.Facts[0].Evidence[0].Printed[0]; got != " for " {
		t.Errorf("%q", got)
	}
}
