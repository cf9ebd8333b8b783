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
	c.ends = knownAt
	if c.time.Ends != nil {
		c.ends = c.bind(min(int64(*c.time.Ends), maxInstant-1))
	}
}

// shown is a raw column of a spell as it is answered under a clock: an end that had not come then is null.
func (c *compiler) shown(s schema.Span, raw string) string {
	if s == schema.Ended {
		return "iif(" + raw + " <= " + c.ends + ", " + raw + ", NULL)"
	}
	return shown(s, raw)
}

// bounds says that a row of spell or edge meets the clock.
func (c *compiler) bounds(alias string) string {
	s := alias + ".told <= " + knownAt + " AND " + alias + ".ended > " + knownAt
	if c.time.AsOf != nil {
		s += " AND " + alias + ".since <= " + asOf + " AND " + alias + ".until >= " + asOf
	}
	return s
}
