package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"councilgraph/ingest/record"
)

// tell says what became of a fact of the record.
func (r *Resolver) tell(f *fact, before, after map[string]*matter) {
	if r.withdrawn {
		r.item(f.At, Ended, f.s.ID, "what let it in was taken back")
		return
	}
	was := before[f.s.Key]
	fate, why := Unchanged, ""
	if len(f.evidence) == 0 {
		why = "said before in this record, of the same passage"
	}
	for _, e := range f.evidence {
		if old := was.evidence[e.ID]; (old == nil || !old.same(e)) && !r.movedOnly(was, e) {
			fate = Updated
		}
	}
	if fate == Updated && !was.states(f.s.ID, r.document) && !r.toldAs[f.s.ID] {
		if old := r.replaced(f, was, after); old != nil {
			r.retold[old.ID] = true
			why = "in place of " + old.ID + ": " + old.text("wording")
		} else if !was.states(f.s.ID, "") {
			fate = Created
		}
	}
	r.toldAs[f.s.ID] = true
	for _, rel := range f.Type.Rels {
		if rel.Expected && rel.From == nil && len(f.s.Refs[rel.Name]) == 0 {
			why = strings.TrimPrefix(why+"; warning: no "+rel.Name+" stated; left empty", "; ")
		}
	}
	r.item(f.At, fate, f.s.ID, "%s", why)
}

// same says whether evidence is as it was, whichever version confirmed it last.
func (e *Evidence) same(o *Evidence) bool {
	x, y := *e, *o
	x.Version, y.Version = "", ""
	x.Statement, y.Statement = nil, nil
	return x == y && e.Statement.Reading() == o.Statement.Reading()
}

// movedOnly: the same statement of the same reader, of which only the passage reads otherwise than in the version before, or prints
// other figures than those of the statement.
func (r *Resolver) movedOnly(before *matter, e *Evidence) bool {
	for _, c := range r.carried {
		as := *c.was
		as.Passage = e.Passage
		if c.is != nil {
			if c.is.Passage != e.Passage {
				continue
			}
			as.Printed = c.is.Printed
		}
		as.identify()
		if before.evidence[c.was.ID] != nil && as.same(e) {
			return true
		}
	}
	return false
}

// replacedBy says whether the record itself reads what a rule carried over to the same passage: as the rule did, or fuller, or
// otherwise. A reading that a person has accepted is that person's.
func (c *carried) replacedBy(stated map[string]*Evidence) bool {
	if !c.is.unread() {
		return false
	}
	s := c.is.Statement
	for _, e := range stated {
		if e.Passage == c.is.Passage && e.Statement.Key == s.Key && (compare(e.Statement, s) != apart || contradict(e.Statement, s) != "") {
			return true
		}
	}
	return false
}

// states says whether a statement is among the matter's, from one document or, with none, from any.
func (m *matter) states(id, document string) bool {
	for _, e := range m.evidence {
		if e.Statement.ID == id && (document == "" || e.Document == document) {
			return true
		}
	}
	return false
}

// replaced is the statement in whose place a fact is told that is new in its document: that from which a rule carried it over, else
// one of the same matter, of the same passage if there is one, that the document states no longer. Each has one that takes its place.
func (r *Resolver) replaced(f *fact, was *matter, after map[string]*matter) *Statement {
	gone := func(s *Statement) bool {
		return s.ID != f.s.ID && !r.retold[s.ID] && !after[s.Key].states(s.ID, r.document)
	}
	for _, c := range r.carried {
		if c.retold() && c.is.Statement.Key == f.s.Key && gone(c.was.Statement) && f.standsIn(c.is.Passage) {
			return c.was.Statement
		}
	}
	var found *Statement
	for _, id := range slices.Sorted(maps.Keys(was.evidence)) {
		e := was.evidence[id]
		switch {
		case e.Document != r.document || !gone(e.Statement):
		case f.standsIn(e.Passage):
			return e.Statement
		case found == nil:
			found = e.Statement
		}
	}
	return found
}

// standsIn says whether a passage is among a fact's evidence.
func (f *fact) standsIn(passage string) bool {
	return slices.ContainsFunc(f.evidence, func(e *Evidence) bool { return e.Passage == passage })
}

// WithDocument is why an item is held where the whole record is; the item of the document says why that is.
const WithDocument = "held with its document"

// withhold tells what becomes of the items where nothing of the record is taken: they are held with it. Where all of it was taken in
// before there is nothing to hold.
func (r *Resolver) withhold() {
	fate, with, why := OnHold, WithDocument, r.held
	if entities, facts := len(r.rec.Entities), len(r.rec.Facts); entities+facts > 0 {
		why += fmt.Sprintf("; with it are held its entities, %d, and facts, %d", entities, facts)
	}
	if r.told {
		fate, with, why = Unchanged, "", "taken in before; a newer version of this document is held"
	}
	r.item(r.rec.Document.At, fate, r.document, "%s", why)
	for _, e := range r.rec.Entities {
		r.item(e.At, fate, "", "%s", with)
	}
	for _, f := range r.rec.Facts {
		r.item(f.At, fate, "", "%s", with)
	}
}

// nameShown gives each item the id of the fact that shows it: the one that a reader finds.
func (r *Resolver) nameShown(shown map[string]string) {
	for i, item := range r.items {
		if to := shown[item.ID]; to != "" && to != item.ID {
			r.items[i].ID = to
			r.items[i].Reason = strings.TrimPrefix(item.Reason+"; shown as this fuller fact", "; ")
		}
	}
}

// ended tells what is no longer stated, and why, where that is not plain. What a rule carried over is told as updated.
func (r *Resolver) ended(before, after map[string]*matter) {
	why := map[string]string{}
	for _, c := range r.carried {
		if c.is == nil && c.why != "" {
			why[c.was.Statement.ID] = "; " + c.why
		}
	}
	here := r.standing()
	for _, key := range slices.Sorted(maps.Keys(before)) {
		told := map[string]bool{}
		for _, id := range slices.Sorted(maps.Keys(before[key].evidence)) {
			e := before[key].evidence[id]
			if e.Document != r.document || after[key].states(e.Statement.ID, r.document) || told[e.Statement.ID] || r.retold[e.Statement.ID] {
				continue
			}
			told[e.Statement.ID] = true
			if why[e.Statement.ID] == "" && !here[e.Passage] {
				why[e.Statement.ID] = "; its passage no longer stands in this text"
			}
			r.item(record.Place{Path: "(ended)"}, Ended, e.Statement.ID, "no longer stated: %s%s", e.Statement.text("wording"), why[e.Statement.ID])
		}
	}
}
