package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
)

// fake is a store with a small world whose every part can be made to misbehave.
type fake struct {
	*memory.Store
	before func(ctx context.Context, t *query.Tree) error // called before each read
	ready  func(ctx context.Context) error
}

func (f *fake) Read(ctx context.Context, t *query.Tree) (query.Cell, error) {
	store.Trace(ctx, "MATCH (n) // "+t.Root.Key)
	if f.before != nil {
		if err := f.before(ctx, t); err != nil {
			return nil, err
		}
	}
	return f.Store.Read(ctx, t)
}

func (f *fake) Ready(ctx context.Context) error {
	if f.ready != nil {
		return f.ready(ctx)
	}
	return f.Store.Ready(ctx)
}

// ingester counts what it is given.
type ingester struct {
	mu      sync.Mutex
	records []string
}

func (i *ingester) Ingest(_ context.Context, record []byte, _ bool, _ string) (*RecordResult, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if string(record) == "late" {
		return nil, fmt.Errorf("write: %w", context.DeadlineExceeded)
	}
	i.records = append(i.records, string(record))
	return &RecordResult{Counts: &ItemCounts{Created: 1}}, nil
}

func (i *ingester) IngestDocument(_ context.Context, page IngestDocumentInput) (*IngestDocumentPayload, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if *page.Text == "away" {
		return &IngestDocumentPayload{}, fmt.Errorf("write: %w", store.ErrUnavailable)
	}
	i.records = append(i.records, *page.Text)
	return &IngestDocumentPayload{Notes: []string{}, Records: []RecordResult{{Counts: &ItemCounts{Created: 1}}, {Counts: &ItemCounts{Created: 2}}}}, nil
}

// world is three contracts, two of which have a supplier.
func world(t testing.TB) *fake {
	t.Helper()
	m := schema.Domain()
	var clock value.Instant
	s := memory.New(m, func() value.Instant { clock++; return clock })
	amount := m.Type("ContractEvent").Field("amount")
	entity := func(id, name string) store.Node {
		return store.Node{Type: m.TypeOf(id).Name, ID: id, Fields: map[string]any{"name": name}}
	}
	event := func(id, contract, supplier, kind, note string, pounds int64) store.Node {
		n := store.Node{Type: "ContractEvent", ID: id, Known: true, Span: store.Span{Since: 20000, Until: value.MaxDay, Authority: 2},
			Fields: map[string]any{"key": id, "modality": "ACTUAL", "wording": "told", "kind": kind}}
		edge := func(typ, from, to, role string) {
			n.Edges = append(n.Edges, store.Edge{Type: typ, From: from, To: to, Fact: id, Role: role})
		}
		if note != "" {
			n.Fields["note"] = note
		}
		if pounds != 0 {
			n.Fields[amount.Part("amount").Column] = pounds * 100 // minor units
			n.Fields[amount.Part("currency").Column] = "GBP"
		}
		edge("EVENT_OF", id, contract, "")
		edge("CITES", id, contract, "")
		if supplier != "" {
			edge("EVENT_SUPPLIER", id, supplier, "")
			edge("CITES", id, supplier, "")
			edge("SUPPLIES", supplier, contract, "RESELLER")
		}
		return n
	}
	_, err := s.Upsert(t.Context(), &store.Batch{Nodes: []store.Node{
		entity("contract:a", `Service desk, "24/7"`), entity("contract:b", "=cmd|' /C calc'!A0"), entity("contract:c", "-5"),
		entity("supplier:node4", "Node4; Ltd"), entity("supplier:x", "+44 Ltd"),
		event("contract-event:1", "contract:a", "supplier:node4", "AWARDED", "line one\nline two", 100),
		event("contract-event:2", "contract:a", "supplier:x", "EXTENDED", "", 50),
		event("contract-event:3", "contract:b", "supplier:x", "AWARDED", "", 0),
		event("contract-event:4", "contract:c", "", "ENDS", "", 0),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return &fake{Store: s}
}

// site is a server over the world, with its log.
type site struct {
	*Server
	t     testing.TB
	store *fake
	in    *ingester
	log   *buffer
}

func newSite(t testing.TB, change ...func(*Options)) *site {
	t.Helper()
	s := &site{t: t, store: world(t), in: &ingester{}, log: &buffer{}}
	o := Options{Store: s.store, Ingester: s.in, Log: slog.New(slog.NewJSONHandler(s.log, nil))}
	for _, f := range change {
		f(&o)
	}
	s.Server = New(o)
	return s
}

// request is a request of this machine to itself.
func request(method, target string, body io.Reader, header ...string) *http.Request {
	r := httptest.NewRequest(method, target, body)
	r.RemoteAddr, r.Host = "127.0.0.1:50000", "localhost:8080"
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

func (s *site) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// post sends a query; headers come in pairs.
func (s *site) post(document string, header ...string) *httptest.ResponseRecorder {
	body, _ := json.Marshal(map[string]any{"query": document})
	return s.do(request("POST", "/graphql", bytes.NewReader(body), append([]string{"Content-Type", "application/json", "Accept", mediaGraphQL}, header...)...))
}

// answer is any GraphQL answer.
type answer struct {
	Data   map[string]json.RawMessage
	Errors []struct {
		Message    string
		Path       []any
		Locations  []any
		Extensions map[string]any
	}
	Extensions map[string]any
}

func read(t testing.TB, w *httptest.ResponseRecorder) answer {
	t.Helper()
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	for _, e := range a.Errors {
		if e.Message == "" || e.Extensions["code"] == nil {
			t.Errorf("an error without message or code: %s", w.Body)
		}
	}
	return a
}

// code is that of the first error.
func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions["code"].(string)
}

// refused holds a refusal: a status, a code, no data.
func refused(t testing.TB, w *httptest.ResponseRecorder, status int, code Code) answer {
	t.Helper()
	a := read(t, w)
	if w.Code != status || a.code() != string(code) || a.Data != nil || strings.Contains(w.Body.String(), `"data"`) {
		t.Errorf("got %d %s, want %d %s without data", w.Code, w.Body, status, code)
	}
	return a
}

// buffer is a log that a test can read while it is written.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// lines are the log's entries with a message.
func (s *site) lines(msg string) (out []map[string]any) {
	for line := range strings.Lines(s.log.String()) {
		var m map[string]any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			s.t.Fatal(err)
		}
		if m["msg"] == msg {
			out = append(out, m)
		}
	}
	return out
}

// eventually waits for what happens at its own time.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(what)
		}
	}
}
