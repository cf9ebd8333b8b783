package sqlite

import (
	"fmt"
	"strconv"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// names is what a statement's text depends on beside the tree.
type names struct {
	model *schema.Model
	codes map[string]int64 // the number of each edge type
	kinds map[string]edgeKind
	only  map[*schema.Rel]bool // relationships whose far ends need no look at their type; see schema.Model.Only
	// strays: the file holds nodes of types that the model no longer has, which no interface may show.
	strays bool
}

func namesOf(m *schema.Model) names {
	n := names{model: m, codes: map[string]int64{}, kinds: map[string]edgeKind{}, only: map[*schema.Rel]bool{}}
	for _, t := range m.Types {
		for _, r := range t.Rels {
			n.only[r] = m.Only(r)
			switch {
			case r.Latest != nil:
				n.kinds[r.Type] = latest
			case r.Derived():
				n.kinds[r.Type] = derived
			}
		}
	}
	return n
}

// compiler turns one tree into one SELECT of one text: the answer's cells as JSON. Names come from the model, values are
// bound, and the text depends on the tree's shape alone.
type compiler struct {
	names
	time query.Time
	ends string // the parameter of the instant up to which ends are told, under a clock
	args []any
	last int // the number of the last alias
	// checks: what is compiled is asked of few rows, which something else finds.
	checks bool
}

// compile is pure: the same tree gives the same statement.
func compile(n names, t *query.Tree) (statement string, args []any, err error) {
	c := &compiler{names: n, time: t.Time}
	defer func() {
		if r := recover(); r != nil {
			f, ok := r.(fault)
			if !ok {
				panic(r)
			}
			statement, args, err = "", nil, fmt.Errorf("%w: %s", store.ErrInvalid, string(f))
		}
	}()
	c.clock()
	var out text
	c.cell(&out, t.Root, row{})
	return "SELECT " + out.sql() + " AS answer", c.args, nil
}

// fault is a tree that has no statement: a mistake of the planner, not of data.
type fault string

func fail(format string, args ...any) { panic(fault(fmt.Sprintf(format, args...))) }

// bind makes a value a parameter of the statement.
func (c *compiler) bind(v any) string {
	c.args = append(c.args, bindable(v))
	return "?" + strconv.Itoa(len(c.args))
}

// bindable is a filter's or cursor's value as SQLite keeps it.
func bindable(v any) any {
	switch v := v.(type) {
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case int:
		return int64(v)
	case value.Day:
		return int64(v)
	case value.Instant:
		return int64(v)
	}
	return v
}

// alias makes a new name for a table in the statement.
func (c *compiler) alias(prefix string) string {
	c.last++
	return prefix + strconv.Itoa(c.last)
}

// edgeType is the number of an edge type, with its name as a comment for those who read the statement.
func (c *compiler) edgeType(name string) string {
	code, ok := c.codes[name]
	if !ok {
		fail("no edge type %s in the schema", name)
	}
	return strconv.FormatInt(code, 10) + " /* " + name + " */"
}
