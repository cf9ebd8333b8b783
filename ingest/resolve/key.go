package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/record"
)

// KeyQuery asks for the entities of a type that have a key: a record may leave out the id of what its key tells apart.
type KeyQuery struct {
	Type *schema.Type
	// Fields are the key's scalars by column, a date by its text; nil where the entity has none.
	Fields map[string]any
	// Name is the part `name` of the key, which any name of the entity meets; empty where the key has no such part.
	Name string
	// Refs are the ids that its relationships lead to.
	Refs map[string]string
	// Minted are the ids that it may get, the best first.
	Minted []string

	of *record.Entity
}

// keyed is what was found of a KeyQuery.
type keyed struct {
	KeyQuery
	ids []string
}

// byKey: is the entity told by more than its name, and has no id or one that the graph does not know? What its key says it is it is, by
// whatever id others knew it before.
func (r *Resolver) byKey(e *record.Entity) bool {
	return r.state.Entities[e.ID] == nil && !slices.Equal(e.Type.Key, []string{"name"})
}

// Lookups are the keys that can be told now and were not asked for yet. A key may name something that has to be found by its own
// key: a meeting's names its committee. So they are asked for in rounds, until there are none.
func (r *Resolver) Lookups(state *State) (out []KeyQuery) {
	r.begin(state)
	for i := range r.rec.Entities {
		e := &r.rec.Entities[i]
		if !r.byKey(e) || r.keyed[e] != nil {
			continue
		}
		if q, ok := r.keyQuery(e); ok {
			out = append(out, q)
		}
	}
	return out
}

// Found answers a lookup with the ids of the entities that have the key.
func (r *Resolver) Found(q KeyQuery, ids []string) {
	r.keyed[q.of] = &keyed{q, ids}
	if q.of.ID == "" && r.meant[q.Minted[0]] == nil {
		r.meant[q.Minted[0]] = q.of // others of the record may name it so
	}
}

// keyQuery tells the key of an entity; false while something that it names has no id.
func (r *Resolver) keyQuery(e *record.Entity) (KeyQuery, bool) {
	q := KeyQuery{Type: e.Type, Fields: map[string]any{}, Refs: map[string]string{}, of: e}
	id := e.Type.Prefix
	for _, part := range e.Type.Key {
		if rel := e.Type.Rel(part); rel != nil {
			for _, ref := range e.Refs[part] {
				to, ok := r.refID(ref.ID)
				if !ok {
					return q, false
				}
				q.Refs[part] = to
				_, rest, _ := strings.Cut(to, ":")
				id += ":" + rest
			}
			continue
		}
		if part == "name" {
			q.Name = e.Name
			id += ":" + value.Slug(e.Name)
			continue
		}
		f := e.Type.Field(part)
		if f.Period() {
			f = f.Part("text")
		}
		q.Fields[f.Column] = e.Fields[f.Column]
		if v := e.Fields[f.Column]; v != nil {
			id += ":" + value.Slug(fmt.Sprint(v))
		}
	}
	for n := range maxClash {
		q.Minted = append(q.Minted, nth(id, n))
	}
	return q, true
}

// refID is the id of an entity that a reference means, as far as it is known before all entities have theirs.
func (r *Resolver) refID(ref string) (string, bool) {
	if s := r.state.Entities[ref]; s != nil {
		return s.ID, true
	}
	e := r.meant[ref]
	if e == nil {
		return "", false
	}
	if r.byKey(e) && r.keyed[e] == nil {
		if _, told := r.keyQuery(e); told || e.ID == "" {
			return "", false
		}
		return e.ID, true // what its key names stands nowhere
	}
	is := r.identifyEntity(e)
	return is.id, is.fate == "" && is.id != ""
}

// identifyByKey gives the id of an entity whose key was looked up.
func (r *Resolver) identifyByKey(e *record.Entity) identified {
	k := r.keyed[e]
	key := strings.Join(e.Type.Key, ", ")
	switch {
	case k != nil && len(k.ids) == 1:
		s := r.state.Entities[k.ids[0]]
		return identified{id: r.readAs(e, s), by: &Match{s.ID, "key", exact, "its " + key}}
	case e.ID != "":
		return identified{id: e.ID}
	case k == nil:
		return identified{fate: Refused, why: fmt.Sprintf("found no id, and a %s is told apart by its %s, of which something is not known: "+
			"expected an id, or references to what stands in this record or in the graph", e.Type.Name, key)}
	case len(k.ids) > 1:
		out := identified{fate: OnHold, why: fmt.Sprintf("%s have its %s; give the id of the one that is meant", strings.Join(k.ids, " and "), key)}
		for _, id := range k.ids {
			out.candidates = append(out.candidates, Match{id, "key", byNamed, "its " + key})
		}
		return out
	}
	for _, id := range k.Minted {
		if r.state.Merges[id] != "" { // what had this key was merged
			return identified{id: id}
		}
		if s := r.state.Entities[id]; s == nil || s.Type == e.Type && k.has(s) { // free, or of this key though nothing of it is stated now
			return identified{id: id}
		}
	}
	return identified{fate: OnHold, why: fmt.Sprintf("too many entities share the id %s; give an id", k.Minted[0])}
}

// has says whether an entity has the key.
func (k *keyed) has(s *Stored) bool {
	if k.Name != "" && !s.spelt(k.Name) {
		return false
	}
	for name, id := range k.Refs {
		// What is not listed is not read as a far end; then the id, which is made of the key, tells it.
		if len(s.Refs[name]) > 0 && !slices.Equal(s.Refs[name], []string{id}) {
			return false
		}
	}
	return maps.EqualFunc(k.Fields, pick(s.Fields, k.Fields), func(a, b any) bool {
		x, ok1 := a.(string)
		y, ok2 := b.(string)
		return a == b || ok1 && ok2 && value.Fold(x) == value.Fold(y)
	})
}

// pick is what a map has under the keys of another.
func pick(from, keys map[string]any) map[string]any {
	out := map[string]any{}
	for k := range keys {
		out[k] = from[k]
	}
	return out
}
