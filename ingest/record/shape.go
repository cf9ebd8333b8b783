package record

import (
	"slices"

	"councilgraph/graph/schema"
)

// shape is what a record may give of a type. It follows from the schema alone.
type shape struct {
	*schema.Type
	fields []*schema.Field // those that it has of its own, in the order of the schema
	rels   []*schema.Rel   // those that it owns
	names  []string        // of everything that its items may hold
	why    map[string]string
}

// The fields that an item has besides its type's.
var (
	entityWords   = []string{"type", "id", "ref", "name", "names", "mentions", "rows"}
	documentWords = []string{"type", "id", "name", "names", "mentions", "rows"}
	factWords     = []string{"type", "label", "rows", "evidence"}
)

func shapeOf(t *schema.Type, words []string) *shape {
	s := &shape{Type: t, names: slices.Clone(words), why: map[string]string{}}
	for _, f := range t.Fields {
		switch {
		case f.Stated:
			s.why[f.Name] = "no such field of an entity: state it by a fact of type Claim"
		case f.Span != "" || f.Kind == schema.ID || t.Class == schema.Entity && f.Name == "name":
		default:
			s.fields = append(s.fields, f)
			s.names = append(s.names, f.Name)
		}
	}
	for _, r := range t.Rels {
		switch {
		case r.From != nil:
			s.why[r.Name] = "no such field: it follows from " + r.From.Fact.Name + "." + r.From.Far.Name
		case r.Out && !r.Auto && r.Latest == nil:
			s.rels = append(s.rels, r)
			s.names = append(s.names, r.Name)
		}
	}
	return s
}

// requires says whether an item must give a field. What an entity is beyond its key may be unknown.
func (s *shape) requires(f *schema.Field) bool {
	if s.Class == schema.Entity {
		return f.NonNull && slices.Contains(s.Key, f.Name)
	}
	return f.NonNull && f.Name != modality
}

// modality is ACTUAL unless a fact says otherwise.
const (
	modality = "modality"
	actual   = "ACTUAL"
)

// targets are the types that a relationship may lead to.
func targets(r *schema.Rel) []*schema.Type {
	if len(r.Only) == 0 {
		return r.Target.Impl
	}
	var out []*schema.Type
	for _, t := range r.Target.Impl {
		if slices.Contains(r.Only, t.Name) {
			out = append(out, t)
		}
	}
	return out
}

// concrete are the types of a class that an item may be of.
func concrete(m *schema.Model, c schema.Class) (out []*schema.Type) {
	for _, t := range m.Types {
		if t.Class == c && !t.Interface {
			out = append(out, t)
		}
	}
	return out
}

func typeNames(types []*schema.Type) (out []string) {
	for _, t := range types {
		out = append(out, t.Name)
	}
	return out
}
