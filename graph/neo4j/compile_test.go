package neo4j_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/neo4j"
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store/storetest"
	"councilgraph/graph/value"
)

var update = flag.Bool("update", false, "write testdata/*.golden")

// TestCompile compares statements with those that were read and found good. Whether they answer rightly is for TestStore.
func TestCompile(t *testing.T) {
	for name, tree := range trees() {
		t.Run(name, func(t *testing.T) {
			text, args := neo4j.Compile(schema.Domain(), tree)
			storetest.Golden(t, name, tree.String()+"\n"+layout(text)+"\n"+printArgs(args), *update)
		})
	}
}

// TestCompileShape: the text depends on the shape only, so that the server's plans are found again; values are bound.
func TestCompileShape(t *testing.T) {
	build := func(id, name string, first int, at value.Instant) (string, map[string]any) {
		tree := many("Supplier", page(first, by("Supplier", "name")), nodes("Supplier", "name"))
		tree.Root.Conn.Where = &query.Where{Op: query.Eq, Field: field("Supplier", "name"), Fold: true, Value: name}
		tree.Root.Conn.Cursor = []any{name, id}
		tree.Time.KnownAt = &at
		return neo4j.Compile(schema.Domain(), tree)
	}
	a, args := build("supplier:x", "node4", 20, 1)
	b, _ := build("supplier:'; MATCH (n) DETACH DELETE n", "'$p0`", 7, 2)
	if a != b {
		t.Errorf("two texts for one shape:\n%s\n%s", a, b)
	}
	for _, v := range []string{"node4", "supplier:x"} {
		if strings.Contains(a, v) || !slices.Contains(slices.Collect(maps.Values(args)), any(v)) {
			t.Errorf("%q is not bound in %s", v, a)
		}
	}
}

func trees() map[string]*query.Tree {
	day, instant := value.Day(20277), value.Instant(1_752_000_000_000_000)
	clock := func(t *query.Tree) *query.Tree {
		return &query.Tree{Root: t.Root, Time: query.Time{AsOf: &day, KnownAt: &instant}}
	}
	suppliers := func() *query.Out { // of a contract, with the edges
		fact := &query.Out{Key: "fact", Kind: query.EdgeOne, Conn: &query.Conn{Type: typ("ContractEvent"), EdgeFact: true}, Sel: variant("ContractEvent", "id")}
		out := connection(rel("Contract", "suppliers"), page(5, by("Supplier", "id")), &query.Out{Key: "edges", Kind: query.Edges, Kids: []*query.Out{
			{Key: "cursor", Kind: query.Cursor}, {Key: "since", Kind: query.EdgeScalar, Edge: schema.Since}, {Key: "role", Kind: query.EdgeScalar, Role: true}, fact,
			{Key: "node", Kind: query.Node, Sel: variant("Supplier", "name")}}})
		out.Conn.Order = append([]query.Order{{Edge: schema.Since, Desc: true}}, out.Conn.Order...)
		out.Conn.Keys = true
		out.Conn.Where = and(&query.Where{Op: query.Eq, Role: true, Value: "RESELLER"},
			&query.Where{Op: query.EdgeFact, Kids: []*query.Where{{Op: query.Gt, Field: field("ContractEvent", "months"), Value: int64(12)}}})
		return out
	}
	total := &query.Out{Key: "totalCount", Kind: query.TotalCount}
	out := map[string]*query.Tree{
		"id":   one("Contract", "contract:x", "name"),
		"ids":  {Root: &query.Out{Key: "nodes", Kind: query.List, Conn: &query.Conn{Type: typ("Supplier"), IDs: &query.IDs{List: true, Values: []string{"supplier:a", "supplier:b"}}}, Sel: variant("Supplier", "name")}},
		"page": many("Supplier", page(20, by("Supplier", "name")), nodes("Supplier", "name"), total),
	}
	out["ids-clock"] = clock(&query.Tree{Root: &query.Out{Key: "nodes", Kind: query.List,
		Conn: &query.Conn{Type: typ("Node"), IDs: &query.IDs{List: true, Values: []string{"x"}}}, Sel: variant("Node", "id")}})

	back := many("Meeting", page(0, by("Meeting", "start")), nodes("Meeting", "id"))
	back.Root.Conn.Back, back.Root.Conn.Last, back.Root.Conn.More, back.Root.Conn.Behind = true, 10, true, true
	back.Root.Conn.Cursor = []any{nil, "meeting:x"}
	out["last-before-null"] = back

	astral := many("Supplier", page(3, by("Supplier", "name")), nodes("Supplier", "id"))
	astral.Root.Conn.Cursor = []any{"a\U0001F600\uFF5E", "supplier:a"}
	out["cursor-beyond"] = astral

	nested := many("Contract", page(2, by("Contract", "name")), nodes("Contract", "id"))
	nested.Root.Conn.Out[0].Sel[0].Out = append(nested.Root.Conn.Out[0].Sel[0].Out, suppliers(),
		connection(rel("Contract", "events"), page(0), total), connection(rel("Contract", "latestEvents"), page(3, by("ContractEvent", "since")), nodes("ContractEvent", "since")))
	out["nested"] = nested
	out["nested-clock"] = clock(nested)

	filter := many("Project", page(5, by("Project", "id")), nodes("Project", "id"))
	update := func(op query.Op, v any) *query.Where {
		return &query.Where{Op: op, Field: field("ProjectUpdate", "status"), Value: v}
	}
	updates := rel("Project", "updates")
	partner := &query.Where{Op: query.Some, Rel: rel("ProjectUpdate", "partner"), Kids: []*query.Where{{Op: query.Contains, Field: field("Organisation", "name"), Value: "Brent"}}}
	filter.Root.Conn.Where = and(
		&query.Where{Op: query.Some, Rel: updates, Kids: []*query.Where{and(update(query.In, []any{"LIVE", "COMPLETE"}), partner)}},
		&query.Where{Op: query.None, Rel: updates, Kids: []*query.Where{update(query.Eq, "STALLED")}},
		&query.Where{Op: query.All, Rel: updates, Kids: []*query.Where{update(query.IsNull, false)}},
		&query.Where{Op: query.RelCount, Count: &query.CountOf{Rel: updates}, Kids: []*query.Where{and(&query.Where{Op: query.Gt, Value: int64(2)}, &query.Where{Op: query.Lt, Value: int64(9)})}},
		&query.Where{Op: query.Not, Kids: []*query.Where{{Op: query.Or}}})
	out["filter"] = filter
	out["filter-clock"] = clock(filter)

	lead := many("Supplier", page(5, by("Supplier", "name")), nodes("Supplier", "name"), total)
	buyer := &query.Where{Op: query.Some, Rel: rel("Contract", "buyers"), Kids: []*query.Where{{Op: query.Eq, Field: field("Organisation", "name"), Fold: true, Value: "brent"}}}
	lead.Root.Conn.Where = and(&query.Where{Op: query.Ne, Field: field("Supplier", "name"), Value: "x"},
		&query.Where{Op: query.Some, Rel: rel("Supplier", "contracts"), Kids: []*query.Where{and(&query.Where{Op: query.StartsWith, Field: field("Contract", "name"), Value: "Net"}, buyer)}})
	out["lead"] = lead
	out["lead-clock"] = clock(lead)

	either := many("Supplier", page(5, by("Supplier", "name")), nodes("Supplier", "name"), total)
	either.Root.Conn.Where = and(&query.Where{Op: query.Ne, Field: field("Supplier", "name"), Value: "x"}, &query.Where{Op: query.Or, Kids: []*query.Where{
		and(&query.Where{Op: query.StartsWith, Field: field("Supplier", "name"), Value: "B"},
			&query.Where{Op: query.Some, Rel: rel("Supplier", "contracts"), Kids: []*query.Where{buyer}}),
		{Op: query.Eq, Field: field("Supplier", "name"), Fold: true, Value: "insight"}}})
	out["lead-either"] = either

	few := many("Supplier", page(5, by("Supplier", "name")), nodes("Supplier", "name"), total)
	few.Root.Conn.Cursor = []any{"a", "supplier:a"}
	few.Root.Conn.Where = and(&query.Where{Op: query.Ne, Field: field("Supplier", "name"), Value: "x"},
		&query.Where{Op: query.Some, Rel: rel("Supplier", "supplyEvents"), Kids: []*query.Where{{Op: query.Eq, Field: field("ContractEvent", "kind"), Value: "RENEWED"}}})
	out["few"] = few

	recent := one("Supplier", "supplier:x", "name")
	recent.Root.Sel[0].Out = append(recent.Root.Sel[0].Out, connection(rel("Supplier", "supplyEvents"),
		page(3, query.Order{Field: field("ContractEvent", "since"), Desc: true}, by("ContractEvent", "id")), nodes("ContractEvent", "since")))
	out["recent"] = recent

	fn := func(names ...string) (kids []*query.Out) {
		for _, n := range names {
			kids = append(kids, &query.Out{Key: n, Kind: query.Fn, Name: n})
		}
		return kids
	}
	out["aggregate"] = many("ContractEvent", page(0), &query.Out{Key: "aggregate", Kind: query.Aggregate, Kids: []*query.Out{
		{Key: "count", Kind: query.Count}, {Key: "months", Kind: query.Stats, Field: field("ContractEvent", "months"), Kids: fn("sum", "avg", "min")},
		{Key: "amount", Kind: query.Stats, Field: field("ContractEvent", "amount"), Kids: fn("unit", "sum", "avg")},
		{Key: "when", Kind: query.Stats, Field: field("ContractEvent", "when"), Kids: fn("min", "max")}}})

	key := &query.Out{Key: "key", Kind: query.GroupKey, Kids: []*query.Out{{Key: "name", Kind: query.GroupValue}, {Key: "since", Kind: query.GroupValue, At: 1}}}
	groups := one("Contract", "contract:x")
	groups.Root.Sel[0].Out = []*query.Out{connection(rel("Contract", "events"), page(0), &query.Out{Key: "groupBy", Kind: query.Grouped,
		Kids: append([]*query.Out{key, {Key: "distinct", Kind: query.Distinct, Kids: []*query.Out{{Key: "buyers", Kind: query.Related, Rel: rel("ContractEvent", "buyers")}}}},
			out["aggregate"].Root.Conn.Out[0].Kids...),
		Group: &query.Groups{First: 20, By: []query.GroupBy{{Path: []*schema.Rel{rel("ContractEvent", "buyers")}, Field: field("Organisation", "name")},
			{Field: field("ContractEvent", "since"), Bucket: value.FinancialYear}},
			Having: []query.Having{{Op: query.Gt, Value: int64(2)}, {Of: query.Measure{Field: field("ContractEvent", "amount"), Fn: "sum", Unit: "GBP"}, Op: query.Gte, Value: int64(100_000_00)}},
			Order:  []query.GroupOrder{{Of: &query.Measure{Distinct: rel("ContractEvent", "supplier")}, Desc: true}, {Key: 1, Desc: true}}}})}
	out["groups"] = groups
	out["groups-clock"] = clock(groups)

	search := many("Organisation", page(10, query.Order{Rank: query.RankClass}, query.Order{Rank: query.RankWords}, query.Order{Rank: query.RankName}, by("Organisation", "id")),
		&query.Out{Key: "edges", Kind: query.Edges, Kids: []*query.Out{{Key: "matched", Kind: query.Matched, Kids: []*query.Out{{Key: "field", Kind: query.MatchField}, {Key: "text", Kind: query.MatchText}}},
			{Key: "node", Kind: query.Node, Sel: variant("Organisation", "name")}}})
	search.Root.Conn.Search = &query.Search{Words: []string{"straße", "br"}, Types: []*schema.Type{typ("Council")}}
	out["search"] = search
	out["search-clock"] = clock(search)

	out["stated-clock"] = clock(one("Meeting", "meeting:x", "venue", "virtual"))

	said := many("Evidence", page(4, query.Order{Path: []*schema.Rel{rel("Evidence", "passage"), rel("Passage", "document")}, Field: field("Document", "name")},
		query.Order{Field: field("Evidence", "begun"), Desc: true}, by("Evidence", "id")), nodes("Evidence", "begun"))
	out["path"] = said
	out["path-clock"] = clock(said)

	variants := many("Organisation", page(4, query.Order{Count: &query.CountOf{Rel: rel("Organisation", "purchases")}, Desc: true}, by("Organisation", "id")),
		&query.Out{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{
			{Type: typ("Council"), Types: []*schema.Type{typ("Council")}, Out: []*query.Out{scalar("Council", "kind"), connection(rel("Council", "terms"), page(0), total)}},
			{Type: typ("Organisation"), Types: []*schema.Type{typ("Supplier"), typ("Body")}, Out: []*query.Out{{Key: "__typename", Kind: query.TypeName}, scalar("Organisation", "name")}}}})
	out["variants"] = variants
	return out
}

func typ(name string) *schema.Type { return schema.Domain().Type(name) }

func field(t, name string) *schema.Field { return typ(t).Field(name) }

func rel(t, name string) *schema.Rel { return typ(t).Rel(name) }

func scalar(t, name string) *query.Out {
	return &query.Out{Key: name, Kind: query.Scalar, Field: field(t, name)}
}

func variant(t string, fields ...string) []query.Variant {
	v := query.Variant{Type: typ(t), Types: typ(t).Impl}
	for _, name := range fields {
		v.Out = append(v.Out, scalar(t, name))
	}
	return []query.Variant{v}
}

func one(t, id string, fields ...string) *query.Tree {
	return &query.Tree{Root: &query.Out{Key: t, Kind: query.One, Conn: &query.Conn{Type: typ(t), IDs: &query.IDs{Values: []string{id}}}, Sel: variant(t, fields...)}}
}

func nodes(t string, fields ...string) *query.Out {
	return &query.Out{Key: "nodes", Kind: query.Nodes, Sel: variant(t, fields...)}
}

func by(t, name string) query.Order { return query.Order{Field: field(t, name)} }

// page is a connection without a type; it ends in id.
func page(first int, order ...query.Order) *query.Conn {
	return &query.Conn{First: first, Order: order, Page: len(order) > 0}
}

func many(t string, c *query.Conn, out ...*query.Out) *query.Tree {
	c.Type, c.Out = typ(t), out
	if n := len(c.Order); n == 0 || c.Order[n-1].Field != field(t, "id") {
		c.Order = append(c.Order, by(t, "id"))
	}
	return &query.Tree{Root: &query.Out{Key: t, Kind: query.Many, Conn: c}}
}

func connection(r *schema.Rel, c *query.Conn, out ...*query.Out) *query.Out {
	o := many(r.Target.Name, c, out...).Root
	o.Key, c.Rel = r.Name, r
	return o
}

func and(kids ...*query.Where) *query.Where { return &query.Where{Op: query.And, Kids: kids} }

// layout breaks a statement into lines for people.
func layout(text string) string {
	clauses := []string{"CALL ", "MATCH ", "OPTIONAL ", "WITH ", "RETURN ", "UNWIND ", "ORDER "}
	var b strings.Builder
	depth := 0
	words := strings.Fields(text)
	for i, w := range words {
		before := ""
		if i > 0 {
			before = words[i-1]
		}
		depth -= strings.Count(w, "}")
		if slices.Contains(clauses, w+" ") && before != "STARTS" && before != "OPTIONAL" && before != "" && !(w == "ORDER" && depth > 3) {
			b.WriteString("\n" + strings.Repeat("  ", depth))
		} else if before != "" {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		depth += strings.Count(w, "{")
	}
	return b.String() + "\n"
}

func printArgs(args map[string]any) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(args)) {
		fmt.Fprintf(&b, "$%s = %#v\n", k, args[k])
	}
	return b.String()
}
