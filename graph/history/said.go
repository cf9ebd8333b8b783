// Package history finds what facts say to each other over time: what nobody has answered, what changed and nobody decided. It is
// pure: facts in, findings out, in an order that depends on the facts alone.
package history

import (
	"cmp"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Said is a fact as these questions look at it.
type Said struct {
	ID   string
	Type *schema.Type
	// Matter is what it speaks of, Statement what it says of it: see the fields of those names of Fact.
	Matter, Statement string
	// Parts are what its key and its value hold, by the names that @fact gives: the ids at the end of a relationship, sorted, and,
	// where it was read by itself and not among facts of all types, the parts of a field as text. What is not told is not there.
	Parts  map[string][]string
	Actual bool
	Asked  bool // its modality is REQUESTED
	// Start and End are the first and the last day of `when`; nil where open or not told.
	Start, End *value.Day
	When       string    // as text; empty where not told
	Since      value.Day // from which it counts as true
	// First and Last are the days on which it was said for the first and for the last time; Since where no evidence has a day.
	First, Last value.Day
	// Dated is the first of the days on which it was said that is known for sure: a meeting's, or a document's of an earlier day than
	// that on which it was taken in, as a page that prints no day may be dated by that one; nil where there is none.
	Dated     *value.Day
	Days      []value.Day // on which it was said, sorted
	Tellings  []Telling   // where and when it was said
	Authority int64
	Wording   string
	Meetings  []string // at which it was said, sorted
	Passages  []string // that say it, sorted
	Documents []string // in which those stand, sorted
	Headings  []Heading
	Figures   []Figure  // that it tells, in the order of the schema
	Cites     []string  // every entity that it names, sorted
	Closed    bool      // a fact that closes it is known
	ClosedOn  value.Day // from which the last of those counts
}

// Telling is one time that a fact was said: at a meeting, empty where at none, on a day.
type Telling struct {
	Meeting string
	Day     value.Day
}

// Heading is where in a document a fact stands: below a heading, as printed, in a document of a meeting; both may be empty.
type Heading struct{ Meeting, Text string }

// Figure is an amount that a fact tells: N times ten to the power of minus Places.
type Figure struct {
	Field  string // of the fact
	N      int64
	Places int
	Unit   string // `%`, `ticket`, `GBP`
	Of     string // what the number is out of, as printed: `8` in 5 of 8
	Exact  bool   // not a bound, not about
	// Printed is how it stood there; empty where that is not known.
	Printed string
}

// shown is the figure with the digits that are told of it.
func (f Figure) shown() value.Rounded { return value.Shown(f.N, f.Places, f.Printed) }

// Subjects are the entities that it is told of first of all: those of the first relationship of its key that leads to entities.
func (s *Said) Subjects() []string {
	for _, name := range s.Type.Key {
		if r := s.Type.Rel(name); r != nil && r.Target.Class == schema.Entity {
			return s.Parts[name]
		}
	}
	return nil
}

// Who are the ids of the organisations and people that it names beside its subjects, in the order of the schema.
func (s *Said) Who(m *schema.Model) []string {
	var out []string
	for _, r := range s.Type.Rels {
		for _, id := range s.Parts[r.Name] {
			if party(m, r.Target) && !slices.Contains(out, id) && !slices.Contains(s.Subjects(), id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// party says whether a relationship leads to those who act: organisations and people.
func party(m *schema.Model, t *schema.Type) bool {
	organisation := m.Type("Organisation")
	return t == organisation || organisation.Has(t.Name) || t == m.Type("Councillor")
}

// part is one part of a statement in one text.
func (s *Said) part(name string) string { return strings.Join(s.Parts[name], "\x1f") }

// but is its matter without one name of the key, in words of its own.
func (s *Said) but(without string) string {
	parts := []string{s.Type.Name}
	for _, name := range s.Type.Key {
		if name != without {
			parts = append(parts, name, s.part(name))
		}
	}
	return strings.Join(parts, "\x1e")
}

// ties are its type and the entities of its key.
func (s *Said) ties() string {
	parts := []string{s.Type.Name}
	for _, name := range s.Type.Key {
		if s.Type.Rel(name) != nil {
			parts = append(parts, name, s.part(name))
		}
	}
	return strings.Join(parts, "\x1e")
}

// holds says whether a condition holds of it.
func (s *Said) holds(c schema.Condition) bool {
	return c.Empty() || len(s.Parts[c.Field]) == 1 && slices.Contains(c.Values, s.Parts[c.Field][0])
}

// shares says whether two facts name one entity in relationships of these names.
func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

func byID(a, b *Said) int { return strings.Compare(a.ID, b.ID) }

// bySaid is the order in which facts were said: by first day, then id.
func bySaid(a, b *Said) int { return cmp.Or(cmp.Compare(a.First, b.First), byID(a, b)) }
