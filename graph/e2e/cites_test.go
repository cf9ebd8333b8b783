package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"councilgraph/graph/schema"
)

// TestCitesAfterActs: merged and split again, a fact still cites every entity that its edges lead from or to, which is what lets a store
// count such edges without a look at their ends; and what is counted so is what is read.
func TestCitesAfterActs(t *testing.T) {
	for _, o := range openers {
		t.Run(o.name, func(t *testing.T) {
			if o.name == "neo4j" && testing.Short() {
				t.Skip("-short: the stores that need no server")
			}
			w := (&world{opener: o}).another(t)
			w.cited(t)
			for _, act := range []string{
				`mergeEntities(input: {from: "supplier:crowdstrike", into: "supplier:node4", author: "a", reason: "b"})`,
				`mergeEntities(input: {from: "council:brent", into: "council:southwark", author: "a", reason: "b"})`,
				`splitEntities(input: {id: "supplier:crowdstrike", author: "a", reason: "b"})`,
				`splitEntities(input: {id: "council:brent", author: "a", reason: "b"})`,
			} {
				w.answered(t, "mutation { "+act+" { result } }", "", nil)
				w.cited(t)
			}
		})
	}
}

// cited checks every relationship to entities that a fact has or makes.
func (w *world) cited(t *testing.T) {
	t.Helper()
	checked := 0
	for _, typ := range schema.Domain().Types {
		if typ.Interface {
			continue
		}
		for _, r := range typ.Rels {
			switch {
			case r.Target.Class != schema.Entity || r.Auto || r.Latest != nil:
			case r.From != nil && r.From.Fact.Class == schema.Fact && r.Many:
				checked += w.rests(t, typ, r)
			case typ.Class == schema.Fact && r.From == nil && r.Out:
				checked += w.names(t, typ, r)
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d ends were looked at", checked)
	}
}

// names: what a fact's own edges lead to is among what it cites.
func (w *world) names(t *testing.T, typ *schema.Type, r *schema.Rel) (ends int) {
	t.Helper()
	sub := " { id }"
	if r.Many {
		sub = "(first: 50) { totalCount met: aggregate { count } nodes { id } }"
	}
	d := w.data(t, fmt.Sprintf(`{x: %s(first: 500) {nodes {id entities(first: 50) {nodes {id}} r: %s%s}}}`, typ.Plural, r.Name, sub), nil)
	for _, n := range at(d, "x", "nodes").([]any) {
		to, _ := at(n, "r").(map[string]any)
		list := []any{to}
		if r.Many {
			list = at(to, "nodes").([]any)
			if at(to, "totalCount") != json.Number(fmt.Sprint(len(list))) {
				t.Errorf("%s.%s of %v counts %v and has %d", typ.Name, r.Name, at(n, "id"), at(to, "totalCount"), len(list))
			}
		}
		for _, far := range list {
			if to == nil {
				continue
			}
			ends++
			if !strings.Contains(fmt.Sprint(at(n, "entities", "nodes")), fmt.Sprintf("id:%v]", at(far, "id"))) {
				t.Errorf("%s: %v leads by %s to %v, and does not cite it", w.name, at(n, "id"), r.Name, at(far, "id"))
			}
		}
	}
	return ends
}

// rests: both ends of a relationship that rests on facts are among what its fact cites, and its number is that of those that are read.
func (w *world) rests(t *testing.T, typ *schema.Type, r *schema.Rel) (ends int) {
	t.Helper()
	d := w.data(t, fmt.Sprintf(`{x: %s(first: 150) {nodes {id all: %s(first: 80) {totalCount edges {node {id} fact {id entities(first: 20) {nodes {id}}}}} met: %[2]s(where: {id: {ne: ""}}) {totalCount}}}}`,
		typ.Plural, r.Name), nil)
	for _, n := range at(d, "x", "nodes").([]any) {
		edges := at(n, "all", "edges").([]any)
		if count := json.Number(fmt.Sprint(len(edges))); at(n, "met", "totalCount") != at(n, "all", "totalCount") || at(n, "all", "totalCount") != count && len(edges) < 80 {
			t.Errorf("%s: %s.%s of %v counts %v, by a filter %v, and has %v", w.name, typ.Name, r.Name, at(n, "id"), at(n, "all", "totalCount"), at(n, "met", "totalCount"), count)
		}
		for _, e := range edges {
			ends++
			cited := fmt.Sprint(at(e, "fact", "entities", "nodes"))
			for _, id := range []any{at(n, "id"), at(e, "node", "id")} {
				if !strings.Contains(cited, fmt.Sprintf("id:%v]", id)) {
					t.Errorf("%s: %s.%s rests on %v, which does not cite %v", w.name, typ.Name, r.Name, at(e, "fact", "id"), id)
				}
			}
		}
	}
	return ends
}
