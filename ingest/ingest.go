// Package ingest takes records into a graph: read and checked (record), given the ids that they mean (resolve), written in one
// transaction.
package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/ingest/record"
	"councilgraph/ingest/resolve"
)

// Store is what taking in needs of a store.
type Store interface {
	Read(ctx context.Context, t *query.Tree) (query.Cell, error)
	Upsert(ctx context.Context, b *store.Batch) (value.Instant, error)
	Last(ctx context.Context) (value.Instant, error)
}

// Service takes in records, one after the other.
type Service struct {
	model *schema.Model
	store Store
	known []resolve.KnownName
	one   sync.Mutex // two records of this process never race; those of other processes are told apart by the store
	names names      // guarded by one
}

// New makes a service. known are names that entities are known by beyond what a record prints.
func New(m *schema.Model, s Store, known []resolve.KnownName) *Service {
	return &Service{model: m, store: s, known: known}
}

// Result is what became of one record.
type Result struct {
	Document, Version string        // empty where the record could not be read
	RecordedAt        value.Instant // 0 where nothing was written
	Items             []resolve.Item
	// Otherwise is how many items and names of a page that was read before, and is kept as it was read, would be read otherwise now.
	Otherwise int
}

// Count is how many items had a fate.
func (r *Result) Count(f resolve.Fate) int {
	n := 0
	for _, i := range r.Items {
		if i.Fate == f {
			n++
		}
	}
	return n
}

// taking is how a record is taken in.
type taking struct {
	dryRun bool
	again  again
	reason string
}

// attempts bounds how often a record is resolved again because others wrote at the same time. Against one that writes all the time each
// has an even chance.
const attempts = 40

// Record takes in one record, or with dryRun says what would become of it. An error means that nothing was written and the same
// call may be made again; what a record has wrong is told by its items, not by an error. name is the file's, for messages.
func (s *Service) Record(ctx context.Context, name string, data []byte, dryRun bool, reason string) (*Result, error) {
	s.one.Lock()
	defer s.one.Unlock()
	return insist(ctx, name, func() (*Result, error) { return s.try(ctx, name, data, taking{dryRun: dryRun, reason: reason}) })
}

// insist tries again where others wrote at the same time, a bounded number of times, after a pause that grows.
func insist(ctx context.Context, name string, try func() (*Result, error)) (*Result, error) {
	for n := range attempts {
		res, err := try()
		if !errors.Is(err, store.ErrConflict) {
			return res, err
		}
		select {
		case <-time.After(rand.N(min(5*time.Millisecond<<min(n, 10), time.Second))):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return nil, fmt.Errorf("write %s: %w, %d times in a row", name, store.ErrConflict, attempts)
}

// try takes in one record as the graph is now. The record is read anew each time: resolving fills in names.
func (s *Service) try(ctx context.Context, name string, data []byte, how taking) (*Result, error) {
	rec, problems := record.Parse(name, data, s.model)
	res := &Result{Items: refused(problems)}
	if rec == nil || slices.ContainsFunc(problems, func(p record.Problem) bool { return p.Item == "" }) {
		return res, nil
	}
	done, otherwise, err := s.resolve(ctx, rec, len(problems) > 0, how)
	if err != nil {
		return nil, err
	}
	res.Document, res.Version, res.Otherwise = done.Document, done.Version, otherwise
	if !how.dryRun {
		at, err := s.store.Upsert(ctx, done.Batch)
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", name, err)
		}
		if at != done.Batch.Base {
			s.names.wrote(done.Batch, at)
			res.RecordedAt = at
		}
	}
	res.Items = append(res.Items, done.Items...)
	inOrder(res.Items)
	return res, nil
}

// refused are the items that problems make unusable, each once with all that speaks against it.
func refused(problems []record.Problem) (out []resolve.Item) {
	at := map[string]int{}
	for _, p := range problems {
		path := cmp.Or(p.Item, "record")
		if i, told := at[path]; told {
			out[i].Reason += "; " + p.Error()
			continue
		}
		at[path] = len(out)
		out = append(out, resolve.Item{Path: path, Line: p.Line, Fate: resolve.Refused, Reason: p.Error()})
	}
	return out
}

// inOrder puts items in the order of a record's parts; what an earlier record stated and this one does not comes last.
func inOrder(items []resolve.Item) {
	parts := []string{"record", "document", "version", "reader", "entities", "mentions", "facts", "(carried)", "(ended)"}
	place := func(i resolve.Item) (part, index int) {
		head, rest, _ := strings.Cut(i.Path, "[")
		head, _, _ = strings.Cut(head, ".")
		number, _, _ := strings.Cut(rest, "]")
		index, _ = strconv.Atoi(number)
		return slices.Index(parts, head), index
	}
	slices.SortStableFunc(items, func(a, b resolve.Item) int {
		x, i := place(a)
		y, j := place(b)
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(i, j))
	})
}

// loader reads what the graph holds, from the merges that stand on.
func (s *Service) loader(ctx context.Context) (*loader, error) {
	base, err := s.store.Last(ctx)
	if err != nil {
		return nil, err
	}
	l := &loader{ctx: ctx, m: s.model, store: s.store, state: &resolve.State{Base: base, Entities: map[string]*resolve.Stored{},
		Named: map[string][]string{}, Normal: map[string][]string{}, Short: map[string][]string{}, Identified: map[string][]string{},
		Matters: map[string]*resolve.Matter{}}}
	l.state.Merges = l.merges()
	return l, l.err
}

// resolve says what becomes of a record; otherwise is how many items of a page are kept as they were read before.
func (s *Service) resolve(ctx context.Context, rec *record.Record, partial bool, how taking) (done *resolve.Result, otherwise int, err error) {
	l, err := s.loader(ctx)
	if err != nil {
		return nil, 0, err
	}
	done, err = l.resolve(resolve.New(s.model, rec, partial, s.known, how.reason))
	if err != nil {
		return nil, 0, err
	}
	if l.wasRead(rec, done) && !l.isOlder(done.Version) {
		kept, otherwise := asBefore(done.Items, l.state.Document.Queue)
		if how.again == keep || how.again == unlessNew && otherwise == 0 {
			otherwise += newNames(done, l.state.Document.Mentions)
			keepAll(done, kept)
			return done, otherwise, nil
		}
	}
	return done, 0, nil
}

// resolve reads what a record needs of the graph, step by step, and gives what it comes to.
func (l *loader) resolve(r *resolve.Resolver) (*resolve.Result, error) {
	ids, names := r.Wants()
	l.entities(ids)
	l.named(names)
	l.identified(r.Identifiers())
	l.document(r.Document())
	l.spoken(r.Doubtful(l.state))
	l.roster(r.Roster(l.state))
	for asked := r.Lookups(l.state); len(asked) > 0 && l.err == nil; asked = r.Lookups(l.state) {
		for _, q := range asked {
			r.Found(q, l.keyed(q))
		}
	}
	if l.err != nil {
		return nil, l.err
	}
	l.matters(r.Identify(l.state))
	if l.err != nil {
		return nil, l.err
	}
	return r.Batch(), nil
}
