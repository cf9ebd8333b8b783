package resolve

import (
	"cmp"
	"maps"
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// Judge lets a reading stand or rejects it, by a person's word: what a rejected one alone said is shown no more. The state holds all that
// is said under the key of the reading.
func Judge(m *schema.Model, state *State, acts []StoredAct, a Act) (*Decision, error) {
	var e *Evidence
	for _, matter := range state.Matters {
		e = cmp.Or(e, matter.evidence[a.Subject])
	}
	switch {
	case e == nil:
		return nil, refuse("found %s, expected the id of evidence that stands (a fact has its own in evidence { nodes { id } }), of an item of the review queue or of a candidate of one", cmp.Or(a.Subject, "nothing"))
	case e.Origin == "PERSON":
		return nil, refuse("%s is what a person read; only what a register, a rule or a model read is accepted or rejected", a.Subject)
	}
	if done := standing(acts, a.Kind, a.Subject, ""); done != nil {
		return unchanged(state.Base, done), nil
	}
	judged := *e
	judged.Review = map[ActKind]string{Accept: reviewed, Reject: rejected}[a.Kind]
	after := map[string]*matter{}
	for key, matter := range state.Matters {
		after[key] = matter.clone()
	}
	after[e.Statement.Key].evidence[e.ID] = &judged

	d := &Decision{Batch: &store.Batch{Base: state.Base}, Fate: Created}
	r := &Resolver{m: m, state: state}
	stated, latest := map[string]map[string]any{}, r.latestClaims(after)
	var facts []store.Node
	for _, key := range slices.Sorted(maps.Keys(after)) {
		facts = append(facts, nodes(m, state.Matters[key], after[key])...)
		facts = append(facts, disputeNodes(m, state.Matters[key], after[key])...)
		r.restate(latest, []*matter{state.Matters[key], after[key]}, stated)
	}
	r.follow(facts, showing(after))
	d.Batch.Nodes = facts
	for _, id := range slices.Sorted(maps.Keys(stated)) {
		if s := state.Entities[id]; s != nil {
			d.Batch.Nodes = append(d.Batch.Nodes, restated(m, s, stated[id]))
		}
	}
	made := next(a, acts)
	made.Evidence, d.Act = e.ID, made.ID
	d.Batch.Nodes = append(d.Batch.Nodes, made.node(m, state.Merges))
	for _, old := range acts {
		if old.Standing && old.Kind != a.Kind {
			d.Batch.Nodes = append(d.Batch.Nodes, old.reverse(made).node(m, state.Merges))
		}
	}
	d.Items = append(d.Items, Item{Path: "evidence", Fate: Updated, ID: e.ID})
	was, is := state.Matters[e.Statement.Key].view(), after[e.Statement.Key].view()
	for _, id := range slices.Sorted(maps.Keys(union(was.statements, is.statements))) {
		switch shown := was.shown[id] == id; {
		case shown && is.shown[id] != id:
			d.Items = append(d.Items, Item{Path: "facts", Fate: Ended, ID: id})
		case !shown && is.shown[id] == id:
			d.Items = append(d.Items, Item{Path: "facts", Fate: Created, ID: id})
		}
	}
	return d, nil
}
