package record

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// The words of JSON Schema that the definitions are made of.

func typed(name string) *ordered { return (&ordered{}).set("type", name) }

func refTo(def string) *ordered { return (&ordered{}).set("$ref", "#/$defs/"+def) }

func constant(v any) *ordered { return (&ordered{}).set("const", v) }

func pattern(p string) *ordered { return typed("string").set("pattern", p) }

func anyOf(of ...any) *ordered { return (&ordered{}).set("anyOf", of) }

func listOf(items *ordered) *ordered { return typed("array").set("items", items) }

func whole(least, most int64) *ordered {
	return typed("integer").set("minimum", least).set("maximum", most)
}

// about adds a description.
func about(o *ordered, doc string) *ordered { return o.text("description", strings.TrimSpace(doc)) }

// optional may be null; where the description does not say what that means, it is added.
func optional(o *ordered, doc string) *ordered {
	if !strings.Contains(strings.ToLower(doc), "null") && !strings.Contains(doc, "Left out") && !strings.Contains(doc, "empty") {
		doc += " Null or left out: not stated."
	}
	return about(anyOf(o, typed("null")), doc)
}

// closed makes an object of these fields and no others.
func closed(o, properties *ordered, required ...string) *ordered {
	o.set("type", "object").set("properties", properties)
	if len(required) > 0 {
		o.set("required", required)
	}
	return o.set("additionalProperties", false)
}

// choice is an enum of the model, each value with its description.
func choice(e *ast.Definition) *ordered {
	var values []any
	for _, v := range e.EnumValues {
		values = append(values, about(constant(v.Name), v.Description))
	}
	return about(&ordered{}, e.Description).set("oneOf", values)
}
