// Command neo4jserver runs the tests' Neo4j by hand. It prints the environment
// that leads tests to it, one NAME=value a line, and stops the server on SIGINT
// or SIGTERM. Its data goes with it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"councilgraph/graph/neo4j/neo4jtest"
)

func main() {
	newest := flag.Bool("newest", false,
		fmt.Sprintf("run Neo4j %s in place of %s", neo4jtest.Latest.Version, neo4jtest.LTS.Version))
	var memory neo4jtest.Memory
	flag.StringVar(&memory.Heap, "heap", "", "the server's `memory` for objects, as 4g; by default what tests need")
	flag.StringVar(&memory.PageCache, "pagecache", "", "its `memory` for the graph, as 2g; by default what tests need")
	flag.Parse()
	release := neo4jtest.LTS
	if *newest {
		release = neo4jtest.Latest
	}
	release.Memory = memory

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, release, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "neo4jserver:", err)
		os.Exit(1)
	}
}

// run keeps a server up until the context ends.
func run(ctx context.Context, release neo4jtest.Release, out io.Writer) error {
	s, err := neo4jtest.Start(ctx, release)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // told to end before it was up
	}
	if err != nil {
		return err
	}
	// The direct address, as the test process counts statements for itself.
	_, err = fmt.Fprintf(out, "NEO4J_TEST_URI=%s\nNEO4J_TEST_USER=%s\nNEO4J_TEST_PASSWORD=%s\n", s.Direct, s.User, s.Password)
	if err == nil {
		<-ctx.Done()
	}
	return errors.Join(err, s.Stop())
}
