package neo4j

import (
	"encoding/json"
	"fmt"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// state is what the graph holds of a node before a batch.
type state struct {
	typ   string // empty where there is no such node
	known bool   // an entity: listed
	span  store.Span
	sum   string
	edges []store.Edge // owned: those that stand; of an entity, those that stand whenever it is listed
}

func (s *state) there() bool { return s.typ != "" }

// read takes _type, _ended, _since, _until, _authority, _sum, _edges.
func (s *state) read(cells []any) (err error) {
	s.typ, _ = cells[0].(string)
	s.known = cells[1] == any(stillKnown)
	since, _ := cells[2].(int64)
	until, _ := cells[3].(int64)
	s.span = store.Span{Since: value.Day(since), Until: value.Day(until)}
	s.span.Authority, _ = cells[4].(int64)
	s.sum, _ = cells[5].(string)
	s.edges, err = decodeEdges(cells[6])
	return err
}

// changes are what a batch makes of the graph.
type changes struct {
	nodes    nodeChanges
	spells   spellChanges
	edges    edgeChanges
	entities map[string][]store.Edge // by id: the edges before of entities whose edges differ
}

func newChanges() *changes {
	return &changes{entities: map[string][]store.Edge{}, spells: newSpellChanges(), edges: newEdgeChanges()}
}

func (c *changes) empty() bool {
	return c.nodes.empty() && c.spells.empty() && c.edges.empty() && len(c.entities) == 0
}

// compare finds what differs between a batch and what stands.
func compare(m *schema.Model, nodes []store.Node, states map[string]*state) *changes {
	c := newChanges()
	for i := range nodes {
		n, old := &nodes[i], states[nodes[i].ID]
		t := m.Type(n.Type)
		want := distinct(n.Edges)
		if t.Class != schema.Entity && !n.Known {
			want = nil
		}
		ended, begun := difference(old.edges, want)
		sum := sumOf(n)
		if !old.there() || sum != old.sum || len(ended)+len(begun) > 0 {
			c.nodes.add(old, nodeRow(t, n, sum, want), n, sum)
		}
		if t.Class == schema.Entity {
			if old.there() && len(ended)+len(begun) > 0 {
				c.entities[n.ID] = old.edges
			}
			continue
		}
		span := n.Span
		if old.known && (!n.Known || old.span != span) {
			c.spells.end(t, n.ID)
			ended = old.edges
		}
		if n.Known && (!old.known || old.span != span) {
			c.spells.begin(t, n.ID, span)
			begun = want
		}
		c.edges.end(n.ID, ended)
		c.edges.begin(t, n.ID, begun, span)
	}
	return c
}

// difference is what is in the one list only, and in the other only.
func difference(old, new []store.Edge) (ended, begun []store.Edge) {
	was, is := set(old), set(new)
	for _, e := range old {
		if !is[e] {
			ended = append(ended, e)
		}
	}
	for _, e := range new {
		if !was[e] {
			begun = append(begun, e)
		}
	}
	return ended, begun
}

func set(edges []store.Edge) map[store.Edge]bool {
	out := make(map[store.Edge]bool, len(edges))
	for _, e := range edges {
		out[e] = true
	}
	return out
}

// distinct leaves each edge once.
func distinct(edges []store.Edge) []store.Edge {
	seen := make(map[store.Edge]bool, len(edges))
	var out []store.Edge
	for _, e := range edges {
		if !seen[e] {
			seen[e] = true
			out = append(out, e)
		}
	}
	return out
}

// sumOf tells whether a node's fields or texts have changed. Maps are written sorted by key.
func sumOf(n *store.Node) string {
	fields := make(map[string]any, len(n.Fields))
	for column, v := range n.Fields {
		if v != nil {
			fields[column] = v
		}
	}
	// Strings, whole numbers and booleans never fail.
	text, _ := json.Marshal([]any{fields, n.Texts})
	return value.Hash(string(text))
}

// nodeRow is the row that writes a node: its id and its columns, null where it has none.
func nodeRow(t *schema.Type, n *store.Node, sum string, edges []store.Edge) []any {
	columns := map[string]any{"_type": t.Name, "_sum": sum, "_name": nil, "_edges": nil}
	for _, f := range t.Leaves() {
		v := n.Fields[f.Column]
		columns[f.Column] = v
		if f.Kind == schema.String {
			columns[folded(f.Column)] = nil
			if s, ok := v.(string); ok {
				columns[folded(f.Column)] = value.Fold(s)
			}
		}
	}
	if len(n.Texts) > 0 {
		columns["_name"] = strings.Join(value.Words(n.Texts[0].Text), " ")
	}
	if len(edges) > 0 {
		columns["_edges"] = encodeEdges(edges)
	}
	return []any{n.ID, columns}
}

// encodeEdges is how a node keeps the edges that it owns.
func encodeEdges(edges []store.Edge) []string {
	out := make([]string, len(edges))
	for i, e := range edges {
		text, _ := json.Marshal([...]string{e.Type, e.From, e.To, e.Fact, e.Role, e.Group}) // strings never fail
		out[i] = string(text)
	}
	return out
}

func decodeEdges(v any) ([]store.Edge, error) {
	list, _ := v.([]any)
	out := make([]store.Edge, len(list))
	for i, x := range list {
		var cells [6]string
		text, _ := x.(string)
		if err := json.Unmarshal([]byte(text), &cells); err != nil {
			return nil, fmt.Errorf("the edges that a node owns cannot be read: %w", err)
		}
		out[i] = store.Edge{Type: cells[0], From: cells[1], To: cells[2], Fact: cells[3], Role: cells[4], Group: cells[5]}
	}
	return out, nil
}
