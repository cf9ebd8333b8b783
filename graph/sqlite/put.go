package sqlite

import (
	"slices"
	"strings"

	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// store writes what was planned.
func (w *writer) store(*store.Batch) error {
	for i, st := range w.touched {
		if err := w.put(st); err != nil {
			return err
		}
		if i%1000 == 0 {
			if err := w.alive(); err != nil {
				return err
			}
		}
	}
	m := &marker{writer: w, pairs: map[pair]bool{}, groups: map[group]bool{}}
	for _, st := range w.touched { // what ends makes room before anything begins
		if err := m.end(st); err != nil {
			return err
		}
	}
	for _, st := range w.touched {
		if err := m.known(st); err != nil {
			return err
		}
	}
	for i, st := range w.touched {
		if err := m.begin(st); err != nil {
			return err
		}
		if i%1000 == 0 {
			if err := w.alive(); err != nil {
				return err
			}
		}
	}
	return m.mark()
}

// put writes a node itself: its row, its fields, its spell, its texts.
func (w *writer) put(st *state) error {
	turned := !st.is.same(st.was) && (st.is.known || st.was.known)
	if turned && !st.is.known {
		st.is.ended = w.now
	}
	if st.fresh || turned || st.cites != st.citesWas || st.fieldsChange || st.textsChange || st.moved {
		w.changed = true
		if err := w.exec("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pk) DO UPDATE SET _known = excluded._known, told = excluded.told,"+
			" since = excluded.since, until = excluded.until, authority = excluded.authority, cites = excluded.cites, fields = excluded.fields,"+
			" texts = excluded.texts, edges = excluded.edges", st.pk, st.id, st.kind, bindable(st.is.known), st.is.told, st.is.since, st.is.until,
			st.is.authority, st.cites, st.fields[:], st.texts[:], st.edges[:]); err != nil {
			return err
		}
	}
	if st.fresh || turned || st.fieldsChange {
		if err := w.nodeRow(st); err != nil {
			return err
		}
	}
	if st.textsChange {
		if err := w.texts(st); err != nil {
			return err
		}
	}
	if st.moved && st.entity() {
		if err := w.keep(st); err != nil {
			return err
		}
	}
	if !turned || !st.typ.Clocked {
		return nil
	}
	if st.was.known {
		if err := w.exec("UPDATE spell SET ended = ?3 WHERE pk = ?1 AND told = ?2", st.pk, st.was.told, w.now); err != nil {
			return err
		}
	}
	if st.is.known {
		return w.exec("INSERT INTO spell VALUES (?, ?, ?, ?, ?, ?)", st.pk, st.is.told, maxInstant, st.is.since, st.is.until, st.is.authority)
	}
	return nil
}

// keep remembers the edges of an entity for when it is listed again.
func (w *writer) keep(st *state) error {
	if !st.fresh {
		if err := w.exec("DELETE FROM owned WHERE owner = ?1", st.pk); err != nil {
			return err
		}
	}
	for _, l := range st.want {
		if err := w.exec("INSERT INTO owned VALUES (?, ?, ?, ?, ?, ?, ?)", st.pk, l.code, l.src, l.dst, orNull(l.fact), orNull(l.role), orNull(l.group)); err != nil {
			return err
		}
	}
	return nil
}

// orNull is null for what is not there.
func orNull[T comparable](v T) any {
	var none T
	if v == none {
		return nil
	}
	return v
}

// texts replaces what search finds a node by.
func (w *writer) texts(st *state) error {
	if !st.fresh {
		var old []int64
		err := w.rows("SELECT pk FROM text WHERE node = ?1", []any{st.pk}, func(scan func(...any) error) error {
			var pk int64
			err := scan(&pk)
			old = append(old, pk)
			return err
		})
		if err != nil {
			return err
		}
		for _, pk := range old {
			if err := w.exec("DELETE FROM words WHERE rowid = ?1", pk); err != nil {
				return err
			}
			if err := w.exec("DELETE FROM text WHERE pk = ?1", pk); err != nil {
				return err
			}
		}
	}
	for i, t := range st.node.Texts {
		words := value.Words(t.Text)
		pk, err := w.insert("INSERT INTO text (node, ord, field, n, words, text) VALUES (?, ?, ?, ?, ?, ?)", st.pk, i, textKind(t.Field), len(words),
			rankWords(i, t.Field, words), t.Text)
		if err != nil {
			return err
		}
		if len(words) == 0 {
			continue
		}
		if err := w.exec("INSERT INTO words (rowid, term) VALUES (?, ?)", pk, joinTerms(words)); err != nil {
			return err
		}
	}
	return nil
}

// rankWords are the words of a text as the ranking compares them: those of names, and of the first text, which is the node's name.
func rankWords(i int, f store.TextField, words []string) any {
	if i > 0 && f != store.TextName && f != store.TextOther {
		return nil
	}
	return strings.Join(words, " ")
}

func textKind(f store.TextField) int { return slices.Index(textKinds, string(f)) }

func joinTerms(words []string) string {
	terms := make([]string, len(words))
	for i, w := range words {
		terms[i] = value.Term(w)
	}
	return strings.Join(terms, " ")
}
