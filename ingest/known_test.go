package ingest_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/store/memory"
	"councilgraph/ingest"
	"councilgraph/ingest/extract"
)

// TestKnownCouncils: reading a page knows which councils speak of a name, so that it takes no project of another council's for its own.
func TestKnownCouncils(t *testing.T) {
	onStores(t, func(f fixture) {
		f.seeded()
		f.take(rulePage("1", "Councillor Lee Moss and the Website were named.").of("Brent",
			"  - {ref: p, type: Councillor, name: Lee Moss, mentions: [{at: 1, printed: Lee Moss}]}\n  - {ref: j, type: Project, name: Website, mentions: [{at: 1, printed: Website}]}\n"+
				"  - {ref: q, type: Councillor, name: Moss, mentions: [{at: 1, printed: Moss}]}\n", remark("q", "page 1")+
				"  - {type: Term, councillor: 'ref:p', council: 'council:brent', wording: A term., evidence: [{at: 1, printed: [Lee Moss]}]}\n"+remark("j", "page 1")))
		known, err := f.service.Known(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := map[string][]string{"councillor:lee-moss": {"council:brent"}, "councillor:moss": {"council:brent"}, "project:website": {"council:brent"}, "supplier:node4": nil,
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

// TestNamesakes: councillors of one name at two councils are two, also where the pages tell no term.
func TestNamesakes(t *testing.T) {
	f := fixture{t, ingest.New(schema.Domain(), memory.New(schema.Domain(), clock()), known()), nil}
	told := func(host string) string {
		page := "Agenda and minutes\nAudit Committee - Tuesday 3 March 2026 6.00 pm\nVenue: Council Chamber\nItems\nNo. Item\n1.\nApologies\nMinutes:\n" +
			"Apologies were received from Councillor Quill Dunnock.\n"
		p := extract.Page{Data: []byte(page), URL: "https://" + host + "/ieListDocuments.aspx?CId=1&MId=2"}
		res, err := f.service.Page(t.Context(), "page", p, ingest.Taking{Reason: "a test"})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range res.Records[0].Items {
			if strings.HasPrefix(i.ID, "councillor:") {
				return i.ID
			}
		}
		return ""
	}
	first, other, again := told("democracy.gateshead.gov.uk"), told("democracy.leeds.gov.uk"), told("democracy.gateshead.gov.uk")
	if first == "" || other == first || again != first {
		t.Errorf("%s, at another council %s, at the first again %s", first, other, again)
	}
}

// TestOtherCouncil: the pages of one council, told again of another one: what only a council's own pages tell of is not taken for the
// other's, whether or not a fact is told of it.
func TestOtherCouncil(t *testing.T) {
	files, err := filepath.Glob("extract/testdata/pages/summary-*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	banner := regexp.MustCompile(`weekly summaries about (.+?) Council every week`)
	told := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m := banner.FindSubmatch(data)
		if m == nil || bytes.Contains(data, []byte("Joint ")) {
			continue // of several councils
		}
		other := bytes.ReplaceAll(data, m[1], []byte("Rutland"))
		other = regexp.MustCompile(`(meetings/\d+)`).ReplaceAll(other, []byte("${1}7"))
		s := ingest.New(schema.Domain(), memory.New(schema.Domain(), clock()), known())
		first := ownIDs(t, s, data)
		for id := range ownIDs(t, s, other) {
			if first[id] {
				t.Errorf("%s: %s is of %s and of Rutland", file, id, m[1])
			}
		}
		told += len(first)
	}
	if told < 30 {
		t.Errorf("%d entities: this tests too little", told)
	}
}

// ownIDs are the ids of the committees, people, projects, indicators, risks and contracts that a page tells of.
func ownIDs(t *testing.T, s *ingest.Service, data []byte) map[string]bool {
	t.Helper()
	res, err := s.Page(t.Context(), "page", extract.Page{Data: data}, ingest.Taking{Reason: "a test"})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, i := range res.Records[0].Items {
		switch kind, _, _ := strings.Cut(i.ID, ":"); kind {
		case "committee", "councillor", "project", "indicator", "risk", "contract", "meeting", "item":
			out[i.ID] = true
		}
	}
	return out
}
