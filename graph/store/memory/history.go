package memory

import (
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// spell is one time in which a node or an edge was known, with the span that it had all the while.
type spell struct {
	told, ended value.Instant // ended is MaxInstant while it goes on
	span        store.Span
}

func (s spell) open() bool { return s.ended == value.MaxInstant }

// history is every spell, oldest first. At most the last is open, and no two share an instant.
type history []spell

func (h history) open() bool { return len(h) > 0 && h[len(h)-1].open() }

// tell makes a thing known with this span, or not known, from now on. What is so already goes on. It says whether
// anything changed.
func (h *history) tell(known bool, span store.Span, now value.Instant) bool {
	if h.open() {
		last := &(*h)[len(*h)-1]
		if known && last.span == span {
			return false
		}
		last.ended = now
	} else if !known {
		return false
	}
	if known {
		*h = append(*h, spell{told: now, ended: value.MaxInstant, span: span})
	}
	return true
}

// node is the present state of a node, its spells, and every edge that it ever owned or stood at an end of.
type node struct {
	typ    *schema.Type
	id     string
	fields map[string]any // without nulls
	texts  []store.Text
	spells history

	wanted []store.Edge // of an entity: what it owns whenever it is listed
	owned  []*edge
	out    []*edge // From is this node
	in     []*edge // To is this node
}

// edge is one edge of one owner. An owner may have several between the same two nodes, with different groups.
type edge struct {
	store.Edge
	owner  *node
	spells history
}

// own finds or makes an edge of an owner.
func (s *Store) own(owner *node, e store.Edge) *edge {
	for _, x := range owner.owned {
		if x.Edge == e {
			return x
		}
	}
	x := &edge{Edge: e, owner: owner}
	owner.owned = append(owner.owned, x)
	s.nodes[e.From].out = append(s.nodes[e.From].out, x)
	s.nodes[e.To].in = append(s.nodes[e.To].in, x)
	return x
}

// stand makes these, and no others, the edges of an owner that stand from now on.
func (s *Store) stand(owner *node, want []store.Edge, span store.Span, now value.Instant) (changed bool) {
	for _, x := range owner.owned {
		if !slices.Contains(want, x.Edge) && x.spells.tell(false, span, now) {
			changed = true
		}
	}
	for _, e := range want {
		if s.own(owner, e).spells.tell(true, span, now) {
			changed = true
		}
	}
	return changed
}
