package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/extract/supplier"
	"councilgraph/ingest/record"
)

// How sure a rule is, from 0 to 100. What is less sure than sure is held, and somebody decides.
const (
	exact   = 100
	normal  = 98
	sure    = 90
	byShort = 60
	byFirst = 70 // initials
	bySpell = 60
	bySur   = 40 // a surname alone
	byNamed = 50 // a name that several have
)

// identified is what an entity of a record is found to be.
type identified struct {
	id         string
	fate       Fate // empty where it has an id
	why        string
	by         *Match  // the rule, where the id was not given
	candidates []Match // what it may be, where that is not sure
}

// identifierFields are the stated fields whose value one entity alone has.
var identifierFields = []string{"companyNumber", "procurementNumber", "registerCode", "ocid"}

// Identifier asks for the entities of a type that have an identifier.
type Identifier struct {
	Type  *schema.Type
	Field string
	Value string
}

// Key is how it is looked up.
func (i Identifier) Key() string {
	return i.Type.Name + "\x00" + i.Field + "\x00" + identifier(i.Value)
}

// identifier is one as it is compared: a register's prefix and zeros at the start tell nothing.
func identifier(text string) string {
	text = strings.Join(value.Words(text), "")
	return strings.TrimLeft(strings.TrimPrefix(text, "gbcoh"), "0")
}

// Identifiers are those that the record claims of its entities.
func (r *Resolver) Identifiers() (out []Identifier) {
	claims, field, said := r.m.Claims()
	for _, f := range r.rec.Facts {
		name, _ := f.Fields[field.Column].(string)
		text, _ := f.Fields[said.Column].(string)
		if f.Type != claims.Target || !slices.Contains(identifierFields, name) {
			continue
		}
		for _, ref := range f.Refs["about"] {
			if e := r.meant[ref.ID]; e != nil && e.Type.Field(name) != nil {
				i := Identifier{e.Type, name, text}
				out = append(out, i)
				r.identifiers[e] = append(r.identifiers[e], i)
			}
		}
	}
	return out
}

// scoped are the types of which a name tells nothing beyond the councils that speak of it: two may each have a project of one name.
var scoped = map[string]bool{"Councillor": true, "Project": true, "Product": true, "Risk": true, "Indicator": true, "Contract": true, "Agreement": true}

// Scoped says whether a name of a type tells something only among the councils that speak of it.
func Scoped(t *schema.Type) bool { return scoped[t.Name] }

// Scoped says whether it has to be known which councils speak of an entity.
func (s *Stored) Scoped() bool {
	if s.Type.Name == "Agreement" { // an act or a framework is one for all
		kind, _ := s.Fields["kind"].(string)
		return kind != "LAW" && kind != "FRAMEWORK"
	}
	return scoped[s.Type.Name]
}

// Doubtful are the ids of entities whose names the record gives and of which it has to be known who speaks of them.
func (r *Resolver) Doubtful(state *State) (ids []string) {
	r.begin(state)
	for i := range r.rec.Entities {
		e := &r.rec.Entities[i]
		if !scoped[e.Type.Name] || state.Entities[e.ID] != nil {
			continue
		}
		ids = append(ids, state.Named[NameKey(e.Type, e.Name)]...)
		ids = append(ids, state.Normal[NormalKey(e.Type, e.Name)]...)
		for n := range maxClash {
			if s := state.Entities[minted(e.Type, e.Name, n)]; s != nil {
				ids = append(ids, s.ID)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Roster are the ids of the councils of which every councillor is to be known: those of councillors whom no name of the graph is that of.
func (r *Resolver) Roster(state *State) (ids []string) {
	for i := range r.rec.Entities {
		e := &r.rec.Entities[i]
		if e.Type.Name == "Councillor" && e.ID == "" && len(state.Named[NameKey(e.Type, e.Name)])+len(state.Normal[NormalKey(e.Type, e.Name)]) == 0 {
			ids = append(ids, r.councilsOf(e)...)
			for _, scope := range r.spoken() {
				for _, slug := range either(councils.Load().Of(scope), []string{scope}) {
					ids = append(ids, "council:"+slug)
				}
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// councilsOf are the ids of the councils that the record states of a councillor.
func (r *Resolver) councilsOf(e *record.Entity) (ids []string) {
	for i := range r.rec.Facts {
		f := &r.rec.Facts[i]
		if len(f.Refs["councillor"]) == 0 || r.meant[f.Refs["councillor"][0].ID] != e {
			continue
		}
		for _, ref := range f.Refs["council"] {
			if id, ok := r.refID(ref.ID); ok {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// spoken are the scopes of the councils that speak in the document: whose page it is, whose committee meets, and those of a joint committee
// that it names.
func (r *Resolver) spoken() (out []string) {
	add := func(scope string) {
		if scope != "" && !slices.Contains(out, scope) {
			out = append(out, scope)
		}
	}
	for _, ref := range r.rec.Document.Refs["publisher"] {
		if id, ok := r.refID(ref.ID); ok {
			add(ScopeOf(id))
		}
	}
	for _, ref := range r.rec.Document.Refs["meeting"] {
		if e := r.meant[ref.ID]; e != nil {
			for _, of := range e.Refs["of"] {
				if c := r.meant[of.ID]; c != nil {
					scope, _ := c.Fields["scope"].(string)
					add(scope)
				} else {
					add(ScopeOf(of.ID))
				}
			}
		} else {
			add(ScopeOf(ref.ID))
		}
	}
	for i := range r.rec.Entities {
		e := &r.rec.Entities[i]
		if scope, _ := e.Fields["scope"].(string); e.Type.Name == "Committee" && len(councils.Load().Of(scope)) > 1 {
			add(scope)
		}
	}
	if s := r.state.Entities[r.rec.Document.ID]; s != nil && len(out) == 0 {
		for _, id := range slices.Concat(s.Refs["publisher"], s.Refs["meeting"]) {
			add(ScopeOf(id))
		}
	}
	return out
}

// ScopeOf is the scope of councils that an id says: of a council itself, of a committee and its meetings; empty where it says none.
func ScopeOf(id string) string {
	switch parts := strings.Split(id, ":"); {
	case len(parts) == 2 && parts[0] == "council", len(parts) > 2 && parts[0] == "committee", len(parts) > 3 && parts[0] == "meeting":
		return parts[1]
	}
	return ""
}

// apart says why an entity of the record is another than one of the graph that has its name; empty where nothing says so.
func (r *Resolver) apart(e *record.Entity, s *Stored) string {
	for _, i := range r.identifiers[e] {
		if has, _ := s.Fields[s.Type.Field(i.Field).Column].(string); has != "" && identifier(has) != identifier(i.Value) {
			return fmt.Sprintf("%s has the %s %s, and not %s", s.ID, i.Field, has, i.Value)
		}
	}
	if naming, _ := s.Fields[namingField].(string); naming != "" && naming != namingKnown {
		return s.ID + " is described and not named"
	}
	if !s.Scoped() || s.Made {
		return ""
	}
	ours, theirs := r.spoken(), s.Spoken
	if e.Type.Name == "Councillor" {
		stated := r.councilsOf(e)
		if len(stated) > 0 && len(s.Councils) > 0 {
			ours, theirs = nil, nil
		}
		ours, theirs = either(scopes(stated), ours), either(scopes(s.Councils), theirs)
	}
	if len(ours) == 0 || len(theirs) == 0 || slices.ContainsFunc(ours, func(a string) bool {
		return slices.ContainsFunc(theirs, func(b string) bool { return councils.Load().Overlap(a, b) })
	}) {
		return ""
	}
	return fmt.Sprintf("%s is spoken of at %s, this one at %s", s.ID, strings.Join(theirs, ", "), strings.Join(ours, ", "))
}

func scopes(ids []string) (out []string) {
	for _, id := range ids {
		if s := ScopeOf(id); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// match finds what an entity that only its name tells is: a match that is sure, or what it may be.
func (r *Resolver) match(e *record.Entity) (m *Match, candidates []Match) {
	for _, i := range r.identifiers[e] {
		if ids := r.state.Identified[i.Key()]; len(ids) == 1 {
			return &Match{ids[0], "identifier", exact, fmt.Sprintf("%s %s", i.Field, i.Value)}, nil
		}
	}
	for _, rule := range []struct {
		name  string
		score int
		ids   []string
	}{{"name", exact, r.state.Named[NameKey(e.Type, e.Name)]}, {"normal form", normal, r.state.Normal[NormalKey(e.Type, e.Name)]}} {
		var all []Match
		for _, id := range rule.ids {
			if s := r.state.Entities[id]; s != nil && r.apart(e, s) == "" {
				all = append(all, Match{id, rule.name, rule.score, compared(e.Name, r.spelling(e, s))})
			}
		}
		if len(all) == 1 {
			return &all[0], nil
		}
		if len(all) > 1 {
			for i := range all {
				all[i].Score = byNamed
			}
			return nil, all
		}
	}
	if e.ID != "" {
		return nil, nil // its reader tells it from all others
	}
	switch e.Type.Name {
	case "Supplier":
		candidates = r.shortForms(e)
	case "Councillor":
		candidates = r.onRoster(e)
	}
	if len(candidates) == 1 && candidates[0].Score >= sure {
		return &candidates[0], nil
	}
	slices.SortFunc(candidates, func(a, b Match) int { return cmp.Or(b.Score-a.Score, strings.Compare(a.ID, b.ID)) })
	return nil, candidates
}

func compared(a, b string) string { return fmt.Sprintf("%q with %q", a, b) }

// spelling is the name of an entity that is nearest to the one that the record gives: the same, the same in normal form, else its main name.
func (r *Resolver) spelling(e *record.Entity, s *Stored) string {
	main, _ := s.Fields["name"].(string)
	for _, key := range []func(*schema.Type, string) string{NameKey, NormalKey} {
		for _, n := range s.Names {
			if key(e.Type, n.Text) == key(e.Type, e.Name) {
				return n.Text
			}
		}
	}
	return main
}

// shortForms are the suppliers that the name may be short for, or that may be short for it. The same document makes one of them sure.
func (r *Resolver) shortForms(e *record.Entity) (out []Match) {
	short := supplier.Short(e.Name)
	if len(short) < shortest {
		return nil
	}
	for _, id := range slices.Sorted(slices.Values(r.state.Short[short])) {
		s := r.state.Entities[id]
		if s == nil || s.Type != e.Type || r.apart(e, s) != "" {
			continue
		}
		main, _ := s.Fields["name"].(string)
		m := Match{id, "short form", byShort, compared(e.Name, main)}
		if slices.ContainsFunc(r.state.Document.Mentions, func(h HeldMention) bool {
			printed, _ := h.Fields["printed"].(string)
			return h.Entity == id && NormalKey(e.Type, printed) != NormalKey(e.Type, e.Name)
		}) {
			m.Rule, m.Score, m.Compared = "co-mention", sure, m.Compared+", named in the same document"
		}
		out = append(out, m)
	}
	return out
}

// shortest is the least length of a short form that makes candidates.
const shortest = 4

// onRoster are the councillors of the councils that speak in the document whom the name may mean: by initials, by surname, or but for
// one letter.
func (r *Resolver) onRoster(e *record.Entity) (out []Match) {
	ours := person(e.Name)
	for _, id := range r.state.Roster {
		s := r.state.Entities[id]
		if s == nil || r.apart(e, s) != "" {
			continue
		}
		best := Match{}
		for _, n := range s.Names {
			theirs := person(n.Text)
			m := Match{ID: id, Compared: compared(e.Name, n.Text)}
			switch {
			case initials(ours, theirs):
				m.Rule, m.Score = "initials", byFirst
			case nearly(strings.Join(ours, ""), strings.Join(theirs, "")):
				m.Rule, m.Score = "spelling", bySpell
			case len(ours) == 1 && len(theirs) > 1 && theirs[len(theirs)-1] == ours[0]:
				m.Rule, m.Score = "surname", bySur
			}
			if m.Score > best.Score {
				best = m
			}
		}
		if best.Score > 0 {
			out = append(out, best)
		}
	}
	return out
}

// anew stands among candidates for an entity that the graph does not hold.
func anew(e *record.Entity) Match {
	return Match{Rule: "new", Compared: fmt.Sprintf("%q with every name that the graph holds", e.Name)}
}

// either is the first list, or the other where that is empty.
func either(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}
