package e2e

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

const (
	benchEntities = 33_000
	benchFacts    = 67_000
	benchBatch    = 10_000
)

// linked are entities, of which each fact ties two or three at random: five facts name an entity on average.
func linked() [][]store.Node {
	r := rand.New(rand.NewPCG(1, 2))
	var all []store.Node
	types := []string{"Supplier", "Contract", "Project", "Body"}
	name := func(i int) string { return fmt.Sprintf("%s:%d", strings.ToLower(types[i%len(types)]), i) }
	for i := range benchEntities {
		all = append(all, store.Node{Type: types[i%len(types)], ID: name(i), Fields: map[string]any{"name": name(i)},
			Texts: []store.Text{{Field: store.TextName, Text: name(i)}}})
	}
	for i := range benchFacts {
		id := fmt.Sprintf("remark:%06d", i)
		fact := store.Node{Type: "Remark", ID: id, Known: true, Span: store.Span{Since: value.Day(19_000 + i%1000), Until: value.MaxDay, Authority: int64(1 + i%4)},
			Fields: map[string]any{"key": "k" + id, "modality": "ACTUAL", "wording": "Something was said", "kind": "CONTENT"}}
		about := map[string]bool{}
		for len(about) < 2+i%2 {
			about[name(r.IntN(benchEntities))] = true
		}
		for to := range about {
			fact.Edges = append(fact.Edges, store.Edge{Type: "CITES", From: id, To: to}, store.Edge{Type: "REMARK_ABOUT", From: id, To: to})
		}
		all = append(all, fact)
	}
	var out [][]store.Node
	for len(all) > 0 {
		n := min(benchBatch, len(all))
		out, all = append(out, all[:n]), all[n:]
	}
	return out
}

// BenchmarkPaths finds paths among 100,000 nodes, of which so many hops away that each level matters.
func BenchmarkPaths(b *testing.B) {
	for _, o := range openers {
		if o.name == "memory" || o.name == "neo4j" && testing.Short() {
			continue
		}
		b.Run(o.name, func(b *testing.B) {
			w := &world{opener: o, store: o.open(b, clock())}
			w.server = graph.New(graph.Options{Store: w.store})
			for _, nodes := range linked() {
				last, err := w.store.Last(b.Context())
				if err != nil {
					b.Fatal(err)
				}
				if _, err := w.store.Upsert(b.Context(), &store.Batch{Base: last, Nodes: nodes}); err != nil {
					b.Fatal(err)
				}
			}
			for _, c := range []struct{ name, args string }{
				{"first", `maxHops: 8, first: 1`},
				{"ten", `maxHops: 6, first: 10`},
				{"clocks", `maxHops: 8, first: 1, asOf: "2030-01-01", knownAt: "2030-01-01T00:00:00Z"`},
			} {
				b.Run(c.name, func(b *testing.B) {
					hops, found := 0, 0
					for i := 0; b.Loop(); i++ {
						request := fmt.Sprintf(`{paths(from: "supplier:%d", to: "contract:%d", %s) {paths {length hops {wording fact {id}} nodes {id}} bounds}}`,
							4*(i%1000), 4*(8000-i%1000)+1, c.args)
						paths := at(w.data(b, request, nil), "paths", "paths").([]any)
						if len(paths) > 0 {
							found++
							hops += len(at(paths[0], "hops").([]any))
						}
					}
					b.ReportMetric(float64(hops)/float64(max(1, found)), "hops")
					b.ReportMetric(float64(found)/float64(b.N), "found")
				})
			}
		})
	}
}
