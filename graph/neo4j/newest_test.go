package neo4j_test

import (
	"fmt"
	"reflect"
	"testing"

	"councilgraph/graph/neo4j"
	"councilgraph/graph/neo4j/neo4jtest"
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// TestNewest: the newest facts of a node are the same whether its relationships are followed or an index is walked, to its end or not.
func TestNewest(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	s, err := neo4j.Open(ctx, schema.Domain(), neo4j.Config{URI: server.URI, User: server.User, Password: server.Password}, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	upsert(t, s, supplied()...)

	read := func(tree *query.Tree) query.Cell {
		t.Helper()
		cell, err := s.Read(ctx, tree)
		if err != nil {
			t.Fatal(err)
		}
		return cell
	}
	for name, tree := range newestPages() {
		degree, walk := neo4j.Hubs(1000, 1000)
		want := read(tree)
		for _, far := range []int{1, 4, 9, 100} {
			neo4j.Hubs(2, far)
			if got := read(tree); !reflect.DeepEqual(got, want) {
				t.Errorf("%s, the index walked for %d facts: %v, want %v", name, far, got, want)
			}
		}
		neo4j.Hubs(degree, walk)
	}
}

// supplied are two suppliers, each with events of which several are of one day.
func supplied() []store.Node {
	var out []store.Node
	for _, id := range []string{"supplier:a", "supplier:b"} {
		out = append(out, store.Node{Type: "Supplier", ID: id, Fields: map[string]any{"name": id}})
	}
	for i := range 10 {
		id, supplier := fmt.Sprintf("contractevent:%d", i), []string{"supplier:a", "supplier:b"}[i/2%2]
		out = append(out, store.Node{Type: "ContractEvent", ID: id, Known: true, Span: store.Span{Since: value.Day(20000 - i/4), Until: value.MaxDay, Authority: 1},
			Fields: map[string]any{"key": id, "modality": "ACTUAL", "wording": "w", "kind": []string{"AWARDED", "ENDED"}[i%2]},
			Edges:  []store.Edge{{Type: "EVENT_SUPPLIER", From: id, To: supplier}, {Type: "CITES", From: id, To: supplier}}})
	}
	return out
}

// newestPages are pages of the events of a supplier.
func newestPages() map[string]*query.Tree {
	out := map[string]*query.Tree{}
	for _, id := range []string{"supplier:a", "supplier:none"} {
		for first := range 8 {
			for name, change := range map[string]func(*query.Conn){
				"plain":  func(*query.Conn) {},
				"more":   func(c *query.Conn) { c.More = true },
				"last":   func(c *query.Conn) { c.Back, c.Last = true, c.First },
				"after":  func(c *query.Conn) { c.Cursor = []any{int64(20000), "contractevent:0"} },
				"before": func(c *query.Conn) { c.Back, c.Last, c.Cursor = true, c.First, []any{int64(19999), "contractevent:5"} },
				"filtered": func(c *query.Conn) {
					c.Where = &query.Where{Op: query.Eq, Field: field("ContractEvent", "kind"), Value: "AWARDED"}
				},
				"edges": func(c *query.Conn) { c.Keys = true },
			} {
				page := page(first, query.Order{Field: field("ContractEvent", "since"), Desc: true}, by("ContractEvent", "id"))
				change(page)
				tree := one("Supplier", id, "name")
				tree.Root.Sel[0].Out = append(tree.Root.Sel[0].Out, connection(rel("Supplier", "supplyEvents"), page, nodes("ContractEvent", "id")))
				out[fmt.Sprintf("%s, %s, %d", id, name, first)] = tree
			}
		}
	}
	return out
}
