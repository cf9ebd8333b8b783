// Command bench measures the server: beside Cypher that is written by hand, over the same driver, the same Neo4j and the same
// data, and on SQLite. README.md in this folder tells what was measured, and how to read it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"syscall"
	"time"

	"councilgraph/bench/data"
	"councilgraph/graph/neo4j"
	"councilgraph/graph/neo4j/neo4jtest"
)

// databaseVariable tells a child where the stores are.
const databaseVariable = "COUNCILGRAPH_BENCH_DATABASE"

type options struct {
	size   data.Size
	only   *regexp.Regexp
	parts  string
	plans  bool
	readme string
	dir    string
	effort effort
}

func main() {
	size := flag.String("size", "S", "`size` of the graph: tiny, S or L")
	only := flag.String("only", "", "measure only requests and questions whose name this `pattern` finds")
	parts := flag.String("parts", "wrq", "what to measure: w batches, r requests, q questions")
	plans := flag.Bool("plans", false, "show the plans of both statements of each request in place of measuring it")
	readme := flag.String("readme", "", "write the tables between the markers of this `file` too")
	dir := flag.String("dir", "", "keep the SQLite files in this `folder` from run to run")
	alone := flag.Int("alone", 200, "`requests` of each server one after the other")
	bursts := flag.Int("bursts", 3, "`times` that all clients ask each server at once")
	burst := flag.Duration("burst", time.Second, "how long they ask")
	which := flag.String("serve", "", "be one of the `servers`; the command starts itself so")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := func() error {
		s, err := data.ByName(*size)
		if err != nil {
			return err
		}
		if *which != "" {
			var d database
			if err := json.Unmarshal([]byte(os.Getenv(databaseVariable)), &d); err != nil {
				return err
			}
			return serve(ctx, *which, d, s)
		}
		pattern, err := regexp.Compile(*only)
		if err != nil {
			return err
		}
		return run(ctx, options{size: s, only: pattern, parts: *parts, plans: *plans, readme: *readme, dir: *dir,
			effort: effort{warm: 40, alone: *alone, bursts: *bursts, burst: *burst}})
	}(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures what the options ask for and prints the tables.
func run(ctx context.Context, o options) (err error) {
	if o.dir == "" {
		if o.dir, err = os.MkdirTemp("", "councilgraph-bench"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.dir)) }()
	}
	out := &report{size: o.size.Name, file: o.readme}
	if o.has('w') {
		if err := withNeo4j(ctx, true, func(cfg neo4j.Config) error { return writes(ctx, o, cfg, out) }); err != nil {
			return err
		}
	}
	if !o.has('r') && !o.has('q') {
		return out.flush()
	}
	return errors.Join(withNeo4j(ctx, false, func(cfg neo4j.Config) error {
		d := database{Neo4j: cfg, SQLite: filepath.Join(o.dir, "bench-"+o.size.Name+".db")}
		if err := fill(ctx, d, o.size); err != nil {
			return err
		}
		if o.plans {
			return plans(ctx, o, d)
		}
		return reads(o, d, out)
	}), out.flush())
}

func (o options) has(part rune) bool {
	for _, p := range o.parts {
		if p == part {
			return true
		}
	}
	return false
}

// withNeo4j gives f a server: that of NEO4J_TEST_URI, unless an empty one of its own is asked for, or one that is started here and ends after.
func withNeo4j(ctx context.Context, own bool, f func(neo4j.Config) error) (err error) {
	if uri := os.Getenv("NEO4J_TEST_URI"); uri != "" && !own {
		return f(neo4j.Config{URI: uri, User: os.Getenv("NEO4J_TEST_USER"), Password: os.Getenv("NEO4J_TEST_PASSWORD")})
	}
	release := neo4jtest.LTS
	release.Memory = neo4jtest.Memory{Heap: "4g", PageCache: "2g"} // size L whole
	s, err := neo4jtest.Start(ctx, release)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Stop()) }()
	return f(neo4j.Config{URI: s.Direct, User: s.User, Password: s.Password})
}
