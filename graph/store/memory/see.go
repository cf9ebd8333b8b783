package memory

import (
	"cmp"
	"context"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// reader answers one tree. Its first error makes the whole answer void.
type reader struct {
	s    *Store
	ctx  context.Context
	time query.Time
	err  error
}

// item is a node with the way it was come by: by an edge, by a search, or by neither.
type item struct {
	n   *node
	e   *row
	hit *hit
}

// row is an edge in one of its spells.
type row struct {
	*edge
	spell
}

// better says that a row is the better of two that state one pair.
func (r *row) better(than *row) bool {
	return cmp.Or(r.weigh(than), cmp.Compare(than.owner.id, r.owner.id)) > 0
}

// weigh compares by since, then authority.
func (r *row) weigh(with *row) int {
	return cmp.Or(cmp.Compare(r.span.Since, with.span.Since), cmp.Compare(r.span.Authority, with.span.Authority))
}

// in finds the one spell that meets the bounds of the question. What is not clocked has its present state at any time.
func (r *reader) in(h history, clocked bool) *spell {
	at, day := value.MaxInstant-1, r.time.AsOf // known now: ended is MaxInstant
	if r.time.KnownAt != nil {
		at = *r.time.KnownAt
	}
	if !clocked {
		at, day = value.MaxInstant-1, nil
	}
	for i := range h {
		if sp := &h[i]; sp.told <= at && at < sp.ended && (day == nil || sp.span.Since <= *day && *day <= sp.span.Until) {
			return sp
		}
	}
	return nil
}

// lastSpell is the last one that had begun by the instant of the question; nil where none had.
func (r *reader) lastSpell(n *node) (last *spell) {
	for i := range n.spells {
		if sp := &n.spells[i]; r.time.KnownAt == nil || sp.told <= *r.time.KnownAt {
			last = sp
		}
	}
	return last
}

// ended says whether the end of a spell is told: at the instant of the question it has passed.
func (r *reader) ended(sp *spell) bool {
	at := r.time.KnownAt
	if r.time.Ends != nil {
		at = r.time.Ends
	}
	return at == nil || sp.ended <= *at
}

// spell is the one in which a node is known within the bounds; nil where it is not.
func (r *reader) spell(n *node) *spell { return r.in(n.spells, n.typ.Clocked) }

// reachable says whether a node is seen at the far end of an edge that is seen. In the present it must be known. Under a
// clock a fact must be, and all else goes with the edge.
func (r *reader) reachable(n *node) bool {
	return !r.time.Now() && n.typ.Class != schema.Fact || r.spell(n) != nil
}

// rows are the edges of a relationship at a node that are seen: one a far node, in no order.
func (r *reader) rows(at *node, rel *schema.Rel) []*row {
	edges := at.out
	if !rel.Out {
		edges = at.in
	}
	var all []*row
	for _, e := range edges {
		if e.Type != rel.Type || rel.Latest != nil && e.Group == "" {
			continue
		}
		if sp := r.in(e.spells, e.owner.typ.Clocked); sp != nil {
			all = append(all, &row{e, *sp})
		}
	}
	if rel.Latest != nil {
		all = latest(all)
	}
	return onePair(all)
}

// latest keeps the candidates that no other of their group outweighs.
func latest(all []*row) (out []*row) {
	for _, x := range all {
		outweighed := slices.ContainsFunc(all, func(y *row) bool {
			return y.Group == x.Group && y.weigh(x) > 0
		})
		if !outweighed {
			out = append(out, x)
		}
	}
	return out
}

// onePair keeps the best row of each pair.
func onePair(all []*row) (out []*row) {
	for _, x := range all {
		i := slices.IndexFunc(out, func(y *row) bool { return y.From == x.From && y.To == x.To })
		switch {
		case i < 0:
			out = append(out, x)
		case x.better(out[i]):
			out[i] = x
		}
	}
	return out
}

// related are the nodes that a relationship leads to and that meet a filter.
func (r *reader) related(at *node, rel *schema.Rel, typ *schema.Type, where *query.Where) (out []item) {
	for _, e := range r.rows(at, rel) {
		far := r.s.nodes[e.To]
		if !rel.Out {
			far = r.s.nodes[e.From]
		}
		x := item{n: far, e: e}
		if typ.Has(far.typ.Name) && r.reachable(far) && (where == nil || r.where(where, x)) {
			out = append(out, x)
		}
	}
	return out
}

// one is the node that a to-one relationship leads to: that with the lowest id if there are several.
func (r *reader) one(at *node, rel *schema.Rel, typ *schema.Type, where *query.Where) *item {
	all := r.related(at, rel, typ, where)
	if len(all) == 0 {
		return nil
	}
	x := slices.MinFunc(all, func(a, b item) int { return cmp.Compare(a.n.id, b.n.id) })
	return &x
}

// fact is the node that an edge rests on; nil where there is none to see.
func (r *reader) fact(e *row) *node {
	if e == nil || e.Fact == "" {
		return nil
	}
	if n := r.s.nodes[e.Fact]; r.reachable(n) {
		return n
	}
	return nil
}

// roots are all nodes of a type that are seen at a root and meet the connection's search and filter.
func (r *reader) roots(c *query.Conn) (out []item) {
	for _, n := range r.s.nodes {
		if !c.Type.Has(n.typ.Name) || r.spell(n) == nil {
			continue
		}
		x := item{n: n}
		if c.Search != nil {
			if len(c.Search.Types) > 0 && !slices.Contains(c.Search.Types, n.typ) {
				continue
			}
			if x.hit = match(c.Search.Words, n.texts); x.hit == nil {
				continue
			}
			if old := r.s.m.Superseded(); x.hit.class == store.ClassPassage && old != nil && len(r.related(n, old, old.Target, nil)) > 0 {
				x.hit.class = store.ClassSuperseded
			}
		}
		if c.Where == nil || r.where(c.Where, x) {
			out = append(out, x)
		}
	}
	return out
}

// byID finds a node by its id or one that was merged into it. In the present it need not be known, nor ever an entity or
// what is not clocked; under a clock anything else must be.
func (r *reader) byID(id string, typ *schema.Type) *node {
	if to, ok := r.s.aliases[id]; ok {
		id = to
	}
	n := r.s.nodes[id]
	if n == nil || !typ.Has(n.typ.Name) {
		return nil
	}
	if r.time.Now() || n.typ.Class == schema.Entity || !n.typ.Clocked || r.spell(n) != nil {
		return n
	}
	return nil
}

// fieldOrder is the place of a text field in the ranking; -1 where it is none.
func fieldOrder(f store.TextField) int {
	return slices.Index([]store.TextField{store.TextName, store.TextOther, store.TextWording, store.TextPassage}, f)
}
