package seed_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
	"councilgraph/seed"
)

// parsed are the seed's records, by the number of their page.
func parsed(t *testing.T) map[string]*record.Record {
	t.Helper()
	out := map[string]*record.Record{}
	for _, r := range seed.Records() {
		rec, problems := record.Parse(r.Name, r.Data, schema.Domain())
		for _, p := range problems {
			t.Errorf("%s: %v", r.Name, p)
		}
		if rec == nil {
			t.FailNow()
		}
		out[strings.TrimSuffix(filepath.Base(r.Name), ".yaml")] = rec
	}
	return out
}

// TestEveryRow: each line of rows.tsv is covered by something of its page that stands in its section.
func TestEveryRow(t *testing.T) {
	recs := parsed(t)
	covered := map[string]map[string][]string{} // page -> row -> sections with evidence
	for page, rec := range recs {
		section := map[int]string{}
		for _, p := range rec.Version.Passages {
			section[p.Ordinal] = p.Section
		}
		covered[page] = map[string][]string{}
		cover := func(rows []string, at int) {
			s, ok := section[at]
			if !ok {
				t.Errorf("%s: no passage %d", page, at)
			}
			if s == "" {
				s = "(head)"
			}
			for _, row := range rows {
				covered[page][row] = append(covered[page][row], s)
			}
		}
		for _, e := range rec.Entities {
			for _, m := range e.Mentions {
				cover(e.Rows, m.Passage)
			}
		}
		for _, m := range rec.Mentions {
			cover(m.Rows, m.Passage)
		}
		for _, f := range rec.Facts {
			for _, e := range f.Evidence {
				cover(f.Rows, e.Passage)
			}
		}
	}
	data, err := os.ReadFile("rows.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")[1:]
	if len(lines) != 246+342 {
		t.Errorf("%d rows, want 588", len(lines))
	}
	for _, line := range lines {
		cells := strings.Split(line, "\t")
		row, pages, sections := cells[0], strings.Fields(cells[2]), strings.Split(cells[3], "; ")
		found := false
		for _, page := range pages {
			for _, s := range covered[page][row] {
				found = found || cells[3] == "-" || slices.Contains(sections, s)
			}
		}
		if !found {
			t.Errorf("%s is not covered in %v of %v", row, sections, pages)
		}
	}
}

// TestOneWorld: both pages are one committee's, of three councils, and five councillors are listed.
func TestOneWorld(t *testing.T) {
	ids := map[string]map[string]bool{}
	for _, rec := range parsed(t) {
		for _, e := range rec.Entities {
			if ids[e.Type.Name] == nil {
				ids[e.Type.Name] = map[string]bool{}
			}
			ids[e.Type.Name][e.ID] = true
		}
	}
	for name, want := range map[string]int{"Council": 3, "Councillor": 5, "Committee": 1} {
		if len(ids[name]) != want {
			t.Errorf("%d of %s, want %d: %v", len(ids[name]), name, want, ids[name])
		}
	}
}

// TestNames: every known name says where it comes from, and is of an entity of the seed or of a type that there is.
func TestNames(t *testing.T) {
	kinds := schema.Domain().EnumValues("NameKind")
	seen := map[seed.Name]bool{}
	for _, n := range seed.Names() {
		if schema.Domain().TypeOf(n.ID) == nil || n.Text == "" || n.Source == "" || !slices.Contains(kinds, n.Kind) || seen[n] {
			t.Errorf("%+v", n)
		}
		seen[n] = true
	}
}

// TestAgainstPages holds the records against the pages themselves, where those are: hashes, printed words, and that no run of
// eight words of a page is in our wording.
func TestAgainstPages(t *testing.T) {
	dir := os.Getenv("COUNCILGRAPH_PAGES")
	if dir == "" {
		t.Skip("set COUNCILGRAPH_PAGES to a folder with 72500.txt and 87756.txt to hold the records against the pages")
	}
	for page, rec := range parsed(t) {
		text, err := os.ReadFile(filepath.Join(dir, page+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		passages := passage.Split(string(text))
		if got := passage.VersionHash(passages); got != rec.Version.Hash {
			t.Fatalf("%s: the page has version %s, the record %s", page, got, rec.Version.Hash)
		}
		at := map[int]string{}
		for i, p := range passages {
			r := rec.Version.Passages[i]
			if p.Hash != r.Hash || p.Section != r.Section || string(p.Kind) != r.Kind || p.Ordinal != r.Ordinal {
				t.Errorf("%s: passage %d: %v, the record has %v", page, i+1, p, r)
			}
			at[p.Ordinal] = p.Text
		}
		for _, f := range rec.Facts {
			for _, e := range f.Evidence {
				for _, printed := range e.Printed {
					if n := strings.Count(at[e.Passage], printed); n != 1 {
						t.Errorf("%s: %q stands %d times in passage %d", f.At.Path, printed, n, e.Passage)
					}
				}
			}
		}
		for _, e := range rec.Entities {
			for _, m := range e.Mentions {
				if !strings.Contains(at[m.Passage], m.Printed) {
					t.Errorf("%s: %q does not stand in passage %d", m.At.Path, m.Printed, m.Passage)
				}
			}
		}
		words := " " + strings.Join(value.Words(string(text)), " ") + " "
		for _, f := range rec.Facts {
			for column, v := range f.Fields {
				prose, _ := v.(string)
				own := value.Words(prose)
				for i := 0; i+8 <= len(own); i++ {
					if run := strings.Join(own[i:i+8], " "); strings.Contains(words, " "+run+" ") {
						t.Errorf("%s.%s repeats the page: %q", f.At.Path, column, run)
					}
				}
			}
		}
	}
}
