package figure

import (
	"regexp"
	"strings"

	"councilgraph/graph/value"
)

// boundWords are the words before a number that bound it, and what they mean. Of two that fit, the longer one counts.
var boundWords = map[string]value.Bound{
	"over": value.BoundOver, "more than": value.BoundOver, "in excess of": value.BoundOver, "exceeding": value.BoundOver,
	"exceeds": value.BoundOver, "exceed": value.BoundOver, "exceeded": value.BoundOver, "above": value.BoundOver,
	"surpassing": value.BoundOver, "greater than": value.BoundOver, "just over": value.BoundOver, "well over": value.BoundOver,
	"upwards of": value.BoundOver, ">": value.BoundOver,

	"at least": value.BoundAtLeast, "a minimum of": value.BoundAtLeast, "minimum of": value.BoundAtLeast,
	"no less than": value.BoundAtLeast, "not less than": value.BoundAtLeast, "no fewer than": value.BoundAtLeast,
	">=": value.BoundAtLeast, "≥": value.BoundAtLeast,

	"under": value.BoundUnder, "below": value.BoundUnder, "less than": value.BoundUnder, "fewer than": value.BoundUnder,
	"just under": value.BoundUnder, "well under": value.BoundUnder, "<": value.BoundUnder,

	"up to": value.BoundAtMost, "at most": value.BoundAtMost, "no more than": value.BoundAtMost, "not more than": value.BoundAtMost,
	"a maximum of": value.BoundAtMost, "maximum of": value.BoundAtMost, "not exceeding": value.BoundAtMost,
	"a maximum value of": value.BoundAtMost, "maximum value of": value.BoundAtMost, "up to a maximum of": value.BoundAtMost,
	"up to the value of": value.BoundAtMost, "up to a value of": value.BoundAtMost, "up to a total value of": value.BoundAtMost,
	"up to the total value of": value.BoundAtMost, "up to a total cost of": value.BoundAtMost, "up to a maximum value of": value.BoundAtMost,
	"not to exceed": value.BoundAtMost, "capped at": value.BoundAtMost, "<=": value.BoundAtMost, "≤": value.BoundAtMost,

	"about": value.BoundAbout, "around": value.BoundAbout, "approximately": value.BoundAbout, "approx": value.BoundAbout,
	"approx.": value.BoundAbout, "circa": value.BoundAbout, "c": value.BoundAbout, "c.": value.BoundAbout, "ca.": value.BoundAbout,
	"in the region of": value.BoundAbout, "roughly": value.BoundAbout, "some": value.BoundAbout, "nearly": value.BoundAbout,
	"almost": value.BoundAbout, "estimated at": value.BoundAbout, "an estimated": value.BoundAbout, "estimated cost of": value.BoundAbout,
	"estimated total cost of": value.BoundAbout, "estimated value of": value.BoundAbout, "estimated total value of": value.BoundAbout,
	"estimated annual cost of": value.BoundAbout, "~": value.BoundAbout, "≈": value.BoundAbout,
}

var (
	boundBefore = regexp.MustCompile(`(?i)(` + boundAlternatives() + `)` + sp + `*(?:(?:a total of|the sum of|a sum of|an estimated|the)` +
		sp + `+)?$`)
	across     = regexp.MustCompile(`(?i)\bover` + sp + `+a` + sp + `+total` + sp + `+of` + sp + `*$`) // so many sites, not more than so many
	boundAfter = regexp.MustCompile(`(?i)^(?:\+|` + sp + `+(?:or|and)` + sp + `+(less|fewer|under|below|lower|more|over|above|greater|higher)\b)`)
)

// boundAlternatives puts a word boundary before what begins with a letter.
func boundAlternatives() string {
	var letters, signs []string
	for w := range boundWords {
		if w[0] >= 'a' && w[0] <= 'z' {
			letters = append(letters, regexp.QuoteMeta(w))
		} else {
			signs = append(signs, regexp.QuoteMeta(w))
		}
	}
	return longestFirst(signs) + `|\b(?:` + longestFirst(letters) + `)`
}

// bounded reads the words around a number at text[start:end] that bound it. It returns the bound and how far those words reach;
// BoundExact, start and end where there are none.
func bounded(text string, start, end int) (b value.Bound, from, to int) {
	b, from, to = value.BoundExact, start, end
	// The longest of the words is shorter than this.
	const reach = 48
	head := text[max(0, start-reach):start]
	if m := boundBefore.FindStringSubmatchIndex(head); m != nil && !across.MatchString(head) {
		word := strings.ToLower(head[m[2]:m[3]])
		b, from = boundWords[word], start-len(head)+m[2]
	}
	if m := boundAfter.FindStringSubmatch(text[end:]); m != nil && from == start {
		to = end + len(m[0])
		switch strings.ToLower(m[1]) {
		case "less", "fewer", "under", "below", "lower":
			b = value.BoundAtMost
		default:
			b = value.BoundAtLeast
		}
	}
	return b, from, to
}
