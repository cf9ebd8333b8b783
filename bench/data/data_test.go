package data_test

import (
	"reflect"
	"slices"
	"testing"

	"councilgraph/bench/data"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
)

// TestBatches: the same every time, and of the size that is promised.
func TestBatches(t *testing.T) {
	a, b := slices.Collect(data.Tiny.Batches()), slices.Collect(data.Tiny.Batches())
	if !reflect.DeepEqual(a, b) {
		t.Error("two makings differ")
	}
	if testing.Short() {
		return
	}
	all, first := data.S.Count()
	t.Logf("S: %+v, first told %+v", all, first)
	if first.Nodes < 90_000 || first.Nodes > 110_000 || first.Edges < 270_000 || first.Edges > 350_000 {
		t.Errorf("S has %d nodes and %d edges", first.Nodes, first.Edges)
	}
}

// TestModel: fields and edges are the schema's, and what must be there is.
func TestModel(t *testing.T) {
	m := schema.Domain()
	edges := m.EdgeTypes()
	for b := range data.Tiny.Batches() {
		for _, n := range b.Nodes {
			typ := m.Type(n.Type)
			columns := map[string]bool{}
			for _, f := range typ.Leaves() {
				columns[f.Column] = true
				if f.NonNull && f.Of == nil && f.Span == "" && f.Column != "" && f.Name != "id" && n.Fields[f.Column] == nil {
					t.Fatalf("%s has no %s", n.ID, f.Column)
				}
			}
			for c := range n.Fields {
				if !columns[c] {
					t.Fatalf("%s: a %s has no column %s", n.ID, n.Type, c)
				}
			}
			for _, e := range n.Edges {
				if !slices.Contains(edges, e.Type) {
					t.Fatalf("%s: no edges are of type %s", n.ID, e.Type)
				}
			}
		}
	}
}

// TestLoad: a store takes all of it, at the instants that are promised.
func TestLoad(t *testing.T) {
	for name, open := range map[string]func(*data.Clock) (store.Store, error){
		"memory": func(c *data.Clock) (store.Store, error) { return memory.New(schema.Domain(), c.Now), nil },
		"sqlite": func(c *data.Clock) (store.Store, error) {
			return sqlite.Open(t.Context(), schema.Domain(), sqlite.Memory, c.Now)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var c data.Clock
			s, err := open(&c)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if _, err := data.Load(t.Context(), s, &c, data.Tiny, nil); err != nil {
				t.Fatal(err)
			}
			if last, err := s.Last(t.Context()); err != nil || last != data.Tiny.Last() {
				t.Errorf("last is %s (%v), want %s", last, err, data.Tiny.Last())
			}
		})
	}
}
