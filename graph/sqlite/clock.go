package sqlite

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
