package storetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
)

// What is spent on making a difference smaller before it is shown.
const (
	shrinkTries = 400
	shrinkTime  = 10 * time.Second
)

// shrinkTree takes away from a question while it still shows the difference.
func shrinkTree(t *query.Tree, differs func(*query.Tree) bool) *query.Tree {
	stop := time.Now().Add(shrinkTime)
	for tries := 0; tries < shrinkTries && time.Now().Before(stop); {
		smaller := func() *query.Tree {
			for _, c := range smallerTrees(t) {
				if tries++; tries > shrinkTries || time.Now().After(stop) {
					return nil
				}
				if CheckTree(c) == nil && differs(c) {
					return c
				}
			}
			return nil
		}()
		if smaller == nil {
			break
		}
		t = smaller
	}
	return t
}

// smallerTrees are copies of a tree, each with one thing less.
func smallerTrees(t *query.Tree) (out []*query.Tree) {
	if !t.Time.Now() {
		out = append(out, &query.Tree{Root: t.Root}, &query.Tree{Root: t.Root, Time: query.Time{AsOf: t.Time.AsOf}}, &query.Tree{Root: t.Root, Time: query.Time{KnownAt: t.Time.KnownAt}})
	}
	for _, o := range smallerOuts(t.Root) {
		out = append(out, &query.Tree{Root: o, Time: t.Time})
	}
	return slices.DeleteFunc(out, func(c *query.Tree) bool { return c.Root == t.Root && c.Time == t.Time })
}

func smallerOuts(o *query.Out) (out []*query.Out) {
	with := func(change func(*query.Out)) {
		c := *o
		change(&c)
		out = append(out, &c)
	}
	if o.Kind != query.Matched {
		for i := range o.Kids {
			with(func(c *query.Out) { c.Kids = slices.Delete(slices.Clone(o.Kids), i, i+1) })
			for _, k := range smallerOuts(o.Kids[i]) {
				with(func(c *query.Out) { c.Kids = replaced(o.Kids, i, k) })
			}
		}
	}
	if g := o.Group; g != nil {
		for i := range g.Having {
			with(func(c *query.Out) {
				c.Group = groupsWith(g, func(g *query.Groups) { g.Having = slices.Delete(slices.Clone(g.Having), i, i+1) })
			})
		}
		for i := range g.Order {
			with(func(c *query.Out) {
				c.Group = groupsWith(g, func(g *query.Groups) { g.Order = slices.Delete(slices.Clone(g.Order), i, i+1) })
			})
		}
		if n := len(g.By) - 1; n > 0 {
			with(func(c *query.Out) { c.Group = groupsWith(g, func(g *query.Groups) { g.By = g.By[:n] }) })
		}
	}
	for i, v := range o.Sel {
		for j := range v.Out {
			with(func(c *query.Out) { c.Sel = variantWith(o.Sel, i, slices.Delete(slices.Clone(v.Out), j, j+1)) })
			for _, k := range smallerOuts(v.Out[j]) {
				with(func(c *query.Out) { c.Sel = variantWith(o.Sel, i, replaced(v.Out, j, k)) })
			}
		}
	}
	if o.Conn != nil && !o.Conn.EdgeFact {
		for _, s := range smallerConns(o.Conn) {
			with(func(c *query.Out) { c.Conn = s })
		}
	}
	return out
}

func groupsWith(g *query.Groups, change func(*query.Groups)) *query.Groups {
	c := *g
	change(&c)
	return &c
}

func replaced[T any](list []T, i int, with T) []T {
	out := slices.Clone(list)
	out[i] = with
	return out
}

func variantWith(sel []query.Variant, i int, out []*query.Out) []query.Variant {
	v := sel[i]
	v.Out = out
	return replaced(sel, i, v)
}

func smallerConns(q *query.Conn) (out []*query.Conn) {
	with := func(change func(*query.Conn)) {
		c := *q
		change(&c)
		if len(c.Order) > 0 {
			Flags(&c)
		}
		out = append(out, &c)
	}
	if q.IDs != nil {
		for i := range q.IDs.Values {
			if q.IDs.List {
				with(func(c *query.Conn) {
					c.IDs = &query.IDs{List: true, Values: slices.Delete(slices.Clone(q.IDs.Values), i, i+1)}
				})
			}
		}
		return out
	}
	for i := range q.Out {
		with(func(c *query.Conn) { c.Out = slices.Delete(slices.Clone(q.Out), i, i+1) })
		for _, k := range smallerOuts(q.Out[i]) {
			with(func(c *query.Conn) { c.Out = replaced(q.Out, i, k) })
		}
	}
	if q.Where != nil {
		with(func(c *query.Conn) { c.Where = nil })
		for _, w := range smallerWheres(q.Where) {
			with(func(c *query.Conn) { c.Where = w })
		}
	}
	if q.Cursor != nil {
		with(func(c *query.Conn) { c.Cursor = nil })
	}
	for i := range max(0, len(q.Order)-1) {
		with(func(c *query.Conn) {
			c.Order = slices.Delete(slices.Clone(q.Order), i, i+1)
			if q.Cursor != nil {
				c.Cursor = slices.Delete(slices.Clone(q.Cursor), i, i+1)
			}
		})
	}
	if q.Search != nil && len(q.Search.Types) > 0 {
		with(func(c *query.Conn) { c.Search = &query.Search{Words: q.Search.Words} })
	}
	return out
}

func smallerWheres(w *query.Where) (out []*query.Where) {
	if w.Op <= query.Not {
		out = append(out, w.Kids...)
	}
	for i, k := range w.Kids {
		if w.Op <= query.Or {
			c := *w
			c.Kids = slices.Delete(slices.Clone(w.Kids), i, i+1)
			out = append(out, &c)
		}
		for _, s := range smallerWheres(k) {
			c := *w
			c.Kids = replaced(w.Kids, i, s)
			out = append(out, &c)
		}
	}
	if w.Count != nil && w.Count.Where != nil {
		c := *w
		c.Count = &query.CountOf{Rel: w.Count.Rel}
		out = append(out, &c)
	}
	return out
}

// shrinkHistory leaves out batches and nodes, the latest first, while two fresh stores still answer differently.
func shrinkHistory(w *walker, t *query.Tree) []*store.Batch {
	stop := time.Now().Add(shrinkTime)
	differs := func(batches []*store.Batch) (yes bool) {
		p := &pair{T: w.T, build: w.build, ctx: w.ctx}
		p.now.Store(int64(Start))
		p.got, p.want = w.open(w.T, w.m, p.clock), memory.New(w.m, p.clock)
		defer func() { _ = p.got.Close() }()
		for _, b := range batches {
			p.now.Add(int64(second))
			for _, s := range []store.Store{p.want, p.got} {
				filled := *b
				filled.Base, _ = s.Last(w.ctx)
				if _, err := s.Upsert(w.ctx, &filled); err != nil {
					return false
				}
			}
		}
		return (&walker{pair: p, seed: w.seed}).differ(t)
	}
	now := slices.Clone(w.told)
	for again := true; again; {
		again = false
		for i := len(now) - 1; i >= 0 && time.Now().Before(stop); i-- {
			if len(now[i].Nodes)+len(now[i].Aliases) == 0 {
				continue
			}
			if c := replaced(now, i, &store.Batch{}); differs(c) { // left empty, so that the others keep their instants
				now, again = c, true
				continue
			}
			for j := len(now[i].Nodes) - 1; j >= 0 && time.Now().Before(stop); j-- {
				fewer := &store.Batch{Nodes: slices.Delete(slices.Clone(now[i].Nodes), j, j+1), Aliases: now[i].Aliases}
				if c := replaced(now, i, fewer); differs(c) {
					now, again = c, true
				}
			}
		}
	}
	return now
}

func printBatches(list []*store.Batch) string {
	var b strings.Builder
	for i, x := range list {
		if len(x.Nodes)+len(x.Aliases) == 0 {
			continue
		}
		fmt.Fprintf(&b, "at %v\n", Start+second*value.Instant(i+1))
		for _, n := range x.Nodes {
			fmt.Fprintf(&b, "  %s known %t %v..%v authority %d\n", n.ID, n.Known, n.Span.Since, n.Span.Until, n.Span.Authority)
			for _, c := range slices.Sorted(maps.Keys(n.Fields)) {
				if n.Fields[c] != nil {
					fmt.Fprintf(&b, "    %s %#v\n", c, n.Fields[c])
				}
			}
			for _, e := range n.Edges {
				fmt.Fprintf(&b, "    %q -%s-> %q fact %q role %q group %q\n", e.From, e.Type, e.To, e.Fact, e.Role, e.Group)
			}
			for _, t := range n.Texts {
				fmt.Fprintf(&b, "    text %s %q\n", t.Field, t.Text)
			}
		}
		for _, a := range x.Aliases {
			fmt.Fprintf(&b, "  %s means %s\n", a.ID, a.Of)
		}
	}
	return b.String()
}
