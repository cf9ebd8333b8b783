package ingest_test

import (
	"strings"
	"testing"

	"councilgraph/ingest/resolve"
)

// TestSaidTwice: a fact that a record has twice is one, in its first words; the same bytes again change nothing.
func TestSaidTwice(t *testing.T) {
	onStores(t, func(f fixture) {
		l := level("1465", "1,465")
		data := march().record(tickets, l+strings.Replace(l, "tickets are open", "in all", 1)+strings.Replace(l, "at: 2, printed: ['1,465']", "at: 1, printed: [cables]", 1))
		res := f.want(data, "3 created, 1 updated, 1 unchanged")
		f.because(res, "facts[1]", resolve.Unchanged, "said before in this record")
		f.answers(`{observations {nodes {wording evidence {totalCount}}}}`, `{"observations":{"nodes":[{"wording":"1465 tickets are open.","evidence":{"totalCount":2}}]}}`)
		if res := f.want(data, "5 unchanged"); res.RecordedAt != 0 {
			t.Error("something was written")
		}
	})
}

// TestNamesFacts: facts may name each other in any order, but none itself, be it through others.
func TestNamesFacts(t *testing.T) {
	step := func(label, closedBy string) string {
		return "  - {label: " + label + ", type: Step, kind: REQUESTED, about: ['indicator:open-tickets'], action: count " + label + ", closedBy: [" + closedBy + "], wording: Count " + label + "., evidence: [{at: 2, printed: [open]}]}\n"
	}
	onStores(t, func(f fixture) {
		f.want(march().record(tickets, step("a", "b")+step("b", "c")+step("c", "")), "5 created")
		f.answers(`{steps(orderBy: [{action: ASC}]) {nodes {action closedBy {nodes {... on Step {action}}}}}}`,
			`{"steps":{"nodes":[{"action":"count a","closedBy":{"nodes":[{"action":"count b"}]}},{"action":"count b","closedBy":{"nodes":[{"action":"count c"}]}},{"action":"count c","closedBy":{"nodes":[]}}]}}`)
		before := f.ask(world)
		for _, facts := range []string{step("x", "x"), step("x", "y") + step("y", "x")} {
			res := f.take(march().record(tickets, step("a", "b")+step("b", "c")+step("c", "")+facts))
			f.because(res, "facts[3]", resolve.Refused, "expected a fact that does not name this one")
			f.answers(world, before)
		}
	})
}
