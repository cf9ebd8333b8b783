package e2e

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestChanges: a figure told, corrected, told of another meeting and taken back is four changes, each readable as it was.
func TestChanges(t *testing.T) {
	worlds := side(t, corrections)
	const nodes = `nodes {at kind facts {... on Observation {value {amount}} evidence {nodes {printed}}} before {... on Observation {value {amount}} evidence {nodes {printed ended}}}}`
	told := `{"at":"2026-01-01T00:01:00Z","kind":"CREATED","facts":[{"value":{"amount":"1465"},"evidence":{"nodes":[{"printed":"1465"}]}}],"before":[]}`
	corrected := `{"at":"2026-01-01T00:02:00Z","kind":"UPDATED","facts":[{"value":{"amount":"1456"},"evidence":{"nodes":[{"printed":"1456"}]}}],` +
		`"before":[{"value":{"amount":"1465"},"evidence":{"nodes":[{"printed":"1465","ended":"2026-01-01T00:02:00Z"}]}}]}`
	other := `{"at":"2026-01-01T00:03:00Z","kind":"CREATED","facts":[{"value":{"amount":"900"},"evidence":{"nodes":[{"printed":"900"}]}}],"before":[]}`
	back := `{"at":"2026-01-01T00:04:00Z","kind":"ENDED","facts":[],"before":[{"value":{"amount":"900"},"evidence":{"nodes":[{"printed":"900","ended":"2026-01-01T00:04:00Z"}]}}]}`
	for _, c := range []overtime{
		{"all of them", `{changes(id: "indicator:queue") {more ` + nodes + `}}`, `{"more":false,"nodes":[` + strings.Join([]string{told, corrected, other, back}, ",") + `]}`},
		{"as known before", `{changes(id: "indicator:queue", knownAt: "2026-01-01T00:02:30Z") {more nodes {kind}}}`, `{"more":false,"nodes":[{"kind":"CREATED"},{"kind":"UPDATED"}]}`},
		{"none yet", `{changes(knownAt: "2025-01-01T00:00:00Z") {more nodes {kind}}}`, `{"more":false,"nodes":[]}`},
		{"a page of none", `{changes(first: 0) {more nodes {kind}}}`, `{"more":true,"nodes":[]}`},
		{"everything", `{changes(first: 1000) {more cursor nodes {at key kind facts {id recordedAt retractedAt} before {id recordedAt retractedAt}}}}`, ""},
		{"a cursor that is none", `{changes(after: "x") {more}}`, `BAD_CURSOR: after: "x" is no cursor of changes`},
		{"a page too large", `{changes(first: 1001) {more}}`, `BAD_USER_INPUT: first: 1001; a page is a whole number from 0 to 1000`},
		{"an unknown id", `{changes(id: "x") {more}}`, `BAD_USER_INPUT: id: "x" is the id of no entity`},
	} {
		c.hold(t, worlds, "changes")
	}
}

// TestChangesGoOn: pages of any size are the whole, and the last cursor leads to what is told later.
func TestChangesGoOn(t *testing.T) {
	for _, w := range side(t, corrections) {
		whole := at(w.data(t, `{changes(first: 1000) {nodes {at key}}}`, nil), "changes", "nodes").([]any)
		for _, size := range []int{1, 2, 7} {
			var got []any
			after := any(nil)
			for range len(whole) + 1 {
				page := at(w.data(t, `query($n: Int, $after: String) {changes(first: $n, after: $after) {more cursor nodes {at key}}}`,
					map[string]any{"n": size, "after": after}), "changes")
				got, after = append(got, at(page, "nodes").([]any)...), at(page, "cursor")
				if at(page, "more") == false {
					break
				}
			}
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(whole)
			if string(a) != string(b) || len(whole) < 5 {
				t.Errorf("%s, %d at a time: %d changes, want %d", w.name, size, len(got), len(whole))
			}
			if size < 7 {
				continue
			}
			w.take(t, "page", page("2", "2025-06-03", "901"))
			next := at(w.data(t, `query($after: String) {changes(after: $after, id: "indicator:queue") {nodes {kind facts {... on Observation {value {amount}}}}}}`,
				map[string]any{"after": after}), "changes", "nodes")
			if text, _ := json.Marshal(next); string(text) != `[{"facts":[{"value":{"amount":"901"}}],"kind":"CREATED"}]` {
				t.Errorf("%s, what comes next: %s", w.name, text)
			}
		}
	}
}

// TestChangesAwkward: over random, awkward data every store gives the same feed.
func TestChangesAwkward(t *testing.T) {
	for _, seed := range []int64{6, 7} {
		worlds := side(t, unmerged(seed))
		overtime{"feed", `{changes(first: 1000) {more cursor nodes {at key kind facts {__typename id since authority evidence {totalCount}} before {id since until evidence {totalCount}}}}}`, ""}.hold(t, worlds, "changes")
	}
}
