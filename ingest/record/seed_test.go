package record_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"councilgraph/ingest/record"
)

// TestSeed: the reviewed records are sound by Parse and by the published JSON Schema, and survive their canonical form.
func TestSeed(t *testing.T) {
	published := compiled(t)
	for _, page := range []string{"72500", "87756"} {
		t.Run(page, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("..", "..", "seed", page+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			rec := clean(t, string(text))
			data, err := record.Plain(text)
			if err != nil {
				t.Fatal(err)
			}
			if err := published.Validate(data); err != nil {
				t.Errorf("%v", err)
			}
			canonical := record.Marshal(rec)
			if data, err = record.Plain(canonical); err != nil {
				t.Fatal(err)
			}
			if err := published.Validate(data); err != nil {
				t.Errorf("canonical: %v", err)
			}
			again := clean(t, string(canonical))
			if again.Hash() != rec.Hash() || !reflect.DeepEqual(placeless(again), placeless(rec)) {
				t.Error("the canonical form is another record")
			}
		})
	}
}
