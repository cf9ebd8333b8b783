package storetest

import (
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
)

func openMemory(_ testing.TB, m *schema.Model, clock store.Clock) store.Store {
	return memory.New(m, clock)
}

// The oracle passes its own suite: what each case expects is written out there.
func TestMemory(t *testing.T) { Run(t, openMemory) }
