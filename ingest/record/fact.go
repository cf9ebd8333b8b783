package record

import (
	"fmt"

	"councilgraph/graph/schema"
)

// fact reads one statement of the version.
func (r *reader) fact(s spot, out *entry[Fact]) {
	out.it.Label = register(s.peek("label"), out, r.labels)
	at, sh, ok := s.typed(schema.Fact, factWords)
	if !ok {
		return
	}
	f := &out.it
	f.Type, f.At = sh.Type, s.Place()
	f.Fields, f.Refs = at.model(sh)
	if !at.get(modality).given() {
		f.Fields[modality] = actual
	}
	f.Evidence = at.get("evidence").evidence()
	f.Rows = at.get("rows").rows()
	if sh.Name == claimType {
		r.claims = append(r.claims, claim{at, f})
	}
}

var evidenceWords = []string{"at", "printed"}

// evidence reads where the version says it: at least one passage, each once.
func (s spot) evidence() (out []Evidence) {
	given := s.list("evidence")
	if len(given) == 0 && (s.node == nil || s.node.kind == null || s.node.kind == list) {
		s.wrong("a list of at least one {at, printed}")
	}
	seen := map[int]bool{}
	for _, s := range given {
		at, ok := s.object(evidenceWords, nil)
		if !ok {
			continue
		}
		where, passage, ok := at.passage()
		e := Evidence{Passage: where, At: s.Place()}
		if ok && seen[where] {
			at.get("at").fault(fmt.Sprintf("passage %d twice", where), "each passage once, with all that it prints")
		}
		seen[where] = true
		e.Printed = at.get("printed").printed(where, passage.Text)
		out = append(out, e)
	}
	return out
}

// printed reads the words used. Each occurs once, so that it can be found again where the passage changes.
func (s spot) printed(where int, passage string) (out []string) {
	if !s.given() || s.node.kind == list && len(s.node.items) == 0 {
		s.wrong("a list of at least one text that stands in the passage")
		return nil
	}
	seen := map[string]bool{}
	for _, at := range s.list("texts that stand in the passage") {
		t, ok := at.exact(textLimit)
		if !ok {
			continue
		}
		if seen[t] {
			at.fault(quote(t)+" twice", "each text once")
		}
		seen[t] = true
		if passage != "" {
			if n := s.occurs(passage, t); n > 1 || n == 0 && !s.byModel {
				at.fault(fmt.Sprintf("%s, which stands %d times in passage %d", quote(t), n, where), "text that stands there once")
			}
		}
		out = append(out, t)
	}
	return out
}
