package sqlite

import (
	"bytes"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// state is a node as it was before a batch and as it will be after it.
type state struct {
	pk    int64
	id    string
	typ   *schema.Type // nil where the model no longer has it
	kind  string       // the type's name
	fresh bool         // not in the graph before

	node    *store.Node // what the batch says of it; nil where it is named only
	was, is spell
	// cites counts the standing edges of other nodes that list it: entities only.
	cites, citesWas                  int64
	fields, texts, edges             digest
	fieldsWas, textsWas, edgesWas    digest
	fieldsChange, textsChange, moved bool // moved: its edges differ from those that the last batch gave

	touched bool
	want    []link // the edges that it is to own, once they were needed
	plan    plan
}

// spell is a node's current spell where it is known, else its last.
type spell struct {
	known                                bool
	told, ended, since, until, authority int64 // ended is filled in when it ends
}

// same says that a spell goes on.
func (s spell) same(o spell) bool {
	return s.known == o.known && s.since == o.since && s.until == o.until && s.authority == o.authority
}

func (st *state) entity() bool { return st.typ != nil && st.typ.Class == schema.Entity }

const stateColumns = "SELECT pk, id, _type, _known, told, since, until, authority, cites, fields, texts, edges FROM node WHERE "

// find is the state of a node by id; nil where there is none.
func (w *writer) find(id string) (*state, error) {
	if st, ok := w.byID[id]; ok {
		return st, nil
	}
	return w.read(stateColumns+"id = ?1", id)
}

// at is the state of a node by pk. Whatever has a pk is there.
func (w *writer) at(pk int64) (*state, error) {
	if st, ok := w.byPK[pk]; ok {
		return st, nil
	}
	return w.read(stateColumns+"pk = ?1", pk)
}

func (w *writer) read(statement string, key any) (*state, error) {
	st := &state{}
	var fields, texts, edges []byte
	found, err := w.row(statement, []any{key}, &st.pk, &st.id, &st.kind, &st.was.known, &st.was.told, &st.was.since, &st.was.until,
		&st.was.authority, &st.citesWas, &fields, &texts, &edges)
	if err != nil || !found {
		return nil, err
	}
	st.typ = w.model.Type(st.kind)
	st.is, st.cites = st.was, st.citesWas
	for _, d := range []struct {
		from     []byte
		was, now *digest
	}{{fields, &st.fieldsWas, &st.fields}, {texts, &st.textsWas, &st.texts}, {edges, &st.edgesWas, &st.edges}} {
		copy(d.was[:], d.from)
		copy(d.now[:], d.from)
	}
	w.hold(st)
	return st, nil
}

func (w *writer) hold(st *state) {
	w.byID[st.id], w.byPK[st.pk] = st, st
}

// begin makes the state of a node that the batch brings.
func (w *writer) begin(node *store.Node) (*state, error) {
	st, err := w.find(node.ID)
	if err != nil {
		return nil, err
	}
	if st == nil {
		w.lastPK++
		st = &state{pk: w.lastPK, id: node.ID, kind: node.Type, typ: w.model.Type(node.Type), fresh: true}
		w.hold(st)
	}
	if st.kind != node.Type {
		return nil, invalid("%s is a %s, not a %s", st.id, st.kind, node.Type)
	}
	st.node = node
	st.fields, st.texts, st.edges = fieldsDigest(node), textsDigest(node), edgesDigest(node)
	if !st.entity() && !node.Known { // it owns none, whatever it lists
		st.edges = digest{}
	}
	differ := func(was, is digest) bool { return st.fresh || !bytes.Equal(was[:], is[:]) }
	st.fieldsChange, st.textsChange, st.moved = differ(st.fieldsWas, st.fields), differ(st.textsWas, st.texts), differ(st.edgesWas, st.edges)
	if !st.entity() {
		st.is = spell{known: node.Known, told: st.was.told, since: int64(node.Span.Since), until: int64(node.Span.Until), authority: node.Span.Authority}
		switch {
		case !node.Known:
			st.is = st.was // the last spell stays, ended
			st.is.known = false
		case !st.is.same(st.was):
			st.is.told = w.now
		}
	}
	return st, nil
}
