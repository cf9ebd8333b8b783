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
	d.line("input EdgeGroupBy @oneOf {\n  since: Bucket\n  until: Bucket\n  role: Bucket\n}\n")
	d.doc("", "What was grouped by of the edge; dates in a form of `When.text`.")
	d.line("type EdgeGroupKey {\n  since: String\n  until: String\n  role: String\n}\n")
	d.doc("", "Sorts groups by one of their keys.")
	d.line("input GroupKeyOrder {")
	d.doc("  ", "Which of `by`, from 0.")
	d.line("  index: Int! = 0\n  sort: Sort!\n}")
	for _, k := range []Kind{Int, Long} {
		d.line("")
		d.doc("", "Compares statistics of a group. All given conditions must hold.")
		d.line("input %sHaving {\n  count: IntFilter\n  sum: LongFilter\n  min: %[1]sFilter\n  max: %[1]sFilter\n}", k)
	}
	d.line("")
	d.doc("", "Sorts groups by one statistic.")
	d.line("input StatsOrder @oneOf {\n  count: Sort\n  sum: Sort\n  min: Sort\n  max: Sort\n}")
}

// groupValue writes how a value object is grouped by: its amounts compare within a unit only, so they are no key.
func (d *deriver) groupValue(v *Value, unit *Field) {
	d.line("")
	d.doc("", "One part to group by.")
	d.line("input %sGroupBy @oneOf {", v.Name)
	for _, f := range v.Fields {
		if f.Groups() {
			d.line("  %s: Bucket", f.Name)
		}
	}
	d.line("}\n")
	d.doc("", "The parts that were grouped by; dates in a form of `When.text`.")
	d.line("type %sGroupKey {", v.Name)
	for _, f := range v.Fields {
		if f.Groups() {
			d.line("  %s: %s", f.Name, f.groupKey())
		}
	}
	d.line("}")
	if unit == nil {
		return
	}
	d.line("")
	d.doc("", "Compares the amounts of one "+unit.Name+" of a group. All given conditions must hold.")
	d.line("input %sHaving {\n  %s: String!\n  count: IntFilter\n  sum: DecimalFilter\n  min: DecimalFilter\n  max: DecimalFilter\n}\n", v.Name, unit.Name)
	d.doc("", "Sorts groups by one statistic of the amounts of one "+unit.Name+".")
	d.line("input %sStatsOrder {\n  %s: String!\n  count: Sort\n  sum: Sort\n  min: Sort\n  max: Sort\n}", v.Name, unit.Name)
}

// Groups says whether nodes are grouped by a scalar: an amount means nothing without its unit.
func (f *Field) Groups() bool { return f.Name != "amount" || f.Kind != Decimal }

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
	d.line("input %sGroupBy @oneOf {\n  edge: EdgeGroupBy", t.Name)
	for _, f := range t.Fields {
		if f.Value != nil {
			d.line("  %s: %sGroupBy", f.Name, f.Value.Name)
		} else {
			d.line("  %s: Bucket", f.Name)
		}
	}
	for _, r := range t.Rels {
		d.line("  %s: %sGroupBy", r.Name, r.Target.Name)
	}
	d.line("}\n")
	d.doc("", "Null where there is none. Dates are in a form of `When.text`, so that `within` finds them.")
	d.line("type %sGroupKey {\n  edge: EdgeGroupKey!", t.Name)
	for _, f := range t.Fields {
		if f.Value != nil {
			d.line("  %s: %sGroupKey!", f.Name, f.Value.Name)
		} else {
			d.line("  %s: %s", f.Name, f.groupKey())
		}
	}
	for _, r := range t.Rels {
		d.line("  %s: %sGroupKey!", r.Name, r.Target.Name)
	}
	d.line("}")
}

// having writes the conditions on groups and their orderings.
func (d *deriver) having(t *Type) {
	d.line("")
	d.doc("", "All given conditions must hold. Of a relationship: how many distinct nodes the group leads to.")
	d.line("input %sHaving {\n  count: IntFilter", t.Name)
	for _, f := range t.Fields {
		switch {
		case f.number() && f.Value != nil:
			d.line("  %s: [%sHaving!]", f.Name, f.Value.Name)
		case f.number():
			d.line("  %s: %sHaving", f.Name, f.Kind)
		}
	}
	d.related(t, "IntFilter")
	d.line("")
	d.doc("", "One key of an ordering of groups; more in a list break ties, then the groups' keys. Nulls come last. Relationships as in the conditions.")
	d.line("input %sGroupOrder @oneOf {\n  key: GroupKeyOrder\n  count: Sort", t.Name)
	for _, f := range t.Fields {
		switch {
		case f.number() && f.Value != nil:
			d.line("  %s: %sStatsOrder", f.Name, f.Value.Name)
		case f.number():
			d.line("  %s: StatsOrder", f.Name)
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
		d.line("  %s: %s", r.Name, each)
	}
	d.line("}")
}

// counted is what is counted of nodes, of all or of a group.
func (d *deriver) counted(t *Type) {
	d.line("  count: Int!")
	if len(t.Rels) > 0 {
		d.line("  distinct: %sDistinct!", t.Name)
	}
	for _, f := range t.Fields {
		switch {
		case f.Value != nil && f.Unit() != nil:
			d.doc("  ", "One entry a "+f.Unit().Name+", in its order.")
			d.line("  %s: [%sStats!]!", f.Name, f.Value.Name)
		case f.Value != nil:
			d.line("  %s: %sStats!", f.Name, f.Value.Name)
		case f.Kind.Ordered():
			d.line("  %s: %sStats!", f.Name, f.Kind)
		}
	}
	d.line("}")
}
