package neo4j

import (
	"fmt"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// The newest facts of a hub are found by walking the index of their day from its newest end, those of any other node by following its
// relationships. The statement chooses by degree. A hub whose facts are all old would be looked for in vain, so the walk is bounded: after
// newestWalk facts the relationships are followed after all, and no more was lost than they cost anyway.
var (
	hubDegree  = 1500
	newestWalk = 1000
)

// byIndex says that a page may be found by walking an index: without a clock, of the facts of one node, sorted by their first day.
func (c *compiler) byIndex(q *query.Conn, from place) bool {
	if c.clock || !from.single || from.only != "" || q.Rel == nil || !q.Rel.Many || len(q.Order) != 2 {
		return false
	}
	day, id := q.Order[0], q.Order[1]
	return day.Field != nil && day.Field.Span == schema.Since && c.ownKey(day, place{node: "n"}) != "" &&
		id.Field != nil && id.Field.Name == "id" && id.Field.Of == nil && len(id.Path) == 0
}

// recent finds the rows of a page both ways, each sorted by its keys and limited, and joins them.
func (c *compiler) recent(q *query.Conn, from place, limit string) (s source, p place, keys []key) {
	walked := c.name("w")
	walk, p, keys := c.walk(q, from, limit)
	var taken []string
	vars := strings.Split(p.vars(), ", ")
	for _, k := range keys {
		vars = append(vars, k.v)
	}
	x := c.name("x")
	for i, v := range vars {
		taken = append(taken, fmt.Sprintf("%s[%d] AS %s", x, i, v))
	}
	s.clause("CALL (%s) { %s RETURN collect(%s) AS %s }", from.node, walk.String(), list(vars), walked)
	s.clause("CALL (%s, %s) { WITH %[2]s WHERE size(%[2]s) = %[3]s UNWIND %[2]s AS %[4]s RETURN %[5]s", from.node, walked, limit, x, strings.Join(taken, ", "))
	follow, near := c.rows(q, from, each)
	found := c.keys(q.Order, near)
	follow.clause("%s", with(near, found))
	c.beyondCursor(&follow, q, found)
	follow.clause("%s LIMIT %s", orderBy(found, q.Back), limit)
	var renamed []string
	for i, v := range append(strings.Split(near.vars(), ", "), variables(found)...) {
		renamed = append(renamed, v+" AS "+vars[i])
	}
	s.clause("UNION ALL WITH %s, %s WHERE size(%[2]s) < %[3]s %[4]s RETURN %[5]s }", from.node, walked, limit, follow.String(), strings.Join(renamed, ", "))
	s.clause("WITH *")
	return s, p, keys
}

// walk looks for a hub's facts from the newest fact on.
func (c *compiler) walk(q *query.Conn, from place, limit string) (s source, p place, keys []key) {
	related, p := c.rows(&query.Conn{Type: q.Type, Rel: q.Rel, Where: q.Where}, from, each)
	keys = c.keys(q.Order, p)
	left, right := "-", "->"
	if !q.Rel.Out {
		left, right = "<-", "-"
	}
	degree := c.name("d") // projected, so that it is asked before the index is walked and not of each row of it
	s.clause("WITH %s, COUNT { (%[1]s)%s[:%s]%s() } AS %s WHERE %[5]s > %[6]d", from.node, left, q.Rel.Type, right, degree, hubDegree)
	s.clause("MATCH (%s:%s)", p.node, label(q.Type))
	c.walkFrom(&s, q, p)
	s.clause("%s, %s", with(place{node: p.node}, keys), from.node)
	c.beyondCursor(&s, q, keys)
	s.clause("%s LIMIT %d", orderBy(keys, q.Back), newestWalk)
	s.clause("%s", related.String())
	s.clause("WITH %s, %s %s LIMIT %s", p.vars(), strings.Join(variables(keys), ", "), orderBy(keys, q.Back), limit)
	return s, p, keys
}

// variables are those of keys.
func variables(keys []key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = k.v
	}
	return out
}
