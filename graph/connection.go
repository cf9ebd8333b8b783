package graph

import (
	"errors"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// connection plans a page: its filter, its ordering, its place, then what is asked of it.
func (p *planner) connection(f graphql.CollectedField, c *query.Conn, args map[string]any, path ast.Path, times int) *query.Conn {
	c.Where = both(c.Where, p.where(args["where"], c.Type, scope{edge: c.Rel != nil, rests: c.Rel != nil && c.Rel.Derived(), path: path, at: "where"}))
	c.Order = p.order(args["orderBy"], c, path)
	p.page(c, args, path)
	times *= max(1, c.First, c.Last)
	p.spend(times, path)
	name := f.Definition.Type.Name()
	for _, k := range p.collect(f.Selections, name) {
		at := append(slices.Clone(path), ast.PathName(k.Alias))
		o := &query.Out{Key: k.Alias, Kind: query.Const, Text: name}
		c.Out = append(c.Out, o)
		switch k.Name {
		case "totalCount":
			o.Kind = query.TotalCount
		case "pageInfo":
			o.Kind, o.Kids = query.PageInfo, p.pageInfo(k, c)
		case "nodes":
			o.Kind, c.Page = query.Nodes, true
			o.Sel = p.variants(k.Selections, c.Type, at, times)
		case "edges":
			o.Kind, c.Page = query.Edges, true
			o.Kids = p.edge(k, c, at, times)
		case "aggregate":
			o.Kind, o.Kids = query.Aggregate, p.aggregate(k, c.Type)
		case "groupBy":
			o.Kind = query.Grouped
			o.Group, o.Kids = p.groups(k, c, at, times/max(1, c.First, c.Last))
		}
		if o.Kind != query.Const {
			o.Text = ""
		}
	}
	return c
}

// page reads first, after, last and before.
func (p *planner) page(c *query.Conn, args map[string]any, path ast.Path) {
	size := func(name string) int { return p.size(args[name], path, name) }
	place := func(name string) {
		cursor := p.text(args[name], path, name)
		var err error
		if c.Cursor, err = query.DecodeCursor(c, cursor); err != nil {
			if errors.Is(err, query.ErrCursor) {
				panic(newError(CodeBadCursor, path, "", "%s: %v", name, err))
			}
			p.fail(path, name, "%v", err)
		}
	}
	switch {
	case args["last"] != nil && (args["first"] != nil || args["after"] != nil):
		p.fail(path, "last", "goes with before; first goes with after: one pair or the other")
	case args["before"] != nil && args["last"] == nil:
		p.fail(path, "before", "needs last, which says how many before it")
	case args["last"] != nil:
		c.Back, c.Last = true, size("last")
		if args["before"] != nil {
			place("before")
		}
		return
	case args["first"] != nil:
		c.First = size("first")
	default:
		c.First = DefaultPage
	}
	if args["after"] != nil {
		place("after")
	}
}

// size is how many rows or groups are asked for.
func (p *planner) size(v any, path ast.Path, name string) int {
	n, ok := integer(v)
	if !ok || n < 0 || n > int64(p.limits.Page) {
		p.fail(path, name, "%v; a page is a whole number from 0 to %d", v, p.limits.Page)
	}
	return int(n)
}

func (p *planner) pageInfo(f graphql.CollectedField, c *query.Conn) []*query.Out {
	var out []*query.Out
	for _, k := range p.collect(f.Selections, "PageInfo") {
		o := &query.Out{Key: k.Alias, Kind: query.Const, Text: "PageInfo"}
		ahead := k.Name == "hasNextPage"
		switch k.Name {
		case "hasNextPage", "hasPreviousPage":
			if o.Kind = query.HasPrevious; ahead {
				o.Kind = query.HasNext
			}
			if ahead != c.Back {
				c.More, c.Page = true, true
			} else {
				c.Behind = true
			}
		case "startCursor":
			o.Kind, c.Keys, c.Page = query.StartCursor, true, true
		case "endCursor":
			o.Kind, c.Keys, c.Page = query.EndCursor, true, true
		}
		if o.Kind != query.Const {
			o.Text = ""
		}
		out = append(out, o)
	}
	return out
}

func (p *planner) edge(f graphql.CollectedField, c *query.Conn, path ast.Path, times int) []*query.Out {
	var out []*query.Out
	name := f.Definition.Type.Name()
	for _, k := range p.collect(f.Selections, name) {
		at := append(slices.Clone(path), ast.PathName(k.Alias))
		o := &query.Out{Key: k.Alias}
		out = append(out, o)
		switch k.Name {
		case "__typename":
			o.Kind, o.Text = query.Const, name
		case "cursor":
			o.Kind, c.Keys = query.Cursor, true
		case "node":
			o.Kind, o.Sel = query.Node, p.variants(k.Selections, c.Type, at, times)
		case "since", "until":
			if o.Kind = query.Const; c.Rel != nil {
				o.Kind, o.Edge = query.EdgeScalar, schema.Span(k.Name)
			}
		case "role":
			if o.Kind = query.Const; c.Rel != nil {
				o.Kind, o.Role = query.EdgeScalar, true
			}
		case "fact":
			if o.Kind = query.Const; c.Rel != nil && c.Rel.Derived() {
				p.spend(times, at)
				t := p.m.Type("Fact")
				o.Kind, o.Conn = query.EdgeOne, &query.Conn{Type: t, EdgeFact: true, First: 1}
				o.Sel = p.variants(k.Selections, t, at, times)
			}
		case "matched":
			o.Kind = query.Matched
			for _, m := range p.collect(k.Selections, "Match") {
				kid := &query.Out{Key: m.Alias, Kind: query.Const, Text: "Match"}
				switch m.Name {
				case "field":
					kid.Kind, kid.Text = query.MatchField, ""
				case "text":
					kid.Kind, kid.Text = query.MatchText, ""
				}
				o.Kids = append(o.Kids, kid)
			}
		}
	}
	return out
}

// aggregate plans what is counted of all nodes.
func (p *planner) aggregate(f graphql.CollectedField, t *schema.Type) []*query.Out {
	var out []*query.Out
	for _, k := range p.collect(f.Selections, f.Definition.Type.Name()) {
		o := &query.Out{Key: k.Alias, Kind: query.Const, Text: f.Definition.Type.Name()}
		if k.Name != "__typename" {
			o = p.counted(k, t)
		}
		out = append(out, o)
	}
	return out
}

// counted plans one thing that is counted of nodes: how many, distinct related nodes, statistics of numbers and dates, and of
// the amounts of each unit or currency.
func (p *planner) counted(f graphql.CollectedField, t *schema.Type) *query.Out {
	o := &query.Out{Key: f.Alias}
	if f.Name == "count" {
		o.Kind = query.Count
		return o
	}
	name := f.Definition.Type.Name()
	if o.Kind = query.Distinct; f.Name != "distinct" {
		o.Kind, o.Field = query.Stats, t.Field(f.Name)
	}
	for _, k := range p.collect(f.Selections, name) {
		kid := &query.Out{Key: k.Alias}
		switch {
		case k.Name == "__typename":
			kid.Kind, kid.Text = query.Const, name
		case o.Kind == query.Distinct:
			kid.Kind, kid.Rel = query.Related, t.Rel(k.Name)
		case k.Name == "currency":
			kid.Kind, kid.Name = query.Fn, "unit"
		default:
			kid.Kind, kid.Name = query.Fn, k.Name
		}
		o.Kids = append(o.Kids, kid)
	}
	return o
}
