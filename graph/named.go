package graph

import (
	"context"

	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/schema"
)

// named is an id, and the argument that names it.
type named struct{ arg, id string }

// known reads the nodes that arguments name; a merged id gives the entity that it was merged into. An id of nothing is an error.
func (q *question) known(ctx context.Context, s Reader, of []named) ([]rows.Row, error) {
	list := make([]string, len(of))
	for i, n := range of {
		list[i] = n.id
	}
	found, err := rows.List(ctx, s, query.Time{}, q.m.Type("Node"), list, rows.Fields{"id"})
	if err != nil {
		return nil, err
	}
	for i, r := range found {
		if r == nil {
			q.reject(q.path, CodeBadInput, "`search` finds ids by name", "%s: nothing has the id %q", of[i].arg, of[i].id)
		}
	}
	return found, nil
}

// isEntity is the id of an entity; of anything else it is an error.
func (q *question) isEntity(n named, r rows.Row) string {
	if t := q.m.Type(r.Type()); t.Class != schema.Entity {
		q.fail(q.path, n.arg, "%q is no entity but of type %s", n.id, t.Name)
	}
	return r.ID()
}

// everMeant are some entities and all that were merged into them: what was told of those before, and is known no longer, stands under
// their own ids.
func everMeant(ctx context.Context, s Reader, m *schema.Model, ids ...string) ([]string, error) {
	act := m.Type("Act")
	merges := both(&query.Where{Op: query.Eq, Field: act.Field("kind"), Value: "MERGE"}, &query.Where{Op: query.Eq, Field: act.Field("standing"), Value: true})
	found, err := rows.All(ctx, s, query.Time{}, act, both(merges, related(act.Rel("entities"), ids...)), mostCandidates, rows.Fields{"id", "subject"})
	if err != nil {
		return nil, err
	}
	all := map[string]bool{}
	for _, id := range ids {
		all[id] = true
	}
	for _, a := range found {
		all[a.Text("subject")] = true
	}
	return sortedKeys(all), nil
}
