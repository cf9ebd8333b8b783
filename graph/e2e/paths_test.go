package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/store"
)

// tieRequests ask in full how two entities are tied; the first %q and the second are theirs, %s is where clocks go.
var tieRequests = []string{
	`{paths(from: %q, to: %q, first: 20 %s) {__typename searchedHops bounds hubsLeftOut hubs {id} from {id name} to {__typename} paths {length nodes {id ... on Entity {name}}
		weakest {from {id} wording authority reviewed fact {id}}
		hops {from {id} to {id} wording relationship fromAs toAs authority reviewed modality factCount facts {id} fact {id wording modality evidence(first: 2) {nodes {printed passage {section}}}}}}}}`,
	`{paths(from: %q, to: %q, maxHops: 5, first: 5, includeHubs: true, avoid: {types: [Remark, Link, Place]} %s) {searchedHops bounds hubsLeftOut paths {nodes {id} hops {wording}}}}`,
	`{paths(from: %q, to: %q, maxHops: 4, first: 8, through: {types: [Meeting, AgendaItem, Document, Passage, Mention, Committee]} %s) {searchedHops bounds hubsLeftOut hubs {id}
		paths {nodes {__typename id ... on Mention {printed}} hops {relationship wording factCount} weakest {wording}}}}`,
	`{common(ids: [%q, %q] %s) {totalCount pageInfo {hasNextPage endCursor} nodes {entity {id name} ties {from {id} to {id} relationship wording authority factCount facts {id}}}}}`,
	`{exclusive(id: %q, against: [%q], types: [Contract, Supplier, Project, Body, Document] %s) {totalCount nodes {entity {id} ties {relationship fromAs toAs fact {wording}}}}}`,
	`{a: neighbours(id: %q %[3]s) {node {id} kinds {relationship wording type count neighbours(first: 2) {totalCount pageInfo {hasNextPage endCursor} nodes {id}
		edges {cursor since until role node {id} fact {id}}}}} b: neighbours(id: %[2]q, types: [ContractEvent, Council, Committee] %[3]s) {kinds {relationship type count}}}`,
}

// pairs are two entities each, some far from each other.
func pairs(t *testing.T, w *world, seeded bool) [][2]string {
	if seeded {
		return [][2]string{{"council:brent", "supplier:crowdstrike"}, {"supplier:insight", "council:southwark"}, {july, "council:lewisham"},
			{"supplier:node4", "project:lewisham-bulky-waste"}, {joint, "indicator:open-tickets-in-sts-operational-queues"}}
	}
	var out [][2]string
	nodes := at(w.data(t, `{entities(first: 1000, orderBy: [{id: ASC}]) {nodes {id}}}`, nil), "entities", "nodes").([]any)
	for i := range min(4, len(nodes)/2) {
		out = append(out, [2]string{at(nodes[i*7%len(nodes)], "id").(string), at(nodes[len(nodes)-1-i*5%len(nodes)], "id").(string)})
	}
	return out
}

// TestTies: what ties entities has the same bytes on every store, over the reviewed records and over awkward data, under both clocks.
func TestTies(t *testing.T) {
	found := map[string]bool{}
	for k, fill := range []func(*testing.T, *world){nil, unmerged(3), random(7)} {
		worlds := side(t, fill)
		for i, pair := range pairs(t, worlds[0], fill == nil) {
			for j, form := range tieRequests {
				for _, clock := range []string{clocks[0], clocks[1+(i+j)%(len(clocks)-1)]} {
					request := fmt.Sprintf(form, pair[0], pair[1], clock)
					want := worlds[0].ask(t, request, nil)
					if strings.Contains(want, `"INTERNAL"`) || fill == nil && strings.Contains(want, `"errors"`) {
						t.Fatalf("world %d: %s\n%s", k, request, shorten(want, ""))
					}
					for _, sign := range []string{`"relationship":"`, `"reviewed":false`, `"weakest":{`, `"totalCount":2`, `"hubsLeftOut":true`, `"bounds":["FIRST"`, `"__typename":"Mention"`} {
						found[sign] = found[sign] || strings.Contains(want, sign)
					}
					for _, other := range worlds[1:] {
						if got := other.ask(t, request, nil); got != want {
							t.Fatalf("world %d: %s\n%s: %s\n%s: %s", k, request, worlds[0].name, shorten(want, got), other.name, shorten(got, want))
						}
					}
				}
			}
		}
	}
	for sign, ok := range found {
		if !ok {
			t.Errorf("no answer has %s: the data are too tame", sign)
		}
	}
}

// TestTiesInput: what is wrong is said, with what is allowed; entities that nothing ties have a clear empty answer.
func TestTiesInput(t *testing.T) {
	const brent, node4 = `"council:brent"`, `"supplier:node4"`
	many := "[" + strings.Repeat(brent+",", 101) + "]"
	cases := []struct{ request, code, want string }{
		{`{paths(from: "council:nobody", to: ` + node4 + `) {searchedHops}}`, "BAD_USER_INPUT", `from: nothing has the id "council:nobody"`},
		{`{paths(from: ` + brent + `, to: ` + brent + `) {searchedHops}}`, "BAD_USER_INPUT", "the same entity"},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, maxHops: 0) {searchedHops}}`, "BAD_USER_INPUT", "maxHops: 0; a whole number from 1 to 8"},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, maxHops: 100) {searchedHops}}`, "BAD_USER_INPUT", "from 1 to 8"},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, first: 0) {searchedHops}}`, "BAD_USER_INPUT", "from 1 to 100"},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, through: {types: [Observation]}) {searchedHops}}`, "BAD_USER_INPUT", "no path passes Observation"},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, avoid: {types: [Version]}) {searchedHops}}`, "BAD_USER_INPUT", "no path passes Version"},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, avoid: {ids: [` + node4 + `]}) {searchedHops}}`, "BAD_USER_INPUT", "is an end of the path"},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, through: {ids: ["x"]}) {searchedHops}}`, "BAD_USER_INPUT", `through.ids: nothing has the id "x"`},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, through: {ids: ` + many + `}) {searchedHops}}`, "BAD_USER_INPUT", "at most 100"},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, asOf: "July") {searchedHops}}`, "BAD_USER_INPUT", "asOf"},
		{`{common(ids: []) {totalCount}}`, "BAD_USER_INPUT", "ids: 0 ids; give 2 to 20"},
		{`{common(ids: [` + brent + `]) {totalCount}}`, "BAD_USER_INPUT", "give 2 to 20"},
		{`{common(ids: [` + brent + `, ` + brent + `]) {totalCount}}`, "BAD_USER_INPUT", "name each once"},
		{`{common(ids: [` + brent + `, ` + node4 + `], types: [Step]) {totalCount}}`, "BAD_USER_INPUT", "Step is no type of entity"},
		{`{common(ids: [` + brent + `, ` + node4 + `], after: "x") {totalCount}}`, "BAD_CURSOR", "no cursor of common"},
		{`{exclusive(id: ` + brent + `, against: []) {totalCount}}`, "BAD_USER_INPUT", "against: 0 ids; give 1 to 20"},
		{`{exclusive(id: ` + brent + `, against: [` + brent + `]) {totalCount}}`, "BAD_USER_INPUT", "name each once"},
		{`{neighbours(id: "x") {kinds {count}}}`, "BAD_USER_INPUT", `id: nothing has the id "x"`},
		{`{neighbours(id: ` + brent + `, relationships: ["suppliers"]) {kinds {count}}}`, "BAD_USER_INPUT", `Council has no relationship "suppliers"; it has names,`},
		{`{paths(from: "supplier:insight", to: "supplier:crowdstrike", maxHops: 2) {searchedHops bounds hubsLeftOut paths {length}}}`, "",
			`{"paths":{"searchedHops":2,"bounds":[],"hubsLeftOut":true,"paths":[]}}`},
		{`{paths(from: ` + brent + `, to: ` + node4 + `, maxHops: 8, asOf: "1990-01-01") {searchedHops bounds hubsLeftOut paths {length}}}`, "",
			`{"paths":{"searchedHops":8,"bounds":[],"hubsLeftOut":false,"paths":[]}}`},
		{`{neighbours(id: ` + brent + `, relationships: []) {kinds {count}}}`, "", `{"neighbours":{"kinds":[]}}`},
	}
	each(t, func(t *testing.T, w *world) {
		fact := at(w.data(t, `{contractEvents(first: 1) {nodes {id}}}`, nil), "contractEvents", "nodes", 0, "id").(string)
		all := append(cases[:len(cases):len(cases)], struct{ request, code, want string }{
			fmt.Sprintf(`{common(ids: ["council:brent", %q]) {totalCount}}`, fact), "BAD_USER_INPUT", "is no entity but of type ContractEvent"})
		for _, c := range all {
			got := w.ask(t, c.request, nil)
			var answer struct {
				Data   json.RawMessage
				Errors []struct {
					Message    string
					Extensions struct{ Code string }
				}
			}
			if err := json.Unmarshal([]byte(got), &answer); err != nil {
				t.Fatalf("%s: %s", c.request, got)
			}
			switch {
			case c.code == "":
				if string(answer.Data) != c.want {
					t.Errorf("%s: got %s, want %s", c.request, answer.Data, c.want)
				}
			case len(answer.Errors) == 0 || answer.Errors[0].Extensions.Code != c.code || !strings.Contains(answer.Errors[0].Message, c.want):
				t.Errorf("%s: got %s, want %s with %q", c.request, got, c.code, c.want)
			}
		}
	})
}

// TestTiesPages: cursors of common walk through the same rows as one page holds.
func TestTiesPages(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const form = `{common(ids: ["council:brent", "council:lewisham"], first: %d %s) {totalCount pageInfo {hasNextPage endCursor} nodes {entity {id}}}}`
		all := at(w.data(t, fmt.Sprintf(form, 1000, ""), nil), "common", "nodes").([]any)
		var walked []any
		for after := ""; ; {
			d := w.data(t, fmt.Sprintf(form, 5, after), nil)
			walked = append(walked, at(d, "common", "nodes").([]any)...)
			if at(d, "common", "pageInfo", "hasNextPage") != true {
				break
			}
			after = fmt.Sprintf("after: %q", at(d, "common", "pageInfo", "endCursor"))
		}
		if len(all) < 10 || fmt.Sprint(walked) != fmt.Sprint(all) {
			t.Errorf("walked %v\nwant %v", walked, all)
		}
	})
}

// TestTiesStatements: a statement a level, and a few more, however much is found; of neighbours a small one for each kind of relation.
func TestTiesStatements(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if w.name == "memory" {
			return // the oracle sends none
		}
		for request, most := range map[string]int{
			`{paths(from: "council:brent", to: "supplier:crowdstrike", maxHops: 5, first: 100) {paths {hops {wording fact {wording}} nodes {id}}}}`: 9,
			`{common(ids: ["council:brent", "council:lewisham"]) {nodes {entity {name} ties {facts {wording}}}}}`:                                   6,
			`{neighbours(id: "council:brent") {kinds {count}}}`:                                                                                     4,
			`{neighbours(id: "council:brent") {kinds {count neighbours {nodes {id}}}}}`:                                                             36,
		} {
			n := 0
			ctx := store.WithTrace(context.Background(), func(string) { n++ })
			if out, err := w.server.Execute(ctx, graph.Request{Query: request}, graph.JSON); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if n == 0 || n > most {
				t.Errorf("%d statements, at most %d were to be sent by %s", n, most, request)
			}
		}
	})
}

// TestHopsShowTheirOwn: no two hops of a path show one fact, over the reviewed records and over awkward data, where one fact often names
// all that a path passes.
func TestHopsShowTheirOwn(t *testing.T) {
	for n, fill := range []func(*testing.T, *world){nil, unmerged(3), unmerged(11)} {
		several := 0
		for _, w := range side(t, fill) {
			for _, p := range pairs(t, w, fill == nil) {
				d := w.data(t, fmt.Sprintf(`{paths(from: %q, to: %q, maxHops: 4, first: 50, includeHubs: true) {paths {hops {fact {id} modality facts {id modality}}}}}`, p[0], p[1]), nil)
				for _, path := range at(d, "paths", "paths").([]any) {
					shown := map[any]bool{}
					for _, hop := range at(path, "hops").([]any) {
						id := at(hop, "fact", "id")
						if id != nil && shown[id] {
							t.Errorf("world %d, %s: %v to %v shows %v twice", n, w.name, p[0], p[1], id)
						}
						shown[id] = true
						for i, f := range at(hop, "facts").([]any) {
							if at(f, "id") == id && at(f, "modality") != at(hop, "modality") {
								t.Errorf("%v: modality %v", f, at(hop, "modality"))
							}
							if i > 0 && at(f, "id") == id {
								several++
							}
						}
					}
				}
			}
		}
		if fill == nil && several == 0 {
			t.Error("no hop shows another fact than its best: the test shows nothing")
		}
	}
}
