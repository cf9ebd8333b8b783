package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// fingerprint is what a database keeps of the schemas that it was opened with: all that must not change under what is stored.
type fingerprint struct {
	Layout int
	Types  map[string]typePrint
	Edges  map[string]edgeKind
}

type typePrint struct {
	Class   schema.Class
	Clocked bool
	Is      []string
	Columns map[string]columnPrint
}

type columnPrint struct {
	Kind    schema.Kind
	NonNull bool
	Values  []string `json:",omitempty"` // of an enum
}

// layoutVersion is that of what no schema tells. In 1, and where none was noted, the ids of facts held what they do not tell too.
const layoutVersion = 2

func newFingerprint(m *schema.Model) fingerprint {
	f := fingerprint{Layout: layoutVersion, Types: map[string]typePrint{}, Edges: edgeKinds(m)}
	for _, t := range m.Types {
		if t.Interface {
			continue
		}
		p := typePrint{Class: t.Class, Clocked: t.Clocked, Is: slices.Sorted(slices.Values(t.Is)), Columns: map[string]columnPrint{}}
		for _, leaf := range t.Leaves() {
			// A part that is never null is null where its whole value object is.
			nonNull := leaf.NonNull && (leaf.Of == nil || leaf.Of.NonNull)
			p.Columns[leaf.Column] = columnPrint{leaf.Kind, nonNull, enumValues(m, leaf)}
		}
		f.Types[t.Name] = p
	}
	return f
}

// enumValues are what a field of an enum may be; nil of any other field.
func enumValues(m *schema.Model, f *schema.Field) []string {
	if f.Kind != schema.Enum {
		return nil
	}
	return m.EnumValues(f.Enum)
}

// grown is the fingerprint of a database of an older schema once it serves a newer one: what the newer one has no more stays
// in it. It fails where what is stored does not fit.
func (f fingerprint) grown(newer fingerprint) (fingerprint, error) {
	if f.Layout != newer.Layout {
		return f, fmt.Errorf("%w: its layout is version %d, this program's is %d; load the records into an empty database", store.ErrSchema, max(f.Layout, 1), newer.Layout)
	}
	out := fingerprint{Layout: newer.Layout, Types: maps.Clone(f.Types), Edges: maps.Clone(f.Edges)}
	for name, kind := range newer.Edges {
		if old, ok := f.Edges[name]; ok && old != kind {
			return out, misfit("edges of type %s were %s and are %s now", name, old, kind)
		}
		out.Edges[name] = kind
	}
	for _, name := range slices.Sorted(maps.Keys(newer.Types)) {
		t := newer.Types[name]
		old, ok := f.Types[name]
		if !ok {
			out.Types[name] = t
			continue
		}
		if old.Class != t.Class || old.Clocked != t.Clocked || !slices.Equal(old.Is, t.Is) {
			return out, misfit("type %s has other interfaces or another class than before", name)
		}
		columns := maps.Clone(old.Columns)
		for _, column := range slices.Sorted(maps.Keys(t.Columns)) {
			c := t.Columns[column]
			was, ok := old.Columns[column]
			switch {
			case !ok && c.NonNull:
				return out, misfit("%s.%s is new and never null: make it nullable", name, column)
			case ok && was.Kind != c.Kind:
				return out, misfit("%s.%s was of kind %s and is %s now: give the new field another name", name, column, was.Kind, c.Kind)
			case ok && !was.NonNull && c.NonNull:
				return out, misfit("%s.%s may be null in what is stored: leave it nullable", name, column)
			}
			columns[column] = c
		}
		t.Columns = columns
		out.Types[name] = t
	}
	return out, nil
}

func misfit(format string, args ...any) error {
	return fmt.Errorf("%w: %s; or use an empty database and load the records again", store.ErrSchema, fmt.Sprintf(format, args...))
}

// checkSchema makes the _Meta node, compares the schema that the database was made for, and notes the present one.
func (s *Store) checkSchema(ctx context.Context, session neo4j.SessionWithContext) error {
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		w := &writer{s: s, tx: tx}
		last, err := w.lock(ctx)
		if err != nil {
			return nil, err
		}
		now := newFingerprint(s.model)
		noted, err := w.one(ctx, "MATCH (m:_Meta {key: $key}) RETURN m.schema AS v", map[string]any{"key": metaKey})
		if err != nil {
			return nil, err
		}
		if text, ok := noted.(string); ok && last != 0 { // an empty graph fits any schema
			var old fingerprint
			if err := json.Unmarshal([]byte(text), &old); err != nil {
				return nil, misfit("the note of its schema cannot be read (%v)", err)
			}
			if now, err = old.grown(now); err != nil {
				return nil, err
			}
			if err := w.checkEnums(ctx, old); err != nil {
				return nil, err
			}
		}
		text, err := json.Marshal(now)
		if err != nil || noted == any(string(text)) {
			return nil, err
		}
		return w.one(ctx, "MATCH (m:_Meta {key: $key}) SET m.schema = $schema", map[string]any{"key": metaKey, "schema": string(text)})
	})
	return err
}

// checkEnums refuses a model whose enum has no more what a node has, now or in the past: no answer could tell it.
func (w *writer) checkEnums(ctx context.Context, old fingerprint) error {
	for _, t := range w.s.model.Types {
		if t.Interface {
			continue
		}
		for _, f := range t.Leaves() {
			values := enumValues(w.s.model, f)
			lost := slices.DeleteFunc(slices.Clone(old.Types[t.Name].Columns[f.Column].Values), func(v string) bool { return slices.Contains(values, v) })
			if len(lost) == 0 {
				continue
			}
			text := fmt.Sprintf("MATCH (n:Node|%s) WHERE (n:%[1]s OR n._type = $type) AND n.%[2]s IN $lost RETURN n.%[2]s AS v LIMIT 1", past(t.Name), f.Column)
			found, err := w.one(ctx, text, map[string]any{"type": t.Name, "lost": lost})
			if err != nil {
				return err
			}
			if found != nil {
				return misfit("%s.%s is %v in some nodes, which %s has no more: keep that value, deprecated", t.Name, f.Column, found, f.Enum)
			}
		}
	}
	return nil
}
