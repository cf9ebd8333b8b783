package storetest

import (
	"fmt"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// where gives a connection its filter.
func where(w cond) part {
	return func(c *query.Conn) { c.Where = w(c.Type, c.Rel) }
}

// is compares a field, "name" or "amount.currency"; "@since" and "@until" and "@role" are of the edge, "#" is a number.
// Text and lists of text are compared exactly; see folded.
func is(left string, op query.Op, v any) cond {
	return func(t *schema.Type, _ *schema.Rel) *query.Where {
		w := &query.Where{Op: op, Value: plain(v)}
		switch left {
		case "#":
		case "@role":
			w.Role = true
		case "@since", "@until":
			w.Edge = schema.Span(left[1:])
		default:
			w.Field = fieldAt(t, left)
		}
		return w
	}
}

// plain turns days and whole numbers into what trees hold.
func plain(v any) any {
	switch v := v.(type) {
	case int:
		return int64(v)
	case value.Day:
		return int64(v)
	case value.Instant:
		return int64(v)
	case []any:
		out := make([]any, 0, len(v))
		for _, x := range v {
			out = append(out, plain(x))
		}
		return out
	}
	return v
}

func fieldAt(t *schema.Type, path string) *schema.Field {
	name, partName, ok := strings.Cut(path, ".")
	field := t.Field(name)
	if field != nil && ok {
		field = field.Part(partName)
	}
	if field == nil {
		panic(fmt.Sprintf("storetest: %s has no field %s", t.Name, path))
	}
	return field
}

func eq(left string, v any) cond { return is(left, query.Eq, v) }

// folded compares text without regard to case and accents.
func folded(left string, op query.Op, v any) cond {
	return func(t *schema.Type, r *schema.Rel) *query.Where {
		w := is(left, op, v)(t, r)
		w.Fold = true
		switch v := w.Value.(type) {
		case string:
			w.Value = value.Fold(v)
		case []any:
			for i := range v {
				v[i] = value.Fold(v[i].(string))
			}
		}
		return w
	}
}

func within(name, from, until string) cond {
	return func(t *schema.Type, _ *schema.Rel) *query.Where {
		return &query.Where{Op: query.Within, Field: t.Field(name), Value: [2]value.Day{day(from), day(until)}}
	}
}

func combine(op query.Op, list ...cond) cond {
	return func(t *schema.Type, r *schema.Rel) *query.Where {
		w := &query.Where{Op: op}
		for _, c := range list {
			w.Kids = append(w.Kids, c(t, r))
		}
		return w
	}
}

func and(list ...cond) cond { return combine(query.And, list...) }
func or(list ...cond) cond  { return combine(query.Or, list...) }
func not(c cond) cond       { return combine(query.Not, c) }

// having is Some, None or All of a relationship.
func having(op query.Op, name string, c cond) cond {
	return func(t *schema.Type, _ *schema.Rel) *query.Where {
		r := relOf(t, name)
		return &query.Where{Op: op, Rel: r, Kids: []*query.Where{c(r.Target, r)}}
	}
}

func some(name string, c cond) cond { return having(query.Some, name, c) }
func none(name string, c cond) cond { return having(query.None, name, c) }
func all(name string, c cond) cond  { return having(query.All, name, c) }

// number compares how many related nodes meet of, which may be nil.
func number(name string, of, compare cond) cond {
	return func(t *schema.Type, _ *schema.Rel) *query.Where {
		r := relOf(t, name)
		w := &query.Where{Op: query.RelCount, Count: &query.CountOf{Rel: r}, Kids: []*query.Where{compare(nil, nil)}}
		if of != nil {
			w.Count.Where = of(r.Target, r)
		}
		return w
	}
}

// resting compares the fact that the edge rests on.
func resting(c cond) cond {
	return func(_ *schema.Type, r *schema.Rel) *query.Where {
		return &query.Where{Op: query.EdgeFact, Kids: []*query.Where{c(r.From.Fact, nil)}}
	}
}

// yes always holds.
func yes(*schema.Type, *schema.Rel) *query.Where { return &query.Where{Op: query.And} }
