package query

import (
	"errors"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// TestGroups: keys are written in the shape that is asked for, buckets as texts; a group that does not fit is an error.
func TestGroups(t *testing.T) {
	event := schema.Domain().Type("ContractEvent")
	field := func(name string) *schema.Field { return event.Field(name) }
	g := &Groups{By: []GroupBy{{Path: []*schema.Rel{event.Rel("supplier")}, Field: schema.Domain().Type("Supplier").Field("name")},
		{Field: field("recordedAt"), Bucket: value.Month}, {Edge: schema.Since}}}
	tree := &Tree{Root: &Out{Kind: Many, Conn: &Conn{Type: event, Out: []*Out{{Key: "groupBy", Kind: Grouped, Group: g, Kids: []*Out{
		{Key: "n", Kind: Count},
		{Key: "key", Kind: GroupKey, Kids: []*Out{{Key: "__typename", Kind: Const, Text: "T"}, {Key: "supplier", Kind: GroupKey, Kids: []*Out{{Key: "called", Kind: GroupValue}}},
			{Key: "when", Kind: GroupValue, At: 1}, {Key: "since", Kind: GroupValue, At: 2}}},
		{Key: "distinct", Kind: Distinct, Kids: []*Out{{Key: "__typename", Kind: Const, Text: "D"}, {Key: "buyers", Kind: Related, Rel: event.Rel("buyers")}}},
		{Key: "months", Kind: Stats, Field: field("months"), Kids: []*Out{{Key: "sum", Kind: Fn, Name: "sum"}}},
	}}}}}}
	group := func(cells ...any) Cell { return []any{[]any{cells}} }
	got, err := Write(nil, tree, group([]any{"Node4", int64(2025*12 + 6), int64(20000)}, int64(3), []any{int64(2)}, []any{int64(36)}))
	want := `{"groupBy":[{"n":3,"key":{"__typename":"T","supplier":{"called":"Node4"},"when":"2025-07","since":"2024-10-04"},"distinct":{"__typename":"D","buyers":2},"months":{"sum":36}}]}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
	got, err = Write(nil, tree, group([]any{nil, nil, nil}, int64(1), []any{int64(0)}, []any{int64(0)}))
	want = `{"groupBy":[{"n":1,"key":{"__typename":"T","supplier":{"called":null},"when":null,"since":null},"distinct":{"__typename":"D","buyers":0},"months":{"sum":0}}]}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
	for _, bad := range []Cell{[]any{nil}, []any{[]any{nil}}, group(), group([]any{"x"}, int64(1), []any{int64(0)}, []any{int64(0)}), group([]any{nil, nil, nil}, int64(1)),
		group([]any{nil, 2.5, nil}, int64(1), []any{int64(0)}, []any{int64(0)}), group([]any{nil, nil, nil}, int64(1), []any{}, []any{int64(0)})} {
		if got, err := Write(nil, tree, bad); !errors.Is(err, errShape) {
			t.Errorf("%v: %s, %v", bad, got, err)
		}
	}
}
