package neo4jtest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// external returns the server of NEO4J_TEST_URI, or nil when there is none. Only
// one test process uses it at a time, as each wipes it: the others wait here
// until that process ends.
func external() (*Server, error) {
	uri := os.Getenv("NEO4J_TEST_URI")
	if uri == "" {
		return nil, nil
	}
	s := &Server{
		URI:      uri,
		User:     cmp.Or(os.Getenv("NEO4J_TEST_USER"), "neo4j"),
		Password: os.Getenv("NEO4J_TEST_PASSWORD"),
		Direct:   uri,
	}
	name := fmt.Sprintf("councilgraph-uri-%x.lock", sha256.Sum256([]byte(uri)))
	unlock, err := lockFile(filepath.Join(os.TempDir(), name))
	if err != nil {
		return nil, err
	}
	s.unlock = unlock

	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	records, err := s.run(ctx, "", "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]", nil)
	if err != nil {
		return nil, fmt.Errorf("the server of NEO4J_TEST_URI: %w", err)
	}
	if len(records) == 1 {
		s.Version, _ = records[0].Values[0].(string)
	}
	return s, s.countExternal()
}

// countExternal puts a relay before a server that speaks plain Bolt at one
// address. An encrypted connection cannot be read, and a neo4j:// one would learn
// the server's own address and go past the relay.
func (s *Server) countExternal() error {
	u, err := url.Parse(s.URI)
	if err != nil {
		return err
	}
	if u.Scheme != "bolt" {
		s.uncounted = true
		return nil
	}
	host := net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), "7687"))
	if s.relay, err = newRelay("127.0.0.1:0", host, &s.noted); err != nil {
		return err
	}
	s.URI = "bolt://" + s.relay.address()
	return nil
}
