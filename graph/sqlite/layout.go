package sqlite

import (
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// The tables. Columns of ours in a type's table begin with an underscore, since a field of the schema may have any name.
//
//	node     every node: what the writer compares with, and the table of the interface Node
//	n_X      the nodes of one concrete type: a column a leaf, and <column>_fold beside each String
//	i_X      the nodes of one interface, with the columns that they share: a real table, since a view is scanned whole
//	spell    when a clocked node was known and in force, all spells, the current one too
//	edge     every edge, present and past
//	owned    the edges of entities, which stand only while the entity is listed
//	alias    ids that answer with another node
//	text     what search finds; words is its full-text index, by rowid
//	type     the types that were made, with their classes
//	edgetype the number that stands for an edge type in edge, and whether it lists the entity it leads to
//	field    the columns that were made, with their kinds: what a later schema is compared with
//	meta     the layout's version, and the instant of the last Upsert
const (
	layoutVersion = 2 // in 1 the ids of facts held what they do not tell too

	minDay     = int64(value.MinDay)
	maxDay     = int64(value.MaxDay)
	maxInstant = int64(value.MaxInstant)

	// always is when the edges of unclocked nodes are told: no clock reaches before it.
	always = -maxInstant
)

// table is where the rows of a type stand.
func table(t *schema.Type) string {
	switch {
	case t.Name == nodeType:
		return "node"
	case t.Interface:
		return "i_" + t.Name
	}
	return "n_" + t.Name
}

const nodeType = "Node"

// quoted is a column's name: fields may be called like words of SQL.
func quoted(name string) string { return `"` + name + `"` }

// column is a column of an alias.
func column(alias, name string) string { return alias + "." + quoted(name) }

func foldColumn(f *schema.Field) string { return f.Column + "_fold" }

// literal is a text inside a statement. Only names of the model and JSON punctuation become literals.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// hasSpans says that a type's table keeps the current or last spell beside the fields. The table node has it for the writer.
func hasSpans(t *schema.Type) bool { return t.Clocked && t.Name != nodeType }

var spans = []schema.Span{schema.Told, schema.Ended, schema.Since, schema.Until, schema.Authority}

// spanColumn keeps a column of the current spell in a type's table; null where open, as it is answered.
func spanColumn(s schema.Span) string { return "_" + string(s) }

// shown is a raw column of a spell as it is answered: the open ends are null.
func shown(s schema.Span, raw string) string {
	switch s {
	case schema.Since:
		return "nullif(" + raw + ", -2147483648)"
	case schema.Until:
		return "nullif(" + raw + ", 2147483647)"
	case schema.Ended:
		return "nullif(" + raw + ", 4611686018427387904)"
	}
	return raw
}

// textKinds are the numbers that stand for store.TextField in the table text, in the order of the ranking.
var textKinds = []string{"NAME", "OTHER_NAME", "WORDING", "PASSAGE"}
