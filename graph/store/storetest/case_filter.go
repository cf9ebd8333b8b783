package storetest

import (
	"fmt"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Every operation on every kind. What is compared with null is false, and Not of that is true.
func filterCases(p *pair) {
	e := func(id string, opts ...opt) store.Node {
		return p.node("ContractEvent", id, append([]opt{set("kind", "AWARDED"), cites("meeting:m")}, opts...)...)
	}
	p.upsert(
		p.named("Meeting", "meeting:m", "M", set("virtual", true)), p.named("Meeting", "meeting:n", "N", set("virtual", false)), p.named("Meeting", "meeting:o", "O"),
		e("contractevent:1", cites("meeting:n", "meeting:o"), set("route", "Three Quotes"), set("months", int64(12)), set("amount_amount", int64(178400)), set("amount_currency", "GBP"),
			set("when_precision", "DAY"), set("when_text", "2025-01-01"), set("when_start", int64(20089)), set("when_end", int64(20092))),
		e("contractevent:2", set("route", "THREE QUÓTES"), set("months", int64(-3)), set("kind", "ENDS"), set("when_precision", "YEARLESS"), set("when_text", "--03-31")),
		e("contractevent:3", set("route", "100%_\\'\"*"), set("months", int64(0)), set("amount_amount", int64(-50)), set("amount_currency", "EUR"),
			set("when_precision", "RANGE"), set("when_text", "2025-01/.."), set("when_start", int64(20089))),
		e("contractevent:4"), e("contractevent:5", set("route", "")),
	)
	every := []string{"1", "2", "3", "4", "5"}
	check := func(w cond, want ...string) {
		p.Helper()
		of := func(list []string) (out []string) {
			for _, n := range list {
				out = append(out, "contractevent:"+n)
			}
			return out
		}
		rest := slices.DeleteFunc(slices.Clone(every), func(n string) bool { return slices.Contains(want, n) })
		p.ids(p.list("ContractEvent", where(w)), of(want)...)
		p.ids(p.list("ContractEvent", where(not(w))), of(rest)...)
	}
	// Text: exact where it is not folded.
	check(eq("route", "Three Quotes"), "1")
	check(eq("route", ""), "5")
	check(is("route", query.Ne, "Three Quotes"), "2", "3", "5")
	check(is("route", query.In, []any{"Three Quotes", "", "x"}), "1", "5")
	check(is("route", query.In, []any{}))
	check(folded("route", query.Eq, "three quotes"), "1", "2")
	check(folded("route", query.Ne, "three quotes"), "3", "5")
	check(folded("route", query.In, []any{"THREE QUOTES", "100%_\\'\"*"}), "1", "2", "3")
	check(is("route", query.Contains, "E QUO"), "1", "2")
	check(is("route", query.Contains, ""), "1", "2", "3", "5")
	check(is("route", query.StartsWith, "thrée"), "1", "2")
	check(is("route", query.EndsWith, "QUOTES"), "1", "2")
	check(is("route", query.Contains, "%"), "3")
	check(is("route", query.Contains, "0%_"), "3")
	check(is("route", query.Contains, "_"), "3")
	check(is("route", query.StartsWith, "1%"))
	check(is("route", query.EndsWith, "\\'\"*"), "3")
	check(is("route", query.Contains, "*"), "3")
	check(is("route", query.IsNull, true), "4")
	check(is("route", query.IsNull, false), "1", "2", "3", "5")
	// Enums and ids: exact.
	check(eq("kind", "ENDS"), "2")
	check(is("kind", query.Ne, "ENDS"), "1", "3", "4", "5")
	check(is("kind", query.In, []any{"ENDS", "AWARDED"}), every...)
	check(eq("kind", "ends"))
	check(eq("id", "contractevent:4"), "4")
	check(is("id", query.In, []any{"contractevent:4", "contractevent:1", "contractevent:4"}), "1", "4")
	check(is("id", query.Ne, "contractevent:4"), "1", "2", "3", "5")
	// Numbers, negative too.
	check(eq("months", 0), "3")
	check(is("months", query.Ne, 0), "1", "2")
	check(is("months", query.Lt, 0), "2")
	check(is("months", query.Lte, 0), "2", "3")
	check(is("months", query.Gt, 0), "1")
	check(is("months", query.Gte, 0), "1", "3")
	check(is("months", query.In, []any{-3, 12, 99}), "1", "2")
	check(is("months", query.IsNull, true), "4", "5")
	// Parts of value objects, and whether the whole is there.
	check(eq("amount.amount", 178400), "1")
	check(is("amount.amount", query.Lt, 0), "3")
	check(and(eq("amount.currency", "GBP"), is("amount.amount", query.Gte, 178400)), "1")
	check(eq("amount.currency", "gbp"))
	check(folded("amount.currency", query.Eq, "gbp"), "1")
	check(is("amount", query.IsNull, true), "2", "4", "5")
	check(is("amount", query.IsNull, false), "1", "3")
	check(is("when", query.IsNull, true), "4", "5")
	check(is("when.start", query.IsNull, true), "2", "4", "5")
	check(eq("when.precision", "YEARLESS"), "2")
	check(eq("when.start", day("2025-01-01")), "1", "3")
	check(is("when.start", query.Lte, day("2025-01-01")), "1", "3")
	check(is("when.start", query.Lt, day("2025-01-01")))
	check(eq("when.yearTaken", false), "1", "2", "3")
	check(eq("when.yearTaken", true))
	check(within("when", "2025-01-01", "2025-01-04"), "1")
	check(within("when", "2024-12-31", "2025-01-05"), "1")
	check(within("when", "2025-01-01", "2025-01-03"))
	check(within("when", "2025-01-02", "2025-01-04"))
	check(within("when", "2025-01-02", "2025-01-31"))
	check(within("when", "2024-01-01", "2024-12-31"))
	// Spells.
	check(eq("since", day("2025-01-01")), every...)
	check(is("until", query.IsNull, true), every...)
	check(is("until", query.Gte, day("1900-01-01"))) // an open end is null, and null compares with nothing
	check(is("authority", query.Gte, 1), every...)
	check(is("recordedAt", query.Lte, Start+second), every...)
	check(is("retractedAt", query.IsNull, true), every...)
	check(is("retractedAt", query.IsNull, false))
	// And, Or and Not, of none too.
	check(and(), every...)
	check(or())
	check(or(eq("months", 12), eq("kind", "ENDS")), "1", "2")
	check(and(or(eq("months", 12), eq("kind", "ENDS")), not(eq("kind", "ENDS"))), "1")
	check(not(or(is("months", query.Gt, 0), is("months", query.Lte, 0))), "4", "5")
	check(or(and(), or()), every...)
	check(not(not(eq("months", 12))), "1")

	meetings := func(w cond, ids ...string) {
		p.Helper()
		p.ids(p.list("Meeting", where(w)), ids...)
	}
	meetings(eq("virtual", true), "meeting:m")
	meetings(is("virtual", query.Ne, true), "meeting:n")
	meetings(not(eq("virtual", true)), "meeting:n", "meeting:o")
	meetings(is("virtual", query.IsNull, true), "meeting:o")

	// Related nodes: some, none and all, which is true of none; counts; several deep.
	meetings(some("facts", eq("id", "contractevent:1")), "meeting:m", "meeting:n", "meeting:o")
	meetings(some("facts", eq("id", "contractevent:2")), "meeting:m")
	meetings(none("facts", eq("id", "contractevent:2")), "meeting:n", "meeting:o")
	meetings(all("facts", eq("id", "contractevent:1")), "meeting:n", "meeting:o")
	meetings(not(all("facts", eq("id", "contractevent:1"))), "meeting:m")
	meetings(all("documents", or()), "meeting:m", "meeting:n", "meeting:o")
	meetings(some("documents", yes))
	meetings(number("facts", nil, eq("#", 5)), "meeting:m")
	meetings(number("facts", nil, is("#", query.Ne, 5)), "meeting:n", "meeting:o")
	meetings(number("facts", eq("id", "contractevent:2"), eq("#", 0)), "meeting:n", "meeting:o")
	meetings(number("facts", nil, or(and(is("#", query.Gt, 0), is("#", query.Lt, 2)), is("#", query.In, []any{5, 7}))), "meeting:m", "meeting:n", "meeting:o")
	meetings(number("facts", nil, not(is("#", query.Gte, 2))), "meeting:n", "meeting:o")
	meetings(number("documents", nil, is("#", query.Lte, 0)), "meeting:m", "meeting:n", "meeting:o")
	meetings(some("facts", some("entities", eq("id", "meeting:o"))), "meeting:m", "meeting:n", "meeting:o")
	meetings(some("facts", none("entities", eq("id", "meeting:o"))), "meeting:m")
	meetings(all("facts", all("entities", is("id", query.Ne, "meeting:x"))), "meeting:m", "meeting:n", "meeting:o")
	meetings(some("facts", number("entities", none("facts", eq("id", "contractevent:2")), eq("#", 2))), "meeting:m", "meeting:n", "meeting:o")
	// None of unknown comparisons is true, and All of one is false.
	check(none("entities", eq("name", "x")), every...)
	meetings(none("facts", is("wording", query.Ne, "wording")), "meeting:m", "meeting:n", "meeting:o")
	p.ids(p.list("Entity", where(all("claims", eq("value", "x")))), "meeting:m", "meeting:n", "meeting:o")
	p.ids(p.list("Node", where(is("id", query.In, []any{"meeting:n", "contractevent:5"}))), "contractevent:5", "meeting:n")
}

// Conditions on the edge and on the fact that it rests on speak of the best edge of the pair.
func edgeFilterCases(p *pair) {
	attends := func(id, who, since string, status string, opts ...opt) store.Node {
		return p.node("Attendance", id, append([]opt{to("ATTENDANCE_OF", who), to("ATTENDANCE_AT", "meeting:m"), cites(who, "meeting:m"), span(since, "..", 1),
			set("status", status), owns("ATTENDS", who, "meeting:m", status)}, opts...)...)
	}
	nobody := p.node("Attendance", "attendance:4", to("ATTENDANCE_OF", "councillor:c"), cites("councillor:c"), func(n *store.Node) {
		n.Edges = append(n.Edges, store.Edge{Type: "ATTENDS", From: "councillor:c", To: "meeting:m"}) // no fact, no role
	})
	p.upsert(p.named("Councillor", "councillor:a", "A"), p.named("Councillor", "councillor:b", "B"), p.named("Councillor", "councillor:c", "C"), p.named("Meeting", "meeting:m", "M"),
		attends("attendance:1", "councillor:a", "2025-01-01", "PRESENT", set("wording", "One")), attends("attendance:2", "councillor:a", "2025-01-02", "LISTED"),
		attends("attendance:3", "councillor:b", "2025-01-01", "PRESENT"), nobody)
	check := func(w cond, ids ...string) {
		p.Helper()
		list := ""
		for i, id := range ids {
			if i > 0 {
				list += ","
			}
			list += fmt.Sprintf(`{"id":%q}`, id)
		}
		p.json(fmt.Sprintf(`{"attendees":{"totalCount":%d,"nodes":[%s],"aggregate":{"count":%[1]d}}}`, len(ids), list),
			p.get("Meeting", "meeting:m", rel("attendees", where(w), total, nodes(f("id")), stats("count"))))
		p.ids(p.list("Meeting", where(number("attendees", w, eq("#", len(ids))))), "meeting:m")
	}
	check(eq("@role", "PRESENT"), "councillor:b")
	check(eq("@role", "LISTED"), "councillor:a")
	check(is("@role", query.Ne, "PRESENT"), "councillor:a")
	check(not(eq("@role", "PRESENT")), "councillor:a", "councillor:c")
	check(is("@role", query.In, []any{"LISTED", "PRESENT"}), "councillor:a", "councillor:b")
	check(is("@role", query.IsNull, true), "councillor:c")
	check(is("@role", query.IsNull, false), "councillor:a", "councillor:b")
	check(is("@since", query.Gte, day("2025-01-02")), "councillor:a")
	check(is("@since", query.Lt, day("2025-01-02")), "councillor:b", "councillor:c")
	check(is("@until", query.IsNull, true), "councillor:a", "councillor:b", "councillor:c")
	check(is("@until", query.Gt, day("2025-01-02")))
	check(resting(eq("id", "attendance:1")))
	check(resting(eq("id", "attendance:2")), "councillor:a")
	check(resting(is("wording", query.Contains, "ONE")))
	check(resting(yes), "councillor:a", "councillor:b")
	check(not(resting(yes)), "councillor:c")
	check(resting(not(eq("status", "PRESENT"))), "councillor:a")
	check(resting(some("councillor", eq("id", "councillor:b"))), "councillor:b")
	check(and(eq("@role", "PRESENT"), eq("name", "B"), resting(eq("status", "PRESENT"))), "councillor:b")
	// At a root's filter, and turned round.
	p.ids(p.list("Councillor", where(some("meetings", eq("@role", "PRESENT")))), "councillor:b")
	p.ids(p.list("Councillor", where(all("meetings", eq("@role", "PRESENT")))), "councillor:b")
	p.ids(p.list("Councillor", where(none("meetings", eq("@role", "PRESENT")))), "councillor:a", "councillor:c")
	p.ids(p.list("Councillor", where(all("meetings", resting(eq("id", "attendance:2"))))), "councillor:a")
	p.ids(at(p.list("Councillor", where(some("meetings", eq("@role", "PRESENT")))), "2025-01-01", 0), "councillor:a", "councillor:b")
	// The edge of a filter further in is its own, not that further out.
	p.ids(p.list("Meeting", where(some("attendees", and(eq("@role", "LISTED"), some("meetings", eq("@role", "LISTED")))))), "meeting:m")
	p.ids(p.list("Meeting", where(some("attendees", and(eq("@role", "LISTED"), some("meetings", some("attendees", eq("@role", "PRESENT"))))))), "meeting:m")
	// Role as text.
	m := p.node("Membership", "membership:1", cites("councillor:a", "committee:c"), set("role", "Vice-Chaír"), owns("MEMBER_OF", "councillor:a", "committee:c", "Vice-Chaír"))
	p.upsert(m, p.named("Committee", "committee:c", "C", set("scope", "s")))
	for _, w := range []cond{folded("@role", query.Eq, "vice-chair"), folded("@role", query.In, []any{"VICE-CHAIR"}), is("@role", query.Contains, "CHAIR"),
		is("@role", query.StartsWith, "vice"), is("@role", query.EndsWith, "chair"), eq("@role", "Vice-Chaír"), folded("@role", query.Ne, "chair")} {
		p.ids(p.list("Committee", where(some("members", w))), "committee:c")
		p.ids(p.list("Committee", where(some("members", not(w)))))
	}
	p.ids(p.list("Committee", where(some("members", eq("@role", "vice-chair")))))
}

// A stated field shows the given value in the present; under a clock it is read from the claims of that time.
func statedCases(p *pair) {
	claim := func(id, field, val, since string, authority int64, opts ...opt) store.Node {
		return p.node("Claim", id, append([]opt{to("CLAIM_ABOUT", "meeting:m"), cites("meeting:m"), set("field", field), set("value", val), span(since, "..", authority)}, opts...)...)
	}
	meeting := func(venue any, virtual any) store.Node {
		return p.named("Meeting", "meeting:m", "M", set("venue", venue), set("virtual", virtual), set("status", "HELD"))
	}
	t1 := p.upsert(meeting("Present", true), claim("claim:b", "venue", "Old", "2025-01-01", 1), claim("claim:v", "virtual", "true", "2025-01-01", 1))
	t2 := p.upsert(claim("claim:c", "venue", "New", "2025-01-02", 1), claim("claim:d", "venue", "Weighty", "2025-01-01", 4))
	t3 := p.upsert(claim("claim:e", "venue", "Newest, weighty", "2025-01-02", 2), claim("claim:v", "virtual", "no", "2025-01-01", 1))
	t4 := p.upsert(claim("claim:a", "venue", "Lowest id", "2025-01-02", 2), claim("claim:x", "venue", "", "2025-01-09", 1), claim("claim:w", "virtual", "false", "2025-01-03", 1))
	read := p.get("Meeting", "meeting:m", fs("name venue virtual status start")...)
	want := func(asOf string, known value.Instant, venue, virtual, status string) {
		p.Helper()
		p.json(fmt.Sprintf(`{"name":"M","venue":%s,"virtual":%s,"status":%s,"start":null}`, venue, virtual, status), at(read, asOf, known))
	}
	want("", 0, `"Present"`, "true", `"HELD"`)
	want("", t1-1, "null", "null", "null")
	want("", t1, `"Old"`, "null", "null") // fields are not clocked: the claim's own value is that of now
	want("", t2, `"New"`, "null", "null")
	want("", t3, `"Newest, weighty"`, "null", "null")
	want("", t4, `""`, "false", "null")
	want("2025-01-01", t1, `"Old"`, "null", "null")
	want("2025-01-01", t4, `"Weighty"`, "null", "null")
	want("2025-01-02", t4, `"Lowest id"`, "null", "null")
	want("2025-01-02", 0, `"Lowest id"`, "null", "null")
	want("2025-01-03", 0, `"Lowest id"`, "false", "null")
	want("2024-12-31", t4, "null", "null", "null")
	p.upsert(claim("claim:v", "virtual", "true", "2025-01-01", 1))
	want("2025-01-02", 0, `"Lowest id"`, "true", "null")
	// In filters and orders as well.
	p.upsert(p.named("Meeting", "meeting:n", "N", set("venue", "A")), p.node("Claim", "claim:n", to("CLAIM_ABOUT", "meeting:n"), cites("meeting:n"), set("field", "venue"), set("value", "Zzz"), span("2025-01-01", "..", 1)),
		p.named("Document", "document:d", "D", to("DOCUMENT_OF", "meeting:n")), p.remark("remark:d", "document:d"))
	p.ids(p.list("Meeting", by("venue")), "meeting:n", "meeting:m")
	p.ids(at(p.list("Meeting", by("venue")), "2025-01-02", 0), "meeting:m", "meeting:n")
	p.ids(at(p.list("Meeting", by("-venue")), "2025-01-02", 0), "meeting:n", "meeting:m")
	p.ids(p.list("Meeting", where(folded("venue", query.Eq, "PRESENT"))), "meeting:m")
	p.ids(at(p.list("Meeting", where(folded("venue", query.Eq, "PRESENT"))), "2025-01-02", 0))
	p.ids(at(p.list("Meeting", where(is("venue", query.Contains, "LOWEST"))), "2025-01-02", 0), "meeting:m")
	p.ids(at(p.list("Meeting", where(eq("virtual", false))), "", value.MaxInstant-1), "meeting:m")
	p.ids(at(p.list("Meeting", where(is("virtual", query.IsNull, true))), "", value.MaxInstant-1), "meeting:n")
	p.ids(at(p.list("Document", by("meeting.venue"), where(some("meeting", eq("venue", "Zzz")))), "2025-01-02", 0), "document:d")
	p.ids(p.list("Document", where(some("meeting", eq("venue", "Zzz")))))
}
