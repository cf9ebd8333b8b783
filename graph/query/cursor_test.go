package query

import (
	"errors"
	"testing"

	"councilgraph/graph/schema"
)

// suppliers is a connection in an ordering with keys of several kinds.
func suppliers() *Conn {
	t := schema.Domain().Type("Contract")
	event := schema.Domain().Type("ContractEvent")
	return &Conn{Type: t, Order: []Order{{Field: t.Field("name"), Desc: true}, {Count: &CountOf{Rel: t.Rel("events")}},
		{Field: event.Field("when").Part("yearTaken")}, {Field: event.Field("since")}, {Field: t.Field("id")}}}
}

func TestCursor(t *testing.T) {
	c := suppliers()
	keys := []any{"Ünïted \"IT\" 🙂\n", int64(9007199254740993), nil, int64(-20000), "contract:x"}
	text := EncodeCursor(c, keys)
	got, err := DecodeCursor(c, text)
	if err != nil {
		t.Fatal(err)
	}
	for i := range keys {
		if got[i] != keys[i] {
			t.Errorf("key %d: %v, want %v", i, got[i], keys[i])
		}
	}
	other := suppliers()
	other.Order[0].Desc = false
	if _, err := DecodeCursor(other, text); !errors.Is(err, ErrCursor) {
		t.Errorf("another ordering: %v", err)
	}
	other = suppliers()
	other.Type = schema.Domain().Type("Supplier")
	if _, err := DecodeCursor(other, text); !errors.Is(err, ErrCursor) {
		t.Errorf("another type: %v", err)
	}
	for i := range len(text) {
		changed := []byte(text)
		changed[i] = map[bool]byte{true: 'B', false: 'A'}[changed[i] == 'A']
		if got, err := DecodeCursor(c, string(changed)); err == nil {
			// The last character may hold bits that mean nothing.
			if i != len(text)-1 || got[0] != keys[0] {
				t.Errorf("changed at %d: taken as %v", i, got)
			}
		}
	}
}

// FuzzDecodeCursor: no text makes a cursor fail otherwise than by saying so, and what is taken is of the keys' kinds.
func FuzzDecodeCursor(f *testing.F) {
	c := suppliers()
	f.Add(EncodeCursor(c, []any{"a", int64(1), true, int64(2), "id"}))
	f.Add("")
	f.Add("AAAAAAAAW10")
	f.Fuzz(func(t *testing.T, text string) {
		keys, err := DecodeCursor(c, text)
		if err != nil {
			if !errors.Is(err, ErrCursor) {
				t.Error(err)
			}
			return
		}
		if EncodeCursor(c, keys) == "" || len(keys) != len(c.Order) {
			t.Error(keys)
		}
	})
}
