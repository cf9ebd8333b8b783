package storetest

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
)

// Worlds that are told whole and in part, and how many questions are asked about each instant of one.
const (
	partWorlds  = 3
	askedInPart = 20
)

// runAsKnown holds a store to what knownAt means: of a graph that was told more since, the answer at an instant is that of a graph
// that was told no more than that.
func runAsKnown(t *testing.T, open Open) {
	seed, _ := fromEnv(t, envSeed, defaultSeed)
	stop := time.Now().Add(randomBudget)
	for world := seed; world < seed+partWorlds && !t.Failed(); world++ {
		p := newPair(t, open)
		batches := steady(p.m, World(world, worldSteps))
		w := &walker{pair: p, open: open, seed: world}
		for i := range batches {
			w.tell(batches[:i+1])
		}
		for i := range batches {
			part := w.toldUntil(i)
			a := NewAsker(p.m, world*1000+int64(i), batches[:i+1], w.at[:i+1])
			for range askedInPart {
				if time.Now().After(stop) {
					return
				}
				tree := a.Tree()
				known := w.at[i] + value.Instant(a.r.IntN(2))*(second-1)
				tree.Time.KnownAt, tree.Time.Ends = &known, nil
				w.sameInPart(part, tree)
			}
		}
	}
}

// steady makes a world in which nothing changes that is not clocked: every node has the fields and texts from the start that it has in
// the end, and there are no names and no merges.
func steady(m *schema.Model, batches []*store.Batch) []*store.Batch {
	last := map[string]store.Node{}
	for _, b := range batches {
		for _, n := range b.Nodes {
			last[n.ID] = n
		}
	}
	gone := func(id string) bool { return id != "" && !m.Type(last[id].Type).Clocked }
	out := make([]*store.Batch, len(batches))
	for i, b := range batches {
		out[i] = &store.Batch{}
		for _, n := range b.Nodes {
			if gone(n.ID) {
				continue
			}
			n.Fields, n.Texts = maps.Clone(last[n.ID].Fields), slices.Clone(last[n.ID].Texts)
			n.Edges = slices.DeleteFunc(slices.Clone(n.Edges), func(e store.Edge) bool { return gone(e.From) || gone(e.To) || gone(e.Fact) })
			out[i].Nodes = append(out[i].Nodes, n)
		}
	}
	return out
}

// toldUntil is an oracle that was told the first batches alone, at the same instants.
func (w *walker) toldUntil(last int) *memory.Store {
	w.Helper()
	now := Start
	s := memory.New(w.m, func() value.Instant { return now })
	for i, b := range w.told[:last+1] {
		now = w.at[i]
		filled := *b
		var err error
		if filled.Base, err = s.Last(w.ctx); err != nil {
			w.Fatal(err)
		}
		if _, err := s.Upsert(w.ctx, &filled); err != nil {
			w.Fatal(err)
		}
	}
	return s
}

func (w *walker) sameInPart(part *memory.Store, t *query.Tree) {
	w.Helper()
	if err := CheckTree(t); err != nil {
		w.Fatal(err)
	}
	leaks := func(t *query.Tree) bool {
		if t.Time.KnownAt == nil {
			return false // no question of this kind
		}
		want, wantErr := part.Read(w.ctx, t)
		got, gotErr := w.got.Read(w.ctx, t)
		return (wantErr == nil) != (gotErr == nil) || wantErr == nil && !reflect.DeepEqual(got, want)
	}
	if !leaks(t) {
		return
	}
	t = shrinkTree(t, leaks)
	want, wantErr := part.Read(w.ctx, t)
	got, gotErr := w.got.Read(w.ctx, t)
	w.Errorf("seed %d: what was told later shows in\n%sgot  %s (%v)\nwant %s (%v)", w.seed, t, Print(got), gotErr, Print(want), wantErr)
}
