package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"councilgraph/web/browsertest"
)

// TestPlayground drives the page that the binary serves, over the real graph: a query is typed, run and answered, a link opens with
// its query and variables, and no other host is asked. COUNCILGRAPH_SCREENSHOT names a file for what the screen shows.
func TestPlayground(t *testing.T) {
	ctx, requests := browsertest.New(t)
	s := serve(t, "--store", "sqlite:"+filepath.Join(t.TempDir(), "graph.db"))
	do := func(what string, steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	wait := func(what, expression string) {
		t.Helper()
		do(what, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
			_, err := chromedp.Poll[bool](expression)(ctx, target)
			if err != nil {
				screen, _ := chromedp.Evaluate[string](`document.body.innerText`)(ctx, target)
				err = fmt.Errorf("%w; the page says: %.1500s", err, screen)
			}
			return chromedp.Void{}, err
		})
	}
	open := func(address string) {
		t.Helper()
		do("opening "+address, chromedp.Navigate(address))
		wait("the editors", `document.querySelectorAll('.monaco-editor').length >= 4 && !!document.querySelector('#tools select')`)
	}
	ask := func(expected string) {
		t.Helper()
		do("running", chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)))
		text, _ := json.Marshal(expected)
		wait("the answer "+expected, `document.querySelector('.result-window').innerText.replace(/\s+/g, ' ').includes(`+string(text)+`)`)
	}

	open("http://" + s.address + "/")
	do("a new tab", chromedp.Click(chromedp.CSS(".graphiql-tab-add")))
	do("typing", chromedp.Click(chromedp.CSS(".graphiql-query-editor .view-lines")),
		chromedp.KeyEvent("a", chromedp.KeyModifiers(kb.ModifierCtrl)), chromedp.KeyEvent(kb.Backspace),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: `query Typed { supplier(id: "supplier:node4") { name contracts { nodes { name } } } }`})
			return err
		}))
	// GraphiQL reads the operation's name a moment after the typing; the tab shows when it has.
	wait("the tab's name", `[...document.querySelectorAll('[id^=graphiql-session-tab-]')].some((tab) => tab.innerText === 'Typed')`)
	ask("Service desk telephone support")

	open("http://" + s.address + "/playground?" + url.Values{"query": {`query Linked($name: String!) { councils(where: {name: {eq: $name}}) { nodes { id } } }`},
		"variables": {`{"name": "Brent"}`}}.Encode())
	do("the editor", chromedp.Click(chromedp.CSS(".graphiql-query-editor .view-lines")))
	ask("council:brent")
	if file := os.Getenv("COUNCILGRAPH_SCREENSHOT"); file != "" {
		do("resizing", chromedp.EmulateViewport(1440, 900))
		image, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, image, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if len(requests.URLs()) == 0 {
		t.Error("no request was seen")
	}
	for _, address := range requests.Foreign(fmt.Sprintf("http://%s", s.address)) {
		t.Errorf("the page asked another host: %s", address)
	}
	for _, problem := range requests.Problems() {
		if !strings.Contains(problem, "arg mismatch between arg and selection") { // GraphiQL's explorer, of a list
			t.Errorf("the page complained: %s", problem)
		}
	}
}
