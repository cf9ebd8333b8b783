package memory

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Changes looks at every spell of every fact, and at those of the edges of its evidence.
func (s *Store) Changes(ctx context.Context, q *store.ChangesQuery) ([]store.Change, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	if q.Limit < 1 {
		return nil, fmt.Errorf("%w: a limit of %d changes", store.ErrInvalid, q.Limit)
	}
	fact, key, evidence, printed := s.m.History()
	if fact == nil {
		return []store.Change{}, nil
	}
	groups := map[store.Place]*store.Change{}
	for _, n := range s.nodes {
		if !fact.Has(n.typ.Name) || len(q.Of) > 0 && !s.everNamed(n, q.Of) {
			continue
		}
		at := func(i value.Instant) *store.Change {
			p := store.Place{At: i, Key: n.fields[key.Column].(string)}
			if groups[p] == nil {
				groups[p] = &store.Change{Place: p}
			}
			return groups[p]
		}
		turns := map[value.Instant]bool{}
		for _, sp := range n.spells {
			c := at(sp.told)
			c.Began, turns[sp.told] = append(c.Began, n.id), true
			if !sp.open() {
				c = at(sp.ended)
				c.Ended, turns[sp.ended] = append(c.Ended, n.id), true
			}
		}
		edges := n.in
		if evidence.Out {
			edges = n.out
		}
		begun, ended := map[value.Instant][]string{}, map[value.Instant][]string{}
		for _, e := range edges {
			if e.Type != evidence.Type {
				continue
			}
			words, _ := e.owner.fields[printed.Column].(string)
			for _, sp := range e.spells {
				begun[sp.told] = append(begun[sp.told], words)
				ended[sp.ended] = append(ended[sp.ended], words)
			}
		}
		for _, i := range slices.Concat(slices.Collect(maps.Keys(begun)), slices.Collect(maps.Keys(ended))) {
			slices.Sort(begun[i])
			slices.Sort(ended[i])
			if !turns[i] && i != value.MaxInstant && !slices.Equal(begun[i], ended[i]) {
				c := at(i)
				c.Cited, turns[i] = append(c.Cited, n.id), true
			}
		}
	}
	return changesAfter(groups, q), nil
}

// everNamed says whether a fact named one of these nodes in any spell.
func (s *Store) everNamed(fact *node, ids []string) bool {
	named := s.m.Type("Fact").Rel("entities")
	return slices.ContainsFunc(fact.out, func(e *edge) bool { return e.Type == named.Type && slices.Contains(ids, e.To) })
}

func changesAfter(groups map[store.Place]*store.Change, q *store.ChangesQuery) []store.Change {
	out := []store.Change{}
	for p, c := range groups {
		if place(p, q.After) > 0 {
			for _, ids := range [][]string{c.Began, c.Ended, c.Cited} {
				slices.Sort(ids)
			}
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(a, b store.Change) int { return place(a.Place, b.Place) })
	return out[:min(len(out), q.Limit)]
}

func place(a, b store.Place) int {
	return cmp.Or(cmp.Compare(a.At, b.At), strings.Compare(a.Key, b.Key))
}
