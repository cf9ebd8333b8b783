package main

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"councilgraph/graph/neo4j/neo4jtest"
)

// onBoth runs a test on a new SQLite file and on Neo4j, where that is.
func onBoth(t *testing.T, test func(t *testing.T, store string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, "sqlite:"+filepath.Join(t.TempDir(), "graph.db")) })
	t.Run("neo4j", func(t *testing.T) {
		server := neo4jtest.Shared(t)
		server.Wipe(t)
		test(t, neo4jURL(t, server, ""))
	})
}

// neo4jURL is the flag's form of a server's address, or of another address that leads to it.
func neo4jURL(t *testing.T, server *neo4jtest.Server, through string) string {
	t.Helper()
	u, err := url.Parse(server.URI)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(server.User, server.Password)
	if through != "" {
		u.Scheme, u.Host = "bolt", through
	}
	return u.String()
}

// TestTwoProcesses: two processes that take the same folder into one new file make one graph, and neither is told of locks.
func TestTwoProcesses(t *testing.T) {
	dir := t.TempDir()
	calm := startChild(t, nil, "ingest", "--store", "sqlite:"+filepath.Join(dir, "calm.db"), invented)
	if calm.code() != 0 {
		t.Fatal(calm.err.String())
	}
	store := "sqlite:" + filepath.Join(dir, "both.db")
	a := startChild(t, nil, "ingest", "--store", store, invented)
	b := startChild(t, nil, "ingest", "--store", store, invented)
	for _, c := range []*child{a, b} {
		if code := c.code(); code != 0 || strings.Contains(c.err.String(), "lock") || strings.Contains(c.err.String(), "retryable") {
			t.Fatalf("%d %s", code, c.err.String())
		}
	}
	first, second := totals(a.out.String()), totals(b.out.String())
	for name, counts := range totals(calm.out.String()) {
		if x, y := first[name], second[name]; !(x == counts && untouched(y) || untouched(x) && y == counts) {
			t.Errorf("%s: one says %s, the other %s; alone: %s", name, x, y, counts)
		}
	}
	sameContent(t, "two processes at once", content(t, store, true), content(t, "sqlite:"+filepath.Join(dir, "calm.db"), true))
}

// push is one page over GraphQL.
const push = `mutation ($text: String, $bytes: String, $url: String, $retrieved: DateTime, $dry: Boolean) {
	ingestDocument(input: {text: $text, bytes: $bytes, url: $url, retrieved: $retrieved, dryRun: $dry, reason: "a test"}) {
		kind notes counts { created updated ended unchanged held refused } records { document recordedAt items { path result id reason fault } } } }`

// pushed is the answer to push.
type pushed struct {
	Data struct {
		IngestDocument *struct {
			Kind    *string
			Notes   []string
			Counts  struct{ Created, Updated, Ended, Unchanged, Held, Refused int }
			Records []struct {
				Document, RecordedAt *string
				Items                []struct {
					Path, Result string
					Reason       string
					Fault        *string
				}
			}
		}
	}
	Errors []struct {
		Message    string
		Extensions struct {
			Code      string
			Retryable bool
		}
	}
}

func (s serving) push(t *testing.T, variables map[string]any) (out pushed) {
	t.Helper()
	text := s.ask(t, push, variables)
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err, text)
	}
	return out
}

// inventedPages are the variables that push them.
func inventedPages(t *testing.T) (all []map[string]any) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(invented, "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if ending := filepath.Ext(name); ending != ".txt" && ending != ".html" {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, map[string]any{"text": string(data), "retrieved": "2026-02-01T00:00:00Z"})
	}
	if len(all) < 10 {
		t.Fatalf("only %d pages", len(all))
	}
	return all
}

// TestTwoMutations: of two that push the same page at the same time one creates, and the other is told that all is unchanged.
func TestTwoMutations(t *testing.T) {
	onBoth(t, func(t *testing.T, store string) {
		s := serve(t, "--store", store, "--no-seed")
		for _, page := range inventedPages(t)[:4] {
			var wg sync.WaitGroup
			var got [2]pushed
			for i := range got {
				wg.Go(func() { got[i] = s.push(t, page) })
			}
			wg.Wait()
			created := 0
			for _, g := range got {
				if len(g.Errors) > 0 || g.Data.IngestDocument.Counts.Refused > 0 {
					t.Fatalf("%+v", g)
				}
				if c := g.Data.IngestDocument.Counts; c.Created > 0 {
					created++
				} else if c.Updated+c.Ended+c.Held > 0 || c.Unchanged == 0 || g.Data.IngestDocument.Records[0].RecordedAt != nil {
					t.Errorf("the second is told %+v", c)
				}
			}
			if created != 1 {
				t.Errorf("%d of two created", created)
			}
		}
	})
}
