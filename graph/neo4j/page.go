package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
)

// connection is the cell of a connection: [page, behind, v...].
func (c *compiler) connection(q *query.Conn, from place) string {
	var cells []string
	found, p := c.found(q, from)
	if q.Page {
		cells = append(cells, c.page(q, from, found, p))
	}
	if q.Behind {
		cells = append(cells, c.behind(q, from))
	}
	for _, o := range q.Out {
		switch o.Kind {
		case query.TotalCount:
			if found != "" {
				cells = append(cells, "size("+found+")")
			} else {
				cells = append(cells, c.total(q, from))
			}
		case query.Aggregate:
			cells = append(cells, c.aggregate(o, q, from))
		case query.Grouped:
			cells = append(cells, c.groups(o, q, from))
		}
	}
	return list(cells)
}

// reads are the variables that a connection's subquery takes from outside.
func reads(q *query.Conn, from place) string {
	if q.EdgeFact {
		return from.edge
	}
	return from.node
}

// found is a variable with the rows of a connection whose page and total count both are asked for, and what each row holds. It is
// empty where to find them twice costs less than to collect them: where a degree is the count, or the rows may be all of a type.
func (c *compiler) found(q *query.Conn, from place) (v string, p place) {
	total := func(o *query.Out) bool { return o.Kind == query.TotalCount }
	if q.Search != nil || q.IDs != nil || q.EdgeFact || !q.Page || !slices.ContainsFunc(q.Out, total) || !c.clock && q.Where == nil {
		return "", p
	}
	if q.Rel == nil {
		probe := &compiler{model: c.model, clock: c.clock, args: map[string]any{}}
		way, _ := probe.lead(q.Where, q.Type, "n")
		then, _ := probe.leadThen(q.Where, "n")
		if c.clock && then.text == "" || !c.clock && way == nil {
			return "", p
		}
	}
	s, p := c.rows(q, from, useOf(q))
	return c.call(reads(q, from), s.String(), "collect(["+p.vars()+"])"), p
}

// again are the rows of found.
func (c *compiler) again(found string, p place) (s source) {
	x := c.name("x")
	s.clause("UNWIND %s AS %s", found, x)
	var vars []string
	for i, v := range strings.Split(p.vars(), ", ") {
		vars = append(vars, fmt.Sprintf("%s[%d] AS %s", x, i, v))
	}
	s.clause("WITH %s", strings.Join(vars, ", "))
	return s
}

// page sorts and limits before anything else of a row is read. found, where not empty, holds its rows, and p what is in them.
func (c *compiler) page(q *query.Conn, from place, found string, p place) string {
	var s source
	var keys []key
	outer := reads(q, from)
	limit := q.First
	if q.Back {
		limit = q.Last
	}
	if q.More {
		limit++
	}
	rows := ""
	switch {
	case found == "" && c.byIndex(q, from):
		rows = c.bind(limit)
		s, p, keys = c.recent(q, from, rows)
	case found == "" && c.chooses(q):
		rows = c.bind(limit)
		s, p, keys = c.few(q, rows)
	case found == "":
		s, p = c.rows(q, from, useOf(q))
		keys = c.keys(q.Order, p)
		c.start(&s, q, p)
		s.clause("%s", with(p, keys))
		c.beyondCursor(&s, q, keys)
	default:
		outer, s = found, c.again(found, p)
		keys = c.keys(q.Order, p)
		s.clause("%s", with(p, keys))
		c.beyondCursor(&s, q, keys)
	}
	if rows == "" {
		rows = c.bind(limit)
	}
	text := fmt.Sprintf("%s %s LIMIT %s", s.String(), orderBy(keys, q.Back), rows)
	for _, k := range keys {
		if k.Count != nil {
			p.counts = append(p.counts, counted{k.Count, k.v})
		}
	}
	before, row := c.scope(func() string { return c.row(q, p, keys) })
	return c.call(outer, text+before, "collect("+row+")")
}

// row is one row of a page: [keys, item...].
func (c *compiler) row(q *query.Conn, p place, keys []key) string {
	row := []string{"null"}
	if q.Keys {
		var vars []string
		for _, k := range keys {
			vars = append(vars, k.v)
		}
		row[0] = list(vars)
	}
	for _, o := range q.Out {
		switch o.Kind {
		case query.Nodes:
			row = append(row, c.selection(o.Sel, p))
		case query.Edges:
			row = append(row, c.edge(o, p))
		}
	}
	return list(row)
}

// edge is an item of Edges.
func (c *compiler) edge(o *query.Out, p place) string {
	cells := []string{}
	for _, k := range o.Kids {
		switch k.Kind {
		case query.Node:
			cells = append(cells, c.selection(k.Sel, p))
		case query.EdgeScalar:
			if k.Role {
				cells = append(cells, p.edge+".role")
			} else {
				cells = append(cells, c.edgeSpan(p, k.Edge))
			}
		case query.EdgeOne:
			cells = append(cells, c.one(k, p))
		case query.Matched:
			cells = append(cells, matched(k, p))
		}
	}
	return list(cells)
}

// behind says whether a row stands at the cursor or before it.
func (c *compiler) behind(q *query.Conn, from place) string {
	if q.Cursor == nil {
		return "false"
	}
	s, p := c.rows(q, from, useOf(q))
	keys := c.keys(q.Order, p)
	s.clause("%s", with(p, keys))
	s.where("NOT " + sure(c.after(q, keys)))
	s.clause("WITH %s LIMIT 1", p.node)
	return c.call(reads(q, from), s.String(), "count(*) > 0")
}

// total counts all rows. Without a clock it stays an expression: where nothing is filtered, the server reads the degree.
func (c *compiler) total(q *query.Conn, from place) string {
	if q.Rel != nil && !q.EdgeFact && q.Type == q.Rel.Target {
		if v := from.counted(&query.CountOf{Rel: q.Rel, Where: q.Where}); v != "" {
			return v
		}
	}
	s, p := c.rows(q, from, once)
	if c.clock || q.Rel == nil {
		return c.call(reads(q, from), s.String(), "count(*)")
	}
	return "COUNT { " + s.String() + " RETURN " + p.node + " }"
}

// one is the cell of at most one node: [] or [node]. Of several it is that with the lowest id.
func (c *compiler) one(o *query.Out, from place) string {
	s, p := c.rows(o.Conn, from, once)
	p.single = from.node == ""
	text := fmt.Sprintf("%s WITH %s ORDER BY %s.id LIMIT 1", s.String(), p.vars(), p.node)
	before, node := c.scope(func() string { return c.selection(o.Sel, p) })
	return c.call(reads(o.Conn, from), text+before, "collect("+node+")")
}

// listed is the cell of nodes by id, in the order asked, null where there is none.
func (c *compiler) listed(o *query.Out) string {
	ids, i, n := c.bind(append([]string{}, o.Conn.IDs.Values...)), c.name("i"), c.name("n")
	s, p := c.byID(o.Conn.Type, ids+"["+i+"]")
	before, node := c.scope(func() string { return c.selection(o.Sel, p) })
	text := fmt.Sprintf("UNWIND range(0, size(%s) - 1) AS %s CALL (%[2]s) { %s%s RETURN collect(%s) AS %s } WITH %[2]s, %[6]s ORDER BY %[2]s",
		ids, i, s.String(), before, node, n)
	return c.call("", text, fmt.Sprintf("[x IN collect(%s) | head(x)]", n))
}
