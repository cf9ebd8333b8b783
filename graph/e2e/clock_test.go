package e2e

import (
	"encoding/json"
	"strings"
	"testing"
)

const parks = `
record: 1
document: {id: "document:example-org:parks:other", service: example.org, number: parks, kind: OTHER, title: Parks, date: 2025-03-04}
version:
  hash: 1cf186c45730bd278bd19c8293eb91cac96ed6aafb08d2b67b450a258f05e05e
  passages:
    - {ordinal: 1, kind: PARAGRAPH, section: Attendees, hash: 6660572e62405204e9f2bce30e103d61ef1b8a6ca3c01f7ae249ed38c5f164cf, text: Councillor Robin Sample was listed.}
    - {ordinal: 2, kind: PARAGRAPH, section: Contracts, hash: 2386dab0d221ebb302c3e99c58721a6b303cd4f76de4860b828729226e140e80, text: The council awarded its tree survey; who won is not told.}
    - {ordinal: 3, kind: PARAGRAPH, section: Parks, hash: 71f9657126bb689f6665def1e566e3d803ed8f3bc4bf0b5e0bf7e89cb2583e55, text: 12 parks were open on 29 Feb 2025.}
complete: true
reader: {origin: PERSON, name: tests}
entities:
  - {id: indicator:parks-open, type: Indicator, name: Parks open, mentions: [{at: 3, printed: parks}]}
facts:
  - {type: Observation, indicator: indicator:parks-open, measure: LEVEL, value: {amount: 12, unit: park}, wording: Twelve parks were open., evidence: [{at: 3, printed: [12 parks]}]}
`

// TestWordingAndNamesAreNotClocked, as their descriptions say: at an instant before they were told they are there.
func TestWordingAndNamesAreNotClocked(t *testing.T) {
	for _, o := range openers {
		t.Run(o.name, func(t *testing.T) {
			if o.name == "neo4j" && testing.Short() {
				t.Skip("-short: the stores that need no server")
			}
			w := o.world(t)
			w.take(t, "parks", []byte(parks))
			w.take(t, "parks", []byte(strings.NewReplacer("Twelve parks were open.", "A dozen parks were open.", "name: Parks open", "name: Open parks").Replace(parks)))
			d := w.data(t, `{
				observations(knownAt: "2026-01-01T00:01:30Z") { nodes { wording indicator { names(where: {text: {eq: "Open parks"}}) { totalCount } } evidence { nodes { printed } } } }
				observation: observations { totalCount nodes { recordedAt } }
			}`, nil)
			node := at(d, "observations", "nodes", 0)
			if at(node, "wording") != "A dozen parks were open." || at(node, "indicator", "names", "totalCount") != json.Number("1") ||
				at(node, "evidence", "nodes", 0, "printed") != "12 parks" || at(d, "observation", "nodes", 0, "recordedAt") != "2026-01-01T00:01:00Z" {
				t.Errorf("%v", d)
			}
		})
	}
}

// TestNothingMeets asks under a clock for what no fact meets, with what is counted of it: a store must not take that for another question.
func TestNothingMeets(t *testing.T) {
	worlds := side(t, nil)
	for _, where := range []string{"edge: {fact: {}}", "OR: []", "NOT: {}", "NOT: {OR: []}", "kind: {in: []}"} {
		request := `{ suppliers(knownAt: "2027-01-01T00:00:00Z") { nodes { supplyEvents(where: {` + where + `}) { totalCount aggregate { count distinct { supplier buyers } } } } } }`
		want := worlds[0].answered(t, request, "", nil)
		for _, w := range worlds[1:] {
			if got := w.answered(t, request, "", nil); got != want {
				t.Errorf("%s: %s: %s, want %s", w.name, where, shorten(got, want), shorten(want, got))
			}
		}
	}
}
