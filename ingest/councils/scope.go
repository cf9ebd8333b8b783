package councils

import (
	"slices"
	"strings"
)

// Scope is a set of councils as a part of ids, whatever the order in which a page lists them: brent-lewisham-southwark.
func Scope(slugs ...string) string {
	sorted := slices.Sorted(slices.Values(slugs))
	return strings.Join(slices.Compact(sorted), "-")
}

// Of parts a scope into the slugs of its councils; nil where it is not made of councils of the list alone.
func (t *Table) Of(scope string) []string {
	for _, c := range t.all {
		slug := c.Slug()
		if scope == slug {
			return []string{slug}
		}
	}
	for _, c := range t.all {
		if rest, ok := strings.CutPrefix(scope, c.Slug()+"-"); ok {
			if of := t.Of(rest); of != nil {
				return append([]string{c.Slug()}, of...)
			}
		}
	}
	return nil
}

// Overlap says whether two scopes have a council in common. One that is not made of councils of the list is one by itself, and lies
// within a longer one that holds its words.
func (t *Table) Overlap(a, b string) bool {
	if a == b {
		return true
	}
	x, y := t.Of(a), t.Of(b)
	if x == nil || y == nil {
		a, b = "-"+a+"-", "-"+b+"-"
		return strings.Contains(a, b) || strings.Contains(b, a)
	}
	return slices.ContainsFunc(x, func(s string) bool { return slices.Contains(y, s) })
}
