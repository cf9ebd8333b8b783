package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// step is a clause on the way from an end to a root's nodes, and what must hold of the node that it adds.
type step struct{ clause, cond, node string }

// maxUnited is how many branches of an Or are looked for one by one: each makes the statement longer to plan.
const maxUnited = 8

// lead finds, in the filter of a root without a clock, related nodes that must be there and that an index finds: "the
// contracts of the supplier named so". Rows are then looked for from that end, a few in place of all of a type. It returns the
// steps from that end to the node, each for a MATCH of its own since within one the same edge is not followed twice; none where
// there is no such end. rest is the part of the filter that the way does not prove, nil where it proves all.
func (c *compiler) lead(w *query.Where, t *schema.Type, node string) (way []step, rest *query.Where) {
	if w == nil {
		return nil, nil
	}
	switch w.Op {
	case query.And:
		for i, k := range w.Kids {
			if way, rest = c.lead(k, t, node); way != nil {
				return way, but(w.Kids, i, rest)
			}
		}
	case query.Or:
		if c.weak {
			break
		}
		if way = c.unite(w.Kids, t, node); way != nil {
			return way, nil
		}
	case query.Some:
		return c.leadFrom(w, t, node)
	}
	return nil, w
}

// unite is lead for an Or of which every branch has an end of its own: the rows of each are found from there, and each node is taken
// once. All of the filter is asked on the way.
func (c *compiler) unite(kids []*query.Where, t *schema.Type, node string) []step {
	if len(kids) == 0 || len(kids) > maxUnited || slices.ContainsFunc(kids, func(w *query.Where) bool { return !c.leads(w, t) }) {
		return nil
	}
	branches := make([]string, len(kids))
	for i, w := range kids {
		var s source
		way, rest := c.lead(w, t, node)
		if way == nil {
			way, rest = []step{{clause: fmt.Sprintf("MATCH (%s:%s)", node, label(t))}}, w
		} else {
			way = append(way, step{clause: "WITH DISTINCT " + node})
		}
		for _, step := range way {
			s.clause("%s", step.clause)
			s.where(step.cond)
		}
		if rest != nil {
			s.where(c.where(rest, place{node: node}, ""))
		}
		branches[i] = s.String() + " RETURN " + node
	}
	return []step{{clause: "CALL () { " + strings.Join(branches, " UNION ") + " }"}, {clause: "WITH *"}}
}

// leads says whether an index finds the nodes that meet a filter, or others that lead to them.
func (c *compiler) leads(w *query.Where, t *schema.Type) bool {
	probe := &compiler{model: c.model, args: map[string]any{}}
	way, _ := probe.lead(w, t, "n")
	return way != nil || probe.foundBy(w, t) != nil
}

// but are the conditions of an And with another in place of one.
func but(kids []*query.Where, i int, other *query.Where) *query.Where {
	left := slices.Delete(slices.Clone(kids), i, i+1)
	if other != nil {
		left = slices.Insert(left, i, other)
	}
	switch len(left) {
	case 0:
		return nil
	case 1:
		return left[0]
	}
	return &query.Where{Op: query.And, Kids: left}
}

// leadFrom is lead for a condition on related nodes. All of it is asked on the way where that is the same: not of a relationship
// to one node, of which the first by id counts, and not where the edge itself is asked for.
func (c *compiler) leadFrom(w *query.Where, t *schema.Type, node string) (way []step, rest *query.Where) {
	far, inner := c.name("t"), w.Kids[0]
	whole := w.Rel.Many && !usesEdge(inner)
	if leaf := c.foundBy(inner, w.Rel.Target); leaf != nil {
		if whole {
			leaf = inner
		}
		way = []step{{fmt.Sprintf("MATCH (%s:%s)", far, label(w.Rel.Target)), c.where(leaf, place{node: far}, ""), far}}
	} else {
		if way, rest = c.lead(inner, w.Rel.Target, far); way == nil {
			return nil, w
		}
		if whole && rest != nil {
			way[len(way)-1].cond = c.where(rest, place{node: far}, "")
		}
	}
	left, right := "<-", "-"
	if !w.Rel.Out {
		left, right = "-", "->"
	}
	way = append(way, step{clause: fmt.Sprintf("MATCH (%s)%s[:%s]%s(%s:%s)", far, left, w.Rel.Type, right, node, label(t))})
	if whole {
		return way, nil
	}
	return way, w
}

// foundBy is the condition of a filter that an index of the type serves; nil where there is none.
func (c *compiler) foundBy(w *query.Where, t *schema.Type) *query.Where {
	switch {
	case w.Op == query.And:
		for _, k := range w.Kids {
			if leaf := c.foundBy(k, t); leaf != nil {
				return leaf
			}
		}
	case w.Op == query.Or && c.weak:
		if len(w.Kids) > 0 && !slices.ContainsFunc(w.Kids, func(k *query.Where) bool { return c.foundBy(k, t) == nil }) {
			return w
		}
	case w.Field == nil || w.Field.Column == "" || t.Name == "Node":
	case w.Op == query.Contains:
		if c.weak && w.Field.Sought {
			return w
		}
	case w.Op != query.Eq && w.Op != query.In || w.Field.Kind == schema.Enum && !c.weak:
	case slices.Contains(indexed(c.model, t), c.column(w)):
		return w
	}
	return nil
}

// column is the one that a comparison reads.
func (c *compiler) column(w *query.Where) string {
	if w.Fold && w.Field.Kind == schema.String {
		return folded(w.Field.Column)
	}
	return w.Field.Column
}
