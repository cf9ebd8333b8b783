package memory

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/value"
)

// where says whether a node, and the edge that it was come by, meet a filter. What is unknown is false, so that there are
// two values only, and Not of it is true.
func (r *reader) where(w *query.Where, x item) bool {
	switch w.Op {
	case query.And, query.Or, query.Not:
		return logic(w, func(k *query.Where) bool { return r.where(k, x) })
	case query.Some:
		if !w.Rel.Many {
			far := r.one(x.n, w.Rel, w.Rel.Target, nil)
			return far != nil && r.where(w.Kids[0], *far)
		}
		return len(r.related(x.n, w.Rel, w.Rel.Target, w.Kids[0])) > 0
	case query.None:
		return len(r.related(x.n, w.Rel, w.Rel.Target, w.Kids[0])) == 0
	case query.All:
		for _, far := range r.related(x.n, w.Rel, w.Rel.Target, nil) {
			if !r.where(w.Kids[0], far) {
				return false
			}
		}
		return true
	case query.RelCount:
		return number(w.Kids[0], r.count(x.n, w.Count))
	case query.EdgeFact:
		fact := r.fact(x.e)
		return fact != nil && r.where(w.Kids[0], item{n: fact})
	case query.OfType:
		return slices.Contains(w.Types, x.n.typ)
	case query.IsNull:
		if w.Field != nil && w.Field.Value != nil {
			return (r.field(x.n, w.Field.Presence()) == nil) == w.Value.(bool)
		}
	case query.Within:
		start, end := r.field(x.n, w.Field.Part("start")), r.field(x.n, w.Field.Part("end"))
		span := w.Value.([2]value.Day)
		return start != nil && end != nil && start.(int64) >= int64(span[0]) && end.(int64) <= int64(span[1])
	}
	if w.Field != nil {
		return leaf(w, r.field(x.n, w.Field))
	}
	return leaf(w, edgeColumn(x.e, w.Edge, w.Role))
}

func logic(w *query.Where, each func(*query.Where) bool) bool {
	switch w.Op {
	case query.And:
		return !slices.ContainsFunc(w.Kids, func(k *query.Where) bool { return !each(k) })
	case query.Or:
		return slices.ContainsFunc(w.Kids, each)
	}
	return !each(w.Kids[0])
}

// number compares a number of related nodes.
func number(w *query.Where, n int64) bool {
	if w.Op <= query.Not {
		return logic(w, func(k *query.Where) bool { return number(k, n) })
	}
	return leaf(w, n)
}

func (r *reader) count(n *node, c *query.CountOf) int64 {
	return int64(len(r.related(n, c.Rel, c.Rel.Target, c.Where)))
}

// leaf compares one value.
func leaf(w *query.Where, v query.Cell) bool {
	if w.Op == query.IsNull {
		return (v == nil) == w.Value.(bool)
	}
	if v == nil {
		return false
	}
	fold := func(v any) any {
		if s, ok := v.(string); ok && w.Fold {
			return value.Fold(s)
		}
		return v
	}
	switch w.Op {
	case query.Eq:
		return fold(v) == fold(w.Value)
	case query.Ne:
		return fold(v) != fold(w.Value)
	case query.In:
		return slices.ContainsFunc(w.Value.([]any), func(o any) bool { return fold(v) == fold(o) })
	case query.Lt:
		return compare(v, w.Value) < 0
	case query.Lte:
		return compare(v, w.Value) <= 0
	case query.Gt:
		return compare(v, w.Value) > 0
	case query.Gte:
		return compare(v, w.Value) >= 0
	case query.Contains:
		return strings.Contains(value.Fold(v.(string)), value.Fold(w.Value.(string)))
	case query.StartsWith:
		return strings.HasPrefix(value.Fold(v.(string)), value.Fold(w.Value.(string)))
	case query.EndsWith:
		return strings.HasSuffix(value.Fold(v.(string)), value.Fold(w.Value.(string)))
	}
	panic(fmt.Sprintf("no operation %d", w.Op))
}

// compare compares two values of one kind: text by code point, false before true.
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		return cmp.Compare(a, b.(string))
	case int64:
		return cmp.Compare(a, b.(int64))
	case bool:
		switch {
		case a == b.(bool):
			return 0
		case a:
			return 1
		}
		return -1
	}
	panic(fmt.Sprintf("cannot compare a %T", a))
}
