package history

import (
	"math/big"
	"slices"
	"strings"
)

// totals compares a figure of the whole with those of its parts: figures of the same passage whose key names one thing more, or whose
// organisations are the members of the whole's.
func totals(all []*Said) (out []Discrepancy) {
	members := membersOf(all)
	alike := map[string][]*Said{} // by the name that their keys may differ in, and all else that they have in common
	for _, s := range all {
		for _, name := range s.Type.Key {
			if name != "when" && len(s.Figures) > 0 {
				alike[name+s.setting(name)] = append(alike[name+s.setting(name)], s)
			}
		}
	}
	for _, whole := range all {
		total := figure(whole, func(f Figure) bool { return f.Of == "" && !slices.Contains(neverAdded, f.Unit) })
		if total == nil {
			continue
		}
		for _, name := range whole.Type.Key {
			if facts, sum, ok := partsOf(whole, total, name, alike[name+whole.setting(name)], members); ok {
				found := strings.TrimSuffix(strings.TrimRight(sum.FloatString(total.Places), "0"), ".")
				out = append(out, Discrepancy{Total, sorted(append(facts, whole)...), text(total) + " " + total.Unit, found + " " + total.Unit})
			}
		}
	}
	return out
}

// neverAdded are units whose figures of the parts are no summands of that of the whole: shares, ranks, scores and times taken.
var neverAdded = []string{"%", "rank", "score", "second", "minute", "hour", "day", "working day", "week", "month", "year"}

// partsOf are the facts that tell the parts of a whole by one name of its key, with their sum; ok where this is not the total. The
// members of an organisation are all its parts; fewer of them may make less.
func partsOf(whole *Said, total *Figure, name string, alike []*Said, members map[string][]string) (parts []*Said, sum *big.Rat, ok bool) {
	var of []string // who or what may be a part; all that is named where the whole is told of none
	if is := whole.Parts[name]; len(is) > 0 {
		if of = members[strings.Join(is, " ")]; len(of) == 0 {
			return nil, nil, false
		}
	}
	sum = new(big.Rat)
	told := map[string]bool{}
	for _, part := range alike {
		n := figure(part, func(f Figure) bool { return f.Field == total.Field && f.Unit == total.Unit && f.Of == "" })
		is := part.part(name)
		if n == nil || is == "" || len(of) > 0 && !slices.Contains(of, is) || !shares(part.Passages, whole.Passages) {
			continue
		}
		if told[is] { // which of two figures is the part is not known
			return nil, nil, false
		}
		told[is] = true
		sum.Add(sum, rat(n))
		parts = append(parts, part)
	}
	off := sum.Cmp(rat(total))
	return parts, sum, len(parts) > 1 && (off > 0 || off < 0 && len(told) >= len(of))
}

// membersOf are the members of each organisation, sorted, as memberships tell them.
func membersOf(all []*Said) map[string][]string {
	out := map[string][]string{}
	for _, s := range all {
		if s.Type.Name != "Membership" || !s.Actual {
			continue
		}
		for _, of := range s.Parts["of"] {
			for _, member := range s.Parts["member"] {
				if !slices.Contains(out[of], member) {
					out[of] = append(out[of], member)
				}
			}
		}
	}
	return out
}
