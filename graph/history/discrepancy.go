package history

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"councilgraph/graph/value"
)

// DiscrepancyKind is what does not fit.
type DiscrepancyKind string

// The kinds.
const (
	Share        DiscrepancyKind = "SHARE"          // a percentage that its own counts do not give
	Total        DiscrepancyKind = "TOTAL"          // parts that do not make their total
	SameFigure   DiscrepancyKind = "SAME_FIGURE"    // one figure told of two things
	Amount       DiscrepancyKind = "AMOUNT"         // two amounts of one deed
	PastAsFuture DiscrepancyKind = "PAST_AS_FUTURE" // already past when it was said, yet told as to come
)

// Discrepancy is what figures and dates of facts do not give together. Nothing is corrected by it.
type Discrepancy struct {
	Kind  DiscrepancyKind
	Facts []*Said // by id
	// Told is what one of them says, Found what the other says, or what follows from the others; empty for a figure told twice.
	Told, Found string
}

// key names it for good.
func (d Discrepancy) key() string {
	ids := make([]string, len(d.Facts))
	for i, f := range d.Facts {
		ids[i] = f.ID
	}
	return string(d.Kind) + " " + strings.Join(ids, " ")
}

// Key sorts discrepancies and names their place: what was said last comes first.
func (d Discrepancy) Key() string {
	last := value.MinDay
	for _, f := range d.Facts {
		last = max(last, f.Last)
	}
	return fmt.Sprintf("%012d %s", int64(value.MaxDay)-int64(last), d.key())
}

// Discrepancies finds them among facts.
func Discrepancies(all []*Said) []Discrepancy {
	all = slices.SortedFunc(slices.Values(all), byID)
	out := slices.Concat(pastAsFuture(all), percentages(all), totals(all), sameFigures(all), amounts(all))
	slices.SortFunc(out, func(a, b Discrepancy) int { return strings.Compare(a.Key(), b.Key()) })
	return out
}

func pastAsFuture(all []*Said) (out []Discrepancy) {
	for _, f := range all {
		if !f.Actual && f.End != nil && f.Dated != nil && *f.End < *f.Dated {
			out = append(out, Discrepancy{PastAsFuture, []*Said{f}, f.When, f.Dated.String()})
		}
	}
	return out
}

// setting is what two figures have in common that are told of one thing at one time in one passage: all of the key but one name.
func (s *Said) setting(without string) string { return s.but(without) + "\x1e" + s.When }

// percentages compares percentages with a count out of a count of the same matter, told in the same passage.
func percentages(all []*Said) (out []Discrepancy) {
	for _, group := range grouped(all, func(s *Said) string { return s.setting("") }) {
		for _, p := range group {
			for _, n := range group {
				if told, found, ok := notGiven(p, n); ok && shares(p.Passages, n.Passages) {
					out = append(out, Discrepancy{Share, sorted(p, n), told, found})
				}
			}
		}
	}
	return out
}

// notGiven says whether a percentage is not what a count out of a count gives, at as many places as it is told with.
func notGiven(p, n *Said) (told, found string, ok bool) {
	share, count := figure(p, func(f Figure) bool { return f.Unit == "%" && f.Of == "" }), figure(n, func(f Figure) bool { return f.Unit != "%" && f.Of != "" })
	if share == nil || count == nil {
		return "", "", false
	}
	of, err := value.ParseDecimal(count.Of, count.Places)
	if err != nil || of <= 0 {
		return "", "", false
	}
	is := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(count.N), big.NewInt(100)), big.NewInt(of))
	places := shownPlaces(share)
	half := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Mul(big.NewInt(2), pow10(places)))
	off := new(big.Rat).Sub(rat(share), is)
	if off.Abs(off).Cmp(half) <= 0 {
		return "", "", false
	}
	return text(share) + " %", is.FloatString(max(1, places)) + " %", true
}

// fewestDigits is how many significant digits a figure has at least that is not likely to be told of two things by chance.
const fewestDigits = 4

// sameFigures finds one figure of many digits that a document tells of two subjects, alike in all else.
func sameFigures(all []*Said) (out []Discrepancy) {
	for _, group := range grouped(all, func(s *Said) string {
		f := figure(s, func(f Figure) bool { return digits(f.N) >= fewestDigits })
		if f == nil {
			return ""
		}
		return fmt.Sprintf("%s\x1e%s\x1e%s\x1e%s\x1e%s", s.Type.Name, text(f), s.When, strings.Join(s.rest(), " "), s.scalars())
	}) {
		for i, a := range group {
			for _, b := range group[i+1:] {
				if shares(a.Documents, b.Documents) && !shares(a.Subjects(), b.Subjects()) {
					out = append(out, Discrepancy{SameFigure, sorted(a, b), "", ""})
				}
			}
		}
	}
	return out
}

// scalars are the parts of its key that are no relationships.
func (s *Said) scalars() string {
	var parts []string
	for _, name := range s.Type.Key {
		if s.Type.Rel(name) == nil {
			parts = append(parts, s.part(name))
		}
	}
	return strings.Join(parts, "\x1f")
}

// figure is the first exact figure of a fact that suits; nil where none does.
func figure(s *Said, suits func(Figure) bool) *Figure {
	for i := range s.Figures {
		if f := &s.Figures[i]; f.Exact && suits(*f) {
			return f
		}
	}
	return nil
}

// grouped are the groups of two and more that a key makes; an empty key is in none. In the order of the keys.
func grouped(all []*Said, key func(*Said) string) [][]*Said {
	groups := map[string][]*Said{}
	var keys []string
	for _, s := range all {
		if k := key(s); k != "" {
			if groups[k] == nil {
				keys = append(keys, k)
			}
			groups[k] = append(groups[k], s)
		}
	}
	slices.Sort(keys)
	var out [][]*Said
	for _, k := range keys {
		if len(groups[k]) > 1 {
			out = append(out, groups[k])
		}
	}
	return out
}

func sorted(facts ...*Said) []*Said {
	slices.SortFunc(facts, byID)
	return facts
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

func rat(f *Figure) *big.Rat { return new(big.Rat).SetFrac(big.NewInt(f.N), pow10(f.Places)) }

func text(f *Figure) string { return string(value.AppendDecimal(nil, f.N, f.Places)) }

// shownPlaces is how many decimals a figure is told with.
func shownPlaces(f *Figure) int {
	_, decimals, _ := strings.Cut(text(f), ".")
	return len(decimals)
}

// digits is the number of a figure's significant digits.
func digits(n int64) int {
	s := strings.Trim(fmt.Sprint(max(n, -n)), "0")
	return cmp.Or(len(s), 1)
}
