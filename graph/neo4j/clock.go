package neo4j

import (
	"fmt"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// bindTime binds the bounds of a question once. Known now is known at the last instant before the end of time, so that the
// text is the same.
func (c *compiler) bindTime(t query.Time) {
	c.args["known"] = stillKnown - 1
	if t.KnownAt != nil {
		c.args["known"] = min(int64(*t.KnownAt), stillKnown-1)
	}
	c.ends = "$known"
	if t.Ends != nil {
		c.ends = "$ends"
		c.args["ends"] = min(int64(*t.Ends), stillKnown-1)
	}
	if t.AsOf != nil {
		c.asOf = true
		c.args["asOf"] = int64(*t.AsOf)
	}
}

// meets is the condition under which a spell or an edge lies within the bounds.
func (c *compiler) meets(v string) string {
	s := fmt.Sprintf("%s.told <= $known AND %[1]s.ended > $known", v)
	if c.asOf {
		s += fmt.Sprintf(" AND %s.since <= $asOf AND %[1]s.until >= $asOf", v)
	}
	return s
}

// spelled adds the spell in which a node is known, under a clock. Nodes of types that free accepts need none.
func (c *compiler) spelled(s *source, p *place, t *schema.Type, free func(*schema.Type) bool) {
	var bound, unbound []*schema.Type
	for _, i := range t.Impl {
		if free(i) {
			unbound = append(unbound, i)
		} else {
			bound = append(bound, i)
		}
	}
	spell := c.name("s")
	match := fmt.Sprintf("(%s)<-[:%s]-(%s)", p.node, spellOf, spell)
	switch {
	case len(bound) == 0:
	case len(unbound) == 0:
		s.clause("MATCH %s", match)
		s.where(c.meets(spell))
		p.spell, p.whole = spell, true
	default:
		s.clause("WITH %s", p.vars())
		s.where(fmt.Sprintf("(%s OR EXISTS { MATCH %s WHERE %s })", oneOf(p.node+"._type", concrete(unbound)), match, c.meets(spell)))
	}
}

// span is a field that reads the spell that a node was found in; without a clock, its present or last one.
func (c *compiler) span(p place, f *schema.Field) string {
	column := f.Span
	closed := c.closed
	if f.NonNull {
		closed = func(expr string, _ schema.Span) string { return expr } // as it stands, an index may hold it
	}
	switch {
	case !c.clock:
		return closed(p.node+"."+ownSpan(column), column)
	case p.spell != "" && (p.whole || column != schema.Told && column != schema.Ended):
		return closed(p.spell+"."+string(column), column)
	}
	// An edge may begin and end within its owner's spell, so when the spell did is looked up, and so is what was found in
	// none: then it is the last one.
	s := c.name("s")
	return fmt.Sprintf("COLLECT { MATCH (%s)<-[:%s]-(%s) WHERE %[3]s.told <= $known RETURN %[4]s ORDER BY CASE WHEN %[5]s THEN 0 ELSE 1 END, %[3]s.told DESC LIMIT 1 }[0]",
		p.node, spellOf, s, closed(s+"."+string(column), column), c.meets(s))
}

// edgeSpan is since or until of an edge. Without a clock what is open is kept as null.
func (c *compiler) edgeSpan(p place, column schema.Span) string {
	if !c.clock {
		return p.edge + "." + string(column)
	}
	return closed(p.edge+"."+string(column), column)
}

// closed gives null for what is open; under a clock also for an end that had not come then.
func (c *compiler) closed(expr string, column schema.Span) string {
	if column == schema.Ended && c.clock {
		return fmt.Sprintf("CASE WHEN %s <= %s THEN %[1]s END", expr, c.ends)
	}
	return closed(expr, column)
}

// closed gives null for what is open.
func closed(expr string, column schema.Span) string {
	switch column {
	case schema.Since:
		return fmt.Sprintf("nullIf(%s, %d)", expr, openStart)
	case schema.Until:
		return fmt.Sprintf("nullIf(%s, %d)", expr, openEnd)
	case schema.Ended:
		return fmt.Sprintf("nullIf(%s, %d)", expr, stillKnown)
	}
	return expr
}

// stated is a stated field under a clock: what the best claim of it says.
func (c *compiler) stated(p place, f *schema.Field, fold bool) string {
	rel, field, said := c.model.Claims()
	column := said.Column
	if fold {
		column = folded(column)
	}
	s, claim := c.related(&query.Conn{Type: rel.Target, Rel: rel}, place{node: p.node}, each)
	s.where(oneOf(claim.node+"."+field.Column, []string{f.Name}))
	text := fmt.Sprintf("COLLECT { %s RETURN %s.%s ORDER BY %s.since DESC, %[4]s.authority DESC, %[2]s.id LIMIT 1 }[0]",
		s.String(), claim.node, column, claim.edge)
	x := c.name("x")
	switch f.Kind {
	case schema.Boolean:
		return fmt.Sprintf("CASE %s WHEN 'true' THEN true WHEN 'false' THEN false END", text)
	case schema.Int, schema.Long:
		// toIntegerOrNull alone would cut a fraction off.
		return fmt.Sprintf("[%s IN [%s] | CASE WHEN %[1]s =~ '[+-]?[0-9]+' THEN toIntegerOrNull(%[1]s) END][0]", x, text)
	}
	return text
}
