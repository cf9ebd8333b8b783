package storetest

import (
	"reflect"
	"slices"
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
)

// grown is an oracle that was told a random world, and who asks about it.
type grown struct {
	*testing.T
	build
	s  *memory.Store
	a  *Asker
	at []value.Instant
}

func grow(t *testing.T, seed int64) *grown {
	g := &grown{T: t, build: build{schema.Domain()}}
	now := Start
	g.s = memory.New(g.m, func() value.Instant { return now })
	batches := World(seed, worldSteps)
	for _, b := range batches {
		now += second
		filled := *b
		var err error
		if filled.Base, err = g.s.Last(t.Context()); err != nil {
			t.Fatal(err)
		}
		told, err := g.s.Upsert(t.Context(), &filled)
		if err != nil {
			t.Fatal(err)
		}
		g.at = append(g.at, told)
	}
	g.a = NewAsker(g.m, seed, batches, g.at)
	return g
}

// cells are those of a root connection with its parts.
func (g *grown) cells(t *schema.Type, time query.Time, parts ...part) []any {
	g.Helper()
	tree := g.many(t.Name, parts...)
	tree.Time = time
	if err := CheckTree(tree); err != nil {
		g.Fatal(err)
	}
	c, err := g.s.Read(g.Context(), tree)
	if err != nil {
		g.Fatal(err)
	}
	return c.([]any)
}

func (g *grown) idsOf(t *schema.Type, time query.Time, parts ...part) (out []string) {
	g.Helper()
	for _, row := range g.cells(t, time, append(parts, nodes(f("id")))...)[0].([]any) {
		out = append(out, row.([]any)[1].([]any)[0].(string))
	}
	return out
}

func given(w *query.Where) cond {
	return func(*schema.Type, *schema.Rel) *query.Where { return w }
}

// What must hold of any answers, whatever the data: the oracle is not only compared with what its author expected.
func TestOracle(t *testing.T) {
	for seed := int64(100); seed < 106; seed++ {
		g := grow(t, seed)
		for range 60 {
			typ, time := g.a.typ(), g.a.time()
			w := given(g.a.where(typ, nil, 3))
			g.parts(typ, time, w)
			g.relations(typ, time)
			g.orders(typ, time, w)
			g.groups(typ, time, w)
			g.clocks(typ)
		}
		g.searches()
	}
}

// parts: a filter and its contrary part the nodes, and what is summed over them.
func (g *grown) parts(typ *schema.Type, time query.Time, w cond) {
	g.Helper()
	yes, no, whole := g.idsOf(typ, time, where(w)), g.idsOf(typ, time, where(not(w))), g.idsOf(typ, time)
	both := slices.Sorted(slices.Values(append(slices.Clone(yes), no...)))
	if !slices.Equal(both, whole) {
		g.Errorf("%q and %q are not %q\n%s", yes, no, whole, g.list(typ.Name, where(w)))
	}
	n := g.cells(typ, time, where(w), total, stats("count"))
	if n[0] != int64(len(yes)) || !reflect.DeepEqual(n[1], []any{int64(len(yes))}) {
		g.Errorf("%v for %d nodes", n, len(yes))
	}
	for _, field := range typ.Fields {
		if !slices.Contains(functions(field), "sum") {
			continue
		}
		sum := func(parts ...part) map[any]int64 {
			out := map[any]int64{}
			cell := g.cells(typ, time, append(parts, stats(field.Name+":sum"))...)[0].([]any)[0].([]any)
			if field.Value == nil {
				cell = []any{append([]any{""}, cell...)}
			}
			for _, unit := range cell {
				if v := unit.([]any); v[1] != int64(0) {
					out[v[0]] += v[1].(int64)
				}
			}
			return out
		}
		both := sum(where(w))
		for unit, v := range sum(where(not(w))) {
			if both[unit] += v; both[unit] == 0 {
				delete(both, unit)
			}
		}
		if want := sum(); !reflect.DeepEqual(both, want) {
			g.Errorf("sums of %s: %v, want %v\n%s", field.Name, both, want, g.list(typ.Name, where(w)))
		}
	}
}

// groups: those of one own key, or one over to-one relationships, part the nodes between them and what is summed over them; by
// an own value a group is what a filter by it finds; a node is in a group of what it leads to where a filter says that it
// leads there.
func (g *grown) groups(typ *schema.Type, time query.Time, w cond) {
	g.Helper()
	by := g.a.groupBy(&query.Conn{Type: typ})
	if by.Role && (by.Path[len(by.Path)-1].From == nil || by.Path[len(by.Path)-1].From.Role == nil) {
		return // no filter asks for a role that no edge has
	}
	keyed := func(parts ...part) []any {
		out := &query.Out{Key: "g", Kind: query.Grouped, Group: &query.Groups{By: []query.GroupBy{by}, First: MaxPage}, Kids: counted(typ, []string{"count"})}
		return g.cells(typ, time, append(parts, func(c *query.Conn) { c.Out = append(c.Out, out) })...)[0].([]any)
	}
	size := func(group any) int64 { return group.([]any)[1].(int64) }
	whole := g.cells(typ, time, where(w), total)[0].(int64)
	sum, most := int64(0), int64(0)
	for _, group := range keyed(where(w)) {
		sum, most = sum+size(group), max(most, size(group))
		key := group.([]any)[0].([]any)[0]
		if n := g.cells(typ, time, where(and(w, has(by, by.Path, key))), total)[0]; n != size(group) {
			g.Errorf("%v %v has %d nodes, a filter by it finds %v\n%s", by, key, size(group), n, g.list(typ.Name, where(w)))
		}
	}
	if !by.Many() && sum != whole || sum < whole || most > whole {
		g.Errorf("groups by %v of %d, %d at most, are not of %d nodes\n%s", by, sum, most, whole, g.list(typ.Name, where(w)))
	}
}

// has is the filter of the nodes that belong to a group: those that lead to a node with the value, where it is null also those
// that lead nowhere.
func has(by query.GroupBy, path []*schema.Rel, key any) cond {
	if len(path) > 0 {
		r := path[0]
		leads := func(c cond) cond {
			return func(*schema.Type, *schema.Rel) *query.Where {
				return &query.Where{Op: query.Some, Rel: r, Kids: []*query.Where{c(r.Target, r)}}
			}
		}
		if to := leads(has(by, path[1:], key)); key != nil {
			return to
		}
		return or(leads(has(by, path[1:], nil)), not(leads(yes)))
	}
	return func(*schema.Type, *schema.Rel) *query.Where {
		if by.Field == schema.TypeField && key != nil {
			return &query.Where{Op: query.OfType, Types: []*schema.Type{schema.Domain().Type(key.(string))}}
		}
		leaf := func(op query.Op, v any) *query.Where {
			return &query.Where{Op: op, Field: by.Field, Edge: by.Edge, Role: by.Role, Value: v}
		}
		switch {
		case key == nil && by.Field == schema.TypeField:
			return &query.Where{Op: query.Or} // every node has one
		case key == nil:
			return leaf(query.IsNull, true)
		case by.Bucket == "":
			return leaf(query.Eq, key)
		}
		// The period is read from its text, as a person would ask for it.
		period, err := value.ParseWhen(string(by.Bucket.Append(nil, key.(int64))))
		if err != nil {
			panic(err)
		}
		per := int64(1)
		if by.Edge == "" && by.Field.Kind == schema.DateTime {
			per = value.MicrosPerDay
		}
		return &query.Where{Op: query.And, Kids: []*query.Where{leaf(query.Gte, int64(period.Start)*per), leaf(query.Lt, int64(period.End+1)*per)}}
	}
}

// relations: none is not some, all is none of the contrary, a count of none is none, and both ends see one relationship.
func (g *grown) relations(typ *schema.Type, time query.Time) {
	g.Helper()
	r := g.a.rel(typ, func(r *schema.Rel) bool { return r.Many })
	if r == nil {
		return
	}
	w := given(g.a.where(r.Target, r, 2))
	same := func(what string, a, b cond) {
		g.Helper()
		if a, b := g.idsOf(typ, time, where(a)), g.idsOf(typ, time, where(b)); !slices.Equal(a, b) {
			g.Errorf("%s: %q and %q\n%s", what, a, b, g.list(typ.Name, where(some(r.Name, w))))
		}
	}
	same("none", none(r.Name, w), not(some(r.Name, w)))
	same("all", all(r.Name, w), none(r.Name, not(w)))
	same("count of none", number(r.Name, w, eq("#", 0)), none(r.Name, w))
	same("count of one or more", number(r.Name, w, is("#", query.Gt, 0)), some(r.Name, w))
	pairs := 0
	for _, row := range g.cells(typ, time, nodes(rel(r.Name, total)))[0].([]any) {
		pairs += int(row.([]any)[1].([]any)[0].([]any)[0].(int64))
	}
	back := g.m.Inverse(r)
	if back == nil || !back.Many || r.Owner != typ || !time.Now() || back.Target != typ || r.Target.Class == schema.Fact {
		return // the ends of other pairs are of other types, or hidden at one end
	}
	seen := 0
	for _, row := range g.cells(r.Target, time, nodes(rel(back.Name, total)))[0].([]any) {
		seen += int(row.([]any)[1].([]any)[0].([]any)[0].(int64))
	}
	if back.Owner == r.Target && seen != pairs {
		g.Errorf("%s.%s has %d pairs, %s.%s %d", typ.Name, r.Name, pairs, r.Target.Name, back.Name, seen)
	}
}

// orders: from the end is the same list turned round, and a page is a part of it.
func (g *grown) orders(typ *schema.Type, time query.Time, w cond) {
	g.Helper()
	o := g.a.order(&query.Conn{Type: typ})
	order := func(c *query.Conn) { c.Order = []query.Order{o} }
	whole := g.idsOf(typ, time, where(w), order)
	turned := g.idsOf(typ, time, where(w), order, last(MaxPage))
	slices.Reverse(turned)
	if !slices.Equal(whole, turned) {
		g.Errorf("%q from the end is %q\n%s", whole, turned, g.list(typ.Name, where(w), order))
	}
	if sorted := slices.Sorted(slices.Values(whole)); !slices.Equal(sorted, g.idsOf(typ, time, where(w))) {
		g.Errorf("another order has other nodes: %q", whole)
	}
	if n := g.a.r.IntN(4); !slices.Equal(whole[:min(n, len(whole))], g.idsOf(typ, time, where(w), order, first(n))) {
		g.Errorf("the first %d of %q", n, whole)
	}
}

// clocks: the latest instant is the present, the far future hides no fact without an end, and no day hides an entity.
func (g *grown) clocks(typ *schema.Type) {
	g.Helper()
	now, never, future := value.MaxInstant-1, Start-1000*second, day("9999-12-31")
	if present, known := g.idsOf(typ, query.Time{}), g.idsOf(typ, query.Time{KnownAt: &now}); !slices.Equal(present, known) {
		g.Errorf("the present is %q, known at last %q", present, known)
	}
	clocked := slices.ContainsFunc(typ.Impl, func(t *schema.Type) bool { return !t.Clocked })
	if before := g.idsOf(typ, query.Time{KnownAt: &never}); len(before) > 0 && !clocked {
		g.Errorf("known before anything was told: %q", before)
	}
	k := pickOne(g.a.r, g.at)
	open := yes
	if typ.Class == schema.Fact {
		open = is("until", query.IsNull, true)
	}
	without, with := g.idsOf(typ, query.Time{KnownAt: &k}, where(open)), g.idsOf(typ, query.Time{KnownAt: &k, AsOf: &future}, where(open))
	if !slices.Equal(without, with) && (typ.Class == schema.Fact || typ.Class == schema.Entity) {
		g.Errorf("%q in the far future is %q", without, with)
	}
}

// searches: a longer word finds no more, nor do more words, nor does the order of the first of them matter.
func (g *grown) searches() {
	g.Helper()
	find := func(words string) []string { return g.idsOf(g.m.Type("Node"), query.Time{}, search(words)) }
	within := func(what string, few, many []string) {
		g.Helper()
		for _, id := range few {
			if !slices.Contains(many, id) {
				g.Errorf("%s: %q finds %s, %q does not", what, few, id, many)
			}
		}
	}
	within("a longer word", find("joint"), find("joi"))
	within("more words", find("joint it"), find("it"))
	within("folded", find("CAFÉ"), find("cafe\u0301"))
	within("folded", find("cafe\u0301"), find("CAFÉ"))
	within("turned round", find("it committee joint"), find("committee it joint"))
	within("a whole word", find("joint committee"), find("joint"))
}

// The same seed makes the same world, and the same questions of it; another makes others.
func TestWorldIsRepeatable(t *testing.T) {
	one, two, other := World(7, 5), World(7, 5), World(8, 5)
	if !reflect.DeepEqual(one, two) {
		t.Error("the same seed makes two worlds")
	}
	if reflect.DeepEqual(one, other) {
		t.Error("two seeds make one world")
	}
	m, at := schema.Domain(), []value.Instant{1, 2}
	a, b := NewAsker(m, 3, one, at), NewAsker(m, 3, one, at)
	for range 50 {
		if x, y := a.Tree(), b.Tree(); x.String() != y.String() {
			t.Fatalf("the same seed asks\n%sand\n%s", x, y)
		}
	}
}

// Every fixed world can be told, and has every name once.
func TestWorlds(t *testing.T) {
	for _, w := range Worlds() {
		seen := map[string]bool{}
		for _, q := range w.Questions {
			if seen[q.Name] {
				t.Errorf("%s: two questions %q", w.Name, q.Name)
			}
			seen[q.Name] = true
			if err := CheckTree(q.Tree); err != nil {
				t.Errorf("%s: %s: %v", w.Name, q.Name, err)
			}
		}
	}
}

// What the store under test must not answer is told apart by Print, so that a difference can be seen.
func TestPrint(t *testing.T) {
	for _, c := range []struct {
		c    query.Cell
		want string
	}{{nil, "null"}, {int64(1), "1"}, {1, "(int 1)"}, {"1", `"1"`}, {[]any{}, "[]"}, {[]any(nil), "(nil list)"}, {[]any{true, nil}, "[true null]"}, {value.Day(1), "(value.Day 1970-01-02)"}} {
		if got := Print(c.c); got != c.want {
			t.Errorf("%#v prints as %s, want %s", c.c, got, c.want)
		}
	}
}
