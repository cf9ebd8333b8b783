package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
)

// pair is the store under test and the oracle, told the same at the same instants.
type pair struct {
	*testing.T
	build
	ctx  context.Context
	now  atomic.Int64 // what both clocks show
	got  store.Store
	want store.Store
}

// Start is what the clock of every case shows first; each batch comes a second later.
const Start value.Instant = 1_751_328_000_000_000 // 2025-07-01T00:00:00Z

const second value.Instant = 1_000_000

func newPair(t *testing.T, open Open) *pair {
	p := &pair{T: t, build: build{schema.Domain()}, ctx: t.Context()}
	p.now.Store(int64(Start))
	p.got = open(t, p.m, p.clock)
	p.want = memory.New(p.m, p.clock)
	t.Cleanup(func() { _ = p.got.Close() })
	return p
}

func (p *pair) clock() value.Instant { return value.Instant(p.now.Load()) }

// upsert tells both stores of some nodes, a second after the last time, and returns the instant.
func (p *pair) upsert(nodes ...store.Node) value.Instant {
	p.Helper()
	return p.batch(&store.Batch{Nodes: nodes})
}

// batch applies a batch to both stores; its Base is filled in.
func (p *pair) batch(b *store.Batch) value.Instant {
	p.Helper()
	p.now.Add(int64(second))
	at, err := p.apply(b)
	if err != nil {
		p.Fatal(err)
	}
	return at
}

// apply is batch at the instant that the clock shows; an error is one of the store under test.
func (p *pair) apply(b *store.Batch) (value.Instant, error) {
	p.Helper()
	filled := *b
	var err error
	if filled.Base, err = p.want.Last(p.ctx); err != nil {
		p.Fatal(err)
	}
	want, err := p.want.Upsert(p.ctx, &filled)
	if err != nil {
		p.Fatalf("the oracle refuses the batch: %v", err)
	}
	got, err := p.got.Upsert(p.ctx, &filled)
	if err != nil {
		return 0, err
	}
	if got != want {
		p.Fatalf("Upsert at %d gives the instant %d, want %d", p.now.Load(), got, want)
	}
	if last, err := p.got.Last(p.ctx); err != nil || last != want {
		p.Fatalf("Last is %d (%v), want %d", last, err, want)
	}
	return got, nil
}

// refuse sends what must be refused with an error, and leave nothing behind.
func (p *pair) refuse(want error, what string, b *store.Batch) {
	p.Helper()
	p.now.Add(int64(second))
	before, err := p.got.Last(p.ctx)
	if err != nil {
		p.Fatal(err)
	}
	filled := *b
	filled.Base += before
	for name, s := range map[string]store.Store{"the store": p.got, "the oracle": p.want} {
		if _, err := s.Upsert(p.ctx, &filled); !errors.Is(err, want) {
			p.Errorf("%s: %s answers %v, want %v", what, name, err, want)
		}
	}
	if after, err := p.got.Last(p.ctx); err != nil || after != before {
		p.Errorf("%s: Last moved from %d to %d (%v)", what, before, after, err)
	}
}

// json compares the answers of both stores, cell by cell, and as JSON with what is expected. The root's own name is cut off.
func (p *pair) json(want string, t *query.Tree) {
	p.Helper()
	c := p.same(t)
	text, err := query.Write(nil, t, c)
	if err != nil {
		p.Fatalf("%v\n%s%s", err, t, Print(c))
	}
	if got := string(text); got != want {
		p.Errorf("got  %s\nwant %s\n%s", got, want, t)
	}
}

// ids compares the ids of a root's nodes, in order.
func (p *pair) ids(t *query.Tree, want ...string) {
	p.Helper()
	list := make([]string, 0, len(want))
	for _, id := range want {
		list = append(list, fmt.Sprintf(`{"id":%q}`, id))
	}
	p.json(`{"nodes":[`+strings.Join(list, ",")+`]}`, t)
}

// same reads a tree from both stores and compares the cells.
func (p *pair) same(t *query.Tree) query.Cell {
	p.Helper()
	if err := CheckTree(t); err != nil {
		p.Fatalf("the suite asks what no planner would: %v\n%s", err, t)
	}
	want, err := p.want.Read(p.ctx, t)
	if err != nil {
		p.Fatalf("the oracle: %v\n%s", err, t)
	}
	got, err := p.got.Read(p.ctx, t)
	if err != nil {
		p.Fatalf("%v\n%s", err, t)
	}
	if !reflect.DeepEqual(got, want) {
		p.Fatalf("the answers differ\n%sgot  %s\nwant %s", t, Print(got), Print(want))
	}
	return got
}

// Print shows cells with their Go types told apart: text is quoted, and what no store may answer is named.
func Print(c query.Cell) string {
	switch c := c.(type) {
	case nil:
		return "null"
	case bool, int64:
		return fmt.Sprint(c)
	case string:
		return fmt.Sprintf("%q", c)
	case []any:
		parts := make([]string, 0, len(c))
		for _, x := range c {
			parts = append(parts, Print(x))
		}
		if c == nil {
			return "(nil list)"
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	return fmt.Sprintf("(%T %v)", c, c)
}
