package neo4j

import (
	"reflect"
	"slices"

	"councilgraph/graph/query"
)

// counted is a number of related nodes that stands in a variable.
type counted struct {
	of *query.CountOf
	v  string
}

// count is the number of related nodes.
func (c *compiler) count(o *query.CountOf, p place) string {
	if v := p.counted(o); v != "" {
		return v
	}
	s, far := c.rows(&query.Conn{Type: o.Rel.Target, Rel: o.Rel, Where: o.Where}, p, once)
	return "COUNT { " + s.String() + " RETURN " + far.node + " }"
}

// counted is the variable that such a number stands in; empty where there is none.
func (p place) counted(o *query.CountOf) string {
	i := slices.IndexFunc(p.counts, func(n counted) bool { return n.of.Rel == o.Rel && reflect.DeepEqual(n.of.Where, o.Where) })
	if i < 0 {
		return ""
	}
	return p.counts[i].v
}

// filter asks of rows what a connection's filter says. A number that rows are sorted by too is counted once, of the rows that meet all else.
func (c *compiler) filter(s *source, p *place, q *query.Conn, w *query.Where) {
	for _, o := range q.Order {
		of, rest := compares(w, o.Count)
		if of == nil {
			continue
		}
		if rest != nil {
			s.where(c.where(rest, *p, ""))
		}
		n := counted{o.Count, c.name("n")}
		s.clause("WITH %s, %s AS %s", p.vars(), c.count(o.Count, *p), n.v)
		p.counts, w = append(p.counts, n), of
		break
	}
	s.where(c.where(w, *p, ""))
}

// compares finds in a filter the condition on a number; rest is what else it asks. Both are nil where there is none.
func compares(w *query.Where, n *query.CountOf) (of, rest *query.Where) {
	switch {
	case n == nil:
	case w.Op == query.And:
		for i, k := range w.Kids {
			if of, rest = compares(k, n); of != nil {
				return of, but(w.Kids, i, rest)
			}
		}
	case w.Op == query.RelCount && w.Count.Rel == n.Rel && reflect.DeepEqual(w.Count.Where, n.Where):
		return w, nil
	}
	return nil, nil
}
