package e2e

import (
	"context"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/neo4j/neo4jtest"
	"councilgraph/graph/store"
)

// TestOneStatement: one root field is one statement, however deep it goes; on Neo4j as the server itself sees it.
func TestOneStatement(t *testing.T) {
	const request = `{
		suppliers(where: {contracts: {some: {buyers: {some: {name: {contains: "a"}}}}}}, orderBy: [{contracts: {count: DESC}}]) {
			totalCount aggregate { count distinct { contracts } } pageInfo { hasNextPage hasPreviousPage }
			edges { cursor node { name contracts { totalCount nodes { name latestEvents { nodes { kind evidence(first: 3) { nodes { passage { section document { url } } } } } } } } } } }
		again: contracts(asOf: "2025-07-08", knownAt: "2027-01-01T00:00:00Z") { nodes { events { nodes { wording } } suppliers { edges { role fact { wording } } } } }
		groups: contracts(knownAt: "2027-01-01T00:00:00Z") {
			groupBy(by: [{suppliers: {name: VALUE}}, {events: {since: MONTH}}], having: {buyers: {gte: 1}}, orderBy: [{events: DESC}]) { key { suppliers { name } events { since } } count distinct { buyers } }
			nodes { events { groupBy(by: [{buyers: {name: VALUE}}]) { key { buyers { name } } amount { currency sum } } } } }
		search(text: "laptop") { totalCount nodes { id ... on Project { updates { totalCount } } } }
		node(id: "council:brent") { ... on Council { purchases { totalCount } } }
	}`
	each(t, func(t *testing.T, w *world) {
		if w.name == "memory" {
			return // the oracle sends none
		}
		ask := func() int {
			n := 0
			lock := make(chan struct{}, 1)
			ctx := store.WithTrace(context.Background(), func(string) {
				lock <- struct{}{}
				n++
				<-lock
			})
			if out, err := w.server.Execute(ctx, graph.Request{Query: request}, graph.JSON); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			return n
		}
		if n := ask(); n != 5 {
			t.Errorf("5 root fields sent %d statements", n)
		}
		if w.name == "neo4j" {
			server := neo4jtest.Shared(t)
			mark := server.Mark()
			ask()
			if n, err := server.Statements(mark); err != nil || n != 5 {
				t.Errorf("the server saw %d statements for 5 root fields, %v", n, err)
			}
		}
	})
}
