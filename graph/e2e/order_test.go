package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestDefaultOrder: where no ordering is asked for, facts come with the newest since first, then by id; all else by id.
func TestDefaultOrder(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.data(t, `{
			contractEvents(first: 1000) { nodes { since id } }
			facts(first: 500, asOf: "2025-09-01") { nodes { since id } }
			project(id: "project:future-laptop-windows-11") { latestUpdates { nodes { since id } } updates(last: 9) { nodes { since id } } }
			suppliers { nodes { id } }
		}`, nil)
		for name, nodes := range map[string]any{
			"contractEvents": at(d, "contractEvents", "nodes"), "facts": at(d, "facts", "nodes"), "suppliers": at(d, "suppliers", "nodes"),
			"latestUpdates": at(d, "project", "latestUpdates", "nodes"), "updates": at(d, "project", "updates", "nodes"),
		} {
			list, _ := nodes.([]any)
			if len(list) < 3 {
				t.Errorf("%s: only %d", name, len(list))
			}
			if !slices.IsSortedFunc(list, func(a, b any) int {
				if c := strings.Compare(fmt.Sprint(at(b, "since")), fmt.Sprint(at(a, "since"))); c != 0 {
					return c
				}
				return strings.Compare(at(a, "id").(string), at(b, "id").(string))
			}) {
				t.Errorf("%s: %v", name, list)
			}
		}
		first := w.data(t, `{facts(first: 7) { nodes { id } pageInfo { endCursor } }}`, nil)
		then := w.data(t, fmt.Sprintf(`{facts(first: 7, after: %q) { nodes { id } }}`, at(first, "facts", "pageInfo", "endCursor")), nil)
		all := w.data(t, `{facts(first: 14, orderBy: [{since: DESC}]) { nodes { id } }}`, nil)
		if got, want := append(at(first, "facts", "nodes").([]any), at(then, "facts", "nodes").([]any)...), at(all, "facts", "nodes"); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("two pages %v, one %v", got, want)
		}
	})
}
