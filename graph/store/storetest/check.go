package storetest

import (
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// MaxPage is the most rows that a page may ask for.
const MaxPage = 1000

// CheckTree says what a tree has that no planner makes, so that stores need not think of it; nil for a good tree. Each
// fault is named by the way to it.
func CheckTree(t *query.Tree) (err error) {
	c := &checker{}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case fault:
			err = fmt.Errorf("storetest: a bad tree: %s: %s", strings.Join(c.path, "."), r)
		default:
			panic(r)
		}
	}()
	c.root(t.Root)
	return nil
}

type fault string

type checker struct{ path []string }

func (c *checker) must(ok bool, format string, args ...any) {
	if !ok {
		panic(fault(fmt.Sprintf(format, args...)))
	}
}

func (c *checker) in(name string, f func()) {
	c.path = append(c.path, name)
	f()
	c.path = c.path[:len(c.path)-1]
}

func (c *checker) root(o *query.Out) {
	if o != nil && o.Kind == query.Tuple {
		c.must(o.Conn == nil && len(o.Sel) == 0, "a tuple has kids alone")
		for _, k := range o.Kids {
			c.must(k.Kind != query.Tuple, "a tuple in a tuple")
			c.root(k)
		}
		return
	}
	c.must(o != nil && o.Conn != nil, "no root connection")
	c.in(o.Key, func() {
		q := o.Conn
		c.must(q.Rel == nil && !q.EdgeFact, "a root that starts at a node or an edge")
		switch o.Kind {
		case query.Many:
			c.must(q.IDs == nil, "a connection by ids")
			c.conn(o)
		case query.One, query.List:
			c.must(q.IDs != nil && q.IDs.List == (o.Kind == query.List), "no ids, or ids of the other kind")
			c.must(o.Kind == query.List || len(q.IDs.Values) == 1, "one node has one id")
			c.bare(q)
			c.variants(o.Sel, q)
		default:
			c.must(false, "a root of kind %d", o.Kind)
		}
	})
}

// bare is a connection without a page or a filter: one node, or nodes by their ids.
func (c *checker) bare(q *query.Conn) {
	c.must(q.Type != nil, "no type")
	c.must(q.Search == nil && q.Where == nil && len(q.Order) == 0 && len(q.Out) == 0 && q.Cursor == nil, "one node with what only a connection has")
	c.must(q.First == 0 && q.Last == 0 && !q.Back && !q.Page && !q.More && !q.Behind && !q.Keys, "one node with a page")
}

func (c *checker) conn(o *query.Out) {
	q := o.Conn
	c.must(q.Type != nil && len(o.Kids) == 0 && len(o.Sel) == 0, "a connection needs a type, and selects in Conn.Out")
	c.must(!q.Back && q.Last == 0 && q.First >= 0 && q.First <= MaxPage || q.Back && q.First == 0 && q.Last >= 0 && q.Last <= MaxPage,
		"first %d last %d back %t", q.First, q.Last, q.Back)
	if s := q.Search; s != nil {
		c.must(q.Rel == nil, "a search below a root")
		c.must(len(s.Words) > 0 && slices.Equal(value.Words(strings.Join(s.Words, " ")), s.Words), "words %q are not as value.Words gives them", s.Words)
		for _, t := range s.Types {
			c.must(!t.Interface && q.Type.Has(t.Name), "search for %s in %s", t.Name, q.Type.Name)
		}
	}
	c.orders(q)
	if q.Where != nil {
		c.in("where", func() { c.where(q.Where, q.Type, q.Rel) })
	}
	flags := *q
	Flags(&flags)
	c.must(flags.Page == q.Page && flags.More == q.More && flags.Behind == q.Behind && flags.Keys == q.Keys,
		"page %t more %t behind %t keys %t", q.Page, q.More, q.Behind, q.Keys)
	c.keys(q.Out)
	for _, k := range q.Out {
		c.in(k.Key, func() { c.part(k, q) })
	}
}

// keys: a response name stands once in an object.
func (c *checker) keys(out []*query.Out) {
	seen := map[string]bool{}
	for _, o := range out {
		c.must(!seen[o.Key], "%s twice", o.Key)
		seen[o.Key] = true
	}
}

// part is one field of a connection.
func (c *checker) part(o *query.Out, q *query.Conn) {
	switch o.Kind {
	case query.Const, query.TotalCount:
	case query.Nodes:
		c.variants(o.Sel, q)
	case query.PageInfo:
		c.kinds(o.Kids, query.Const, query.HasNext, query.HasPrevious, query.StartCursor, query.EndCursor)
	case query.Edges:
		c.kinds(o.Kids, query.Const, query.Cursor, query.Node, query.EdgeScalar, query.EdgeOne, query.Matched)
		for _, k := range o.Kids {
			c.in(k.Key, func() { c.edge(k, q) })
		}
	case query.Aggregate:
		c.kinds(o.Kids, query.Const, query.Count, query.Distinct, query.Stats)
		c.counted(o.Kids, q.Type)
	case query.Grouped:
		c.kinds(o.Kids, query.Const, query.GroupKey, query.Count, query.Distinct, query.Stats)
		c.groups(o, q)
	default:
		c.must(false, "kind %d in a connection", o.Kind)
	}
}

// counted is what is counted of nodes.
func (c *checker) counted(kids []*query.Out, t *schema.Type) {
	for _, k := range kids {
		switch k.Kind {
		case query.Stats:
			c.in(k.Key, func() { c.stats(k, t) })
		case query.Distinct:
			c.kinds(k.Kids, query.Const, query.Related)
			for _, r := range k.Kids {
				c.must(r.Kind == query.Const || slices.Contains(t.Rels, r.Rel), "%s: not a relationship of %s", r.Key, t.Name)
			}
		}
	}
}

func (c *checker) kinds(kids []*query.Out, ok ...query.Kind) {
	c.keys(kids)
	for _, k := range kids {
		c.must(slices.Contains(ok, k.Kind), "%s: kind %d", k.Key, k.Kind)
	}
}

// edge is one field of an edge.
func (c *checker) edge(o *query.Out, q *query.Conn) {
	switch o.Kind {
	case query.Node:
		c.variants(o.Sel, q)
	case query.EdgeScalar:
		c.must(q.Rel != nil, "a column of an edge at a root")
		c.must(o.Role != (o.Edge == schema.Since || o.Edge == schema.Until), "an edge has since, until and a role")
	case query.EdgeOne:
		c.must(o.Conn != nil && o.Conn.EdgeFact && o.Conn.Rel == nil && o.Conn.IDs == nil, "not the edge's fact")
		c.must(q.Rel != nil && q.Rel.Derived() && o.Conn.Type == q.Rel.From.Fact, "not a fact that this relationship rests on")
		c.bare(o.Conn)
		c.variants(o.Sel, o.Conn)
	case query.Matched:
		c.must(q.Search != nil, "a match without a search")
		c.kinds(o.Kids, query.Const, query.MatchField, query.MatchText)
	}
}

// variants must be those of a connection's types: each in exactly one.
func (c *checker) variants(sel []query.Variant, q *query.Conn) {
	c.must(len(sel) > 0, "nothing is selected")
	var all []*schema.Type
	for _, v := range sel {
		c.must(v.Type != nil && len(v.Types) > 0, "a variant of no type")
		for _, t := range v.Types {
			c.must(!t.Interface && v.Type.Has(t.Name) && q.Type.Has(t.Name), "%s is no %s of %s", t.Name, v.Type.Name, q.Type.Name)
			c.must(!slices.Contains(all, t), "%s is in two variants", t.Name)
			all = append(all, t)
		}
		c.keys(v.Out)
		for _, o := range v.Out {
			c.in(v.Type.Name+"/"+o.Key, func() { c.field(o, v) })
		}
	}
	c.must(len(all) == len(q.Type.Impl), "variants for %d of the %d types of %s", len(all), len(q.Type.Impl), q.Type.Name)
}

// field is one field of a node.
func (c *checker) field(o *query.Out, v query.Variant) {
	switch o.Kind {
	case query.Const:
	case query.TypeName:
		c.must(len(v.Types) > 1, "the type's name is known")
	case query.Scalar:
		c.must(o.Field != nil && o.Field.Value == nil && slices.Contains(v.Type.Fields, o.Field), "not a scalar of %s", v.Type.Name)
	case query.Object:
		c.must(o.Field != nil && o.Field.Value != nil && slices.Contains(v.Type.Fields, o.Field), "not a value object of %s", v.Type.Name)
		c.kinds(o.Kids, query.Const, query.Scalar)
		for _, k := range o.Kids {
			c.must(k.Kind == query.Const || slices.Contains(o.Field.Parts, k.Field), "%s is not a part", k.Key)
		}
	case query.One, query.Many:
		q := o.Conn
		c.must(q != nil && q.Rel != nil && !q.EdgeFact && q.IDs == nil && q.Search == nil, "not a relationship")
		c.must(slices.Contains(v.Type.Rels, q.Rel) && q.Type == q.Rel.Target, "not a relationship of %s", v.Type.Name)
		c.must(q.Rel.Many == (o.Kind == query.Many), "to-one or to-many?")
		if o.Kind == query.Many {
			c.conn(o)
			return
		}
		c.bare(q)
		c.variants(o.Sel, q)
	default:
		c.must(false, "kind %d in a node", o.Kind)
	}
}

// functions are what may be asked of a field: nothing of text and booleans, ends of what is ordered, sums of numbers.
func functions(field *schema.Field) []string {
	switch {
	case field.Value != nil && field.Value.Name == "When":
		return []string{"count", "min", "max"}
	case field.Value != nil && field.Unit() != nil:
		return []string{"sum", "avg", "min", "max", "count", "unit"}
	case field.Value != nil || !field.Kind.Ordered() || field.Stated:
		return nil
	case field.Kind == schema.Date || field.Kind == schema.DateTime:
		return []string{"count", "min", "max"}
	}
	return []string{"sum", "avg", "min", "max", "count"}
}

func (c *checker) stats(o *query.Out, t *schema.Type) {
	c.must(o.Field != nil && slices.Contains(t.Fields, o.Field), "not a field of %s", t.Name)
	c.kinds(o.Kids, query.Const, query.Fn)
	for _, k := range o.Kids {
		c.must(k.Kind == query.Const || slices.Contains(functions(o.Field), k.Name), "%s of %s", k.Name, o.Field.Name)
	}
}

// orders end in the id, so that they are total; a cursor has a value of the right kind for each.
func (c *checker) orders(q *query.Conn) {
	n := len(q.Order)
	c.must(n > 0, "no order")
	end := q.Order[n-1]
	c.must(len(end.Path) == 0 && end.Field != nil && end.Field == q.Type.Field("id"), "the order does not end in id")
	for i, o := range q.Order {
		c.in("order "+fmt.Sprint(i), func() { c.order(o, q) })
	}
	c.must(q.Cursor == nil || len(q.Cursor) == n, "a cursor of %d values for %d orders", len(q.Cursor), n)
	for i, v := range q.Cursor {
		o := q.Order[i]
		c.must(v == nil && o.Nullable() || v != nil && goType(o.Kind(), v), "cursor value %d is a %T", i, v)
	}
}

func goType(k schema.Kind, v any) (ok bool) {
	switch {
	case k.Text():
		_, ok = v.(string)
	case k == schema.Boolean:
		_, ok = v.(bool)
	default:
		_, ok = v.(int64)
	}
	return ok
}

func (c *checker) order(o query.Order, q *query.Conn) {
	t, forms := q.Type, 0
	for _, r := range o.Path {
		c.must(slices.Contains(t.Rels, r) && !r.Many, "%s is no to-one relationship of %s", r.Name, t.Name)
		t = r.Target
	}
	if o.Field != nil {
		forms++
		c.must(hasScalar(t, o.Field), "%s is no scalar of %s", o.Field.Name, t.Name)
	}
	if o.Edge != "" {
		forms++
		c.must(q.Rel != nil && (o.Edge == schema.Since || o.Edge == schema.Until), "no edge with a %s", o.Edge)
	}
	if o.Count != nil {
		forms++
		c.count(o.Count, t)
	}
	if o.Rank != query.NoRank {
		forms++
		c.must(q.Search != nil && o.Rank <= query.RankName && !o.Desc, "a rank without a search, or descending")
	}
	c.must(forms == 1 && (len(o.Path) == 0 || o.Field != nil), "%d forms in one order", forms)
}

func (c *checker) count(n *query.CountOf, t *schema.Type) {
	c.must(slices.Contains(t.Rels, n.Rel) && n.Rel.Many, "%s is no to-many relationship of %s", n.Rel.Name, t.Name)
	if n.Where != nil {
		c.where(n.Where, n.Rel.Target, n.Rel)
	}
}

// hasScalar says that a field is a scalar of a type, or a part of one of its value objects.
func hasScalar(t *schema.Type, f *schema.Field) bool {
	if f.Of != nil {
		return slices.Contains(t.Fields, f.Of) && slices.Contains(f.Of.Parts, f)
	}
	return f.Value == nil && slices.Contains(t.Fields, f)
}
