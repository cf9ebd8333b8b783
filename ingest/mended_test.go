package ingest_test

import (
	"strings"
	"testing"

	"councilgraph/ingest/resolve"
)

// TestNothingEndsForARefusal: where an item is refused, a complete record does not tell what is no longer stated.
func TestNothingEndsForARefusal(t *testing.T) {
	f := newFixture(t)
	f.take(march().record(all, award("supplier: 'supplier:cablefix', ")+level("1465", "1,465")))
	for _, wrong := range []string{award("supplier: 'supplier:cablefx', "), strings.Replace(award(""), "AWARDED", "AWARD", 1)} {
		res := f.take(march().record(all, wrong+level("1465", "1,465")))
		if res.Count(resolve.Refused) != 1 || res.Count(resolve.Ended) != 0 {
			t.Errorf("%+v", res.Items)
		}
	}
	f.answers(`{contractEvents {nodes {supplier {name}}}}`, `{"contractEvents":{"nodes":[{"supplier":{"name":"Cablefix"}}]}}`)
}

// TestDanglingOfTheDocument: the document loses the reference and stands; the dry run tells the same.
func TestDanglingOfTheDocument(t *testing.T) {
	f := newFixture(t)
	data := []byte(strings.Replace(string(march().record(council, "")), "date: 2025-03-04", "date: 2025-03-04, publisher: 'council:nope'", 1))
	dry, err := f.service.Record(t.Context(), "test", data, true, "")
	if err != nil {
		t.Fatal(err)
	}
	res := f.want(data, "2 created, 1 refused")
	f.because(res, "document.publisher", resolve.Refused, "found council:nope")
	if len(dry.Items) != len(res.Items) {
		t.Errorf("dry run: %+v", dry.Items)
	}
}

// TestIdentityOutlives: an entity of which nothing is stated any more is the same when it is named again.
func TestIdentityOutlives(t *testing.T) {
	f := newFixture(t)
	otter := "  - {ref: o, type: Supplier, name: Otter Ltd, mentions: [{at: 1, printed: Cablefix}]}\n"
	fact := "  - {type: Link, subject: 'ref:o', kind: USES, objectText: cables, wording: Otter uses cables., evidence: [{at: 1, printed: [cables]}]}\n"
	f.want(march().record(otter, fact), "3 created")
	f.want(march().record("", ""), "2 ended, 1 unchanged")
	f.take(march().record(otter, fact))
	f.answers(`{suppliers {nodes {id}}}`, `{"suppliers":{"nodes":[{"id":"supplier:otter-ltd"}]}}`)

	alone := page{number: "2", date: "2025-04-01", lines: []string{"x"}}
	for range 3 {
		f.take(alone.record("  - {type: Supplier, name: Lonely Ltd}\n", ""))
	}
	f.answers(`{nodes(ids: ["supplier:lonely-ltd", "supplier:lonely-ltd-2"]) {id}}`, `{"nodes":[{"id":"supplier:lonely-ltd"},null]}`)
	res := f.take(alone.record("  - {ref: a, type: Supplier, name: Twin Ltd}\n  - {ref: b, type: Supplier, name: TWIN Ltd}\n", ""))
	f.because(res, "entities[1]", resolve.Refused, "expected each entity once")
	f.take(alone.record("  - {id: 'supplier:twin-limited', type: Supplier, name: Twin Ltd}\n", ""))
	f.answers(`{supplier(id: "supplier:twin-limited") {id}}`, `{"supplier":{"id":"supplier:twin-ltd"}}`)
}

// TestPageReturns: a page that reads again as it once did is the present again, where it was fetched later.
func TestPageReturns(t *testing.T) {
	f := newFixture(t)
	f.take(march().record(tickets, level("1465", "1,465")))
	next := march()
	next.retrieved, next.lines = "2025-03-06T09:00:00Z", []string{"x", "There are 1,456 open tickets."}
	f.take(next.record(tickets, level("1456", "1,456")))
	back := march()
	back.retrieved = "2025-03-07T09:00:00Z"
	f.take(back.record(tickets, level("1465", "1,465")))
	f.answers(`{observations {nodes {value {amount}}} versions(orderBy: [{number: DESC}]) {nodes {number}}}`,
		`{"observations":{"nodes":[{"value":{"amount":"1465"}}]},"versions":{"nodes":[{"number":3},{"number":2}]}}`)
}

// TestStatedAcrossDates: a stated field shows the latest of all its claims, whatever their keys, and the same with a clock.
func TestStatedAcrossDates(t *testing.T) {
	f := newFixture(t)
	claim := func(value, when string) string {
		return "  - {type: Claim, about: 'body:team', field: kind, value: " + value + ", when: " + when + ", wording: It is " + value + "., evidence: [{at: 1, printed: [cables]}]}\n"
	}
	body := "  - {id: 'body:team', type: Body, name: Team}\n"
	f.take(march().record(body, claim("BOARD", "2024")+claim("TEAM", "2020")))
	f.answers(`{now: bodies {nodes {kind}} then: bodies(asOf: "2030-01-01") {nodes {kind}}}`, `{"now":{"nodes":[{"kind":"BOARD"}]},"then":{"nodes":[{"kind":"BOARD"}]}}`)
	f.take(march().record(body, claim("TEAM", "2020")))
	f.answers(`{bodies {nodes {kind}}}`, `{"bodies":{"nodes":[{"kind":"TEAM"}]}}`)
}

// TestDisputeFollows: a dispute about a statement that now shows as a fuller one is about that one.
func TestDisputeFollows(t *testing.T) {
	f := newFixture(t)
	two := strings.Replace(level("7.7", "1,465"), "{type", "{label: a, type", 1) + strings.Replace(strings.Replace(level("20", "open"), "ticket}", "'%'}", 1), "{type", "{label: b, type", 1)
	f.take(march().record(tickets, two+"  - {type: Dispute, kind: DOES_NOT_ADD_UP, facts: [a, b], wording: They do not add up., evidence: [{at: 2, printed: [open]}]}\n"))
	april := page{number: "2", date: "2025-04-01", complete: true, lines: []string{"x", "In March it was 7.72 tickets."}}
	f.take(april.record(tickets, level("7.72", "7.72")))
	want := `{"disputes":{"nodes":[{"facts":{"totalCount":2}}]},"contradictions":{"nodes":[{"facts":{"totalCount":2}}]},"observations":{"nodes":[{"value":{"amount":"7.72"},"disputes":{"totalCount":1}}]}}`
	const query = `{disputes {nodes {facts {totalCount}}} contradictions {nodes {facts {totalCount}}} observations(where: {value: {unit: {eq: "ticket"}}}) {nodes {value {amount} disputes {totalCount}}}}`
	f.answers(query, want)
	f.take(april.record(tickets, ""))
	f.answers(query, strings.Replace(want, "7.72", "7.7", 1))
}

// TestDay: what is said is said at the meeting, else on the document's day; without either nothing is taken.
func TestDay(t *testing.T) {
	f := newFixture(t)
	undated := strings.Replace(string(march().record(tickets, level("1465", "1,465"))), ", date: 2025-03-04", "", 1)
	res := f.want([]byte(undated), "1 refused")
	f.because(res, "document", resolve.Refused, "no date of the document")
	meeting := "  - {id: 'committee:ayton:it', type: Committee, name: IT, scope: ayton}\n  - {id: 'meeting:ayton:it:2025-03-01', type: Meeting, name: IT, of: 'committee:ayton:it', date: 2025-03-01}\n"
	at := strings.Replace(string(march().record(tickets+meeting, strings.Replace(level("1465", "1,465"), "when: 2025-03, ", "", 1))), "date: 2025-03-04", "date: 2025-03-04, meeting: 'meeting:ayton:it:2025-03-01'", 1)
	f.want([]byte(at), "5 created")
	f.answers(`{observations {nodes {since meetings {nodes {date {text}}}}}}`, `{"observations":{"nodes":[{"since":"2025-03-01","meetings":{"nodes":[{"date":{"text":"2025-03-01"}}]}}]}}`)
}

// TestTextsJoin: texts sent for a version that a person's complete record covers are added, though the facts are held.
func TestTextsJoin(t *testing.T) {
	f := newFixture(t)
	bare := march()
	bare.hashOnly = true
	f.take(bare.record(tickets, level("1465", "1,465")))
	f.answers(`{passages {nodes {text}}}`, `{"passages":{"nodes":[{"text":null},{"text":null}]}}`)
	model := march()
	model.reader = "MODEL"
	f.take(model.record(tickets, ""))
	f.answers(`{passages(orderBy: [{ordinal: ASC}]) {nodes {text}} search(text: "open tick", types: [Passage]) {totalCount}}`,
		`{"passages":{"nodes":[{"text":"Ayton awarded the cables contract to Cablefix."},{"text":"There are 1,465 open tickets."}]},"search":{"totalCount":1}}`)
}

// TestAuthority: how much a document weighs follows from its kind where the record leaves it out, and stays as it was said before.
func TestAuthority(t *testing.T) {
	f := newFixture(t)
	said := string(march().record(tickets, level("1465", "1,465")))
	f.take([]byte(strings.Replace(said, "kind: MINUTES, authority: 4", "kind: REPORTS_PACK", 1)))
	const query = `{documents {nodes {authority}} observations {nodes {authority evidence {nodes {authority}}}}}`
	f.answers(query, `{"documents":{"nodes":[{"authority":3}]},"observations":{"nodes":[{"authority":3,"evidence":{"nodes":[{"authority":3}]}}]}}`)
	f.take([]byte(strings.Replace(said, "kind: MINUTES, authority: 4", "kind: REPORTS_PACK, authority: 2", 1)))
	f.take([]byte(strings.Replace(said, "kind: MINUTES, authority: 4", "kind: REPORTS_PACK", 1)))
	f.answers(query, `{"documents":{"nodes":[{"authority":2}]},"observations":{"nodes":[{"authority":2,"evidence":{"nodes":[{"authority":2}]}}]}}`)

	pack := "  - {id: 'document:ayton:x:transcript', type: Document, service: ayton, number: x, kind: TRANSCRIPT, authority: 2, name: X}\n"
	res := f.want(march().record(pack, ""), "1 updated, 1 refused")
	f.because(res, "entities[0]", resolve.Refused, "expected at most 1, which is what TRANSCRIPT can weigh")
	f.take(march().record(strings.Replace(pack, ", authority: 2", "", 1), ""))
	f.answers(`{document(id: "document:ayton:x:transcript") {authority}}`, `{"document":{"authority":1}}`)
}
