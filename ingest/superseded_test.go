package ingest_test

import "testing"

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
