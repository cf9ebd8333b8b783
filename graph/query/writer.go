package query

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Cell is a positional value of an answer: nil, bool, int64, string or []any of cells. No response name is in it, so that
// one statement text serves every request of one shape. Its layout follows the Tree:
//
//	connection  [page, behind, v...]  page where Conn.Page, behind (bool) where Conn.Behind, then one v for each TotalCount,
//	                                  Aggregate and Grouped of Conn.Out, in order
//	page        [row...]              at most First or Last rows, one more where Conn.More; turned round where Conn.Back
//	row         [keys, item...]       keys: one value an Order, null unless Conn.Keys; one item for each Nodes and Edges
//	node        [v...] or [i, [v...]] the second where the selection has several variants; i is the variant's index
//	groups      [[keys, v...], ...]   keys: one value a Groups.By; one v for each Count, Distinct and Stats of the kids
//	other       as Kind says
//
// Dates are days, instants microseconds, decimals scaled integers; the open ends of spans are null.
type Cell = any

// errShape is an answer that does not fit its tree: a fault of a store, never of a request.
var errShape = errors.New("the store's answer does not fit the question")

// Write appends the JSON of an answer, in selection order.
func Write(buf []byte, t *Tree, c Cell) (_ []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errShape, r)
		}
	}()
	w := writer{buf: buf}
	w.value(t.Root, c, nil)
	return w.buf, nil
}

type writer struct{ buf []byte }

func (w *writer) raw(s string) { w.buf = append(w.buf, s...) }

func (w *writer) key(i int, name string) {
	if i > 0 {
		w.buf = append(w.buf, ',')
	}
	w.buf = append(append(append(w.buf, '"'), name...), '"', ':')
}

// value writes one field's value. keys are those of the row that it stands in.
func (w *writer) value(o *Out, c Cell, keys []any) {
	switch o.Kind {
	case Const:
		if o.Text == "" {
			w.raw("null")
		} else {
			w.buf = AppendString(w.buf, o.Text)
		}
	case TypeName, MatchField, MatchText:
		w.buf = AppendString(w.buf, c.(string))
	case Scalar:
		w.scalar(o.Field, c)
	case EdgeScalar:
		if o.Role {
			w.text(c)
		} else {
			w.buf = AppendScalar(w.buf, schema.Date, 0, c)
		}
	case Object:
		if c == nil {
			w.raw("null")
			return
		}
		w.object(o.Kids, c.([]any), nil)
	case One, EdgeOne:
		if nodes := c.([]any); len(nodes) == 0 || nodes[0] == nil {
			w.raw("null")
		} else {
			w.node(o.Sel, nodes[0])
		}
	case List:
		w.list(c.([]any), func(n any) {
			if n == nil {
				w.raw("null")
			} else {
				w.node(o.Sel, n)
			}
		})
	case Many:
		w.connection(o.Conn, c.([]any))
	case Tuple:
		w.buf = append(w.buf, '[')
		for i, k := range o.Kids {
			if i > 0 {
				w.buf = append(w.buf, ',')
			}
			w.value(k, c.([]any)[i], nil)
		}
		w.buf = append(w.buf, ']')
	case TotalCount, Count, Related:
		w.buf = strconv.AppendInt(w.buf, c.(int64), 10)
	case Cursor:
		panic("a cursor outside an edge")
	case Node:
		w.node(o.Sel, c)
	case Aggregate, Matched, Distinct:
		w.object(o.Kids, c.([]any), keys)
	case Grouped:
		w.groups(o, c.([]any))
	case Stats:
		w.stats(o, c.([]any))
	default:
		panic(fmt.Sprintf("no value of kind %d", o.Kind))
	}
}

func (w *writer) text(c Cell) {
	if c == nil {
		w.raw("null")
		return
	}
	w.buf = AppendString(w.buf, c.(string))
}

func (w *writer) scalar(f *schema.Field, c Cell) {
	if c == nil && f.NonNull && f.Of == nil {
		panic("null in " + f.Name)
	}
	places := 0
	if f.Kind == schema.Decimal {
		places = f.Places()
	}
	w.buf = AppendScalar(w.buf, f.Kind, places, c)
}

func (w *writer) list(cells []any, each func(any)) {
	w.buf = append(w.buf, '[')
	for i, c := range cells {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		each(c)
	}
	w.buf = append(w.buf, ']')
}

func (w *writer) node(sel []Variant, c Cell) {
	cells := c.([]any)
	i := int64(0)
	if len(sel) > 1 {
		i, cells = cells[0].(int64), cells[1].([]any)
	}
	w.object(sel[i].Out, cells, nil)
}

func (w *writer) object(out []*Out, cells []any, keys []any) {
	w.buf = append(w.buf, '{')
	for i, o := range out {
		w.key(i, o.Key)
		switch o.Kind {
		case Const:
			w.value(o, nil, nil)
		case Cursor:
			w.raw(`"`)
			w.buf = append(w.buf, cursor(keys)...)
			w.raw(`"`)
		default:
			w.value(o, cells[0], keys)
			cells = cells[1:]
		}
	}
	w.buf = append(w.buf, '}')
}

func (w *writer) connection(c *Conn, cells []any) {
	var page []any
	var more, behind bool
	if c.Page {
		page, more = Rows(c, cells[0].([]any))
		cells = cells[1:]
	}
	if c.Behind {
		behind, cells = cells[0].(bool), cells[1:]
	}
	w.buf = append(w.buf, '{')
	item := 1
	for i, o := range c.Out {
		w.key(i, o.Key)
		switch o.Kind {
		case Const:
			w.value(o, nil, nil)
		case Nodes:
			w.list(page, func(r any) { w.node(o.Sel, r.([]any)[item]) })
			item++
		case Edges:
			w.list(page, func(r any) {
				row := r.([]any)
				keys, _ := row[0].([]any)
				w.object(o.Kids, row[item].([]any), append([]any{c}, keys...))
			})
			item++
		case PageInfo:
			w.pageInfo(c, o, page, more, behind)
		default:
			w.value(o, cells[0], nil)
			cells = cells[1:]
		}
	}
	w.buf = append(w.buf, '}')
}

// Rows are the rows of a page in the order of the answer, and whether there was one more.
func Rows(c *Conn, page []any) (rows []any, more bool) {
	limit := c.First
	if c.Back {
		limit = c.Last
	}
	if more = len(page) > limit; more {
		page = page[:limit]
	}
	if c.Back {
		page = slices.Clone(page)
		slices.Reverse(page)
	}
	return page, more
}

func (w *writer) pageInfo(c *Conn, o *Out, page []any, more, behind bool) {
	next, previous := more, behind
	if c.Back {
		next, previous = behind, more
	}
	w.buf = append(w.buf, '{')
	for i, k := range o.Kids {
		w.key(i, k.Key)
		switch {
		case k.Kind == Const:
			w.buf = AppendString(w.buf, k.Text)
		case k.Kind == HasNext:
			w.buf = strconv.AppendBool(w.buf, next)
		case k.Kind == HasPrevious:
			w.buf = strconv.AppendBool(w.buf, previous)
		case len(page) == 0:
			w.raw("null")
		default:
			at := page[0]
			if k.Kind == EndCursor {
				at = page[len(page)-1]
			}
			w.raw(`"`)
			w.buf = append(w.buf, EncodeCursor(c, at.([]any)[0].([]any))...)
			w.raw(`"`)
		}
	}
	w.buf = append(w.buf, '}')
}

// cursor takes a row's keys with their connection in front.
func cursor(keys []any) string { return EncodeCursor(keys[0].(*Conn), keys[1:]) }

func (w *writer) stats(o *Out, cells []any) {
	one := func(cells []any, unit any) {
		w.buf = append(w.buf, '{')
		for i, k := range o.Kids {
			w.key(i, k.Key)
			if k.Kind == Const {
				w.buf = AppendString(w.buf, k.Text)
				continue
			}
			if k.Name == "unit" {
				w.text(unit)
				continue
			}
			w.fn(o.Field, k.Name, cells[0])
			cells = cells[1:]
		}
		w.buf = append(w.buf, '}')
	}
	if o.Field.Value == nil || o.Field.Unit() == nil {
		one(cells, nil)
		return
	}
	w.list(cells, func(c any) {
		group := c.([]any)
		one(group[1:], group[0])
	})
}

// averagePlacesInt is the scale of the average of whole numbers.
const averagePlacesInt = 4

func (w *writer) fn(f *schema.Field, name string, c Cell) {
	kind, places := FnKind(f, name)
	w.buf = AppendScalar(w.buf, kind, places, c)
}

// FnKind is the kind and the scale of a statistic of a field: sum, avg, min, max or count.
func FnKind(f *schema.Field, name string) (kind schema.Kind, places int) {
	switch {
	case name == "count":
		return schema.Long, 0
	case f.Value != nil && f.Unit() != nil:
		return schema.Decimal, f.Part("amount").Places()
	case f.Value != nil:
		return schema.Date, 0
	case name == "avg":
		return schema.Decimal, averagePlacesInt
	}
	return f.Kind, 0
}

// AppendScalar writes one scalar as JSON.
func AppendScalar(b []byte, k schema.Kind, places int, c Cell) []byte {
	switch v := c.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return AppendString(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int64:
		switch k {
		case schema.Date:
			return append(value.AppendDay(append(b, '"'), value.Day(v)), '"')
		case schema.DateTime:
			return append(value.AppendInstant(append(b, '"'), value.Instant(v)), '"')
		case schema.Decimal:
			return append(value.AppendDecimal(append(b, '"'), v, places), '"')
		}
		return strconv.AppendInt(b, v, 10)
	}
	panic(fmt.Sprintf("a scalar of Go type %T", c))
}

const hex = "0123456789abcdef"

// AppendString writes a JSON string. Only what JSON demands is escaped.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		start = i + 1
	}
	return append(append(b, s[start:]...), '"')
}
