package extract

import (
	"cmp"
	"fmt"
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

	"github.com/goccy/go-yaml"
)

// expected is what a real page states; testdata/expect/README.md says how it is written.
type expected struct {
	Aside       bool              `yaml:"aside"`
	Kind        string            `yaml:"kind"`
	Council     *[]string         `yaml:"council"`
	Committee   *[]string         `yaml:"committee"`
	Date        *[]string         `yaml:"date"`
	Time        *string           `yaml:"time"`
	Venue       *string           `yaml:"venue"`
	Status      *[]string         `yaml:"status"`
	Councillors *[]string         `yaml:"councillors"`
	Attendance  map[string]string `yaml:"attendance"`
	Money       *[]struct {
		At     int    `yaml:"at"`
		Amount string `yaml:"amount"`
	} `yaml:"money"`
	Suppliers *[]string `yaml:"suppliers"`
	Withheld  *[]string `yaml:"withheld"`
	Decisions *[]struct {
		At      int    `yaml:"at"`
		Outcome string `yaml:"outcome"`
		Also    []int  `yaml:"also"`
	} `yaml:"decisions"`
}

// floors are the least precision and recall of a kind.
var floors = map[string][2]float64{
	"council": {0.98, 0.95}, "committee": {0.98, 0.95}, "date": {0.98, 0.95}, "councillors": {0.98, 0.9},
	"money": {0.95, 0.7}, "suppliers": {0.95, 0.7}, "decisions": {0.95, 0.7},
}

// tally counts what was found, what of it is right, and what was to be found.
type tally struct{ right, found, expected int }

func (t tally) String() string {
	ratio := func(a, b int) string {
		if b == 0 {
			return "  -  "
		}
		return fmt.Sprintf("%.3f", float64(a)/float64(b))
	}
	return fmt.Sprintf("precision %s (%d of %d), recall %s (%d of %d)", ratio(t.right, t.found), t.right, t.found, ratio(t.right, t.expected), t.right, t.expected)
}

// TestAgainstPages reads the real pages, which are not in the repository, from $COUNCILGRAPH_PAGES.
func TestAgainstPages(t *testing.T) {
	dir := os.Getenv("COUNCILGRAPH_PAGES")
	if dir == "" {
		t.Skip("COUNCILGRAPH_PAGES is not set")
	}
	files, err := filepath.Glob("testdata/expect/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no expectations", err)
	}
	parts := map[bool]map[string]tally{false: {}, true: {}}
	kinds := map[string]tally{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		data, err := os.ReadFile(filepath.Join(dir, name+".txt"))
		if os.IsNotExist(err) {
			t.Logf("%s is not there", name)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want expected
		if err := yaml.UnmarshalWithOptions(text, &want, yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if want.Aside && os.Getenv("COUNCILGRAPH_ASIDE") == "no" {
			continue // while rules are written
		}
		got, err := Read(schema.Domain(), Page{Data: data}, Known{Councils: councils.Load()})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if kind := got.Records[0].Document.Fields["kind"]; kind != want.Kind {
			t.Errorf("%s: document kind %v, want %s", name, kind, want.Kind)
		}
		for kind, c := range compare(got.Records[0], want) {
			sum := parts[want.Aside][kind]
			parts[want.Aside][kind] = c.add(sum)
			kinds[kind+" on pages of kind "+string(got.Kind)] = c.add(kinds[kind+" on pages of kind "+string(got.Kind)])
			if len(c.wrong)+len(c.missing) > 0 {
				t.Logf("%s: %s: wrong %v, missing %v", name, kind, c.wrong, c.missing)
			}
		}
	}
	for aside, counts := range parts {
		for _, kind := range slices.Sorted(maps.Keys(counts)) {
			t.Logf("%-11s %s, %s", kind, counts[kind], map[bool]string{true: "kept aside", false: "seen"}[aside])
		}
	}
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		if kinds[k] != (tally{right: 0, found: 0, expected: 0}) {
			t.Logf("%-40s %s", k, kinds[k])
		}
	}
	for kind, floor := range floors {
		all := tally{}
		for _, p := range parts {
			all = tally{all.right + p[kind].right, all.found + p[kind].found, all.expected + p[kind].expected}
		}
		if float64(all.right) < floor[0]*float64(all.found) || float64(all.right) < floor[1]*float64(all.expected) {
			t.Errorf("%s: %s; the floors are %v", kind, all, floor)
		}
	}
}

// comparison is how what was found compares with what was expected.
type comparison struct{ right, wrong, missing []string }

func (c comparison) add(t tally) tally {
	return tally{t.right + len(c.right), t.found + len(c.right) + len(c.wrong), t.expected + len(c.right) + len(c.missing)}
}

// sets compares two lists as sets.
func sets(got, want []string) (c comparison) {
	got, want = unique(got), unique(want)
	for _, g := range got {
		if slices.Contains(want, g) {
			c.right = append(c.right, g)
		} else {
			c.wrong = append(c.wrong, g)
		}
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			c.missing = append(c.missing, w)
		}
	}
	return c
}

func unique(in []string) []string {
	out := slices.Clone(in)
	slices.Sort(out)
	return slices.Compact(out)
}

func compare(rec *record.Record, want expected) map[string]comparison {
	out := map[string]comparison{}
	set := func(kind string, got []string, want *[]string) {
		if want != nil {
			out[kind] = sets(got, *want)
		}
	}
	v := view{rec}
	set("council", v.publisher(), want.Council)
	set("committee", v.committees(), want.Committee)
	set("date", v.dates(), want.Date)
	set("status", v.claims("status"), want.Status)
	set("councillors", v.names("Councillor"), want.Councillors)
	set("suppliers", v.suppliers("NAMED"), want.Suppliers)
	set("withheld", v.suppliers("WITHHELD"), want.Withheld)
	if want.Time != nil {
		set("time", v.claims("start"), ptr(nonEmpty(*want.Time)))
	}
	if want.Venue != nil {
		set("venue", v.claims("venue"), ptr(nonEmpty(*want.Venue)))
	}
	if want.Attendance != nil {
		var list []string
		for name, status := range want.Attendance {
			list = append(list, name+" "+status)
		}
		set("attendance", v.attendance(), &list)
	}
	if want.Money != nil {
		var list []string
		for _, m := range *want.Money {
			list = append(list, fmt.Sprintf("%d %s", m.At, plainAmount(m.Amount)))
		}
		set("money", v.money(), &list)
	}
	if want.Decisions != nil {
		out["decisions"] = v.decisions(want)
	}
	return out
}

func ptr(s []string) *[]string { return &s }

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// plainAmount drops the decimals that are none.
func plainAmount(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// view reads from a record what expectations speak of.
type view struct{ *record.Record }

func (v view) entity(id string) *record.Entity {
	for i := range v.Entities {
		if e := &v.Entities[i]; e.ID == id || "ref:"+e.Local == id {
			return e
		}
	}
	return nil
}

func (v view) names(typ string) (out []string) {
	for _, e := range v.Entities {
		if e.Type.Name == typ {
			out = append(out, e.Name)
		}
	}
	return out
}

func (v view) publisher() (out []string) {
	for _, ref := range v.Document.Refs["publisher"] {
		if e := v.entity(ref.ID); e != nil && e.Type.Name == "Council" {
			out = append(out, e.Name)
		}
	}
	return out
}

// committees are those whose page it is, and those that decided or met.
func (v view) committees() (out []string) { return v.names("Committee") }

func (v view) dates() (out []string) {
	mentioned := map[string]bool{}
	for _, f := range v.Facts {
		if f.Type.Name == "Claim" && f.Fields["field"] == "status" && f.Fields["value"] == "MENTIONED" {
			mentioned[f.Refs["about"][0].ID] = true
		}
	}
	for _, e := range v.Entities {
		if e.Type.Name == "Meeting" && !mentioned[e.ID] {
			for _, p := range e.Type.Fields {
				if p.Name == "date" {
					out = append(out, fmt.Sprint(e.Fields[p.Part("text").Column]))
				}
			}
		}
	}
	if d, ok := v.Document.Fields["date"].(int64); ok && len(out) == 0 {
		out = append(out, dayText(d))
	}
	return out
}

func (v view) claims(field string) (out []string) {
	for _, f := range v.Facts {
		if f.Type.Name == "Claim" && f.Fields["field"] == field && f.Fields["value"] != "MENTIONED" {
			out = append(out, f.Fields["value"].(string))
		}
	}
	return out
}

func (v view) suppliers(naming string) (out []string) {
	stated := map[string]string{}
	for _, f := range v.Facts {
		if f.Type.Name == "Claim" && f.Fields["field"] == "naming" {
			stated[f.Refs["about"][0].ID] = f.Fields["value"].(string)
		}
	}
	for _, e := range v.Entities {
		id := cmp.Or(e.ID, "ref:"+e.Local)
		if e.Type.Name == "Supplier" && cmp.Or(stated[id], "NAMED") == naming {
			out = append(out, e.Name)
		}
	}
	return out
}

func (v view) attendance() (out []string) {
	for _, f := range v.Facts {
		if f.Type.Name == "Attendance" {
			out = append(out, v.entity(f.Refs["councillor"][0].ID).Name+" "+f.Fields["status"].(string))
		}
	}
	return out
}

func (v view) money() (out []string) {
	for _, f := range v.Facts {
		field := f.Type.Field("amount")
		if field == nil || field.Value == nil || f.Fields[field.Part("amount").Column] == nil {
			continue
		}
		amount := f.Fields[field.Part("amount").Column].(int64)
		printed, _ := f.Fields[field.Part("printed").Column].(string)
		for _, e := range f.Evidence {
			if !strings.Contains(v.Version.Passages[e.Passage-1].Text, printed) {
				continue // what else the fact says stands there
			}
			out = append(out, fmt.Sprintf("%d %s", e.Passage, plainAmount(fmt.Sprintf("%s%d.%02d", map[bool]string{true: "-"}[amount < 0], abs(amount)/100, abs(amount)%100))))
		}
	}
	return out
}

func abs(n int64) int64 { return max(n, -n) }

// decisions compares pairs of passage and outcome; passages that a decision may cite besides are neither right nor wrong.
func (v view) decisions(want expected) (c comparison) {
	var got, list []string
	also := map[string]bool{}
	for _, d := range *want.Decisions {
		list = append(list, fmt.Sprintf("%d %s", d.At, d.Outcome))
		for _, at := range d.Also {
			also[fmt.Sprintf("%d %s", at, d.Outcome)] = true
		}
	}
	for _, f := range v.Facts {
		if f.Type.Name != "Decision" {
			continue
		}
		outcome, _ := f.Fields["outcome"].(string)
		for _, e := range f.Evidence {
			if pair := fmt.Sprintf("%d %s", e.Passage, outcome); !also[pair] || slices.Contains(list, pair) {
				got = append(got, pair)
			}
		}
	}
	return sets(got, list)
}

func dayText(d int64) string { return value.Day(d).String() }
