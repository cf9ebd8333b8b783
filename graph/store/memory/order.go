package memory

import (
	"slices"

	"councilgraph/graph/query"
)

// keys are a row's sort keys, one an Order.
func (r *reader) keys(c *query.Conn, x item) []any {
	out := make([]any, 0, len(c.Order))
	for _, o := range c.Order {
		out = append(out, r.key(o, x))
	}
	return out
}

func (r *reader) key(o query.Order, x item) any {
	n := x.n
	for _, rel := range o.Path {
		far := r.one(n, rel, rel.Target, nil)
		if far == nil {
			return nil
		}
		n = far.n
	}
	switch {
	case o.Count != nil:
		return r.count(n, o.Count)
	case o.Edge != "":
		return edgeColumn(x.e, o.Edge, false)
	case o.Rank == query.RankClass:
		return x.hit.class
	case o.Rank == query.RankWords:
		return x.hit.words
	case o.Rank == query.RankName:
		return name(n.texts)
	}
	return r.field(n, o.Field)
}

// after compares keys in the direction of the connection: nulls last ascending and descending, all turned round with Back.
func after(c *query.Conn, a, b []any) int {
	turn := 1
	if c.Back {
		turn = -1
	}
	for i, o := range c.Order {
		switch x, y := a[i], b[i]; {
		case x == nil && y == nil:
		case x == nil:
			return turn
		case y == nil:
			return -turn
		case compare(x, y) != 0:
			if o.Desc {
				return -turn * compare(x, y)
			}
			return turn * compare(x, y)
		}
	}
	return 0
}

// keyed is a row with its keys.
type keyed struct {
	item
	keys []any
}

// sorted are all rows of a connection, in its direction.
func (r *reader) sorted(c *query.Conn, all []item) []keyed {
	out := make([]keyed, 0, len(all))
	for _, x := range all {
		out = append(out, keyed{x, r.keys(c, x)})
	}
	slices.SortFunc(out, func(a, b keyed) int { return after(c, a.keys, b.keys) })
	return out
}
