package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

var comparisons = map[query.Op]string{query.Eq: "=", query.Ne: "<>", query.Lt: "<", query.Lte: "<=", query.Gt: ">", query.Gte: ">=",
	query.In: "IN", query.Contains: "CONTAINS", query.StartsWith: "STARTS WITH", query.EndsWith: "ENDS WITH"}

// where is a filter as a condition on a place. number is what leaves without a field compare, below RelCount. The condition
// may be null; that is folded to false where it matters.
func (c *compiler) where(w *query.Where, p place, number string) string {
	p.only = "" // a filter's own subqueries read what the rows are already limited to
	switch w.Op {
	case query.And:
		if len(w.Kids) == 0 {
			return "true"
		}
		return c.joined(w.Kids, p, number, " AND ")
	case query.Or:
		if len(w.Kids) == 0 {
			return c.never()
		}
		return c.joined(w.Kids, p, number, " OR ")
	case query.Not:
		return "NOT " + sure(c.where(w.Kids[0], p, number))
	case query.IsNull:
		if w.Value.(bool) {
			return c.left(w, p, number) + " IS NULL"
		}
		return c.left(w, p, number) + " IS NOT NULL"
	case query.Within:
		days := w.Value.([2]value.Day)
		start, end := bounds(w.Field)
		return fmt.Sprintf("(%s.%s >= %s AND %[1]s.%[4]s <= %[5]s)", p.node, start.Column, c.bind(days[0]), end.Column, c.bind(days[1]))
	case query.Some:
		if !w.Rel.Many {
			return c.theOne(w, p)
		}
		return c.exists(&query.Conn{Type: w.Rel.Target, Rel: w.Rel, Where: w.Kids[0]}, p)
	case query.None:
		return "NOT " + c.exists(&query.Conn{Type: w.Rel.Target, Rel: w.Rel, Where: w.Kids[0]}, p)
	case query.All:
		return "NOT " + c.exists(&query.Conn{Type: w.Rel.Target, Rel: w.Rel, Where: &query.Where{Op: query.Not, Kids: w.Kids[:1]}}, p)
	case query.RelCount:
		return c.where(w.Kids[0], p, c.count(w.Count, p))
	case query.OfType:
		return p.node + "._type IN " + c.bind(concrete(w.Types))
	case query.EdgeFact:
		return c.exists(&query.Conn{Type: p.fact, EdgeFact: true, Where: w.Kids[0]}, p)
	}
	right := w.Value
	switch w.Op {
	case query.Contains, query.StartsWith, query.EndsWith:
		right = value.Fold(right.(string))
	case query.In:
		right = slices.Clone(right.([]any)) // the tree stays its owner's
	}
	return c.left(w, p, number) + " " + comparisons[w.Op] + " " + c.bind(right)
}

func (c *compiler) joined(kids []*query.Where, p place, number, op string) string {
	parts := make([]string, len(kids))
	for i, k := range kids {
		parts[i] = c.where(k, p, number)
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return "(" + strings.Join(parts, op) + ")"
}

// never is a condition that nothing meets. The word false would do, but where a subquery follows what it empties, Neo4j 5.26 refuses its own
// plan as one of another query.
func (c *compiler) never() string { return c.bind(false) }

// sure folds unknown to false.
func sure(cond string) string { return "coalesce(" + cond + ", false)" }

func (c *compiler) exists(q *query.Conn, p place) string {
	s, far := c.rows(q, p, some)
	return "EXISTS { " + s.String() + " RETURN " + far.node + " }"
}

// theOne says whether the node that a to-one relationship leads to is there and meets a filter.
func (c *compiler) theOne(w *query.Where, p place) string {
	u := once
	if usesEdge(w.Kids[0]) {
		u = each
	}
	s, far := c.rows(&query.Conn{Type: w.Rel.Target, Rel: w.Rel}, p, u)
	s.clause("WITH %s ORDER BY %s.id LIMIT 1", far.vars(), far.node)
	s.clause("WITH *")
	s.where(c.where(w.Kids[0], far, ""))
	return "EXISTS { " + s.String() + " RETURN " + far.node + " }"
}

// left is what a leaf compares.
func (c *compiler) left(w *query.Where, p place, number string) string {
	fold := w.Fold || w.Op == query.Contains || w.Op == query.StartsWith || w.Op == query.EndsWith
	switch {
	case w.Role && fold:
		return p.edge + "." + folded("role")
	case w.Role:
		return p.edge + ".role"
	case w.Edge != "":
		return c.edgeSpan(p, w.Edge)
	case w.Field == nil:
		return number
	case w.Field.Value != nil:
		return p.node + "." + w.Field.Presence().Column
	}
	return c.field(p, w.Field, fold)
}

// field is the value of a scalar, a part, a span or a stated field; folded only where it is a String.
func (c *compiler) field(p place, f *schema.Field, fold bool) string {
	fold = fold && f.Kind == schema.String
	switch {
	case f.Span != "":
		return c.span(p, f)
	case f.Stated && c.clock:
		return c.stated(p, f, fold)
	case fold:
		return p.node + "." + folded(f.Column)
	}
	return p.node + "." + f.Column
}

// bounds are the first and the last day of a value object that spans days.
func bounds(f *schema.Field) (start, end *schema.Field) {
	for _, part := range f.Parts {
		switch {
		case part.Kind != schema.Date:
		case start == nil:
			start = part
		case end == nil:
			end = part
		}
	}
	return start, end
}
