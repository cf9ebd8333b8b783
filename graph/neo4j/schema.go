package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/graph/schema"
)

// metaKey is the key of the one _Meta node.
const metaKey = "graph"

// awaitSeconds is how long indexes of a large graph may take to fill at open.
const awaitSeconds = 600

// object is a constraint or an index: its name, and the command that makes it.
type object struct{ name, command string }

// constraints are few, and each is made in a transaction of its own.
var constraints = []object{
	{"_node_id", "CREATE CONSTRAINT _node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE"},
	{"_alias_id", "CREATE CONSTRAINT _alias_id IF NOT EXISTS FOR (n:_Alias) REQUIRE n.id IS UNIQUE"},
	{"_meta_key", "CREATE CONSTRAINT _meta_key IF NOT EXISTS FOR (n:_Meta) REQUIRE n.key IS UNIQUE"},
}

// indexes are those that the model's reads and writes need.
func indexes(m *schema.Model) []object {
	out := []object{
		{textsKey, "CREATE FULLTEXT INDEX " + textsKey + " IF NOT EXISTS FOR (n:_Text) ON EACH [n.words] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"},
		{"_alias_of", "CREATE INDEX _alias_of IF NOT EXISTS FOR (n:_Alias) ON (n.of)"},
	}
	for _, t := range m.Types {
		for _, column := range indexed(m, t) {
			name := strings.ToLower(t.Name) + "_" + column
			out = append(out, object{name, fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR (n:%s) ON (n.%s)", name, label(t), column)})
		}
	}
	for _, t := range m.Types { // for what stands somewhere within a text
		for _, f := range t.Sought() {
			if f.Kind == schema.String {
				name := strings.ToLower(t.Name) + "_within_" + f.Column
				out = append(out, object{name, fmt.Sprintf("CREATE TEXT INDEX %s IF NOT EXISTS FOR (n:%s) ON (n.%s)", name, label(t), folded(f.Column))})
			}
		}
	}
	for _, column := range goneColumns(m) {
		out = append(out, object{"_gone_" + column, fmt.Sprintf("CREATE INDEX _gone_%s IF NOT EXISTS FOR (n:%s) ON (n.%[1]s)", column, gone)})
	}
	for _, t := range m.Types {
		for _, column := range spellColumns(t) {
			name := past(strings.ToLower(t.Name)) + column
			out = append(out, object{name, fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR (s:%s) ON (s.%s)", name, past(t.Name), column)})
		}
	}
	fact, _, evidence, _ := m.History()
	for _, column := range []schema.Span{schema.Told, schema.Ended} {
		if fact == nil {
			break
		}
		spell, edge := past(strings.ToLower(fact.Name))+string(column), past(strings.ToLower(evidence.Type))+string(column)
		out = append(out, object{spell, fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR (s:%s) ON (s.%s)", spell, past(fact.Name), column)},
			object{edge, fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR ()-[e:%s]-() ON (e.%s)", edge, past(evidence.Type), column)})
	}
	for _, edge := range m.EdgeTypes() {
		if edgeKinds(m)[edge] == derived {
			name := past(strings.ToLower(edge)) + "owner"
			out = append(out, object{name, fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR ()-[e:%s]-() ON (e.owner)", name, past(edge))})
		}
	}
	return out
}

// indexed are the columns of a type that pages are sorted by or that nodes are looked up by: its id, the day from which a fact
// counts, ids of others, dates, the texts that make up some type's id, and what else the model says is sought. Other text may be
// longer than an index can hold.
func indexed(m *schema.Model, t *schema.Type) []string {
	out := []string{"id"}
	for _, f := range t.Fields {
		switch {
		case !f.NonNull || f.Value != nil || f.Name == "id":
		case f.Span == schema.Since:
			out = append(out, ownSpan(f.Span))
		case f.Span != "":
		case f.Kind == schema.ID, f.Kind == schema.Date, f.Kind == schema.DateTime:
			out = append(out, f.Column)
		case f.Kind == schema.String && inKey(m, f.Name):
			out = append(out, f.Column, folded(f.Column))
		}
	}
	for _, f := range t.Sought() {
		column := f.Column
		if f.Kind == schema.String {
			column = folded(column)
		}
		if !slices.Contains(out, column) {
			out = append(out, column)
		}
	}
	return out
}

// goneColumns are those by which entities are found under a clock that are not known now.
func goneColumns(m *schema.Model) []string {
	var out []string
	for _, t := range m.Types {
		if entities(t) {
			out = append(out, indexed(m, t)...)
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(column string) bool { return column == "id" })
}

// spellColumns are the columns of a type's spells that pages under a clock are sorted by.
func spellColumns(t *schema.Type) []string {
	if t.Class == schema.Fact {
		return []string{"id", string(schema.Since)}
	}
	return []string{"id"}
}

// inKey says whether a field's name is in the key of some type.
func inKey(m *schema.Model, name string) bool {
	return slices.ContainsFunc(m.Types, func(t *schema.Type) bool { return slices.Contains(t.Key, name) })
}

// prepare brings the database in line with the model. It may run again and again, and side by side.
func (s *Store) prepare(ctx context.Context) error {
	// What a session wrote before, the next one must see, also on a cluster: bookmarks see to that.
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer func() { _ = session.Close(ctx) }()
	err := s.prepareIn(ctx, session)
	if err != nil {
		return fmt.Errorf("neo4j: open: %w", mapped(ctx, err))
	}
	return nil
}

func (s *Store) prepareIn(ctx context.Context, session neo4j.SessionWithContext) error {
	run := func(text string, args map[string]any) (any, error) {
		s.trace(ctx, text, args)
		return single(ctx, session, text, args)
	}
	have, err := run("SHOW INDEXES YIELD name RETURN collect(name) AS v", nil)
	if err != nil {
		return err
	}
	missing := func(o object) bool { return !slices.Contains(have.([]any), any(o.name)) }
	for _, o := range constraints {
		if missing(o) {
			if _, err := run(o.command, nil); err != nil {
				return err
			}
		}
	}
	if err := s.checkSchema(ctx, session); err != nil {
		return err
	}
	var made []object
	for _, o := range indexes(s.model) {
		if missing(o) {
			made = append(made, o)
		}
	}
	if len(made) == 0 {
		return nil
	}
	// One transaction for all: a commit each would take seconds.
	_, err = session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, o := range made {
			s.trace(ctx, o.command, nil)
			if result, err := tx.Run(ctx, o.command, nil); err != nil {
				return nil, err
			} else if _, err = result.Consume(ctx); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		return err
	}
	_, err = run("CALL db.awaitIndexes($seconds)", map[string]any{"seconds": int64(awaitSeconds)})
	return err
}

// single runs a statement of one value, or of none.
func single(ctx context.Context, session neo4j.SessionWithContext, text string, args map[string]any) (any, error) {
	result, err := session.Run(ctx, text, args)
	if err != nil {
		return nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	return records[0].Values[0], nil
}
