package storetest

import (
	"math"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// Awkward are texts that stores get wrong: quotes, wildcards, code points beyond 16 bits, marks, controls, nothing, a lot.
var Awkward = []string{
	"", " ", "x", "X", "null", "true", "0", "O'Brien", `"quoted"`, `back\slash`, `\u0041`, "`tick`", "$1 {x} [y] (z)", "a;b--c/*d*/", "100%", "a_b", "a*b?",
	"line\nbreak", "tab\there", "\r\n", "\u0001\u001f\u007f", "caf\u00e9", "cafe\u0301", "CAFÉ", "stra\u00dfe", "STRASSE", "\ufb01n", "\u0130i\u0131I", "\u03a3\u03c3\u03c2",
	"\U0001f600", "\U0001d518nit", "\uff5e", "\ue000", "\ufffd", "\u2028\u2029", "\u202eright", "\u200bzero", "\u00a0hard", "\u0928\u093f", "\u6771\u4eac",
	strings.Repeat("long ", 4000), strings.Repeat("\U0001f600\u00e9", 3000),
}

// What is written is read: text byte for byte, numbers to the last digit.
func valueCases(p *pair) {
	var batch []store.Node
	for i, s := range Awkward {
		id := "contractevent:" + string(rune('A'+i))
		batch = append(batch, p.node("ContractEvent", id, set("route", s), set("note", s), set("wording", s), set("amount_amount", int64(i)), set("amount_currency", s), set("amount_printed", s)))
	}
	p.upsert(batch...)
	p.same(p.many("ContractEvent", nodes(fs("id route note wording amount")...)))
	p.same(p.many("ContractEvent", by("route"), nodes(f("id"))))
	p.same(p.many("ContractEvent", by("-amount.currency"), nodes(f("id"))))
	p.same(p.many("ContractEvent", stats("amount:unit sum count")))
	for i, s := range Awkward {
		p.ids(p.list("ContractEvent", where(eq("route", s))), "contractevent:"+string(rune('A'+i)))
		for _, op := range []query.Op{query.Contains, query.StartsWith, query.EndsWith} {
			p.same(p.list("ContractEvent", where(is("route", op, s))))
		}
		p.same(p.list("ContractEvent", where(folded("route", query.Eq, s))))
		if i%4 == 0 {
			p.same(p.list("ContractEvent", by("route"), first(3), after(s, "contractevent:"+string(rune('A'+i)))))
		}
	}
	p.same(p.list("ContractEvent", where(folded("route", query.In, []any{"café", "strasse", "σσσ", ""}))))

	// An id may be any text too, and so may a role and a group's name.
	odd := []string{"x", "topic:O'Brien \"q\" \\ \U0001f600 é", "topic:e\u0301", "topic:\u00e9", "a:b:c", " ", "%", "topic:\n"}
	var cited []string
	batch = nil
	for _, id := range odd {
		batch = append(batch, p.named("Topic", "odd "+id, id))
		cited = append(cited, "odd "+id)
	}
	p.upsert(append(batch, p.remark("remark:odd", cited...))...)
	p.same(p.list("Topic"))
	p.same(p.gets("Topic", cited, fs("id name")...))
	for _, id := range cited {
		p.same(p.get("Topic", id, f("id"), rel("facts", nodes(f("id")))))
		p.json(`{"totalCount":1}`, p.many("Topic", where(eq("id", id)), total))
	}

	// Whole numbers past 53 bits, the ends of 64, and what is false or zero but not null.
	numbers := []int64{0, 1, -1, 9007199254740991, 9007199254740992, 9007199254740993, -9007199254740993, math.MaxInt64, math.MinInt64, math.MaxInt32, math.MinInt32}
	batch = nil
	for i, n := range numbers {
		batch = append(batch, p.node("Document", "document:"+string(rune('a'+i)), set("authority", n)),
			p.node("Target", "target:"+string(rune('a'+i)), cites("document:"+string(rune('a'+i))), set("value_amount", n), set("value_unit", string(rune('a'+i)))))
	}
	p.upsert(batch...)
	p.same(p.many("Document", nodes(fs("id authority")...), by("authority")))
	p.same(p.many("Document", by("-authority"), last(4), nodes(f("authority"))))
	p.same(p.many("Target", nodes(fs("id value")...), by("value.amount")))
	p.same(p.many("Target", stats("value:unit sum avg min max count")))
	for i, n := range numbers {
		p.ids(p.list("Document", where(eq("authority", n))), "document:"+string(rune('a'+i)))
		p.ids(p.list("Target", where(eq("value.amount", n))), "target:"+string(rune('a'+i)))
		p.same(p.list("Document", where(is("authority", query.Gt, n)), by("authority")))
		p.same(p.list("Document", by("authority"), first(2), after(n, "document:"+string(rune('a'+i)))))
		p.same(p.list("Document", where(is("authority", query.In, []any{n, int64(1)}))))
	}

	// Days and instants, before 1970 and far from it, and empty text that is there.
	p.upsert(p.node("Version", "version:a", set("retrieved", int64(-1)), set("hash", "")), p.node("Version", "version:b", set("retrieved", int64(253402300799999999))), p.node("Version", "version:c"),
		p.node("Evidence", "evidence:a", set("said", int64(-719162)), set("printed", "")), p.node("Evidence", "evidence:b", set("said", int64(2932896))))
	p.json(`{"nodes":[{"hash":"","retrieved":"1969-12-31T23:59:59.999999Z"},{"hash":"hash","retrieved":"9999-12-31T23:59:59.999999Z"},{"hash":"hash","retrieved":null}]}`,
		p.many("Version", by("retrieved"), nodes(fs("hash retrieved")...)))
	p.json(`{"nodes":[{"said":"0001-01-01","printed":"","reader":null},{"said":"9999-12-31","printed":null,"reader":null}]}`,
		p.many("Evidence", by("said"), nodes(fs("said printed reader")...)))
	p.json(`{"nodes":[{"said":"0001-01-01"}]}`, p.many("Evidence", where(is("said", query.Lt, day("0001-01-02"))), nodes(f("said"))))

	// A node of very many rows: 60 at one end, and a page of the most that may be asked for.
	batch = []store.Node{p.named("Indicator", "indicator:hub", "Hub")}
	for i := range 60 {
		id := "observation:" + string(rune('A'+i/10)) + string(rune('0'+i%10))
		batch = append(batch, p.node("Observation", id, to("OBSERVATION_OF", "indicator:hub"), cites("indicator:hub"), set("value_amount", int64(i%7)*1_000_000), set("value_unit", "%")))
	}
	p.upsert(batch...)
	hub := p.get("Indicator", "indicator:hub", rel("observations", first(MaxPage), by("-value.amount"), nodes(f("id")), total, stats("value:unit sum avg")))
	p.same(hub)
	p.json(`{"observations":{"aggregate":{"value":[{"unit":"%","sum":"174","avg":"2.9"}]},"totalCount":60}}`, p.get("Indicator", "indicator:hub", rel("observations", stats("value:unit sum avg"), total)))
}

// A selection may have several variants, by type and by interface; each concrete type is read by one.
func variantCases(p *pair) {
	variant := func(types string, of string, picks ...pick) query.Variant {
		v := query.Variant{Type: p.m.Type(of)}
		for _, name := range strings.Fields(types) {
			v.Types = append(v.Types, p.m.Type(name))
		}
		for _, k := range picks {
			v.Out = append(v.Out, k(v.Type))
		}
		return v
	}
	rest := func(of string, picks []pick, given ...query.Variant) []query.Variant {
		taken := map[string]bool{}
		for _, v := range given {
			for _, t := range v.Types {
				taken[t.Name] = true
			}
		}
		var names []string
		for _, t := range p.m.Type(of).Impl {
			if !taken[t.Name] {
				names = append(names, t.Name)
			}
		}
		return append(given, variant(strings.Join(names, " "), of, picks...))
	}
	constant := func(s string) pick {
		return func(*schema.Type) *query.Out { return &query.Out{Key: "__typename", Kind: query.Const, Text: s} }
	}
	p.upsert(p.named("Council", "council:a", "A", set("region", "London")), p.named("Supplier", "supplier:b", "B"), p.named("Topic", "topic:c", "C"),
		p.node("Remark", "remark:1", cites("council:a", "supplier:b", "topic:c"), set("state", "before")),
		p.node("Post", "post:1", cites("council:a"), to("POST_COUNCIL", "council:a"), set("title", "Mayor")))
	sel := rest("Node", []pick{typeName, f("id")},
		variant("Council", "Council", constant("Council"), f("name"), f("region")),
		variant("Supplier Body", "Organisation", typeName, f("name"), rel("facts", total)),
		variant("Remark Post", "Fact", f("id"), f("wording"), typeName))
	nodes := &query.Out{Key: "nodes", Kind: query.Nodes, Sel: sel}
	t := p.many("Node", func(c *query.Conn) { c.Out = append(c.Out, nodes) })
	p.json(`{"nodes":[{"__typename":"Council","name":"A","region":"London"},{"id":"post:1","wording":"wording","__typename":"Post"},`+
		`{"id":"remark:1","wording":"wording","__typename":"Remark"},{"__typename":"Supplier","name":"B","facts":{"totalCount":1}},{"__typename":"Topic","id":"topic:c"}]}`, t)
	list := p.gets("Node", []string{"topic:c", "council:a", "x"})
	list.Root.Sel = sel
	p.json(`[{"__typename":"Topic","id":"topic:c"},{"__typename":"Council","name":"A","region":"London"},null]`, list)
	single := p.get("Node", "supplier:b")
	single.Root.Sel = sel
	p.json(`{"__typename":"Supplier","name":"B","facts":{"totalCount":1}}`, single)

	// Several roots at once, each with what it alone asks; none at all.
	p.json(`[{"nodes":[{"id":"council:a"}]},[{"name":"B"},null],null,{"id":"post:1","wording":"wording","__typename":"Post"}]`,
		tuple(p.list("Council"), p.gets("Entity", []string{"supplier:b", "x"}, f("name")), p.get("Node", "x", f("id")), func() *query.Tree {
			t := p.get("Node", "post:1")
			t.Root.Sel = sel
			return t
		}()))
	p.json(`[]`, tuple())
	// Of an interface's nodes those of some types.
	of := func(names string) cond {
		return func(*schema.Type, *schema.Rel) *query.Where {
			return &query.Where{Op: query.OfType, Types: p.types(names)}
		}
	}
	p.ids(p.list("Node", where(of("Remark Supplier"))), "remark:1", "supplier:b")
	p.ids(p.list("Fact", where(not(of("Remark")))), "post:1")
	p.ids(p.list("Fact", where(or(of(""), of("Council")))))
	p.ids(p.list("Council", where(and(of("Council"), having(query.Some, "facts", of("Post"))))), "council:a")
	p.ids(p.list("Council", where(of("Supplier"))))

	// Below a node: facts by type, with relationships that only one of them has.
	facts := rest("Fact", []pick{typeName}, variant("Post", "Post", f("title"), one("council", f("id"))), variant("Remark", "Remark", f("state"), rel("about", total)))
	t = p.get("Council", "council:a", rel("facts", func(c *query.Conn) {
		c.Out = append(c.Out, &query.Out{Key: "edges", Kind: query.Edges, Kids: []*query.Out{{Key: "node", Kind: query.Node, Sel: facts}, {Key: "cursor", Kind: query.Cursor}}})
	}))
	c := p.same(t).([]any)[0].([]any)[0].([]any)[0].([]any)
	if got, want := Print(c), `[["post:1"] [[0 ["Mayor" [["council:a"]]]]]] [["remark:1"] [[1 ["before" [0]]]]]`; got != "["+want+"]" {
		p.Errorf("variants below a node: %s, want %s", got, want)
	}
	// A selection of one variant has no index, even where it covers several types.
	p.json(`{"nodes":[{"__typename":"Council","id":"council:a"},{"__typename":"Supplier","id":"supplier:b"}]}`,
		p.many("Organisation", func(c *query.Conn) {
			c.Out = append(c.Out, &query.Out{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{variant("Council Supplier Body", "Organisation", typeName, f("id"))}})
		}))
}
