package sqlite

import (
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// field is a scalar of a node as it is answered: null where nothing is known and where a span is open.
func (c *compiler) field(r row, f *schema.Field) string {
	switch {
	case f.Span != "":
		return c.span(r, f.Span)
	case f.Column == "":
		fail("%s is no scalar", f.Name)
	case f.Stated && !c.time.Now():
		return c.claim(r, f, false)
	}
	return column(r.alias, f.Column)
}

// folded is a text as it is compared without case and accents.
func (c *compiler) folded(r row, f *schema.Field) string {
	switch {
	case f.Kind != schema.String:
		return "graph_fold(" + c.field(r, f) + ")"
	case f.Stated && !c.time.Now():
		return c.claim(r, f, true)
	}
	return column(r.alias, foldColumn(f))
}

// span is a column of the spell that a node is read in.
func (c *compiler) span(r row, s schema.Span) string {
	if c.time.Now() {
		return column(r.alias, spanColumn(s))
	}
	if r.spell != nil {
		if raw := r.spell(s); raw != "" {
			return c.shown(s, raw)
		}
	}
	// The clock did not ask whether this node is known: its spell at that time if there is one, else its last by then.
	x := c.alias("s")
	return "(SELECT " + c.shown(s, x+"."+string(s)) + " FROM spell " + x + " WHERE " + x + ".pk = " + r.pk() + " AND " + x + ".told <= " + knownAt +
		" ORDER BY " + c.bounds(x) + " DESC, " + x + ".told DESC LIMIT 1)"
}

// claim is a stated field under a clock: the value of the best claim of it that meets the bounds.
func (c *compiler) claim(r row, f *schema.Field, folded bool) string {
	rel, name, val := c.model.Claims()
	s := c.hop(&query.Conn{Type: rel.Target, Rel: rel}, r, false)
	s.where = append(s.where, c.field(s.row, name)+" = "+literal(f.Name))
	x := c.field(s.row, val)
	switch {
	case folded:
		x = c.folded(s.row, val)
	case f.Kind.Text():
	case f.Kind == schema.Boolean:
		x = "CASE " + x + " WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"
	case f.Kind == schema.Int || f.Kind == schema.Long:
		x = "graph_int(" + x + ")"
	default:
		x = "NULL"
	}
	since, authority := s.row.edge("since"), s.row.edge("authority")
	return "(SELECT " + x + " FROM " + s.sql() + " ORDER BY " + since + " DESC, " + authority + " DESC, " + s.row.alias + ".id LIMIT 1)"
}
