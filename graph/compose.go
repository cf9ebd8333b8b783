package graph

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// A question that no plain tree answers is answered in two steps: its resolver finds plain values with the ids of nodes in them,
// by a small fixed number of statements (package rows), and compose reads what is asked of those nodes by one more.

// Object is a value of a type that graph/schema/api.graphqls defines by hand: its fields by name. A value is nil, a string (of an
// enum too), bool, int, int64, value.Day, value.Instant, Number, Ref, Related, Found, an Object, or a []any of these. Under
// "__typename" stands the concrete type, where the field's own type is an interface or a union.
type Object map[string]any

// Ref stands for a node. At is when it is read, where that is not when the whole field is.
type Ref struct {
	ID string
	At *query.Time
	// Lax: in a list it is left out where the node is not there at that time.
	Lax bool
}

// Related stands for a page of nodes: those that a relationship of a node leads to and that meet Where, which may be nil.
type Related struct {
	ID    string
	Rel   *schema.Rel
	Where *query.Where
}

// Found stands for a page of nodes: those of a type that meet Where, which may be nil.
type Found struct {
	Type  *schema.Type
	Where *query.Where
}

// Number is an exact decimal: N times ten to the power of minus Places.
type Number struct {
	N      int64
	Places int
}

// question is a root field that is answered in two steps.
type question struct {
	*planner
	field graphql.CollectedField
	path  ast.Path
	args  map[string]any
	at    query.Time
	start time.Time
}

// question begins to answer the root field that the context is in.
func (r *queryResolver) question(ctx context.Context) (q *question, err error) {
	defer catch(&err)
	fc := graphql.GetFieldContext(ctx)
	q = &question{planner: &planner{m: r.model, op: graphql.GetOperationContext(ctx), limits: r.limits}, field: fc.Field, path: fc.Path(), start: time.Now()}
	q.args = q.arguments(q.field)
	q.at = q.time(q.args, q.path)
	return q, nil
}

// traced lets the statements that find a question's rows be seen too. Those rows are no table, where one is asked for.
func (r *queryResolver) traced(ctx context.Context) context.Context {
	return aside(withTrace(ctx, r.debug))
}

// compose writes a value in the shape that the field asks for.
func (r *queryResolver) compose(ctx context.Context, q *question, v any) (_ Answer, err error) {
	defer catch(&err)
	if isTable(ctx) {
		return nil, noTable()
	}
	c := &composer{question: q, byKey: map[string]*slot{}}
	whole := c.shape(q.field, v, q.path)
	planned := time.Now()
	for _, t := range c.trees() {
		cell, err := r.store.Read(r.traced(ctx), t.tree)
		if err != nil {
			return nil, err
		}
		for i, p := range t.slots {
			p.cells = cell.([]any)[i].([]any)
		}
		if r.debug {
			addDebug(ctx, q.field.Alias, t.tree, planned.Sub(q.start), time.Since(planned), 0)
		}
	}
	return c.write(nil, whole)
}

// composer gathers the nodes that a value names, and writes it when they are read.
type composer struct {
	*question
	slots []*slot
	byKey map[string]*slot
}

// slot is a field of the answer where nodes stand: they are read alike.
type slot struct {
	field graphql.CollectedField
	path  ast.Path
	typ   *schema.Type
	at    query.Time
	ids   []string
	index map[string]int
	out   *query.Out
	cells []any
	// A page in place of nodes: of what a relationship of the one node leads to, or of all nodes found.
	related *Related
	found   *Found
}

// piece is a part of the answer: text, a node of a slot, a list or an object.
type piece struct {
	text  []byte
	slot  *slot
	node  int
	lax   bool // left out of a list where the node is not there
	open  byte // '[' or '{' where there are kids
	kids  []piece
	names []string
}

// shape lays a value out as its field asks for it.
func (c *composer) shape(f graphql.CollectedField, v any, path ast.Path) piece {
	switch v := v.(type) {
	case nil:
		if f.Definition.Type.NonNull && f.Definition.Type.Elem == nil {
			panic(fmt.Sprintf("%s is null", f.Name))
		}
		return piece{text: []byte("null")}
	case []any:
		list := piece{open: '[', kids: make([]piece, len(v))}
		for i, x := range v {
			list.kids[i] = c.shape(f, x, path)
		}
		return list
	case Object:
		return c.object(f, v, path)
	case Ref:
		return c.node(f, v, path)
	case Related:
		key := fmt.Sprintf("%v %p %s %s %p", path, f.Field, v.ID, v.Rel.Name, v.Where)
		p := c.byKey[key]
		if p == nil {
			p = &slot{field: f, path: path, typ: v.Rel.Owner, at: c.at, ids: []string{v.ID}, related: &v}
			c.slots, c.byKey[key] = append(c.slots, p), p
		}
		return piece{slot: p}
	case Found:
		p := &slot{field: f, path: path, at: c.at, found: &v}
		c.slots = append(c.slots, p)
		return piece{slot: p}
	}
	return piece{text: appendValue(nil, v)}
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return query.AppendString(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case value.Day:
		return query.AppendScalar(b, schema.Date, 0, int64(v))
	case value.Instant:
		return query.AppendScalar(b, schema.DateTime, 0, int64(v))
	case Number:
		return query.AppendScalar(b, schema.Decimal, v.Places, v.N)
	}
	panic(fmt.Sprintf("a value of Go type %T", v))
}

func (c *composer) object(f graphql.CollectedField, v Object, path ast.Path) piece {
	name := f.Definition.Type.Name()
	satisfies := []string{name}
	if concrete, ok := v["__typename"].(string); ok && concrete != name {
		name, satisfies = concrete, append(satisfies, concrete)
	}
	out := piece{open: '{'}
	for _, k := range c.collect(f.Selections, satisfies...) {
		out.names = append(out.names, k.Alias)
		if k.Name == "__typename" {
			out.kids = append(out.kids, piece{text: query.AppendString(nil, name)})
			continue
		}
		out.kids = append(out.kids, c.shape(k, v[k.Name], append(path[:len(path):len(path)], ast.PathName(k.Alias))))
	}
	return out
}

func (c *composer) node(f graphql.CollectedField, r Ref, path ast.Path) piece {
	at := c.at
	if r.At != nil {
		at = *r.At
	}
	key := fmt.Sprintf("%v %s %s", path, signature([]graphql.CollectedField{f}), stamp(at))
	p := c.byKey[key]
	if p == nil {
		p = &slot{field: f, path: path, typ: c.m.Type(f.Definition.Type.Name()), at: at, index: map[string]int{}}
		c.slots, c.byKey[key] = append(c.slots, p), p
	}
	i, ok := p.index[r.ID]
	if !ok {
		i = len(p.ids)
		p.index[r.ID], p.ids = i, append(p.ids, r.ID)
	}
	return piece{slot: p, node: i, lax: r.Lax}
}

func stamp(t query.Time) string {
	return (&query.Tree{Time: t, Root: &query.Out{}}).String()
}

// timed are the slots that are read at one time, by one statement.
type timed struct {
	tree  *query.Tree
	slots []*slot
}

// mostTimes bounds at how many times the nodes of one answer are read: each is a statement.
const mostTimes = 64

// trees are the statements: one for all nodes of a time, and one for each page of a node's relations, so that what the text of a
// statement says depends on what is asked, not on what was found.
func (c *composer) trees() []*timed {
	var out []*timed
	byTime := map[string]*timed{}
	for _, p := range c.slots {
		t := byTime[stamp(p.at)]
		if t == nil || p.related != nil {
			if p.related == nil && len(byTime) == mostTimes {
				c.reject(c.path, CodeTooComplex, "ask for a smaller page", "the nodes of this page are read at more than %d times", mostTimes)
			}
			t = &timed{tree: &query.Tree{Time: p.at, Root: &query.Out{Kind: query.Tuple}}}
			out = append(out, t)
		}
		if p.related == nil {
			byTime[stamp(p.at)] = t
		}
		c.plan(p)
		t.slots, t.tree.Root.Kids = append(t.slots, p), append(t.tree.Root.Kids, p.out)
		t.tree.Cost = c.cost
	}
	return out
}

func (c *composer) plan(p *slot) {
	if r := p.related; r != nil {
		many := &query.Out{Kind: query.Many, Conn: c.connection(p.field, &query.Conn{Type: r.Rel.Target, Rel: r.Rel, Where: r.Where}, c.arguments(p.field), p.path, 1)}
		p.out = &query.Out{Kind: query.One, Conn: &query.Conn{Type: p.typ, IDs: &query.IDs{Values: p.ids}, First: 1},
			Sel: []query.Variant{{Type: p.typ, Types: p.typ.Impl, Out: []*query.Out{many}}}}
		return
	}
	if f := p.found; f != nil {
		p.out = &query.Out{Kind: query.Many, Conn: c.connection(p.field, &query.Conn{Type: f.Type, Where: f.Where}, c.arguments(p.field), p.path, 1)}
		return
	}
	c.spend(len(p.ids), p.path)
	p.out = &query.Out{Kind: query.List, Sel: c.variants(p.field.Selections, p.typ, p.path, len(p.ids)),
		Conn: &query.Conn{Type: p.typ, IDs: &query.IDs{List: true, Values: p.ids}, First: len(p.ids)}}
}

func (c *composer) write(b []byte, p piece) ([]byte, error) {
	var err error
	switch {
	case p.slot != nil:
		return p.slot.write(b, p.node)
	case p.open == 0:
		return append(b, p.text...), nil
	}
	b = append(b, p.open)
	first := true
	for i, k := range p.kids {
		if k.lax && k.slot.cells[k.node] == nil {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		if p.names != nil {
			b = append(append(append(b, '"'), p.names[i]...), '"', ':')
		}
		if b, err = c.write(b, k); err != nil {
			return nil, err
		}
	}
	return append(b, p.open+2), nil // ']' and '}' stand two behind
}

func (p *slot) write(b []byte, i int) ([]byte, error) {
	if p.found != nil {
		return query.Write(b, &query.Tree{Root: p.out}, p.cells)
	}
	if p.related == nil {
		if p.cells[i] == nil {
			if p.field.Definition.Type.NonNull {
				return nil, p.gone(i)
			}
			return append(b, "null"...), nil
		}
		return query.Write(b, &query.Tree{Root: &query.Out{Kind: query.Node, Sel: p.out.Sel}}, p.cells[i])
	}
	if len(p.cells) == 0 {
		return nil, p.gone(0)
	}
	return query.Write(b, &query.Tree{Root: p.out.Sel[0].Out[0]}, p.cells[0].([]any)[0])
}

// gone is the error of a node that was there when its place in the answer was found.
func (p *slot) gone(i int) error {
	return fmt.Errorf("%w: %s: %s ended while it was read", store.ErrConflict, p.field.Name, p.ids[i])
}
