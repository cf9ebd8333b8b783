package storetest

import (
	"fmt"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

func emptyCases(p *pair) {
	if err := p.got.Ready(p.ctx); err != nil {
		p.Fatal(err)
	}
	if last, err := p.got.Last(p.ctx); err != nil || last != 0 {
		p.Errorf("Last of an empty store is %d (%v)", last, err)
	}
	p.ids(p.list("Node"))
	p.json(`null`, p.get("Contract", "contract:x", f("id")))
	p.json(`[null,null]`, p.gets("Node", []string{"contract:x", ""}, f("id")))
	p.json(`[]`, p.gets("Node", nil, f("id")))
	p.json(`{"totalCount":0,"aggregate":{"count":0,"months":{"sum":0,"avg":null,"min":null,"max":null,"count":0},"amount":[],"when":{"count":0,"min":null,"max":null}},`+
		`"pageInfo":{"hasNextPage":false,"hasPreviousPage":false,"startCursor":null,"endCursor":null}}`,
		p.many("ContractEvent", total, stats("count", "months:sum avg min max count", "amount:unit sum", "when:count min max"),
			pageInfo("hasNextPage hasPreviousPage startCursor endCursor")))
	p.ids(at(p.list("Node"), "2025-07-01", Start))

	if got, err := p.apply(&store.Batch{}); err != nil || got != 0 {
		p.Errorf("a batch of nothing gives the instant %d (%v), want 0", got, err)
	}
	got, _ := p.apply(&store.Batch{Nodes: []store.Node{p.remark("remark:1")}})
	if got != Start {
		p.Errorf("the first instant is %d, want the clock's %d", got, Start)
	}
	got, _ = p.apply(&store.Batch{Nodes: []store.Node{p.remark("remark:2")}})
	if got != Start+1 {
		p.Errorf("while the clock stands still the next instant is %d, want %d", got, Start+1)
	}
	p.now.Store(int64(Start - 1000*second))
	got, _ = p.apply(&store.Batch{Nodes: []store.Node{p.remark("remark:3")}})
	if got != Start+2 {
		p.Errorf("after the clock went back the next instant is %d, want %d", got, Start+2)
	}
}

// A fact told, ended and told again is known in each spell, told <= k < ended, and not between.
func historyCases(p *pair) {
	r := func(opts ...opt) store.Node {
		return p.node("Remark", "remark:1", append([]opt{cites("topic:t"), span("2025-01-01", "..", 3)}, opts...)...)
	}
	topic := p.named("Topic", "topic:t", "T")
	told := p.upsert(r(), topic)
	ended := p.upsert(r(unknown))
	between := p.upsert(p.named("Topic", "topic:u", "U"))
	again := p.upsert(r())
	p.upsert(p.named("Topic", "topic:v", "V"))

	spellOf := func(told, ended value.Instant) string {
		if ended == value.MaxInstant {
			return fmt.Sprintf(`"recordedAt":"%s","retractedAt":null`, told)
		}
		return fmt.Sprintf(`"recordedAt":"%s","retractedAt":"%s"`, told, ended)
	}
	list := p.many("Remark", nodes(fs("id recordedAt retractedAt")...), total)
	topics := p.many("Topic", nodes(f("id"), rel("remarks", nodes(f("id"))), rel("facts", edges("since", fs("id recordedAt")...), total)))
	for _, c := range []struct {
		at   value.Instant
		want string
	}{
		{told - 1, ""}, {told, spellOf(told, value.MaxInstant)}, {ended - 1, spellOf(told, value.MaxInstant)}, {ended, ""}, {between, ""},
		{again - 1, ""}, {again, spellOf(again, value.MaxInstant)}, {again + 1000*second, spellOf(again, value.MaxInstant)},
		{value.MaxInstant - 1, spellOf(again, value.MaxInstant)}, {0, spellOf(again, value.MaxInstant)},
	} {
		t, facts, byID := at(list, "", c.at), at(topics, "", c.at), at(p.get("Remark", "remark:1", fs("recordedAt retractedAt")...), "", c.at)
		p.same(facts)
		if c.want == "" {
			p.json(`{"nodes":[],"totalCount":0}`, t)
			p.json(`{"nodes":[]}`, facts)
			p.json(`null`, byID)
			continue
		}
		p.json(`{"nodes":[{"id":"remark:1",`+c.want+`}],"totalCount":1}`, t)
		p.json(`{`+c.want+`}`, byID)
	}
	// The end of a spell is not told before it comes, in a filter neither; a question about what changed asks for it.
	is, isNot := where(is("retractedAt", query.IsNull, true)), where(is("retractedAt", query.Gt, 0))
	p.ids(at(p.list("Remark", is), "", ended-1), "remark:1")
	p.ids(at(p.list("Remark", isNot), "", ended-1))
	for ends, want := range map[value.Instant]string{ended: spellOf(told, ended), again: spellOf(told, ended), ended - 1: spellOf(told, value.MaxInstant)} {
		t := at(p.get("Remark", "remark:1", fs("recordedAt retractedAt")...), "", ended-1)
		t.Time.Ends = &ends
		p.json(`{`+want+`}`, t)
	}

	// With a day and no instant, the spells are those known now.
	p.ids(at(p.list("Remark"), "2025-01-01", 0), "remark:1")
	p.ids(at(p.list("Remark"), "2024-12-31", 0))
	p.upsert(r(unknown))
	p.ids(at(p.list("Remark"), "2025-01-01", 0))
	p.ids(p.list("Remark"))
	p.ids(at(p.list("Remark"), "2025-01-01", again), "remark:1")

	// By its id it is found in the present though it is known no longer, with its fields and its last spell.
	p.json(fmt.Sprintf(`{"wording":"wording","since":"2025-01-01","until":null,"authority":3,%s}`, spellOf(again, p.clock())),
		p.get("Remark", "remark:1", fs("wording since until authority recordedAt retractedAt")...))
}

// A node whose span changes: its spell ends and a new one begins, with all its edges.
func respanCases(p *pair) {
	term := func(opts ...opt) store.Node {
		return p.node("Term", "term:1", append([]opt{to("TERM_OF", "councillor:a"), to("TERM_COUNCIL", "council:b"), cites("councillor:a", "council:b"),
			owns("COUNCILLOR_OF", "councillor:a", "council:b", "")}, opts...)...)
	}
	t1 := p.upsert(p.named("Councillor", "councillor:a", "A"), p.named("Council", "council:b", "B"),
		term(span("2025-01-01", "2025-01-31", 1)))
	t2 := p.upsert(term(span("2025-01-10", "..", 2)))
	read := p.many("Councillor", nodes(rel("terms", edges("since until", fs("since until authority recordedAt retractedAt")...)), rel("councils", edges("since until fact", f("id")))))
	answer := func(since, until string, authority int, told value.Instant, ended string) string {
		return fmt.Sprintf(`{"nodes":[{"terms":{"edges":[{"since":"%[1]s","until":%[2]s,"node":{"since":"%[1]s","until":%[2]s,"authority":%[3]d,"recordedAt":"%[4]s","retractedAt":%[5]s}}]},`+
			`"councils":{"edges":[{"since":"%[1]s","until":%[2]s,"fact":{"id":"term:1"},"node":{"id":"council:b"}}]}}]}`, since, until, authority, told, ended)
	}
	was := answer("2025-01-01", `"2025-01-31"`, 1, t1, "null")
	is := answer("2025-01-10", "null", 2, t2, "null")
	none := `{"nodes":[{"terms":{"edges":[]},"councils":{"edges":[]}}]}`
	p.json(is, read)
	p.json(is, at(read, "", t2))
	p.json(was, at(read, "", t2-1))
	p.json(was, at(read, "", t1))
	p.json(was, at(read, "2025-01-01", t1))
	p.json(was, at(read, "2025-01-31", t1))
	p.json(none, at(read, "2025-02-01", t1))
	p.json(none, at(read, "2024-12-31", t1))
	p.json(none, at(read, "2025-01-09", t2))
	p.json(is, at(read, "2025-01-10", t2))
	p.json(is, at(read, "9999-12-31", t2))

	// The authority alone is a change of the span, too.
	t3 := p.upsert(term(span("2025-01-10", "..", 3)))
	p.json(answer("2025-01-10", "null", 3, t3, "null"), read)
	p.json(answer("2025-01-10", "null", 2, t2, "null"), at(read, "", t3-1))

	// What is not known has no span to change, and told again with its old span it begins a new spell all the same.
	t4 := p.upsert(term(unknown, span("2020-01-01", "2020-01-01", 9)))
	p.json(fmt.Sprintf(`{"since":"2025-01-10","until":null,"authority":3,"recordedAt":"%s","retractedAt":"%s"}`, t3, t4),
		p.get("Term", "term:1", fs("since until authority recordedAt retractedAt")...))
	t5 := p.upsert(term(span("2025-01-10", "..", 3)))
	p.json(answer("2025-01-10", "null", 3, t5, "null"), read)
	p.json(`{"nodes":[]}`, at(read, "", t5-1))
}

// Edges that are the same go on; those that differ end, and the new begin; the node's spell goes on all the while.
func edgeCases(p *pair) {
	step := func(about ...string) store.Node {
		return p.node("Step", "step:1", to("STEP_ABOUT", about...), cites("topic:a", "topic:b", "topic:c"))
	}
	topics := []store.Node{p.named("Topic", "topic:a", "A"), p.named("Topic", "topic:b", "B"), p.named("Topic", "topic:c", "C")}
	t1 := p.upsert(append(topics, step("topic:a", "topic:b"))...)
	t2 := p.upsert(step("topic:b", "topic:c"))
	read := p.get("Step", "step:1", f("recordedAt"), rel("about", nodes(f("id"))))
	from := p.list("Topic", where(some("steps", eq("id", "step:1"))))
	p.json(fmt.Sprintf(`{"recordedAt":"%s","about":{"nodes":[{"id":"topic:b"},{"id":"topic:c"}]}}`, t1), read)
	p.json(fmt.Sprintf(`{"recordedAt":"%s","about":{"nodes":[{"id":"topic:a"},{"id":"topic:b"}]}}`, t1), at(read, "", t2-1))
	p.ids(from, "topic:b", "topic:c")
	p.ids(at(from, "", t2), "topic:b", "topic:c")
	p.ids(at(from, "", t2-1), "topic:a", "topic:b")
	t3 := p.upsert(step("topic:a"))
	p.ids(from, "topic:a")
	p.ids(at(from, "", t3-1), "topic:b", "topic:c")
	p.ids(at(from, "", t1), "topic:a", "topic:b")

	// The same ends with another fact, role or group make another edge.
	member := func(role string) store.Node {
		return p.node("Membership", "membership:1", cites("councillor:a", "committee:c"), to("MEMBER", "councillor:a"), to("MEMBERSHIP_OF", "committee:c"),
			owns("MEMBER_OF", "councillor:a", "committee:c", role))
	}
	p.upsert(p.named("Councillor", "councillor:a", "A"), p.named("Committee", "committee:c", "C", set("scope", "s")), member("chair"))
	t4 := p.upsert(member("member"))
	roles := p.get("Councillor", "councillor:a", rel("memberOf", edges("role", f("id"))))
	p.json(`{"memberOf":{"edges":[{"role":"member","node":{"id":"committee:c"}}]}}`, roles)
	p.json(`{"memberOf":{"edges":[{"role":"chair","node":{"id":"committee:c"}}]}}`, at(roles, "", t4-1))
	p.upsert(member(""))
	p.json(`{"memberOf":{"edges":[{"role":null,"node":{"id":"committee:c"}}]}}`, roles)

	// A fact that is no longer known takes its edges with it, also those between other nodes.
	p.upsert(p.node("Membership", "membership:1", unknown))
	p.json(`{"memberOf":{"edges":[]}}`, roles)
	p.json(`{"memberOf":{"edges":[{"role":"member","node":{"id":"committee:c"}}]}}`, at(roles, "", t4))
}

// An entity is listed while an edge of another node that cites it stands; its own edges stand while it is.
func entityCases(p *pair) {
	venue := p.named("Committee", "committee:c", "C", unknown, set("scope", "s"))
	meeting := p.named("Meeting", "meeting:m", "M", to("MEETING_OF", "committee:c"))
	t0 := p.upsert(venue, meeting)
	entities := p.list("Entity")
	p.ids(entities) // Known is ignored: nothing cites them
	p.ids(at(entities, "", t0))
	p.json(`{"name":"M","of":null}`, p.get("Meeting", "meeting:m", f("name"), one("of", f("id"))))

	t1 := p.upsert(p.remark("remark:1", "meeting:m"))
	p.ids(entities, "meeting:m")
	// The far end is not listed, so that the present does not show it; a clock asks facts only.
	p.json(`{"of":null}`, p.get("Meeting", "meeting:m", one("of", f("id"))))
	p.json(`{"of":{"id":"committee:c"}}`, at(p.get("Meeting", "meeting:m", one("of", f("id"))), "", t1))
	p.ids(p.list("Committee", where(some("meetings", yes))))

	t2 := p.upsert(p.node("Mention", "mention:1", to("MENTION_OF", "committee:c")))
	p.ids(entities, "committee:c", "meeting:m")
	p.json(`{"of":{"id":"committee:c"}}`, p.get("Meeting", "meeting:m", one("of", f("id"))))
	p.ids(at(entities, "", t2-1), "meeting:m")
	p.ids(at(entities, "1900-01-01", t2), "committee:c", "meeting:m") // asOf hides no entity
	p.ids(at(entities, "1900-01-01", 0), "committee:c", "meeting:m")

	// Another node takes over at the same instant: it goes on being listed.
	p.upsert(p.node("Remark", "remark:1", unknown), p.remark("remark:2", "meeting:m"))
	p.ids(entities, "committee:c", "meeting:m")
	// The citing fact's own span says nothing of it.
	t3 := p.upsert(p.node("Remark", "remark:2", cites("meeting:m"), span("2030-01-01", "2030-01-02", 1)))
	p.ids(at(entities, "2025-01-01", 0), "committee:c", "meeting:m")

	t4 := p.upsert(p.node("Remark", "remark:2", unknown))
	p.ids(entities, "committee:c")
	p.ids(at(entities, "", t4-1), "committee:c", "meeting:m")
	p.ids(at(entities, "", t3), "committee:c", "meeting:m")
	meetings := p.get("Committee", "committee:c", rel("meetings", nodes(f("id")), total))
	p.json(`{"meetings":{"nodes":[],"totalCount":0}}`, meetings)
	p.json(`{"meetings":{"nodes":[{"id":"meeting:m"}],"totalCount":1}}`, at(meetings, "", t4-1))
	p.json(`{"meetings":{"nodes":[],"totalCount":0}}`, at(meetings, "", t4))

	// An entity that cites itself is not listed by that.
	self := p.named("Topic", "topic:self", "S", cites("topic:self"))
	p.upsert(self)
	p.ids(p.list("Topic"))
	p.upsert(p.remark("remark:self", "topic:self"))
	p.ids(p.list("Topic"), "topic:self")
	p.upsert(p.node("Remark", "remark:self", unknown))
	p.ids(p.list("Topic"))

	// An entity's edges may change while it is not listed; they stand once it is.
	p.upsert(p.named("Committee", "committee:d", "D", set("scope", "s")), p.named("Meeting", "meeting:m", "M", to("MEETING_OF", "committee:d")))
	p.upsert(p.remark("remark:3", "meeting:m", "committee:d"))
	of := p.get("Meeting", "meeting:m", one("of", f("id")))
	p.json(`{"of":{"id":"committee:d"}}`, of)
	p.json(`{"of":{"id":"committee:c"}}`, at(of, "", t4-1))
	p.json(`{"of":null}`, at(of, "", t4))

	// Names are not clocked, nor what they own.
	n := p.node("Name", "name:1", set("text", "Old"), to("NAME_OF", "committee:d"))
	t5 := p.upsert(n)
	names := p.get("Committee", "committee:d", rel("names", nodes(f("text"))))
	p.json(`{"names":{"nodes":[{"text":"Old"}]}}`, names)
	p.json(`{"names":{"nodes":[{"text":"Old"}]}}`, at(names, "", t5-1))
	p.json(`{"names":{"nodes":[{"text":"Old"}]}}`, at(names, "1900-01-01", t0))
	p.ids(at(p.list("Name"), "1900-01-01", t0), "name:1")
	p.json(`{"id":"name:1"}`, at(p.get("Name", "name:1", f("id")), "1900-01-01", t0))
}

// The same again changes nothing, and Last stays; fields and texts are replaced whole.
func unchangedCases(p *pair) {
	build := func() []store.Node {
		return []store.Node{
			p.named("Topic", "topic:t", "T", text(store.TextName, "T"), text(store.TextOther, "Tee")),
			p.named("Meeting", "meeting:m", "M", to("MEETING_OF", "committee:c"), unknown, span("2020-01-01", "2020-01-02", 4)),
			p.named("Committee", "committee:c", "C", set("scope", "s")),
			p.node("Remark", "remark:1", cites("topic:t", "meeting:m"), set("amount_amount", int64(5)), set("state", nil)),
			p.node("Name", "name:1", to("NAME_OF", "topic:t")),
		}
	}
	alias := []store.Alias{{ID: "topic:old", Of: "topic:t"}}
	t1 := p.batch(&store.Batch{Nodes: build(), Aliases: alias})
	same := func(what string, b *store.Batch) {
		p.Helper()
		if got := p.batch(b); got != t1 {
			p.Errorf("%s: the instant moved from %d to %d", what, t1, got)
		}
	}
	same("the same batch", &store.Batch{Nodes: build(), Aliases: alias})
	same("a part of it", &store.Batch{Nodes: build()[3:4]})
	same("no nodes", &store.Batch{Aliases: alias})
	same("nothing", &store.Batch{})
	entity := build()[0]
	entity.Known, entity.Span = false, store.Span{Since: 1, Until: 2, Authority: 3}
	same("an entity's Known and Span", &store.Batch{Nodes: []store.Node{entity}})
	absent := build()[3]
	delete(absent.Fields, "state")
	same("null or absent", &store.Batch{Nodes: []store.Node{absent}})
	edges := build()[3]
	edges.Edges[0], edges.Edges[1] = edges.Edges[1], edges.Edges[0]
	same("the order of edges", &store.Batch{Nodes: []store.Node{edges}})
	read := p.get("Remark", "remark:1", fs("recordedAt state amount")...)
	p.json(fmt.Sprintf(`{"recordedAt":"%s","state":null,"amount":{"amount":"0.05","currency":"currency","bound":null,"printed":null}}`, t1), read)

	// A field is no span: the spell goes on, and the fields are replaced.
	changed := build()[3]
	delete(changed.Fields, "amount_amount")
	delete(changed.Fields, "amount_currency")
	changed.Fields["state"] = "after"
	t2 := p.upsert(changed)
	if t2 <= t1 {
		p.Errorf("a changed field keeps the instant %d", t1)
	}
	p.json(fmt.Sprintf(`{"recordedAt":"%s","state":"after","amount":null}`, t1), read)
	p.json(fmt.Sprintf(`{"recordedAt":"%s","state":"after","amount":null}`, t1), at(read, "", t1)) // fields are not clocked

	// Texts are replaced whole, and their order counts.
	hits := func(words string) *query.Tree { return p.list("Node", search(words)) }
	p.ids(hits("tee"), "topic:t")
	t3 := p.upsert(p.named("Topic", "topic:t", "T", text(store.TextName, "Next")))
	if t3 <= t2 {
		p.Errorf("changed texts keep the instant %d", t2)
	}
	p.ids(hits("tee"))
	p.ids(hits("nex"), "topic:t")
	t4 := p.upsert(p.named("Topic", "topic:t", "T"))
	if t4 <= t3 {
		p.Errorf("removed texts keep the instant %d", t3)
	}
	p.ids(hits("nex"))
	// A new node that is not known is a change all the same: its id answers from now on.
	if t5 := p.upsert(p.node("Step", "step:never", unknown)); t5 <= t4 {
		p.Errorf("a new node keeps the instant %d", t4)
	}
	p.ids(p.list("Step"))
	p.json(`{"id":"step:never"}`, p.get("Step", "step:never", f("id")))
	p.json(`null`, at(p.get("Step", "step:never", f("id")), "", value.MaxInstant-1))
}
