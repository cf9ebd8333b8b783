package extract

import (
	"cmp"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
)

// Known is what is known before a page is read. All of it may be empty.
type Known struct {
	// Councils is the list of councils; none of them is an entity until a page is its own or names it. May be nil.
	Councils *councils.Table
	// Names are those of entities of the graph.
	Names []Name

	byName map[string][]Name // by type and words; made once a page
}

// Name is a name of an entity of the graph.
type Name struct {
	Type, ID, Text string
	// Councils are the ids of the councils that it belongs to, where that is known: those of a committee, or of a councillor.
	Councils []string
}

// byHost are the councils whose sites a host serves. A council and one that it took the place of, of the same name, are one to a page.
func (k Known) byHost(host string) (out []councils.Council) {
	if k.Councils == nil || host == "" {
		return nil
	}
	for _, c := range k.Councils.ByHost(host) {
		if !slices.ContainsFunc(out, func(o councils.Council) bool { return o.Name == c.Name }) {
			out = append(out, c)
		}
	}
	return out
}

// council finds a council by a name as pages print it: Brent, Brent Council, London Borough of Brent. Where a name means several, as
// county and city of one place, none is taken.
func (k Known) council(printed string) (councils.Council, bool) {
	if k.Councils == nil || printed == "" {
		return councils.Council{}, false
	}
	var found []councils.Council
	for _, c := range k.Councils.ByName(printed) {
		if c.Current() {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		return councils.Council{}, false
	}
	return found[0], true
}

// indexed is the same with its names found by their words.
func (k Known) indexed() Known {
	k.byName = map[string][]Name{}
	for _, n := range k.Names {
		key := nameKey(n.Type, n.Text)
		k.byName[key] = append(k.byName[key], n)
	}
	return k
}

func nameKey(typ, text string) string { return typ + " " + strings.Join(value.Words(text), " ") }

// named finds the one entity of a type with that name.
func (k Known) named(typ, text string, councils ...string) (Name, bool) {
	var found Name
	for _, n := range k.byName[nameKey(typ, text)] {
		if !shares(n.Councils, councils) || n.ID == found.ID {
			continue
		}
		if found.ID != "" {
			return Name{}, false
		}
		found = n
	}
	return found, found.ID != ""
}

// shares says whether two sets of councils may be the same or overlap; nothing is known of an empty one.
func shares(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// longest orders names so that the longest is tried first.
func longest(a, b Name) int {
	return cmp.Or(cmp.Compare(len(b.Text), len(a.Text)), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Text, b.Text))
}
