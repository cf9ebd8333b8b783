package memory

import (
	"fmt"
	"math/big"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// group is the nodes of one key.
type group struct {
	keys []any
	all  []item
}

// groups are the cells of all groups of a connection's rows that are asked for.
func (r *reader) groups(o *query.Out, all []item) query.Cell {
	g := o.Group
	found := slices.DeleteFunc(r.grouped(g, all), func(x *group) bool {
		return slices.ContainsFunc(g.Having, func(h query.Having) bool { return !r.having(h, x) })
	})
	slices.SortFunc(found, func(a, b *group) int { return r.compareGroups(g, a, b) })
	out := []any{}
	for _, x := range found[:min(g.First, len(found))] {
		cells := []any{x.keys}
		for _, k := range o.Kids {
			if k.Kind != query.Const && k.Kind != query.GroupKey {
				cells = append(cells, r.counted(k, x.all))
			}
		}
		out = append(out, cells)
	}
	return out
}

// grouped puts each node into every group that it belongs to, once.
func (r *reader) grouped(g *query.Groups, all []item) (out []*group) {
	for _, x := range all {
		combined := [][]any{{}}
		for _, by := range g.By {
			var longer [][]any
			for _, v := range r.groupKeys(by, by.Path, x) {
				for _, keys := range combined {
					if keys = append(slices.Clone(keys), v); !slices.ContainsFunc(longer, func(l []any) bool { return slices.Equal(l, keys) }) {
						longer = append(longer, keys)
					}
				}
			}
			combined = longer
		}
		for _, keys := range combined {
			i := slices.IndexFunc(out, func(o *group) bool { return slices.Equal(o.keys, keys) })
			if i < 0 {
				i = len(out)
				out = append(out, &group{keys: keys})
			}
			out[i].all = append(out[i].all, x)
		}
	}
	return out
}

// groupKeys are the values of one key of a node; one of them null where its way leads nowhere.
func (r *reader) groupKeys(by query.GroupBy, path []*schema.Rel, x item) (out []any) {
	if len(path) == 0 {
		return []any{r.groupKey(by, x)}
	}
	var far []item
	if rel := path[0]; rel.Many {
		far = r.related(x.n, rel, rel.Target, nil)
	} else if one := r.one(x.n, rel, rel.Target, nil); one != nil {
		far = []item{*one}
	}
	if len(far) == 0 {
		return []any{nil}
	}
	for _, f := range far {
		out = append(out, r.groupKeys(by, path[1:], f)...)
	}
	return out
}

func (r *reader) groupKey(by query.GroupBy, x item) any {
	var v query.Cell
	kind := schema.Date
	if by.Field != nil {
		v, kind = r.field(x.n, by.Field), by.Field.Kind
	} else {
		v = edgeColumn(x.e, by.Edge, by.Role)
	}
	n, ok := v.(int64)
	switch {
	case by.Bucket == "" || !ok:
		return v
	case kind == schema.DateTime:
		return by.Bucket.Of(value.Instant(n).Day())
	}
	return by.Bucket.Of(value.Day(n))
}

// distinct is how many nodes a relationship leads to from any of these.
func (r *reader) distinct(rel *schema.Rel, all []item) int64 {
	seen := map[string]bool{}
	for _, x := range all {
		if !rel.Many {
			if one := r.one(x.n, rel, rel.Target, nil); one != nil {
				seen[one.n.id] = true
			}
			continue
		}
		for _, far := range r.related(x.n, rel, rel.Target, nil) {
			seen[far.n.id] = true
		}
	}
	return int64(len(seen))
}

// measure is a number of a group; nil for the least and the greatest of nothing.
func (r *reader) measure(m query.Measure, x *group) *big.Int {
	switch {
	case m.Distinct != nil:
		return big.NewInt(r.distinct(m.Distinct, x.all))
	case m.Field == nil:
		return big.NewInt(int64(len(x.all)))
	}
	of := x.all
	if m.Field.Value != nil {
		of = slices.DeleteFunc(slices.Clone(of), func(x item) bool { return r.field(x.n, m.Field.Unit()) != m.Unit })
	}
	values := r.present(query.Value(m.Field), of)
	switch m.Fn {
	case "count":
		return big.NewInt(int64(len(values)))
	case "sum":
		return sum(values)
	}
	if len(values) == 0 {
		return nil
	}
	switch m.Fn {
	case "min":
		return big.NewInt(slices.MinFunc(values, compare).(int64))
	case "max":
		return big.NewInt(slices.MaxFunc(values, compare).(int64))
	}
	panic(fmt.Sprintf("no measure %q", m.Fn))
}

// having says whether a group meets a condition. A sum that no answer may hold is compared all the same.
func (r *reader) having(h query.Having, x *group) bool {
	n := r.measure(h.Of, x)
	if n == nil {
		return false
	}
	is := func(v any) int { return n.Cmp(big.NewInt(v.(int64))) }
	switch h.Op {
	case query.Eq:
		return is(h.Value) == 0
	case query.Ne:
		return is(h.Value) != 0
	case query.Lt:
		return is(h.Value) < 0
	case query.Lte:
		return is(h.Value) <= 0
	case query.Gt:
		return is(h.Value) > 0
	case query.Gte:
		return is(h.Value) >= 0
	case query.In:
		return slices.ContainsFunc(h.Value.([]any), func(v any) bool { return is(v) == 0 })
	}
	panic(fmt.Sprintf("no operation %d on a group", h.Op))
}

// compareGroups follows the ordering, then the keys; nulls last, whatever the direction.
func (r *reader) compareGroups(g *query.Groups, a, b *group) int {
	for _, o := range g.Order {
		var c int
		if o.Of == nil {
			c = nullsLast(a.keys[o.Key], b.keys[o.Key], o.Desc, compare)
		} else {
			c = nullsLast(orNil(r.measure(*o.Of, a)), orNil(r.measure(*o.Of, b)), o.Desc, func(a, b any) int { return a.(*big.Int).Cmp(b.(*big.Int)) })
		}
		if c != 0 {
			return c
		}
	}
	for i := range g.By {
		if c := nullsLast(a.keys[i], b.keys[i], false, compare); c != 0 {
			return c
		}
	}
	return 0
}

func orNil(n *big.Int) any {
	if n == nil {
		return nil
	}
	return n
}

func nullsLast(a, b any, desc bool, compare func(a, b any) int) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	case desc:
		return compare(b, a)
	}
	return compare(a, b)
}
