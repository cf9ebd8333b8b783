package graph

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// misfit is the first variable that is not what its operation declares, nil where all are. gqlgen's own check takes "2" for an Int, 5 for
// a String and an enum in any case, and what it refuses it names by Go's types. Scalars of ours are read where they are used.
func misfit(op *ast.OperationDefinition, given map[string]any) *gqlerror.Error {
	if op == nil {
		return nil
	}
	for _, v := range op.VariableDefinitions {
		at := "$" + v.Variable
		x, ok := given[v.Variable]
		if err := fits(v.Type, x, ok, v.DefaultValue, at); err != nil {
			err.Locations = []gqlerror.Location{{Line: v.Position.Line, Column: v.Position.Column}}
			return err
		}
	}
	return nil
}

// fits checks one value, or that there is one where one is needed.
func fits(t *ast.Type, x any, given bool, otherwise *ast.Value, at string) *gqlerror.Error {
	switch {
	case !given && t.NonNull && otherwise == nil:
		return wrongValue(at, "", "is missing; it takes "+taken(t))
	case !given:
		return nil
	case x == nil && t.NonNull:
		return wrongValue(at, "", "is null; it takes "+taken(t))
	case x == nil:
		return nil
	case t.Elem != nil:
		for i, x := range items(x) {
			if err := fits(t.Elem, x, true, nil, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
		return nil
	}
	return fitsNamed(t, x, at)
}

// fitsNamed checks a value that is no list and not null.
func fitsNamed(t *ast.Type, x any, at string) *gqlerror.Error {
	def := parsedSchema.Types[t.NamedType]
	switch {
	case def == nil: // the document is refused for it
		return nil
	case def.Kind == ast.InputObject:
		return fitsObject(def, x, at)
	case def.Kind == ast.Enum:
		if name, ok := x.(string); ok && def.EnumValues.ForName(name) != nil {
			return nil
		}
	case scalarFits(def.Name, x):
		return nil
	}
	return wrongValue(at, "", "is "+quoted(x)+"; it takes "+taken(t))
}

func fitsObject(def *ast.Definition, x any, at string) *gqlerror.Error {
	m, ok := x.(map[string]any)
	if !ok {
		return wrongValue(at, "", "is "+quoted(x)+"; it takes an input object: "+has(def.Name))
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if def.Fields.ForName(name) == nil {
			return wrongValue(at+"."+name, noNull(def.Name, name), "unknown field; "+has(def.Name))
		}
	}
	for _, f := range def.Fields {
		x, given := m[f.Name]
		if err := fits(f.Type, x, given, f.DefaultValue, at+"."+f.Name); err != nil {
			return err
		}
	}
	return nil
}

// scalarFits holds what https://spec.graphql.org/October2021/#sec-Scalars says of input.
func scalarFits(name string, x any) bool {
	number := ""
	switch x := x.(type) {
	case json.Number:
		number = string(x)
	case int, int32, int64, float64: // of a command of this process
		number = fmt.Sprint(x)
	}
	_, isText := x.(string)
	switch name {
	case "Int":
		_, err := strconv.ParseInt(number, 10, 32)
		return err == nil
	case "Float":
		_, err := strconv.ParseFloat(number, 64)
		return err == nil
	case "String":
		return isText
	case "ID":
		_, err := strconv.ParseInt(number, 10, 64)
		return isText || err == nil
	case "Boolean":
		_, ok := x.(bool)
		return ok
	}
	return isText || number != "" // ours: read where it is used
}

// quoted is a value as a message shows it, shortened.
func quoted(x any) string {
	const most = 60
	var s string
	switch x := x.(type) {
	case map[string]any:
		return "an object"
	case string:
		s = strconv.Quote(x)
	default:
		if reflect.ValueOf(x).Kind() == reflect.Slice {
			return "a list"
		}
		s = fmt.Sprint(x)
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}

// taken says what a type takes.
func taken(t *ast.Type) string {
	def := parsedSchema.Types[t.Name()]
	var one string
	switch {
	case def == nil:
		one = t.Name()
	case def.Kind == ast.InputObject:
		one = "an input object: " + has(def.Name)
	case def.Kind == ast.Enum:
		one = "a value of an enum: " + has(def.Name)
	default:
		one = map[string]string{"Int": "a whole number of at most 32 bits", "Float": "a number", "String": "text", "ID": "text or a whole number",
			"Boolean": "true or false"}[def.Name]
		if one == "" { // ours: the schema says what it is
			one = "a " + def.Name + ": " + strings.TrimSuffix(def.Description, ".")
		}
	}
	if t.Elem != nil {
		return "a list, each of it " + one
	}
	return one
}

func wrongValue(at, hint, what string) *gqlerror.Error {
	return gqlerror.Wrap(newError(CodeValidation, nil, hint, "%s: %s", at, what))
}
