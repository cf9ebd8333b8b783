package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/paths"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

const (
	mostShared = 20     // entities that can be compared at once
	mostTied   = 20_000 // facts, or ends of one relationship, that a comparison reads of one entity
)

// Common answers the root field of that name.
func (r *queryResolver) Common(ctx context.Context, _ []string, _ []string, _ *int, _ *string, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	given := q.named("ids", 2)
	return r.tied(ctx, q, given, func(ends []*ends) (of, without []*ends) { return ends, nil })
}

// Exclusive answers the root field of that name.
func (r *queryResolver) Exclusive(ctx context.Context, _ string, _ []string, _ []string, _ *int, _ *string, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	given := append([]named{{"id", q.args["id"].(string)}}, q.named("against", 1)...)
	return r.tied(ctx, q, given, func(ends []*ends) (of, without []*ends) { return ends[:1], ends[1:] })
}

// named are the ids of an argument, so many or more.
func (q *question) named(arg string, least int) []named {
	list := items(q.args[arg])
	if len(list) < least || len(list) > mostShared {
		q.fail(q.path, arg, "%d ids; give %d to %d", len(list), least, mostShared)
	}
	out := make([]named, len(list))
	for i, id := range list {
		out[i] = named{arg, q.text(id, q.path, arg)}
	}
	return out
}

// ends are what an entity is tied to, and how.
type ends struct {
	of   string
	hops map[string]*paths.Hop
}

// tied answers with what all of some entities are tied to and none of others is.
func (r *queryResolver) tied(ctx context.Context, q *question, given []named, part func([]*ends) (of, without []*ends)) (Answer, error) {
	ctx = r.traced(ctx)
	list, err := r.ends(ctx, q, given)
	if err != nil {
		return nil, narrower(q, err)
	}
	of, without := part(list)
	var shared []string
	for id := range of[0].hops {
		if slices.ContainsFunc(of, func(e *ends) bool { return e.hops[id] == nil }) ||
			slices.ContainsFunc(list, func(e *ends) bool { return e.of == id }) ||
			slices.ContainsFunc(without, func(e *ends) bool { return e.hops[id] != nil }) {
			continue
		}
		shared = append(shared, id)
	}
	slices.Sort(shared)
	var page []string
	out := window(q, shared, func(id string) string { return id }, strings.Compare, func(id string) Object {
		page = append(page, id)
		return nil
	})
	var ids []string
	for _, id := range page {
		for _, e := range of {
			ids = append(ids, e.hops[id].Facts...)
		}
	}
	slices.Sort(ids)
	facts, err := readTold(ctx, r.store, q.m, q.at, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	nodes := make([]any, len(page))
	for i, id := range page {
		ties := make([]any, len(of))
		for k, e := range of {
			tied := ranked(e.hops[id].Facts, facts)
			ties[k] = hopObject(q.m, *e.hops[id], tied, best(tied))
		}
		nodes[i] = Object{"entity": Ref{ID: id}, "ties": ties}
	}
	out["nodes"] = nodes
	return r.compose(ctx, q, out)
}

// ends reads what entities are tied to, of the types that the question asks for.
func (r *queryResolver) ends(ctx context.Context, q *question, given []named) ([]*ends, error) {
	found, err := q.known(ctx, r.store, given)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(given))
	for i, n := range given {
		ids[i] = q.isEntity(n, found[i])
		if j := slices.Index(ids[:i], ids[i]); j >= 0 {
			q.fail(q.path, n.arg, "%q and %q are the same entity; name each once", given[j].id, n.id)
		}
	}
	of := reading{types: func(t *schema.Type) bool { return t.Class == schema.Entity }, far: q.typesOf("types", q.m.Type("Entity")), most: mostTied}
	nodes, err := readTies(ctx, r.store, q.m, q.at, of).read(ids)
	if err != nil {
		return nil, err
	}
	out := make([]*ends, len(ids))
	for i, n := range nodes {
		if n.Cut {
			return nil, fmt.Errorf("%w: more than %d ties of %s to look at", store.ErrTooLarge, mostTied, ids[i])
		}
		if of.far != nil { // a relationship to one node is read whatever its type
			n.Ties = slices.DeleteFunc(n.Ties, func(t paths.Tie) bool { return !slices.Contains(of.far, q.m.TypeOf(t.To)) })
		}
		out[i] = &ends{of: ids[i], hops: paths.Hops(ids[i], n.Ties)}
	}
	return out, nil
}
