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

func tick() store.Clock {
	now := value.Instant(1_751_328_000_000_000)
	return func() value.Instant { now += 1_000_000; return now }
}

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
	m := schema.Domain()
	council, contract, supplier, event := m.Type("Council"), m.Type("Contract"), m.Type("Supplier"), m.Type("ContractEvent")
	scalar := func(t *schema.Type, name string) *query.Out {
		return &query.Out{Key: name, Kind: query.Scalar, Field: t.Field(name)}
	}
	nodes := func(t *schema.Type, out ...*query.Out) *query.Out {
		return &query.Out{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{{Type: t, Types: t.Impl, Out: out}}}
	}
	byID := func(t *schema.Type) []query.Order { return []query.Order{{Field: t.Field("id")}} }
	bySince := []query.Order{{Field: event.Field("since"), Desc: true}, {Field: event.Field("id")}}
	known := value.Instant(1 << 60)
	for _, c := range []struct {
		name string
		tree *query.Tree
	}{
		{"one", &query.Tree{Root: &query.Out{Kind: query.One, Conn: &query.Conn{Type: contract, IDs: &query.IDs{Values: []string{"contract:7"}}},
			Sel: nodes(contract, scalar(contract, "id"), scalar(contract, "name")).Sel}}},
		{"list20", &query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: contract, Page: true, First: 20, Order: byID(contract),
			Out: []*query.Out{nodes(contract, scalar(contract, "id"), scalar(contract, "name"))}}}}},
		{"list1000", &query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: contract, Page: true, First: 1000, Order: byID(contract),
			Out: []*query.Out{nodes(contract, scalar(contract, "id"), scalar(contract, "name"))}}}}},
		{"newest20", &query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: event, Page: true, First: 20, Order: bySince,
			Out: []*query.Out{nodes(event, scalar(event, "id"), scalar(event, "wording"), scalar(event, "since"))}}}}},
		{"nested", nested(council, contract, supplier, query.Time{}, scalar, nodes, byID)},
		{"nestedKnownAt", nested(council, contract, supplier, query.Time{KnownAt: &known}, scalar, nodes, byID)},
		{"total", &query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: event, Out: []*query.Out{{Key: "totalCount", Kind: query.TotalCount}}}}}},
		{"sum", &query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: event, Out: []*query.Out{{Kind: query.Aggregate, Kids: []*query.Out{
			{Kind: query.Stats, Field: event.Field("amount"), Kids: []*query.Out{{Kind: query.Fn, Name: "sum"}}}}}}}}}},
		{"someName", &query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: council, Page: true, First: 20, Order: byID(council),
			Where: &query.Where{Op: query.Some, Rel: council.Rel("purchases"), Kids: []*query.Where{{Op: query.Eq, Field: contract.Field("name"), Value: "contract number 1500", Fold: true}}},
			Out:   []*query.Out{nodes(council, scalar(council, "id"))}}}}},
		{"search", &query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: m.Type("Node"), Page: true, First: 20, Search: &query.Search{Words: []string{"number", "150"}},
			Order: []query.Order{{Rank: query.RankClass}, {Rank: query.RankWords}, {Rank: query.RankName}, {Field: m.Type("Node").Field("id")}},
			Out:   []*query.Out{nodes(m.Type("Node"), scalar(m.Type("Node"), "id"))}}}}},
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

// nested is 20 councils, 10 contracts of each, and their suppliers.
func nested(council, contract, supplier *schema.Type, at query.Time, scalar func(*schema.Type, string) *query.Out,
	nodes func(*schema.Type, ...*query.Out) *query.Out, byID func(*schema.Type) []query.Order) *query.Tree {
	suppliers := &query.Out{Kind: query.Many, Conn: &query.Conn{Type: supplier, Rel: contract.Rel("suppliers"), Page: true, First: 5, Order: byID(supplier),
		Out: []*query.Out{nodes(supplier, scalar(supplier, "id"), scalar(supplier, "name")), {Kind: query.TotalCount}}}}
	purchases := &query.Out{Kind: query.Many, Conn: &query.Conn{Type: contract, Rel: council.Rel("purchases"), Page: true, First: 10, Order: byID(contract),
		Out: []*query.Out{nodes(contract, scalar(contract, "id"), scalar(contract, "name"), suppliers), {Kind: query.TotalCount}}}}
	return &query.Tree{Time: at, Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: council, Page: true, First: 20, Order: byID(council),
		Out: []*query.Out{nodes(council, scalar(council, "id"), purchases)}}}}
}
