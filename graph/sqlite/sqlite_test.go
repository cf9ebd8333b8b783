package sqlite_test

import (
	"path/filepath"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/store/storetest"
)

// The suite that every store must pass, in memory.
func TestStore(t *testing.T) {
	storetest.Run(t, func(t testing.TB, m *schema.Model, clock store.Clock) store.Store {
		return open(t, m, sqlite.Memory, clock)
	})
}

// And on a file, whose readers and writer are apart in another way; there no number of ends is few.
func TestStoreOnFile(t *testing.T) {
	if testing.Short() {
		t.Skip("the same again")
	}
	was := sqlite.Few(0)
	defer sqlite.Few(was)
	storetest.Run(t, func(t testing.TB, m *schema.Model, clock store.Clock) store.Store {
		return open(t, m, filepath.Join(t.TempDir(), "graph.db"), clock)
	})
}
