package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"councilgraph/graph/query"
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
	for next := *q; ; { // all that was looked at may be evidence that only goes on
		statement, args := s.changes(&next)
		store.Trace(ctx, statement)
		if s.trace != nil {
			s.trace(statement, args)
		}
		answer, err := s.ask(ctx, statement, args)
		if err != nil {
			return nil, err
		}
		cell, err := decode(answer)
		if err != nil {
			return nil, err
		}
		upTo, out := cell.([]any)[0].(int64), changesOf(cell.([]any)[1])
		if len(out) > 0 || upTo >= maxInstant-1 {
			return out, nil
		}
		next.After = store.Place{At: value.Instant(upTo + 1)}
	}
}

// changes is the statement: ?1 and ?2 are the place, ?3 the limit, ?4 the ids of the nodes.
func (n *names) changes(q *store.ChangesQuery) (string, []any) {
	fact, key, evidence, printed := n.model.History()
	args := []any{int64(q.After.At), q.After.Key, q.Limit}
	at := "dst"
	if evidence.Out {
		at = "src"
	}
	ofEvidence := "e.type = " + strconv.FormatInt(n.codes[evidence.Type], 10)
	spells := table(fact) + " x CROSS JOIN spell s ON s.pk = x.pk"
	edges := table(fact) + " x CROSS JOIN edge e ON e." + at + " = x.pk AND " + ofEvidence
	bound, these := strconv.FormatInt(maxInstant-1, 10), ""
	if len(q.Of) > 0 {
		ids, _ := json.Marshal(q.Of) // texts
		args = append(args, string(ids))
		named := fact.Rel("entities")
		these = " AND x.pk IN (SELECT c.src FROM node n CROSS JOIN edge c ON c.dst = n.pk AND c.type = " + strconv.FormatInt(n.codes[named.Type], 10) +
			" WHERE n.id IN (SELECT value FROM json_each(?4)))"
	} else {
		spells = "spell s CROSS JOIN " + table(fact) + " x ON x.pk = s.pk"
		edges = "edge e CROSS JOIN " + table(fact) + " x ON x.pk = e." + at
		these = " AND " + ofEvidence
		next := func(from, column string, also string) string {
			return "ifnull((SELECT " + column + " FROM " + from + " WHERE " + column + " > ?1" + also + " ORDER BY " + column + " LIMIT 1 OFFSET ?3 - 1), " + bound + ")"
		}
		bound = "min(" + next(spells, "s.told", "") + ", " + next(spells, "s.ended", "") + ", " + next(edges, "e.told", these) + ", " + next(edges, "e.ended", these) + ", " + bound + ")"
	}
	event := func(from, column, values, also string) string {
		return fmt.Sprintf("SELECT %s AS at, x.%s AS key, x.id AS id, %s FROM %s WHERE %[1]s BETWEEN ?1 AND (SELECT u FROM bound)%[5]s",
			column, quoted(key.Column), values, from, also)
	}
	words := " CROSS JOIN " + table(evidence.Target) + " w ON w.pk = e.owner"
	says := "ifnull(w." + quoted(printed.Column) + ", '')"
	ofSpells := these
	if len(q.Of) == 0 {
		ofSpells = ""
	}
	return "WITH bound(u) AS MATERIALIZED (SELECT " + bound + "), event AS (" +
		event(spells, "s.told", "1 AS began, 0 AS ended, NULL AS told, NULL AS gone", ofSpells) + " UNION ALL " +
		event(spells, "s.ended", "0, 1, NULL, NULL", ofSpells) + " UNION ALL " +
		event(edges+words, "e.told", "0, 0, "+says+", NULL", these) + " UNION ALL " +
		event(edges+words, "e.ended", "0, 0, NULL, "+says, these) + ")," +
		" one AS (SELECT at, key, id, max(began) AS began, max(ended) AS ended FROM event WHERE at > ?1 OR key > ?2 GROUP BY at, key, id" +
		" HAVING max(began) + max(ended) > 0 OR json_group_array(told ORDER BY told) FILTER (WHERE told IS NOT NULL)" +
		" <> json_group_array(gone ORDER BY gone) FILTER (WHERE gone IS NOT NULL))" +
		" SELECT concat('[', (SELECT u FROM bound), ',[', group_concat(v, ',' ORDER BY at, key), ']]') FROM (SELECT at, key, concat('[', at, ',', json_quote(key), ',['," +
		" group_concat(concat('[', json_quote(id), ',', began, ',', ended, ']'), ',' ORDER BY id), ']]') AS v FROM one GROUP BY at, key ORDER BY at, key LIMIT ?3)", args
}

// changesOf reads [[at, key, [[id, began, ended]...]]...].
func changesOf(cell query.Cell) []store.Change {
	out := []store.Change{}
	for _, g := range cell.([]any) {
		group := g.([]any)
		c := store.Change{Place: store.Place{At: value.Instant(group[0].(int64)), Key: group[1].(string)}}
		for _, f := range group[2].([]any) {
			c.Add(f.([]any)[0].(string), f.([]any)[1] == int64(1), f.([]any)[2] == int64(1))
		}
		out = append(out, c)
	}
	return out
}
