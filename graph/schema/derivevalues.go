package schema

import (
	"github.com/vektah/gqlparser/v2/ast"
)

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
