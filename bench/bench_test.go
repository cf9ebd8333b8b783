package main

import (
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"councilgraph/bench/data"
	"councilgraph/graph/neo4j"
	"councilgraph/graph/neo4j/neo4jtest"
)

var update = flag.Bool("update", false, "write testdata/dbhits.golden")

func TestMain(m *testing.M) { os.Exit(neo4jtest.Run(m)) }

// filled gives both stores with the tiny graph. They are filled once: the tests here only read.
func filled(t *testing.T) database {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: this takes a Neo4j")
	}
	server := neo4jtest.Shared(t)
	d := database{Neo4j: neo4j.Config{URI: server.URI, User: server.User, Password: server.Password}, SQLite: filepath.Join(t.TempDir(), "tiny.db")}
	if !wiped {
		server.Wipe(t)
		wiped = true
	}
	if err := fill(t.Context(), d, data.Tiny); err != nil {
		t.Fatal(err)
	}
	return d
}

var wiped bool

// TestRun is the short form of a run: every request a few times, on every server, with equal answers. (The questions are asked of
// every store in graph/e2e.) The times that it prints are of a small graph on a busy machine; no time fails it.
func TestRun(t *testing.T) {
	d := filled(t)
	var targets []*target
	for _, which := range []string{ours, floor, embedded} {
		h, c, err := handler(context.Background(), which, d, data.Tiny)
		if err != nil {
			t.Fatal(err)
		}
		s := httptest.NewServer(h)
		targets = append(targets, newTarget(which, s.URL, 0, s.Close))
		t.Cleanup(func() {
			s.Close()
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	out := &report{size: data.Tiny.Name}
	o := options{size: data.Tiny, only: regexp.MustCompile(""), parts: "r", effort: effort{alone: 2, bursts: 1, burst: 20 * time.Millisecond}}
	if err := readsOn(o, targets, 0, out); err != nil {
		t.Fatal(err)
	}
	if len(out.requests) != len(requests(data.Tiny)) {
		t.Errorf("%d requests were measured", len(out.requests))
	}
	t.Log("\n" + out.String())
}

// TestDBHits: what Neo4j reads for each of our statements on the tiny graph is known, so that a plan that becomes worse is seen at
// once, whatever the machine does beside. It may differ by one in fifty, under clocks by one in ten: spells that are equally good are met
// in any order.
// What it reads by hand is shown beside it, and not held: a walk through an index that stops
// at the twentieth hit meets equal dates in any order.
func TestDBHits(t *testing.T) {
	d := filled(t)
	ctx := t.Context()
	p, err := newPlanner(ctx, d.Neo4j)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close(ctx)
	// Plans follow from what the indexes hold: so that does not depend on when they were last sampled.
	if _, err := p.profile(ctx, statement{text: "CALL db.prepareForReplanning(120)"}); err != nil {
		t.Fatal(err)
	}
	var b, shown strings.Builder
	for _, r := range requests(data.Tiny) {
		if r.hand == nil {
			continue // a path takes several statements
		}
		both, err := p.of(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		var n [2]int64
		for i, s := range []statement{both.ours, both.byHand} {
			plan, err := p.profile(ctx, s)
			if err != nil {
				t.Fatal(err)
			}
			n[i] = hits(plan)
		}
		fmt.Fprintf(&b, "%6d %s\n", n[0], r.name)
		fmt.Fprintf(&shown, "%6d ours %6d by hand: %s\n", n[0], n[1], r.name)
	}
	t.Log("db hits\n" + shown.String())
	golden := filepath.Join("testdata", "dbhits.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(wanted)) {
		if i >= len(got) || i >= len(wanted) || !alike(got[i], wanted[i]) {
			t.Errorf("db hits differ from %s (go test ./bench -run TestDBHits -update writes it anew):\n%s", golden, b.String())
			break
		}
	}
}

// alike says whether two lines of the golden file are of one request and their hits differ by one in fifty at most, under clocks by one
// in four: there the server's estimates lie close together, and which plan it takes differs from machine to machine.
func alike(a, b string) bool {
	in := 50
	if strings.Contains(a, " clocks: ") {
		in = 4
	}
	hits, of, _ := strings.Cut(strings.TrimSpace(a), " ")
	others, as, _ := strings.Cut(strings.TrimSpace(b), " ")
	n, _ := strconv.Atoi(hits)
	m, _ := strconv.Atoi(others)
	return of == as && max(n-m, m-n)*in <= max(n, m)
}
