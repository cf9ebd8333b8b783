package neo4j

import (
	"fmt"

	"councilgraph/graph/query"
)

// root is the cell of a root field.
func (c *compiler) root(o *query.Out) string {
	switch o.Kind {
	case query.One:
		return c.one(o, place{})
	case query.List:
		return c.listed(o)
	case query.Tuple:
		cells := make([]string, len(o.Kids))
		for i, k := range o.Kids {
			cells[i] = c.root(k)
		}
		return list(cells)
	}
	return c.connection(o.Conn, place{})
}

// selection is the cell of a node: [v...], or [i, [v...]] where there are several variants; null for a type in none of them.
func (c *compiler) selection(sel []query.Variant, p place) string {
	if len(sel) == 1 {
		return c.object(sel[0].Out, p)
	}
	s := "CASE"
	for i, v := range sel {
		q := p
		q.only = oneOf(p.node+"._type", concrete(v.Types))
		s += fmt.Sprintf(" WHEN %s THEN [%d, %s]", q.only, i, c.object(v.Out, q))
	}
	return s + " END"
}

// object lists a node's values.
func (c *compiler) object(out []*query.Out, p place) string {
	cells := []string{}
	for _, o := range out {
		if o.Kind != query.Const {
			cells = append(cells, c.value(o, p))
		}
	}
	return list(cells)
}

func (c *compiler) value(o *query.Out, p place) string {
	switch o.Kind {
	case query.TypeName:
		return p.node + "._type"
	case query.Scalar:
		return c.field(p, o.Field, false)
	case query.Object:
		return c.valueObject(o, p)
	case query.One, query.EdgeOne:
		return c.one(o, p)
	case query.Many:
		return c.connection(o.Conn, p)
	}
	panic(fmt.Sprintf("no cell of kind %d in a node", o.Kind))
}

// valueObject is null or [part...].
func (c *compiler) valueObject(o *query.Out, p place) string {
	cells := []string{}
	for _, k := range o.Kids {
		if k.Kind == query.Scalar {
			cells = append(cells, p.node+"."+k.Field.Column)
		}
	}
	return fmt.Sprintf("CASE WHEN %s.%s IS NOT NULL THEN %s END", p.node, o.Field.Presence().Column, list(cells))
}

// matched is what a search hit matched by.
func matched(o *query.Out, p place) string {
	cells := []string{}
	for _, k := range o.Kids {
		switch k.Kind {
		case query.MatchField:
			cells = append(cells, p.hit+"[2]")
		case query.MatchText:
			cells = append(cells, p.hit+"[3]")
		}
	}
	return list(cells)
}
