package neo4jtest

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Wipe leaves the database as a new one: no constraints, no indexes but the two
// token lookups that every database is made with, no relationships, no nodes.
func (s *Server) Wipe(t testing.TB) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if err := s.wipe(ctx); err != nil {
		t.Fatalf("wipe Neo4j: %v", err)
	}
}

func (s *Server) wipe(ctx context.Context) error {
	// The schema first, or each deletion would also update the indexes.
	// Constraints before indexes, as an index that backs one cannot be dropped.
	if err := s.drop(ctx, "SHOW CONSTRAINTS YIELD name", "DROP CONSTRAINT"); err != nil {
		return err
	}
	if err := s.drop(ctx, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'", "DROP INDEX"); err != nil {
		return err
	}
	// In batches, to stay within the heap; relationships first, because one node
	// may have more of them than a batch should hold.
	for _, query := range []string{
		"MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS",
		"MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS",
	} {
		if _, err := s.run(ctx, "", query, nil); err != nil {
			return err
		}
	}
	return nil
}

// drop runs the command for each name that show lists first.
func (s *Server) drop(ctx context.Context, show, command string) error {
	records, err := s.run(ctx, "", show, nil)
	if err != nil {
		return err
	}
	for _, r := range records {
		name, _ := r.Values[0].(string)
		quoted := "`" + strings.ReplaceAll(name, "`", "``") + "`"
		if _, err := s.run(ctx, "", command+" "+quoted, nil); err != nil {
			return err
		}
	}
	return nil
}
