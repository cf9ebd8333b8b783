package ingest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/schema"
	"councilgraph/graph/store/memory"
	"councilgraph/ingest"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/resolve"
)

// page is a document of the tests' own: lines of text, in one section.
type page struct {
	number    string
	date      string // 2025-03-04
	retrieved string
	lines     []string
	reader    string // PERSON where empty
	complete  bool
	hashOnly  bool
}

// record writes the page's record: entities and facts are YAML lines.
func (p page) record(entities, facts string) []byte {
	var passages []passage.Passage
	for i, l := range p.lines {
		passages = append(passages, passage.Passage{Ordinal: i + 1, Hash: passage.Hash(l)})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "record: 1\ndocument: {id: 'document:test:%s:minutes', service: test, number: %q, kind: MINUTES, authority: 4, title: Page %s, date: %s", p.number, p.number, p.number, p.date)
	fmt.Fprintf(&b, "}\nversion:\n  hash: %s\n", passage.VersionHash(passages))
	if p.retrieved != "" {
		fmt.Fprintf(&b, "  retrieved: %s\n", p.retrieved)
	}
	b.WriteString("  passages:\n")
	for i, l := range p.lines {
		text, _ := json.Marshal(l)
		if p.hashOnly {
			text = []byte("null")
		}
		fmt.Fprintf(&b, "    - {ordinal: %d, kind: PARAGRAPH, section: Updates, hash: %s, repeat: 0, text: %s}\n", i+1, passage.Hash(l), text)
	}
	reader := p.reader
	if reader == "" {
		reader = "PERSON"
	}
	fmt.Fprintf(&b, "complete: %v\nreader: {origin: %s, name: test, review: REVIEWED}\nentities:\n%sfacts:\n%s", p.complete, reader, entities, facts)
	return []byte(b.String())
}

// fixture is a service over an empty graph, and a server that reads it.
type fixture struct {
	*testing.T
	service *ingest.Service
	server  *graph.Server
}

func newFixture(t *testing.T) fixture {
	s := memory.New(schema.Domain(), clock())
	return fixture{t, ingest.New(schema.Domain(), s, known()), graph.New(graph.Options{Store: s})}
}

func (f fixture) take(data []byte) *ingest.Result {
	f.Helper()
	res, err := f.service.Record(f.Context(), "test", data, false, "")
	if err != nil {
		f.Fatal(err)
	}
	return res
}

// want takes a record and holds the fates of its items, by count.
func (f fixture) want(data []byte, want string) *ingest.Result {
	f.Helper()
	res := f.take(data)
	var got []string
	for _, fate := range []resolve.Fate{resolve.Created, resolve.Updated, resolve.Ended, resolve.Unchanged, resolve.OnHold, resolve.Refused} {
		if n := res.Count(fate); n > 0 {
			got = append(got, fmt.Sprintf("%d %s", n, strings.ToLower(string(fate))))
		}
	}
	if s := strings.Join(got, ", "); s != want {
		f.Errorf("got %s, want %s\n%+v", s, want, res.Items)
	}
	return res
}

// ask answers a query and fails on errors.
func (f fixture) ask(query string) string {
	f.Helper()
	out, err := f.server.Execute(context.Background(), graph.Request{Query: query}, graph.JSON)
	if err != nil {
		f.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(out)), `{"data":`), "}")
}

func (f fixture) answers(query, want string) {
	f.Helper()
	if got := f.ask(query); got != want {
		f.Errorf("%s\n got %s\nwant %s", query, got, want)
	}
}

// because finds the item at a path and holds what its reason says.
func (f fixture) because(res *ingest.Result, path string, fate resolve.Fate, reason string) {
	f.Helper()
	i := slices.IndexFunc(res.Items, func(i resolve.Item) bool { return strings.HasPrefix(i.Path, path) })
	if i < 0 || res.Items[i].Fate != fate || !strings.Contains(res.Items[i].Reason, reason) {
		f.Errorf("%s: want %s because %q, got %+v", path, fate, reason, res.Items)
	}
}
