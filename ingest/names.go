package ingest

import (
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/ingest/extract"
)

// names keeps the names that the graph holds from one page to the next, so that a page costs what it changes and not what the graph
// holds. They are those of one instant: once another process wrote they are read anew.
type names struct {
	held  bool
	at    value.Instant
	of    map[*schema.Type]map[string][]extract.Name // by id
	stale map[string]bool                            // ids whose names may have changed since they were read
}

// wrote is told of a batch of this service. What it may list, or take off the lists, stands at an end of an edge in it: also a node that
// ends is given with its edges.
func (n *names) wrote(b *store.Batch, at value.Instant) {
	if !n.held || n.at != b.Base || len(b.Aliases) > 0 {
		n.forget()
		return
	}
	n.at = at
	for _, x := range b.Nodes {
		n.stale[x.ID] = true
		for _, e := range x.Edges {
			n.stale[e.From], n.stale[e.To] = true, true
		}
	}
}

func (n *names) forget() { *n = names{} }
