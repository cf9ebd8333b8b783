package record_test

import (
	"reflect"
	"strings"
	"testing"

	"councilgraph/ingest/record"
)

// TestMarshal: the canonical form reads back as the same record, and writes back as the same bytes.
func TestMarshal(t *testing.T) {
	rec := clean(t, sound)
	text := record.Marshal(rec)
	again := clean(t, string(text))
	if string(record.Marshal(again)) != string(text) {
		t.Errorf("got  %s\nwant %s", record.Marshal(again), text)
	}
	if !reflect.DeepEqual(placeless(again), placeless(rec)) {
		t.Errorf("got  %+v\nwant %+v", again, rec)
	}
	if strings.Contains(string(text), `\u003c`) || !strings.HasPrefix(string(text), `{"record":1,"document":{"type":"Document","id":`) {
		t.Errorf("%s", text)
	}
}

// TestHash: what is stated makes the hash; how it is written, where it stands and the checklist do not.
func TestHash(t *testing.T) {
	want := clean(t, sound).Hash()
	if len(want) != 64 {
		t.Fatal(want)
	}
	for _, c := range []struct {
		old, new string
		same     bool
	}{
		{"amount: 77.790", `amount: "77.79"`, true},
		{"when: late 2025", "when: {text: Late  2025, yearTaken: false}", true},
		{"rows: [F1]", "rows: [F2, F3]", true},
		{"record: 1\n", "# a comment\n\nrecord: 1\n", true},
		{"measure: LEVEL\n", "measure: LEVEL\n  note: null\n", true},
		{"complete: true", "complete: false", false},
		{"amount: 77.790", "amount: 77.7901", false},
		{"label: claim", "label: another", false},
		{"name: a reader", "name: another", false},
		{"bound: OVER", "bound: EXACT", false},
		{"bound: OVER, ", "", false},
		{"modality: EXPECTED", "modality: ACTUAL", false},
	} {
		if got := clean(t, instead(t, c.old, c.new)).Hash(); (got == want) != c.same {
			t.Errorf("%s: same hash %v, want %v", c.new, got == want, c.same)
		}
	}
}
