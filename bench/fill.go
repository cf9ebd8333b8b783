package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"councilgraph/bench/data"
	"councilgraph/graph/neo4j"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/ingest"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

// fill brings both stores to hold the reviewed records, which the questions are about, and the graph of a size. One that holds
// them already is left as it is; one that holds anything else is refused.
func fill(ctx context.Context, d database, s data.Size) error {
	var clock data.Clock
	n, err := neo4j.Open(ctx, schema.Domain(), d.Neo4j, clock.Now)
	if err != nil {
		return err
	}
	defer func() { _ = n.Close() }() // what was written is committed
	if err := fillOne(ctx, "Neo4j", n, &clock, s); err != nil {
		return err
	}
	var own data.Clock
	l, err := sqlite.Open(ctx, schema.Domain(), d.SQLite, own.Now)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }() // what was written is committed
	return fillOne(ctx, "SQLite", l, &own, s)
}

func fillOne(ctx context.Context, name string, st store.Store, c *data.Clock, s data.Size) error {
	switch last, err := st.Last(ctx); {
	case err != nil:
		return err
	case last == s.Last():
		return nil
	case last != 0:
		return fmt.Errorf("%s holds another graph than size %s: give an empty one", name, s.Name)
	}
	if err := seeded(ctx, st); err != nil {
		return err
	}
	began := time.Now()
	done, err := data.Load(ctx, st, c, s, nil)
	if err != nil {
		return fmt.Errorf("%s: after %d batches: %w", name, done.Batches, err)
	}
	took := time.Since(began)
	fmt.Fprintf(os.Stderr, "%s: %d nodes and %d edges in %s, %.0f rows/s\n", name, done.Nodes, done.Edges, took.Round(time.Millisecond), float64(done.Rows())/took.Seconds())
	return nil
}

// seeded takes in the reviewed records.
func seeded(ctx context.Context, st store.Store) error {
	var known []resolve.KnownName
	for _, n := range seed.Names() {
		known = append(known, resolve.KnownName(n))
	}
	service := ingest.New(schema.Domain(), st, known)
	for _, r := range seed.Records() {
		if _, err := service.Record(ctx, r.Name, r.Data, false, ""); err != nil {
			return err
		}
	}
	return nil
}
