package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"councilgraph/ingest/resolve"
)

// of is a page of a council: published by it, and of a meeting of its committee.
func (p page) of(council string, entities, facts string) []byte {
	slug := strings.ToLower(council)
	head := fmt.Sprintf("  - {id: 'council:%[1]s', type: Council, name: %[2]s}\n  - {ref: com, type: Committee, scope: %[1]s, name: Audit Committee}\n"+
		"  - {ref: m, type: Meeting, of: 'ref:com', date: %[3]s, name: 'Audit Committee, %[3]s'}\n", slug, council, p.date)
	data := string(p.record(head+entities, facts))
	return []byte(strings.Replace(data, "date: "+p.date+"}\nversion", "date: "+p.date+", publisher: 'council:"+slug+"', meeting: 'ref:m'}\nversion", 1))
}

func rulePage(number string, lines ...string) page {
	return page{number: number, date: "2025-03-04", reader: "RULE", lines: lines}
}

func remark(ref, at string) string {
	return "  - {type: Remark, about: ['ref:" + ref + "'], kind: FINDING, wording: It was named in " + at + "., evidence: [{at: 1, printed: [named]}]}\n"
}

// TestSpellings: a spelling that differs by a space, a capital, punctuation or the form of company makes no second supplier.
func TestSpellings(t *testing.T) {
	onStores(t, func(f fixture) {
		f.take(rulePage("0", "Force Point Ltd was named.").record("  - {ref: s, type: Supplier, name: Force Point Ltd, mentions: [{at: 1, printed: Force Point Ltd}]}\n", remark("s", "page 0")))
		for i, name := range []string{"Forcepoint", "FORCE POINT LIMITED", "ForcePoint plc", "force-point", "Force\u00a0Point, Ltd.", "The Force Point LLP"} {
			n := fmt.Sprint(i + 1)
			res := f.take(rulePage(n, name+" was named.").record(fmt.Sprintf("  - {ref: s, type: Supplier, name: %q, mentions: [{at: 1, printed: %q}]}\n", name, name), remark("s", "page "+n)))
			if res.Items[1].ID != "supplier:force-point-ltd" || !strings.Contains(res.Items[1].Reason, "by normal form, 98 of 100") {
				t.Errorf("%s: %+v", name, res.Items[1])
			}
		}
		f.answers(`{suppliers {totalCount nodes {remarks {totalCount}}} mentions(where: {rule: {eq: "normal form"}, score: {eq: 98}, compared: {startsWith: "\"Forcepoint\" with \"Force Point Ltd\""}}) {totalCount}}`,
			`{"suppliers":{"totalCount":1,"nodes":[{"remarks":{"totalCount":7}}]},"mentions":{"totalCount":1}}`)
	})
	t.Run("in one record", func(t *testing.T) {
		f := newFixture(t)
		res := f.take(rulePage("1", "Cable Fix and Cablefix Ltd were named.").record("  - {ref: a, type: Supplier, name: Cable Fix, mentions: [{at: 1, printed: Cable Fix}]}\n"+
			"  - {ref: b, type: Supplier, name: Cablefix Ltd, mentions: [{at: 1, printed: Cablefix Ltd}]}\n", remark("b", "page 1")))
		f.answers(`{suppliers {nodes {id names(orderBy: [{text: ASC}]) {nodes {text kind}} remarks {totalCount} mentions {totalCount}}}}`,
			`{"suppliers":{"nodes":[{"id":"supplier:cable-fix","names":{"nodes":[{"text":"Cable Fix","kind":"MAIN"},{"text":"Cablefix Ltd","kind":"OTHER"}]},"remarks":{"totalCount":1},"mentions":{"totalCount":2}}]}}`)
		if res.Count(resolve.Refused)+res.Count(resolve.OnHold) > 0 {
			t.Errorf("%+v", res.Items)
		}
	})
}

// TestIdentifiers: a company number finds its company under any name, and tells two of one name apart.
func TestIdentifiers(t *testing.T) {
	numbered := func(name, number string) (string, string) {
		return fmt.Sprintf("  - {ref: s, type: Supplier, name: %s, mentions: [{at: 1, printed: %s}]}\n", name, name),
			fmt.Sprintf("  - {type: Claim, about: 'ref:s', field: companyNumber, value: '%s', wording: Its number., evidence: [{at: 1, printed: [named]}]}\n", number)
	}
	onStores(t, func(f fixture) {
		for i, x := range []struct{ name, number, want string }{
			{"Cablefix", "01234567", "supplier:cablefix"}, {"Wirewell", "1234567", "supplier:cablefix"}, {"Cablefix Ltd", "07654321", "supplier:cablefix-ltd"},
			{"Cablefix", "07654321", "supplier:cablefix-ltd"}, {"CABLEFIX", "GB-COH-00000001", "supplier:cablefix-2"},
		} {
			names, facts := numbered(x.name, x.number)
			res := f.take(rulePage(fmt.Sprint(i), x.name+" was named.").record(names, facts))
			if res.Items[1].ID != x.want {
				t.Errorf("%s %s: %+v, want %s", x.name, x.number, res.Items[1], x.want)
			}
		}
	})
}

// TestScopes: a name says who is meant only among the councils that speak of it.
func TestScopes(t *testing.T) {
	onStores(t, func(f fixture) {
		person := "  - {ref: p, type: Councillor, name: Lee Moss, mentions: [{at: 1, printed: Lee Moss}]}\n"
		project := "  - {ref: j, type: Project, name: Website, mentions: [{at: 1, printed: Website}]}\n"
		risk := "  - {ref: r, type: Risk, name: Website outage, mentions: [{at: 1, printed: Website}]}\n"
		term := func(council string) string {
			return "  - {type: Term, councillor: 'ref:p', council: 'council:" + council + "', wording: A term., evidence: [{at: 1, printed: [Lee Moss]}]}\n"
		}
		say := func(number, council string) *resolveResult {
			p := rulePage(number, "Councillor Lee Moss and the Website were named.")
			return &resolveResult{f.take(p.of(council, person+project+risk, term(strings.ToLower(council))+remark("j", number)+remark("r", number))).Items}
		}
		a, b := say("1", "Brent"), say("2", "Leeds")
		for _, x := range []struct{ path, in, other string }{
			{"entities[1]", "committee:brent:audit-committee", "committee:leeds:audit-committee"},
			{"entities[3]", "councillor:lee-moss", "councillor:lee-moss-2"},
			{"entities[4]", "project:website", "project:website-2"}, {"entities[5]", "risk:website-outage", "risk:website-outage-2"},
		} {
			if a.id(x.path) != x.in || b.id(x.path) != x.other {
				t.Errorf("%s: %s and %s, want %s and %s", x.path, a.id(x.path), b.id(x.path), x.in, x.other)
			}
		}
		for _, r := range []*resolveResult{say("3", "Brent"), say("4", "Leeds")} {
			first := map[bool]*resolveResult{true: a, false: b}[r.id("entities[0]") == "council:brent"]
			for _, path := range []string{"entities[3]", "entities[4]", "entities[5]"} {
				if r.id(path) != first.id(path) {
					t.Errorf("%s: %s, want %s", path, r.id(path), first.id(path))
				}
			}
		}
		f.answers(`{councillors(orderBy: [{id: ASC}]) {nodes {id name councils {nodes {name}}}}}`,
			`{"councillors":{"nodes":[{"id":"councillor:lee-moss","name":"Lee Moss","councils":{"nodes":[{"name":"Brent"}]}},{"id":"councillor:lee-moss-2","name":"Lee Moss","councils":{"nodes":[{"name":"Leeds"}]}}]}}`)
	})
}

type resolveResult struct{ items []resolve.Item }

func (r *resolveResult) id(path string) string {
	for _, i := range r.items {
		if i.Path == path {
			return i.ID
		}
	}
	return ""
}

// TestUnsure: what a name may stand for waits with its candidates; a person decides, and takes it back.
func TestUnsure(t *testing.T) {
	onStores(t, func(f fixture) {
		f.take(rulePage("1", "Phoenix Software Ltd and Councillor Lara Davenport-Ray were named.").of("Brent",
			"  - {ref: s, type: Supplier, name: Phoenix Software Ltd, mentions: [{at: 1, printed: Phoenix Software Ltd}]}\n"+
				"  - {ref: p, type: Councillor, name: Lara Davenport-Ray, mentions: [{at: 1, printed: Lara Davenport-Ray}]}\n",
			remark("s", "page 1")+"  - {type: Term, councillor: 'ref:p', council: 'council:brent', wording: A term., evidence: [{at: 1, printed: [Lara Davenport-Ray]}]}\n"))
		rec := rulePage("2", "Phoenix and Cllr L Davenport-Ray were named.").of("Brent",
			"  - {ref: s, type: Supplier, name: Phoenix, mentions: [{at: 1, printed: Phoenix}]}\n  - {ref: p, type: Councillor, name: L Davenport-Ray, mentions: [{at: 1, printed: L Davenport-Ray}]}\n",
			remark("s", "page 2")+remark("p", "page 2"))
		if res := f.take(rec); res.Count(resolve.OnHold) != 4 {
			t.Fatalf("%+v", res.Items)
		}
		f.answers(`{reviewQueue(orderBy: [{heldType: ASC}]) {totalCount nodes {heldType text why candidates(orderBy: [{score: DESC}]) {nodes {rule score compared entity {id}}}}}}`,
			`{"reviewQueue":{"totalCount":2,"nodes":[`+
				`{"heldType":"Councillor","text":"L Davenport-Ray","why":"UNSURE_MATCH","candidates":{"nodes":[{"rule":"initials","score":70,"compared":"\"L Davenport-Ray\" with \"Lara Davenport-Ray\"","entity":{"id":"councillor:lara-davenport-ray"}},`+
				`{"rule":"new","score":0,"compared":"\"L Davenport-Ray\" with every name that the graph holds","entity":null}]}},`+
				`{"heldType":"Supplier","text":"Phoenix","why":"UNSURE_MATCH","candidates":{"nodes":[{"rule":"short form","score":60,"compared":"\"Phoenix\" with \"Phoenix Software Ltd\"","entity":{"id":"supplier:phoenix-software-ltd"}},`+
				`{"rule":"new","score":0,"compared":"\"Phoenix\" with every name that the graph holds","entity":null}]}}]}}`)
		item := f.first(`{reviewQueue(where: {heldType: {eq: "Supplier"}}) {nodes {id}}}`)
		old := f.first(`{reviewQueue(where: {heldType: {eq: "Supplier"}}) {nodes {candidates(where: {rule: {eq: "short form"}}) {nodes {id}}}}}`)
		other := f.first(`{reviewQueue(where: {heldType: {eq: "Supplier"}}) {nodes {candidates(where: {rule: {eq: "new"}}) {nodes {id}}}}}`)
		f.refuses(resolve.Accept, item, "", "may stand for several")
		f.refuses(resolve.Accept, "review:none", "", "expected the id of an item of the review queue")
		f.refuses(resolve.Accept, "candidate:none", "", "expected the id of an item of the review queue")

		const seen = `{suppliers(orderBy: [{id: ASC}]) {nodes {id name names {totalCount} remarks {totalCount} mentions {totalCount}}} reviewQueue(where: {heldType: {eq: "Supplier"}}) {totalCount}}`
		const one = `{"suppliers":{"nodes":[{"id":"supplier:phoenix-software-ltd","name":"Phoenix Software Ltd","names":{"totalCount":1},"remarks":{"totalCount":2},"mentions":{"totalCount":2}}]},"reviewQueue":{"totalCount":0}}`
		const out = `{"suppliers":{"nodes":[{"id":"supplier:phoenix-software-ltd","name":"Phoenix Software Ltd","names":{"totalCount":1},"remarks":{"totalCount":1},"mentions":{"totalCount":1}}]},"reviewQueue":{"totalCount":0}}`
		f.act(resolve.Accept, old, "", resolve.Created)
		f.answers(seen, one)
		f.act(resolve.Accept, old, "", resolve.Unchanged)
		f.refuses(resolve.Accept, other, "", "reject that first")
		f.take(rec)
		f.answers(seen, one)
		f.answers(`{records(where: {reason: {eq: "a clerk: a test"}}) {totalCount} evidences(where: {review: {eq: REVIEWED}, reader: {eq: "test"}, document: {number: {eq: "2"}}, fact: {wording: {contains: "page 2"}}}) {totalCount} acts(where: {kind: {eq: ACCEPT}}) {nodes {author reason standing document {number}}}}`,
			`{"records":{"totalCount":1},"evidences":{"totalCount":1},"acts":{"nodes":[{"author":"a clerk","reason":"a test","standing":true,"document":{"number":"2"}}]}}`)
		f.act(resolve.Reject, item, "", resolve.Created)
		f.answers(seen, out)
		f.act(resolve.Reject, item, "", resolve.Unchanged)
		f.take(rec)
		f.answers(seen, out)
		f.act(resolve.Accept, other, "", resolve.Created)
		f.answers(`{suppliers(orderBy: [{id: ASC}]) {nodes {id remarks {totalCount}}}}`,
			`{"suppliers":{"nodes":[{"id":"supplier:phoenix","remarks":{"totalCount":1}},{"id":"supplier:phoenix-software-ltd","remarks":{"totalCount":1}}]}}`)
		f.take(rec)
		f.answers(`{suppliers {totalCount} reviewQueue(where: {heldType: {eq: "Supplier"}}) {totalCount}}`, `{"suppliers":{"totalCount":2},"reviewQueue":{"totalCount":0}}`)

		f.act(resolve.Reject, item, "", resolve.Created)
		f.answers(seen, out)
		f.act(resolve.Accept, other, "", resolve.Created)
		f.answers(`{suppliers(orderBy: [{id: ASC}]) {nodes {id remarks {totalCount}}}}`,
			`{"suppliers":{"nodes":[{"id":"supplier:phoenix","remarks":{"totalCount":1}},{"id":"supplier:phoenix-software-ltd","remarks":{"totalCount":1}}]}}`)
		f.take(rec)
		f.answers(`{suppliers {totalCount} nodes(ids: ["supplier:phoenix-2"]) {id}}`, `{"suppliers":{"totalCount":2},"nodes":[null]}`)

		// A candidate that is rejected after it was accepted leaves the others to decide on.
		f.act(resolve.Reject, other, "", resolve.Created)
		const waits = `{"suppliers":{"nodes":[{"id":"supplier:phoenix-software-ltd","name":"Phoenix Software Ltd","names":{"totalCount":1},"remarks":{"totalCount":1},"mentions":{"totalCount":1}}]},"reviewQueue":{"totalCount":1}}`
		f.answers(seen, waits)
		f.act(resolve.Reject, other, "", resolve.Unchanged)
		f.take(rec)
		f.answers(seen, waits)
		f.answers(`{reviewQueue(where: {heldType: {eq: "Supplier"}}) {nodes {id candidates {nodes {rule}}}}}`, `{"reviewQueue":{"nodes":[{"id":"`+item+`","candidates":{"nodes":[{"rule":"short form"}]}}]}}`)
		f.act(resolve.Accept, old, "", resolve.Created)
		f.answers(seen, one)
		f.act(resolve.Reject, other, "", resolve.Unchanged)
		f.answers(seen, one)
		f.act(resolve.Reject, old, "", resolve.Created)
		f.answers(seen, waits)
		f.take(rec)
		f.answers(seen, waits)
		f.answers(`{reviewQueue(where: {heldType: {eq: "Supplier"}}) {nodes {candidates {totalCount}}}}`, `{"reviewQueue":{"nodes":[{"candidates":{"totalCount":0}}]}}`)
		f.act(resolve.Reject, item, "", resolve.Created)
		f.answers(seen, out)
		f.act(resolve.Accept, old, "", resolve.Created)
		f.answers(seen, one)
		f.act(resolve.Reject, old, "", resolve.Created)
		f.answers(seen, waits)
		f.act(resolve.Accept, other, "", resolve.Created)
		f.answers(`{suppliers {totalCount} nodes(ids: ["supplier:phoenix-2"]) {id}}`, `{"suppliers":{"totalCount":2},"nodes":[null]}`)
		f.take(rec)
		f.answers(`{suppliers {totalCount} reviewQueue(where: {heldType: {eq: "Supplier"}}) {totalCount}}`, `{"suppliers":{"totalCount":2},"reviewQueue":{"totalCount":0}}`)

		person := f.first(`{reviewQueue {nodes {id}}}`)
		f.act(resolve.NotTheSame, "councillor:lara-davenport-ray", person, resolve.Created)
		f.answers(`{reviewQueue {nodes {candidates {nodes {rule}}}}}`, `{"reviewQueue":{"nodes":[{"candidates":{"nodes":[{"rule":"new"}]}}]}}`)
		f.act(resolve.NotTheSame, "councillor:lara-davenport-ray", person, resolve.Unchanged)
		f.take(rec)
		f.answers(`{reviewQueue {nodes {candidates {nodes {rule}}}}}`, `{"reviewQueue":{"nodes":[{"candidates":{"nodes":[{"rule":"new"}]}}]}}`)
	})
}
