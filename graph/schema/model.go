// Package schema reads the annotated GraphQL files beside it into a Model, checks the rules that they must keep, and
// derives the public API from it. It knows no store and no server.
package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/value"
)

// Kind is the kind of a scalar field. There is one filter and one aggregate type a kind.
type Kind string

// The kinds. Stores keep Date as days, DateTime as microseconds and Decimal as a scaled integer (package value says how).
const (
	ID       Kind = "ID"
	String   Kind = "String"
	Int      Kind = "Int"
	Long     Kind = "Long"
	Boolean  Kind = "Boolean"
	Date     Kind = "Date"
	DateTime Kind = "DateTime"
	Decimal  Kind = "Decimal"
	Enum     Kind = "Enum"
)

// Text says whether stores keep the kind as text.
func (k Kind) Text() bool { return k == ID || k == String || k == Enum }

// Ordered says whether lt, lte, gt, gte, min and max make sense.
func (k Kind) Ordered() bool {
	return k == Int || k == Long || k == Date || k == DateTime || k == Decimal
}

// Class says what a type is to the clocks and to the writer.
type Class uint8

// The classes of types. An interface has the class that all its types share, else Plain.
const (
	Plain  Class = iota // documents, evidence, names
	Entity              // known while something names it
	Fact                // known while it has evidence, in force from since to until
)

// Model is the whole domain, in source order.
type Model struct {
	Types  []*Type // node types and interfaces; Node is the last
	Values []*Value
	Enums  []*ast.Definition

	types map[string]*Type
	defs  map[string]*ast.Definition
}

// Type is a node type, or an interface over node types.
type Type struct {
	Name, Plural, Prefix, Doc string
	Interface                 bool
	Class                     Class
	Clocked                   bool // knownAt may hide it
	Is                        []string
	Impl                      []*Type // concrete types; itself where it is one
	Fields                    []*Field
	Rels                      []*Rel
	Key                       []string // fields and relationships that make the id
	Rule                      *FactRule
	Pos                       *ast.Position
}

// FactRule is what @fact says of a type.
type FactRule struct {
	Value    []string
	Prose    string
	Words    []string // values in words of ours
	Once     bool     // an undated repeat is the same fact
	Single   []string
	If       Condition
	SameDay  bool
	Lasting  bool
	SinceDay bool // since is always the day it was said
	Open     Condition
	ClosedBy string // the relationship that alone closes it; empty where a later fact answers it
	Answer   string // the type that answers a date that has passed; empty for the type itself
	Decided  []string
	DecideIf Condition
	// Settled are amounts that a deed settles once; their unit is no part of the key.
	Settled   []string
	SettledIf Condition
	Decides   []string  // the relationships to what a decision is about; none where it is none
	WordIf    Condition // such decisions answer what waits for a word; none where it is empty
}

// Condition is `field=A|B`; the zero Condition always holds.
type Condition struct {
	Field  string
	Values []string
}

// Empty says that the condition always holds.
func (c Condition) Empty() bool { return c.Field == "" }

// Holds says whether a field's value meets the condition.
func (c Condition) Holds(v any) bool {
	s, _ := v.(string)
	return c.Empty() || slices.Contains(c.Values, s)
}

// Field is a scalar or a value object of a type. A value object has Parts, each a scalar with a column of its own.
type Field struct {
	Name, Doc string
	Column    string // where stores keep it; empty for a value object and for a span
	Kind      Kind
	Enum      string
	Value     *Value
	Parts     []*Field
	NonNull   bool
	Stated    bool
	Sought    bool // filters look for nodes by it
	// Least and Most bound an Int: from 0 on, since it counts something, unless @range says otherwise.
	Least, Most int64
	Span        Span
	Of          *Field // the value object that this is a part of
	Pos         *ast.Position
}

// TypeName is what interfaces are filtered and grouped by beside their fields: the name of a node's type.
const TypeName = "type"

// TypeField is that name as a field, which every store keeps with each node; as a field of the API it is `__typename`.
var TypeField = &Field{Name: TypeName, Column: "_type", Kind: Enum, Enum: "NodeType", NonNull: true}

// Part is a part of a value object by name; nil where there is none.
func (f *Field) Part(name string) *Field { return find(f.Parts, name) }

// Presence is the part that is null only where the whole value object is.
func (f *Field) Presence() *Field {
	for _, p := range f.Parts {
		if p.NonNull {
			return p
		}
	}
	return nil
}

// Unit is the part that amounts are compared within: a Quantity's unit, a Money's currency; nil for other values.
func (f *Field) Unit() *Field {
	switch f.Value.Name {
	case "Quantity":
		return f.Part("unit")
	case "Money":
		return f.Part("currency")
	}
	return nil
}

// Span names a column of the spell in which a node is known.
type Span string

// The columns of a spell.
const (
	Since     Span = "since"
	Until     Span = "until"
	Authority Span = "authority"
	Told      Span = "told"
	Ended     Span = "ended"
)

// Value is a value object.
type Value struct {
	Name, Doc string
	Fields    []*Field
}

// Rel is a field that leads to other nodes.
type Rel struct {
	Name, Doc     string
	Type          string // of the edge
	Out           bool
	Many          bool
	Owner, Target *Type
	Only          []string
	Required      bool
	Expected      bool // a record may leave it out, with a warning
	OneWay        bool
	Lists         bool // an entity is listed while such an edge of another node leads to it
	Auto          bool // @derived: the writer fills it
	From          *Derivation
	Latest        *Latest
	Pos           *ast.Position
}

// Derivation is where a relationship rests on facts: the pair of Near and Far of each Fact that meets If.
type Derivation struct {
	Fact      *Type
	Near, Far *Rel // fields of Fact that name this end and the other
	Role      *Field
	If        Condition
}

// Latest is what @latest says: the newest facts of a relationship for each value of Per (fields or relationships of the fact).
type Latest struct {
	Of  *Rel
	Per []string
}

// Derived says that several edges may state one pair, of which readers see the best.
func (r *Rel) Derived() bool { return r.From != nil }

// FarSpan says that the edge carries the spell of the node at its far end: the far node owns the edge.
func (r *Rel) FarSpan() bool {
	return r.Latest != nil || !r.Out && r.From == nil
}

// Type finds a type by name; nil where there is none.
func (m *Model) Type(name string) *Type { return m.types[name] }

// EnumValues are the values of an enum, in order.
func (m *Model) EnumValues(name string) []string {
	var out []string
	for _, v := range m.defs[name].EnumValues {
		out = append(out, v.Name)
	}
	return out
}

// TypeOf is the concrete type whose prefix an id has; nil where there is none.
func (m *Model) TypeOf(id string) *Type {
	prefix, _, ok := strings.Cut(id, ":")
	if ok {
		for _, t := range m.Types {
			if !t.Interface && t.Prefix == prefix {
				return t
			}
		}
	}
	return nil
}

// Field finds a scalar or value object by name; nil where there is none.
func (t *Type) Field(name string) *Field { return find(t.Fields, name) }

// Rel finds a relationship by name; nil where there is none.
func (t *Type) Rel(name string) *Rel {
	for _, r := range t.Rels {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Has says whether a concrete type is this type or implements it.
func (t *Type) Has(concrete string) bool {
	return slices.ContainsFunc(t.Impl, func(i *Type) bool { return i.Name == concrete })
}

// Since is the day from which a fact counts as true, by which facts are sorted where nothing else is asked for; nil for all else.
func (t *Type) Since() *Field {
	if f := t.Field("since"); f != nil && f.Span == Since {
		return f
	}
	return nil
}

// Leaves are the type's scalar columns: its scalars and the parts of its value objects, id and spans left out.
func (t *Type) Leaves() []*Field {
	var out []*Field
	for _, f := range t.Fields {
		switch {
		case f.Parts != nil:
			out = append(out, f.Parts...)
		case f.Column != "" && f.Name != "id":
			out = append(out, f)
		}
	}
	return out
}

// Sought are the leaves that filters look for nodes by, beside what makes ids: those marked so, and the form in which a date is written
// that is never null.
func (t *Type) Sought() []*Field {
	var out []*Field
	for _, f := range t.Fields {
		switch {
		case f.Sought:
			out = append(out, f)
		case f.Value != nil && f.Value.Name == "When" && f.NonNull:
			out = append(out, f.Part("text"))
		}
	}
	return out
}

// Inverse is the same relationship seen from the target; nil where only one side is declared.
func (m *Model) Inverse(r *Rel) *Rel {
	for _, t := range m.Types {
		for _, o := range t.Rels {
			if o.Type == r.Type && o.Out != r.Out && o.Owner != r.Owner {
				return o
			}
		}
	}
	return nil
}

// EdgeTypes are the names of all edges, sorted.
func (m *Model) EdgeTypes() []string {
	var out []string
	for _, t := range m.Types {
		for _, r := range t.Rels {
			if !slices.Contains(out, r.Type) {
				out = append(out, r.Type)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Citing are the edge types that list the entity they lead to, sorted.
func (m *Model) Citing() []string {
	var out []string
	for _, t := range m.Types {
		for _, r := range t.Rels {
			if r.Lists && !slices.Contains(out, r.Type) {
				out = append(out, r.Type)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Only says that an edge type, followed this way, always ends at this target, so that a store need not check.
func (m *Model) Only(r *Rel) bool {
	for _, t := range m.Types {
		for _, o := range t.Rels {
			if o.Type == r.Type && o.Out == r.Out && o.Target != r.Target {
				return false
			}
		}
	}
	return true
}

func find(fields []*Field, name string) *Field {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Claims is how a stated field is read under a clock: of the facts at the far end of rel whose `field` is its name, the value
// of the best by since, then authority, both the highest, then the lowest id.
func (m *Model) Claims() (rel *Rel, field, value *Field) {
	claim := m.types["Claim"]
	return m.types["Entity"].Rel("claims"), claim.Field("field"), claim.Field("value")
}

// Authority is how much the word of a kind of document weighs where nothing else is said, and at most; 0 for what is no kind.
func (m *Model) Authority(kind string) (level, most int64) {
	v := m.defs[m.types["Document"].Field("kind").Enum].EnumValues.ForName(kind)
	if v == nil {
		return 0, 0
	}
	level, most, _ = weight(v.Directives.ForName("authority"))
	return level, most
}

// weight reads @authority; false where it is not there or out of order.
func weight(d *ast.Directive) (level, most int64, ok bool) {
	if d == nil {
		return 0, 0, false
	}
	level, err := strconv.ParseInt(str(d, "level"), 10, 32)
	most = level
	if text := str(d, "most"); text != "" && err == nil {
		most, err = strconv.ParseInt(text, 10, 32)
	}
	return level, most, err == nil && level <= most
}

// Disputes is the type of the facts that a reader raises about others: what a Contradiction that no rule found rests on.
func (m *Model) Disputes() *Type { return m.types["Contradiction"].Rel("dispute").Target }

// Superseded is the relationship that a passage has where only older versions of its document have it: search puts what it says last;
// nil where the model has no passages.
func (m *Model) Superseded() *Rel {
	if passage := m.types["Passage"]; passage != nil {
		return passage.Rel("supersededBy")
	}
	return nil
}

// History is what makes the history of facts: their interface, their key, by which facts speak of the same matter, the relationship to
// their evidence, and the printed words of that; nil where the model has no facts with evidence.
func (m *Model) History() (fact *Type, key *Field, evidence *Rel, printed *Field) {
	if fact = m.types["Fact"]; fact == nil || fact.Field("key") == nil || fact.Rel("evidence") == nil {
		return nil, nil, nil, nil
	}
	evidence = fact.Rel("evidence")
	return fact, fact.Field("key"), evidence, evidence.Target.Field("printed")
}

// Places is the scale of a Decimal: the stored integer is the number times ten to this power.
func (f *Field) Places() int {
	if f.Of != nil && f.Of.Value.Name == "Money" {
		return value.MoneyPlaces
	}
	return value.QuantityPlaces
}
