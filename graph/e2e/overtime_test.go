package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"councilgraph/graph"
)

// overtime are requests of the questions over history; every store gives the same bytes, and each holds what it must.
type overtime struct{ name, request, want string }

func (o overtime) hold(t *testing.T, worlds []*world, field string) {
	t.Helper()
	first := worlds[0].ask(t, o.request, nil)
	if strings.Contains(first, `"INTERNAL"`) {
		t.Errorf("%s: %s", o.name, first)
	}
	for _, other := range worlds[1:] {
		if got := other.ask(t, o.request, nil); got != first {
			t.Errorf("%s: %s\n%s: %s\n%s: %s", o.name, o.request, worlds[0].name, shorten(first, got), other.name, shorten(got, first))
		}
	}
	if o.want == "" {
		return
	}
	var answer struct {
		Data   map[string]json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(first), &answer); err != nil {
		t.Fatalf("%s: %v", o.name, err)
	}
	got := string(answer.Data[field])
	if len(answer.Errors) > 0 {
		got = answer.Errors[0].Extensions.Code + ": " + answer.Errors[0].Message
	}
	if got != o.want {
		t.Errorf("%s:\ngot  %s\nwant %s", o.name, got, o.want)
	}
}

// clocked asks the same at other times too: the stores must agree whatever there is to see.
func (o overtime) clocked() []overtime {
	out := []overtime{o}
	for _, clock := range []string{`asOf: "2025-07-08"`, `knownAt: "2026-01-01T00:01:00Z"`, `asOf: "2025-12-31", knownAt: "2026-01-01T00:02:00Z"`} {
		out = append(out, overtime{name: o.name + ", " + clock, request: strings.Replace(o.request, "(", "("+clock+", ", 1)})
	}
	return out
}

func TestTimeline(t *testing.T) {
	worlds := side(t, nil)
	for _, c := range []overtime{
		{"in order of the day from which a fact counts", `{timeline(id: "contract:southwark-laptops", kinds: [ContractEvent]) {totalCount nodes {since} edges {node {... on ContractEvent {kind}}} pageInfo {hasNextPage}}}`, ""},
		{"of some types", `{timeline(id: "supplier:node4", kinds: [ContractEvent, Link]) {totalCount nodes {wording} edges {node {__typename}} pageInfo {hasNextPage}}}`,
			`{"totalCount":2,"nodes":[{"wording":"The service desk telephone support of STS was awarded to Node4."},{"wording":"Node4 is the primary telephone provider for the IT Service Desk."}],` +
				`"edges":[{"node":{"__typename":"ContractEvent"}},{"node":{"__typename":"Link"}}],"pageInfo":{"hasNextPage":false}}`},
		{"within days, both in", `{timeline(id: "supplier:insight", from: "2025-05-29", to: "2025-05-29") {nodes {since}}}`, `{"nodes":[{"since":"2025-05-29"}]}`},
		{"one hop", `{timeline(id: "supplier:insight", around: ONE_HOP, kinds: [ProjectUpdate], from: "2025-05-01", to: "2025-05-31") {nodes {since wording}}}`,
			`{"nodes":[{"since":"2025-05-08","wording":"Southwark: STS showed Windows 11 laptops to staff on 8 May."},` +
				`{"since":"2025-05-19","wording":"Southwark: feedback on the laptops came on 19 May."}]}`},
		{"backwards", `{timeline(id: "supplier:insight", last: 1) {nodes {__typename} pageInfo {hasPreviousPage}}}`, ""},
		{"no type of fact at all", `{timeline(id: "supplier:insight", kinds: []) {totalCount}}`, `{"totalCount":0}`},
		{"an unknown id", `{timeline(id: "supplier:nobody") {totalCount}}`, `BAD_USER_INPUT: id: "supplier:nobody" is the id of no entity`},
		{"days the wrong way round", `{timeline(id: "supplier:insight", from: "2025-02-01", to: "2025-01-31") {totalCount}}`,
			`BAD_USER_INPUT: from: 2025-02-01 is later than to, which is 2025-01-31; give the earlier day first`},
		{"a day that is none", `{timeline(id: "supplier:insight", from: "May") {totalCount}}`, ""},
		{"a cursor of another field", `{timeline(id: "supplier:insight", after: "x") {nodes {id}}}`, ""},
	} {
		for _, at := range c.clocked() {
			at.hold(t, worlds, "timeline")
		}
	}
}

// TestTimelineEnded: what is known no longer stands at its place, as it was.
func TestTimelineEnded(t *testing.T) {
	worlds := side(t, corrections)
	figure := func(amount, since, ended string) string {
		return `{"since":"` + since + `","retractedAt":` + ended + `,"value":{"amount":"` + amount + `"},"evidence":{"totalCount":1}}`
	}
	is, back := figure("1456", "2025-03-04", "null"), figure("900", "2025-06-03", `"2026-01-01T00:04:00Z"`)
	const ask = `kinds: [Observation]) {totalCount nodes {since retractedAt ... on Observation {value {amount} evidence {totalCount}}}}}`
	for _, c := range []overtime{
		{"only what is known", `{timeline(id: "indicator:queue", ` + ask, `{"totalCount":1,"nodes":[` + is + `]}`},
		{"what is no longer, too", `{timeline(id: "indicator:queue", ended: true, from: "2025-04-01", ` + ask, `{"totalCount":1,"nodes":[` + back + `]}`},
		{"of the neighbours", `{timeline(id: "committee:ayton:board", around: ONE_HOP, ended: true, ` + ask, ""},
		{"the last, backwards", `{timeline(id: "indicator:queue", ended: true, last: 1, ` + ask, `{"totalCount":3,"nodes":[` + back + `]}`},
		{"edges and places", `{timeline(id: "indicator:queue", ended: true, first: 2) {totalCount edges {cursor node {id}} pageInfo {hasNextPage hasPreviousPage startCursor endCursor}}}`, ""},
		{"under a clock", `{timeline(id: "indicator:queue", ended: true, asOf: "2025-07-08") {totalCount}}`,
			`BAD_USER_INPUT: ended: true goes without asOf and knownAt: it is of what is known now and what is no longer`},
	} {
		c.hold(t, worlds, "timeline")
	}
	for _, w := range worlds {
		nodes := at(w.data(t, `{timeline(id: "indicator:queue", ended: true, `+ask, nil), "timeline", "nodes")
		text, _ := json.Marshal(nodes)
		for _, amount := range []string{`"1465"`, `"1456"`, `"900"`} {
			if !strings.Contains(string(text), amount) {
				t.Errorf("%s: no %s in %s", w.name, amount, text)
			}
		}
		var walked, whole []any
		for after := any(nil); len(walked) < 10; {
			page := at(w.data(t, `query($after: String) {timeline(id: "indicator:queue", ended: true, first: 1, after: $after) {nodes {id} pageInfo {hasNextPage endCursor}}}`,
				map[string]any{"after": after}), "timeline")
			walked = append(walked, at(page, "nodes").([]any)...)
			if after = at(page, "pageInfo", "endCursor"); at(page, "pageInfo", "hasNextPage") == false {
				break
			}
		}
		whole = at(w.data(t, `{timeline(id: "indicator:queue", ended: true) {nodes {id}}}`, nil), "timeline", "nodes").([]any)
		if fmt.Sprint(walked) != fmt.Sprint(whole) {
			t.Errorf("%s: walked %v, whole %v", w.name, walked, whole)
		}
	}
}

// TestTimelineTable: a question that is one page of nodes is a table too, the same of every store; any other says that it is none.
func TestTimelineTable(t *testing.T) {
	for _, w := range side(t, nil) {
		for request, want := range map[string]string{
			`{timeline(id: "supplier:node4", first: 1) {nodes {__typename since}}}`:                 "__typename,since\r\nClaim,2025-07-08\r\n",
			`{missing(id: "supplier:node4") {nodes {name of {name}}}}`:                              "name,of.name\r\n\"Joint IT Committee, 25 November 2025\",\"Joint IT Committee (Brent, Lewisham and Southwark)\"\r\n",
			`{timeline(id: "supplier:node4", ended: true) {nodes {since}}}`:                         "",
			`{unanswered {nodes {kind}}}`:                                                           "",
			`{exclusive(id: "council:brent", against: ["council:lewisham"]) {nodes {entity {id}}}}`: "",
		} {
			got, err := w.server.Execute(t.Context(), graph.Request{Query: request}, graph.CSVTable)
			if string(got) != want || (err == nil) != (want != "") || err != nil && !strings.Contains(err.Error(), "CSV is made of") {
				t.Errorf("%s: %s: %q, %v", w.name, request, got, err)
			}
		}
	}
}

// TestTimelinePages: pages of two, one after the other, are the whole.
func TestTimelinePages(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const whole = `{timeline(id: "council:southwark", first: 1000) {totalCount nodes {id}}}`
		want := at(w.data(t, whole, nil), "timeline", "nodes").([]any)
		var got []any
		after := any(nil)
		for range len(want) {
			page := at(w.data(t, `query($after: String) {timeline(id: "council:southwark", first: 7, after: $after) {nodes {id} pageInfo {hasNextPage endCursor}}}`,
				map[string]any{"after": after}), "timeline")
			got = append(got, at(page, "nodes").([]any)...)
			if after = at(page, "pageInfo", "endCursor"); at(page, "pageInfo", "hasNextPage") == false {
				break
			}
		}
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		if string(a) != string(b) || len(want) < 20 {
			t.Errorf("%d of %d facts, or in another order", len(got), len(want))
		}
	})
}

func TestMissing(t *testing.T) {
	worlds := side(t, nil)
	for _, c := range []overtime{
		{"of a supplier that one meeting names", `{missing(id: "supplier:node4") {totalCount nodes {id}}}`, `{"totalCount":1,"nodes":[{"id":"` + november + `"}]}`},
		{"of what both meetings name", `{missing(id: "agreement:inter-authority-agreement") {totalCount nodes {id}}}`, `{"totalCount":0,"nodes":[]}`},
		{"of what only the later names", `{missing(id: "project:lewisham-customer-portal-for-housing") {nodes {date {text}}}}`, ""},
		{"with a filter of its own", `{missing(id: "supplier:node4", where: {date: {lt: "2025-10-01"}}) {totalCount}}`, `{"totalCount":0}`},
		{"of a meeting", `{missing(id: "` + july + `") {totalCount nodes {id}}}`, ""},
		{"an unknown id", `{missing(id: "") {totalCount}}`, `BAD_USER_INPUT: id: "" is the id of no entity`},
		{"an id of a fact", `{missing(id: "contractevent:1") {totalCount}}`, `BAD_USER_INPUT: id: "contractevent:1" is the id of no entity`},
	} {
		for _, at := range c.clocked() {
			at.hold(t, worlds, "missing")
		}
	}
}

func TestCoverage(t *testing.T) {
	worlds := side(t, nil)
	for _, c := range []overtime{
		{"everything", `{coverage(first: 100) {held planned cancelled mentioned notStated read totalCount nodes {meeting {id} status read documents {kind read named}}}}`,
			`{"held":2,"planned":0,"cancelled":0,"mentioned":2,"notStated":0,"read":2,"totalCount":4,"nodes":[` +
				`{"meeting":{"id":"meeting:brent-lewisham-southwark:joint-it-committee:2024-10"},"status":"MENTIONED","read":false,"documents":[]},` +
				`{"meeting":{"id":"meeting:joint-management-board:2025-02"},"status":"MENTIONED","read":false,"documents":[]},` +
				`{"meeting":{"id":"` + july + `"},"status":"HELD","read":true,"documents":[{"kind":"AI_SUMMARY","read":1,"named":0},{"kind":"MINUTES","read":0,"named":1},{"kind":"REPORTS_PACK","read":0,"named":1}]},` +
				`{"meeting":{"id":"` + november + `"},"status":"HELD","read":true,"documents":[{"kind":"AI_SUMMARY","read":1,"named":0},{"kind":"REPORT","read":0,"named":1},{"kind":"REPORTS_PACK","read":0,"named":1}]}]}`},
		{"a council's, within days", `{coverage(council: "council:brent", from: "2025-07-09", to: "2025-11-25") {held totalCount nodes {meeting {id}}}}`,
			`{"held":1,"totalCount":1,"nodes":[{"meeting":{"id":"` + november + `"}}]}`},
		{"a body's", `{coverage(committee: "body:joint-management-board") {mentioned read totalCount}}`, `{"mentioned":1,"read":0,"totalCount":1}`},
		{"a council that is in nothing", `{coverage(council: "council:ayton") {totalCount}}`, `BAD_USER_INPUT: council: "council:ayton" is the id of no council`},
		{"a council that is none", `{coverage(council: "supplier:node4") {totalCount}}`, `BAD_USER_INPUT: council: "supplier:node4" is the id of no council`},
		{"a committee that is none", `{coverage(committee: "supplier:node4") {totalCount}}`, `BAD_USER_INPUT: committee: "supplier:node4" is a Supplier; what meets is one of Committee, Body`},
		{"both", `{coverage(council: "council:brent", committee: "body:joint-management-board") {totalCount}}`, ""},
		{"days the wrong way round", `{coverage(from: "2025-07-09", to: "2025-07-08") {totalCount}}`,
			`BAD_USER_INPUT: from: 2025-07-09 is later than to, which is 2025-07-08; give the earlier day first`},
		{"page after page", `{coverage(first: 1) {pageInfo {hasNextPage endCursor} nodes {status}}}`, ""},
	} {
		for _, at := range c.clocked() {
			at.hold(t, worlds, "coverage")
		}
	}
}

// TestOvertimeAwkward: over random, awkward data every store says the same.
func TestOvertimeAwkward(t *testing.T) {
	worlds := side(t, unmerged(5))
	ids := at(worlds[0].data(t, `{entities(first: 40) {nodes {id}} }`, nil), "entities", "nodes").([]any)
	requests := []string{
		`{coverage(first: 100) {held planned cancelled mentioned notStated read nodes {meeting {id date {text}} status documents {kind read named}}}}`,
		`{compare(between: {dates: {from: "2024-01-01", to: "2025-06-01"}}, first: 100) {added changed same ended notMentioned nodes {kind fields about {id} before {id since} after {id evidence {totalCount}}}}}`,
		`{compare(between: {dates: {from: "0001-01-01", to: "9999-12-31"}}, first: 100, only: [CHANGED, ENDED]) {added changed same ended notMentioned nodes {kind before {id} after {id}}}}`,
		`{compare(between: {knownAt: {from: "2026-01-01T00:02:00Z", to: "2026-01-01T00:05:00Z"}}, first: 100) {added changed same ended notMentioned nodes {kind fields before {id recordedAt} after {id recordedAt evidence {totalCount}}}}}`,
	}
	for _, n := range ids {
		id := at(n, "id").(string)
		requests = append(requests,
			fmt.Sprintf(`{timeline(id: %q, around: ONE_HOP, first: 5) {totalCount nodes {id since authority} pageInfo {hasNextPage hasPreviousPage endCursor}}}`, id),
			fmt.Sprintf(`{missing(id: %q) {totalCount nodes {id}}}`, id))
	}
	full := 0
	for _, request := range requests {
		overtime{request, request, ""}.hold(t, worlds, "")
		if !strings.Contains(worlds[0].ask(t, request, nil), `"nodes":[]`) {
			full++
		}
	}
	if full < 10 {
		t.Errorf("%d of %d answers hold anything", full, len(requests))
	}
}

// TestCoverageOfOwnCommittees: a council's own committees count as its, by their scope alone, whether or not a fact says who their
// members are; those of another council, or of several, do not.
func TestCoverageOfOwnCommittees(t *testing.T) {
	const record = `record: 1
document: {service: example.org, number: "1", kind: MINUTES, date: 2025-03-01}
version: {hash: 45a81e5c242a299cf9e98b1509368cffa265295cdf7481e5bffbeb5a93084602, passages: [
  {ordinal: 1, kind: PARAGRAPH, hash: 73d01f84950d8aa19a31d51a03dbd364f08fdf5f24e241fe4845f4c1c10c7e28},
  {ordinal: 2, kind: PARAGRAPH, hash: f245437644b6aab0defcd25333ecf3928bcf9119bcdacc0848865d3e7270a3ae}]}
reader: {origin: PERSON, name: A. Clerk, review: REVIEWED}
entities:
  - {type: Council, name: Ayton, mentions: [{at: 2, printed: service desk}]}
  - {ref: own, type: Committee, scope: ayton, name: IT Committee, mentions: [{at: 2, printed: service desk}]}
  - {ref: joint, type: Committee, scope: ayton-beeton, name: IT Committee, mentions: [{at: 2, printed: service desk}]}
  - {ref: other, type: Committee, scope: beeton, name: IT Committee, mentions: [{at: 2, printed: service desk}]}
  - {type: Meeting, of: ref:own, date: 2025-03-01, name: Own, mentions: [{at: 2, printed: service desk}]}
  - {type: Meeting, of: ref:joint, date: 2025-03-02, name: Joint, mentions: [{at: 2, printed: service desk}]}
  - {type: Meeting, of: ref:other, date: 2025-03-03, name: Other, mentions: [{at: 2, printed: service desk}]}
`
	worlds := side(t, awards([]byte(record)))
	overtime{"a council's own", `{coverage(council: "council:ayton") {totalCount notStated nodes {meeting {id}}}}`,
		`{"totalCount":1,"notStated":1,"nodes":[{"meeting":{"id":"meeting:ayton:it-committee:2025-03-01"}}]}`}.hold(t, worlds, "coverage")
}
