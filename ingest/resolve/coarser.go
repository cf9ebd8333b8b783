package resolve

import (
	"iter"
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// order tells how two values of one field stand to each other.
type order uint8

const (
	apart order = iota // neither says no more than the other
	same
	less // the first says less
	more
)

// compare tells whether one statement says no more than another of its key: each value equal, coarser or empty.
func compare(a, b *Statement) order {
	out := same
	for name := range values(a) {
		switch o := compareField(a, b, name); {
		case o == apart:
			return apart
		case o == same:
		case out == same:
			out = o
		case out != o:
			return apart
		}
	}
	return out
}

// values are the fields that two statements of one key may differ in. Whether a year is printed always is one.
func values(s *Statement) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range s.Type.Rule.Value {
			if name != "when" && !yield(name) {
				return
			}
		}
		yield("when")
	}
}

func compareField(a, b *Statement, name string) order {
	f := a.Type.Field(name)
	if f == nil {
		return compareSets(a.Shown[name], b.Shown[name])
	}
	x, y := a.Fields[presence(f)], b.Fields[presence(f)]
	switch {
	case x == nil && y == nil:
		return same
	case x == nil:
		return less
	case y == nil:
		return more
	case f.Value == nil:
		return equal(x, y)
	case f.Period():
		return compareDates(a, b, f)
	}
	return compareAmounts(a, b, f)
}

func equal(x, y any) order {
	if s, ok := x.(string); ok {
		if t, ok := y.(string); ok && (s == t || value.Fold(s) == value.Fold(t)) {
			return same
		}
		return apart
	}
	if x == y {
		return same
	}
	return apart
}

func compareSets(a, b []string) order {
	in := func(a, b []string) bool {
		return !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
	}
	switch ab, ba := in(a, b), in(b, a); {
	case ab && ba:
		return same
	case ab:
		return less
	case ba:
		return more
	}
	return apart
}

// compareDates: a period that holds another says less; so does a date whose year is not printed.
func compareDates(a, b *Statement, f *schema.Field) order {
	x, y := when(a, f), when(b, f)
	switch {
	case x.Coarser(y):
		return less
	case y.Coarser(x):
		return more
	case x.Start != y.Start || x.End != y.End || !x.HasSpan() && x.Text != y.Text:
		return apart
	case x.YearTaken && !y.YearTaken:
		return less
	case y.YearTaken && !x.YearTaken:
		return more
	}
	return same
}

func when(s *Statement, f *schema.Field) value.When {
	w, err := value.ParseWhen(s.text(f.Part("text").Column))
	if err != nil {
		panic(err) // records are checked before they are resolved
	}
	w.YearTaken = s.Fields[f.Part("yearTaken").Column] == true
	return w
}

// compareAmounts: a rounded number says less than the one that it is rounded from (7.7 and 7.72, £7.7m and £7.72m), `about` less than exact.
func compareAmounts(a, b *Statement, f *schema.Field) order {
	out := same
	for _, p := range f.Parts {
		x, y := a.Fields[p.Column], b.Fields[p.Column]
		o := same
		switch {
		case p.Name == "printed" || x == y:
		case x == nil:
			o = less
		case y == nil:
			o = more
		case p.Name == "amount":
			o = compareRounded(shown(a, f, p), shown(b, f, p))
		case p.Name == "bound" && x == string(value.BoundAbout) && y == string(value.BoundExact):
			o = less
		case p.Name == "bound" && y == string(value.BoundAbout) && x == string(value.BoundExact):
			o = more
		default:
			o = equal(x, y)
		}
		switch {
		case o == apart:
			return apart
		case o == same:
		case out == same:
			out = o
		case out != o:
			return apart
		}
	}
	return out
}

// shown is an amount of a statement, as it was printed.
func shown(s *Statement, f, amount *schema.Field) value.Rounded {
	printed := ""
	if p := f.Part("printed"); p != nil {
		printed, _ = s.Fields[p.Column].(string)
	}
	return value.Shown(s.Fields[amount.Column].(int64), amount.Places(), printed)
}

func compareRounded(x, y value.Rounded) order {
	switch {
	case y.RoundsTo(x):
		return less
	case x.RoundsTo(y):
		return more
	}
	return apart
}

// contradict says by which field two statements of one key cannot both be right; empty where they can.
func contradict(a, b *Statement) string {
	if !a.single() || !b.single() {
		return ""
	}
	found := ""
	for name := range values(a) {
		if compareField(a, b, name) != apart {
			continue
		}
		if !slices.Contains(a.Type.Rule.Single, name) {
			return "" // they differ in what makes them two matters: two awards, to two suppliers
		}
		if found == "" {
			found = name
		}
	}
	return found
}
