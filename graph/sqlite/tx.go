package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// tx is a transaction that writes.
type tx struct {
	r *reader
	// ctx is the caller's, without its end: the driver spends a goroutine a statement on a context that can end, and one
	// statement is short. alive looks at the caller's own.
	ctx    context.Context
	caller context.Context
}

// transact runs a function in one transaction, which takes the write lock at once and is kept only if the function says so.
func transact(ctx context.Context, r *reader, f func(*tx) (keep bool, err error)) (err error) {
	if _, err := r.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return mapped(ctx, err)
	}
	t := &tx{r: r, ctx: context.WithoutCancel(ctx), caller: ctx}
	done := false
	defer func() {
		if !done { // also where f panics
			_, undo := r.conn.ExecContext(t.ctx, "ROLLBACK")
			err = errors.Join(err, undo)
		}
	}()
	keep, err := f(t)
	if err != nil || !keep {
		return mapped(ctx, err)
	}
	if err := t.alive(); err != nil {
		return err
	}
	_, err = r.conn.ExecContext(t.ctx, "COMMIT")
	done = err == nil
	return mapped(ctx, err)
}

// alive says whether the caller still waits. Long work asks from time to time.
func (t *tx) alive() error { return t.caller.Err() }

func (t *tx) exec(statement string, args ...any) error {
	stmt, err := t.r.prepare(t.ctx, statement)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(t.ctx, args...)
	return err
}

// row reads one row; found is false where there is none.
func (t *tx) row(statement string, args []any, into ...any) (found bool, err error) {
	stmt, err := t.r.prepare(t.ctx, statement)
	if err != nil {
		return false, err
	}
	err = stmt.QueryRowContext(t.ctx, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

func (t *tx) rows(statement string, args []any, each func(scan func(...any) error) error) error {
	stmt, err := t.r.prepare(t.ctx, statement)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(t.ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// insert is exec, and the new row's pk.
func (t *tx) insert(statement string, args ...any) (int64, error) {
	stmt, err := t.r.prepare(t.ctx, statement)
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}
