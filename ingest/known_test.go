package ingest_test

import (
	"slices"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/store/memory"
	"councilgraph/ingest"
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

// TestKnownByEvidence: a fact that another council's meeting says too, of an entity that its record does not list, changes which councils
// are known to speak of the name, and the names that the service keeps follow.
func TestKnownByEvidence(t *testing.T) {
	s := memory.New(schema.Domain(), clock())
	f := fixture{t, ingest.New(schema.Domain(), s, known()), nil}
	councils := func(of *ingest.Service) []string {
		known, err := of.Known(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range known.Names {
			if n.ID == "project:website" {
				return n.Councils
			}
		}
		return nil
	}
	const update = "  - {type: ProjectUpdate, project: 'project:website', status: UNDER_WAY, when: 2025-02, wording: It is under way., evidence: [{at: 1, printed: [named]}]}\n"
	project := "  - {id: 'project:website', type: Project, name: Website, mentions: [{at: 1, printed: Website}]}\n"
	said := func(number, council, entities string) []string {
		f.take(rulePage(number, "The Website was named.").of(council, entities, update))
		kept := councils(f.service)
		if fresh := councils(ingest.New(schema.Domain(), s, known())); !slices.Equal(kept, fresh) {
			t.Errorf("after %s's meeting: the service knows %v, the graph has %v", council, kept, fresh)
		}
		return kept
	}
	first := said("1", "Leeds", project)
	if second := said("2", "Brent", ""); slices.Equal(first, second) {
		t.Errorf("%v and again %v: this tests nothing", first, second)
	}
}
