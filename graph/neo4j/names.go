package neo4j

import (
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// How the graph is kept. What begins with _ is the store's own, so that no name of a schema can clash with it.
//
//	(:Node {id, COLUMN, COLUMN_fold, _type, _name, _sum, _edges, _told, _ended, _since, _until, _authority})
//	    One a node, known or not. _fold of Strings is the folded text; the span is that of the present or last spell;
//	    _edges are the edges that it owns while it is known, _sum tells whether its fields or texts have changed.
//	(:Node:_Known:TYPE:INTERFACE)
//	    The same node while it is known (an entity: listed). What reads without a clock reads these labels alone.
//	(:Node:_Gone)
//	    The same node, of an entity, while it is known no more.
//	(:Node_:TYPE_:INTERFACE_ {id, told, ended, since, until, authority})-[:_SPELL_OF]->(:Node)
//	    One a spell, the present one too. What reads with a clock reads these alone.
//	()-[:EDGE {fact, role, role_fold, since, until}]->()
//	    One a pair: the best of the edges that stand. since and until are null where they are open.
//	()-[:EDGE_ {owner, fact, role, role_fold, grp, since, until, authority, told, ended}]->()
//	    Every edge that stands or stood. Spells and edges that stand end at value.MaxInstant. A plain edge has no owner: it
//	    is the node that it leads from.
//	(:_Text {words, folded, count, field, place, text})-[:_TEXT_OF]->(:Node)
//	    What search finds a node by: words are value.Terms, under a full-text index.
//	(:_Alias {id, of})
//	    An id that answers with another node.
//	(:_Meta {key, last, schema})
//	    One: the lock of writers, the last instant, and the schema that the graph was made for.
const (
	known    = "_Known"
	gone     = "_Gone"
	spellOf  = "_SPELL_OF"
	textOf   = "_TEXT_OF"
	textsKey = "_texts" // the full-text index
)

// sentinels as they stand in statements; they never vary, so they are no parameters.
const (
	openStart   = int64(value.MinDay)
	openEnd     = int64(value.MaxDay)
	stillKnown  = int64(value.MaxInstant)
	alwaysKnown = int64(-1 << 62) // told of what no clock hides
)

// label is what a type's nodes carry while they are known.
func label(t *schema.Type) string {
	if t.Name == "Node" {
		return known
	}
	return t.Name
}

// labels are all that a concrete type's nodes carry while they are known, as Cypher writes them.
func labels(t *schema.Type) string {
	s := ":" + known
	for _, name := range t.Is {
		if name != "Node" {
			s += ":" + name
		}
	}
	return s
}

// past names the twin of a label or an edge type that holds every spell.
func past(name string) string { return name + "_" }

// pastLabels are those of a spell of a concrete type.
func pastLabels(t *schema.Type) string {
	s := ":" + past("Node")
	for _, name := range t.Is {
		if name != "Node" {
			s += ":" + past(name)
		}
	}
	return s
}

// folded names the column beside a String that holds its folded text.
func folded(column string) string { return column + "_fold" }

// ownSpan names the column of a node that holds a column of its present or last spell.
func ownSpan(column schema.Span) string { return "_" + string(column) }

// edgeKind says how the edges that readers see follow from those that nodes own.
type edgeKind string

const (
	plain   edgeKind = "plain"   // each is seen; its owner is the node that it leads from
	derived edgeKind = "derived" // several may state one pair
	latest  edgeKind = "latest"  // candidates, by group
)

// edgeKinds tells of every edge type of the model.
func edgeKinds(m *schema.Model) map[string]edgeKind {
	out := map[string]edgeKind{}
	for _, t := range m.Types {
		for _, r := range t.Rels {
			switch {
			case r.Latest != nil:
				out[r.Type] = latest
			case r.From != nil:
				out[r.Type] = derived
			case out[r.Type] == "":
				out[r.Type] = plain
			}
		}
	}
	return out
}

// concrete are the types that a node of the type may have, by name.
func concrete(types []*schema.Type) []string {
	var out []string
	for _, t := range types {
		for _, i := range t.Impl {
			out = append(out, i.Name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
