package neo4j

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/store"
)

// listing finds the entities that changes have listed or delisted, and gives what follows from that: their spells, and the
// edges that they own. Those may cite entities in turn.
func (w *writer) listing(ctx context.Context, c *changes) (*changes, error) {
	touched := map[string]bool{}
	for id := range c.entities {
		touched[id] = true
	}
	for _, t := range w.s.model.Citing() {
		for pair := range c.edges.pairs[t] {
			touched[pair[1]] = true
		}
	}
	next := newChanges()
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(touched)), batchRows) {
		v, err := w.one(ctx, fmt.Sprintf("UNWIND $rows AS row MATCH (n:Node {id: row}) WHERE n._type IN $entities "+
			"RETURN collect([n.id, n._type, coalesce(n._ended = %d, false), EXISTS { MATCH (n)<-[:%s]-(by) WHERE by <> n }, n._edges]) AS v",
			stillKnown, strings.Join(w.s.model.Citing(), "|")), map[string]any{"rows": chunk, "entities": entityTypes(w.s.model)})
		if err != nil {
			return nil, err
		}
		for _, row := range v.([]any) {
			if err := next.list(w, c, row.([]any)); err != nil {
				return nil, err
			}
		}
	}
	return next, nil
}

// list takes an entity's id, type, whether it was listed, whether it is, and the edges that it owns while it is.
func (c *changes) list(w *writer, before *changes, row []any) error {
	id, was, is := row[0].(string), row[2].(bool), row[3].(bool)
	t := w.s.model.Type(row[1].(string))
	if t == nil {
		return nil // a type that the model has no more
	}
	edges, err := decodeEdges(row[4])
	if err != nil {
		return err
	}
	old, differ := before.entities[id]
	if !differ {
		old = edges
	}
	switch {
	case was && is:
		ended, begun := difference(old, edges)
		c.edges.end(id, ended)
		c.edges.begin(t, id, begun, store.Always)
	case was:
		c.spells.end(t, id)
		c.edges.end(id, old)
	case is:
		c.spells.begin(t, id, store.Always)
		c.edges.begin(t, id, edges, store.Always)
	}
	return nil
}
