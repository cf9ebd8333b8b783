package storetest

import (
	"slices"
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
)

// CheckHistory asks a store that was told these batches at these instants what it knew at each of them: it must be what an
// oracle that was told no more than that knows now.
func CheckHistory(t testing.TB, s store.Store, m *schema.Model, batches []*store.Batch, told []value.Instant) {
	t.Helper()
	at := Start
	then := memory.New(m, func() value.Instant { return at })
	list := func(s store.Store, time query.Time) (out []string) {
		typ := m.Type("Node")
		var cursor []any
		for {
			c := &query.Conn{Type: typ, First: MaxPage, Order: []query.Order{{Field: typ.Field("id")}}, Cursor: cursor}
			c.Out = []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{{Type: typ, Types: typ.Impl, Out: []*query.Out{
				{Key: "t", Kind: query.TypeName}, {Key: "id", Kind: query.Scalar, Field: typ.Field("id")}}}}}}
			Flags(c)
			cell, err := s.Read(t.Context(), &query.Tree{Root: &query.Out{Key: "nodes", Kind: query.Many, Conn: c}, Time: time})
			if err != nil {
				t.Fatal(err)
			}
			rows := cell.([]any)[0].([]any)
			for _, row := range rows {
				node := row.([]any)[1].([]any)
				if cursor = []any{node[1]}; m.Type(node[0].(string)).Clocked {
					out = append(out, node[1].(string))
				}
			}
			if len(rows) < MaxPage {
				return out
			}
		}
	}
	for i, b := range batches {
		last, err := then.Last(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		filled := *b
		filled.Base, at = last, told[i]
		if _, err := then.Upsert(t.Context(), &filled); err != nil {
			t.Fatalf("batch %d: %v", i, err)
		}
		got, want := list(s, query.Time{KnownAt: &told[i]}), list(then, query.Time{})
		if !slices.Equal(got, want) {
			t.Errorf("known at %v, after batch %d: %q\nwant %q", told[i], i, got, want)
		}
	}
}
