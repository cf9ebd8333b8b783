package neo4j

import (
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// leadThen is lead under a clock, for ends that an index finds also where they are not known now. The way is a source that ends with one
// row a node; empty where there is none.
func (c *compiler) leadThen(w *query.Where, node string) (way source, rest *query.Where) {
	switch {
	case w == nil:
	case w.Op == query.And:
		for i, k := range w.Kids {
			if way, rest = c.leadThen(k, node); way.text != "" {
				return way, but(w.Kids, i, rest)
			}
		}
	case w.Op == query.Some:
		return c.leadFromThen(w, node)
	}
	return way, w
}

// leadFromThen is leadThen for a condition on related nodes. Where the way does not prove it, it asks all the same what it can cheaply:
// it may then find more nodes than meet the condition.
func (c *compiler) leadFromThen(w *query.Where, node string) (way source, rest *query.Where) {
	rel, far := w.Rel, place{node: c.name("t")}
	end, rest := c.endThen(w.Kids[0], rel.Target)
	if end != nil {
		way = c.endNodes(end, rel.Target, far.node)
	} else if way, rest = c.leadThen(w.Kids[0], far.node); way.text == "" {
		return way, w
	}
	proves := provesThen(w)
	if !proves {
		rest = ownOf(rest, rel.Target)
	}
	if rest != nil && !rel.FarSpan() {
		way.where(c.where(rest, far, ""))
		rest = nil
	}
	if end == nil {
		way.clause("WITH DISTINCT %s", far.node) // an edge comes once for each time that it was told
	}
	far.edge = c.name("e")
	far.spell = far.edge
	left, right := "<-", "-"
	if !rel.Out {
		left, right = "-", "->"
	}
	way.clause("MATCH (%s)%s[%s:%s]%s(%s)", far.node, left, far.edge, past(rel.Type), right, node)
	way.where(c.meets(far.edge))
	if rest != nil {
		way.where(c.where(rest, far, ""))
	}
	if !proves {
		return way, w
	}
	if !c.model.Only(rel) {
		way.where(oneOf(far.node+"._type", concrete([]*schema.Type{rel.Target})))
	}
	return way, nil
}

// provesThen says that all of a condition on related nodes is asked on the way from there: not where one of several edges counts, nor
// where the edge itself is asked for, nor where the nodes have to be found in a spell.
func provesThen(w *query.Where) bool {
	fact := func(t *schema.Type) bool { return t.Class == schema.Fact }
	return w.Rel.Many && w.Rel.Latest == nil && !usesEdge(w.Kids[0]) && (w.Rel.FarSpan() || !slices.ContainsFunc(w.Rel.Target.Impl, fact))
}

// endThen is a condition by which an index finds nodes, also where they are not known now: an id, or anything indexed of entities; nil
// where there is none. rest is what else the filter asks.
func (c *compiler) endThen(w *query.Where, t *schema.Type) (leaf, rest *query.Where) {
	if w.Op == query.And {
		for i, k := range w.Kids {
			if leaf, rest = c.endThen(k, t); leaf != nil {
				return leaf, but(w.Kids, i, rest)
			}
		}
		return nil, w
	}
	if leaf = c.foundBy(w, t); leaf != nil && (leaf.Field.Column == "id" || entities(t)) {
		return leaf, nil
	}
	return nil, w
}

// endNodes finds such nodes, one row each.
func (c *compiler) endNodes(leaf *query.Where, t *schema.Type, node string) (s source) {
	cond := c.where(leaf, place{node: node}, "")
	if leaf.Field.Column == "id" {
		s.clause("MATCH (%s:Node)", node)
		s.where(cond)
		s.clause("WITH %s", node)
		return s
	}
	s.clause("CALL () { MATCH (%[1]s:%[2]s) WHERE %[3]s RETURN %[1]s UNION MATCH (%[1]s:%[4]s) WHERE %[1]s._type IN %[5]s AND %[3]s RETURN %[1]s }",
		node, label(t), cond, gone, c.bind(concrete([]*schema.Type{t})))
	s.clause("WITH %s", node)
	return s
}

// ownOf are the conditions of a filter on a type's own columns, where these are as they are at any time; nil where there are none.
func ownOf(w *query.Where, t *schema.Type) *query.Where {
	switch {
	case w == nil || !entities(t):
	case w.Op == query.And:
		var own []*query.Where
		for _, k := range w.Kids {
			if k = ownOf(k, t); k != nil {
				own = append(own, k)
			}
		}
		if len(own) > 0 {
			return &query.Where{Op: query.And, Kids: own}
		}
	case len(w.Kids) == 0 && w.Field != nil && w.Field.Kind == schema.String && w.Field.Of == nil && !w.Field.Stated && w.Field.Span == "":
		return w
	}
	return nil
}

// entities says whether all nodes of a type are entities.
func entities(t *schema.Type) bool {
	return !slices.ContainsFunc(t.Impl, func(i *schema.Type) bool { return i.Class != schema.Entity })
}
