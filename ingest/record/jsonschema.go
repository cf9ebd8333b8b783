package record

import (
	"bytes"
	"encoding/json"

	"councilgraph/graph/schema"
)

// Schema is the JSON Schema (draft 2020-12) of a record, made from the model: the same model gives the same bytes. What it refuses
// Parse refuses; Parse checks besides what a schema cannot say: hashes, calendars, what stands in a passage, what labels name.
func Schema(m *schema.Model) []byte {
	s := describer{m: m, defs: &ordered{}, enums: map[string]bool{}}
	s.texts()
	for _, v := range m.Values {
		s.defs.set(v.Name, s.value(v))
	}
	s.parts()
	entities, facts := concrete(m, schema.Entity), concrete(m, schema.Fact)
	for _, t := range entities {
		s.defs.set(t.Name, s.entity(t))
	}
	for _, t := range facts {
		s.defs.set(t.Name, s.fact(t))
	}
	s.defs.set("recordDocument", s.document(m.Type("Document")))
	for _, e := range m.Enums {
		if s.enums[e.Name] {
			s.defs.set(e.Name, choice(e))
		}
	}

	top := (&ordered{}).set("record", about(constant(Format), "The version of this form."))
	top.set("document", refTo("recordDocument")).set("version", refTo("version"))
	top.set("complete", optional(typed("boolean"), "True: it states all that its version says, and what it no longer states ends. Left out: it only adds."))
	top.set("reader", refTo("reader"))
	top.set("entities", optional(items(dispatch(entities)), "What the version names."))
	top.set("mentions", optional(items(refTo("openMention")), "Names that stand for no entity."))
	top.set("facts", optional(items(dispatch(facts)), "What the version states."))

	out := (&ordered{}).set("$schema", "https://json-schema.org/draft/2020-12/schema").set("$id", "urn:councilgraph:record:1")
	out.set("title", "A councilgraph record")
	out.set("description", "One version of one document: the entities that it names and the facts that it states, as JSON, or as YAML "+
		"without anchors, aliases and tags. Null is the same as leaving a field out: what it would say is not known or not stated. "+
		"Where an id of an entity is wanted, `ref:` and the `ref` of an entity of this record does as well.")
	closed(out, top, "record", "document", "version", "reader").set("$defs", s.defs)
	text, err := encode(out)
	if err != nil {
		panic(err) // texts and numbers only
	}
	var b bytes.Buffer
	_ = json.Indent(&b, text, "", "  ") // it is JSON
	b.WriteByte('\n')
	return b.Bytes()
}

func items(of *ordered) *ordered { return listOf(of).set("maxItems", maxItems) }

// describer makes the definitions.
type describer struct {
	m     *schema.Model
	defs  *ordered
	enums map[string]bool // those that the definitions use
}

// dispatch is an item that its `type` names. Only that type's definition is applied, so that an editor shows its faults and no other's.
func dispatch(types []*schema.Type) *ordered {
	var by []any
	for _, t := range types {
		is := (&ordered{}).set("properties", (&ordered{}).set("type", constant(t.Name))).set("required", []string{"type"})
		by = append(by, (&ordered{}).set("if", is).set("then", refTo(t.Name)))
	}
	out := typed("object").set("required", []string{"type"})
	out.set("properties", (&ordered{}).set("type", (&ordered{}).set("enum", typeNames(types))))
	return out.set("allOf", by)
}
