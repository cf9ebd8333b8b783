package neo4j

import (
	"context"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/graph/query"
)

// Read answers one root field by one statement. The driver gives values as cells already: int64, string, bool, nil, []any.
func (s *Store) Read(ctx context.Context, t *query.Tree) (query.Cell, error) {
	text, args := s.statement(t)
	var cell query.Cell
	err := s.commits.whole(ctx, func() (err error) {
		cell, err = s.query(ctx, text, args)
		return err
	})
	return cell, err
}

// maxStatements is how many bytes of statements are kept for trees that come again, roughly.
const maxStatements = 16 << 20

// compiled is a statement with what is bound to it, which nobody changes.
type compiled struct {
	text string
	args map[string]any
}

// statement is that of a tree: one that was made for it before, where the tree is kept.
func (s *Store) statement(t *query.Tree) (text string, args map[string]any) {
	if !t.Kept {
		return Compile(s.model, t)
	}
	c, ok := s.statements.Get(t)
	if !ok {
		c.text, c.args = Compile(s.model, t)
		s.statements.Add(t, c, len(c.text)+t.Weight()) // it holds the tree too
	}
	return c.text, c.args
}

// pauses between the attempts of a read. A server that restarts leaves several dead connections behind, and each attempt
// finds one; a server that is gone is said to be so soon.
var pauses = []time.Duration{0, 20 * time.Millisecond, 100 * time.Millisecond, 300 * time.Millisecond}

// query runs a statement that reads one row of one value, outside any transaction of ours: that saves two round trips.
func (s *Store) query(ctx context.Context, text string, args map[string]any) (any, error) {
	s.trace(ctx, text, args)
	for attempt := 0; ; attempt++ {
		v, err := s.attempt(ctx, text, args)
		if err == nil {
			return v, nil
		}
		if attempt == len(pauses) || !repeatable(ctx, err) {
			return nil, fmt.Errorf("neo4j: %w", mapped(ctx, err))
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("neo4j: %w", mapped(ctx, err))
		case <-time.After(pauses[attempt]):
		}
	}
}

func (s *Store) attempt(ctx context.Context, text string, args map[string]any) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	session := s.session(ctx, neo4j.AccessModeRead)
	defer func() { _ = session.Close(ctx) }() // what it could say was said by the statement
	result, err := session.Run(ctx, text, args, serverTimeout(ctx))
	if err != nil {
		return nil, err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return nil, err
	}
	return record.Values[0], nil
}

// serverTimeout makes the server give up a little after we do, since it may not notice that we are gone.
func serverTimeout(ctx context.Context) func(*neo4j.TransactionConfig) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return func(*neo4j.TransactionConfig) {}
	}
	return neo4j.WithTxTimeout(max(time.Until(deadline), 0) + time.Second)
}
