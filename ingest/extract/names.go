package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"councilgraph/ingest/extract/supplier"
)

// readNames finds what the graph knows: projects, products, suppliers, bodies and the like, by any of their names.
func (w *writer) readNames(lines []*line) {
	for _, l := range lines {
		if l.furniture {
			continue
		}
		all := w.find(span{l, 0, len(l.text)})
		for i, f := range all {
			switch {
			case f.Type == "Council":
				w.council(f.Text, f.at.place())
			case f.Type == "Supplier" && i+1 < len(all) && all[i+1].Type == "Product" && all[i+1].at.from == f.at.to+1: // MS Teams is a product
			default:
				w.entity(f.Type, f.ID, f.Text, nil, f.at.place())
			}
		}
	}
}

// knownIn are the ids of the known projects, contracts, agreements and the like that a sentence names.
func (w *writer) knownIn(s span) (ids []string) {
	for _, f := range w.find(s) {
		switch f.Type {
		case "Project", "Product", "Contract", "Agreement", "Risk", "Indicator":
			if !slices.Contains(ids, f.ID) {
				w.entity(f.Type, f.ID, f.Text, nil, f.at.place())
				ids = append(ids, f.ID)
			}
		}
	}
	return ids
}

// found is a known name in a text.
type found struct {
	Name
	at span
}

// recognised are the types whose entities are found by name in running text. People and committees have rules of their own, and a
// meeting's or a document's name is no name that a sentence uses.
var recognised = words("Project Product Supplier Body Contract Agreement Indicator Risk Place Council")

// find finds known names, the longest first, so that a shorter one within it is not found again. A name that means several things of
// the graph means none of them here.
func (w *writer) find(s span) (out []found) {
	text := s.String()
	for _, n := range w.index().names {
		for _, at := range occurrences(text, n.Text) {
			here := s.sub(at, at+len(n.Text))
			if n.Type == "Supplier" && !strings.Contains(n.Text, " ") && supplier.InName(text, at, at+len(n.Text)) {
				continue
			}
			if !slices.ContainsFunc(out, func(o found) bool { return o.at.from < here.to && here.from < o.at.to }) {
				out = append(out, found{n, here})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b found) int { return a.at.from - b.at.from })
	return slices.DeleteFunc(out, func(f found) bool { return w.ambiguous[f.Text] })
}

// occurrences are the places where a name stands as words of its own.
func occurrences(text, name string) (at []int) {
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return at
		}
		i += from
		end := i + len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !inWord(before) && !inWord(after) {
			at = append(at, i)
		}
		from = end
	}
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || r == '-' || r == '_')
}
