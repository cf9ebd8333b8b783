package neo4j

import (
	"fmt"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// lead finds, in the filter of a root without a clock, related nodes that must be there and that an index finds: "the
// contracts of the supplier named so". Rows are then looked for from that end, a few in place of all of a type. It only
// narrows them down: the whole filter is asked of each still. It returns the patterns from that end to the node, each for a
// MATCH of its own since within one the same edge is not followed twice, and the condition that the index is for; none
// where there is no such end.
func (c *compiler) lead(w *query.Where, t *schema.Type, node string) (way []string, bound string) {
	if w == nil {
		return nil, ""
	}
	switch w.Op {
	case query.And:
		for _, k := range w.Kids {
			if way, bound = c.lead(k, t, node); bound != "" {
				return way, bound
			}
		}
	case query.Some:
		far := c.name("t")
		left, right := "<-", "-"
		if !w.Rel.Out {
			left, right = "-", "->"
		}
		step := fmt.Sprintf("(%s)%s[:%s]%s(%s:%s)", far, left, w.Rel.Type, right, node, label(t))
		if bound = c.foundBy(w.Kids[0], w.Rel.Target, far); bound != "" {
			return []string{fmt.Sprintf("(%s:%s)", far, label(w.Rel.Target)), step}, bound
		}
		if way, bound = c.lead(w.Kids[0], w.Rel.Target, far); bound != "" {
			return append(way, step), bound
		}
	}
	return nil, ""
}

// foundBy is the condition of a filter that an index of the type serves; empty where there is none.
func (c *compiler) foundBy(w *query.Where, t *schema.Type, node string) string {
	switch {
	case w.Op == query.And:
		for _, k := range w.Kids {
			if bound := c.foundBy(k, t, node); bound != "" {
				return bound
			}
		}
	case w.Op != query.Eq && w.Op != query.In || w.Field == nil || w.Field.Column == "" || t.Name == "Node":
	case slices.Contains(indexed(c.model, t), c.column(w)):
		return c.where(w, place{node: node}, "")
	}
	return ""
}

// column is the one that a comparison reads.
func (c *compiler) column(w *query.Where) string {
	if w.Fold && w.Field.Kind == schema.String {
		return folded(w.Field.Column)
	}
	return w.Field.Column
}
