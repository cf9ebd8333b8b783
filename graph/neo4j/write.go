package neo4j

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// batchRows is how many rows one statement of a write carries.
const batchRows = 10_000

// Upsert applies a batch in one transaction. What a batch changes is found by comparing it with what stands, in Go; what
// readers see without a clock is then made anew for the pairs, groups and entities that were touched.
func (s *Store) Upsert(ctx context.Context, b *store.Batch) (value.Instant, error) {
	if err := ctx.Err(); err != nil {
		return 0, fmt.Errorf("neo4j: %w", err)
	}
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer func() { _ = session.Close(ctx) }()
	tx, err := session.BeginTransaction(ctx, serverTimeout(ctx))
	if err != nil {
		return 0, fmt.Errorf("neo4j: write: %w", mapped(ctx, err))
	}
	defer func() { _ = tx.Close(ctx) }() // rolls back what was not committed
	w := &writer{s: s, tx: tx}
	last, err := w.apply(ctx, b)
	if err == nil && w.changed {
		err = s.commits.commit(ctx, func() error { return tx.Commit(ctx) })
	}
	if err != nil {
		return 0, fmt.Errorf("neo4j: write: %w", mapped(ctx, err))
	}
	return last, nil
}

// writer is one transaction.
type writer struct {
	s       *Store
	tx      runner
	now     int64
	changed bool
}

// runner is a transaction of either kind.
type runner interface {
	Run(ctx context.Context, text string, args map[string]any) (neo4j.ResultWithContext, error)
}

// lock makes every other writer wait until this transaction is over, and gives the last instant.
func (w *writer) lock(ctx context.Context) (int64, error) {
	key := map[string]any{"key": metaKey}
	if _, err := w.one(ctx, "MERGE (m:_Meta {key: $key}) SET m.locked = true", key); err != nil {
		return 0, err
	}
	// Read by a statement of its own, which surely begins once the lock is held.
	v, err := w.one(ctx, "MATCH (m:_Meta {key: $key}) RETURN coalesce(m.last, 0) AS v", key)
	if err != nil {
		return 0, err
	}
	return v.(int64), nil
}

// apply carries out a batch and gives the last instant after it.
func (w *writer) apply(ctx context.Context, b *store.Batch) (value.Instant, error) {
	last, err := w.lock(ctx)
	if err != nil {
		return 0, err
	}
	if int64(b.Base) != last {
		return 0, fmt.Errorf("%w: the batch was resolved at %s, the last change was at %s", store.ErrConflict, b.Base, value.Instant(last))
	}
	w.now = max(int64(w.s.clock()), last+1)
	if err := checkNodes(w.s.model, b.Nodes); err != nil {
		return 0, err
	}
	states, err := w.states(ctx, b.Nodes)
	if err != nil {
		return 0, err
	}
	if err := w.checkEnds(ctx, b.Nodes, states); err != nil {
		return 0, err
	}
	aliases, err := w.aliases(ctx, b.Aliases, states)
	if err != nil {
		return 0, err
	}
	c := compare(w.s.model, b.Nodes, states)
	if w.changed = !c.empty() || len(aliases) > 0; !w.changed {
		return value.Instant(last), nil
	}
	if err := w.write(ctx, c); err != nil {
		return 0, err
	}
	taken := slices.DeleteFunc(slices.Clone(aliases), func(row any) bool { return row.([]any)[1] != nil })
	if err := w.rows(ctx, "MATCH (a:_Alias {id: row[0]}) DELETE a", taken); err != nil {
		return 0, err
	}
	given := slices.DeleteFunc(slices.Clone(aliases), func(row any) bool { return row.([]any)[1] == nil })
	if err := w.rows(ctx, "MERGE (a:_Alias {id: row[0]}) SET a.of = row[1]", given); err != nil {
		return 0, err
	}
	_, err = w.one(ctx, "MATCH (m:_Meta {key: $key}) SET m.last = $last", map[string]any{"key": metaKey, "last": w.now})
	return value.Instant(w.now), err
}

// write carries out changes, then lists and delists entities until no more change by it.
func (w *writer) write(ctx context.Context, c *changes) error {
	if err := w.nodes(ctx, c); err != nil {
		return err
	}
	for !c.spells.empty() || !c.edges.empty() || len(c.entities) > 0 {
		if err := w.spells(ctx, c.spells); err != nil {
			return err
		}
		if err := w.edges(ctx, c.edges); err != nil {
			return err
		}
		next, err := w.listing(ctx, c)
		if err != nil {
			return err
		}
		c = next
	}
	return nil
}

// checkEnds refuses edges that lead to or rest on what is not there, and nodes that are there with another type.
func (w *writer) checkEnds(ctx context.Context, nodes []store.Node, states map[string]*state) error {
	missing := map[string]bool{}
	for _, n := range nodes {
		if old := states[n.ID]; old.there() && old.typ != n.Type {
			return invalid("node %q is of type %s, not %s", n.ID, old.typ, n.Type)
		}
		for _, e := range n.Edges {
			for _, id := range needs(e) {
				if states[id] == nil {
					missing[id] = true
				}
			}
		}
	}
	if err := w.find(ctx, missing); err != nil || len(missing) == 0 {
		return err
	}
	for _, n := range nodes {
		for _, e := range n.Edges {
			if slices.ContainsFunc(needs(e), func(id string) bool { return missing[id] }) {
				return invalid("node %q: edge %s from %q to %q on %q: an end is missing", n.ID, e.Type, e.From, e.To, e.Fact)
			}
		}
	}
	return nil
}

// needs are the ids of the nodes that an edge cannot be without.
func needs(e store.Edge) []string {
	if e.Fact == "" {
		return []string{e.From, e.To}
	}
	return []string{e.From, e.To, e.Fact}
}

// find takes the ids of nodes that are there out of a set.
func (w *writer) find(ctx context.Context, ids map[string]bool) error {
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(ids)), batchRows) {
		v, err := w.one(ctx, "UNWIND $rows AS row MATCH (n:Node {id: row}) RETURN collect(n.id) AS v", map[string]any{"rows": chunk})
		if err != nil {
			return err
		}
		for _, id := range v.([]any) {
			delete(ids, id.(string))
		}
	}
	return nil
}

// states reads what is kept of a batch's nodes. Each has an entry, whether it is there or not.
func (w *writer) states(ctx context.Context, nodes []store.Node) (map[string]*state, error) {
	out := make(map[string]*state, len(nodes))
	ids := make([]string, len(nodes))
	for i, n := range nodes {
		ids[i], out[n.ID] = n.ID, &state{}
	}
	for chunk := range slices.Chunk(ids, batchRows) {
		v, err := w.one(ctx, "UNWIND $rows AS row MATCH (n:Node {id: row}) "+
			"RETURN collect([n.id, n._type, n._ended, n._since, n._until, n._authority, n._sum, n._edges]) AS v", map[string]any{"rows": chunk})
		if err != nil {
			return nil, err
		}
		for _, row := range v.([]any) {
			r := row.([]any)
			st := out[r[0].(string)]
			if err := st.read(r[1:]); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// one runs a statement of one value, or of none.
func (w *writer) one(ctx context.Context, text string, args map[string]any) (any, error) {
	w.s.trace(ctx, text, args)
	result, err := w.tx.Run(ctx, text, args)
	if err != nil {
		return nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	return records[0].Values[0], nil
}

// rows runs a statement for each of many rows, a batch at a time. The statement may read $now.
func (w *writer) rows(ctx context.Context, text string, rows []any) error {
	for chunk := range slices.Chunk(rows, batchRows) {
		if _, err := w.one(ctx, "UNWIND $rows AS row "+text, map[string]any{"rows": chunk, "now": w.now}); err != nil {
			return err
		}
	}
	return nil
}

// entityTypes are the concrete types of entities.
func entityTypes(m *schema.Model) []string {
	var out []string
	for _, t := range m.Types {
		if !t.Interface && t.Class == schema.Entity {
			out = append(out, t.Name)
		}
	}
	return out
}
