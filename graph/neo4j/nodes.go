package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// nodeChanges are the rows that make and change nodes and their texts.
type nodeChanges struct {
	created, updated []any // [id, columns]
	textless         []any // ids of nodes whose texts go
	texts            []any // [id, words, folded, count, field, place, text]
}

func (c *nodeChanges) empty() bool { return len(c.created)+len(c.updated) == 0 }

func (c *nodeChanges) add(old *state, row []any, n *store.Node, sum string) {
	if old.there() {
		c.updated = append(c.updated, row)
	} else {
		c.created = append(c.created, row)
	}
	if sum == old.sum {
		return
	}
	if old.there() {
		c.textless = append(c.textless, n.ID)
	}
	for _, t := range n.Texts {
		if words := value.Words(t.Text); len(words) > 0 {
			terms := make([]string, len(words))
			for i, w := range words {
				terms[i] = value.Term(w)
			}
			c.texts = append(c.texts, []any{n.ID, strings.Join(terms, " "), strings.Join(words, " "), int64(len(words)),
				string(t.Field), textPlace(t.Field), t.Text})
		}
	}
}

// textPlace is the place of a text field in the ranking, from 1; 0 where it is none.
func textPlace(f store.TextField) int64 {
	return int64(1 + slices.Index([]store.TextField{store.TextName, store.TextOther, store.TextWording, store.TextPassage}, f))
}

func (w *writer) nodes(ctx context.Context, c *changes) error {
	for _, step := range []struct {
		text string
		rows []any
	}{
		{"CREATE (n:Node {id: row[0]}) SET n += row[1]", c.nodes.created},
		{"MATCH (n:Node {id: row[0]}) SET n += row[1]", c.nodes.updated},
		{"MATCH (n:Node {id: row})<-[:" + textOf + "]-(x) DETACH DELETE x", c.nodes.textless},
		{"MATCH (n:Node {id: row[0]}) CREATE (n)<-[:" + textOf + "]-" +
			"(:_Text {words: row[1], folded: row[2], count: row[3], field: row[4], place: row[5], text: row[6]})", c.nodes.texts},
	} {
		if err := w.rows(ctx, step.text, step.rows); err != nil {
			return err
		}
	}
	return nil
}

// spellChanges are the spells that end and begin, by type.
type spellChanges struct {
	ended, begun map[*schema.Type][]any // ids; [id, since, until, authority]
}

func newSpellChanges() spellChanges {
	return spellChanges{map[*schema.Type][]any{}, map[*schema.Type][]any{}}
}

func (c spellChanges) empty() bool { return len(c.ended)+len(c.begun) == 0 }

func (c spellChanges) end(t *schema.Type, id string) { c.ended[t] = append(c.ended[t], id) }

func (c spellChanges) begin(t *schema.Type, id string, s store.Span) {
	c.begun[t] = append(c.begun[t], []any{id, int64(s.Since), int64(s.Until), s.Authority})
}

func (w *writer) spells(ctx context.Context, c spellChanges) error {
	for _, t := range w.s.model.Types { // in the model's order, so that equal batches send equal statements
		if err := w.rows(ctx, endSpells(t), c.ended[t]); err != nil {
			return err
		}
		if err := w.rows(ctx, beginSpells(t), c.begun[t]); err != nil {
			return err
		}
	}
	return nil
}

func beginSpells(t *schema.Type) string {
	spell := fmt.Sprintf("id: row[0], told: $now, ended: %d, since: row[1], until: row[2], authority: row[3]", stillKnown)
	if !t.Clocked {
		spell = fmt.Sprintf("id: row[0], told: %d, ended: %d, since: %d, until: %d, authority: row[3]", alwaysKnown, stillKnown, openStart, openEnd)
	}
	return fmt.Sprintf("MATCH (n:Node {id: row[0]}) "+
		"SET n%s, n._told = $now, n._ended = %d, n._since = row[1], n._until = row[2], n._authority = row[3] %s"+
		"CREATE (n)<-[:%s]-(%s {%s})", labels(t), stillKnown, ifEntity(t, "REMOVE n:"+gone+" "), spellOf, pastLabels(t), spell)
}

// endSpells ends them; of what no clock hides nothing is kept.
func endSpells(t *schema.Type) string {
	end := "SET s.ended = $now"
	if !t.Clocked {
		end = "DETACH DELETE s"
	}
	return fmt.Sprintf("MATCH (n:Node {id: row}) SET n._ended = $now REMOVE n%s %s"+
		"WITH n MATCH (n)<-[:%s]-(s) WHERE s.ended = %d %s", labels(t), ifEntity(t, "SET n:"+gone+" "), spellOf, stillKnown, end)
}

// ifEntity is a clause for entities alone.
func ifEntity(t *schema.Type, clause string) string {
	if t.Class == schema.Entity {
		return clause
	}
	return ""
}
