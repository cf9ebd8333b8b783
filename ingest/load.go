package ingest

import (
	"context"
	"fmt"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/ingest/resolve"
)

// loader reads what the graph holds of the things that a record speaks of, by the same trees that answer requests.
type loader struct {
	ctx        context.Context
	m          *schema.Model
	store      Store
	state      *resolve.State
	readBefore map[string]bool // versions of the document that the rules of package extract read before
	err        error

	letting *resolve.Ruling // the decision about the review queue that is carried out; nil where none is
}

// chunk is how many ids or keys one statement asks for.
const chunk = 500

// row is a node read by load: its columns, the ids at the end of its own relationships, and an entity's names.
type row struct {
	id     string
	fields map[string]any
	refs   map[string][]string
	names  []resolve.StoredName
}

func (r row) ref(name string) string {
	if len(r.refs[name]) == 0 {
		return ""
	}
	return r.refs[name][0]
}

func (r row) text(column string) string {
	s, _ := r.fields[column].(string)
	return s
}

func (r row) number(column string) int64 {
	n, _ := r.fields[column].(int64)
	return n
}

// own are a type's relationships that its nodes own.
func own(t *schema.Type) []*schema.Rel {
	return slices.DeleteFunc(slices.Clone(t.Rels), func(r *schema.Rel) bool { return !r.Out || r.From != nil || r.Latest != nil || r.Auto })
}

// selection is everything of a node that decides what becomes of it.
func selection(t *schema.Type) []query.Variant {
	out := []*query.Out{scalar(t.Field("id"))}
	for _, f := range t.Leaves() {
		out = append(out, scalar(f))
	}
	for _, r := range own(t) {
		if r.Many {
			out = append(out, many(r, scalar(r.Target.Field("id"))))
		} else {
			out = append(out, &query.Out{Kind: query.One, Conn: &query.Conn{Type: r.Target, Rel: r, First: 1}, Sel: variant(r.Target, scalar(r.Target.Field("id")))})
		}
	}
	if names := t.Rel("names"); names != nil {
		n := names.Target
		out = append(out, many(names, scalar(n.Field("text")), scalar(n.Field("kind")), scalar(n.Field("source")), scalar(n.Field("mergedFrom"))))
	}
	return variant(t, out...)
}

func scalar(f *schema.Field) *query.Out {
	return &query.Out{Key: f.Name, Kind: query.Scalar, Field: f}
}

func variant(t *schema.Type, out ...*query.Out) []query.Variant {
	return []query.Variant{{Type: t, Types: t.Impl, Out: out}}
}

// mostRelated bounds what one statement or name list names.
const mostRelated = 1000

func many(r *schema.Rel, out ...*query.Out) *query.Out {
	return &query.Out{Kind: query.Many, Conn: &query.Conn{Type: r.Target, Rel: r, First: mostRelated, Page: true,
		Order: []query.Order{{Field: r.Target.Field("id")}},
		Out:   []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: variant(r.Target, out...)}}}}
}

// parse reads the cells of a selection.
func parse(t *schema.Type, cell query.Cell) row {
	cells := cell.([]any)
	next := func() any {
		c := cells[0]
		cells = cells[1:]
		return c
	}
	r := row{id: next().(string), fields: map[string]any{}, refs: map[string][]string{}}
	for _, f := range t.Leaves() {
		if v := next(); v != nil {
			r.fields[f.Column] = v
		}
	}
	for _, rel := range own(t) {
		if rel.Many {
			for _, x := range page(next()) {
				r.refs[rel.Name] = append(r.refs[rel.Name], x[0].(string))
			}
		} else if one := next().([]any); len(one) > 0 && one[0] != nil {
			r.refs[rel.Name] = []string{one[0].([]any)[0].(string)}
		}
	}
	if t.Rel("names") != nil {
		for _, x := range page(next()) {
			source, _ := x[2].(string)
			from, _ := x[3].(string)
			r.names = append(r.names, resolve.StoredName{Text: x[0].(string), Kind: x[1].(string), Source: source, MergedFrom: from})
		}
	}
	return r
}

// page gives the nodes of a connection of which only nodes were asked.
func page(cell query.Cell) [][]any {
	var out [][]any
	for _, r := range cell.([]any)[0].([]any) {
		out = append(out, r.([]any)[1].([]any))
	}
	return out
}

func (l *loader) read(t *query.Tree) query.Cell {
	if l.err != nil {
		return nil
	}
	c, err := l.store.Read(l.ctx, t)
	if err != nil {
		l.err = fmt.Errorf("read what the graph holds: %w", err)
		return nil
	}
	return c
}

// byID reads nodes of one type by id, in the order asked for; what is not there is left out.
func (l *loader) byID(t *schema.Type, ids []string, each func(asked string, r row)) {
	for part := range slices.Chunk(ids, chunk) {
		cell := l.read(&query.Tree{Root: &query.Out{Kind: query.List, Sel: selection(t),
			Conn: &query.Conn{Type: t, IDs: &query.IDs{List: true, Values: part}, First: len(part)}}})
		if l.err != nil {
			return
		}
		for i, c := range cell.([]any) {
			if c != nil {
				each(part[i], parse(t, c))
			}
		}
	}
}

// all reads every node of a type that meets a filter.
func (l *loader) all(t *schema.Type, where *query.Where, each func(row)) {
	order := []query.Order{{Field: t.Field("id")}}
	var after []any
	for {
		cell := l.read(&query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: t, Where: where, Order: order, First: mostRelated,
			Page: true, Cursor: after, Out: []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: selection(t)}}}}})
		if l.err != nil {
			return
		}
		nodes := page(cell)
		for _, n := range nodes {
			each(parse(t, n))
		}
		if len(nodes) < mostRelated {
			return
		}
		after = []any{nodes[len(nodes)-1][0]}
	}
}

// entities reads nodes of any type by id. A merged id gives the node that it means.
func (l *loader) entities(ids []string) {
	byType := map[*schema.Type][]string{}
	for _, id := range ids {
		if t := l.m.TypeOf(id); t != nil {
			byType[t] = append(byType[t], id)
		}
	}
	for _, t := range l.m.Types {
		l.byID(t, byType[t], func(asked string, r row) {
			l.state.Entities[asked] = &resolve.Stored{Type: t, ID: r.id, Fields: r.fields, Refs: r.refs, Names: r.names}
		})
	}
}
