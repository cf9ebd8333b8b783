package storetest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// faults are planted in copies of package memory, one in each: what a store may easily get wrong. The suite must catch all.
var faults = []struct{ name, file, right, wrong string }{
	{"bestOfForgetsAuthority", "see.go", "return cmp.Or(cmp.Compare(r.span.Since, with.span.Since), cmp.Compare(r.span.Authority, with.span.Authority))", "return cmp.Compare(r.span.Since, with.span.Since)"},
	{"bestOfForgetsSince", "see.go", "return cmp.Or(cmp.Compare(r.span.Since, with.span.Since), cmp.Compare(r.span.Authority, with.span.Authority))", "return cmp.Compare(r.span.Authority, with.span.Authority)"},
	{"bestOfHighestOwner", "see.go", "cmp.Compare(than.owner.id, r.owner.id)", "cmp.Compare(r.owner.id, than.owner.id)"},
	{"bestOfAllTime", "see.go", "if sp := r.in(e.spells, e.owner.typ.Clocked); sp != nil {", "if sp := r.in(e.spells, e.owner.typ.Clocked); sp != nil || rel.From != nil && len(e.spells) > 0 {\n\t\t\tif sp == nil {\n\t\t\t\tsp = &e.spells[0]\n\t\t\t}"},
	{"everyOwnersEdge", "see.go", "return onePair(all)", "return all"},
	{"endedIsKnown", "see.go", "at < sp.ended", "at <= sp.ended"},
	{"toldIsNotKnown", "see.go", "sp.told <= at", "sp.told < at"},
	{"sinceIsNotIn", "see.go", "sp.span.Since <= *day", "sp.span.Since < *day"},
	{"untilIsNotIn", "see.go", "*day <= sp.span.Until", "*day < sp.span.Until"},
	{"asOfForgotten", "see.go", "(day == nil || sp", "(true || sp"},
	{"namesAreClocked", "see.go", "if !clocked {", "if false {"},
	{"latestForgetsAuthority", "see.go", "y.weigh(x) > 0", "cmp.Compare(y.span.Since, x.span.Since) > 0"},
	{"latestOneOnly", "see.go", "y.weigh(x) > 0", "(y.weigh(x) > 0 || y.weigh(x) == 0 && y.owner.id < x.owner.id)"},
	{"latestForgetsGroup", "see.go", "y.Group == x.Group && ", ""},
	{"latestIsAll", "see.go", "if rel.Latest != nil {\n\t\tall = latest(all)\n\t}", ""},
	{"unknownFarEnd", "see.go", "return !r.time.Now() && n.typ.Class != schema.Fact || r.spell(n) != nil", "return r.time.Now() || n.typ.Class != schema.Fact || r.spell(n) != nil"},
	{"uncheckedFarFact", "see.go", "return !r.time.Now() && n.typ.Class != schema.Fact || r.spell(n) != nil", "return !r.time.Now() || r.spell(n) != nil"},
	{"checkedFarEntity", "see.go", "return !r.time.Now() && n.typ.Class != schema.Fact || r.spell(n) != nil", "return r.spell(n) != nil"},
	{"highestOfToOne", "see.go", "slices.MinFunc(all", "slices.MaxFunc(all"},
	{"rootOfAnyTime", "see.go", "|| r.spell(n) == nil {", "|| len(n.spells) == 0 {"},
	{"searchTypesIgnored", "see.go", "len(c.Search.Types) > 0", "false"},
	{"aliasIgnored", "see.go", "id = to", "_ = to"},
	{"idOfAnyType", "see.go", "if n == nil || !typ.Has(n.typ.Name) {", "if n == nil {"},
	{"idMustBeKnown", "see.go", "if r.time.Now() || n.typ.Class", "if n.typ.Class"},
	{"idOfEntityMustBeListed", "see.go", "n.typ.Class == schema.Entity || !n.typ.Clocked", "!n.typ.Clocked"},
	{"openSinceIsADay", "field.go", "sp.span.Since == value.MinDay", "false"},
	{"openUntilIsADay", "field.go", "sp.span.Until == value.MaxDay", "false"},
	{"openEndIsAnInstant", "field.go", "if sp.open() {", "if false {"},
	{"firstSpellById", "see.go", "last = sp", "last = cmp.Or(last, sp)"},
	{"supersededRanksAsAny", "see.go", "x.hit.class = store.ClassSuperseded", "_ = old"},
	{"endToldBeforeItComes", "see.go", "sp.ended <= *at", "*at > 0"},
	{"endsForgotten", "see.go", "if r.time.Ends != nil {", "if false {"},
	{"statedNow", "field.go", "f.Stated && !r.time.Now()", "false"},
	{"statedHighestId", "field.go", "cmp.Compare(best.n.id, x.n.id)", "cmp.Compare(x.n.id, best.n.id)"},
	{"statedForgetsAuthority", "field.go", "x.e.weigh(best.e)", "cmp.Compare(x.e.span.Since, best.e.span.Since)"},
	{"statedTruthOfAnything", "field.go", `f.Kind == schema.Boolean && text == "false"`, "f.Kind == schema.Boolean"},
	{"roleOfNothingIsText", "field.go", `e.Role == ""`, "false"},
	{"roleIgnored", "where.go", "return leaf(w, edgeColumn(x.e, w.Edge, w.Role))", "return w.Role || leaf(w, edgeColumn(x.e, w.Edge, w.Role))"},
	{"notOfUnknownIsFalse", "where.go", "if v == nil {\n\t\treturn false\n\t}\n\tfold", "if v == nil {\n\t\treturn w.Op == query.Ne\n\t}\n\tfold"},
	{"allNeedsOne", "where.go", "for _, far := range r.related(x.n, w.Rel, w.Rel.Target, nil) {", "if len(r.related(x.n, w.Rel, w.Rel.Target, nil)) == 0 {\n\t\t\treturn false\n\t\t}\n\t\tfor _, far := range r.related(x.n, w.Rel, w.Rel.Target, nil) {"},
	{"countIgnoresFilter", "where.go", "c.Rel.Target, c.Where)))", "c.Rel.Target, nil)))"},
	{"factOfTheEdgeIgnored", "where.go", "return fact != nil && r.where(w.Kids[0], item{n: fact})", "return fact != nil"},
	{"factSeesNode", "where.go", "r.where(w.Kids[0], item{n: fact})", "r.where(w.Kids[0], x)"},
	{"withinByStart", "where.go", "end.(int64) <= int64(span[1])", "start.(int64) <= int64(span[1])"},
	{"foldIgnored", "where.go", "ok && w.Fold", "false && ok"},
	{"containsIsExact", "where.go", "strings.Contains(value.Fold(v.(string)), value.Fold(w.Value.(string)))", "strings.Contains(v.(string), w.Value.(string))"},
	{"presenceOfAnyPart", "where.go", "w.Field.Presence()", "w.Field.Parts[0]"},
	{"nullsFirst", "order.go", "case x == nil:\n\t\t\treturn turn\n\t\tcase y == nil:\n\t\t\treturn -turn", "case x == nil:\n\t\t\treturn -turn\n\t\tcase y == nil:\n\t\t\treturn turn"},
	{"nullsFirstDescending", "order.go", "case x == nil:\n\t\t\treturn turn\n\t\tcase y == nil:\n\t\t\treturn -turn", "case (x == nil || y == nil) && o.Desc:\n\t\t\tif x == nil {\n\t\t\t\treturn -turn\n\t\t\t}\n\t\t\treturn turn\n\t\tcase x == nil:\n\t\t\treturn turn\n\t\tcase y == nil:\n\t\t\treturn -turn"},
	{"nullsStayWithBack", "order.go", "case x == nil:\n\t\t\treturn turn\n\t\tcase y == nil:\n\t\t\treturn -turn", "case x == nil:\n\t\t\treturn 1\n\t\tcase y == nil:\n\t\t\treturn -1"},
	{"countsAreUnfiltered", "order.go", "return r.count(n, o.Count)", "return r.count(n, &query.CountOf{Rel: o.Count.Rel})"},
	{"orderByFoldedText", "where.go", "return cmp.Compare(a, b.(string))", "return cmp.Or(cmp.Compare(value.Fold(a), value.Fold(b.(string))), cmp.Compare(a, b.(string)))"},
	{"cursorRowAgain", "read.go", "after(c, x.keys, c.Cursor) > 0", "after(c, x.keys, c.Cursor) >= 0"},
	{"moreIgnored", "read.go", "if c.More {", "if false {"},
	{"behindOfTheStart", "read.go", "c.Cursor == nil || ", "c.Cursor == nil && func() bool { behind = true; return true }() || "},
	{"totalOfThePage", "read.go", "cells = append(cells, int64(len(all)))", "cells = append(cells, int64(min(len(all), max(c.First, c.Last))))"},
	{"keysAlways", "read.go", "if c.Keys {", "if true {"},
	{"noIndexOfVariant", "read.go", "if len(sel) == 1 {", "if len(sel) <= 2 {"},
	{"averageDown", "aggregate.go", "up.Mul(up, two).Add(up, big.NewInt(n))", "up.Mul(up, two)"},
	{"averageTowardsPlus", "aggregate.go", "if total.Sign() < 0 {\n\t\tup.Neg(up)\n\t}", "if total.Sign() < 0 {\n\t\tup.Sub(up, big.NewInt(1)).Neg(up)\n\t}"},
	{"sumOverflows", "aggregate.go", "if !n.IsInt64() {", "if false {"},
	{"floatSums", "aggregate.go", "total.Add(total, big.NewInt(v.(int64)))", "total.Add(total, big.NewInt(int64(float64(v.(int64)))))"},
	{"oneUnit", "aggregate.go", "units = append(units, unit)", "units = append(units[:0], unit)"},
	{"unitsAsTheyCome", "aggregate.go", "slices.Sort(units)", "slices.SortFunc(units, func(a, b string) int { return -strings.Compare(a, b) })"},
	{"groupsCountEachWay", "group.go", "!slices.ContainsFunc(longer, func(l []any) bool { return slices.Equal(l, keys) })", "true"},
	{"groupsWithoutNull", "group.go", "if len(far) == 0 {\n\t\treturn []any{nil}\n\t}", ""},
	{"groupsOverAllOfOne", "group.go", "if rel := path[0]; rel.Many {", "if rel := path[0]; rel.Many || true {"},
	{"groupNullsFirst", "group.go", "case a == nil:\n\t\treturn 1\n\tcase b == nil:\n\t\treturn -1", "case a == nil:\n\t\treturn -1\n\tcase b == nil:\n\t\treturn 1"},
	{"groupNullsTurn", "group.go", "case a == nil:\n\t\treturn 1\n\tcase b == nil:\n\t\treturn -1", "case a == nil && desc, b == nil && !desc:\n\t\treturn -1\n\tcase a == nil || b == nil:\n\t\treturn 1"},
	{"groupTiesTurn", "group.go", "nullsLast(a.keys[i], b.keys[i], false, compare)", "nullsLast(a.keys[i], b.keys[i], true, compare)"},
	{"allGroups", "group.go", "found[:min(g.First, len(found))]", "found"},
	{"havingAnyUnit", "group.go", "return r.field(x.n, m.Field.Unit()) != m.Unit", "return false"},
	{"havingWraps", "group.go", "case \"sum\":\n\t\treturn sum(values)", "case \"sum\":\n\t\treturn big.NewInt(sum(values).Int64())"},
	{"havingNull", "group.go", "if n == nil {\n\t\treturn false\n\t}\n\tis", "if n == nil {\n\t\tn = new(big.Int)\n\t}\n\tis"},
	{"distinctOfEach", "group.go", "seen[far.n.id] = true", "seen[x.n.id+far.n.id] = true"},
	{"bucketOfInstant", "group.go", "value.Instant(n).Day()", "value.Day(n / 86_400_000)"},
	{"lastWordWhole", "search.go", "return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, asked[last]) })", "return slices.Contains(words, asked[last])"},
	{"everyWordAStart", "search.go", "if !slices.Contains(words, w) {", "if !slices.ContainsFunc(words, func(x string) bool { return strings.HasPrefix(x, w) }) {"},
	{"classIgnored", "search.go", "cmp.Or(cmp.Compare(h.class, o.class), ", "cmp.Or("},
	{"fewestWordsIgnored", "search.go", "cmp.Compare(h.words, o.words),", ""},
	{"fieldOrderIgnored", "search.go", "cmp.Compare(fieldOrder(h.text.Field), fieldOrder(o.text.Field)), ", ""},
	{"startNeedsWholeLast", "search.go", "strings.HasPrefix(words[last], asked[last]):", "words[last] == asked[last]:"},
	{"nameThatMatched", "order.go", "return name(n.texts)", "return name([]store.Text{x.hit.text})"},
	{"sameAgainIsNew", "history.go", "if known && last.span == span {", "if false {"},
	{"spanGoesOn", "history.go", "if known && last.span == span {", "if known {"},
	{"edgesOutliveTheirOwner", "upsert.go", "if !to.Known {\n\t\tedges = nil\n\t}", ""},
	{"edgesOnlyAdd", "history.go", "if !slices.Contains(want, x.Edge) && x", "if !slices.Contains(want, x.Edge) && len(want) == 0 && x"},
	{"selfCitationLists", "upsert.go", "e.owner != n && ", "true && "},
	{"mentionsDoNotList", "upsert.go", "slices.Contains(s.cites, e.Type)", `e.Type == "CITES"`},
	{"entityToldByItself", "upsert.go", "listed := slices", "listed := len(n.spells) > 0 && n.spells.open() || slices"},
	{"unlistedEntityKeepsEdges", "upsert.go", "if !listed {\n\t\tedges = nil\n\t}", ""},
	{"fieldsMerge", "upsert.go", "fields := maps.Clone(to.Fields)", "fields := maps.Clone(n.fields)\n\tif fields == nil {\n\t\tfields = map[string]any{}\n\t}\n\tmaps.Copy(fields, to.Fields)"},
	{"textsStay", "upsert.go", "n.fields, n.texts = fields, slices.Clone(to.Texts)", "n.fields, n.texts = fields, append(n.texts, to.Texts...)"},
	{"aliasOfAliasStays", "upsert.go", "if to == a.ID {\n\t\t\tall[id] = of\n\t\t}", "_, _ = id, to"},
	{"emptyTextIsNull", "upsert.go", "return v == nil })", `return v == nil || v == "" })`},
	{"danglingEdge", "upsert.go", "if !there(e.From) || !there(e.To)", "if !there(e.To)"},
	{"typeMayChange", "upsert.go", "case s.nodes[n.ID] != nil && s.nodes[n.ID].typ != t:", "case false:"},
	{"anyGoType", "upsert.go", "ok = ok && kind == schema.Boolean", "ok = ok && (kind == schema.Boolean || !kind.Text())"},
	{"baseIgnored", "memory.go", "if b.Base != s.last {", "if b.Base > s.last {"},
	{"clockMayStand", "memory.go", "max(s.clock(), s.last+1)", "max(s.clock(), s.last)"},
	{"contextIgnored", "memory.go", "return ctx.Err()", "return nil"},
	{"halfABatch", "memory.go", "if err := s.check(b); err != nil {", "if err := s.check(b); err != nil {\n\t\tfor _, n := range b.Nodes {\n\t\t\tif one := (&store.Batch{Nodes: []store.Node{n}}); s.check(one) == nil {\n\t\t\t\ts.apply(one, s.last+1)\n\t\t\t}\n\t\t}"},
	{"lastMovesAlways", "memory.go", "s.apply(b, now) {", "s.apply(b, now) || true {"},
}

// Every planted fault is caught. All copies are built into one test program, as files that only an overlay has.
func TestFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs many stores")
	}
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("needs the go command")
	}
	files, err := filepath.Glob("../memory/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("the oracle's files: %v", err)
	}
	sources := map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f, "_test.go") {
			sources[filepath.Base(f)] = string(text)
		}
	}
	here, err := filepath.Abs("broken") // no such folder: it is in the overlay only
	if err != nil {
		t.Fatal(err)
	}
	overlay, dir := map[string]string{}, t.TempDir()
	add := func(at, text string) {
		file := filepath.Join(dir, fmt.Sprintf("%d.go", len(overlay)))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		overlay[filepath.Join(here, at)] = file
	}
	var imports, cases strings.Builder
	for _, f := range faults {
		if strings.Count(sources[f.file], f.right) != 1 {
			t.Fatalf("%s: %s has what is to be broken %d times, not once", f.name, f.file, strings.Count(sources[f.file], f.right))
		}
		for name, text := range sources {
			if name == f.file {
				text = strings.Replace(text, f.right, f.wrong, 1)
				for _, pkg := range []string{"strings", "councilgraph/graph/store", "councilgraph/graph/value"} {
					text = useImport(text, pkg)
				}
			}
			add(filepath.Join(strings.ToLower(f.name), name), text)
		}
		fmt.Fprintf(&imports, "\t%s \"councilgraph/graph/store/storetest/broken/%s\"\n", f.name, strings.ToLower(f.name))
		fmt.Fprintf(&cases, "\tt.Run(%q, func(t *testing.T) {\n\t\tstoretest.Run(t, func(_ testing.TB, m *schema.Model, clock store.Clock) store.Store { return %s.New(m, clock) })\n\t})\n", f.name, f.name)
	}
	add("broken_test.go", "package broken\n\nimport (\n\t\"testing\"\n\n\t\"councilgraph/graph/schema\"\n\t\"councilgraph/graph/store\"\n\t\"councilgraph/graph/store/storetest\"\n"+imports.String()+")\n\nfunc TestBroken(t *testing.T) {\n"+cases.String()+"}\n")
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, list, 0o600); err != nil {
		t.Fatal(err)
	}
	only := os.Getenv("COUNCILGRAPH_FAULTS") // such as /random: the cases that are to catch them
	program := filepath.Join(dir, "broken.test")
	if out, err := exec.CommandContext(t.Context(), tool, "test", "-c", "-o", program, "-overlay", file, "-vet=off", "./broken").CombinedOutput(); err != nil {
		t.Fatalf("the copies do not build: %v\n%s", err, out)
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			run := exec.CommandContext(t.Context(), program, "-test.v", "-test.run", "^TestBroken$/^"+f.name+"$"+only)
			run.Dir, run.Env = dir, append(os.Environ(), "COUNCILGRAPH_STOP=1")
			out, err := run.CombinedOutput()
			if err == nil {
				t.Fatal("not caught")
			}
			if first := regexp.MustCompile(`--- FAIL: TestBroken/` + f.name + `/(\S+)`).FindSubmatch(out); first != nil {
				t.Logf("caught by %s", first[1])
			}
		})
	}
}

// useImport makes a file import a package, and use it.
func useImport(text, pkg string) string {
	name := pkg[strings.LastIndex(pkg, "/")+1:]
	symbol := map[string]string{"strings": "Compare", "store": "ErrInvalid", "value": "Fold"}[name]
	if !strings.Contains(text, fmt.Sprintf("%q", pkg)) {
		text = strings.Replace(text, "import (", fmt.Sprintf("import (\n\t%q", pkg), 1)
	}
	return text + fmt.Sprintf("\nvar _ = %s.%s\n", name, symbol)
}
