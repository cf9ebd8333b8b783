package graph

import (
	"context"
	"slices"

	"councilgraph/graph/paths"
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// What ties two nodes: a fact that names both, or a relationship between them that rests on no fact. Here they are read, by id
// alone and with no more than that, for many nodes at once.

const (
	mostTies  = 1_000 // facts, or ends of one relationship, that a search for paths reads of one node
	mostNamed = 200   // entities that are read of one fact
	tiedNodes = 5_000 // nodes that one statement reads the ties of
)

// lesser are the types that paths pass only where they are named: they tie what is told on one page or on one day, whatever it is.
var lesser = []string{"Document", "Meeting", "AgendaItem", "Passage", "Mention"}

// hubs are the types that tie nearly everything to everything.
var hubs = []string{"Committee", "Council"}

// walkable are the types that a path may ever pass: entities, and by their names in print passages.
func walkable(t *schema.Type) bool {
	return !t.Interface && (t.Class == schema.Entity || t.Name == "Passage" || t.Name == "Mention")
}

// structural says that a relationship rests on no fact and ties two nodes that a path may pass.
func structural(r *schema.Rel) bool {
	return r.From == nil && r.Latest == nil && !r.Auto && slices.ContainsFunc(r.Owner.Impl, walkable) && slices.ContainsFunc(r.Target.Impl, walkable)
}

// reading says which ties are read.
type reading struct {
	// types: relationships that rest on no fact are read where both ends are of these types.
	types func(*schema.Type) bool
	// far: ties to entities of these types alone; nil for all.
	far []*schema.Type
	// most facts, or ends of one relationship, of one node.
	most int
}

// tieReader reads ties at a time.
type tieReader struct {
	ctx   context.Context
	store Reader
	m     *schema.Model
	at    query.Time
	of    reading
	rels  map[*schema.Type][]*schema.Rel // those that rest on no fact
}

// readTies prepares to read the ties of nodes.
func readTies(ctx context.Context, s Reader, m *schema.Model, at query.Time, of reading) *tieReader {
	t := &tieReader{ctx: ctx, store: s, m: m, at: at, of: of, rels: map[*schema.Type][]*schema.Rel{}}
	for _, impl := range m.Type("Node").Impl {
		for _, r := range impl.Rels {
			if structural(r) && of.types(impl) && slices.ContainsFunc(r.Target.Impl, func(far *schema.Type) bool { return walkable(far) && of.types(far) }) {
				t.rels[impl] = append(t.rels[impl], r)
			}
		}
	}
	return t
}

// read gives the ties of nodes, one paths.Node for each id: those by facts by one statement, and those by relationships that rest
// on none by one for each type of node that has any, so that no statement is large. A fact that names one entity alone ties nothing.
func (t *tieReader) read(ids []string) ([]paths.Node, error) {
	out := make([]paths.Node, len(ids))
	byType, entities := map[*schema.Type][]int{}, []int{}
	for i, id := range ids {
		typ := t.m.TypeOf(id)
		byType[typ] = append(byType[typ], i)
		if typ.Class == schema.Entity {
			entities = append(entities, i)
		}
	}
	entity := t.m.Type("Entity")
	err := t.each(ids, entities, query.Variant{Type: entity, Types: entity.Impl, Out: []*query.Out{t.of.facts(entity)}}, func(n *paths.Node, id string, cells []any) {
		for _, f := range far(cells[0], t.of.most, &n.Cut) {
			for _, e := range far(f[1], mostNamed, &n.Cut) {
				if to := e[0].(string); to != id {
					n.Ties = append(n.Ties, paths.Tie{To: to, Fact: f[0].(string)})
				}
			}
		}
	}, out)
	for _, typ := range t.m.Type("Node").Impl {
		rels := t.rels[typ]
		if err != nil || len(rels) == 0 {
			continue
		}
		v := query.Variant{Type: typ, Types: typ.Impl}
		for _, r := range rels {
			v.Out = append(v.Out, manyOut(r, t.of.most, t.of.leadsTo(r), nil))
		}
		err = t.each(ids, byType[typ], v, func(n *paths.Node, _ string, cells []any) {
			for i, r := range rels {
				for _, to := range farIDs(r, cells[i], t.of.most, &n.Cut) {
					n.Ties = append(n.Ties, paths.Tie{To: to, Rel: r.Type})
				}
			}
		}, out)
	}
	return out, err
}

// each reads something of some of the nodes, those at these places, and hands its cells on.
func (t *tieReader) each(ids []string, places []int, v query.Variant, take func(n *paths.Node, id string, cells []any), out []paths.Node) error {
	for chunk := range slices.Chunk(places, tiedNodes) {
		list := make([]string, len(chunk))
		for i, at := range chunk {
			list[i] = ids[at]
		}
		c, err := t.store.Read(t.ctx, &query.Tree{Time: t.at, Root: &query.Out{Kind: query.List, Sel: []query.Variant{v},
			Conn: &query.Conn{Type: v.Type, IDs: &query.IDs{List: true, Values: list}, First: len(list)}}})
		if err != nil {
			return err
		}
		for i, cell := range c.([]any) {
			if cell != nil {
				take(&out[chunk[i]], list[i], cell.([]any))
			}
		}
	}
	return nil
}

// farIDs are the ids at the far ends of a relationship.
func farIDs(r *schema.Rel, cell query.Cell, most int, cut *bool) []string {
	var out []string
	if !r.Many {
		for _, e := range cell.([]any) {
			out = append(out, e.([]any)[0].(string))
		}
		return out
	}
	for _, e := range far(cell, most, cut) {
		out = append(out, e[0].(string))
	}
	return out
}

// facts reads the facts that name a node, each with what it names.
func (of reading) facts(t *schema.Type) *query.Out {
	facts := t.Rel("facts")
	named := facts.Target.Rel("entities")
	var where *query.Where
	if far := of.leadsTo(named); far != nil {
		where = &query.Where{Op: query.Some, Rel: named, Kids: []*query.Where{far}}
	}
	return manyOut(facts, of.most, where, manyOut(named, mostNamed, of.leadsTo(named), nil))
}

// leadsTo is the filter of what a relationship leads to; nil where there is none.
func (of reading) leadsTo(r *schema.Rel) *query.Where {
	if of.far == nil || !r.Many {
		return nil
	}
	return ofTypes(of.far)
}

// manyOut reads the ids that a relationship leads to, in order, and perhaps something more of each node.
func manyOut(r *schema.Rel, most int, where *query.Where, more *query.Out) *query.Out {
	id := r.Target.Field("id")
	out := []*query.Out{{Key: "id", Kind: query.Scalar, Field: id}}
	if more != nil {
		out = append(out, more)
	}
	if !r.Many {
		return &query.Out{Key: r.Name, Kind: query.One, Conn: &query.Conn{Type: r.Target, Rel: r, First: 1},
			Sel: []query.Variant{{Type: r.Target, Types: r.Target.Impl, Out: out}}}
	}
	return &query.Out{Key: r.Name, Kind: query.Many, Conn: &query.Conn{Type: r.Target, Rel: r, Where: where, First: most, Page: true, More: true,
		Order: []query.Order{{Field: id}},
		Out:   []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{{Type: r.Target, Types: r.Target.Impl, Out: out}}}}}}
}

// far are the cells of the nodes of a connection's page; a page with more than most behind it is cut.
func far(conn query.Cell, most int, cut *bool) [][]any {
	rows := conn.([]any)[0].([]any)
	if len(rows) > most {
		rows, *cut = rows[:most], true
	}
	out := make([][]any, len(rows))
	for i, r := range rows {
		out[i] = r.([]any)[1].([]any)
	}
	return out
}
