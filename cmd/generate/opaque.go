package main

import (
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"
)

// opaque shows gqlgen the output types below Query as scalars of one Go type, an answer that is already written, and the inputs
// as maps: it then generates one resolver a root field and no executor a field. At run time the schema is the full one, so
// validation, introspection and tools see objects.
type opaque struct{}

func (opaque) Name() string { return "opaque" }

const answer = "councilgraph/graph.Answer"

func (opaque) MutateSchema(s *ast.Schema) error { //nolint:unparam // gqlgen's plugin interface
	typed := map[string]bool{}
	if s.Mutation != nil {
		reach(s, s.Mutation.Name, typed)
	}
	for name, def := range s.Types {
		if def.BuiltIn || typed[name] || def == s.Query || def == s.Mutation {
			continue
		}
		switch def.Kind {
		case ast.Object, ast.Interface, ast.Union, ast.InputObject:
			def.Kind, def.Fields, def.Interfaces = ast.Scalar, nil, nil
			delete(s.PossibleTypes, name)
			delete(s.Implements, name)
		}
	}
	for _, f := range s.Query.Fields { // a list of answers is one answer too
		if def := s.Types[f.Type.Name()]; f.Type.Elem != nil && def.Kind == ast.Scalar && !def.BuiltIn {
			f.Type = ast.NamedType(f.Type.Name(), f.Type.Position)
		}
	}
	return nil
}

// models binds the opaque types; it is called before gqlgen loads the schema for the first time.
func models(s *ast.Schema, cfg *config.Config) {
	typed := map[string]bool{}
	if s.Mutation != nil {
		reach(s, s.Mutation.Name, typed)
	}
	for name, def := range s.Types {
		if def.BuiltIn || typed[name] || def == s.Query || def == s.Mutation || cfg.Models.Exists(name) {
			continue
		}
		switch def.Kind {
		case ast.Object, ast.Interface, ast.Union:
			cfg.Models.Add(name, answer)
		case ast.InputObject:
			cfg.Models.Add(name, "github.com/99designs/gqlgen/graphql.Map")
		case ast.Enum:
			cfg.Models.Add(name, "github.com/99designs/gqlgen/graphql.String")
		}
	}
}

// reach adds every type that can be met from one.
func reach(s *ast.Schema, name string, seen map[string]bool) {
	def := s.Types[name]
	if def == nil || seen[name] {
		return
	}
	seen[name] = true
	for _, f := range def.Fields {
		reach(s, f.Type.Name(), seen)
		for _, a := range f.Arguments {
			reach(s, a.Type.Name(), seen)
		}
	}
}
