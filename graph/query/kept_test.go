package query_test

import (
	"testing"

	"councilgraph/graph/query"
)

// What was used last stays, up to the weight; what is too heavy is not kept at all.
func TestKept(t *testing.T) {
	k := query.NewKept[string, int](100)
	for i, key := range []string{"a", "b", "c"} {
		k.Add(key, i, 10)
	}
	k.Add("heavy", 9, 11)
	k.Add("a", 7, 10)
	for i := range 7 {
		k.Get("a")
		k.Add(string(rune('p'+i)), i, 10)
	}
	k.Add("last", 1, 1)
	for key, want := range map[string]bool{"a": true, "b": false, "c": true, "heavy": false, "last": true, "p": true} {
		if v, ok := k.Get(key); ok != want || key == "a" && v != 0 {
			t.Errorf("%s: %d, %v, want it kept: %v", key, v, ok, want)
		}
	}
}
