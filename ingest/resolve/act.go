package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// ActKind is what a person decided.
type ActKind string

// The kinds, as the schema's enum has them.
const (
	Merge        ActKind = "MERGE"
	Split        ActKind = "SPLIT"
	NotTheSame   ActKind = "NOT_THE_SAME"
	MayBeTheSame ActKind = "MAY_BE_THE_SAME"
	Accept       ActKind = "ACCEPT"
	Reject       ActKind = "REJECT"
)

// Act is a decision of a person: what it is about, by whom and why.
type Act struct {
	Kind            ActKind
	Author, Reason  string
	Subject, Object string // ids; Object is empty where it is about one thing
}

// StoredAct is an act that the graph holds.
type StoredAct struct {
	Act
	ID         string
	Ordinal    int64
	Standing   bool
	Kept       string
	ReversedBy string // id of an act; empty while it stands
	Evidence   string // id; empty where it is about something else
	Document   string // id, where it is about the review queue
}

// Refusal is why an act cannot be carried out as it was asked for. To ask again changes nothing.
type Refusal struct{ Reason string }

func (r *Refusal) Error() string { return r.Reason }

func refuse(format string, args ...any) error { return &Refusal{fmt.Sprintf(format, args...)} }

// direct are the merges that stand among some acts, one step each.
func direct(acts []StoredAct) map[string]string {
	out := map[string]string{}
	for _, a := range acts {
		if a.Kind == Merge && a.Standing {
			out[a.Subject] = a.Object
		}
	}
	return out
}

// MergesOf are the merges that stand among some acts.
func MergesOf(acts []StoredAct) Merges { return NewMerges(direct(acts)) }

// pair is what an act is about, in an order that does not tell which end was named first.
func (a Act) pair() (x, y string) {
	if a.Kind == NotTheSame || a.Kind == MayBeTheSame {
		return min(a.Subject, a.Object), max(a.Subject, a.Object)
	}
	return a.Subject, a.Object
}

// next makes the act that follows those of the same kind about the same.
func next(a Act, acts []StoredAct) StoredAct {
	a.Subject, a.Object = a.pair()
	out := StoredAct{Act: a, Ordinal: 1, Standing: true}
	for _, o := range acts {
		if o.Kind == a.Kind && o.Subject == a.Subject && o.Object == a.Object {
			out.Ordinal = max(out.Ordinal, o.Ordinal+1)
		}
	}
	out.ID = "act:" + value.Hash(string(a.Kind), a.Subject, a.Object, strconv.FormatInt(out.Ordinal, 10))
	return out
}

// standing is the act of a kind about a subject that holds; nil where none does.
func standing(acts []StoredAct, kind ActKind, subject, object string) *StoredAct {
	for i := range acts {
		if a := &acts[i]; a.Kind == kind && a.Standing && a.Subject == subject && (object == "" || a.Object == object) {
			return a
		}
	}
	return nil
}

// node is an act as the graph holds it.
func (a StoredAct) node(m *schema.Model, merges Merges) store.Node {
	t := m.Type("Act")
	n := store.Node{Type: t.Name, ID: a.ID, Known: true, Span: store.Always, Fields: map[string]any{"kind": string(a.Kind), "author": a.Author,
		"reason": a.Reason, "subject": a.Subject, "ordinal": a.Ordinal, "standing": a.Standing}}
	set(n.Fields, "object", a.Object)
	set(n.Fields, "kept", a.Kept)
	refs := map[string][]string{}
	for _, id := range []string{a.Subject, a.Object} {
		if of := m.TypeOf(id); of != nil && of.Class == schema.Entity && !slices.Contains(refs["entities"], merges.Of(id)) {
			refs["entities"] = append(refs["entities"], merges.Of(id))
		}
	}
	if a.ReversedBy != "" {
		refs["reversedBy"] = []string{a.ReversedBy}
	}
	if a.Evidence != "" {
		refs["evidence"] = []string{a.Evidence}
	}
	if a.Document != "" {
		refs["document"] = []string{a.Document}
	}
	n.Edges = edges(m, t, "", n.Fields, refs)
	fromOwner(n.Edges, n.ID)
	return n
}

// reverse takes an act back.
func (a StoredAct) reverse(by StoredAct) StoredAct {
	a.Standing, a.ReversedBy = false, by.ID
	return a
}

// Decision is what an act comes to.
type Decision struct {
	Batch *store.Batch
	Act   string // its id; that of the act that stands already, where nothing changes
	Fate  Fate
	Items []Item
}

// unchanged is the answer to an act that was done before and stands.
func unchanged(base value.Instant, by *StoredAct) *Decision {
	return &Decision{Batch: &store.Batch{Base: base}, Act: by.ID, Fate: Unchanged}
}

// Apart decides that two entities are two, or takes that back.
func Apart(m *schema.Model, state *State, acts []StoredAct, a Act) (*Decision, error) {
	x, y := a.pair()
	for _, id := range []string{x, y} {
		if err := found(state, id); err != nil {
			return nil, err
		}
	}
	if x == y {
		return nil, refuse("%s is one: found its id twice, expected two", x)
	}
	stands := standing(acts, NotTheSame, x, y)
	if a.Kind == MayBeTheSame {
		if stands == nil {
			for i := range slices.Backward(acts) {
				if acts[i].Kind == a.Kind && acts[i].Subject == x && acts[i].Object == y {
					return unchanged(state.Base, &acts[i]), nil
				}
			}
			return nil, refuse("nothing says that %s and %s are not the same, so there is nothing to take back", x, y)
		}
	} else if stands != nil {
		return unchanged(state.Base, stands), nil
	}
	if to := state.Merges.Of(x); to == state.Merges.Of(y) {
		return nil, refuse("%s and %s both mean %s now; split them first", x, y, to)
	}
	made := next(a, acts)
	d := &Decision{Batch: &store.Batch{Base: state.Base}, Act: made.ID, Fate: Created}
	d.Batch.Nodes = append(d.Batch.Nodes, made.node(m, state.Merges))
	if stands != nil {
		d.Batch.Nodes = append(d.Batch.Nodes, stands.reverse(made).node(m, state.Merges))
	}
	return d, nil
}

// found says that an id is an entity's.
func found(state *State, id string) error {
	if s := state.Entities[id]; s == nil || s.Type.Class != schema.Entity {
		return refuse("found %s, expected the id of an entity of the graph", cmp.Or(id, "nothing"))
	}
	return nil
}
