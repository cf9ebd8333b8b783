package graph_test

import (
	"path/filepath"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
)

func TestQASqlite(t *testing.T) {
	testQuestions(t, func(t testing.TB, clock store.Clock) store.Store {
		s, err := sqlite.Open(t.Context(), schema.Domain(), filepath.Join(t.TempDir(), "q.db"), clock)
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
