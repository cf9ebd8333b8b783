package storetest

import (
	"fmt"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// All four combinations of the two bounds, with the day or the instant on every boundary.
func clockCases(p *pair) {
	topic := p.named("Topic", "topic:t", "T")
	r := func(id, since, until string, opts ...opt) store.Node {
		return p.node("Link", id, append([]opt{to("LINK_FROM", "topic:t"), cites("topic:t"), span(since, until, 1)}, opts...)...)
	}
	t1 := p.upsert(topic, r("link:a", "2025-01-02", "2025-01-04"), r("link:b", "2025-01-04", ".."), r("link:c", "2025-01-03", "2025-01-03"))
	t2 := p.upsert(r("link:a", "2025-01-02", "2025-01-03"), r("link:d", "2025-01-01", ".."), r("link:b", "2025-01-04", "..", unknown))
	t3 := p.upsert(r("link:b", "2025-01-05", ".."))

	found := map[value.Instant]map[string][]string{
		t1 - 1: {"": {}, "2025-01-01": {}, "2025-01-03": {}, "2025-01-05": {}},
		t1:     {"": {"link:a", "link:b", "link:c"}, "2025-01-01": {}, "2025-01-02": {"link:a"}, "2025-01-03": {"link:a", "link:c"}, "2025-01-04": {"link:a", "link:b"}, "2025-01-05": {"link:b"}},
		t2 - 1: {"": {"link:a", "link:b", "link:c"}, "2025-01-04": {"link:a", "link:b"}},
		t2:     {"": {"link:a", "link:c", "link:d"}, "2024-12-31": {}, "2025-01-01": {"link:d"}, "2025-01-03": {"link:a", "link:c", "link:d"}, "2025-01-04": {"link:d"}},
		t3 - 1: {"": {"link:a", "link:c", "link:d"}, "2025-01-05": {"link:d"}},
		t3:     {"": {"link:a", "link:b", "link:c", "link:d"}, "2025-01-04": {"link:d"}, "2025-01-05": {"link:b", "link:d"}, "9999-12-31": {"link:b", "link:d"}},
		0:      {"": {"link:a", "link:b", "link:c", "link:d"}, "2025-01-03": {"link:a", "link:c", "link:d"}, "2025-01-04": {"link:d"}, "2025-01-05": {"link:b", "link:d"}},
	}
	for instant, days := range found {
		for asOf, want := range days {
			p.ids(at(p.list("Link"), asOf, instant), want...)
			p.json(fmt.Sprintf(`{"totalCount":%d}`, len(want)), at(p.many("Fact", total), asOf, instant))
			// Every depth is at the same time: an edge, a filter, a number, an order.
			if instant == 0 || instant >= t1 {
				p.json(fmt.Sprintf(`{"links":{"totalCount":%d}}`, len(want)), at(p.get("Topic", "topic:t", rel("links", total)), asOf, instant))
				any := 0
				if len(want) > 0 {
					any = 1
				}
				p.json(fmt.Sprintf(`{"totalCount":%d}`, any), at(p.many("Topic", total, where(some("links", yes))), asOf, instant))
				p.json(`{"totalCount":1}`, at(p.many("Topic", total, where(number("links", nil, eq("#", len(want))))), asOf, instant))
			}
		}
	}
	// The columns of a spell are those of the spell that it is found in.
	p.json(`{"since":"2025-01-02","until":"2025-01-04"}`, at(p.get("Link", "link:a", fs("since until")...), "2025-01-02", t1))
	p.json(`{"since":"2025-01-02","until":"2025-01-03"}`, at(p.get("Link", "link:a", fs("since until")...), "2025-01-02", t2))
	p.json(`{"since":"2025-01-02","until":"2025-01-03"}`, p.get("Link", "link:a", fs("since until")...))
	p.json(`null`, at(p.get("Link", "link:a", fs("since until")...), "2025-01-04", t2))
	p.ids(at(p.list("Link", where(eq("until", day("2025-01-04")))), "", t1), "link:a")
	p.ids(p.list("Link", where(eq("until", day("2025-01-04")))))
	p.ids(p.list("Link", where(is("until", query.IsNull, true))), "link:b", "link:d") // open is null
}

// What is known no more, and what is known again, is found by what leads to it as it was found then.
func goneCases(p *pair) {
	link := func(id string, opts ...opt) store.Node {
		return p.node("Link", id, append([]opt{to("LINK_FROM", "topic:t"), cites("topic:t"), span("2025-01-01", "..", 1)}, opts...)...)
	}
	topic := func(opts ...opt) store.Node { return p.named("Topic", "topic:t", "T", opts...) }
	t1 := p.upsert(topic(), link("link:a"))
	t2 := p.upsert(topic(unknown), link("link:a", unknown))
	t3 := p.upsert(topic(), link("link:b"))
	for _, w := range []cond{eq("name", "T"), eq("id", "topic:t"), and(eq("name", "T"), some("links", yes))} {
		for _, c := range []struct {
			known value.Instant
			ids   []string
		}{{t1, []string{"link:a"}}, {t2 - 1, []string{"link:a"}}, {t2, nil}, {t3 - 1, nil}, {t3, []string{"link:b"}}, {0, []string{"link:b"}}} {
			p.ids(at(p.list("Link", where(some("subject", w))), "", c.known), c.ids...)
			p.ids(at(p.list("Link", where(some("subject", some("links", some("subject", w))))), "2025-01-02", c.known), c.ids...)
		}
	}
}

// What the far end of an edge must be: known, in the present; under a clock a fact must meet the bounds, unless the edge
// carries its spell already.
func farEndCases(p *pair) {
	step := func(opts ...opt) store.Node {
		return p.node("Step", "step:s", append([]opt{to("STEP_CLOSED_BY", "remark:r"), cites("topic:t"), span("2025-01-01", "..", 1)}, opts...)...)
	}
	remark := func(opts ...opt) store.Node {
		return p.node("Remark", "remark:r", append([]opt{span("2025-02-01", "2025-02-28", 2), cites("topic:t")}, opts...)...)
	}
	t1 := p.upsert(p.named("Topic", "topic:t", "T"), step(), remark())
	t2 := p.upsert(remark(unknown))
	closed := p.get("Step", "step:s", rel("closedBy", nodes(fs("id since recordedAt")...), total))
	hit := fmt.Sprintf(`{"closedBy":{"nodes":[{"id":"remark:r","since":"2025-02-01","recordedAt":"%s"}],"totalCount":1}}`, t1)
	miss := `{"closedBy":{"nodes":[],"totalCount":0}}`
	p.json(miss, closed)
	p.json(miss, at(closed, "", t2))
	p.json(hit, at(closed, "", t2-1))
	p.json(hit, at(closed, "2025-02-28", t1))
	p.json(miss, at(closed, "2025-01-31", t1))
	p.json(miss, at(closed, "2025-03-01", t1))
	p.ids(p.list("Step", where(some("closedBy", yes))))
	p.ids(at(p.list("Step", where(some("closedBy", yes))), "2025-01-31", t1))
	p.ids(at(p.list("Step", where(some("closedBy", yes))), "2025-02-01", t1), "step:s")
	// The other way round the edge carries the step's spell.
	closes := p.get("Remark", "remark:r", rel("closes", edges("since until", fs("id since")...)))
	p.json(`{"closes":{"edges":[{"since":"2025-01-01","until":null,"node":{"id":"step:s","since":"2025-01-01"}}]}}`, closes)
	p.json(`null`, at(closes, "2025-03-01", t1))
	p.json(`{"closes":{"edges":[{"since":"2025-01-01","until":null,"node":{"id":"step:s","since":"2025-01-01"}}]}}`, at(closes, "2025-02-01", t1))

	// Evidence is no fact: it has no span, and is seen while it stands. The fact at its end must meet the bounds.
	evidence := func(opts ...opt) store.Node {
		return p.node("Evidence", "evidence:e", append([]opt{to("EVIDENCE_OF", "remark:r"), to("EVIDENCE_AT", "meeting:m"), owns("SAID_AT", "remark:r", "meeting:m", "")}, opts...)...)
	}
	t3 := p.upsert(remark(), evidence(), p.named("Meeting", "meeting:m", "M"), p.node("Mention", "mention:m", to("MENTION_OF", "meeting:m")))
	said := p.get("Meeting", "meeting:m", rel("said", edges("since until fact", f("id"))), rel("evidence", edges("since until", fs("id begun ended")...)))
	evidenceOf := fmt.Sprintf(`"evidence":{"edges":[{"since":null,"until":null,"node":{"id":"evidence:e","begun":"%s","ended":null}}]}`, t3)
	p.json(`{"said":{"edges":[{"since":null,"until":null,"fact":{"id":"evidence:e"},"node":{"id":"remark:r"}}]},`+evidenceOf+`}`, said)
	p.json(`{"said":{"edges":[{"since":null,"until":null,"fact":{"id":"evidence:e"},"node":{"id":"remark:r"}}]},`+evidenceOf+`}`, at(said, "2025-02-28", 0))
	p.json(`{"said":{"edges":[]},`+evidenceOf+`}`, at(said, "2025-03-01", 0))
	p.json(`{"evidence":{"nodes":[{"id":"evidence:e"}]}}`, p.get("Remark", "remark:r", rel("evidence", nodes(f("id")))))
	p.json(`{"fact":null}`, at(p.get("Evidence", "evidence:e", one("fact", f("id"))), "2025-03-01", 0))
	p.json(`{"fact":{"id":"remark:r"}}`, at(p.get("Evidence", "evidence:e", one("fact", f("id"))), "2025-02-28", t3))
	t4 := p.upsert(evidence(unknown))
	p.json(`{"said":{"edges":[]},"evidence":{"edges":[]}}`, said)
	p.ids(p.list("Evidence"))
	p.ids(at(p.list("Evidence"), "1900-01-01", t4-1), "evidence:e")
	p.json(`null`, at(p.get("Evidence", "evidence:e", f("id")), "", t4))
	p.json(fmt.Sprintf(`{"begun":"%s","ended":"%s"}`, t3, t4), p.get("Evidence", "evidence:e", fs("begun ended")...))

	// A node that is no longer known is not seen at the far end in the present, whatever it is; under a clock it goes with
	// the edge, unless it is a fact.
	version := func(opts ...opt) store.Node {
		return p.node("Version", "version:v", append([]opt{to("VERSION_OF", "document:d")}, opts...)...)
	}
	t5 := p.upsert(p.named("Document", "document:d", "D"), version(), p.node("Record", "record:r", to("RECORD_OF", "version:v")))
	of := p.get("Record", "record:r", one("version", f("id"), one("document", f("id"))))
	p.json(`{"version":{"id":"version:v","document":{"id":"document:d"}}}`, of) // a version lists its document
	p.json(`{"version":{"id":"version:v","document":{"id":"document:d"}}}`, at(of, "", t5))
	t6 := p.upsert(version(unknown))
	p.json(`{"version":null}`, of)
	p.ids(p.list("Document"))
	p.ids(at(p.list("Document"), "", t5), "document:d")
	p.json(`{"version":{"id":"version:v","document":null}}`, at(of, "", t6))
}

// Of several owners of one pair readers see the best: by since, then authority, both the highest, then the lowest owner id.
func derivedCases(p *pair) {
	people := []store.Node{p.named("Councillor", "councillor:a", "A"), p.named("Council", "council:b", "B"), p.named("Committee", "committee:c", "C", set("scope", "s"))}
	m := func(id, since, until string, authority int64, role string, opts ...opt) store.Node {
		return p.node("Membership", id, append([]opt{to("MEMBER", "councillor:a"), to("MEMBERSHIP_OF", "committee:c"), cites("councillor:a", "committee:c"),
			span(since, until, authority), set("role", role), owns("MEMBER_OF", "councillor:a", "committee:c", role)}, opts...)...)
	}
	out := p.get("Councillor", "councillor:a", rel("memberOf", total, edges("since until role fact", f("id")), stats("count")))
	in := p.get("Committee", "committee:c", rel("members", total, edges("since until role fact", f("id")), stats("count")))
	want := func(asOf string, known value.Instant, since, until, role, fact string) {
		p.Helper()
		edge := func(node string) string {
			return fmt.Sprintf(`{"totalCount":1,"edges":[{"since":"%s","until":%s,"role":"%s","fact":{"id":"%s"},"node":{"id":"%s"}}],"aggregate":{"count":1}}`, since, until, role, fact, node)
		}
		p.json(`{"memberOf":`+edge("committee:c")+`}`, at(out, asOf, known))
		p.json(`{"members":`+edge("councillor:a")+`}`, at(in, asOf, known))
		for _, c := range []struct {
			w    cond
			want bool
		}{
			{eq("@role", role), true}, {is("@role", query.Ne, role), false}, {eq("@since", day(since)), true}, {is("@since", query.Lt, day(since)), false},
			{resting(eq("id", fact)), true}, {resting(not(eq("id", fact))), false},
		} {
			ids := []string{}
			if c.want {
				ids = append(ids, "councillor:a")
			}
			p.ids(at(p.list("Councillor", where(some("memberOf", c.w))), asOf, known), ids...)
		}
		p.json(`{"totalCount":1}`, at(p.many("Councillor", total, where(number("memberOf", nil, eq("#", 1)))), asOf, known))
	}
	p.upsert(append(people, m("membership:b", "2025-01-02", "..", 3, "b"))...)
	want("", 0, "2025-01-02", "null", "b", "membership:b")
	t1 := p.upsert(m("membership:a", "2025-01-01", "..", 4, "a")) // an older one, of more weight
	want("", 0, "2025-01-02", "null", "b", "membership:b")
	t2 := p.upsert(m("membership:c", "2025-01-02", "2025-01-03", 4, "c")) // the same day, of more weight
	want("", 0, "2025-01-02", `"2025-01-03"`, "c", "membership:c")
	t3 := p.upsert(m("membership:0", "2025-01-02", "..", 4, "0")) // equal in both: the lowest id
	want("", 0, "2025-01-02", "null", "0", "membership:0")
	t4 := p.upsert(m("membership:9", "2025-01-02", "..", 4, "9"))
	want("", 0, "2025-01-02", "null", "0", "membership:0")
	t5 := p.upsert(m("membership:d", "2025-01-05", "..", 1, "d")) // the newest, of least weight
	want("", 0, "2025-01-05", "null", "d", "membership:d")

	// Under a clock the best is of the rows that meet the bounds.
	want("", t1, "2025-01-02", "null", "b", "membership:b")
	want("", t2, "2025-01-02", `"2025-01-03"`, "c", "membership:c")
	want("", t3, "2025-01-02", "null", "0", "membership:0")
	want("", t4, "2025-01-02", "null", "0", "membership:0")
	want("2025-01-01", t2, "2025-01-01", "null", "a", "membership:a")
	want("2025-01-03", t2, "2025-01-02", `"2025-01-03"`, "c", "membership:c")
	want("2025-01-04", t2, "2025-01-02", "null", "b", "membership:b")
	want("2025-01-01", 0, "2025-01-01", "null", "a", "membership:a")
	want("2025-01-04", 0, "2025-01-02", "null", "0", "membership:0")
	want("2025-01-05", t5, "2025-01-05", "null", "d", "membership:d")
	p.json(`{"memberOf":{"totalCount":0,"edges":[],"aggregate":{"count":0}}}`, at(out, "2024-12-31", 0))

	// What ends gives way to the next best.
	t6 := p.upsert(m("membership:d", "2025-01-05", "..", 1, "d", unknown), m("membership:0", "2025-01-02", "..", 4, "0", unknown))
	want("", 0, "2025-01-02", "null", "9", "membership:9")
	want("2025-01-04", 0, "2025-01-02", "null", "9", "membership:9")
	want("", t6-1, "2025-01-05", "null", "d", "membership:d")
	// All owners but the fact's own relationships are there still.
	p.json(`{"memberships":{"totalCount":4}}`, p.get("Councillor", "councillor:a", rel("memberships", total)))
}

// A @latest relationship has of each group the candidates that are best by since and authority, all that are equal.
func latestCases(p *pair) {
	u := func(id, since string, authority int64, group string, opts ...opt) store.Node {
		return p.node("ProjectUpdate", id, append([]opt{to("UPDATE_OF", "project:p"), cites("project:p"), span(since, "..", authority),
			candidate("LATEST_UPDATE_OF", "project:p", group)}, opts...)...)
	}
	latest := p.get("Project", "project:p", rel("latestUpdates", nodes(f("id")), total))
	want := func(asOf string, known value.Instant, ids ...string) {
		p.Helper()
		list := ""
		for i, id := range ids {
			if i > 0 {
				list += ","
			}
			list += fmt.Sprintf(`{"id":%q}`, id)
		}
		p.json(fmt.Sprintf(`{"latestUpdates":{"nodes":[%s],"totalCount":%d}}`, list, len(ids)), at(latest, asOf, known))
	}
	t1 := p.upsert(p.named("Project", "project:p", "P"), p.named("Project", "project:q", "Q"), u("projectupdate:a", "2025-01-01", 2, "one"), u("projectupdate:b", "2025-01-01", 2, "two"))
	want("", 0, "projectupdate:a", "projectupdate:b")
	t2 := p.upsert(u("projectupdate:c", "2025-01-02", 1, "one")) // newer beats weightier
	want("", 0, "projectupdate:b", "projectupdate:c")
	want("", t1, "projectupdate:a", "projectupdate:b")
	want("2025-01-01", t2, "projectupdate:a", "projectupdate:b")
	t3 := p.upsert(u("projectupdate:d", "2025-01-02", 1, "one"), u("projectupdate:e", "2025-01-02", 2, "three"), u("projectupdate:f", "2025-01-02", 1, "three"))
	want("", 0, "projectupdate:b", "projectupdate:c", "projectupdate:d", "projectupdate:e") // equal: both; less weight: not
	p.ids(p.list("Project", where(number("latestUpdates", nil, eq("#", 4)))), "project:p")
	p.ids(p.list("Project", where(some("latestUpdates", eq("id", "projectupdate:f")))))
	p.ids(p.list("Project", where(none("latestUpdates", eq("id", "projectupdate:e")))))
	// The filter is of the winners: it does not make another candidate win.
	p.json(`{"latestUpdates":{"nodes":[]}}`, p.get("Project", "project:p", rel("latestUpdates", where(eq("id", "projectupdate:a")), nodes(f("id")))))

	// One fact in several groups is one node, where it wins in any.
	t4 := p.upsert(u("projectupdate:g", "2025-01-03", 1, "one", candidate("LATEST_UPDATE_OF", "project:p", "four"), candidate("LATEST_UPDATE_OF", "project:p", "five")),
		u("projectupdate:h", "2025-01-04", 1, "one"))
	want("", 0, "projectupdate:b", "projectupdate:e", "projectupdate:g", "projectupdate:h")
	p.upsert(u("projectupdate:h", "2025-01-04", 1, "one", unknown))
	want("", 0, "projectupdate:b", "projectupdate:e", "projectupdate:g")
	want("", t4, "projectupdate:b", "projectupdate:e", "projectupdate:g", "projectupdate:h")
	want("2025-01-02", t4, "projectupdate:b", "projectupdate:c", "projectupdate:d", "projectupdate:e")
	want("2025-01-02", t3, "projectupdate:b", "projectupdate:c", "projectupdate:d", "projectupdate:e")
	// A group is of one project.
	p.upsert(p.node("ProjectUpdate", "projectupdate:q", to("UPDATE_OF", "project:q"), cites("project:q"), span("2025-02-01", "..", 4), candidate("LATEST_UPDATE_OF", "project:q", "one")))
	want("", 0, "projectupdate:b", "projectupdate:e", "projectupdate:g")
	p.json(`{"latestUpdates":{"edges":[{"since":"2025-02-01","until":null,"node":{"id":"projectupdate:q","since":"2025-02-01","authority":4}}]}}`,
		p.get("Project", "project:q", rel("latestUpdates", edges("since until", fs("id since authority")...))))
	p.json(`{"nodes":[{"id":"project:p","latestUpdates":{"nodes":[{"id":"projectupdate:g"}],"totalCount":3}},{"id":"project:q","latestUpdates":{"nodes":[{"id":"projectupdate:q"}],"totalCount":1}}]}`,
		p.many("Project", nodes(f("id"), rel("latestUpdates", by("-@since"), first(1), nodes(f("id")), total))))
}

// Ids answer for ever, also those that were merged.
func idCases(p *pair) {
	link := func(opts ...opt) store.Node {
		return p.node("Link", "link:l", append([]opt{span("2025-01-01", "2025-01-31", 1), cites("topic:a")}, opts...)...)
	}
	t1 := p.upsert(p.named("Topic", "topic:a", "A"), p.named("Topic", "topic:b", "B"), p.named("Place", "place:p", "P"), link(), p.node("Name", "name:n", to("NAME_OF", "topic:b")))
	p.json(`{"id":"topic:b","name":"B"}`, p.get("Topic", "topic:b", fs("id name")...)) // not listed
	p.json(`{"id":"topic:b"}`, at(p.get("Topic", "topic:b", f("id")), "1900-01-01", t1-1))
	p.json(`{"id":"topic:b"}`, p.get("Node", "topic:b", f("id")))
	p.json(`{"id":"topic:b"}`, p.get("Entity", "topic:b", f("id")))
	p.json(`null`, p.get("Fact", "topic:b", f("id")))
	p.json(`null`, p.get("Place", "topic:b", f("id")))
	p.json(`null`, p.get("Topic", "topic:B", f("id")))
	p.json(`{"id":"link:l"}`, at(p.get("Link", "link:l", f("id")), "2025-01-31", t1))
	p.json(`null`, at(p.get("Link", "link:l", f("id")), "2025-02-01", t1))
	p.json(`null`, at(p.get("Link", "link:l", f("id")), "", t1-1))
	p.json(`{"id":"name:n"}`, at(p.get("Node", "name:n", f("id")), "", t1-1))
	p.json(`[{"id":"topic:b"},null,{"id":"place:p"},{"id":"topic:b"},null,{"id":"link:l"}]`,
		p.gets("Node", []string{"topic:b", "x", "place:p", "topic:b", "x", "link:l"}, f("id")))
	p.json(`[{"id":"topic:b"},null,null]`, p.gets("Topic", []string{"topic:b", "place:p", "link:l"}, f("id")))
	p.json(`[{"id":"topic:b"},null]`, at(p.gets("Node", []string{"topic:b", "link:l"}, f("id")), "2025-02-01", 0))

	// An id that was merged means the other node, at any time, and however often that was merged again.
	t2 := p.batch(&store.Batch{Aliases: []store.Alias{{ID: "topic:old", Of: "topic:a"}, {ID: "topic:older", Of: "topic:old"}}})
	if t2 <= t1 {
		p.Errorf("a merge keeps the instant %d", t1)
	}
	p.json(`[{"id":"topic:a"},{"id":"topic:a"},{"id":"topic:a"}]`, p.gets("Topic", []string{"topic:old", "topic:older", "topic:a"}, f("id")))
	p.json(`{"id":"topic:a"}`, at(p.get("Topic", "topic:older", f("id")), "1900-01-01", t1-1))
	p.json(`null`, p.get("Place", "topic:old", f("id")))
	p.batch(&store.Batch{Aliases: []store.Alias{{ID: "topic:a", Of: "topic:b"}}}) // a node that is there
	p.json(`[{"id":"topic:b"},{"id":"topic:b"},{"id":"topic:b"},{"id":"topic:b"}]`,
		p.gets("Topic", []string{"topic:old", "topic:older", "topic:a", "topic:b"}, f("id")))
	p.batch(&store.Batch{Nodes: []store.Node{p.named("Topic", "topic:c", "C")}, Aliases: []store.Alias{{ID: "topic:old", Of: "topic:c"}}})
	p.json(`[{"id":"topic:c"},{"id":"topic:b"},{"id":"topic:b"}]`, p.gets("Topic", []string{"topic:old", "topic:older", "topic:a"}, f("id")))
	// Taken back, it means its own node again, or nothing; what was told of it before stays where it is until it is told otherwise.
	p.batch(&store.Batch{Aliases: []store.Alias{{ID: "topic:a"}, {ID: "topic:older", Of: "topic:a"}, {ID: "topic:old"}}})
	p.json(`[null,{"id":"topic:a"},{"id":"topic:a"}]`, p.gets("Topic", []string{"topic:old", "topic:older", "topic:a"}, f("id")))
	t3 := p.batch(&store.Batch{Aliases: []store.Alias{{ID: "topic:old"}}})
	if t4 := p.batch(&store.Batch{Aliases: []store.Alias{{ID: "topic:never"}}}); t4 != t3 {
		p.Errorf("to take back what is not there moves the graph from %d to %d", t3, t4)
	}
	p.batch(&store.Batch{Aliases: []store.Alias{{ID: "topic:older", Of: "topic:b"}}})
	// An alias is no node: it is in no list, and no edge can end at it.
	p.ids(p.list("Topic"), "topic:a")
	p.refuse(store.ErrInvalid, "an edge to an alias", &store.Batch{Nodes: []store.Node{p.remark("remark:x", "topic:older")}})
}

// To one means to that with the lowest id, wherever there are several.
func toOneCases(p *pair) {
	t1 := p.upsert(p.named("Meeting", "meeting:a", "Z", set("date_start", int64(20))), p.named("Meeting", "meeting:b", "Y"), p.named("Committee", "committee:x", "X", set("scope", "s")),
		p.named("Document", "document:1", "1", to("DOCUMENT_OF", "meeting:b", "meeting:a")), p.named("Document", "document:2", "2", to("DOCUMENT_OF", "meeting:b")),
		p.named("Document", "document:3", "3"), p.remark("remark:1", "document:1", "document:2", "document:3", "meeting:a", "meeting:b"))
	read := p.many("Document", by("meeting.name"), nodes(f("id"), one("meeting", fs("id name")...)))
	p.json(`{"nodes":[{"id":"document:2","meeting":{"id":"meeting:b","name":"Y"}},{"id":"document:1","meeting":{"id":"meeting:a","name":"Z"}},{"id":"document:3","meeting":null}]}`, read)
	p.ids(p.list("Document", by("-meeting.name")), "document:1", "document:2", "document:3")
	p.ids(p.list("Document", by("meeting.date.start")), "document:1", "document:2", "document:3")
	p.ids(p.list("Document", where(some("meeting", yes))), "document:1", "document:2")
	p.ids(p.list("Document", where(not(some("meeting", eq("name", "Y"))))), "document:1", "document:3")
	p.upsert(p.remark("remark:1", "document:1", "document:2", "document:3", "meeting:b"))
	p.json(`{"nodes":[{"id":"document:1","meeting":{"id":"meeting:b","name":"Y"}},{"id":"document:2","meeting":{"id":"meeting:b","name":"Y"}},{"id":"document:3","meeting":null}]}`, read)
	p.json(`{"nodes":[{"id":"document:2","meeting":{"id":"meeting:b","name":"Y"}},{"id":"document:1","meeting":{"id":"meeting:a","name":"Z"}},{"id":"document:3","meeting":null}]}`, at(read, "", t1))
}
