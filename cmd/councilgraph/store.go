package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"time"

	"councilgraph/graph/neo4j"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// storeFlag is the flag that every command with a graph has.
type storeFlag struct {
	Store string        `help:"Where the graph is: sqlite:FILE or neo4j://USER:PASSWORD@HOST:PORT." default:"sqlite:councilgraph.db" placeholder:"URL"`
	Wait  time.Duration `help:"How long to wait for the store to answer at start." default:"1m"`
}

// machine is the machine's clock.
func machine() value.Instant { return value.InstantOf(time.Now()) }

// open opens the store, and waits for one that does not answer yet.
func (f storeFlag) open(ctx context.Context, log *slog.Logger) (store.Store, error) {
	deadline := time.Now().Add(f.Wait)
	for pause := 500 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		s, err := f.try(ctx)
		if err == nil || f.embedded() || !errors.Is(err, store.ErrUnavailable) || errors.Is(err, store.ErrDenied) || time.Now().Add(pause).After(deadline) {
			return s, err
		}
		log.WarnContext(ctx, "the store does not answer yet", "store", f.name(), "again in", pause, "error", err)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}

// embedded says that the store is a file: what is wrong with it, waiting does not mend.
func (f storeFlag) embedded() bool { return strings.HasPrefix(f.Store, "sqlite:") }

// exists refuses a file that is not there, for commands that only read: a new one would be empty.
func (f storeFlag) exists() error {
	file := strings.TrimPrefix(f.Store, "sqlite:")
	if !f.embedded() || file == sqlite.Memory {
		return nil
	}
	if _, err := os.Stat(file); err != nil {
		return fmt.Errorf("--store: %w; `councilgraph serve` or `councilgraph ingest` makes it", err)
	}
	return nil
}

func (f storeFlag) try(ctx context.Context) (store.Store, error) {
	scheme, rest, ok := strings.Cut(f.Store, ":")
	switch {
	case ok && scheme == "sqlite" && rest != "":
		s, err := sqlite.Open(ctx, schema.Domain(), rest, machine)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", f.name(), err)
		}
		return s, nil
	case ok && (strings.HasPrefix(scheme, "neo4j") || strings.HasPrefix(scheme, "bolt")):
		config, err := neo4j.ParseURL(f.Store)
		if err != nil {
			return nil, fmt.Errorf("--store: %w", err)
		}
		s, err := neo4j.Open(ctx, schema.Domain(), config, machine)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", f.name(), err)
		}
		return s, nil
	}
	return nil, fmt.Errorf("--store: found %q, expected sqlite:FILE or neo4j://USER:PASSWORD@HOST:PORT", f.name())
}

// name is the store's address without its password.
func (f storeFlag) name() string {
	if u, err := url.Parse(f.Store); err == nil && u.User != nil {
		u.User = url.User(u.User.Username())
		return u.String()
	}
	return f.Store
}
