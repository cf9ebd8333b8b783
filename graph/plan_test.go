package graph_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/query"
	"councilgraph/graph/store"
)

// planned records what a store would be asked.
type planned struct {
	mu    sync.Mutex
	trees []*query.Tree
}

var errPlanned = errors.New("only planned")

func (p *planned) Read(_ context.Context, t *query.Tree) (query.Cell, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.trees = append(p.trees, t)
	return nil, errPlanned
}

func (p *planned) Changes(context.Context, *store.ChangesQuery) ([]store.Change, error) {
	return nil, errPlanned
}

func (p *planned) Ready(context.Context) error { return nil }

// TestPlan holds the trees of some requests, one root field each, as outlines in testdata/plan; -update rewrites them.
func TestPlan(t *testing.T) {
	files, err := filepath.Glob("testdata/plan/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	update := flag.Lookup("update").Value.String() == "true"
	for _, file := range files {
		request, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p := &planned{}
		server := graph.New(graph.Options{Store: p})
		if out, err := server.Execute(t.Context(), graph.Request{Query: string(request), Variables: map[string]any{"text": "node", "with": true}}, graph.JSON); !strings.Contains(string(out), "INTERNAL") {
			t.Fatalf("%s: %s, %v", file, out, err)
		}
		if len(p.trees) != 1 {
			t.Fatalf("%s: %d trees", file, len(p.trees))
		}
		got, golden := p.trees[0].String(), strings.TrimSuffix(file, ".graphql")+".tree"
		if update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
		}
	}
}
