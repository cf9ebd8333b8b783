package record

import (
	"slices"
	"strings"
	"unicode"

	"councilgraph/graph/schema"
)

// localPrefix begins a reference to an entity of the same record by its `ref`.
const localPrefix = "ref:"

// refs reads what a relationship names: one, or a list. Names within the record are looked up once all of it is read.
func (s spot) refs(rel *schema.Rel) (out []Ref) {
	at := []spot{s}
	if rel.Many {
		at = s.list("references, each " + refForm(rel))
		if at != nil && len(at) == 0 && rel.Required {
			s.wrong("at least one reference, " + refForm(rel))
		}
	}
	seen := map[string]bool{}
	for _, at := range at {
		id, ok := at.reference(rel)
		switch {
		case !ok:
		case seen[id]:
			at.fault(quote(id)+" twice", "each reference once")
		default:
			seen[id] = true
			out = append(out, Ref{ID: id, At: at.Place()})
		}
	}
	return out
}

func (s spot) reference(rel *schema.Rel) (string, bool) {
	if s.node == nil || s.node.kind != text {
		s.wrong(refForm(rel))
		return "", false
	}
	id, ok := s.exact(nameLimit)
	if !ok {
		return "", false
	}
	if rel.Target.Class == schema.Fact || strings.HasPrefix(id, localPrefix) {
		s.named = append(s.named, naming{s, id, rel})
		return id, true
	}
	if t := s.m.TypeOf(id); t == nil || !allows(rel, t) || !wellFormed(id) {
		s.wrong(refForm(rel))
		return "", false
	}
	return id, true
}

func allows(rel *schema.Rel, t *schema.Type) bool {
	return slices.Contains(targets(rel), t)
}

// wellFormed says whether a text can be an id: a prefix and more, without space.
func wellFormed(id string) bool {
	for part := range strings.SplitSeq(id, ":") {
		if part == "" {
			return false
		}
	}
	return strings.Contains(id, ":") && !strings.ContainsFunc(id, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

// refForm says what a relationship wants.
func refForm(rel *schema.Rel) string {
	switch {
	case rel.Target.Class == schema.Fact && rel.Target.Interface:
		return "the label of a fact of this record, or the id of a fact"
	case rel.Target.Class == schema.Fact:
		return "the label or the id of a " + rel.Target.Name
	}
	return idForm(targets(rel))
}

func idForm(types []*schema.Type) string {
	var forms []string
	for _, t := range types {
		forms = append(forms, t.Prefix+":")
	}
	return "an id that begins with " + strings.Join(forms, " or ")
}

// register reads the label that an item has within the record, each once, and puts the item under it.
func register[T any](s spot, e *entry[T], under map[string]*entry[T]) string {
	if !s.given() {
		return ""
	}
	label, ok := s.exact(nameLimit)
	switch first := under[label]; {
	case !ok:
		return ""
	case strings.ContainsFunc(label, func(r rune) bool { return unicode.IsSpace(r) || r == ':' }):
		s.wrong("a label without spaces and colons")
		return ""
	case first != nil:
		s.fault(quote(label)+" twice", "each label once; the other is that of "+first.path)
	default:
		under[label] = e
	}
	return label
}
