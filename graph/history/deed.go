package history

import "slices"

// settles says whether a fact tells of a deed that settles amounts once: an award, a price agreed.
func (s *Said) settles() bool {
	return s.Actual && len(s.Type.Rule.Settled) > 0 && s.holds(s.Type.Rule.SettledIf)
}

// sameDeed says whether two facts that settle amounts may be of one deed: they tell nothing apart that is no amount. Neither another
// supplier, nor another buyer, nor another day; what one of them leaves out is no difference.
func sameDeed(a, b *Said) bool {
	if a.Type != b.Type || !slices.Equal(a.Subjects(), b.Subjects()) || !sameTime(a, b) {
		return false
	}
	for _, name := range slices.Concat(a.Type.Key, a.Type.Rule.Value) {
		x, y := a.Parts[name], b.Parts[name]
		switch {
		case len(x) == 0 || len(y) == 0:
		case a.Type.Rel(name) != nil:
			if !shares(x, y) {
				return false
			}
		case slices.Contains(a.Type.Key, name) && !slices.Equal(x, y):
			return false
		}
	}
	return true
}

// sameTime says whether two facts may be of one time: one tells none, or one period holds the other.
func sameTime(a, b *Said) bool {
	return a.When == "" || b.When == "" || a.When == b.When || a.within(b) || b.within(a)
}

func (s *Said) within(o *Said) bool {
	return s.Start != nil && s.End != nil && (o.Start == nil || *o.Start <= *s.Start) && (o.End == nil || *o.End >= *s.End) && (o.Start != nil || o.End != nil)
}

// apart are the amounts of one deed that two facts tell otherwise: what is rounded from the other is no other amount. Amounts in two
// currencies, bounds and round figures are not compared.
func apart(a, b *Said) (one, other *Figure) {
	for _, name := range a.Type.Rule.Settled {
		x := figure(a, func(f Figure) bool { return f.Field == name })
		if x == nil {
			continue
		}
		y := figure(b, func(f Figure) bool { return f.Field == name && f.Unit == x.Unit })
		if y != nil && x.N != y.N && !x.shown().RoundsTo(y.shown()) && !y.shown().RoundsTo(x.shown()) {
			return x, y
		}
	}
	return nil, nil
}

// ruled says whether a rule finds two facts of one deed at odds when they are taken in: they have one key, and tell nothing else apart.
func ruled(a, b *Said) bool {
	rule := a.Type.Rule
	if !a.holds(rule.If) || !slices.ContainsFunc(rule.Settled, func(name string) bool { return slices.Contains(rule.Single, name) }) ||
		slices.ContainsFunc(a.Type.Key, func(name string) bool { return a.part(name) != b.part(name) }) {
		return false
	}
	return !slices.ContainsFunc(rule.Value, func(name string) bool {
		x, y := a.value(name), b.value(name)
		return !slices.Contains(rule.Single, name) && x != "" && y != "" && x != y
	})
}

// amounts are figures of one deed that differ where no rule sees it: one source leaves out who buys, says more than the other in
// other fields, or the deed is of a kind that may be done again.
func amounts(all []*Said) (out []Discrepancy) {
	for _, group := range grouped(all, func(s *Said) string {
		if !s.settles() {
			return ""
		}
		return s.Type.Name + "\x1e" + s.part(s.Type.Key[0]) + "\x1e" + s.part(s.Type.Rule.SettledIf.Field)
	}) {
		for i, a := range group {
			for _, b := range group[i+1:] {
				if x, y := apart(a, b); x != nil && !ruled(a, b) && sameDeed(a, b) {
					out = append(out, Discrepancy{Amount, []*Said{a, b}, text(x) + " " + x.Unit, text(y) + " " + y.Unit})
				}
			}
		}
	}
	return out
}
