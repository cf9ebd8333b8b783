package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// shownOf is what a merge may change, of some types.
const shownOf = `{
  suppliers(first: 60) { nodes { id name names(orderBy: [{text: ASC}]) { nodes { text kind mergedFrom source } } mentions { totalCount nodes { id printed mergedFrom } }
    facts(orderBy: [{id: ASC}], first: 40) { nodes { id key since authority evidence(orderBy: [{id: ASC}]) { nodes { id begun printed states factKey } } } }
    contracts { edges { since role node { id } } } } }
  committees { nodes { id meetings { nodes { id of { id } } } facts { totalCount } } }
  councillors(first: 200) { nodes { id names { totalCount } terms(orderBy: [{id: ASC}]) { nodes { id party council { id } } } } }
  contracts(first: 200) { nodes { id suppliers { nodes { id } } latestEvents { nodes { id } } } }
  contradictions(orderBy: [{id: ASC}], first: 200) { nodes { id rule facts { nodes { id } } } }
  search(text: "node4") { nodes { id } }
}`

// acts are requests that write, in order, with what is expected in the answer.
var actSteps = []struct{ request, want string }{
	{`mutation { mergeEntities(input: {from: "supplier:crowdstrike", into: "supplier:node4", author: "a", reason: "b", dryRun: true}) { act at result } }`, `"mergeEntities":{"act":null,"at":null,"result":"CREATED"}`},
	{`mutation { mergeEntities(input: {from: "supplier:crowdstrike", into: "supplier:node4", author: "a", reason: "b"}) { result } }`, `"result":"CREATED"`},
	{`mutation { mergeEntities(input: {from: "supplier:crowdstrike", into: "supplier:node4", author: "a", reason: "b"}) { result counts { updated } } }`, `"result":"UNCHANGED","counts":{"updated":0}`},
	{`{ supplier(id: "supplier:crowdstrike") { id names(where: {mergedFrom: {eq: "supplier:crowdstrike"}}) { nodes { text } } } }`, `{"id":"supplier:node4","names":{"nodes":[{"text":"CrowdStrike"}]}}`},
	{`{ suppliers(where: {id: {eq: "supplier:crowdstrike"}}) { totalCount } }`, `"totalCount":0`},
	{`mutation { mergeEntities(input: {from: "supplier:node4", into: "supplier:microsoft", author: "a", reason: "b"}) { result } }`, `"result":"CREATED"`},
	{`mutation { mergeEntities(input: {from: "supplier:node4", into: "council:brent", author: "a", reason: "b"}) { result } }`, `"code":"BAD_USER_INPUT"`},
	{`mutation { mergeEntities(input: {from: "council:brent", into: "council:southwark", author: " ", reason: "b"}) { result } }`, `found no author or no reason`},
	{`mutation { mergeEntities(input: {from: "council:brent", into: "council:southwark", author: "a", reason: "b"}) { result } }`, `"result":"CREATED"`},
	{`mutation { notTheSame(input: {a: "council:lewisham", b: "council:brent", author: "a", reason: "two boroughs"}) { result } }`, `"result":"CREATED"`},
	{`mutation { mergeEntities(input: {from: "council:southwark", into: "council:lewisham", author: "a", reason: "b"}) { result } }`, `two boroughs`},
	{`{ acts(where: {standing: {eq: true}, kind: {eq: MERGE}, entities: {some: {id: {eq: "council:southwark"}}}}) { nodes { subject author reason } } }`, `[{"subject":"council:brent","author":"a","reason":"b"}]`},
}

// TestActs: merges show the same on every store, and what is split is as it was before.
func TestActs(t *testing.T) {
	want := ""
	for _, o := range openers {
		t.Run(o.name, func(t *testing.T) {
			if o.name == "neo4j" && testing.Short() {
				t.Skip("-short: the stores that need no server")
			}
			w := (&world{opener: o}).another(t)
			before := w.answered(t, shownOf, "", nil)
			var all []string
			for _, s := range actSteps {
				got := w.ask(t, s.request, nil)
				if !strings.Contains(got, s.want) {
					t.Errorf("%s\n got %s\nwant %s", s.request, got, s.want)
				}
				all = append(all, got)
			}
			merged := w.answered(t, shownOf, "", nil)
			if merged == before {
				t.Error("nothing shows the merges")
			}
			for _, id := range strings.Split(w.answered(t, `{ acts(where: {kind: {eq: MERGE}, standing: {eq: true}}) { nodes { subject } } }`, "", nil), `"subject":"`)[1:] {
				id, _, _ = strings.Cut(id, `"`)
				w.answered(t, fmt.Sprintf(`mutation { splitEntities(input: {id: %q, author: "a", reason: "not so"}) { result } }`, id), "", nil)
			}
			if after := w.answered(t, shownOf, "", nil); after != before {
				t.Errorf("split: %s", shorten(after, before))
			}
			got := strings.Join(append(all, merged), "\n")
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("not as on the first store: %s", shorten(got, want))
			}
		})
	}
}
