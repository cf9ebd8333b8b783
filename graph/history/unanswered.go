package history

import (
	"cmp"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Kind is why something is open.
type Kind string

// The kinds, in the order in which they are told apart: a statement is of the first that fits.
const (
	Step     Kind = "STEP"     // a step that no fact closes
	Request  Kind = "REQUEST"  // asked for, and not told as so since
	Awaited  Kind = "AWAITED"  // waits for a word, and nothing has happened since
	Target   Kind = "TARGET"   // its day has passed, and no figure was told since
	Expected Kind = "EXPECTED" // its day has passed, and it was not told as so since
)

// Open is a statement that nothing answers.
type Open struct {
	Kind Kind
	Fact *Said // said last, of those that say the same
	// Since is the day on which it was said for the first time, Last for the last.
	Since, Last value.Day
	Overdue     bool // its day has passed
}

// Unanswered finds what nothing in all answers. today is the day against which dates have passed. Longest open first.
func Unanswered(all []*Said, today value.Day) []Open {
	var words []*Said
	byMatter, byTies, byType := map[string][]*Said{}, map[string][]*Said{}, map[string][]*Said{}
	for _, f := range all {
		byMatter[f.Matter] = append(byMatter[f.Matter], f)
		byTies[f.ties()] = append(byTies[f.ties()], f)
		byType[f.Type.Name] = append(byType[f.Type.Name], f)
		if word := f.Type.Rule.WordIf; f.Actual && !word.Empty() && f.holds(word) {
			words = append(words, f)
		}
	}
	closed := closedOn(all)
	found := map[string]*Open{}
	for _, f := range slices.SortedFunc(slices.Values(all), bySaid) {
		kind, overdue := kindOf(f, today)
		same := byMatter[f.Matter]
		switch kind {
		case Awaited:
			same = byTies[f.ties()]
		case Target:
			same = byType[f.Type.Rule.Answer]
		}
		if on, ok := closed[f.Statement]; kind == "" || answered(f, kind, same) || ok && kind == Step && f.First <= on || kind == Awaited && worded(f, words) {
			continue
		}
		o := found[f.Statement]
		if o == nil {
			o = &Open{Since: f.First, Last: f.Last}
			found[f.Statement] = o
		}
		o.Kind, o.Fact, o.Overdue = kind, f, overdue
		o.Since, o.Last = min(o.Since, f.First), max(o.Last, f.Last)
	}
	var out []Open
	for _, o := range found {
		out = append(out, *o)
	}
	slices.SortFunc(out, func(a, b Open) int { return cmp.Or(cmp.Compare(a.Since, b.Since), byID(a.Fact, b.Fact)) })
	return out
}

// closedOn are the days up to which steps are closed, by statement: what is told again at a later meeting, and there as closed, is closed
// at the earlier ones too, and open again where it is told after that.
func closedOn(all []*Said) map[string]value.Day {
	out := map[string]value.Day{}
	for _, f := range all {
		if f.Closed {
			on, ok := out[f.Statement]
			if day := max(f.First, f.ClosedOn); !ok || day > on {
				out[f.Statement] = day
			}
		}
	}
	return out
}

// kindOf is what a statement waits for; empty where for nothing.
func kindOf(f *Said, today value.Day) (kind Kind, overdue bool) {
	rule := f.Type.Rule
	overdue = f.End != nil && *f.End < today
	switch {
	case rule.ClosedBy != "" && f.holds(rule.Open):
		return Step, overdue
	case f.Asked:
		return Request, overdue
	case f.Waits():
		return Awaited, overdue
	case rule.Answer != "" && overdue:
		return Target, true
	case !f.Actual && overdue:
		return Expected, true
	}
	return "", false
}

// Waits says whether it waits for a word.
func (s *Said) Waits() bool {
	return !s.Type.Rule.Open.Empty() && s.Type.Rule.ClosedBy == "" && s.holds(s.Type.Rule.Open)
}

// answered says whether a later fact answers an open one: of its matter, of its type and ties where it waits for a word, of the type
// that answers its dates where they have passed.
func answered(f *Said, kind Kind, may []*Said) bool {
	switch kind {
	case Step:
		return f.Closed
	case Target:
		return slices.ContainsFunc(may, func(g *Said) bool {
			return g.Actual && shares(g.Subjects(), f.Subjects()) && (f.Start == nil || g.Since >= *f.Start) && agree(f, g)
		})
	}
	return slices.ContainsFunc(may, func(g *Said) bool { // words alone answer nothing: the request is still open
		return g.Actual && g.First > f.First && g.weighs() && !(kind == Awaited && g.holds(f.Type.Rule.Open)) || kind == Expected && f.moved(g)
	})
}

// worded says whether a later decision is the word that a statement waits for: it is about the same, and of no other organisation.
func worded(f *Said, words []*Said) bool {
	return slices.ContainsFunc(words, func(w *Said) bool {
		if w.First <= f.First || !shares(w.decidesOn(), f.Subjects()) {
			return false
		}
		return !slices.ContainsFunc(f.Type.Key, func(name string) bool {
			r := f.Type.Rel(name)
			if r == nil || len(f.Parts[name]) == 0 || shares(w.Cites, f.Parts[name]) {
				return false
			}
			return slices.ContainsFunc(w.Cites, func(id string) bool { return mayBe(r, id) })
		})
	})
}

// mayBe says whether an id is one of those that a relationship may lead to.
func mayBe(r *schema.Rel, id string) bool {
	return slices.ContainsFunc(r.Target.Impl, func(t *schema.Type) bool { return strings.HasPrefix(id, t.Prefix+":") })
}

// moved says whether a later statement puts off, or brings forward, what is expected: it tells another date, and else the same. Only where
// the type says that a date is something that is decided: of others each date may be a thing of its own.
func (s *Said) moved(later *Said) bool {
	if later.Type != s.Type || later.Actual || later.First <= s.First || later.End == nil || *later.End == *s.End || !slices.Contains(s.Type.Rule.Decided, "when") {
		return false
	}
	for _, name := range s.Type.Rule.Value {
		words := name == "when" || name == s.Type.Rule.Prose || slices.Contains(s.Type.Rule.Words, name)
		if !words && !slices.Equal(s.Parts[name], later.Parts[name]) {
			return false
		}
	}
	return true
}

// agree says whether two facts of different types do not name different organisations beside their subjects: a target that is
// one council's is not answered by another's figure.
func agree(f, g *Said) bool {
	a, b := f.rest(), g.rest()
	return len(a) == 0 || len(b) == 0 || shares(a, b)
}

// rest are the entities of its key beside its subjects.
func (s *Said) rest() []string {
	var out []string
	first := true
	for _, name := range s.Type.Key {
		if s.Type.Rel(name) == nil {
			continue
		}
		if !first {
			out = append(out, s.Parts[name]...)
		}
		first = false
	}
	return out
}
