package schema

import (
	"maps"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// base is the smallest domain that Load takes: the real directives and interfaces, and one type of each class.
func base(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{"directives.graphqls", "base.graphqls"} {
		text, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: text}
	}
	for _, name := range []string{"agreements", "contracts", "indicators", "meetings", "organisations", "people", "projects", "provenance", "risks", "statements"} {
		text, err := files.ReadFile(name + ".graphqls")
		if err != nil {
			t.Fatal(err)
		}
		out[name+".graphqls"] = &fstest.MapFile{Data: text}
	}
	return out
}

// column is what stands between line and message; the tests hold the line only.
var column = regexp.MustCompile(`(graphqls:\d+):\d+:`)

// TestLint: each rule refuses with file and line.
func TestLint(t *testing.T) {
	for _, c := range []struct{ name, sdl, want string }{
		{"a good type", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int @stated
}`, ""},
		{"no key", `"A grant."
type Grant implements Entity & Node {
  "In pounds."
  size: Int
}`, "x.graphqls:2: Grant: a type needs @entity, @fact or @node with a key"},
		{"a word that is no decision", `"A grant."
type Grant implements Fact & Node @fact(key: ["to"], value: ["state"], wordIf: "state=GIVEN") {
  "Who is given it."
  to: Council @relationship(type: "GRANT_TO", direction: OUT, required: true, oneWay: true)
  "How far it is."
  state: String
}`, "x.graphqls:2: Grant: wordIf needs decides"},
		{"a decision about a field", `"A grant."
type Grant implements Fact & Node @fact(key: ["to"], value: ["state"], decides: ["state"]) {
  "Who is given it."
  to: Council @relationship(type: "GRANT_TO", direction: OUT, required: true, oneWay: true)
  "How far it is."
  state: String
}`, "x.graphqls:2: Grant: decides names state, which is no relationship of it"},
		{"an empty key", `"A grant."
type Grant implements Entity & Node @entity(key: []) {
  "In pounds."
  size: Int
}`, "x.graphqls:2: Grant has no key"},
		{"a key that is no field", `"A grant."
type Grant implements Entity & Node @entity(key: ["code"]) {
  "In pounds."
  size: Int
}`, "x.graphqls:2: Grant: its key names code, which it has not"},
		{"an unknown target", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "Who gives it."
  giver: Ministry @relationship(type: "GIVES", direction: IN, oneWay: true)
}`, "x.graphqls:4: Grant.giver leads to Ministry, which is no type with a key"},
		{"an unknown kind", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Float
}`, "x.graphqls:4: Grant.size: Float is no scalar, enum or value object"},
		{"one side only", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "Who gives it."
  giver: Council @relationship(type: "GIVES", direction: IN)
}`, "x.graphqls:4: Grant.giver: GIVES is declared on this side only; declare the other side or say oneWay"},
		{"another type's other side", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "What it buys."
  buys: [Contract!]! @relationship(type: "BUYS", direction: OUT)
}`, "x.graphqls:4: Grant.buys: BUYS is declared on this side only; declare the other side or say oneWay"},
		{"one way on purpose", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "Who gives it."
  giver: Council @relationship(type: "GIVES", direction: OUT, oneWay: true)
}`, ""},
		{"a clash of derived names", `"A page of suppliers."
type SupplierConnection implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int
}`, "the derived name SupplierConnection is already that of Supplier"},
		{"a clash of plurals", `"Much."
type Grant implements Entity & Node @entity(key: ["name"], plural: "councils") {
  "In pounds."
  size: Int
}`, "x.graphqls:2: Grant: the derived name councils is already that of Council"},
		{"one and many alike", `"Much."
type Grant implements Entity & Node @entity(key: ["name"], plural: "grant") {
  "In pounds."
  size: Int
}`, "x.graphqls:2: Grant: one node and many of them would both be grant; give `plural`"},
		{"a clash of prefixes", `"Much."
type Grant implements Entity & Node @entity(key: ["name"], prefix: "council") {
  "In pounds."
  size: Int
}`, "x.graphqls:2: Grant: the derived name council is already that of Council"},
		{"a name of the API", `"Where."
type PageInfo implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int
}`, "x.graphqls:2: PageInfo: the derived name PageInfo is already that of the API"},
		{"an enum that a type's filter is called", `"Where."
enum ContractWhere {
  "Here."
  HERE
}`, "x.graphqls:2: ContractWhere: the derived name ContractWhere is already that of Contract"},
		{"a type that an enum's filter is called", `"A filter."
type BoundFilter implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int
}`, "Bound: the derived name BoundFilter is already that of BoundFilter"},
		{"a value object that a scalar's filter is called", `"A filter."
type DateFilter @value {
  "In pounds."
  size: Int!
}`, "x.graphqls:2: DateFilter: the derived name DateFilter is already that of the API"},
		{"an inherited field as something else", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "Who claims it."
  claims: String @stated
}`, "x.graphqls:4: Grant.claims is not what its interface Entity says of it: found String, expected [Claim!]!"},
		{"an inherited name that may be null", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "What it is called."
  name: String
}`, "x.graphqls:4: Grant.name is not what its interface Entity says of it: found String, expected String!"},
		{"a filter's own name", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  edge: Int
}`, "x.graphqls:4: Grant.edge: the name is the filter's own"},
		{"no description of a type", `type Grant implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int
}`, "x.graphqls:1: Grant has no description"},
		{"no description of a field", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  size: Int
}`, "x.graphqls:3: Grant.size has no description"},
		{"no description of an enum's value", `"How large."
enum Size {
  "Under a thousand pounds."
  SMALL
  LARGE
}`, "x.graphqls:5: Size.LARGE has no description"},
		{"declared twice", `"A council, again."
type Council implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int
}`, "Council is declared twice"},
		{"a fact's field that is neither", `"A payment."
type Payment implements Fact & Node @fact(key: ["by"]) {
  "Who pays."
  by: Council @relationship(type: "PAYS", direction: OUT, oneWay: true)
  "In pounds."
  size: Int
}`, "x.graphqls:6: Payment.size is neither key nor value of the fact"},
		{"single but no value", `"A payment."
type Payment implements Fact & Node @fact(key: ["by"], single: ["by"]) {
  "Who pays."
  by: Council @relationship(type: "PAYS", direction: OUT, oneWay: true)
}`, "x.graphqls:2: Payment: by is single, so it must be a value"},
		{"a to-one that is never null", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "Who gives it."
  giver: Council! @relationship(type: "GIVES", direction: OUT, oneWay: true)
}`, "x.graphqls:4: Grant.giver: a relationship to one node is nullable, since a clock may hide its far end"},
		{"stated and never null", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int! @stated
}`, "x.graphqls:4: Grant.size: a stated field is nullable, since nothing may be known of it"},
		{"sought among numbers", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int! @sought
}`, "x.graphqls:4: Grant.size: a field that is sought is a String or an enum, and not stated"},
		{"derived from nothing", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "Who got it."
  takers: [Supplier!]! @relationship(type: "TAKES", direction: IN, oneWay: true, from: "Payment.to")
}`, "x.graphqls:4: Grant.takers rests on Payment, which is no type"},
		{"latest of what is no fact", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "The newest."
  latest: [Claim!]! @latest(of: "mentions", per: ["field"])
}`, "x.graphqls:4: Grant.latest: @latest needs the facts that name this type, as `of`"},
		{"a range", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "From 1 to 5."
  rank: Int @stated @range(from: 1, to: 5)
  "It may fall."
  change: Int @stated @range(from: -100)
}`, ""},
		{"a range of what is no Int", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Decimal @stated @range(from: 1)
}`, "x.graphqls:4: size: @range is for fields of type Int"},
		{"a range that is none", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int @stated @range(from: 1, to: 0)
}`, "x.graphqls:4: size: @range ends before it begins"},
		{"a range beyond an Int", `"A grant."
type Grant implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int @stated @range(to: 99999999999)
}`, "x.graphqls:4: size: @range: 99999999999 is no number of 32 bits"},
		{"a root field that api.graphqls has", `"A feed."
type Change implements Entity & Node @entity(key: ["name"]) {
  "In pounds."
  size: Int
}
extend type Query {
  "What changed."
  changes: Int!
}`, "x.graphqls:2: Change: the derived name changes is already that of the API"},
		{"a syntax error", "type Grant {", "x.graphqls:1: Expected Name, found <EOF>"},
	} {
		dir := base(t)
		dir["x.graphqls"] = &fstest.MapFile{Data: []byte(c.sdl)}
		_, err := Load(dir)
		got := ""
		if err != nil {
			got = column.ReplaceAllString(err.Error(), "$1:")
		}
		if c.want == "" && err != nil || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// TestRelationships: everything that the model says of a relationship holds together.
func TestRelationships(t *testing.T) {
	m := Domain()
	kinds := map[string]map[bool]bool{}
	for _, typ := range m.Types {
		for _, r := range typ.Rels {
			if kinds[r.Type] == nil {
				kinds[r.Type] = map[bool]bool{}
			}
			kinds[r.Type][r.From != nil] = true
			if r.From != nil && (r.From.Near.Target == nil || r.From.Far.Target == nil) {
				t.Errorf("%s.%s", typ.Name, r.Name)
			}
		}
	}
	for name, ways := range maps.All(kinds) {
		if len(ways) == 2 {
			t.Errorf("%s is derived on one side only", name)
		}
	}
}
