package storetest

import (
	"math/rand/v2"
	"slices"

	"councilgraph/graph/query"
)

// walk goes through whole lists page by page, forward and backward: the pages together must be the list, each row once.
func (w *walker) walk(a *Asker) {
	for _, back := range []bool{false, true} {
		c := a.walkable(back)
		w.pages(a, c, nil)
	}
	// Once more while rows are inserted: those that were there before are seen once each all the same.
	c := a.walkable(a.oneIn(2))
	c.Search, c.Where = nil, nil
	c.Order = slices.DeleteFunc(c.Order, func(o query.Order) bool { return o.Count != nil || len(o.Path) > 0 || o.Rank != query.NoRank })
	m := newMaker(w.m, w.seed+77)
	m.next = 1_000_000 + len(w.told)*1000
	w.pages(a, c, func() {
		b := m.lonely(pickOne(a.r, c.Type.Impl))
		if _, err := w.next(b); err != nil {
			w.Fatalf("seed %d: %v", w.seed, err)
		}
		last, err := w.want.Last(w.ctx)
		if err != nil {
			w.Fatal(err)
		}
		w.told, w.at = append(w.told, b), append(w.at, last)
	})
}

// walkable is a random root connection without a cursor, whose rows are read as ids with their keys.
func (a *Asker) walkable(back bool) *query.Conn {
	a.left = 1
	t := a.typ()
	c := a.conn(t, nil, 1)
	if a.oneIn(3) { // else few filters leave many rows
		c.Where = nil
	}
	c.Cursor, c.Back, c.First, c.Last = nil, back, 0, 0
	id := query.Variant{Type: t, Types: t.Impl, Out: []*query.Out{{Key: "id", Kind: query.Scalar, Field: t.Field("id")}}}
	c.Out = []*query.Out{
		{Key: "edges", Kind: query.Edges, Kids: []*query.Out{{Key: "cursor", Kind: query.Cursor}, {Key: "node", Kind: query.Node, Sel: []query.Variant{id}}}},
		{Key: "pageInfo", Kind: query.PageInfo, Kids: []*query.Out{{Key: "n", Kind: query.HasNext}, {Key: "p", Kind: query.HasPrevious}}},
	}
	return c
}

// pages compares every page of a walk with the oracle's, and all of them with the whole.
func (w *walker) pages(a *Asker, c *query.Conn, insert func()) {
	w.Helper()
	time := query.Time{}
	if insert == nil {
		time = a.time()
	}
	read := func(limit int, cursor []any) (rows []any, more, behind bool, t *query.Tree) {
		at := *c
		at.First, at.Cursor = limit, cursor
		if at.Back {
			at.First, at.Last = 0, limit
		}
		Flags(&at)
		t = &query.Tree{Root: &query.Out{Key: "walk", Kind: query.Many, Conn: &at}, Time: time}
		w.compare(t)
		cell, err := w.got.Read(w.ctx, t)
		if err != nil || w.Failed() {
			w.FailNow()
		}
		cells := cell.([]any)
		rows, behind = cells[0].([]any), cells[1].(bool)
		if more = len(rows) > limit; more {
			rows = rows[:limit]
		}
		return rows, more, behind, t
	}
	whole, _, behind, t := read(MaxPage, nil)
	if behind {
		w.Errorf("seed %d: something is behind the start\n%s", w.seed, t)
	}
	size := max(1, len(whole)/8) + rand.New(rand.NewPCG(uint64(w.seed), uint64(len(whole)))).IntN(3)
	var got []string
	var cursor []any
	for page := 0; ; page++ {
		rows, more, behind, t := read(size, cursor)
		got = append(got, idsOf(rows)...)
		if insert == nil && behind != (page > 0) {
			w.Errorf("seed %d: page %d: behind is %t\n%s", w.seed, page, behind, t)
		}
		if !more || len(rows) == 0 {
			break
		}
		cursor = rows[len(rows)-1].([]any)[0].([]any)
		if insert != nil && page < 4 {
			insert()
		}
	}
	want := idsOf(whole)
	if insert != nil { // of the rows that came in between some are seen, those that came later in the order
		got = slices.DeleteFunc(got, func(id string) bool { return !slices.Contains(want, id) })
	}
	if !slices.Equal(got, want) {
		w.Errorf("seed %d: page by page: %q\nthe whole: %q\n%s", w.seed, got, want, t)
	}
}

func idsOf(rows []any) (out []string) {
	for _, r := range rows {
		out = append(out, r.([]any)[1].([]any)[0].([]any)[0].(string))
	}
	return out
}
