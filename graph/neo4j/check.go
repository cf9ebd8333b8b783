package neo4j

import (
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// indexLimit is how long the text of an indexed column may be in bytes; the server's own limit lies a little above.
const indexLimit = 8000

// checkNodes refuses what the model does not have.
func checkNodes(m *schema.Model, nodes []store.Node) error {
	seen := map[string]bool{}
	edges := edgeKinds(m)
	for i := range nodes {
		n := &nodes[i]
		t := m.Type(n.Type)
		switch {
		case t == nil || t.Interface:
			return invalid("node %q: no concrete type %q", n.ID, n.Type)
		case n.ID == "":
			return invalid("a node of type %s has no id", n.Type)
		case seen[n.ID]:
			return invalid("node %q is in the batch twice", n.ID)
		case len(n.ID) > indexLimit:
			return invalid("a node of type %s has an id of %d bytes; at most %d are kept", n.Type, len(n.ID), indexLimit)
		}
		seen[n.ID] = true
		if err := checkFields(m, t, n); err != nil {
			return err
		}
		for _, x := range n.Texts {
			if textPlace(x.Field) == 0 {
				return invalid("node %q: no text field %q", n.ID, x.Field)
			}
		}
		for _, e := range n.Edges {
			switch edges[e.Type] {
			case "":
				return invalid("node %q: no edge type %q", n.ID, e.Type)
			case plain:
				if e.From != n.ID {
					return invalid("node %q: an edge %s from %q is owned by that node", n.ID, e.Type, e.From)
				}
			}
		}
	}
	return nil
}

func checkFields(m *schema.Model, t *schema.Type, n *store.Node) error {
	kinds := map[string]schema.Kind{}
	for _, f := range t.Leaves() {
		kinds[f.Column] = f.Kind
	}
	keyed := indexed(m, t)
	for column, v := range n.Fields {
		kind, ok := kinds[column]
		switch v := v.(type) {
		case nil:
		case string:
			ok = ok && kind.Text()
			if ok && len(v) > indexLimit && (slices.Contains(keyed, column) || slices.Contains(keyed, folded(column))) {
				return invalid("node %q: %s.%s has %d bytes; at most %d are kept", n.ID, t.Name, column, len(v), indexLimit)
			}
		case bool:
			ok = ok && kind == schema.Boolean
		case int64:
			ok = ok && !kind.Text() && kind != schema.Boolean
		default:
			ok = false
		}
		if !ok {
			return invalid("node %q: %s.%s cannot be a %T", n.ID, t.Name, column, v)
		}
	}
	return nil
}
