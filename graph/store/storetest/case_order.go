package storetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
)

// Orders of every form. Nulls are last, ascending and descending; text is by code point.
func orderCases(p *pair) {
	e := func(n string, opts ...opt) store.Node {
		return p.node("ContractEvent", "contractevent:"+n, append([]opt{to("EVENT_OF", "contract:c"), cites("contract:c")}, opts...)...)
	}
	p.upsert(p.named("Contract", "contract:c", "C"), p.named("Contract", "contract:d", "D"),
		e("1", set("months", int64(2)), set("route", "b"), span("2025-01-03", "..", 1), set("amount_amount", int64(5)), set("amount_currency", "EUR")),
		e("2", set("route", "B"), span("2025-01-02", "2025-01-09", 3)),
		e("3", set("months", int64(-1)), set("route", "\uff5e"), span("2025-01-03", "2025-01-08", 2), set("amount_amount", int64(9)), set("amount_currency", "EUR")),
		e("4", set("months", int64(2)), set("route", "\U0001f600"), span("2025-01-01", "..", 1), set("amount_amount", int64(-7)), set("amount_currency", "GBP")),
		e("5", set("route", ""), cites("contract:d")))
	check := func(keys string, want string) {
		p.Helper()
		var ids, back []string
		for _, n := range strings.Fields(want) {
			ids = append(ids, "contractevent:"+n)
		}
		order := by(strings.Fields(keys)...)
		p.ids(p.list("ContractEvent", order), ids...)
		p.ids(p.list("ContractEvent", order, first(2)), ids[:2]...)
		p.ids(p.list("ContractEvent", order, last(2)), ids[3:]...) // the last two, in the order itself
		p.ids(p.list("ContractEvent", order, last(1000)), ids...)
		back = slices.Clone(ids)
		list := p.list("ContractEvent", order, last(5))
		var got []string
		for _, row := range p.same(list).([]any)[0].([]any) {
			got = append(got, row.([]any)[1].([]any)[0].(string))
		}
		slices.Reverse(back)
		if !slices.Equal(got, back) {
			p.Errorf("rows of a page from the end are %v, want them turned round: %v", got, back)
		}
	}
	check("id", "1 2 3 4 5")
	check("-id", "5 4 3 2 1")
	check("months", "3 1 4 2 5")
	check("-months", "1 4 3 2 5")
	check("months -id", "3 4 1 5 2")
	check("-months -id", "4 1 3 5 2")
	check("route", "5 2 1 3 4") // upper case first, and what is beyond 16 bits after what is within
	check("-route", "4 3 1 2 5")
	check("since", "4 5 2 1 3")
	check("-since authority", "1 3 2 4 5")
	check("-since -authority", "3 1 2 4 5")
	check("until", "3 2 1 4 5") // open is null, so last
	check("-until", "2 3 1 4 5")
	check("amount.currency -amount.amount", "3 1 4 2 5")
	check("-amount.currency amount.amount", "4 1 3 2 5")
	check("#entities", "1 2 3 4 5")
	check("-#entities", "5 1 2 3 4")
	check("recordedAt retractedAt -months", "1 4 3 2 5")
	check("contract.name months", "3 1 4 2 5")
	check("-contract.name -route", "4 3 1 2 5")
	check("when.start route", "5 2 1 3 4")

	edges := func(keys string, want string) {
		p.Helper()
		var nodesJSON []string
		for _, n := range strings.Fields(want) {
			nodesJSON = append(nodesJSON, fmt.Sprintf(`{"id":"contractevent:%s"}`, n))
		}
		p.json(`{"events":{"nodes":[`+strings.Join(nodesJSON, ",")+`]}}`, p.get("Contract", "contract:c", rel("events", by(strings.Fields(keys)...), nodes(f("id")))))
	}
	edges("@since", "4 5 2 1 3")
	edges("-@since months", "3 1 2 4 5")
	edges("@until -id", "3 2 5 4 1")
	edges("-@until", "2 3 1 4 5")

	// A number of related nodes that meet a filter.
	p.json(`{"nodes":[{"id":"contract:d"},{"id":"contract:c"}]}`, p.many("Contract", nodes(f("id")), func(c *query.Conn) {
		c.Order = []query.Order{{Count: &query.CountOf{Rel: relOf(c.Type, "facts"), Where: eq("id", "contractevent:5")(c.Type.Rel("facts").Target, nil)}, Desc: true},
			{Count: &query.CountOf{Rel: relOf(c.Type, "facts")}}}
	}))
	// Booleans: false before true.
	p.upsert(p.named("Meeting", "meeting:1", "1", set("virtual", true)), p.named("Meeting", "meeting:2", "2"), p.named("Meeting", "meeting:3", "3", set("virtual", false)), p.remark("remark:m", "meeting:1", "meeting:2", "meeting:3"))
	p.ids(p.list("Meeting", by("virtual")), "meeting:3", "meeting:1", "meeting:2")
	p.ids(p.list("Meeting", by("-virtual")), "meeting:1", "meeting:3", "meeting:2")
	p.ids(p.list("Entity", by("-name")), "contract:d", "contract:c", "meeting:3", "meeting:2", "meeting:1")
}

// A cursor names a place between keys, not a row: a page begins strictly after it, in the direction that it is read.
func pageCases(p *pair) {
	e := func(n string, opts ...opt) store.Node {
		return p.node("ContractEvent", "contractevent:"+n, opts...)
	}
	p.upsert(e("a", set("months", int64(1))), e("b", set("months", int64(2))), e("c", set("months", int64(2))), e("d", set("months", int64(3))), e("e"), e("f"))
	page := func(parts ...part) *query.Tree {
		return p.many("ContractEvent", append([]part{by("months"), nodes(f("id")), pageInfo("hasNextPage hasPreviousPage")}, parts...)...)
	}
	want := func(t *query.Tree, ids string, next, previous bool) {
		p.Helper()
		var list []string
		for _, n := range strings.Fields(ids) {
			list = append(list, fmt.Sprintf(`{"id":"contractevent:%s"}`, n))
		}
		p.json(fmt.Sprintf(`{"nodes":[%s],"pageInfo":{"hasNextPage":%t,"hasPreviousPage":%t}}`, strings.Join(list, ","), next, previous), t)
	}
	x := func(n string) string { return "contractevent:" + n }
	want(page(), "a b c d e f", false, false)
	want(page(first(6)), "a b c d e f", false, false)
	want(page(first(5)), "a b c d e", true, false)
	want(page(first(0)), "", true, false)
	want(page(first(2), after(int64(2), x("b"))), "c d", true, true)
	want(page(first(3), after(int64(2), x("b"))), "c d e", true, true)
	want(page(first(4), after(int64(2), x("b"))), "c d e f", false, true)
	want(page(after(nil, x("e"))), "f", false, true)
	want(page(after(nil, x("f"))), "", false, true)
	want(page(after(nil, x(""))), "e f", false, true)
	want(page(after(int64(0), x("z"))), "a b c d e f", false, false)
	want(page(after(int64(1), x("0"))), "a b c d e f", false, false)
	want(page(after(int64(2), x("bb"))), "c d e f", false, true) // a row that is gone, or never was
	want(page(after(int64(99), x("z"))), "e f", false, true)
	want(page(after(int64(1), x("a")), where(is("months", query.Gte, 2))), "b c d", false, false) // of the filtered rows none is behind
	want(page(after(int64(2), x("b")), where(is("months", query.Gte, 2))), "c d", false, true)
	// From the end.
	want(page(last(2)), "e f", false, true)
	want(page(last(6)), "a b c d e f", false, false)
	want(page(last(0)), "", false, true)
	want(page(last(2), after(nil, x("f"))), "d e", true, true)
	want(page(last(2), after(int64(2), x("c"))), "a b", true, false)
	want(page(last(1), after(int64(2), x("c"))), "b", true, true)
	want(page(last(2), after(int64(1), x("a"))), "", true, false)
	want(page(last(2), after(nil, x("z"))), "e f", false, true)
	// Descending: nulls are last all the same.
	down := func(parts ...part) *query.Tree {
		return p.many("ContractEvent", append([]part{by("-months"), nodes(f("id")), pageInfo("hasNextPage hasPreviousPage")}, parts...)...)
	}
	want(down(), "d b c a e f", false, false)
	want(down(first(2), after(int64(2), x("b"))), "c a", true, true)
	want(down(after(int64(1), x("a"))), "e f", false, true)
	want(down(after(nil, x("e"))), "f", false, true)
	want(down(last(2), after(nil, x("e"))), "c a", true, true)
	want(down(last(3), after(int64(2), x("c"))), "d b", true, false)

	// What stands behind may be asked for without a page, and a cursor without the rest.
	p.json(`{"pageInfo":{"hasPreviousPage":true}}`, p.many("ContractEvent", by("months"), pageInfo("hasPreviousPage"), after(int64(2), x("c"))))
	p.json(`{"pageInfo":{"hasNextPage":true}}`, p.many("ContractEvent", by("months"), pageInfo("hasNextPage"), last(2), after(int64(2), x("c"))))
	p.json(`{"totalCount":6,"pageInfo":{"hasNextPage":true}}`, p.many("ContractEvent", total, by("months"), pageInfo("hasNextPage"), first(1), after(int64(2), x("c"))))

	// Cursors that are given out lead on, at any depth, and hold under inserts.
	p.upsert(p.named("Contract", "contract:c", "C"), e("a", set("months", int64(1)), to("EVENT_OF", "contract:c"), cites("contract:c")),
		e("b", to("EVENT_OF", "contract:c")), e("c", set("months", int64(1)), to("EVENT_OF", "contract:c")))
	events := func(parts ...part) *query.Tree {
		return p.get("Contract", "contract:c", rel("events", append([]part{by("-months", "@since"), edges("cursor", f("id")), pageInfo("startCursor endCursor hasNextPage")}, parts...)...))
	}
	var ids []string
	var cursor []any
	for range 5 {
		t := events(first(1), after(cursor...))
		text, err := query.Write(nil, t, p.same(t))
		if err != nil {
			p.Fatal(err)
		}
		var a struct {
			Events struct {
				Edges []struct {
					Cursor string
					Node   struct{ ID string }
				}
				PageInfo struct {
					StartCursor, EndCursor string
					HasNextPage            bool
				}
			}
		}
		if err := json.Unmarshal(text, &a); err != nil {
			p.Fatalf("%v: %s", err, text)
		}
		if len(a.Events.Edges) != 1 || a.Events.Edges[0].Cursor != a.Events.PageInfo.EndCursor || a.Events.PageInfo.StartCursor != a.Events.PageInfo.EndCursor {
			p.Fatalf("a page of one with its cursors: %s", text)
		}
		ids = append(ids, a.Events.Edges[0].Node.ID)
		if !a.Events.PageInfo.HasNextPage {
			break
		}
		if cursor, err = query.DecodeCursor(t.Root.Sel[0].Out[0].Conn, a.Events.PageInfo.EndCursor); err != nil {
			p.Fatal(err)
		}
		p.upsert(e("0", set("months", int64(99)), to("EVENT_OF", "contract:c"))) // before the place: not seen
	}
	if want := []string{x("a"), x("c"), x("b")}; !slices.Equal(ids, want) {
		p.Errorf("cursor by cursor: %v, want %v", ids, want)
	}
}
