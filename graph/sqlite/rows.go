package sqlite

import (
	"strconv"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// rowTable is how a type's rows are written: into its own table and into those of its interfaces.
type rowTable struct {
	own   statements
	wider []statements
}

// statements write the rows of one table.
type statements struct {
	typ    *schema.Type
	leaves []*schema.Field
	put    string // a whole row, new or changed
	spell  string // the spell alone
}

// rowTables makes the statements of every type. gone are columns that the model no longer has: a row that is written loses its
// value there, or it would come back with the field.
func rowTables(m *schema.Model, gone map[string][]string) map[*schema.Type]rowTable {
	out := map[*schema.Type]rowTable{}
	for _, t := range m.Types {
		if t.Interface {
			continue
		}
		r := rowTable{own: statementsOf(t, gone[t.Name])}
		for _, i := range t.Is[1:] {
			if i != nodeType {
				r.wider = append(r.wider, statementsOf(m.Type(i), nil))
			}
		}
		out[t] = r
	}
	return out
}

func statementsOf(t *schema.Type, gone []string) statements {
	names, set, spell := []string{"pk", "id"}, []string{}, []string{`"_known" = ?2`}
	for _, c := range columns(t) {
		names = append(names, quoted(c.name))
		set = append(set, quoted(c.name)+" = excluded."+quoted(c.name))
	}
	for _, column := range gone {
		set = append(set, quoted(column)+" = NULL")
	}
	if hasSpans(t) {
		for i, s := range spans {
			spell = append(spell, quoted(spanColumn(s))+" = ?"+strconv.Itoa(i+3))
		}
	}
	return statements{
		typ: t, leaves: t.Leaves(),
		put: "INSERT INTO " + table(t) + " (" + strings.Join(names, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(names)-1) +
			") ON CONFLICT (pk) DO UPDATE SET " + strings.Join(set, ", "),
		spell: "UPDATE " + table(t) + " SET " + strings.Join(spell, ", ") + " WHERE pk = ?1",
	}
}

// nodeRow writes a node's fields and spell into the tables of its type.
func (w *writer) nodeRow(st *state) error {
	r := w.tables[st.typ]
	if err := w.typeRow(r.own, st); err != nil {
		return err
	}
	for _, s := range r.wider {
		if err := w.typeRow(s, st); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) typeRow(s statements, st *state) error {
	if st.node == nil || !st.fieldsChange {
		return w.exec(s.spell, append([]any{st.pk}, w.spellValues(s.typ, st)...)...)
	}
	args := make([]any, 0, len(s.leaves)*2+8)
	args = append(args, st.pk, st.id)
	values := w.spellValues(s.typ, st)
	args = append(args, values[0])
	if s.typ.Interface {
		args = append(args, st.kind)
	}
	args = append(args, values[1:]...)
	for _, f := range s.leaves {
		v := st.node.Fields[f.Column]
		args = append(args, bindable(v))
		if f.Kind == schema.String {
			if text, ok := v.(string); ok {
				v = value.Fold(text)
			}
			args = append(args, v)
		}
	}
	return w.exec(s.put, args...)
}

// spellValues are _known and the spell as a type's table has it: null where it is open, or never was.
func (w *writer) spellValues(t *schema.Type, st *state) []any {
	known := bindable(st.is.known)
	if !hasSpans(t) {
		return []any{known}
	}
	if st.is.told == 0 {
		return []any{known, nil, nil, nil, nil, nil}
	}
	ended := any(nil)
	if !st.is.known {
		ended = st.is.ended
	}
	return []any{known, st.is.told, ended, unless(st.is.since, minDay), unless(st.is.until, maxDay), st.is.authority}
}

// unless is a number, or null where it stands for an open end.
func unless(n, open int64) any {
	if n == open {
		return nil
	}
	return n
}
