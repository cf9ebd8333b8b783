package data

import (
	"context"
	"sync"
	"sync/atomic"

	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Clock is the clock that a store must be opened with, so that what is told has the same instants everywhere. Until Load sets it
// on it stands at an hour before Start.
type Clock struct{ now atomic.Int64 }

// Start is the instant of the first batch, 2026-01-01 at midnight; each later one comes Step after the one before.
const (
	Start value.Instant = 1_767_225_600_000_000
	Step  value.Instant = 60_000_000
)

// Now is the clock.
func (c *Clock) Now() value.Instant { return max(Start-60*Step, value.Instant(c.now.Load())) }

// Counts are what was sent: rows are nodes and edges together.
type Counts struct{ Batches, Nodes, Edges int }

// Rows are the nodes and edges.
func (c Counts) Rows() int { return c.Nodes + c.Edges }

// counted keeps what was counted of each size: to count L is to make it.
var counted sync.Map // of func() [2]Counts by Size

// Count is what the batches of a size hold, and how much of it was told first.
func (s Size) Count() (all, first Counts) {
	count, _ := counted.LoadOrStore(s, sync.OnceValue(s.count))
	both := count.(func() [2]Counts)()
	return both[0], both[1]
}

func (s Size) count() [2]Counts {
	var all, first Counts
	for b := range s.Batches() {
		all.add(b)
	}
	for nodes := range chunks(s.nodes()) {
		first.add(&store.Batch{Nodes: nodes})
	}
	return [2]Counts{all, first}
}

func (c *Counts) add(b *store.Batch) {
	c.Batches++
	c.Nodes += len(b.Nodes)
	for _, n := range b.Nodes {
		c.Edges += len(n.Edges)
	}
}

// First is the instant at which everything had been told once and nothing ended.
func (s Size) First() value.Instant {
	_, first := s.Count()
	return Start + Step*value.Instant(first.Batches-1)
}

// Last is the instant of the last batch: what a store that holds the whole graph gives.
func (s Size) Last() value.Instant {
	all, _ := s.Count()
	return Start + Step*value.Instant(all.Batches-1)
}

// Load tells a store the graph of a size. The store must be empty, or hold only what was told before Start. each is called
// after every batch.
func Load(ctx context.Context, st store.Store, c *Clock, s Size, each func(Counts)) (Counts, error) {
	var done Counts
	last, err := st.Last(ctx)
	if err != nil {
		return done, err
	}
	for b := range s.Batches() {
		b.Base = last
		c.now.Store(int64(Start + Step*value.Instant(done.Batches)))
		if last, err = st.Upsert(ctx, b); err != nil {
			return done, err
		}
		done.add(b)
		if each != nil {
			each(done)
		}
	}
	return done, nil
}
