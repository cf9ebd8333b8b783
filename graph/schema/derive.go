package schema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// apiNames are the types of the API that no domain type may be called.
var apiNames = []string{"Query", "Mutation", "Subscription", "Sort", "PageInfo", "NodeType", "EdgeWhere", "EdgeOrder", "Match",
	"SearchEdge", "SearchConnection", "TextField", "Bucket", "EdgeGroupBy", "EdgeGroupKey", "GroupKeyOrder", "StatsOrder", "NodeTypeFilter"}

// typeSuffixes are the names derived from each type.
var typeSuffixes = []string{"", "Connection", "Edge", "Where", "Relation", "Count", "Order", "FieldOrder", "CountOrder", "Aggregate",
	"Group", "GroupBy", "GroupKey", "GroupOrder", "Having", "Distinct"}

// scalarKinds in the order of the API.
var scalarKinds = []Kind{ID, String, Boolean, Int, Long, Decimal, Date, DateTime}

// Derive writes the public API of a model as SDL: reviewed as a file, executed by gqlgen. api is the text of the hand-written
// root fields. The same model gives the same bytes.
func Derive(m *Model, api string) string {
	d := &deriver{m: m}
	d.line("# The public API, derived from graph/schema/*.graphqls by cmd/generate. Do not edit.")
	d.scalars()
	d.enums()
	d.values()
	for _, t := range m.Types {
		d.object(t)
		if t.Name != "Node" {
			d.connection(t)
			d.where(t)
			d.order(t)
			d.aggregate(t)
			d.group(t)
		}
	}
	d.roots()
	d.line("")
	d.line("%s", strings.TrimSpace(api[strings.Index(api, "extend type Query"):]))
	return d.b.String()
}

type deriver struct {
	m *Model
	b strings.Builder
}

func (d *deriver) line(format string, args ...any) {
	fmt.Fprintf(&d.b, format, args...)
	d.b.WriteByte('\n')
}

// doc writes a description above what follows.
func (d *deriver) doc(indent, text string) {
	if text == "" {
		return
	}
	if strings.ContainsAny(text, "\n\"\\") {
		d.line("%s\"\"\"", indent)
		for l := range strings.SplitSeq(text, "\n") {
			d.line("%s%s", indent, strings.ReplaceAll(l, `"""`, `\"""`))
		}
		d.line("%s\"\"\"", indent)
		return
	}
	d.line("%s\"%s\"", indent, text)
}

// field writes a described field, or what goes like one: an input field.
func (d *deriver) field(doc, name, typ string) {
	d.doc("  ", doc)
	d.line("  %s: %s", name, typ)
}

func (d *deriver) scalars() {
	for _, def := range d.m.sortedDefs(ast.Scalar) {
		d.line("")
		d.doc("", def.Description)
		d.line("scalar %s", def.Name)
	}
	d.line("")
	d.doc("", "Ascending or descending. Nulls come last in both.")
	d.line("enum Sort {")
	d.doc("  ", "Smallest, earliest or first in the alphabet first.")
	d.line("  ASC")
	d.doc("  ", "Largest, latest or last in the alphabet first.")
	d.line("  DESC\n}")
	d.line("")
	d.doc("", "Where a page stands.")
	d.line("type PageInfo {")
	d.doc("  ", "Whether anything comes after this page.")
	d.line("  hasNextPage: Boolean!")
	d.doc("  ", "Whether anything comes before this page.")
	d.line("  hasPreviousPage: Boolean!")
	d.doc("  ", "Null where the page is empty.")
	d.line("  startCursor: String")
	d.doc("  ", "Null where the page is empty.")
	d.line("  endCursor: String\n}")
	for _, k := range scalarKinds {
		d.filter(string(k), k)
	}
	for _, k := range []Kind{Int, Long, Date, DateTime} {
		d.line("")
		d.doc("", "Statistics of a field over all nodes of the filter, not only the page.")
		d.line("type %sStats {", k)
		d.field("How many have a value.", "count", "Int!")
		if k == Int || k == Long {
			d.doc("  ", "0 where none has a value.")
			d.line("  sum: Long!")
			d.doc("  ", "To four decimals, half away from zero; null where none has a value.")
			d.line("  avg: Decimal")
		}
		d.leastAndMost(string(k))
		d.line("}")
	}
	d.line("")
	d.doc("", "Conditions on the edge that leads to a node: only within a relationship's filter.")
	d.line("input EdgeWhere {")
	d.field("The day from which the relationship holds; null where it rests on no fact.", "since", "DateFilter")
	d.field("The last day on which it holds; null where open.", "until", "DateFilter")
	d.field("In what role, where the fact tells one.", "role", "StringFilter")
	d.field("The latest fact that the relationship rests on; met by none where it rests on none.", "fact", "FactWhere")
	d.line("}")
	d.line("")
	d.doc("", "Sorts by the edge that leads to a node: only within a relationship.")
	d.line("input EdgeOrder @oneOf {")
	d.field("By the day from which the relationship holds.", "since", "Sort")
	d.field("By the last day on which it holds.", "until", "Sort")
	d.line("}")
	d.groupTypes()
}

// leastAndMost ends statistics.
func (d *deriver) leastAndMost(kind string) {
	d.field("The least or earliest; null where none has a value.", "min", kind)
	d.field("The greatest or latest; null where none has a value.", "max", kind)
}

// What the comparisons mean, wherever they stand. No comparison takes null.
const (
	eqDoc     = "Equal to."
	neDoc     = "Different from; not met by null."
	inDoc     = "One of these, at most 1,000; none where the list is empty."
	ltDoc     = "Less or earlier than."
	lteDoc    = "At most, or on that day or earlier."
	gtDoc     = "Greater or later than."
	gteDoc    = "At least, or on that day or later."
	isNullDoc = "True: it has no value. False: it has one."
)

// compares writes lt, lte, gt and gte.
func (d *deriver) compares(kind string) {
	d.field(ltDoc, "lt", kind)
	d.field(lteDoc, "lte", kind)
	d.field(gtDoc, "gt", kind)
	d.field(gteDoc, "gte", kind)
}

// filter writes the comparisons of one kind. Text is compared without case and accents.
func (d *deriver) filter(name string, k Kind) {
	d.line("")
	doc := "All given conditions must hold. A null value meets none but `isNull: true`."
	if k == String {
		doc += " Case and accents do not matter."
	}
	d.doc("", doc)
	d.line("input %sFilter {", name)
	d.field(eqDoc, "eq", name)
	d.field(neDoc, "ne", name)
	if k != Boolean {
		d.field(inDoc, "in", "["+name+"!]")
	}
	if k.Ordered() {
		d.compares(name)
	}
	if k == String {
		d.field("Has this text in it; every text has the empty one.", "contains", name)
		d.field("Begins with this text.", "startsWith", name)
		d.field("Ends with this text.", "endsWith", name)
	}
	if k == Date {
		d.field("Within a period, in any form of `When.text`: `2025-Q3`, `FY2025/26`.", "within", "String")
	}
	d.field(isNullDoc, "isNull", "Boolean")
	d.line("}")
}

func (d *deriver) enums() {
	for _, e := range d.m.Enums {
		if ofAPI(e) {
			continue
		}
		d.line("")
		d.doc("", e.Description)
		d.line("enum %s {", e.Name)
		for _, v := range e.EnumValues {
			d.doc("  ", v.Description)
			d.line("  %s", v.Name)
		}
		d.line("}")
		d.filter(e.Name, Enum)
	}
	d.line("")
	d.doc("", "The types of nodes.")
	d.line("enum NodeType {")
	for _, t := range d.m.Types {
		if !t.Interface {
			d.doc("  ", t.Doc)
			d.line("  %s", t.Name)
		}
	}
	d.line("}\n")
	d.doc("", "Compares the type of a node. All given conditions must hold. A type that the nodes asked for cannot have is an error.")
	d.line("input NodeTypeFilter {")
	d.field("Of this type.", "eq", "NodeType")
	d.field("Of any other type.", "ne", "NodeType")
	d.field("Of one of these types; none where the list is empty.", "in", "[NodeType!]")
	d.line("}")
}

// values writes the value objects, their filters, orders and statistics.
func (d *deriver) values() {
	for _, v := range d.m.Values {
		whole := &Field{Value: v, Parts: v.Fields}
		d.line("")
		d.doc("", v.Doc)
		d.line("type %s {", v.Name)
		for _, f := range v.Fields {
			d.doc("  ", f.Doc)
			d.line("  %s: %s", f.Name, f.gql())
		}
		d.line("}\n")
		d.doc("", "All given conditions must hold.")
		d.line("input %sFilter {", v.Name)
		if whole.period() {
			d.field("The same `text`.", "eq", "String")
			d.field("Another `text`; not met by null.", "ne", "String")
			d.field("One of these texts, at most 1,000; none where the list is empty.", "in", "[String!]")
			const first = " Compares the first day; a date without a year compares with nothing."
			d.field("Begins earlier than."+first, "lt", "Date")
			d.field("Begins on that day or earlier."+first, "lte", "Date")
			d.field("Begins later than."+first, "gt", "Date")
			d.field("Begins on that day or later."+first, "gte", "Date")
			d.field("Begins and ends within a period, in any form of `When.text`: `2025-Q3`, `FY2025/26`.", "within", "String")
		}
		for _, f := range v.Fields {
			doc := f.Doc
			if f.Name == "amount" {
				doc += " lt, lte, gt and gte need the " + whole.Unit().Name + " in the same filter."
			}
			d.field(doc, f.Name, f.typeName()+"Filter")
		}
		d.field(isNullDoc, "isNull", "Boolean")
		d.line("}")
		d.groupValue(v, whole.Unit())
		d.line("")
		if u := whole.Unit(); u != nil {
			d.doc("", "Sorts by "+u.Name+", then amount.")
			d.line("input %sOrder @oneOf {", v.Name)
			d.field("By "+u.Name+", then amount.", "amount", "Sort")
			d.line("}\n")
			d.doc("", "Statistics of the amounts of one "+u.Name+", over all nodes of the filter, not only the page.")
			d.line("type %sStats {", v.Name)
			d.field("What the amounts are told in.", u.Name, "String!")
			d.field("How many amounts.", "count", "Int!")
			d.field("Their exact sum.", "sum", "Decimal!")
			d.field("At the amounts' own scale, half away from zero.", "avg", "Decimal!")
			d.field("The least.", "min", "Decimal!")
			d.field("The greatest.", "max", "Decimal!")
			d.line("}")
			continue
		}
		d.doc("", "Sorts by one part.")
		d.line("input %sOrder @oneOf {", v.Name)
		for _, f := range v.Fields {
			if f.Kind.Ordered() {
				d.field(byDoc(f.Name), f.Name, "Sort")
			}
		}
		d.line("}\n")
		d.doc("", "The earliest and the latest first day, over all nodes of the filter, not only the page.")
		d.line("type %sStats {", v.Name)
		d.field("How many have a first day.", "count", "Int!")
		d.field("The earliest first day; null where none has one.", "min", "Date")
		d.field("The latest first day; null where none has one.", "max", "Date")
		d.line("}")
	}
}

// period says whether a value object has a start and an end.
func (f *Field) period() bool { return f.Part("start") != nil && f.Part("end") != nil }

// Period says whether a value object has a start and an end: its filter compares the first day, and `within` the span.
func (f *Field) Period() bool { return f.Value != nil && f.period() }

const pageDoc = "The first 20 unless `first` or `last` is given, at most 1,000."

func (d *deriver) object(t *Type) {
	d.line("")
	d.doc("", t.Doc)
	keyword := "type"
	if t.Interface {
		keyword = "interface"
	}
	implements := ""
	if len(t.Is) > 1 {
		implements = " implements " + strings.Join(t.Is[1:], " & ")
	}
	d.line("%s %s%s {", keyword, t.Name, implements)
	for _, f := range t.Fields {
		d.doc("  ", f.Doc)
		d.line("  %s: %s", f.Name, f.gql())
	}
	for _, r := range t.Rels {
		d.doc("  ", r.Doc)
		if r.Many {
			d.line("  %s(%s): %sConnection!", r.Name, pageArgs(r.Target), r.Target.Name)
		} else {
			d.line("  %s: %s", r.Name, r.Target.Name)
		}
	}
	d.line("}")
}

// described are arguments in one line, each with what it means.
func described(args ...[2]string) string {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = `"` + a[1] + `" ` + a[0]
	}
	return strings.Join(parts, ", ")
}

// pageArgs are the arguments of a connection. What is null is as if it were left out.
func pageArgs(t *Type) string {
	order := "by id"
	if t.Since() != nil {
		order = "the newest `since` first, then by id"
	}
	return described([][2]string{
		{"where: " + t.Name + "Where", "Only those that meet this; all where it is left out."},
		{"orderBy: [" + t.Name + "Order!]", "One key an entry, the first decides first; " + order + " where it is left out. Nulls come last."},
		{"first: Int", "The first so many, from 0 to 1,000; 20 where neither this nor `last` is given."},
		{"after: String", "The page begins after this cursor, of the same ordering; it goes with `first`."},
		{"last: Int", "The last so many, from 0 to 1,000; not with `first` or `after`."},
		{"before: String", "The page ends before this cursor, of the same ordering; it needs `last`."},
	}...)
}

func (d *deriver) connection(t *Type) {
	d.line("")
	order := " By id unless `orderBy` says otherwise."
	if t.Since() != nil {
		order = " The newest `since` first, then by id, unless `orderBy` says otherwise."
	}
	d.doc("", "A page of "+t.Plural+". "+pageDoc+order)
	d.line("type %sConnection {", t.Name)
	d.doc("  ", "All that meet the filter, not only those of the page.")
	d.line("  totalCount: Int!")
	d.field("Where the page stands among all.", "pageInfo", "PageInfo!")
	d.field("The page's nodes.", "nodes", "["+t.Name+"!]!")
	d.field("The same, each with its cursor and how it was reached.", "edges", "["+t.Name+"Edge!]!")
	d.doc("  ", "Statistics over the whole filter, not only the page.")
	d.line("  aggregate: %sAggregate!", t.Name)
	d.doc("  ", "The whole filter in groups, one for each combination of one to five keys: the first 20 unless `first` says otherwise, at most 1,000. By the keys unless `orderBy` says otherwise.")
	d.line("  groupBy(%s): [%sGroup!]!\n}\n", described(
		[2]string{"by: [" + t.Name + "GroupBy!]!", "One key an entry, one to five."},
		[2]string{"having: " + t.Name + "Having", "Only groups that meet this; all where it is left out."},
		[2]string{"orderBy: [" + t.Name + "GroupOrder!]", "One key an entry, the first decides first; by the keys where it is left out. Nulls come last."},
		[2]string{"first: Int", "The first so many groups, from 0 to 1,000; 20 where it is left out."}), t.Name)
	d.doc("", "One of "+t.Plural+", and how it was reached.")
	d.line("type %sEdge {", t.Name)
	d.doc("  ", "Names the place of this edge; give it to `after` or `before`.")
	d.line("  cursor: String!")
	d.field("What stands there.", "node", t.Name+"!")
	d.doc("  ", "From when the relationship holds; null at a root and where it rests on no fact.")
	d.line("  since: Date")
	d.doc("  ", "The last day on which it holds; null where open.")
	d.line("  until: Date")
	d.doc("  ", "In what role, where the fact tells one.")
	d.line("  role: String")
	d.doc("  ", "The latest fact that the relationship rests on; null at a root and where it rests on none.")
	d.line("  fact: Fact\n}")
}

func (d *deriver) where(t *Type) {
	d.line("")
	d.doc("", "All given conditions must hold.")
	d.line("input %sWhere {", t.Name)
	d.field("All of these hold; an empty list holds.", "AND", "["+t.Name+"Where!]")
	d.field("At least one of these holds; an empty list does not.", "OR", "["+t.Name+"Where!]")
	d.field("True where the condition is false or not known.", "NOT", t.Name+"Where")
	d.field("The edge that leads here: only within a relationship.", "edge", "EdgeWhere")
	if d.m.toOne(t) {
		d.field("True: there is none. False: there is one. Only right within a relationship to one node: `{council: {isNull: true}}`.", "isNull", "Boolean")
	}
	if t.Interface {
		d.field("What it is, by its type: `Council`, `Decision`.", TypeName, "NodeTypeFilter")
	}
	if t.Rel("names") != nil {
		d.field("Any of its names.", "anyName", "StringFilter")
	}
	for _, f := range t.Fields {
		d.field(f.Doc, f.Name, f.typeName()+"Filter")
	}
	for _, r := range t.Rels {
		if r.Many {
			d.field(r.Doc, r.Name, r.Target.Name+"Relation")
		} else {
			d.field(r.Doc+" It is there and meets this; `{isNull: true}` for where there is none.", r.Name, r.Target.Name+"Where")
		}
	}
	d.line("}\n")
	d.doc("", "Conditions on related "+t.Plural+".")
	d.line("input %sRelation {", t.Name)
	d.field("At least one meets this; `some: {}` where there is any.", "some", t.Name+"Where")
	d.field("None meets this; `none: {}` where there is none.", "none", t.Name+"Where")
	d.field("All meet this; true where there are none.", "all", t.Name+"Where")
	d.field("How many there are, or how many meet a condition.", "count", t.Name+"Count")
	d.line("}\n")
	d.doc("", "Compares the number of related "+t.Plural+" that meet `where`.")
	d.line("input %sCount {", t.Name)
	d.field("What is counted; all where it is left out.", "where", t.Name+"Where")
	d.field(eqDoc, "eq", "Int")
	d.field("Different from.", "ne", "Int")
	d.field(inDoc, "in", "[Int!]")
	d.compares("Int")
	d.line("}")
}

// toOne says whether a relationship to one node leads to the type.
func (m *Model) toOne(t *Type) bool {
	return slices.ContainsFunc(m.Types, func(from *Type) bool {
		return slices.ContainsFunc(from.Rels, func(r *Rel) bool { return !r.Many && r.Target == t })
	})
}

func (d *deriver) order(t *Type) {
	d.line("")
	d.doc("", "One key of an ordering; more keys in a list break ties. Nulls come last. The id breaks what ties are left.")
	d.line("input %sOrder @oneOf {", t.Name)
	d.orderFields(t)
	for _, r := range t.Rels {
		if r.Many {
			d.field("By how many `"+r.Name+"` there are.", r.Name, r.Target.Name+"CountOrder")
		}
	}
	d.field("The edge that leads here: only within a relationship.", "edge", "EdgeOrder")
	d.line("}\n")
	d.doc("", "A field of a related one.")
	d.line("input %sFieldOrder @oneOf {", t.Name)
	d.orderFields(t)
	d.line("}\n")
	d.doc("", "Sorts by how many related "+t.Plural+" there are.")
	d.line("input %sCountOrder {", t.Name)
	d.field("ASC: the fewest first. DESC: the most first.", "count", "Sort!")
	d.field("Counts only those that meet this; all where it is left out.", "where", t.Name+"Where")
	d.line("}")
}

func (d *deriver) orderFields(t *Type) {
	for _, f := range t.Fields {
		if f.Value != nil {
			d.field("By one part of `"+f.Name+"`.", f.Name, f.Value.Name+"Order")
		} else {
			d.field(byDoc(f.Name), f.Name, "Sort")
		}
	}
	for _, r := range t.Rels {
		if !r.Many {
			d.field("By a field of `"+r.Name+"`; where there is none, last.", r.Name, r.Target.Name+"FieldOrder")
		}
	}
}

// byDoc says what is sorted or grouped by.
func byDoc(name string) string { return "By `" + name + "`." }

func (d *deriver) aggregate(t *Type) {
	d.line("")
	d.doc("", "Statistics of "+t.Plural+".")
	d.line("type %sAggregate {", t.Name)
	d.counted(t)
}

// clocks are the arguments that every root field has.
var clocks = described(
	[2]string{"asOf: Date", "Only facts and relationships that held at the end of this day; past and present ones where it is left out."},
	[2]string{"knownAt: DateTime", "What this graph had been told by this instant; what it knows now where it is left out."})

func (d *deriver) roots() {
	d.line("")
	d.doc("", `Every root field takes two clocks, and they hold at every depth below it.
asOf: what was true at the end of that day. It hides facts and relationships, no entity.
knownAt: what this graph had been told by then, and nothing of what it was told later. What is not clocked is today's all the same: names,
merges, our wording, and what documents, versions, passages, mentions, evidence and other nodes say of themselves, but for the fields of
entities that claims state, and for what is derived from facts.
Without them past and present facts are both read as they are known now.`)
	d.line("type Query {")
	for _, t := range d.m.Types {
		if t.Name == "Node" {
			continue
		}
		d.doc("  ", t.Doc)
		d.line("  %s(%s, %s): %sConnection", t.Plural, pageArgs(t), clocks, t.Name)
		d.doc("  ", "One by id; null where there is none.")
		d.line("  %s(%s, %s): %s", t.Singular(), described([2]string{"id: ID!", "Its id, or one that was merged into it."}), clocks, t.Name)
	}
	d.line("}")
}

func (f *Field) typeName() string {
	switch {
	case f.Value != nil:
		return f.Value.Name
	case f.Enum != "":
		return f.Enum
	}
	return string(f.Kind)
}

func (f *Field) gql() string {
	if f.NonNull {
		return f.typeName() + "!"
	}
	return f.typeName()
}

// sortedDefs are the definitions of one kind, by name.
func (m *Model) sortedDefs(kind ast.DefinitionKind) []*ast.Definition {
	var out []*ast.Definition
	for _, d := range m.defs {
		if d.Kind == kind {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b *ast.Definition) int { return strings.Compare(a.Name, b.Name) })
	return out
}
