package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// entityNodes are the record's entities with their names, and those whose stated fields changed.
func (r *Resolver) entityNodes(stated map[string]map[string]any) []store.Node {
	var out []store.Node
	done := map[string]bool{}
	for _, e := range r.entities {
		id := r.state.Merges.Of(e.id)
		if done[id] {
			continue
		}
		done[id] = true
		as := r.shownAs(id) // with what was merged into it, of which the names alone are its
		n := store.Node{Type: e.Type.Name, ID: id, Fields: map[string]any{}}
		refs := map[string][]string{}
		if e.stored != nil {
			n.Fields, refs = maps.Clone(e.stored.Fields), maps.Clone(e.stored.Refs)
		}
		if e = as[0]; e.id == id {
			for column, v := range e.Fields {
				n.Fields[column] = v
			}
			if e.Type == r.m.Type("Document") {
				n.Fields["authority"] = r.weight(e.Fields, e.stored)
			}
			maps.Copy(refs, r.resolved(e.Refs))
		}
		names := r.names(as)
		n.Fields["name"] = names[0].Text
		maps.Copy(n.Fields, stated[id])
		n.Edges = edges(r.m, e.Type, "", n.Fields, refs)
		fromOwner(n.Edges, id)
		n.Texts = nameTexts(names)
		for _, name := range names {
			out = append(out, nameNode(e.Type, id, name))
		}
		out = append(out, n)
		for _, e := range as {
			r.entityItem(e, n, names)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(stated)) {
		if s := r.state.Entities[id]; s != nil && !done[id] {
			out = append(out, restated(r.m, s, stated[id]))
		}
	}
	return out
}

// shownAs are the entities of the record that are shown as one: it itself first, then what was merged into it.
func (r *Resolver) shownAs(id string) (out []*entity) {
	own := 0
	for _, e := range r.entities {
		switch {
		case e.id == id:
			out = slices.Insert(out, own, e)
			own++
		case r.state.Merges[e.id] == id:
			out = append(out, e)
		}
	}
	return out
}

// nameTexts are what search finds an entity by: its names, the main one first, each text once.
func nameTexts(names []StoredName) (out []store.Text) {
	for i, name := range names {
		field := store.TextOther
		if i == 0 {
			field = store.TextName
		}
		if !slices.ContainsFunc(out, func(t store.Text) bool { return t.Text == name.Text }) {
			out = append(out, store.Text{Field: field, Text: name.Text})
		}
	}
	return out
}

// restated is a stored entity with other stated values.
func restated(m *schema.Model, s *Stored, stated map[string]any) store.Node {
	n := store.Node{Type: s.Type.Name, ID: s.ID, Fields: maps.Clone(s.Fields)}
	maps.Copy(n.Fields, stated)
	n.Edges = edges(m, s.Type, "", n.Fields, s.Refs)
	fromOwner(n.Edges, s.ID)
	main, _ := s.Fields["name"].(string)
	n.Texts = []store.Text{{Field: store.TextName, Text: main}}
	for _, name := range slices.SortedFunc(slices.Values(s.Names), func(a, b StoredName) int { return cmp.Compare(a.Text, b.Text) }) {
		if !slices.ContainsFunc(n.Texts, func(t store.Text) bool { return t.Text == name.Text }) {
			n.Texts = append(n.Texts, store.Text{Field: store.TextOther, Text: name.Text})
		}
	}
	return n
}

// names are all names of an entity, and of what was merged into it, the main one first. The main name is the first that it was ever
// given.
func (r *Resolver) names(as []*entity) []StoredName {
	e := as[0]
	var out []StoredName
	add := func(n StoredName) {
		if n.Text == "" || slices.ContainsFunc(out, func(o StoredName) bool { return o.Text == n.Text && o.MergedFrom == n.MergedFrom }) {
			return
		}
		if len(out) == 0 {
			n.Kind = "MAIN"
		} else if n.Kind == "" || n.Kind == "MAIN" {
			n.Kind = "OTHER"
		}
		out = append(out, n)
	}
	if e.stored != nil {
		main, _ := e.stored.Fields["name"].(string)
		for _, n := range e.stored.Names {
			if n.Text == main && n.MergedFrom == "" {
				add(n)
			}
		}
		for _, n := range e.stored.Names {
			add(n)
		}
	}
	for _, e := range as {
		from := ""
		if r.state.Merges[e.id] != "" {
			from = e.id
		}
		if e.by == nil || e.by.Rule != byAct || e.stored == nil { // what a person decided of one name in one document makes it no name elsewhere
			add(StoredName{Text: e.Name, Kind: "MAIN", MergedFrom: from})
		}
		for _, n := range e.Names {
			add(StoredName{Text: n.Text, Kind: n.Kind, Source: n.Source, MergedFrom: from})
		}
		for _, k := range r.known[e.id] {
			add(StoredName{Text: k.Text, Kind: k.Kind, Source: k.Source, MergedFrom: from})
		}
	}
	slices.SortStableFunc(out[1:], func(a, b StoredName) int { return cmp.Compare(a.Text, b.Text) })
	return out
}

// nameNode is a name, at the entity that it now is a name of. Its id is made of the one that it was given to.
func nameNode(t *schema.Type, entity string, name StoredName) store.Node {
	n := store.Node{Type: "Name", ID: "name:" + value.Hash(cmp.Or(name.MergedFrom, entity), name.Text), Known: true, Span: store.Always,
		Fields: map[string]any{"text": name.Text, "kind": name.Kind}}
	set(n.Fields, "source", name.Source)
	set(n.Fields, "mergedFrom", name.MergedFrom)
	set(n.Fields, "normal", Normal(t, name.Text))
	n.Edges = []store.Edge{{Type: "NAME_OF", From: n.ID, To: entity}}
	return n
}

// entityItem tells what became of an entity.
func (r *Resolver) entityItem(e *entity, n store.Node, names []StoredName) {
	fate := Unchanged
	switch {
	case e.stored == nil:
		fate = Created
	case len(names) != len(e.stored.Names) || !sameFields(n.Fields, e.stored.Fields):
		fate = Updated
	}
	why := ""
	if e.ID != "" && e.ID != e.id {
		if r.state.Entities[e.ID] == nil { // the id that it was given answers from now on
			r.aliases = append(r.aliases, store.Alias{ID: e.ID, Of: e.id})
		}
		why = fmt.Sprintf("%s is %s", e.ID, e.id)
	}
	told := []string{why}
	if e.by != nil && e.stored != nil && (e.by.Rule != "name" && e.by.Rule != "key" || why != "") {
		told = append(told, e.id+" "+e.by.String())
	}
	told = slices.DeleteFunc(append(told, r.missing(e), e.note), func(s string) bool { return s == "" })
	r.item(e.At, fate, e.id, "%s", strings.Join(told, "; "))
}

func sameFields(a, b map[string]any) bool {
	for k := range union(a, b) {
		if a[k] != b[k] {
			return false
		}
	}
	return true
}

// missing warns of a relationship that readers expect of an entity and that no fact of the record gives: a councillor's council.
func (r *Resolver) missing(e *entity) string {
	for _, rel := range e.Type.Rels {
		if !rel.Expected || rel.From == nil {
			continue
		}
		found := e.stored != nil // what was known before is not warned of again
		for _, f := range r.facts {
			found = found || f.Type == rel.From.Fact && slices.Contains(f.s.Refs[rel.From.Near.Name], e.id) && len(f.s.Refs[rel.From.Far.Name]) > 0
		}
		if !found {
			return fmt.Sprintf("warning: no %s stated; left empty", rel.Name)
		}
	}
	return ""
}
