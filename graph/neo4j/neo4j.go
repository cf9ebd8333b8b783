// Package neo4j keeps a graph in Neo4j 5.26 or newer, Community edition: the production store. A root field is one Cypher
// statement of one row, see Compile; a batch is one transaction, see Upsert. The comment in names.go tells how the graph is kept.
package neo4j

import (
	"context"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Store is a store.Store on Neo4j.
type Store struct {
	// Trace, where set, sees every statement before it is sent, with what is bound to it. It must be set before the
	// store is used, and must not change what it is given.
	Trace func(statement string, args map[string]any)

	model     *schema.Model
	clock     store.Clock
	driver    neo4j.DriverWithContext
	database  string
	bookmarks neo4j.BookmarkManager // one for all sessions: a read on a cluster's follower sees what was written before
	commits   commits
	// statements of trees that are kept.
	statements *query.Kept[*query.Tree, compiled]
}

var _ store.Store = (*Store)(nil)

// What a server that is gone may cost before it is said so.
const (
	connectTimeout = 5 * time.Second
	acquireTimeout = 10 * time.Second
	idleCheck      = 10 * time.Second // connections idle for longer are tried before they are used
)

// Open connects, and brings the database's constraints and indexes in line with the model. Errors are store.ErrUnavailable
// where there is no server or it refuses the user, store.ErrSchema where the graph was made for another model.
func Open(ctx context.Context, m *schema.Model, cfg Config, clock store.Clock) (*Store, error) {
	driver, err := neo4j.NewDriverWithContext(cfg.URI, neo4j.BasicAuth(cfg.User, cfg.Password, ""), func(c *config.Config) {
		c.UserAgent = "councilgraph"
		c.TelemetryDisabled = true
		c.NotificationsMinSeverity = notifications.DisabledLevel
		c.SocketConnectTimeout = connectTimeout
		c.ConnectionAcquisitionTimeout = acquireTimeout
		c.ConnectionLivenessCheckTimeout = idleCheck
	})
	if err != nil {
		return nil, fmt.Errorf("neo4j: %w", mapped(ctx, err))
	}
	s := &Store{model: m, clock: clock, driver: driver, database: cfg.Database,
		bookmarks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{}), statements: query.NewKept[*query.Tree, compiled](maxStatements)}
	s.commits.init()
	if err := s.prepare(ctx); err != nil {
		_ = driver.Close(ctx) // the first error tells more
		return nil, err
	}
	return s, nil
}

// Last is the instant of the last Upsert that changed something.
func (s *Store) Last(ctx context.Context) (value.Instant, error) {
	v, err := s.query(ctx, "OPTIONAL MATCH (m:_Meta {key: $key}) RETURN coalesce(m.last, 0) AS v", map[string]any{"key": metaKey})
	if err != nil {
		return 0, err
	}
	last, ok := v.(int64)
	if !ok {
		return 0, fmt.Errorf("neo4j: the last instant is a %T", v)
	}
	return value.Instant(last), nil
}

// Ready says whether the server answers, within the context's time.
func (s *Store) Ready(ctx context.Context) error {
	_, err := s.query(ctx, "RETURN 1 AS v", nil)
	return err
}

// Close ends every connection.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), connectTimeout)
	defer cancel()
	return mapped(ctx, s.driver.Close(ctx))
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: s.database, BookmarkManager: s.bookmarks})
}

func (s *Store) trace(ctx context.Context, statement string, args map[string]any) {
	store.Trace(ctx, statement)
	if s.Trace != nil {
		s.Trace(statement, args)
	}
}
