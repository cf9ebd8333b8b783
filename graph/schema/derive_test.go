package schema

import (
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// TestDeriveIsValid: the derived API is a valid GraphQL schema, and the same each time.
func TestDeriveIsValid(t *testing.T) {
	sdl := Derive(Domain(), API())
	api, err := gqlparser.LoadSchema(&ast.Source{Name: "api", Input: sdl})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range api.Types {
		for _, v := range d.EnumValues {
			if v.Description == "" && !d.BuiltIn {
				t.Errorf("%s.%s has no description", d.Name, v.Name)
			}
		}
	}
	again, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if Derive(again, API()) != sdl {
		t.Error("two derivations differ")
	}
}
