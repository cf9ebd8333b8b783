package figure

import (
	"cmp"
	"slices"
)

// Span is a place in a text: bytes from Start up to End, and what is printed there, exactly text[Start:End].
type Span struct {
	Start, End int
	Printed    string
}

func spanOf(text string, start, end int) Span { return Span{start, end, text[start:end]} }

func (s Span) span() Span { return s }

// pick chooses among readings that overlap: the one that starts first, of those the longest, of those the first given.
func pick[T interface{ span() Span }](found []T) []T {
	slices.SortStableFunc(found, func(a, b T) int {
		x, y := a.span(), b.span()
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
	var out []T
	end := 0
	for _, f := range found {
		if s := f.span(); s.Start >= end {
			out, end = append(out, f), s.End
		}
	}
	return out
}

// spansOf gives the places of what was found.
func spansOf[T interface{ span() Span }](found []T) []Span {
	out := make([]Span, len(found))
	for i, f := range found {
		out[i] = f.span()
	}
	return out
}
