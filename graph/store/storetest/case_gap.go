package storetest

import (
	"fmt"

	"councilgraph/graph/store"
)

// gaps are cases that planted faults showed to be missing: each was written against a fault that nothing else caught.
var gaps = []struct {
	name string
	run  func(*pair)
}{
	{"nearEnd", func(p *pair) {
		remark := func(opts ...opt) store.Node {
			return p.node("Remark", "remark:r", append([]opt{cites("topic:t", "meeting:m")}, opts...)...)
		}
		p.upsert(p.named("Topic", "topic:t", "T"), p.named("Meeting", "meeting:m", "M"), remark(), p.remark("remark:o", "meeting:m"),
			p.node("Evidence", "evidence:e", to("EVIDENCE_OF", "remark:r"), to("EVIDENCE_AT", "meeting:m"), owns("SAID_AT", "remark:r", "meeting:m", "")))
		p.upsert(remark(unknown)) // what said it still stands
		said := p.get("Meeting", "meeting:m", rel("said", nodes(f("id")), total))
		p.json(`{"said":{"nodes":[],"totalCount":0}}`, said)
		p.upsert(remark())
		p.json(`{"said":{"nodes":[{"id":"remark:r"}],"totalCount":1}}`, said)
	}},
	{"nearEndSeek", func(p *pair) {
		p.upsert(p.named("Councillor", "councillor:a", "A"), p.named("Committee", "committee:c", "C", set("scope", "s")),
			p.node("Membership", "membership:1", to("MEMBER", "councillor:a"), to("MEMBERSHIP_OF", "committee:c"), cites("committee:c"), owns("MEMBER_OF", "councillor:a", "committee:c", "")))
		p.ids(p.list("Committee", where(some("members", eq("id", "councillor:a")))))
	}},
	{"lowestId", func(p *pair) {
		p.upsert(p.named("Meeting", "meeting:b", "B"), p.named("Meeting", "meeting:a", "Z"), // the lowest id comes last
			p.named("Document", "document:1", "1", to("DOCUMENT_OF", "meeting:a", "meeting:b")), p.named("Document", "document:2", "2", to("DOCUMENT_OF", "meeting:b")),
			p.remark("remark:1", "document:1", "document:2", "meeting:a", "meeting:b"))
		p.json(`{"meeting":{"id":"meeting:a"}}`, p.get("Document", "document:1", one("meeting", f("id"))))
	}},
	{"lowestIdPath", func(p *pair) {
		p.upsert(p.named("Meeting", "meeting:b", "B"), p.named("Meeting", "meeting:a", "Z"), p.named("Meeting", "meeting:c", "X"),
			p.named("Document", "document:1", "1", to("DOCUMENT_OF", "meeting:a", "meeting:b")), p.named("Document", "document:2", "2", to("DOCUMENT_OF", "meeting:c")),
			p.remark("remark:1", "document:1", "document:2", "meeting:a", "meeting:b", "meeting:c"))
		p.ids(p.list("Document", by("meeting.name")), "document:2", "document:1")
	}},
	{"renamed", func(p *pair) {
		p.upsert(p.named("Place", "place:1", "x", text(store.TextName, "Alpha")), p.remark("remark:1", "place:1"))
		p.upsert(p.named("Place", "place:1", "x", text(store.TextName, "Beta")))
		p.ids(p.list("Place", search("alpha"), by("!class", "!words", "!name")))
		p.ids(p.list("Place", search("beta"), by("!class", "!words", "!name")), "place:1")
	}},
	{"laterEdge", func(p *pair) {
		step := func(about ...string) store.Node {
			return p.node("Step", "step:1", to("STEP_ABOUT", about...), cites("topic:a", "topic:b"))
		}
		t1 := p.upsert(p.named("Topic", "topic:a", "A"), p.named("Topic", "topic:b", "B"), step("topic:a"))
		t2 := p.upsert(step("topic:a", "topic:b")) // the spell goes on
		p.json(fmt.Sprintf(`{"steps":{"nodes":[{"recordedAt":"%s"}]}}`, t1), at(p.get("Topic", "topic:b", rel("steps", nodes(f("recordedAt")))), "", t2))
	}},
	{"noGroup", func(p *pair) {
		t := p.upsert(p.named("Project", "project:p", "P"),
			p.node("ProjectUpdate", "projectupdate:a", to("UPDATE_OF", "project:p"), cites("project:p"), candidate("LATEST_UPDATE_OF", "project:p", "")))
		latest := p.get("Project", "project:p", rel("latestUpdates", total))
		p.json(`{"latestUpdates":{"totalCount":0}}`, latest)
		p.json(`{"latestUpdates":{"totalCount":0}}`, at(latest, "", t))
	}},
}
