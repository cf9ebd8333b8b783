package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// bad is a server that misbehaves by the book: each path has a handler, each request is counted and kept.
type bad struct {
	*httptest.Server
	mu   sync.Mutex
	seen []*http.Request
	mux  *http.ServeMux
}

func newBad(t *testing.T) *bad {
	t.Helper()
	b := &bad{mux: http.NewServeMux()}
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			b.mu.Lock()
			b.seen = append(b.seen, r.Clone(context.Background()))
			b.mu.Unlock()
		}
		b.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(b.Close)
	return b
}

func (b *bad) requests() []*http.Request {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.seen)
}

// quick is a client that keeps the pauses it is to make instead of making them.
func quick(t *testing.T, o Options) (*Client, *[]time.Duration) {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	var pauses []time.Duration
	c.sleep = func(ctx context.Context, d time.Duration) error {
		pauses = append(pauses, d)
		return ctx.Err()
	}
	return c, &pauses
}

func TestGet(t *testing.T) {
	b := newBad(t)
	b.mux.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "hello") })
	c, pauses := quick(t, Options{Contact: "clerk@example.org"})
	for range 2 {
		r, err := c.Get(t.Context(), b.URL+"/a#part")
		if err != nil || string(r.Body) != "hello" || r.URL != b.URL+"/a" || r.Hash != hashOf([]byte("hello")) || r.Unchanged {
			t.Fatalf("%+v %v", r, err)
		}
	}
	if got := b.requests()[0].UserAgent(); got != "councilgraph/1 (+clerk@example.org)" {
		t.Errorf("user agent %q", got)
	}
	// After robots.txt, and between the two: nearly a second each, by the default.
	if len(*pauses) != 2 || (*pauses)[0] < 900*time.Millisecond || (*pauses)[1] > time.Second {
		t.Errorf("pauses %v", *pauses)
	}
	for _, address := range []string{"ftp://example.org/", "/a", "", "http://", "file:///etc/passwd", "http://%zz"} {
		if _, err := c.Get(t.Context(), address); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestDelayIsKept(t *testing.T) {
	b := newBad(t)
	var at []time.Time
	b.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { at = append(at, time.Now()) })
	c, err := New(Options{Delay: 60 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 3 { // together, yet one after the other
		wg.Go(func() {
			if _, err := c.Get(t.Context(), fmt.Sprintf("%s/%d", b.URL, i)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for i := 1; i < len(at); i++ {
		if d := at[i].Sub(at[i-1]); d < 50*time.Millisecond {
			t.Errorf("%s between two requests", d)
		}
	}
}

func TestRetries(t *testing.T) {
	b := newBad(t)
	var n atomic.Int32
	fail := func(times int32, code int, after string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if n.Add(1) <= times {
				if after != "" {
					w.Header().Set("Retry-After", after)
				}
				w.WriteHeader(code)
				return
			}
			fmt.Fprint(w, "well")
		}
	}
	b.mux.HandleFunc("/busy", fail(2, 429, "7"))
	b.mux.HandleFunc("/broken", fail(3, 500, ""))
	b.mux.HandleFunc("/down", fail(99, 503, ""))
	b.mux.HandleFunc("/long", fail(99, 503, "86400"))
	b.mux.HandleFunc("/no", fail(99, 403, ""))
	b.mux.HandleFunc("/gone", fail(99, 404, ""))
	b.mux.HandleFunc("/date", func(w http.ResponseWriter, r *http.Request) { // of whole seconds, by the clock at that moment
		fail(1, 503, time.Now().Add(30*time.Second).UTC().Format(http.TimeFormat))(w, r)
	})
	b.mux.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1) > 1 {
			fmt.Fprint(w, "well")
			return
		}
		w.Header().Set("Content-Length", "100") // and less comes
		fmt.Fprint(w, "he")
	})
	b.mux.HandleFunc("/hangup", func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1) > 2 {
			fmt.Fprint(w, "well")
			return
		}
		panic(http.ErrAbortHandler)
	})
	for path, want := range map[string]struct {
		code     int // 0: it comes at last
		requests int32
		pauses   []time.Duration // before retries, rounded down to seconds
	}{
		"/busy":   {0, 3, []time.Duration{7, 7}},
		"/broken": {0, 4, []time.Duration{1, 2, 4}},
		"/down":   {503, 5, []time.Duration{1, 2, 4, 8}},
		"/long":   {503, 1, nil},
		"/no":     {403, 1, nil},
		"/gone":   {404, 1, nil},
		"/date":   {0, 2, []time.Duration{29}},
		"/cut":    {0, 2, []time.Duration{1}},
		"/hangup": {0, 3, []time.Duration{1, 2}},
	} {
		n.Store(0)
		c, pauses := quick(t, Options{Delay: time.Nanosecond})
		r, err := c.Get(t.Context(), b.URL+path)
		var status *StatusError
		switch {
		case want.code == 0 && (err != nil || string(r.Body) != "well"):
			t.Errorf("%s: %v", path, err)
		case want.code != 0 && (!errors.As(err, &status) || status.Code != want.code || !Refused(err)):
			t.Errorf("%s: %v", path, err)
		}
		if path == "/long" && !strings.Contains(err.Error(), "24h0m0s") {
			t.Errorf("the wait is not told: %v", err)
		}
		if n.Load() != want.requests {
			t.Errorf("%s: %d requests, want %d", path, n.Load(), want.requests)
		}
		for i := range *pauses {
			(*pauses)[i] /= time.Second
			if path == "/date" && (*pauses)[i] == 28 {
				(*pauses)[i] = 29 // the second went by on the way
			}
		}
		if got := slices.DeleteFunc(*pauses, func(d time.Duration) bool { return d == 0 }); !slices.Equal(got, want.pauses) {
			t.Errorf("%s: pauses %v, want %v", path, got, want.pauses)
		}
	}
}

func TestConditional(t *testing.T) {
	b := newBad(t)
	text := "one"
	b.mux.HandleFunc("/tagged", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"`+text+`"`)
		w.Header().Set("Last-Modified", "Tue, 08 Jul 2025 18:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"`+text+`"` && r.Header.Get("If-Modified-Since") == "Tue, 08 Jul 2025 18:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, text)
	})
	b.mux.HandleFunc("/plain", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "" {
			t.Error("conditions that no server gave")
		}
		fmt.Fprint(w, text)
	})
	dir := filepath.Join(t.TempDir(), "cache")
	get := func(path string) *Response {
		c, _ := quick(t, Options{Cache: dir, Delay: time.Nanosecond}) // as after a restart
		r, err := c.Get(t.Context(), b.URL+path)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, path := range []string{"/tagged", "/plain"} {
		text = "one"
		first := get(path)
		again := get(path)
		if first.Unchanged || !again.Unchanged || string(again.Body) != "one" || !again.Retrieved.Equal(first.Retrieved) {
			t.Errorf("%s: %+v, then %+v", path, first, again)
		}
		text = "two"
		if r := get(path); r.Unchanged || string(r.Body) != "two" {
			t.Errorf("%s: the new text is %+v", path, r)
		}
	}
	bodies, err := filepath.Glob(filepath.Join(dir, "bodies", "*"))
	if err != nil || len(bodies) != 2 { // by content: both paths gave the same two
		t.Errorf("bodies %v %v", bodies, err)
	}
	for _, name := range bodies { // spoilt on disk: fetched anew, never handed on
		if err := os.WriteFile(name, []byte("spoilt"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if r := get("/tagged"); string(r.Body) != "two" || r.Unchanged {
		t.Errorf("spoilt: %+v", r)
	}
	if r := get("/tagged"); !r.Unchanged {
		t.Errorf("mended: %+v", r)
	}
}

func TestTooLarge(t *testing.T) {
	b := newBad(t)
	var sent atomic.Int64
	b.mux.HandleFunc("/told", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000000000")
		for range 1000 {
			n, err := w.Write(make([]byte, 1<<20))
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	})
	b.mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	})
	b.mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		for range 64 {
			_, _ = z.Write(make([]byte, 1<<20))
		}
		z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed.Bytes())
	})
	b.mux.HandleFunc("/fits", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, strings.Repeat("x", 1000)) })
	b.mux.HandleFunc("/one-more", func(w http.ResponseWriter, r *http.Request) {
		w.(http.Flusher).Flush() // so no length is told
		fmt.Fprint(w, strings.Repeat("x", 1001))
	})
	for path, fits := range map[string]bool{"/told": false, "/endless": false, "/bomb": false, "/fits": true, "/one-more": false} {
		c, _ := quick(t, Options{MaxBytes: 1000, Delay: time.Nanosecond})
		_, err := c.Get(t.Context(), b.URL+path)
		if fits != (err == nil) || !fits && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if n := len(b.requests()); n != 5 {
		t.Errorf("%d requests: what is too large is asked for once", n)
	}
	if sent.Load() > 64<<20 {
		t.Errorf("%d bytes were taken before it was refused", sent.Load())
	}
}

func TestRedirects(t *testing.T) {
	other := newBad(t)
	other.mux.HandleFunc("/secret", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "secret") })
	b := newBad(t)
	port := strings.TrimPrefix(other.URL, "http://127.0.0.1")
	for path, to := range map[string]string{
		"/near": "/here", "/loop": "/loop", "/localhost": "http://localhost" + port + "/secret", "/mapped": "http://[::ffff:127.0.0.1]" + port + "/secret",
		"/decimal": "http://127.0.0.2" + port + "/secret", "/meta": "http://169.254.169.254/latest", "/file": "file:///etc/passwd", "/empty": "",
	} {
		b.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if to != "" {
				w.Header().Set("Location", to)
			}
			w.WriteHeader(http.StatusFound)
		})
	}
	b.mux.HandleFunc("/here", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "here") })
	c, _ := quick(t, Options{Delay: time.Nanosecond, Timeout: 5 * time.Second})
	if r, err := c.Get(t.Context(), b.URL+"/near"); err != nil || r.URL != b.URL+"/here" || string(r.Body) != "here" {
		t.Errorf("near: %+v %v", r, err)
	}
	for _, path := range []string{"/loop", "/localhost", "/mapped", "/decimal", "/meta", "/file"} {
		if _, err := c.Get(t.Context(), b.URL+path); !errors.Is(err, ErrAddress) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := c.Get(t.Context(), b.URL+"/empty"); !Refused(err) {
		t.Errorf("empty: %v", err)
	}
	if n := len(other.requests()); n != 0 {
		t.Errorf("%d requests came to a private address", n)
	}
	// A name that resolves to a private address is refused as it is dialled.
	if _, err := c.guarded.Get(other.URL + "/secret"); !errors.Is(err, ErrAddress) {
		t.Errorf("guarded: %v", err)
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{"93.184.215.14": true, "2606:4700::1111": true, "10.0.0.1": false, "172.16.0.1": false,
		"192.168.1.1": false, "127.0.0.1": false, "169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false, "::1": false, "fe80::1%eth0": false,
		"fd00::1": false, "::ffff:10.0.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "64:ff9b::a00:1": false} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

func TestStops(t *testing.T) {
	b := newBad(t)
	b.mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	b.mux.HandleFunc("/busy", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(503) })
	c, err := New(Options{Delay: time.Millisecond, Timeout: 20 * time.Millisecond, Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Get(t.Context(), b.URL+"/slow"); err == nil || Refused(err) {
		t.Errorf("a timeout: %v", err)
	}
	c.Timeout, c.plain.Timeout, c.Retries = time.Minute, time.Minute, 9
	for _, path := range []string{"/slow", "/busy"} { // in a request, and in the pause before a retry
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
		begun := time.Now()
		if _, err := c.Get(ctx, b.URL+path); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", path, err)
		}
		cancel()
		if d := time.Since(begun); d > 500*time.Millisecond {
			t.Errorf("%s went on for %s", path, d)
		}
	}
}

func TestRobots(t *testing.T) {
	b := newBad(t)
	rules, code := "", 200
	b.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(code)
		fmt.Fprint(w, rules)
	})
	b.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {})
	for _, tt := range []struct {
		rules string
		code  int
		path  string
		ok    bool
	}{
		{"", 404, "/a", true},
		{"User-agent: *\nDisallow: /", 503, "/a", true}, // it does not answer
		{"User-agent: *\nDisallow: /", 200, "/a", false},
		{"User-agent: *\nDisallow:", 200, "/a", true},
		{"user-agent: *\ndisallow: /private # not this\n", 200, "/private/x", false},
		{"user-agent: *\ndisallow: /private\n", 200, "/public", true},
		{"User-agent: other\nDisallow: /\n", 200, "/a", true},
		{"User-agent: *\nDisallow: /\nUser-agent: CouncilGraph\nAllow: /\n", 200, "/a", true},
		{"User-agent: councilgraph\nUser-agent: other\nDisallow: /a\n\nUser-agent: *\nDisallow:\n", 200, "/a", false},
		{"User-agent: *\nDisallow: /\nAllow: /a/b\n", 200, "/a/b/c", true},
		{"User-agent: *\nDisallow: /*.asmx\n", 200, "/x/mgWebService.asmx/GetMeeting", false},
		{"User-agent: *\nDisallow: /*?id=\n", 200, "/x?id=1", false},
		{"User-agent: *\nDisallow: /*.pdf$\n", 200, "/x.pdf?x", true},
		{"User-agent: *\nDisallow: /*.pdf$\n", 200, "/x.pdf", false},
		{"User-agent: *\nDisallow: /a$\n", 200, "/ab", true},
		{"<html><p>User-agent: *</p>Disallow: /", 200, "/a", true},
	} {
		rules, code = tt.rules, tt.code
		c, _ := quick(t, Options{Delay: time.Nanosecond})
		_, err := c.Get(t.Context(), b.URL+tt.path)
		if tt.ok != (err == nil) || !tt.ok && !errors.Is(err, ErrRobots) {
			t.Errorf("%q %s: %v", tt.rules, tt.path, err)
		}
	}
	rules, code = "User-agent: *\nCrawl-delay: 2.5\n", 200
	c, pauses := quick(t, Options{Delay: time.Nanosecond})
	if _, err := c.Get(t.Context(), b.URL+"/a"); err != nil || len(*pauses) != 1 || (*pauses)[0] < 2*time.Second {
		t.Errorf("Crawl-delay: %v %v", *pauses, err)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 1e999", "/a?b")
	f.Fuzz(func(t *testing.T, rules, path string) {
		if r := parseRobots(strings.NewReader(rules)); r.delay < 0 || r.delay > maxCrawlDelay {
			t.Errorf("delay %s", r.delay)
		} else {
			r.allows(&url.URL{Path: path})
		}
	})
}
