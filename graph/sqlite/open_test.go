package sqlite_test

import (
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// open opens a store for a test.
func open(t testing.TB, m *schema.Model, path string, clock store.Clock) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), m, path, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// tick is a clock that goes on by a second whenever it is read.
func tick() store.Clock {
	now := value.Instant(1_751_328_000_000_000) // 2025-07-01T00:00:00Z
	return func() value.Instant {
		now += 1_000_000
		return now
	}
}

// upsert applies nodes to whatever is there.
func upsert(t testing.TB, s store.Store, nodes ...store.Node) value.Instant {
	t.Helper()
	last, err := s.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at, err := s.Upsert(t.Context(), &store.Batch{Base: last, Nodes: nodes})
	if err != nil {
		t.Fatal(err)
	}
	return at
}
