package graph

import (
	"context"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"councilgraph/graph/query"
)

var update = flag.Bool("update", false, "write testdata anew")

// Each file of testdata/csv is a request; beside it stands its table, or its error.
func TestCSV(t *testing.T) {
	s := newSite(t)
	files, _ := filepath.Glob("testdata/csv/*.graphql")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w := s.post(string(text), "Accept", "text/csv")
			got := w.Body.String()
			if w.Code == 200 {
				if ct := w.Header().Get("Content-Type"); ct != "text/csv; charset=utf-8; header=present" {
					t.Error(ct)
				}
				r := csv.NewReader(strings.NewReader(got))
				if _, err := r.ReadAll(); err != nil { // it also sees that each line has as many fields
					t.Error(err)
				}
			} else {
				refused(t, w, 400, CodeBadRequest)
				got += "\n"
			}
			golden := strings.TrimSuffix(file, ".graphql") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			out, err := s.Execute(t.Context(), Request{Query: string(text)}, CSVTable)
			if err == nil && string(out) != got || (err == nil) != (w.Code == 200) {
				t.Errorf("without HTTP: %s %v", out, err)
			}
		})
	}
}

// Anything wrong is the whole answer: a table has no place for it.
func TestCSVErrors(t *testing.T) {
	s := newSite(t)
	refused(t, s.post("{contracts(first:-1){nodes{id}}}", "Accept", "text/csv"), 400, CodeBadInput)
	refused(t, s.post("{contracts{nodes{no}}}", "Accept", "text/csv"), 400, CodeValidation)
	refused(t, s.post(ingestOne, "Accept", "text/csv"), 400, CodeBadRequest)
	s.store.before = broken
	refused(t, s.post("{contracts{nodes{id}}}", "Accept", "text/csv"), 500, CodeInternal)
}

func TestFields(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "plain": "plain", "a,b": `"a,b"`, `a"b`: `"a""b"`, "a\nb": "\"a\nb\"", "a; b": `"a; b"`, " a": `" a"`, "é": "é",
		"=1+1": "'=1+1", "+1+1": "'+1+1", "-1-1": "'-1-1", "@x": "'@x", "\tx": "'\tx", "\rx": "\"'\rx\"", "=a,b": `"'=a,b"`,
		"-5": "-5", "+5.5": "+5.5", "-0.25": "-0.25", "-5%": "'-5%", "-": "'-", "-1e5": "'-1e5", "+44 20": "'+44 20", "5": "5", "a=b": "a=b",
	} {
		if got := string(appendField(nil, in)); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// A store's answer that does not fit is an error, not a panic.
func TestCSVOfNonsense(t *testing.T) {
	s := newSite(t)
	var tree *query.Tree
	s.store.before = func(_ context.Context, q *query.Tree) error { tree = q; return nil }
	s.post("{contracts{nodes{name}}}")
	for _, cells := range []query.Cell{nil, []any{}, []any{[]any{1}}, "x"} {
		if _, err := CSV(tree, cells); err == nil {
			t.Errorf("%v: no error", cells)
		}
	}
}
