// Package memory is the contract of package store read aloud: it keeps everything that it was ever told and answers a tree
// by looking at all of it. It has no compiler and no plan, so that it can be checked against the rules by reading. The other
// stores are compared with it; it is no choice for users.
package memory

import (
	"context"
	"errors"
	"sync"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Store holds one graph in memory.
type Store struct {
	m     *schema.Model
	clock store.Clock
	edges []string // types of edges; and those that list what they lead to
	cites []string

	mu      sync.RWMutex
	last    value.Instant
	nodes   map[string]*node
	aliases map[string]string // always to an id that is no alias itself
	closed  bool
}

var errClosed = errors.New("the store is closed")

// New is an empty store of a model.
func New(m *schema.Model, clock store.Clock) *Store {
	return &Store{m: m, clock: clock, edges: m.EdgeTypes(), cites: m.Citing(), nodes: map[string]*node{}, aliases: map[string]string{}}
}

// Read answers one root field.
func (s *Store) Read(ctx context.Context, t *query.Tree) (query.Cell, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	r := &reader{s: s, ctx: ctx, time: t.Time}
	c := r.value(t.Root, item{})
	if r.err != nil {
		return nil, r.err
	}
	return c, nil
}

// Upsert applies a batch, all of it or nothing.
func (s *Store) Upsert(ctx context.Context, b *store.Batch) (value.Instant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(ctx); err != nil {
		return 0, err
	}
	if b.Base != s.last {
		return 0, store.ErrConflict
	}
	if err := s.check(b); err != nil {
		return 0, err
	}
	if now := max(s.clock(), s.last+1); s.apply(b, now) {
		s.last = now
	}
	return s.last, nil
}

// Last is the instant of the last Upsert that changed something.
func (s *Store) Last(ctx context.Context) (value.Instant, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.last, s.ready(ctx)
}

// Ready says whether the store is open.
func (s *Store) Ready(ctx context.Context) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.ready(ctx)
}

// Close makes every later call fail.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

func (s *Store) ready(ctx context.Context) error {
	if s.closed {
		return errors.Join(store.ErrUnavailable, errClosed)
	}
	return ctx.Err()
}
