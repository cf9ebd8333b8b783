package graph

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
)

const nasty = `Neo.ClientError.Statement.SyntaxError: MATCH (n:Council) at /srv/secret/store.go:12 password=hunter2`

func broken(context.Context, *query.Tree) error { return errors.New(nasty) }

// private holds that nothing of the store's own words, and no trace of our code, reaches a client; the log has it.
func private(t *testing.T, s *site, body string) {
	t.Helper()
	for _, word := range []string{"Neo.", "MATCH", "secret", "hunter2", ".go", "goroutine", "/srv", "runtime"} {
		if strings.Contains(body, word) {
			t.Errorf("a client sees %q in %s", word, body)
		}
	}
	if !strings.Contains(s.log.String(), "hunter2") {
		t.Errorf("the log does not have it: %s", s.log)
	}
}

func TestStoreErrors(t *testing.T) {
	for _, c := range []struct {
		err  error
		code Code
	}{
		{errors.New(nasty), CodeInternal},
		{fmt.Errorf("%w: %s", store.ErrUnavailable, nasty), CodeUnavailable},
		{fmt.Errorf("%w: %s", store.ErrConflict, nasty), CodeConflict},
		{fmt.Errorf("%w: %s", store.ErrTooLarge, nasty), CodeTooLarge},
		{fmt.Errorf("%w: %s", store.ErrInvalid, nasty), CodeInternal},
		{fmt.Errorf("%w: %s", context.DeadlineExceeded, nasty), CodeTimeout},
	} {
		s := newSite(t)
		s.store.before = func(_ context.Context, q *query.Tree) error {
			if q.Root.Key == "bad" {
				return c.err
			}
			return nil
		}
		w := s.post("{good:contracts{totalCount} bad:contracts{nodes{id}}}")
		a := read(t, w)
		if w.Code != 200 || a.code() != string(c.code) || len(a.Errors) != 1 || fmt.Sprint(a.Errors[0].Path) != "[bad]" ||
			string(a.Data["bad"]) != "null" || string(a.Data["good"]) != `{"totalCount":3}` || len(a.Errors[0].Locations) != 1 {
			t.Errorf("%v: %d %s", c.err, w.Code, w.Body)
		}
		private(t, s, w.Body.String())
		if c.code != CodeInternal {
			continue
		}
		if id, _ := a.Errors[0].Extensions["errorId"].(string); id == "" || !strings.Contains(s.log.String(), id) {
			t.Errorf("the log does not have the id of %s", w.Body)
		}
	}
}

func TestPanic(t *testing.T) {
	s := newSite(t)
	s.store.before = func(_ context.Context, q *query.Tree) error {
		if q.Root.Key == "bad" {
			panic(nasty)
		}
		return nil
	}
	w := s.post("{bad:contracts{nodes{id}} good:contracts{totalCount}}")
	a := read(t, w)
	if w.Code != 200 || a.code() != string(CodeInternal) || string(a.Data["good"]) != `{"totalCount":3}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	private(t, s, w.Body.String())
	if id := a.Errors[0].Extensions["errorId"].(string); !strings.Contains(s.lines("panic")[0]["stack"].(string), "server_test.go") || s.lines("panic")[0]["error_id"] != id {
		t.Error(s.log)
	}
}

// A panic outside of the executor is answered too.
func TestPanicOutside(t *testing.T) {
	s := newSite(t, func(o *Options) {
		o.Playground = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(nasty) })
	})
	w := s.do(request("GET", "/playground", nil))
	refused(t, w, 500, CodeInternal)
	private(t, s, w.Body.String())
	if line := s.lines("request")[0]; line["status"] != 500.0 || fmt.Sprint(line["codes"]) != "[INTERNAL]" {
		t.Error(line)
	}
}

func slowly(d time.Duration) func(context.Context, *query.Tree) error {
	return func(ctx context.Context, _ *query.Tree) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return errors.New("ConnectivityError: " + nasty) // drivers name a deadline as they like
		}
	}
}

func TestTimeout(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Timeout = 50 * time.Millisecond })
	s.store.before = func(ctx context.Context, q *query.Tree) error {
		if q.Root.Key == "slow" {
			return slowly(time.Minute)(ctx, q)
		}
		return nil
	}
	w := s.post("{slow:contracts{nodes{id}} fast:contracts{totalCount}}")
	a := read(t, w)
	if w.Code != 200 || a.code() != string(CodeTimeout) || string(a.Data["fast"]) != `{"totalCount":3}` || a.Errors[0].Extensions["hint"] == nil {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	private(t, s, w.Body.String())
	refused(t, s.post("{slow:contracts{nodes{id}}}", "Accept", "text/csv"), 504, CodeTimeout)
	s = newSite(t, func(o *Options) { o.Timeout = 1 })
	refused(t, s.post("{contracts{totalCount}}"), 504, CodeTimeout)
}

// A write of which nobody knows whether it came to its end may be sent again; what was written before it is told.
func TestLateWrite(t *testing.T) {
	s := newSite(t)
	a := read(t, s.post(`mutation {ingestRecords(input: {records: ["one", "late"]}) {counts {created}}}`))
	if string(a.Data["ingestRecords"]) != `{"counts":{"created":1}}` || a.code() != string(CodeTimeout) {
		t.Fatalf("%+v", a)
	}
	if e := a.Errors[0]; e.Extensions["retryable"] != true || e.Extensions["hint"] != lateHint || e.Message != "the write took too long" {
		t.Errorf("%+v", e)
	}
}

// A client that goes away ends its reads.
func TestClientGoesAway(t *testing.T) {
	s := newSite(t)
	started, ended := make(chan bool), make(chan bool, 1)
	s.store.before = func(ctx context.Context, _ *query.Tree) error {
		close(started)
		<-ctx.Done()
		ended <- true
		return ctx.Err()
	}
	srv := httptest.NewServer(s)
	defer srv.Close()
	ctx, cancel := context.WithCancel(t.Context())
	r, _ := http.NewRequestWithContext(ctx, "POST", srv.URL+"/graphql", strings.NewReader(`{"query":"{contracts{nodes{id}}}"}`))
	r.Header.Set("Content-Type", "application/json")
	go func() { <-started; cancel() }()
	if _, err := http.DefaultClient.Do(r); err == nil {
		t.Error("answered")
	}
	<-ended
	eventually(t, "no line in the log", func() bool { return len(s.lines("request")) == 1 })
	if line := s.lines("request")[0]; line["status"] != 499.0 || fmt.Sprint(line["codes"]) != "[CANCELLED]" {
		t.Error(line)
	}
}

// Root fields are read side by side, each with its own end.
func TestRootFieldsSideBySide(t *testing.T) {
	s := newSite(t)
	s.store.before = func(ctx context.Context, q *query.Tree) error {
		_ = slowly(300*time.Millisecond)(ctx, q)
		if q.Root.Key == "b" {
			return errors.New("failed")
		}
		return nil
	}
	start := time.Now()
	w := s.post("{a:contracts{totalCount} b:contracts{totalCount} c:contracts{totalCount}}")
	if took := time.Since(start); took < 300*time.Millisecond || took > 800*time.Millisecond {
		t.Errorf("took %v", took)
	}
	a := read(t, w)
	if string(a.Data["a"]) != `{"totalCount":3}` || string(a.Data["b"]) != "null" || string(a.Data["c"]) != `{"totalCount":3}` || len(a.Errors) != 1 {
		t.Error(w.Body)
	}
}

// Errors stand in the order of their root fields, whichever fails first.
func TestErrorsInOrder(t *testing.T) {
	s := newSite(t)
	s.store.before = func(ctx context.Context, q *query.Tree) error {
		if q.Root.Key == "a" {
			_ = slowly(30*time.Millisecond)(ctx, q)
		}
		return errors.New("failed")
	}
	a := read(t, s.post(`{...two c:contracts(first:-1){totalCount} d:contracts{totalCount}} fragment two on Query {a:contracts{totalCount} b:contracts{totalCount}}`))
	var got []any
	for _, e := range a.Errors {
		got = append(got, e.Path...)
	}
	if fmt.Sprint(got) != "[a b c d]" {
		t.Error(got)
	}
}

// Of many root fields only so many are read at the same time.
func TestRootFieldsInTurn(t *testing.T) {
	s := newSite(t)
	now := make(chan struct{}, sideBySide)
	s.store.before = func(ctx context.Context, q *query.Tree) error {
		select {
		case now <- struct{}{}:
		default:
			t.Error("too many at once")
		}
		defer func() { <-now }()
		return slowly(2*time.Millisecond)(ctx, q)
	}
	if a := read(t, s.post("{"+aliased(30, "contracts{totalCount}")+"}")); len(a.Errors) > 0 || len(a.Data) != 30 {
		t.Error(a)
	}
}

func TestExecute(t *testing.T) {
	s := newSite(t)
	out, err := s.Execute(t.Context(), Request{Query: "query($n:Int){contracts(first:$n,orderBy:[{id:ASC}]){nodes{id}}}", Variables: map[string]any{"n": 1}}, JSON)
	if err != nil || string(out) != `{"data":{"contracts":{"nodes":[{"id":"contract:a"}]}}}` {
		t.Errorf("%s %v", out, err)
	}
	out, err = s.Execute(t.Context(), Request{Query: "{contracts(first:-1){totalCount} suppliers{totalCount}}"}, JSON)
	if err == nil || !strings.HasPrefix(err.Error(), "BAD_USER_INPUT: first: -1;") || !strings.Contains(string(out), `"suppliers":{"totalCount":2}`) {
		t.Errorf("%s %v", out, err)
	}
	if _, err = s.Execute(t.Context(), Request{Query: "{"}, JSON); err == nil || !strings.HasPrefix(err.Error(), "GRAPHQL_PARSE_FAILED") {
		t.Error(err)
	}
	if _, err = s.Execute(t.Context(), Request{Query: ingestOne}, JSON); err != nil {
		t.Error(err)
	}
}

func TestReady(t *testing.T) {
	s := newSite(t)
	s.store.ready = func(context.Context) error { return fmt.Errorf("%w: %s", store.ErrUnavailable, nasty) }
	w := s.do(request("GET", "/readyz", nil))
	if w.Code != 503 || w.Body.String() != `{"status":"not ready","reason":"the store does not answer"}` || w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	private(t, s, w.Body.String())
	s.store.ready = func(context.Context) error { return fmt.Errorf("%w: %s", store.ErrSchema, nasty) }
	if w := s.do(request("GET", "/readyz", nil)); w.Code != 503 || !strings.Contains(w.Body.String(), "another schema") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	s.store.ready = func(ctx context.Context) error {
		if end, ok := ctx.Deadline(); !ok || time.Until(end) > readyWithin {
			t.Error("no deadline")
		}
		return nil
	}
	if w := s.do(request("GET", "/readyz", nil)); w.Code != 200 || w.Body.String() != `{"status":"ready"}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := s.do(request("HEAD", "/healthz", nil)); w.Code != 200 {
		t.Error(w.Code)
	}
}

func TestDebug(t *testing.T) {
	const q = "{a:contracts{totalCount} b:contracts{nodes{id}}}"
	if w := newSite(t).post(q); strings.Contains(w.Body.String(), "extensions") || strings.Contains(w.Body.String(), "MATCH") {
		t.Error(w.Body)
	}
	s := newSite(t, func(o *Options) { o.Debug = true })
	s.store.before = func(_ context.Context, q *query.Tree) error {
		if q.Root.Key == "b" {
			return errors.New("failed")
		}
		return nil
	}
	w := s.post(q)
	debug := read(t, w).Extensions["debug"].(map[string]any)
	a, b := debug["a"].(map[string]any), debug["b"].(map[string]any)
	if !strings.Contains(a["tree"].(string), "a: many\n  Contract\n") || fmt.Sprint(a["statements"]) != "[MATCH (n) // a]" {
		t.Error(w.Body)
	}
	for _, part := range []string{"plan", "read", "write"} {
		if _, ok := a["micros"].(map[string]any)[part].(float64); !ok {
			t.Errorf("no time of %s in %s", part, w.Body)
		}
	}
	if fmt.Sprint(b["statements"]) != "[MATCH (n) // b]" { // also of a read that failed
		t.Error(w.Body)
	}
}

func TestLog(t *testing.T) {
	s := newSite(t)
	for sent, kept := range map[string]bool{"abc-1.2_3": true, "": false, "a b": false, "x\ny": false, strings.Repeat("a", 65): false, "é": false} {
		w := s.post("query Named($v:String){contracts(where:{name:{eq:$v}}){nope}}", "X-Request-Id", sent, "Authorization", "Bearer topsecret")
		if got := w.Header().Get("X-Request-Id"); (got == sent) != kept || got == "" {
			t.Errorf("%q became %q", sent, got)
		}
	}
	w := s.do(request("GET", "/graphql?query=query+Named{contracts{totalCount}}&variables="+`{"v":"topsecret"}`, nil, "X-Request-Id", "last"))
	lines := s.lines("request")
	line := lines[len(lines)-1]
	want := map[string]any{"method": "GET", "path": "/graphql", "status": 200.0, "operation": "query Named", "request_id": "last", "bytes": float64(w.Body.Len())}
	for k, v := range want {
		if line[k] != v {
			t.Errorf("%s: %v, want %v", k, line[k], v)
		}
	}
	if line["duration"] == nil || line["codes"] != nil {
		t.Error(line)
	}
	if fmt.Sprint(lines[0]["codes"]) != "[GRAPHQL_VALIDATION_FAILED]" {
		t.Error(lines[0])
	}
	if strings.Contains(s.log.String(), "topsecret") {
		t.Error(s.log)
	}
}
