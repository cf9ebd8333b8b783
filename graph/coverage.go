package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// mostMeetings bounds how many meetings coverage looks at.
const mostMeetings = 20_000

// Coverage answers the root field of that name.
func (r *queryResolver) Coverage(ctx context.Context, _, _, _, _ *string, _ *int, _, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	meeting := q.m.Type("Meeting")
	where := q.days("from", "to", meeting.Field("date").Part("start"))
	body, err := r.whoseMeetings(r.traced(ctx), q)
	if err != nil {
		return nil, err
	}
	found, err := rows.All(r.traced(ctx), r.store, q.at, meeting, both(body, where), mostMeetings,
		rows.Fields{"id", "date.start", "status", "documents.kind", "documents.versions.id"})
	if err != nil {
		return nil, tooMany(q, err, "give a council or a committee, or from and to", "meetings", mostMeetings)
	}
	all := make([]covered, len(found))
	for i, row := range found {
		all[i] = coveredOf(row)
	}
	slices.SortFunc(all, func(a, b covered) int { return strings.Compare(a.key, b.key) })
	out := window(q, all, func(c covered) string { return c.key }, func(c covered, key string) int { return strings.Compare(c.key, key) }, covered.object)
	for field, n := range coverageCounts(all) {
		out[field] = n
	}
	return r.compose(ctx, q, out)
}

// whoseMeetings is a filter of meetings by the council or the body that was named; nil where neither was.
func (r *queryResolver) whoseMeetings(ctx context.Context, q *question) (*query.Where, error) {
	of := q.m.Type("Meeting").Rel("of")
	if q.args["council"] != nil && q.args["committee"] != nil {
		q.fail(q.path, "council", "goes without committee: a committee's meetings are its own, whoever its members are")
	}
	if council, ok := q.args["council"].(string); ok {
		found, err := q.nodesOf(ctx, r.store, "council", q.m.Type("Council"), []string{council}, nil)
		if err != nil {
			return nil, err
		}
		own, err := r.committeesOf(ctx, q, council, found[0].ID())
		if err != nil {
			return nil, err
		}
		memberOf := q.m.Type("Council").Rel("memberOf")
		joint := some(of, some(q.m.Inverse(memberOf), is(memberOf.Owner, found[0].ID())))
		return &query.Where{Op: query.Or, Kids: []*query.Where{joint, related(of, own...)}}, nil
	}
	body, err := q.body(ctx, r.store, "committee")
	if err != nil || body == "" {
		return nil, err
	}
	return some(of, is(of.Target, body)), nil
}

// committeesOf are the ids of a council's own committees: their scope is the council's name, as in its id. Of its ids, the one that it was
// asked by may be one that was merged.
func (r *queryResolver) committeesOf(ctx context.Context, q *question, councils ...string) ([]string, error) {
	t := q.m.Type("Committee")
	var scopes []any
	for _, id := range councils {
		if _, scope, ok := strings.Cut(id, ":"); ok && !slices.Contains(scopes, any(scope)) {
			scopes = append(scopes, scope)
		}
	}
	found, err := rows.All(ctx, r.store, q.at, t, &query.Where{Op: query.In, Field: t.Field("scope"), Value: scopes}, mostMeetings, rows.Fields{"id"})
	if err != nil {
		return nil, tooMany(q, err, "give a committee", "committees", mostMeetings)
	}
	ids := make([]string, len(found))
	for i, row := range found {
		ids[i] = row.ID()
	}
	return ids, nil
}

// is is a filter: the node has this id.
func is(t *schema.Type, id string) *query.Where {
	return &query.Where{Op: query.Eq, Field: t.Field("id"), Value: id}
}

// body is the committee or body that an argument names, by its own id; empty where the argument is not given.
func (q *question) body(ctx context.Context, s Reader, arg string) (string, error) {
	id, ok := q.args[arg].(string)
	if !ok {
		return "", nil
	}
	of := q.m.Type("Meeting").Rel("of")
	found, err := q.nodesOf(ctx, s, arg, of.Target, []string{id}, nil)
	if err != nil {
		return "", err
	}
	if !slices.Contains(of.Only, found[0].Type()) {
		q.fail(q.path, arg, "%q is a %s; what meets is one of %s", id, found[0].Type(), strings.Join(of.Only, ", "))
	}
	return found[0].ID(), nil
}

// covered is what is held of a meeting.
type covered struct {
	id, key string
	status  string // empty where no source says
	kinds   []coveredKind
}

type coveredKind struct {
	kind        string
	read, named int
}

func coveredOf(row rows.Row) covered {
	date := value.MaxDay
	if d := day(row, "date.start"); d != nil {
		date = *d
	}
	c := covered{id: row.ID(), key: sortable(date) + row.ID(), status: row.Text("status")}
	for _, d := range row.Many("documents") {
		kind := d.Text("kind")
		i := slices.IndexFunc(c.kinds, func(k coveredKind) bool { return k.kind == kind })
		if i < 0 {
			i, c.kinds = len(c.kinds), append(c.kinds, coveredKind{kind: kind})
		}
		if len(d.Many("versions")) > 0 {
			c.kinds[i].read++
		} else {
			c.kinds[i].named++
		}
	}
	slices.SortFunc(c.kinds, func(a, b coveredKind) int { return cmp.Compare(a.kind, b.kind) })
	return c
}

func (c covered) read() bool {
	return slices.ContainsFunc(c.kinds, func(k coveredKind) bool { return k.read > 0 })
}

func (c covered) object() Object {
	kinds := make([]any, len(c.kinds))
	for i, k := range c.kinds {
		kinds[i] = Object{"kind": k.kind, "read": k.read, "named": k.named}
	}
	out := Object{"meeting": Ref{ID: c.id}, "read": c.read(), "documents": kinds}
	if c.status != "" {
		out["status"] = c.status
	}
	return out
}

// coverageCounts are the numbers of meetings by status, and of those of which something was read.
func coverageCounts(all []covered) map[string]int {
	out := map[string]int{"held": 0, "planned": 0, "cancelled": 0, "mentioned": 0, "notStated": 0, "read": 0}
	fields := map[string]string{"HELD": "held", "PLANNED": "planned", "CANCELLED": "cancelled", "MENTIONED": "mentioned", "": "notStated"}
	for _, c := range all {
		out[fields[c.status]]++
		if c.read() {
			out["read"]++
		}
	}
	return out
}
