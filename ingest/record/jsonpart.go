package record

import (
	"math"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Patterns of the forms that package value reads; that a day is in the calendar only Parse checks.
const (
	decimalPattern = `^-?[0-9]+(\.[0-9]+)?$`
	dayPattern     = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
	instantPattern = `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$`
	// The characters themselves: engines differ in how they escape one.
	controls = "[\x00-\x08\x0b-\x1f\x7f-\u009f]"

	year        = `[0-9]{4}`
	month       = year + `-(0[1-9]|1[0-2])`
	dayOf       = month + `-(0[1-9]|[12][0-9]|3[01])`
	part        = `([Ee][Aa][Rr][Ll][Yy]|[Mm][Ii][Dd]|[Ll][Aa][Tt][Ee]|[Ss][Tt][Aa][Rr][Tt]|[Ee][Nn][Dd])`
	period      = `(` + year + `|` + month + `|` + dayOf + `|` + year + `-[Qq][1-4]|` + year + `-[Hh][12]|[Ff][Yy]` + year + `/[0-9]{2}|` + part + `\s+(` + year + `|` + month + `)|[Ww][Ee][Ee][Kk]\s+` + dayOf + `)`
	yearless    = `--(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`
	whenPattern = `^\s*(` + period + `(/(` + period + `|\.\.))?|\.\./` + period + `|` + yearless + `)\s*$`
)

// texts defines the kinds of text and number.
func (s describer) texts() {
	s.defs.set("text", about(limited(textLimit), "Text without control characters but line breaks and tabs."))
	s.defs.set("name", about(limited(nameLimit), "A name."))
	s.defs.set("label", about(pattern(`^[^\s:]+$`).set("maxLength", nameLimit), "A label, good within one record: no spaces, no colons."))
	s.defs.set("decimal", about(anyOf(pattern(decimalPattern), typed("number")), "An exact decimal, as text or as a number without exponent: it never passes through a float."))
	s.defs.set("day", about(pattern(dayPattern).set("format", "date"), "A day, `2025-07-08`."))
	s.defs.set("instant", about(pattern(instantPattern).set("format", "date-time"), "An instant, `2025-07-08T18:00:00Z`, with at most six digits of a second."))
	s.defs.set("hash", about(pattern(`^[0-9a-f]{64}$`), "A SHA-256 in hexadecimal."))
	s.defs.set("ordinal", about(whole(1, math.MaxInt32), "The ordinal of a passage of this version."))
	s.defs.set("rows", about(listOf(refTo("name")), "They are no part of what is stated."))
}

func limited(characters int) *ordered {
	return pattern(`\S`).set("maxLength", characters).set("not", (&ordered{}).set("pattern", controls))
}

// value defines a value object.
func (s describer) value(v *schema.Value) *ordered {
	if v.Name == "When" {
		return s.when(v)
	}
	p, required := &ordered{}, []string(nil)
	for _, f := range v.Fields {
		def := s.field(f)
		switch {
		case v.Name == "Quantity" && f.Name == "unit":
			def = refTo("text").set("maxLength", 40)
		case v.Name == "Money" && f.Name == "currency":
			def = pattern(`^[A-Z]{3}$`)
		}
		if f.NonNull {
			required = append(required, f.Name)
			p.set(f.Name, about(def, f.Doc))
		} else {
			p.set(f.Name, optional(def, f.Doc))
		}
	}
	return closed(about(&ordered{}, v.Doc), p, required...)
}

func (s describer) when(v *schema.Value) *ordered {
	s.defs.set("period", about(anyOf(pattern(whenPattern), whole(1000, 9999)), "A date or period in one of the forms "+value.WhenForms+"."))
	text := refTo("period")
	var taken string
	for _, f := range v.Fields {
		if f.Name == "yearTaken" {
			taken = f.Doc
		}
	}
	marked := (&ordered{}).set("text", text).set("yearTaken", optional(typed("boolean"), taken+" Null or left out: false."))
	return about(&ordered{}, v.Doc).set("anyOf", []any{text, closed(&ordered{}, marked, "text")})
}

// parts defines what the schema's types do not: version, reader, evidence, mentions and names as a record gives them.
func (s describer) parts() {
	s.defs.set("version", s.version())
	s.defs.set("reader", s.reader())
	s.defs.set("evidence", closed(about(&ordered{}, "A passage that says it. A fact cites each passage once."), (&ordered{}).
		set("at", refTo("ordinal")).
		set("printed", about(listOf(refTo("text")).set("minItems", 1).set("uniqueItems", true), "The words or figures used, each as it stands once in the passage. Of a model's record every value needs its printed form here, and every name a spelling that the text prints: else the fact is held, and the reason says which. Spaces, soft hyphens and the form of quotes may differ there.")),
		"at", "printed"))
	s.defs.set("mention", s.mention(false))
	s.defs.set("openMention", s.mention(true))
	kinds := (&ordered{}).set("enum", nameKinds(s.m))
	s.defs.set("otherName", closed(about(&ordered{}, "A name besides the main one."), (&ordered{}).
		set("text", refTo("name")).
		set("kind", kinds).
		set("source", optional(refTo("text"), s.m.Type("Name").Field("source").Doc+" Null or left out: this document.")),
		"text", "kind"))
}

func rowsField() *ordered {
	return optional(refTo("rows"), "Labels of the reader's own checklist; null or left out: none.")
}

func (s describer) version() *ordered {
	t := s.m.Type("Passage")
	p := (&ordered{}).set("ordinal", about(refTo("ordinal"), "Its place in the version, from 1, without a gap."))
	p.set("kind", s.enum(t.Field("kind").Enum))
	p.set("section", optional(refTo("text"), t.Field("section").Doc))
	p.set("hash", about(refTo("hash"), t.Field("hash").Doc))
	p.set("repeat", optional(whole(0, math.MaxInt32), t.Field("repeat").Doc+" Null or left out: counted."))
	p.set("text", optional(limited(passageLimit), t.Field("text").Doc))
	for _, name := range []string{"start", "end"} {
		p.set(name, optional(whole(0, math.MaxInt32), s.m.Type("Position").Field(name).Doc))
	}
	both := func(kind string) *ordered {
		return (&ordered{}).set("properties", (&ordered{}).set("start", typed(kind)).set("end", typed(kind)))
	}
	passage := closed(about(&ordered{}, t.Doc), p, "ordinal", "kind", "hash")
	passage.set("anyOf", []any{both("null"), both("integer").set("required", []string{"start", "end"})})
	v := s.m.Type("Version")
	return closed(about(&ordered{}, v.Doc), (&ordered{}).
		set("hash", about(refTo("hash"), v.Field("hash").Doc)).
		set("retrieved", optional(refTo("instant"), v.Field("retrieved").Doc)).
		set("passages", about(listOf(passage).set("minItems", 1), "All its passages, in order.")),
		"hash", "passages")
}

func (s describer) reader() *ordered {
	return closed(about(&ordered{}, "Who or what read the version."), (&ordered{}).
		set("origin", s.enum(s.m.Type("Record").Field("origin").Enum)).
		set("name", optional(refTo("name"), s.m.Type("Evidence").Field("reader").Doc)).
		set("review", optional((&ordered{}).set("enum", reviews), "How far the reading has been checked. Null or left out: UNREVIEWED.")),
		"origin")
}

// mention is a name in a passage: open with a reason, or neither.
func (s describer) mention(alone bool) *ordered {
	t := s.m.Type("Mention")
	p := (&ordered{}).set("at", refTo("ordinal")).set("printed", about(refTo("text"), t.Field("printed").Doc))
	reason := s.enum(t.Field("reason").Enum)
	doc := "A name as it stands in a passage."
	if alone {
		doc = "A name that stands for no entity."
		p.set("open", constant(true)).set("reason", reason)
	} else {
		p.set("open", optional(typed("boolean"), t.Field("open").Doc+" Null or left out: false."))
		p.set("reason", optional(reason, "Why it is open; null where it is not."))
	}
	p.set("note", optional(refTo("text"), t.Field("note").Doc))
	if alone {
		p.set("rows", rowsField())
		return closed(about(&ordered{}, doc), p, "at", "printed", "open", "reason")
	}
	out := closed(about(&ordered{}, doc), p, "at", "printed")
	out.set("if", (&ordered{}).set("properties", (&ordered{}).set("open", constant(true))).set("required", []string{"open"}))
	out.set("then", (&ordered{}).set("properties", (&ordered{}).set("reason", reason)).set("required", []string{"reason"}))
	return out.set("else", (&ordered{}).set("properties", (&ordered{}).set("reason", typed("null"))))
}
