package query

import (
	"fmt"
	"strconv"
	"strings"
)

// String is an indented outline of the question, for people: golden cases and `--debug` show it.
func (t *Tree) String() string {
	var p printer
	if t.Time.AsOf != nil {
		p.line("asOf %v", *t.Time.AsOf)
	}
	if t.Time.KnownAt != nil {
		p.line("knownAt %v", *t.Time.KnownAt)
		if t.Time.Ends != nil {
			p.line("ends until %v", *t.Time.Ends)
		}
	}
	p.out(t.Root)
	return p.b.String()
}

type printer struct {
	b     strings.Builder
	depth int
}

func (p *printer) line(format string, args ...any) {
	p.b.WriteString(strings.Repeat("  ", p.depth))
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteByte('\n')
}

func (p *printer) in(f func()) {
	p.depth++
	f()
	p.depth--
}

var kindNames = map[Kind]string{Const: "const", TypeName: "typename", Scalar: "scalar", Object: "object", One: "one", Many: "many", List: "list", Tuple: "tuple",
	TotalCount: "totalCount", PageInfo: "pageInfo", Nodes: "nodes", Edges: "edges", Aggregate: "aggregate", Grouped: "groups", HasNext: "hasNext",
	HasPrevious: "hasPrevious", StartCursor: "startCursor", EndCursor: "endCursor", Count: "count", Distinct: "distinct", Related: "related", GroupKey: "key", GroupValue: "by", Stats: "stats", Fn: "fn",
	Cursor: "cursor", Node: "node", EdgeScalar: "edge", EdgeOne: "edge fact", Matched: "matched", MatchField: "matched field", MatchText: "matched text"}

func (p *printer) out(o *Out) {
	s := o.Key + ": " + kindNames[o.Kind]
	switch {
	case o.Field != nil:
		s += " " + o.Field.Name
	case o.Edge != "":
		s += " " + string(o.Edge)
	case o.Role:
		s += " role"
	case o.Text != "":
		s += " " + o.Text
	case o.Name != "":
		s += " " + o.Name
	case o.Rel != nil:
		s += " " + o.Rel.Name
	case o.Kind == GroupValue:
		s += " " + strconv.Itoa(o.At)
	}
	p.line("%s", s)
	p.in(func() {
		if o.Group != nil {
			p.groups(o.Group)
		}
		if o.Conn != nil {
			p.conn(o.Conn)
		}
		for _, k := range o.Kids {
			p.out(k)
		}
		for _, v := range o.Sel {
			p.variant(v)
		}
	})
}

func (p *printer) variant(v Variant) {
	names := make([]string, len(v.Types))
	for i, t := range v.Types {
		names[i] = t.Name
	}
	if len(names) == 1 && names[0] == v.Type.Name {
		p.line("%s", v.Type.Name)
	} else {
		p.line("%s of %s", v.Type.Name, strings.Join(names, " "))
	}
	p.in(func() {
		for _, o := range v.Out {
			p.out(o)
		}
	})
}

func (p *printer) conn(c *Conn) {
	switch {
	case c.EdgeFact:
		p.line("of the edge")
	case c.Rel != nil:
		arrow := "-" + c.Rel.Type + "->"
		if !c.Rel.Out {
			arrow = "<-" + c.Rel.Type + "-"
		}
		p.line("%s %s", arrow, c.Type.Name)
	default:
		p.line("%s", c.Type.Name)
	}
	if c.IDs != nil {
		p.line("ids %q", c.IDs.Values)
	}
	if c.Search != nil {
		p.line("search %q", c.Search.Words)
	}
	if c.Where != nil {
		p.line("where")
		p.in(func() { p.where(c.Where) })
	}
	for _, o := range c.Order {
		p.line("order %v", o)
	}
	if c.Page {
		switch {
		case c.Back:
			p.line("last %d before %v", c.Last, c.Cursor)
		default:
			p.line("first %d after %v", c.First, c.Cursor)
		}
	}
	for _, o := range c.Out {
		p.out(o)
	}
}

// String names an ordering in a way that no other ordering of the same connection has.
func (o Order) String() string {
	var s string
	for _, r := range o.Path {
		s += r.Name + "."
	}
	switch {
	case o.Count != nil:
		s += "count(" + o.Count.Rel.Name
		if o.Count.Where != nil {
			var p printer
			p.where(o.Count.Where)
			s += " " + p.b.String()
		}
		s += ")"
	case o.Rank != NoRank:
		s += [...]string{"", "rank", "words", "name"}[o.Rank]
	case o.Edge != "":
		s += "edge." + string(o.Edge)
	case o.Field.Of != nil:
		s += o.Field.Of.Name + "." + o.Field.Name
	default:
		s += o.Field.Name
	}
	if o.Desc {
		s += " desc"
	}
	return s
}

var opNames = [...]string{"and", "or", "not", "=", "<>", "<", "<=", ">", ">=", "in", "is null", "contains", "starts with", "ends with",
	"within", "some", "none", "all", "count", "fact", "of type"}

func (p *printer) where(w *Where) {
	switch w.Op {
	case And, Or, Not, EdgeFact:
		p.line("%s", opNames[w.Op])
	case Some, None, All:
		p.line("%s %s", opNames[w.Op], w.Rel.Name)
	case RelCount:
		p.line("count %s", w.Count.Rel.Name)
		if w.Count.Where != nil {
			p.in(func() { p.line("of"); p.in(func() { p.where(w.Count.Where) }) })
		}
	case OfType:
		names := make([]string, len(w.Types))
		for i, t := range w.Types {
			names[i] = t.Name
		}
		p.line("%s %q", opNames[w.Op], names)
	default:
		left := "number"
		switch {
		case w.Role:
			left = "edge.role"
		case w.Edge != "":
			left = "edge." + string(w.Edge)
		case w.Field != nil && w.Field.Of != nil:
			left = w.Field.Of.Name + "." + w.Field.Name
		case w.Field != nil:
			left = w.Field.Name
		}
		if w.Fold {
			left = "fold " + left
		}
		p.line("%s %s %#v", left, opNames[w.Op], w.Value)
	}
	p.in(func() {
		for _, k := range w.Kids {
			p.where(k)
		}
	})
}
