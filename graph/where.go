package graph

import (
	"maps"
	"reflect"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// scope is where in a request a filter stands.
type scope struct {
	edge  bool // an edge leads here
	rests bool // and rests on facts
	path  ast.Path
	at    string // the argument's own path: where.contracts.some
	depth int
}

func (s scope) in(name string) scope {
	s.at += "." + name
	s.depth++
	return s
}

// maxFilterDepth bounds how deep filters nest.
const maxFilterDepth = 24

var (
	comparisons = map[string]query.Op{"eq": query.Eq, "ne": query.Ne, "in": query.In, "lt": query.Lt, "lte": query.Lte, "gt": query.Gt,
		"gte": query.Gte, "contains": query.Contains, "startsWith": query.StartsWith, "endsWith": query.EndsWith, "isNull": query.IsNull}
	quantifiers = map[string]query.Op{"some": query.Some, "none": query.None, "all": query.All}
)

// where plans a filter; nil where there is none. Keys are visited in order of name, so that one filter is always one statement.
func (p *planner) where(v any, t *schema.Type, s scope) *query.Where {
	if v == nil && s.depth == 0 {
		return nil
	}
	p.there(v, s, "")
	m := p.input(v, s)
	and := &query.Where{Op: query.And}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		in := s.in(k)
		switch k {
		case "AND", "OR":
			w := &query.Where{Op: query.And}
			if k == "OR" {
				w.Op = query.Or
			}
			p.there(m[k], in, "")
			for _, x := range items(m[k]) {
				w.Kids = append(w.Kids, always(p.where(x, t, in)))
			}
			and.Kids = append(and.Kids, gathered(w))
		case "NOT":
			and.Kids = append(and.Kids, &query.Where{Op: query.Not, Kids: []*query.Where{always(p.where(m[k], t, in))}})
		case "edge":
			if !s.edge {
				p.fail(s.path, in.at, "no edge leads here; it is for filters within a relationship")
			}
			and.Kids = append(and.Kids, p.edgeWhere(m[k], in)...)
		case "isNull": // toOne takes it where it means something
			p.fail(s.path, in.at, "is for the filter of a relationship to one node, right within it; here it speaks of nothing that could be null")
		case schema.TypeName:
			and.Kids = append(and.Kids, p.ofType(m[k], t, in)...)
		case "anyName":
			names := t.Rel("names")
			and.Kids = append(and.Kids, &query.Where{Op: query.Some, Rel: names, Kids: []*query.Where{
				{Op: query.And, Kids: p.compare(m[k], names.Target.Field("text"), leaf{}, in)}}})
		default:
			and.Kids = append(and.Kids, p.member(m[k], t, k, in)...)
		}
	}
	if len(and.Kids) == 0 {
		return nil
	}
	return and
}

// ofType plans the conditions on what a node of an interface is. A type that it cannot be of is a mistake, and no empty answer.
func (p *planner) ofType(v any, t *schema.Type, s scope) (out []*query.Where) {
	m := p.input(v, s)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		in := s.in(k)
		p.condition(s.path)
		p.given(m[k], in)
		list := items(m[k])
		if k != "in" {
			list = []any{m[k]}
		}
		w := &query.Where{Op: query.OfType}
		for _, x := range list {
			name := p.text(x, s.path, in.at)
			i := slices.IndexFunc(t.Impl, func(i *schema.Type) bool { return i.Name == name })
			if i < 0 {
				p.fail(s.path, in.at, "%s is no type of %s; these are: %s", name, t.Name, listed(typeNames(t.Impl)))
			}
			w.Types = append(w.Types, t.Impl[i])
		}
		if k == "ne" {
			w = &query.Where{Op: query.Not, Kids: []*query.Where{w}}
		}
		out = append(out, w)
	}
	return out
}

func typeNames(types []*schema.Type) []string {
	out := make([]string, len(types))
	for i, t := range types {
		out[i] = t.Name
	}
	return out
}

// always stands for a filter without conditions.
func always(w *query.Where) *query.Where {
	if w == nil {
		return &query.Where{Op: query.And}
	}
	return w
}

// gathered asks of related nodes once: that one meets this, or one that, is that one meets this or that.
func gathered(or *query.Where) *query.Where {
	if or.Op != query.Or || len(or.Kids) < 2 {
		return or
	}
	either := &query.Where{Op: query.Or}
	var rel *schema.Rel
	for _, k := range or.Kids {
		for k.Op == query.And && len(k.Kids) == 1 {
			k = k.Kids[0]
		}
		if k.Op != query.Some || !k.Rel.Many || rel != nil && k.Rel != rel {
			return or
		}
		rel = k.Rel
		either.Kids = append(either.Kids, k.Kids[0])
	}
	return &query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{either}}
}

// both is a filter that meets two; either may be nil.
func both(a, b *query.Where) *query.Where {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return &query.Where{Op: query.And, Kids: []*query.Where{a, b}}
}

// member plans the conditions on one field or relationship.
func (p *planner) member(v any, t *schema.Type, name string, s scope) []*query.Where {
	if field := t.Field(name); field != nil {
		if field.Value != nil {
			return p.compareValue(v, field, s)
		}
		return p.compare(v, field, leaf{}, s)
	}
	rel := t.Rel(name)
	if rel == nil { // validation lets no unknown key through
		p.fail(s.path, s.at, "%s has no such field", t.Name)
	}
	if v == nil && !rel.Many {
		p.fail(s.path, s.at, "is null; leave it out, or give %s: {isNull: true} for where there is none", name)
	}
	s.edge, s.rests = true, rel.Derived()
	if !rel.Many {
		return p.toOne(v, rel, s)
	}
	var out []*query.Where
	p.there(v, s, ", or use none: {} to ask for what has none")
	m := p.input(v, s)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		in := s.in(k)
		if k == "count" {
			out = append(out, p.count(m[k], rel, in))
			continue
		}
		out = append(out, &query.Where{Op: quantifiers[k], Rel: rel, Kids: []*query.Where{always(p.where(m[k], rel.Target, in))}})
	}
	return out
}

// toOne plans the conditions on the one node that a relationship leads to: isNull says whether there is one, all else what it is.
func (p *planner) toOne(v any, rel *schema.Rel, s scope) []*query.Where {
	m := maps.Clone(p.input(v, s))
	some := func(w *query.Where) *query.Where {
		return &query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{always(w)}}
	}
	var out []*query.Where
	if null, ok := m["isNull"]; ok {
		in := s.in("isNull")
		p.condition(s.path)
		p.given(null, in)
		there := some(nil)
		if p.boolean(null, in) {
			there = &query.Where{Op: query.Not, Kids: []*query.Where{there}}
		}
		if delete(m, "isNull"); len(m) == 0 {
			return []*query.Where{there}
		}
		out = append(out, there)
	}
	return append(out, some(p.where(m, rel.Target, s)))
}

func (p *planner) count(v any, rel *schema.Rel, s scope) *query.Where {
	m := maps.Clone(p.input(v, s))
	w := &query.Where{Op: query.RelCount, Count: &query.CountOf{Rel: rel}}
	if x, ok := m["where"]; ok {
		w.Count.Where = p.where(x, rel.Target, s.in("where"))
		delete(m, "where")
	}
	if len(m) == 0 {
		p.fail(s.path, s.at, "says what to count and not what to compare with; give eq, ne, in, lt, lte, gt or gte")
	}
	w.Kids = []*query.Where{{Op: query.And, Kids: p.compare(m, number, leaf{number: true}, s)}}
	return w
}

// number is the field that a count is compared as.
var number = &schema.Field{Name: "count", Kind: schema.Int, NonNull: true}

func (p *planner) edgeWhere(v any, s scope) []*query.Where {
	var out []*query.Where
	m := p.input(v, s)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		in := s.in(k)
		switch k {
		case "since", "until":
			out = append(out, p.compare(m[k], &schema.Field{Name: k, Kind: schema.Date}, leaf{edge: schema.Span(k)}, in)...)
		case "role":
			out = append(out, p.compare(m[k], &schema.Field{Name: k, Kind: schema.String}, leaf{role: true}, in)...)
		case "fact":
			in.edge = false
			if !s.rests { // no fact can meet anything
				p.where(m[k], p.m.Type("Fact"), in)
				out = append(out, &query.Where{Op: query.Or})
				continue
			}
			out = append(out, &query.Where{Op: query.EdgeFact, Kids: []*query.Where{always(p.where(m[k], p.m.Type("Fact"), in))}})
		}
	}
	return out
}

// leaf says what a comparison compares, where it is not a field of the node.
type leaf struct {
	number bool
	role   bool
	edge   schema.Span
}

// compare plans the comparisons of one scalar.
func (p *planner) compare(v any, f *schema.Field, l leaf, s scope) []*query.Where {
	var out []*query.Where
	m := p.input(v, s)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		in := s.in(k)
		p.condition(s.path)
		w := &query.Where{Op: comparisons[k], Field: f, Edge: l.edge, Role: l.role}
		if l.number || l.role || l.edge != "" {
			w.Field = nil
		}
		switch k {
		case "isNull":
			w.Value = p.boolean(m[k], in)
		case "within": // of a Date: both bounds
			when := p.when(m[k], in)
			lower, upper := *w, *w
			lower.Op, lower.Value = query.Gte, int64(when.Start)
			upper.Op, upper.Value = query.Lte, int64(when.End)
			out = append(out, &lower, &upper)
			continue
		case "in":
			p.given(m[k], in)
			list := items(m[k])
			if len(list) > p.limits.Page {
				p.fail(s.path, in.at, "%d values; at most %d", len(list), p.limits.Page)
			}
			vals := make([]any, len(list))
			for i, x := range list {
				vals[i] = p.comparand(x, f, &w.Fold, in)
			}
			w.Value, w.Fold = vals, f.Kind == schema.String
		case "contains", "startsWith", "endsWith":
			p.given(m[k], in)
			w.Value = p.text(m[k], s.path, in.at)
		default:
			w.Value = p.comparand(m[k], f, &w.Fold, in)
		}
		out = append(out, w)
	}
	return out
}

// comparand reads a value to compare with; text is folded.
func (p *planner) comparand(v any, f *schema.Field, fold *bool, s scope) any {
	x := p.scalar(v, f, s)
	if text, ok := x.(string); ok && f.Kind == schema.String {
		*fold = true
		return value.Fold(text)
	}
	return x
}

// compareValue plans the comparisons of a value object.
func (p *planner) compareValue(v any, f *schema.Field, s scope) []*query.Where {
	var out []*query.Where
	m := p.input(v, s)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		in := s.in(k)
		part := f.Part(k)
		switch {
		case k == "isNull":
			p.condition(s.path)
			out = append(out, &query.Where{Op: query.IsNull, Field: f, Value: p.boolean(m[k], in)})
		case part != nil:
			if k == "amount" {
				p.unitGiven(m, f, in)
			}
			out = append(out, p.compare(m[k], part, leaf{}, in)...)
		case k == "within":
			p.condition(s.path)
			when := p.when(m[k], in)
			out = append(out, &query.Where{Op: query.Within, Field: f, Value: [2]value.Day{when.Start, when.End}})
		case k == "eq" || k == "ne" || k == "in":
			out = append(out, p.compare(map[string]any{k: p.texts(m[k], in)}, f.Part("text"), leaf{}, s)...)
		default: // lt lte gt gte: the first day
			out = append(out, p.compare(map[string]any{k: m[k]}, f.Part("start"), leaf{}, s)...)
		}
	}
	return out
}

// unitGiven: amounts of different units do not compare, so an ordering comparison needs the unit beside it.
func (p *planner) unitGiven(m map[string]any, f *schema.Field, s scope) {
	amount, _ := m["amount"].(map[string]any)
	unit, _ := m[f.Unit().Name].(map[string]any)
	for _, k := range []string{"lt", "lte", "gt", "gte"} {
		if _, ok := amount[k]; ok && unit["eq"] == nil {
			p.fail(s.path, s.at, "%s compares amounts of one %s only; give %s: {eq: ...} in the same filter", k, f.Unit().Name, f.Unit().Name)
		}
	}
}

// texts turns dates as a person writes them into their canonical text.
func (p *planner) texts(v any, s scope) any {
	if v == nil {
		return nil
	}
	if reflect.ValueOf(v).Kind() == reflect.Slice {
		var out []any
		for _, x := range items(v) {
			out = append(out, p.texts(x, s))
		}
		return out
	}
	w, err := value.ParseWhen(p.text(v, s.path, s.at))
	if err != nil {
		p.fail(s.path, s.at, "%v", err)
	}
	return w.Text
}

// when reads a period; one without a year has no span.
func (p *planner) when(v any, s scope) value.When {
	w, err := value.ParseWhen(p.text(v, s.path, s.at))
	if err != nil {
		p.fail(s.path, s.at, "%v", err)
	}
	if !w.HasSpan() {
		p.fail(s.path, s.at, "%q has no year, so nothing can be within it", w.Text)
	}
	return w
}

// input is an input object; null is refused, since it would widen the answer where a filter was meant.
func (p *planner) input(v any, s scope) map[string]any {
	p.given(v, s)
	if s.depth > maxFilterDepth {
		p.reject(s.path, CodeTooComplex, "", "%s: filters nest at most %d deep", s.at, maxFilterDepth)
	}
	m, ok := v.(map[string]any)
	if !ok {
		p.fail(s.path, s.at, "%v is no input object", v)
	}
	return m
}

func (p *planner) given(v any, s scope) {
	p.there(v, s, ", or use isNull to ask for what has no value")
}

// there refuses null, and says what else may be meant.
func (p *planner) there(v any, s scope, or string) {
	if v == nil {
		p.fail(s.path, s.at, "is null; leave it out%s", or)
	}
}
