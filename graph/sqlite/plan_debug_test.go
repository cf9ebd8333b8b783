package sqlite_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

func TestPlanDebug(t *testing.T) {
	dir := t.TempDir()
	m := schema.Domain()
	s := open(t, m, filepath.Join(dir, "graph.db"), tick())
	if _, err := s.Upsert(t.Context(), batch(0, 0, 20000)); err != nil {
		t.Fatal(err)
	}
	known := value.Instant(1 << 60)
	scalar := func(t *schema.Type, name string) *query.Out {
		return &query.Out{Key: name, Kind: query.Scalar, Field: t.Field(name)}
	}
	nodes := func(t *schema.Type, out ...*query.Out) *query.Out {
		return &query.Out{Key: "nodes", Kind: query.Nodes, Sel: []query.Variant{{Type: t, Types: t.Impl, Out: out}}}
	}
	byID := func(t *schema.Type) []query.Order { return []query.Order{{Field: t.Field("id")}} }
	text, args, err := s.Explain(nested(m.Type("Council"), m.Type("Contract"), m.Type("Supplier"), query.Time{KnownAt: &known}, scalar, nodes, byID))
	fmt.Println(text, args, err)
	db, _ := sql.Open("sqlite", filepath.Join(dir, "graph.db"))
	rows, err := db.Query("EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var id, parent, x int
		var d string
		rows.Scan(&id, &parent, &x, &d)
		fmt.Println(id, parent, d)
	}
}
