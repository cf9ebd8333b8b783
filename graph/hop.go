package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/paths"
	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// told is what a hop tells of a fact that it rests on.
type told struct {
	id        string
	typ       *schema.Type
	wording   string
	authority int64
	since     int64
	modality  string
	reviewed  bool
	names     map[string][]string // the fields by which it names an entity
	decides   map[string]any      // the fields on which it depends whether it makes a relationship
}

// toldFields are what is read of facts of any type: how well each is known, and which entity stands where in it.
var toldFields = rows.Fields{"id", "wording", "authority", "since", "modality", "evidence.review", "entities.id", "entities.@role"}

// readTold reads facts by id: by one statement, and by one more for each type of which only some facts make a relationship.
func readTold(ctx context.Context, s Reader, m *schema.Model, at query.Time, ids []string) (map[string]*told, error) {
	found, err := rows.List(ctx, s, at, m.Type("Fact"), ids, toldFields)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*told, len(ids))
	byType := map[*schema.Type][]string{}
	for i, r := range found {
		if r == nil { // it was there when the ties were read
			return nil, fmt.Errorf("%w: the fact %s ended while it was read", store.ErrConflict, ids[i])
		}
		f := &told{id: r.ID(), typ: m.Type(r.Type()), wording: r.Text("wording"), modality: r.Text("modality"), names: map[string][]string{}}
		f.authority, _ = r.Int("authority")
		f.since, _ = r.Int("since")
		f.reviewed = slices.ContainsFunc(r.Many("evidence"), func(e rows.Row) bool { return e.Text("review") == "REVIEWED" })
		for _, e := range r.Many("entities") {
			if roles := e.Text("@role"); roles != "" {
				f.names[e.ID()] = strings.Split(roles, ",")
			}
		}
		out[ids[i]], byType[f.typ] = f, append(byType[f.typ], ids[i]) // an id that another fact answers has that fact's own in f
	}
	for _, t := range m.Type("Fact").Impl {
		fields := deciding(m, t)
		if len(fields) == 0 || len(byType[t]) == 0 {
			continue
		}
		found, err := rows.List(ctx, s, at, t, byType[t], append(rows.Fields{"id"}, fields...))
		if err != nil {
			return nil, err
		}
		for i, r := range found {
			if r != nil {
				out[byType[t][i]].decides = r
			}
		}
	}
	return out, nil
}

// deciding are the fields of a type of fact on which it depends whether a fact makes a relationship.
func deciding(m *schema.Model, t *schema.Type) []string {
	var out []string
	for _, owner := range m.Types {
		for _, r := range owner.Rels {
			if d := r.From; d != nil && d.Fact == t && !d.If.Empty() && !slices.Contains(out, d.If.Field) {
				out = append(out, d.If.Field)
			}
		}
	}
	return out
}

// ranked are facts, the best first: what a hop says of how well it is known is said of that one.
func ranked(ids []string, facts map[string]*told) []*told {
	var out []*told
	for _, id := range ids {
		if f := facts[id]; f != nil {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b *told) int {
		return cmp.Or(cmp.Compare(b.authority, a.authority), first(a.reviewed, b.reviewed), cmp.Compare(b.so(), a.so()),
			cmp.Compare(b.since, a.since), strings.Compare(a.id, b.id))
	})
	return out
}

// best is the first of ranked facts; nil where there is none.
func best(ranked []*told) *told {
	if len(ranked) == 0 {
		return nil
	}
	return ranked[0]
}

// so is how far a fact is told as so: what is asked for least, then what is expected.
func (t *told) so() int { return slices.Index([]string{"REQUESTED", "EXPECTED", "ACTUAL"}, t.modality) }

// shown chooses for each hop of a path the fact that it shows, of its own, the best first: no two show the same. Hops that also have a
// relationship can do without, and come last.
func shown(hops []paths.Hop, ranked [][]*told) []*told {
	out := make([]*told, len(hops))
	owner := map[string]int{}
	var give func(i int, tried map[string]bool) bool
	give = func(i int, tried map[string]bool) bool {
		for _, f := range ranked[i] {
			if _, taken := owner[f.id]; !taken {
				owner[f.id], out[i] = i, f
				return true
			}
		}
		for _, f := range ranked[i] { // all are taken: another hop may do with another
			if tried[f.id] {
				continue
			}
			tried[f.id] = true
			if give(owner[f.id], tried) {
				owner[f.id], out[i] = i, f
				return true
			}
		}
		return false
	}
	for _, optional := range []bool{false, true} {
		for i, h := range hops {
			if (len(h.Rels) > 0) == optional && (!optional || hasFree(ranked[i], owner)) {
				give(i, map[string]bool{})
			}
		}
	}
	return out
}

func hasFree(facts []*told, owner map[string]int) bool {
	return slices.ContainsFunc(facts, func(f *told) bool { _, taken := owner[f.id]; return !taken })
}

// first puts true before false.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// weakest is the place of the fact that is known least well: of the lowest authority, then unreviewed, then asked for or expected, then
// the first; -1 where there is none.
func weakest(facts []*told) int {
	worst := -1
	for i, f := range facts {
		if f == nil {
			continue
		}
		if worst < 0 || cmp.Or(cmp.Compare(f.authority, facts[worst].authority), -first(f.reviewed, facts[worst].reviewed), cmp.Compare(f.so(), facts[worst].so())) < 0 {
			worst = i
		}
	}
	return worst
}

// hopObject is a hop with the facts that it may rest on, the best first, and the one that it shows; nil where it shows none.
func hopObject(m *schema.Model, h paths.Hop, facts []*told, shows *told) Object {
	out := Object{"from": Ref{ID: h.From}, "to": Ref{ID: h.To}, "fromAs": []any{}, "toAs": []any{}, "factCount": len(facts)}
	list := []any{}
	for _, f := range facts[:min(len(facts), mostFactsOfHop)] {
		list = append(list, Ref{ID: f.id})
	}
	out["facts"] = list
	if rel := hopRel(m, h, shows, facts); rel != nil {
		out["relationship"], out["wording"] = rel.Name, rel.Doc
	} else if back := hopRel(m, paths.Hop{From: h.To, To: h.From, Rels: h.Rels}, nil, nil); back != nil { // the far end alone has a field for it
		out["wording"] = back.Doc
	}
	if shows != nil {
		out["fact"], out["wording"], out["authority"], out["reviewed"] = Ref{ID: shows.id}, shows.wording, shows.authority, shows.reviewed
		out["modality"] = shows.modality
		out["fromAs"], out["toAs"] = texts(shows.names[h.From]), texts(shows.names[h.To])
	}
	return out
}

// hopRel is the relationship of the hop's one end that leads to the other: one that a fact of the hop makes, that of the
// fact it shows first, then the best one's, or one that rests on none; nil where there is none.
func hopRel(m *schema.Model, h paths.Hop, shows *told, facts []*told) *schema.Rel {
	from, to := m.TypeOf(h.From), m.TypeOf(h.To)
	if shows == nil {
		facts = nil
	} else {
		facts = slices.Concat([]*told{shows}, facts)
	}
	for _, f := range facts {
		near, far := f.names[h.From], f.names[h.To]
		for _, r := range from.Rels {
			if d := r.From; d != nil && f.modality == "ACTUAL" && d.Fact == f.typ && r.Target.Has(to.Name) && slices.Contains(near, d.Near.Name) &&
				slices.Contains(far, d.Far.Name) && d.If.Holds(f.decides[d.If.Field]) {
				return r
			}
		}
	}
	for _, r := range from.Rels {
		if structural(r) && slices.Contains(h.Rels, r.Type) && r.Target.Has(to.Name) {
			return r
		}
	}
	return nil
}
