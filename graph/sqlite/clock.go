package sqlite

import "councilgraph/graph/schema"

// The two bounds are the first parameters of every statement that has them.
const (
	knownAt = "?1"
	asOf    = "?2"
)

// clock binds the bounds of the tree. Known now is the largest instant before "not ended".
func (c *compiler) clock() {
	if c.time.Now() {
		return
	}
	known := maxInstant - 1
	if c.time.KnownAt != nil {
		known = int64(*c.time.KnownAt)
	}
	c.bind(known)
	if c.time.AsOf != nil {
		c.bind(int64(*c.time.AsOf))
	}
}

// bounds says that a row of spell or edge meets the clock.
func (c *compiler) bounds(alias string) string {
	s := alias + ".told <= " + knownAt + " AND " + alias + ".ended > " + knownAt
	if c.time.AsOf != nil {
		s += " AND " + alias + ".since <= " + asOf + " AND " + alias + ".until >= " + asOf
	}
	return s
}

// shared says that several nodes may own edges of a type with the same ends.
func (n names) shared(edgeType string) bool { return n.kinds[edgeType] != ordinary }

// edgeKind is how readers choose among the edges of one pair.
type edgeKind uint8

const (
	ordinary edgeKind = iota // one owner, one edge
	derived                  // the best
	latest                   // the best of those that are best in their group
)

func edgeKinds(m *schema.Model) map[string]edgeKind {
	kinds := map[string]edgeKind{}
	for _, t := range m.Types {
		for _, r := range t.Rels {
			switch {
			case r.Latest != nil:
				kinds[r.Type] = latest
			case r.Derived():
				kinds[r.Type] = derived
			}
		}
	}
	return kinds
}
