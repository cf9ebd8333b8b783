package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Read answers one tree by one statement.
func (s *Store) Read(ctx context.Context, t *query.Tree) (query.Cell, error) {
	statement, args, err := s.statement(t)
	if err != nil {
		return nil, err
	}
	store.Trace(ctx, statement)
	if s.trace != nil {
		s.trace(statement, args)
	}
	answer, err := s.ask(ctx, statement, args)
	if err != nil {
		return nil, err
	}
	return decode(answer)
}

// maxStatements is how many bytes of statements are kept for trees that come again, roughly.
const maxStatements = 16 << 20

// compiled is a statement with what is bound to it, which nobody changes.
type compiled struct {
	text string
	args []any
}

// statement is that of a tree: one that was made for it before, where the tree is kept.
func (s *Store) statement(t *query.Tree) (string, []any, error) {
	if !t.Kept {
		return compile(s.names, t)
	}
	if c, ok := s.statements.Get(t); ok {
		return c.text, c.args, nil
	}
	text, args, err := compile(s.names, t)
	if err == nil {
		s.statements.Add(t, compiled{text, args}, len(text)+t.Weight()) // it holds the tree too
	}
	return text, args, err
}

// Explain is the statement by which Read answers a tree, and its parameters.
func (s *Store) Explain(t *query.Tree) (string, []any, error) { return compile(s.names, t) }

// ask runs a statement of one text on one of the reading connections.
func (s *Store) ask(ctx context.Context, statement string, args []any) (answer string, err error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	defer s.gate.read()()
	r, err := s.readers.take(ctx)
	if err != nil {
		return "", mapped(ctx, err)
	}
	answer, err = r.one(ctx, statement, args)
	s.readers.put(r, errors.Is(err, driver.ErrBadConn))
	return answer, mapped(ctx, err)
}

// Last is the instant of the last Upsert that changed something.
func (s *Store) Last(ctx context.Context) (value.Instant, error) {
	answer, err := s.ask(ctx, "SELECT concat(last) FROM meta", nil)
	if err != nil {
		return 0, err
	}
	last, err := decode(answer)
	if err != nil {
		return 0, err
	}
	return value.Instant(last.(int64)), nil
}

// Ready says whether the database answers.
func (s *Store) Ready(ctx context.Context) error {
	_, err := s.Last(ctx)
	return err
}
