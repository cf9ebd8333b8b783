package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestTypesOfInterfaces: what crosses types is filtered and grouped by them, at any depth, and each group is what a filter by its type
// finds.
func TestTypesOfInterfaces(t *testing.T) {
	worlds := side(t, nil)
	for _, w := range worlds {
		for _, root := range []string{"facts", "entities", "organisations", `facts(knownAt: "2026-01-01T00:01:30Z")`, `facts(asOf: "2025-07-08")`} {
			groups := at(w.data(t, `{x: `+root+` {totalCount groupBy(by: [{type: VALUE}]) {key {type} count}}}`, nil), "x")
			sum, last := int64(0), ""
			for _, g := range at(groups, "groupBy").([]any) {
				name, _ := at(g, "key", "type").(string)
				n, _ := at(g, "count").(json.Number).Int64()
				sum += n
				if name <= last {
					t.Errorf("%s, %s: %q comes after %q", w.name, root, name, last)
				}
				last = name
				field := strings.TrimSuffix(root, ")")
				if field == root {
					field += "("
				}
				found := at(w.data(t, fmt.Sprintf(`{x: %s where: {type: {in: [%s]}}, first: 1) {totalCount nodes {__typename}}}`, field, name), nil), "x")
				if at(found, "totalCount") != at(g, "count") || at(found, "nodes", 0, "__typename") != name {
					t.Errorf("%s, %s: %s in a group of %v, by a filter %v", w.name, root, name, at(g, "count"), found)
				}
			}
			if at(groups, "totalCount") != json.Number(fmt.Sprint(sum)) || sum == 0 {
				t.Errorf("%s, %s: %d in groups of %v", w.name, root, sum, at(groups, "totalCount"))
			}
		}
	}
	for _, c := range []overtime{
		{"a filter, its contrary, none", `{f: entities {a: aggregate {count}} a: entities(where: {type: {eq: Council}}) {totalCount nodes {id}} b: entities(where: {type: {ne: Council}, NOT: {type: {in: []}}}) {totalCount} c: facts(where: {type: {in: []}}) {totalCount}}`, ""},
		{"councils", `{f: organisations(where: {type: {eq: Council}}) {nodes {name}}}`, `{"nodes":[{"name":"Brent"},{"name":"Lewisham"},{"name":"Southwark"}]}`},
		{"below a relationship", `{f: contracts(where: {buyers: {some: {type: {eq: Body}}}}, orderBy: [{name: ASC}]) {totalCount nodes {name buyers(where: {type: {eq: Body}}) {nodes {name}}}}}`, ""},
		{"as a key over relationships", `{f: contracts {groupBy(by: [{buyers: {type: VALUE}}], orderBy: [{count: DESC}]) {key {buyers {type}} count}}}`, ""},
		{"as one of two keys", `{f: facts {groupBy(by: [{type: VALUE}, {modality: VALUE}], having: {count: {gt: 3}}, first: 100) {key {type modality} count}}}`, ""},
		{"of the fact of an edge", `{f: contracts {nodes {id suppliers(where: {edge: {fact: {type: {eq: ContractEvent}}}}) {nodes {id}}}}}`, ""},
	} {
		for _, o := range c.clocked() {
			o.hold(t, worlds, "f")
		}
	}
}
