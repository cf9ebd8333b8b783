package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
)

// Shared returns the LTS server that all tests of this process share: the one of
// NEO4J_TEST_URI, or one started at the first call. Where neither can be had it
// skips the test, or fails it when CI=true.
//
// Tests that share a server must not run in parallel with each other, as the
// Community edition has a single database.
func Shared(t testing.TB) *Server {
	t.Helper()
	s, err := shared()
	if errors.Is(err, ErrMissing) {
		const how = "set NEO4J_TEST_URI, NEO4J_TEST_USER and NEO4J_TEST_PASSWORD to a Neo4j that may be wiped, or install Maven and a JDK"
		if os.Getenv("CI") == "true" {
			t.Fatalf("%v; %s %d or newer", err, how, LTS.Java)
		}
		t.Skipf("%v; %s %d or newer", err, how, LTS.Java)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Newest is Shared for the newest release. It starts its own server even with
// NEO4J_TEST_URI, and always skips where there is no JDK new enough, in CI too.
func Newest(t testing.TB) *Server {
	t.Helper()
	s, err := newest()
	if errors.Is(err, ErrMissing) {
		t.Skipf("%v; install Maven and a JDK %d or newer, in JAVA_HOME or beside the default one", err, Latest.Java)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var (
	shared = sync.OnceValues(func() (*Server, error) {
		if s, err := external(); s != nil || err != nil {
			return s, err
		}
		return startForRun(LTS)
	})
	newest = sync.OnceValues(func() (*Server, error) { return startForRun(Latest) })
)

// running are the servers that Run must stop.
var running struct {
	sync.Mutex
	servers []*Server
}

func startForRun(r Release) (*Server, error) {
	s, err := Start(context.Background(), r)
	if err != nil {
		return nil, err
	}
	running.Lock()
	defer running.Unlock()
	running.servers = append(running.servers, s)
	return s, nil
}

// Run runs the tests, stops every server that they started and returns the exit
// code. Call it from TestMain: os.Exit(neo4jtest.Run(m)).
func Run(m *testing.M) int {
	code := m.Run()
	running.Lock()
	defer running.Unlock()
	for _, s := range running.servers {
		if err := s.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, "stop Neo4j:", err)
			code = max(code, 1)
		}
	}
	return code
}
