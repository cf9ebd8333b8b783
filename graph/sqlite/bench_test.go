package sqlite_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// batch is contracts, suppliers and councils, with events that tie them together: per event five edges of its own.
func batch(base value.Instant, from, events int) *store.Batch {
	b := &store.Batch{Base: base}
	entity := func(typ, prefix string, i int) string {
		id := fmt.Sprintf("%s:%d", prefix, i)
		b.Nodes = append(b.Nodes, store.Node{Type: typ, ID: id, Fields: map[string]any{"name": fmt.Sprintf("%s number %d", typ, i)},
			Texts: []store.Text{{Field: store.TextName, Text: fmt.Sprintf("%s number %d", typ, i)}}})
		return id
	}
	for i := from; i < from+events; i++ {
		if i%10 == 0 {
			entity("Contract", "contract", i/10)
			entity("Supplier", "supplier", i/10)
		}
		if i%1000 == 0 {
			entity("Council", "council", i/1000)
		}
	}
	for i := from; i < from+events; i++ {
		id := fmt.Sprintf("contractevent:%06d", i)
		contract, supplier, council := fmt.Sprintf("contract:%d", i/10), fmt.Sprintf("supplier:%d", i/10), fmt.Sprintf("council:%d", i/1000)
		b.Nodes = append(b.Nodes, store.Node{Type: "ContractEvent", ID: id, Known: true,
			Span: store.Span{Since: value.Day(19000 + i%1000), Until: value.MaxDay, Authority: 2},
			Fields: map[string]any{"key": "k" + id, "modality": "ACTUAL", "wording": "Something happened to " + contract, "kind": "AWARDED",
				"amount_amount": int64(i * 100), "amount_currency": "GBP"},
			Edges: []store.Edge{
				{Type: "EVENT_OF", From: id, To: contract}, {Type: "EVENT_BUYER", From: id, To: council}, {Type: "EVENT_SUPPLIER", From: id, To: supplier},
				{Type: "CITES", From: id, To: contract}, {Type: "CITES", From: id, To: supplier}, {Type: "CITES", From: id, To: council},
				{Type: "BUYS", From: council, To: contract, Fact: id}, {Type: "SUPPLIES", From: supplier, To: contract, Fact: id, Role: "SUPPLIER"},
				{Type: "LATEST_EVENT_OF", From: contract, To: id, Fact: id, Group: "AWARDED " + council},
			},
			Texts: []store.Text{{Field: store.TextWording, Text: "Something happened to " + contract}}})
	}
	return b
}

func BenchmarkWrite(b *testing.B) {
	s := open(b, schema.Domain(), filepath.Join(b.TempDir(), "graph.db"), tick())
	rows, from := 0, 0
	for b.Loop() {
		last, err := s.Last(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		x := batch(last, from, 1000)
		from += 1000
		for _, n := range x.Nodes {
			rows += 1 + len(n.Edges)
		}
		if _, err := s.Upsert(b.Context(), x); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

func filled(b *testing.B, events int) *sqlite.Store {
	s := open(b, schema.Domain(), filepath.Join(b.TempDir(), "graph.db"), tick())
	if _, err := s.Upsert(b.Context(), batch(0, 0, events)); err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkRead(b *testing.B) {
	s := filled(b, 20000)
	a := ask{schema.Domain()}
	byName := func() *query.Tree {
		return a.root("Contract", "id", a.nodes("Contract", a.scalars("Contract", "id", "name")...))
	}
	large := byName()
	large.Root.Conn.First = 1000
	sums := a.root("ContractEvent", "id", &query.Out{Kind: query.Aggregate, Kids: []*query.Out{
		{Kind: query.Stats, Field: a.typ("ContractEvent").Field("amount"), Kids: []*query.Out{{Kind: query.Fn, Name: "sum"}}}}})
	sums.Root.Conn.Page = false
	count := a.root("ContractEvent", "id", total)
	count.Root.Conn.Page = false
	grouped := func(by query.GroupBy, kids ...*query.Out) *query.Tree {
		t := a.root("ContractEvent", "id", &query.Out{Kind: query.Grouped, Kids: append(kids, &query.Out{Kind: query.Count}), Group: &query.Groups{By: []query.GroupBy{by}, First: 20}})
		t.Root.Conn.Page = false
		return t
	}
	month := query.GroupBy{Field: a.typ("ContractEvent").Field("since"), Bucket: value.Month}
	buyer := query.GroupBy{Path: []*schema.Rel{a.typ("ContractEvent").Rel("buyers")}, Field: a.typ("Organisation").Field("name")}
	supplier := query.GroupBy{Path: []*schema.Rel{a.typ("ContractEvent").Rel("supplier")}, Field: a.typ("Supplier").Field("name")}
	distinct := &query.Out{Kind: query.Distinct, Kids: []*query.Out{{Kind: query.Related, Rel: a.typ("ContractEvent").Rel("supplier")}}}
	search := a.root("Node", "id", a.nodes("Node", a.scalars("Node", "id")...))
	search.Root.Conn.Search = &query.Search{Words: []string{"number", "150"}}
	search.Root.Conn.Order = append([]query.Order{{Rank: query.RankClass}, {Rank: query.RankWords}, {Rank: query.RankName}}, search.Root.Conn.Order...)
	nested := a.root("Council", "id", a.nodes("Council", append(a.scalars("Council", "id"), a.rel("Council", "purchases", "id", total,
		a.nodes("Contract", append(a.scalars("Contract", "id", "name"), a.rel("Contract", "suppliers", "id", total, a.nodes("Supplier", a.scalars("Supplier", "id", "name")...)))...)))...))
	for _, c := range []struct {
		name string
		tree *query.Tree
	}{
		{"one", a.one("Contract", "contract:7", a.scalars("Contract", "id", "name")...)},
		{"list20", byName()},
		{"list1000", large},
		{"newest20", a.root("ContractEvent", "-since", a.nodes("ContractEvent", a.scalars("ContractEvent", "id", "wording", "since")...))},
		{"nested", nested},
		{"nestedClock", at(nested, 30000, 1<<60)},
		{"count", count},
		{"sum", sums},
		{"groupByMonth", grouped(month, sums.Root.Conn.Out[0].Kids[0])},
		{"groupByBuyer", grouped(buyer, distinct)},
		{"groupBySupplier", grouped(supplier)},
		{"groupByBuyerClock", at(grouped(buyer), 30000, 1<<60)},
		{"some", where(byName(), a.some("Contract", "suppliers", a.eq("Supplier", "name", "supplier number 1500")))},
		{"search", search},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Read(b.Context(), c.tree); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
