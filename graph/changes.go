package graph

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Changes answers the root field of that name: the store gives what changed, compose reads the facts at each instant and before it.
func (r *queryResolver) Changes(ctx context.Context, _, _ *string, _ *int, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	first, after := q.first(), q.place()
	id, err := q.entity(r.traced(ctx), r.store)
	if err != nil {
		return nil, err
	}
	of := given(id)
	if id != "" {
		if of, err = everMeant(r.traced(ctx), r.store, q.m, id); err != nil {
			return nil, narrower(q, err)
		}
	}
	all, more, err := r.changes(r.traced(ctx), after, first, of, q.at.KnownAt)
	if err != nil {
		return nil, err
	}
	nodes := make([]any, len(all))
	for i, c := range all {
		nodes[i], after = changeObject(c), c.Place
	}
	return r.compose(ctx, q, Object{"nodes": nodes, "more": more, "cursor": cursorOf(q.field.Name, placeText(after))})
}

// mostInstants bounds at how many instants the changes of a page lie: their facts are read at each of them and before it.
const mostInstants = mostTimes / 2

// changes reads on from a place until there are enough, or no more by an instant, and says whether more are there.
func (r *queryResolver) changes(ctx context.Context, after store.Place, first int, of []string, knownAt *value.Instant) (out []store.Change, more bool, err error) {
	instants := 0
	var last value.Instant = -1
	for {
		some, err := r.store.Changes(ctx, &store.ChangesQuery{After: after, Limit: first + 1, Of: of})
		if err != nil || len(some) == 0 {
			return out, false, err
		}
		for _, c := range some {
			if knownAt != nil && c.At > *knownAt {
				return out, false, nil
			}
			if c.At != last {
				instants, last = instants+1, c.At
			}
			if len(out) == first || instants > mostInstants {
				return out, true, nil
			}
			out, after = append(out, c), c.Place
		}
	}
}

// first is how many are asked for.
func (q *question) first() int {
	c := &query.Conn{}
	q.page(c, map[string]any{"first": q.args["first"]}, q.path)
	return c.First
}

// place is where the cursor that was given leads; the beginning where none was.
func (q *question) place() (p store.Place) {
	after, ok := q.args["after"].(string)
	if !ok {
		return p
	}
	text, ok := openCursor(q.field.Name, after)
	at, key, cut := strings.Cut(text, " ")
	n, err := strconv.ParseInt(at, 10, 64)
	if !ok || !cut || err != nil || n < 0 {
		panic(newError(CodeBadCursor, q.path, "", "after: %q is no cursor of %s", after, q.field.Name))
	}
	return store.Place{At: value.Instant(n), Key: key}
}

func placeText(p store.Place) string { return fmt.Sprintf("%d %s", int64(p.At), p.Key) }

// changeObject tells what a group of changes is. A fact that has begun and ended at one instant goes on, with another span.
func changeObject(c store.Change) Object {
	kind := changeKind(c)
	// Evidence may come and go of a fact that is not known then.
	now := Ref{At: &query.Time{KnownAt: &c.At}, Lax: true}
	just := c.At - 1
	before := Ref{At: &query.Time{KnownAt: &just, Ends: &c.At}, Lax: true}
	return Object{"at": c.At, "kind": kind, "key": c.Key,
		"facts": refsLike(now, c.Began, c.Cited), "before": refsLike(before, c.Ended, c.Cited)}
}

// changeKind: what only begins is created, what only ends has ended; all else is an update. Of a key that is known already another
// fact may be created: two sources that say different things.
func changeKind(c store.Change) string {
	switch {
	case len(c.Ended)+len(c.Cited) == 0:
		return "CREATED"
	case len(c.Began)+len(c.Cited) == 0:
		return "ENDED"
	}
	return "UPDATED"
}

func refsLike(like Ref, lists ...[]string) []any {
	ids := slices.Concat(lists...)
	slices.Sort(ids)
	out := make([]any, len(ids))
	for i, id := range ids {
		like.ID = id
		out[i] = like
	}
	return out
}
