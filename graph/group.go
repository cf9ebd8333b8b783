package graph

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Bounds of a grouping. Each step of a key, and each key with several values, multiplies the rows that are counted.
const (
	maxGroupKeys  = 5
	maxGroupSteps = 3
	maxManyKeys   = 2
)

// groups plans a connection's groups: their keys, their conditions, their order, and what is asked of each. times is how often
// the connection may be read.
func (p *planner) groups(f graphql.CollectedField, c *query.Conn, path ast.Path, times int) (*query.Groups, []*query.Out) {
	args := p.arguments(f)
	g := &query.Groups{First: DefaultPage}
	if args["first"] != nil {
		g.First = p.size(args["first"], path, "first")
	}
	p.spend(times*max(1, g.First), path)
	p.groupKeys(g, args["by"], c, path)
	if args["having"] != nil {
		g.Having = p.having(args["having"], c.Type, scope{path: path, at: "having"})
	}
	for i, x := range items(args["orderBy"]) {
		g.Order = append(g.Order, p.groupOrder(x, g, c.Type, scope{path: path, at: fmt.Sprintf("orderBy[%d]", i)}))
	}
	name := f.Definition.Type.Name()
	var kids []*query.Out
	for _, k := range p.collect(f.Selections, name) {
		switch at := append(slices.Clone(path), ast.PathName(k.Alias)); k.Name {
		case "__typename":
			kids = append(kids, &query.Out{Key: k.Alias, Kind: query.Const, Text: name})
		case "key":
			kids = append(kids, p.groupKey(k, g, nil, at))
		default:
			kids = append(kids, p.counted(k, c.Type))
		}
	}
	return g, kids
}

func (p *planner) groupKeys(g *query.Groups, v any, c *query.Conn, path ast.Path) {
	keys := items(v)
	if n := len(keys); n == 0 || n > maxGroupKeys {
		p.fail(path, "by", "names %d keys; it names one to %d, and `aggregate` counts all nodes together", n, maxGroupKeys)
	}
	many := 0
	for i, x := range keys {
		s := scope{edge: c.Rel != nil, path: path, at: fmt.Sprintf("by[%d]", i)}
		by := p.groupBy(x, c.Type, nil, s)
		if slices.ContainsFunc(g.By, func(o query.GroupBy) bool { return keyName(o) == keyName(by) }) {
			p.fail(path, s.at, "%s is a key already; each is given once, with one bucket", keyName(by))
		}
		if by.Many() {
			if many++; many > maxManyKeys {
				p.fail(path, s.at, "%s may have several values; at most %d keys of that kind combine", keyName(by), maxManyKeys)
			}
		}
		g.By = append(g.By, by)
	}
}

// keyName is the way to a key, as `by` and `key` both spell it.
func keyName(by query.GroupBy) string {
	by.Bucket = ""
	return by.String()
}

// groupBy plans one key: gqlparser holds @oneOf for literals, not for variables, so it is held here for both.
func (p *planner) groupBy(v any, t *schema.Type, lead []*schema.Rel, s scope) query.GroupBy {
	k, x := p.single(v, "each key", s)
	in := s.in(k)
	if k == "edge" {
		return p.groupByEdge(x, lead, in)
	}
	if f := t.Field(k); f != nil {
		if f.Value != nil {
			k, x = p.single(x, "a key", in)
			in = in.in(k)
			if f = f.Part(k); f == nil || !f.Groups() { // validation lets no unknown part through
				p.fail(s.path, in.at, "is no key")
			}
		}
		p.condition(s.path)
		return query.GroupBy{Path: lead, Field: f, Bucket: p.bucket(x, f.Kind, k, in)}
	}
	if k == schema.TypeName && t.Interface {
		p.condition(s.path)
		return query.GroupBy{Path: lead, Field: schema.TypeField, Bucket: p.bucket(x, schema.Enum, k, in)}
	}
	rel := t.Rel(k)
	if rel == nil { // nor an unknown field
		p.fail(s.path, in.at, "%s has no such field", t.Name)
	}
	if len(lead) == maxGroupSteps {
		p.fail(s.path, in.at, "leads over more than %d relationships", maxGroupSteps)
	}
	in.edge = true
	return p.groupBy(x, rel.Target, append(slices.Clone(lead), rel), in)
}

func (p *planner) groupByEdge(v any, lead []*schema.Rel, s scope) query.GroupBy {
	if !s.edge {
		p.fail(s.path, s.at, "no edge leads here; it is for groups within a relationship")
	}
	k, x := p.single(v, "it", s)
	p.condition(s.path)
	if k == "role" {
		return query.GroupBy{Path: lead, Role: true, Bucket: p.bucket(x, schema.String, k, s.in(k))}
	}
	return query.GroupBy{Path: lead, Edge: schema.Span(k), Bucket: p.bucket(x, schema.Date, k, s.in(k))}
}

// single is the one member of an input object.
func (p *planner) single(v any, what string, s scope) (string, any) {
	m := p.input(v, s)
	if len(m) != 1 {
		p.fail(s.path, s.at, "names %d fields; %s names exactly one", len(m), what)
	}
	for k, x := range m {
		return k, x
	}
	return "", nil
}

// bucket reads what of a field is the key.
func (p *planner) bucket(v any, kind schema.Kind, name string, s scope) value.Bucket {
	p.given(v, s)
	b := value.Bucket(p.text(v, s.path, s.at))
	switch b {
	case "VALUE":
		return ""
	case value.Year, value.Quarter, value.Month, value.FinancialYear:
		if kind == schema.Date || kind == schema.DateTime {
			return b
		}
		p.fail(s.path, s.at, "%s is a bucket of dates, and %s is of kind %s, which is grouped by VALUE", b, name, kind)
	}
	p.fail(s.path, s.at, "%s is no bucket; VALUE is, and of a date YEAR, QUARTER, MONTH and FINANCIAL_YEAR", b)
	return ""
}

// groupKey plans what is asked of a group's key: it has the shape of `by`, and holds nothing else.
func (p *planner) groupKey(f graphql.CollectedField, g *query.Groups, lead []string, path ast.Path) *query.Out {
	name := f.Definition.Type.Name()
	out := &query.Out{Key: f.Alias, Kind: query.GroupKey}
	for _, k := range p.collect(f.Selections, name) {
		way := append(slices.Clone(lead), k.Name)
		at := append(slices.Clone(path), ast.PathName(k.Alias))
		switch {
		case k.Name == "__typename":
			out.Kids = append(out.Kids, &query.Out{Key: k.Alias, Kind: query.Const, Text: name})
		case len(k.Selections) > 0:
			out.Kids = append(out.Kids, p.groupKey(k, g, way, at))
		default:
			dotted := strings.Join(way, ".")
			i := slices.IndexFunc(g.By, func(b query.GroupBy) bool { return keyName(b) == dotted })
			if i < 0 {
				names := make([]string, len(g.By))
				for i, b := range g.By {
					names[i] = keyName(b)
				}
				p.fail(at, "key."+dotted, "is not grouped by; `by` names %s", strings.Join(names, ", "))
			}
			out.Kids = append(out.Kids, &query.Out{Key: k.Alias, Kind: query.GroupValue, At: i})
		}
	}
	return out
}

// having plans the conditions on groups. Keys are visited in order of name, so that one request is always one statement.
func (p *planner) having(v any, t *schema.Type, s scope) (out []query.Having) {
	m := p.input(v, s)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		in := s.in(k)
		f := t.Field(k)
		switch {
		case k == "count":
			out = append(out, p.compareMeasure(m[k], query.Measure{}, number, in)...)
		case f == nil:
			out = append(out, p.compareMeasure(m[k], query.Measure{Distinct: t.Rel(k)}, number, in)...)
		default:
			p.given(m[k], in)
			list, ok := m[k].([]any)
			if !ok {
				list = []any{m[k]}
			}
			for _, x := range list {
				out = append(out, p.compareStats(x, f, in)...)
			}
		}
	}
	return out
}

// compareStats plans conditions on the statistics of a field, of amounts within one unit.
func (p *planner) compareStats(v any, f *schema.Field, s scope) (out []query.Having) {
	m := p.input(v, s)
	of := query.Measure{Field: f, Unit: p.unit(m, f, s)}
	for _, fn := range slices.Sorted(maps.Keys(m)) {
		as := query.Value(f)
		switch {
		case f.Value != nil && fn == f.Unit().Name:
			continue
		case fn == "count":
			as = number
		case fn == "sum" && f.Value == nil:
			as = wholeSum
		}
		of.Fn = fn
		out = append(out, p.compareMeasure(m[fn], of, as, s.in(fn))...)
	}
	return out
}

// wholeSum is the field that a sum of whole numbers is compared as.
var wholeSum = &schema.Field{Name: "sum", Kind: schema.Long, NonNull: true}

// unit is the one that amounts are taken in; empty for other numbers.
func (p *planner) unit(m map[string]any, f *schema.Field, s scope) string {
	if f.Value == nil {
		return ""
	}
	name := f.Unit().Name
	unit := p.text(m[name], s.path, s.at+"."+name)
	if unit == "" {
		p.fail(s.path, s.at+"."+name, "is empty; amounts of one %s only compare", name)
	}
	return unit
}

func (p *planner) compareMeasure(v any, of query.Measure, as *schema.Field, s scope) (out []query.Having) {
	for _, w := range p.compare(v, as, leaf{number: true}, s) {
		if w.Op == query.IsNull {
			p.fail(s.path, s.at, "isNull does not go with a group's numbers; a group without a value has the count 0 of it")
		}
		out = append(out, query.Having{Of: of, Op: w.Op, Value: w.Value})
	}
	return out
}

// groupOrder plans one key of an ordering of groups.
func (p *planner) groupOrder(v any, g *query.Groups, t *schema.Type, s scope) query.GroupOrder {
	k, x := p.single(v, "each entry of an ordering", s)
	in := s.in(k)
	p.condition(s.path)
	f := t.Field(k)
	switch {
	case k == "key":
		m := p.input(x, in)
		i := int64(0)
		if m["index"] != nil {
			var ok bool
			if i, ok = integer(m["index"]); !ok || i < 0 || i >= int64(len(g.By)) {
				p.fail(s.path, in.at+".index", "%v; `by` names keys 0 to %d", m["index"], len(g.By)-1)
			}
		}
		return query.GroupOrder{Key: int(i), Desc: p.descending(m["sort"], in.in("sort"))}
	case k == "count":
		return query.GroupOrder{Of: &query.Measure{}, Desc: p.descending(x, in)}
	case f == nil:
		return query.GroupOrder{Of: &query.Measure{Distinct: t.Rel(k)}, Desc: p.descending(x, in)}
	}
	m := p.input(x, in)
	of := &query.Measure{Field: f, Unit: p.unit(m, f, in)}
	if f.Value != nil {
		m = maps.Clone(m)
		delete(m, f.Unit().Name)
	}
	fn, x := p.single(m, "beside a unit or currency it", in)
	of.Fn = fn
	return query.GroupOrder{Of: of, Desc: p.descending(x, in.in(fn))}
}
