package sqlite_test

import (
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
)

func open(t testing.TB, m *schema.Model, path string, clock store.Clock) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), m, path, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
