package graph

import (
	"context"
	"regexp"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// inDocument gives the parser's and the validator's own words, and what they leave out: nothing was executed yet.
func inDocument(ctx context.Context, gql *gqlerror.Error) *gqlerror.Error {
	code, message := CodeValidation, gql.Message
	if gql.Extensions["code"] == errcode.ParseFailed {
		code = CodeParse
	}
	if len(gql.Path) > 1 && gql.Path[0] == ast.PathName("variable") { // a place in the variables, not in the answer
		message = "$" + gql.Path[1:].String() + ": " + message + allowedIn(ctx, gql)
	}
	out := &gqlerror.Error{Message: message, Locations: gql.Locations, Extensions: map[string]any{"code": code}}
	if hint := belowConnection(gql.Message); hint != "" {
		out.Extensions["hint"] = hint
	}
	return out
}

// allowedIn lists the fields that an input object has, where a variable gives it one that it has not.
func allowedIn(ctx context.Context, gql *gqlerror.Error) string {
	if gql.Message != "unknown field" || !graphql.HasOperationContext(ctx) {
		return ""
	}
	op := graphql.GetOperationContext(ctx).Operation
	name, _ := gql.Path[1].(ast.PathName)
	variable := op.VariableDefinitions.ForName(string(name))
	if variable == nil {
		return ""
	}
	def := parsedSchema.Types[variable.Type.Name()]
	for _, step := range gql.Path[2 : len(gql.Path)-1] {
		name, ok := step.(ast.PathName)
		if !ok { // a place in a list
			continue
		}
		field := def.Fields.ForName(string(name))
		if field == nil {
			return ""
		}
		def = parsedSchema.Types[field.Type.Name()]
	}
	var all []string
	for _, f := range def.Fields {
		all = append(all, f.Name)
	}
	return "; " + def.Name + " has " + strings.Join(all, ", ")
}

var noSuchField = regexp.MustCompile(`^Cannot query field "(\w+)" on type "(\w+)(Connection|Edge)"`)

// belowConnection says where a field stands that was asked of a connection or an edge and belongs to its nodes.
func belowConnection(message string) string {
	m := noSuchField.FindStringSubmatch(message)
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
