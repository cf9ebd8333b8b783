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
		if rule.Decides {
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
		for i, after := range facts[1:] {
			before := facts[i]
			if fields := differ(before, after); len(fields) > 0 && after.First > before.First && !decided(before, after, decisions) {
				out = append(out, Change{before, after, fields})
			}
		}
	}
	out = append(out, resettled(deeds, decisions)...)
	slices.SortFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(b.After.First, a.After.First), byID(a.After, b.After))
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

// differ are the fields that both tell, and tell differently. What one of them leaves out has not changed.
func differ(a, b *Said) []string {
	var out []string
	for _, name := range a.Type.Rule.Decided {
		x, y := a.part(name), b.part(name)
		if name == "when" {
			x, y = a.When, b.When
		}
		if x != "" && y != "" && x != y {
			out = append(out, name)
		}
	}
	return out
}

// decided says whether a deciding fact that names an entity of both stands after the one and not after the other.
func decided(before, after *Said, decisions []*Said) bool {
	return slices.ContainsFunc(decisions, func(d *Said) bool {
		said := d.First > before.First && d.First <= after.First
		made := d.Since > before.First && d.Since <= after.First
		return (said || made) && shares(d.Cites, before.Cites) && shares(d.Cites, after.Cites)
	})
}
