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
	if fact, _, _, _ := s.model.History(); fact == nil {
		return []store.Change{}, nil
	}
	args := map[string]any{"at": int64(q.After.At), "key": q.After.Key, "n": int64(q.Limit)}
	if len(q.Of) > 0 {
		args["of"] = q.Of
	}
	text := changesText(s.model, len(q.Of) > 0)
	for { // all that was looked at may be evidence that only goes on
		var cell any
		err := s.commits.whole(ctx, func() (err error) {
			cell, err = s.query(ctx, text, args)
			return err
		})
		if err != nil {
			return nil, err
		}
		upTo, out := cell.([]any)[0].(int64), changesOf(cell.([]any)[1].([]any))
		if len(out) > 0 || upTo >= stillKnown {
			return out, nil
		}
		args["at"], args["key"] = upTo+1, ""
	}
}

// changesOf reads [[at, key, [[id, began, ended]...]]...].
func changesOf(groups []any) []store.Change {
	out := []store.Change{}
	for _, g := range groups {
		group := g.([]any)
		c := store.Change{Place: store.Place{At: value.Instant(group[0].(int64)), Key: group[1].(string)}}
		for _, f := range group[2].([]any) {
			c.Add(f.([]any)[0].(string), f.([]any)[1].(bool), f.([]any)[2].(bool))
		}
		out = append(out, c)
	}
	return out
}

// changesText is the statement; of says that it is asked of the facts of some nodes.
func changesText(m *schema.Model, of bool) string {
	fact, key, evidence, printed := m.History()
	edge := "(f)<-[x:" + past(evidence.Type) + "]-(e)"
	if evidence.Out {
		edge = "(f)-[x:" + past(evidence.Type) + "]->(e)"
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
			what, words := j, "null"
			if i > 0 {
				what, words = j+2, "coalesce(e."+printed.Column+", '')"
			}
			events = append(events, fmt.Sprintf("MATCH %s WHERE x.%s >= $at AND x.%[2]s <= u AND x.%[2]s < %d RETURN f.id AS id, f.%s AS key, x.%[2]s AS at, %[5]d AS what, %[6]s AS words",
				pattern, column, stillKnown, key.Column, what, words))
		}
	}
	var b strings.Builder
	if of {
		named := fact.Rel("entities")
		fmt.Fprintf(&b, "WITH %[2]d AS u CALL (u) { MATCH (n:Node)<-[:%[1]s]-(f) WHERE n.id IN $of WITH DISTINCT f, u CALL (f, u) { %[3]s } ", past(named.Type), stillKnown, strings.Join(events, " UNION ALL "))
	} else {
		fmt.Fprintf(&b, "CALL () { %s } WITH min(u) AS u CALL (u) { CALL (u) { %s } ", strings.Join(bounds, " UNION ALL "), strings.Join(events, " UNION ALL "))
	}
	b.WriteString("WITH at, key, id, what, words ORDER BY words WITH at, key, id, collect(what) AS what, " +
		"collect(CASE what WHEN 2 THEN words END) AS told, collect(CASE what WHEN 3 THEN words END) AS gone " +
		"WHERE (at > $at OR key > $key) AND (0 IN what OR 1 IN what OR told <> gone) " +
		"WITH at, key, id, what ORDER BY id WITH at, key, collect([id, 0 IN what, 1 IN what]) AS facts ORDER BY at, key LIMIT $n RETURN collect([at, key, facts]) AS v } RETURN [u, v] AS v")
	return b.String()
}
