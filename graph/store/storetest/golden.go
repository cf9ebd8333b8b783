package storetest

import (
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Fixed is a small world that never changes, with questions about it: for golden files of statements and of answers.
type Fixed struct {
	Name string
	// Batches are told one second apart, the first a second after Start. Base is left to whoever applies them.
	Batches   []*store.Batch
	Questions []Question
}

// Question is a tree with a name that is unique in its world.
type Question struct {
	Name string
	Tree *query.Tree
}

// Told is the instant of a batch of a Fixed world, the first being 0.
func Told(batch int) value.Instant { return Start + value.Instant(batch+1)*second }

// Worlds are all fixed worlds, of schema.Domain.
func Worlds() []Fixed {
	p := build{schema.Domain()}
	return []Fixed{contracts(p), members(p), mentions(p)}
}

// contracts: amounts in two currencies, an event that is taken back, a newest event a kind, a page from the end.
func contracts(p build) Fixed {
	event := func(id, kind, buyer string, minor int64, currency string, opts ...opt) store.Node {
		return p.node("ContractEvent", "contractevent:"+id, append([]opt{to("EVENT_OF", "contract:storage"), to("EVENT_BUYER", buyer), to("EVENT_SUPPLIER", "supplier:node4"), cites("contract:storage", buyer, "supplier:node4"),
			set("kind", kind), set("supplierRole", "SUPPLIER"), set("amount_amount", minor), set("amount_currency", currency),
			owns("BUYS", buyer, "contract:storage", ""), owns("SUPPLIES", "supplier:node4", "contract:storage", "SUPPLIER"), candidate("LATEST_EVENT_OF", "contract:storage", kind+"/"+buyer)}, opts...)...)
	}
	begin := &store.Batch{Nodes: []store.Node{
		p.named("Contract", "contract:storage", "Storage", text(store.TextName, "Storage")), p.named("Supplier", "supplier:node4", "Node4", text(store.TextName, "Node4")),
		p.named("Council", "council:brent", "Brent", text(store.TextName, "Brent")), p.named("Council", "council:lewisham", "Lewisham", text(store.TextName, "Lewisham")),
		event("1", "AWARDED", "council:brent", 1784000_00, "GBP", span("2025-01-10", "..", 2), set("months", int64(24))),
		event("2", "AWARDED", "council:lewisham", 77_79, "GBP", span("2025-02-01", "..", 4)),
		event("3", "EXTENDED", "council:brent", 100_00, "EUR", span("2025-03-01", "2025-06-30", 3), set("months", int64(12))),
	}}
	then := &store.Batch{Nodes: []store.Node{
		event("1", "AWARDED", "council:brent", 1784000_00, "GBP", span("2025-01-10", "..", 2), unknown),
		event("4", "AWARDED", "council:brent", 200_00, "GBP", span("2025-04-01", "..", 1)),
	}, Aliases: []store.Alias{{ID: "supplier:node-4", Of: "supplier:node4"}}}
	list := p.many("Contract", nodes(fs("id name")...), total)
	deep := p.many("Council", by("name"), nodes(f("name"), rel("purchases", edges("since until fact", f("name"), rel("suppliers", edges("role", f("name")))), total)))
	sums := p.get("Contract", "contract:storage", rel("events", stats("count", "amount:unit sum avg min max", "months:sum avg", "when:min max")))
	newest := p.get("Contract", "contract:storage", rel("latestEvents", by("-@since"), nodes(fs("id kind since")...)))
	return Fixed{"contracts", []*store.Batch{begin, then}, []Question{
		{"list", list},
		{"list as of", at(list, "2025-01-31", 0)},
		{"list known at", at(list, "", Told(0))},
		{"merged id", p.get("Supplier", "supplier:node-4", fs("id name naming")...)},
		{"ids", p.gets("Node", []string{"council:brent", "none", "contractevent:1"}, typeName, f("id"))},
		{"deep", deep},
		{"deep at both", at(deep, "2025-02-01", Told(0))},
		{"sums", sums},
		{"sums known at", at(sums, "", Told(0))},
		{"newest", newest},
		{"newest as of", at(newest, "2025-03-31", 0)},
		{"page", p.many("ContractEvent", by("-amount.currency", "amount.amount"), first(2), after("GBP", int64(77_79), "contractevent:2"), edges("cursor", f("id")), pageInfo("hasNextPage hasPreviousPage startCursor endCursor"))},
		{"page from the end", p.many("ContractEvent", by("months"), last(2), after(nil, "contractevent:4"), nodes(fs("id months")...), pageInfo("hasNextPage hasPreviousPage"))},
		{"some", p.list("Council", where(some("purchases", and(eq("name", "Storage"), resting(is("amount.amount", query.Gt, 100_00))))))},
		{"not all", p.list("Contract", where(not(all("events", eq("kind", "AWARDED")))))},
		{"count", p.list("Contract", where(number("events", eq("kind", "AWARDED"), and(is("#", query.Gte, 1), is("#", query.Lt, 3)))), by("-#events", "name"))},
	}}
}

// members: roles, spans, a councillor who is in two lists, a name of each, stated fields.
func members(p build) Fixed {
	member := func(id, who, role, since, until string, authority int64) store.Node {
		return p.node("Membership", "membership:"+id, to("MEMBER", who), to("MEMBERSHIP_OF", "committee:it"), cites(who, "committee:it"), span(since, until, authority), set("role", role),
			owns("MEMBER_OF", who, "committee:it", role))
	}
	batch := &store.Batch{Nodes: []store.Node{
		p.named("Councillor", "councillor:a", "Amy O'Neil"), p.named("Councillor", "councillor:b", "Béla"), p.named("Committee", "committee:it", "Joint IT Committee", set("scope", "brent-lewisham")),
		p.named("Meeting", "meeting:1", "July", to("MEETING_OF", "committee:it"), set("date_start", int64(day("2025-07-08"))), set("date_end", int64(day("2025-07-08"))), set("date_text", "2025-07-08"), set("date_precision", "DAY"), set("venue", "Town Hall"), set("virtual", false)),
		member("1", "councillor:a", "Chair", "2025-01-01", "2025-06-30", 2), member("2", "councillor:a", "Member", "2025-01-01", "..", 4), member("3", "councillor:b", "", "2024-05-01", "..", 1),
		p.node("Claim", "claim:1", to("CLAIM_ABOUT", "meeting:1"), cites("meeting:1"), set("field", "venue"), set("value", "Town Hall"), span("2025-07-01", "..", 2)),
		p.node("Claim", "claim:2", to("CLAIM_ABOUT", "meeting:1"), cites("meeting:1"), set("field", "virtual"), set("value", "true"), span("2025-07-08", "..", 2)),
		p.node("Name", "name:1", to("NAME_OF", "committee:it"), set("text", "JIC")),
	}}
	read := p.get("Committee", "committee:it", f("name"), rel("names", nodes(f("text"))), rel("members", by("@since"), edges("since until role fact", f("name"))))
	meeting := p.many("Meeting", nodes(append(fs("name date venue virtual start"), one("of", f("name")))...))
	return Fixed{"members", []*store.Batch{batch}, []Question{
		{"members", read},
		{"members as of", at(read, "2025-07-01", 0)},
		{"members before", at(read, "2024-12-31", 0)},
		{"by role", p.list("Councillor", where(some("memberOf", folded("@role", query.Eq, "member"))))},
		{"by day", at(p.list("Councillor", where(some("memberOf", is("@since", query.Lt, day("2025-01-01"))))), "2025-07-01", Told(0))},
		{"stated", meeting},
		{"stated as of", at(meeting, "2025-07-08", 0)},
		{"by stated", at(p.list("Meeting", where(is("venue", query.Contains, "hall")), by("venue", "of.name")), "2025-07-08", 0)},
		{"within", p.list("Meeting", where(within("date", "2025-07-01", "2025-07-31")))},
		{"facts", p.many("Fact", nodes(typeName, f("id"), f("since"), rel("entities", total)), by("-since", "authority"), first(3))},
	}}
}

// mentions: names in passages, a search over every kind of text.
func mentions(p build) Fixed {
	batch := &store.Batch{Nodes: []store.Node{
		p.named("Document", "document:1", "Minutes", text(store.TextName, "Minutes of the Joint IT Committee")),
		p.named("Committee", "committee:it", "Joint IT Committee", set("scope", "s"), text(store.TextName, "Joint IT Committee"), text(store.TextOther, "JIC")),
		p.node("Passage", "passage:1", to("PASSAGE_OF", "document:1"), set("text", "The joint committee met."), text(store.TextPassage, "The joint committee met.")),
		p.node("Mention", "mention:1", to("MENTION_IN", "passage:1"), to("MENTION_OF", "committee:it"), set("printed", "joint committee")),
		p.node("Remark", "remark:1", cites("document:1"), set("wording", "A joint committee is one of several councils."), text(store.TextWording, "A joint committee is one of several councils.")),
	}}
	rank := by("!class", "!words", "!name")
	return Fixed{"mentions", []*store.Batch{batch}, []Question{
		{"search", p.many("Node", search("joint comm"), rank, edges("matched cursor", typeName, f("id")), total)},
		{"search next", p.many("Node", search("joint comm"), rank, first(2), after(int64(store.ClassWords), int64(6), "minutes of the joint it committee", "document:1"), nodes(f("id")), pageInfo("hasNextPage hasPreviousPage"))},
		{"search entities", at(p.many("Entity", search("j"), rank, nodes(f("id"))), "", Told(0))},
		{"mentions", p.get("Committee", "committee:it", rel("mentions", nodes(f("printed"), one("passage", f("text"), one("document", f("name"))))))},
	}}
}

// runWorld asks every question of a fixed world.
func runWorld(t *testing.T, open Open, w Fixed) {
	p := newPair(t, open)
	for _, b := range w.Batches {
		p.batch(b)
	}
	for _, q := range w.Questions {
		t.Run(q.Name, func(t *testing.T) {
			if _, err := query.Write(nil, q.Tree, (&pair{T: t, build: p.build, ctx: p.ctx, got: p.got, want: p.want}).same(q.Tree)); err != nil {
				t.Error(err)
			}
		})
	}
}
