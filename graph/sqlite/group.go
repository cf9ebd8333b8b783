package sqlite

import (
	"strconv"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// groups adds [[keys, v...], ...]. A row is a node and one combination of its keys: a key that may have several values is a
// table of its own, made of the list of them, each once. So one GROUP BY counts everything. The limit keeps the order, as in
// page.
func (c *compiler) groups(out *text, o *query.Out, q *query.Conn, parent row) {
	g := o.Group
	s := c.source(q, parent, false)
	r := &carrier{alias: c.alias("r")}
	keys := make([]string, len(g.By))
	for i, b := range g.By {
		keys[i] = r.alias + "." + keyName(i)
		r.columns = append(r.columns, c.groupKey(&s, b)+" AS "+keyName(i))
	}
	m := &measures{c: c, s: s.row, r: r}
	var cell text
	cell.raw("[[")
	for i, b := range g.By {
		if i > 0 {
			cell.raw(",")
		}
		cell.expr(scalar(keys[i], b.Kind()))
	}
	cell.raw("]")
	for _, k := range o.Kids {
		if k.Kind != query.Const && k.Kind != query.GroupKey {
			cell.raw(",")
			m.counted(&cell, k)
		}
	}
	cell.raw("]")
	having := ""
	if len(g.Having) > 0 {
		conditions := make([]string, len(g.Having))
		for i, h := range g.Having {
			conditions[i] = m.having(h)
		}
		having = " HAVING " + all(conditions)
	}
	order := m.order(g, keys)
	x := c.alias("g")
	out.raw("[")
	out.expr("(SELECT group_concat(" + x + ".cell, ',') FROM (SELECT " + cell.sql() + " AS cell FROM (SELECT " + strings.Join(r.columns, ", ") +
		" FROM " + s.sql() + ") " + r.alias + " GROUP BY " + strings.Join(keys, ", ") + having + " ORDER BY " + order + " LIMIT " + c.bind(g.First) + ") " + x + ")")
	out.raw("]")
}

// groupKey is a key of a row; where it may have several values the source gets a row for each.
func (c *compiler) groupKey(s *source, b query.GroupBy) string {
	if !b.Many() {
		return c.keyAt(b, b.Path, s.row)
	}
	j := c.alias("j")
	s.from += " CROSS JOIN json_each(" + c.keyList(b, b.Path, s.row) + ") " + j
	return j + ".value"
}

// keyAt is a key at the end of to-one steps: at each, of the node with the lowest id.
func (c *compiler) keyAt(b query.GroupBy, path []*schema.Rel, r row) string {
	if len(path) > 0 {
		s := c.hop(&query.Conn{Type: path[0].Target, Rel: path[0]}, r, false)
		key := c.keyAt(b, path[1:], s.row)
		return "(SELECT " + key + " FROM " + s.sql() + " ORDER BY " + s.row.alias + ".id LIMIT 1)"
	}
	if b.Field == nil && r.edge == nil {
		fail("a group by an edge, where there is no edge")
	}
	var key string
	kind := schema.Date
	switch {
	case b.Role:
		return r.edge("role")
	case b.Edge != "":
		key = shown(b.Edge, r.edge(string(b.Edge)))
	default:
		key, kind = c.field(r, b.Field), b.Field.Kind
	}
	if b.Bucket == "" {
		return key
	}
	perDay := 1
	if kind == schema.DateTime {
		perDay = value.MicrosPerDay
	}
	return "graph_bucket(" + key + ", " + strconv.Itoa(perDay) + ", " + literal(string(b.Bucket)) + ")"
}

// keyList is the JSON list of the values that a key has, each once: null alone where its way leads nowhere.
func (c *compiler) keyList(b query.GroupBy, path []*schema.Rel, r row) string {
	rel := path[0]
	s := c.hop(&query.Conn{Type: rel.Target, Rel: rel}, r, false)
	rest := query.GroupBy{Path: path[1:]}
	if !rel.Many {
		list := c.keyList(b, path[1:], s.row)
		return "coalesce((SELECT " + list + " FROM " + s.sql() + " ORDER BY " + s.row.alias + ".id LIMIT 1), '[null]')"
	}
	var key string
	if rest.Many() {
		j := c.alias("j")
		s.from += " CROSS JOIN json_each(" + c.keyList(b, path[1:], s.row) + ") " + j
		key = j + ".value"
	} else {
		key = c.keyAt(b, path[1:], s.row)
	}
	return "(SELECT iif(count(*) = 0, '[null]', json_group_array(DISTINCT " + key + ")) FROM " + s.sql() + ")"
}

// farList is the pks of the nodes that a relationship leads to, as graph_distinct reads them.
func (c *compiler) farList(rel *schema.Rel, r row) string {
	s := c.hop(&query.Conn{Type: rel.Target, Rel: rel}, r, rel.Many)
	far := s.edges.alias + "." + farEnd(rel)
	if rel.Many {
		return "(SELECT group_concat(" + far + ") FROM " + s.sql() + ")"
	}
	return "(SELECT " + far + " FROM " + s.sql() + " ORDER BY " + s.row.alias + ".id LIMIT 1)"
}

// measures writes what is counted of groups: over the rows of r, which are made of those of s.
type measures struct {
	c *compiler
	s row
	r *carrier
}

// counted adds the value of a Count, Distinct or Stats.
func (m *measures) counted(out *text, k *query.Out) {
	switch {
	case k.Kind == query.Count:
		out.expr("count(*)")
	case k.Kind == query.Distinct:
		distinct(out, k, func(rel *schema.Rel) string { return m.r.carry(m.c.farList(rel, m.s)) })
	case k.Kind != query.Stats:
		fail("a kind %d in a group", k.Kind)
	case perUnit(k.Field):
		out.expr("graph_units(" + literal(unitFunctions(k.Kids)) + ", " + m.r.carry(m.c.field(m.s, k.Field.Unit())) + ", " +
			m.r.carry(m.c.field(m.s, query.Value(k.Field))) + ")")
	default:
		f := query.Value(k.Field)
		out.raw("[")
		m.c.functions(out, k.Kids, m.r.carry(m.c.field(m.s, f)), f, true)
		out.raw("]")
	}
}

// distinct adds how many nodes each relationship leads to; list gives those of a row.
func distinct(out *text, o *query.Out, list func(*schema.Rel) string) {
	out.raw("[")
	first := true
	for _, k := range o.Kids {
		if k.Kind == query.Const {
			continue
		}
		if !first {
			out.raw(",")
		}
		first = false
		out.expr("graph_distinct(" + list(k.Rel) + ")")
	}
	out.raw("]")
}

// unitFunctions are the names of the functions asked for, as graph_units reads them.
func unitFunctions(kids []*query.Out) string {
	var names []string
	for _, k := range kids {
		if k.Kind == query.Fn && k.Name != "unit" {
			names = append(names, k.Name)
		}
	}
	return strings.Join(names, ",")
}

// number is a measure as one expression, or, of a sum, as its high and its low 32 bits: a sum that 64 bits do not hold is
// compared all the same.
func (m *measures) number(of query.Measure) []string {
	switch {
	case of.Distinct != nil:
		return []string{"graph_distinct(" + m.r.carry(m.c.farList(of.Distinct, m.s)) + ")"}
	case of.Field == nil:
		return []string{"count(*)"}
	}
	x, filter := m.r.carry(m.c.field(m.s, query.Value(of.Field))), ""
	if of.Field.Value != nil {
		filter = " FILTER (WHERE " + m.r.carry(m.c.field(m.s, of.Field.Unit())) + " = " + m.c.bind(of.Unit) + ")"
	}
	if !of.Sums() {
		return []string{of.Fn + "(" + x + ")" + filter}
	}
	low := "ifnull(sum(" + x + " & 4294967295)" + filter + ", 0)"
	return []string{"(ifnull(sum(" + x + " >> 32)" + filter + ", 0) + (" + low + " >> 32))", "(" + low + " & 4294967295)"}
}

// having is a condition on a group.
func (m *measures) having(h query.Having) string {
	n := m.number(h.Of)
	if len(n) == 1 {
		return m.c.leaf(&query.Where{Op: h.Op, Value: h.Value}, row{}, n[0])
	}
	halves := "(" + strings.Join(n, ", ") + ")"
	if h.Op == query.In {
		return halves + " IN (SELECT value >> 32, value & 4294967295 FROM json_each(" + m.c.bind(jsonList(h.Value)) + "))"
	}
	op, ok := comparisons[h.Op]
	v, number := h.Value.(int64)
	if !ok || !number {
		fail("operation %d with %T", h.Op, h.Value)
	}
	return halves + op + "(" + m.c.bind(v>>32) + ", " + m.c.bind(v&0xffffffff) + ")"
}

// order is the terms of ORDER BY: those asked for, then the keys.
func (m *measures) order(g *query.Groups, keys []string) string {
	var terms []string
	for _, o := range g.Order {
		of := []string{keys[o.Key]}
		if o.Of != nil {
			of = m.number(*o.Of)
		}
		for _, t := range of {
			if o.Desc {
				t += " DESC"
			}
			terms = append(terms, t+" NULLS LAST")
		}
	}
	for _, k := range keys {
		terms = append(terms, k+" NULLS LAST")
	}
	return strings.Join(terms, ", ")
}
