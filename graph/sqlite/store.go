// Package sqlite is the embedded store: one file (or memory), no server. A tree becomes one statement of SQL whose one row is
// the answer's cells as JSON.
package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// Store is a graph in SQLite.
type Store struct {
	names
	clock   store.Clock
	tables  map[*schema.Type]rowTable
	readers *pool
	gate    gate
	trace   func(statement string, args []any)
	// statements of trees that are kept.
	statements *query.Kept[*query.Tree, compiled]

	writing chan struct{} // a token: one Upsert at a time
	writer  *pool         // of one connection
}

var _ store.Store = (*Store)(nil)

// Memory is the path of a database that lives as long as its Store. Each Open makes another.
const Memory = ":memory:"

var memories atomic.Int64

// Open opens a file, makes it where there is none, and brings it to the model where it was made for an earlier one: what is
// new and may be null is added. What cannot be mended in place is store.ErrSchema.
func Open(ctx context.Context, m *schema.Model, path string, clock store.Clock) (*Store, error) {
	uri, options, err := location(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{clock: clock, writing: make(chan struct{}, 1), statements: query.NewKept[*query.Tree, compiled](maxStatements)}
	s.gate.shared = path == Memory
	if s.writer, err = connect(uri, 1, append(options, "_pragma=cache_size(-65536)")...); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if err := s.prepareFile(ctx, m); err != nil {
		_ = s.writer.close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if s.readers, err = connect(uri, max(4, runtime.GOMAXPROCS(0)), append(options, "_query_only=1", "_pragma=cache_size(-16384)",
		"_pragma=mmap_size(1073741824)")...); err != nil { // pages that are mapped are not copied
		_ = s.writer.close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return s, nil
}

// location is the database that a path names, and how it is opened.
func location(path string) (uri string, options []string, err error) {
	// Without _dqs a misspelt column would be a text. A commit is synced (the default): it survives a power cut.
	options = []string{"_dqs=0", "_pragma=busy_timeout(5000)", "_pragma=temp_store(memory)"}
	if path == Memory {
		return "file:/councilgraph-" + strconv.FormatInt(memories.Add(1), 10), append(options, "vfs=memdb"), nil
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", nil, err
	}
	uri = "file:" + (&url.URL{Path: filepath.ToSlash(absolute)}).EscapedPath()
	return uri, append(options, "_pragma=journal_mode(wal)"), nil
}

func connect(uri string, size int, options ...string) (*pool, error) {
	db, err := sql.Open("sqlite", uri+"?"+strings.Join(options, "&"))
	if err != nil {
		return nil, err
	}
	return newPool(db, size), nil
}

func (s *Store) prepareFile(ctx context.Context, m *schema.Model) error {
	w, err := s.writer.take(ctx)
	if err != nil {
		return mapped(ctx, err)
	}
	defer s.writer.put(w, false)
	if err := migrate(ctx, w, m); err != nil {
		return err
	}
	var gone map[string][]string
	if s.names, gone, err = load(ctx, w, m); err != nil {
		return err
	}
	s.tables = rowTables(m, gone)
	return nil
}

// Trace sets a function that sees every statement that Read sends. It is set before the store is used.
func (s *Store) Trace(f func(statement string, args []any)) { s.trace = f }

// Close closes all connections. Calls under way may fail.
func (s *Store) Close() error {
	readErr := s.readers.close()
	if err := s.writer.close(); err != nil {
		return err
	}
	return readErr
}

// gate keeps readers and the writer of a database in memory apart. A file needs none: its readers see the last whole
// transaction while the next is written.
type gate struct {
	shared bool
	mu     sync.RWMutex
}

func (g *gate) read() (leave func()) {
	if !g.shared {
		return func() {}
	}
	g.mu.RLock()
	return g.mu.RUnlock
}

func (g *gate) write() (leave func()) {
	if !g.shared {
		return func() {}
	}
	g.mu.Lock()
	return g.mu.Unlock
}
