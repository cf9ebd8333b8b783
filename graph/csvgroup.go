package graph

import (
	"strings"

	"councilgraph/graph/query"
)

// groupsOf are the groupings of a connection.
func groupsOf(c *query.Conn) (out []*query.Out) {
	for _, o := range c.Out {
		if o.Kind == query.Grouped {
			out = append(out, o)
		}
	}
	return out
}

// rootRows are those of a root connection's cell: its nodes or edges, or its groups.
func rootRows(c *query.Conn, cell query.Cell) []any {
	if groups := groupsOf(c); len(rowsOf(c)) == 0 && len(groups) == 1 {
		_, at := place(c, groups[0])
		return cell.([]any)[at].([]any)
	}
	return tableRows(c, cell)
}

// groupColumns are those of a group.
func groupColumns(o *query.Out) (all []column) {
	at := 1 // the keys stand first
	for _, k := range o.Kids {
		if k.Kind == query.GroupKey {
			all = append(all, below(k.Key+".", keyColumns(k, o.Group), func(c query.Cell) query.Cell { return c.([]any)[0] })...)
		} else {
			all = append(all, field(k, &at)...)
		}
	}
	return all
}

// keyColumns are those of a group's keys.
func keyColumns(o *query.Out, g *query.Groups) (all []column) {
	for _, k := range o.Kids {
		switch k.Kind {
		case query.Const:
			all = append(all, constant(k)...)
		case query.GroupKey:
			all = append(all, below(k.Key+".", keyColumns(k, g), itself)...)
		default:
			all = append(all, plain(k.Key, func(keys query.Cell) string {
				switch v := keys.([]any)[k.At].(type) {
				case nil:
					return ""
				case string:
					return v
				default:
					return strings.Trim(string(query.AppendGroupKey(nil, g.By[k.At], v)), `"`)
				}
			})...)
		}
	}
	return all
}
