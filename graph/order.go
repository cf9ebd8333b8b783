package graph

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// order plans an ordering. It always ends in the id, so it is total and a cursor names one place. Where none is asked for, that
// which the connection has stays; else facts come newest first, as readers expect of what was told over time, and all else by id.
func (p *planner) order(v any, c *query.Conn, path ast.Path) []query.Order {
	if v == nil && c.Order != nil {
		return c.Order
	}
	id := query.Order{Field: c.Type.Field("id")}
	if c.Search != nil {
		return []query.Order{{Rank: query.RankClass}, {Rank: query.RankWords}, {Rank: query.RankName}, id}
	}
	var out []query.Order
	keys := items(v)
	if since := c.Type.Since(); len(keys) == 0 && since != nil {
		out = append(out, query.Order{Field: since, Desc: true})
	}
	for i, x := range keys {
		s := scope{edge: c.Rel != nil, path: path, at: fmt.Sprintf("orderBy[%d]", i)}
		out = append(out, p.orderKey(x, c.Type, nil, s)...)
		if last := out[len(out)-1]; last.Field == id.Field && len(last.Path) == 0 {
			return out // nothing comes after a key that no two share
		}
	}
	return append(out, id)
}

// orderKey plans one key: gqlparser holds @oneOf for literals, not for variables, so it is held here for both.
func (p *planner) orderKey(v any, t *schema.Type, lead []*schema.Rel, s scope) []query.Order {
	m := p.input(v, s)
	if len(m) != 1 {
		p.fail(s.path, s.at, "names %d fields; each entry of an ordering names exactly one", len(m))
	}
	for k, x := range m {
		in := s.in(k)
		p.condition(s.path)
		if k == "edge" {
			return p.orderByEdge(x, in)
		}
		if f := t.Field(k); f != nil {
			if f.Value != nil {
				return p.orderByValue(x, f, lead, in)
			}
			return []query.Order{{Path: lead, Field: f, Desc: p.descending(x, in)}}
		}
		rel := t.Rel(k)
		if rel == nil {
			p.fail(s.path, in.at, "%s has no such field", t.Name)
		}
		if !rel.Many {
			return p.orderKey(x, rel.Target, append(lead[:len(lead):len(lead)], rel), in)
		}
		count := p.input(x, in)
		o := query.Order{Count: &query.CountOf{Rel: rel}, Desc: p.descending(count["count"], in.in("count"))}
		if w, ok := count["where"]; ok {
			at := in.in("where")
			at.edge, at.rests = true, rel.Derived()
			o.Count.Where = p.where(w, rel.Target, at)
		}
		return []query.Order{o}
	}
	return nil
}

func (p *planner) orderByEdge(v any, s scope) []query.Order {
	if !s.edge {
		p.fail(s.path, s.at, "no edge leads here; it is for orderings within a relationship")
	}
	m := p.input(v, s)
	if len(m) != 1 {
		p.fail(s.path, s.at, "names %d fields; it names exactly one", len(m))
	}
	for k, x := range m {
		return []query.Order{{Edge: schema.Span(k), Desc: p.descending(x, s.in(k))}}
	}
	return nil
}

// orderByValue sorts amounts within their unit, and other value objects by the part that is named.
func (p *planner) orderByValue(v any, f *schema.Field, lead []*schema.Rel, s scope) []query.Order {
	m := p.input(v, s)
	if len(m) != 1 {
		p.fail(s.path, s.at, "names %d fields; it names exactly one", len(m))
	}
	for k, x := range m {
		key := query.Order{Path: lead, Field: f.Part(k), Desc: p.descending(x, s.in(k))}
		if u := f.Unit(); u != nil {
			return []query.Order{{Path: lead, Field: u}, key}
		}
		return []query.Order{key}
	}
	return nil
}

func (p *planner) descending(v any, s scope) bool {
	switch v {
	case "ASC":
		return false
	case "DESC":
		return true
	}
	p.given(v, s)
	p.fail(s.path, s.at, "%v; a direction is ASC or DESC", v)
	return false
}
