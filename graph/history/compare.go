package history

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// PairKind is how two sides of a comparison stand to each other in one matter.
type PairKind string

// The kinds. Absence is never removal: what the later side says nothing of has ended only where a fact says so.
const (
	Added        PairKind = "ADDED"
	Changed      PairKind = "CHANGED"
	Same         PairKind = "SAME"
	Over         PairKind = "ENDED"
	NotMentioned PairKind = "NOT_MENTIONED"
)

// Pair is what two sides say of one matter: of one key, without its period.
type Pair struct {
	Kind PairKind
	// Before and After are the facts of each side, the latest first.
	Before, After []*Said
	// Fields are the values that the latest of After tell otherwise, or for the first time; `when` where it is a day that something is
	// planned or due for or lasts to, or is all that differs. Empty unless the kind is Changed.
	Fields []string
	// Key names the pair for good and sorts it: by type, then what the fact's key holds.
	Key string
}

// Meetings compares what was said at one meeting with what was said at a later one, on that day.
func Meetings(before, after []*Said, day *value.Day) []Pair {
	return pairs(before, after, func(b, a []*Said) Pair {
		p := valued(b, a)
		if p.Kind == NotMentioned && day != nil && over(b, *day) {
			p.Kind = Over
		}
		return p
	})
}

// Days compares what was in force at the end of one day with what was at the end of a later one: of each matter the latest. What is
// the same and was not said again in between is not mentioned.
func Days(before, after []*Said, from, to value.Day) []Pair {
	return pairs(current(before), current(after), func(b, a []*Said) Pair {
		b, a = latest(b), latest(a)
		p := valued(b, a)
		switch {
		case p.Kind == NotMentioned && over(b, to):
			p.Kind = Over
		case p.Kind == Same && !slices.ContainsFunc(a, func(s *Said) bool { return s.saidIn(from, to) }):
			p.Kind = NotMentioned
		}
		return p
	})
}

// Known compares what was known at one instant with what was at a later one. A fact that is known at both is the same.
func Known(before, after []*Said) []Pair {
	return pairs(before, after, func(b, a []*Said) Pair {
		gone, come := without(b, a), without(a, b)
		switch {
		case len(gone) == 0 && len(come) == 0:
			return Pair{Kind: Same, Before: b, After: a}
		case len(b) == 0:
			return Pair{Kind: Added, After: a}
		case len(come) == 0:
			return Pair{Kind: Over, Before: gone}
		case len(gone) > 0:
			fields := retold(gone, come)
			if len(fields) == 0 { // another fact that says the same: read anew for an entity that means the same
				return Pair{Kind: Same, Before: b, After: a}
			}
			return Pair{Kind: Changed, Before: gone, After: come, Fields: fields}
		}
		if fields := told(latest(b), latest(a)); len(fields) > 0 {
			return Pair{Kind: Changed, Before: latest(b), After: come, Fields: fields}
		}
		return Pair{Kind: Added, After: come}
	})
}

// pairs puts the facts of two sides together by matter, and judges each.
func pairs(before, after []*Said, judge func(b, a []*Said) Pair) []Pair {
	type sides struct{ b, a []*Said }
	groups := map[string]*sides{}
	units := unitsOf(before, after)
	side := func(s *Said) *sides {
		key := s.lastingMatter()
		if unit, all := s.unitOf(), units[key]; unit != "" || len(all) != 1 {
			key += "\x1e" + unit
		} else {
			key += "\x1e" + all[0]
		}
		if groups[key] == nil {
			groups[key] = &sides{}
		}
		return groups[key]
	}
	for _, s := range before {
		x := side(s)
		x.b = append(x.b, s)
	}
	for _, s := range after {
		x := side(s)
		x.a = append(x.a, s)
	}
	var out []Pair
	for key, x := range groups {
		for _, part := range byProse(x.b, x.a) {
			slices.SortFunc(part.before, newestFirst)
			slices.SortFunc(part.after, newestFirst)
			p := judge(part.before, part.after)
			p.Key = key
			if part.prose != "" {
				p.Key += "\x1d" + value.Hash(part.prose)
			}
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b Pair) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// unitsOf are the units that are told of each matter. A fact that tells no figure goes with those of its matter where there is one unit
// alone: improved by 5 %, then improved.
func unitsOf(of ...[]*Said) map[string][]string {
	out := map[string][]string{}
	for _, s := range slices.Concat(of...) {
		if key, unit := s.lastingMatter(), s.unitOf(); unit != "" && !slices.Contains(out[key], unit) {
			out[key] = append(out[key], unit)
		}
	}
	return out
}

// unitOf is what the amounts of a fact are compared within: tickets are not compared with percents. Empty where it tells none, or
// settles them once.
func (s *Said) unitOf() string {
	var parts []string
	told := false
	for _, name := range s.Type.Rule.Value {
		if f := s.Type.Field(name); f != nil && f.Value != nil && f.Unit() != nil && !slices.Contains(s.Type.Rule.Settled, name) {
			parts, told = append(parts, name, s.unit(f)), told || s.unit(f) != ""
		}
	}
	if !told {
		return ""
	}
	return strings.Join(parts, "\x1e")
}

// lastingMatter is what a fact speaks of whenever it is said: its key without `when`, the occasion and the prose. Modality stays in it:
// an expectation is not compared with what came of it.
func (s *Said) lastingMatter() string {
	modality := "EXPECTED"
	switch {
	case s.Actual:
		modality = "ACTUAL"
	case s.Asked:
		modality = "REQUESTED"
	}
	parts := []string{s.Type.Name}
	for _, name := range s.Type.Key {
		if s.occasion(name) {
			continue
		}
		if r := s.Type.Rel(name); r != nil && r.Target.Class != schema.Entity { // it names no entities: Parts has nothing of it
			parts = append(parts, name, s.Matter)
			continue
		}
		parts = append(parts, name, sortableParts(s.Type.Field(name), s.Parts[name]))
	}
	return strings.Join(append(parts, modality), "\x1e")
}

// sortableParts is the parts of a name as one text; whole numbers sort as numbers do.
func sortableParts(f *schema.Field, parts []string) string {
	if f != nil && (f.Kind == schema.Int || f.Kind == schema.Long) && len(parts) == 1 {
		if n, err := strconv.ParseInt(parts[0], 10, 64); err == nil {
			return fmt.Sprintf("%020d", uint64(n)+1<<63)
		}
	}
	return strings.Join(parts, "\x1f")
}

// unit is what amounts of a field are compared within: its unit and what it is per, or its currency; empty where none is told.
func (s *Said) unit(f *schema.Field) string {
	var out []string
	for i, p := range compared(f) {
		if parts := s.Parts[f.Name]; i < len(parts) && (p == f.Unit() || p.Name == "per") {
			out = append(out, parts[i])
		}
	}
	return strings.Join(out, "\x1f")
}

// compared are the parts of a value that Said.Parts holds: the same amount printed in two ways is one amount.
func compared(f *schema.Field) []*schema.Field {
	return slices.DeleteFunc(slices.Clone(f.Parts), func(p *schema.Field) bool { return p.Name == "printed" })
}

// occasion says whether a name of the key is the meeting that the fact is of, or what only one meeting has: an item of its agenda.
func (s *Said) occasion(name string) bool {
	meeting, rel := s.Type.Rel("meetings").Target, s.Type.Rel(name)
	return rel != nil && (rel.Target == meeting || slices.ContainsFunc(rel.Target.Key, func(k string) bool {
		of := rel.Target.Rel(k)
		return of != nil && of.Target == meeting
	}))
}

// parted are facts of one matter that are compared with each other.
type parted struct {
	prose         string // where nothing but their prose tells them apart
	before, after []*Said
}

// byProse parts the facts of one matter. Those that say something but prose are compared with each other; where one side has none
// such, its prose stands in for them: listed without a state, then live. All other prose is compared with the same prose alone.
func byProse(b, a []*Said) []parted {
	var out []parted
	vb, pb := byWeight(b)
	va, pa := byWeight(a)
	for _, prose := range proses(pb, pa) {
		x := parted{prose, withProse(pb, prose), withProse(pa, prose)}
		if len(x.before) > 0 && len(x.after) > 0 {
			out = append(out, x)
			pb, pa = without(pb, x.before), without(pa, x.after)
		}
	}
	switch {
	case len(vb) > 0 && len(va) == 0:
		va, pa = pa, nil
	case len(va) > 0 && len(vb) == 0:
		vb, pb = pb, nil
	}
	if len(vb)+len(va) > 0 {
		out = append(out, parted{"", vb, va})
	}
	for _, prose := range proses(pb, pa) {
		out = append(out, parted{prose, withProse(pb, prose), withProse(pa, prose)})
	}
	return out
}

// current are facts without the prose that a later one of the same matter, which says more, has overtaken.
func current(all []*Said) []*Said {
	newest := map[string]value.Day{}
	weighty, prose := byWeight(all)
	for _, s := range weighty {
		key := s.lastingMatter()
		if since, ok := newest[key]; !ok || s.Since > since {
			newest[key] = s.Since
		}
	}
	return append(weighty, slices.DeleteFunc(prose, func(s *Said) bool {
		since, ok := newest[s.lastingMatter()]
		return ok && s.Since < since
	})...)
}

// weighs says whether a fact says something but prose: a state, a figure.
func (s *Said) weighs() bool {
	return s.Type.Rule.Prose == "" || slices.ContainsFunc(s.values(), func(name string) bool { return s.value(name) != "" && name != "when" })
}

// byWeight parts facts that say something but prose from those that do not.
func byWeight(all []*Said) (valued, prose []*Said) {
	for _, s := range all {
		if s.weighs() {
			valued = append(valued, s)
		} else {
			prose = append(prose, s)
		}
	}
	return valued, prose
}

// prose is what stands in for a value where a fact tells none, folded.
func (s *Said) prose() string {
	if s.Type.Rule.Prose == "wording" {
		return value.Fold(s.Wording)
	}
	return value.Fold(s.part(s.Type.Rule.Prose))
}

func proses(of ...[]*Said) []string {
	var out []string
	for _, s := range slices.Concat(of...) {
		out = append(out, s.prose())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func withProse(all []*Said, prose string) []*Said {
	return slices.DeleteFunc(slices.Clone(all), func(s *Said) bool { return s.prose() != prose })
}

// values are the names of what a fact says, all in words of ours left out.
func (s *Said) values() []string {
	return slices.DeleteFunc(slices.Clone(s.Type.Rule.Value), func(name string) bool {
		return name == s.Type.Rule.Prose || slices.Contains(s.Type.Rule.Words, name)
	})
}

// toldValues are values, and `when` where the day is more than the period that a value was told of: what is planned or due, a term,
// the end of a contract.
func (s *Said) toldValues() []string {
	out, rule := s.values(), s.Type.Rule
	if slices.Contains(out, "when") {
		return out
	}
	if !s.Actual || rule.Lasting || rule.SinceDay {
		out = append(out, "when")
	}
	return out
}

func (s *Said) value(name string) string {
	if name == "when" {
		return s.When
	}
	return value.Fold(s.part(name))
}

// valued judges facts by their values: the latest of each side.
func valued(b, a []*Said) Pair {
	p := Pair{Before: b, After: a}
	switch {
	case len(a) == 0:
		p.Kind = NotMentioned
	case len(b) == 0:
		p.Kind = Added
	default:
		if p.Kind, p.Fields = Same, told(latest(b), latest(a)); len(p.Fields) > 0 {
			p.Kind = Changed
		}
	}
	return p
}

// told are the fields that later facts tell otherwise than earlier ones, or for the first time. What they leave out has not changed;
// where they say nothing but words of ours, those are what they tell.
func told(before, after []*Said) []string {
	var out []string
	says := false
	for _, name := range after[0].toldValues() {
		x, y := texts(before, name), texts(after, name)
		says = says || len(y) > 0 && name != "when"
		if len(y) > 0 && !slices.Equal(x, y) {
			out = append(out, name)
		}
	}
	if says {
		return out
	}
	for _, name := range after[0].Type.Rule.Words {
		if y := texts(after, name); len(y) > 0 && !slices.Equal(texts(before, name), y) {
			out = append(out, name)
		}
	}
	if prose := after[0].Type.Rule.Prose; prose != "" && !slices.Equal(proses(before), proses(after)) {
		out = append(out, prose)
	}
	return out
}

// retold are the fields in which facts differ from those in whose place they are known: between instants, what is told no longer
// differs too. `when` is also the day from which they count. None where they say the same by other ids.
func retold(gone, come []*Said) []string {
	if slices.Equal(tellings(gone), tellings(come)) {
		return nil
	}
	if out := told(gone, come); len(out) > 0 {
		return out
	}
	var out []string
	for _, name := range come[0].Type.Rule.Value {
		if name != "when" && !slices.Equal(texts(gone, name), texts(come, name)) {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		out = told(latest(gone), latest(come))
	}
	if len(out) == 0 { // all else is the same
		out = []string{"when"}
	}
	return out
}

// tellings are what facts tell, whole, in an order of their own.
func tellings(all []*Said) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = s.Since.String() + "\x1e" + s.When + "\x1e" + s.prose()
		for _, name := range s.Type.Rule.Value {
			out[i] += "\x1e" + s.value(name)
		}
	}
	slices.Sort(out)
	return out
}

// texts are what facts tell under one name, each once.
func texts(all []*Said, name string) []string {
	var out []string
	for _, s := range all {
		if v := s.value(name); v != "" {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// latest are the facts that none outweighs by since, then authority. They come newest first.
func latest(all []*Said) []*Said {
	for i, s := range all {
		if s.Since != all[0].Since || s.Authority != all[0].Authority {
			return all[:i]
		}
	}
	return all
}

func newestFirst(a, b *Said) int {
	return cmp.Or(cmp.Compare(b.Since, a.Since), cmp.Compare(b.Authority, a.Authority), byID(a, b))
}

// over says that a source gives a last day to each of these facts that hold from one day to another, and that it has passed.
func over(all []*Said, day value.Day) bool {
	return !slices.ContainsFunc(all, func(s *Said) bool { return !s.Type.Rule.Lasting || s.End == nil || *s.End >= day })
}

// saidIn says whether it was said after one day and by the end of another.
func (s *Said) saidIn(from, to value.Day) bool {
	return slices.ContainsFunc(s.Days, func(d value.Day) bool { return from < d && d <= to })
}

// without are the facts of one list that are not in another.
func without(all, others []*Said) []*Said {
	return slices.DeleteFunc(slices.Clone(all), func(s *Said) bool {
		return slices.ContainsFunc(others, func(o *Said) bool { return o.ID == s.ID })
	})
}
