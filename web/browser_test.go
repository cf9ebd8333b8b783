package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"councilgraph/web"
	"councilgraph/web/browsertest"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// answer is what the stub says to every query but introspection.
const answer = `{"data":{"suppliers":{"totalCount":2,"nodes":[` +
	`{"id":"supplier:node4","name":"Node4","contracts":{"totalCount":1,"edges":[{"since":"2025-07-08","node":{"subject":"Data centre hosting"}}]}},` +
	`{"id":"supplier:cafe-zoe","name":"Café Zoë","contracts":{"totalCount":0,"edges":[]}}]}}}`

// stub is a server with the page and a /graphql that knows one answer.
type stub struct {
	*httptest.Server
	mu       sync.Mutex
	requests []request
	broken   bool // answers as a proxy does whose server is gone
}

type request struct {
	Method, ContentType, Authorization string
	Query                              string         `json:"query"`
	Variables                          map[string]any `json:"variables"`
}

func serve(t *testing.T) *stub {
	introspection, err := os.ReadFile("testdata/introspection.json")
	if err != nil {
		t.Fatal(err)
	}
	s := &stub{}
	mux := http.NewServeMux()
	mux.Handle("/playground", web.Playground())
	mux.Handle("/playground/", web.Playground())
	mux.HandleFunc("/graphql", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked := request{Method: r.Method, ContentType: r.Header.Get("Content-Type"), Authorization: r.Header.Get("Authorization")}
		if err := json.Unmarshal(body, &asked); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.broken {
			w.WriteHeader(http.StatusBadGateway)
			io.WriteString(w, "<html><h1>Bad gateway</h1></html>")
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if strings.Contains(asked.Query, "__schema") {
			w.Write(introspection)
			return
		}
		s.requests = append(s.requests, asked)
		io.WriteString(w, answer)
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *stub) asked() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

func (s *stub) breakDown() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = true
}

// page drives the playground in a browser; whatever does not happen in time ends the test.
type page struct {
	t   *testing.T
	ctx context.Context
}

func (p page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// wait waits until a JavaScript expression is true.
func (p page) wait(what, expression string) {
	p.t.Helper()
	p.do(what, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(80*time.Second))(ctx, target)
		if err != nil {
			var screen string
			screen, _ = chromedp.Evaluate[string](`document.body.innerText`)(ctx, target)
			err = fmt.Errorf("%w; the page says: %.1500s", err, screen)
		}
		return chromedp.Void{}, err
	})
}

func (p page) open(address string) {
	p.t.Helper()
	p.do("opening "+address, chromedp.Navigate(address))
	p.wait("the editors", `document.querySelectorAll('.monaco-editor').length >= 4 && !!document.querySelector('#tools select')`)
}

// text is what an editor holds: operation.graphql, variables.json, request-headers.json or response.json.
func (p page) text(editor string) string {
	p.t.Helper()
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](
		`__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('`+editor+`')).getValue()`))
	if err != nil {
		p.t.Fatalf("reading %s: %v", editor, err)
	}
	return text
}

// list is the text of every element that a selector finds.
func (p page) list(selector string) []string {
	p.t.Helper()
	texts, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string](
		`[...document.querySelectorAll(`+quote(selector)+`)].map((element) => element.innerText)`))
	if err != nil {
		p.t.Fatalf("reading %s: %v", selector, err)
	}
	return texts
}

// focusQuery puts the cursor into the query editor. A click would not always: the lines of a long query are taller than the
// screen, and their middle is not on it.
var focusQuery = chromedp.Evaluate[chromedp.Void](
	`__MONACO.editor.getEditors().find((editor) => editor.getModel()?.uri.path.endsWith('operation.graphql')).focus()`)

// write replaces what the query editor holds, as typing does.
func (p page) write(query string) {
	p.t.Helper()
	written := `__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('operation.graphql')).getValue() === ` + quote(query)
	// What is laid out at this moment may come behind what is written, and take its place: then it is written again.
	for range 3 {
		p.do("writing a query",
			focusQuery,
			chromedp.KeyEvent("a", chromedp.KeyModifiers(kb.ModifierCtrl)),
			chromedp.KeyEvent(kb.Backspace),
			chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
				_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: query})
				return err
			}))
		if _, err := chromedp.Run(p.ctx, chromedp.Poll[bool](written, chromedp.WithPollingTimeout(5*time.Second))); err == nil {
			return
		}
	}
	p.wait("the query in the editor", written)
}

// run runs the query by the keyboard and waits until the result shows a text.
func (p page) run(expected string) {
	p.t.Helper()
	p.do("running the query", chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)))
	p.wait("the result "+expected, `document.querySelector('.result-window').innerText.replace(/\s+/g, ' ').includes(`+quote(expected)+`)`)
}

func (p page) location() *url.URL {
	p.t.Helper()
	address, err := chromedp.Run(p.ctx, chromedp.Location())
	if err != nil {
		p.t.Fatal(err)
	}
	location, err := url.Parse(address)
	if err != nil {
		p.t.Fatal(err)
	}
	return location
}

// screenshot writes what is on the screen beside the file that COUNCILGRAPH_SCREENSHOT names: page.png, page-narrow.png.
func (p page) screenshot(suffix string, width, height int64, dark bool) {
	p.t.Helper()
	file := os.Getenv("COUNCILGRAPH_SCREENSHOT")
	if file == "" {
		return
	}
	ending := filepath.Ext(file)
	scheme := map[bool]string{true: "dark", false: "light"}[dark]
	p.do("resizing", chromedp.EmulateViewport(width, height), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	}))
	p.wait("the next frames", `new Promise((done) => setTimeout(() => done(true), 1500))`)
	image, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(strings.TrimSuffix(file, ending)+suffix+ending, image, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func quote(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

// limit is what GraphiQL's explorer says of an argument that is a list, such as orderBy: it shows it and cannot edit it.
const limit = "arg mismatch between arg and selection"

// settled checks what must hold at the end of every test: the page asked no other host and complained of nothing.
func settled(t *testing.T, requests *browsertest.Requests, s *stub) {
	t.Helper()
	if len(requests.URLs()) == 0 {
		t.Error("no request was seen: the check of hosts checks nothing")
	}
	for _, address := range requests.Foreign(s.URL) {
		t.Errorf("the page asked another host: %s", address)
	}
	for _, problem := range requests.Problems() {
		if !strings.Contains(problem, limit) {
			t.Errorf("the page complained: %s", problem)
		}
	}
}

func TestFirstVisitOpensTheStartersAndRunsAQuery(t *testing.T) {
	ctx, requests := browsertest.New(t)
	s, p := serve(t), page{t, ctx}
	p.open(s.URL + "/playground")

	starters := web.Starters()
	var want []string
	for _, starter := range starters {
		want = append(want, operation(t, starter))
	}
	if got := p.list(`[id^=graphiql-session-tab-]`); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("tabs %q, want the starters' operations %q", got, want)
	}
	for i, starter := range starters {
		p.do("opening tab", chromedp.Click(chromedp.CSS(fmt.Sprintf("#graphiql-session-tab-%d", i))))
		if got := p.text("operation.graphql"); got != starter.Query {
			t.Errorf("tab %d shows\n%s\nwant starter %s\n%s", i, got, starter.Name, starter.Query)
		}
		if got := p.text("variables.json"); got != starter.Variables {
			t.Errorf("tab %d has variables %q, want %q", i, got, starter.Variables)
		}
	}

	p.screenshot("-first", 1440, 900, false)
	p.do("a smaller window", chromedp.EmulateViewport(1300, 700))
	p.wait("a page that does not scroll", `document.documentElement.scrollHeight <= innerHeight`)
	p.do("the window as it was", chromedp.EmulateViewport(1440, 900))
	p.do("a new tab", chromedp.Click(chromedp.CSS(".graphiql-tab-add")))
	p.write("query Named { suppliers { nodes { name } } }")
	p.run("Café Zoë")
	asked := s.asked()
	if len(asked) != 1 || asked[0].Method != "POST" || asked[0].ContentType != "application/json" || !strings.Contains(asked[0].Query, "query Named") {
		t.Errorf("the server was asked %+v, want one POST of the query as JSON", asked)
	}
	p.do("laying it out", chromedp.Click(chromedp.CSS(`button[aria-label^="Prettify query"]`)))
	p.wait("the query laid out", `__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('operation.graphql')).getValue().startsWith('query Named {\n  suppliers {\n    nodes {\n      name')`)

	// The tabs are kept: a second visit opens what the first one left.
	p.wait("the tab's name", `document.querySelector('#graphiql-session-tab-`+fmt.Sprint(len(starters))+`').innerText === 'Named'`)
	p.wait("the stored tabs", `(localStorage.getItem('councilgraph:graphiql:tabState') ?? '').includes('query Named {\\n  suppliers')`)
	p.open(s.URL + "/playground/")
	if got := p.list(`[id^=graphiql-session-tab-]`); len(got) != len(starters)+1 || got[len(got)-1] != "Named" {
		t.Errorf("second visit: tabs %q, want the starters and Named", got)
	}
	p.do("closing a starter", chromedp.Click(chromedp.CSS("#graphiql-session-tab-0")), chromedp.Click(chromedp.CSS("#graphiql-session-tab-0 + button")))
	p.wait("one tab fewer", `document.querySelectorAll('[id^=graphiql-session-tab-]').length === `+fmt.Sprint(len(starters)))
	p.do("opening it again", chromedp.Evaluate[chromedp.Void](`(() => {
		const menu = document.querySelector('#tools select');
		menu.value = `+quote(starters[0].Name)+`;
		menu.dispatchEvent(new Event('change', { bubbles: true }));
	})()`))
	p.wait("the starter in a tab of its own", `document.querySelector('#graphiql-session-tab-`+fmt.Sprint(len(starters))+`')?.innerText === `+quote(want[0]))
	p.wait("its tab on the screen, though the row is wider", `(() => {
		const row = document.querySelector('.graphiql-tabs'), seen = row.getBoundingClientRect(), tab = row.querySelector('.graphiql-tab-active').getBoundingClientRect();
		return row.scrollWidth > row.clientWidth && tab.left >= seen.left - 1 && tab.right <= Math.min(seen.right, innerWidth) + 1;
	})()`)
	if got := p.text("operation.graphql"); got != starters[0].Query {
		t.Errorf("the menu opened\n%s\nwant starter %s", got, starters[0].Name)
	}
	p.do("its tab", chromedp.Click(chromedp.CSS(fmt.Sprintf("#graphiql-session-tab-%d", len(starters)))),
		focusQuery)
	p.run("Node4")
	p.screenshot("", 1440, 900, false)
	p.screenshot("-dark", 1440, 900, true)
	p.screenshot("-narrow", 390, 844, false)
	settled(t, requests, s)
}

func TestALinkCarriesQueryAndVariablesAndNoHeaders(t *testing.T) {
	ctx, requests := browsertest.New(t)
	s, p := serve(t), page{t, ctx}
	link := url.Values{
		"query":     {"# Łódź & 会議 + 🙂 #1 50%\nquery Linked($text: String!) {\n  search(text: $text) {\n    totalCount\n  }\n}"},
		"variables": {"{\n  \"text\": \"naïve = \\\"zero trust\\\" & 100%\"\n}"},
		"headers":   {`{"Authorization":"Bearer secret"}`},
	}
	shows := func(when string) {
		t.Helper()
		if got, want := p.text("operation.graphql"), link.Get("query"); got != want {
			t.Errorf("%s: the query is %q, want %q", when, got, want)
		}
		if got, want := p.text("variables.json"), link.Get("variables"); got != want {
			t.Errorf("%s: the variables are %q, want %q", when, got, want)
		}
		if got := p.text("request-headers.json"); got != "" {
			t.Errorf("%s: the headers are %q, want none", when, got)
		}
	}
	active := func() string {
		return strings.Join(p.list(`[role=tab][aria-selected=true], .graphiql-tab-active`), " ")
	}

	p.open(s.URL + "/playground?" + link.Encode())
	shows("first visit")
	if got := p.list(`[id^=graphiql-session-tab-]`); len(got) != 1+len(web.Starters()) {
		t.Errorf("first visit by link: tabs %q, want the link's and the starters'", got)
	}
	if !strings.Contains(active(), "Linked") {
		t.Errorf("the active tab is %q, want Linked", active())
	}
	if asked := s.asked(); len(asked) != 0 {
		t.Errorf("opening a link ran it: %+v", asked)
	}

	// Where tabs are stored already, the link adds its own and takes no variables from the one last used.
	p.do("another tab", chromedp.Click(chromedp.CSS("#graphiql-session-tab-3")))
	p.wait("the stored tabs", `(localStorage.getItem('councilgraph:graphiql:tabState') ?? '').includes('"activeTabIndex":3')`)
	p.open(s.URL + "/playground?query=" + url.QueryEscape("query Bare { suppliers { totalCount } }"))
	if got := p.text("variables.json"); got != "" {
		t.Errorf("a link without variables opened with %q", got)
	}
	p.open(s.URL + "/playground?" + link.Encode())
	shows("second visit")

	// Copy link puts the same into the address and the clipboard.
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		if _, err := chromedp.CallBrowser(ctx, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted,
		}); err != nil {
			t.Fatal(err)
		}
	}
	p.do("copying the link", chromedp.Click(chromedp.CSS(`button[aria-label="Copy link"]`)))
	p.wait("the note", `document.querySelector('.note').innerText.includes('Link copied')`)
	copied, err := chromedp.Run(ctx, chromedp.Evaluate[string](`navigator.clipboard.readText()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if location := p.location(); copied != location.String() {
		t.Errorf("the clipboard has %q, the address is %q", copied, location)
	}
	values := p.location().Query()
	if values.Get("query") != link.Get("query") || values.Get("variables") != link.Get("variables") || len(values) != 2 {
		t.Errorf("the link carries %q, want the query and variables of %q", values, link)
	}
	p.screenshot("-link", 1440, 900, false)

	// Laying out keeps the variables' text but for its spaces.
	p.do("laying it out", chromedp.Evaluate[chromedp.Void](
		`__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('variables.json')).setValue('{"text":"é \\" {}", "n":[1,2]}')`),
		chromedp.Click(chromedp.CSS(`button[aria-label^="Prettify query"]`)))
	p.wait("the variables laid out", `__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('variables.json')).getValue() === `+
		quote("{\n  \"text\": \"é \\\" {}\",\n  \"n\": [\n    1,\n    2\n  ]\n}"))

	// The address never claims to be another query than the one shown.
	p.write("query Other { suppliers { totalCount } }")
	p.wait("the address to be cleared", `location.search === ''`)
	settled(t, requests, s)
}

func TestTheKeyboardReachesTheSchemaDocs(t *testing.T) {
	ctx, requests := browsertest.New(t)
	s, p := serve(t), page{t, ctx}
	p.open(s.URL + "/playground")
	p.wait("the schema", `![...document.querySelectorAll('.graphiql-sidebar button')].some((button) => button.disabled)`)
	p.do("tabbing to the first button", chromedp.KeyEvent(kb.Tab))
	p.wait("the focus", `document.activeElement.innerText === 'Schema docs'`)
	p.do("pressing it", chromedp.KeyEvent(kb.Enter))
	p.wait("the docs", `(document.querySelector('.graphiql-plugin')?.innerText ?? '').includes('Root Types')`)
	p.screenshot("-docs", 1440, 900, false)
	p.screenshot("-docs-narrow", 390, 844, false)
	p.do("opening the query builder", chromedp.EmulateViewport(1440, 900), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	p.wait("the builder", `(document.querySelector('.graphiql-explorer-root')?.innerText ?? '').includes('suppliers')`)
	p.screenshot("-builder", 1440, 900, false)
	settled(t, requests, s)
}

func TestAServerThatFailsIsReadable(t *testing.T) {
	ctx, requests := browsertest.New(t)
	s, p := serve(t), page{t, ctx}
	p.open(s.URL + "/playground")
	p.wait("the schema", `![...document.querySelectorAll('.graphiql-sidebar button')].some((button) => button.disabled)`)

	s.breakDown()
	p.write("{ suppliers { totalCount } }")
	p.run("/graphql answered 502 Bad Gateway, and not with JSON.")
	p.do("reading the schema again", chromedp.Click(chromedp.CSS(`button[aria-label^="Re-fetch GraphQL schema"]`)))
	p.wait("the banner", `(document.querySelector('#problem').innerText ?? '').includes('The schema could not be read. /graphql answered 502 Bad Gateway')`)
	p.screenshot("-failed", 1440, 900, false)

	s.CloseClientConnections()
	s.Close()
	p.write("{ suppliers { nodes { name } } }")
	p.run("Is the server running?")
	for _, address := range requests.Foreign(s.URL) {
		t.Errorf("the page asked another host: %s", address)
	}
	for _, problem := range requests.Problems() {
		// An editor's worker that is still to be loaded when the server goes away ends with an event, and does without.
		if !strings.Contains(problem, "Failed to load resource") && problem != "Uncaught Event" {
			t.Errorf("the page complained: %s", problem)
		}
	}
}

func TestWithoutJavaScriptThePageSaysWhatToDo(t *testing.T) {
	recorder := httptest.NewRecorder()
	web.Playground().ServeHTTP(recorder, httptest.NewRequest("GET", "/playground", nil))
	for _, text := range []string{"<noscript>", "needs JavaScript", "curl", "/graphql"} {
		if !bytes.Contains(recorder.Body.Bytes(), []byte(text)) {
			t.Errorf("the page does not say %q", text)
		}
	}
}
