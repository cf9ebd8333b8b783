package sqlite

import (
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// row is a node that an expression can read, and how it was reached.
type row struct {
	typ   *schema.Type // whose columns the alias has
	alias string
	// spell gives a raw column of the spell that the node was found in, empty where it has it not; nil in the present, where
	// the table has it, and where the clock was not asked about the node.
	spell func(schema.Span) string
	edge  func(column string) string // a raw column of the edge; nil where the node was not reached by one
	rel   *schema.Rel                // that the edge was followed by
	led   bool                       // few rows are read, found by something else than what they are compared with
	hit   func(column string) string // of the search hit
}

func (r row) pk() string { return r.alias + ".pk" }

// source is a set of nodes: the FROM and WHERE of a SELECT.
type source struct {
	edges *edgeSet // in front; nil where no edge leads here
	from  string
	where []string
	row   row
}

// sql is called last, when all that is read of the source is known.
func (s source) sql() string {
	from, where := s.from, s.where
	if s.edges != nil {
		first, conditions := s.edges.sql()
		from, where = first+from, append(conditions, where...)
	}
	if len(where) == 0 {
		return from
	}
	return from + " WHERE " + all(where)
}

// source is the nodes of a connection, without order and page. bare says that nothing will be read of the nodes.
func (c *compiler) source(q *query.Conn, parent row, bare bool) source {
	var s source
	switch {
	case q.EdgeFact:
		s = c.edgeFact(q, parent)
	case q.Rel != nil:
		s = c.hop(q, parent, bare)
	case q.Search != nil:
		s = c.hits(q)
	default:
		s = c.nodes(q)
	}
	if q.Where != nil {
		s.row.led = q.Rel != nil || c.seeks(q.Where)
		s.where = append(s.where, c.where(q.Where, s.row, ""))
	}
	return s
}

// nodes is all visible nodes of a type, or those asked for by id.
func (c *compiler) nodes(q *query.Conn) source {
	t := c.alias("t")
	s := source{from: table(q.Type) + " " + t, row: row{typ: q.Type, alias: t}}
	if q.IDs != nil {
		if len(q.IDs.Values) != 1 {
			fail("one id is looked up at a time, or a list")
		}
		s.where = append(s.where, t+".pk = "+resolved(c.bind(q.IDs.Values[0])))
	}
	c.visible(&s, q)
	return s
}

// resolved is the pk of the node that an id means: an id that was merged into another means that one.
func resolved(id string) string {
	return "coalesce((SELECT a.node FROM alias a WHERE a.id = " + id + "), (SELECT n.pk FROM node n WHERE n.id = " + id + "))"
}

// visible limits a root's nodes to those that readers see.
func (c *compiler) visible(s *source, q *query.Conn) {
	t := s.row.alias
	if c.strays && q.Type.Name == nodeType {
		s.where = append(s.where, t+"._type IN ("+typeList(q.Type.Impl)+")")
	}
	if c.time.Now() {
		if q.IDs == nil {
			s.where = append(s.where, t+"._known = 1")
		}
		return
	}
	var always []*schema.Type // those that no bound hides
	for _, i := range q.Type.Impl {
		if !i.Clocked || q.IDs != nil && i.Class == schema.Entity {
			always = append(always, i)
		}
	}
	free := []string{t + "._type IN (" + typeList(always) + ")"}
	if q.IDs == nil { // an unclocked node has its present state at any time
		free = append(free, t+"._known = 1")
	}
	if len(always) == len(q.Type.Impl) {
		s.where = append(s.where, free[1:]...)
		return
	}
	x := c.alias("s")
	join := " CROSS JOIN"
	if len(always) > 0 {
		join = " LEFT JOIN"
		s.where = append(s.where, "("+x+".pk IS NOT NULL OR "+all(free)+")")
	}
	s.from += join + " spell " + x + " ON " + x + ".pk = " + t + ".pk AND " + c.bounds(x)
	s.row.spell = columnsOf(x)
}

func columnsOf(alias string) func(schema.Span) string {
	return func(s schema.Span) string { return alias + "." + string(s) }
}

func typeList(types []*schema.Type) string {
	list := make([]string, len(types))
	for i, t := range types {
		list[i] = literal(t.Name)
	}
	return strings.Join(list, ", ")
}

// hop is the nodes at the far end of a relationship of a node. The edge comes first: a hop is one probe of an index on
// (end, type), and the far node is read by its key, or, if bare, not at all.
func (c *compiler) hop(q *query.Conn, parent row, bare bool) source {
	r, t := q.Rel, q.Type
	e := &edgeSet{c: c, rel: r, alias: c.alias("e"), near: parent.pk()}
	s := source{edges: e, row: row{typ: t, rel: r, edge: e.column}}
	far := e.alias + "." + farEnd(r)
	if !bare || q.Where != nil || c.strays || t != r.Target || !c.only[r] {
		s.row.alias = c.alias("t")
		s.from = " CROSS JOIN " + table(t) + " " + s.row.alias + " ON " + s.row.alias + ".pk = " + far
	}
	switch {
	case c.time.Now():
	case r.FarSpan():
		s.row.spell = ownersSpell(e.column)
	case t.Class == schema.Fact:
		c.inSpell(&s, far)
	}
	return s
}

// ownersSpell reads a node's spell from an edge that it owns: they share the span, but an edge may begin after its owner did
// and end before it.
func ownersSpell(edge func(column string) string) func(schema.Span) string {
	return func(s schema.Span) string {
		if s == schema.Told || s == schema.Ended {
			return ""
		}
		return edge(string(s))
	}
}

// inSpell limits a source to nodes with a spell that meets the clock.
func (c *compiler) inSpell(s *source, pk string) {
	x := c.alias("s")
	s.from += " CROSS JOIN spell " + x + " ON " + x + ".pk = " + pk + " AND " + c.bounds(x)
	s.row.spell = columnsOf(x)
}

// edgeFact is the one node that an edge rests on: a fact, or evidence.
func (c *compiler) edgeFact(q *query.Conn, parent row) source {
	if parent.edge == nil {
		fail("the fact of an edge, where there is no edge")
	}
	t := c.alias("t")
	s := source{from: table(q.Type) + " " + t, row: row{typ: q.Type, alias: t}}
	s.where = append(s.where, t+".pk = "+parent.edge("fact"))
	switch {
	case c.time.Now():
		s.where = append(s.where, t+"._known = 1")
	case q.Type.Class == schema.Fact:
		c.inSpell(&s, s.row.pk())
	}
	return s
}
