package graph

import (
	"context"
	"slices"
	"strings"

	"councilgraph/graph/history"
	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// mostSaid bounds how many facts a question over history looks at.
const mostSaid = 50_000

// saidFields are what package history looks at, of facts of all types; of facts of one type the fields of its rule too.
func saidFields(t *schema.Type) rows.Fields {
	out := rows.Fields{"id", "matter", "statement", "modality", "since", "authority", "wording", "when.start", "when.end", "when.text", "entities.id", "entities.@role",
		"evidence.said", "evidence.begun", "evidence.meeting.id", "evidence.passage.id", "evidence.passage.section", "evidence.document.id"}
	if t.Interface {
		return out
	}
	for _, name := range ruleNames(t) {
		switch f := t.Field(name); {
		case f == nil:
		case f.Value == nil:
			out = append(out, name)
		default:
			for _, p := range f.Parts {
				out = append(out, name+"."+p.Name)
			}
		}
	}
	if by := t.Rule.ClosedBy; by != "" {
		out = append(out, by+".id", by+".since")
	}
	return out
}

// ruleNames are the fields and relationships that make a fact's identity, `when` left out.
func ruleNames(t *schema.Type) []string {
	var out []string
	for _, name := range slices.Concat(t.Key, t.Rule.Value, []string{t.Rule.Prose}) {
		if name != "" && name != "when" && name != "wording" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// readSaid reads the facts of a type that meet a filter, which may be nil; of an interface, what all its types have.
func readSaid(ctx context.Context, s Reader, m *schema.Model, at query.Time, t *schema.Type, where *query.Where) ([]*history.Said, error) {
	found, err := rows.All(ctx, s, at, t, where, mostSaid, saidFields(t))
	if err != nil {
		return nil, err
	}
	out := make([]*history.Said, len(found))
	for i, r := range found {
		out[i] = saidOf(m.Type(r.Type()), r, !t.Interface)
	}
	return out, nil
}

func saidOf(t *schema.Type, r rows.Row, whole bool) *history.Said {
	since, _ := r.Int("since")
	s := &history.Said{ID: r.ID(), Type: t, Parts: map[string][]string{}, Actual: r.Text("modality") == "ACTUAL", Asked: r.Text("modality") == "REQUESTED",
		Wording: r.Text("wording"), Start: day(r, "when.start"), End: day(r, "when.end"), When: r.Text("when.text"), Since: value.Day(since), Cites: ids(r, "entities"),
		Closed: t.Rule.ClosedBy != "" && len(r.Many(t.Rule.ClosedBy)) > 0}
	s.ClosedOn = value.MinDay
	for _, by := range r.Many(t.Rule.ClosedBy) {
		on, _ := by.Int("since")
		s.ClosedOn = max(s.ClosedOn, value.Day(on))
	}
	if s.Matter = r.Text("matter"); s.Matter == "" {
		s.Matter = s.ID // taken in when matters were not kept: each is its own
	}
	if s.Statement = r.Text("statement"); s.Statement == "" {
		s.Statement = s.ID
	}
	for _, e := range r.Many("entities") { // in order of id
		for role := range strings.SplitSeq(e.Text("@role"), ",") {
			s.Parts[role] = append(s.Parts[role], e.ID())
		}
	}
	s.Authority, _ = r.Int("authority")
	s.First, s.Last = s.Since, s.Since
	told := false
	for _, e := range r.Many("evidence") {
		if d := day(e, "said"); d != nil {
			if !told {
				s.First, s.Last, told = *d, *d, true
			}
			s.First, s.Last = min(s.First, *d), max(s.Last, *d)
			if known := dated(e, *d); known && (s.Dated == nil || *d < *s.Dated) {
				s.Dated = d
			}
			if !slices.Contains(s.Days, *d) {
				s.Days = append(s.Days, *d)
			}
		}
		for rel, to := range map[string]*[]string{"meeting": &s.Meetings, "passage": &s.Passages, "document": &s.Documents} {
			if id := e.One(rel).ID(); id != "" && !slices.Contains(*to, id) {
				*to = append(*to, id)
			}
		}
	}
	for _, e := range r.Many("evidence") {
		said := s.Since
		if d := day(e, "said"); d != nil {
			said = *d
		}
		s.Tellings = append(s.Tellings, history.Telling{Meeting: e.One("meeting").ID(), Day: said})
		s.Headings = append(s.Headings, history.Heading{Meeting: e.One("meeting").ID(), Text: e.One("passage").Text("section")})
	}
	slices.Sort(s.Days)
	slices.Sort(s.Meetings)
	slices.Sort(s.Passages)
	slices.Sort(s.Documents)
	if !whole {
		return s
	}
	for _, name := range t.Rule.Value {
		if f := t.Field(name); f != nil && f.Value != nil && f.Unit() != nil {
			if n, ok := r.Int(name + ".amount"); ok {
				bound := r.Text(name + ".bound")
				s.Figures = append(s.Figures, history.Figure{Field: name, N: n, Places: f.Part("amount").Places(), Unit: r.Text(name + "." + f.Unit().Name),
					Of: r.Text(name + ".of"), Exact: bound == "" || bound == "EXACT", Printed: r.Text(name + ".printed")})
			}
		}
	}
	for _, name := range ruleNames(t) {
		if f := t.Field(name); f != nil {
			if parts := saidParts(f, r); len(parts) > 0 {
				s.Parts[name] = parts
			}
		}
	}
	return s
}

// dated says whether the day that evidence gives is known for sure to be that on which it was said: see history.Said.Dated.
func dated(evidence rows.Row, said value.Day) bool {
	begun, _ := evidence.Int("begun")
	return evidence.One("meeting").ID() != "" || said < value.Instant(begun).Day()
}

// saidParts are what a fact tells in one field; empty where nothing.
func saidParts(f *schema.Field, r rows.Row) []string {
	if f.Value == nil {
		if text := asText(f, r[f.Name]); text != "" {
			return []string{text}
		}
		return nil
	}
	var out []string
	some := false
	for _, p := range f.Parts {
		if p.Name == "printed" { // the same amount printed in two ways is one amount
			continue
		}
		text := asText(p, r[f.Name+"."+p.Name])
		out, some = append(out, text), some || text != ""
	}
	if !some {
		return nil
	}
	return out
}

// asText is a scalar as text; empty where it is null.
func asText(f *schema.Field, v any) string {
	if v == nil {
		return ""
	}
	if s, ok := v.(string); ok {
		return s
	}
	places := 0
	if f.Kind == schema.Decimal {
		places = f.Places()
	}
	return string(query.AppendScalar(nil, f.Kind, places, v))
}

func ids(r rows.Row, rel string) []string {
	var out []string
	for _, far := range r.Many(rel) {
		out = append(out, far.ID())
	}
	return out
}

func day(r rows.Row, path string) *value.Day {
	n, ok := r.Int(path)
	if !ok {
		return nil
	}
	d := value.Day(n)
	return &d
}

// ofTypes is a filter: the node is of one of these types.
func ofTypes(types []*schema.Type) *query.Where { return &query.Where{Op: query.OfType, Types: types} }

// about is a filter of facts of a type: one names one of these entities.
func about(t *schema.Type, ids ...string) *query.Where {
	list := make([]any, len(ids))
	for i, id := range ids {
		list[i] = id
	}
	return &query.Where{Op: query.Some, Rel: t.Rel("entities"),
		Kids: []*query.Where{{Op: query.In, Field: t.Rel("entities").Target.Field("id"), Value: list}}}
}

// lastSaid is the day on which the newest fact counts as true: what a date has passed against, where no asOf says another. A
// question must not depend on the day on which it is asked. Lasting facts are left out: a term that is told today may begin next year.
func lastSaid(ctx context.Context, s Reader, m *schema.Model, at query.Time) (value.Day, error) {
	if at.AsOf != nil {
		return *at.AsOf, nil
	}
	types := slices.DeleteFunc(slices.Clone(m.Type("Fact").Impl), func(t *schema.Type) bool { return t.Rule.Lasting })
	newest, err := newestFact(ctx, s, m, at, ofTypes(types))
	if err != nil || newest == nil {
		return value.MinDay, err
	}
	return *newest, nil
}

// newestFact is the day from which the newest fact that meets a filter, which may be nil, counts as true at a time; nil where there is none.
func newestFact(ctx context.Context, s Reader, m *schema.Model, at query.Time, where *query.Where) (*value.Day, error) {
	fact := m.Type("Fact")
	since := fact.Field("since")
	c, err := s.Read(ctx, &query.Tree{Time: at, Root: &query.Out{Kind: query.Many, Conn: &query.Conn{Type: fact, Where: where, First: 1, Page: true,
		Order: []query.Order{{Field: since, Desc: true}, {Field: fact.Field("id")}},
		Out: []*query.Out{{Kind: query.Nodes, Sel: []query.Variant{{Type: fact, Types: fact.Impl,
			Out: []*query.Out{{Key: "since", Kind: query.Scalar, Field: since}}}}}}}}})
	if err != nil {
		return nil, err
	}
	page := c.([]any)[0].([]any)
	if len(page) == 0 {
		return nil, nil
	}
	d := value.Day(page[0].([]any)[1].([]any)[0].(int64))
	return &d, nil
}

// given is a list of one id, or of none where it is empty.
func given(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

// entity is the entity that the argument `id` names, by its own id where that was merged into another; empty where none is given.
// An id of nothing, or of something else, is an error.
func (q *question) entity(ctx context.Context, s Reader) (string, error) {
	id, ok := q.args["id"].(string)
	if !ok {
		return "", nil
	}
	found, err := rows.List(ctx, s, query.Time{}, q.m.Type("Entity"), []string{id}, rows.Fields{"id"})
	if err != nil {
		return "", err
	}
	if found[0] == nil {
		return "", newError(CodeBadInput, q.path, "`search` finds ids by name", "id: %q is the id of no entity", id)
	}
	return found[0].ID(), nil
}
