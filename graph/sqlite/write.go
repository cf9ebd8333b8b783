package sqlite

import (
	"context"
	"fmt"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Upsert applies a batch in one transaction.
func (s *Store) Upsert(ctx context.Context, b *store.Batch) (at value.Instant, err error) {
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	defer s.gate.write()()
	r, err := s.writer.take(ctx)
	if err != nil {
		return 0, mapped(ctx, err)
	}
	defer func() { s.writer.put(r, false) }()
	err = transact(ctx, r, func(t *tx) (keep bool, err error) {
		at, keep, err = s.apply(t, b)
		return keep, err
	})
	if err != nil {
		return 0, err
	}
	return at, nil
}

// apply is a batch within its transaction: it learns what was there, plans what changes, and writes only that.
func (s *Store) apply(t *tx, b *store.Batch) (at value.Instant, changed bool, err error) {
	var last int64
	if _, err := t.row("SELECT last FROM meta", nil, &last); err != nil {
		return 0, false, err
	}
	if int64(b.Base) != last {
		return 0, false, fmt.Errorf("%w %v: the last instant is %v", store.ErrConflict, b.Base, value.Instant(last))
	}
	if err := s.check(b); err != nil {
		return 0, false, err
	}
	w := &writer{tx: t, names: s.names, tables: s.tables, now: max(int64(s.clock()), last+1),
		byID: make(map[string]*state, len(b.Nodes)), byPK: make(map[int64]*state, len(b.Nodes)), cited: map[int64]int64{}, citing: map[int64]bool{}, byCode: map[int64]edgeKind{}}
	for name, code := range w.codes {
		w.byCode[code] = w.kinds[name]
	}
	for _, name := range s.model.Citing() {
		if code, ok := w.codes[name]; ok {
			w.citing[code] = true
		}
	}
	for _, step := range []func(*store.Batch) error{w.learn, w.planned, w.store, w.aliases} {
		if err := step(b); err != nil {
			return 0, false, err
		}
		if err := t.alive(); err != nil {
			return 0, false, err
		}
	}
	if !w.changed {
		return value.Instant(last), false, nil
	}
	return value.Instant(w.now), true, t.exec("UPDATE meta SET last = ?1", w.now)
}

// writer is one batch under way.
type writer struct {
	*tx
	names
	tables map[*schema.Type]rowTable
	now    int64 // the instant of the batch

	byID   map[string]*state
	byPK   map[int64]*state
	lastPK int64
	// touched are the states that may have to be written, in the order of the batch.
	touched []*state
	cited   map[int64]int64 // by how much the cites of an entity change, still to be settled
	citing  map[int64]bool  // edge types that list
	byCode  map[int64]edgeKind
	changed bool
}

func (w *writer) touch(st *state) {
	if !st.touched {
		st.touched = true
		w.touched = append(w.touched, st)
	}
}

// learn reads what the graph has of the batch's nodes.
func (w *writer) learn(b *store.Batch) error {
	if _, err := w.row("SELECT ifnull(max(pk), 0) FROM node", nil, &w.lastPK); err != nil {
		return err
	}
	for i := range b.Nodes {
		st, err := w.begin(&b.Nodes[i])
		if err != nil {
			return err
		}
		w.touch(st)
		if i%1000 == 0 {
			if err := w.alive(); err != nil {
				return err
			}
		}
	}
	return nil
}

// planned says what becomes of every edge, and which entities are listed.
func (w *writer) planned(*store.Batch) error {
	for _, st := range w.touched {
		if st.moved || !st.node.Known { // also what is not known must name nodes
			if _, err := w.wanted(st); err != nil {
				return err
			}
		}
		if err := w.replan(st); err != nil {
			return err
		}
	}
	return w.list()
}

// aliases makes ids answer with other nodes. Chains are cut short here, so that reading takes one step.
func (w *writer) aliases(b *store.Batch) error {
	for _, a := range b.Aliases {
		if a.Of == "" {
			if err := w.unalias(a.ID); err != nil {
				return err
			}
			continue
		}
		of, err := w.target(a.Of)
		if err != nil {
			return err
		}
		if of == nil {
			return invalid("%q cannot answer with %q, which is no node", a.ID, a.Of)
		}
		if of.id == a.ID {
			return invalid("%q cannot answer with %q, which leads back to it", a.ID, a.Of)
		}
		var was int64
		found, err := w.row("SELECT node FROM alias WHERE id = ?1", []any{a.ID}, &was)
		if err != nil {
			return err
		}
		if found && was == of.pk {
			continue
		}
		w.changed = true
		if err := w.exec("INSERT INTO alias VALUES (?1, ?2) ON CONFLICT DO UPDATE SET node = excluded.node", a.ID, of.pk); err != nil {
			return err
		}
		merged, err := w.find(a.ID)
		if err != nil {
			return err
		}
		if merged != nil { // what answered with it answers with the other
			if err := w.exec("UPDATE alias SET node = ?1 WHERE node = ?2", of.pk, merged.pk); err != nil {
				return err
			}
		}
	}
	return nil
}

// unalias lets an id mean its own node again.
func (w *writer) unalias(id string) error {
	var was int64
	found, err := w.row("SELECT node FROM alias WHERE id = ?1", []any{id}, &was)
	if err != nil || !found {
		return err
	}
	w.changed = true
	return w.exec("DELETE FROM alias WHERE id = ?1", id)
}

// target is the node that an id means; nil where there is none.
func (w *writer) target(id string) (*state, error) {
	var pk int64
	found, err := w.row("SELECT node FROM alias WHERE id = ?1", []any{id}, &pk)
	switch {
	case err != nil:
		return nil, err
	case found:
		return w.at(pk)
	}
	return w.find(id)
}
