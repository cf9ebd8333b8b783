package record

import (
	"slices"
	"strings"

	"councilgraph/graph/schema"
)

func (s describer) entity(t *schema.Type) *ordered {
	p := (&ordered{}).set("type", constant(t.Name))
	p.set("id", optional(pattern(idPattern([]*schema.Type{t})), "Its id in the graph. Null or left out: "+found(t)))
	p.set("ref", optional(refTo("label"), "A label of this record's own, by which its other items name it: `ref:` and this. Null or left out: none."))
	p.set("name", about(refTo("name"), t.Field("name").Doc))
	required := s.model(p, shapeOf(t, nil), "type", "name")
	s.named(p)
	return s.weighed(t, closed(about(&ordered{}, t.Doc), p, required...))
}

// found says how an entity without an id is told apart.
func found(t *schema.Type) string {
	if slices.Equal(t.Key, []string{"name"}) {
		return "its name has to find it, else it gets one made of its name."
	}
	return "its " + strings.Join(t.Key, ", ") + " have to find it, else it gets one made of these, without the types of what they name: `" +
		strings.Join(append([]string{t.Prefix}, t.Key...), ":") + "`. Other items name it by its `ref`, or by that id."
}

// document is the entity that the record was read in: its id has to be given, its name need not.
func (s describer) document(t *schema.Type) *ordered {
	p := (&ordered{}).set("type", optional(constant(t.Name), "It can be no other."))
	p.set("id", optional(pattern(idPattern([]*schema.Type{t})), "Its id in the graph. Null or left out: it is made of service, number and kind."))
	p.set("name", optional(refTo("name"), "Null or left out: its title."))
	required := s.model(p, shapeOf(t, nil))
	s.named(p)
	return s.weighed(t, closed(about(&ordered{}, "The document that the record was read in."), p, required...))
}

// weighed adds to the definition of a document how much its kind can weigh.
func (s describer) weighed(t *schema.Type, def *ordered) *ordered {
	if t != s.m.Type("Document") {
		return def
	}
	var bounds []any
	for _, kind := range s.m.EnumValues(t.Field("kind").Enum) {
		if _, most := s.m.Authority(kind); most < t.Field("authority").Most {
			is := (&ordered{}).set("properties", (&ordered{}).set("kind", constant(kind)))
			then := (&ordered{}).set("properties", (&ordered{}).set("authority", (&ordered{}).set("maximum", most)))
			bounds = append(bounds, (&ordered{}).set("if", is).set("then", then))
		}
	}
	return def.set("allOf", bounds)
}

func (s describer) named(p *ordered) {
	p.set("names", optional(listOf(refTo("otherName")), "Its other names. Null or left out: none."))
	p.set("mentions", optional(listOf(refTo("mention")), "Where it is named. Null or left out: none of its own."))
	p.set("rows", rowsField())
}

func (s describer) fact(t *schema.Type) *ordered {
	p := (&ordered{}).set("type", constant(t.Name))
	p.set("label", optional(refTo("label"), "Names the fact within this record, for facts about facts. Null or left out: none."))
	required := s.model(p, shapeOf(t, nil), "type", "evidence")
	p.set("evidence", about(listOf(refTo("evidence")).set("minItems", 1), "Where the version says it."))
	p.set("rows", rowsField())
	out := closed(about(&ordered{}, t.Doc), p, required...)
	if t.Name == claimType {
		out.set("allOf", s.stated())
	}
	return out
}

// model adds what the schema gives the type, and says what of it is required.
func (s describer) model(p *ordered, sh *shape, required ...string) []string {
	for _, f := range sh.fields {
		doc := f.Doc
		if doc == "" && f.Enum != "" {
			doc = s.enumDoc(f.Enum)
		}
		if doc == "" && f.Value != nil {
			doc = f.Value.Doc
		}
		if f.Name == modality {
			doc += " Null or left out: ACTUAL."
		}
		if sh.requires(f) {
			required = append(required, f.Name)
			p.set(f.Name, about(s.field(f), doc))
		} else {
			p.set(f.Name, optional(s.field(f), doc))
		}
	}
	for _, r := range sh.rels {
		one := pattern(refPattern(r))
		switch {
		case r.Many && r.Required:
			one = listOf(one).set("minItems", 1).set("uniqueItems", true)
		case r.Many:
			one = listOf(one).set("uniqueItems", true)
		}
		doc := strings.TrimSpace(r.Doc + " By " + refForm(r) + ".")
		if r.Required {
			required = append(required, r.Name)
			p.set(r.Name, about(one, doc))
		} else {
			p.set(r.Name, optional(one, doc))
		}
	}
	return required
}

// stated says which fields a Claim may state of which type, and what values they can have.
func (s describer) stated() (out []any) {
	rel, name, val := s.m.Claims()
	subject := s.m.Inverse(rel)
	field := func(of, v any) *ordered { return (&ordered{}).set("properties", (&ordered{}).set(of.(string), v)) }
	for _, t := range targets(subject) {
		var names []string
		var values []any
		for _, f := range t.Fields {
			if !f.Stated {
				continue
			}
			names = append(names, f.Name)
			if v := s.claimed(f); v != nil {
				values = append(values, (&ordered{}).set("if", field(name.Name, constant(f.Name))).set("then", field(val.Name, v)))
			}
		}
		then := any(false) // it has no stated field
		if len(names) > 0 {
			o := field(name.Name, (&ordered{}).set("enum", names))
			if len(values) > 0 {
				o.set("allOf", values)
			}
			then = o
		}
		is := field(subject.Name, pattern("^"+t.Prefix+":")).set("required", []string{subject.Name})
		out = append(out, (&ordered{}).set("if", is).set("then", then))
	}
	return out
}

// claimed is the text that a Claim may give as a field's value; nil where it is any.
func (s describer) claimed(f *schema.Field) *ordered {
	switch f.Kind {
	case schema.Enum:
		return s.enum(f.Enum)
	case schema.Boolean:
		return (&ordered{}).set("enum", []string{"true", "false"})
	case schema.Int, schema.Long:
		return pattern("^(0|-?[1-9][0-9]*)$")
	case schema.Decimal:
		return pattern(decimalPattern)
	case schema.Date:
		return pattern(dayPattern)
	case schema.DateTime:
		return pattern(instantPattern)
	}
	return nil
}

// enum refers to an enum's definition.
func (s describer) enum(name string) *ordered {
	s.enums[name] = true
	return refTo(name)
}

// enumDoc is the description of an enum, for a field that has none of its own.
func (s describer) enumDoc(name string) string {
	for _, e := range s.m.Enums {
		if e.Name == name {
			return e.Description
		}
	}
	return ""
}

// field is the definition of a field's value.
func (s describer) field(f *schema.Field) *ordered {
	switch {
	case f.Value != nil:
		return refTo(f.Value.Name)
	case f.Enum != "":
		return s.enum(f.Enum)
	}
	switch f.Kind {
	case schema.Boolean:
		return typed("boolean")
	case schema.Int, schema.Long:
		return whole(f.Least, f.Most)
	case schema.Decimal:
		return refTo("decimal")
	case schema.Date:
		return refTo("day")
	case schema.DateTime:
		return refTo("instant")
	}
	if f.Name == "name" {
		return refTo("name")
	}
	return refTo("text")
}

const restOfID = `(:[^\s:]+)+$`

func idPattern(types []*schema.Type) string {
	var prefixes []string
	for _, t := range types {
		prefixes = append(prefixes, t.Prefix)
	}
	slices.Sort(prefixes)
	return "^(" + strings.Join(prefixes, "|") + ")" + restOfID
}

func refPattern(r *schema.Rel) string {
	if r.Target.Class == schema.Fact {
		return `^\S+$` // a label or an id
	}
	return idPattern(append(slices.Clone(targets(r)), &schema.Type{Prefix: strings.TrimSuffix(localPrefix, ":")}))
}
