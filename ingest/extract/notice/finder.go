package notice

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/passage"
)

// The pages of Contracts Finder: title, buyer and `Published date: ...` at the head, `This contract was awarded to 2 suppliers.` before a block
// for each, which begins with the name and ends with whether it is small.

// sizeOf is the name of the labels that end a supplier's block: what follows their answer is the next supplier.
const sizeOf = "size"

var (
	awardedTo   = regexp.MustCompile(`^This contract was awarded to \d+ suppliers?\.?$`)
	finderTitle = regexp.MustCompile(`^Published date: \d`)
)

// finderHead takes title and buyer off the head of such a page.
func (t *textReader) finderHead() {
	const near = 8
	at := slices.IndexFunc(t.passages[:min(len(t.passages), near)], func(p passage.Passage) bool { return finderTitle.MatchString(p.Text) })
	summary := slices.ContainsFunc(t.passages, func(p passage.Passage) bool { return p.Text == "Contract summary" })
	if at < 2 || !summary || siteHead.MatchString(t.passages[at-2].Text) {
		return
	}
	title, buyer := t.passages[at-2], t.passages[at-1]
	t.fields = append([]field{{"title", []line{{title.Ordinal, title.Text}}}, {"buyer", []line{{buyer.Ordinal, buyer.Text}}}}, t.fields...)
}

// belowLabel adds a line to the field that it stands below. In a supplier's block the register number is the supplier's, and what follows
// the last answer is the next supplier.
func (t *textReader) belowLabel(l line) {
	f := &t.fields[len(t.fields)-1]
	switch {
	case f.name == sizeOf && len(f.values) > 0 && l.at < len(t.passages) && t.passages[l.at].Text == "Address":
		t.fields = append(t.fields, field{"supplier", []line{l}})
		return
	case f.name == "reference" && companyNumber.MatchString(l.text):
		for i := len(t.fields) - 1; i >= 0; i-- {
			if of := &t.fields[i]; of.name == "supplier" && len(of.values) > 0 {
				of.values = append(of.values, l)
				return
			}
		}
	}
	f.values = append(f.values, l)
}

// term reads the days on which a contract starts and ends, those of the award where the tender gave others.
func (t *textReader) term() {
	for _, x := range []struct{ name, kind, says string }{{"starts", "STARTS", "starts"}, {"ends", "ENDS", "ends"}} {
		all := t.all(x.name)
		if len(all) == 0 {
			continue
		}
		l := all[len(all)-1]
		said, at, ok := t.day(l)
		if day, err := value.ParseDay(said); ok && err == nil {
			t.event(x.kind, t.modality(l, day), said, fmt.Sprintf("The contract for %s %s on %s.", t.called(), x.says, strings.TrimSpace(said)), nil, at)
		}
	}
}
