package sqlite

import (
	"strconv"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// connection adds a connection's cell: [page, behind, totals and aggregates...].
func (c *compiler) connection(out *text, q *query.Conn, parent row) {
	first := true
	next := func() {
		if !first {
			out.raw(",")
		}
		first = false
	}
	out.raw("[")
	if q.Page {
		next()
		c.page(out, q, parent)
	}
	if q.Behind {
		next()
		if q.Cursor == nil {
			out.raw("false")
		} else {
			s := c.source(q, parent, false)
			s.where = append(s.where, c.behind(q, c.keys(q, s.row)))
			out.expr("iif(EXISTS (SELECT 1 FROM " + s.sql() + "), 'true', 'false')")
		}
	}
	for _, o := range q.Out {
		switch o.Kind {
		case query.TotalCount:
			next()
			out.expr("(SELECT count(*) FROM " + c.source(q, parent, true).sql() + ")")
		case query.Aggregate:
			next()
			c.aggregate(out, o.Kids, q, parent)
		case query.Grouped:
			next()
			c.groups(out, o, q, parent)
		}
	}
	out.raw("]")
}

func (c *compiler) keys(q *query.Conn, r row) []string {
	keys := make([]string, len(q.Order))
	for i, o := range q.Order {
		keys[i] = c.keyExpr(o, r)
	}
	return keys
}

// page adds [row...]. An inner SELECT finds, sorts and limits the rows by what sorting needs; the outer one expands those
// few. The limit keeps SQLite from merging the two and from dropping the order, and CROSS JOIN keeps the page in front, so
// that the outer rows come in the inner order; to sort them again inside group_concat would take half as long once more.
func (c *compiler) page(out *text, q *query.Conn, parent row) {
	s := c.source(q, parent, false)
	keys := c.keys(q, s.row)
	if q.Cursor != nil {
		s.where = append(s.where, c.after(q, keys))
	}
	p := &carrier{alias: c.alias("p"), columns: []string{s.row.pk()}}
	for i, k := range keys {
		p.columns = append(p.columns, k+" AS "+keyName(i))
	}
	r := p.row(s.row, c.alias("x"))
	var cells text
	c.rowCell(&cells, q, p.alias, r)
	limit := q.First
	if q.Back {
		limit = q.Last
	}
	if q.More {
		limit++
	}
	inner := "SELECT " + strings.Join(p.columns, ", ") + " FROM " + s.sql() + " ORDER BY " + orderBy(q) + " LIMIT " + c.bind(limit)
	out.raw("[")
	out.expr("(SELECT group_concat(" + cells.sql() + ", ',') FROM (" + inner + ") " + p.alias +
		" CROSS JOIN " + table(q.Type) + " " + r.alias + " ON " + r.pk() + " = " + p.alias + ".pk)")
	out.raw("]")
}

// carrier is the inner SELECT of a page: it carries what the outer one asks for.
type carrier struct {
	alias   string
	columns []string
	names   map[string]string // by expression
}

// carry makes an expression over the inner rows a column, and returns how the outer SELECT names it.
func (p *carrier) carry(expr string) string {
	name, ok := p.names[expr]
	if !ok {
		name = "c" + strconv.Itoa(len(p.names))
		if p.names == nil {
			p.names = map[string]string{}
		}
		p.names[expr] = name
		p.columns = append(p.columns, expr+" AS "+name)
	}
	return p.alias + "." + name
}

// row is an inner row as the outer SELECT reads it.
func (p *carrier) row(in row, alias string) row {
	r := row{typ: in.typ, alias: alias, rel: in.rel}
	if in.spell != nil {
		r.spell = func(s schema.Span) string {
			if raw := in.spell(s); raw != "" {
				return p.carry(raw)
			}
			return ""
		}
	}
	if in.edge != nil {
		r.edge = func(column string) string { return p.carry(in.edge(column)) }
	}
	if in.hit != nil {
		r.hit = func(column string) string { return p.carry(in.hit(column)) }
	}
	return r
}

// rowCell adds [keys, item...].
func (c *compiler) rowCell(out *text, q *query.Conn, page string, r row) {
	out.raw("[")
	if !q.Keys {
		out.raw("null")
	} else {
		out.raw("[")
		for i, o := range q.Order {
			if i > 0 {
				out.raw(",")
			}
			out.expr(scalar(page+"."+keyName(i), o.Kind()))
		}
		out.raw("]")
	}
	for _, o := range q.Out {
		switch o.Kind {
		case query.Nodes:
			out.raw(",")
			c.node(out, o.Sel, r)
		case query.Edges:
			out.raw(",")
			c.cells(out, o.Kids, r)
		}
	}
	out.raw("]")
}
