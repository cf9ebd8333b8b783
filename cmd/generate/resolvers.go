package main

import (
	_ "embed"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"

	"councilgraph/graph/schema"
)

//go:embed resolvers.gotpl
var resolversTemplate string

// resolvers writes the resolvers of the root fields that follow from a type: all of them only read. A root field of
// graph/schema/api.graphqls has a resolver written by hand, and the build fails until it is there.
type resolvers struct{ m *schema.Model }

func (resolvers) Name() string { return "derived resolvers" }

func (r resolvers) GenerateCode(data *codegen.Data) error {
	derived := map[string]bool{}
	for _, t := range r.m.Types {
		derived[t.Plural], derived[t.Singular()] = true, true
	}
	var fields []*codegen.Field
	for _, f := range data.QueryRoot.Fields {
		if derived[f.Name] && f.Name != "node" && f.Name != "nodes" {
			fields = append(fields, f)
		}
	}
	return templates.Render(templates.Options{
		PackageName:     "graph",
		Filename:        "graph/resolvers_gen.go",
		Template:        resolversTemplate,
		Data:            fields,
		GeneratedHeader: true,
		Packages:        data.Config.Packages,
	})
}
