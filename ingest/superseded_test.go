package ingest_test

import (
	"testing"

	"councilgraph/ingest/resolve"
)

// TestSuperseded: a passage says which version came without it, until a newer one has it again; a search shows such a one last, and
// what was told of it later changes nothing of the past.
func TestSuperseded(t *testing.T) {
	onStores(t, func(f fixture) {
		read := func(retrieved string, lines ...string) string {
			p := march()
			p.retrieved, p.lines = retrieved, lines
			return f.take(p.record(council, "")).RecordedAt.String()
		}
		const passages = `passages(orderBy: [{ordinal: ASC}, {text: ASC}]) {nodes {text supersededBy {number}}}`
		first := read("2025-03-05T09:00:00Z", "Ayton met.", "Tickets rose.")
		read("2025-03-06T09:00:00Z", "Ayton met.", "Tickets fell in number.")
		f.answers(`{`+passages+`}`, `{"passages":{"nodes":[{"text":"Ayton met.","supersededBy":null},{"text":"Tickets fell in number.","supersededBy":null},{"text":"Tickets rose.","supersededBy":{"number":2}}]}}`)
		f.answers(`{search(text: "tickets") {nodes {... on Passage {text supersededBy {number}}}} passages(where: {supersededBy: {isNull: true}}) {totalCount} versions(where: {number: {eq: 2}}) {nodes {supersedes {nodes {text}}}}}`,
			`{"search":{"nodes":[{"text":"Tickets fell in number.","supersededBy":null},{"text":"Tickets rose.","supersededBy":{"number":2}}]},"passages":{"totalCount":2},"versions":{"nodes":[{"supersedes":{"nodes":[{"text":"Tickets rose."}]}}]}}`)
		f.answers(`{passages(knownAt: "`+first+`", orderBy: [{ordinal: ASC}]) {nodes {text supersededBy {number}}} search(knownAt: "`+first+`", text: "tickets") {nodes {... on Passage {text}}}}`,
			`{"passages":{"nodes":[{"text":"Ayton met.","supersededBy":null},{"text":"Tickets rose.","supersededBy":null}]},"search":{"nodes":[{"text":"Tickets rose."}]}}`)
		read("2025-03-07T09:00:00Z", "Ayton met.", "Tickets fell in number.", "More.")
		f.answers(`{passages(where: {supersededBy: {isNull: false}}) {nodes {text supersededBy {number}}}}`, `{"passages":{"nodes":[{"text":"Tickets rose.","supersededBy":{"number":2}}]}}`)
		read("2025-03-08T09:00:00Z", "Ayton met.", "Tickets rose.")
		f.answers(`{passages(where: {supersededBy: {isNull: false}}, orderBy: [{ordinal: ASC}]) {nodes {text supersededBy {number}}} passages_: passages {totalCount}}`,
			`{"passages":{"nodes":[{"text":"Tickets fell in number.","supersededBy":{"number":4}},{"text":"More.","supersededBy":{"number":4}}]},"passages_":{"totalCount":4}}`)
	})
}

// TestOlderVersionAgain: an older version that is held word for word is unchanged when it is sent again; one that says more of that
// version is held, since a newer one stands.
func TestOlderVersionAgain(t *testing.T) {
	onStores(t, func(f fixture) {
		for _, retrieved := range []string{"", "2025-03-05T09:00:00Z"} {
			first := march()
			first.number += retrieved
			first.retrieved = retrieved
			old := first.record(all, level("1465", "1,465"))
			f.take(old)
			next := first
			next.lines = []string{first.lines[0], "There are 1,456 open tickets."}
			if retrieved != "" {
				next.retrieved = "2025-03-06T09:00:00Z"
			}
			f.take(next.record(all, level("1456", "1,456")))
			res := f.want(old, "6 unchanged")
			f.because(res, "document", resolve.Unchanged, "a newer version of this document is held")
			if res.RecordedAt != 0 {
				t.Errorf("something was written at %s", res.RecordedAt)
			}
			f.want(first.record(all, award("")+level("1465", "1,465")), "7 held")
			f.want(old, "6 unchanged")
		}
		f.answers(`{observations {nodes {value {amount}}}}`, `{"observations":{"nodes":[{"value":{"amount":"1456"}}]}}`)
	})
}
