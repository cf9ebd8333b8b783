package schema

import "slices"

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
