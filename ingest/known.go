package ingest

import (
	"context"
	"maps"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/resolve"
)

// Known is what reading a page may know: the list of councils, and every name that the graph holds.
func (s *Service) Known(ctx context.Context) (extract.Known, error) {
	s.one.Lock()
	defer s.one.Unlock()
	return s.knownNow(ctx)
}

// knownNow is Known for who holds the lock. It reads what may have changed since it was called last.
func (s *Service) knownNow(ctx context.Context) (extract.Known, error) {
	at, err := s.store.Last(ctx)
	if err != nil {
		return extract.Known{}, err
	}
	if !s.names.held || s.names.at != at {
		s.names = names{held: true, at: at, of: map[*schema.Type]map[string][]extract.Name{}, stale: map[string]bool{}}
		err = s.readNames(ctx, nil)
	} else if len(s.names.stale) > 0 {
		err = s.readNames(ctx, s.names.stale)
	}
	if err != nil {
		s.names.forget()
		return extract.Known{}, err
	}
	clear(s.names.stale)
	out := extract.Known{Councils: councils.Load()}
	for _, t := range s.model.Types {
		for _, id := range slices.Sorted(maps.Keys(s.names.of[t])) {
			out.Names = append(out.Names, s.names.of[t][id]...)
		}
	}
	return out, nil
}

// readNames reads the names of some entities, of all where none are given.
func (s *Service) readNames(ctx context.Context, ids map[string]bool) error {
	l := &loader{ctx: ctx, m: s.model, store: s.store, state: &resolve.State{Entities: map[string]*resolve.Stored{}}}
	some := map[*schema.Type][]string{}
	for id := range ids {
		if t := s.model.TypeOf(id); t != nil {
			some[t] = append(some[t], id)
			delete(s.names.of[t], id)
		}
	}
	for _, t := range s.model.Types {
		if t.Class != schema.Entity || t.Interface || unread[t.Name] {
			continue
		}
		if s.names.of[t] == nil {
			s.names.of[t] = map[string][]extract.Name{}
		}
		keep := func(r row) { s.names.of[t][r.id] = s.namesOf(t, r) }
		if ids == nil {
			l.names(t, nil, keep)
		}
		for part := range slices.Chunk(some[t], chunk) {
			l.names(t, in(t.Field("id"), part), keep)
		}
	}
	return l.err
}

// namesOf are the names of an entity, each once: those of the graph, and those that it is known by beyond them.
func (s *Service) namesOf(t *schema.Type, r row) (out []extract.Name) {
	add := func(text string) {
		if !slices.ContainsFunc(out, func(n extract.Name) bool { return n.Text == text }) {
			out = append(out, extract.Name{Type: t.Name, ID: r.id, Text: text, Councils: r.refs[spokenBy]})
		}
	}
	add(r.text("name"))
	for _, n := range r.names {
		add(n.Text)
	}
	for _, k := range s.known {
		if k.ID == r.id {
			add(k.Text)
		}
	}
	return out
}

// unread are types whose names no page is searched for: they are told by date, number or meeting.
var unread = map[string]bool{"Meeting": true, "AgendaItem": true, "Document": true}

// names reads the entities of a type that meet a filter, every one without it, with no more than their names.
func (l *loader) names(t *schema.Type, where *query.Where, each func(row)) {
	rel := t.Rel("names")
	outs := []*query.Out{scalar(t.Field("id")), scalar(t.Field("name")), many(rel, scalar(rel.Target.Field("text")))}
	if resolve.Scoped(t) {
		outs = append(outs, spoken(t)...)
	}
	sel := variant(t, outs...)
	order := []query.Order{{Field: t.Field("id")}}
	var after []any
	for {
		cell := l.read(&query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: t, Where: where, Order: order, First: mostRelated,
			Page: true, Cursor: after, Out: []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: sel}}}}})
		if l.err != nil {
			return
		}
		nodes := page(cell)
		for _, n := range nodes {
			r := row{id: n[0].(string), fields: map[string]any{}, refs: map[string][]string{}}
			r.fields["name"] = n[1]
			for _, x := range page(n[2]) {
				r.names = append(r.names, resolve.StoredName{Text: x[0].(string)})
			}
			for _, told := range n[3:] {
				if len(r.refs[spokenBy]) == 0 {
					r.refs[spokenBy] = councilsIn(told)
				}
			}
			each(r)
		}
		if len(nodes) < mostRelated {
			return
		}
		after = []any{nodes[len(nodes)-1][0]}
	}
}

// spokenBy is where a row keeps the ids of the councils that speak of an entity.
const spokenBy = "spoken by"

// fewFacts are enough to tell which councils speak of an entity. Where only others do, reading a page leaves it to resolving.
const fewFacts = 20

// fewMentions are enough of an entity of which no fact is told at a meeting.
const fewMentions = 3

// spoken selects what tells which councils speak of an entity, the surest first: of a councillor the councils of the terms; the meetings
// at which facts that name it were said; whose the documents are that mention it.
func spoken(t *schema.Type) (out []*query.Out) {
	if councils := t.Rel("councils"); councils != nil {
		out = append(out, many(councils, scalar(councils.Target.Field("id"))))
	}
	facts, mentions := t.Rel("facts"), t.Rel("mentions")
	meetings := facts.Target.Rel("meetings")
	at := many(meetings, scalar(meetings.Target.Field("id")))
	at.Conn.First = 1
	said := many(facts, at)
	said.Conn.First = fewFacts
	named := many(mentions, one(mentions.Target.Rel("passage"), whose(mentions.Target.Rel("passage").Target.Rel("document"))))
	named.Conn.First = fewMentions
	return append(out, said, named)
}

// councilsIn are the ids of the councils in what spoken selected.
func councilsIn(cell query.Cell) (ids []string) {
	for _, scope := range scopesIn(cell) {
		of := councils.Load().Of(scope)
		if of == nil {
			of = []string{scope}
		}
		for _, slug := range of {
			if id := "council:" + slug; !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}
