package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// refused is a file that cannot be brought to the model in place.
func refused(format string, args ...any) error {
	return fmt.Errorf("%w: %s; load the records into a new file", store.ErrSchema, fmt.Sprintf(format, args...))
}

// name is what a type, a field or an edge type may be called: it goes into statements as it is.
var name = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)

// checkNames refuses a model whose names cannot be those of tables and columns. SQLite does not tell case.
func checkNames(m *schema.Model) error {
	seen := map[string]string{}
	unique := func(where, n string) error {
		k := strings.ToLower(where + "." + n)
		if old, ok := seen[k]; ok || !name.MatchString(n) {
			return refused("%s %q cannot be a name beside %q", where, n, old)
		}
		seen[k] = n
		return nil
	}
	for _, t := range m.Types {
		if err := unique("type", t.Name); err != nil {
			return err
		}
		for _, f := range t.Leaves() {
			for _, c := range leafColumns(f) {
				if err := unique(t.Name, c.name); err != nil {
					return err
				}
			}
		}
		for _, reserved := range []string{"pk", "id"} {
			if err := unique(t.Name, reserved); err != nil {
				return err
			}
		}
	}
	for _, e := range m.EdgeTypes() {
		if err := unique("edge type", e); err != nil {
			return err
		}
	}
	return nil
}

// migrator brings a file to a model, in one transaction.
type migrator struct {
	model *schema.Model
	tx    *tx
}

// migrate makes the tables of an empty file, and those that a file made for an earlier model lacks.
func migrate(ctx context.Context, r *reader, m *schema.Model) error {
	if err := checkNames(m); err != nil {
		return err
	}
	return transact(ctx, r, func(t *tx) (bool, error) {
		g := &migrator{model: m, tx: t}
		current, err := g.open()
		if err != nil || current {
			return false, err
		}
		for _, step := range []func() error{g.types, g.fields, g.interfaces, g.indexes, g.edgeTypes, g.history} {
			if err := step(); err != nil {
				return false, err
			}
		}
		return true, t.exec("UPDATE meta SET schema = ?1", fingerprint(m))
	})
}

// fingerprint is all that the tables depend on, so that a file that has it needs no second look.
func fingerprint(m *schema.Model) string {
	h := sha256.New()
	for _, t := range m.Types {
		fmt.Fprintln(h, t.Name, t.Class, t.Clocked, t.Interface, createTable(t), indexes(m, t))
		for _, i := range t.Impl {
			fmt.Fprintln(h, i.Name)
		}
		for _, f := range t.Leaves() {
			fmt.Fprintln(h, f.Column, kindOf(f), nonNull(f), enumValues(m, f))
		}
	}
	fmt.Fprintln(h, m.EdgeTypes(), m.Citing(), historyIndexes(m))
	return hex.EncodeToString(h.Sum(nil))
}

// open makes the fixed tables of an empty file, and says whether the file is at the model already.
func (g *migrator) open() (current bool, err error) {
	var tables, ours int
	if _, err := g.tx.row("SELECT count(*), count(*) FILTER (WHERE name = 'meta' AND sql LIKE '%layout%') FROM sqlite_schema", nil, &tables, &ours); err != nil {
		return false, err
	}
	switch {
	case tables == 0:
		for _, statement := range fixed {
			if err := g.tx.exec(statement); err != nil {
				return false, err
			}
		}
		return false, g.tx.exec("INSERT INTO meta VALUES (1, ?1, '', 0)", layoutVersion)
	case ours == 0:
		return false, refused("this database was made by another program")
	}
	var layout int
	var made string
	if _, err := g.tx.row("SELECT layout, schema FROM meta", nil, &layout, &made); err != nil {
		return false, err
	}
	if layout != layoutVersion {
		return false, refused("its layout is version %d, this program's is %d", layout, layoutVersion)
	}
	return made == fingerprint(g.model), nil
}

// types makes the tables of new types. What a type is to the clocks is kept in its rows, so it cannot change.
func (g *migrator) types() error {
	for _, t := range g.model.Types {
		if t.Interface {
			continue
		}
		var class schema.Class
		var clocked bool
		found, err := g.tx.row("SELECT class, clocked FROM type WHERE name = ?1", []any{t.Name}, &class, &clocked)
		switch {
		case err != nil:
			return err
		case found && (class != t.Class || clocked != t.Clocked):
			return refused("%s has changed between entity, fact and other, or is clocked no longer in the same way", t.Name)
		case found:
			continue
		}
		if err := g.tx.exec(createTable(t)); err != nil {
			return err
		}
		if err := g.tx.exec("INSERT INTO type VALUES (?1, ?2, ?3)", t.Name, int64(t.Class), t.Clocked); err != nil {
			return err
		}
		for _, f := range t.Leaves() {
			if err := g.keep(t, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// kindOf is what a column holds. The scale of a decimal is part of it.
func kindOf(f *schema.Field) string {
	if f.Kind == schema.Decimal {
		return fmt.Sprintf("%s(%d)", f.Kind, f.Places())
	}
	return string(f.Kind)
}

// nonNull says that every row has a value. A part of a value object has one only where the object is there.
func nonNull(f *schema.Field) bool { return f.NonNull && (f.Of == nil || f.Of.NonNull) }

func (g *migrator) keep(t *schema.Type, f *schema.Field) error {
	return g.tx.exec("INSERT INTO field VALUES (?1, ?2, ?3, ?4, 1) ON CONFLICT DO UPDATE SET nonnull = excluded.nonnull, live = 1",
		t.Name, f.Column, kindOf(f), nonNull(f))
}

// fields compares every type's columns with those that were made. A field that is gone keeps its column. One whose type is
// gone stays as it was, since nothing is written of the type.
func (g *migrator) fields() error {
	if err := g.tx.exec("UPDATE field SET live = 0 - live WHERE type IN (" + typeList(g.model.Type(nodeType).Impl) + ")"); err != nil { // -1 until it is found again
		return err
	}
	for _, t := range g.model.Types {
		if t.Interface {
			continue
		}
		for _, f := range t.Leaves() {
			if err := g.field(t, f); err != nil {
				return err
			}
		}
	}
	return g.tx.exec("UPDATE field SET live = 0 WHERE live < 0")
}

func (g *migrator) field(t *schema.Type, f *schema.Field) error {
	var kind string
	var always bool
	var live int
	found, err := g.tx.row("SELECT kind, nonnull, live FROM field WHERE type = ?1 AND name = ?2", []any{t.Name, f.Column}, &kind, &always, &live)
	switch {
	case err != nil:
		return err
	case !found && nonNull(f):
		return refused("%s.%s is new and never null, but older nodes have no value for it", t.Name, f.Column)
	case found && kind != kindOf(f):
		return refused("%s.%s was %s and is %s", t.Name, f.Column, kind, kindOf(f))
	case found && nonNull(f) && (!always || live == 0):
		return refused("%s.%s is never null now, but older nodes may have no value for it", t.Name, f.Column)
	case !found:
		for _, c := range leafColumns(f) {
			if err := g.tx.exec("ALTER TABLE " + table(t) + " ADD COLUMN " + quoted(c.name) + " " + c.decl); err != nil {
				return err
			}
		}
	default:
		if err := g.enum(t, f); err != nil {
			return err
		}
	}
	return g.keep(t, f)
}

// enumValues are what a field of an enum may be; nil of any other field.
func enumValues(m *schema.Model, f *schema.Field) []string {
	if f.Kind != schema.Enum {
		return nil
	}
	return m.EnumValues(f.Enum)
}

// enum refuses a model whose enum has no more what a row has: no answer could tell it.
func (g *migrator) enum(t *schema.Type, f *schema.Field) error {
	values := enumValues(g.model, f)
	if len(values) == 0 {
		return nil
	}
	var list []string
	for _, v := range values {
		list = append(list, literal(v))
	}
	var stored string
	column := quoted(f.Column)
	found, err := g.tx.row("SELECT "+column+" FROM "+table(t)+" WHERE "+column+" NOT IN ("+strings.Join(list, ", ")+") LIMIT 1", nil, &stored)
	if err == nil && found {
		err = refused("%s.%s is %s in some rows, which %s has no more: keep that value, deprecated", t.Name, f.Column, stored, f.Enum)
	}
	return err
}

// interfaces makes the tables of the interfaces again, from those of their types: who implements what, and which fields are
// shared, may both have changed.
func (g *migrator) interfaces() error {
	for _, t := range g.model.Types {
		if !t.Interface || t.Name == nodeType {
			continue
		}
		if err := g.tx.exec("DROP TABLE IF EXISTS " + table(t)); err != nil {
			return err
		}
		if err := g.tx.exec(createTable(t)); err != nil {
			return err
		}
		into, from := []string{"pk", "id"}, []string{"pk", "id"}
		for _, c := range columns(t) {
			into = append(into, quoted(c.name))
			from = append(from, quoted(c.name))
		}
		at := slices.Index(into, quoted("_type"))
		for _, i := range t.Impl {
			from[at] = literal(i.Name)
			if err := g.tx.exec("INSERT INTO " + table(t) + " (" + strings.Join(into, ", ") + ") SELECT " + strings.Join(from, ", ") + " FROM " + table(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *migrator) indexes() error {
	for _, t := range g.model.Types {
		if t.Name == nodeType {
			continue
		}
		for _, statement := range indexes(g.model, t) {
			if err := g.tx.exec(statement); err != nil {
				return err
			}
		}
	}
	return nil
}

// edgeTypes numbers new edge types. Which entities are listed, since when, follows from the edges that list them, so an edge
// type cannot begin or cease to.
func (g *migrator) edgeTypes() error {
	citing := g.model.Citing()
	for _, e := range g.model.EdgeTypes() {
		lists := slices.Contains(citing, e)
		var did bool
		found, err := g.tx.row("SELECT lists FROM edgetype WHERE name = ?1", []any{e}, &did)
		switch {
		case err != nil:
			return err
		case found && did != lists:
			return refused("edges of type %s list what they lead to, or no longer do", e)
		case found:
			continue
		}
		if err := g.tx.exec("INSERT INTO edgetype (name, lists) VALUES (?1, ?2)", e, lists); err != nil {
			return err
		}
	}
	return nil
}

// historyIndexes find what began or ended after an instant: spells, and the edges of one type. %d is its number.
func historyIndexes(m *schema.Model) []string {
	fact, _, evidence, _ := m.History()
	if fact == nil {
		return nil
	}
	edge := evidence.Type
	return []string{
		"CREATE INDEX IF NOT EXISTS spell_told ON spell (told)",
		"CREATE INDEX IF NOT EXISTS spell_ended ON spell (ended)",
		"CREATE INDEX IF NOT EXISTS edge_told_" + edge + " ON edge (told) WHERE type = %d",
		"CREATE INDEX IF NOT EXISTS edge_ended_" + edge + " ON edge (ended) WHERE type = %d",
	}
}

func (g *migrator) history() error {
	fact, _, evidence, _ := g.model.History()
	if fact == nil {
		return nil
	}
	var code int64
	if _, err := g.tx.row("SELECT code FROM edgetype WHERE name = ?1", []any{evidence.Type}, &code); err != nil {
		return err
	}
	for _, statement := range historyIndexes(g.model) {
		if err := g.tx.exec(strings.ReplaceAll(statement, "%d", strconv.FormatInt(code, 10))); err != nil {
			return err
		}
	}
	return nil
}

// load reads what statements depend on beside the model: the numbers of edge types, and what the model no longer has.
func load(ctx context.Context, r *reader, m *schema.Model) (n names, gone map[string][]string, err error) {
	n = namesOf(m)
	gone = map[string][]string{}
	err = transact(ctx, r, func(t *tx) (bool, error) {
		err := t.rows("SELECT name, code FROM edgetype", nil, func(scan func(...any) error) error {
			var name string
			var code int64
			err := scan(&name, &code)
			n.codes[name] = code
			return err
		})
		if err != nil {
			return false, err
		}
		err = t.rows("SELECT type, name, kind FROM field WHERE live = 0", nil, func(scan func(...any) error) error {
			var typ, column, kind string
			err := scan(&typ, &column, &kind)
			for _, c := range leafColumns(&schema.Field{Column: column, Kind: schema.Kind(kind)}) {
				gone[typ] = append(gone[typ], c.name)
			}
			return err
		})
		if err != nil {
			return false, err
		}
		_, err = t.row("SELECT EXISTS (SELECT 1 FROM node WHERE _type NOT IN ("+typeList(m.Type(nodeType).Impl)+"))", nil, &n.strays)
		return false, err
	})
	return n, gone, err
}
