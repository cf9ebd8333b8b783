package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// neighbourKind is a relationship of a node and the type of its far end.
type neighbourKind struct {
	rel   *schema.Rel
	typ   *schema.Type
	count int64
}

// Neighbours answers the root field of that name. Relationships are counted by one statement, then, by one each, the types at the
// far ends of those that there are and that lead to several types; a page of each kind is one more. So each statement is small and
// the same for all nodes of a type.
func (r *queryResolver) Neighbours(ctx context.Context, _ string, _, _ []string, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	ctx = r.traced(ctx)
	id := named{"id", q.args["id"].(string)}
	found, err := q.known(ctx, r.store, []named{id})
	if err != nil {
		return nil, err
	}
	id.id = found[0].ID()
	t := q.m.Type(found[0].Type())
	rels, types := q.relationships(t), q.typesOf("types", q.m.Type("Node"))
	kinds, err := countKinds(ctx, r.store, q.at, t, id.id, whole(rels))
	if err != nil {
		return nil, err
	}
	if kinds, err = countTypes(ctx, r.store, q.at, t, id.id, kinds, types); err != nil {
		return nil, err
	}
	slices.SortFunc(kinds, func(a, b neighbourKind) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.rel.Name, b.rel.Name), strings.Compare(a.typ.Name, b.typ.Name))
	})
	list := make([]any, len(kinds))
	for i, k := range kinds {
		list[i] = Object{"relationship": k.rel.Name, "wording": k.rel.Doc, "type": k.typ.Name, "count": k.count,
			"neighbours": Related{ID: id.id, Rel: k.rel, Where: k.where()}}
	}
	return r.compose(ctx, q, Object{"node": Ref{ID: id.id}, "kinds": list})
}

// relationships are those of a type that the argument names, or all.
func (q *question) relationships(t *schema.Type) []*schema.Rel {
	if q.args["relationships"] == nil {
		return slices.DeleteFunc(slices.Clone(t.Rels), func(r *schema.Rel) bool { return r.Latest != nil })
	}
	var out []*schema.Rel
	for _, name := range items(q.args["relationships"]) {
		r := t.Rel(q.text(name, q.path, "relationships"))
		if r == nil || r.Latest != nil {
			var names []string
			for _, r := range t.Rels {
				if r.Latest == nil {
					names = append(names, r.Name)
				}
			}
			q.fail(q.path, "relationships", "%s has no relationship %q; it has %s", t.Name, name, strings.Join(names, ", "))
		}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// whole are kinds of every far end.
func whole(rels []*schema.Rel) []neighbourKind {
	out := make([]neighbourKind, len(rels))
	for i, r := range rels {
		out[i] = neighbourKind{rel: r}
	}
	return out
}

// countTypes parts kinds by the type of the far end; of some types, or of all where they are nil.
func countTypes(ctx context.Context, s Reader, at query.Time, t *schema.Type, id string, kinds []neighbourKind, types []*schema.Type) ([]neighbourKind, error) {
	var out []neighbourKind
	for _, k := range kinds {
		if !k.rel.Target.Interface {
			if k.typ = k.rel.Target; types == nil || slices.Contains(types, k.typ) {
				out = append(out, k)
			}
			continue
		}
		var parts []neighbourKind
		for _, far := range k.rel.Target.Impl {
			if types == nil || slices.Contains(types, far) {
				parts = append(parts, neighbourKind{rel: k.rel, typ: far})
			}
		}
		parts, err := countKinds(ctx, s, at, t, id, parts)
		if err != nil {
			return nil, err
		}
		out = append(out, parts...)
	}
	return out, nil
}

func (k neighbourKind) where() *query.Where {
	if k.typ == nil || !k.rel.Target.Interface {
		return nil
	}
	return ofTypes([]*schema.Type{k.typ})
}

// countKinds counts kinds of relations of a node by one statement, and gives those that there are.
func countKinds(ctx context.Context, s Reader, at query.Time, t *schema.Type, id string, kinds []neighbourKind) ([]neighbourKind, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	v := query.Variant{Type: t, Types: t.Impl}
	for _, k := range kinds {
		v.Out = append(v.Out, &query.Out{Key: k.rel.Name, Kind: query.Many, Conn: &query.Conn{Type: k.rel.Target, Rel: k.rel, Where: k.where(), First: 1,
			Order: []query.Order{{Field: k.rel.Target.Field("id")}}, Out: []*query.Out{{Key: "totalCount", Kind: query.TotalCount}}}})
	}
	c, err := s.Read(ctx, &query.Tree{Time: at, Root: &query.Out{Kind: query.One, Sel: []query.Variant{v},
		Conn: &query.Conn{Type: t, IDs: &query.IDs{Values: []string{id}}, First: 1}}})
	if err != nil {
		return nil, err
	}
	var out []neighbourKind
	if nodes := c.([]any); len(nodes) > 0 {
		for i, k := range kinds {
			if k.count = nodes[0].([]any)[i].([]any)[0].(int64); k.count > 0 {
				out = append(out, k)
			}
		}
	}
	return out, nil
}
