package neo4j

import (
	"fmt"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// key is one key of an ordering, in a variable.
type key struct {
	query.Order
	expr, v string
}

func (c *compiler) keys(orders []query.Order, p place) []key {
	keys := make([]key, len(orders))
	for i, o := range orders {
		keys[i] = key{o, c.keyOf(o, p), c.name("k")}
	}
	return keys
}

func (c *compiler) keyOf(o query.Order, p place) string {
	switch {
	case o.Count != nil:
		return c.count(o.Count, p)
	case o.Rank == query.RankClass:
		return p.hit + "[0]"
	case o.Rank == query.RankWords:
		return p.hit + "[1]"
	case o.Rank == query.RankName:
		return p.node + "._name"
	case o.Edge != "":
		return c.edgeSpan(p, o.Edge)
	case len(o.Path) > 0:
		return c.pathKey(o, p)
	case p.whole && o.Field.Name == "id" && o.Field.Of == nil:
		return p.spell + ".id"
	}
	return c.field(p, o.Field, false)
}

// pathKey is a field of the node at the end of a way; at each step the one with the lowest id.
func (c *compiler) pathKey(o query.Order, p place) string {
	var text []string
	for _, r := range o.Path {
		s, far := c.rows(&query.Conn{Type: r.Target, Rel: r}, p, some)
		text = append(text, fmt.Sprintf("%s WITH %s ORDER BY %s.id LIMIT 1", s.String(), far.vars(), far.node))
		p = far
	}
	return fmt.Sprintf("COLLECT { %s RETURN %s }[0]", strings.Join(text, " "), c.field(p, o.Field, false))
}

// ownKey is the column of a root's key that is never null and that an index may hold; empty where there is none.
func (c *compiler) ownKey(o query.Order, p place) string {
	switch {
	case o.Field == nil || len(o.Path) > 0 || o.Nullable() || o.Field.Kind == schema.Boolean:
		return ""
	case c.clock && (o.Field.Span == schema.Since || o.Field.Name == "id" && o.Field.Of == nil):
		return p.spell + "." + indexOf(o.Field)
	case c.clock:
		return ""
	case o.Field.Span != "":
		return p.node + "." + ownSpan(o.Field.Span)
	}
	return p.node + "." + o.Field.Column
}

// indexOf names the column of a spell that an index holds.
func indexOf(f *schema.Field) string {
	if f.Span != "" {
		return string(f.Span)
	}
	return f.Column
}

// with projects the keys.
func with(p place, keys []key) string {
	cells := []string{p.vars()}
	for _, k := range keys {
		cells = append(cells, k.expr+" AS "+k.v)
	}
	return "WITH " + strings.Join(cells, ", ")
}

// orderBy sorts by the keys: nulls last, and everything turned round where back. Cypher has nulls last going up and first
// going down; where that is not meant, whether it is null is a key of its own.
func orderBy(keys []key, back bool) string {
	var parts []string
	for _, k := range keys {
		down := k.Desc != back
		if k.Nullable() && down != back {
			if back {
				parts = append(parts, k.v+" IS NOT NULL")
			} else {
				parts = append(parts, k.v+" IS NULL")
			}
		}
		if down {
			parts = append(parts, k.v+" DESC")
		} else {
			parts = append(parts, k.v)
		}
	}
	return "ORDER BY " + strings.Join(parts, ", ")
}

// after is the condition that a row stands strictly after a cursor, going the way of the page: it is after at the first key
// at which it differs.
func (c *compiler) after(q *query.Conn, keys []key) string {
	var or []string
	var same string
	for i, k := range keys {
		v := q.Cursor[i]
		if v == nil {
			if q.Back { // nulls come first
				or = append(or, same+k.v+" IS NOT NULL")
			}
			same += k.v + " IS NULL AND "
			continue
		}
		bound, text := c.bind(v), ""
		if s, ok := v.(string); ok {
			text = s
		}
		beyond := c.beyond(k.v, text, bound, k.Desc != q.Back)
		if k.Nullable() && !q.Back {
			beyond = "(" + beyond + " OR " + k.v + " IS NULL)"
		}
		or = append(or, same+beyond)
		same += k.v + " = " + bound + " AND "
	}
	if len(or) == 0 {
		return c.never()
	}
	return "(" + strings.Join(or, " OR ") + ")"
}

// beyondCursor leaves, of rows with their keys, those after the cursor.
func (c *compiler) beyondCursor(s *source, q *query.Conn, keys []key) {
	if q.Cursor != nil {
		s.where(c.after(q, keys))
		s.clause("WITH *")
	}
}

// start adds redundant conditions on the first key of a root's page, so that an index gives the order and the page begins at
// the cursor: nothing else is read, and nothing sorted.
func (c *compiler) start(s *source, q *query.Conn, p place) {
	if q.Rel == nil && q.Search == nil {
		c.walkFrom(s, q, p)
	}
}

// walkFrom adds such conditions.
func (c *compiler) walkFrom(s *source, q *query.Conn, p place) {
	column := c.ownKey(q.Order[0], p)
	if column == "" {
		return
	}
	s.where(column + " IS NOT NULL")
	if q.Cursor == nil {
		return
	}
	if text, ok := q.Cursor[0].(string); ok {
		if greater, less := misplaced(text); greater+less != "" {
			return // an index compares by code point, but nothing says that one is used
		}
	}
	op := ">="
	if q.Order[0].Desc != q.Back {
		op = "<="
	}
	s.where(fmt.Sprintf("%s %s %s", column, op, c.bind(q.Cursor[0])))
}
