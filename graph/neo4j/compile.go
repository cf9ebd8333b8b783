package neo4j

import (
	"fmt"
	"strconv"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Compile turns a tree into one statement that gives one row with one value: the tree's cell. The text depends on the
// tree's shape only and holds no name but the model's, so that the server's cache of plans hits; every value is bound.
func Compile(m *schema.Model, t *query.Tree) (text string, args map[string]any) {
	c := &compiler{model: m, clock: !t.Time.Now(), args: map[string]any{}}
	if c.clock {
		c.bindTime(t.Time)
	}
	before, cell := c.scope(func() string { return c.root(t.Root) })
	return strings.TrimSpace(before + " RETURN " + cell + " AS v"), c.args
}

type compiler struct {
	model *schema.Model
	clock bool
	asOf  bool
	ends  string // the parameter of the instant up to which ends are told
	args  map[string]any
	names int
	weak  bool     // also ends of which there may be very many lead to a root's nodes
	calls []string // CALL clauses that the scope being written needs before its RETURN
}

// place is a node in the statement: the variable that it stands in, and how it was come by.
type place struct {
	node   string
	edge   string       // the relationship that led here; empty at a root
	fact   *schema.Type // what the edge rests on; nil where on nothing
	spell  string       // under a clock, what has since, until and authority of the node's spell; empty: to be looked up
	whole  bool         // the spell is a node: it has told, ended and id too
	hit    string       // of a search hit: [class, words, field, text]
	single bool         // it is one node at most
	counts []counted    // numbers of related nodes that are known already
	only   string       // what holds of the nodes that the selection is for; subqueries of other nodes find nothing
}

// vars are the variables that a WITH must carry on.
func (p place) vars() string {
	vars := []string{p.node}
	for _, v := range []string{p.edge, p.spell, p.hit} {
		if v != "" && (len(vars) == 1 || v != vars[len(vars)-1]) {
			vars = append(vars, v)
		}
	}
	for _, n := range p.counts {
		vars = append(vars, n.v)
	}
	return strings.Join(vars, ", ")
}

// name is a new variable.
func (c *compiler) name(prefix string) string {
	c.names++
	return prefix + strconv.Itoa(c.names)
}

// bind makes a value a parameter.
func (c *compiler) bind(v any) string {
	switch x := v.(type) {
	case value.Day:
		v = int64(x)
	case value.Instant:
		v = int64(x)
	case int:
		v = int64(x)
	}
	key := "p" + strconv.Itoa(len(c.args))
	c.args[key] = v
	return "$" + key
}

// scope runs f and returns, before its text, the CALL clauses that the text needs. Whatever holds an aggregate is a clause of
// its own, all the way up: 5.26 refuses aggregates within the aggregates and the COLLECT {} of one projection.
func (c *compiler) scope(f func() string) (before, text string) {
	outer := c.calls
	c.calls = nil
	text = f()
	before, c.calls = strings.Join(c.calls, ""), outer
	return before, text
}

// call adds a subquery of one row to the scope and returns the variable that holds its value. from are the variables that it
// reads.
func (c *compiler) call(from, body, result string) string {
	v := c.name("c")
	c.calls = append(c.calls, fmt.Sprintf(" CALL (%s) { %s RETURN %s AS %s }", from, body, result, v))
	return v
}

// source is the text that finds rows: clauses, and the conditions of the last.
type source struct {
	text  string
	conds []string
}

// clause begins a new one.
func (s *source) clause(format string, args ...any) {
	s.text = strings.TrimPrefix(s.String()+" "+fmt.Sprintf(format, args...), " ")
	s.conds = nil
}

// where adds a condition to the last clause.
func (s *source) where(cond string) {
	if cond != "" {
		s.conds = append(s.conds, cond)
	}
}

func (s *source) String() string {
	if len(s.conds) == 0 {
		return s.text
	}
	return s.text + " WHERE " + strings.Join(s.conds, " AND ")
}

// oneOf tests for one of several names of the model.
func oneOf(left string, names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = "'" + n + "'"
	}
	if len(names) == 1 {
		return left + " = " + quoted[0]
	}
	return left + " IN [" + strings.Join(quoted, ", ") + "]"
}

func list(cells []string) string { return "[" + strings.Join(cells, ", ") + "]" }
