package supplier

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
)

type expected struct {
	name, part        string
	meeting           value.Day
	suppliers, events []string
}

func expectations(t *testing.T) (pages []*expected) {
	f, err := os.Open("testdata/pages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		kind, rest, _ := strings.Cut(lines.Text(), "\t")
		switch kind {
		case "page":
			name, part, _ := strings.Cut(rest, "\t")
			pages = append(pages, &expected{name: name, part: part})
		case "meeting":
			if pages[len(pages)-1].meeting, err = value.ParseDay(rest); err != nil {
				t.Fatal(err)
			}
		case "supplier":
			pages[len(pages)-1].suppliers = append(pages[len(pages)-1].suppliers, rest)
		case "event":
			pages[len(pages)-1].events = append(pages[len(pages)-1].events, strings.ReplaceAll(rest, "\t", "|"))
		}
	}
	return pages
}

type score struct{ found, right, wanted int }

func (s *score) String() string {
	return fmt.Sprintf("precision %.3f (%d of %d), recall %.3f (%d of %d)", s.precision(), s.right, s.found, s.recall(), s.right, s.wanted)
}

func (s *score) precision() float64 { return ratio(s.right, s.found) }
func (s *score) recall() float64    { return ratio(s.right, s.wanted) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (s *score) count(want, found []string) (miss, extra []string) {
	left := slices.Clone(want)
	for _, f := range found {
		if i := slices.Index(left, f); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		extra = append(extra, f)
	}
	s.found += len(found)
	s.wanted += len(want)
	s.right += len(found) - len(extra)
	return left, extra
}

// TestRealPages holds what is found on the pages in $COUNCILGRAPH_PAGES, which are not in the repository, to what a person found: each
// supplier once a page, without any known name, and each event.
func TestRealPages(t *testing.T) {
	dir := os.Getenv("COUNCILGRAPH_PAGES")
	if dir == "" {
		t.Skip("COUNCILGRAPH_PAGES is not set")
	}
	scores := map[string]*score{}
	for _, k := range []string{"rules", "aside", "all"} {
		scores[k+" supplier"], scores[k+" event"] = &score{}, &score{}
	}
	for _, p := range expectations(t) {
		text, err := os.ReadFile(filepath.Join(dir, p.name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		o := Options{Transcript: strings.HasPrefix(p.name, "ocnt-") || strings.HasPrefix(p.name, "web-"), Buyers: []string{"Brent", "Lewisham", "Southwark", "STS", "LGA"}}
		var names, events []string
		body := figure.Uncut(string(text))
		for _, f := range Find(body, o) {
			if !slices.ContainsFunc(names, func(n string) bool { return Short(n) == Short(f.Printed) }) {
				names = append(names, f.Printed)
			}
		}
		for _, e := range Events(body, p.meeting, o) {
			events = append(events, eventText(e))
		}
		for _, part := range []string{p.part, "all"} {
			miss, extra := scores[part+" supplier"].count(p.suppliers, names)
			missed, more := scores[part+" event"].count(p.events, events)
			if part == "all" && (p.part == "rules" || os.Getenv("COUNCILGRAPH_ASIDE") != "") && len(miss)+len(extra)+len(missed)+len(more) > 0 {
				t.Logf("%s: missed %q, wrong %q\nmissed %q, wrong %q", p.name, miss, extra, missed, more)
			}
		}
	}
	for _, part := range []string{"rules", "aside", "all"} {
		for _, kind := range []string{"supplier", "event"} {
			t.Logf("%-5s %-8s %s", part, kind, scores[part+" "+kind])
		}
	}
	for kind, floor := range map[string]struct{ precision, recall float64 }{"supplier": {0.95, 0.7}, "event": {0.9, 0.6}} {
		if s := scores["all "+kind]; s.precision() < floor.precision || s.recall() < floor.recall {
			t.Errorf("%s: %s, want at least %v", kind, s, floor)
		}
	}
}

func eventText(e Event) string {
	name, when := "", ""
	if e.Supplier != nil {
		name = e.Supplier.Printed
	}
	if e.When != nil {
		when = e.When.Point.Text
	}
	return fmt.Sprintf("%s %s|%s|%s", e.Kind, e.Modality, name, when)
}
