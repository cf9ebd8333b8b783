package sqlite

import (
	"strings"

	"councilgraph/graph/schema"
)

// text is the JSON text of a value as an SQL expression: pieces that are known now, and expressions that give the rest.
// JSON is concatenated as text because SQLite forgets that a value is JSON between subqueries and in ordered aggregates.
type text struct{ pieces []piece }

// piece is JSON, or an SQL expression that gives some.
type piece struct{ json, sql string }

// raw adds JSON that is known now.
func (t *text) raw(json string) {
	if n := len(t.pieces); n > 0 && t.pieces[n-1].sql == "" {
		t.pieces[n-1].json += json
		return
	}
	t.pieces = append(t.pieces, piece{json: json})
}

// expr adds an SQL expression whose value is JSON text or an integer. NULL adds nothing.
func (t *text) expr(sql string) { t.pieces = append(t.pieces, piece{sql: sql}) }

// add appends another text.
func (t *text) add(o *text) {
	for _, p := range o.pieces {
		if p.sql == "" {
			t.raw(p.json)
		} else {
			t.expr(p.sql)
		}
	}
}

// concatLimit is how many arguments one concat gets; SQLite takes 1,000.
const concatLimit = 900

// sql is the whole as one expression. Only a single expression that is NULL makes it NULL.
func (t *text) sql() string {
	parts := make([]string, 0, len(t.pieces))
	for _, p := range t.pieces {
		if p.sql == "" {
			p.sql = literal(p.json)
		}
		parts = append(parts, p.sql)
	}
	if len(parts) == 0 {
		return "''"
	}
	for len(parts) > concatLimit {
		var chunks []string
		for len(parts) > 0 {
			n := min(len(parts), concatLimit)
			chunks = append(chunks, concat(parts[:n]))
			parts = parts[n:]
		}
		parts = chunks
	}
	return concat(parts)
}

func concat(parts []string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	return "concat(" + strings.Join(parts, ", ") + ")"
}

// scalar is the JSON text of a scalar.
func scalar(sql string, k schema.Kind) string {
	switch {
	case k.Text():
		return "json_quote(" + sql + ")"
	case k == schema.Boolean:
		return "CASE " + sql + " WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END"
	}
	return "ifnull(" + sql + ", 'null')"
}

// all joins conditions by AND, anyOf by OR. Long lists become balanced trees, since SQLite bounds the depth of an expression.
func all(conditions []string) string { return balanced(conditions, " AND ", "1") }

func anyOf(conditions []string) string { return balanced(conditions, " OR ", "0") }

const flatLimit = 50

func balanced(parts []string, by, none string) string {
	switch n := len(parts); {
	case n == 0:
		return none
	case n > flatLimit:
		return "(" + balanced(parts[:n/2], by, none) + ")" + by + "(" + balanced(parts[n/2:], by, none) + ")"
	}
	return strings.Join(parts, by)
}
