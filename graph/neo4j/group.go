package neo4j

import (
	"fmt"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// groups is the cell of Grouped: [[keys, v...], ...]. A row is a node and one combination of its keys; one projection counts
// them by keys and keeps the nodes of each group, of which subqueries read what no plain aggregate gives: distinct related
// nodes, and amounts by unit. What conditions and ordering need is read of all groups, the rest of those answered.
func (c *compiler) groups(o *query.Out, q *query.Conn, from place) string {
	g := o.Group
	u := once
	for _, by := range g.By {
		u = max(u, keyUse(by, by.Path))
	}
	s, p := c.rows(q, from, u)
	b := &grouping{c: c, p: p, nodes: c.name("l"), n: c.name("n")}
	var keys []string
	for _, by := range g.By {
		keys = append(keys, b.key(&s, by))
	}
	var conds []string
	for _, h := range g.Having {
		conds = append(conds, b.having(h))
	}
	order := b.order(g, keys)
	cells := []string{list(keys)}
	for _, k := range o.Kids {
		if k.Kind != query.Const && k.Kind != query.GroupKey {
			cells = append(cells, b.counted(k))
		}
	}
	once := b.project(&s)
	counted := append(append([]string{}, keys...), fmt.Sprintf("count(%s%s) AS %s", once, p.node, b.n))
	if len(b.early)+len(b.late) > 0 {
		counted = append(counted, fmt.Sprintf("collect(%s%s) AS %s", once, p.node, b.nodes))
	}
	s.clause("WITH %s", strings.Join(append(counted, b.counts...), ", "))
	for _, step := range append(b.sums, b.early...) {
		s.clause("%s", step)
	}
	s.clause("WITH *")
	for _, cond := range conds {
		s.where(cond)
	}
	s.clause("WITH * ORDER BY %s LIMIT %s", order, c.bind(g.First))
	for _, step := range b.late {
		s.clause("%s", step)
	}
	for _, st := range b.stats {
		st.steps(&s)
	}
	return c.call(reads(q, from), s.String(), "collect("+list(cells)+")")
}

// grouping is a grouping under way.
type grouping struct {
	c      *compiler
	p      place    // a node
	nodes  string   // those of a group
	n      string   // how many
	keys   []string // what is projected of each row: its keys
	read   []string // and what is counted
	twice  bool     // a node may have several rows of the same keys
	counts []string // the aggregates of a group
	early  []string // clauses that conditions and ordering need
	late   []string // clauses of the groups that are answered
	sums   []string
	stats  []stat
}

// key is the variable of a key. Where it leads over relationships, the rows become one for each value.
func (b *grouping) key(s *source, by query.GroupBy) string {
	k := b.c.name("k")
	if len(by.Path) == 0 {
		b.keys = append(b.keys, b.c.groupValue(by, b.p)+" AS "+k)
		return k
	}
	if !b.c.clock {
		far := b.p
		for _, rel := range by.Path {
			far = b.c.optional(s, rel, far)
		}
		b.keys = append(b.keys, b.c.groupValue(by, far)+" AS "+k)
		b.twice = b.twice || by.Many()
		return k
	}
	l, x := b.c.name("l"), b.c.name("x")
	s.clause("CALL (%s) { %s AS %s }", b.p.node, b.c.groupValues(by, by.Path, b.p), l)
	s.clause("UNWIND %s AS %s", l, x)
	b.keys = append(b.keys, x+"[0] AS "+k)
	return k
}

// project reads the keys of each row and what is counted, and returns how a node is counted: once for each of its groups.
func (b *grouping) project(s *source) (once string) {
	if !b.twice || len(b.counts) == 0 {
		s.clause("WITH %s", strings.Join(append(append([]string{b.p.node}, b.keys...), b.read...), ", "))
		if b.twice {
			return "DISTINCT "
		}
		return ""
	}
	s.clause("WITH DISTINCT %s", strings.Join(append([]string{b.p.node}, b.keys...), ", "))
	if len(b.read) > 0 {
		s.clause("WITH *, %s", strings.Join(b.read, ", "))
	}
	return ""
}

// optional finds, without a clock, the far ends of a relationship, and null where there is none: far less work for each row
// than a subquery.
func (c *compiler) optional(s *source, rel *schema.Rel, from place) place {
	far, p := c.rows(&query.Conn{Type: rel.Target, Rel: rel}, from, each) // without a clock an edge is the best of its pair
	if !rel.Many {
		far.where(c.lowest(rel, from.node, p.node))
	}
	s.clause("OPTIONAL %s", far.String())
	return p
}

// lowest says, without a clock, that of the nodes that a to-one relationship leads to one has the lowest id. There is hardly
// ever more than one edge, and their number is kept with the node.
func (c *compiler) lowest(rel *schema.Rel, from, node string) string {
	left, right := "-", "->"
	if !rel.Out {
		left, right = "<-", "-"
	}
	less, p := c.rows(&query.Conn{Type: rel.Target, Rel: rel}, place{node: from}, some)
	less.where(fmt.Sprintf("%s.id < %s.id", p.node, node))
	return fmt.Sprintf("(COUNT { (%s)%s[:%s]%s() } = 1 OR NOT EXISTS { %s })", from, left, rel.Type, right, less.String())
}

// groupValues lists the values that a key has of a node, each once in a list of its own, since collect leaves nulls out: null
// alone where its way leads nowhere.
func (c *compiler) groupValues(by query.GroupBy, path []*schema.Rel, from place) string {
	rel := path[0]
	s, far := c.rows(&query.Conn{Type: rel.Target, Rel: rel}, from, keyUse(by, path[1:]))
	if !rel.Many {
		s.clause("WITH %s ORDER BY %s.id LIMIT 1", far.vars(), far.node)
	}
	one := "[" + c.groupValue(by, far) + "]"
	if len(path) > 1 {
		l, x := c.name("l"), c.name("x")
		s.clause("CALL (%s) { %s AS %s }", far.node, c.groupValues(by, path[1:], far), l)
		s.clause("UNWIND %s AS %s", l, x)
		one = x
	}
	return s.String() + " RETURN CASE count(*) WHEN 0 THEN [[null]] ELSE collect(DISTINCT " + one + ") END"
}

// keyUse is what the nodes are for from which a key's way goes on.
func keyUse(by query.GroupBy, way []*schema.Rel) use {
	if len(way) == 0 && (by.Role || by.Edge != "") {
		return each
	}
	return once
}

// groupValue is a key at the end of its way.
func (c *compiler) groupValue(by query.GroupBy, p place) string {
	kind := schema.Date
	var x string
	switch {
	case by.Role:
		return p.edge + ".role"
	case by.Edge != "":
		x = c.edgeSpan(p, by.Edge)
	case by.Field.Name == "id" && by.Field.Of == nil:
		return p.node + ".id"
	default:
		x, kind = c.field(p, by.Field, false), by.Field.Kind
	}
	if by.Bucket == "" {
		return x
	}
	return c.bucket(x, kind, by.Bucket)
}

// buckets give the number of a period from a date, as value.Bucket.Of does.
var buckets = map[value.Bucket]string{
	value.Year:          "d.year",
	value.Quarter:       "d.year * 4 + d.quarter - 1",
	value.Month:         "d.year * 12 + d.month - 1",
	value.FinancialYear: "d.year - CASE WHEN d.month < 4 THEN 1 ELSE 0 END",
}

func (c *compiler) bucket(x string, kind schema.Kind, b value.Bucket) string {
	days := "x"
	if kind == schema.DateTime { // division cuts off towards 0, and days begin before it too
		days = fmt.Sprintf("(x - ((x %% %d) + %[1]d) %% %[1]d) / %[1]d", int64(value.MicrosPerDay))
	}
	return fmt.Sprintf("[d IN [x IN [%s] WHERE x IS NOT NULL | date('1970-01-01') + duration({days: %s})] | %s][0]", x, days, buckets[b])
}

// counted is the cell of a Count, Distinct or Stats.
func (b *grouping) counted(k *query.Out) string {
	switch {
	case k.Kind == query.Count:
		return b.n
	case k.Kind == query.Distinct:
		var cells []string
		for _, r := range k.Kids {
			if r.Kind == query.Related {
				d := b.c.name("d")
				b.late = append(b.late, b.distinct(r.Rel, d))
				cells = append(cells, d)
			}
		}
		return list(cells)
	case k.Field.Value != nil && k.Field.Unit() != nil:
		return b.perUnit(k)
	}
	st := b.c.stat(k)
	b.read = append(b.read, b.c.field(b.p, st.field, false)+" AS "+st.x)
	b.counts = append(b.counts, st.counted()...)
	b.stats = append(b.stats, st)
	return list(st.cells(k))
}

// perUnit lists the units of a group's amounts.
func (b *grouping) perUnit(k *query.Out) string {
	t, v := b.c.name("t"), b.c.name("c")
	s := source{text: "UNWIND " + b.nodes + " AS " + t}
	b.late = append(b.late, fmt.Sprintf("CALL (%s) { %s AS %s }", b.nodes, b.c.units(k, s, place{node: t}), v))
	return v
}

// distinct is a clause that counts the nodes that a relationship leads to from those of a group.
func (b *grouping) distinct(rel *schema.Rel, v string) string {
	t := b.c.name("t")
	return fmt.Sprintf("CALL (%s) { UNWIND %[1]s AS %s %s AS %s }", b.nodes, t, b.c.distinct(t, rel), v)
}

// distinct counts the nodes that a relationship leads to from the nodes of all rows, each once. Where one edge depends on
// others, each node is a subquery of its own.
func (c *compiler) distinct(node string, rel *schema.Rel) string {
	s, far := c.rows(&query.Conn{Type: rel.Target, Rel: rel}, place{node: node}, some)
	switch {
	case rel.Many && !(c.clock && rel.Latest != nil):
		return fmt.Sprintf("%s RETURN count(DISTINCT %s)", s.String(), far.node)
	case !rel.Many && !c.clock:
		s.where(c.lowest(rel, node, far.node))
		return fmt.Sprintf("%s RETURN count(DISTINCT %s)", s.String(), far.node)
	case !rel.Many:
		s.clause("WITH %s ORDER BY %s.id LIMIT 1", far.node, far.node)
	}
	return fmt.Sprintf("CALL (%s) { %s RETURN %s } RETURN count(DISTINCT %[3]s)", node, s.String(), far.node)
}

// measure is the variable of a number of a group; of a sum it holds the high and the low half, since a sum that 64 bits do not
// hold is compared all the same.
func (b *grouping) measure(m query.Measure) string {
	switch {
	case m.Distinct != nil:
		d := b.c.name("d")
		b.early = append(b.early, b.distinct(m.Distinct, d))
		return d
	case m.Field == nil:
		return b.n
	}
	x, v := b.c.name("x"), b.c.name("m")
	read := b.c.field(b.p, query.Value(m.Field), false)
	if m.Field.Value != nil {
		read = fmt.Sprintf("CASE WHEN %s.%s = %s THEN %s END", b.p.node, m.Field.Unit().Column, b.c.bind(m.Unit), read)
	}
	b.read = append(b.read, read+" AS "+x)
	if !m.Sums() {
		b.counts = append(b.counts, fmt.Sprintf("%s(%s) AS %s", m.Fn, x, v))
		return v
	}
	r := strings.NewReplacer("$", x+"_", "SPLIT", fmt.Sprint(split), "X", x)
	b.counts = append(b.counts, r.Replace("sum(X / SPLIT) AS $h"), r.Replace("sum(X % SPLIT) AS $l"))
	b.sums = append(b.sums, r.Replace("WITH *, (($l % SPLIT) + SPLIT) % SPLIT AS $lo"), r.Replace("WITH *, [$h + ($l - $lo) / SPLIT, $lo] AS ")+v)
	return v
}

// having is a condition on a group.
func (b *grouping) having(h query.Having) string {
	v := b.measure(h.Of)
	if !h.Of.Sums() {
		return b.c.where(&query.Where{Op: h.Op, Value: h.Value}, place{}, v)
	}
	if in, ok := h.Value.([]any); ok {
		sums := make([]any, len(in))
		for i, n := range in {
			sums[i] = []any{n.(int64) >> 32, n.(int64) & (split - 1)}
		}
		return v + " IN " + b.c.bind(sums)
	}
	n := h.Value.(int64)
	high, low, op := b.c.bind(n>>32), b.c.bind(n&(split-1)), comparisons[h.Op]
	switch h.Op {
	case query.Eq, query.Ne:
		return fmt.Sprintf("%s %s [%s, %s]", v, op, high, low)
	}
	return fmt.Sprintf("(%[1]s[0] %[2]s %[3]s OR %[1]s[0] = %[3]s AND %[1]s[1] %[4]s %[5]s)", v, op[:1], high, op, low)
}

// order is what is asked for, then the keys; nulls last.
func (b *grouping) order(g *query.Groups, keys []string) string {
	var parts []string
	for _, o := range g.Order {
		v := keys[o.Key]
		if o.Of != nil {
			v = b.measure(*o.Of)
		}
		if o.Desc {
			parts = append(parts, v+" IS NULL", v+" DESC")
		} else {
			parts = append(parts, v)
		}
	}
	return strings.Join(append(parts, keys...), ", ")
}
