package neo4j_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"councilgraph/graph/neo4j"
	"councilgraph/graph/neo4j/neo4jtest"
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

var ctx = context.Background()

func clock() value.Instant { return value.InstantOf(time.Now()) }

// remarks are facts that need no other node.
func remarks(ids ...string) []store.Node {
	var out []store.Node
	for _, id := range ids {
		out = append(out, store.Node{Type: "Remark", ID: id, Known: true, Span: store.Span{Since: 20000, Until: value.MaxDay, Authority: 1},
			Fields: map[string]any{"key": "k", "modality": "ACTUAL", "wording": "w", "kind": "RULE"}})
	}
	return out
}

func upsert(t *testing.T, s *neo4j.Store, nodes ...store.Node) value.Instant {
	t.Helper()
	last, err := s.Last(ctx)
	if err != nil {
		t.Fatal(err)
	}
	at, err := s.Upsert(ctx, &store.Batch{Base: last, Nodes: nodes})
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// smallSchema is a schema with few indexes to make. Its last type is left open.
const smallSchema = `
"A node."
interface Node {
  "Its id."
  id: ID!
}
"A thing told."
interface Fact implements Node {
  "Where it was told."
  source: String
}
"A claim."
type Claim implements Fact & Node @fact(key: ["about", "field"], value: ["value"]) {
  "Whose."
  about: Entity @relationship(type: "CLAIM_ABOUT", direction: OUT)
  "Which."
  field: String!
  "What."
  value: String!
}
"A thing."
interface Entity implements Node {
  "Claims."
  claims: [Claim!]! @relationship(type: "CLAIM_ABOUT", direction: IN)
}
"A place."
type Place implements Entity & Node @entity(key: ["title"]) {
  "Its title."
  title: String!
  "How big."
  size: Int
`

func small(t *testing.T, text string) *schema.Model {
	t.Helper()
	m, err := schema.Load(fstest.MapFS{"base.graphqls": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A root field is one statement, and each was told to the trace.
func TestOneStatement(t *testing.T) {
	server := neo4jtest.Shared(t)
	empty(t, server)
	s := open(t, server, schema.Domain(), clock)
	upsert(t, s, remarks("remark:1", "remark:2")...)
	var traced []string
	s.Trace = func(text string, _ map[string]any) { traced = append(traced, text) }
	all := trees()
	for _, name := range []string{"ids", "nested", "filter-clock", "search"} { // TestStore has them all and more
		tree := all[name]
		traced = nil
		mark := server.Mark()
		if _, err := s.Read(ctx, tree); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		sent, err := server.Since(mark)
		if errors.Is(err, neo4jtest.ErrNotCounted) {
			t.Skip(err)
		}
		if err != nil || len(sent) != 1 || len(traced) != 1 || sent[0] != traced[0] {
			t.Errorf("%s: sent %q, traced %q (%v)", name, sent, traced, err)
		}
	}
}

// What stands already sends nothing but questions, and a wrong base not even those.
func TestUnchangedWritesNothing(t *testing.T) {
	server := neo4jtest.Shared(t)
	empty(t, server)
	s := open(t, server, schema.Domain(), clock)
	last := upsert(t, s, remarks("remark:1")...)
	var traced []string
	s.Trace = func(text string, _ map[string]any) { traced = append(traced, text) }
	if at, err := s.Upsert(ctx, &store.Batch{Base: last, Nodes: remarks("remark:1")}); err != nil || at != last {
		t.Errorf("got %d (%v), want %d", at, err, last)
	}
	for _, text := range traced[1:] { // the first takes the lock
		if strings.Contains(text, "SET") || strings.Contains(text, "CREATE") || strings.Contains(text, "MERGE") {
			t.Errorf("sent %s", text)
		}
	}
}

func TestWrongPassword(t *testing.T) {
	cfg := configOf(neo4jtest.Shared(t))
	cfg.Password = "wrong"
	_, err := neo4j.Open(ctx, schema.Domain(), cfg, clock)
	if !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("got %v, want %v", err, store.ErrUnavailable)
	}
}

func TestNoServer(t *testing.T) {
	start := time.Now()
	_, err := neo4j.Open(ctx, schema.Domain(), neo4j.Config{URI: "bolt://127.0.0.1:1"}, clock)
	if !errors.Is(err, store.ErrUnavailable) || time.Since(start) > 5*time.Second {
		t.Errorf("after %v: %v, want %v", time.Since(start), err, store.ErrUnavailable)
	}
	if _, err := neo4j.Open(ctx, schema.Domain(), neo4j.Config{URI: "http://127.0.0.1"}, clock); err == nil {
		t.Error("http is no scheme of Neo4j")
	}
}

// A store outlives its server: while that is gone it says so quickly, and once it is back the next read works, whatever
// became of the connections.
func TestRestart(t *testing.T) {
	neo4jtest.Shared(t) // skips where there is no server
	server, err := neo4jtest.Start(ctx, neo4jtest.LTS)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	}()
	m := small(t, smallSchema+"}\n")
	s := open(t, server, m, clock)
	claim := func(id string) store.Node {
		return store.Node{Type: "Claim", ID: id, Known: true, Span: store.Always, Fields: map[string]any{"field": "f", "value": "v"}}
	}
	upsert(t, s, claim("claim:1"))
	tree := &query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: m.Type("Claim"), Order: []query.Order{{Field: m.Type("Claim").Field("id")}},
		Out: []*query.Out{{Kind: query.TotalCount}}}}}
	read := func() error { // several at once, so that there are several connections
		errs := make([]error, 6)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() { _, errs[i] = s.Read(ctx, tree) })
		}
		wg.Wait()
		return errors.Join(errs...)
	}
	if err := read(); err != nil {
		t.Fatal(err)
	}
	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := read(); !errors.Is(err, store.ErrUnavailable) || time.Since(start) > 5*time.Second {
		t.Errorf("after %v: %v, want %v", time.Since(start), err, store.ErrUnavailable)
	}
	if _, err := s.Upsert(ctx, &store.Batch{}); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("writing: %v, want %v", err, store.ErrUnavailable)
	}
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	if err := read(); err != nil {
		t.Errorf("after a restart: %v", err)
	}
	if at := upsert(t, s, claim("claim:2")); at == 0 {
		t.Error("nothing was written after a restart")
	}
}

// A deadline ends a read that waits, and is told as one.
func TestDeadline(t *testing.T) {
	server := neo4jtest.Shared(t)
	empty(t, server)
	s := open(t, server, schema.Domain(), clock)
	short, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	<-short.Done()
	for name, call := range map[string]func() error{
		"read":  func() error { _, err := s.Read(short, many("Remark", page(5), nodes("Remark", "id"))); return err },
		"write": func() error { _, err := s.Upsert(short, &store.Batch{}); return err },
		"ready": func() error { return s.Ready(short) },
	} {
		if err := call(); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Ready(ctx); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a closed store is %v, want %v", err, store.ErrUnavailable)
	}
}

// A database of an older schema serves a newer one that fits what is stored, and refuses any other with what to do.
func TestSchemaGrows(t *testing.T) {
	server := neo4jtest.Shared(t)
	empty(t, server)
	model := func(more string) *schema.Model { return small(t, smallSchema+more+"}\n") }
	try := func(m *schema.Model) error {
		s, err := neo4j.Open(ctx, m, configOf(server), clock)
		if err == nil {
			err = s.Close()
		}
		return err
	}
	s := open(t, server, model(""), clock)
	upsert(t, s, store.Node{Type: "Place", ID: "place:x", Fields: map[string]any{"title": "X", "size": int64(3)}})

	for _, c := range []struct {
		what, more string
		fits       bool
	}{
		{"the same", "", true},
		{"a new nullable field", "  \"N.\"\n  note: String\n", true},
		{"that field with another kind, after it was left out", "  \"N.\"\n  note: Int\n", false},
		{"a new field that is never null", "  \"N.\"\n  area: Int!\n", false},
		{"a new type", "}\n\"New.\"\ntype Park implements Node @node(key: [\"area\"]) {\n  \"A.\"\n  area: Int!\n", true},
		{"a relationship", "  \"Near.\"\n  near: [Place!]! @relationship(type: \"NEAR\", direction: OUT, oneWay: true)\n", true},
		{"without all that", "", true},
	} {
		err := try(model(c.more))
		if c.fits && err != nil || !c.fits && !errors.Is(err, store.ErrSchema) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	states := func(values string) *schema.Model {
		return model("  \"Its state.\"\n  state: State\n}\n\"A state.\"\nenum State {\n  \"New.\"\n  NEW\n" + values)
	}
	const worn, lost = "  \"Worn.\"\n  WORN\n", "  \"Lost.\"\n  LOST\n"
	with := open(t, server, states(worn+lost), clock)
	upsert(t, with, store.Node{Type: "Place", ID: "place:y", Fields: map[string]any{"title": "Y", "state": "WORN"}})
	if err := try(states(lost)); !errors.Is(err, store.ErrSchema) || !strings.Contains(err.Error(), "Place.state is WORN in some nodes, which State has no more") {
		t.Errorf("an enum without a value that is stored: %v", err)
	}
	if err := try(states(worn)); err != nil {
		t.Errorf("an enum without a value that is not stored: %v", err)
	}
	m := small(t, strings.Replace(smallSchema, "size: Int", "size: Int!", 1)+"}\n")
	if err := try(m); !errors.Is(err, store.ErrSchema) {
		t.Errorf("a field that is never null now: %v", err)
	}
	tree := &query.Tree{Root: &query.Out{Kind: query.One, Conn: &query.Conn{Type: m.Type("Place"), IDs: &query.IDs{Values: []string{"place:x"}}},
		Sel: []query.Variant{{Type: m.Type("Place"), Types: m.Type("Place").Impl, Out: []*query.Out{{Kind: query.Scalar, Field: m.Type("Place").Field("size")}}}}}}
	if got, err := s.Read(ctx, tree); err != nil || got.([]any)[0].([]any)[0] != int64(3) {
		t.Errorf("got %v (%v)", got, err)
	}
}
