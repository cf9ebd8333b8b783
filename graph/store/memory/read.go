package memory

import (
	"fmt"

	"councilgraph/graph/query"
)

// value is the cell of one field of a node, or of an edge and the node at its far end.
func (r *reader) value(o *query.Out, x item) query.Cell {
	switch o.Kind {
	case query.TypeName:
		return x.n.typ.Name
	case query.Scalar:
		return r.field(x.n, o.Field)
	case query.Object:
		return r.object(o, x.n)
	case query.One:
		if o.Conn.IDs != nil {
			return r.node(o, r.byID(o.Conn.IDs.Values[0], o.Conn.Type))
		}
		if far := r.one(x.n, o.Conn.Rel, o.Conn.Type, o.Conn.Where); far != nil {
			return r.node(o, far.n)
		}
		return []any{}
	case query.EdgeOne:
		fact := r.fact(x.e)
		if fact != nil && !o.Conn.Type.Has(fact.typ.Name) {
			fact = nil
		}
		return r.node(o, fact)
	case query.List:
		out := []any{}
		for _, id := range o.Conn.IDs.Values {
			if n := r.byID(id, o.Conn.Type); n != nil {
				out = append(out, r.selection(o.Sel, item{n: n}))
			} else {
				out = append(out, nil)
			}
		}
		return out
	case query.Many:
		return r.connection(o.Conn, x)
	case query.Tuple:
		return r.values(o.Kids, item{})
	case query.Node:
		return r.selection(o.Sel, x)
	case query.EdgeScalar:
		return edgeColumn(x.e, o.Edge, o.Role)
	case query.Matched:
		return r.values(o.Kids, x)
	case query.MatchField:
		return string(x.hit.text.Field)
	case query.MatchText:
		return x.hit.text.Text
	}
	panic(fmt.Sprintf("no value of kind %d", o.Kind))
}

// values are the cells of several fields. Constants and cursors have none.
func (r *reader) values(out []*query.Out, x item) []any {
	cells := []any{}
	for _, o := range out {
		if o.Kind != query.Const && o.Kind != query.Cursor {
			cells = append(cells, r.value(o, x))
		}
	}
	return cells
}

// object is a value object: null, or its parts.
func (r *reader) object(o *query.Out, n *node) query.Cell {
	if r.field(n, o.Field.Presence()) == nil {
		return nil
	}
	return r.values(o.Kids, item{n: n})
}

// node is a list of one node, or of none.
func (r *reader) node(o *query.Out, n *node) query.Cell {
	if n == nil {
		return []any{}
	}
	return []any{r.selection(o.Sel, item{n: n})}
}

// selection is a node's cells, with the place of the variant that its type is in where there are several.
func (r *reader) selection(sel []query.Variant, x item) query.Cell {
	for i, v := range sel {
		for _, t := range v.Types {
			if t != x.n.typ {
				continue
			}
			if len(sel) == 1 {
				return r.values(v.Out, x)
			}
			return []any{int64(i), r.values(v.Out, x)}
		}
	}
	panic("no variant for a " + x.n.typ.Name)
}

// connection is a set of nodes: its page, and what is counted over all of it.
func (r *reader) connection(c *query.Conn, from item) query.Cell {
	if r.err == nil {
		r.err = r.ctx.Err()
	}
	if r.err != nil {
		return nil
	}
	var all []item
	if c.Rel != nil {
		all = r.related(from.n, c.Rel, c.Type, c.Where)
	} else {
		all = r.roots(c)
	}
	cells := []any{}
	if c.Page || c.Behind {
		page, behind := []keyed{}, false
		for _, x := range r.sorted(c, all) {
			if c.Cursor == nil || after(c, x.keys, c.Cursor) > 0 {
				page = append(page, x)
			} else {
				behind = true
			}
		}
		if c.Page {
			cells = append(cells, r.page(c, page))
		}
		if c.Behind {
			cells = append(cells, behind)
		}
	}
	for _, o := range c.Out {
		switch o.Kind {
		case query.TotalCount:
			cells = append(cells, int64(len(all)))
		case query.Aggregate:
			cells = append(cells, r.aggregate(o, all))
		case query.Grouped:
			cells = append(cells, r.groups(o, all))
		}
	}
	return cells
}

// page is the rows of a page, one more where it is asked whether there are more.
func (r *reader) page(c *query.Conn, rows []keyed) query.Cell {
	limit := c.First
	if c.Back {
		limit = c.Last
	}
	if c.More {
		limit++
	}
	out := []any{}
	for _, x := range rows[:min(limit, len(rows))] {
		row := []any{nil}
		if c.Keys {
			row[0] = x.keys
		}
		for _, o := range c.Out {
			switch o.Kind {
			case query.Nodes:
				row = append(row, r.selection(o.Sel, x.item))
			case query.Edges:
				row = append(row, r.values(o.Kids, x.item))
			}
		}
		out = append(out, row)
	}
	return out
}
