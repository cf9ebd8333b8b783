package history

import (
	"cmp"
	"slices"
)

// Change is a value that was told in one way and then in another, with no decision in between.
type Change struct {
	Before, After *Said
	Fields        []string // that differ, in the order of the schema
}

// Undecided finds changes of values that are not expected to change without a decision: between two facts of one matter that were
// said on different days, where no deciding fact that names one of their entities stands in between. Newest first.
func Undecided(all []*Said) []Change {
	byMatter := map[string][]*Said{}
	var decisions, deeds []*Said
	for _, f := range all {
		rule := f.Type.Rule
		if len(rule.Decides) > 0 && f.Actual { // what is to be decided, or asked for, decides nothing
			decisions = append(decisions, f)
		}
		if f.settles() {
			deeds = append(deeds, f)
		}
		if len(rule.Decided) == 0 || f.Actual && !f.holds(rule.DecideIf) {
			continue
		}
		key := f.Matter
		if !f.Actual {
			key += "\x1eexpected"
		}
		if !slices.Contains(rule.Decided, "when") {
			key += "\x1e" + f.When
		}
		byMatter[key] = append(byMatter[key], f)
	}
	var out []Change
	for _, facts := range byMatter {
		slices.SortFunc(facts, bySaid)
		for i, after := range facts {
			out = append(out, undecided(facts[:i], after, decisions)...)
		}
	}
	out = append(out, resettled(deeds, decisions)...)
	slices.SortFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(b.After.First, a.After.First), byID(a.After, b.After), byID(a.Before, b.Before))
	})
	return out
}

// resettled are changes of what a deed settled: each fact beside the one before it that may be of the same deed and tells the amount.
func resettled(deeds, decisions []*Said) (out []Change) {
	slices.SortFunc(deeds, bySaid)
	for i, after := range deeds {
		for j := i - 1; j >= 0; j-- {
			before := deeds[j]
			if before.First == after.First || !sameDeed(before, after) || !tellsSettled(before) {
				continue
			}
			if x, _ := apart(before, after); x != nil && !decided(before, after, decisions) {
				out = append(out, Change{before, after, []string{x.Field}})
			}
			break
		}
	}
	return out
}

func tellsSettled(s *Said) bool {
	return figure(s, func(f Figure) bool { return slices.Contains(s.Type.Rule.Settled, f.Field) }) != nil
}

// undecided are the changes of one matter that a fact makes to what was told last before it. A statement in between that leaves a value
// out hides no change of it.
func undecided(earlier []*Said, after *Said, decisions []*Said) (out []Change) {
	for _, name := range after.Type.Rule.Decided {
		before := otherwise(earlier, after, name)
		if before == nil || decided(before, after, decisions) {
			continue
		}
		if i := slices.IndexFunc(out, func(c Change) bool { return c.Before == before }); i >= 0 {
			out[i].Fields = append(out[i].Fields, name)
		} else {
			out = append(out, Change{before, after, []string{name}})
		}
	}
	return out
}

// otherwise is the fact that told a value last before the day of another, where it told it otherwise; nil where none did, where one of
// that day told the same, and where another of the same day makes the change. The earlier ones come in the order in which they were said.
func otherwise(earlier []*Said, after *Said, name string) (before *Said) {
	is := after.decides(name)
	if is == "" {
		return nil
	}
	for _, s := range slices.Backward(earlier) {
		was := s.decides(name)
		switch {
		case was == "":
		case before != nil && s.First < before.First:
			return before
		case was == is:
			return nil
		case before == nil && s.First < after.First:
			before = s
		}
	}
	return before
}

// decides is what a fact tells under one name of those that take a decision to change.
func (s *Said) decides(name string) string {
	if name == "when" {
		return s.When
	}
	return s.part(name)
}

// decided says whether a decision about an entity that both name stands after the one and not after the other.
func decided(before, after *Said, decisions []*Said) bool {
	return slices.ContainsFunc(decisions, func(d *Said) bool {
		said := d.First > before.First && d.First <= after.First
		made := d.Since > before.First && d.Since <= after.First
		return (said || made) && shares(d.decidesOn(), before.Cites) && shares(d.decidesOn(), after.Cites)
	})
}

// decidesOn are the entities that a decision is about.
func (s *Said) decidesOn() []string {
	var out []string
	for _, name := range s.Type.Rule.Decides {
		out = append(out, s.Parts[name]...)
	}
	return out
}
