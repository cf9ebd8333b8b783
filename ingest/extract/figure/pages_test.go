package figure

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/value"
)

// TestRealPages reads the pages in $COUNCILGRAPH_PAGES, which are not in the repository, and holds what it finds to what a person
// found (testdata/pages.tsv). A figure is right where its printed words and what it says are.
func TestRealPages(t *testing.T) {
	dir := os.Getenv("COUNCILGRAPH_PAGES")
	if dir == "" {
		t.Skip("COUNCILGRAPH_PAGES is not set")
	}
	scores := map[string]*score{}
	for _, p := range expectations(t) {
		text, err := os.ReadFile(filepath.Join(dir, p.name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		found := figuresOf(Uncut(string(text)), p.meeting)
		for _, kind := range []string{"money", "money kind", "date", "duration", "quantity"} {
			for _, part := range []string{p.part, "all"} {
				s := scores[part+" "+kind]
				if s == nil {
					s = &score{}
					scores[part+" "+kind] = s
				}
				miss, extra := s.count(p.figures[kind], found[kind])
				if part == "all" && (p.part == "rules" || os.Getenv("COUNCILGRAPH_ASIDE") != "") {
					for _, m := range miss {
						t.Logf("%s: missed %s %s", p.name, kind, m)
					}
					for _, e := range extra {
						t.Logf("%s: wrong  %s %s", p.name, kind, e)
					}
				}
			}
		}
	}
	for _, part := range []string{"rules", "aside", "all"} {
		for _, kind := range []string{"money", "money kind", "date", "duration", "quantity"} {
			s := scores[part+" "+kind]
			t.Logf("%-5s %-10s %s", part, kind, s)
			if f := floors[kind]; s.precision() < f.precision || s.recall() < f.recall {
				t.Errorf("%s %s: %s, want at least %v", part, kind, s, f)
			}
		}
	}
}

// floors are what must hold on each part: precision first.
var floors = map[string]struct{ precision, recall float64 }{
	"money": {0.95, 0.9}, "money kind": {0.8, 0.7}, "date": {0.95, 0.9}, "duration": {0.95, 0.9}, "quantity": {0.85, 0.8},
}

type score struct{ found, right, wanted int }

func (s *score) precision() float64 { return ratio(s.right, s.found) }
func (s *score) recall() float64    { return ratio(s.right, s.wanted) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (s *score) String() string {
	return fmt.Sprintf("precision %.3f (%d of %d), recall %.3f (%d of %d)", s.precision(), s.right, s.found, s.recall(), s.right, s.wanted)
}

// count compares two lists, each entry as often as it stands there, and returns what is missing and what is too much.
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

// figuresOf writes all that is found in a text in the form of the expectations.
func figuresOf(text string, meeting value.Day) map[string][]string {
	out := map[string][]string{}
	add := func(kind string, s Span, parts ...string) {
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
		out[kind] = append(out[kind], s.Printed+" = "+strings.Join(parts, " "))
	}
	for _, m := range Money(text) {
		add("money", m.Span, m.Amount.Amount()+" "+m.Amount.Currency, toMoney(m), boundText(m.Bound), tag("per", m.Per), tag("for", forText(m)),
			tag("vat", string(m.VAT)))
		if m.Kind != KindUnstated {
			add("money kind", m.Span, string(m.Kind))
		}
	}
	for _, d := range Dates(text, meeting) {
		when := d.When.Text
		if when == "" {
			when = "-"
		}
		if d.When.YearTaken {
			when += "*"
		}
		add("date", d.Span, when, tag("role", string(d.Role)))
	}
	for _, d := range Durations(text) {
		amount := string(value.AppendDecimal(nil, d.Amount, value.QuantityPlaces))
		if d.To != nil {
			amount += "-" + string(value.AppendDecimal(nil, *d.To, value.QuantityPlaces))
		}
		add("duration", d.Span, amount, d.Unit)
	}
	for _, q := range Quantities(text) {
		amount := string(value.AppendDecimal(nil, *q.Value.Amount, value.QuantityPlaces))
		if q.To != nil {
			amount += "-" + string(value.AppendDecimal(nil, *q.To, value.QuantityPlaces))
		}
		add("quantity", q.Span, amount, q.Value.Unit, boundText(q.Value.Bound), tag("of", q.Value.Of), tag("per", q.Value.Per))
	}
	return out
}

func toMoney(m MoneySpan) string {
	if m.To == nil {
		return ""
	}
	return "to=" + m.To.Amount()
}

func boundText(b value.Bound) string {
	if b == value.BoundExact {
		return ""
	}
	return tag("bound", string(b))
}

func tag(name, s string) string {
	if s == "" {
		return ""
	}
	return name + "=" + s
}

func forText(m MoneySpan) string {
	if m.For == nil {
		return ""
	}
	return fmt.Sprint(m.For.Months)
}

type expected struct {
	name, part string
	meeting    value.Day
	figures    map[string][]string
}

func expectations(t *testing.T) (pages []*expected) {
	f, err := os.Open("testdata/pages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		cell := strings.Split(lines.Text(), "\t")
		if len(cell) != 3 {
			t.Fatalf("%q: want three cells", lines.Text())
		}
		if cell[0] == "page" {
			pages = append(pages, &expected{name: cell[1], part: cell[2], figures: map[string][]string{}})
			continue
		}
		p := pages[len(pages)-1]
		if cell[0] == "meeting" {
			if p.meeting, err = value.ParseDay(cell[2]); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if says, kind, ok := strings.Cut(cell[2], " kind="); ok { // counted on its own
			cell[2] = says
			p.figures["money kind"] = append(p.figures["money kind"], cell[1]+" = "+kind)
		}
		p.figures[cell[0]] = append(p.figures[cell[0]], cell[1]+" = "+cell[2])
	}
	return pages
}
