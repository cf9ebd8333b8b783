package storetest

import (
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// groups asks for the groups of a connection: by the keys, parted by spaces, "kind", "since:MONTH", "buyers.name",
// "amount.currency", "@role", "suppliers.@role"; then what is asked of each, as in stats. All are answered unless a grouping
// says otherwise.
func groups(by string, list []string, more ...grouping) part {
	return func(c *query.Conn) {
		g := &query.Groups{First: MaxPage}
		key := &query.Out{Key: "key", Kind: query.GroupKey}
		for i, k := range strings.Fields(by) {
			g.By = append(g.By, groupBy(c.Type, k))
			key.Kids = append(key.Kids, &query.Out{Key: k, Kind: query.GroupValue, At: i})
		}
		for _, m := range more {
			m(c.Type, g)
		}
		c.Out = append(c.Out, &query.Out{Key: "groupBy", Kind: query.Grouped, Group: g, Kids: append([]*query.Out{key}, counted(c.Type, list)...)})
	}
}

// grouping is a part of a grouping.
type grouping func(t *schema.Type, g *query.Groups)

func groupBy(t *schema.Type, k string) (by query.GroupBy) {
	k, bucket, _ := strings.Cut(k, ":")
	by.Bucket = value.Bucket(bucket)
	for {
		name, rest, more := strings.Cut(k, ".")
		switch r := t.Rel(name); {
		case r != nil && more:
			by.Path, t, k = append(by.Path, r), r.Target, rest
			continue
		case k == "@role":
			by.Role = true
		case k[0] == '@':
			by.Edge = schema.Span(k[1:])
		default:
			by.Field = fieldAt(t, k)
		}
		return by
	}
}

// topGroups is how many groups are answered.
func topGroups(n int) grouping { return func(_ *schema.Type, g *query.Groups) { g.First = n } }

// only keeps the groups that meet a condition on a measure.
func only(measure string, op query.Op, v any) grouping {
	return func(t *schema.Type, g *query.Groups) {
		g.Having = append(g.Having, query.Having{Of: measureOf(t, measure), Op: op, Value: plain(v)})
	}
}

// sorted orders groups: by measures, or by keys as "key 0"; "-" in front for descending.
func sorted(keys ...string) grouping {
	return func(t *schema.Type, g *query.Groups) {
		for _, k := range keys {
			k, desc := strings.CutPrefix(k, "-")
			o := query.GroupOrder{Desc: desc}
			if at, ok := strings.CutPrefix(k, "key "); ok {
				o.Key = int(at[0] - '0')
			} else {
				m := measureOf(t, k)
				o.Of = &m
			}
			g.Order = append(g.Order, o)
		}
	}
}

// measureOf reads "count", "distinct buyers", "sum months", "sum amount GBP".
func measureOf(t *schema.Type, s string) (m query.Measure) {
	switch w := strings.Fields(s); {
	case len(w) == 1:
	case w[0] == "distinct":
		m.Distinct = relOf(t, w[1])
	default:
		m.Fn, m.Field = w[0], t.Field(w[1])
		if len(w) > 2 {
			m.Unit = w[2]
		}
	}
	return m
}
