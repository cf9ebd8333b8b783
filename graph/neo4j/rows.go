package neo4j

import (
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// use says what rows are for.
type use uint8

const (
	some use = iota // whether there is any: a node may come twice, and no edge is asked for
	once            // one row a node, and no edge is asked for
	each            // one row a node, with its best edge
)

// useOf is what the rows of a connection's page are for.
func useOf(q *query.Conn) use {
	for _, o := range q.Order {
		if o.Edge != "" {
			return each
		}
	}
	for _, o := range q.Out {
		ofEdge := func(k *query.Out) bool { return k.Kind == query.EdgeScalar || k.Kind == query.EdgeOne }
		if o.Kind == query.Edges && slices.ContainsFunc(o.Kids, ofEdge) {
			return each
		}
	}
	return once
}

// rows finds the nodes of a connection that are visible and meet its filter.
func (c *compiler) rows(q *query.Conn, from place, u use) (source, place) {
	var s source
	var p place
	where := q.Where
	switch {
	case q.EdgeFact:
		s, p = c.edgeFact(q.Type, from)
	case q.Rel != nil:
		if usesEdge(q.Where) {
			u = each
		}
		s, p = c.related(q, from, u)
	case q.Search != nil:
		s, p = c.hits(q)
	case q.IDs != nil:
		s, p = c.byID(q.Type, c.bind(q.IDs.Values[0]))
	default:
		s, p, where = c.all(q)
	}
	if where != nil {
		c.filter(&s, &p, q, where)
	}
	return s, p
}

// all finds every visible node of a type. rest is the part of the filter that is still to be asked.
func (c *compiler) all(q *query.Conn) (s source, p place, rest *query.Where) {
	p.node = c.name("t")
	if c.clock {
		p.spell, p.whole = c.name("s"), true
		s, rest = c.leadThen(q.Where, p.node)
		if s.text != "" {
			s.clause("WITH DISTINCT %s", p.node)
		}
		s.clause("MATCH (%s:%s)-[:%s]->(%s)", p.spell, past(q.Type.Name), spellOf, p.node)
		s.where(c.meets(p.spell))
		return s, p, rest
	}
	if c.chooses(q) {
		return c.chosen(q, p, func(*source) {}, "", p.node), p, nil
	}
	way, rest := c.lead(q.Where, q.Type, p.node)
	if way == nil {
		s.clause("MATCH (%s:%s)", p.node, label(q.Type))
		return s, p, q.Where
	}
	for _, step := range way {
		s.clause("%s", step.clause)
		s.where(step.cond)
	}
	s.clause("WITH DISTINCT %s", p.node)
	return s, p, rest
}

// byID finds one node by an id or an alias, known or not. A fact is found under a clock only in a spell within the bounds.
func (c *compiler) byID(t *schema.Type, id string) (s source, p place) {
	p.node = c.name("t")
	alias, found := c.name("a"), c.name("i")
	s.clause("OPTIONAL MATCH (%s:_Alias {id: %s})", alias, id)
	s.clause("WITH coalesce(%s.of, %s) AS %s", alias, id, found)
	s.clause("MATCH (%s:Node {id: %s})", p.node, found)
	if t.Name != "Node" {
		s.where(oneOf(p.node+"._type", concrete([]*schema.Type{t})))
	}
	if c.clock {
		c.spelled(&s, &p, t, func(t *schema.Type) bool { return t.Class == schema.Entity || !t.Clocked })
	}
	return s, p
}

// related finds the far ends of a relationship.
func (c *compiler) related(q *query.Conn, from place, u use) (s source, p place) {
	p.node, p.edge = c.name("t"), c.name("e")
	if q.Rel.From != nil {
		p.fact = q.Rel.From.Fact
	}
	left, right := "-", "->"
	if !q.Rel.Out {
		left, right = "<-", "-"
	}
	types := ""
	if !c.clock && !(c.model.Only(q.Rel) && q.Type == q.Rel.Target && stands(q.Rel)) {
		types = ":" + label(q.Type) // without one the server reads a degree for a count
	}
	edge := q.Rel.Type
	if c.clock {
		edge = past(edge)
	}
	s.clause("MATCH (%s)%s[%s:%s]%s(%s%s)", from.node, left, p.edge, edge, right, p.node, types)
	s.where(from.only)
	if !c.clock {
		return s, p
	}
	s.where(c.meets(p.edge))
	if q.Type.Name != "Node" && !c.model.Only(q.Rel) {
		s.where(oneOf(p.node+"._type", concrete([]*schema.Type{q.Type})))
	}
	if q.Rel.Latest != nil {
		s.where(p.edge + ".grp IS NOT NULL")
		c.newest(&s, p)
	}
	switch {
	case u == each && q.Rel.Derived(), u != some && q.Rel.Latest != nil:
		c.best(&s, p)
	case u == once && q.Rel.Derived():
		s.clause("WITH DISTINCT %s", p.node)
		p.edge = ""
	}
	if q.Rel.FarSpan() {
		p.spell = p.edge
	} else {
		c.spelled(&s, &p, q.Type, func(t *schema.Type) bool { return t.Class != schema.Fact })
	}
	return s, p
}

// stands says that what an edge leads to is known while the edge stands: the far node owns it, or a fact does that cites the far
// node, as facts do with every entity that their edges lead to.
func stands(r *schema.Rel) bool {
	switch {
	case r.FarSpan():
		return true
	case r.Target.Class != schema.Entity:
		return false
	case r.From != nil:
		return r.From.Fact.Class == schema.Fact
	}
	return r.Owner.Class == schema.Fact
}

// newest leaves of the edges those that are best of their group.
func (c *compiler) newest(s *source, p place) {
	group, top, all := c.name("g"), c.name("m"), c.name("l")
	s.clause("WITH %s.grp AS %s, max([%[1]s.since, %[1]s.authority]) AS %[3]s, collect(%[1]s) AS %[4]s", p.edge, group, top, all)
	s.clause("UNWIND [x IN %s WHERE [x.since, x.authority] = %s] AS %s", all, top, p.edge)
	s.clause("WITH endNode(%s) AS %s, %[1]s", p.edge, p.node)
}

// best leaves one edge a node.
func (c *compiler) best(s *source, p place) {
	s.clause("WITH %s, %s ORDER BY %[2]s.since DESC, %[2]s.authority DESC, %[2]s.owner", p.node, p.edge)
	s.clause("WITH %s, head(collect(%s)) AS %[2]s", p.node, p.edge)
}

// edgeFact finds the fact that an edge rests on.
func (c *compiler) edgeFact(t *schema.Type, from place) (s source, p place) {
	p.node = c.name("t")
	s.clause("MATCH (%s:Node {id: %s.fact})", p.node, from.edge)
	if !c.clock {
		s.where(p.node + ":" + label(t))
		return s, p
	}
	if t.Name != "Node" {
		s.where(oneOf(p.node+"._type", concrete([]*schema.Type{t})))
	}
	c.spelled(&s, &p, t, func(t *schema.Type) bool { return t.Class != schema.Fact })
	return s, p
}

// usesEdge says whether a filter asks for the edge to the nodes that it filters.
func usesEdge(w *query.Where) bool {
	if w == nil {
		return false
	}
	switch w.Op {
	case query.And, query.Or, query.Not:
		return slices.ContainsFunc(w.Kids, usesEdge)
	case query.EdgeFact:
		return true
	}
	return w.Edge != "" || w.Role
}
