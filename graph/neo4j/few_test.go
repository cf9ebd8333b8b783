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
)

// TestFew: the nodes that related ones of a kind, or with a text in their names, lead to are the same whether they are looked for from
// there or each node is asked.
func TestFew(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	s, err := neo4j.Open(ctx, schema.Domain(), neo4j.Config{URI: server.URI, User: server.User, Password: server.Password}, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	upsert(t, s, append(supplied(), named()...)...)

	for name, tree := range fewPages() {
		was := neo4j.Few(1000)
		want, err := s.Read(ctx, tree)
		if err != nil {
			t.Fatal(err)
		}
		for _, ends := range []int{0, 1, 4, 5} {
			neo4j.Few(ends)
			if got, err := s.Read(ctx, tree); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %d ends being few: %v (%v), want %v", name, ends, got, err, want)
			}
		}
		neo4j.Few(was)
	}
	if cell, err := s.Read(ctx, fewPages()["of a kind, all"]); err != nil || fmt.Sprint(cell) != "[[[<nil> [supplier:a]] [<nil> [supplier:b]]] 2]" {
		t.Errorf("suppliers with an award: %v (%v)", cell, err)
	}
}

// named are names of the suppliers.
func named() []store.Node {
	var out []store.Node
	for _, of := range []string{"supplier:a", "supplier:b"} {
		for _, text := range []string{"Alder Ltd", "The same"} {
			id := "name:" + of + ":" + text
			out = append(out, store.Node{Type: "Name", ID: id, Known: true, Span: store.Always, Fields: map[string]any{"text": text + " " + of, "kind": "MAIN"},
				Edges: []store.Edge{{Type: "NAME_OF", From: id, To: of}}})
		}
	}
	return out
}

// fewPages are pages of suppliers that related nodes lead to.
func fewPages() map[string]*query.Tree {
	some := func(name string, w ...*query.Where) *query.Where {
		return &query.Where{Op: query.Some, Rel: rel("Supplier", name), Kids: []*query.Where{and(w...)}}
	}
	kind := func(op query.Op, v any) *query.Where {
		return &query.Where{Op: op, Field: field("ContractEvent", "kind"), Value: v}
	}
	holds := func(text string) *query.Where {
		return &query.Where{Op: query.Contains, Field: field("Name", "text"), Value: text}
	}
	out := map[string]*query.Tree{}
	for name, w := range map[string]*query.Where{
		"of a kind":      some("supplyEvents", kind(query.Eq, "AWARDED")),
		"of kinds":       some("supplyEvents", kind(query.In, []any{"AWARDED", "ENDED"})),
		"of no kind":     some("supplyEvents", kind(query.Eq, "EXTENDED")),
		"text":           some("names", holds("alder")),
		"either text":    some("names", &query.Where{Op: query.Or, Kids: []*query.Where{holds("SUPPLIER:B"), holds("nobody")}}),
		"text and kind":  and(some("supplyEvents", kind(query.Eq, "ENDED")), some("names", holds("r:a"))),
		"text, and more": and(&query.Where{Op: query.Ne, Field: field("Supplier", "name"), Value: "supplier:a"}, some("names", holds("same"))),
	} {
		for page, c := range map[string]*query.Conn{
			"all":   page(5, by("Supplier", "name"), by("Supplier", "id")),
			"first": page(1, query.Order{Field: field("Supplier", "name"), Desc: true}, by("Supplier", "id")),
		} {
			c.Where = w
			out[name+", "+page] = many("Supplier", c, nodes("Supplier", "id"), &query.Out{Key: "totalCount", Kind: query.TotalCount})
		}
		after := page(5, by("Supplier", "name"), by("Supplier", "id"))
		after.Where, after.Cursor = w, []any{"supplier:a", "supplier:a"}
		out[name+", after"] = many("Supplier", after, nodes("Supplier", "id"))
	}
	return out
}
