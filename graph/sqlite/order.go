package sqlite

import (
	"strconv"

	"councilgraph/graph/query"
)

// keyExpr is the value that an ordering compares.
func (c *compiler) keyExpr(o query.Order, r row) string {
	if len(o.Path) > 0 { // the node at each step is the one with the lowest id
		s := c.hop(&query.Conn{Type: o.Path[0].Target, Rel: o.Path[0]}, r, false)
		o.Path = o.Path[1:]
		key := c.keyExpr(o, s.row)
		return "(SELECT " + key + " FROM " + s.sql() + " ORDER BY " + s.row.alias + ".id LIMIT 1)"
	}
	switch {
	case o.Count != nil:
		return c.count(o.Count, r)
	case o.Rank != query.NoRank:
		return c.rank(o.Rank, r)
	case o.Edge != "":
		if r.edge == nil {
			fail("an order by an edge, where there is no edge")
		}
		return shown(o.Edge, r.edge(string(o.Edge)))
	}
	return c.field(r, o.Field)
}

func keyName(i int) string { return "k" + strconv.Itoa(i) }

// orderBy is the terms of ORDER BY over the keys of a page. Nulls are last, or first where everything is turned round; SQLite
// counts them as the lowest, so it is told only where that does not do, and indexes still give the order where it does.
func orderBy(q *query.Conn) string {
	s := ""
	for i, o := range q.Order {
		if i > 0 {
			s += ", "
		}
		s += keyName(i)
		down := o.Desc != q.Back
		switch {
		case down && q.Back && o.Nullable():
			s += " DESC NULLS FIRST"
		case down:
			s += " DESC"
		case !q.Back && o.Nullable():
			s += " NULLS LAST"
		}
	}
	return s
}

// after is the rows strictly after the cursor in the direction of the page.
func (c *compiler) after(q *query.Conn, keys []string) string { return c.keyset(q, keys, true) }

// behind is all others: at the cursor or on its other side.
func (c *compiler) behind(q *query.Conn, keys []string) string { return c.keyset(q, keys, false) }

// keyset compares rows with the cursor: one condition a key, each for rows that are equal in the keys before it, and the
// bound of the first key alone in front, by which an index can seek.
func (c *compiler) keyset(q *query.Conn, keys []string, ahead bool) string {
	if len(q.Cursor) != len(q.Order) {
		fail("a cursor of %d keys for an order of %d", len(q.Cursor), len(q.Order))
	}
	var either []string
	same, lead := "", ""
	for i, o := range q.Order {
		op := " < "
		if (o.Desc == q.Back) == ahead {
			op = " > "
		}
		nullsAhead := !q.Back // where nulls stand, seen from any other value
		switch {
		case q.Cursor[i] == nil && nullsAhead != ahead:
			either = append(either, same+keys[i]+" IS NOT NULL")
			same += keys[i] + " IS NULL AND "
		case q.Cursor[i] == nil:
			same += keys[i] + " IS NULL AND "
		default:
			v := c.bind(q.Cursor[i])
			past := keys[i] + op + v
			if o.Nullable() && nullsAhead == ahead {
				past = "(" + past + " OR " + keys[i] + " IS NULL)"
			}
			either = append(either, same+past)
			same += keys[i] + " = " + v + " AND "
			if i == 0 && !o.Nullable() {
				lead = keys[i] + op[:2] + "= " + v + " AND "
			}
		}
	}
	if !ahead {
		either = append(either, same+"1")
	}
	return lead + "(" + anyOf(either) + ")"
}
