package e2e

import (
	"fmt"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/seed"
)

// TestAsKnownThen: over records as they are taken in, what the graph answers at an instant is what a graph answers that was told no more
// than that: what there is of each type, where its relationships lead, from when and on which fact, and what claims state. What is not
// clocked is left out: names, and what nodes that are no facts say of themselves.
func TestAsKnownThen(t *testing.T) {
	var told [][]byte
	for _, r := range seed.Records() {
		told = append(told, r.Data)
	}
	told = append(told, page("1", "2025-03-04", "1465"), page("1", "2025-03-04", "1456"), page("2", "2025-06-03", "900"), page("2", "2025-06-03", ""))
	requests := knownThen(schema.Domain())
	for _, o := range openers {
		if o.name == "neo4j" {
			continue // it gives the bytes of the others, and would plan each of these
		}
		whole := o.world(t)
		var at []string
		for _, data := range told {
			at = append(at, whole.take(t, "record", data).RecordedAt.String())
		}
		for _, n := range []int{1, 3, 5} {
			part := o.world(t)
			for _, data := range told[:n] {
				part.take(t, "record", data)
			}
			wrong := 0
			for _, request := range requests {
				got := whole.ask(t, fmt.Sprintf(request, `, knownAt: "`+at[n-1]+`"`), nil)
				want := part.answered(t, fmt.Sprintf(request, ""), "", nil) // without errors
				if got != want {
					if wrong++; wrong < 4 {
						t.Errorf("%s, after %d records: %s\ngot  %s\nwant %s", o.name, n, request, shorten(got, want), shorten(want, got))
					}
				}
			}
			t.Logf("%s, after %d records: %d of %d requests differ", o.name, n, wrong, len(requests))
		}
	}
}

// knownThen asks for the nodes of each type with what is clocked of them, and for each relationship of each type.
func knownThen(m *schema.Model) (out []string) {
	for _, t := range m.Types {
		if t.Interface || !t.Clocked {
			continue
		}
		fields := "id"
		for _, f := range t.Fields {
			switch {
			case f.Span != "":
				fields += " " + f.Name
			case f.Stated && f.Value == nil:
				fields += " " + f.Name
			}
		}
		out = append(out, "{x: "+t.Plural+"(first: 500, orderBy: [{id: ASC}]%s) {totalCount nodes {"+fields+"}}}")
		for _, r := range t.Rels {
			switch {
			case !r.Target.Clocked && !r.Target.Interface:
			case r.Many:
				out = append(out, "{x: "+t.Plural+"(first: 500, orderBy: [{id: ASC}]%s) {nodes {id "+r.Name+"(first: 30, orderBy: [{id: ASC}]) {totalCount edges {since until role node {id} fact {id}}}}}}")
			default:
				out = append(out, "{x: "+t.Plural+"(first: 500, orderBy: [{id: ASC}]%s) {nodes {id "+r.Name+" {id}}}}")
			}
		}
	}
	return out
}
