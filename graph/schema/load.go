package schema

import (
	"embed"
	"errors"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

//go:embed *.graphqls
var files embed.FS

// Domain is the model of the files in this folder, read once. They are checked by this package's tests and by
// cmd/generate, so a fault here is a broken build and panics.
var Domain = sync.OnceValue(func() *Model {
	m, err := Load(files)
	if err != nil {
		panic(err)
	}
	return m
})

// Load reads every *.graphqls file at the top of a folder, and checks it. Each fault names its file and line.
func Load(dir fs.FS) (*Model, error) {
	names, err := fs.Glob(dir, "*.graphqls")
	if err != nil {
		return nil, err
	}
	var doc ast.SchemaDocument
	for _, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		part, err := parser.ParseSchema(&ast.Source{Name: name, Input: string(text)})
		if err != nil {
			return nil, err
		}
		doc.Merge(part)
	}
	l := &loader{m: &Model{types: map[string]*Type{}, defs: map[string]*ast.Definition{}}, doc: &doc}
	l.definitions()
	if len(l.faults) == 0 {
		l.fields()
	}
	if len(l.faults) == 0 {
		l.derivations()
		l.lint()
	}
	if len(l.faults) > 0 {
		slices.SortStableFunc(l.faults, func(a, b *gqlerror.Error) int { return strings.Compare(a.Error(), b.Error()) })
		var out []error
		for _, f := range l.faults {
			out = append(out, f)
		}
		return nil, errors.Join(out...)
	}
	return l.m, nil
}

type loader struct {
	m      *Model
	doc    *ast.SchemaDocument
	faults []*gqlerror.Error
}

func (l *loader) fault(at *ast.Position, format string, args ...any) {
	l.faults = append(l.faults, gqlerror.ErrorPosf(at, format, args...))
}

// definitions makes the types, without their fields.
func (l *loader) definitions() {
	for _, d := range l.doc.Definitions {
		if old := l.m.defs[d.Name]; old != nil {
			l.fault(d.Position, "%s is declared twice; the other is in %s:%d", d.Name, old.Position.Src.Name, old.Position.Line)
			continue
		}
		l.m.defs[d.Name] = d
		switch {
		case d.Kind == ast.Enum && d.Position.Src.Name != "directives.graphqls":
			l.m.Enums = append(l.m.Enums, d)
		case d.Kind == ast.Object && d.Directives.ForName("value") != nil:
			l.m.Values = append(l.m.Values, &Value{Name: d.Name, Doc: d.Description})
		case d.Kind == ast.Object && d.Name == "Query", d.Kind == ast.Object && d.Name == "Mutation":
		case d.Kind == ast.Interface, d.Kind == ast.Object:
			l.define(d)
		}
	}
	if node := l.m.types["Node"]; node != nil { // the widest interface comes last
		l.m.Types = append(slices.DeleteFunc(l.m.Types, func(t *Type) bool { return t == node }), node)
	} else {
		l.fault(&ast.Position{Src: &ast.Source{Name: "base.graphqls"}, Line: 1}, "interface Node is missing")
	}
}

func (l *loader) define(d *ast.Definition) {
	t := &Type{Name: d.Name, Doc: d.Description, Interface: d.Kind == ast.Interface, Clocked: true, Pos: d.Position}
	var dir *ast.Directive
	for class, name := range []string{"node", "entity", "fact"} {
		if x := d.Directives.ForName(name); x != nil {
			if dir != nil {
				l.fault(x.Position, "%s: one of @node, @entity and @fact, not two", d.Name)
			}
			dir, t.Class = x, Class(class)
		}
	}
	switch {
	case t.Interface:
		t.Class = map[string]Class{"Entity": Entity, "Fact": Fact}[d.Name]
		for _, i := range d.Interfaces {
			t.Class = max(t.Class, map[string]Class{"Entity": Entity, "Fact": Fact}[i])
		}
	case dir == nil:
		if ofAPI(d) {
			return // an output type of a question of its own
		}
		l.fault(d.Position, "%s: a type needs @entity, @fact or @node with a key", d.Name)
		return
	default:
		t.Key = list(dir, "key")
		t.Prefix = str(dir, "prefix")
		t.Plural = str(dir, "plural")
		t.Clocked = str(dir, "clock") != "false"
		if t.Class == Fact {
			t.Rule = &FactRule{Value: list(dir, "value"), Prose: str(dir, "prose"), Words: list(dir, "words"), Once: str(dir, "undated") == "ONCE",
				Single: list(dir, "single"), If: condition(str(dir, "singleIf")), SameDay: str(dir, "sameDay") == "true",
				Open: condition(str(dir, "open")), ClosedBy: str(dir, "closedBy"), Answer: str(dir, "answer"),
				Decided: list(dir, "decided"), DecideIf: condition(str(dir, "decidedIf")),
				Settled: list(dir, "settled"), SettledIf: condition(str(dir, "settledIf")), Decides: list(dir, "decides"), WordIf: condition(str(dir, "wordIf")),
				Lasting: str(dir, "lasting") == "true", SinceDay: str(dir, "since") == "SAID"}
		}
	}
	if t.Prefix == "" {
		t.Prefix = strings.ToLower(d.Name)
	}
	if t.Plural == "" {
		t.Plural = plural(d.Name)
	}
	t.Is = append([]string{d.Name}, d.Interfaces...)
	l.m.Types = append(l.m.Types, t)
	l.m.types[d.Name] = t
}

// fields reads every type's fields, those of its interfaces first.
func (l *loader) fields() {
	for _, v := range l.m.Values {
		for _, f := range l.m.defs[v.Name].Fields {
			v.Fields = append(v.Fields, l.scalar(f))
		}
	}
	for _, t := range l.m.Types {
		if !t.Interface {
			t.Impl = []*Type{t}
		}
		for _, name := range t.Is[1:] {
			i := l.m.types[name]
			if i == nil || !i.Interface {
				l.fault(t.Pos, "%s implements %s, which is no interface", t.Name, name)
				continue
			}
			if !t.Interface {
				i.Impl = append(i.Impl, t)
			}
		}
		for _, f := range l.inherited(t) {
			if r := f.Directives.ForName("relationship"); r != nil {
				l.relationship(t, f, r)
			} else if f.Directives.ForName("latest") == nil {
				t.Fields = append(t.Fields, l.field(f))
			}
		}
	}
	for _, t := range l.m.Types {
		for _, f := range l.inherited(t) {
			if d := f.Directives.ForName("latest"); d != nil {
				l.latest(t, f, d)
			}
		}
	}
}

// inherited is a type's fields with those of its interfaces, widest interface first; a field declared again replaces it.
func (l *loader) inherited(t *Type) []*ast.FieldDefinition {
	var out []*ast.FieldDefinition
	add := func(name string) {
		for _, f := range l.m.defs[name].Fields {
			if i := slices.IndexFunc(out, func(o *ast.FieldDefinition) bool { return o.Name == f.Name }); i >= 0 {
				out[i] = f
				continue
			}
			out = append(out, f)
		}
	}
	for _, i := range slices.Backward(t.Is[1:]) {
		if l.m.defs[i] != nil {
			add(i)
		}
	}
	add(t.Name)
	return out
}

func (l *loader) field(f *ast.FieldDefinition) *Field {
	out := l.scalar(f)
	if s := f.Directives.ForName("span"); s != nil {
		out.Span, out.Column = Span(strings.ToLower(str(s, "column"))), ""
	}
	out.Stated, out.Sought = f.Directives.ForName("stated") != nil, f.Directives.ForName("sought") != nil
	for _, v := range l.m.Values {
		if v.Name == f.Type.Name() {
			out.Value, out.Column, out.Kind = v, "", ""
			for _, p := range v.Fields {
				part := *p
				part.Column, part.Of = f.Name+"_"+p.Name, out
				out.Parts = append(out.Parts, &part)
			}
		}
	}
	return out
}

func (l *loader) scalar(f *ast.FieldDefinition) *Field {
	out := &Field{Name: f.Name, Column: f.Name, Doc: f.Description, Kind: Kind(f.Type.Name()), NonNull: f.Type.NonNull, Pos: f.Position}
	if d := l.m.defs[f.Type.Name()]; d != nil && d.Kind == ast.Enum {
		out.Kind, out.Enum = Enum, f.Type.Name()
	}
	if f.Type.Elem != nil {
		l.fault(f.Position, "%s: a list needs @relationship", f.Name)
	}
	l.bounds(out, f.Directives.ForName("range"))
	return out
}

// bounds says which whole numbers a field may have.
func (l *loader) bounds(f *Field, d *ast.Directive) {
	switch f.Kind {
	case Int:
		f.Least, f.Most = 0, math.MaxInt32
	case Long:
		f.Least, f.Most = math.MinInt64, math.MaxInt64
	}
	if d == nil {
		return
	}
	if f.Kind != Int {
		l.fault(d.Position, "%s: @range is for fields of type Int", f.Name)
		return
	}
	for _, bound := range []struct {
		arg string
		at  *int64
	}{{"from", &f.Least}, {"to", &f.Most}} {
		text := str(d, bound.arg)
		if text == "" {
			continue
		}
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			l.fault(d.Position, "%s: @range: %s is no number of 32 bits", f.Name, text)
			return
		}
		*bound.at = n
	}
	if f.Least > f.Most {
		l.fault(d.Position, "%s: @range ends before it begins", f.Name)
	}
}

func (l *loader) relationship(t *Type, f *ast.FieldDefinition, d *ast.Directive) {
	r := &Rel{Name: f.Name, Doc: f.Description, Type: str(d, "type"), Out: str(d, "direction") == "OUT", Many: f.Type.Elem != nil,
		Owner: t, Target: l.m.types[f.Type.Name()], Only: list(d, "only"), Required: str(d, "required") == "true", Expected: str(d, "expected") == "true",
		OneWay: str(d, "oneWay") == "true", Lists: str(d, "lists") == "true", Auto: f.Directives.ForName("derived") != nil, Pos: f.Position}
	if r.Target == nil {
		l.fault(f.Position, "%s.%s leads to %s, which is no type with a key", t.Name, f.Name, f.Type.Name())
		return
	}
	if !r.Many && f.Type.NonNull {
		l.fault(f.Position, "%s.%s: a relationship to one node is nullable, since a clock may hide its far end", t.Name, f.Name)
	}
	if str(d, "from") != "" {
		r.From = &Derivation{} // filled once every type has its fields
	}
	t.Rels = append(t.Rels, r)
}

func (l *loader) latest(t *Type, f *ast.FieldDefinition, d *ast.Directive) {
	of := t.Rel(str(d, "of"))
	if of == nil || of.Target.Class != Fact || of.Target.Interface || !of.FarSpan() {
		l.fault(f.Position, "%s.%s: @latest needs the facts that name this type, as `of`", t.Name, f.Name)
		return
	}
	r := &Rel{Name: f.Name, Doc: f.Description, Type: "LATEST_" + of.Type, Out: true, Many: true, Owner: t, Target: of.Target,
		OneWay: true, Latest: &Latest{Of: of, Per: list(d, "per")}, Pos: f.Position}
	for _, p := range r.Latest.Per {
		if of.Target.Field(p) == nil && of.Target.Rel(p) == nil {
			l.fault(f.Position, "%s.%s: %s has no field %s", t.Name, f.Name, of.Target.Name, p)
		}
	}
	t.Rels = append(t.Rels, r)
}

// derivations ties each derived relationship to the fields of the fact that it rests on.
func (l *loader) derivations() {
	for _, t := range l.m.Types {
		for _, f := range l.inherited(t) {
			d := f.Directives.ForName("relationship")
			r := t.Rel(f.Name)
			if d == nil || r == nil || r.From == nil {
				continue
			}
			typ, field, _ := strings.Cut(str(d, "from"), ".")
			fact := l.m.types[typ]
			if fact == nil || fact.Interface {
				l.fault(f.Position, "%s.%s rests on %s, which is no type", t.Name, f.Name, typ)
				continue
			}
			r.From.Fact, r.From.Far, r.From.If = fact, fact.Rel(field), condition(str(d, "where"))
			if via := str(d, "via"); via != "" {
				r.From.Near = fact.Rel(via)
			} else {
				r.From.Near = l.namesThis(fact, t, field)
			}
			if role := str(d, "role"); role != "" {
				if r.From.Role = fact.Field(role); r.From.Role == nil {
					l.fault(f.Position, "%s.%s: %s has no field %s for the role", t.Name, f.Name, typ, role)
				}
			}
			if r.From.Far == nil || r.From.Near == nil || !r.From.Far.Out || !r.From.Near.Out {
				l.fault(f.Position, "%s.%s: `from` and `via` must name two outgoing relationships of %s", t.Name, f.Name, typ)
			}
			if c := r.From.If; !c.Empty() && fact.Field(c.Field) == nil {
				l.fault(f.Position, "%s.%s: %s has no field %s for the condition", t.Name, f.Name, typ, c.Field)
			}
		}
	}
}

// namesThis is the one other field of a fact that can name a type; nil where none or several can.
func (l *loader) namesThis(fact, t *Type, not string) (out *Rel) {
	for _, r := range fact.Rels {
		if r.Out && r.Name != not && r.From == nil && !r.Auto && (r.Target == t || slices.Contains(t.Is, r.Target.Name)) {
			if out != nil {
				return nil
			}
			out = r
		}
	}
	return out
}

func plural(name string) string {
	name = strings.ToLower(name[:1]) + name[1:]
	if stem, ok := strings.CutSuffix(name, "y"); ok && !strings.ContainsAny(stem[len(stem)-1:], "aeiou") {
		return stem + "ies"
	}
	return name + "s"
}

// Singular is a type's root field for one node: `contractEvent`.
func (t *Type) Singular() string { return strings.ToLower(t.Name[:1]) + t.Name[1:] }

func condition(s string) Condition {
	field, values, ok := strings.Cut(s, "=")
	if !ok {
		return Condition{}
	}
	return Condition{Field: field, Values: strings.Split(values, "|")}
}

func str(d *ast.Directive, arg string) string {
	if a := d.Arguments.ForName(arg); a != nil {
		return a.Value.Raw
	}
	return ""
}

func list(d *ast.Directive, arg string) []string {
	a := d.Arguments.ForName(arg)
	if a == nil {
		return nil
	}
	if a.Value.Kind != ast.ListValue {
		return []string{a.Value.Raw}
	}
	var out []string
	for _, c := range a.Value.Children {
		out = append(out, c.Value.Raw)
	}
	return out
}

// API is the text of the hand-written root fields.
func API() string {
	text, err := files.ReadFile("api.graphqls")
	if err != nil {
		panic(err) // it is embedded
	}
	return string(text)
}
