package graph

import (
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// connected is the type that a connection is of.
func connected(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, "Connection"), "Edge")
}

// collect gives the fields that a selection asks of a type, each response name once: gqlgen keeps two where they come from
// two unrelated interfaces.
func (p *planner) collect(sel ast.SelectionSet, satisfies ...string) []graphql.CollectedField {
	all := graphql.CollectFields(p.op, sel, satisfies)
	out := make([]graphql.CollectedField, 0, len(all))
next:
	for _, f := range all {
		for i := range out {
			if out[i].Alias == f.Alias {
				out[i].Selections = slices.Concat(out[i].Selections, f.Selections)
				continue next
			}
		}
		out = append(out, f)
	}
	return out
}

// variants plans a selection for every concrete type that it may meet. Types of which the same is asked share a variant, so
// that `node { id }` is one, not one a type.
func (p *planner) variants(sel ast.SelectionSet, t *schema.Type, path ast.Path, times int) []query.Variant {
	type group struct {
		fields []graphql.CollectedField
		types  []*schema.Type
	}
	var groups []*group
	bySignature := map[string]*group{}
	for _, impl := range t.Impl {
		fields := p.collect(sel, impl.Is...)
		s := signature(fields)
		if bySignature[s] == nil {
			bySignature[s] = &group{fields: fields}
			groups = append(groups, bySignature[s])
		}
		bySignature[s].types = append(bySignature[s].types, impl)
	}
	var out []query.Variant
	for _, g := range groups {
		if at := p.shared(t, g.types, g.fields); at != nil {
			out = append(out, query.Variant{Type: at, Types: g.types, Out: p.object(g.fields, at, path, times)})
			continue
		}
		for _, impl := range g.types {
			out = append(out, query.Variant{Type: impl, Types: []*schema.Type{impl}, Out: p.object(g.fields, impl, path, times)})
		}
	}
	return out
}

// signature tells whether the same fields are asked: by the places in the document that ask for them.
func signature(fields []graphql.CollectedField) string {
	var b []byte
	for _, f := range fields {
		b = appendPlace(append(b, f.Alias...), f.Field.Position)
		for _, s := range f.Selections {
			b = appendPlace(b, s.GetPosition())
		}
		b = append(b, ';')
	}
	return string(b)
}

// appendPlace adds where something stands in the document: no two fields or fragments begin at one place.
func appendPlace(b []byte, at *ast.Position) []byte {
	return strconv.AppendInt(append(b, ' '), int64(at.Start), 10)
}

// shared is the type at which all the fields can be read of all the types; nil where there is none.
func (p *planner) shared(t *schema.Type, types []*schema.Type, fields []graphql.CollectedField) *schema.Type {
	if len(types) == 1 {
		return types[0]
	}
	fits := func(at *schema.Type) bool {
		for _, f := range fields {
			if f.Name != "__typename" && at.Field(f.Name) == nil && at.Rel(f.Name) == nil {
				return false
			}
		}
		for _, x := range types {
			if !at.Has(x.Name) {
				return false
			}
		}
		return true
	}
	if fits(t) {
		return t
	}
	for _, at := range p.m.Types {
		if at.Interface && fits(at) {
			return at
		}
	}
	return nil
}

// object plans the fields of a node of one type, or of several at an interface.
func (p *planner) object(fields []graphql.CollectedField, t *schema.Type, path ast.Path, times int) []*query.Out {
	out := make([]*query.Out, 0, len(fields))
	for _, f := range fields {
		at := append(slices.Clone(path), ast.PathName(f.Alias))
		o := &query.Out{Key: f.Alias}
		out = append(out, o)
		if f.Name == "__typename" {
			if o.Kind = query.TypeName; !t.Interface {
				o.Kind, o.Text = query.Const, t.Name
			}
		} else if field := t.Field(f.Name); field != nil {
			o.Field, o.Kind = field, query.Scalar
			if field.Value != nil {
				o.Kind, o.Kids = query.Object, p.parts(f, field)
			}
		} else if rel := t.Rel(f.Name); rel.Many {
			o.Kind = query.Many
			o.Conn = p.connection(f, &query.Conn{Type: rel.Target, Rel: rel}, p.arguments(f), at, times)
		} else {
			p.spend(times, at)
			o.Kind, o.Conn = query.One, &query.Conn{Type: rel.Target, Rel: rel, First: 1}
			o.Sel = p.variants(f.Selections, rel.Target, at, times)
		}
	}
	return out
}

// parts plans the fields of a value object.
func (p *planner) parts(f graphql.CollectedField, field *schema.Field) []*query.Out {
	var out []*query.Out
	for _, k := range p.collect(f.Selections, field.Value.Name) {
		o := &query.Out{Key: k.Alias, Kind: query.Const, Text: field.Value.Name}
		if k.Name != "__typename" {
			o.Kind, o.Text, o.Field = query.Scalar, "", field.Part(k.Name)
		}
		out = append(out, o)
	}
	return out
}
