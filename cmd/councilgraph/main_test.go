package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"councilgraph/graph/neo4j/neo4jtest"
)

func TestMain(m *testing.M) {
	if os.Getenv(asChild) != "" {
		main()
	}
	os.Exit(neo4jtest.Run(m))
}

// output collects what a command writes, from any goroutine.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// do runs one command to its end.
func do(t *testing.T, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e output
	code = run(t.Context(), args, streams{strings.NewReader(stdin), &o, &e})
	return code, o.String(), e.String()
}

// serving is a server that runs as the command runs it.
type serving struct {
	address string
	stop    func() (code int, log string)
}

var listening = regexp.MustCompile(`http://([^/]+)/playground`)

func serve(t *testing.T, args ...string) serving {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var out, log output
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), streams{nil, &out, &log})
	}()
	var once sync.Once
	code := -1
	stop := func() (int, string) {
		once.Do(func() {
			cancel()
			code = <-done
		})
		return code, log.String()
	}
	t.Cleanup(func() { stop() })
	for range 6000 { // five minutes: a cold Neo4j on a busy machine plans every statement anew
		if m := listening.FindStringSubmatch(out.String()); m != nil {
			return serving{m[1], stop}
		}
		select {
		case c := <-done:
			t.Fatalf("serve ended with %d: %s%s", c, out.String(), log.String())
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatal("serve does not come up")
	return serving{}
}

// ask posts a query and gives the answer's bytes.
func (s serving) ask(t *testing.T, query string, variables any) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post("http://"+s.address+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (s serving) get(t *testing.T, path string) (status int, body string) {
	t.Helper()
	resp, err := http.Get("http://" + s.address + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

const everything = `{ entities { totalCount } facts { totalCount } documents { totalCount } passages { totalCount } mentions { totalCount }
	evidences { totalCount } records { totalCount } contradictions { totalCount } councils { totalCount nodes { name } } committees { totalCount } councillors { totalCount } }`

// TestServe: on an empty store the server holds both pages at once; a second start changes nothing; it stops in good order.
func TestServe(t *testing.T) {
	stores := map[string]func(t *testing.T) string{
		"sqlite": func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "graph.db") },
		"neo4j": func(t *testing.T) string {
			server := neo4jtest.Shared(t)
			server.Wipe(t)
			u, err := url.Parse(server.URI)
			if err != nil {
				t.Fatal(err)
			}
			u.User = url.UserPassword(server.User, server.Password)
			return u.String()
		},
	}
	var mu sync.Mutex
	answers := map[string]string{}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			store := open(t)
			first := serve(t, "--store", store)
			one := first.ask(t, everything, nil)
			if !strings.Contains(one, `"councils":{"totalCount":3`) || !strings.Contains(one, `"councillors":{"totalCount":5}`) || !strings.Contains(one, `"committees":{"totalCount":1}`) {
				t.Errorf("the seed is not whole: %s", one)
			}
			for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/playground": 200, "/": 200, "/nope": 404} {
				if status, body := first.get(t, path); status != want {
					t.Errorf("%s answers %d: %.200s", path, status, body)
				}
			}
			if code, _, errs := do(t, "", "health", "--url", "http://"+first.address+"/readyz"); code != 0 {
				t.Errorf("health: %s", errs)
			}
			if code, log := first.stop(); code != 0 || strings.Contains(log, "level=ERROR") {
				t.Errorf("stopped with %d: %s", code, log)
			}
			second := serve(t, "--store", store)
			if two := second.ask(t, everything, nil); two != one {
				t.Errorf("a second start changed %s\nto %s", one, two)
			}
			taken := second.ask(t, `{ records(orderBy: [{takenAt: ASC}]) { totalCount nodes { id complete origin version { document { number } } } } }`, nil)
			if !strings.Contains(taken, `"totalCount":2`) {
				t.Errorf("records: %s", taken)
			}
			mu.Lock()
			answers[name] = one
			mu.Unlock()
		})
	}
	if len(answers) == 2 && answers["sqlite"] != answers["neo4j"] {
		t.Errorf("the stores differ:\n%s\n%s", answers["sqlite"], answers["neo4j"])
	}
}

// TestIngest: records from files and over GraphQL, each item with its fate; nothing is written by a dry run.
func TestIngest(t *testing.T) {
	dir := t.TempDir()
	store := "sqlite:" + filepath.Join(dir, "graph.db")
	record, err := os.ReadFile("../../seed/72500.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "records", "one.yaml")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(data []byte) {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(record)
	if code, out, errs := do(t, "", "ingest", "--store", store, "--dry-run", filepath.Dir(file)); code != 0 || !strings.Contains(out, "dry run: nothing was written") {
		t.Errorf("dry run: %d %s%s", code, tail(out), errs)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("a dry run left %v, %v", left, err)
	}
	if code, out, _ := do(t, "", "ingest", "--store", store, file); code != 0 || !strings.Contains(out, " created") || strings.Contains(out, "unchanged") {
		t.Errorf("first: %d %s", code, tail(out))
	}
	if code, out, _ := do(t, "", "ingest", "--store", store, file); code != 0 || strings.Contains(out, "created") || !strings.Contains(out, " unchanged") {
		t.Errorf("again: %d %s", code, tail(out))
	}
	write(bytes.Replace(record, []byte("origin: PERSON"), []byte("origin: MODEL"), 1))
	if code, out, _ := do(t, "", "ingest", "--store", store, file); code != 0 || strings.Count(out, "held  ") != 1 || strings.Count(out, "a person's complete record covers") != 1 {
		t.Errorf("held: %d %s", code, tail(out))
	}
	write(bytes.Replace(record, []byte("amount: 2200,"), []byte("amount: sixteen,"), 1))
	code, out, _ := do(t, "", "ingest", "--store", store, file)
	if code != 1 || !strings.Contains(out, "refused   "+file+":") || !strings.Contains(out, `found "sixteen"`) {
		t.Errorf("refused: %d %s", code, tail(out))
	}

	s := serve(t, "--store", "sqlite:"+filepath.Join(dir, "other.db"), "--no-seed")
	const push = `mutation ($record: String!, $dry: Boolean) { ingestRecords(input: {records: [$record], dryRun: $dry, reason: "a test"}) {
		counts { created unchanged refused } records { document recordedAt items { path result reason line } } } }`
	got := s.ask(t, push, map[string]any{"record": string(record), "dry": true})
	if !strings.Contains(got, `"recordedAt":null`) || !strings.Contains(got, `"refused":0`) {
		t.Errorf("dry: %.300s", got)
	}
	got = s.ask(t, push, map[string]any{"record": string(record)})
	if strings.Contains(got, `"recordedAt":null`) || !strings.Contains(got, `"result":"CREATED"`) {
		t.Errorf("push: %.300s", got)
	}
	got = s.ask(t, push, map[string]any{"record": string(record)})
	if !strings.Contains(got, `"created":0`) || !strings.Contains(got, `"recordedAt":null`) {
		t.Errorf("push again: %.300s", got)
	}
}

func tail(s string) string { return s[max(0, len(s)-400):] }

// TestExport: a query document as JSON and as a table.
func TestExport(t *testing.T) {
	store := "sqlite:" + filepath.Join(t.TempDir(), "graph.db")
	serve(t, "--store", store).stop()
	const query = `query Q($name: String!) { suppliers(where: {name: {startsWith: $name}}, orderBy: [{name: ASC}]) { nodes { name contracts { nodes { name } } } } }`
	code, out, errs := do(t, query, "export", "--store", store, "--variables", `{"name": "n"}`)
	if want := "name,contracts.name\r\nNetapp,Cloud storage\r\nNetcall,Netcall\r\nNode4,Service desk telephone support\r\nNuvoli,Telecoms expense management\r\n"; code != 0 || out != want {
		t.Errorf("csv: %d %q %s", code, out, errs)
	}
	code, out, errs = do(t, query, "export", "--store", store, "--format", "json", "--variables", `{"name": "node"}`)
	if code != 0 || !strings.Contains(out, `{"name":"Node4","contracts":{"nodes":[{"name":"Service desk telephone support"}]}}`) {
		t.Errorf("json: %d %q %s", code, out, errs)
	}
	if code, _, errs := do(t, "{ nope }", "export", "--store", store); code != 1 || !strings.Contains(errs, "nope") {
		t.Errorf("a wrong query: %d %s", code, errs)
	}
}

// TestSchema: what is printed is what is served.
func TestSchema(t *testing.T) {
	_, sdl, _ := do(t, "", "schema")
	committed, err := os.ReadFile("../../graph/api_gen.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	if sdl != string(committed) {
		t.Error("the printed schema is not graph/api_gen.graphqls; run go generate")
	}
	_, record, _ := do(t, "", "schema", "--record")
	if !json.Valid([]byte(record)) || !strings.Contains(record, "json-schema.org") {
		t.Errorf("no JSON Schema: %.200s", record)
	}
}

// TestWrongUse: a clear line, and the exit code of wrong use; passwords are never repeated.
func TestWrongUse(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"fly"}, 2, "fly"},
		{[]string{"serve", "--nope"}, 2, "--nope"},
		{[]string{"ingest"}, 2, "file"},
		{[]string{"ingest", "--store", "sqlite:" + filepath.Join(t.TempDir(), "g.db"), "no-such-file.yaml"}, 1, "no-such-file.yaml"},
		{[]string{"ingest", "--store", "sqlite:" + filepath.Join(t.TempDir(), "g.db"), t.TempDir()}, 1, "found no .yaml"},
		{[]string{"serve", "--store", "redis:x"}, 1, "expected sqlite:FILE or neo4j://"},
		{[]string{"serve", "--store", "neo4j://neo4j:verysecret@127.0.0.1:1", "--wait", "1ms"}, 1, "unavailable"},
		{[]string{"export", "--variables", "[]"}, 1, "expected a JSON object"},
		{[]string{"health", "--url", "http://127.0.0.1:1/readyz"}, 1, "127.0.0.1:1"},
	} {
		code, out, errs := do(t, "", c.args...)
		if code != c.code || !strings.Contains(errs, c.want) || strings.Contains(out+errs, "verysecret") {
			t.Errorf("%v: %d %s%s", c.args, code, out, errs)
		}
	}
	if code, out, _ := do(t, "", "--help"); code != 0 || !strings.Contains(out, "serve") {
		t.Errorf("--help: %d %s", code, out)
	}
	t.Setenv("COUNCILGRAPH_STORE", "redis:env")
	if code, _, errs := do(t, "", "serve"); code != 1 || !strings.Contains(errs, "redis:env") {
		t.Errorf("the environment is not read: %d %s", code, errs)
	}
}

// TestWriteKey: with a key, only who has it writes, and it is in no log.
func TestWriteKey(t *testing.T) {
	s := serve(t, "--store", "sqlite:"+filepath.Join(t.TempDir(), "g.db"), "--no-seed", "--write-key", "opensesame", "--log-level", "debug")
	send := func(key string) string {
		req, err := http.NewRequest(http.MethodPost, "http://"+s.address+"/graphql", strings.NewReader(`{"query":"mutation { ingestRecords(input: {records: [\"{}\"]}) { counts { created } } }"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		if key != "" {
			req.Header.Set("Authorization", "Bearer "+key)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, _ := io.ReadAll(resp.Body)
		return fmt.Sprint(resp.StatusCode, string(b))
	}
	for key, want := range map[string]string{"": "FORBIDDEN", "opensesam": "FORBIDDEN", "opensesame": `"created":0`} {
		if got := send(key); !strings.Contains(got, want) {
			t.Errorf("key %q: %s", key, got)
		}
	}
	if _, log := s.stop(); strings.Contains(log, "opensesam") {
		t.Error("the key is in the log")
	}
}
