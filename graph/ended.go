package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// endedToo answers a timeline with the facts that are known no longer. No tree reads those: they are found by the changes that ended
// them, put among the others, and each is read as it was just before.
func (r *queryResolver) endedToo(ctx context.Context, q *question, id string, c *query.Conn) (Answer, error) {
	if !q.at.Now() {
		q.fail(q.path, "ended", "true goes without asOf and knownAt: it is of what is known now and what is no longer")
	}
	q.page(c, q.args, q.path)
	all, err := r.everNamed(r.traced(ctx), q, id, c)
	if err != nil {
		return nil, narrower(q, err)
	}
	return r.compose(ctx, q, pageOf(c, all))
}

// placed is a fact in a timeline.
type placed struct {
	id               string
	since, authority int64
	ended            value.Instant // 0 while it is known
}

// everNamed are the facts of a timeline with those that have ended, in order.
func (r *queryResolver) everNamed(ctx context.Context, q *question, id string, c *query.Conn) ([]placed, error) {
	fields := rows.Fields{"id", "since", "authority"}
	known, err := rows.All(ctx, r.store, q.at, c.Type, c.Where, mostSaid, fields)
	if err != nil {
		return nil, err
	}
	of := []string{id}
	if q.args["around"] == "ONE_HOP" {
		if of, err = r.neighbours(ctx, q, id); err != nil {
			return nil, err
		}
	}
	if of, err = everMeant(ctx, r.store, q.m, of...); err != nil {
		return nil, err
	}
	gone, err := r.gone(ctx, of)
	if err != nil {
		return nil, err
	}
	ended, err := rows.List(ctx, r.store, q.at, c.Type, sortedKeys(gone), fields)
	if err != nil {
		return nil, err
	}
	out := []placed{}
	for _, row := range known {
		out = append(out, placedOf(row, 0))
	}
	for _, row := range slices.DeleteFunc(ended, func(row rows.Row) bool { return row == nil || !q.within(row) }) {
		out = append(out, placedOf(row, gone[row.ID()]))
	}
	slices.SortFunc(out, byPlace)
	return out, nil
}

func placedOf(row rows.Row, ended value.Instant) placed {
	since, _ := row.Int("since")
	authority, _ := row.Int("authority")
	return placed{row.ID(), since, authority, ended}
}

// byPlace is the order of a timeline: see timelineOrder.
func byPlace(a, b placed) int {
	return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(b.authority, a.authority), strings.Compare(a.id, b.id))
}

// within says whether a fact is of the types and the days that a timeline asks for.
func (q *question) within(row rows.Row) bool {
	since, _ := row.Int("since")
	from, to := q.day(q.args, "from", "from"), q.day(q.args, "to", "to")
	kinds := items(q.args["kinds"])
	return (from == nil || since >= int64(*from)) && (to == nil || since <= int64(*to)) &&
		(q.args["kinds"] == nil || slices.Contains(kinds, any(row.Type())))
}

// neighbours are an entity and those that its facts name.
func (r *queryResolver) neighbours(ctx context.Context, q *question, id string) ([]string, error) {
	fact := q.m.Type("Fact")
	found, err := rows.All(ctx, r.store, q.at, fact, about(fact, id), mostSaid, rows.Fields{"id", "entities.id"})
	if err != nil {
		return nil, err
	}
	near := map[string]bool{id: true}
	for _, row := range found {
		for _, far := range ids(row, "entities") {
			near[far] = true
		}
	}
	return sortedKeys(near), nil
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// gone are the facts that named one of some entities and are known no longer, each with the instant at which it ended.
func (r *queryResolver) gone(ctx context.Context, of []string) (map[string]value.Instant, error) {
	q := &store.ChangesQuery{Limit: mostSaid + 1, Of: of}
	all, err := r.store.Changes(ctx, q)
	if err == nil && len(all) > mostSaid {
		err = fmt.Errorf("%w: more than %d changes", store.ErrTooLarge, mostSaid)
	}
	return goneOf(all), err
}

// goneOf follows changes to their end.
func goneOf(all []store.Change) map[string]value.Instant {
	out := map[string]value.Instant{}
	for _, c := range all {
		for _, id := range c.Ended {
			out[id] = c.At
		}
		for _, id := range c.Began {
			delete(out, id)
		}
	}
	return out
}

// pageOf cuts the page that a connection asks for out of all its rows, which stand in its order.
func pageOf(c *query.Conn, all []placed) Object {
	keys := func(p placed) []any { return []any{p.since, p.authority, p.id} }
	from, to := 0, len(all)
	if c.Cursor != nil {
		at := placed{c.Cursor[2].(string), c.Cursor[0].(int64), c.Cursor[1].(int64), 0}
		i, found := slices.BinarySearchFunc(all, at, byPlace)
		switch {
		case c.Back:
			to = i
		case found:
			from = i + 1
		default:
			from = i
		}
	}
	if c.Back {
		from = max(from, to-c.Last)
	} else {
		to = min(to, from+c.First)
	}
	info := Object{"hasNextPage": to < len(all), "hasPreviousPage": from > 0}
	nodes, edges := []any{}, []any{}
	for _, p := range all[from:to] {
		node := Ref{ID: p.id}
		if p.ended != 0 {
			just := p.ended - 1
			node.At = &query.Time{KnownAt: &just, Ends: &p.ended}
		}
		cursor := query.EncodeCursor(c, keys(p))
		nodes, edges = append(nodes, node), append(edges, Object{"cursor": cursor, "node": node})
		if info["startCursor"] == nil {
			info["startCursor"] = cursor
		}
		info["endCursor"] = cursor
	}
	return Object{"totalCount": len(all), "pageInfo": info, "nodes": nodes, "edges": edges}
}
