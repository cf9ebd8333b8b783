package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"time"

	"councilgraph/graph/neo4j"
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	ctx := context.Background()
	m := schema.Domain()
	at := time.Now()
	s, err := neo4j.Open(ctx, m, neo4j.Config{URI: os.Getenv("NEO4J_TEST_URI"), User: "neo4j", Password: os.Getenv("NEO4J_TEST_PASSWORD")}, func() value.Instant { return value.InstantOf(time.Now()) })
	must(err)
	fmt.Println("open", time.Since(at))
	defer s.Close()
	spent := map[string]time.Duration{}
	var prev string
	var prevAt time.Time
	s.Trace = func(text string, args map[string]any) {
		if prev != "" {
			spent[prev] += time.Since(prevAt)
		}
		prev, prevAt = text, time.Now()
	}
	dump := func() {
		s.Trace("", nil)
		prev = ""
		if os.Getenv("DUMP") == "" { clear(spent); return }
		var keys []string
		for k := range spent { keys = append(keys, k) }
		sort.Slice(keys, func(i, j int) bool { return spent[keys[i]] > spent[keys[j]] })
		for i, k := range keys {
			if i < 14 { fmt.Printf("    %8v %.200s\n", spent[k].Round(time.Millisecond), k) }
		}
		clear(spent)
	}
	last, _ := s.Last(ctx)
	events := 20000
	contracts, suppliers, councils := 2000, 500, 33
	type E = store.Edge
	up := func(what string, nodes []store.Node) {
		n := len(nodes)
		e := 0
		for _, x := range nodes {
			e += len(x.Edges)
		}
		at := time.Now()
		last, err = s.Upsert(ctx, &store.Batch{Base: last, Nodes: nodes})
		must(err)
		d := time.Since(at)
		defer dump()
		fmt.Printf("%s: %d nodes %d edges in %v: %.0f rows/s\n", what, n, e, d.Round(time.Millisecond), float64(n+e)/d.Seconds())
	}
	event := func(i int, hub bool) store.Node {
		id := fmt.Sprintf("contractevent:%d", i)
		c := fmt.Sprintf("contract:%d", i%contracts)
		if hub {
			c = "contract:hub"
		}
		b, sup := fmt.Sprintf("council:%d", i%councils), fmt.Sprintf("supplier:%d", i%suppliers)
		return store.Node{Type: "ContractEvent", ID: id, Known: true, Span: store.Span{Since: value.Day(19000 + i%1000), Until: value.MaxDay, Authority: int64(1 + i%4)},
			Fields: map[string]any{"key": "k" + id, "modality": "ACTUAL", "wording": "Contract awarded number " + fmt.Sprint(i), "kind": "AWARDED", "amount_amount": int64(i * 100), "amount_currency": "GBP"},
			Texts:  []store.Text{{Field: store.TextWording, Text: "Contract awarded number " + fmt.Sprint(i)}},
			Edges: []E{{Type: "EVENT_OF", From: id, To: c}, {Type: "EVENT_BUYER", From: id, To: b}, {Type: "EVENT_SUPPLIER", From: id, To: sup},
				{Type: "CITES", From: id, To: c}, {Type: "CITES", From: id, To: b}, {Type: "CITES", From: id, To: sup},
				{Type: "BUYS", From: b, To: c, Fact: id}, {Type: "SUPPLIES", From: sup, To: c, Fact: id, Role: "SUPPLIER"},
				{Type: "LATEST_EVENT_OF", From: c, To: id, Fact: id, Group: "AWARDED/" + b}}}
	}
	if last == 0 || len(os.Args) > 1 {
		var nodes []store.Node
		add := func(typ, id string) {
			nodes = append(nodes, store.Node{Type: typ, ID: id, Fields: map[string]any{"name": "The " + id}, Texts: []store.Text{{Field: store.TextName, Text: "The " + id}}})
		}
		for i := range contracts {
			add("Contract", fmt.Sprintf("contract:%d", i))
		}
		add("Contract", "contract:hub")
		for i := range suppliers {
			add("Supplier", fmt.Sprintf("supplier:%d", i))
		}
		for i := range councils {
			add("Council", fmt.Sprintf("council:%d", i))
		}
		up("entities", nodes)
		for k := range 4 {
			nodes = nil
			for i := range events / 4 {
				nodes = append(nodes, event(k*events/4+i, false))
			}
			up("events", nodes)
		}
		nodes = nil
		for i := range 10000 {
			nodes = append(nodes, event(events+i, true))
		}
		up("hub events", nodes)
		up("same again", nodes)
	}
	up("one more on the hub", []store.Node{event(events+20000, true)})
	n := event(events+5, true)
	n.Span.Authority = 9
	up("respan one on the hub", []store.Node{n})
	n.Known = false
	up("end one on the hub", []store.Node{n})
	var many []store.Node
	for i := range 1000 {
		x := event(events+100+i, true)
		x.Span.Authority = last0(last)
		many = append(many, x)
	}
	up("respan 1000 on the hub", many)

	// reads
	f := func(t *schema.Type, name string) *query.Out {
		return &query.Out{Key: name, Kind: query.Scalar, Field: t.Field(name)}
	}
	ct, ev := m.Type("Contract"), m.Type("ContractEvent")
	id := func(t *schema.Type) query.Order { return query.Order{Field: t.Field("id")} }
	now := value.Instant(last)
	day := value.Day(19500)
	trees := map[string]*query.Tree{}
	get := func() *query.Out {
		return &query.Out{Key: "c", Kind: query.One, Conn: &query.Conn{Type: ct, IDs: &query.IDs{Values: []string{"contract:5"}}}, Sel: []query.Variant{{Type: ct, Types: ct.Impl, Out: []*query.Out{f(ct, "id"), f(ct, "name")}}}}
	}
	evs := func() *query.Out {
		return &query.Out{Key: "e", Kind: query.Many, Conn: &query.Conn{Type: ev, Rel: ct.Rel("events"), First: 5, Page: true, Order: []query.Order{{Field: ev.Field("since"), Desc: true}, id(ev)},
			Out: []*query.Out{{Key: "t", Kind: query.TotalCount}, {Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{{Type: ev, Types: ev.Impl, Out: []*query.Out{f(ev, "id"), f(ev, "wording"), f(ev, "since")}}}}}}}
	}
	page := func(first int) *query.Out {
		return &query.Out{Key: "c", Kind: query.Many, Conn: &query.Conn{Type: ct, First: first, Page: true, Order: []query.Order{{Field: ct.Field("name")}, id(ct)},
			Out: []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{{Type: ct, Types: ct.Impl, Out: []*query.Out{f(ct, "id"), f(ct, "name"), evs()}}}}}}}
	}
	flat := page(20)
	flat.Conn.Out[0].Sel[0].Out = flat.Conn.Out[0].Sel[0].Out[:2]
	newest := &query.Out{Key: "c", Kind: query.Many, Conn: &query.Conn{Type: ev, First: 20, Page: true, Order: []query.Order{{Field: ev.Field("since"), Desc: true}, id(ev)},
		Out: []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{{Type: ev, Types: ev.Impl, Out: []*query.Out{f(ev, "id"), f(ev, "since")}}}}}}}
	hub := get()
	hub.Conn.IDs.Values = []string{"contract:hub"}
	hub.Sel[0].Out = append(hub.Sel[0].Out, evs())
	latestHub := get()
	latestHub.Conn.IDs.Values = []string{"contract:hub"}
	le := evs()
	le.Conn.Rel = ct.Rel("latestEvents")
	latestHub.Sel[0].Out = append(latestHub.Sel[0].Out, le)
	sum := &query.Out{Key: "c", Kind: query.Many, Conn: &query.Conn{Type: ev, Order: []query.Order{id(ev)}, Out: []*query.Out{{Key: "a", Kind: query.Aggregate, Kids: []*query.Out{{Key: "n", Kind: query.Count},
		{Key: "amount", Kind: query.Stats, Field: ev.Field("amount"), Kids: []*query.Out{{Key: "unit", Kind: query.Fn, Name: "unit"}, {Key: "sum", Kind: query.Fn, Name: "sum"}, {Key: "avg", Kind: query.Fn, Name: "avg"}}}}}}}}
	search := &query.Out{Key: "s", Kind: query.Many, Conn: &query.Conn{Type: m.Type("Node"), Search: &query.Search{Words: []string{"contract", "1"}}, First: 20, Page: true,
		Order: []query.Order{{Rank: query.RankClass}, {Rank: query.RankWords}, {Rank: query.RankName}, id(m.Type("Node"))}, Out: []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{{Type: m.Type("Node"), Types: m.Type("Node").Impl, Out: []*query.Out{f(m.Type("Node"), "id")}}}}}}}
	some := page(20)
	some.Conn.Where = &query.Where{Op: query.Some, Rel: ct.Rel("suppliers"), Kids: []*query.Where{{Op: query.Eq, Field: m.Type("Supplier").Field("name"), Fold: true, Value: "the supplier:7"}}}
	for name, o := range map[string]*query.Out{"get": get(), "flat20": flat, "nested20x5": page(20), "page1000": page(1000), "newest20": newest, "hub": hub, "latestHub": latestHub, "sum": sum, "search": search, "some": some} {
		trees[name+" now"] = &query.Tree{Root: o}
		trees[name+" clock"] = &query.Tree{Root: o, Time: query.Time{KnownAt: &now, AsOf: &day}}
	}
	var names []string
	for n := range trees {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		at := time.Now()
		_, err := s.Read(ctx, trees[n])
		cold := time.Since(at)
		if err != nil {
			fmt.Println(n, err)
			continue
		}
		var d []time.Duration
		for range 30 {
			at := time.Now()
			_, err := s.Read(ctx, trees[n])
			must(err)
			d = append(d, time.Since(at))
		}
		sort.Slice(d, func(i, j int) bool { return d[i] < d[j] })
		fmt.Printf("%-20s cold %8v  median %8v\n", n, cold.Round(10*time.Microsecond), d[15].Round(10*time.Microsecond))
	}
}

func last0(v value.Instant) int64 { return int64(v) % 100000 }
