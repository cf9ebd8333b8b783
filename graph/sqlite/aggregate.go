package sqlite

import (
	"slices"
	"strconv"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// aggregate adds [kids' cells] over all nodes of a connection, not only its page. One SELECT counts and adds up everything
// but amounts, which need a SELECT each that groups them by unit.
func (c *compiler) aggregate(out *text, kids []*query.Out, q *query.Conn, parent row) {
	count, fields := false, false
	for _, k := range kids {
		count = count || k.Kind == query.Count
		fields = fields || k.Kind == query.Stats && !perUnit(k.Field) || k.Kind == query.Distinct && related(k)
	}
	var s source
	if count || fields {
		s = c.source(q, parent, !fields)
	}
	var cells text
	cells.raw("[")
	first := true
	for _, k := range kids {
		if k.Kind == query.Const {
			continue
		}
		if !first {
			cells.raw(",")
		}
		first = false
		switch {
		case k.Kind == query.Count:
			cells.expr("count(*)")
		case k.Kind == query.Distinct:
			distinct(&cells, k, func(rel *schema.Rel) string { return c.farList(rel, s.row) })
		case k.Kind != query.Stats:
			fail("an aggregate of kind %d", k.Kind)
		case perUnit(k.Field):
			c.byUnit(&cells, k, q, parent)
		default:
			f := query.Value(k.Field)
			cells.raw("[")
			c.functions(&cells, k.Kids, c.field(s.row, f), f, true)
			cells.raw("]")
		}
	}
	cells.raw("]")
	if count || fields {
		out.expr("(SELECT " + cells.sql() + " FROM " + s.sql() + ")")
	} else {
		out.add(&cells)
	}
}

// related says that a Distinct counts any relationship.
func related(o *query.Out) bool {
	return slices.ContainsFunc(o.Kids, func(k *query.Out) bool { return k.Kind == query.Related })
}

// perUnit says that a field is a Quantity or Money: its numbers are added within one unit only.
func perUnit(f *schema.Field) bool { return f.Value != nil && f.Unit() != nil }

// byUnit adds [[unit, kids' cells...], ...] of a Quantity or Money, in the order of the units.
func (c *compiler) byUnit(out *text, o *query.Out, q *query.Conn, parent row) {
	s := c.source(q, parent, false)
	amount := o.Field.Part("amount")
	x, unit := c.field(s.row, amount), c.field(s.row, o.Field.Unit())
	s.where = append(s.where, x+" IS NOT NULL")
	var cells text
	cells.raw("[")
	cells.expr("json_quote(" + unit + ")")
	c.functions(&cells, o.Kids, x, amount, false)
	cells.raw("]")
	g := c.alias("g")
	out.raw("[")
	out.expr("(SELECT group_concat(" + g + ".cell, ',' ORDER BY " + g + ".unit) FROM (SELECT " + unit + " AS unit, " + cells.sql() + " AS cell FROM " +
		s.sql() + " GROUP BY 1) " + g + ")")
	out.raw("]")
}

// averagePlaces is the scale of the average of whole numbers.
const averagePlaces = 4

// functions adds the values of the functions asked for. Sums are taken in two halves of 32 bits, so that no order of the rows
// overflows on the way to a sum that fits.
func (c *compiler) functions(out *text, kids []*query.Out, x string, f *schema.Field, first bool) {
	halves := "sum(" + x + " >> 32), sum(" + x + " & 4294967295)"
	for _, k := range kids {
		if k.Kind == query.Const || k.Name == "unit" {
			continue
		}
		if !first {
			out.raw(",")
		}
		first = false
		switch k.Name {
		case "count":
			out.expr("count(" + x + ")")
		case "sum":
			out.expr("graph_sum(" + halves + ")")
		case "avg":
			scale := 1
			if f.Kind == schema.Int || f.Kind == schema.Long {
				for range averagePlaces {
					scale *= 10
				}
			}
			out.expr("graph_avg(" + halves + ", count(" + x + "), " + strconv.Itoa(scale) + ")")
		case "min", "max":
			out.expr(scalar(k.Name+"("+x+")", f.Kind))
		default:
			fail("no function %q", k.Name)
		}
	}
}
