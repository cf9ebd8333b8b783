package sqlite_test

import (
	"flag"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/store/storetest"
	"councilgraph/graph/value"
)

var update = flag.Bool("update", false, "write testdata/*.golden")

// TestCompile compares statements with those that were read and found good. Whether they answer rightly is for TestStore.
func TestCompile(t *testing.T) {
	s := open(t, schema.Domain(), sqlite.Memory, tick())
	for name, tree := range trees(ask{schema.Domain()}) {
		t.Run(name, func(t *testing.T) {
			text, args, err := s.Explain(tree)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Read(t.Context(), tree); err != nil {
				t.Fatalf("SQLite refuses the statement: %v", err)
			}
			storetest.Golden(t, name, tree.String()+"\n"+layout(text)+"\n\n"+fmt.Sprintf("%#v", args)+"\n", *update)
		})
	}
}

// TestShape: the text depends on the shape only, so that prepared statements are found again, and no value is in it.
func TestShape(t *testing.T) {
	a := ask{schema.Domain()}
	s := open(t, a.m, sqlite.Memory, tick())
	build := func(id, name string, first int, known value.Instant, in ...any) (string, []any) {
		tree := a.root("Supplier", "name", a.nodes("Supplier", a.scalars("Supplier", "id")...))
		tree.Root.Conn.First = first
		tree.Root.Conn.Cursor = []any{name, id}
		where(tree, &query.Where{Op: query.And, Kids: []*query.Where{a.eq("Supplier", "name", name), {Op: query.In, Field: a.typ("Supplier").Field("id"), Value: in},
			{Op: query.StartsWith, Field: a.typ("Supplier").Field("name"), Value: name}, {Op: query.EndsWith, Field: a.typ("Supplier").Field("name"), Value: name}}})
		text, args, err := s.Explain(&query.Tree{Root: tree.Root, Time: query.Time{KnownAt: &known}})
		if err != nil {
			t.Fatal(err)
		}
		return text, args
	}
	one, args := build("supplier:x", "node4", 20, 1, "a")
	other, _ := build("'; DROP TABLE node; --", "", 7, 2, "b", "c", `"`)
	if one != other {
		t.Errorf("two texts for one shape:\n%s\n%s", one, other)
	}
	if strings.Contains(one, "node4") || !strings.Contains(fmt.Sprint(args), "node4") {
		t.Errorf("a value is not bound in %s %v", one, args)
	}
}

// TestOneStatement: a tree of any depth is one statement.
func TestOneStatement(t *testing.T) {
	s := open(t, schema.Domain(), sqlite.Memory, tick())
	count := 0
	s.Trace(func(string, []any) { count++ })
	for name, tree := range trees(ask{schema.Domain()}) {
		count = 0
		seen := 0
		if _, err := s.Read(store.WithTrace(t.Context(), func(string) { seen++ }), tree); err != nil {
			t.Fatal(err)
		}
		if count != 1 || seen != 1 {
			t.Errorf("%s: %d and %d statements", name, count, seen)
		}
	}
}

// trees is a dozen questions, each for one thing that statements do.
func trees(a ask) map[string]*query.Tree {
	const day, known = value.Day(20277), value.Instant(1_752_000_000_000_000)
	event := func(names ...string) []*query.Out { return a.scalars("ContractEvent", names...) }
	nested := func() *query.Tree {
		suppliers := a.rel("Contract", "suppliers", "id", &query.Out{Key: "edges", Kind: query.Edges, Kids: []*query.Out{
			{Key: "cursor", Kind: query.Cursor}, {Key: "since", Kind: query.EdgeScalar, Edge: schema.Since}, {Key: "role", Kind: query.EdgeScalar, Role: true},
			{Key: "fact", Kind: query.EdgeOne, Conn: &query.Conn{Type: a.typ("ContractEvent"), EdgeFact: true}, Sel: []query.Variant{a.variant("ContractEvent", event("id", "amount")...)}},
			{Key: "node", Kind: query.Node, Sel: []query.Variant{a.variant("Supplier", a.scalars("Supplier", "name")...)}}}})
		suppliers.Conn.Keys, suppliers.Conn.More = true, true
		suppliers.Conn.Order = append([]query.Order{{Edge: schema.Since, Desc: true}}, suppliers.Conn.Order...)
		return a.root("Contract", "name", a.nodes("Contract", append(a.scalars("Contract", "id"), suppliers)...), total)
	}
	back := a.root("ContractEvent", "-since", a.nodes("ContractEvent", event("id", "since", "retractedAt")...))
	back.Root.Conn.First, back.Root.Conn.Last, back.Root.Conn.Back, back.Root.Conn.Behind = 0, 5, true, true
	back.Root.Conn.Order = append([]query.Order{{Field: a.typ("ContractEvent").Field("months")}}, back.Root.Conn.Order...)
	back.Root.Conn.Cursor = []any{nil, int64(20000), "contractevent:x"}
	filter := where(a.root("Supplier", "id", total), &query.Where{Op: query.Not, Kids: []*query.Where{{Op: query.Or, Kids: []*query.Where{
		{Op: query.RelCount, Count: &query.CountOf{Rel: a.typ("Supplier").Rel("contracts")}, Kids: []*query.Where{{Op: query.Gt, Value: int64(2)}}},
		{Op: query.All, Rel: a.typ("Supplier").Rel("contracts"), Kids: []*query.Where{{Op: query.EdgeFact, Kids: []*query.Where{
			{Op: query.Within, Field: a.typ("ContractEvent").Field("when"), Value: [2]value.Day{day, day + 30}}}}}},
		{Op: query.IsNull, Field: a.typ("Supplier").Field("naming"), Value: false},
	}}}})
	filter.Root.Conn.Page = false
	sums := a.root("ContractEvent", "id", &query.Out{Key: "aggregate", Kind: query.Aggregate, Kids: []*query.Out{{Key: "count", Kind: query.Count},
		{Key: "months", Kind: query.Stats, Field: a.typ("ContractEvent").Field("months"), Kids: []*query.Out{{Key: "avg", Kind: query.Fn, Name: "avg"}, {Key: "max", Kind: query.Fn, Name: "max"}}},
		{Key: "amount", Kind: query.Stats, Field: a.typ("ContractEvent").Field("amount"), Kids: []*query.Out{{Key: "unit", Kind: query.Fn, Name: "unit"}, {Key: "sum", Kind: query.Fn, Name: "sum"}}}}})
	sums.Root.Conn.Page = false
	key := &query.Out{Key: "key", Kind: query.GroupKey, Kids: []*query.Out{{Key: "name", Kind: query.GroupValue}, {Key: "since", Kind: query.GroupValue, At: 1}}}
	groups := a.one("Contract", "contract:x", a.rel("Contract", "events", "id", &query.Out{Key: "groupBy", Kind: query.Grouped, Kids: append([]*query.Out{key,
		{Key: "distinct", Kind: query.Distinct, Kids: []*query.Out{{Key: "buyers", Kind: query.Related, Rel: a.typ("ContractEvent").Rel("buyers")}}}}, sums.Root.Conn.Out[0].Kids...),
		Group: &query.Groups{First: 20, By: []query.GroupBy{{Path: []*schema.Rel{a.typ("ContractEvent").Rel("buyers")}, Field: a.typ("Organisation").Field("name")},
			{Field: a.typ("ContractEvent").Field("since"), Bucket: value.FinancialYear}},
			Having: []query.Having{{Op: query.Gt, Value: int64(2)}, {Of: query.Measure{Field: a.typ("ContractEvent").Field("amount"), Fn: "sum", Unit: "GBP"}, Op: query.Gte, Value: int64(100_000_00)}},
			Order:  []query.GroupOrder{{Of: &query.Measure{Distinct: a.typ("ContractEvent").Rel("supplier")}, Desc: true}, {Key: 1, Desc: true}}}}))
	groups.Root.Sel[0].Out[0].Conn.Page = false
	latest := a.one("Project", "project:x", a.rel("Project", "latestUpdates", "-since", a.nodes("ProjectUpdate", a.scalars("ProjectUpdate", "id", "status", "since")...)))
	search := a.root("Node", "id", &query.Out{Key: "edges", Kind: query.Edges, Kids: []*query.Out{
		{Key: "matched", Kind: query.Matched, Kids: []*query.Out{{Key: "field", Kind: query.MatchField}, {Key: "text", Kind: query.MatchText}}},
		{Key: "node", Kind: query.Node, Sel: []query.Variant{a.variant("Node", a.scalars("Node", "id")...)}}}})
	search.Root.Conn.Search = &query.Search{Words: []string{"joint", "it"}, Types: []*schema.Type{a.typ("Committee"), a.typ("Name")}}
	search.Root.Conn.Order = append([]query.Order{{Rank: query.RankClass}, {Rank: query.RankWords}, {Rank: query.RankName}}, search.Root.Conn.Order...)
	organisations := a.root("Organisation", "name", &query.Out{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{
		{Type: a.typ("Council"), Types: a.typ("Council").Impl, Out: a.scalars("Council", "region")},
		{Type: a.typ("Organisation"), Types: []*schema.Type{a.typ("Supplier"), a.typ("Body")}, Out: append(a.scalars("Organisation", "name"), &query.Out{Key: "__typename", Kind: query.TypeName})}}})
	path := a.root("AgendaItem", "id", a.nodes("AgendaItem", a.scalars("AgendaItem", "name")...))
	path.Root.Conn.Order = append([]query.Order{{Path: []*schema.Rel{a.typ("AgendaItem").Rel("meeting")}, Field: a.typ("Meeting").Field("date").Part("start"), Desc: true}},
		path.Root.Conn.Order...)
	list := a.one("Entity", "", a.scalars("Entity", "id", "name")...)
	list.Root.Kind = query.List
	list.Root.Conn.IDs = &query.IDs{List: true, Values: []string{"topic:a", "topic:b", "topic:a"}}
	return map[string]*query.Tree{
		"one":          a.one("Contract", "contract:x", a.scalars("Contract", "id", "name")...),
		"list":         list,
		"list-clock":   at(list, day, known),
		"nested":       nested(),
		"nested-clock": at(nested(), day, known),
		"last":         back,
		"filter":       filter,
		"filter-clock": at(filter, day, known),
		"some":         where(a.root("Contract", "id", total), a.some("Contract", "suppliers", a.eq("Supplier", "name", "node4"))),
		"some-one": where(a.root("ContractEvent", "id", total), &query.Where{Op: query.And, Kids: []*query.Where{
			a.eq("ContractEvent", "kind", "AWARDED"), a.some("ContractEvent", "supplier", a.eq("Supplier", "name", "node4"))}}),
		"some-kind":      where(a.root("Contract", "id", total), a.some("Contract", "events", a.eq("ContractEvent", "kind", "AWARDED"))),
		"aggregate":      sums,
		"groups":         groups,
		"groups-clock":   at(groups, day, known),
		"latest":         latest,
		"latest-clock":   at(latest, day, known),
		"search":         search,
		"search-clock":   at(search, day, known),
		"variants":       organisations,
		"path":           path,
		"stated-clock":   at(where(a.root("Meeting", "id", a.nodes("Meeting", a.scalars("Meeting", "venue", "virtual")...)), a.eq("Meeting", "venue", "town hall")), day, known),
		"entities-clock": at(a.root("Council", "name", a.nodes("Council", a.scalars("Council", "name")...)), day, known),
	}
}

var (
	code   = regexp.MustCompile(`\d+ /\* (\w+) \*/`) // the numbers depend on what else is in the schema
	breaks = regexp.MustCompile(` (FROM|WHERE|GROUP BY|ORDER BY|CROSS JOIN|LEFT JOIN) `)
)

// layout breaks a statement into lines, by subquery and clause.
func layout(text string) string {
	text = code.ReplaceAllString(text, ":$1")
	var b strings.Builder
	var selects []bool // for each open bracket, whether it holds a SELECT
	depth := 0
	line := func() { b.WriteString("\n" + strings.Repeat("  ", depth)) }
	for len(text) > 0 {
		if m := breaks.FindStringIndex(text); m != nil && m[0] == 0 && (len(selects) == 0 || selects[len(selects)-1]) {
			line()
			text = text[1:]
		}
		switch c := text[0]; c {
		case '\'':
			end := 1 + strings.IndexByte(text[1:], '\'')
			b.WriteString(text[:end])
			text = text[end:]
		case '(':
			selects = append(selects, strings.HasPrefix(text, "(SELECT"))
			if selects[len(selects)-1] {
				depth++
				b.WriteByte('(')
				line()
				text = text[1:]
				continue
			}
		case ')':
			if selects[len(selects)-1] {
				depth--
				line()
			}
			selects = selects[:len(selects)-1]
		}
		b.WriteByte(text[0])
		text = text[1:]
	}
	return b.String()
}
