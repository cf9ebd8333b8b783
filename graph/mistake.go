package graph

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// inDocument gives the parser's and the validator's own words, and what they leave out: nothing was executed yet.
func inDocument(gql *gqlerror.Error) *gqlerror.Error {
	code, message := CodeValidation, gql.Message
	if gql.Extensions["code"] == errcode.ParseFailed {
		code = CodeParse
	}
	message = strictly.ReplaceAllString(message, "$1$2")
	message = nullKey.ReplaceAllString(message, `A key of "$1" is null: it must be non-null.`)
	if len(gql.Path) > 1 && gql.Path[0] == inRequest { // a place in the request, not in the answer
		message = gql.Path[1:].String() + ": " + message
	}
	out := &gqlerror.Error{Message: message, Locations: gql.Locations, Extensions: map[string]any{"code": code}}
	if hint := hintOn(gql); hint != "" {
		out.Extensions["hint"] = hint
	}
	return out
}

var (
	strictly = regexp.MustCompile(`^((?:Value|Enum) .*"\w+)!(" (?:enum|cannot))`)
	nullKey  = regexp.MustCompile(`^Field "(\w+)\.\w+" must be non-null\.$`) // the validator names the type's first field, whichever is null
)

// noSuchOperation says which operations a document has, where none of them is the one to execute.
func noSuchOperation(ops ast.OperationList, name string) *Error {
	var names []string
	for _, op := range ops {
		if op.Name != "" {
			names = append(names, op.Name)
		}
	}
	hint := "the document has " + listed(names) + "; name one of them"
	if len(names) == 0 {
		hint = "the document's operation has no name; leave operationName out"
	}
	if name == "" {
		return newError(CodeValidation, nil, hint, "operationName is missing, and the document has %d operations", len(ops))
	}
	return newError(CodeValidation, nil, hint, "operationName %q is no operation of the document", name)
}

// mostListed bounds how many names a message lists.
const mostListed = 60

// listed are names as a message lists them.
func listed(names []string) string {
	if n := len(names) - mostListed; n > 0 {
		return strings.Join(names[:mostListed], ", ") + fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(names, ", ")
}

var (
	noSuchKey      = regexp.MustCompile(`^Field "(\w+)" is not defined by type "(\w+)"`)
	noSuchArgument = regexp.MustCompile(`^Unknown argument "\w+" on field "(\w+)\.(\w+)"`)
	noSuchValue    = regexp.MustCompile(`^(?:Value "\w+" does not exist in|Enum) "(\w+)!?" (?:enum|cannot)`)
	notOfType      = regexp.MustCompile(`^Expected value of type "\[*(\w+)[]!]*", found`)
	notOneKey      = regexp.MustCompile(`^OneOf Input Object "(\w+)" must`)
)

// hintOn says what is right in the place of a mistake.
func hintOn(gql *gqlerror.Error) string {
	if m := noSuchKey.FindStringSubmatch(gql.Message); m != nil {
		return cmp.Or(noNull(m[2], m[1]), has(m[2]))
	}
	if m := noSuchArgument.FindStringSubmatch(gql.Message); m != nil {
		return argumentsOf(m[1], m[2])
	}
	for _, mistake := range []*regexp.Regexp{noSuchValue, notOfType, notOneKey} {
		if m := mistake.FindStringSubmatch(gql.Message); m != nil {
			return has(m[1])
		}
	}
	if hint := belowConnection(gql.Message); hint != "" {
		return hint
	}
	if m := noSuchField.FindStringSubmatch(gql.Message); m != nil {
		return has(m[2])
	}
	return ""
}

// noneOrSome is what stands for isNull where several may be there.
const noneOrSome = "a relationship to many is never null: none: {} finds where there is none, some: {} where there is any"

// noNull explains isNull on a relationship to many; empty for any other key.
func noNull(input, key string) string {
	if key == "isNull" && strings.HasSuffix(input, "Relation") {
		return noneOrSome
	}
	return ""
}

// has lists what a type has: fields, input fields or values. Empty for a scalar, which has none.
func has(name string) string {
	def := parsedSchema.Types[name]
	if def == nil {
		return ""
	}
	var names []string
	for _, f := range def.Fields {
		if !strings.HasPrefix(f.Name, "__") {
			names = append(names, f.Name)
		}
	}
	for _, v := range def.EnumValues {
		names = append(names, v.Name)
	}
	if len(names) == 0 {
		return ""
	}
	return name + " has " + listed(names)
}

// argumentsOf lists those of a field.
func argumentsOf(typ, field string) string {
	def := parsedSchema.Types[typ]
	if def == nil || def.Fields.ForName(field) == nil {
		return ""
	}
	var names []string
	for _, a := range def.Fields.ForName(field).Arguments {
		names = append(names, a.Name)
	}
	if len(names) == 0 {
		return field + " takes no argument"
	}
	hint := field + " takes " + listed(names)
	if field == "contradictions" {
		hint += "; discrepancies takes kinds, and finds shares, totals, figures and dates that do not fit"
	}
	return hint
}

var (
	noSuchField      = regexp.MustCompile(`^Cannot query field "(\w+)" on type "(\w+)"`)
	noSuchConnection = regexp.MustCompile(`^Cannot query field "(\w+)" on type "(\w+)(Connection|Edge)"`)
)

// belowConnection says where a field stands that was asked of a connection or an edge and belongs to its nodes.
func belowConnection(message string) string {
	m := noSuchConnection.FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	node, way := parsedSchema.Types[m[2]], "nodes"
	if m[3] == "Edge" {
		way = "node"
	}
	if node == nil || node.Fields.ForName(m[1]) == nil {
		return ""
	}
	return "ask it of the " + way + ": " + way + " { " + m[1] + " }"
}
