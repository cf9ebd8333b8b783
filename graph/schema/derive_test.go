package schema

import (
	"os"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// TestDeriveIsValid: the derived API is a valid GraphQL schema, and the same each time.
func TestDeriveIsValid(t *testing.T) {
	sdl := Derive(Domain(), API())
	_, err := gqlparser.LoadSchema(&ast.Source{Name: "api", Input: sdl})
	if err != nil {
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

// TestGroupingByAPeriodShowsItsForm: `when: QUARTER` is what one tries first, and the description says what is meant instead.
func TestGroupingByAPeriodShowsItsForm(t *testing.T) {
	api, err := gqlparser.LoadSchema(&ast.Source{Name: "api", Input: Derive(Domain(), API())})
	if err != nil {
		t.Fatal(err)
	}
	by := api.Types["ContractEventGroupBy"].Fields
	if got, want := by.ForName("when").Description, "By one part of `when`. Its dates have buckets: `{when: {start: FINANCIAL_YEAR}}`."; got != want {
		t.Errorf("when: %q, want %q", got, want)
	}
	if got, want := by.ForName("amount").Description, "By one part of `amount`."; got != want {
		t.Errorf("amount: %q, want %q", got, want)
	}
}

// TestEverythingIsDescribed: who asks what the API has learns of every type, field, argument, input field and value what it means.
func TestEverythingIsDescribed(t *testing.T) {
	text, err := os.ReadFile("../api_gen.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	api, err := gqlparser.LoadSchema(&ast.Source{Name: "api_gen.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	described := func(text, what string) {
		t.Helper()
		if checked++; text == "" {
			t.Errorf("%s has no description", what)
		}
	}
	for _, d := range api.Types {
		if d.BuiltIn {
			continue
		}
		described(d.Description, d.Name)
		for _, f := range d.Fields {
			if d.Name == "Query" && (f.Name == "__schema" || f.Name == "__type") {
				continue
			}
			described(f.Description, d.Name+"."+f.Name)
			for _, a := range f.Arguments {
				described(a.Description, d.Name+"."+f.Name+"("+a.Name+")")
			}
		}
		for _, v := range d.EnumValues {
			described(v.Description, d.Name+"."+v.Name)
		}
	}
	if checked < 5000 {
		t.Errorf("only %d descriptions were looked for", checked)
	}
}
