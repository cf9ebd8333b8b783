package e2e

import (
	"strings"
	"testing"

	"councilgraph/ingest/passage"
	"councilgraph/ingest/resolve"
)

// page is a record of one document about a meeting of a board on a day: one passage that gives the length of a queue, or says nothing
// of it.
func page(number, day, figure string) []byte { return pageOf("board", number, day, figure) }

// pageOf is such a record of any committee of Ayton.
func pageOf(committee, number, day, figure string) []byte {
	text := "The queue is " + figure + " calls long."
	fact := `
  - {type: Observation, indicator: 'indicator:queue', measure: LEVEL, value: {amount: ` + figure + `, unit: call}, wording: The queue was told., evidence: [{at: 1, printed: ['` + figure + `']}]}`
	if figure == "" {
		text, fact = "The queue is long.", ""
	}
	hash := passage.Hash(text)
	return []byte(`
record: 1
complete: true
document: {id: 'document:test:` + number + `:minutes', service: test, number: '` + number + `', kind: MINUTES, authority: 4, date: ` + day + `, meeting: 'meeting:ayton:` + committee + `:` + day + `'}
version: {hash: '` + passage.VersionHash([]passage.Passage{{Hash: hash}}) + `', passages: [{ordinal: 1, kind: PARAGRAPH, section: null, hash: '` + hash + `', repeat: 0}]}
reader: {origin: PERSON, name: test, review: REVIEWED}
entities:
  - {id: 'committee:ayton:` + committee + `', type: Committee, name: ` + committee + `, scope: ayton, mentions: [{at: 1, printed: is}]}
  - {id: 'meeting:ayton:` + committee + `:` + day + `', type: Meeting, name: '` + committee + `, ` + day + `', of: 'committee:ayton:` + committee + `', date: ` + day + `, mentions: [{at: 1, printed: long}]}
  - {id: 'indicator:queue', type: Indicator, name: Queue, mentions: [{at: 1, printed: queue}]}
facts:
  - {type: Claim, about: 'meeting:ayton:` + committee + `:` + day + `', field: status, value: HELD, wording: It was held., evidence: [{at: 1, printed: [The]}]}` + fact + "\n")
}

// corrections: a figure is told at one meeting, corrected, told again at another, then taken back.
func corrections(t *testing.T, w *world) {
	t.Helper()
	for _, p := range [][]byte{page("1", "2025-03-04", "1465"), page("1", "2025-03-04", "1456"), page("2", "2025-06-03", "900"), page("2", "2025-06-03", "")} {
		res := w.take(t, "page", p)
		for _, item := range res.Items {
			if item.Fate == resolve.Refused || item.Fate == resolve.OnHold {
				t.Fatalf("%s: %+v", w.name, item)
			}
		}
	}
}

func TestCompare(t *testing.T) {
	worlds := side(t, nil)
	meetings := `between: {meetings: {from: "` + july + `", to: "` + november + `"}}`
	for _, c := range []overtime{
		{"what became of a project", `{compare(` + meetings + `, id: "project:lewisham-bulky-waste", kinds: [ProjectUpdate]) {changed totalCount nodes {kind fields about {name} before {... on ProjectUpdate {status}} after {... on ProjectUpdate {status} evidence {nodes {passage {document {number}}}}}}}}`,
			`{"changed":1,"totalCount":1,"nodes":[{"kind":"CHANGED","fields":["status"],"about":[{"name":"Lewisham Bulky Waste"}],"before":[{"status":null}],` +
				`"after":[{"status":"LIVE","evidence":{"nodes":[{"passage":{"document":{"number":"87756"}}}]}}]}]}`},
		{"figures with a second figure", `{compare(` + meetings + `, kinds: [Observation], only: [CHANGED]) {nodes {about {name} fields}}}`,
			`{"nodes":[{"about":[{"name":"Devices given to digitally excluded residents"}],"fields":["value"]},{"about":[{"name":"Full fibre coverage"}],"fields":["value"]},` +
				`{"about":[{"name":"Priority 1 incidents"}],"fields":["value"]}]}`},
		{"everything, a page of it", `{compare(` + meetings + `, first: 5) {added changed same ended notMentioned totalCount pageInfo {hasNextPage hasPreviousPage} nodes {kind before {id} after {id}}}}`, ""},
		{"a committee", `{compare(between: {dates: {from: "2025-07-08", to: "2025-11-25"}}, committee: "committee:brent-lewisham-southwark:joint-it-committee", only: [CHANGED]) {changed nodes {fields}}}`, ""},
		{"another body's", `{compare(` + meetings + `, committee: "body:joint-management-board") {totalCount}}`, ""},
		{"revisions of an agreement", `{compare(` + meetings + `, id: "agreement:inter-authority-agreement", kinds: [AgreementRevision]) {added changed same ended notMentioned}}`,
			`{"added":4,"changed":0,"same":0,"ended":0,"notMentioned":2}`},
		{"only pairs of no kind", `{compare(` + meetings + `, only: []) {totalCount nodes {kind}}}`, `{"totalCount":0,"nodes":[]}`},
		{"a meeting with itself", `{compare(between: {meetings: {from: "` + july + `", to: "` + july + `"}}) {totalCount}}`,
			`BAD_USER_INPUT: between.meetings: "` + july + `" is compared with itself; give two meetings`},
		{"meetings the wrong way round", `{compare(between: {meetings: {from: "` + november + `", to: "` + july + `"}}) {totalCount}}`,
			`BAD_USER_INPUT: between.meetings: from is a meeting of 2025-11-25, to one of 2025-07-08; give the earlier meeting first`},
		{"a meeting that is none", `{compare(between: {meetings: {from: "` + july + `", to: "council:brent"}}) {totalCount}}`,
			`BAD_USER_INPUT: between.meetings: "council:brent" is the id of no meeting`},
		{"a committee that is none", `{compare(` + meetings + `, committee: "council:brent") {totalCount}}`,
			`BAD_USER_INPUT: committee: "council:brent" is a Council; what meets is one of Committee, Body`},
		{"days the wrong way round", `{compare(between: {dates: {from: "2025-11-25", to: "2025-07-08"}}) {totalCount}}`, ""},
		{"one day", `{compare(between: {dates: {from: "2025-07-08", to: "2025-07-08"}}) {totalCount}}`, ""},
		{"one instant", `{compare(between: {knownAt: {from: "2026-01-01T00:01:00Z", to: "2026-01-01T00:01:00Z"}}) {totalCount}}`, ""},
		{"two ways", `{compare(between: {dates: {from: "2025-07-08", to: "2025-11-25"}, knownAt: {from: "2026-01-01T00:01:00Z", to: "2026-01-01T00:02:00Z"}}) {totalCount}}`, ""},
		{"a cursor of another field", `{compare(` + meetings + `, after: "eA") {totalCount}}`, `BAD_CURSOR: after: "eA" is no cursor of compare`},
		{"an unknown id", `{compare(` + meetings + `, id: "x") {totalCount}}`, `BAD_USER_INPUT: id: "x" is the id of no entity`},
	} {
		c.hold(t, worlds, "compare")
	}
	clocked := overtime{"revisions", `{compare(` + meetings + `, kinds: [AgreementRevision], first: 5) {added changed same ended notMentioned nodes {kind before {id} after {id}}}}`, ""}
	for _, at := range clocked.clocked() {
		at.hold(t, worlds, "compare")
	}
}

// TestCompareVariables: what a literal cannot say, variables can, and are held to the same.
func TestCompareVariables(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const request = `query($b: Between!) {compare(between: $b) {totalCount}}`
		for want, between := range map[string]map[string]any{
			"BAD_USER_INPUT": {},
			"is null":        {"dates": nil},
			"names 2 ways":   {"dates": map[string]any{"from": "2025-07-08", "to": "2025-11-25"}, "knownAt": map[string]any{"from": "2026-01-01T00:01:00Z", "to": "2026-01-01T00:02:00Z"}},
		} {
			if got := w.ask(t, request, map[string]any{"b": between}); !strings.Contains(got, want) || strings.Contains(got, "INTERNAL") {
				t.Errorf("%v: %s", between, got)
			}
		}
	})
}

// TestCompareKnown: between instants a corrected figure has both values with both sources, and one taken back has ended.
func TestCompareKnown(t *testing.T) {
	worlds := side(t, corrections)
	const ask = `, kinds: [Observation]) {added changed same ended nodes {kind fields before {... on Observation {value {amount}} evidence {nodes {printed}}} after {... on Observation {value {amount}} evidence {nodes {printed}}}}}}`
	for _, c := range []overtime{
		{"corrected", `{compare(between: {knownAt: {from: "2026-01-01T00:01:00Z", to: "2026-01-01T00:02:00Z"}}` + ask,
			`{"added":0,"changed":1,"same":0,"ended":0,"nodes":[{"kind":"CHANGED","fields":["value"],"before":[{"value":{"amount":"1465"},"evidence":{"nodes":[{"printed":"1465"}]}}],` +
				`"after":[{"value":{"amount":"1456"},"evidence":{"nodes":[{"printed":"1456"}]}}]}]}`},
		{"told anew", `{compare(between: {knownAt: {from: "2026-01-01T00:02:00Z", to: "2026-01-01T00:03:00Z"}}` + ask,
			`{"added":0,"changed":1,"same":0,"ended":0,"nodes":[{"kind":"CHANGED","fields":["value"],"before":[{"value":{"amount":"1456"},"evidence":{"nodes":[{"printed":"1456"}]}}],` +
				`"after":[{"value":{"amount":"900"},"evidence":{"nodes":[{"printed":"900"}]}}]}]}`},
		{"taken back", `{compare(between: {knownAt: {from: "2026-01-01T00:03:00Z", to: "2026-01-01T00:04:00Z"}}` + ask,
			`{"added":0,"changed":0,"same":0,"ended":1,"nodes":[{"kind":"ENDED","fields":[],"before":[{"value":{"amount":"900"},"evidence":{"nodes":[{"printed":"900"}]}}],"after":[]}]}`},
		{"before anything", `{compare(between: {knownAt: {from: "2025-01-01T00:00:00Z", to: "2025-01-02T00:00:00Z"}}` + ask,
			`{"added":0,"changed":0,"same":0,"ended":0,"nodes":[]}`},
	} {
		c.hold(t, worlds, "compare")
	}
}

// TestComparedSides: the answer says what each side is, and whether anything was read of it: of a meeting that another page only
// names, of two bodies' meetings, of days and instants before everything.
func TestComparedSides(t *testing.T) {
	worlds := side(t, nil)
	const (
		october = "meeting:brent-lewisham-southwark:joint-it-committee:2024-10"
		board   = "meeting:joint-management-board:2025-02"
		ask     = `{from {meeting {id} read facts} to {meeting {id} read facts} sameBody added notMentioned totalCount}`
	)
	between := func(from, to string) string {
		return `{compare(between: {meetings: {from: "` + from + `", to: "` + to + `"}}, kinds: [Observation]) ` + ask + `}`
	}
	for _, c := range []overtime{
		{"both read", between(july, november), `{"from":{"meeting":{"id":"` + july + `"},"read":true,"facts":65},"to":{"meeting":{"id":"` + november +
			`"},"read":true,"facts":10},"sameBody":true,"added":4,"notMentioned":56,"totalCount":66}`},
		{"of one nothing was read", between(october, july), `{"from":{"meeting":{"id":"` + october + `"},"read":false,"facts":0},"to":{"meeting":{"id":"` + july +
			`"},"read":true,"facts":65},"sameBody":true,"added":62,"notMentioned":0,"totalCount":62}`},
		{"of two bodies", between(board, november), `{"from":{"meeting":{"id":"` + board + `"},"read":false,"facts":0},"to":{"meeting":{"id":"` + november +
			`"},"read":true,"facts":10},"sameBody":false,"added":10,"notMentioned":0,"totalCount":10}`},
		{"a day before everything", `{compare(between: {dates: {from: "0001-01-01", to: "2025-07-08"}}, kinds: [Target]) ` + ask + `}`,
			`{"from":{"meeting":null,"read":false,"facts":0},"to":{"meeting":null,"read":true,"facts":2},"sameBody":null,"added":2,"notMentioned":0,"totalCount":2}`},
		{"an entity that only the later day tells of", `{compare(between: {dates: {from: "2025-07-08", to: "2025-11-25"}}, id: "project:lewisham-customer-portal-for-housing") ` + ask + `}`,
			`{"from":{"meeting":null,"read":true,"facts":0},"to":{"meeting":null,"read":true,"facts":1},"sameBody":null,"added":1,"notMentioned":0,"totalCount":1}`},
		{"an instant before everything", `{compare(between: {knownAt: {from: "2025-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z"}}, kinds: [Target]) ` + ask + `}`, ""},
		{"before the page was known", strings.Replace(between(july, november), "between", `knownAt: "2026-01-01T00:01:00Z", between`, 1), ""},
	} {
		c.hold(t, worlds, "compare")
	}
}
