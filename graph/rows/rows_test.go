package rows_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
)

// world is one project with a number of updates, each of a partner, and a step.
func world(t *testing.T, updates int) (*schema.Model, *memory.Store) {
	t.Helper()
	m := schema.Domain()
	var clock value.Instant
	s := memory.New(m, func() value.Instant { clock++; return clock })
	b := &store.Batch{}
	for _, id := range []string{"project:p", "council:c"} {
		b.Nodes = append(b.Nodes, store.Node{Type: m.TypeOf(id).Name, ID: id, Fields: map[string]any{"name": "N " + id}})
	}
	fact := func(typ, id string, fields map[string]any, edges ...store.Edge) {
		fields["key"], fields["modality"], fields["wording"] = id, "ACTUAL", "told"
		b.Nodes = append(b.Nodes, store.Node{Type: typ, ID: id, Known: true, Span: store.Span{Since: 20000, Until: value.MaxDay, Authority: 2}, Fields: fields, Edges: edges})
	}
	for i := range updates {
		id := fmt.Sprintf("projectupdate:%05d", i)
		fact("ProjectUpdate", id, map[string]any{"status": "LIVE"}, store.Edge{Type: "UPDATE_OF", From: id, To: "project:p", Fact: id},
			store.Edge{Type: "UPDATE_PARTNER", From: id, To: "council:c", Fact: id},
			store.Edge{Type: "CITES", From: id, To: "project:p", Fact: id, Role: "project"}, store.Edge{Type: "CITES", From: id, To: "council:c", Fact: id, Role: "partner"})
	}
	fact("Step", "step:1", map[string]any{"kind": "PLANNED"}, store.Edge{Type: "CITES", From: "step:1", To: "project:p", Fact: "step:1"})
	if _, err := s.Upsert(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	return m, s
}

func TestAll(t *testing.T) {
	m, s := world(t, 2500)
	got, err := rows.All(t.Context(), s, query.Time{}, m.Type("Fact"), nil, 3000, rows.Fields{"id", "since", "when.text", "entities.id", "entities.@role",
		"ProjectUpdate.status", "ProjectUpdate.partner.name", "Step.kind"})
	if err != nil || len(got) != 2501 {
		t.Fatalf("%d rows over several pages, %v", len(got), err)
	}
	r := got[0]
	if n, ok := r.Int("since"); !ok || n != 20000 || r.ID() != "projectupdate:00000" || r.Type() != "ProjectUpdate" || r.Text("when.text") != "" ||
		r.Text("status") != "LIVE" || r.One("partner").Text("name") != "N council:c" {
		t.Errorf("a row: %v", r)
	}
	if e := r.Many("entities"); len(e) != 2 || e[0].ID() != "council:c" || e[0].Text("@role") != "partner" || e[1].Text("@role") != "project" {
		t.Errorf("entities in order of id, with their roles: %v", e)
	}
	last := got[2500]
	if last.Type() != "Step" || last.Text("kind") != "PLANNED" || last.One("partner") != nil || last.One("partner").ID() != "" || last["status"] != nil || last.Many("entities")[0]["@role"] != nil {
		t.Errorf("the step has what is its own: %v", last)
	}
	if _, err := rows.All(t.Context(), s, query.Time{}, m.Type("Fact"), nil, 2500, rows.Fields{"id"}); !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("one more than the most: %v", err)
	}
	if _, err := rows.All(t.Context(), s, query.Time{}, m.Type("Project"), nil, 10, rows.Fields{"id", "updates.id"}); !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("more related nodes than are read: %v", err)
	}
}

func TestList(t *testing.T) {
	m, s := world(t, 1)
	got, err := rows.List(t.Context(), s, query.Time{}, m.Type("Entity"), []string{"project:p", "council:none", "council:c", "project:p"}, rows.Fields{"id", "name"})
	if err != nil || len(got) != 4 || got[0].Text("name") != "N project:p" || got[1] != nil || got[2].Type() != "Council" || got[3].ID() != "project:p" {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := rows.List(t.Context(), s, query.Time{}, m.Type("Entity"), nil, rows.Fields{"id"}); err != nil || len(got) != 0 {
		t.Errorf("no ids: %v, %v", got, err)
	}
}

func TestPaths(t *testing.T) {
	m, s := world(t, 0)
	for _, path := range []string{"nothing", "when", "when.nothing", "entities", "entities.nothing", "id.x", "Step.nothing", "Step.owner.@role", "Project.name"} {
		if _, err := rows.All(t.Context(), s, query.Time{}, m.Type("Fact"), nil, 10, rows.Fields{path}); err == nil || !strings.Contains(err.Error(), "no such path") {
			t.Errorf("%s: %v", path, err)
		}
	}
}
