package neo4j

import (
	"strings"

	"councilgraph/graph/query"
)

// fewEnds is up to how many ends a root's nodes are looked for from there, where an index may find very many.
var fewEnds = 1000

// chosen finds the nodes of a root whose filter asks for related nodes that an index finds, but nobody knows how many: those of one kind,
// or whose text holds another. The statement counts them, no further than fewEnds: where they are few it goes on from there, else it
// asks each node of the type. sorted is what both ways do before they return vars, and walk adds what helps only the second.
func (c *compiler) chosen(q *query.Conn, p place, walk func(*source), sorted, vars string) (s source) {
	c.weak = true
	way, rest := c.lead(q.Where, q.Type, p.node)
	c.weak = false
	far, ends := way[0].node, c.name("l")
	s.clause("CALL () { %s WHERE %s WITH %s LIMIT %d RETURN collect(%s) AS %s }", way[0].clause, way[0].cond, far, fewEnds+1, far, ends)

	var few, many source
	few.clause("WITH %s WHERE size(%[1]s) <= %[2]d UNWIND %[1]s AS %[3]s", ends, fewEnds, far)
	for _, step := range way[1:] {
		few.clause("%s", step.clause)
		few.where(step.cond)
	}
	few.clause("WITH DISTINCT %s", p.node)
	if rest != nil {
		few.where(c.where(rest, p, ""))
	}
	few.clause("%s RETURN %s", sorted, vars)
	many.clause("MATCH (%s:%s)", p.node, label(q.Type))
	many.where(c.where(q.Where, p, ""))
	walk(&many)
	many.clause("%s RETURN %s", sorted, vars)
	// In a subquery of its own, or the planner looks through the type first and then at the number.
	s.clause("CALL (%s) { %s UNION ALL WITH %[1]s WHERE size(%[1]s) > %[3]d CALL () { %[4]s } RETURN %[5]s }", ends, few.String(), fewEnds, many.String(), vars)
	s.clause("WITH *")
	return s
}

// chooses says that chosen finds a connection's nodes.
func (c *compiler) chooses(q *query.Conn) bool {
	if c.clock || q.Where == nil || q.Rel != nil || q.EdgeFact || q.Search != nil || q.IDs != nil {
		return false
	}
	for _, weak := range []bool{false, true} {
		probe := &compiler{model: c.model, args: map[string]any{}, weak: weak}
		if way, _ := probe.lead(q.Where, q.Type, "n"); way != nil {
			return weak
		}
	}
	return false
}

// few is the page of such nodes: both ways are sorted and limited, and so is what they give.
func (c *compiler) few(q *query.Conn, limit string) (s source, p place, keys []key) {
	p.node = c.name("t")
	keys = c.keys(q.Order, p)
	var sorted source
	sorted.clause("%s", with(p, keys))
	c.beyondCursor(&sorted, q, keys)
	sorted.clause("%s LIMIT %s", orderBy(keys, q.Back), limit)
	vars := append([]string{p.vars()}, variables(keys)...)
	return c.chosen(q, p, func(s *source) { c.start(s, q, p) }, sorted.String(), strings.Join(vars, ", ")), p, keys
}
