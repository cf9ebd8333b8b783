package extract

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/record"
)

// TestHistory reads each of the two whole pages with no more known than the other's reviewed record, and tells how many of its own
// reviewed facts come out.
func TestHistory(t *testing.T) {
	dir := os.Getenv("COUNCILGRAPH_PAGES")
	if dir == "" {
		t.Skip("COUNCILGRAPH_PAGES is not set")
	}
	for _, pair := range [][2]string{{"72500", "87756"}, {"87756", "72500"}} {
		before, page := reviewed(t, pair[0]), reviewed(t, pair[1])
		data, err := os.ReadFile(filepath.Join(dir, pair[1]+".txt"))
		if err != nil {
			t.Skip(err)
		}
		got, err := Read(schema.Domain(), Page{Data: data, URL: "https://opencouncil.network/meetings/" + pair[1]},
			Known{Councils: councils.Load(), Names: namesOf(before)})
		if err != nil {
			t.Fatal(err)
		}
		counts, total := map[string]tally{}, tally{}
		matched := map[int]bool{}
		for _, f := range got.Records[0].Facts {
			c := counts[f.Type.Name]
			c.found++
			found := false
			for i, want := range page.Facts {
				if f.Type == want.Type && saysAll(want, page, f, got.Records[0]) {
					found = true
					matched[i] = true
				}
			}
			if found {
				c.right++
			} else if f.Type.Name != "Remark" {
				t.Logf("not reviewed: %s %v %v %v", f.Type.Name, f.Fields, f.Refs, f.Evidence)
			}
			counts[f.Type.Name] = c
		}
		recalled := map[string]int{}
		for i, want := range page.Facts {
			c := counts[want.Type.Name]
			c.expected++
			counts[want.Type.Name] = c
			if matched[i] {
				recalled[want.Type.Name]++
			}
		}
		for _, kind := range slices.Sorted(maps.Keys(counts)) {
			c := counts[kind]
			total = tally{total.right + c.right, total.found + c.found, total.expected + c.expected}
			t.Logf("%s after %s: %-17s %d of %d right, %d of %d reviewed found", pair[1], pair[0], kind, c.right, c.found, recalled[kind], c.expected)
		}
		t.Logf("%s after %s: all: %d of %d right, %d of %d reviewed found", pair[1], pair[0], total.right, total.found, len(matched), total.expected)
		if pair[1] == "87756" && (float64(total.right) < 0.9*float64(total.found) || float64(len(matched)) < 0.6*float64(total.expected)) {
			t.Errorf("%s after %s: %d of %d right, %d of %d reviewed found; the least are 0.9 and 0.6", pair[1], pair[0], total.right, total.found,
				len(matched), total.expected)
		}
	}
}

func reviewed(t *testing.T, number string) *record.Record {
	t.Helper()
	data, err := os.ReadFile("../../seed/" + number + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	rec, problems := record.Parse(number, data, schema.Domain())
	if rec == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	return rec
}

// namesOf are all names that a record gives.
func namesOf(rec *record.Record) (out []Name) {
	for _, e := range rec.Entities {
		out = append(out, Name{Type: e.Type.Name, ID: e.ID, Text: e.Name})
		for _, n := range e.Names {
			out = append(out, Name{Type: e.Type.Name, ID: e.ID, Text: n.Text})
		}
	}
	return out
}

// saysAll: the reviewed fact says all that the found one does, prose aside: wordings, notes and the actions of steps are told in the
// reviewer's own words. A fact that says nothing but prose has to rest on a passage of the reviewed one.
func saysAll(want record.Fact, in *record.Record, got record.Fact, from *record.Record) bool {
	if inProse(got) && !slices.ContainsFunc(got.Evidence, func(e record.Evidence) bool {
		return slices.ContainsFunc(want.Evidence, func(o record.Evidence) bool { return e.Passage == o.Passage })
	}) {
		return false
	}
	for column, v := range got.Fields {
		field := ""
		for _, f := range got.Type.Leaves() {
			if f.Column == column {
				field = f.Name
			}
		}
		prose := column == "wording" || column == "value" && got.Fields["field"] == "ground" || strings.HasSuffix(strings.ToLower(column), "printed") || field == "note" || field == "change" || field == "clause" || field == "action"
		if prose || strings.HasSuffix(strings.ToLower(column), "bound") && v == "EXACT" {
			continue
		}
		if want.Fields[column] != v {
			return false
		}
	}
	for name, refs := range got.Refs {
		for _, r := range refs {
			if !slices.ContainsFunc(want.Refs[name], func(x record.Ref) bool { return same(x.ID, in, r.ID, from) }) {
				return false
			}
		}
	}
	return true
}

// inProse: what tells the fact from others of its kind are words alone.
func inProse(f record.Fact) bool {
	switch f.Type.Name {
	case "Remark", "Step":
		return true
	case "ProjectUpdate":
		return f.Fields["status"] == nil
	}
	return false
}

// same: both records mean one thing: by id, by the id that its name gives, or, of items, committees and meetings, which the writer
// resolves by more than their name, by a passage in which both name it.
func same(a string, in *record.Record, b string, from *record.Record) bool {
	if a == b {
		return true
	}
	x, y := entityOf(in, a), entityOf(from, b)
	if x == nil || y == nil || x.Type != y.Type {
		return false
	}
	switch x.Type.Name {
	case "AgendaItem", "Committee", "Meeting":
		return slices.ContainsFunc(x.Mentions, func(m record.Mention) bool {
			return slices.ContainsFunc(y.Mentions, func(o record.Mention) bool { return m.Passage == o.Passage })
		})
	}
	return y.ID == "" && x.ID == x.Type.Prefix+":"+value.Slug(y.Name)
}

func entityOf(in *record.Record, id string) *record.Entity { return view{in}.entity(id) }
