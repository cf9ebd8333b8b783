package extract

import (
	"os"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/ingest/councils"
)

// BenchmarkRead tells pages a second on one core.
func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/pages/summary-blank-lines.txt")
	if err != nil {
		b.Fatal(err)
	}
	m, known := schema.Domain(), Known{Councils: councils.Load()}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read(m, Page{Data: data}, known); err != nil {
			b.Fatal(err)
		}
	}
}
