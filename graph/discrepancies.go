package graph

import (
	"cmp"
	"context"
	"slices"

	"councilgraph/graph/history"
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// Discrepancies answers the root field of that name.
func (r *queryResolver) Discrepancies(ctx context.Context, _ *string, _ []string, _ *int, _ *string, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	ctx = r.traced(ctx)
	id, err := q.entity(ctx, r.store)
	if err != nil {
		return nil, err
	}
	facts, err := readSaid(ctx, r.store, q.m, q.at, q.m.Type("Membership"), memberOrganisations(q.m))
	if err != nil {
		return nil, narrower(q, err)
	}
	for _, w := range mayNotFit(q.m) {
		where := w.where
		if id != "" {
			where = both(about(w.of, id), where)
		}
		said, err := readSaid(ctx, r.store, q.m, q.at, w.of, where)
		if err != nil {
			return nil, narrower(q, err)
		}
		facts = append(facts, said...)
	}
	found := history.Discrepancies(facts)
	if kinds := items(q.args["kinds"]); q.args["kinds"] != nil {
		found = slices.DeleteFunc(found, func(d history.Discrepancy) bool { return !slices.Contains(kinds, any(string(d.Kind))) })
	}
	return r.compose(ctx, q, window(q, found, history.Discrepancy.Key, func(d history.Discrepancy, key string) int { return cmp.Compare(d.Key(), key) },
		func(d history.Discrepancy) Object {
			out := Object{"kind": string(d.Kind), "facts": factRefs(d.Facts, len(d.Facts))}
			if d.Told != "" {
				out["told"], out["found"] = d.Told, d.Found
			}
			return out
		}))
}

// mayNotFit are the facts that tell figures, type by type, and those that tell what is to come.
func mayNotFit(m *schema.Model) []wait {
	fact := m.Type("Fact")
	var out []wait
	var others []*schema.Type
	for _, t := range fact.Impl {
		if slices.ContainsFunc(t.Rule.Value, func(name string) bool {
			f := t.Field(name)
			return f != nil && f.Value != nil && f.Unit() != nil
		}) {
			out = append(out, wait{t, nil})
		} else {
			others = append(others, t)
		}
	}
	toCome := &query.Where{Op: query.In, Field: fact.Field("modality"), Value: []any{"EXPECTED", "REQUESTED"}}
	return append(out, wait{fact, both(ofTypes(others), toCome)})
}

// memberOrganisations is a filter of memberships: told as so, of organisations, whose figures may be parts of a whole.
func memberOrganisations(m *schema.Model) *query.Where {
	membership := m.Type("Membership")
	return both(toldAsSo(membership), some(membership.Rel("member"), ofTypes(m.Type("Organisation").Impl)))
}
