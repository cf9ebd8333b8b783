package ingest

import (
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/ingest/resolve"
)

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
