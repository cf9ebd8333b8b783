package graph_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/ingest/passage"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// throw-away: QA_DIR/*.graphql -> QA_OUT/*.json
func TestQAAdhoc(t *testing.T) {
	dir, out := os.Getenv("QA_DIR"), os.Getenv("QA_OUT")
	if dir == "" {
		t.Skip()
	}
	open := func(_ testing.TB, clock store.Clock) store.Store { return memory.New(schema.Domain(), clock) }
	shared := newAsker(t, open)
	files, _ := filepath.Glob(filepath.Join(dir, os.Getenv("QA_ONLY")+"*.graphql"))
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			b, _ := os.ReadFile(f)
			doc, err := parser.ParseQuery(&ast.Source{Input: string(b)})
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(out, strings.TrimSuffix(filepath.Base(f), ".graphql")+".json")
			if len(doc.Operations) == 1 {
				os.WriteFile(name, pretty(t, shared.ask(t, string(b), "", sent(t))), 0o644)
				return
			}
			a := newAsker(t, open)
			os.Remove(name)
			w, _ := os.Create(name)
			for _, op := range doc.Operations {
				a.now += hour
				w.WriteString(op.Name + "\n")
				w.Write(pretty(t, a.ask(t, string(b), op.Name, sent(t))))
			}
			w.Close()
		})
	}
}

func TestQAHash(t *testing.T) {
	f := os.Getenv("QA_HASH")
	if f == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(f)
	var all []passage.Passage
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		h := passage.Hash(l)
		all = append(all, passage.Passage{Hash: h})
		t.Log(h, l)
	}
	t.Log("version", passage.VersionHash(all))
}
