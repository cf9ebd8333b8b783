package neo4jtest

import (
	"errors"
	"slices"
	"sync"
)

// ErrNotCounted means that the statements to a server cannot be seen: that of
// NEO4J_TEST_URI, when the URI is not a plain bolt:// one.
var ErrNotCounted = errors.New("statements are counted only on a bolt:// URI without encryption")

// Mark is a place in the row of statements that clients have sent to a server.
type Mark int

// Mark returns the place behind every statement sent so far.
func (s *Server) Mark() Mark {
	s.noted.mu.Lock()
	defer s.noted.mu.Unlock()
	return Mark(len(s.noted.texts))
}

// Since returns the text of each statement that clients of s.URI really sent
// after the mark, in the order in which they were sent; one that failed or was
// sent again counts too. BEGIN, COMMIT and the driver's own messages are no
// statements, and those of this package go another way. Statements of other
// processes are not seen.
func (s *Server) Since(m Mark) ([]string, error) {
	if s.uncounted {
		return nil, ErrNotCounted
	}
	s.noted.mu.Lock()
	defer s.noted.mu.Unlock()
	return slices.Clone(s.noted.texts[m:]), nil
}

// Statements counts what Since returns.
func (s *Server) Statements(m Mark) (int, error) {
	texts, err := s.Since(m)
	return len(texts), err
}

// statements are the texts sent so far. The same text is kept once: a long run
// sends a few texts very often.
type statements struct {
	mu    sync.Mutex
	texts []string
	known map[string]string
}

func (s *statements) add(text []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept, ok := s.known[string(text)]
	if !ok {
		if s.known == nil {
			s.known = map[string]string{}
		}
		kept = string(text)
		s.known[kept] = kept
	}
	s.texts = append(s.texts, kept)
}
