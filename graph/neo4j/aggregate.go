package neo4j

import (
	"fmt"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// aggregate is the cell of an Aggregate: one of each kid. What is grouped by unit is a subquery of its own; all else is
// counted in one.
func (c *compiler) aggregate(o *query.Out, q *query.Conn, from place) string {
	s, p := c.rows(q, from, once)
	var stats []stat
	var read, counted, one []string // the values to count, the aggregates, their cells
	var cells []func(v string) string
	together := func(cell string) {
		at := len(one)
		one = append(one, cell)
		cells = append(cells, func(v string) string { return fmt.Sprintf("%s[%d]", v, at) })
	}
	for _, k := range o.Kids {
		switch {
		case k.Kind == query.Count:
			together("n")
		case k.Kind == query.Distinct:
			v := c.distincts(k, q, from)
			cells = append(cells, func(string) string { return v })
		case k.Kind != query.Stats:
		case k.Field.Value != nil && k.Field.Unit() != nil:
			v := c.perUnit(k, q, from)
			cells = append(cells, func(string) string { return v })
		default:
			st := c.stat(k)
			stats = append(stats, st)
			read = append(read, c.field(p, st.field, false)+" AS "+st.x)
			counted = append(counted, st.counted()...)
			together(list(st.cells(k)))
		}
	}
	var v string
	if len(one) > 0 {
		if len(read) > 0 {
			s.clause("WITH %s", strings.Join(read, ", "))
		}
		s.clause("WITH %s", strings.Join(append(counted, "count(*) AS n"), ", "))
		for _, st := range stats {
			st.steps(&s)
		}
		v = c.call(reads(q, from), s.String(), list(one))
	}
	out := make([]string, len(cells))
	for i, cell := range cells {
		out[i] = cell(v)
	}
	return list(out)
}

// distincts is the cell of a Distinct.
func (c *compiler) distincts(o *query.Out, q *query.Conn, from place) string {
	cells := []string{}
	for _, k := range o.Kids {
		if k.Kind == query.Related {
			s, p := c.rows(q, from, some)
			cells = append(cells, c.name("c"))
			c.calls = append(c.calls, fmt.Sprintf(" CALL (%s) { %s %s AS %s }", reads(q, from), s.String(), c.distinct(p.node, k.Rel), cells[len(cells)-1]))
		}
	}
	return list(cells)
}

// perUnit lists the units, by code point, each with what is asked of the amounts in it.
func (c *compiler) perUnit(o *query.Out, q *query.Conn, from place) string {
	s, p := c.rows(q, from, once)
	body, v := c.units(o, s, p), c.name("c")
	c.calls = append(c.calls, fmt.Sprintf(" CALL (%s) { %s AS %s }", reads(q, from), body, v))
	return v
}

// units lists those of the amounts of all rows.
func (c *compiler) units(o *query.Out, s source, p place) string {
	st, unit := c.stat(o), c.name("u")
	s.clause("WITH %s.%s AS %s, %s.%s AS %s", p.node, o.Field.Unit().Column, unit, p.node, st.field.Column, st.x)
	s.where(unit + " IS NOT NULL AND " + st.x + " IS NOT NULL")
	s.clause("WITH %s, %s", unit, strings.Join(st.counted(), ", "))
	st.steps(&s)
	s.clause("WITH * ORDER BY %s", unit)
	return s.String() + " RETURN collect(" + list(append([]string{unit}, st.cells(o)...)) + ")"
}

// stat is what is computed of one field, and the variables that it stands in.
type stat struct {
	field       *schema.Field
	x           string
	sums, avg   bool
	least, most bool
	places      int64 // what an average is given times
}

// split is what sums are split by: the server's own sum turns into a float once 64 bits are not enough, so the high and the
// low half of each number are added apart. What does not fit in the end is an arithmetic error.
const split = 1 << 32

// averageScale is that of the averages of whole numbers, which have four places.
const averageScale = 10_000

func (c *compiler) stat(o *query.Out) stat {
	st := stat{field: o.Field, places: 1, x: c.name("x")}
	if o.Field.Value != nil {
		if o.Field.Unit() != nil {
			st.field = o.Field.Part("amount")
		} else {
			st.field, _ = bounds(o.Field)
		}
	}
	if k := st.field.Kind; k == schema.Int || k == schema.Long {
		st.places = averageScale
	}
	for _, k := range o.Kids {
		st.sums = st.sums || k.Name == "sum" || k.Name == "avg"
		st.avg = st.avg || k.Name == "avg"
		st.least = st.least || k.Name == "min"
		st.most = st.most || k.Name == "max"
	}
	return st
}

// counted are the aggregates.
func (st stat) counted() []string {
	out := []string{fmt.Sprintf("count(%s) AS %[1]s_n", st.x)}
	if st.sums {
		out = append(out, fmt.Sprintf("sum(%s / %d) AS %[1]s_h, sum(%[1]s %% %[2]d) AS %[1]s_l", st.x, split))
	}
	if st.least {
		out = append(out, fmt.Sprintf("min(%s) AS %[1]s_min", st.x))
	}
	if st.most {
		out = append(out, fmt.Sprintf("max(%s) AS %[1]s_max", st.x))
	}
	return out
}

// steps compute, from the halves h and l, the sum: with a low half from 0 to split nothing is too large but the sum itself.
// Then the average, rounded half away from zero: the whole part of it, what remains as places, and what remains then.
func (st stat) steps(s *source) {
	if !st.sums {
		return
	}
	step := func(format string) {
		r := strings.NewReplacer("$", st.x+"_", "SPLIT", fmt.Sprint(split), "PLACES", fmt.Sprint(st.places))
		s.clause("WITH *, %s", r.Replace(format))
	}
	step("(($l % SPLIT) + SPLIT) % SPLIT AS $lo")
	step("($h + ($l - $lo) / SPLIT) * SPLIT + $lo AS $sum")
	if st.avg {
		step("CASE $n WHEN 0 THEN null ELSE $n END AS $d") // there is no average of nothing
		step("abs($sum % $d) * PLACES AS $r")
		step("$sum / $d * PLACES + sign($sum) * ($r / $d + CASE WHEN $r % $d * 2 >= $d THEN 1 ELSE 0 END) AS $avg")
	}
}

// cells are the values asked for.
func (st stat) cells(o *query.Out) []string {
	cells := []string{}
	for _, k := range o.Kids {
		if k.Kind != query.Fn {
			continue
		}
		switch k.Name {
		case "count":
			cells = append(cells, st.x+"_n")
		case "sum", "avg", "min", "max":
			cells = append(cells, st.x+"_"+k.Name)
		}
	}
	return cells
}
