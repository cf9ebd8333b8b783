package main

import (
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"councilgraph/graph/neo4j/neo4jtest"
)

// wire stands between a client and a server, and can be cut.
type wire struct {
	net.Listener
	target string
	mu     sync.Mutex
	cut    bool
	open   map[net.Conn]bool
}

func newWire(t *testing.T, target string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{Listener: l, target: target, open: map[net.Conn]bool{}}
	t.Cleanup(func() { l.Close(); w.set(true) })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.join(c)
		}
	}()
	return w
}

// join carries one connection until either side ends it.
func (w *wire) join(client net.Conn) {
	server, err := net.Dial("tcp", w.target)
	if err != nil || !w.keep(client) || !w.keep(server) {
		client.Close()
		if err == nil {
			server.Close()
		}
		return
	}
	go func() { io.Copy(server, client); server.Close() }()
	io.Copy(client, server)
	client.Close()
}

func (w *wire) keep(c net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open[c] = true
	return !w.cut
}

// set cuts the wire, with all that it carries, or mends it.
func (w *wire) set(cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
	if cut {
		for c := range w.open {
			c.Close()
		}
		clear(w.open)
	}
}

// TestNeo4jAway: a Neo4j that goes away at any moment of a write is told by a code that says to send again; sent again, the graph is what it
// would have been.
func TestNeo4jAway(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	u, err := url.Parse(server.URI)
	if err != nil {
		t.Fatal(err)
	}
	w := newWire(t, u.Host)
	s := serve(t, "--store", neo4jURL(t, server, w.Addr().String()), "--no-seed")
	undisturbed := "sqlite:" + filepath.Join(t.TempDir(), "calm.db")
	calm := serve(t, "--store", undisturbed, "--no-seed")
	cuts := 0
	for _, page := range inventedPages(t)[:6] {
		want := calm.push(t, page)
		takes := 500 * time.Millisecond
		for try := range 2 {
			go func() { time.Sleep(rand.N(takes)); w.set(true) }()
			begun := time.Now()
			got := s.push(t, page)
			takes = max(50*time.Millisecond, time.Since(begun))
			time.Sleep(takes) // until the cut
			w.set(false)
			if len(got.Errors) == 0 {
				continue // it was faster than the cut
			}
			cuts++
			if e := got.Errors[0].Extensions; e.Code != "UNAVAILABLE" || !e.Retryable {
				t.Errorf("try %d: %+v", try, got.Errors)
			}
		}
		var last pushed
		for range 20 { // the first may find a connection that was cut
			if last = s.push(t, page); len(last.Errors) == 0 {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		if len(last.Errors) > 0 || last.Data.IngestDocument.Counts.Refused != want.Data.IngestDocument.Counts.Refused {
			t.Fatalf("mended: %+v", last)
		}
	}
	if cuts < 3 {
		t.Errorf("only %d cuts hit", cuts)
	}
	t.Logf("%d cuts", cuts)
	s.stop()
	calm.stop()
	sameContent(t, "after the cuts", content(t, neo4jURL(t, server, ""), false), content(t, undisturbed, false))
}
