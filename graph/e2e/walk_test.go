package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// tell adds suppliers of some names, each named by a fact, and takes back what is told of others.
func (w *world) tell(t *testing.T, told, takenBack []string) {
	t.Helper()
	last, err := w.store.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := &store.Batch{Base: last}
	for _, name := range slices.Concat(told, takenBack) {
		id := "remark:" + name
		b.Nodes = append(b.Nodes,
			store.Node{Type: "Supplier", ID: "supplier:" + name, Fields: map[string]any{"name": strings.Repeat("x", len(name)%2) + name[1:]}},
			store.Node{Type: "Remark", ID: id, Known: !slices.Contains(takenBack, name), Span: store.Span{Since: 20000, Until: value.MaxDay, Authority: 2},
				Fields: map[string]any{"key": id, "modality": "ACTUAL", "wording": "told", "kind": "RULE"},
				Edges:  []store.Edge{{Type: "CITES", From: id, To: "supplier:" + name, Fact: id}}})
	}
	if _, err := w.store.Upsert(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

// TestWalkUnderInserts: a walk by cursors, forwards and backwards, gives each row that is there all the time exactly once and in
// order, whatever comes and goes between its pages: before, behind and at the cursor.
func TestWalkUnderInserts(t *testing.T) {
	for _, o := range openers {
		t.Run(o.name, func(t *testing.T) {
			if o.name == "neo4j" && testing.Short() {
				t.Skip("-short: the stores that need no server")
			}
			w := o.world(t)
			var stay []string
			for i := range 20 { // names in pairs, so that the id decides between two
				stay = append(stay, fmt.Sprintf("a%02d", i/2*10)+string(rune('p'+i%2)))
			}
			w.tell(t, stay, nil)
			for _, walk := range []struct{ size, from, info, more string }{{"first", "after", "endCursor", "hasNextPage"}, {"last", "before", "startCursor", "hasPreviousPage"}} {
				for _, order := range []string{"ASC", "DESC"} {
					all := idsOf(at(w.data(t, `{suppliers(first: 100, orderBy: [{name: `+order+`}]) {nodes {id}}}`, nil), "suppliers", "nodes"))
					var got, come, gone []string
					from := ""
					for page := 0; ; page++ {
						d := w.data(t, fmt.Sprintf(`{suppliers(%s: 3, orderBy: [{name: %s}] %s) {nodes {id} pageInfo {%s %s}}}`, walk.size, order, from, walk.info, walk.more), nil)
						rows := idsOf(at(d, "suppliers", "nodes"))
						if walk.size == "last" {
							got = append(rows, got...)
						} else {
							got = append(got, rows...)
						}
						if at(d, "suppliers", "pageInfo", walk.more) != true {
							break
						}
						from = fmt.Sprintf("%s: %q", walk.from, at(d, "suppliers", "pageInfo", walk.info))
						// One more everywhere, and the last page's own row goes: the one that the cursor stands on.
						edge := strings.TrimPrefix(rows[len(rows)-1], "supplier:")
						if walk.size == "last" {
							edge = strings.TrimPrefix(rows[0], "supplier:")
						}
						more := []string{fmt.Sprintf("a%02dn%d", page*7%100, page), fmt.Sprintf("a%02dz%d", page*13%100, page)}
						var back []string
						if slices.Contains(all, "supplier:"+edge) { // not one that came during the walk
							back = []string{edge}
						}
						w.tell(t, more, back)
						come, gone = append(come, more...), append(gone, back...)
					}
					w.tell(t, gone, come)
					var kept []string
					for _, id := range got {
						if slices.Contains(all, id) {
							kept = append(kept, id)
						}
					}
					if !slices.Equal(kept, all) {
						t.Errorf("%s %s: walked %v\nwant %v", walk.size, order, kept, all)
					}
				}
			}
		})
	}
}

func idsOf(nodes any) []string {
	var out []string
	for _, n := range nodes.([]any) {
		out = append(out, at(n, "id").(string))
	}
	return out
}
