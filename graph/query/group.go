package query

import (
	"fmt"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Groups parts all nodes of a connection, not only its page, by their keys. A node counts once in each group that it belongs
// to, whatever number of related nodes lead there; it belongs to one group for each combination of values of its keys.
//
// Cell: the groups that meet Having, in Order, at most First: [[keys, v...], ...]. The order goes on with the keys as they are
// given, ascending, so that it is total; nulls come last, ascending and descending.
type Groups struct {
	By     []GroupBy
	Having []Having // all must hold
	Order  []GroupOrder
	First  int
}

// GroupBy is one key. Over a Path, a node has the value of each node that it leads to, each value once, and null where it
// leads to none; a to-one step leads to the node with the lowest id.
type GroupBy struct {
	Path  []*schema.Rel
	Field *schema.Field // a scalar or part of a value object (or a span, or a Stated field), of the node at the end; of an interface also schema.TypeField; or
	Edge  schema.Span   // since or until of the edge that leads there; or
	Role  bool          // its role
	// Bucket, of dates and instants: the key is then value.Bucket.Of the day. Empty: the value itself.
	Bucket value.Bucket
}

// Kind is the kind of its value: Long for a bucket's number.
func (b GroupBy) Kind() schema.Kind {
	switch {
	case b.Bucket != "":
		return schema.Long
	case b.Role:
		return schema.String
	case b.Edge != "":
		return schema.Date
	}
	return b.Field.Kind
}

// Many says whether a node may have several values.
func (b GroupBy) Many() bool {
	for _, r := range b.Path {
		if r.Many {
			return true
		}
	}
	return false
}

// Measure is one number of a group: how many nodes, unless it names something else.
type Measure struct {
	Distinct *schema.Rel   // how many distinct nodes it leads to; or
	Field    *schema.Field // of an Int, Long, Quantity or Money: Fn of it
	Fn       string        // count, sum, min or max
	Unit     string        // of the amounts, where Field has units
}

// Sums says whether it is a sum: it may be larger than 64 bits hold, and is compared all the same.
func (m Measure) Sums() bool { return m.Fn == "sum" }

// Nullable says whether it may be null: the least and the greatest of nothing.
func (m Measure) Nullable() bool { return m.Fn == "min" || m.Fn == "max" }

// Value is the scalar that a statistic of a field is of: the amount, the first day, or the field itself.
func Value(f *schema.Field) *schema.Field {
	switch {
	case f.Value == nil:
		return f
	case f.Unit() != nil:
		return f.Part("amount")
	}
	return f.Part("start")
}

// Having is a condition on a group. Op is a comparison, or In of a []any; values are int64. Null meets none.
type Having struct {
	Of    Measure
	Op    Op
	Value any
}

// GroupOrder is one key of an ordering of groups.
type GroupOrder struct {
	Of   *Measure // or
	Key  int      // which of Groups.By
	Desc bool
}

func (w *writer) groups(o *Out, groups []any) {
	w.list(groups, func(c any) {
		cells := c.([]any)
		keys := cells[0].([]any)
		cells = cells[1:]
		w.buf = append(w.buf, '{')
		for i, k := range o.Kids {
			w.key(i, k.Key)
			switch k.Kind {
			case Const:
				w.value(k, nil, nil)
			case GroupKey:
				w.groupKey(k, o.Group, keys)
			default:
				w.value(k, cells[0], nil)
				cells = cells[1:]
			}
		}
		w.buf = append(w.buf, '}')
	})
}

func (w *writer) groupKey(o *Out, g *Groups, keys []any) {
	w.buf = append(w.buf, '{')
	for i, k := range o.Kids {
		w.key(i, k.Key)
		switch k.Kind {
		case Const:
			w.value(k, nil, nil)
		case GroupKey:
			w.groupKey(k, g, keys)
		default:
			w.buf = AppendGroupKey(w.buf, g.By[k.At], keys[k.At])
		}
	}
	w.buf = append(w.buf, '}')
}

// AppendGroupKey writes one key as JSON: a bucket as a text that When reads.
func AppendGroupKey(b []byte, by GroupBy, c Cell) []byte {
	if n, ok := c.(int64); ok && by.Bucket != "" {
		return append(by.Bucket.Append(append(b, '"'), n), '"')
	}
	places := 0
	if by.Kind() == schema.Decimal {
		places = by.Field.Places()
	}
	return AppendScalar(b, by.Kind(), places, c)
}

func (p *printer) groups(g *Groups) {
	for _, b := range g.By {
		p.line("by %s", b)
	}
	for _, h := range g.Having {
		p.line("having %s %s %v", h.Of, opNames[h.Op], h.Value)
	}
	for _, o := range g.Order {
		s := fmt.Sprintf("key %d", o.Key)
		if o.Of != nil {
			s = o.Of.String()
		}
		if o.Desc {
			s += " desc"
		}
		p.line("order %s", s)
	}
	p.line("first %d", g.First)
}

// String names a key in a way that no other key of the same connection has, but for its bucket.
func (b GroupBy) String() string {
	var s strings.Builder
	for _, r := range b.Path {
		s.WriteString(r.Name + ".")
	}
	switch {
	case b.Role:
		s.WriteString("edge.role")
	case b.Edge != "":
		s.WriteString("edge." + string(b.Edge))
	case b.Field.Of != nil:
		s.WriteString(b.Field.Of.Name + "." + b.Field.Name)
	default:
		s.WriteString(b.Field.Name)
	}
	if b.Bucket != "" {
		s.WriteString(" " + string(b.Bucket))
	}
	return s.String()
}

// String is for people.
func (m Measure) String() string {
	switch {
	case m.Distinct != nil:
		return "distinct " + m.Distinct.Name
	case m.Field == nil:
		return "count"
	case m.Unit != "":
		return fmt.Sprintf("%s of %s in %q", m.Fn, m.Field.Name, m.Unit)
	}
	return m.Fn + " of " + m.Field.Name
}
