package sqlite

import (
	"slices"
	"strconv"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// seeks says that an index finds the few nodes that may meet a condition, so that it pays to begin with them.
func (c *compiler) seeks(w *query.Where) bool {
	if w == nil || c.checks {
		return false
	}
	switch w.Op {
	case query.And:
		return slices.ContainsFunc(w.Kids, c.seeks)
	case query.Or:
		return len(w.Kids) > 0 && !slices.ContainsFunc(w.Kids, func(k *query.Where) bool { return !c.seeks(k) })
	case query.Some:
		return c.seeks(kid(w))
	case query.Contains: // all texts are read, but without what leads to them
		return w.Field != nil && w.Field.Kind == schema.String && c.isSought(w.Field)
	case query.Eq, query.In, query.StartsWith:
		f := w.Field
		switch {
		case f == nil || f.Stated || f.Span != "":
			return false
		case f.Kind == schema.String && w.Fold && c.isSought(f):
			return true
		case f.Of != nil:
			return false
		case f.Kind == schema.ID:
			return f.NonNull && w.Op != query.StartsWith
		}
		return f.Kind == schema.String && (w.Fold || w.Op == query.StartsWith) && f.NonNull && c.isKey(f)
	}
	return false
}

// isKey says that a text has an index; see indexes.
func (c *compiler) isKey(f *schema.Field) bool {
	for _, t := range c.model.Types {
		if slices.Contains(t.Fields, f) {
			return inKey(t, f)
		}
	}
	return false
}

// isSought says that a text has an index because filters look for it.
func (c *compiler) isSought(f *schema.Field) bool {
	return slices.ContainsFunc(c.model.Types, func(t *schema.Type) bool { return slices.Contains(t.Sought(), f) })
}

// fewEnds is up to how many ends of one kind a filter begins with them.
var fewEnds = 1000

// begins is the condition on what kind a node is of, if a filter has one, by which an index finds those of a type; nil where there is none.
func (c *compiler) begins(w *query.Where, t *schema.Type) *query.Where {
	switch {
	case w == nil || c.checks:
	case w.Op == query.And:
		for _, k := range w.Kids {
			if s := c.begins(k, t); s != nil {
				return s
			}
		}
	case (w.Op == query.Eq || w.Op == query.In) && w.Field != nil && w.Field.Kind == schema.Enum && slices.Contains(t.Sought(), w.Field):
		return w
	}
	return nil
}

// areFew says, in the statement, that at most fewEnds nodes of a type meet such a condition.
func (c *compiler) areFew(w *query.Where, t *schema.Type) string {
	r := row{typ: t, alias: c.alias("f")}
	return "(SELECT count(*) FROM (SELECT 1 FROM " + table(t) + " " + r.alias + " WHERE " + c.leaf(w, r, "") + " LIMIT " + strconv.Itoa(fewEnds+1) + ")) <= " +
		strconv.Itoa(fewEnds)
}

// fromFar is Some begun at the far end: the nodes that the few found there lead back to, read once for the statement and not
// for each row. Under a clock it cannot tell which edge of a pair is the best, so it leaves conditions on that to others.
func (c *compiler) fromFar(w *query.Where, r row) (string, bool) {
	rel, t := w.Rel, w.Rel.Target
	shared := c.kinds[rel.Type] != ordinary && !c.time.Now()
	if shared && (c.kinds[rel.Type] == latest || readsEdge(kid(w))) {
		return "", false
	}
	e, x := c.alias("e"), c.alias("t")
	s := source{row: row{typ: t, alias: x, rel: rel, led: c.seeks(kid(w)), edge: func(column string) string { return e + "." + column }}}
	s.from = table(t) + " " + x + " CROSS JOIN edge " + e + " ON " + e + "." + farEnd(rel) + " = " + x + ".pk AND " + e + ".type = " + c.edgeType(rel.Type)
	switch {
	case c.time.Now():
		s.where = append(s.where, e+"."+seen(rel)+" = 1")
	default:
		s.where = append(s.where, c.bounds(e))
		if rel.FarSpan() {
			s.row.spell = ownersSpell(s.row.edge)
		} else if t.Class == schema.Fact {
			c.inSpell(&s, x+".pk")
		}
	}
	s.where = append(s.where, c.where(kid(w), s.row, ""))
	return r.pk() + " IN (SELECT " + e + "." + nearEnd(rel) + " FROM " + s.sql() + ")", true
}

// readsEdge says that a condition speaks of the edge itself, not only of the node at its end.
func readsEdge(w *query.Where) bool {
	switch w.Op {
	case query.And, query.Or, query.Not:
		return slices.ContainsFunc(w.Kids, readsEdge)
	case query.EdgeFact:
		return true
	}
	return w.Role || w.Edge != ""
}
