package graph

import (
	"context"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// Missing answers the root field of that name: a plain page of meetings.
func (r *queryResolver) Missing(ctx context.Context, _ string, _ map[string]any, _ []map[string]any, _ *int, _ *string, _ *int, _, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	id, err := q.entity(r.traced(ctx), r.store)
	if err != nil {
		return nil, err
	}
	return r.plain(ctx, q, &query.Conn{Type: q.m.Type("Meeting"), Where: silent(q.m, id)})
}

// silent is a filter of meetings of which something was read, that say nothing of an entity and whose body speaks of it at another.
func silent(m *schema.Model, id string) *query.Where {
	meeting := m.Type("Meeting")
	of := meeting.Rel("of")
	elsewhere := some(of, some(m.Inverse(of), speaks(m, id)))
	return &query.Where{Op: query.And, Kids: []*query.Where{wasRead(meeting), elsewhere, {Op: query.Not, Kids: []*query.Where{speaks(m, id)}}}}
}

// wasRead is a filter of meetings: some document about it was read, not only named.
func wasRead(meeting *schema.Type) *query.Where {
	documents := meeting.Rel("documents")
	return some(documents, some(documents.Target.Rel("versions"), &query.Where{Op: query.And}))
}

// speaks is a filter of meetings: a fact that their documents state, or a name in them, is of an entity.
func speaks(m *schema.Model, id string) *query.Where {
	said, documents := m.Type("Meeting").Rel("said"), m.Type("Meeting").Rel("documents")
	passages := documents.Target.Rel("passages")
	mentions := passages.Target.Rel("mentions")
	entity := mentions.Target.Rel("entity")
	is := &query.Where{Op: query.Eq, Field: entity.Target.Field("id"), Value: id}
	return &query.Where{Op: query.Or, Kids: []*query.Where{
		some(said, about(said.Target, id)),
		some(documents, some(passages, some(mentions, some(entity, is)))),
	}}
}

func some(rel *schema.Rel, kid *query.Where) *query.Where {
	return &query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{kid}}
}
