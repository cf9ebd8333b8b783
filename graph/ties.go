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

// tieReader reads ties at a time.
type tieReader struct {
	ctx   context.Context
	store Reader
	at    query.Time
	of    *schema.Type
	most  int // facts, or ends of one relationship, of one node
	sel   []query.Variant
	kinds []tieKind // by variant
}

// tieKind is what is read of the nodes of a variant, in order of its cells.
type tieKind struct {
	facts bool
	rels  []*schema.Rel
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

// readTies prepares to read the ties of nodes.
func readTies(ctx context.Context, s Reader, m *schema.Model, at query.Time, of reading) *tieReader {
	t := &tieReader{ctx: ctx, store: s, at: at, of: m.Type("Entity"), most: of.most}
	types := of.types
	if slices.ContainsFunc(m.Types, func(t *schema.Type) bool { return walkable(t) && t.Class != schema.Entity && types(t) }) {
		t.of = m.Type("Node")
	}
	entity := m.Type("Entity")
	plain := query.Variant{Type: entity, Out: []*query.Out{of.facts(entity)}}
	other := query.Variant{Type: m.Type("Node")}
	for _, impl := range t.of.Impl {
		k := tieKind{facts: impl.Class == schema.Entity}
		for _, r := range impl.Rels {
			if structural(r) && types(impl) && slices.ContainsFunc(r.Target.Impl, func(far *schema.Type) bool { return walkable(far) && types(far) }) {
				k.rels = append(k.rels, r)
			}
		}
		switch {
		case len(k.rels) > 0:
			v := query.Variant{Type: impl, Types: []*schema.Type{impl}}
			if k.facts {
				v.Out = append(v.Out, of.facts(impl))
			}
			for _, r := range k.rels {
				v.Out = append(v.Out, manyOut(r, of.most, of.leadsTo(r), nil))
			}
			t.sel, t.kinds = append(t.sel, v), append(t.kinds, k)
		case k.facts:
			plain.Types = append(plain.Types, impl)
		default:
			other.Types = append(other.Types, impl)
		}
	}
	if len(plain.Types) > 0 {
		t.sel, t.kinds = append(t.sel, plain), append(t.kinds, tieKind{facts: true})
	}
	if len(other.Types) > 0 {
		t.sel, t.kinds = append(t.sel, other), append(t.kinds, tieKind{})
	}
	return t
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

// read gives the ties of nodes, one paths.Node for each id. A fact that names one entity alone ties nothing.
func (t *tieReader) read(ids []string) ([]paths.Node, error) {
	out := make([]paths.Node, 0, len(ids))
	for chunk := range slices.Chunk(ids, tiedNodes) {
		c, err := t.store.Read(t.ctx, &query.Tree{Time: t.at, Root: &query.Out{Kind: query.List, Sel: t.sel,
			Conn: &query.Conn{Type: t.of, IDs: &query.IDs{List: true, Values: chunk}, First: len(chunk)}}})
		if err != nil {
			return nil, err
		}
		for i, cell := range c.([]any) {
			out = append(out, t.node(chunk[i], cell))
		}
	}
	return out, nil
}

func (t *tieReader) node(id string, cell query.Cell) (n paths.Node) {
	if cell == nil {
		return n
	}
	cells, k := cell.([]any), t.kinds[0]
	if len(t.kinds) > 1 {
		k, cells = t.kinds[cells[0].(int64)], cells[1].([]any)
	}
	if k.facts {
		facts := far(cells[0], t.most, &n.Cut)
		for _, f := range facts {
			fact := f[0].(string)
			for _, e := range far(f[1], mostNamed, &n.Cut) {
				if to := e[0].(string); to != id {
					n.Ties = append(n.Ties, paths.Tie{To: to, Fact: fact})
				}
			}
		}
		cells = cells[1:]
	}
	for i, r := range k.rels {
		if !r.Many {
			for _, e := range cells[i].([]any) {
				n.Ties = append(n.Ties, paths.Tie{To: e.([]any)[0].(string), Rel: r.Type})
			}
			continue
		}
		for _, e := range far(cells[i], t.most, &n.Cut) {
			n.Ties = append(n.Ties, paths.Tie{To: e[0].(string), Rel: r.Type})
		}
	}
	return n
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
