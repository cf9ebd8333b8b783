package ingest

import (
	"context"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/resolve"
)

// Known is what reading a page may know: the list of councils, and every name that the graph holds.
func (s *Service) Known(ctx context.Context) (extract.Known, error) {
	l := &loader{ctx: ctx, m: s.model, store: s.store, state: &resolve.State{Entities: map[string]*resolve.Stored{}}}
	out := extract.Known{Councils: councils.Load()}
	seen := map[[2]string]bool{}
	add := func(t *schema.Type, id, text string) {
		if key := [2]string{id, text}; !seen[key] {
			seen[key] = true
			out.Names = append(out.Names, extract.Name{Type: t.Name, ID: id, Text: text})
		}
	}
	for _, t := range s.model.Types {
		if t.Class != schema.Entity || t.Interface || unread[t.Name] {
			continue
		}
		l.names(t, func(r row) {
			add(t, r.id, r.text("name"))
			for _, n := range r.names {
				add(t, r.id, n.Text)
			}
			for _, k := range s.known {
				if k.ID == r.id {
					add(t, r.id, k.Text)
				}
			}
		})
	}
	return out, l.err
}

// unread are types whose names no page is searched for: they are told by date, number or meeting.
var unread = map[string]bool{"Meeting": true, "AgendaItem": true, "Document": true}

// names reads every entity of a type with no more than its names.
func (l *loader) names(t *schema.Type, each func(row)) {
	rel := t.Rel("names")
	sel := variant(t, scalar(t.Field("id")), scalar(t.Field("name")), many(rel, scalar(rel.Target.Field("text"))))
	order := []query.Order{{Field: t.Field("id")}}
	var after []any
	for {
		cell := l.read(&query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: t, Order: order, First: mostRelated,
			Page: true, Cursor: after, Out: []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: sel}}}}})
		if l.err != nil {
			return
		}
		nodes := page(cell)
		for _, n := range nodes {
			r := row{id: n[0].(string), fields: map[string]any{}}
			r.fields["name"] = n[1]
			for _, x := range page(n[2]) {
				r.names = append(r.names, resolve.StoredName{Text: x[0].(string)})
			}
			each(r)
		}
		if len(nodes) < mostRelated {
			return
		}
		after = []any{nodes[len(nodes)-1][0]}
	}
}
