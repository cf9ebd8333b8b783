package query

import (
	"encoding/json"
	"errors"
	"testing"
	"testing/quick"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// TestAppendString: every string is JSON that reads back as itself.
func TestAppendString(t *testing.T) {
	same := func(s string) bool {
		var back string
		return json.Unmarshal(AppendString(nil, s), &back) == nil && back == s
	}
	for _, s := range []string{"", "a\"b\\c\n\r\t\b\f\x00\x1f", "\u2028\u2029", "🙂é"} {
		if !same(s) {
			t.Errorf("%q", s)
		}
	}
	if err := quick.Check(func(r []rune) bool { return same(string(r)) }, nil); err != nil {
		t.Error(err)
	}
}

func TestAppendScalar(t *testing.T) {
	day, _ := value.ParseDay("2025-07-08")
	for _, c := range []struct {
		kind   schema.Kind
		places int
		cell   Cell
		want   string
	}{
		{schema.String, 0, nil, "null"},
		{schema.Boolean, 0, true, "true"},
		{schema.Long, 0, int64(9007199254740993), "9007199254740993"},
		{schema.Date, 0, int64(day), `"2025-07-08"`},
		{schema.DateTime, 0, int64(1_500_000), `"1970-01-01T00:00:01.5Z"`},
		{schema.Decimal, 2, int64(1784000000), `"17840000"`},
		{schema.Decimal, 6, int64(-500000), `"-0.5"`},
	} {
		if got := string(AppendScalar(nil, c.kind, c.places, c.cell)); got != c.want {
			t.Errorf("%v: got %s, want %s", c, got, c.want)
		}
	}
}

// TestShape: an answer that does not fit its question is an error of the store, never a panic.
func TestShape(t *testing.T) {
	supplier := schema.Domain().Type("Supplier")
	name := &Out{Key: "name", Kind: Scalar, Field: supplier.Field("name")}
	tree := &Tree{Root: &Out{Key: "suppliers", Kind: Many, Conn: &Conn{Type: supplier, First: 2, Page: true,
		Out: []*Out{{Key: "totalCount", Kind: TotalCount}, {Key: "nodes", Kind: Nodes, Sel: []Variant{{Type: supplier, Types: supplier.Impl, Out: []*Out{name}}}}}}}}
	good := []any{[]any{[]any{nil, []any{"A"}}, []any{nil, []any{"B"}}}, int64(7)}
	got, err := Write(nil, tree, good)
	if want := `{"totalCount":7,"nodes":[{"name":"A"},{"name":"B"}]}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	for _, bad := range []Cell{nil, "x", int64(1), []any{}, []any{nil}, []any{[]any{}}, []any{[]any{nil}, int64(1)},
		[]any{[]any{[]any{nil, []any{nil}}}, int64(1)}, []any{[]any{[]any{nil, []any{3.5}}}, int64(1)}, []any{[]any{}, "7"}} {
		if got, err := Write(nil, tree, bad); !errors.Is(err, errShape) {
			t.Errorf("%v: %s, %v", bad, got, err)
		}
	}
}
