package memory

import (
	"cmp"
	"strconv"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// field is the value of a scalar, a part of a value object, a span or a stated field of a node.
func (r *reader) field(n *node, f *schema.Field) query.Cell {
	switch {
	case f.Span != "":
		sp := r.spell(n)
		if sp == nil { // found by its id: the last spell
			sp = r.lastSpell(n)
		}
		if sp == nil || f.Span == schema.Ended && !r.ended(sp) {
			return nil
		}
		return column(sp, f.Span)
	case f == schema.TypeField:
		return n.typ.Name
	case f.Of == nil && f.Name == "id":
		return n.id
	case f.Stated && !r.time.Now():
		return r.stated(n, f)
	}
	return n.fields[f.Column]
}

// column is a column of a spell; the open ends are null.
func column(sp *spell, c schema.Span) query.Cell {
	switch c {
	case schema.Since:
		if sp.span.Since == value.MinDay {
			return nil
		}
		return int64(sp.span.Since)
	case schema.Until:
		if sp.span.Until == value.MaxDay {
			return nil
		}
		return int64(sp.span.Until)
	case schema.Authority:
		return sp.span.Authority
	case schema.Told:
		return int64(sp.told)
	case schema.Ended:
		if sp.open() {
			return nil
		}
		return int64(sp.ended)
	}
	panic("no column " + string(c))
}

// stated reads a stated field under a clock: from the best claim of it that is seen then.
func (r *reader) stated(n *node, f *schema.Field) query.Cell {
	rel, field, val := r.s.m.Claims()
	var best *item
	for _, x := range r.related(n, rel, rel.Target, nil) {
		if r.field(x.n, field) != f.Name {
			continue
		}
		if best == nil || cmp.Or(x.e.weigh(best.e), cmp.Compare(best.n.id, x.n.id)) > 0 {
			best = &x
		}
	}
	if best == nil {
		return nil
	}
	text, ok := r.field(best.n, val).(string)
	if !ok {
		return nil
	}
	switch {
	case f.Kind.Text():
		return text
	case f.Kind == schema.Boolean && text == "true":
		return true
	case f.Kind == schema.Boolean && text == "false":
		return false
	case f.Kind == schema.Int || f.Kind == schema.Long:
		if v, err := strconv.ParseInt(text, 10, 64); err == nil {
			return v
		}
	}
	return nil
}

// edgeColumn is since, until or the role of an edge.
func edgeColumn(e *row, c schema.Span, role bool) query.Cell {
	switch {
	case e == nil:
		return nil
	case !role:
		return column(&e.spell, c)
	case e.Role == "":
		return nil
	}
	return e.Role
}
