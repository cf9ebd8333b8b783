package neo4j

import (
	"context"
	"fmt"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Changes reads the spells of facts and the edges of their evidence that begin or end at the next instants: so many that each
// kind has Limit of them, or none is left. Of some nodes' facts it reads all.
func (s *Store) Changes(ctx context.Context, q *store.ChangesQuery) ([]store.Change, error) {
	if q.Limit < 1 {
		return nil, fmt.Errorf("%w: a limit of %d changes", store.ErrInvalid, q.Limit)
	}
	if fact, _, _ := s.model.History(); fact == nil {
		return []store.Change{}, nil
	}
	args := map[string]any{"at": int64(q.After.At), "key": q.After.Key, "n": int64(q.Limit)}
	if len(q.Of) > 0 {
		args["of"] = q.Of
	}
	var cell any
	err := s.commits.whole(ctx, func() (err error) {
		cell, err = s.query(ctx, changesText(s.model, len(q.Of) > 0), args)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := []store.Change{}
	for _, g := range cell.([]any) {
		group := g.([]any)
		c := store.Change{Place: store.Place{At: value.Instant(group[0].(int64)), Key: group[1].(string)}}
		for _, f := range group[2].([]any) {
			c.Add(f.([]any)[0].(string), f.([]any)[1].(bool), f.([]any)[2].(bool))
		}
		out = append(out, c)
	}
	return out, nil
}

// changesText is the statement; of says that it is asked of the facts of some nodes.
func changesText(m *schema.Model, of bool) string {
	fact, key, evidence := m.History()
	edge := "(f)<-[x:" + past(evidence.Type) + "]-()"
	if evidence.Out {
		edge = "(f)-[x:" + past(evidence.Type) + "]->()"
	}
	patterns := []string{"(x:" + past(fact.Name) + ")-[:" + spellOf + "]->(f)", edge}
	var bounds, events []string
	for i, pattern := range patterns {
		for j, column := range []schema.Span{schema.Told, schema.Ended} {
			bare := pattern
			if i == 0 {
				bare = "(x:" + past(fact.Name) + ")"
			}
			bounds = append(bounds, fmt.Sprintf("CALL () { MATCH %s WHERE x.%s > $at AND x.%[2]s < %d WITH x.%[2]s AS t ORDER BY t LIMIT $n RETURN collect(t) AS l } "+
				"RETURN CASE WHEN size(l) < $n THEN %[3]d ELSE l[-1] END AS u", bare, column, stillKnown))
			what := 2
			if i == 0 {
				what = j
			}
			events = append(events, fmt.Sprintf("MATCH %s WHERE x.%s >= $at AND x.%[2]s <= u AND x.%[2]s < %d RETURN f.id AS id, f.%s AS key, x.%[2]s AS at, %d AS what",
				pattern, column, stillKnown, key.Column, what))
		}
	}
	var b strings.Builder
	if of {
		named := fact.Rel("entities")
		fmt.Fprintf(&b, "MATCH (n:Node)<-[:%s]-(f) WHERE n.id IN $of WITH DISTINCT f, %d AS u CALL (f, u) { %s } ", past(named.Type), stillKnown, strings.Join(events, " UNION ALL "))
	} else {
		fmt.Fprintf(&b, "CALL () { %s } WITH min(u) AS u CALL (u) { %s } ", strings.Join(bounds, " UNION ALL "), strings.Join(events, " UNION ALL "))
	}
	b.WriteString("WITH at, key, id, collect(what) AS what WHERE at > $at OR key > $key " +
		"WITH at, key, id, what ORDER BY id WITH at, key, collect([id, 0 IN what, 1 IN what]) AS facts ORDER BY at, key LIMIT $n RETURN collect([at, key, facts]) AS v")
	return b.String()
}
