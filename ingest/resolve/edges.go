package resolve

import (
	"cmp"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// edges are all that a node of a type owns: its own relationships, and the relationships that rest on it. Those that start at
// the node itself have an empty From. fact is the fact that they rest on: the node itself, or the one that evidence is shown under.
func edges(m *schema.Model, t *schema.Type, fact string, fields map[string]any, refs map[string][]string) []store.Edge {
	var out []store.Edge
	for _, r := range t.Rels {
		if r.Out && r.From == nil && r.Latest == nil && !r.Auto {
			for _, to := range refs[r.Name] {
				out = append(out, store.Edge{Type: r.Type, To: to, Fact: fact})
			}
		}
	}
	if t.Class == schema.Fact {
		out = append(out, cites(m, t, fact, refs)...)
		if fields[modality] != actual {
			return tidy(out) // what is hoped for makes no relationship
		}
		out = append(out, candidates(m, t, fact, fields, refs)...)
	}
	return tidy(append(out, derived(m, t, fact, fields, refs)...))
}

// cites leads from a fact to every entity that it names; the role is the fields that do.
func cites(m *schema.Model, t *schema.Type, fact string, refs map[string][]string) []store.Edge {
	auto := m.Type("Fact").Rel("entities")
	roles := map[string][]string{}
	for _, r := range t.Rels {
		if r.Target.Class == schema.Entity && r.Out && r.From == nil && !r.Auto {
			for _, to := range refs[r.Name] {
				if !slices.Contains(roles[to], r.Name) {
					roles[to] = append(roles[to], r.Name)
				}
			}
		}
	}
	var out []store.Edge
	for to, names := range roles {
		out = append(out, store.Edge{Type: auto.Type, To: to, Fact: fact, Role: strings.Join(names, ",")})
	}
	return out
}

// derived are the edges of relationships that rest on facts (or evidence) of this type.
func derived(m *schema.Model, t *schema.Type, fact string, fields map[string]any, refs map[string][]string) []store.Edge {
	var out []store.Edge
	for _, owner := range m.Types {
		for _, r := range owner.Rels {
			if r.From == nil || r.From.Fact != t || !r.From.If.Holds(fields[r.From.If.Field]) {
				continue
			}
			role := ""
			if r.From.Role != nil {
				role, _ = fields[r.From.Role.Column].(string)
			}
			for _, near := range refs[r.From.Near.Name] {
				for _, far := range refs[r.From.Far.Name] {
					if !owner.Has(typeName(m, near)) || !r.Target.Has(typeName(m, far)) || near == far {
						continue
					}
					e := store.Edge{Type: r.Type, From: near, To: far, Fact: fact, Role: role}
					if !r.Out {
						e.From, e.To = far, near
					}
					out = append(out, e)
				}
			}
		}
	}
	return out
}

func typeName(m *schema.Model, id string) string {
	if t := m.TypeOf(id); t != nil {
		return t.Name
	}
	return ""
}

// candidates are the edges of @latest relationships: one for each entity and each combination of what they are told apart by.
func candidates(m *schema.Model, t *schema.Type, fact string, fields map[string]any, refs map[string][]string) []store.Edge {
	var out []store.Edge
	for _, owner := range m.Types {
		for _, r := range owner.Rels {
			if r.Latest == nil || r.Target != t {
				continue
			}
			groups := [][]string{{}}
			for _, per := range r.Latest.Per {
				var parts []string
				if f := t.Field(per); f != nil {
					parts = []string{value.Fold(plain(fields[f.Column]))}
				} else if parts = refs[per]; len(parts) == 0 {
					parts = []string{""}
				}
				groups = product(groups, parts)
			}
			for _, of := range refs[ownerRef(t, r.Latest.Of).Name] {
				for _, g := range groups {
					out = append(out, store.Edge{Type: r.Type, From: of, To: fact, Fact: fact, Group: value.Hash(g...)})
				}
			}
		}
	}
	return out
}

// ownerRef is the fact's own field behind a relationship that leads to it.
func ownerRef(t *schema.Type, of *schema.Rel) *schema.Rel {
	for _, r := range t.Rels {
		if r.Type == of.Type && r.Out {
			return r
		}
	}
	panic("no " + of.Type + " in " + t.Name) // the linter holds this
}

func product(groups [][]string, parts []string) [][]string {
	var out [][]string
	for _, g := range groups {
		for _, p := range parts {
			out = append(out, append(slices.Clone(g), p))
		}
	}
	return out
}

// tidy sorts edges and leaves each once.
func tidy(edges []store.Edge) []store.Edge {
	slices.SortFunc(edges, func(a, b store.Edge) int {
		return cmp.Or(strings.Compare(a.Type, b.Type), strings.Compare(a.From, b.From), strings.Compare(a.To, b.To),
			strings.Compare(a.Group, b.Group), strings.Compare(a.Role, b.Role))
	})
	return slices.Compact(edges)
}
