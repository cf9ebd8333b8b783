package sqlite

import (
	"slices"
	"strconv"
	"strings"

	"councilgraph/graph/query"
)

// node adds a node's cell: [v...], or [i, [v...]] where the selection differs by type.
func (c *compiler) node(out *text, sel []query.Variant, r row) {
	if len(sel) == 1 {
		c.variant(out, sel[0], r)
		return
	}
	if !r.typ.Interface { // the type is known here
		for i, v := range sel {
			if slices.Contains(v.Types, r.typ) {
				c.numbered(out, i, v, r)
				return
			}
		}
		fail("no variant for %s", r.typ.Name)
	}
	var s strings.Builder
	s.WriteString("CASE")
	for i, v := range sel {
		var cell text
		c.numbered(&cell, i, v, r)
		s.WriteString(" WHEN " + r.alias + "._type IN (" + typeList(v.Types) + ") THEN " + cell.sql())
	}
	out.expr(s.String() + " END")
}

func (c *compiler) numbered(out *text, i int, v query.Variant, r row) {
	out.raw("[" + strconv.Itoa(i) + ",")
	c.variant(out, v, r)
	out.raw("]")
}

// variant adds [v...]: from the row at hand where its table has the fields, else from the variant's own table.
func (c *compiler) variant(out *text, v query.Variant, r row) {
	if slices.Contains(r.typ.Is, v.Type.Name) || !readsTable(v.Out) {
		c.cells(out, v.Out, r)
		return
	}
	y := r
	y.typ, y.alias = v.Type, c.alias("y")
	var cell text
	c.cells(&cell, v.Out, y)
	out.expr("(SELECT " + cell.sql() + " FROM " + table(v.Type) + " " + y.alias + " WHERE " + y.pk() + " = " + r.pk() + ")")
}

// readsTable says that a selection needs more of a node than its pk, its type and its id, which every table has.
func readsTable(out []*query.Out) bool {
	for _, o := range out {
		switch o.Kind {
		case query.Const, query.TypeName, query.One, query.Many:
		case query.Scalar:
			if o.Field.Column != "id" {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// cells adds [v...]: one value for each field that has one.
func (c *compiler) cells(out *text, kids []*query.Out, r row) {
	out.raw("[")
	first := true
	for _, o := range kids {
		if o.Kind == query.Const || o.Kind == query.Cursor {
			continue
		}
		if !first {
			out.raw(",")
		}
		first = false
		c.cell(out, o, r)
	}
	out.raw("]")
}

// cell adds the value of one field of a node, of an edge, or of the root.
func (c *compiler) cell(out *text, o *query.Out, r row) {
	switch o.Kind {
	case query.TypeName:
		if r.typ.Interface {
			out.raw(`"`)
			out.expr(r.alias + "._type")
			out.raw(`"`)
		} else {
			out.raw(`"` + r.typ.Name + `"`)
		}
	case query.Scalar:
		out.expr(scalar(c.field(r, o.Field), o.Field.Kind))
	case query.Object:
		var parts text
		c.cells(&parts, o.Kids, r)
		out.expr("iif(" + c.field(r, o.Field.Presence()) + " IS NULL, 'null', " + parts.sql() + ")")
	case query.One, query.EdgeOne:
		c.one(out, o, r)
	case query.Many:
		c.connection(out, o.Conn, r)
	case query.List:
		c.list(out, o)
	case query.Tuple:
		c.cells(out, o.Kids, r)
	case query.EdgeScalar:
		c.edgeScalar(out, o, r)
	case query.Node:
		c.node(out, o.Sel, r)
	case query.Matched:
		c.cells(out, o.Kids, r)
	case query.MatchField, query.MatchText:
		c.match(out, o.Kind, r)
	default:
		fail("an out of kind %d has no cell here", o.Kind)
	}
}

// one adds [node] or []: of several nodes the one with the lowest id.
func (c *compiler) one(out *text, o *query.Out, parent row) {
	s := c.source(o.Conn, parent, false)
	var cell text
	c.node(&cell, o.Sel, s.row)
	out.raw("[")
	tail := ""
	if o.Conn.Rel != nil {
		tail = " ORDER BY " + s.row.alias + ".id LIMIT 1"
	}
	out.expr("(SELECT " + cell.sql() + " FROM " + s.sql() + tail + ")")
	out.raw("]")
}

// list adds one node an id that was asked for, in order, null where there is none.
func (c *compiler) list(out *text, o *query.Out) {
	if o.Conn == nil || o.Conn.IDs == nil {
		fail("a list without ids")
	}
	ids := make([]any, len(o.Conn.IDs.Values))
	for i, id := range o.Conn.IDs.Values {
		ids[i] = id
	}
	j := c.alias("j")
	one := *o.Conn
	one.IDs = nil
	t := c.alias("t")
	s := source{from: table(one.Type) + " " + t, where: []string{t + ".pk = " + resolved(j+".value")}, row: row{typ: one.Type, alias: t}}
	c.visible(&s, o.Conn)
	var cell text
	c.node(&cell, o.Sel, s.row)
	out.raw("[")
	out.expr("(SELECT group_concat(ifnull((SELECT " + cell.sql() + " FROM " + s.sql() + "), 'null'), ',' ORDER BY " + j + ".key) FROM json_each(" +
		c.bind(jsonList(ids)) + ") " + j + ")")
	out.raw("]")
}

func (c *compiler) edgeScalar(out *text, o *query.Out, r row) {
	switch {
	case r.edge == nil:
		fail("a field of an edge, where there is no edge")
	case o.Role:
		out.expr("json_quote(" + r.edge("role") + ")")
	default:
		out.expr("ifnull(" + shown(o.Edge, r.edge(string(o.Edge))) + ", 'null')")
	}
}
