package schema

import (
	"slices"
)

// lint holds the rules that a schema must keep beyond its syntax. What it refuses, it names by file and line.
func (l *loader) lint() {
	l.descriptions()
	l.keys()
	l.bothSides()
	l.names()
	l.ownNames()
	l.redeclared()
	l.facts()
	l.kinds()
	l.weights()
}

// descriptions: the schema is the public documentation, so no type, field or enum value in it goes without.
func (l *loader) descriptions() {
	for _, d := range l.doc.Definitions {
		if d.Description == "" {
			l.fault(d.Position, "%s has no description", d.Name)
		}
		for _, f := range d.Fields {
			if f.Description == "" {
				l.fault(f.Position, "%s.%s has no description", d.Name, f.Name)
			}
		}
		for _, v := range d.EnumValues {
			if v.Description == "" {
				l.fault(v.Position, "%s.%s has no description", d.Name, v.Name)
			}
		}
	}
}

func (l *loader) keys() {
	for _, t := range l.m.Types {
		if t.Interface {
			continue
		}
		if len(t.Key) == 0 {
			l.fault(t.Pos, "%s has no key", t.Name)
		}
		for _, k := range t.Key {
			r := t.Rel(k)
			if t.Field(k) == nil && r == nil {
				l.fault(t.Pos, "%s: its key names %s, which it has not", t.Name, k)
			}
			if r != nil && (!r.Out || r.From != nil) {
				l.fault(t.Pos, "%s: its key names %s, which it does not own", t.Name, k)
			}
		}
	}
}

// bothSides: what can be followed one way can be followed back, unless the schema says oneWay.
func (l *loader) bothSides() {
	for _, t := range l.m.Types {
		for _, r := range t.Rels {
			if r.OneWay || t.Interface && t.Name == "Node" {
				continue
			}
			ok := false
			for _, o := range l.m.Types {
				for _, x := range o.Rels {
					ok = ok || x.Type == r.Type && x.Out != r.Out && covers(x.Target, t)
				}
			}
			if !ok {
				l.fault(r.Pos, "%s.%s: %s is declared on this side only; declare the other side or say oneWay", t.Name, r.Name, r.Type)
			}
		}
	}
}

// covers: is every node of the one type a node of the other?
func covers(wide, narrow *Type) bool {
	return !slices.ContainsFunc(narrow.Impl, func(t *Type) bool { return !wide.Has(t.Name) })
}

// facts: every field of a fact is in its identity, in the key or as a value.
func (l *loader) facts() {
	for _, t := range l.m.Types {
		if t.Rule == nil {
			continue
		}
		known := func(name string) bool {
			return t.Field(name) != nil || t.Rel(name) != nil && t.Rel(name).Out
		}
		for _, name := range slices.Concat(t.Rule.Value, t.Rule.Single) {
			if !known(name) {
				l.fault(t.Pos, "%s: @fact names %s, which it has not", t.Name, name)
			}
		}
		for _, name := range t.Rule.Single {
			if !slices.Contains(t.Rule.Value, name) {
				l.fault(t.Pos, "%s: %s is single, so it must be a value", t.Name, name)
			}
		}
		for name, c := range map[string]Condition{"singleIf": t.Rule.If, "open": t.Rule.Open, "decidedIf": t.Rule.DecideIf, "settledIf": t.Rule.SettledIf, "wordIf": t.Rule.WordIf} {
			if !c.Empty() && t.Field(c.Field) == nil {
				l.fault(t.Pos, "%s: %s names %s, which it has not", t.Name, name, c.Field)
			}
		}
		for _, name := range t.Rule.Decided {
			if t.Field(name) == nil {
				l.fault(t.Pos, "%s: decided names %s, which is no field of it", t.Name, name)
			}
		}
		for _, name := range t.Rule.Settled {
			if f := t.Field(name); f == nil || f.Value == nil || f.Unit() == nil || !slices.Contains(t.Rule.Value, name) {
				l.fault(t.Pos, "%s: settled names %s, which is no amount of its value", t.Name, name)
			}
		}
		if !t.Rule.WordIf.Empty() && len(t.Rule.Decides) == 0 {
			l.fault(t.Pos, "%s: wordIf needs decides", t.Name)
		}
		for _, name := range t.Rule.Decides {
			if t.Rel(name) == nil {
				l.fault(t.Pos, "%s: decides names %s, which is no relationship of it", t.Name, name)
			}
		}
		if by := t.Rule.ClosedBy; by != "" && (t.Rel(by) == nil || t.Rule.Open.Empty()) {
			l.fault(t.Pos, "%s: closedBy names %s: it needs a relationship of that name, and `open`", t.Name, by)
		}
		if name := t.Rule.Answer; name != "" && (l.m.types[name] == nil || l.m.types[name].Rule == nil) {
			l.fault(t.Pos, "%s: answer names %s, which is no fact", t.Name, name)
		}
		for _, name := range t.Rule.Words {
			if f := t.Field(name); f == nil || f.Kind != String || !slices.Contains(t.Rule.Value, name) {
				l.fault(t.Pos, "%s: words names %s, which is no text of its value", t.Name, name)
			}
		}
		if t.Rule.Prose != "" && t.Field(t.Rule.Prose) == nil {
			l.fault(t.Pos, "%s: prose names %s, which it has not", t.Name, t.Rule.Prose)
		}
		base := l.m.types["Fact"]
		for _, f := range t.Fields {
			if base.Field(f.Name) == nil && !slices.Contains(t.Key, f.Name) && !slices.Contains(t.Rule.Value, f.Name) && t.Rule.Prose != f.Name {
				l.fault(f.Pos, "%s.%s is neither key nor value of the fact", t.Name, f.Name)
			}
		}
		for _, r := range t.Rels {
			if base.Rel(r.Name) == nil && r.Out && !slices.Contains(t.Key, r.Name) && !slices.Contains(t.Rule.Value, r.Name) && r.Name != t.Rule.ClosedBy {
				l.fault(r.Pos, "%s.%s is neither key nor value of the fact", t.Name, r.Name)
			}
		}
	}
}

// kinds: every field's type is one that stores can hold.
func (l *loader) kinds() {
	ok := []Kind{ID, String, Int, Long, Boolean, Date, DateTime, Decimal, Enum}
	check := func(owner string, f *Field) {
		if f.Value == nil && !slices.Contains(ok, f.Kind) {
			l.fault(f.Pos, "%s.%s: %s is no scalar, enum or value object", owner, f.Name, f.Kind)
		}
		if f.Stated && f.NonNull {
			l.fault(f.Pos, "%s.%s: a stated field is nullable, since nothing may be known of it", owner, f.Name)
		}
		if f.Sought && (f.Stated || f.Kind != String && f.Kind != Enum) {
			l.fault(f.Pos, "%s.%s: a field that is sought is a String or an enum, and not stated", owner, f.Name)
		}
		if f.Stated && f.Value != nil {
			l.fault(f.Pos, "%s.%s: a stated field is a scalar or an enum", owner, f.Name)
		}
	}
	for _, v := range l.m.Values {
		for _, f := range v.Fields {
			check(v.Name, f)
		}
		if (&Field{Parts: v.Fields}).Presence() == nil {
			l.fault(l.m.defs[v.Name].Position, "%s: a value object needs one part that is never null", v.Name)
		}
	}
	for _, t := range l.m.Types {
		for _, f := range t.Fields {
			check(t.Name, f)
		}
	}
}

// weights: a document of any kind has an authority, within what the field can hold.
func (l *loader) weights() {
	t := l.m.types["Document"]
	if t == nil || t.Field("kind") == nil || t.Field("authority") == nil {
		return
	}
	field := t.Field("authority")
	for _, v := range l.m.defs[t.Field("kind").Enum].EnumValues {
		if level, most, ok := weight(v.Directives.ForName("authority")); !ok || level < field.Least || most > field.Most {
			l.fault(v.Position, "%s: a kind of document needs @authority with a level from %d to %d, and no less as `most`", v.Name, field.Least, field.Most)
		}
	}
}
