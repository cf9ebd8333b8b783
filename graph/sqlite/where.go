package sqlite

import (
	"encoding/json"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

var comparisons = map[query.Op]string{query.Eq: " = ", query.Ne: " <> ", query.Lt: " < ", query.Lte: " <= ", query.Gt: " > ", query.Gte: " >= "}

// where is a condition on a row; number is the number that a count's conditions compare. What SQL leaves unknown counts as
// false, so it is folded only where it would be turned round: below Not and All.
func (c *compiler) where(w *query.Where, r row, number string) string {
	switch w.Op {
	case query.And, query.Or:
		parts := make([]string, len(w.Kids))
		for i, k := range c.cheapFirst(w.Kids) {
			parts[i] = c.where(k, r, number)
		}
		if w.Op == query.And {
			return "(" + all(parts) + ")"
		}
		return "(" + anyOf(parts) + ")"
	case query.Not:
		return "(" + c.where(kid(w), r, number) + ") IS NOT TRUE"
	case query.Some:
		return c.some(w, r)
	case query.None:
		return "NOT " + c.exists(w.Rel, kid(w), r)
	case query.All:
		s := c.hop(&query.Conn{Type: w.Rel.Target, Rel: w.Rel}, r, false)
		if k := kid(w); k != nil {
			s.where = append(s.where, "("+c.where(k, s.row, "")+") IS NOT TRUE")
		} else {
			s.where = append(s.where, "0")
		}
		return "NOT EXISTS (SELECT 1 FROM " + s.sql() + ")"
	case query.RelCount:
		return c.where(kid(w), r, c.count(w.Count, r))
	case query.EdgeFact:
		if r.rel == nil || !r.rel.Derived() {
			fail("the fact of an edge, where edges rest on none")
		}
		s := c.source(&query.Conn{Type: r.rel.From.Fact, EdgeFact: true, Where: kid(w)}, r, true)
		return "EXISTS (SELECT 1 FROM " + s.sql() + ")"
	}
	if w.Op == query.OfType {
		return c.ofType(w.Types, r)
	}
	return c.leaf(w, r, number)
}

// cheapFirst puts, of conditions that each row is asked, those on related nodes that are found once for the statement before the others.
func (c *compiler) cheapFirst(kids []*query.Where) []*query.Where {
	kids = slices.Clone(kids)
	slices.SortStableFunc(kids, func(a, b *query.Where) int { return c.cost(a) - c.cost(b) })
	return kids
}

// cost ranks a condition: one on the row itself, one whose nodes are found once, any other.
func (c *compiler) cost(w *query.Where) int {
	switch w.Op {
	case query.Some:
		if c.seeks(kid(w)) || w.Rel.Many && c.begins(kid(w), w.Rel.Target) != nil {
			return 1
		}
		return 2
	case query.And, query.Or, query.Not, query.None, query.All, query.RelCount, query.EdgeFact:
		return 2
	}
	return 0
}

// ofType says that a node is of one of the types: known here where the row's table is that of one type.
func (c *compiler) ofType(types []*schema.Type, r row) string {
	if !r.typ.Interface {
		if slices.Contains(types, r.typ) {
			return "1"
		}
		return "0"
	}
	names := make([]any, len(types))
	for i, t := range types {
		names[i] = t.Name
	}
	return r.alias + "._type IN (SELECT value FROM json_each(" + c.bind(jsonList(names)) + "))"
}

// kid is the one condition below an operation; nil where there is none.
func kid(w *query.Where) *query.Where {
	if len(w.Kids) == 0 {
		return nil
	}
	return w.Kids[0]
}

// some says that a related node meets a condition: of a to-one relationship the one with the lowest id.
func (c *compiler) some(w *query.Where, r row) string {
	far := ""
	if c.seeks(kid(w)) {
		far, _ = c.fromFar(w, r)
	}
	switch {
	case w.Rel.Many && far != "":
		return far
	case w.Rel.Many:
		return c.few(w, r)
	case kid(w) == nil:
		return c.exists(w.Rel, nil, r)
	}
	s := c.hop(&query.Conn{Type: w.Rel.Target, Rel: w.Rel}, r, false)
	checks := c.checks
	c.checks = checks || far != ""
	meets := c.where(kid(w), s.row, "")
	c.checks = checks
	one := "(SELECT " + meets + " FROM " + s.sql() + " ORDER BY " + s.row.alias + ".id LIMIT 1)"
	if far != "" { // one of several may meet it that is not the one that counts
		return "(" + far + " AND " + one + ")"
	}
	return one
}

// few says that some related node meets a condition that an index may find few nodes for, or very many: the statement counts them, no
// further than it must, and begins with the few, or asks each row.
func (c *compiler) few(w *query.Where, r row) string {
	if kind := c.begins(kid(w), w.Rel.Target); kind != nil {
		if far, ok := c.fromFar(w, r); ok {
			c.checks = true
			each := c.exists(w.Rel, kid(w), r)
			c.checks = false
			return "iif(" + c.areFew(kind, w.Rel.Target) + ", " + far + ", " + each + ")"
		}
	}
	return c.exists(w.Rel, kid(w), r)
}

// exists says that some related node meets a condition.
func (c *compiler) exists(rel *schema.Rel, w *query.Where, r row) string {
	s := c.source(&query.Conn{Type: rel.Target, Rel: rel, Where: w}, r, true)
	return "EXISTS (SELECT 1 FROM " + s.sql() + ")"
}

// count is the number of related nodes that meet a condition.
func (c *compiler) count(n *query.CountOf, r row) string {
	s := c.source(&query.Conn{Type: n.Rel.Target, Rel: n.Rel, Where: n.Where}, r, true)
	return "(SELECT count(*) FROM " + s.sql() + ")"
}

// leaf compares one field, or the number of a count.
func (c *compiler) leaf(w *query.Where, r row, number string) string {
	switch w.Op {
	case query.IsNull:
		is := " IS NOT NULL"
		if yes, _ := w.Value.(bool); yes {
			is = " IS NULL"
		}
		return c.left(w, r, number) + is
	case query.Within:
		days, ok := w.Value.([2]value.Day)
		if !ok {
			fail("within %T", w.Value)
		}
		return "(" + c.field(r, w.Field.Part("start")) + " >= " + c.bind(days[0]) + " AND " + c.field(r, w.Field.Part("end")) + " <= " + c.bind(days[1]) + ")"
	case query.Contains:
		return "instr(" + c.left(w, r, number) + ", " + c.bind(folded(w.Value)) + ") > 0"
	case query.StartsWith:
		from, to := prefix(folded(w.Value))
		left := c.left(w, r, number)
		return "(" + left + " >= " + c.bind(from) + " AND " + left + " < " + c.bind(to) + ")"
	case query.EndsWith: // by bytes: length counts no further than a NUL. The byte in front, which no text has, keeps the blob from being empty: that would be null
		end := []byte(folded(w.Value))
		return "substr(CAST(x'ff' || " + c.left(w, r, number) + " AS BLOB), " + c.bind(-len(end)) + ", " + c.bind(len(end)) + ") = " + c.bind(end)
	case query.In:
		return c.left(w, r, number) + " IN (SELECT value FROM json_each(" + c.bind(jsonList(w.Value)) + "))"
	}
	op, ok := comparisons[w.Op]
	if !ok {
		fail("operation %d", w.Op)
	}
	return c.left(w, r, number) + op + c.bind(w.Value)
}

// left is what a leaf compares.
func (c *compiler) left(w *query.Where, r row, number string) string {
	text := w.Op == query.Contains || w.Op == query.StartsWith || w.Op == query.EndsWith
	switch {
	case w.Role || w.Edge != "":
		if r.edge == nil {
			fail("a condition on an edge, where there is no edge")
		}
		switch {
		case w.Edge != "":
			return shown(w.Edge, r.edge(string(w.Edge)))
		case w.Fold || text:
			return r.edge("role_fold")
		}
		return r.edge("role")
	case w.Field == nil:
		if number == "" {
			fail("a condition without a field")
		}
		return number
	case w.Field.Parts != nil:
		return c.field(r, w.Field.Presence())
	case w.Fold || text:
		return c.folded(r, w.Field)
	case r.led && w.Field.Sought:
		return "+" + c.field(r, w.Field) // most rows of the type may have it
	}
	return c.field(r, w.Field)
}

func folded(v any) string {
	s, ok := v.(string)
	if !ok {
		fail("a text operation on %T", v)
	}
	return value.Fold(s)
}

// prefix is the range of all texts that begin with s. Its end is no text: a blob, which sorts behind every text, or s with its
// last byte raised, which no text of UTF-8 reaches.
func prefix(s string) (from string, to any) {
	if s == "" {
		return "", []byte{}
	}
	end := []byte(s)
	end[len(end)-1]++
	return s, string(end)
}

// jsonList holds the values of an In as one parameter, so that their number is not in the statement.
func jsonList(v any) string {
	values, ok := v.([]any)
	if !ok {
		fail("in %T", v)
	}
	values = slices.Clone(values)
	for i, x := range values {
		values[i] = bindable(x)
	}
	b, err := json.Marshal(values)
	if err != nil {
		fail("in: %v", err)
	}
	return string(b)
}
