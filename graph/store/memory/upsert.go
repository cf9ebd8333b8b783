package memory

import (
	"fmt"
	"maps"
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// check refuses what cannot be carried out, before anything is changed.
func (s *Store) check(b *store.Batch) error {
	fresh := map[string]bool{}
	for _, n := range b.Nodes {
		t := s.m.Type(n.Type)
		switch {
		case t == nil || t.Interface:
			return invalid("node %q: no concrete type %q", n.ID, n.Type)
		case n.ID == "":
			return invalid("a node of type %s has no id", n.Type)
		case fresh[n.ID]:
			return invalid("node %q is in the batch twice", n.ID)
		case s.nodes[n.ID] != nil && s.nodes[n.ID].typ != t:
			return invalid("node %q is of type %s, not %s", n.ID, s.nodes[n.ID].typ.Name, n.Type)
		}
		fresh[n.ID] = true
		if err := checkFields(t, n); err != nil {
			return err
		}
	}
	there := func(id string) bool { return fresh[id] || s.nodes[id] != nil }
	for _, n := range b.Nodes {
		for _, e := range n.Edges {
			if !slices.Contains(s.edges, e.Type) {
				return invalid("node %q: no edge type %q", n.ID, e.Type)
			}
			if !there(e.From) || !there(e.To) || e.Fact != "" && !there(e.Fact) {
				return invalid("node %q: edge %s from %q to %q on %q: an end is missing", n.ID, e.Type, e.From, e.To, e.Fact)
			}
		}
	}
	return s.checkAliases(b.Aliases, there)
}

func checkFields(t *schema.Type, n store.Node) error {
	kinds := map[string]schema.Kind{}
	for _, f := range t.Leaves() {
		kinds[f.Column] = f.Kind
	}
	for column, v := range n.Fields {
		kind, ok := kinds[column]
		switch v.(type) {
		case nil:
		case string:
			ok = ok && kind.Text()
		case bool:
			ok = ok && kind == schema.Boolean
		case int64:
			ok = ok && !kind.Text() && kind != schema.Boolean
		default:
			ok = false
		}
		if !ok {
			return invalid("node %q: %s.%s cannot be a %T", n.ID, t.Name, column, v)
		}
	}
	for _, x := range n.Texts {
		if fieldOrder(x.Field) < 0 {
			return invalid("node %q: no text field %q", n.ID, x.Field)
		}
	}
	return nil
}

func (s *Store) checkAliases(list []store.Alias, there func(string) bool) error {
	all := maps.Clone(s.aliases)
	for _, a := range list {
		if _, ok := all[a.Of]; !ok && a.Of != "" && !there(a.Of) {
			return invalid("alias %q of %q, which is not there", a.ID, a.Of)
		}
		if !merge(all, a) {
			return invalid("alias %q of %q leads back to itself", a.ID, a.Of)
		}
	}
	return nil
}

// merge adds an alias, and keeps every alias one step long. It refuses one that leads back to itself.
func merge(all map[string]string, a store.Alias) bool {
	if a.Of == "" {
		delete(all, a.ID)
		return true
	}
	of := a.Of
	if to, ok := all[of]; ok {
		of = to
	}
	if of == a.ID {
		return false
	}
	all[a.ID] = of
	for id, to := range all {
		if to == a.ID {
			all[id] = of
		}
	}
	return true
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", store.ErrInvalid, fmt.Sprintf(format, args...))
}

// apply carries out a batch that check let through, and says whether it changed anything.
func (s *Store) apply(b *store.Batch, now value.Instant) (changed bool) {
	for _, n := range b.Nodes { // first all nodes, since edges may name any of them
		if s.nodes[n.ID] == nil {
			s.nodes[n.ID] = &node{typ: s.m.Type(n.Type), id: n.ID}
			changed = true
		}
	}
	for _, n := range b.Nodes {
		if s.replace(s.nodes[n.ID], n, now) {
			changed = true
		}
	}
	for again := true; again; { // an entity that is listed may itself list others
		again = false
		for _, n := range s.nodes {
			if n.typ.Class == schema.Entity && s.list(n, now) {
				changed, again = true, true
			}
		}
	}
	before := maps.Clone(s.aliases)
	for _, a := range b.Aliases {
		merge(s.aliases, a)
	}
	return changed || !maps.Equal(before, s.aliases)
}

// replace puts what a batch says of a node in place of what was there.
func (s *Store) replace(n *node, to store.Node, now value.Instant) (changed bool) {
	fields := maps.Clone(to.Fields)
	maps.DeleteFunc(fields, func(_ string, v any) bool { return v == nil })
	if !maps.Equal(n.fields, fields) || !slices.Equal(n.texts, to.Texts) {
		n.fields, n.texts = fields, slices.Clone(to.Texts)
		changed = true
	}
	if n.typ.Class == schema.Entity {
		if !sameEdges(n.wanted, to.Edges) {
			n.wanted = slices.Clone(to.Edges)
			changed = true
		}
		return changed
	}
	edges := to.Edges
	if !to.Known {
		edges = nil
	}
	if n.spells.tell(to.Known, to.Span, now) {
		changed = true
	}
	if s.stand(n, edges, to.Span, now) {
		changed = true
	}
	return changed
}

// list tells an entity if any edge of another node that cites it stands, and ends it if none does.
func (s *Store) list(n *node, now value.Instant) (changed bool) {
	listed := slices.ContainsFunc(n.in, func(e *edge) bool {
		return slices.Contains(s.cites, e.Type) && e.owner != n && e.spells.open()
	})
	edges := n.wanted
	if !listed {
		edges = nil
	}
	if n.spells.tell(listed, store.Always, now) {
		changed = true
	}
	if s.stand(n, edges, store.Always, now) {
		changed = true
	}
	return changed
}

func sameEdges(a, b []store.Edge) bool {
	for _, e := range a {
		if !slices.Contains(b, e) {
			return false
		}
	}
	for _, e := range b {
		if !slices.Contains(a, e) {
			return false
		}
	}
	return true
}
