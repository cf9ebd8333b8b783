// Package graph is the GraphQL server. A request goes through it in the order of its files: server, transport, limits, then
// for each root field resolver, plan (selection, connection, where, order), Store.Read, answer. It imports no store.
package graph

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Limits bound what one root field may ask for.
type Limits struct {
	// Page is the most that first and last may be, and the most ids of one `nodes` or `in`.
	Page int
	// Cost is the most nodes that one root field may read: the product of the page sizes that lead to each, added up. Pages
	// that are not full cost as much; the time that a request may take bounds what they really read.
	Cost int
	// Conditions is the most comparisons in the filters and orderings of one root field.
	Conditions int
}

// DefaultPage is the size of a page where neither first nor last is given.
const DefaultPage = 20

// planner turns one root field's selection into a tree. It is pure: the same request gives the same tree, and no client's name
// or value decides what a store does but through the model.
type planner struct {
	m          *schema.Model
	op         *graphql.OperationContext
	limits     Limits
	cost       int
	conditions int
}

// plan makes the tree of a root field. Its errors are *Error and tell a client what is allowed.
func plan(m *schema.Model, op *graphql.OperationContext, limits Limits, f graphql.CollectedField, path ast.Path) (t *query.Tree, err error) {
	p := &planner{m: m, op: op, limits: limits}
	defer catch(&err)
	t = &query.Tree{}
	args := p.arguments(f)
	t.Time = p.time(args, path)
	t.Root = p.root(f, args, path)
	t.Cost = p.cost
	return t, nil
}

func (p *planner) root(f graphql.CollectedField, args map[string]any, path ast.Path) *query.Out {
	switch f.Name {
	case "nodes":
		return p.list(f, p.m.Type("Node"), p.ids(args["ids"], path), path)
	case "search":
		return p.search(f, args, path)
	}
	name := f.Definition.Type.Name()
	if t := p.m.Type(name); t != nil {
		id, _ := args["id"].(string)
		return &query.Out{Key: f.Alias, Kind: query.One, Sel: p.variants(f.Selections, t, path, 1),
			Conn: &query.Conn{Type: t, IDs: &query.IDs{Values: []string{id}}, First: 1}}
	}
	t := p.m.Type(connected(name))
	return &query.Out{Key: f.Alias, Kind: query.Many, Conn: p.connection(f, &query.Conn{Type: t}, args, path, 1)}
}

func (p *planner) list(f graphql.CollectedField, t *schema.Type, ids []string, path ast.Path) *query.Out {
	return &query.Out{Key: f.Alias, Kind: query.List, Sel: p.variants(f.Selections, t, path, max(1, len(ids))),
		Conn: &query.Conn{Type: t, IDs: &query.IDs{List: true, Values: ids}, First: len(ids)}}
}

func (p *planner) ids(v any, path ast.Path) []string {
	list := items(v)
	if len(list) > p.limits.Page {
		p.fail(path, "ids", "%d ids; at most %d can be asked for at once", len(list), p.limits.Page)
	}
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = p.text(x, path, "ids")
	}
	return out
}

func (p *planner) search(f graphql.CollectedField, args map[string]any, path ast.Path) *query.Out {
	text := p.text(args["text"], path, "text")
	s := &query.Search{Words: value.Words(text)}
	if len(s.Words) == 0 {
		p.fail(path, "text", "%q holds no letter or digit to search for", text)
	}
	if len(s.Words) > maxSearchWords {
		p.fail(path, "text", "%d words; at most %d can be searched for at once", len(s.Words), maxSearchWords)
	}
	for _, name := range items(args["types"]) {
		t := p.m.Type(p.text(name, path, "types"))
		if t == nil || t.Interface {
			p.fail(path, "types", "%v is no type of node", name)
		}
		s.Types = append(s.Types, t)
	}
	c := &query.Conn{Type: p.m.Type("Node"), Search: s}
	return &query.Out{Key: f.Alias, Kind: query.Many, Conn: p.connection(f, c, args, path, 1)}
}

const maxSearchWords = 32

func (p *planner) time(args map[string]any, path ast.Path) (t query.Time) {
	if v := args["asOf"]; v != nil {
		d, err := value.ParseDay(p.text(v, path, "asOf"))
		if err != nil {
			p.fail(path, "asOf", "%v", err)
		}
		t.AsOf = &d
	}
	if v := args["knownAt"]; v != nil {
		i, err := value.ParseInstant(p.text(v, path, "knownAt"))
		if err != nil {
			p.fail(path, "knownAt", "%v", err)
		}
		t.KnownAt = &i
	}
	return t
}

// spend counts the nodes that the answer may hold.
func (p *planner) spend(n int, path ast.Path) {
	if p.cost += n; p.cost > p.limits.Cost {
		p.reject(path, CodeTooComplex, "ask for fewer fields, smaller pages (first, last) or fewer levels",
			"this field may read more than %d nodes", p.limits.Cost)
	}
}

// condition counts the comparisons of filters and orderings.
func (p *planner) condition(path ast.Path) {
	if p.conditions++; p.conditions > p.limits.Conditions {
		p.reject(path, CodeTooComplex, "ask in several root fields, or use `in` for many values of one field",
			"more than %d conditions in the filters and orderings of this field", p.limits.Conditions)
	}
}

// fail ends planning: an argument is not as it has to be.
// fail refuses an argument. What is null is told as GraphQL writes it.
func (p *planner) fail(path ast.Path, arg, format string, args ...any) {
	for i, a := range args {
		if a == nil {
			args[i] = "null"
		}
	}
	panic(newError(CodeBadInput, path, "", arg+": "+format, args...))
}

func (p *planner) reject(path ast.Path, code Code, hint, format string, args ...any) {
	panic(newError(code, path, hint, format, args...))
}

// catch turns a planner's failure into the error that it is.
func catch(err *error) {
	if r := recover(); r != nil {
		e, ok := r.(*Error)
		if !ok {
			panic(r)
		}
		*err = e
	}
}

// arguments evaluates a field's arguments. An absent variable leaves its argument or input field out, as GraphQL says.
func (p *planner) arguments(f graphql.CollectedField) map[string]any {
	out := map[string]any{}
	for _, def := range f.Definition.Arguments {
		arg := f.Arguments.ForName(def.Name)
		if arg == nil {
			if def.DefaultValue != nil {
				out[def.Name], _ = evaluate(def.DefaultValue, nil)
			}
			continue
		}
		if v, ok := evaluate(arg.Value, p.op.Variables); ok {
			out[def.Name] = v
		}
	}
	return out
}

// evaluate gives a literal's or variable's value, and false for a variable that was not given.
func evaluate(v *ast.Value, vars map[string]any) (any, bool) {
	switch v.Kind {
	case ast.Variable:
		x, ok := vars[v.Raw]
		return x, ok
	case ast.ObjectValue:
		out := make(map[string]any, len(v.Children))
		for _, c := range v.Children {
			if x, ok := evaluate(c.Value, vars); ok {
				out[c.Name] = x
			}
		}
		return out, true
	case ast.ListValue:
		out := make([]any, 0, len(v.Children))
		for _, c := range v.Children {
			if x, ok := evaluate(c.Value, vars); ok {
				out = append(out, x)
			}
		}
		return out, true
	}
	x, err := v.Value(nil)
	if err != nil {
		return v.Raw, true // an integer past 64 bits: the field's own kind refuses it
	}
	return x, true
}
