// Package rows reads nodes into Go values by query trees: what a question that no plain tree answers looks at first.
package rows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// Reader is what reading needs of a store.
type Reader interface {
	Read(ctx context.Context, t *query.Tree) (query.Cell, error)
}

// Row is one node: its values by the paths asked for. A scalar is as query.Cell has it; a to-one relationship is a Row, nil
// where there is none; a to-many one is a []Row, in order of id. "__typename" is always there.
type Row map[string]any

// Text is a text value; empty where it is null.
func (r Row) Text(path string) string {
	s, _ := r[path].(string)
	return s
}

// Int is a number, a day or an instant; false where it is null.
func (r Row) Int(path string) (int64, bool) {
	n, ok := r[path].(int64)
	return n, ok
}

// ID is the node's id, where it was asked for.
func (r Row) ID() string { return r.Text("id") }

// Type is the node's concrete type.
func (r Row) Type() string { return r.Text("__typename") }

// One is the node at the end of a to-one relationship; nil where there is none. All of Row's methods hold of nil.
func (r Row) One(rel string) Row {
	one, _ := r[rel].(Row)
	return one
}

// Many are the nodes at the end of a to-many relationship.
func (r Row) Many(rel string) []Row {
	many, _ := r[rel].([]Row)
	return many
}

const (
	page    = 1000 // rows that one statement gives
	related = 1000 // nodes that one relationship of a row gives
)

// Fields are what to read of each node: `id`, `when.start`, `supplier.name`, `entities.id`. A path that begins with the name of a
// type is read of that type alone: `ContractEvent.kind`; many such make a large statement. `entities.@role` is the role of the edge,
// in the far row under "@role".
type Fields []string

const edgeRole = "@role"

// List reads nodes by id, in the order of the ids; what is not there is nil. A merged id gives the node that it means.
func List(ctx context.Context, s Reader, at query.Time, t *schema.Type, ids []string, f Fields) ([]Row, error) {
	sel, err := selection(t, f)
	if err != nil {
		return nil, err
	}
	out := make([]Row, 0, len(ids))
	for len(ids) > 0 {
		n := min(page, len(ids))
		c, err := s.Read(ctx, &query.Tree{Time: at, Root: &query.Out{Kind: query.List, Sel: sel.variants,
			Conn: &query.Conn{Type: t, IDs: &query.IDs{List: true, Values: ids[:n]}}}})
		if err != nil {
			return nil, err
		}
		for _, cell := range c.([]any) {
			row, err := sel.row(cell)
			if err != nil {
				return nil, err
			}
			out = append(out, row)
		}
		ids = ids[n:]
	}
	return out, nil
}

// All reads every node of a type that meets a filter, which may be nil, in order of id. More than most are store.ErrTooLarge.
func All(ctx context.Context, s Reader, at query.Time, t *schema.Type, where *query.Where, most int, f Fields) ([]Row, error) {
	sel, err := selection(t, f)
	if err != nil {
		return nil, err
	}
	conn := query.Conn{Type: t, Where: where, Order: []query.Order{{Field: t.Field("id")}}, First: page, Page: true, Keys: true,
		Out: []*query.Out{{Kind: query.Nodes, Sel: sel.variants}}}
	var out []Row
	for {
		q := conn
		c, err := s.Read(ctx, &query.Tree{Time: at, Root: &query.Out{Kind: query.Many, Conn: &q}})
		if err != nil {
			return nil, err
		}
		rows := c.([]any)[0].([]any)
		for _, cell := range rows {
			row, err := sel.row(cell.([]any)[1])
			if err != nil {
				return nil, err
			}
			out = append(out, row)
		}
		if len(out) > most {
			return nil, fmt.Errorf("%w: more than %d nodes of %s to look at", store.ErrTooLarge, most, t.Name)
		}
		if len(rows) < page {
			return out, nil
		}
		conn.Cursor = rows[len(rows)-1].([]any)[0].([]any)
	}
}

// level is what to read of a node, and how to take its cells apart.
type level struct {
	variants []query.Variant
	takes    [][]take // by variant
}

// take is one cell of a node.
type take struct {
	path string
	many bool
	role bool   // far rows with the edge's role
	far  *level // nil for a scalar
}

// errPath is a mistake of whoever asks, not of data.
var errPath = errors.New("no such path")

func selection(t *schema.Type, f Fields) (*level, error) {
	l := &level{}
	types := []*schema.Type{t}
	if specific(t, f) {
		types = t.Impl
	}
	for _, at := range types {
		v := query.Variant{Type: at, Types: at.Impl, Out: []*query.Out{{Key: "__typename", Kind: query.TypeName}}}
		takes := []take{{path: "__typename"}}
		if !at.Interface {
			v.Out[0] = &query.Out{Key: "__typename", Kind: query.Const, Text: at.Name}
			takes[0].path = ""
		}
		far := map[string]Fields{}
		var rels []*schema.Rel
		for _, path := range f {
			head, rest, _ := strings.Cut(path, ".")
			if typ := narrowed(t, head); typ != nil {
				if !typ.Has(at.Name) {
					continue
				}
				head, rest, _ = strings.Cut(rest, ".")
			}
			field, rel := at.Field(head), at.Rel(head)
			switch {
			case field != nil && field.Value != nil:
				field = field.Part(rest)
				fallthrough
			case field != nil:
				if field == nil || field.Of == nil && rest != "" {
					return nil, fmt.Errorf("%w: %s of %s", errPath, path, at.Name)
				}
				name := head
				if field.Of != nil {
					name += "." + rest
				}
				v.Out = append(v.Out, &query.Out{Key: name, Kind: query.Scalar, Field: field})
				takes = append(takes, take{path: name})
			case rel != nil && rest != "":
				if far[head] == nil {
					rels = append(rels, rel)
				}
				far[head] = append(far[head], rest)
			default:
				return nil, fmt.Errorf("%w: %s of %s", errPath, path, at.Name)
			}
		}
		for _, rel := range rels {
			role := slices.Contains(far[rel.Name], edgeRole)
			if role && !rel.Many {
				return nil, fmt.Errorf("%w: %s.%s of %s, which leads to one", errPath, rel.Name, edgeRole, at.Name)
			}
			sub, err := selection(rel.Target, slices.DeleteFunc(far[rel.Name], func(f string) bool { return f == edgeRole }))
			if err != nil {
				return nil, err
			}
			takes = append(takes, take{path: rel.Name, many: rel.Many, role: role, far: sub})
			conn := &query.Conn{Type: rel.Target, Rel: rel, First: 1}
			if !rel.Many {
				v.Out = append(v.Out, &query.Out{Key: rel.Name, Kind: query.One, Conn: conn, Sel: sub.variants})
				continue
			}
			conn.First, conn.Page, conn.More = related, true, true
			conn.Order = []query.Order{{Field: rel.Target.Field("id")}}
			conn.Out = []*query.Out{{Kind: query.Nodes, Sel: sub.variants}}
			if role {
				conn.Out = []*query.Out{{Kind: query.Edges, Kids: []*query.Out{{Kind: query.EdgeScalar, Role: true}, {Kind: query.Node, Sel: sub.variants}}}}
			}
			v.Out = append(v.Out, &query.Out{Key: rel.Name, Kind: query.Many, Conn: conn})
		}
		l.variants, l.takes = append(l.variants, v), append(l.takes, takes)
	}
	return l, nil
}

// narrowed is the type that a path begins with; nil where it begins with a field.
func narrowed(t *schema.Type, head string) *schema.Type {
	for _, i := range t.Impl {
		if i.Name == head {
			return i
		}
	}
	return nil
}

// specific says that some path is of one of an interface's types alone.
func specific(t *schema.Type, f Fields) bool {
	for _, path := range f {
		head, _, _ := strings.Cut(path, ".")
		if narrowed(t, head) != nil {
			return true
		}
	}
	return false
}

// row takes a node's cell apart; nil where there is none.
func (l *level) row(cell query.Cell) (Row, error) {
	if cell == nil {
		return nil, nil
	}
	cells, i := cell.([]any), int64(0)
	if len(l.variants) > 1 {
		i, cells = cells[0].(int64), cells[1].([]any)
	}
	out := Row{}
	for _, t := range l.takes[i] {
		if t.path == "" {
			out["__typename"] = l.variants[i].Type.Name
			continue
		}
		c := cells[0]
		cells = cells[1:]
		switch {
		case t.far == nil:
			out[t.path] = c
		case t.many:
			many, err := t.far.many(c, t)
			if err != nil {
				return nil, err
			}
			out[t.path] = many
		default:
			if nodes := c.([]any); len(nodes) > 0 {
				one, err := t.far.row(nodes[0])
				if err != nil {
					return nil, err
				}
				if one != nil {
					out[t.path] = one
				}
			}
		}
	}
	return out, nil
}

func (l *level) many(cell query.Cell, t take) ([]Row, error) {
	rows := cell.([]any)[0].([]any)
	if len(rows) > related {
		return nil, fmt.Errorf("%w: more than %d %s of one node to look at", store.ErrTooLarge, related, t.path)
	}
	out := make([]Row, len(rows))
	for i, r := range rows {
		c := r.([]any)[1]
		var role any
		if t.role {
			role, c = c.([]any)[0], c.([]any)[1]
		}
		row, err := l.row(c)
		if err != nil {
			return nil, err
		}
		if t.role {
			row[edgeRole] = role
		}
		out[i] = row
	}
	return out, nil
}
