package sqlite

import (
	"slices"
	"strings"

	"councilgraph/graph/schema"
)

// fixed is the tables that every schema has.
var fixed = []string{
	`CREATE TABLE meta (one INTEGER PRIMARY KEY CHECK (one = 1), layout INTEGER NOT NULL, schema TEXT NOT NULL, last INTEGER NOT NULL)`,
	`CREATE TABLE type (name TEXT PRIMARY KEY, class INTEGER NOT NULL, clocked INTEGER NOT NULL) WITHOUT ROWID`,
	`CREATE TABLE field (type TEXT, name TEXT, kind TEXT NOT NULL, nonnull INTEGER NOT NULL, live INTEGER NOT NULL, PRIMARY KEY (type, name)) WITHOUT ROWID`,
	`CREATE TABLE edgetype (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, lists INTEGER NOT NULL)`,

	// cites counts the standing edges that list an entity; fields, texts and edges are digests of what the last batch gave, by
	// which the writer sees that nothing has changed.
	`CREATE TABLE node (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, _type TEXT NOT NULL, _known INTEGER NOT NULL,
		told INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, authority INTEGER NOT NULL,
		cites INTEGER NOT NULL, fields BLOB NOT NULL, texts BLOB NOT NULL, edges BLOB NOT NULL)`,
	`CREATE TABLE spell (pk INTEGER, told INTEGER, ended INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
		authority INTEGER NOT NULL, PRIMARY KEY (pk, told)) WITHOUT ROWID`,

	// now marks the best standing edge of a pair. ahead and back mark what readers of the present see: ahead, from the source,
	// where the destination is known; back, from the destination, where the source is.
	`CREATE TABLE edge (pk INTEGER PRIMARY KEY, type INTEGER NOT NULL, src INTEGER NOT NULL, dst INTEGER NOT NULL,
		owner INTEGER NOT NULL, fact INTEGER, role TEXT, role_fold TEXT, grp TEXT, told INTEGER NOT NULL, ended INTEGER NOT NULL,
		since INTEGER NOT NULL, until INTEGER NOT NULL, authority INTEGER NOT NULL,
		now INTEGER NOT NULL, ahead INTEGER NOT NULL, back INTEGER NOT NULL)`,
	// The mark stands inside the index, so that one serves both: the present seeks three columns, a clock two. With the bounds
	// in it, neither needs the table to know which edges stand: under a clock that is ten times as fast on a hub.
	`CREATE INDEX edge_ahead ON edge (src, type, ahead, dst, told, ended, since, until)`,
	`CREATE INDEX edge_back ON edge (dst, type, back, src, told, ended, since, until)`,
	`CREATE INDEX edge_owner ON edge (owner) WHERE ended = 4611686018427387904`,
	`CREATE INDEX edge_group ON edge (src, type, grp, since, authority) WHERE grp IS NOT NULL`,
	`CREATE TABLE owned (owner INTEGER NOT NULL, type INTEGER NOT NULL, src INTEGER NOT NULL, dst INTEGER NOT NULL, fact INTEGER, role TEXT, grp TEXT)`,
	`CREATE INDEX owned_owner ON owned (owner)`,

	`CREATE TABLE alias (id TEXT PRIMARY KEY, node INTEGER NOT NULL) WITHOUT ROWID`,
	`CREATE INDEX alias_node ON alias (node)`,
	`CREATE TABLE text (pk INTEGER PRIMARY KEY, node INTEGER NOT NULL, ord INTEGER NOT NULL, field INTEGER NOT NULL, n INTEGER NOT NULL,
		words TEXT, text TEXT NOT NULL)`,
	`CREATE UNIQUE INDEX text_node ON text (node, ord)`,
	// Terms are letters and digits already, and only whole texts are looked for: no positions are kept.
	`CREATE VIRTUAL TABLE words USING fts5(term, content='', contentless_delete=1, detail=none, tokenize='ascii')`,
}

// col is a column of a type's table.
type col struct{ name, decl string }

// columns are those of a type's table, pk and id left out.
func columns(t *schema.Type) []col {
	out := []col{{"_known", "INTEGER"}}
	if t.Interface {
		out = append(out, col{"_type", "TEXT"})
	}
	if hasSpans(t) {
		for _, s := range spans {
			out = append(out, col{spanColumn(s), "INTEGER"})
		}
	}
	for _, f := range t.Leaves() {
		out = append(out, leafColumns(f)...)
	}
	return out
}

// leafColumns are a leaf's column, and its folded text. Null is allowed everywhere: the batch is checked before.
func leafColumns(f *schema.Field) []col {
	switch {
	case f.Kind == schema.String:
		return []col{{f.Column, "TEXT"}, {foldColumn(f), "TEXT"}}
	case f.Kind.Text():
		return []col{{f.Column, "TEXT"}}
	}
	return []col{{f.Column, "INTEGER"}}
}

func createTable(t *schema.Type) string {
	var s strings.Builder
	s.WriteString("CREATE TABLE " + table(t) + " (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE")
	for _, c := range columns(t) {
		s.WriteString(", " + quoted(c.name) + " " + c.decl)
	}
	s.WriteString(")")
	return s.String()
}

// indexes of a type's table. Those for sorting hold known nodes only, which no clock reads; at least one of them serves to
// count all nodes of the type. Those for filters are for every reader.
func indexes(m *schema.Model, t *schema.Type) []string {
	const known = " WHERE _known = 1"
	name := table(t)
	var sorts, filters []string
	if t.Class == schema.Fact {
		sorts = append(sorts, spanColumn(schema.Since))
	}
	for _, f := range t.Leaves() {
		switch {
		case !f.NonNull || f.Of != nil || f.Kind != schema.ID && f.Kind != schema.String:
		case f.Kind == schema.ID:
			filters = append(filters, f.Column)
		case inKey(t, f):
			filters = append(filters, foldColumn(f))
			if inherited(m, t, f) {
				sorts = append(sorts, f.Column)
			}
		}
	}
	var out []string
	for _, c := range sorts {
		out = append(out, "CREATE INDEX IF NOT EXISTS "+quoted(name+"_by_"+c)+" ON "+name+" ("+quoted(c)+", id)"+known)
	}
	if len(sorts) == 0 {
		out = append(out, "CREATE INDEX IF NOT EXISTS "+quoted(name+"_by_id")+" ON "+name+" (id)"+known)
	}
	for _, f := range t.Sought() {
		switch {
		case f.Kind == schema.Enum && t.Class == schema.Fact: // many may be equal: those that are come sorted
			out = append(out, "CREATE INDEX IF NOT EXISTS "+quoted(name+"_of_"+f.Column)+" ON "+name+" ("+quoted(f.Column)+", _known, "+
				quoted(spanColumn(schema.Since))+", id)")
		case f.Kind == schema.Enum:
			out = append(out, "CREATE INDEX IF NOT EXISTS "+quoted(name+"_of_"+f.Column)+" ON "+name+" ("+quoted(f.Column)+", _known, id)")
		default:
			filters = append(filters, foldColumn(f))
		}
	}
	for _, c := range filters {
		out = append(out, "CREATE INDEX IF NOT EXISTS "+quoted(name+"_of_"+c)+" ON "+name+" ("+quoted(c)+")")
	}
	return out
}

// inKey says that a field makes the id of a type, or of one that implements it.
func inKey(t *schema.Type, f *schema.Field) bool {
	return slices.ContainsFunc(t.Impl, func(i *schema.Type) bool { return slices.Contains(i.Key, f.Name) })
}

// inherited says that a field comes from an interface, so that many lists are sorted by it.
func inherited(m *schema.Model, t *schema.Type, f *schema.Field) bool {
	return t.Interface || slices.ContainsFunc(t.Is[1:], func(i string) bool { return m.Type(i).Field(f.Name) != nil })
}
