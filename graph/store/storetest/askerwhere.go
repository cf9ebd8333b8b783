package storetest

import (
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// where is a random filter of nodes of a type, come by over a relationship or not.
func (a *Asker) where(t *schema.Type, rel *schema.Rel, depth int) *query.Where {
	if depth > 0 {
		switch n := a.r.IntN(12); {
		case n < 3:
			w := &query.Where{Op: pickOne(a.r, []query.Op{query.And, query.Or})}
			for range a.r.IntN(3) + a.r.IntN(2) {
				w.Kids = append(w.Kids, a.where(t, rel, depth-1))
			}
			return w
		case n == 3:
			return &query.Where{Op: query.Not, Kids: []*query.Where{a.where(t, rel, depth-1)}}
		case n < 8 && len(t.Rels) > 0:
			r := a.rel(t, func(*schema.Rel) bool { return true })
			w := &query.Where{Op: query.Some, Rel: r}
			if r.Many {
				switch w.Op = pickOne(a.r, []query.Op{query.Some, query.None, query.All, query.RelCount}); w.Op {
				case query.RelCount:
					w.Rel, w.Count = nil, a.count(r, depth-1)
					w.Kids = []*query.Where{a.number(2)}
					return w
				}
			}
			w.Kids = []*query.Where{a.where(r.Target, r, depth-1)}
			return w
		case n >= 8 && n < 11 && rel != nil && rel.Derived():
			return &query.Where{Op: query.EdgeFact, Kids: []*query.Where{a.where(rel.From.Fact, nil, depth-1)}}
		}
	}
	if rel != nil && (a.oneIn(3) || rel.Derived() && a.oneIn(2)) {
		if rel.From != nil && rel.From.Role != nil && a.oneIn(2) {
			w := &query.Where{Role: true}
			a.leaf(w, rel.From.Role.Kind, a.roles)
			return w
		}
		w := &query.Where{Edge: pickOne(a.r, []schema.Span{schema.Since, schema.Until})}
		a.leaf(w, schema.Date, nil)
		return w
	}
	if t.Interface && a.oneIn(4) {
		w := &query.Where{Op: query.OfType}
		for range a.r.IntN(4) {
			w.Types = append(w.Types, pickOne(a.r, t.Impl))
		}
		return w
	}
	f := pickOne(a.r, t.Fields)
	if f.Value != nil {
		switch {
		case f.Value.Name == "When" && a.oneIn(4):
			from := a.day()
			return &query.Where{Op: query.Within, Field: f, Value: [2]value.Day{from, from + value.Day(a.r.IntN(4))}}
		case a.oneIn(4):
			return &query.Where{Op: query.IsNull, Field: f, Value: a.oneIn(2)}
		}
		f = pickOne(a.r, f.Parts)
	}
	w := &query.Where{Field: f}
	values := a.pool[f.Column]
	if f.Name == "id" && f.Of == nil {
		values = nil
		for range 4 {
			values = append(values, a.id(t))
		}
	}
	if f.Span != "" {
		values = nil
	}
	a.leaf(w, f.Kind, values)
	return w
}

func (a *Asker) count(r *schema.Rel, depth int) *query.CountOf {
	c := &query.CountOf{Rel: r}
	if a.oneIn(2) && depth > 0 {
		c.Where = a.where(r.Target, r, depth-1)
	}
	return c
}

func (a *Asker) number(depth int) *query.Where {
	if depth > 0 && a.oneIn(4) {
		w := &query.Where{Op: pickOne(a.r, []query.Op{query.And, query.Or, query.Not})}
		w.Kids = []*query.Where{a.number(depth - 1)}
		if w.Op != query.Not {
			w.Kids = append(w.Kids, a.number(depth-1))
		}
		return w
	}
	w := &query.Where{Op: pickOne(a.r, []query.Op{query.Eq, query.Ne, query.Lt, query.Lte, query.Gt, query.Gte, query.In}), Value: a.r.Int64N(4)}
	if w.Op == query.In {
		w.Value = []any{w.Value, a.r.Int64N(8)}
	}
	return w
}

// leaf chooses an operation that suits a kind, and a value that is there, or nearly.
func (a *Asker) leaf(w *query.Where, k schema.Kind, values []any) {
	ops := []query.Op{query.Eq, query.Ne, query.IsNull}
	switch {
	case k.Ordered():
		ops = append(ops, query.In, query.Lt, query.Lte, query.Gt, query.Gte)
	case k == schema.String:
		ops = append(ops, query.In, query.Contains, query.StartsWith, query.EndsWith, query.Eq, query.Contains)
	case k.Text():
		ops = append(ops, query.In)
	}
	w.Op = pickOne(a.r, ops)
	text := w.Op == query.Contains || w.Op == query.StartsWith || w.Op == query.EndsWith
	w.Fold = k == schema.String && !text && w.Op != query.IsNull && a.oneIn(2)
	one := func() any {
		v := a.value(k, values)
		s, ok := v.(string)
		switch {
		case ok && w.Fold:
			return value.Fold(s)
		case text:
			runes := []rune(s)
			from := a.r.IntN(len(runes) + 1)
			return string(runes[from:min(len(runes), from+a.r.IntN(6))])
		}
		return v
	}
	switch w.Op {
	case query.IsNull:
		w.Value = a.oneIn(2)
	case query.In:
		list := []any{}
		for range a.r.IntN(4) {
			list = append(list, one())
		}
		w.Value = list
	default:
		w.Value = one()
	}
}

func (a *Asker) day() value.Day { return firstDay - 1 + value.Day(a.r.IntN(8)) }

// value is one of those given, or any of the kind.
func (a *Asker) value(k schema.Kind, values []any) any {
	if len(values) > 0 && !a.oneIn(5) {
		v := pickOne(a.r, values)
		if goType(k, v) {
			if n, ok := v.(int64); ok && a.oneIn(4) {
				return n + a.r.Int64N(3) - 1
			}
			return v
		}
	}
	switch {
	case k.Text():
		return pickOne(a.r, append(slices.Clone(words), Awkward[:len(Awkward)-2]...))
	case k == schema.Boolean:
		return a.oneIn(2)
	case k == schema.Date:
		return int64(a.day())
	case k == schema.DateTime && len(a.at) > 0:
		return int64(pickOne(a.r, a.at))
	}
	return a.r.Int64N(6) - 1
}

// order is a random key; it may lead over to-one relationships.
func (a *Asker) order(c *query.Conn) query.Order {
	o := query.Order{Desc: a.oneIn(2)}
	t := c.Type
	switch n := a.r.IntN(10); {
	case n == 0 && c.Rel != nil:
		o.Edge = pickOne(a.r, []schema.Span{schema.Since, schema.Until})
		return o
	case n == 1 && c.Search != nil:
		o.Rank, o.Desc = pickOne(a.r, []query.Rank{query.RankClass, query.RankWords, query.RankName}), false
		return o
	case n < 4:
		if many := a.rel(t, func(r *schema.Rel) bool { return r.Many }); many != nil {
			o.Count = a.count(many, 2)
			return o
		}
	case n < 7:
		for range 1 + a.r.IntN(2) {
			if r := a.rel(t, func(r *schema.Rel) bool { return !r.Many }); r != nil {
				o.Path, t = append(o.Path, r), r.Target
			}
		}
	}
	if o.Field = pickOne(a.r, t.Fields); o.Field.Value != nil {
		o.Field = pickOne(a.r, o.Field.Parts)
	}
	return o
}

// key is a value that a cursor may hold for an order.
func (a *Asker) key(o query.Order, c *query.Conn) any {
	switch {
	case o.Nullable() && a.oneIn(4):
		return nil
	case o.Count != nil:
		return a.r.Int64N(5)
	case o.Rank == query.RankClass || o.Rank == query.RankWords:
		return 1 + a.r.Int64N(6)
	case o.Rank == query.RankName:
		return value.Fold(pickOne(a.r, words))
	case o.Edge != "" || o.Field.Span != "":
		return a.value(o.Kind(), nil)
	case o.Field.Name == "id" && o.Field.Of == nil:
		return a.id(c.Type)
	}
	return a.value(o.Kind(), a.pool[o.Field.Column])
}
