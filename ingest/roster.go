package ingest

import (
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/ingest/resolve"
)

// mostSpoken bounds the facts and the mentions of an entity that tell which councils speak of it.
const mostSpoken = 200

// spoken reads which councils speak of some entities: the councils of a councillor's terms, and the scopes of the documents that cite or
// mention the entity. Of a product it reads whether a maker is known.
func (l *loader) spoken(ids []string) {
	byType := map[*schema.Type][]string{}
	for _, id := range ids {
		if s := l.state.Entities[id]; s != nil && s.Scoped() && s.Spoken == nil && s.Councils == nil {
			byType[s.Type] = append(byType[s.Type], s.ID)
		}
	}
	for _, t := range l.m.Types {
		for part := range slices.Chunk(byType[t], chunk) {
			cell := l.read(&query.Tree{Root: &query.Out{Kind: query.List, Sel: variant(t, speakers(t)...),
				Conn: &query.Conn{Type: t, IDs: &query.IDs{List: true, Values: part}, First: len(part)}}})
			if l.err != nil {
				return
			}
			for i, c := range cell.([]any) {
				if s := l.state.Entities[part[i]]; c != nil {
					s.Spoken = scopesIn(c)
				}
			}
		}
		for _, id := range byType[t] {
			switch s := l.state.Entities[id]; t.Name {
			case "Councillor":
				s.Councils = l.far(s, "councils")
			case "Product":
				s.Made = len(l.far(s, "makers")) > 0
			}
		}
	}
}

// speakers select the publishers and meetings of the documents that speak of an entity, and no other text.
func speakers(t *schema.Type) []*query.Out {
	facts, mentions := t.Rel("facts"), t.Rel("mentions")
	evidence, passage := facts.Target.Rel("evidence"), mentions.Target.Rel("passage")
	said := many(evidence, whose(evidence.Target.Rel("document")))
	said.Conn.First = 3
	cited, named := many(facts, said), many(mentions, one(passage, whose(passage.Target.Rel("document"))))
	cited.Conn.First, named.Conn.First = mostSpoken, mostSpoken
	return []*query.Out{cited, named}
}

// whose selects the council that published a document, and the meeting that it is of.
func whose(document *schema.Rel) *query.Out {
	d := document.Target
	return one(document, one(d.Rel("publisher"), scalar(d.Rel("publisher").Target.Field("id"))), one(d.Rel("meeting"), scalar(d.Rel("meeting").Target.Field("id"))))
}

func one(r *schema.Rel, out ...*query.Out) *query.Out {
	return &query.Out{Kind: query.One, Conn: &query.Conn{Type: r.Target, Rel: r, First: 1}, Sel: variant(r.Target, out...)}
}

// scopesIn are the scopes of all ids in a cell.
func scopesIn(cell any) (out []string) {
	var walk func(any)
	walk = func(c any) {
		switch c := c.(type) {
		case string:
			if scope := resolve.ScopeOf(c); scope != "" && !slices.Contains(out, scope) {
				out = append(out, scope)
			}
		case []any:
			for _, x := range c {
				walk(x)
			}
		}
	}
	walk(cell)
	slices.Sort(out)
	return out
}

// far are the ids at the far end of a relationship of an entity.
func (l *loader) far(s *resolve.Stored, relationship string) (ids []string) {
	rel := s.Type.Rel(relationship)
	back := l.m.Inverse(rel)
	l.all(rel.Target, &query.Where{Op: query.Some, Rel: back, Kids: []*query.Where{in(s.Type.Field("id"), []string{s.ID})}}, func(r row) { ids = append(ids, r.id) })
	return ids
}

// roster reads the councillors of some councils, by what their terms name.
func (l *loader) roster(councils []string) {
	if len(councils) == 0 {
		return
	}
	t := l.m.Type("Councillor")
	l.all(t, leadsTo(t.Rel("councils"), councils...), func(r row) {
		l.keep(t, r)
		l.state.Roster = append(l.state.Roster, r.id)
	})
}
