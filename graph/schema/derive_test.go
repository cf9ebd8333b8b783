package schema

import (
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// TestDeriveIsValid: the derived API is a valid GraphQL schema, and the same each time.
func TestDeriveIsValid(t *testing.T) {
	sdl := Derive(Domain(), API())
	if _, err := gqlparser.LoadSchema(&ast.Source{Name: "api", Input: sdl}); err != nil {
		t.Fatal(err)
	}
	again, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if Derive(again, API()) != sdl {
		t.Error("two derivations differ")
	}

}
