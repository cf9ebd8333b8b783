package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/graph/neo4j/neo4jtest"
)

// What the command prints leads to a server that answers, until it is told to end.
func TestRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, neo4jtest.LTS, w)
		w.CloseWithError(errors.Join(err, io.EOF))
		ended <- err
	}()

	env := map[string]string{}
	for lines := bufio.NewScanner(r); len(env) < 3 && lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), "=")
		env[name] = value
	}
	if len(env) < 3 {
		err := <-ended
		if errors.Is(err, neo4jtest.ErrMissing) && os.Getenv("CI") != "true" {
			t.Skip(err)
		}
		t.Fatalf("printed %v, ended with %v", env, err)
	}
	d, err := neo4j.NewDriverWithContext(env["NEO4J_TEST_URI"],
		neo4j.BasicAuth(env["NEO4J_TEST_USER"], env["NEO4J_TEST_PASSWORD"], ""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(t.Context())
	if err := d.VerifyConnectivity(t.Context()); err != nil {
		t.Error(err)
	}

	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := d.VerifyConnectivity(t.Context()); err == nil {
		t.Error("the server still answers")
	}
}
