package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/schema"
)

// asChild is set where this test binary is to be the command, in a process of its own that can be killed.
const asChild = "TEST_COUNCILGRAPH_CHILD"

// child is the command in a process of its own.
type child struct {
	*exec.Cmd
	out, err bytes.Buffer
}

func startChild(t *testing.T, env []string, args ...string) *child {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{Cmd: exec.Command(self, args...)}
	c.Env = append(append(os.Environ(), asChild+"=1"), env...)
	c.Stdout, c.Stderr = &c.out, &c.err
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// code waits for the end.
func (c *child) code() int {
	_ = c.Wait() // the code tells
	return c.ProcessState.ExitCode()
}

// content is all that a graph holds, without when it was told; deep with every relationship.
func content(t *testing.T, at string, deep bool) string {
	t.Helper()
	s, err := storeFlag{Store: at}.open(t.Context(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	server := graph.New(graph.Options{Store: s, Limits: graph.Limits{Cost: 1 << 40}})
	var out strings.Builder
	for _, typ := range schema.Domain().Types {
		if typ.Interface {
			continue
		}
		for _, fields := range selections(typ, deep) {
			whole(t, server, typ, fields, &out)
		}
	}
	return out.String()
}

// selections are the fields of a type, and each of its relationships by itself.
func selections(typ *schema.Type, deep bool) []string {
	fields := "id"
	for _, f := range typ.Fields {
		switch {
		case f.Span == schema.Told:
		case f.Parts != nil:
			fields += " " + f.Name + " {"
			for _, p := range f.Parts {
				fields += " " + p.Name
			}
			fields += " }"
		default:
			fields += " " + f.Name
		}
	}
	all := []string{fields}
	for _, r := range typ.Rels {
		switch {
		case !deep:
		case r.Many:
			all = append(all, fmt.Sprintf("id %s(first: 300, orderBy: [{id: ASC}]) { totalCount edges { since until role fact { id } node { id } } }", r.Name))
		default:
			all = append(all, fmt.Sprintf("id %s { id }", r.Name))
		}
	}
	return all
}

// whole writes every node of a type.
func whole(t *testing.T, server *graph.Server, typ *schema.Type, fields string, out *strings.Builder) {
	t.Helper()
	variables := map[string]any{}
	for {
		query := fmt.Sprintf("query($after: String) { all: %s(first: 500, after: $after, orderBy: [{id: ASC}]) { totalCount pageInfo { hasNextPage endCursor } nodes { %s } } }",
			typ.Plural, fields)
		data, err := server.Execute(context.Background(), graph.Request{Query: query, Variables: variables}, graph.JSON)
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			Data struct {
				All struct {
					TotalCount int
					PageInfo   struct {
						HasNextPage bool
						EndCursor   string
					}
					Nodes []json.RawMessage
				}
			}
		}
		if err := json.Unmarshal(data, &answer); err != nil {
			t.Fatal(err)
		}
		all := answer.Data.All
		if variables["after"] == nil {
			fmt.Fprintf(out, "%s %d\n", typ.Name, all.TotalCount)
		}
		for _, n := range all.Nodes {
			fmt.Fprintf(out, "%s %s\n", typ.Name, n)
		}
		if !all.PageInfo.HasNextPage {
			return
		}
		variables["after"] = all.PageInfo.EndCursor
	}
}

// sameContent fails with the first line that differs.
func sameContent(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("%s: line %d\n got %.600s\nwant %.600s", what, i, a[i], b[i])
		}
	}
	t.Fatalf("%s: %d lines, want %d", what, len(a), len(b))
}

// invented are pages of our own, of every kind.
const invented = "../../ingest/extract/testdata/pages"

// totals are the lines that say what became of each document.
func totals(out string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(out) {
		if name, counts, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.Contains(name, " ") {
			all[name] = counts
		}
	}
	return all
}

// untouched says that a line of totals tells of a document that was known just so; what is held stays held.
func untouched(counts string) bool {
	known, held, _ := strings.Cut(counts, ", ")
	return strings.HasSuffix(known, " unchanged") && (held == "" || strings.HasSuffix(held, " held") && !strings.Contains(held, ","))
}
