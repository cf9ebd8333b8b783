package web_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"councilgraph/web"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// operation is the name of a starter's one operation, which is its tab's title.
func operation(t *testing.T, starter web.Starter) string {
	t.Helper()
	document, err := parser.ParseQuery(&ast.Source{Name: starter.Name, Input: starter.Query})
	if err != nil {
		t.Fatalf("starter %s: %v", starter.Name, err)
	}
	if len(document.Operations) != 1 || document.Operations[0].Name == "" {
		t.Fatalf("starter %s: want one operation with a name", starter.Name)
	}
	return document.Operations[0].Name
}

func TestStarters(t *testing.T) {
	audiences := map[string]int{"analyst": 0, "journalist": 0, "pipeline": 0}
	seen := map[string]bool{}
	for _, starter := range web.Starters() {
		name := operation(t, starter)
		if seen[name] || seen[starter.Name] {
			t.Errorf("starter %s, %s: the name is taken", starter.Name, name)
		}
		seen[name], seen[starter.Name] = true, true
		if _, known := audiences[starter.Audience]; !known || starter.Title == "" || !strings.HasPrefix(starter.Query, "# ") {
			t.Errorf("starter %s: audience %q, title %q: want a first line \"# analyst|journalist|pipeline: title\"", starter.Name, starter.Audience, starter.Title)
		}
		audiences[starter.Audience]++
		var variables map[string]any
		if starter.Variables != "" && json.Unmarshal([]byte(starter.Variables), &variables) != nil {
			t.Errorf("starter %s: the variables are no JSON object: %s", starter.Name, starter.Variables)
		}
	}
	for audience, count := range audiences {
		if count == 0 {
			t.Errorf("no starter for the %s", audience)
		}
	}
}

// A starter edited without a new build would be tested by Go and not shown by the page.
func TestTheBuiltPageHasTheStarters(t *testing.T) {
	scripts, err := filepath.Glob("dist/assets/index-*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no script in dist: %v", err)
	}
	var page strings.Builder
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		page.Write(text)
	}
	built := strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\"`, `"`, `\'`, `'`, "\\`", "`", `\$`, `$`).Replace(page.String())
	for _, starter := range web.Starters() {
		if !strings.Contains(built, starter.Query) || !strings.Contains(built, starter.Variables) {
			t.Errorf("starter %s is not in the built page: run npm ci && npm run build", starter.Name)
		}
	}
}
