package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/bench/data"
	"councilgraph/graph/neo4j"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
)

// writer is a way to write a batch.
type writer struct {
	name  string
	write func(context.Context, *store.Batch) error
	took  time.Duration
}

// warmBatches are those that are not counted.
const warmBatches = 2

// writes sends the batches of a size, at most maxWrites of them, to both stores and, as raw rows, to the same Neo4j, batch by
// batch in turn. The Neo4j must be empty and is left with all of it.
func writes(ctx context.Context, o options, cfg neo4j.Config, out *report) error {
	var clock, own data.Clock
	n, err := neo4j.Open(ctx, schema.Domain(), cfg, clock.Now)
	if err != nil {
		return err
	}
	defer func() { _ = n.Close() }() // what was written is committed
	l, err := sqlite.Open(ctx, schema.Domain(), filepath.Join(o.dir, "writes.db"), own.Now)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }() // what was written is committed
	d, err := driver.NewDriverWithContext(cfg.URI, driver.BasicAuth(cfg.User, cfg.Password, ""))
	if err != nil {
		return err
	}
	defer func() { _ = d.Close(ctx) }() // what was written is committed
	raw, err := newRaw(ctx, d)
	if err != nil {
		return err
	}
	ways := []*writer{{name: "Neo4j, raw `UNWIND ... MERGE`", write: raw.write}, {name: "Neo4j, Upsert", write: upsert(n)}, {name: "SQLite, Upsert", write: upsert(l)}}
	rows, sent := 0, 0
	for b := range o.size.Batches() {
		for i := range ways {
			w := ways[(i+sent)%len(ways)]
			began := time.Now()
			if err := w.write(ctx, b); err != nil {
				return fmt.Errorf("%s: %w", w.name, err)
			}
			took := time.Since(began)
			if sent >= warmBatches {
				w.took += took
			}
		}
		if sent++; sent > warmBatches {
			rows += len(b.Nodes)
			for _, n := range b.Nodes {
				rows += len(n.Edges)
			}
		}
		if sent == maxWrites {
			break
		}
	}
	out.writes(ways, rows)
	return nil
}

// maxWrites is how many batches are enough.
const maxWrites = 40

func upsert(st store.Store) func(context.Context, *store.Batch) error {
	return func(ctx context.Context, b *store.Batch) error {
		last, err := st.Last(ctx)
		if err != nil {
			return err
		}
		own := *b
		own.Base = last
		_, err = st.Upsert(ctx, &own)
		return err
	}
}
