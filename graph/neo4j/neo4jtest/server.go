package neo4jtest

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"sync"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

var (
	// ErrMissing means that this machine has no way to run a server.
	ErrMissing = errors.New("no way to run Neo4j here")

	// ErrExternal means that the server is not ours to stop: it was given by
	// NEO4J_TEST_URI.
	ErrExternal = errors.New("the Neo4j of NEO4J_TEST_URI cannot be stopped by a test")
)

// Server is a running Neo4j with authentication on.
type Server struct {
	URI      string // bolt://127.0.0.1:PORT, the same for the server's whole life
	Direct   string // the same server past the counting of statements; another after Restart
	User     string
	Password string
	Version  string
	Home     string // the server's folder; empty for NEO4J_TEST_URI

	noted     statements
	uncounted bool

	// unlock is never called for a server given by NEO4J_TEST_URI: the end of the
	// process does that. Kept, because a lock whose file is collected is gone.
	unlock func()

	java string
	jars string
	main string
	home *home // nil for NEO4J_TEST_URI

	memory Memory

	mu     sync.Mutex // of the fields below, and of Direct
	relay  *relay     // nil while the server does not run
	proc   *process   // nil while the server does not run
	driver neo4j.DriverWithContext
}

// Start runs a server of its own for the caller, who must Stop it. It returns
// once statements are answered. Tests want Shared or Newest, which start one
// server per test process.
func Start(ctx context.Context, r Release) (*Server, error) {
	java, err := findJava(r.Java)
	if err != nil {
		return nil, err
	}
	jars, err := jarFolder(ctx, r)
	if err != nil {
		return nil, err
	}
	h, err := newHome()
	if err != nil {
		return nil, err
	}
	s := &Server{
		User: "neo4j", Password: rand.Text(), Version: r.Version, Home: h.dir,
		java: java, jars: jars, main: r.MainClass, memory: r.Memory, home: h,
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.launch(ctx, "127.0.0.1:0"); err != nil {
		return nil, errors.Join(err, h.remove())
	}
	s.URI = "bolt://" + s.relay.address()
	return s, nil
}

// Stop ends the server and removes its data: it cannot be restarted.
// A second Stop does nothing.
func (s *Server) Stop() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.home == nil {
		return ErrExternal
	}
	// No use in an orderly end when the data goes too.
	return errors.Join(s.end((*process).kill), s.home.remove())
}

// Kill ends the server at once, as a crash would. Its data stays for Restart.
func (s *Server) Kill() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.home == nil {
		return ErrExternal
	}
	return s.end((*process).kill)
}

// Restart starts the server again under the same URI with the same data, after
// an orderly stop if it still runs. It returns once statements are answered.
// Until then connections are refused.
func (s *Server) Restart() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.home == nil {
		return ErrExternal
	}
	if err := s.end((*process).stop); err != nil {
		return err
	}
	return s.launch(context.Background(), s.URI[len("bolt://"):])
}

// end brings the process down in the given way. Its clients are cut off first,
// and our own driver's connections lead nowhere now.
func (s *Server) end(how func(*process) error) error {
	var errs []error
	if s.relay != nil {
		errs = append(errs, s.relay.close())
		s.relay = nil
	}
	errs = append(errs, s.closeDriver())
	if s.proc != nil {
		errs = append(errs, how(s.proc))
		s.proc = nil
	}
	return errors.Join(errs...)
}

func (s *Server) arguments() []string {
	args := []string{"-Xmx" + s.memory.orSufficient().Heap}
	// Neo4j reaches into these packages of the JDK; its own start script opens them.
	for _, pkg := range []string{"java.nio", "java.io", "sun.nio.ch", "java.lang"} {
		args = append(args, "--add-opens=java.base/"+pkg+"=ALL-UNNAMED")
	}
	return append(args, "-cp", filepath.Join(s.jars, "*"), s.main,
		"--home-dir="+s.home.dir, "--config-dir="+s.home.conf())
}
