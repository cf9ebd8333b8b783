package ingest

import (
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/extract/supplier"
	"councilgraph/ingest/resolve"
)

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
