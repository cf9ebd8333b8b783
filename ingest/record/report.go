package record

import (
	"cmp"
	"slices"
)

// report collects problems.
type report struct {
	problems []Problem
}

// item is what stands or falls as one: an entity, a fact, a mention, or the head of the record.
type item struct {
	path    string // empty for the head
	refused bool
	told    int
	// users are the places that name this item: without it they name nothing.
	users []spot
}

func (r *report) add(of *item, at Place, found, expected string) {
	of.refused = true
	of.told++
	if of.told > maxOfItem || of.told > 1 && len(r.problems) > maxProblems {
		return
	}
	r.problems = append(r.problems, Problem{Place: at, Item: of.path, Found: found, Expected: expected})
}

// sorted is every problem in the order of the text.
func (r *report) sorted() []Problem {
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return r.problems
}
