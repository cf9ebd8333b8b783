package e2e

import (
	"strings"
	"testing"

	"councilgraph/ingest/passage"
	"councilgraph/ingest/resolve"
)

// supplied is a record of two names, of which each is said to supply one product, and the second another one too, unless that is left out.
func supplied(both bool) []byte {
	text := "Alpha Desk and Beta Desk supply Desky."
	hash := passage.Hash(text)
	second := ""
	if both {
		second = "\n  - {type: Link, kind: SUPPLIES_FOR, subject: 'supplier:beta-desk', object: 'product:tidy', modality: ACTUAL, wording: Beta supplies Tidy., evidence: [{at: 1, printed: [supply]}]}"
	}
	return []byte(`
record: 1
complete: true
document: {id: 'document:test:1:minutes', service: test, number: '1', kind: MINUTES, authority: 4, date: 2025-03-04}
version: {hash: '` + passage.VersionHash([]passage.Passage{{Hash: hash}}) + `', passages: [{ordinal: 1, kind: PARAGRAPH, section: null, hash: '` + hash + `', repeat: 0}]}
reader: {origin: PERSON, name: test, review: REVIEWED}
entities:
  - {id: 'supplier:alpha-desk', type: Supplier, name: Alpha Desk}
  - {id: 'supplier:beta-desk', type: Supplier, name: Beta Desk}
  - {id: 'product:desky', type: Product, name: Desky}
  - {id: 'product:tidy', type: Product, name: Tidy}
facts:
  - {type: Link, kind: SUPPLIES_FOR, subject: 'supplier:alpha-desk', object: 'product:desky', modality: ACTUAL, wording: Alpha supplies Desky., evidence: [{at: 1, printed: [supply]}]}
  - {type: Link, kind: SUPPLIES_FOR, subject: 'supplier:beta-desk', object: 'product:desky', modality: ACTUAL, wording: Beta supplies Desky., evidence: [{at: 1, printed: [supply]}]}` + second + "\n")
}

// mergedSuppliers tells of both, takes the second product back, and merges the one into the other: what they supply is one fact then.
func mergedSuppliers(t *testing.T, w *world) {
	t.Helper()
	for _, both := range []bool{true, false} {
		for _, item := range w.take(t, "supplied", supplied(both)).Items {
			if item.Fate == resolve.Refused || item.Fate == resolve.OnHold {
				t.Fatalf("%s: %+v", w.name, item)
			}
		}
	}
	got := w.answered(t, `mutation {mergeEntities(input: {from: "supplier:beta-desk", into: "supplier:alpha-desk", author: "a", reason: "b"}) {result}}`, "", nil)
	if !strings.Contains(got, "CREATED") {
		t.Fatalf("%s: %s", w.name, got)
	}
}

// TestMergedOverTime: of an entity, by either id, history tells what was told of those that were merged into it and is known no longer.
func TestMergedOverTime(t *testing.T) {
	worlds := side(t, mergedSuppliers)
	const kept, tidy, folded = `{"wording":"Alpha supplies Desky.","retractedAt":null}`,
		`{"wording":"Beta supplies Tidy.","retractedAt":"2026-01-01T00:02:00Z"}`, `{"wording":"Beta supplies Desky.","retractedAt":"2026-01-01T00:03:00Z"}`
	for _, c := range []overtime{
		{"what is known", `{timeline(id: "supplier:beta-desk") {nodes {wording retractedAt}}}`, `{"nodes":[` + kept + `]}`},
		{"what is no longer, too", `{timeline(id: "supplier:beta-desk", ended: true) {totalCount nodes {wording retractedAt}}}`, `{"totalCount":3,"nodes":[` + folded + `,` + kept + `,` + tidy + `]}`},
		{"by the other id", `{timeline(id: "supplier:alpha-desk", ended: true, last: 2) {nodes {wording retractedAt}}}`, `{"nodes":[` + kept + `,` + tidy + `]}`},
		{"of a neighbour", `{timeline(id: "product:desky", around: ONE_HOP, ended: true) {totalCount}}`, `{"totalCount":3}`},
		{"what was told and taken back", `{changes(id: "supplier:beta-desk") {nodes {kind facts {wording} before {wording}}}}`,
			`{"nodes":[{"kind":"CREATED","facts":[{"wording":"Alpha supplies Desky."}],"before":[]},{"kind":"CREATED","facts":[{"wording":"Beta supplies Desky."}],"before":[]},` +
				`{"kind":"CREATED","facts":[{"wording":"Beta supplies Tidy."}],"before":[]},{"kind":"ENDED","facts":[],"before":[{"wording":"Beta supplies Tidy."}]},` +
				`{"kind":"UPDATED","facts":[{"wording":"Alpha supplies Desky."}],"before":[{"wording":"Alpha supplies Desky."}]},{"kind":"ENDED","facts":[],"before":[{"wording":"Beta supplies Desky."}]}]}`},
	} {
		field, _, _ := strings.Cut(c.request[1:], "(")
		c.hold(t, worlds, field)
	}
}
