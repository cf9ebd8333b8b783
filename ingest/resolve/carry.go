package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"councilgraph/ingest/record"
)

// carrier is the reader of evidence that a rule carried over from an older version of its document.
const carrier = "carried over"

// carried is evidence of the document and what becomes of it in this version.
type carried struct {
	was, is *Evidence // is: nil where it ends
	why     string    // it ends, where more can be said than that its words are gone
	figures []used    // of its printed words
	around  []used    // of its passage, where that changed
	follows bool      // it is told anew only since a fact that it names is
}

// retold says that it now stands for a statement that a rule made of the old one.
func (c *carried) retold() bool { return c.is != nil && c.is.Statement != c.was.Statement }

// carry says for each piece of evidence that the document had what becomes of it in this version. It goes on while its passage is
// unchanged, or while each printed value that it used still stands in a changed passage of its section. Where its passage differs in
// figures only, it is carried over with the values that are printed now. Else it ends.
func (r *Resolver) carry() {
	unchanged := r.standing()
	pairs := r.pairs()
	type reading struct{ states, origin, reader string }
	groups := map[reading][]*carried{}
	for _, e := range r.state.Document.Evidence {
		c := &carried{was: e}
		if on := *e; e.Version == r.version || unchanged[e.Passage] {
			on.Version = r.version
			c.is, c.figures = &on, asPrinted(splitPrinted(e.Printed))
		} else if p := pairs[e.Passage]; p != nil {
			r.follows(c, p)
		} else if ordinal, ok := r.stillPrinted(e); ok {
			on.Version, on.Passage = r.version, r.passages[ordinal]
			on.identify()
			c.is, c.figures = &on, asPrinted(splitPrinted(e.Printed))
		}
		r.carried = append(r.carried, c)
		key := reading{e.Statement.ID, e.Origin, e.Reader}
		groups[key] = append(groups[key], c)
	}
	for _, group := range groups {
		r.retell(group)
	}
	r.followFacts()
}

func splitPrinted(words string) []string {
	if words == "" {
		return nil
	}
	return strings.Split(words, printedSeparator)
}

// follows carries evidence to the passage that took the place of its own.
func (r *Resolver) follows(c *carried, p *pair) {
	var printed []string
	for _, piece := range splitPrinted(c.was.Printed) {
		now, figures, ok := p.piece(piece)
		if !ok {
			c.why = "what took the place of " + piece + " cannot be told"
			return
		}
		printed = append(printed, now)
		for _, u := range figures {
			if !slices.ContainsFunc(c.figures, func(o used) bool { return o.at == u.at }) {
				c.figures = append(c.figures, u)
			}
		}
	}
	if len(printed) == 0 {
		return
	}
	c.around = p.figures()
	on := *c.was
	on.Version, on.Passage, on.Printed = r.version, r.passages[p.ordinal], joinPrinted(printed)
	if on.Printed != c.was.Printed {
		on.byRule()
	}
	on.identify()
	c.is = &on
}

// byRule marks evidence that nobody read as it stands.
func (e *Evidence) byRule() { e.Origin, e.Reader, e.Review = "RULE", carrier, "UNREVIEWED" }

// retell makes the statement of some evidence of one reader anew where its figures changed. What its other evidence prints of it goes
// along, unless that prints the old figure still: then both stand.
func (r *Resolver) retell(group []*carried) {
	var all, around []used
	for _, c := range group {
		if c.is != nil {
			all, around = append(all, c.figures...), append(around, c.around...)
		}
	}
	told := r.readAnew(group[0].was.Statement, all, all, around)
	switch {
	case told.clash != "":
		r.retellEach(group, all, told)
	case told.why != "":
		for _, c := range group {
			if c.is != nil && (told.whole || slices.ContainsFunc(c.figures, used.changed)) {
				c.become(told)
			}
		}
	default:
		for _, c := range group {
			if c.is != nil {
				c.become(told)
			}
		}
	}
	if name := unprinted(group); name != "" {
		for _, c := range group {
			if c.is != nil && !c.retold() {
				c.become(reread{why: "what took the place of its " + name + " cannot be told"})
			}
		}
	}
}

// retellEach reads a statement anew by each evidence alone, where they print one figure differently now. What prints none stays with
// those that print the old one, if any do.
func (r *Resolver) retellEach(group []*carried, all []used, told reread) {
	stays := false
	for _, c := range group {
		if c.is != nil && c.prints(told.clash) {
			c.become(r.readAnew(c.was.Statement, c.figures, all, c.around))
			stays = stays || c.is != nil && !c.retold()
		}
	}
	for _, c := range group {
		if c.is != nil && !c.prints(told.clash) && !stays {
			c.become(reread{why: told.why})
		}
	}
}

// unprinted is the place of a statement's value that only such evidence printed as ends because its new figures cannot be told: the
// reading is not carried over, and what is left of it, such as the period that a value is for, would keep the old value. It is empty
// where there is none.
func unprinted(group []*carried) string {
	s := group[0].was.Statement
	if !slices.ContainsFunc(group, func(c *carried) bool { return c.is == nil && c.why != "" }) {
		return ""
	}
	places, _ := placed(s.Type, maps.Clone(s.Fields))
	for _, p := range places {
		if p.field == "when" && !s.dateIsValue() || !slices.Contains(s.Type.Rule.Value, p.field) {
			continue
		}
		was := slices.ContainsFunc(group, func(c *carried) bool {
			return slices.ContainsFunc(asPrinted(splitPrinted(c.was.Printed)), p.reads)
		})
		is := slices.ContainsFunc(group, func(c *carried) bool { return c.is != nil && slices.ContainsFunc(c.figures, p.reads) })
		if was && !is {
			return p.name
		}
	}
	return ""
}

// prints says whether evidence prints the figure at a place of its statement.
func (c *carried) prints(name string) bool {
	places, _ := placed(c.was.Statement.Type, maps.Clone(c.was.Statement.Fields))
	return slices.ContainsFunc(places, func(p place) bool { return p.name == name && slices.ContainsFunc(c.figures, p.reads) })
}

func (c *carried) become(told reread) {
	if told.why != "" {
		c.is, c.why = nil, told.why
		return
	}
	if told.s != c.was.Statement {
		if told.s.Reading() == c.was.Statement.Reading() {
			return
		}
		c.is.Statement = told.s
		c.is.byRule()
		c.is.identify()
	}
}

// readAnew reads a statement by the figures that are printed now. A claim's value is text of the kind that its field has; only plain text can be read anew.
func (r *Resolver) readAnew(s *Statement, from, all, around []used) reread {
	out := readAnew(s, from, all, around)
	if out.why != "" || !s.IsClaim(r.m) {
		return out
	}
	_, name, said := r.m.Claims()
	for _, about := range s.Shown["about"] {
		field := r.m.TypeOf(about).Field(s.text(name.Column))
		if out.s.text(said.Column) != s.text(said.Column) && (field == nil || field.Kind != "String") {
			return reread{why: "its value is of a kind that is not read from print"}
		}
	}
	return out
}

// followFacts: what names a fact that is told anew goes along with it, a step with what closes it. What is nothing without the facts
// that it names, a dispute, was said of the old figures, and ends with them.
func (r *Resolver) followFacts() {
	now := map[string]string{}
	for _, c := range r.carried {
		if c.retold() {
			now[c.was.Statement.ID] = c.is.Statement.ID
		}
	}
	for _, c := range r.carried {
		if c.is != nil && !c.retold() {
			delete(now, c.was.Statement.ID) // it is still said elsewhere
		}
	}
	for _, c := range r.carried {
		if c.is == nil || !slices.ContainsFunc(slices.Concat(slices.Collect(maps.Values(c.is.Statement.Refs))...), func(id string) bool { return now[id] != "" }) {
			continue
		}
		refs := map[string][]string{}
		for name, ids := range c.is.Statement.Refs {
			for _, id := range ids {
				if now[id] != "" && c.is.Statement.Type.Rel(name).Required {
					c.is, c.why = nil, "a fact that it names is told anew"
					break
				}
				refs[name] = append(refs[name], cmp.Or(now[id], id))
			}
			if c.is == nil {
				break
			}
		}
		if c.is != nil {
			c.follows = !c.retold()
			c.is.Statement = NewStatement(c.is.Statement.Type, maps.Clone(c.is.Statement.Fields), refs, c.is.Statement.Scope, c.is.Statement.merges)
			c.is.byRule()
			c.is.identify()
		}
	}
}

// tellCarried tells each statement that a rule made of an older one and that no item of the record states itself.
func (r *Resolver) tellCarried(after map[string]*matter) {
	told := map[string]bool{}
	for _, c := range r.carried {
		if !c.retold() || after[c.is.Statement.Key].evidence[c.is.ID] != c.is || r.states(c.is.Statement.ID) {
			continue
		}
		was, is := c.was.Statement.ID, c.is.Statement.ID
		r.retold[was] = true
		if told[is] {
			continue
		}
		told[is] = true
		switch {
		case c.follows:
			r.item(carriedOver, Updated, is, "a fact that it names was carried over")
		case was != is:
			r.item(carriedOver, Updated, is, "carried over from %s with the figures that are printed now", was)
		default:
			r.item(carriedOver, Updated, is, "carried over with the figures that are printed now")
		}
	}
}

// carriedOver stands for the path of what no item of the record states.
var carriedOver = record.Place{Path: "(carried)"}

// states says whether an item of the record states this.
func (r *Resolver) states(statement string) bool {
	return slices.ContainsFunc(r.facts, func(f *fact) bool { return f.s.ID == statement })
}
