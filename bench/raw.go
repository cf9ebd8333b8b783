package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/graph/store"
)

// raw writes the rows of a batch as they are: a node with its fields, an edge between two nodes. No history, no folded text, no
// search, no edges that follow from others: the least that anybody would have to write.
type raw struct{ driver driver.DriverWithContext }

func newRaw(ctx context.Context, d driver.DriverWithContext) (raw, error) {
	r := raw{d}
	return r, r.in(ctx, func(run runs) error {
		return run("CREATE CONSTRAINT raw_id IF NOT EXISTS FOR (n:Raw) REQUIRE n.id IS UNIQUE", nil)
	})
}

// runs sends a statement for many rows.
type runs func(text string, rows []any) error

// in does something in one transaction.
func (r raw) in(ctx context.Context, f func(runs) error) error {
	session := r.driver.NewSession(ctx, driver.SessionConfig{})
	defer func() { _ = session.Close(ctx) }() // the transaction tells what went wrong
	_, err := session.ExecuteWrite(ctx, func(tx driver.ManagedTransaction) (any, error) {
		return nil, f(func(text string, rows []any) error {
			result, err := tx.Run(ctx, text, map[string]any{"rows": rows})
			if err != nil {
				return err
			}
			_, err = result.Consume(ctx)
			return err
		})
	})
	return err
}

func (r raw) write(ctx context.Context, b *store.Batch) error {
	var nodes []any
	edges := map[string][]any{}
	for _, n := range b.Nodes {
		nodes = append(nodes, []any{n.ID, n.Fields})
		for _, e := range n.Edges {
			edges[e.Type] = append(edges[e.Type], []any{e.From, e.To, e.Fact})
		}
	}
	return r.in(ctx, func(run runs) error {
		if err := run("UNWIND $rows AS row MERGE (n:Raw {id: row[0]}) SET n += row[1]", nodes); err != nil {
			return err
		}
		for _, t := range slices.Sorted(maps.Keys(edges)) {
			text := fmt.Sprintf("UNWIND $rows AS row MATCH (a:Raw {id: row[0]}) MATCH (b:Raw {id: row[1]}) MERGE (a)-[e:RAW_%s]->(b) SET e.fact = row[2]", t)
			if err := run(text, edges[t]); err != nil {
				return err
			}
		}
		return nil
	})
}
