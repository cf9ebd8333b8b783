package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/extract/supplier"
	"councilgraph/ingest/resolve"
)

// loader reads what the graph holds of the things that a record speaks of, by the same trees that answer requests.
type loader struct {
	ctx        context.Context
	m          *schema.Model
	store      Store
	state      *resolve.State
	readBefore map[string]bool // versions of the document that the rules of package extract read before
	err        error

	letting *resolve.Ruling // the decision about the review queue that is carried out; nil where none is
}

// chunk is how many ids or keys one statement asks for.
const chunk = 500

// row is a node read by load: its columns, the ids at the end of its own relationships, and an entity's names.
type row struct {
	id     string
	fields map[string]any
	refs   map[string][]string
	names  []resolve.StoredName
}

func (r row) ref(name string) string {
	if len(r.refs[name]) == 0 {
		return ""
	}
	return r.refs[name][0]
}

func (r row) text(column string) string {
	s, _ := r.fields[column].(string)
	return s
}

func (r row) number(column string) int64 {
	n, _ := r.fields[column].(int64)
	return n
}

// own are a type's relationships that its nodes own.
func own(t *schema.Type) []*schema.Rel {
	return slices.DeleteFunc(slices.Clone(t.Rels), func(r *schema.Rel) bool { return !r.Out || r.From != nil || r.Latest != nil || r.Auto })
}

// selection is everything of a node that decides what becomes of it.
func selection(t *schema.Type) []query.Variant {
	out := []*query.Out{scalar(t.Field("id"))}
	for _, f := range t.Leaves() {
		out = append(out, scalar(f))
	}
	for _, r := range own(t) {
		if r.Many {
			out = append(out, many(r, scalar(r.Target.Field("id"))))
		} else {
			out = append(out, &query.Out{Kind: query.One, Conn: &query.Conn{Type: r.Target, Rel: r, First: 1}, Sel: variant(r.Target, scalar(r.Target.Field("id")))})
		}
	}
	if names := t.Rel("names"); names != nil {
		n := names.Target
		out = append(out, many(names, scalar(n.Field("text")), scalar(n.Field("kind")), scalar(n.Field("source")), scalar(n.Field("mergedFrom"))))
	}
	return variant(t, out...)
}

func scalar(f *schema.Field) *query.Out {
	return &query.Out{Key: f.Name, Kind: query.Scalar, Field: f}
}

func variant(t *schema.Type, out ...*query.Out) []query.Variant {
	return []query.Variant{{Type: t, Types: t.Impl, Out: out}}
}

// mostRelated bounds what one statement or name list names.
const mostRelated = 1000

func many(r *schema.Rel, out ...*query.Out) *query.Out {
	return &query.Out{Kind: query.Many, Conn: &query.Conn{Type: r.Target, Rel: r, First: mostRelated, Page: true,
		Order: []query.Order{{Field: r.Target.Field("id")}},
		Out:   []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: variant(r.Target, out...)}}}}
}

// parse reads the cells of a selection.
func parse(t *schema.Type, cell query.Cell) row {
	cells := cell.([]any)
	next := func() any {
		c := cells[0]
		cells = cells[1:]
		return c
	}
	r := row{id: next().(string), fields: map[string]any{}, refs: map[string][]string{}}
	for _, f := range t.Leaves() {
		if v := next(); v != nil {
			r.fields[f.Column] = v
		}
	}
	for _, rel := range own(t) {
		if rel.Many {
			for _, x := range page(next()) {
				r.refs[rel.Name] = append(r.refs[rel.Name], x[0].(string))
			}
		} else if one := next().([]any); len(one) > 0 && one[0] != nil {
			r.refs[rel.Name] = []string{one[0].([]any)[0].(string)}
		}
	}
	if t.Rel("names") != nil {
		for _, x := range page(next()) {
			source, _ := x[2].(string)
			from, _ := x[3].(string)
			r.names = append(r.names, resolve.StoredName{Text: x[0].(string), Kind: x[1].(string), Source: source, MergedFrom: from})
		}
	}
	return r
}

// page gives the nodes of a connection of which only nodes were asked.
func page(cell query.Cell) [][]any {
	var out [][]any
	for _, r := range cell.([]any)[0].([]any) {
		out = append(out, r.([]any)[1].([]any))
	}
	return out
}

func (l *loader) read(t *query.Tree) query.Cell {
	if l.err != nil {
		return nil
	}
	c, err := l.store.Read(l.ctx, t)
	if err != nil {
		l.err = fmt.Errorf("read what the graph holds: %w", err)
		return nil
	}
	return c
}

// byID reads nodes of one type by id, in the order asked for; what is not there is left out.
func (l *loader) byID(t *schema.Type, ids []string, each func(asked string, r row)) {
	for part := range slices.Chunk(ids, chunk) {
		cell := l.read(&query.Tree{Root: &query.Out{Kind: query.List, Sel: selection(t),
			Conn: &query.Conn{Type: t, IDs: &query.IDs{List: true, Values: part}, First: len(part)}}})
		if l.err != nil {
			return
		}
		for i, c := range cell.([]any) {
			if c != nil {
				each(part[i], parse(t, c))
			}
		}
	}
}

// all reads every node of a type that meets a filter.
func (l *loader) all(t *schema.Type, where *query.Where, each func(row)) {
	order := []query.Order{{Field: t.Field("id")}}
	var after []any
	for {
		cell := l.read(&query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: t, Where: where, Order: order, First: mostRelated,
			Page: true, Cursor: after, Out: []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: selection(t)}}}}})
		if l.err != nil {
			return
		}
		nodes := page(cell)
		for _, n := range nodes {
			each(parse(t, n))
		}
		if len(nodes) < mostRelated {
			return
		}
		after = []any{nodes[len(nodes)-1][0]}
	}
}

// entities reads nodes of any type by id. A merged id gives the node that it means.
func (l *loader) entities(ids []string) {
	byType := map[*schema.Type][]string{}
	for _, id := range ids {
		if t := l.m.TypeOf(id); t != nil {
			byType[t] = append(byType[t], id)
		}
	}
	for _, t := range l.m.Types {
		l.byID(t, byType[t], func(asked string, r row) {
			l.state.Entities[asked] = &resolve.Stored{Type: t, ID: r.id, Fields: r.fields, Refs: r.refs, Names: r.names}
		})
	}
}

// named looks entities up by any of their names, as it stands and by its normal form.
func (l *loader) named(names []resolve.NameQuery) {
	exact, normal, short := map[*schema.Type][]any{}, map[*schema.Type][]any{}, map[*schema.Type][]*query.Where{}
	for _, n := range names {
		exact[n.Type] = append(exact[n.Type], value.Fold(n.Name))
		if form := resolve.Normal(n.Type, n.Name); form != "" {
			normal[n.Type] = append(normal[n.Type], form)
		}
		if n.Short != "" {
			short[n.Type] = append(short[n.Type], &query.Where{Op: query.StartsWith, Field: n.Type.Rel("names").Target.Field("normal"), Value: n.Short, Fold: true})
		}
	}
	for _, t := range l.m.Types {
		rel := t.Rel("names")
		look := func(field string, among []any) {
			for part := range slices.Chunk(among, chunk) {
				l.ofName(t, &query.Where{Op: query.In, Field: rel.Target.Field(field), Value: part, Fold: true})
			}
		}
		look("text", exact[t])
		look("normal", normal[t])
		for part := range slices.Chunk(short[t], chunk) {
			l.ofName(t, &query.Where{Op: query.Or, Kids: part})
		}
	}
}

// ofName reads the entities of which a name meets a condition, and finds them by all of their names from then on.
func (l *loader) ofName(t *schema.Type, is *query.Where) {
	l.all(t, &query.Where{Op: query.Some, Rel: t.Rel("names"), Kids: []*query.Where{is}}, func(r row) {
		put := func(in map[string][]string, key string) {
			if key != "" && !slices.Contains(in[key], r.id) {
				in[key] = append(in[key], r.id)
			}
		}
		for _, n := range r.names {
			put(l.state.Named, resolve.NameKey(t, n.Text))
			put(l.state.Normal, resolve.NormalKey(t, n.Text))
			if t.Name == "Supplier" {
				put(l.state.Short, supplier.Short(n.Text))
			}
		}
		l.keep(t, r)
	})
}

// keep holds an entity that was read.
func (l *loader) keep(t *schema.Type, r row) {
	if l.state.Entities[r.id] == nil {
		l.state.Entities[r.id] = &resolve.Stored{Type: t, ID: r.id, Fields: r.fields, Refs: r.refs, Names: r.names}
	}
}

// identified looks up the entities that have an identifier: written as it is given, or with the zeros that registers put in front.
func (l *loader) identified(all []resolve.Identifier) {
	for _, i := range all {
		forms := []any{value.Fold(i.Value), value.Fold(strings.TrimLeft(i.Value, "0"))}
		for len(forms[1].(string)) > 0 && len(forms[len(forms)-1].(string)) < 8 {
			forms = append(forms, "0"+forms[len(forms)-1].(string))
		}
		l.all(i.Type, &query.Where{Op: query.In, Field: i.Type.Field(i.Field), Value: forms, Fold: true}, func(r row) {
			if !slices.Contains(l.state.Identified[i.Key()], r.id) {
				l.state.Identified[i.Key()] = append(l.state.Identified[i.Key()], r.id)
			}
			l.keep(i.Type, r)
		})
	}
}

// keyed looks up the entities that have a key, and whatever has an id that one could get.
func (l *loader) keyed(q resolve.KeyQuery) (ids []string) {
	l.entities(q.Minted)
	where := &query.Where{Op: query.And}
	and := func(w *query.Where) { where.Kids = append(where.Kids, w) }
	for _, f := range q.Type.Leaves() {
		v, part := q.Fields[f.Column]
		switch {
		case !part:
		case v == nil:
			and(&query.Where{Op: query.IsNull, Field: f, Value: true})
		default:
			and(same(f, v))
		}
	}
	if q.Name != "" {
		rel := q.Type.Rel("names")
		is := same(rel.Target.Field("text"), q.Name)
		if form := resolve.Normal(q.Type, q.Name); form != "" {
			is = &query.Where{Op: query.Or, Kids: []*query.Where{is, same(rel.Target.Field("normal"), form)}}
		}
		and(&query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{is}})
	}
	for _, rel := range own(q.Type) {
		if id, part := q.Refs[rel.Name]; part {
			and(&query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{{Op: query.Eq, Field: rel.Target.Field("id"), Value: id}}})
		}
	}
	l.all(q.Type, where, func(r row) {
		ids = append(ids, r.id)
		l.keep(q.Type, r)
	})
	return ids
}

// same compares a field, text without case and accents.
func same(f *schema.Field, v any) *query.Where {
	if text, ok := v.(string); ok && f.Kind == schema.String {
		return &query.Where{Op: query.Eq, Field: f, Value: value.Fold(text), Fold: true}
	}
	return &query.Where{Op: query.Eq, Field: f, Value: v}
}

// document reads what was taken from a document before.
func (l *loader) document(id string) {
	stored := l.state.Entities[id]
	l.state.Document = resolve.Held{Passages: map[string]resolve.HeldPassage{}, Records: map[string]bool{}, Decided: map[string]resolve.Decided{}}
	if stored == nil || l.err != nil {
		return
	}
	held := &l.state.Document
	is := func(rel *schema.Rel) *query.Where {
		return &query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{{Op: query.Eq, Field: rel.Target.Field("id"), Value: stored.ID}}}
	}
	through := func(rel *schema.Rel, then *query.Where) *query.Where {
		return &query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{then}}
	}
	version, passage := l.m.Type("Version"), l.m.Type("Passage")
	l.all(version, is(version.Rel("document")), func(r row) {
		held.Versions = append(held.Versions, resolve.HeldVersion{ID: r.id, Hash: r.text("hash"), Number: r.number("number"),
			Retrieved: r.number("retrieved"), Covered: r.fields["covered"] == true})
	})
	l.positions(held, is)
	l.all(passage, is(passage.Rel("document")), func(r row) {
		held.Passages[r.id] = resolve.HeldPassage{Section: r.text("section"), Ordinal: r.number("ordinal"), Fields: r.fields,
			SupersededBy: r.ref("supersededBy")}
	})
	evidence := l.m.Type("Evidence")
	l.all(evidence, is(evidence.Rel("document")), func(r row) {
		if e := l.evidence(r); e != nil {
			held.Evidence = append(held.Evidence, e)
		}
	})
	mention := l.m.Type("Mention")
	l.all(mention, through(mention.Rel("passage"), is(passage.Rel("document"))), func(r row) {
		held.Mentions = append(held.Mentions, heldMention(r))
	})
	record := l.m.Type("Record")
	l.readBefore = map[string]bool{}
	l.all(record, through(record.Rel("version"), is(version.Rel("document"))), func(r row) {
		held.Records[r.id] = true
		if r.text("reader") == extract.Reader {
			l.readBefore[r.ref("version")] = true
		}
	})
	l.queue(held, stored.ID)
	l.asDecided()
}

func heldMention(r row) resolve.HeldMention {
	return resolve.HeldMention{ID: r.id, Fields: r.fields, Entity: cmp.Or(r.text("mergedFrom"), r.ref("entity")), Passage: r.ref("passage")}
}

// positions reads which passages each version has, in order.
func (l *loader) positions(held *resolve.Held, is func(*schema.Rel) *query.Where) {
	position := l.m.Type("Position")
	of := map[string]*resolve.HeldVersion{}
	for i := range held.Versions {
		of[held.Versions[i].ID] = &held.Versions[i]
	}
	version := position.Rel("version")
	inDocument := &query.Where{Op: query.Some, Rel: version, Kids: []*query.Where{is(version.Target.Rel("document"))}}
	l.all(position, inDocument, func(r row) {
		if v := of[r.ref("version")]; v != nil {
			v.Positions = append(v.Positions, resolve.HeldPosition{Ordinal: r.number("ordinal"), Passage: r.ref("passage"), Start: r.number("start"), End: r.number("end")})
		}
	})
	for _, v := range of {
		slices.SortFunc(v.Positions, func(a, b resolve.HeldPosition) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	}
}

func (l *loader) evidence(r row) *resolve.Evidence {
	s, err := resolve.ParseReading(l.m, r.text("reading"), l.state.Merges)
	if err != nil {
		l.err = fmt.Errorf("evidence %s: %w", r.id, err)
		return nil
	}
	return &resolve.Evidence{ID: r.id, Statement: s, Printed: r.text("printed"), Authority: r.number("authority"), Origin: r.text("origin"),
		Reader: r.text("reader"), Review: r.text("review"), Said: value.Day(r.number("said")), Passage: r.ref("passage"),
		Version: r.ref("version"), Document: r.ref("document"), Meeting: r.ref("meeting")}
}

// matters reads all evidence under some keys; then that of facts which name one of those facts, since what shows it may change;
// then all claims about the entities whose claims are among them.
func (l *loader) matters(keys []string) {
	l.evidenceOf(keys)
	ids, _ := l.state.Statements(l.m)
	l.evidenceOf(l.naming(ids))
	_, claimed := l.state.Statements(l.m)
	var missing []string
	for _, id := range claimed {
		if l.state.Entities[id] == nil {
			missing = append(missing, id)
		}
	}
	l.entities(missing)
	l.claims(claimed)
}

func (l *loader) evidenceOf(keys []string) {
	evidence := l.m.Type("Evidence")
	for part := range slices.Chunk(keys, chunk) {
		l.all(evidence, in(evidence.Field("factKey"), part), func(r row) {
			if e := l.evidence(r); e != nil {
				l.state.Add(e)
			}
		})
	}
}

func in(f *schema.Field, texts []string) *query.Where {
	values := make([]any, len(texts))
	for i, t := range texts {
		values[i] = t
	}
	return &query.Where{Op: query.In, Field: f, Value: values}
}

// naming are the keys of the facts that name any of some facts: disputes, steps that one closes.
func (l *loader) naming(facts []string) []string {
	var keys []string
	for _, t := range l.m.Types {
		if t.Class != schema.Fact || t.Interface {
			continue
		}
		for _, r := range own(t) {
			if r.Target.Class != schema.Fact {
				continue
			}
			for part := range slices.Chunk(facts, chunk) {
				l.all(t, &query.Where{Op: query.Some, Rel: r, Kids: []*query.Where{in(r.Target.Field("id"), part)}}, func(x row) {
					keys = append(keys, x.text("key"))
				})
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// claims reads what is claimed now of some entities, with the spans that tell which claim a stated field shows.
func (l *loader) claims(about []string) {
	rel, field, value := l.m.Claims()
	t := rel.Target
	of := t.Rel("about")
	sel := variant(t, scalar(t.Field("id")), scalar(t.Field("key")), scalar(field), scalar(value), scalar(t.Field("since")), scalar(t.Field("authority")),
		&query.Out{Kind: query.One, Conn: &query.Conn{Type: of.Target, Rel: of, First: 1}, Sel: variant(of.Target, scalar(of.Target.Field("id")))})
	for part := range slices.Chunk(about, chunk) {
		var after []any
		for {
			cell := l.read(&query.Tree{Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: t, First: mostRelated, Page: true, Cursor: after,
				Where: &query.Where{Op: query.Some, Rel: of, Kids: []*query.Where{in(of.Target.Field("id"), part)}},
				Order: []query.Order{{Field: t.Field("id")}}, Out: []*query.Out{{Key: "nodes", Kind: query.Nodes, Sel: sel}}}}})
			if l.err != nil {
				return
			}
			found := page(cell)
			for _, x := range found {
				one := x[6].([]any)
				if len(one) == 0 || one[0] == nil {
					continue
				}
				l.state.Claims = append(l.state.Claims, resolve.Claim{ID: x[0].(string), Key: x[1].(string), Field: x[2].(string), Value: x[3].(string),
					Span: store.Span{Since: day(x[4]), Authority: x[5].(int64)}, About: one[0].([]any)[0].(string)})
			}
			if len(found) < mostRelated {
				break
			}
			after = []any{found[len(found)-1][0]}
		}
	}
}

func day(cell any) value.Day {
	if d, ok := cell.(int64); ok {
		return value.Day(d)
	}
	return value.MinDay
}
