package sqlite

import (
	"database/sql"
	"slices"

	"councilgraph/graph/store"
)

// link is an edge as its owner gives it.
type link struct {
	code, src, dst, fact int64 // fact is 0 where there is none
	role, group          string
}

// plan is what becomes of the edges that a node owns.
type plan struct {
	ends   []int64 // pks
	ended  []link  // the same, for what depends on them
	begins []link
}

// wanted are the edges that a node is to own: from the batch, or, of an entity that the batch does not name, as kept.
func (w *writer) wanted(st *state) (_ []link, err error) {
	switch {
	case st.want != nil:
	case st.node == nil:
		st.want, err = w.kept(st)
	default:
		st.want = make([]link, 0, len(st.node.Edges))
		seen := make(map[link]bool, len(st.node.Edges))
		for _, e := range st.node.Edges {
			l, err := w.link(st, e)
			if err != nil {
				return nil, err
			}
			if !seen[l] {
				seen[l] = true
				st.want = append(st.want, l)
			}
		}
	}
	return st.want, err
}

// link finds the ends of an edge.
func (w *writer) link(owner *state, e store.Edge) (link, error) {
	l := link{code: w.codes[e.Type], role: e.Role, group: e.Group}
	for _, end := range []struct {
		id string
		pk *int64
	}{{e.From, &l.src}, {e.To, &l.dst}, {e.Fact, &l.fact}} {
		if end.id == "" && end.pk == &l.fact {
			continue
		}
		st, err := w.find(end.id)
		if err != nil {
			return l, err
		}
		if st == nil {
			return l, invalid("%s %s: its edge %s from %q to %q (fact %q) names %q, which is no node", owner.kind, owner.id, e.Type, e.From, e.To, e.Fact, end.id)
		}
		*end.pk = st.pk
	}
	return l, nil
}

func (w *writer) kept(st *state) (out []link, err error) {
	err = w.rows("SELECT type, src, dst, fact, role, grp FROM owned WHERE owner = ?1", []any{st.pk}, func(scan func(...any) error) error {
		l, err := scanLink(scan)
		out = append(out, l)
		return err
	})
	return out, err
}

func scanLink(scan func(...any) error, before ...any) (l link, err error) {
	var fact sql.NullInt64
	var role, group sql.NullString
	err = scan(append(before, &l.code, &l.src, &l.dst, &fact, &role, &group)...)
	l.fact, l.role, l.group = fact.Int64, role.String, group.String
	return l, err
}

// standing are the edges of a node that stand before the batch.
func (w *writer) standing(st *state) (pks []int64, links []link, err error) {
	if st.fresh || !st.was.known {
		return nil, nil, nil
	}
	err = w.rows("SELECT pk, type, src, dst, fact, role, grp FROM edge WHERE owner = ?1 AND ended = 4611686018427387904", []any{st.pk},
		func(scan func(...any) error) error {
			var pk int64
			l, err := scanLink(scan, &pk)
			pks, links = append(pks, pk), append(links, l)
			return err
		})
	return pks, links, err
}

// replan says what becomes of a node's edges, given what is known of it now. Where it was planned before, that is undone.
func (w *writer) replan(st *state) error {
	for _, l := range st.plan.ended {
		w.cite(st, l, 1)
	}
	for _, l := range st.plan.begins {
		w.cite(st, l, -1)
	}
	st.plan = plan{}
	if st.was.known == st.is.known && (!st.is.known || !st.moved && st.was.same(st.is)) {
		return nil
	}
	pks, links, err := w.standing(st)
	if err != nil {
		return err
	}
	var want []link
	if st.is.known {
		if want, err = w.wanted(st); err != nil {
			return err
		}
	}
	goes := st.was.same(st.is) // the spell goes on, and with it what is the same
	stays := func(in []link) map[link]bool {
		set := map[link]bool{}
		for _, l := range in {
			set[l] = goes
		}
		return set
	}
	wantedToo, stoodToo := stays(want), stays(links)
	for i, l := range links {
		if !wantedToo[l] {
			st.plan.ends, st.plan.ended = append(st.plan.ends, pks[i]), append(st.plan.ended, l)
		}
	}
	for _, l := range want {
		if !stoodToo[l] {
			st.plan.begins = append(st.plan.begins, l)
		}
	}
	for _, l := range st.plan.ended {
		w.cite(st, l, -1)
	}
	for _, l := range st.plan.begins {
		w.cite(st, l, 1)
	}
	return nil
}

// cite counts an edge that lists the entity it leads to. Its state is looked up later, all at once.
func (w *writer) cite(owner *state, l link, by int64) {
	if w.citing[l.code] && l.dst != owner.pk {
		w.cited[l.dst] += by
	}
}

// list settles which entities are listed. An entity that comes or goes brings or takes its own edges, which may list others.
func (w *writer) list() error {
	for len(w.cited) > 0 {
		by := w.cited
		w.cited = map[int64]int64{}
		for _, pk := range sortedKeys(by) {
			st, err := w.at(pk)
			if err != nil {
				return err
			}
			if !st.entity() {
				continue
			}
			st.cites += by[pk]
			w.touch(st)
			if st.is.known == (st.cites > 0) {
				continue
			}
			if st.is = st.was; st.cites > 0 && !st.was.known {
				st.is = spell{told: w.now, since: minDay, until: maxDay}
			}
			st.is.known = st.cites > 0
			if err := w.replan(st); err != nil {
				return err
			}
		}
	}
	return nil
}

func sortedKeys[V any](m map[int64]V) []int64 {
	keys := make([]int64, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
