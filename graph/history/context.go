package history

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"councilgraph/graph/value"
)

// Runs are the stretches of a text that may be a name: up to most words in a row as they stand there, folded, a closing bracket
// behind them too. Sorted, each once.
func Runs(text string, most int) []string {
	folded := value.Fold(strings.Join(strings.Fields(text), " "))
	var words [][2]int // first byte, and the byte after the last
	in := false
	for i, c := range folded {
		letter := unicode.IsLetter(c) || unicode.IsDigit(c)
		switch {
		case letter && !in:
			words = append(words, [2]int{i, len(folded)})
		case !letter && in:
			words[len(words)-1][1] = i
		}
		in = letter
	}
	runs := map[string]bool{}
	for i := range words {
		for j := i; j < len(words) && j < i+most; j++ {
			end := words[j][1]
			runs[folded[words[i][0]:end]] = true
			if strings.HasPrefix(folded[end:], ")") {
				runs[folded[words[i][0]:end+1]] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(runs))
}

// New are the facts that speak of a matter of which none of the earlier ones speaks.
func New(facts, earlier []*Said) []*Said {
	known := map[string]bool{}
	for _, s := range earlier {
		known[s.Matter] = true
	}
	return slices.DeleteFunc(slices.Clone(facts), func(s *Said) bool { return known[s.Matter] })
}

// Latest are, of facts told as so, those that count as true latest for each value of some fields; of one day those of the highest authority.
// It is what @latest of a relationship says, of the facts given.
func Latest(facts []*Said, per []string) []*Said {
	newest := func(a, b *Said) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Authority, b.Authority))
	}
	group := func(s *Said) string {
		var parts []string
		for _, name := range per {
			parts = append(parts, s.part(name))
		}
		return strings.Join(parts, "\x1e")
	}
	best := map[string]*Said{}
	for _, s := range facts {
		if b := best[group(s)]; s.Actual && (b == nil || newest(s, b) > 0) {
			best[group(s)] = s
		}
	}
	return slices.DeleteFunc(slices.Clone(facts), func(s *Said) bool { return !s.Actual || newest(s, best[group(s)]) < 0 })
}

// fewestWords is how many words two headings share at least that are taken for one matter's.
const fewestWords = 2

// SameHeading says whether one of two headings, given as their words, holds every word of the other, of two words at least.
func SameHeading(x, y []string) bool {
	if len(x) > len(y) {
		x, y = y, x
	}
	return len(x) >= fewestWords && !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}
