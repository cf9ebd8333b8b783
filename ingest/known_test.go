package ingest_test

import (
	"slices"
	"testing"
)

// TestKnownCouncils: reading a page knows which councils speak of a name, so that it takes no project of another council's for its own.
func TestKnownCouncils(t *testing.T) {
	onStores(t, func(f fixture) {
		f.seeded()
		f.take(rulePage("1", "Councillor Lee Moss and the Website were named.").of("Brent",
			"  - {ref: p, type: Councillor, name: Lee Moss, mentions: [{at: 1, printed: Lee Moss}]}\n  - {ref: j, type: Project, name: Website, mentions: [{at: 1, printed: Website}]}\n",
			"  - {type: Term, councillor: 'ref:p', council: 'council:brent', wording: A term., evidence: [{at: 1, printed: [Lee Moss]}]}\n"+remark("j", "page 1")))
		known, err := f.service.Known(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := map[string][]string{"councillor:lee-moss": {"council:brent"}, "project:website": {"council:brent"}, "supplier:node4": nil,
			"project:future-laptop-windows-11": {"council:brent", "council:lewisham", "council:southwark"}}
		for _, n := range known.Names {
			if of, ok := want[n.ID]; ok && !slices.Equal(n.Councils, of) {
				t.Errorf("%s %q: %v, want %v", n.ID, n.Text, n.Councils, of)
			}
		}
	})
}
