package storetest

import (
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// groups checks a grouping of a connection.
func (c *checker) groups(o *query.Out, q *query.Conn) {
	g := o.Group
	c.must(g != nil && len(g.By) > 0, "no key")
	c.must(g.First >= 0 && g.First <= MaxPage, "first %d", g.First)
	for _, b := range g.By {
		c.in(b.String(), func() { c.groupBy(b, q) })
	}
	for _, h := range g.Having {
		c.in(h.Of.String(), func() {
			c.measure(h.Of, q.Type)
			c.must(h.Op == query.Eq || h.Op == query.Ne || h.Op >= query.Lt && h.Op <= query.In, "operation %d on a number", h.Op)
			c.value(&query.Where{Op: h.Op, Value: h.Value}, schema.Long)
		})
	}
	for _, k := range g.Order {
		if k.Of != nil {
			c.in(k.Of.String(), func() { c.measure(*k.Of, q.Type) })
		} else {
			c.must(k.Key >= 0 && k.Key < len(g.By), "order by key %d of %d", k.Key, len(g.By))
		}
	}
	for _, k := range o.Kids {
		if k.Kind == query.GroupKey {
			c.groupKey(k, g)
		}
	}
	c.counted(o.Kids, q.Type)
}

// groupBy is a value of the node, or of one that it leads to.
func (c *checker) groupBy(b query.GroupBy, q *query.Conn) {
	t, edge := q.Type, q.Rel
	for _, r := range b.Path {
		c.must(slices.Contains(t.Rels, r), "%s is no relationship of %s", r.Name, t.Name)
		t, edge = r.Target, r
	}
	forms := 0
	if b.Field != nil {
		forms++
		c.must(hasScalar(t, b.Field) || t.Interface && b.Field == schema.TypeField, "%s is no scalar of %s", b.Field.Name, t.Name)
	}
	if b.Role {
		forms++
		c.must(edge != nil, "no edge with a role")
	}
	if b.Edge != "" {
		forms++
		c.must(edge != nil && (b.Edge == schema.Since || b.Edge == schema.Until), "no edge with a %s", b.Edge)
	}
	c.must(forms == 1, "%d forms in one key", forms)
	dated := b.Edge != "" || b.Field != nil && (b.Field.Kind == schema.Date || b.Field.Kind == schema.DateTime)
	c.must(b.Bucket == "" || dated, "a bucket of what is no date")
}

func (c *checker) groupKey(o *query.Out, g *query.Groups) {
	c.kinds(o.Kids, query.Const, query.GroupKey, query.GroupValue)
	for _, k := range o.Kids {
		switch k.Kind {
		case query.GroupKey:
			c.groupKey(k, g)
		case query.GroupValue:
			c.must(k.At >= 0 && k.At < len(g.By), "key %d of %d", k.At, len(g.By))
		}
	}
}

// measure is a number of the nodes of a group.
func (c *checker) measure(m query.Measure, t *schema.Type) {
	switch {
	case m.Distinct != nil:
		c.must(slices.Contains(t.Rels, m.Distinct) && m.Field == nil, "not a relationship of %s", t.Name)
	case m.Field != nil:
		c.must(slices.Contains(t.Fields, m.Field) && slices.Contains(functions(m.Field), "sum"), "%s is no number of %s", m.Field.Name, t.Name)
		c.must(slices.Contains([]string{"count", "sum", "min", "max"}, m.Fn), "%s of %s", m.Fn, m.Field.Name)
		c.must((m.Field.Value != nil) == (m.Unit != ""), "an amount needs a unit, nothing else has one")
	default:
		c.must(m.Fn == "" && m.Unit == "", "%s of nothing", m.Fn)
	}
}
