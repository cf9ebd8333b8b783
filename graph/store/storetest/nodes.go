package storetest

import (
	"fmt"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// build makes nodes and trees of a model.
type build struct{ m *schema.Model }

// opt is one thing said of a node.
type opt func(*store.Node)

// node makes a node that is known, always, with every field that may not be null.
func (p build) node(typ, id string, opts ...opt) store.Node {
	t := p.m.Type(typ)
	if t == nil {
		panic("storetest: no type " + typ)
	}
	n := store.Node{Type: typ, ID: id, Known: true, Span: store.Always, Fields: map[string]any{}}
	if t.Class == schema.Fact {
		n.Span = store.Span{Since: day("2025-01-01"), Until: value.MaxDay, Authority: 1}
	}
	for _, o := range opts {
		o(&n)
	}
	for i := range n.Edges {
		if n.Edges[i].From == "" {
			n.Edges[i].From = id
		}
	}
	Complete(p.m, &n)
	return n
}

// Complete gives a node every field that its type says is never null, where it has none: the first value of an enum, 0,
// false, the field's name. A value object that is there at all, or never null, gets its own such parts.
func Complete(m *schema.Model, n *store.Node) {
	for _, f := range m.Type(n.Type).Fields {
		if f.Value == nil {
			if f.NonNull && f.Column != "" && f.Name != "id" && n.Fields[f.Column] == nil {
				n.Fields[f.Column] = filler(m, f)
			}
			continue
		}
		there := f.NonNull
		for _, part := range f.Parts {
			there = there || n.Fields[part.Column] != nil
		}
		for _, part := range f.Parts {
			if there && part.NonNull && n.Fields[part.Column] == nil {
				n.Fields[part.Column] = filler(m, part)
			}
		}
	}
}

func filler(m *schema.Model, f *schema.Field) any {
	switch f.Kind {
	case schema.Enum:
		return m.EnumValues(f.Enum)[0]
	case schema.String, schema.ID:
		return f.Name
	case schema.Boolean:
		return false
	}
	return int64(0)
}

// named is an entity with a name.
func (p build) named(typ, id, name string, opts ...opt) store.Node {
	return p.node(typ, id, append([]opt{set("name", name)}, opts...)...)
}

// remark is a fact that cites entities, so that they are listed.
func (p build) remark(id string, cited ...string) store.Node {
	return p.node("Remark", id, cites(cited...))
}

func set(column string, v any) opt { return func(n *store.Node) { n.Fields[column] = v } }

// span gives days as text, ".." where open.
func span(since, until string, authority int64) opt {
	return func(n *store.Node) {
		n.Span = store.Span{Since: value.MinDay, Until: value.MaxDay, Authority: authority}
		if since != ".." {
			n.Span.Since = day(since)
		}
		if until != ".." {
			n.Span.Until = day(until)
		}
	}
}

// unknown is a node that is known no longer.
func unknown(n *store.Node) { n.Known = false }

// to is an edge from the node itself.
func to(edge string, ids ...string) opt {
	return func(n *store.Node) {
		for _, id := range ids {
			n.Edges = append(n.Edges, store.Edge{Type: edge, To: id})
		}
	}
}

func cites(ids ...string) opt { return to("CITES", ids...) }

// owns is an edge between other nodes, which rests on the node itself.
func owns(edge, from, end, role string) opt {
	return func(n *store.Node) {
		n.Edges = append(n.Edges, store.Edge{Type: edge, From: from, To: end, Fact: n.ID, Role: role})
	}
}

// candidate is an edge of a @latest relationship into the node itself.
func candidate(edge, from, group string) opt {
	return func(n *store.Node) {
		n.Edges = append(n.Edges, store.Edge{Type: edge, From: from, To: n.ID, Fact: n.ID, Group: group})
	}
}

func text(f store.TextField, s string) opt {
	return func(n *store.Node) { n.Texts = append(n.Texts, store.Text{Field: f, Text: s}) }
}

// day reads a day that the suite itself wrote.
func day(s string) value.Day {
	d, err := value.ParseDay(s)
	if err != nil {
		panic(fmt.Sprintf("storetest: %v", err))
	}
	return d
}
