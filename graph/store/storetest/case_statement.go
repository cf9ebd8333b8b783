package storetest

import (
	"strings"
	"sync"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// A root field is read by exactly one statement, whose text depends on the shape of the question only: no value is in it.
// A store that sends no statements, such as the oracle, has nothing to show here.
func statementCases(p *pair) {
	told := p.upsert(p.named("Topic", "topic:t", "T", text(store.TextName, "Marker")), p.named("Meeting", "meeting:m", "M"), p.remark("remark:1", "topic:t", "meeting:m"))
	sent := func(t *query.Tree) (out []string) {
		p.Helper()
		if err := CheckTree(t); err != nil {
			p.Fatal(err)
		}
		var mu sync.Mutex
		ctx := store.WithTrace(p.ctx, func(s string) {
			mu.Lock()
			defer mu.Unlock()
			out = append(out, s)
		})
		if _, err := p.got.Read(ctx, t); err != nil {
			p.Fatalf("%v\n%s", err, t)
		}
		return out
	}
	const marker = "QzMarker'\"`\\"
	deep := func(s string, n int64, d value.Day, op bool, size int) *query.Tree {
		return p.many("Topic", by("-name", "#facts"), first(size), after(s, n, "topic:"+s),
			where(and(is("name", query.Contains, s), folded("name", query.Ne, s), is("name", query.IsNull, op), some("remarks", and(is("since", query.Gt, d), eq("amount.amount", n), eq("amount.currency", s))),
				number("facts", eq("id", s), is("#", query.Lt, n)))),
			nodes(f("id"), rel("facts", where(eq("id", s)), first(size), by("@since"), after(int64(d), s), edges("since until role cursor", f("id")), pageInfo("hasNextPage hasPreviousPage"))), total, stats("count"))
	}
	grouped := func(unit string, n int64, size int) *query.Tree {
		return p.many("Contract", nodes(rel("events", groups("kind since:MONTH buyers.name", []string{"count", "distinct:buyers", "amount:unit sum"}, topGroups(size),
			only("sum amount "+unit, query.Gt, n), only("count", query.In, []any{n, 3}), only("sum months", query.In, []any{n, n + 1}[:1+size%2]), sorted("-min amount "+unit, "distinct meetings")))))
	}
	pairs := map[string][2]*query.Tree{
		"filters, cursors, sizes": {deep("x", 4711, 1, true, 3), deep(marker, 9182736455, 2, false, 7)},
		"one by its id":           {p.get("Topic", "topic:t", fs("id name")...), p.get("Topic", marker, fs("id name")...)},
		"several by their ids":    {p.gets("Node", []string{"a", "b"}, f("id")), p.gets("Node", []string{marker, "topic:t"}, f("id"))},
		"search":                  {p.list("Node", search("ma"), by("!class")), p.list("Node", search("qzmarker"), by("!class"))},
		"groups":                  {grouped("GBP", 4711, 3), grouped("QzMarker", 9182736455, 8)},
		"groups at both":          {at(grouped("GBP", 4711, 3), "2025-01-01", told), at(grouped("QzMarker", 9182736455, 8), "2025-06-01", told-1)},
		"day":                     {at(deep("x", 1, 1, true, 3), "2025-01-01", 0), at(deep(marker, 2, 2, true, 3), "2025-06-01", 0)},
		"instant":                 {at(deep("x", 1, 1, true, 3), "", told), at(deep(marker, 2, 2, true, 3), "", told-1)},
		"both":                    {at(deep("x", 1, 1, true, 3), "2025-01-01", told), at(deep(marker, 2, 2, true, 3), "2025-06-01", told-1)},
	}
	for name, trees := range pairs {
		a, b := sent(trees[0]), sent(trees[1])
		if len(a) > 1 || len(b) > 1 {
			p.Errorf("%s: %d and %d statements, want one each", name, len(a), len(b))
			continue
		}
		if len(a) == 0 {
			continue
		}
		if name != "filters, cursors, sizes" && a[0] != b[0] {
			p.Errorf("%s: two statements for one shape:\n%s\n%s", name, a[0], b[0])
		}
		for _, v := range []string{"QzMarker", "qzmarker", "9182736455", "4711"} {
			if strings.Contains(b[0], v) || strings.Contains(a[0], v) {
				p.Errorf("%s: the value %s is in the statement\n%s", name, v, b[0])
			}
		}
	}
}
