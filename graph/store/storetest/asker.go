package storetest

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Asker makes random questions of a world: of every kind, several deep, at every time. What it makes passes CheckTree.
type Asker struct {
	m       *schema.Model
	r       *rand.Rand
	pool    map[string][]any    // values by column
	ids     map[string][]string // by concrete type
	any     []string            // every id and alias
	present map[string]bool     // types of edges that there are
	roles   []any
	texts   []string
	types   []string // of every node that was told of, as often as it was
	at      []value.Instant
	left    int // connections that may still be asked for
}

// NewAsker asks about what these batches say, told at these instants.
func NewAsker(m *schema.Model, seed int64, batches []*store.Batch, at []value.Instant) *Asker {
	a := &Asker{m: m, r: rand.New(rand.NewPCG(uint64(seed), 0xa5ce5)), pool: map[string][]any{}, ids: map[string][]string{}, present: map[string]bool{}, at: at, any: []string{"", "x:none"}}
	for _, b := range batches {
		for _, n := range b.Nodes {
			for _, f := range m.Type(n.Type).Leaves() {
				if v := n.Fields[f.Column]; v != nil {
					a.pool[f.Column] = append(a.pool[f.Column], v)
				}
			}
			a.types = append(a.types, n.Type)
			if !slices.Contains(a.ids[n.Type], n.ID) {
				a.ids[n.Type] = append(a.ids[n.Type], n.ID)
				a.any = append(a.any, n.ID)
			}
			for _, e := range n.Edges {
				a.present[e.Type] = true
				if e.Role != "" {
					a.roles = append(a.roles, e.Role)
				}
			}
			for _, t := range n.Texts {
				a.texts = append(a.texts, t.Text)
			}
		}
		for _, x := range b.Aliases {
			a.any = append(a.any, x.ID)
		}
	}
	return a
}

func (a *Asker) oneIn(n int) bool { return a.r.IntN(n) == 0 }

// Tree is a random question.
func (a *Asker) Tree() *query.Tree {
	a.left = 6
	t := &query.Tree{Time: a.time()}
	if a.oneIn(20) {
		t.Root = &query.Out{Kind: query.Tuple}
		for range a.r.IntN(4) {
			t.Root.Kids = append(t.Root.Kids, a.root())
		}
		return t
	}
	t.Root = a.root()
	return t
}

func (a *Asker) root() *query.Out {
	typ := a.typ()
	switch a.r.IntN(10) {
	case 0, 1:
		return &query.Out{Key: "one", Kind: query.One, Conn: &query.Conn{Type: typ, IDs: &query.IDs{Values: []string{a.id(typ)}}}, Sel: a.selection(typ, 3)}
	case 2:
		ids := &query.IDs{List: true}
		for range a.r.IntN(6) {
			ids.Values = append(ids.Values, a.id(typ))
		}
		return &query.Out{Key: "list", Kind: query.List, Conn: &query.Conn{Type: typ, IDs: ids}, Sel: a.selection(typ, 2)}
	}
	return &query.Out{Key: "many", Kind: query.Many, Conn: a.conn(typ, nil, 3)}
}

// time is one of the four combinations; days and instants are on the boundaries and beside them.
func (a *Asker) time() (t query.Time) {
	if a.oneIn(2) {
		d := firstDay - 1 + value.Day(max(a.r.IntN(7), a.r.IntN(7)))
		t.AsOf = &d
	}
	if a.oneIn(2) {
		k := value.MaxInstant - 1
		if len(a.at) > 0 && !a.oneIn(6) { // the later, the more there is
			k = max(pickOne(a.r, a.at), pickOne(a.r, a.at)) + value.Instant(a.r.IntN(3)) - 1
		}
		t.KnownAt = &k
		if a.oneIn(4) {
			ends := k + value.Instant(a.r.IntN(2))*second
			t.Ends = &ends
		}
	}
	return t
}

// typ is the type of some node, mostly, or an interface of it.
func (a *Asker) typ() *schema.Type {
	if a.oneIn(4) { // one with a relationship that is worked out from facts
		for range 20 {
			t := pickOne(a.r, a.m.Types)
			if r := a.rel(t, func(r *schema.Rel) bool { return r.From != nil || r.Latest != nil }); r != nil && a.present[r.Type] {
				return t
			}
		}
	}
	t := pickOne(a.r, a.m.Types)
	if n := a.m.Type(a.types[a.r.IntN(len(a.types))]); !a.oneIn(10) {
		t = n
	}
	for _, i := range a.m.Types {
		if i.Interface && i.Has(t.Name) && a.oneIn(6) {
			return i
		}
	}
	return t
}

// rel is one of a type's relationships, mostly one of which there are edges; nil where the type has none.
func (a *Asker) rel(t *schema.Type, ok func(*schema.Rel) bool) (out *schema.Rel) {
	var all []*schema.Rel
	for _, r := range t.Rels {
		if ok(r) {
			all = append(all, r)
		}
	}
	best := a.oneIn(2) // one of which there is much to get wrong
	for range 6 {
		if len(all) > 0 && (out == nil || !a.present[out.Type] || best && out.From == nil && out.Latest == nil) {
			if r := pickOne(a.r, all); out == nil || a.present[r.Type] || !a.present[out.Type] {
				out = r
			}
		}
	}
	return out
}

// id is one of a type's, mostly.
func (a *Asker) id(t *schema.Type) string {
	for range 4 {
		if ids := a.ids[pickOne(a.r, t.Impl).Name]; len(ids) > 0 && !a.oneIn(5) {
			return pickOne(a.r, ids)
		}
	}
	return pickOne(a.r, a.any)
}

func (a *Asker) conn(t *schema.Type, rel *schema.Rel, depth int) *query.Conn {
	a.left--
	c := &query.Conn{Type: t, Rel: rel}
	if rel == nil && a.oneIn(6) && len(a.texts) > 0 {
		a.search(c)
	}
	if a.oneIn(3) {
		c.Where = a.where(t, rel, 3)
	}
	for range a.r.IntN(3) {
		c.Order = append(c.Order, a.order(c))
	}
	if c.Search != nil && a.oneIn(2) {
		c.Order = []query.Order{{Rank: query.RankClass}, {Rank: query.RankWords}, {Rank: query.RankName}}
	}
	c.Order = append(c.Order, query.Order{Field: t.Field("id"), Desc: a.oneIn(5)})
	sizes := []int{0, 1, 2, 3, 3, 5, 5, 20, 20, MaxPage}
	if depth < 3 {
		sizes = sizes[:9]
	}
	if n := pickOne(a.r, sizes); a.oneIn(3) {
		c.Back, c.Last = true, n
	} else {
		c.First = n
	}
	if a.oneIn(4) {
		for _, o := range c.Order {
			c.Cursor = append(c.Cursor, a.key(o, c))
		}
	}
	a.parts(c, depth)
	Flags(c)
	return c
}

// search asks for the first words of a text that is there, the last cut short, or for two words of different texts.
func (a *Asker) search(c *query.Conn) {
	all := value.Words(pickOne(a.r, a.texts))
	if len(all) == 0 {
		all = []string{"joint"}
	}
	s := &query.Search{Words: slices.Clone(all[:1+a.r.IntN(len(all))])}
	if a.oneIn(4) {
		s.Words = append(s.Words, value.Words(pickOne(a.r, words) + " joint")[0])
	}
	if a.oneIn(4) {
		slices.Reverse(s.Words)
	}
	end := &s.Words[len(s.Words)-1]
	if runes := []rune(*end); a.oneIn(2) {
		*end = string(runes[:1+a.r.IntN(len(runes))])
	}
	if a.oneIn(3) {
		for _, t := range c.Type.Impl {
			if a.oneIn(3) {
				s.Types = append(s.Types, t)
			}
		}
	}
	c.Search = s
}

// parts asks for some of what a connection has, in any order, under any name.
func (a *Asker) parts(c *query.Conn, depth int) {
	add := func(k query.Kind) *query.Out {
		o := &query.Out{Key: "p" + strconv.Itoa(len(c.Out)), Kind: k}
		c.Out = append(c.Out, o)
		return o
	}
	for range 1 + a.r.IntN(3) {
		switch a.r.IntN(9) {
		case 8:
			a.groups(c, add(query.Grouped))
		case 0, 1, 2:
			if c.Rel != nil && c.Rel.From != nil {
				a.edges(c, add(query.Edges), depth)
				break
			}
			add(query.Nodes).Sel = a.selection(c.Type, depth-1)
		case 3:
			a.edges(c, add(query.Edges), depth)
		case 4:
			add(query.TotalCount)
		case 5:
			o := add(query.PageInfo)
			for _, k := range []query.Kind{query.HasNext, query.HasPrevious, query.StartCursor, query.EndCursor, query.Const} {
				if a.oneIn(2) {
					o.Kids = append(o.Kids, &query.Out{Key: "i" + strconv.Itoa(int(k)), Kind: k, Text: "PageInfo"})
				}
			}
		case 6:
			a.aggregate(c.Type, add(query.Aggregate))
		case 7:
			add(query.Const).Text = "Connection"
		}
	}
}

func (a *Asker) edges(c *query.Conn, o *query.Out, depth int) {
	add := func(k query.Kind) *query.Out {
		x := &query.Out{Key: "e" + strconv.Itoa(len(o.Kids)), Kind: k}
		o.Kids = append(o.Kids, x)
		return x
	}
	for range 1 + a.r.IntN(4) {
		switch n := a.r.IntN(7); {
		case n == 0:
			add(query.Cursor)
		case n == 1 && (c.Rel == nil || a.oneIn(2)):
			add(query.Const).Text = "Edge"
		case n <= 2 && c.Rel != nil:
			add(query.EdgeScalar).Edge = pickOne(a.r, []schema.Span{schema.Since, schema.Until})
		case n == 3 && c.Rel != nil:
			add(query.EdgeScalar).Role = true
		case n == 4 && c.Rel != nil && c.Rel.Derived():
			x := add(query.EdgeOne)
			x.Conn = &query.Conn{Type: c.Rel.From.Fact, EdgeFact: true}
			x.Sel = a.selection(x.Conn.Type, depth-1)
		case n < 5 && c.Search != nil:
			x := add(query.Matched)
			x.Kids = []*query.Out{{Key: "f", Kind: query.MatchField}, {Key: "c", Kind: query.Const, Text: "Match"}, {Key: "t", Kind: query.MatchText}}
		default:
			add(query.Node).Sel = a.selection(c.Type, depth-1)
		}
	}
}

func (a *Asker) aggregate(t *schema.Type, o *query.Out) {
	for i := range 1 + a.r.IntN(3) {
		x := &query.Out{Key: "a" + strconv.Itoa(i), Kind: query.Count}
		o.Kids = append(o.Kids, x)
		switch f := pickOne(a.r, t.Fields); {
		case a.oneIn(5) && len(t.Rels) > 0:
			x.Kind = query.Distinct
			for range a.r.IntN(3) {
				x.Kids = append(x.Kids, &query.Out{Key: "r" + strconv.Itoa(len(x.Kids)), Kind: query.Related, Rel: a.rel(t, func(*schema.Rel) bool { return true })})
			}
		case a.oneIn(4):
		default:
			if fns := functions(f); len(fns) > 0 {
				x.Kind, x.Field = query.Stats, f
				for range 1 + a.r.IntN(4) {
					x.Kids = append(x.Kids, &query.Out{Key: "f" + strconv.Itoa(len(x.Kids)), Kind: query.Fn, Name: pickOne(a.r, fns)})
				}
			}
		}
	}
}

// selection reads a node in one variant, or in several that part the types between them.
func (a *Asker) selection(t *schema.Type, depth int) []query.Variant {
	left := slices.Clone(t.Impl)
	var out []query.Variant
	if t.Interface && a.oneIn(2) {
		for range 1 + a.r.IntN(3) {
			if len(left) < 2 {
				break
			}
			v := query.Variant{Type: pickOne(a.r, left)}
			if i := pickOne(a.r, a.m.Types); i.Interface && a.oneIn(2) && slices.ContainsFunc(left, func(c *schema.Type) bool { return i.Has(c.Name) }) {
				v.Type = i
			}
			for _, c := range left {
				if v.Type.Has(c.Name) {
					v.Types = append(v.Types, c)
				}
			}
			left = slices.DeleteFunc(left, func(c *schema.Type) bool { return slices.Contains(v.Types, c) })
			a.fields(&v, depth)
			out = append(out, v)
		}
	}
	if len(left) > 0 {
		v := query.Variant{Type: t, Types: left}
		if len(left) == 1 && a.oneIn(2) {
			v.Type = left[0]
		}
		a.fields(&v, depth)
		out = append(out, v)
	}
	return out
}

func (a *Asker) fields(v *query.Variant, depth int) {
	add := func(k query.Kind) *query.Out {
		o := &query.Out{Key: "n" + strconv.Itoa(len(v.Out)), Kind: k}
		v.Out = append(v.Out, o)
		return o
	}
	if a.oneIn(2) {
		add(query.Scalar).Field = v.Type.Field("id")
	}
	for range 1 + a.r.IntN(3) {
		n := a.r.IntN(10)
		r := a.rel(v.Type, func(*schema.Rel) bool { return true })
		f := pickOne(a.r, v.Type.Fields)
		if !f.Stated && a.oneIn(2) { // those that are read in a way of their own come twice as often
			f = pickOne(a.r, v.Type.Fields)
		}
		switch {
		case n == 0 && len(v.Types) > 1:
			add(query.TypeName)
		case n == 0:
			add(query.Const).Text = v.Type.Name
		case n < 5 && r != nil && depth > 0 && a.left > 0 && r.Many:
			add(query.Many).Conn = a.conn(r.Target, r, depth-1)
		case n < 5 && r != nil && depth > 0 && a.left > 0:
			o := add(query.One)
			o.Conn = &query.Conn{Type: r.Target, Rel: r}
			o.Sel = a.selection(r.Target, depth-1)
		case f.Value != nil:
			o := add(query.Object)
			o.Field = f
			for _, p := range f.Parts {
				if !a.oneIn(3) {
					o.Kids = append(o.Kids, &query.Out{Key: p.Name, Kind: query.Scalar, Field: p})
				}
			}
			o.Kids = append(o.Kids, &query.Out{Key: "__typename", Kind: query.Const, Text: f.Value.Name})
		default:
			add(query.Scalar).Field = f
		}
	}
}
