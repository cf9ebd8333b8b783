package e2e

import (
	"fmt"
	"strings"
	"testing"

	"councilgraph/ingest/passage"
	"councilgraph/ingest/resolve"
)

// heldRecord is a record of one line: of a model, of which a name may stand for a supplier of the seed and a figure is not printed.
func heldRecord(t *testing.T) []byte {
	t.Helper()
	const line = "Insight Direct Ltd was named, with 12 licences."
	all := []passage.Passage{{Ordinal: 1, Hash: passage.Hash(line)}}
	return fmt.Appendf(nil, `record: 1
document: {service: test, number: '1', kind: MINUTES, title: A page, date: 2026-01-02}
version: {hash: %s, passages: [{ordinal: 1, kind: PARAGRAPH, hash: %s, text: %q}]}
reader: {origin: MODEL, name: a model}
entities:
  - {ref: s, type: Supplier, name: Insight Ltd, mentions: [{at: 1, printed: Insight}]}
  - {ref: u, type: Supplier, name: Insight Direct Ltd, mentions: [{at: 1, printed: Insight Direct Ltd}]}
  - {ref: i, type: Indicator, name: Licences, mentions: [{at: 1, printed: licences}]}
facts:
  - {type: Remark, about: ['ref:u'], kind: FINDING, wording: It was named., evidence: [{at: 1, printed: [named]}]}
  - {type: Observation, indicator: 'ref:i', measure: LEVEL, value: {amount: 21, unit: licence}, wording: 21 licences., evidence: [{at: 1, printed: [12 licences]}]}
`, passage.VersionHash(all), all[0].Hash, line)
}

// TestQueue: what is held, let in and taken back is the same on every store.
func TestQueue(t *testing.T) {
	const queue = `{ reviewQueue(orderBy: [{heldType: ASC}]) { totalCount nodes { id why reason text heldType path passages { nodes { ordinal } } candidates(orderBy: [{score: DESC}]) { nodes { id rule score compared entity { id } } } } }
		observations(where: {indicator: {name: {eq: "Licences"}}}) { totalCount } mentions(where: {compared: {isNull: false}}) { nodes { printed rule score compared entity { id } } }
		acts { nodes { id kind subject object standing kept document { number } } } }`
	want := ""
	for _, o := range openers {
		t.Run(o.name, func(t *testing.T) {
			if o.name == "neo4j" && testing.Short() {
				t.Skip("-short: the stores that need no server")
			}
			w := (&world{opener: o}).another(t)
			var all []string
			take := func() {
				res, err := w.ingest.Record(t.Context(), "held", heldRecord(t), false, "")
				if err != nil {
					t.Fatal(err)
				}
				if res.Count(resolve.Refused) > 0 {
					t.Errorf("%+v", res.Items)
				}
				all = append(all, fmt.Sprint(res.Items), w.answered(t, queue, "", nil))
			}
			take()
			_, rest, ok := strings.Cut(w.answered(t, `{ reviewQueue(where: {why: {eq: NOT_GROUNDED}}) { nodes { id } } }`, "", nil), `"id":"`)
			if !ok {
				t.Fatalf("nothing is held: %s", all)
			}
			id, _, _ := strings.Cut(rest, `"`)
			for _, act := range []string{"accept", "reject", "accept"} {
				all = append(all, w.ask(t, fmt.Sprintf(`mutation { %s(input: {id: %q, author: "a", reason: "b"}) { act result items { path result id reason } } }`, act, id), nil),
					w.answered(t, queue, "", nil))
				take()
			}
			if got := w.answered(t, `{ observations(where: {indicator: {name: {eq: "Licences"}}}) { nodes { value { amount } evidence { nodes { review origin } } } } }`, "", nil); !strings.Contains(got,
				`{"value":{"amount":"21"},"evidence":{"nodes":[{"review":"REVIEWED","origin":"MODEL"}]}}`) {
				t.Errorf("accepted: %s", got)
			}
			got := strings.Join(all, "\n")
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("not as on the first store: %s", shorten(got, want))
			}
		})
	}
}
