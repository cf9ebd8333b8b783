package query

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"strconv"

	"councilgraph/graph/schema"
)

// ErrCursor is a cursor that was not given out for this field in this ordering, or was changed since.
var ErrCursor = errors.New("this cursor was not given out for this field in this ordering; ask for the first page and use its cursors")

// A cursor is the sort keys of one row, and a checksum over them and over the ordering that they belong to. It holds under
// inserts: it names a place between keys, not a row. The checksum is no secret; it tells a mistake from a place.
const cursorSum = 6

// EncodeCursor is the cursor of the row with these keys.
func EncodeCursor(c *Conn, keys []any) string {
	body := []byte{'['}
	for i, k := range keys {
		if i > 0 {
			body = append(body, ',')
		}
		body = AppendScalar(body, "", 0, k)
	}
	body = append(body, ']')
	return base64.RawURLEncoding.EncodeToString(append(sum(c, body), body...))
}

// DecodeCursor reads a cursor of this connection; it must hold one key an Order, of the Order's kind.
func DecodeCursor(c *Conn, cursor string) ([]any, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) < cursorSum || !bytes.Equal(raw[:cursorSum], sum(c, raw[cursorSum:])) {
		return nil, ErrCursor
	}
	dec := json.NewDecoder(bytes.NewReader(raw[cursorSum:]))
	dec.UseNumber()
	var keys []any
	if err := dec.Decode(&keys); err != nil || len(keys) != len(c.Order) {
		return nil, ErrCursor
	}
	for i, k := range keys {
		o := c.Order[i]
		switch k := k.(type) {
		case nil:
			if !o.Nullable() {
				return nil, ErrCursor
			}
		case string:
			if !o.Kind().Text() {
				return nil, ErrCursor
			}
		case bool:
			if o.Kind() != schema.Boolean {
				return nil, ErrCursor
			}
		case json.Number:
			n, err := strconv.ParseInt(string(k), 10, 64)
			if err != nil || o.Kind().Text() || o.Kind() == schema.Boolean {
				return nil, ErrCursor
			}
			keys[i] = n
		default:
			return nil, ErrCursor
		}
	}
	return keys, nil
}

// sum ties a cursor to its field and ordering.
func sum(c *Conn, body []byte) []byte {
	h := sha256.New()
	part := func(s string) {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	part(c.Type.Name)
	if c.Rel != nil {
		part(c.Rel.Owner.Name + "." + c.Rel.Name)
	}
	if c.Search != nil {
		part("search")
		for _, w := range c.Search.Words {
			part(w)
		}
	}
	for _, o := range c.Order {
		part(o.String())
	}
	part(string(body))
	return h.Sum(nil)[:cursorSum]
}
