package sqlite_test

import (
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/store/storetest"
)

// The store in memory passes the suite that all stores must pass.
func TestMemory(t *testing.T) {
	storetest.Run(t, func(t testing.TB, m *schema.Model, clock store.Clock) store.Store {
		return open(t, m, sqlite.Memory, clock)
	})
}
