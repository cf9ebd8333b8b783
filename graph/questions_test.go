package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"councilgraph/graph"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
	"councilgraph/ingest"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
	"councilgraph/web"
)

// TestQuestions asks the competency questions of the seed.
func TestQuestions(t *testing.T) {
	testQuestions(t, func(_ testing.TB, clock store.Clock) store.Store { return memory.New(schema.Domain(), clock) })
}

// testQuestions runs testdata/questions/*.graphql against the seed in a store. The whole answer stands beside a document, and
// must not change unseen; expected.yaml says by hand what must be in it, so that it is also right.
//
// A document of one operation is asked of a store that all share. One of several, which may write, has a store of its own;
// its operations run in order, an hour apart, and its answer is a map of theirs by name.
func testQuestions(t *testing.T, open func(testing.TB, store.Clock) store.Store) {
	dir := filepath.Join("testdata", "questions")
	text, err := os.ReadFile(filepath.Join(dir, "expected.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	expected := map[string]expectation{}
	if err := yaml.UnmarshalWithOptions(text, &expected, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	if len(expected) != 16+12+12 {
		t.Errorf("%d questions, want 40", len(expected))
	}
	vars := sent(t)
	shared := newAsker(t, open)
	for _, name := range slices.Sorted(maps.Keys(expected)) {
		t.Run(name, func(t *testing.T) {
			document, err := os.ReadFile(filepath.Join(dir, name+".graphql"))
			if err != nil {
				t.Fatal(err)
			}
			doc, err := parser.ParseQuery(&ast.Source{Input: string(document)})
			if err != nil {
				t.Fatal(err)
			}
			var answer []byte
			if len(doc.Operations) == 1 {
				answer = shared.ask(t, string(document), "", vars)
			} else {
				a, parts := newAsker(t, open), map[string]json.RawMessage{}
				for _, op := range doc.Operations {
					a.now += hour
					parts[op.Name] = a.ask(t, string(document), op.Name, vars)
				}
				answer, _ = json.Marshal(parts)
			}
			answer = pretty(t, answer)
			golden := filepath.Join(dir, name+".json")
			if flag.Lookup("update").Value.String() == "true" { // csv_test.go declares it
				if err := os.WriteFile(golden, answer, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(golden); err != nil {
				t.Error(err)
			} else if !bytes.Equal(answer, want) {
				t.Errorf("the answer is not that of %s: %s\n(go test -run TestQuestions -update rewrites it)", golden, firstDifference(answer, want))
			}
			expected[name].hold(t, answer)
		})
	}
}

// TestStarters: every query that the playground starts with is answered from the seed, and finds something.
func TestStarters(t *testing.T) {
	a := newAsker(t, func(_ testing.TB, clock store.Clock) store.Store { return memory.New(schema.Domain(), clock) })
	for _, starter := range web.Starters() {
		vars := map[string]any{}
		if starter.Variables != "" {
			if err := json.Unmarshal([]byte(starter.Variables), &vars); err != nil {
				t.Fatal(err)
			}
		}
		t.Run(starter.Name, func(t *testing.T) {
			var answer struct {
				Data map[string]json.RawMessage `json:"data"`
			}
			if err := json.Unmarshal(a.ask(t, starter.Query, "", vars), &answer); err != nil {
				t.Fatal(err)
			}
			for field, value := range answer.Data {
				if len(value) < 200 || bytes.HasPrefix(value, []byte(`{"totalCount":0`)) {
					t.Errorf("%s: %s", field, value)
				}
			}
		})
	}
}

const hour = value.Instant(time.Hour / time.Microsecond)

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

// asker is a server on a store that holds the seed.
type asker struct {
	server *graph.Server
	now    value.Instant
}

func newAsker(t *testing.T, open func(testing.TB, store.Clock) store.Store) *asker {
	a := &asker{now: value.InstantOf(time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC))}
	s := open(t, func() value.Instant { return a.now })
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	var known []resolve.KnownName
	for _, n := range seed.Names() {
		known = append(known, resolve.KnownName(n))
	}
	svc := ingest.New(schema.Domain(), s, known)
	for _, r := range seed.Records() {
		res, err := svc.Record(t.Context(), r.Name, r.Data, false, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range res.Items {
			if item.Fate == resolve.Refused || item.Fate == resolve.OnHold {
				t.Errorf("%s: %+v", r.Name, item)
			}
		}
		a.now += hour
	}
	a.server = graph.New(graph.Options{Store: s, Ingester: taker{svc}})
	return a
}

func (a *asker) ask(t *testing.T, document, operation string, vars map[string]any) []byte {
	out, err := a.server.Execute(t.Context(), graph.Request{Query: document, OperationName: operation, Variables: vars}, graph.JSON)
	if err != nil {
		t.Fatalf("%s\n%v", operation, err)
	}
	return out
}

// taker shows package ingest to the server, as the command does.
type taker struct{ service *ingest.Service }

func (i taker) Ingest(ctx context.Context, record []byte, dryRun bool, reason string) (*graph.RecordResult, error) {
	res, err := i.service.Record(ctx, "record", record, dryRun, reason)
	if err != nil {
		return nil, err
	}
	text := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	out := &graph.RecordResult{Document: text(res.Document), Version: text(res.Version), Items: []graph.ItemResult{}, Counts: &graph.ItemCounts{
		Created: res.Count(resolve.Created), Updated: res.Count(resolve.Updated), Ended: res.Count(resolve.Ended),
		Unchanged: res.Count(resolve.Unchanged), Held: res.Count(resolve.OnHold), Refused: res.Count(resolve.Refused),
	}}
	if res.RecordedAt != 0 {
		out.RecordedAt = text(res.RecordedAt.String())
	}
	for _, item := range res.Items {
		out.Items = append(out.Items, graph.ItemResult{Path: item.Path, Result: graph.ItemFate(item.Fate), ID: text(item.ID), Reason: text(item.Reason)})
	}
	return out, nil
}

// expectation is what an answer must hold, by hand.
type expectation struct {
	Verdict string   `yaml:"verdict"` // RIGHT, PART: what can be had today; LATER: it cannot be asked
	Why     string   `yaml:"why"`     // where it is not RIGHT
	Checks  []check  `yaml:"checks"`
	Lacks   []string `yaml:"lacks"` // texts that stand nowhere in the answer
}

// check is one thing that an answer must hold at a path. A path is that of keys and list places, beginning below `data`, or
// below an operation's name; `*` is every element of a list.
type check struct {
	At string `yaml:"at"`
	// Is compares one scalar; `null` is none.
	Is *string `yaml:"is"`
	// Rows: each of these stands in one of the objects at the path, with all of its scalars; ~ before a scalar is part of one.
	Rows [][]string `yaml:"rows"`
	// Only: there are no more objects than rows.
	Only bool `yaml:"only"`
	// Count is how many there are.
	Count *int `yaml:"count"`
	// Same is another path, where the same stands.
	Same string `yaml:"same"`
}

func (e expectation) hold(t *testing.T, answer []byte) {
	var tree map[string]any
	d := json.NewDecoder(bytes.NewReader(answer))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains([]string{"RIGHT", "PART", "LATER"}, e.Verdict) || (e.Verdict == "RIGHT") != (e.Why == "") || len(e.Checks) == 0 {
		t.Errorf("expected.yaml: verdict %q, why %q, %d checks", e.Verdict, e.Why, len(e.Checks))
	}
	for _, c := range e.Checks {
		found := follow(tree, strings.Split(c.At, "."))
		if len(found) == 0 && c.Count == nil {
			t.Errorf("%s: nothing there", c.At)
			continue
		}
		if c.Is != nil && (len(found) != 1 || *c.Is != scalar(found[0])) {
			t.Errorf("%s: %v, want %s", c.At, found, *c.Is)
		}
		if c.Count != nil && len(found) != *c.Count {
			t.Errorf("%s: %d, want %d", c.At, len(found), *c.Count)
		}
		if c.Same != "" && !reflect.DeepEqual(found, follow(tree, strings.Split(c.Same, "."))) {
			t.Errorf("%s: %v, not what stands at %s", c.At, found, c.Same)
		}
		if c.Only && len(found) != len(c.Rows) {
			t.Errorf("%s: %d rows, want %d", c.At, len(found), len(c.Rows))
		}
		taken := map[int]bool{} // two equal rows are two objects
		for _, row := range c.Rows {
			i := slices.IndexFunc(found, func(x any) bool { return holds(x, row) })
			for i >= 0 && taken[i] {
				next := slices.IndexFunc(found[i+1:], func(x any) bool { return holds(x, row) })
				if next < 0 {
					i = -1
					break
				}
				i += 1 + next
			}
			if i < 0 {
				t.Errorf("%s: no object has %q", c.At, row)
			}
			taken[i] = c.Only
		}
	}
	for _, s := range e.Lacks {
		if bytes.Contains(answer, []byte(s)) {
			t.Errorf("%q is in the answer", s)
		}
	}
}

// follow gives what stands at a path.
func follow(x any, path []string) []any {
	if m, ok := x.(map[string]any); ok && path[0] != "data" {
		if data, ok := m["data"]; ok {
			x = data
		}
	}
	m, _ := x.(map[string]any)
	list, _ := x.([]any)
	var next []any
	if v, ok := m[path[0]]; ok {
		next = []any{v}
	} else if path[0] == "*" {
		next = list
	} else if i, err := strconv.Atoi(path[0]); err == nil && i < len(list) {
		next = list[i : i+1]
	}
	if len(path) == 1 {
		return next
	}
	var out []any
	for _, v := range next {
		out = append(out, follow(v, path[1:])...)
	}
	return out
}

func holds(x any, row []string) bool {
	all := scalars(x, nil)
	for _, want := range row {
		part, partly := strings.CutPrefix(want, "~")
		if !slices.ContainsFunc(all, func(s string) bool { return s == want || partly && strings.Contains(s, part) }) {
			return false
		}
	}
	return true
}

func scalars(x any, to []string) []string {
	switch x := x.(type) {
	case map[string]any:
		for _, v := range x {
			to = scalars(v, to)
		}
	case []any:
		for _, v := range x {
			to = scalars(v, to)
		}
	default:
		to = append(to, scalar(x))
	}
	return to
}

func scalar(x any) string {
	if x == nil {
		return "null"
	}
	return fmt.Sprint(x)
}

func pretty(t *testing.T, answer []byte) []byte {
	var out bytes.Buffer
	if err := json.Indent(&out, answer, "", "  "); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), '\n')
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
