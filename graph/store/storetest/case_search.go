package storetest

import (
	"fmt"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
)

// Search finds a node by one text that has every word asked for, the last as the start of a word, and ranks by where the
// text stands, then fewer words, then the node's name.
func searchCases(p *pair) {
	topic := func(n string, texts ...opt) store.Node { return p.named("Topic", "topic:"+n, n, texts...) }
	name, other, wording, passage := store.TextName, store.TextOther, store.TextWording, store.TextPassage
	p.upsert(
		topic("a", text(name, "Joint IT Committee")),
		topic("b", text(name, "Committee"), text(other, "Joint ICT-Committee (2025/26)")),
		topic("c", text(name, "The Joint Committee"), text(wording, "joint committee")),
		topic("d", text(name, "Crème Brûlée’s"), text(other, "Joint Committee")),
		topic("e", text(name, "E"), text(passage, "Of the joint of committees, the joint committees’ rôle.")),
		topic("f", text(name, "Unlisted Joint Committee")),
		topic("g"),
		p.node("Remark", "remark:1", text(wording, "A joint committee, again"), cites("topic:a", "topic:b", "topic:c", "topic:d", "topic:e", "topic:g")),
		p.node("Remark", "remark:2", unknown, text(wording, "A joint committee")),
		p.node("Passage", "passage:1", text(passage, "東京 都 joint x\U0001f600y \u0001 committee")),
		p.node("Name", "name:1", text(name, "joint committee"), to("NAME_OF", "topic:a")))
	rank := by("!class", "!words", "!name")
	hits := func(words string, parts ...part) *query.Tree {
		return p.many("Node", append([]part{search(words), rank, edges("matched", f("id"))}, parts...)...)
	}
	want := func(t *query.Tree, rows ...[3]string) {
		p.Helper()
		var list []string
		for _, r := range rows {
			list = append(list, fmt.Sprintf(`{"matched":{"field":"%s","text":%s},"node":{"id":"%s"}}`, r[1], query.AppendString(nil, r[2]), r[0]))
		}
		p.json(`{"edges":[`+strings.Join(list, ",")+`]}`, t)
	}
	n1 := [3]string{"name:1", "NAME", "joint committee"}
	d := [3]string{"topic:d", "OTHER_NAME", "Joint Committee"}
	a := [3]string{"topic:a", "NAME", "Joint IT Committee"}
	c := [3]string{"topic:c", "NAME", "The Joint Committee"}
	b := [3]string{"topic:b", "OTHER_NAME", "Joint ICT-Committee (2025/26)"}
	r := [3]string{"remark:1", "WORDING", "A joint committee, again"}
	pass := [3]string{"passage:1", "PASSAGE", "東京 都 joint x\U0001f600y \u0001 committee"}
	e := [3]string{"topic:e", "PASSAGE", "Of the joint of committees, the joint committees’ rôle."}
	want(hits("joint committee"), n1, d, a, c, b, r, pass, e)
	superseded(p)
	want(hits("JOINT, Commítt"), d, n1, a, c, b, r, pass, e)
	want(hits("committee joint"), d, n1, a, c, b, r, pass) // in any order, but no start then
	want(hits("committees joint"), e)
	want(hits("joint committees"), e)
	want(hits("joi committee")) // only the last word may be a start
	want(hits("oint"))
	want(hits("joint committee joint"), d, n1, a, c, b, r, pass)
	want(hits("committee"), [3]string{"topic:b", "NAME", "Committee"}, d, n1, a, c, r, pass, e)
	want(hits("jointi"))
	want(hits("2025 26 ict"), b)
	want(hits("creme brulees"), [3]string{"topic:d", "NAME", "Crème Brûlée’s"})
	want(hits("brulee"), [3]string{"topic:d", "NAME", "Crème Brûlée’s"})
	want(hits("東京"), pass)
	want(hits("東"), pass)
	want(hits("京"))
	want(hits("x y"), pass)
	want(hits("ghost"))
	want(hits("joint ghost"))

	// The classes, by their order.
	p.ids(p.list("Node", search("joint committee"), rank), "name:1", "topic:d", "topic:a", "topic:c", "topic:b", "remark:1", "passage:1", "topic:e")
	p.ids(p.list("Node", search("joint"), rank), "topic:d", "name:1", "topic:a", "topic:b", "topic:c", "remark:1", "passage:1", "topic:e")
	// Pages, filters, types, numbers.
	p.ids(p.list("Node", search("joint committee"), rank, first(3)), "name:1", "topic:d", "topic:a")
	p.ids(p.list("Node", search("joint committee"), rank, first(2), after(int64(store.ClassWholeOther), int64(2), "creme brulees", "topic:d")), "topic:a", "topic:c")
	p.ids(p.list("Node", search("joint committee"), rank, last(2)), "passage:1", "topic:e")
	p.ids(p.list("Node", search("joint committee"), rank, last(2), after(int64(store.ClassWording), int64(4), "a joint committee again", "remark:1")), "topic:c", "topic:b")
	p.ids(p.list("Node", search("joint committee"), by("id"), where(is("id", query.Ne, "topic:a"))), "name:1", "passage:1", "remark:1", "topic:b", "topic:c", "topic:d", "topic:e")
	p.ids(p.list("Topic", search("joint committee"), by("-name")), "topic:e", "topic:d", "topic:c", "topic:b", "topic:a")
	p.ids(p.list("Entity", search("joint committee"), rank, where(some("facts", yes))), "topic:d", "topic:a", "topic:c", "topic:b", "topic:e")
	types := func(names ...string) part {
		return func(c *query.Conn) {
			for _, n := range names {
				c.Search.Types = append(c.Search.Types, p.m.Type(n))
			}
		}
	}
	p.ids(p.list("Node", search("joint committee"), types("Remark", "Passage"), rank), "remark:1", "passage:1")
	p.json(`{"totalCount":8,"aggregate":{"count":8},"pageInfo":{"hasNextPage":true,"hasPreviousPage":false}}`,
		p.many("Node", search("joint committee"), rank, total, stats("count"), first(1), pageInfo("hasNextPage hasPreviousPage")))
	p.ids(at(p.list("Node", search("joint committee"), types([]string{"Remark", "Name", "Topic"}...)), "", Start), "name:1")
	p.ids(at(p.list("Node", search("joint committee"), types("Remark", "Topic")), "1900-01-01", 0), "topic:a", "topic:b", "topic:c", "topic:d", "topic:e")

	// Of several texts of a node the best counts: by class, fewest words, field, then code points.
	best := func(words, field, found string, texts ...opt) {
		p.Helper()
		p.upsert(p.named("Place", "place:best", "Best", texts...), p.remark("remark:best", "place:best"))
		want(p.many("Place", search(words), rank, edges("matched", f("id"))), [3]string{"place:best", field, found})
	}
	best("alpha", "NAME", "Alpha", text(other, "Alpha"), text(name, "Alpha"))
	best("alpha", "OTHER_NAME", "ALPHA", text(other, "Alpha"), text(other, "ALPHA"), text(name, "Alpha Beta"))
	best("alpha", "OTHER_NAME", "Alpha Gamma", text(name, "Beta alpha"), text(other, "Alpha Gamma"))
	best("alpha", "NAME", "Alpha Zeta", text(other, "Alpha Gamma"), text(name, "Alpha Zeta"))
	best("alph", "OTHER_NAME", "Alphabet of many words", text(name, "The alphabet"), text(other, "Alphabet of many words"))
	best("the alph", "OTHER_NAME", "The alphabet of many words", text(name, "Alphabet, the"), text(other, "The alphabet of many words"))
	best("alpha", "OTHER_NAME", "Alpha 2", text(name, "Alpha Beta Gamma"), text(other, "Alpha 2"))
	best("alpha", "NAME", "X y z alpha", text(wording, "alpha"), text(name, "X y z alpha"), text(passage, "alpha"))
	best("alpha", "WORDING", "x y alpha", text(passage, "alpha"), text(wording, "x y alpha"))
	best("alpha", "NAME", "Alpha \uff5e b", text(name, "Alpha \U0001f600 b"), text(name, "Alpha \uff5e b"))
	best("alp", "NAME", "Alphabet", text(name, "Alpine x"), text(name, "Alphabet"))
	best("zz", "NAME", "zzz", text(name, "zzz"))
	best("naïve z", "NAME", "Naive Zone", text(name, "Naive Zone"))
	// The name in the ranking is the first text's, whatever matched.
	p.upsert(p.named("Body", "body:1", "x", text(passage, "Zulu"), text(name, "Omega")), p.named("Body", "body:2", "y", text(other, "Yankee"), text(name, "Omega")),
		p.named("Body", "body:3", "z", text(name, "!"), text(name, "Omega")), p.remark("remark:body", "body:1", "body:2", "body:3"))
	p.ids(p.list("Body", search("omega"), rank), "body:3", "body:2", "body:1")
}

// superseded: what only older versions of a document say comes last, from when a version came without it on, and is found all the same.
func superseded(p *pair) {
	p.Helper()
	say := func(id, words string, opts ...opt) store.Node {
		return p.node("Passage", "passage:"+id, append([]opt{to("PASSAGE_OF", "document:s"), set("text", words), text(store.TextPassage, words)}, opts...)...)
	}
	version := p.node("Version", "version:s", to("VERSION_OF", "document:s"))
	both := p.many("Passage", search("parish boundary"), by("!class", "!words", "!name"), edges("matched", f("id"), one("supersededBy", f("id"))))
	short, long := "Parish boundary", "The parish boundary is drawn anew"
	answer := func(first, firstBy, firstText, then, thenBy, thenText string) string {
		row := func(id, by, text string) string {
			return fmt.Sprintf(`{"matched":{"field":"PASSAGE","text":%q},"node":{"id":"passage:%s","supersededBy":%s}}`, text, id, by)
		}
		return `{"edges":[` + row(first, firstBy, firstText) + "," + row(then, thenBy, thenText) + `]}`
	}
	before := p.upsert(p.named("Document", "document:s", "S"), version, say("old", short), say("new", long))
	was := answer("old", "null", short, "new", "null", long)
	p.json(was, both)
	since := p.upsert(say("old", short, to("SUPERSEDED_BY", "version:s")))
	now := answer("new", "null", long, "old", `{"id":"version:s"}`, short)
	p.json(now, both)
	p.json(now, at(both, "", since))
	p.json(was, at(both, "", before))
	p.ids(p.list("Passage", where(and(some("supersededBy", yes), is("text", query.Contains, "parish")))), "passage:old")
	p.upsert(say("old", short))
	p.json(was, both)
	p.upsert(say("old", short, unknown), say("new", long, unknown), p.node("Version", "version:s", to("VERSION_OF", "document:s"), unknown))
}
