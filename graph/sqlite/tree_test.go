package sqlite_test

import (
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// ask builds trees over a model.
type ask struct{ m *schema.Model }

func (a ask) typ(name string) *schema.Type { return a.m.Type(name) }

// scalars are fields of a type by name: scalars, or whole value objects.
func (a ask) scalars(typ string, names ...string) (out []*query.Out) {
	for _, name := range names {
		f := a.typ(typ).Field(name)
		o := &query.Out{Key: name, Kind: query.Scalar, Field: f}
		if f.Value != nil {
			o.Kind = query.Object
			for _, p := range f.Parts {
				o.Kids = append(o.Kids, &query.Out{Key: p.Name, Kind: query.Scalar, Field: p})
			}
		}
		out = append(out, o)
	}
	return out
}

func (a ask) variant(typ string, out ...*query.Out) query.Variant {
	t := a.typ(typ)
	return query.Variant{Type: t, Types: t.Impl, Out: out}
}

func (a ask) nodes(typ string, out ...*query.Out) *query.Out {
	return &query.Out{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{a.variant(typ, out...)}}
}

// by is an order by a field, then by id; a minus in front turns it.
func (a ask) by(typ, field string) []query.Order {
	t := a.typ(typ)
	id := query.Order{Field: t.Field("id")}
	if field == "id" {
		return []query.Order{id}
	}
	down := field[0] == '-'
	if down {
		field = field[1:]
	}
	return []query.Order{{Field: t.Field(field), Desc: down}, id}
}

// root is a page of 20 nodes.
func (a ask) root(typ, order string, out ...*query.Out) *query.Tree {
	return &query.Tree{Root: &query.Out{Key: a.typ(typ).Plural, Kind: query.Many,
		Conn: &query.Conn{Type: a.typ(typ), Order: a.by(typ, order), Page: true, First: 20, Out: out}}}
}

// rel is a page of 10 related nodes.
func (a ask) rel(typ, rel, order string, out ...*query.Out) *query.Out {
	r := a.typ(typ).Rel(rel)
	return &query.Out{Key: rel, Kind: query.Many, Conn: &query.Conn{Type: r.Target, Rel: r, Order: a.by(r.Target.Name, order), Page: true, First: 10, Out: out}}
}

func (a ask) one(typ, id string, out ...*query.Out) *query.Tree {
	return &query.Tree{Root: &query.Out{Key: a.typ(typ).Singular(), Kind: query.One, Conn: &query.Conn{Type: a.typ(typ), IDs: &query.IDs{Values: []string{id}}},
		Sel: []query.Variant{a.variant(typ, out...)}}}
}

func (a ask) eq(typ, field string, v any) *query.Where {
	return &query.Where{Op: query.Eq, Field: a.typ(typ).Field(field), Value: v, Fold: a.typ(typ).Field(field).Kind == schema.String}
}

func (a ask) some(typ, rel string, w *query.Where) *query.Where {
	return &query.Where{Op: query.Some, Rel: a.typ(typ).Rel(rel), Kids: []*query.Where{w}}
}

var total = &query.Out{Key: "totalCount", Kind: query.TotalCount}

// where puts a condition on a root.
func where(t *query.Tree, w *query.Where) *query.Tree {
	t.Root.Conn.Where = w
	return t
}

// at puts a tree under both clocks.
func at(t *query.Tree, day value.Day, known value.Instant) *query.Tree {
	return &query.Tree{Root: t.Root, Time: query.Time{AsOf: &day, KnownAt: &known}}
}
