package sqlite

import (
	"container/list"
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// errClosed is a call after Close.
var errClosed = errors.New("the store is closed")

// statementLimit is how many prepared statements one connection keeps. Preparing costs more than a small read; a server's
// common requests are a few hundred texts.
const statementLimit = 200

// pool is the connections that read. The one that was put back last is taken first, so that a quiet server reads by one
// connection, whose statements and pages are warm.
type pool struct {
	db    *sql.DB
	slots chan struct{} // one token a connection in use

	mu     sync.Mutex
	idle   []*reader
	closed bool
}

func newPool(db *sql.DB, size int) *pool {
	db.SetMaxOpenConns(size)
	return &pool{db: db, slots: make(chan struct{}, size)}
}

// opening bounds how long a connection waits for other processes that open the same new file.
const opening = 5 * time.Second

// open opens a connection. While another process turns a new file to write-ahead logging, SQLite says at once that it is busy, whatever
// its timeout is: so it is asked again.
func (p *pool) open(ctx context.Context) (*sql.Conn, error) {
	const pause = 20 * time.Millisecond
	for begun := time.Now(); ; {
		c, err := p.db.Conn(ctx)
		var e *sqlite.Error
		if err == nil || !errors.As(err, &e) || e.Code()&0xff != lib.SQLITE_BUSY || time.Since(begun) > opening {
			return c, err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// take waits for a connection. It belongs to the caller until put.
func (p *pool) take(ctx context.Context) (*reader, error) {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		<-p.slots
		return nil, errClosed
	}
	if n := len(p.idle); n > 0 {
		r := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return r, nil
	}
	p.mu.Unlock()
	c, err := p.open(ctx)
	if err != nil {
		<-p.slots
		return nil, err
	}
	return &reader{conn: c, statements: map[string]*list.Element{}}, nil
}

// put gives a connection back, or away where it no longer answers.
func (p *pool) put(r *reader, broken bool) {
	p.mu.Lock()
	if keep := !p.closed && !broken; keep {
		p.idle = append(p.idle, r)
		p.mu.Unlock()
	} else {
		p.mu.Unlock()
		r.close()
	}
	<-p.slots
}

// close closes what is idle; connections in use are closed when they come back.
func (p *pool) close() error {
	p.mu.Lock()
	p.closed = true
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	for _, r := range idle {
		r.close()
	}
	return p.db.Close()
}

// reader is one connection with its prepared statements, the most recently used in front.
type reader struct {
	conn       *sql.Conn
	statements map[string]*list.Element
	recent     list.List
}

type prepared struct {
	text string
	stmt *sql.Stmt
}

// prepare gives the statement of a text, made now or kept from before.
func (r *reader) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if e, ok := r.statements[text]; ok {
		r.recent.MoveToFront(e)
		return e.Value.(*prepared).stmt, nil
	}
	stmt, err := r.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	r.statements[text] = r.recent.PushFront(&prepared{text: text, stmt: stmt})
	if r.recent.Len() > statementLimit {
		oldest := r.recent.Remove(r.recent.Back()).(*prepared)
		delete(r.statements, oldest.text)
		if err := oldest.stmt.Close(); err != nil {
			return nil, err
		}
	}
	return stmt, nil
}

// one runs a statement that answers with one text.
func (r *reader) one(ctx context.Context, text string, args []any) (answer string, err error) {
	stmt, err := r.prepare(ctx, text)
	if err != nil {
		return "", err
	}
	err = stmt.QueryRowContext(ctx, args...).Scan(&answer)
	return answer, err
}

func (r *reader) close() {
	for e := r.recent.Front(); e != nil; e = e.Next() {
		_ = e.Value.(*prepared).stmt.Close()
	}
	_ = r.conn.Close()
}
