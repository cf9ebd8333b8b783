package neo4j

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// edgeChanges are the edges that end and begin, by type.
type edgeChanges struct {
	ended, begun map[string][]any // [from, to, owner, fact, role, group]; and [folded role, since, until, authority, told]
	pairs        map[string]map[[2]string]bool
}

func newEdgeChanges() edgeChanges {
	return edgeChanges{map[string][]any{}, map[string][]any{}, map[string]map[[2]string]bool{}}
}

func (c edgeChanges) empty() bool { return len(c.ended)+len(c.begun) == 0 }

func (c edgeChanges) end(owner string, edges []store.Edge) {
	for _, e := range edges {
		c.touch(e)
		c.ended[e.Type] = append(c.ended[e.Type], edgeRow(owner, e))
	}
}

func (c edgeChanges) begin(t *schema.Type, owner string, edges []store.Edge, s store.Span) {
	for _, e := range edges {
		c.touch(e)
		row := edgeRow(owner, e)
		if t.Clocked {
			row = append(row, foldedOrNull(e.Role), int64(s.Since), int64(s.Until), s.Authority, nil)
		} else {
			row = append(row, foldedOrNull(e.Role), openStart, openEnd, s.Authority, alwaysKnown)
		}
		c.begun[e.Type] = append(c.begun[e.Type], row)
	}
}

func (c edgeChanges) touch(e store.Edge) {
	if c.pairs[e.Type] == nil {
		c.pairs[e.Type] = map[[2]string]bool{}
	}
	c.pairs[e.Type][[2]string{e.From, e.To}] = true
}

func edgeRow(owner string, e store.Edge) []any {
	return []any{e.From, e.To, owner, orNull(e.Fact), orNull(e.Role), orNull(e.Group)}
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func foldedOrNull(s string) any { return orNull(value.Fold(s)) }

func (w *writer) edges(ctx context.Context, c edgeChanges) error {
	kinds := edgeKinds(w.s.model)
	types := slices.Sorted(maps.Keys(c.pairs))
	for _, t := range types {
		if err := w.rows(ctx, endEdges(t, kinds[t]), c.ended[t]); err != nil {
			return err
		}
		if err := w.rows(ctx, beginEdges(t, kinds[t]), c.begun[t]); err != nil {
			return err
		}
	}
	for _, t := range types {
		var err error
		switch kinds[t] {
		case derived:
			err = w.rows(ctx, renewPairs(t), pairRows(c.pairs[t]))
		case latest:
			err = w.rows(ctx, renewLatest(t), startRows(c.pairs[t]))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ends finds the two nodes of a row.
const ends = "MATCH (a:Node {id: row[0]}) MATCH (b:Node {id: row[1]}) "

// same are the conditions under which an edge that stands is that of a row.
var same = fmt.Sprintf("r.ended = %d", stillKnown) +
	" AND coalesce(r.fact = row[3], row[3] IS NULL AND r.fact IS NULL) AND coalesce(r.role = row[4], row[4] IS NULL AND r.role IS NULL)" +
	" AND coalesce(r.grp = row[5], row[5] IS NULL AND r.grp IS NULL)"

// endEdges ends edges that stand; of what no clock hides nothing is kept. The subquery makes the server look between the two
// nodes from the one that has fewer edges, however many a hub at the other end has; without it the plan may start at the hub.
// Of a derived type very many may state one pair, so they are found by their owner.
func endEdges(t string, kind edgeKind) string {
	end := fmt.Sprintf("SET r.ended = $now WITH r WHERE r.told = %d DELETE r", alwaysKnown)
	switch kind {
	case derived:
		return fmt.Sprintf("MATCH (a)-[r:%s]->(b) USING INDEX r:%[1]s(owner) WHERE r.owner = row[2] AND a.id = row[0] AND b.id = row[1] AND %s %s",
			past(t), same, end)
	case latest:
		return fmt.Sprintf("%sCALL (a, b, row) { MATCH (a)-[r:%s]->(b) WHERE r.owner = row[2] AND %s %s }", ends, past(t), same, end)
	}
	return fmt.Sprintf("%sCALL (a, b, row) { MATCH (a)-[r:%s]->(b) WHERE %s OPTIONAL MATCH (a)-[p:%s]->(b) DELETE p WITH r %s }",
		ends, past(t), same, t, end)
}

// beginEdges begins them, and shows the plain ones to readers. The owner of a plain one is the node that it leads from.
func beginEdges(t string, kind edgeKind) string {
	owner := "owner: row[2], "
	if kind == plain {
		owner = ""
	}
	s := fmt.Sprintf("%sCREATE (a)-[:%s {%sfact: row[3], role: row[4], role_fold: row[6], grp: row[5], since: row[7], until: row[8], "+
		"authority: row[9], told: coalesce(row[10], $now), ended: %d}]->(b)", ends, past(t), owner, stillKnown)
	if kind == plain {
		s += fmt.Sprintf(" CREATE (a)-[:%s {fact: row[3], role: row[4], role_fold: row[6], since: %s, until: %s}]->(b)",
			t, closed("row[7]", schema.Since), closed("row[8]", schema.Until))
	}
	return s
}

// shown are the columns of an edge that readers see; null where it is open.
var shown = fmt.Sprintf("{fact: r.fact, role: r.role, role_fold: r.role_fold, since: %s, until: %s}",
	closed("r.since", schema.Since), closed("r.until", schema.Until))

// bestFirst is the order in which the edges of a pair stand.
const bestFirst = "ORDER BY r.since DESC, r.authority DESC, r.owner"

// renewPairs shows of each pair the best edge that stands.
func renewPairs(t string) string {
	return fmt.Sprintf("%sCALL (a, b) { MATCH (a)-[r:%s]->(b) WHERE r.ended = %d WITH a, b, r %s LIMIT 1 "+
		"MERGE (a)-[p:%s]->(b) SET p = %s RETURN count(*) AS n } "+
		"WITH a, b, n WHERE n = 0 MATCH (a)-[p:%[5]s]->(b) DELETE p", ends, past(t), stillKnown, bestFirst, t, shown)
}

// renewLatest shows, of each group at a node, the edges that no other outweighs, and of those the best of each pair.
func renewLatest(t string) string {
	return fmt.Sprintf("MATCH (a:Node {id: row}) "+
		"CALL (a) { MATCH (a)-[r:%s]->() WHERE r.ended = %d AND r.grp IS NOT NULL "+
		"WITH r.grp AS g, max([r.since, r.authority]) AS top, collect(r) AS all "+
		"UNWIND [x IN all WHERE [x.since, x.authority] = top] AS r "+
		"WITH endNode(r) AS b, r %s WITH b, head(collect(r)) AS r RETURN collect([b, r]) AS best } "+
		"CALL (a, best) { MATCH (a)-[p:%s]->(b) WHERE NOT b IN [x IN best | x[0]] DELETE p } "+
		"UNWIND best AS pair WITH a, pair[0] AS b, pair[1] AS r "+
		"MERGE (a)-[p:%[4]s]->(b) SET p = %[5]s", past(t), stillKnown, bestFirst, t, shown)
}

func pairRows(pairs map[[2]string]bool) []any {
	out := make([]any, 0, len(pairs))
	for p := range pairs {
		out = append(out, []any{p[0], p[1]})
	}
	return out
}

func startRows(pairs map[[2]string]bool) []any {
	starts := map[string]bool{}
	for p := range pairs {
		starts[p[0]] = true
	}
	out := make([]any, 0, len(starts))
	for id := range starts {
		out = append(out, id)
	}
	return out
}
