package graph

import (
	"context"
	"slices"
	"strings"
	"time"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Timeline answers the root field of that name: a plain page of facts.
func (r *queryResolver) Timeline(ctx context.Context, _ string, _, _ *string, _ []string, _ *string, _ *bool, _ *int, _ *string, _ *int, _, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	where := both(q.days("from", "to", q.m.Type("Fact").Field("since")), q.factTypes("kinds"))
	id, err := q.entity(r.traced(ctx), r.store)
	if err != nil {
		return nil, err
	}
	c := timeline(q.m, id, q.args["around"] == "ONE_HOP", where)
	if q.args["ended"] == true {
		return r.endedToo(ctx, q, id, c)
	}
	return r.plain(ctx, q, c)
}

// timeline is the connection of the facts that name an entity, or also those of its neighbours.
func timeline(m *schema.Model, id string, around bool, where *query.Where) *query.Conn {
	fact := m.Type("Fact")
	near := about(fact, id)
	if around {
		entities, facts := fact.Rel("entities"), m.Type("Entity").Rel("facts")
		near = &query.Where{Op: query.Some, Rel: entities, Kids: []*query.Where{{Op: query.Some, Rel: facts, Kids: []*query.Where{near}}}}
	}
	return &query.Conn{Type: fact, Where: both(near, where), Order: timelineOrder(fact)}
}

// timelineOrder is that of facts in time.
func timelineOrder(fact *schema.Type) []query.Order {
	return []query.Order{{Field: fact.Field("since")}, {Field: fact.Field("authority"), Desc: true}, {Field: fact.Field("id")}}
}

// plain answers a question that is one page of nodes, once what it asks about is found.
func (r *queryResolver) plain(ctx context.Context, q *question, c *query.Conn) (Answer, error) {
	t := &query.Tree{Time: q.at, Root: &query.Out{Key: q.field.Alias, Kind: query.Many, Conn: q.connection(q.field, c, q.args, q.path, 1)}}
	t.Cost = q.cost
	planned := time.Now()
	cells, err := r.store.Read(withTrace(ctx, r.debug), t)
	if err != nil {
		return nil, err
	}
	read := time.Now()
	out, err := query.Write(nil, t, cells)
	if r.debug {
		addDebug(ctx, q.field.Alias, t, planned.Sub(q.start), read.Sub(planned), time.Since(read))
	}
	return out, err
}

// day is an argument that is a day; nil where it is not given.
func (q *question) day(args map[string]any, arg, at string) *value.Day {
	if args[arg] == nil {
		return nil
	}
	d, err := value.ParseDay(q.text(args[arg], q.path, at))
	if err != nil {
		q.fail(q.path, at, "%v", err)
	}
	return &d
}

// days is a filter: a date lies between two arguments, either of which may be absent.
func (q *question) days(from, to string, f *schema.Field) *query.Where {
	a, b := q.day(q.args, from, from), q.day(q.args, to, to)
	if a != nil && b != nil && *a > *b {
		q.fail(q.path, from, "%s is later than %s, which is %s; give the earlier day first", *a, to, *b)
	}
	var out *query.Where
	if a != nil {
		out = &query.Where{Op: query.Gte, Field: f, Value: int64(*a)}
	}
	if b != nil {
		out = both(out, &query.Where{Op: query.Lte, Field: f, Value: int64(*b)})
	}
	return out
}

// factTypes is a filter: a fact is of one of the types that an argument lists; nil where it is not given.
func (q *question) factTypes(arg string) *query.Where {
	if types := q.typesOf(arg, q.m.Type("Fact")); types != nil {
		return ofTypes(types)
	}
	return nil
}

// typesOf are those that an argument lists, each of a kind; nil where it is not given.
func (q *question) typesOf(arg string, of *schema.Type) []*schema.Type {
	if q.args[arg] == nil {
		return nil
	}
	out := []*schema.Type{}
	for _, name := range items(q.args[arg]) {
		t := narrow(of, name)
		if t == nil {
			q.fail(q.path, arg, "%v is no type of %s; give some of %s", name, strings.ToLower(of.Name), strings.Join(namesOf(of), ", "))
		}
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func narrow(of *schema.Type, name any) *schema.Type {
	for _, t := range of.Impl {
		if t.Name == name {
			return t
		}
	}
	return nil
}

func namesOf(of *schema.Type) []string {
	out := make([]string, len(of.Impl))
	for i, t := range of.Impl {
		out[i] = t.Name
	}
	return out
}
