// Package browsertest starts a headless Chromium for tests that look at a page as a user does, and keeps what the page
// asked for and complained about.
package browsertest

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// timeout bounds a whole test, so that a page that never becomes ready fails with a message and not with the suite's.
const timeout = 2 * time.Minute

// names are what Chromium and its kin are called on the systems we know, tried in order.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell"}

// New starts a browser with an empty profile and one blank page, for use with chromedp.Do and Run, and ends it with the test.
// Without a browser on the path the test is skipped; where CI is "true" it fails, so that it cannot go missing unseen.
// Only 127.0.0.1 and localhost resolve: a page that needs another host fails here as it would on a closed network.
func New(t testing.TB) (context.Context, *Requests) {
	t.Helper()
	program := find()
	if program == "" {
		const missing = "no Chromium on the path: install one, for instance `apt-get install -y chromium`"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	// Not t.TempDir, which fails the test if the browser still writes while it is removed.
	profile, err := os.MkdirTemp("", "councilgraph-browser-")
	if err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(program),
		chromedp.UserDataDir(profile),
		chromedp.WindowSize(1440, 900),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium's sandbox refuses to run as root, as in a container
	}
	limited, stop := context.WithTimeout(context.Background(), timeout)
	allocator, end := chromedp.NewExecAllocator(limited, options...)
	requests := &Requests{}
	ctx, closePage := chromedp.NewContext(allocator, chromedp.WithListener(requests.note))
	t.Cleanup(func() {
		chromedp.Cancel(ctx)
		closePage()
		end()
		stop()
		os.RemoveAll(profile)
	})
	// The first command starts the browser; it enables the log and console events itself.
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatalf("starting %s: %v", program, err)
	}
	return ctx, requests
}

func find() string {
	for _, name := range names {
		if program, err := exec.LookPath(name); err == nil {
			return program
		}
	}
	return ""
}

// Requests is what the page asked for and complained about since the browser started.
type Requests struct {
	mu       sync.Mutex
	urls     []string
	problems []string
}

func (r *Requests) note(event any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch event := event.(type) {
	case *network.EventRequestWillBeSent:
		r.urls = append(r.urls, event.Request.URL)
	case *network.EventWebSocketCreated:
		r.urls = append(r.urls, event.URL)
	case *runtime.EventExceptionThrown:
		r.problems = append(r.problems, describe(event.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if event.Type == runtime.ConsoleAPICalledTypeError {
			text := "console.error:"
			for _, argument := range event.Args {
				text += " " + string(argument.Value) + argument.Description
			}
			r.problems = append(r.problems, text)
		}
	case *log.EventEntryAdded: // failed loads, and what the content security policy stopped
		if event.Entry.Level == log.EntryLevelError {
			r.problems = append(r.problems, event.Entry.Text+" "+event.Entry.URL)
		}
	}
}

func describe(details *runtime.ExceptionDetails) string {
	if details.Exception != nil {
		return details.Text + " " + details.Exception.Description
	}
	return details.Text
}

// URLs returns the address of every request, in order.
func (r *Requests) URLs() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.urls)
}

// Foreign returns the addresses of requests to any other host than the given server's, such as http://127.0.0.1:8080.
// What never leaves the browser (data:, blob:, about:) is of no host.
func (r *Requests) Foreign(server string) []string {
	home, err := url.Parse(server)
	if err != nil {
		return []string{server + ": " + err.Error()}
	}
	return slices.DeleteFunc(r.URLs(), func(address string) bool {
		u, err := url.Parse(address)
		return err == nil && (u.Host == home.Host || slices.Contains([]string{"data", "blob", "about"}, u.Scheme))
	})
}

// Problems returns uncaught exceptions, console errors, failed loads and violations of the content security policy.
func (r *Requests) Problems() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.problems)
}
