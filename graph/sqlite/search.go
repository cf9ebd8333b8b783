package sqlite

import (
	"strconv"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// hits is the visible nodes that a full-text search finds, each with the text that matches best.
//
// The index answers which texts match. Of those of one node, GROUP BY with min takes the best: SQLite gives the other columns
// from the row that has the minimum.
func (c *compiler) hits(q *query.Conn) source {
	f, x, h, t := c.alias("f"), c.alias("x"), c.alias("h"), c.alias("t")
	class := c.class(q.Search.Words, x)
	best := "min(printf('%d %010d %d ', " + class + ", " + x + ".n, " + x + ".field) || " + x + ".text)"
	s := source{
		from: "(SELECT " + x + ".node, " + best + ", " + c.superseded(class, x) + " AS class, " + x + ".n AS n, " + x + ".field AS field, " + x + ".text AS text FROM words " + f +
			" CROSS JOIN text " + x + " ON " + x + ".pk = " + f + ".rowid WHERE " + f + ".words MATCH " + c.bind(terms(q.Search.Words)) +
			" GROUP BY " + x + ".node) " + h + " CROSS JOIN " + table(q.Type) + " " + t + " ON " + t + ".pk = " + h + ".node",
		row: row{typ: q.Type, alias: t, hit: func(column string) string { return h + "." + column }},
	}
	if len(q.Search.Types) > 0 {
		if q.Type.Interface {
			s.where = append(s.where, t+"._type IN ("+typeList(q.Search.Types)+")")
		} else {
			s.where = append(s.where, oneOf(q))
		}
	}
	c.visible(&s, q)
	return s
}

// superseded puts what only older versions of a document say after all else. Of one node it says so of every passage, or of none.
func (c *compiler) superseded(class, x string) string {
	rel := c.model.Superseded()
	if rel == nil {
		return class
	}
	e := &edgeSet{c: c, rel: rel, alias: c.alias("e"), near: x + ".node"}
	from, where := e.sql()
	return "CASE WHEN " + x + ".field = 3 AND EXISTS (SELECT 1 FROM " + from + " WHERE " + all(where) + ") THEN " + strconv.Itoa(store.ClassSuperseded) +
		" ELSE " + class + " END"
}

// oneOf is whether a concrete type is among those searched.
func oneOf(q *query.Conn) string {
	for _, t := range q.Search.Types {
		if t == q.Type {
			return "1"
		}
	}
	return "0"
}

// terms is a query of FTS5: every word, the last as the start of one. Terms have letters and digits only.
func terms(words []string) string {
	if len(words) == 0 {
		fail("a search without words")
	}
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = `"` + value.Term(w) + `"`
	}
	return strings.Join(out, " AND ") + "*"
}

// class is how good a match is; see store.ClassWholeName and its like.
func (c *compiler) class(words []string, x string) string {
	whole := strings.Join(words, " ")
	from, to := prefix(whole)
	first, end := c.bind(from), c.bind(to)
	n := strconv.Itoa
	return "CASE " + x + ".field WHEN 2 THEN " + n(store.ClassWording) + " WHEN 3 THEN " + n(store.ClassPassage) + " ELSE CASE WHEN " + x + ".words = " +
		first + " THEN " + x + ".field + " + n(store.ClassWholeName) + " WHEN " + x + ".words >= " + first + " AND " + x + ".words < " + end +
		" THEN " + n(store.ClassStart) + " ELSE " + n(store.ClassWords) + " END END"
}

// rank is a key of the ranking of hits.
func (c *compiler) rank(k query.Rank, r row) string {
	if r.hit == nil {
		fail("a rank, where nothing is searched")
	}
	switch k {
	case query.RankClass:
		return r.hit("class")
	case query.RankWords:
		return r.hit("n")
	}
	x := c.alias("x")
	return "(SELECT " + x + ".words FROM text " + x + " WHERE " + x + ".node = " + r.pk() + " AND " + x + ".ord = 0)"
}

// match adds what of a node was found.
func (c *compiler) match(out *text, k query.Kind, r row) {
	if r.hit == nil {
		fail("a match, where nothing is searched")
	}
	if k == query.MatchText {
		out.expr("json_quote(" + r.hit("text") + ")")
		return
	}
	s := "CASE " + r.hit("field")
	for i, name := range textKinds {
		s += " WHEN " + strconv.Itoa(i) + ` THEN '"` + name + `"'`
	}
	out.expr(s + " END")
}
