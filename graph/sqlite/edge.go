package sqlite

import (
	"slices"
	"strings"

	"councilgraph/graph/schema"
)

// edgeKind is how readers choose among the edges of one pair.
type edgeKind uint8

const (
	ordinary edgeKind = iota // one owner, one edge
	derived                  // the best
	latest                   // the best of those that are best in their group
)

// edgeSet is the edges of a relationship of one node, as readers see them: one a pair.
//
// In the present the writer has marked those edges: the best of each pair, and only where the node at the far end is known.
// Under a clock the best is looked for among the rows that meet the bounds, and only if a column of the edge is read; else
// it is enough that there is one.
type edgeSet struct {
	c     *compiler
	rel   *schema.Rel
	alias string
	near  string // the pk that the edges start at
	read  []string
}

// column is a column of the edge.
func (e *edgeSet) column(name string) string {
	if !slices.Contains(e.read, name) {
		e.read = append(e.read, name)
	}
	return e.alias + "." + name
}

// sql is what stands in FROM, and the conditions on it.
func (e *edgeSet) sql() (from string, where []string) {
	kind := e.c.kinds[e.rel.Type]
	switch {
	case e.c.time.Now():
		return "edge " + e.alias, append(e.of(e.alias), e.alias+"."+seen(e.rel)+" = 1")
	case kind == ordinary:
		return "edge " + e.alias, append(e.of(e.alias), e.c.bounds(e.alias))
	}
	b := e.c.alias("b")
	rows, conditions := "edge "+b, append(e.of(b), e.c.bounds(b))
	if kind == latest { // those that no other of their group outweighs
		rows = "(SELECT *, rank() OVER (PARTITION BY " + b + ".src, " + b + ".grp ORDER BY " + b + ".since DESC, " + b + ".authority DESC) AS place FROM " +
			rows + " WHERE " + all(append(conditions, b+".grp IS NOT NULL")) + ") " + b
		conditions = []string{b + ".place = 1"}
	}
	far := b + "." + farEnd(e.rel)
	if len(e.read) == 0 {
		return "(SELECT DISTINCT " + far + " FROM " + rows + " WHERE " + all(conditions) + ") " + e.alias, nil
	}
	columns := []string{far}
	for _, name := range e.read {
		columns = append(columns, b+"."+name)
	}
	o := e.c.alias("o")
	return "(SELECT " + strings.Join(columns, ", ") + ", row_number() OVER (PARTITION BY " + far + " ORDER BY " + b + ".since DESC, " + b +
		".authority DESC, " + o + ".id) AS best FROM " + rows + " CROSS JOIN node " + o + " ON " + o + ".pk = " + b + ".owner WHERE " + all(conditions) + ") " +
		e.alias, []string{e.alias + ".best = 1"}
}

// of says that an edge is of the relationship and starts at the node.
func (e *edgeSet) of(alias string) []string {
	return []string{alias + "." + nearEnd(e.rel) + " = " + e.near, alias + ".type = " + e.c.edgeType(e.rel.Type)}
}

// nearEnd is the column of the end that a relationship is followed from.
func nearEnd(r *schema.Rel) string {
	if r.Out {
		return "src"
	}
	return "dst"
}

func farEnd(r *schema.Rel) string {
	if r.Out {
		return "dst"
	}
	return "src"
}

// seen is the mark of edges that readers of the present see from that end.
func seen(r *schema.Rel) string {
	if r.Out {
		return "ahead"
	}
	return "back"
}
