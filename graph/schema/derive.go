package schema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// apiNames are the types of the API that no domain type may be called.
var apiNames = []string{"Query", "Mutation", "Subscription", "Sort", "PageInfo", "NodeType", "EdgeWhere", "EdgeOrder", "Match",
	"SearchEdge", "SearchConnection", "TextField", "Bucket", "EdgeGroupBy", "EdgeGroupKey", "GroupKeyOrder", "StatsOrder"}

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
		d.doc("  ", "How many have a value.")
		d.line("  count: Int!")
		if k == Int || k == Long {
			d.doc("  ", "0 where none has a value.")
			d.line("  sum: Long!")
			d.doc("  ", "To four decimals, half away from zero; null where none has a value.")
			d.line("  avg: Decimal")
		}
		d.line("  min: %s\n  max: %[1]s\n}", k)
	}
	d.line("")
	d.doc("", "Conditions on the edge that leads to a node: only within a relationship's filter.")
	d.line("input EdgeWhere {")
	d.line("  since: DateFilter\n  until: DateFilter\n  role: StringFilter")
	d.doc("  ", "The latest fact that the relationship rests on.")
	d.line("  fact: FactWhere\n}")
	d.line("")
	d.doc("", "Sorts by the edge that leads to a node: only within a relationship.")
	d.line("input EdgeOrder @oneOf {\n  since: Sort\n  until: Sort\n}")
	d.groupTypes()
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
	d.line("  eq: %s", name)
	d.doc("  ", "Different from; not met by null.")
	d.line("  ne: %s", name)
	if k != Boolean {
		d.doc("  ", "One of these; none where the list is empty.")
		d.line("  in: [%s!]", name)
	}
	if k.Ordered() {
		d.line("  lt: %s\n  lte: %[1]s\n  gt: %[1]s\n  gte: %[1]s", name)
	}
	if k == String {
		d.line("  contains: String\n  startsWith: String\n  endsWith: String")
	}
	if k == Date {
		d.doc("  ", "Within a period, in any form of `When.text`: `2025-Q3`, `FY2025/26`.")
		d.line("  within: String")
	}
	d.line("  isNull: Boolean\n}")
}

func (d *deriver) enums() {
	for _, e := range d.m.Enums {
		if strings.HasSuffix(e.Position.Src.Name, "api.graphqls") {
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
			d.doc("  ", "The same `text`.")
			d.line("  eq: String")
			d.doc("  ", "Another `text`.")
			d.line("  ne: String")
			d.doc("  ", "One of these texts.")
			d.line("  in: [String!]")
			d.doc("  ", "Compares the first day; a date without a year compares with nothing.")
			d.line("  lt: Date\n  lte: Date\n  gt: Date\n  gte: Date")
			d.doc("  ", "Begins and ends within a period, in any form of `When.text`: `2025-Q3`, `FY2025/26`.")
			d.line("  within: String")
		}
		for _, f := range v.Fields {
			if f.Name == "amount" {
				d.doc("  ", "lt, lte, gt and gte need the "+whole.Unit().Name+" in the same filter.")
			}
			d.line("  %s: %sFilter", f.Name, f.typeName())
		}
		d.line("  isNull: Boolean\n}")
		d.groupValue(v, whole.Unit())
		d.line("")
		if u := whole.Unit(); u != nil {
			d.doc("", "Sorts by "+u.Name+", then amount.")
			d.line("input %sOrder @oneOf {\n  amount: Sort\n}\n", v.Name)
			d.doc("", "Statistics of the amounts of one "+u.Name+", over all nodes of the filter, not only the page.")
			d.line("type %sStats {", v.Name)
			d.line("  %s: String!\n  count: Int!\n  sum: Decimal!", u.Name)
			d.doc("  ", "At the amounts' own scale, half away from zero.")
			d.line("  avg: Decimal!\n  min: Decimal!\n  max: Decimal!\n}")
			continue
		}
		d.doc("", "Sorts by one part.")
		d.line("input %sOrder @oneOf {", v.Name)
		for _, f := range v.Fields {
			if f.Kind.Ordered() {
				d.line("  %s: Sort", f.Name)
			}
		}
		d.line("}\n")
		d.doc("", "The earliest and the latest first day, over all nodes of the filter, not only the page.")
		d.line("type %sStats {\n  count: Int!\n  min: Date\n  max: Date\n}", v.Name)
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

func pageArgs(t *Type) string {
	return fmt.Sprintf("where: %sWhere, orderBy: [%[1]sOrder!], first: Int, after: String, last: Int, before: String", t.Name)
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
	d.line("  totalCount: Int!\n  pageInfo: PageInfo!\n  nodes: [%s!]!\n  edges: [%[1]sEdge!]!", t.Name)
	d.doc("  ", "Statistics over the whole filter, not only the page.")
	d.line("  aggregate: %sAggregate!", t.Name)
	d.doc("  ", "The whole filter in groups, one for each combination of one to five keys: the first 20 unless `first` says otherwise, at most 1,000. By the keys unless `orderBy` says otherwise.")
	d.line("  groupBy(by: [%sGroupBy!]!, having: %[1]sHaving, orderBy: [%[1]sGroupOrder!], first: Int): [%[1]sGroup!]!\n}\n", t.Name)
	d.doc("", "One of "+t.Plural+", and how it was reached.")
	d.line("type %sEdge {", t.Name)
	d.doc("  ", "Names the place of this edge; give it to `after` or `before`.")
	d.line("  cursor: String!\n  node: %s!", t.Name)
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
	d.line("  AND: [%sWhere!]\n  OR: [%[1]sWhere!]", t.Name)
	d.doc("  ", "True where the condition is false or not known.")
	d.line("  NOT: %sWhere", t.Name)
	d.doc("  ", "The edge that leads here: only within a relationship.")
	d.line("  edge: EdgeWhere")
	if d.m.toOne(t) {
		d.doc("  ", "True: there is none. False: there is one. Only right within a relationship to one node: `{council: {isNull: true}}`.")
		d.line("  isNull: Boolean")
	}
	if t.Rel("names") != nil {
		d.doc("  ", "Any of its names.")
		d.line("  anyName: StringFilter")
	}
	for _, f := range t.Fields {
		d.line("  %s: %sFilter", f.Name, f.typeName())
	}
	for _, r := range t.Rels {
		if r.Many {
			d.line("  %s: %sRelation", r.Name, r.Target.Name)
		} else {
			d.doc("  ", "It is there and meets this; `{isNull: true}` for where there is none.")
			d.line("  %s: %sWhere", r.Name, r.Target.Name)
		}
	}
	d.line("}\n")
	d.doc("", "Conditions on related "+t.Plural+".")
	d.line("input %sRelation {", t.Name)
	d.doc("  ", "At least one meets this.")
	d.line("  some: %sWhere", t.Name)
	d.doc("  ", "None meets this.")
	d.line("  none: %sWhere", t.Name)
	d.doc("  ", "All meet this; true where there are none.")
	d.line("  all: %sWhere", t.Name)
	d.doc("  ", "How many there are, or how many meet a condition.")
	d.line("  count: %sCount\n}\n", t.Name)
	d.doc("", "Compares the number of related "+t.Plural+" that meet `where`.")
	d.line("input %sCount {\n  where: %[1]sWhere\n  eq: Int\n  ne: Int\n  in: [Int!]\n  lt: Int\n  lte: Int\n  gt: Int\n  gte: Int\n}", t.Name)
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
			d.line("  %s: %sCountOrder", r.Name, r.Target.Name)
		}
	}
	d.doc("  ", "The edge that leads here: only within a relationship.")
	d.line("  edge: EdgeOrder\n}\n")
	d.doc("", "A field of a related one.")
	d.line("input %sFieldOrder @oneOf {", t.Name)
	d.orderFields(t)
	d.line("}\n")
	d.doc("", "Sorts by how many related "+t.Plural+" there are.")
	d.line("input %sCountOrder {\n  count: Sort!", t.Name)
	d.doc("  ", "Counts only those that meet this.")
	d.line("  where: %sWhere\n}", t.Name)
}

func (d *deriver) orderFields(t *Type) {
	for _, f := range t.Fields {
		if f.Value != nil {
			d.line("  %s: %sOrder", f.Name, f.Value.Name)
		} else {
			d.line("  %s: Sort", f.Name)
		}
	}
	for _, r := range t.Rels {
		if !r.Many {
			d.line("  %s: %sFieldOrder", r.Name, r.Target.Name)
		}
	}
}

func (d *deriver) aggregate(t *Type) {
	d.line("")
	d.doc("", "Statistics of "+t.Plural+".")
	d.line("type %sAggregate {", t.Name)
	d.counted(t)
}

const clocks = "asOf: Date, knownAt: DateTime"

func (d *deriver) roots() {
	d.line("")
	d.doc("", `Every root field takes two clocks, and they hold at every depth below it.
asOf: what was true at the end of that day. It hides facts and relationships, no entity.
knownAt: what this graph had been told by then. Names, merges and our wording are today's all the same.
Without them past and present facts are both read as they are known now.`)
	d.line("type Query {")
	for _, t := range d.m.Types {
		if t.Name == "Node" {
			continue
		}
		d.doc("  ", t.Doc)
		d.line("  %s(%s, %s): %sConnection", t.Plural, pageArgs(t), clocks, t.Name)
		d.doc("  ", "One by id; null where there is none.")
		d.line("  %s(id: ID!, %s): %s", t.Singular(), clocks, t.Name)
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
