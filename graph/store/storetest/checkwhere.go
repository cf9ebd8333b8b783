package storetest

import (
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// where checks a filter of nodes of a type, come by over a relationship or, where rel is nil, not.
func (c *checker) where(w *query.Where, t *schema.Type, rel *schema.Rel) {
	switch w.Op {
	case query.And, query.Or, query.Not:
		c.logic(w, func(k *query.Where) { c.where(k, t, rel) })
	case query.Some, query.None, query.All:
		c.must(w.Rel != nil && len(w.Kids) == 1 && slices.Contains(t.Rels, w.Rel), "not a relationship of %s", t.Name)
		c.must(w.Rel.Many || w.Op == query.Some, "none and all are of several")
		c.in(w.Rel.Name, func() { c.where(w.Kids[0], w.Rel.Target, w.Rel) })
	case query.RelCount:
		c.must(w.Count != nil && len(w.Kids) == 1, "no count, or nothing to compare it with")
		c.in(w.Count.Rel.Name, func() {
			c.count(w.Count, t)
			c.number(w.Kids[0])
		})
	case query.EdgeFact:
		c.must(rel != nil && rel.Derived() && len(w.Kids) == 1, "no edge that rests on a fact")
		c.where(w.Kids[0], rel.From.Fact, nil)
	case query.OfType:
		c.must(!slices.ContainsFunc(w.Types, func(x *schema.Type) bool { return x.Interface }), "an interface")
	default:
		c.must(len(w.Kids) == 0, "a leaf with kids")
		c.compares(w, t, rel)
	}
}

func (c *checker) logic(w *query.Where, each func(*query.Where)) {
	c.must(w.Op != query.Not || len(w.Kids) == 1, "not is of one")
	for _, k := range w.Kids {
		each(k)
	}
}

// number checks what a number of related nodes is compared with.
func (c *checker) number(w *query.Where) {
	if w.Op <= query.Not {
		c.logic(w, c.number)
		return
	}
	c.must(w.Field == nil && w.Edge == "" && !w.Role && w.Op != query.IsNull, "not a number")
	c.value(w, schema.Long)
}

// compares checks a leaf of a node or its edge.
func (c *checker) compares(w *query.Where, t *schema.Type, rel *schema.Rel) {
	switch {
	case w.Role:
		c.must(rel != nil && rel.From != nil && rel.From.Role != nil && w.Field == nil && w.Edge == "", "no edge with a role")
		c.value(w, rel.From.Role.Kind)
	case w.Edge != "":
		c.must(rel != nil && w.Field == nil && (w.Edge == schema.Since || w.Edge == schema.Until), "no edge with a %s", w.Edge)
		c.value(w, schema.Date)
	case w.Field == nil:
		c.must(false, "a leaf of nothing")
	case w.Field.Value != nil:
		c.must(slices.Contains(t.Fields, w.Field), "%s is no field of %s", w.Field.Name, t.Name)
		if w.Op == query.Within {
			_, ok := w.Value.([2]value.Day)
			c.must(ok && w.Field.Value.Name == "When", "within a %T", w.Value)
			return
		}
		_, ok := w.Value.(bool)
		c.must(w.Op == query.IsNull && ok, "a value object is null or lies within")
	default:
		c.must(hasScalar(t, w.Field), "%s is no scalar of %s", w.Field.Name, t.Name)
		c.value(w, w.Field.Kind)
	}
}

// value checks that an operation suits a kind, and its value too.
func (c *checker) value(w *query.Where, k schema.Kind) {
	c.must(!w.Fold || k == schema.String, "only strings are folded")
	list := []any{w.Value}
	switch w.Op {
	case query.IsNull:
		_, ok := w.Value.(bool)
		c.must(ok, "is null: %T", w.Value)
		return
	case query.In:
		var ok bool
		list, ok = w.Value.([]any)
		c.must(ok && k != schema.Boolean, "in a %T", w.Value)
	case query.Eq, query.Ne:
	case query.Lt, query.Lte, query.Gt, query.Gte:
		c.must(k.Ordered(), "%s has no order", k)
	case query.Contains, query.StartsWith, query.EndsWith:
		c.must(k == schema.String && !w.Fold, "%s is no string", k)
	default:
		c.must(false, "operation %d of a leaf", w.Op)
	}
	for _, v := range list {
		c.must(v != nil && goType(k, v), "%s is compared with a %T", k, v)
		if s, ok := v.(string); ok && w.Fold {
			c.must(s == value.Fold(s), "%q is not folded", s)
		}
	}
}
