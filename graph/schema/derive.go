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
