package storetest

import (
	"strconv"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// groups asks for random groups of a connection.
func (a *Asker) groups(c *query.Conn, o *query.Out) {
	g := &query.Groups{First: pickOne(a.r, []int{0, 1, 2, 3, 20, 20, MaxPage, MaxPage})}
	key := &query.Out{Key: "key", Kind: query.GroupKey}
	for i := range 1 + max(0, a.r.IntN(4)-1) {
		g.By = append(g.By, a.groupBy(c))
		key.Kids = append(key.Kids, &query.Out{Key: "k" + strconv.Itoa(i), Kind: query.GroupValue, At: i})
	}
	for range max(0, a.r.IntN(4)-1) {
		g.Having = append(g.Having, a.having(c.Type))
	}
	for range a.r.IntN(3) {
		k := query.GroupOrder{Key: a.r.IntN(len(g.By)), Desc: a.oneIn(2)}
		if a.oneIn(2) {
			m := a.measure(c.Type)
			k.Of = &m
		}
		g.Order = append(g.Order, k)
	}
	o.Group = g
	o.Kids = []*query.Out{key}
	a.aggregate(c.Type, o)
}

func (a *Asker) groupBy(c *query.Conn) (b query.GroupBy) {
	t, edge := c.Type, c.Rel
	for n := max(0, a.r.IntN(6)-2); n > 0; n -= 2 {
		if r := a.rel(t, func(*schema.Rel) bool { return true }); r != nil {
			b.Path, t, edge = append(b.Path, r), r.Target, r
		}
	}
	kind := schema.Date
	switch {
	case edge != nil && a.oneIn(4):
		if a.oneIn(2) {
			b.Role = true
			return b
		}
		b.Edge = pickOne(a.r, []schema.Span{schema.Since, schema.Until})
	case t.Interface && a.oneIn(4):
		b.Field = schema.TypeField
		return b
	default:
		if b.Field = pickOne(a.r, t.Fields); b.Field.Value != nil {
			b.Field = pickOne(a.r, b.Field.Parts)
		}
		kind = b.Field.Kind
	}
	if (kind == schema.Date || kind == schema.DateTime) && a.oneIn(2) {
		b.Bucket = pickOne(a.r, []value.Bucket{value.Year, value.Quarter, value.Month, value.FinancialYear})
	}
	return b
}

func (a *Asker) having(t *schema.Type) query.Having {
	h := query.Having{Of: a.measure(t), Op: pickOne(a.r, []query.Op{query.Eq, query.Ne, query.Lt, query.Lte, query.Gt, query.Gte, query.In}), Value: a.r.Int64N(4)}
	if h.Of.Field != nil && a.oneIn(2) {
		h.Value = pickOne(a.r, []int64{-5, -1, 333333, 1000000, 9007199254740993, 2 * 9007199254740993, 3 * 2147483647, -2147483648})
	}
	if h.Op == query.In {
		h.Value = []any{h.Value, a.r.Int64N(8)}
	}
	return h
}

func (a *Asker) measure(t *schema.Type) (m query.Measure) {
	var numbers []*schema.Field
	for _, f := range t.Fields {
		if len(functions(f)) > 3 {
			numbers = append(numbers, f)
		}
	}
	switch n := a.r.IntN(3); {
	case n == 0 && len(t.Rels) > 0:
		m.Distinct = a.rel(t, func(*schema.Rel) bool { return true })
	case n == 1 && len(numbers) > 0:
		m.Field, m.Fn = pickOne(a.r, numbers), pickOne(a.r, []string{"count", "sum", "min", "max"})
		if m.Field.Value != nil {
			m.Unit = pickOne(a.r, []string{"GBP", "gbp", "%"})
		}
	}
	return m
}
