package extract

import (
	"cmp"
	"os"
	"path/filepath"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/ingest/councils"
)

// BenchmarkRead tells how many pages a second are read: the invented ones, or those of $COUNCILGRAPH_PAGES. On one core: -cpu 1.
func BenchmarkRead(b *testing.B) {
	files, err := filepath.Glob(filepath.Join(cmp.Or(os.Getenv("COUNCILGRAPH_PAGES"), "testdata/pages"), "*.txt"))
	if err != nil || len(files) == 0 {
		b.Fatal("no pages", err)
	}
	var pages [][]byte
	size := int64(0)
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, data)
		size += int64(len(data))
	}
	m, known := schema.Domain(), Known{Councils: councils.Load()}
	b.SetBytes(size)
	for b.Loop() {
		for _, data := range pages {
			_, _ = Read(m, Page{Data: data}, known) // some are there to be refused
		}
	}
	b.ReportMetric(float64(len(pages))*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
