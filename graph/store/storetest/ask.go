package storetest

import (
	"fmt"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// The small language in which the suite asks: each function makes one part of a tree once it knows the type it stands at.
type (
	pick func(t *schema.Type) *query.Out                    // a field of a node
	part func(c *query.Conn)                                // a part of a connection
	cond func(t *schema.Type, rel *schema.Rel) *query.Where // a filter; rel is the relationship that it stands below
)

// many asks for a root connection.
func (p build) many(typ string, parts ...part) *query.Tree {
	return &query.Tree{Root: &query.Out{Key: typ, Kind: query.Many, Conn: connect(p.m.Type(typ), nil, parts)}}
}

// list asks for the ids of a root connection's nodes.
func (p build) list(typ string, parts ...part) *query.Tree {
	return p.many(typ, append(parts, nodes(f("id")))...)
}

// get asks for one node by its id.
func (p build) get(typ, id string, picks ...pick) *query.Tree {
	t := p.m.Type(typ)
	return &query.Tree{Root: &query.Out{Key: typ, Kind: query.One, Sel: selection(t, picks),
		Conn: &query.Conn{Type: t, IDs: &query.IDs{Values: []string{id}}}}}
}

// gets asks for several nodes by their ids.
func (p build) gets(typ string, ids []string, picks ...pick) *query.Tree {
	t := p.m.Type(typ)
	return &query.Tree{Root: &query.Out{Key: typ, Kind: query.List, Sel: selection(t, picks),
		Conn: &query.Conn{Type: t, IDs: &query.IDs{List: true, Values: ids}}}}
}

// tuple asks several questions at once.
func tuple(trees ...*query.Tree) *query.Tree {
	root := &query.Out{Kind: query.Tuple}
	for _, t := range trees {
		root.Kids = append(root.Kids, t.Root)
	}
	return &query.Tree{Root: root}
}

// types are those of the model by their names, in one text.
func (p build) types(names string) (out []*schema.Type) {
	for name := range strings.FieldsSeq(names) {
		out = append(out, p.m.Type(name))
	}
	return out
}

// at puts a question at a time: a day or "", an instant or 0.
func at(t *query.Tree, asOf string, knownAt value.Instant) *query.Tree {
	out := *t
	if asOf != "" {
		d := day(asOf)
		out.Time.AsOf = &d
	}
	if knownAt != 0 {
		out.Time.KnownAt = &knownAt
	}
	return &out
}

func connect(t *schema.Type, rel *schema.Rel, parts []part) *query.Conn {
	c := &query.Conn{Type: t, Rel: rel, First: 1000}
	for _, p := range parts {
		p(c)
	}
	if n := len(c.Order); n == 0 || c.Order[n-1].Field == nil || c.Order[n-1].Field.Name != "id" || len(c.Order[n-1].Path) > 0 {
		c.Order = append(c.Order, query.Order{Field: t.Field("id")})
	}
	Flags(c)
	return c
}

// Flags sets what a connection's answer must hold from the fields that it is asked for.
func Flags(c *query.Conn) {
	c.Page, c.More, c.Behind, c.Keys = false, false, false, false
	for _, o := range c.Out {
		switch o.Kind {
		case query.Nodes, query.Edges:
			c.Page = true
		}
		if o.Kind != query.Edges && o.Kind != query.PageInfo {
			continue
		}
		for _, k := range o.Kids {
			switch k.Kind {
			case query.Cursor, query.StartCursor, query.EndCursor:
				c.Page, c.Keys = true, true
			case query.HasNext, query.HasPrevious:
				if (k.Kind == query.HasPrevious) == c.Back {
					c.Page, c.More = true, true
				} else {
					c.Behind = true
				}
			}
		}
	}
}

func selection(t *schema.Type, picks []pick) []query.Variant {
	v := query.Variant{Type: t, Types: t.Impl}
	for _, p := range picks {
		v.Out = append(v.Out, p(t))
	}
	return []query.Variant{v}
}

// f is a scalar or a whole value object; several are parted by spaces.
func f(name string) pick {
	return func(t *schema.Type) *query.Out {
		field := t.Field(name)
		if field == nil {
			panic(fmt.Sprintf("storetest: %s has no field %s", t.Name, name))
		}
		if field.Value == nil {
			return &query.Out{Key: name, Kind: query.Scalar, Field: field}
		}
		out := &query.Out{Key: name, Kind: query.Object, Field: field}
		for _, p := range field.Parts {
			out.Kids = append(out.Kids, &query.Out{Key: p.Name, Kind: query.Scalar, Field: p})
		}
		return out
	}
}

// fs are several fields.
func fs(names string) (out []pick) {
	for _, name := range strings.Fields(names) {
		out = append(out, f(name))
	}
	return out
}

// typeName is the concrete type of what a variant of several types finds.
func typeName(*schema.Type) *query.Out { return &query.Out{Key: "__typename", Kind: query.TypeName} }

// rel is a connection of a node.
func rel(name string, parts ...part) pick {
	return func(t *schema.Type) *query.Out {
		r := relOf(t, name)
		return &query.Out{Key: name, Kind: query.Many, Conn: connect(r.Target, r, parts)}
	}
}

// one is a to-one relationship of a node.
func one(name string, picks ...pick) pick {
	return func(t *schema.Type) *query.Out {
		r := relOf(t, name)
		return &query.Out{Key: name, Kind: query.One, Conn: &query.Conn{Type: r.Target, Rel: r}, Sel: selection(r.Target, picks)}
	}
}

func relOf(t *schema.Type, name string) *schema.Rel {
	r := t.Rel(name)
	if r == nil {
		panic(fmt.Sprintf("storetest: %s has no relationship %s", t.Name, name))
	}
	return r
}

func nodes(picks ...pick) part {
	return func(c *query.Conn) {
		c.Out = append(c.Out, &query.Out{Key: "nodes", Kind: query.Nodes, Sel: selection(c.Type, picks)})
	}
}

// edges are rows with their edge: "since until role", "cursor", and "fact" for the fact's id; then the node.
func edges(names string, picks ...pick) part {
	return func(c *query.Conn) {
		out := &query.Out{Key: "edges", Kind: query.Edges}
		for _, name := range strings.Fields(names) {
			k := &query.Out{Key: name}
			switch name {
			case "cursor":
				k.Kind = query.Cursor
			case "role":
				k.Kind, k.Role = query.EdgeScalar, true
			case "fact":
				k.Kind, k.Conn = query.EdgeOne, &query.Conn{Type: c.Rel.From.Fact, EdgeFact: true}
				k.Sel = selection(k.Conn.Type, fs("id"))
			case "matched":
				k.Kind = query.Matched
				k.Kids = []*query.Out{{Key: "field", Kind: query.MatchField}, {Key: "text", Kind: query.MatchText}}
			default:
				k.Kind, k.Edge = query.EdgeScalar, schema.Span(name)
			}
			out.Kids = append(out.Kids, k)
		}
		out.Kids = append(out.Kids, &query.Out{Key: "node", Kind: query.Node, Sel: selection(c.Type, picks)})
		c.Out = append(c.Out, out)
	}
}

// pageInfo asks for some of hasNextPage hasPreviousPage startCursor endCursor.
func pageInfo(names string) part {
	kinds := map[string]query.Kind{"hasNextPage": query.HasNext, "hasPreviousPage": query.HasPrevious, "startCursor": query.StartCursor, "endCursor": query.EndCursor}
	return func(c *query.Conn) {
		out := &query.Out{Key: "pageInfo", Kind: query.PageInfo}
		for _, name := range strings.Fields(names) {
			out.Kids = append(out.Kids, &query.Out{Key: name, Kind: kinds[name]})
		}
		c.Out = append(c.Out, out)
	}
}

func total(c *query.Conn) {
	c.Out = append(c.Out, &query.Out{Key: "totalCount", Kind: query.TotalCount})
}

// stats is an aggregate: "count", "distinct: relationships", or "field: functions".
func stats(list ...string) part {
	return func(c *query.Conn) {
		c.Out = append(c.Out, &query.Out{Key: "aggregate", Kind: query.Aggregate, Kids: counted(c.Type, list)})
	}
}

// counted is what is counted of all nodes, or of those of a group.
func counted(t *schema.Type, list []string) (out []*query.Out) {
	for _, s := range list {
		name, fns, ok := strings.Cut(s, ":")
		k := &query.Out{Key: name, Kind: query.Count}
		out = append(out, k)
		switch {
		case !ok:
		case name == "distinct":
			k.Kind = query.Distinct
			for _, r := range strings.Fields(fns) {
				k.Kids = append(k.Kids, &query.Out{Key: r, Kind: query.Related, Rel: relOf(t, r)})
			}
		default:
			k.Kind, k.Field = query.Stats, t.Field(name)
			for _, fn := range strings.Fields(fns) {
				k.Kids = append(k.Kids, &query.Out{Key: fn, Kind: query.Fn, Name: fn})
			}
		}
	}
	return out
}

func first(n int) part { return func(c *query.Conn) { c.First = n } }

func last(n int) part { return func(c *query.Conn) { c.First, c.Last, c.Back = 0, n, true } }

func after(keys ...any) part { return func(c *query.Conn) { c.Cursor = keys } }

func search(words string) part {
	return func(c *query.Conn) { c.Search = &query.Search{Words: value.Words(words)} }
}

// by gives orders: "name", "-when.start", "@since" of the edge, "#terms" for a number, "meeting.name" over to-one
// relationships, "!class" "!words" "!name" of a search.
func by(keys ...string) part {
	return func(c *query.Conn) {
		for _, k := range keys {
			c.Order = append(c.Order, orderOf(c.Type, k))
		}
	}
}

func orderOf(t *schema.Type, k string) (o query.Order) {
	k, o.Desc = strings.CutPrefix(k, "-")
	switch k[0] {
	case '@':
		o.Edge = schema.Span(k[1:])
		return o
	case '#':
		o.Count = &query.CountOf{Rel: relOf(t, k[1:])}
		return o
	case '!':
		o.Rank = map[string]query.Rank{"!class": query.RankClass, "!words": query.RankWords, "!name": query.RankName}[k]
		return o
	}
	steps := strings.Split(k, ".")
	for i, s := range steps {
		if r := t.Rel(s); r != nil {
			o.Path, t = append(o.Path, r), r.Target
			continue
		}
		o.Field = t.Field(s)
		if i < len(steps)-1 {
			o.Field = o.Field.Part(steps[i+1])
			break
		}
	}
	return o
}
