package record_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/ingest/record"
)

// FuzzParse: whatever is sent, Parse ends in time and says why; what it takes, its canonical form says again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	for _, c := range faults {
		f.Add([]byte(marked(c.new)))
	}
	for _, s := range []string{"{}", `{"record":1}`, "record: 1\nfacts: [{type: Claim, about: ref:x}]", "a: [b: c: d, ? e]", "[a: a: a: a]", "- - - -\n  - -",
		"a: |\n\tb", "'", "\"\\ud800\"", "{\"a\":\"\\ud800\"}", "a: >2-\n   b\n", "...\n---", "x: !<a> b", "\ufeff", "? {a}: [b]\n: - c", "a:\n  - b\n c: d"} {
		f.Add([]byte(s))
	}
	rec, _ := record.Parse("sound", []byte(sound), schema.Domain())
	f.Add(record.Marshal(rec))
	f.Fuzz(func(t *testing.T, data []byte) {
		begun := time.Now()
		rec, problems := record.Parse("fuzz", data, schema.Domain())
		if took := time.Since(begun); len(data) < 100_000 && took > 20*time.Second {
			t.Errorf("%d bytes took %v", len(data), took)
		}
		whole := slices.ContainsFunc(problems, func(p record.Problem) bool { return p.Item == "" })
		if (rec == nil) != whole {
			t.Fatalf("record %v, problems %v", rec, problems)
		}
		if rec == nil {
			return
		}
		text := record.Marshal(rec)
		again, problems := record.Parse("again", text, schema.Domain())
		if again == nil || len(problems) > 0 || !bytes.Equal(record.Marshal(again), text) {
			t.Fatalf("%s\n%v", text, problems)
		}
	})
}
