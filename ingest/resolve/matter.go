package resolve

import (
	"maps"
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// matter is what is said under one key: statements with their evidence.
type matter struct {
	evidence map[string]*Evidence // by id
}

func newMatter() *matter { return &matter{evidence: map[string]*Evidence{}} }

func (m *matter) clone() *matter { return &matter{evidence: maps.Clone(m.evidence)} }

// of says whether it is a matter of a type of fact: one key has statements of one type.
func (m *matter) of(t *schema.Type) bool {
	for _, e := range m.evidence {
		return e.Statement.Type == t
	}
	return false
}

// view is what a matter shows: facts, each with all evidence that says it or less.
type view struct {
	statements map[string]*Statement // by id
	shown      map[string]string     // statement id -> id of the fact that shows it
	evidence   map[string][]*Evidence
	conflicts  []conflict
}

type conflict struct {
	a, b  string // fact ids, in order
	field string
}

// view reads a matter. A statement that says no more than another shows as the fuller one: where several are fuller, the fullest,
// and of those the first by id. Statements that merges make the same show as one: that which names nothing merged, else the first by id.
// A rejected reading shows nothing.
func (m *matter) view() view {
	v := view{statements: map[string]*Statement{}, shown: map[string]string{}, evidence: map[string][]*Evidence{}}
	first := map[string]*Evidence{}
	for _, e := range m.evidence {
		if e.Review == rejected {
			continue
		}
		if old := first[e.Statement.ID]; old == nil || e.before(old) {
			first[e.Statement.ID], v.statements[e.Statement.ID] = e, e.Statement
		}
	}
	all := slices.Sorted(maps.Keys(v.statements))
	one := map[string]string{} // the first of those that are the same
	var ids []string
	for _, id := range all {
		s := v.statements[id]
		if old := one[s.Same]; old == "" || id == s.Same {
			one[s.Same] = id
		}
	}
	for _, id := range all {
		if one[v.statements[id].Same] == id {
			ids = append(ids, id)
		}
	}
	fuller := func(id string) bool { // does any other say more?
		return slices.ContainsFunc(ids, func(o string) bool { return compare(v.statements[id], v.statements[o]) == less })
	}
	var full []string
	for _, id := range ids {
		if !fuller(id) {
			full = append(full, id)
			v.shown[id] = id
		}
	}
	for _, id := range ids {
		for _, o := range full {
			if v.shown[id] == "" && compare(v.statements[id], v.statements[o]) == less {
				v.shown[id] = o
			}
		}
	}
	for _, id := range all {
		v.shown[id] = v.shown[one[v.statements[id].Same]]
	}
	for _, id := range slices.Sorted(maps.Keys(m.evidence)) {
		e := m.evidence[id]
		if e.Review == rejected {
			continue
		}
		fact := v.shown[e.Statement.ID]
		v.evidence[fact] = append(v.evidence[fact], e)
	}
	for i, a := range full {
		for _, b := range full[i+1:] {
			if field := contradict(v.statements[a], v.statements[b]); field != "" && v.saidTogether(a, b) {
				v.conflicts = append(v.conflicts, conflict{a, b, field})
			}
		}
	}
	return v
}

// shownAs is the fact that shows a piece of evidence; empty for a rejected one.
func (v view) shownAs(e *Evidence) string {
	if e.Review == rejected {
		return ""
	}
	return v.shown[e.Statement.ID]
}

// saidTogether: what is expected, and what a type says so of, is at odds only when said on the same day.
func (v view) saidTogether(a, b string) bool {
	if s := v.statements[a]; !s.Type.Rule.SameDay && s.text(modality) == actual {
		return true
	}
	for _, x := range v.evidence[a] {
		for _, y := range v.evidence[b] {
			if x.Said == y.Said {
				return true
			}
		}
	}
	return false
}

// nodes are the graph's part in a change of a matter: what is shown now, and what was and is no more.
func nodes(m *schema.Model, before, after *matter) []store.Node {
	was, is := before.view(), after.view()
	var out []store.Node
	for _, id := range slices.Sorted(maps.Keys(union(was.statements, is.statements))) {
		s := is.statements[id]
		if s == nil {
			s = was.statements[id]
		}
		known := is.shown[id] == id
		if !known && was.shown[id] != id {
			continue // hidden behind a fuller one, before and after
		}
		evidence := is.evidence[id]
		if !known {
			evidence = was.evidence[id]
		}
		out = append(out, factNode(m, s, known, span(s, evidence)))
	}
	for _, id := range slices.Sorted(maps.Keys(union(before.evidence, after.evidence))) {
		if e := after.evidence[id]; e != nil {
			out = append(out, e.node(m, is.shownAs(e), true))
		} else {
			e := before.evidence[id]
			out = append(out, e.node(m, was.shownAs(e), false))
		}
	}
	stands := map[string]bool{}
	for _, c := range is.conflicts {
		n := contradictionNode(m, c, is, true)
		stands[n.ID] = true
		out = append(out, n)
	}
	for _, c := range was.conflicts {
		if n := contradictionNode(m, c, was, false); !stands[n.ID] {
			out = append(out, n)
		}
	}
	return out
}

func union[V any](a, b map[string]V) map[string]V {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

func factNode(m *schema.Model, s *Statement, known bool, at store.Span) store.Node {
	fields := maps.Clone(s.Fields)
	fields["key"], fields["matter"], fields["statement"] = s.Key, s.Matter(), s.said()
	n := store.Node{Type: s.Type.Name, ID: s.ID, Fields: fields, Known: known, Span: at,
		Texts: []store.Text{{Field: store.TextWording, Text: s.text("wording")}}}
	n.Edges = edges(m, s.Type, s.ID, s.Fields, s.Shown)
	fromOwner(n.Edges, s.ID)
	return n
}

// contradictionNode is a contradiction found by rule. It lasts while both facts do.
func contradictionNode(m *schema.Model, c conflict, v view, known bool) store.Node {
	a, b := v.statements[c.a], v.statements[c.b]
	x, y := span(a, v.evidence[c.a]), span(b, v.evidence[c.b])
	fields := map[string]any{"foundBy": "RULE", "rule": a.Type.Name + "." + c.field,
		"wording": a.text("wording") + " / " + b.text("wording")}
	return contradiction(m, fields, map[string][]string{"facts": {c.a, c.b}}, known,
		store.Span{Since: max(x.Since, y.Since), Until: min(x.Until, y.Until)})
}

func contradiction(m *schema.Model, fields map[string]any, refs map[string][]string, known bool, at store.Span) store.Node {
	t := m.Type("Contradiction")
	facts := slices.Sorted(slices.Values(refs["facts"]))
	n := store.Node{Type: t.Name, ID: t.Prefix + ":" + value.Hash(facts...), Fields: fields, Known: known, Span: at}
	if len(refs["dispute"]) > 0 {
		n.ID = t.Prefix + ":" + value.Hash(append(facts, refs["dispute"]...)...)
	}
	n.Edges = edges(m, t, "", fields, refs)
	fromOwner(n.Edges, n.ID)
	return n
}

// disputeNodes show a dispute among the contradictions, while it is known.
func disputeNodes(m *schema.Model, before, after *matter) []store.Node {
	if !before.of(m.Disputes()) && !after.of(m.Disputes()) {
		return nil
	}
	was, is := before.view(), after.view()
	var out []store.Node
	for _, id := range slices.Sorted(maps.Keys(union(was.statements, is.statements))) {
		v, known := is, is.shown[id] == id
		if !known {
			v = was
		}
		s := v.statements[id]
		if s == nil || s.Type != m.Disputes() || v.shown[id] != id {
			continue
		}
		out = append(out, contradiction(m, map[string]any{"foundBy": "READER", "rule": s.text("kind"), "wording": s.text("wording")},
			map[string][]string{"facts": s.Refs["facts"], "dispute": {id}}, known, span(s, v.evidence[id])))
	}
	return out
}
