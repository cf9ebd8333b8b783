package storetest

import (
	"strings"
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// CheckTree lets good trees through, and names what is wrong with others.
func TestCheckTree(t *testing.T) {
	p := build{schema.Domain()}
	good := func() *query.Tree {
		return p.many("Contract", by("name"), where(some("buyers", and(is("@since", query.IsNull, false), resting(eq("months", 1))))), nodes(f("id"), rel("suppliers", edges("role fact cursor", f("name")))),
			pageInfo("hasNextPage hasPreviousPage"), stats("count"))
	}
	if err := CheckTree(good()); err != nil {
		t.Fatal(err)
	}
	root := func(change func(c *query.Conn)) *query.Tree {
		g := good()
		change(g.Root.Conn)
		return g
	}
	name, kind := p.m.Type("Contract").Field("name"), p.m.Type("ContractEvent").Field("kind")
	filtered := func(w *query.Where) *query.Tree { return root(func(c *query.Conn) { c.Where = w }) }
	for _, c := range []struct {
		want string
		tree *query.Tree
	}{
		{"no root", &query.Tree{}},
		{"end in id", root(func(c *query.Conn) { c.Order = c.Order[:1] })},
		{"no order", root(func(c *query.Conn) { c.Order = nil })},
		{"first 1001", root(func(c *query.Conn) { c.First = 1001 })},
		{"last 3", root(func(c *query.Conn) { c.Last = 3 })},
		{"first 1000 last 0 back", root(func(c *query.Conn) { c.Back = true; Flags(c) })},
		{"page", root(func(c *query.Conn) { c.Page = false })},
		{"more", root(func(c *query.Conn) { c.More = false })},
		{"behind", root(func(c *query.Conn) { c.Behind = false })},
		{"keys", root(func(c *query.Conn) { c.Keys = true })},
		{"a cursor of 1", root(func(c *query.Conn) { c.Cursor = []any{"x"} })},
		{"cursor value 0", root(func(c *query.Conn) { c.Cursor = []any{int64(1), "x"} })},
		{"cursor value 1", root(func(c *query.Conn) { c.Cursor = []any{"x", nil} })},
		{"twice", root(func(c *query.Conn) { c.Out = append(c.Out, c.Out[0]) })},
		{"without a search", root(func(c *query.Conn) { c.Order = append([]query.Order{{Rank: query.RankClass}}, c.Order...) })},
		{"no edge", root(func(c *query.Conn) { c.Order = append([]query.Order{{Edge: schema.Since}}, c.Order...) })},
		{"forms", root(func(c *query.Conn) { c.Order[0].Count = &query.CountOf{Rel: c.Type.Rel("events")} })},
		{"as value.Words", root(func(c *query.Conn) { c.Search = &query.Search{Words: []string{"Not folded"}} })},
		{"by ids", root(func(c *query.Conn) { c.IDs = &query.IDs{} })},
		{"no scalar", filtered(&query.Where{Op: query.Eq, Field: kind, Value: "x"})},
		{"compared with a int64", filtered(&query.Where{Op: query.Eq, Field: name, Value: int64(1)})},
		{"has no order", filtered(&query.Where{Op: query.Lt, Field: name, Value: "x"})},
		{"not folded", filtered(&query.Where{Op: query.Eq, Field: name, Value: "X", Fold: true})},
		{"no edge with a role", filtered(&query.Where{Op: query.Eq, Role: true, Value: "x"})},
		{"rests on a fact", filtered(&query.Where{Op: query.EdgeFact, Kids: []*query.Where{{}}})},
		{"not is of one", filtered(&query.Where{Op: query.Not})},
		{"leaf of nothing", filtered(&query.Where{Op: query.Eq, Value: int64(1)})},
		{"of a leaf", filtered(&query.Where{Op: query.Within, Field: name, Value: [2]value.Day{}})},
		{"not a relationship", filtered(&query.Where{Op: query.Some, Rel: p.m.Type("Meeting").Rel("items"), Kids: []*query.Where{{}}})},
		{"none and all", p.many("Meeting", nodes(f("id")), where(having(query.None, "of", yes)))},
		{"Contract is in two variants", root(func(c *query.Conn) { c.Out[0].Sel = append(c.Out[0].Sel, c.Out[0].Sel[0]) })},
		{"is in two variants", p.manyWith("Node", query.Variant{Type: p.m.Type("Node"), Types: p.m.Type("Node").Impl}, query.Variant{Type: p.m.Type("Topic"), Types: p.m.Type("Topic").Impl})},
		{"variants for 1 of", p.manyWith("Node", query.Variant{Type: p.m.Type("Topic"), Types: p.m.Type("Topic").Impl})},
		{"type's name is known", p.many("Topic", nodes(typeName))},
		{"not a scalar", p.manyWith("Topic", query.Variant{Type: p.m.Type("Topic"), Types: p.m.Type("Topic").Impl, Out: []*query.Out{{Kind: query.Scalar, Field: kind}}})},
		{"one node has one id", &query.Tree{Root: &query.Out{Kind: query.One, Conn: &query.Conn{Type: p.m.Type("Topic"), IDs: &query.IDs{}}}}},
		{"sum of when", p.many("ContractEvent", stats("when:sum"))},
		{"kind 1 in a connection", root(func(c *query.Conn) { c.Out = append(c.Out, &query.Out{Key: "x", Kind: query.TypeName}) })},
	} {
		if err := CheckTree(c.tree); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want one with %q", err, c.want)
		}
	}
}

// manyWith is a root whose nodes are read in these variants.
func (p build) manyWith(typ string, sel ...query.Variant) *query.Tree {
	return p.many(typ, func(c *query.Conn) { c.Out = []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: sel}} })
}
