package schema

// groupTypes writes what grouping needs once.
func (d *deriver) groupTypes() {
	d.line("")
	d.doc("", "What of a field nodes are grouped by. Dates and instants have every one, all else VALUE only.")
	d.line("enum Bucket {")
	d.doc("  ", "The value itself: a date as `2025-07-08`.")
	d.line("  VALUE")
	d.doc("  ", "`2025`")
	d.line("  YEAR")
	d.doc("  ", "`2025-Q3`")
	d.line("  QUARTER")
	d.doc("  ", "`2025-07`")
	d.line("  MONTH")
	d.doc("  ", "From 1 April: `FY2025/26`")
	d.line("  FINANCIAL_YEAR\n}\n")
	d.doc("", "One thing of the edge that leads to a node: only within a relationship.")
	d.line("input EdgeGroupBy @oneOf {")
	d.field("By the day from which the relationship holds.", "since", "Bucket")
	d.field("By the last day on which it holds.", "until", "Bucket")
	d.field("By the role, where the fact tells one.", "role", "Bucket")
	d.line("}\n")
	d.doc("", "What was grouped by of the edge; dates in a form of `When.text`.")
	d.line("type EdgeGroupKey {")
	d.field("Null where the relationship rests on no fact.", "since", "String")
	d.field("Null where open.", "until", "String")
	d.field("Null where no role is told.", "role", "String")
	d.line("}\n")
	d.doc("", "Sorts groups by one of their keys.")
	d.line("input GroupKeyOrder {")
	d.doc("  ", "Which of `by`, from 0.")
	d.line("  index: Int! = 0")
	d.field("ASC or DESC.", "sort", "Sort!")
	d.line("}")
	for _, k := range []Kind{Int, Long} {
		d.line("")
		d.doc("", "Compares statistics of a group. All given conditions must hold.")
		d.line("input %sHaving {", k)
		d.havingStats("LongFilter", string(k)+"Filter")
	}
	d.line("")
	d.doc("", "Sorts groups by one statistic.")
	d.line("input StatsOrder @oneOf {")
	d.statsOrder()
}

// havingStats ends conditions on statistics.
func (d *deriver) havingStats(sum, one string) {
	d.field("How many have a value.", "count", "IntFilter")
	d.field("Their sum; 0 where none has a value.", "sum", sum)
	d.field("The least; of no value, nothing is met.", "min", one)
	d.field("The greatest; of no value, nothing is met.", "max", one)
	d.line("}")
}

// statsOrder ends an ordering by statistics.
func (d *deriver) statsOrder() {
	d.field("By how many have a value.", "count", "Sort")
	d.field("By their sum.", "sum", "Sort")
	d.field("By the least; of no value, last.", "min", "Sort")
	d.field("By the greatest; of no value, last.", "max", "Sort")
	d.line("}")
}

// groupValue writes how a value object is grouped by: its amounts compare within a unit only, so they are no key.
func (d *deriver) groupValue(v *Value, unit *Field) {
	d.line("")
	d.doc("", "One part to group by.")
	d.line("input %sGroupBy @oneOf {", v.Name)
	for _, f := range v.Fields {
		if f.Groups() {
			d.field(byDoc(f.Name), f.Name, "Bucket")
		}
	}
	d.line("}\n")
	d.doc("", "The parts that were grouped by; dates in a form of `When.text`.")
	d.line("type %sGroupKey {", v.Name)
	for _, f := range v.Fields {
		if f.Groups() {
			d.field(f.Doc, f.Name, f.groupKey())
		}
	}
	d.line("}")
	if unit == nil {
		return
	}
	d.line("")
	d.doc("", "Compares the amounts of one "+unit.Name+" of a group. All given conditions must hold.")
	d.line("input %sHaving {", v.Name)
	d.field("Only amounts told in this are counted.", unit.Name, "String!")
	d.havingStats("DecimalFilter", "DecimalFilter")
	d.line("")
	d.doc("", "Sorts groups by one statistic of the amounts of one "+unit.Name+".")
	d.line("input %sStatsOrder {", v.Name)
	d.field("Only amounts told in this are counted.", unit.Name, "String!")
	d.statsOrder()
}

// Groups says whether nodes are grouped by a scalar: an amount means nothing without its unit.
func (f *Field) Groups() bool { return f.Name != "amount" || f.Kind != Decimal }

// partDoc describes grouping by one part of a value object; one that has dates says how a bucket is asked for.
func partDoc(f *Field) string {
	doc := "By one part of `" + f.Name + "`."
	for _, part := range f.Value.Fields {
		if part.Kind == Date {
			return doc + " Its dates have buckets: `{" + f.Name + ": {" + part.Name + ": FINANCIAL_YEAR}}`."
		}
	}
	return doc
}

// groupKey is the type that a value has as a key.
func (f *Field) groupKey() string {
	if f.Kind == Date || f.Kind == DateTime {
		return string(String)
	}
	return f.typeName()
}

// number says whether a field is added up: a whole number, or amounts by unit.
func (f *Field) number() bool {
	if f.Value != nil {
		return f.Unit() != nil
	}
	return f.Kind == Int || f.Kind == Long
}

// group writes the groups of a type's nodes: what they are made by, chosen by, sorted by, and what is asked of each.
func (d *deriver) group(t *Type) {
	d.line("")
	d.doc("", "Nodes of one key, each counted once.")
	d.line("type %sGroup {", t.Name)
	d.doc("  ", "What was grouped by, in the shape of `by`.")
	d.line("  key: %sGroupKey!", t.Name)
	d.counted(t)
	d.groupBy(t)
	d.having(t)
}

func (d *deriver) groupBy(t *Type) {
	d.line("")
	d.doc("", "One key: of the node, of its edge, or of those that it leads to, each value once; null where there is none. Over at most three relationships; two keys may have several values.")
	d.line("input %sGroupBy @oneOf {", t.Name)
	d.field("By the edge that leads here: only within a relationship.", "edge", "EdgeGroupBy")
	if t.Interface {
		d.field("By what it is: `Council`, `Decision`.", TypeName, "Bucket")
	}
	for _, f := range t.Fields {
		if f.Value != nil {
			d.field(partDoc(f), f.Name, f.Value.Name+"GroupBy")
		} else {
			d.field(byDoc(f.Name), f.Name, "Bucket")
		}
	}
	for _, r := range t.Rels {
		d.field("By what `"+r.Name+"` leads to.", r.Name, r.Target.Name+"GroupBy")
	}
	d.line("}\n")
	d.doc("", "Null where there is none. Dates are in a form of `When.text`, so that `within` finds them.")
	d.line("type %sGroupKey {", t.Name)
	d.field("Of the edge that leads here.", "edge", "EdgeGroupKey!")
	if t.Interface {
		d.field("What it is; null where the way leads nowhere.", TypeName, "NodeType")
	}
	for _, f := range t.Fields {
		if f.Value != nil {
			d.field("The parts of `"+f.Name+"`.", f.Name, f.Value.Name+"GroupKey!")
		} else {
			d.field("The value of `"+f.Name+"`.", f.Name, f.groupKey())
		}
	}
	for _, r := range t.Rels {
		d.field("Of what `"+r.Name+"` leads to.", r.Name, r.Target.Name+"GroupKey!")
	}
	d.line("}")
}

// having writes the conditions on groups and their orderings.
func (d *deriver) having(t *Type) {
	d.line("")
	d.doc("", "All given conditions must hold. Of a relationship: how many distinct nodes the group leads to.")
	d.line("input %sHaving {", t.Name)
	d.field("How many nodes.", "count", "IntFilter")
	for _, f := range t.Fields {
		switch {
		case f.number() && f.Value != nil:
			d.field(statsDoc(f)+" One entry a "+f.Unit().Name+"; all must hold.", f.Name, "["+f.Value.Name+"Having!]")
		case f.number():
			d.field(statsDoc(f), f.Name, string(f.Kind)+"Having")
		}
	}
	d.related(t, "IntFilter")
	d.line("")
	d.doc("", "One key of an ordering of groups; more in a list break ties, then the groups' keys. Nulls come last. Relationships as in the conditions.")
	d.line("input %sGroupOrder @oneOf {", t.Name)
	d.field("By one of the keys.", "key", "GroupKeyOrder")
	d.field("By how many nodes.", "count", "Sort")
	for _, f := range t.Fields {
		switch {
		case f.number() && f.Value != nil:
			d.field(statsDoc(f), f.Name, f.Value.Name+"StatsOrder")
		case f.number():
			d.field(statsDoc(f), f.Name, "StatsOrder")
		}
	}
	d.related(t, "Sort")
	if len(t.Rels) == 0 {
		return
	}
	d.line("")
	d.doc("", "How many distinct nodes each relationship leads to, from all together.")
	d.line("type %sDistinct {", t.Name)
	d.related(t, "Int!")
}

// related ends a type with its relationships, each of one type.
func (d *deriver) related(t *Type, each string) {
	for _, r := range t.Rels {
		d.field("How many distinct nodes `"+r.Name+"` leads to.", r.Name, each)
	}
	d.line("}")
}

// counted is what is counted of nodes, of all or of a group.
func (d *deriver) counted(t *Type) {
	d.field("How many nodes.", "count", "Int!")
	if len(t.Rels) > 0 {
		d.field("How many distinct nodes their relationships lead to.", "distinct", t.Name+"Distinct!")
	}
	for _, f := range t.Fields {
		switch {
		case f.Value != nil && f.Unit() != nil:
			d.field(statsDoc(f)+" One entry a "+f.Unit().Name+", in its order.", f.Name, "["+f.Value.Name+"Stats!]!")
		case f.Value != nil:
			d.field(statsDoc(f), f.Name, f.Value.Name+"Stats!")
		case f.Kind.Ordered():
			d.field(statsDoc(f), f.Name, string(f.Kind)+"Stats!")
		}
	}
	d.line("}")
}

// statsDoc says what statistics are of.
func statsDoc(f *Field) string { return "Statistics of `" + f.Name + "`." }
