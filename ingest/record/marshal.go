package record

import (
	"crypto/sha256"
	"encoding/hex"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Marshal writes a record as canonical JSON, which Parse reads back as the same record: fields in the order of the schema, items
// in that of the record, decimals as text, nothing that is null.
func Marshal(r *Record) []byte { return r.canonical(true) }

// MarshalParts writes some entities and facts as the fields of a record that hold them.
func MarshalParts(entities []Entity, facts []Fact) (inEntities, inFacts []byte) {
	w := writer{false, map[*schema.Type]*shape{}}
	write := func(v any) []byte {
		b, err := encode(v)
		if err != nil {
			panic(err) // texts and numbers only
		}
		return b
	}
	return write(each(entities, w.entity)), write(each(facts, w.fact))
}

// Hash is the SHA-256, in hexadecimal, of the canonical form without `rows`.
func (r *Record) Hash() string {
	sum := sha256.Sum256(r.canonical(false))
	return hex.EncodeToString(sum[:])
}

func (r *Record) canonical(rows bool) []byte {
	w := writer{rows, map[*schema.Type]*shape{}}
	out := (&ordered{}).set("record", Format)
	out.set("document", w.entity(&r.Document))
	out.set("version", w.version(&r.Version))
	out.set("complete", r.Complete)
	out.set("reader", (&ordered{}).text("origin", r.Reader.Origin).text("name", r.Reader.Name).text("review", r.Reader.Review))
	out.set("entities", each(r.Entities, w.entity))
	out.set("mentions", each(r.Mentions, w.mention))
	out.set("facts", each(r.Facts, w.fact))
	b, err := encode(out)
	if err != nil {
		panic(err) // texts and numbers only
	}
	return b
}

// writer writes the parts of a record, with or without the labels of a reader's checklist.
type writer struct {
	rows   bool
	shapes map[*schema.Type]*shape
}

func each[T any](in []T, write func(*T) *ordered) []*ordered {
	out := make([]*ordered, len(in)) // an empty list, not null
	for i := range in {
		out[i] = write(&in[i])
	}
	return out
}

func (w writer) version(v *Version) *ordered {
	out := (&ordered{}).text("hash", v.Hash).text("retrieved", v.Retrieved)
	return out.set("passages", each(v.Passages, w.passage))
}

func (w writer) passage(p *Passage) *ordered {
	out := (&ordered{}).set("ordinal", p.Ordinal).text("kind", p.Kind).text("section", p.Section).text("hash", p.Hash)
	out.set("repeat", p.Repeat).text("text", p.Text)
	if p.End > p.Start {
		out.set("start", p.Start).set("end", p.End)
	}
	return out
}

func (w writer) entity(e *Entity) *ordered {
	out := (&ordered{}).set("type", e.Type.Name).text("id", e.ID).text("ref", e.Local).text("name", e.Name)
	w.model(out, e.Type, e.Fields, e.Refs)
	if len(e.Names) > 0 {
		out.set("names", each(e.Names, func(n *Name) *ordered {
			return (&ordered{}).text("text", n.Text).text("kind", n.Kind).text("source", n.Source)
		}))
	}
	if len(e.Mentions) > 0 {
		out.set("mentions", each(e.Mentions, w.mention))
	}
	return w.checklist(out, e.Rows)
}

func (w writer) mention(m *Mention) *ordered {
	out := (&ordered{}).set("at", m.Passage).text("printed", m.Printed)
	if m.Open {
		out.set("open", true)
	}
	return w.checklist(out.text("reason", m.Reason).text("note", m.Note), m.Rows)
}

func (w writer) fact(f *Fact) *ordered {
	out := (&ordered{}).set("type", f.Type.Name).text("label", f.Label)
	w.model(out, f.Type, f.Fields, f.Refs)
	out.set("evidence", each(f.Evidence, func(e *Evidence) *ordered {
		return (&ordered{}).set("at", e.Passage).set("printed", e.Printed)
	}))
	return w.checklist(out, f.Rows)
}

func (w writer) checklist(out *ordered, rows []string) *ordered {
	if w.rows && len(rows) > 0 {
		out.set("rows", rows)
	}
	return out
}

// model writes what the schema gives the type.
func (w writer) model(out *ordered, t *schema.Type, columns map[string]any, refs map[string][]Ref) {
	sh := w.shapes[t]
	if sh == nil {
		sh = shapeOf(t, nil)
		w.shapes[t] = sh
	}
	for _, f := range sh.fields {
		if v := written(f, columns); v != nil {
			out.set(f.Name, v)
		}
	}
	for _, rel := range sh.rels {
		var ids []string
		for _, ref := range refs[rel.Name] {
			ids = append(ids, ref.ID)
		}
		switch {
		case len(ids) == 0:
		case rel.Many:
			out.set(rel.Name, ids)
		default:
			out.set(rel.Name, ids[0])
		}
	}
}

// written is a field as a record gives it; nil where it is null.
func written(f *schema.Field, columns map[string]any) any {
	if f.Value == nil {
		return plainly(f, columns[f.Column])
	}
	if columns[f.Presence().Column] == nil {
		return nil
	}
	out := &ordered{}
	if f.Value.Name == "When" {
		said := columns[f.Part("text").Column]
		if columns[f.Part("yearTaken").Column] != true {
			return said
		}
		return out.set("text", said).set("yearTaken", true)
	}
	for _, p := range f.Parts {
		if v := plainly(p, columns[p.Column]); v != nil {
			out.set(p.Name, v)
		}
	}
	return out
}

func plainly(f *schema.Field, v any) any {
	n, ok := v.(int64)
	if !ok {
		return v
	}
	switch f.Kind {
	case schema.Date:
		return value.Day(n).String()
	case schema.DateTime:
		return value.Instant(n).String()
	case schema.Decimal:
		return string(value.AppendDecimal(nil, n, f.Places()))
	}
	return n
}
