package sqlite

import "councilgraph/graph/value"

// pair is two nodes that several owners may connect, and group the candidates of a @latest relationship.
type (
	pair  struct{ code, src, dst int64 }
	group struct {
		code, src int64
		name      string
	}
)

// marker writes edges, and marks those that readers of the present see.
type marker struct {
	*writer
	pairs  map[pair]bool // to be marked again
	groups map[group]bool
}

// kind is how readers choose among the edges of a pair of this type.
func (m *marker) kind(code int64) edgeKind { return m.byCode[code] }

// touchPair notes that the best of a pair may be another now.
func (m *marker) touchPair(l link) {
	if m.kind(l.code) == ordinary {
		return
	}
	m.pairs[pair{l.code, l.src, l.dst}] = true
	if m.kind(l.code) == latest && l.group != "" {
		m.groups[group{l.code, l.src, l.group}] = true
	}
}

// end ends the edges that a node no longer owns. Those of unclocked nodes have no past.
func (m *marker) end(st *state) error {
	statement := "UPDATE edge SET ended = ?2, now = 0, ahead = 0, back = 0 WHERE pk = ?1"
	if !st.typ.Clocked {
		statement = "DELETE FROM edge WHERE pk = ?1 AND ?2"
	}
	for i, pk := range st.plan.ends {
		if err := m.exec(statement, pk, m.now); err != nil {
			return err
		}
		m.touchPair(st.plan.ended[i])
	}
	return nil
}

// known marks the edges at a node that is seen now and was not, or the other way. A new node has none yet.
func (m *marker) known(st *state) error {
	if st.fresh || st.was.known == st.is.known {
		return nil
	}
	if err := m.exec("UPDATE edge SET ahead = ?2 WHERE dst = ?1 AND now = 1", st.pk, bindable(st.is.known)); err != nil {
		return err
	}
	return m.exec("UPDATE edge SET back = ?2 WHERE src = ?1 AND now = 1", st.pk, bindable(st.is.known))
}

// begin writes the edges that a node owns from now on. Those that only it can own are marked at once.
func (m *marker) begin(st *state) error {
	for _, l := range st.plan.begins {
		var now, ahead, back bool
		if m.kind(l.code) == ordinary {
			src, err := m.at(l.src)
			if err != nil {
				return err
			}
			dst, err := m.at(l.dst)
			if err != nil {
				return err
			}
			now, ahead, back = true, dst.is.known, src.is.known
		}
		told := m.now
		if !st.typ.Clocked {
			told = always
		}
		var fold any
		if l.role != "" {
			fold = value.Fold(l.role)
		}
		if err := m.exec("INSERT INTO edge (type, src, dst, owner, fact, role, role_fold, grp, told, ended, since, until, authority, now, ahead, back)"+
			" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", l.code, l.src, l.dst, st.pk, orNull(l.fact), orNull(l.role), fold, orNull(l.group),
			told, maxInstant, st.is.since, st.is.until, st.is.authority, bindable(now), bindable(ahead), bindable(back)); err != nil {
			return err
		}
		m.touchPair(l)
	}
	return nil
}

// mark chooses again, of every pair that was touched, the edge that readers see.
func (m *marker) mark() error {
	for g := range m.groups {
		if err := m.regroup(g); err != nil {
			return err
		}
	}
	for p := range m.pairs {
		if err := m.alive(); err != nil {
			return err
		}
		if err := m.choose(p); err != nil {
			return err
		}
	}
	return nil
}

const standingIn = " AND ended = 4611686018427387904"

// best are since and authority of the best candidates of a group.
func (m *marker) best(g group) (since, authority int64, err error) {
	_, err = m.row("SELECT since, authority FROM edge WHERE src = ?1 AND type = ?2 AND grp = ?3"+standingIn+" ORDER BY since DESC, authority DESC LIMIT 1",
		[]any{g.src, g.code, g.name}, &since, &authority)
	return since, authority, err
}

// regroup touches the pairs of all candidates that lead a group, or did.
func (m *marker) regroup(g group) error {
	since, authority, err := m.best(g)
	if err != nil {
		return err
	}
	return m.rows("SELECT dst FROM edge WHERE src = ?1 AND type = ?2 AND grp = ?3"+standingIn+" AND (now = 1 OR since = ?4 AND authority = ?5)",
		[]any{g.src, g.code, g.name, since, authority}, func(scan func(...any) error) error {
			p := pair{code: g.code, src: g.src}
			err := scan(&p.dst)
			m.pairs[p] = true
			return err
		})
}

// contender is a standing edge of a pair.
type contender struct {
	pk, since, authority int64
	owner                string
	group                string
	now                  bool
}

// better is the order in which readers prefer the edges of a pair.
func (c contender) better(o contender) bool {
	switch {
	case c.since != o.since:
		return c.since > o.since
	case c.authority != o.authority:
		return c.authority > o.authority
	case c.owner != o.owner:
		return c.owner < o.owner
	}
	return c.pk < o.pk
}

// choose marks the best standing edge of a pair, and no other.
func (m *marker) choose(p pair) error {
	var all []contender
	err := m.rows("SELECT e.pk, e.since, e.authority, o.id, ifnull(e.grp, ''), e.now FROM edge e CROSS JOIN node o ON o.pk = e.owner"+
		" WHERE e.src = ?1 AND e.type = ?2 AND e.ahead IN (0, 1) AND e.dst = ?3 AND e.ended = 4611686018427387904",
		[]any{p.src, p.code, p.dst}, func(scan func(...any) error) error {
			var c contender
			err := scan(&c.pk, &c.since, &c.authority, &c.owner, &c.group, &c.now)
			all = append(all, c)
			return err
		})
	if err != nil {
		return err
	}
	best := -1
	for i, c := range all {
		if m.kind(p.code) == latest {
			leads, err := m.leads(p, c)
			if err != nil {
				return err
			}
			if !leads {
				continue
			}
		}
		if best < 0 || c.better(all[best]) {
			best = i
		}
	}
	src, err := m.at(p.src)
	if err != nil {
		return err
	}
	dst, err := m.at(p.dst)
	if err != nil {
		return err
	}
	for i, c := range all {
		now := i == best
		if now == c.now {
			continue
		}
		if err := m.exec("UPDATE edge SET now = ?2, ahead = ?3, back = ?4 WHERE pk = ?1", c.pk, bindable(now), bindable(now && dst.is.known),
			bindable(now && src.is.known)); err != nil {
			return err
		}
	}
	return nil
}

// leads says that no candidate of an edge's group is better than it. An edge without a group is no candidate.
func (m *marker) leads(p pair, c contender) (bool, error) {
	if c.group == "" {
		return false, nil
	}
	since, authority, err := m.best(group{p.code, p.src, c.group})
	return c.since == since && c.authority == authority, err
}
