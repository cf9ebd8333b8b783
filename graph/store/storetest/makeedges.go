package storetest

import (
	"fmt"
	"maps"
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// build is a node with its edges: those that it states, CITES to every entity among them, and those that readers derive.
func (w *maker) build(s *saying) store.Node {
	n := s.node
	n.Fields, n.Texts = maps.Clone(n.Fields), slices.Clone(n.Texts)
	t := w.m.Type(n.Type)
	seen := map[store.Edge]bool{}
	add := func(e store.Edge) {
		if !seen[e] {
			seen[e] = true
			n.Edges = append(n.Edges, e)
		}
	}
	for _, r := range t.Rels {
		for _, id := range s.states[r.Name] {
			add(store.Edge{Type: r.Type, From: n.ID, To: id})
			if t.Class == schema.Fact && w.class(id) == schema.Entity {
				add(store.Edge{Type: "CITES", From: n.ID, To: id})
			}
		}
	}
	for _, id := range s.extra {
		add(store.Edge{Type: "CITES", From: n.ID, To: id})
	}
	if m := n.Fields["modality"]; m == nil || m == "ACTUAL" {
		w.derive(s, t, add)
	}
	return n
}

func (w *maker) class(id string) schema.Class { return w.m.Type(w.said[id].node.Type).Class }

// derive works out the edges that rest on a fact.
func (w *maker) derive(s *saying, t *schema.Type, add func(store.Edge)) {
	for _, owner := range w.m.Types {
		if owner.Interface {
			continue
		}
		for _, r := range owner.Rels {
			switch {
			case r.From != nil && r.Out && r.From.Fact == t && r.From.If.Holds(s.node.Fields[r.From.If.Field]):
				for _, near := range s.states[r.From.Near.Name] {
					for _, far := range s.states[r.From.Far.Name] {
						if !owner.Has(w.said[near].node.Type) || !r.Target.Has(w.said[far].node.Type) {
							continue
						}
						e := store.Edge{Type: r.Type, From: near, To: far, Fact: s.node.ID}
						if r.From.Role != nil {
							e.Role, _ = s.node.Fields[r.From.Role.Column].(string)
						}
						add(e)
					}
				}
			case r.Latest != nil && r.Latest.Of.Target == t:
				for _, subject := range w.subjects(s, r.Latest.Of.Type) {
					for _, group := range w.groups(s, t, r.Latest.Per) {
						add(store.Edge{Type: r.Type, From: subject, To: s.node.ID, Fact: s.node.ID, Group: group})
					}
				}
			}
		}
	}
}

// subjects are what a fact's own edges of a type lead to.
func (w *maker) subjects(s *saying, edge string) []string {
	for _, r := range w.m.Type(s.node.Type).Rels {
		if r.Type == edge && r.Out {
			return s.states[r.Name]
		}
	}
	return nil
}

// groups are the combinations of the values that a @latest relationship is for each of.
func (w *maker) groups(s *saying, t *schema.Type, per []string) []string {
	out := []string{"="}
	for _, name := range per {
		values := s.states[name]
		if f := t.Field(name); f != nil {
			values = []string{fmt.Sprint(s.node.Fields[f.Column])}
		}
		if len(values) == 0 {
			values = []string{""}
		}
		var next []string
		for _, g := range out {
			for _, v := range values {
				next = append(next, g+"/"+v)
			}
		}
		out = next
	}
	return out
}

// state chooses what a relationship leads to.
func (w *maker) state(s *saying, r *schema.Rel) {
	if !r.Out || r.From != nil || r.Latest != nil {
		return
	}
	ids := w.targets(r)
	if r.Auto {
		s.extra = nil
		if len(ids) > 0 && w.oneIn(4) {
			s.extra = []string{pickOne(w.r, ids)}
		}
		return
	}
	delete(s.states, r.Name)
	n := 1
	switch {
	case r.Many:
		n = w.r.IntN(4)
	case !r.Required && w.oneIn(3):
		n = 0
	}
	for range n {
		if len(ids) > 0 {
			if id := pickOne(w.r, ids); id != s.node.ID && !slices.Contains(s.states[r.Name], id) {
				s.states[r.Name] = append(s.states[r.Name], id)
			}
		}
	}
}

// targets are the nodes that a relationship may lead to: few, so that pairs repeat; but once in a while any.
func (w *maker) targets(r *schema.Rel) (out []string) {
	for _, t := range r.Target.Impl {
		if len(r.Only) == 0 || slices.Contains(r.Only, t.Name) {
			ids := w.ids[t.Name]
			out = append(out, ids[:min(4, len(ids))]...)
		}
	}
	if len(out) > 4 && !w.oneIn(4) {
		start := int(w.seed+int64(len(r.Type))) % (len(out) - 3) // the same ones all through a world
		out = out[max(0, start):][:3]
	}
	return out
}
