package e2e

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"councilgraph/ingest/passage"
	"councilgraph/seed"
	"councilgraph/web"
)

var update = flag.Bool("update", false, "write the answers to the questions anew, as the first store gives them")

// questions holds documents, their whole answers, and by hand what must be in those; its README.md describes the form.
var questions = filepath.Join("..", "testdata", "questions")

// TestQuestions asks the competency questions of every store: the answers hold what is expected, and are the same bytes on all.
func TestQuestions(t *testing.T) {
	all := readQuestions(t)
	vars := sent(t)
	first := map[string]string{}
	each(t, func(t *testing.T, w *world) {
		for _, q := range all {
			t.Run(q.name, func(t *testing.T) {
				answer := q.ask(t, w, vars)
				if want, ok := first[q.name]; ok && answer != want {
					t.Fatalf("not the first store's bytes: %s, was %s", shorten(answer, want), shorten(want, answer))
				}
				first[q.name] = answer
				q.hold(t, answer, *update && w.name == openers[0].name)
			})
		}
	})
}

// question is a document and what its answer must hold.
type question struct {
	name       string
	document   string
	operations []string
	expected   expectation
}

// readQuestions gives those that only read first: one that writes takes Neo4j's database for itself.
func readQuestions(t *testing.T) []question {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(questions, "expected.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	expected := map[string]expectation{}
	if err := yaml.UnmarshalWithOptions(text, &expected, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(questions, "*.graphql"))
	if err != nil {
		t.Fatal(err)
	}
	var out []question
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		q := question{name: strings.TrimSuffix(filepath.Base(file), ".graphql"), document: string(text)}
		doc, err := parser.ParseQuery(&ast.Source{Name: file, Input: q.document})
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range doc.Operations {
			q.operations = append(q.operations, op.Name)
		}
		q.expected = expected[q.name]
		delete(expected, q.name)
		out = append(out, q)
	}
	for _, name := range slices.Sorted(maps.Keys(expected)) {
		t.Errorf("expected.yaml: %s has no document", name)
	}
	slices.SortStableFunc(out, func(a, b question) int { return min(len(a.operations), 2) - min(len(b.operations), 2) })
	return out
}

// ask gives the answer to a document of one operation. One of several may write, so a world of its own answers; the operations
// run in order, and the answer is a map of theirs by name.
func (q question) ask(t *testing.T, w *world, vars map[string]any) string {
	if len(q.operations) == 1 {
		return w.answered(t, q.document, "", vars)
	}
	w = w.another(t)
	parts := map[string]json.RawMessage{}
	for _, op := range q.operations {
		parts[op] = json.RawMessage(w.answered(t, q.document, op, vars))
	}
	out, err := json.Marshal(parts)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// hold compares an answer with the one that is kept beside the document, and with what is expected.
func (q question) hold(t *testing.T, answer string, write bool) {
	var got bytes.Buffer
	if err := json.Indent(&got, []byte(answer), "", "  "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	golden := filepath.Join(questions, q.name+".json")
	if write {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil {
		t.Error(err)
	} else if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("the answer is not that of %s: %s\n(go test ./graph/e2e -short -run TestQuestions -update rewrites it)", golden, firstDifference(got.Bytes(), want))
	}
	q.expected.hold(t, got.Bytes())
}

// TestStarters: every query that the playground starts with is answered from the seed, and finds something.
func TestStarters(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, starter := range web.Starters() {
			vars := map[string]any{}
			if starter.Variables != "" {
				if err := json.Unmarshal([]byte(starter.Variables), &vars); err != nil {
					t.Fatal(err)
				}
			}
			t.Run(starter.Name, func(t *testing.T) { w.finds(t, starter.Query, vars) })
		}
	})
}

// sent are the records that documents send: a page as it is, and with one figure of its text changed.
func sent(t *testing.T) map[string]any {
	page := string(seed.Records()[0].Data)
	var passages []passage.Passage
	for _, line := range strings.Split(page, "\n") {
		if _, rest, ok := strings.Cut(line, "- {ordinal: "); ok {
			_, hash, _ := strings.Cut(rest, "hash: ")
			passages = append(passages, passage.Passage{Hash: hash[:64]})
		}
	}
	was, version := passages[22].Hash, passage.VersionHash(passages)
	passages[22].Hash = strings.Repeat("c", 64)
	corrected := page
	for _, change := range [][2]string{
		{was, passages[22].Hash}, {version, passage.VersionHash(passages)}, {"amount: 1465", "amount: 1456"}, {"1,465", "1,456"},
	} {
		if !strings.Contains(corrected, change[0]) {
			t.Fatalf("%q is not in the seed", change[0])
		}
		corrected = strings.ReplaceAll(corrected, change[0], change[1])
	}
	return map[string]any{"page": page, "corrected": corrected}
}

// firstDifference shows the lines where two texts part.
func firstDifference(a, b []byte) string {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d is %s, was %s", i+1, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d lines, were %d", len(x), len(y))
}
