// Package e2e holds the server to one behaviour on every store: the same GraphQL request, the same bytes, and the right ones. It has
// tests only.
package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"councilgraph/graph"
	"councilgraph/graph/neo4j"
	"councilgraph/graph/neo4j/neo4jtest"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/store/storetest"
	"councilgraph/graph/value"
	"councilgraph/ingest"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Run(m)) }

// world is a server over one store, and what it was filled with.
type world struct {
	opener
	store  store.Store
	server *graph.Server
	ingest *ingest.Service
}

// opener opens one kind of store, empty.
type opener struct {
	name string
	open func(t testing.TB, clock store.Clock) store.Store
}

// openers are the kinds of store. Neo4j comes last: it is one database, so whoever opens it has it alone.
var openers = []opener{
	{"memory", func(_ testing.TB, c store.Clock) store.Store { return memory.New(schema.Domain(), c) }},
	{"sqlite", func(t testing.TB, c store.Clock) store.Store {
		s, err := sqlite.Open(context.Background(), schema.Domain(), sqlite.Memory, c)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}},
	{"neo4j", func(t testing.TB, c store.Clock) store.Store {
		server := neo4jtest.Shared(t)
		server.Wipe(t)
		s, err := neo4j.Open(context.Background(), schema.Domain(), neo4j.Config{URI: server.URI, User: server.User, Password: server.Password}, c)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}},
}

// clock gives the instants of the tests' own: 2026-01-01 at midnight, and a minute more each time.
func clock() store.Clock {
	now, err := value.ParseInstant("2026-01-01T00:00:00Z")
	if err != nil {
		panic(err)
	}
	var mu sync.Mutex
	return func() value.Instant {
		mu.Lock()
		defer mu.Unlock()
		now += 60_000_000
		return now
	}
}

// seededWorlds are the worlds with the reviewed records that tests share which only read: to load them into Neo4j takes a while.
var seededWorlds = map[string]*world{}

// shared gives the store's world with the reviewed records.
func (o opener) shared(t *testing.T) *world {
	t.Helper()
	if seededWorlds[o.name] == nil {
		w := o.world(t)
		seeded(t, w)
		seededWorlds[o.name] = w
	}
	return seededWorlds[o.name]
}

// each runs a test that only reads on every store that is there, over the reviewed records, in one subtest each.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	for _, o := range openers {
		t.Run(o.name, func(t *testing.T) {
			if o.name == "neo4j" && testing.Short() {
				t.Skip("-short: the stores that need no server")
			}
			test(t, o.shared(t))
		})
	}
}

// patience is how long a question may take: Neo4j plans each for the first time, maybe on a machine that does other things.
const patience = 5 * time.Minute

func (o opener) world(t *testing.T) *world {
	t.Helper()
	if seededWorlds[o.name] != nil && o.name == "neo4j" {
		delete(seededWorlds, o.name) // there is one database: what it held is gone
	}
	s := o.open(t, clock())
	w := &world{opener: o, store: s, ingest: ingest.New(schema.Domain(), s, known())}
	w.server = graph.New(graph.Options{Store: s, Ingester: taker{w.ingest}, Judge: taker{w.ingest}, Log: faults, Timeout: patience})
	return w
}

// faults shows what stands behind an internal error.
var faults = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))

// side gives one world of every store at once, with the reviewed records or filled otherwise alike: for asking all of them the same.
func side(t *testing.T, fill func(t *testing.T, w *world)) []*world {
	t.Helper()
	var out []*world
	for _, o := range openers {
		if o.name == "neo4j" && !neo4jThere(t) {
			continue
		}
		if fill == nil {
			out = append(out, o.shared(t))
			continue
		}
		w := o.world(t)
		fill(t, w)
		out = append(out, w)
	}
	return out
}

// neo4jThere says in a subtest of its own why there is no Neo4j. With -short the two stores that need no server do.
func neo4jThere(t *testing.T) (there bool) {
	if testing.Short() {
		return false
	}
	t.Run("neo4j", func(t *testing.T) {
		neo4jtest.Shared(t)
		there = true
	})
	return there
}

func known() []resolve.KnownName {
	var out []resolve.KnownName
	for _, n := range seed.Names() {
		out = append(out, resolve.KnownName(n))
	}
	return out
}

// seeded fills a world with the reviewed records, told at one and two minutes past midnight.
func seeded(t *testing.T, w *world) {
	t.Helper()
	for _, r := range seed.Records() {
		for _, item := range w.take(t, r.Name, r.Data).Items {
			if item.Fate == resolve.Refused || item.Fate == resolve.OnHold {
				t.Errorf("%s: %+v", r.Name, item)
			}
		}
	}
}

// another gives a world of the same kind of store with the reviewed records, for a test that writes. On Neo4j the first is lost.
func (w *world) another(t *testing.T) *world {
	t.Helper()
	out := w.world(t)
	t.Cleanup(func() {
		if err := out.store.Close(); err != nil {
			t.Error(err)
		}
	})
	seeded(t, out)
	return out
}

// take takes in one record and fails if the store does.
func (w *world) take(t *testing.T, name string, data []byte) *ingest.Result {
	t.Helper()
	res, err := w.ingest.Record(t.Context(), name, data, false, "")
	if err != nil {
		t.Fatalf("%s: %s: %v", w.name, name, err)
	}
	return res
}

// random fills a world with a small awkward history.
func random(seed int64) func(t *testing.T, w *world) { return history(seed, true) }

// unmerged is random without merged ids: among those that are made up, some are of facts that stand for themselves too.
func unmerged(seed int64) func(t *testing.T, w *world) { return history(seed, false) }

func history(seed int64, merges bool) func(t *testing.T, w *world) {
	return func(t *testing.T, w *world) {
		t.Helper()
		for _, b := range storetest.World(seed, 6) {
			last, err := w.store.Last(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			own := *b
			own.Base = last
			if !merges {
				own.Aliases = nil
			}
			if _, err := w.store.Upsert(t.Context(), &own); err != nil {
				t.Fatalf("%s: %v", w.name, err)
			}
		}
	}
}

// ask answers a request: the bytes, with errors and all.
func (w *world) ask(t testing.TB, query string, variables map[string]any) string {
	t.Helper()
	out, _ := w.server.Execute(context.Background(), graph.Request{Query: query, Variables: variables}, graph.JSON)
	return string(out)
}

// answered is the answer to one operation of a request, which must be without errors.
func (w *world) answered(t testing.TB, query, operation string, variables map[string]any) string {
	t.Helper()
	out, err := w.server.Execute(context.Background(), graph.Request{Query: query, OperationName: operation, Variables: variables}, graph.JSON)
	if err != nil {
		t.Fatalf("%s: %s\n%v", w.name, query, err)
	}
	return string(out)
}

// data is an answer without errors, decoded.
func (w *world) data(t testing.TB, query string, variables map[string]any) map[string]any {
	t.Helper()
	var answer struct{ Data map[string]any }
	dec := json.NewDecoder(strings.NewReader(w.answered(t, query, "", variables)))
	dec.UseNumber()
	if err := dec.Decode(&answer); err != nil {
		t.Fatalf("%s: %s\n%v", w.name, query, err)
	}
	return answer.Data
}

// finds asks a request and fails if it has an error or any of its root fields tells nothing.
func (w *world) finds(t testing.TB, query string, variables map[string]any) map[string]any {
	t.Helper()
	data := w.data(t, query, variables)
	for field, v := range data {
		if !tells(v) {
			t.Errorf("%s: %s: finds nothing: %v", w.name, field, v)
		}
	}
	if len(data) == 0 {
		t.Errorf("%s: %s: no data", w.name, query)
	}
	return data
}

// tells says whether anything stands in an answer: not only nulls, empty lists, zeros and false.
func tells(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		for _, x := range v {
			if tells(x) {
				return true
			}
		}
		return false
	case []any:
		return slices.ContainsFunc(v, tells)
	case json.Number:
		return v != "0"
	}
	return v != nil && v != false && v != ""
}

// at follows a path of names and indices into an answer.
func at(v any, path ...any) any {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}

// shorten cuts an answer for a message, around the first difference to another.
func shorten(text, other string) string {
	i := 0
	for i < min(len(text), len(other)) && text[i] == other[i] {
		i++
	}
	from, to := max(0, i-300), min(len(text), i+300)
	return fmt.Sprintf("...%s...", text[from:to])
}

// taker shows package ingest to the server, as the command does.
type taker struct{ service *ingest.Service }

func (i taker) Ingest(ctx context.Context, record []byte, dryRun bool, reason string) (*graph.RecordResult, error) {
	res, err := i.service.Record(ctx, "record", bytes.Clone(record), dryRun, reason)
	if err != nil {
		return nil, err
	}
	return result(res), nil
}

// IngestDocument takes in a page as text.
func (i taker) IngestDocument(ctx context.Context, in graph.IngestDocumentInput) (*graph.IngestDocumentPayload, error) {
	res, err := i.service.Page(ctx, "page", extract.Page{Data: []byte(*in.Text), URL: *in.URL, Retrieved: *in.Retrieved}, ingest.Taking{DryRun: *in.DryRun})
	out := &graph.IngestDocumentPayload{Notes: []string{}}
	for _, r := range res.Records {
		out.Records = append(out.Records, *result(r))
	}
	return out, err
}

func result(res *ingest.Result) *graph.RecordResult {
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
		x := graph.ItemResult{Path: item.Path, Result: graph.ItemFate(item.Fate), ID: text(item.ID), Reason: text(item.Reason)}
		if item.Line > 0 {
			x.Line = &item.Line
		}
		out.Items = append(out.Items, x)
	}
	return out
}

// Act carries out one act, with the items' counts alone.
func (i taker) Act(ctx context.Context, a graph.Act) (*graph.ActPayload, error) {
	res, err := i.service.Act(ctx, resolve.Act{Kind: resolve.ActKind(a.Kind), Author: a.Author, Reason: a.Reason, Subject: a.Subject, Object: a.Object}, a.DryRun)
	var refused *resolve.Refusal
	if errors.As(err, &refused) {
		return nil, graph.Refused(refused.Reason)
	}
	if err != nil {
		return nil, err
	}
	counted := &ingest.Result{Items: res.Items}
	return &graph.ActPayload{Result: graph.ItemFate(res.Fate), Items: []graph.ItemResult{}, Counts: &graph.ItemCounts{
		Created: counted.Count(resolve.Created), Updated: counted.Count(resolve.Updated), Ended: counted.Count(resolve.Ended)}}, nil
}
