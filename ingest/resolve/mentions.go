package resolve

import (
	"maps"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/ingest/record"
)

// mentionNodes are the names found in the version's passages. A mention ends with its passage, or when a complete record of the same
// or a stronger reader does not repeat it.
func (r *Resolver) mentionNodes() []store.Node {
	t := r.m.Type("Mention")
	was := map[string]HeldMention{}
	for _, h := range r.state.Document.Mentions {
		was[h.ID] = h
	}
	stands := map[string]bool{}
	named := map[string]bool{} // what this version names, wherever it stands
	var out []store.Node
	add := func(m record.Mention, entity string, by *Match) string {
		passage := r.passages[m.Passage]
		n := store.Node{Type: t.Name, ID: mentionID(passage, m.Printed, entity), Known: !r.withdrawn, Span: store.Always,
			Fields: map[string]any{"printed": m.Printed, "open": m.Open || entity == "", "origin": r.rec.Reader.Origin}}
		set(n.Fields, "reason", m.Reason)
		set(n.Fields, "note", m.Note)
		refs := map[string][]string{"passage": {passage}}
		if entity != "" {
			n.Fields["rule"] = map[bool]string{true: "reviewed", false: "id"}[r.rec.Reader.Review == "REVIEWED"]
			if by != nil {
				n.Fields["rule"], n.Fields["score"], n.Fields["compared"] = by.Rule, int64(by.Score), by.Compared
			}
			if old, told := was[n.ID]; told && old.Fields["rule"] != nil { // as it was found first
				maps.DeleteFunc(n.Fields, func(name string, _ any) bool { return howFound[name] })
				for name := range howFound {
					if v := old.Fields[name]; v != nil {
						n.Fields[name] = v
					}
				}
			}
			refs["entity"] = []string{r.state.Merges.Of(entity)}
			if r.state.Merges[entity] != "" {
				n.Fields["mergedFrom"] = entity
			}
		}
		n.Edges = edges(r.m, t, "", n.Fields, refs)
		fromOwner(n.Edges, n.ID)
		named[m.Printed+"\x00"+entity] = true
		if old, ok := was[n.ID]; ok && strength[old.origin()] > strength[r.rec.Reader.Origin] {
			stands[n.ID] = true // a stronger reader found it: its word stays
			return n.ID
		}
		if !stands[n.ID] {
			stands[n.ID] = true
			out = append(out, n)
		}
		return n.ID
	}
	for _, e := range r.entities {
		for _, m := range e.Mentions {
			add(m, e.id, e.by)
		}
	}
	for _, m := range r.rec.Mentions {
		id := add(m, "", nil)
		fate := Created
		if old, ok := was[id]; ok {
			if fate = Unchanged; old.Fields["note"] != nil && old.Fields["note"] != m.Note {
				fate = Updated
			}
		}
		r.item(m.At, fate, id, "")
	}
	here := r.standing()
	for _, h := range r.state.Document.Mentions {
		if stands[h.ID] || here[h.Passage] && (!r.complete() || strength[h.origin()] > strength[r.rec.Reader.Origin]) {
			continue
		}
		printed, _ := h.Fields["printed"].(string)
		if ordinal, ok := r.stillNamed(h.Passage, printed); ok && !here[h.Passage] && !r.complete() {
			if on := moved(r.m, t, h, r.passages[ordinal], r.state.Merges); !stands[on.ID] {
				stands[on.ID] = true
				out = append(out, on)
			}
			named[printed+"\x00"+h.Entity] = true
		}
		n := store.Node{Type: t.Name, ID: h.ID, Fields: h.Fields, Span: store.Always}
		refs := map[string][]string{"passage": {h.Passage}}
		if h.Entity != "" {
			refs["entity"] = []string{r.state.Merges.Of(h.Entity)}
		}
		n.Edges = edges(r.m, t, "", h.Fields, refs)
		fromOwner(n.Edges, n.ID)
		out = append(out, n)
		if !named[printed+"\x00"+h.Entity] { // else it only moved to another passage
			why := "the record no longer finds this name"
			if !here[h.Passage] {
				why = "its passage no longer stands in this text"
			}
			r.item(record.Place{Path: "(ended)"}, Ended, h.ID, "%s", why)
		}
	}
	return out
}

// howFound are the columns of a mention that tell how its entity was found.
var howFound = map[string]bool{"rule": true, "score": true, "compared": true}

// moved is a mention in the passage that now prints its name.
func moved(m *schema.Model, t *schema.Type, h HeldMention, passage string, merges Merges) store.Node {
	printed, _ := h.Fields["printed"].(string)
	n := store.Node{Type: t.Name, ID: mentionID(passage, printed, h.Entity), Fields: h.Fields, Known: true, Span: store.Always}
	refs := map[string][]string{"passage": {passage}}
	if h.Entity != "" {
		refs["entity"] = []string{merges.Of(h.Entity)}
	}
	n.Edges = edges(m, t, "", h.Fields, refs)
	fromOwner(n.Edges, n.ID)
	return n
}

func mentionID(passage, printed, entity string) string {
	return "mention:" + value.Hash(passage, printed, entity)
}
