package sqlite_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

func count(t *testing.T, s store.Store, tree *query.Tree) int64 {
	t.Helper()
	tree.Root.Conn.Page = false
	c, err := s.Read(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	return c.([]any)[0].(int64)
}

// What was answered is there after Close and Open, and the same again changes nothing.
func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	a := ask{schema.Domain()}
	s, err := sqlite.Open(t.Context(), a.m, path, tick())
	if err != nil {
		t.Fatal(err)
	}
	first := batch(0, 0, 200)
	last, err := s.Upsert(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	tree := a.root("Contract", "name", a.nodes("Contract", append(a.scalars("Contract", "id", "name"), a.rel("Contract", "latestEvents", "-since", a.nodes("ContractEvent",
		a.scalars("ContractEvent", "id", "amount", "recordedAt")...)))...), total)
	before := must(s.Read(t.Context(), tree))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read(t.Context(), tree); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("reading what is closed: %v", err)
	}
	if _, err := s.Upsert(t.Context(), first); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("writing what is closed: %v", err)
	}

	s = open(t, a.m, path, tick())
	if after := must(s.Read(t.Context(), tree)); !reflect.DeepEqual(before, after) {
		t.Errorf("before %v\nafter  %v", before, after)
	}
	if got := must(s.Last(t.Context())); got != last {
		t.Errorf("the last instant is %v, want %v", got, last)
	}
	if got := upsert(t, s, first.Nodes...); got != last {
		t.Errorf("the same again is at %v, want %v", got, last)
	}
}

const crashFile = "COUNCILGRAPH_TEST_CRASH"

// TestCrash: a process that is killed while it writes leaves whole batches.
func TestCrash(t *testing.T) {
	if path := os.Getenv(crashFile); path != "" {
		s := open(t, schema.Domain(), path, tick())
		for i := 0; ; i++ {
			last, err := s.Last(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Upsert(t.Context(), batch(last, i*100, 100)); err != nil {
				t.Fatal(err)
			}
			fmt.Println("wrote", i)
		}
	}
	path := filepath.Join(t.TempDir(), "graph.db")
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	child := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestCrash$")
	child.Env = append(os.Environ(), crashFile+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	wrote := int64(0)
	for lines := bufio.NewScanner(out); wrote < 3 && lines.Scan(); {
		wrote++
	}
	time.Sleep(15 * time.Millisecond) // into the next batch
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	s := open(t, schema.Domain(), path, tick())
	a := ask{schema.Domain()}
	n := count(t, s, a.root("ContractEvent", "id", total))
	if n%100 != 0 || n < wrote*100 {
		t.Errorf("%d events are left of %d batches of 100 and more", n, wrote)
	}
	if cited := count(t, s, a.root("Contract", "id", total)); cited != n/10 {
		t.Errorf("%d contracts of %d events", cited, n)
	}
	upsert(t, s, batch(0, int(n), 100).Nodes...)
}

// Many goroutines read and write one file; every reader sees whole batches.
func TestConcurrent(t *testing.T) {
	s := open(t, schema.Domain(), filepath.Join(t.TempDir(), "graph.db"), tick())
	a := ask{schema.Domain()}
	upsert(t, s, batch(0, 0, 50).Nodes...) // the council that all others name
	var writers, readers sync.WaitGroup
	done := make(chan struct{})
	for i := range 6 {
		readers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				tree := where(a.root("ContractEvent", "id", total), &query.Where{Op: query.RelCount, Count: &query.CountOf{Rel: a.typ("ContractEvent").Rel("entities")},
					Kids: []*query.Where{{Op: query.Gte, Value: int64(0)}}})
				for range (i*31 + n) % 50 { // many texts, so that statements come and go
					tree.Root.Conn.Where = &query.Where{Op: query.And, Kids: []*query.Where{tree.Root.Conn.Where}}
				}
				if got := count(t, s, tree); got%50 != 0 {
					t.Errorf("a reader sees %d of batches of 50", got)
				}
			}
		})
	}
	for w := range 3 {
		writers.Go(func() {
			for i := range 4 {
				for {
					last, err := s.Last(t.Context())
					if err != nil {
						t.Error(err)
						return
					}
					if _, err = s.Upsert(t.Context(), batch(last, (w*4+i+1)*50, 50)); err == nil {
						break
					}
					if !errors.Is(err, store.ErrConflict) {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
	if got := count(t, s, a.root("ContractEvent", "id", total)); got != 650 {
		t.Errorf("%d events, want 650", got)
	}
}

// A read that takes long ends with its context, and the connection goes on.
func TestDeadline(t *testing.T) {
	s := open(t, schema.Domain(), sqlite.Memory, tick())
	if _, err := s.Upsert(t.Context(), batch(0, 0, 2000)); err != nil {
		t.Fatal(err)
	}
	a := ask{schema.Domain()}
	slow := a.eq("Contract", "name", "x")
	for range 3 { // all events of the council of all events of the council ...
		slow = &query.Where{Op: query.All, Rel: a.typ("Council").Rel("purchases"), Kids: []*query.Where{{Op: query.All, Rel: a.typ("Contract").Rel("buyers"),
			Kids: []*query.Where{{Op: query.Not, Kids: []*query.Where{a.some("Organisation", "purchases", &query.Where{Op: query.Not, Kids: []*query.Where{slow}})}}}}}}
	}
	for range 10 {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		start := time.Now()
		_, err := s.Read(ctx, where(a.root("Council", "id", total), slow))
		cancel()
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v, want %v", err, context.DeadlineExceeded)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("a deadline of 5 ms took %v", took)
		}
		if n := count(t, s, a.root("ContractEvent", "id", total)); n != 2000 {
			t.Errorf("%d events after a deadline", n)
		}
	}
}

// Sums that fit are exact whatever the order of the rows, those that do not are too large.
func TestSums(t *testing.T) {
	a := ask{schema.Domain()}
	f := a.typ("ContractEvent").Field("months")
	stat := func(name string) *query.Tree {
		tree := a.root("ContractEvent", "id", &query.Out{Kind: query.Aggregate, Kids: []*query.Out{{Kind: query.Stats, Field: f, Kids: []*query.Out{{Kind: query.Fn, Name: name}}}}})
		tree.Root.Conn.Page = false
		return tree
	}
	for _, c := range []struct {
		values   []int64
		sum, avg any // nil: too large
	}{
		{nil, int64(0), "none"},
		{[]int64{math.MaxInt64, 5, -9}, int64(math.MaxInt64 - 4), nil},
		{[]int64{math.MinInt64, 1}, int64(math.MinInt64 + 1), nil},
		{[]int64{math.MaxInt64, 1}, nil, nil},
		{[]int64{math.MinInt64, -1}, nil, nil},
		{[]int64{1, 0, 0}, int64(1), int64(3333)},
		{[]int64{-1, 0, -1}, int64(-2), int64(-6667)},
		{[]int64{9007199254740993, 0}, int64(9007199254740993), nil},
		{[]int64{900719925474093, 0}, int64(900719925474093), int64(4503599627370465000)},
	} {
		s := open(t, a.m, sqlite.Memory, tick())
		var nodes []store.Node
		for i, v := range c.values {
			nodes = append(nodes, store.Node{Type: "ContractEvent", ID: fmt.Sprint("contractevent:", i), Known: true, Fields: map[string]any{"key": "k", "months": v}})
		}
		upsert(t, s, nodes...)
		for name, want := range map[string]any{"sum": c.sum, "avg": c.avg} {
			got, err := s.Read(t.Context(), stat(name))
			switch {
			case want == nil:
				if !errors.Is(err, store.ErrTooLarge) {
					t.Errorf("%s of %v: %v, %v", name, c.values, got, err)
				}
			case err != nil:
				t.Errorf("%s of %v: %v", name, c.values, err)
			default:
				if want == "none" {
					want = nil
				}
				if v := got.([]any)[0].([]any)[0].([]any)[0]; v != want {
					t.Errorf("%s of %v is %v, want %v", name, c.values, v, want)
				}
			}
		}
	}
}

// Requests at the edge of what SQLite takes: wide, deep, and without a parameter.
func TestLimits(t *testing.T) {
	a := ask{schema.Domain()}
	s := open(t, a.m, sqlite.Memory, tick())
	upsert(t, s, batch(0, 0, 20).Nodes...)

	wide := a.one("ContractEvent", "contractevent:000001")
	for i := range 2500 {
		wide.Root.Sel[0].Out = append(wide.Root.Sel[0].Out, &query.Out{Key: fmt.Sprint("x", i), Kind: query.Scalar, Field: a.typ("ContractEvent").Field("wording")})
	}
	if c, err := s.Read(t.Context(), wide); err != nil || len(c.([]any)[0].([]any)) != 2500 {
		t.Error("wide:", err)
	}

	many := &query.Where{Op: query.Or}
	in := &query.Where{Op: query.In, Field: a.typ("Contract").Field("id")}
	var ids []any
	for i := range 4000 {
		many.Kids = append(many.Kids, a.eq("Contract", "name", fmt.Sprint("Contract number ", i)))
		many.Kids[i].Value = value.Fold(many.Kids[i].Value.(string))
		ids = append(ids, fmt.Sprint("contract:", i))
	}
	in.Value = ids
	for _, w := range []*query.Where{many, in} {
		if n := count(t, s, where(a.root("Contract", "id", total), w)); n != 2 {
			t.Errorf("%d of many conditions", n)
		}
	}

	deep := a.scalars("Council", "id")
	for range 7 {
		deep = append(a.scalars("Council", "id"), a.rel("Council", "purchases", "id", a.nodes("Contract", a.rel("Contract", "buyers", "id",
			&query.Out{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{a.variant("Council", deep...),
				{Type: a.typ("Organisation"), Types: []*schema.Type{a.typ("Supplier"), a.typ("Body")}}}}))))
	}
	for _, tree := range []*query.Tree{a.root("Council", "id", a.nodes("Council", deep...)), at(a.root("Council", "id", a.nodes("Council", deep...)), 30000, 1<<60)} {
		c, err := s.Read(t.Context(), tree)
		if err != nil {
			t.Fatal("deep:", err)
		}
		levels := 0
		for cells, ok := c.([]any); ok && len(cells) > 0; cells, ok = cells[len(cells)-1].([]any) {
			levels++
		}
		if levels < 14 {
			t.Errorf("deep: %d levels of %v", levels, c)
		}
	}

	if n := count(t, s, at(a.root("Name", "id", total), 0, 0)); n != 0 {
		t.Errorf("%d names", n)
	}
}

// A tree that no planner makes is refused, not sent.
func TestBadTree(t *testing.T) {
	a := ask{schema.Domain()}
	s := open(t, a.m, sqlite.Memory, tick())
	rank := a.root("Contract", "id", total)
	rank.Root.Conn.Order = append([]query.Order{{Rank: query.RankClass}}, rank.Root.Conn.Order...)
	cursor := a.root("Contract", "id", total)
	cursor.Root.Conn.Cursor = []any{"a", "b"}
	for name, tree := range map[string]*query.Tree{
		"a rank without a search": rank,
		"a cursor of two keys":    cursor,
		"an edge at a root":       where(a.root("Contract", "id", total), &query.Where{Op: query.Eq, Role: true, Value: "x"}),
		"in of one":               where(a.root("Contract", "id", total), &query.Where{Op: query.In, Field: a.typ("Contract").Field("name"), Value: "x"}),
	} {
		if _, err := s.Read(t.Context(), tree); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
