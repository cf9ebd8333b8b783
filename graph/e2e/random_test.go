package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// number reads a number from the environment.
func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// TestRandomRequests asks every store the same random requests over random data: the answers are the same, byte by byte.
// COUNCILGRAPH_RANDOM is how many requests a world, COUNCILGRAPH_SEED where they begin.
func TestRandomRequests(t *testing.T) {
	requests, from := number("COUNCILGRAPH_RANDOM", 30), number("COUNCILGRAPH_SEED", 1)
	api := gqlparser.MustLoadSchema(&ast.Source{Name: "api", Input: schema.Derive(schema.Domain(), schema.API())})
	compared, bytes, empty, late := 0, 0, 0, 0
	for w := range 2 {
		var fill func(*testing.T, *world)
		if w > 0 {
			fill = random(int64(from + w))
		}
		worlds := side(t, fill)
		for i := range requests {
			g := &asker{Rand: rand.New(rand.NewPCG(uint64(from+w), uint64(i))), api: api}
			request := "{ " + g.root() + " }"
			want := worlds[0].ask(t, request, nil)
			if strings.Contains(want, `"INTERNAL"`) {
				t.Fatalf("world %d, request %d: %s\n%s", w, i, request, want)
			}
			for _, other := range worlds[1:] {
				got := other.ask(t, request, nil)
				if other.name == "neo4j" && strings.Contains(got, `"TIMEOUT"`) { // it plans each of these for the first time, and some are very large
					if late++; late > requests/5 {
						t.Fatalf("%d of %d requests took %s too long", late, i+1, other.name)
					}
					continue
				}
				if got != want {
					t.Fatalf("world %d, request %d: %s\n%s: %s\n%s: %s", w, i, request, worlds[0].name, shorten(want, got), other.name, shorten(got, want))
				}
			}
			compared++
			bytes += len(want)
			if strings.Contains(want, `"nodes":[]`) || strings.Contains(want, `"errors"`) {
				empty++
			}
		}
	}
	t.Logf("%d requests on every store, %d bytes each, %d with an empty page or an error, %d too large for Neo4j to plan in time", compared, bytes, empty, late)
}

// asker makes random requests of the public API.
type asker struct {
	*rand.Rand
	api *ast.Schema
	n   int
}

func (g *asker) one(of ...string) string { return of[g.IntN(len(of))] }

func (g *asker) alias() string {
	g.n++
	if g.IntN(3) > 0 {
		return ""
	}
	return fmt.Sprintf("a%d: ", g.n)
}

func (g *asker) root() string {
	var fields []*ast.FieldDefinition
	for _, f := range g.api.Query.Fields {
		if f.Arguments.ForName("where") != nil || f.Name == "search" { // the questions of history have tests of their own
			fields = append(fields, f)
		}
	}
	f := fields[g.IntN(len(fields))]
	name := strings.TrimSuffix(f.Type.Name(), "Connection")
	clocks := ""
	if g.IntN(3) == 0 {
		clocks += fmt.Sprintf("asOf: %q ", g.day())
	}
	if g.IntN(3) == 0 {
		clocks += fmt.Sprintf("knownAt: %q ", g.one("2025-12-31T23:59:59Z", "2026-01-01T00:01:00Z", "2026-01-01T00:01:59.999999Z", "2026-01-01T00:02:00Z", "2026-01-01T00:03:30Z", "2027-01-01T00:00:00Z"))
	}
	if f.Name == "search" {
		return fmt.Sprintf(`search(text: %q %s) { totalCount edges { cursor matched { field text } node { id __typename } } pageInfo { hasNextPage hasPreviousPage endCursor } }`,
			g.one("zero tru", "brent", "s", "Éc", "laptops southwark", "a b", "note", "joint it committee", "8x8"), clocks+g.paging())
	}
	return f.Name + g.arguments(name, 3, clocks, false) + g.connection(f.Type.Name(), 3, false)
}

func (g *asker) day() string {
	d, _ := value.ParseDay("2024-12-30")
	return (d + value.Day(g.IntN(420))).String()
}

func (g *asker) paging() string {
	switch g.IntN(6) {
	case 0:
		return fmt.Sprintf("first: %d ", g.IntN(8))
	case 1:
		return fmt.Sprintf("last: %d ", g.IntN(8))
	}
	return ""
}

func (g *asker) arguments(typ string, depth int, more string, edge bool) string {
	out := more + g.paging()
	if g.IntN(2) == 0 {
		out += "where: " + g.where(typ, depth, edge) + " "
	}
	if g.IntN(2) == 0 {
		keys := ""
		for range 1 + g.IntN(2) {
			keys += g.order(g.api.Types[typ+"Order"], depth, edge) + " "
		}
		out += "orderBy: [" + keys + "] "
	}
	if out == "" {
		return ""
	}
	return "(" + out + ")"
}

func (g *asker) connection(name string, depth int, edge bool) string {
	typ := strings.TrimSuffix(name, "Connection")
	out := " {"
	if g.IntN(2) == 0 {
		out += " totalCount"
	}
	if g.IntN(3) == 0 {
		out += " pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
	}
	if g.IntN(4) == 0 {
		out += " aggregate" + g.aggregate(typ)
	}
	if g.IntN(3) == 0 {
		out += " " + g.alias() + "groupBy" + g.groups(typ, edge)
	}
	if g.IntN(3) == 0 {
		out += " edges { cursor node" + g.object(typ, depth-1)
		if edge {
			out += " since until role"
			if depth > 0 && g.IntN(3) == 0 {
				out += " fact" + g.object("Fact", 0)
			}
		}
		out += " }"
	}
	return out + " " + g.alias() + "nodes" + g.object(typ, depth-1) + " }"
}

func (g *asker) aggregate(typ string) string { return " { count" + g.counted(typ+"Aggregate") + " }" }

// counted asks for statistics and distinct nodes.
func (g *asker) counted(typ string) (out string) {
	for _, f := range g.api.Types[typ].Fields {
		stats := g.api.Types[f.Type.Name()]
		if f.Name == "key" {
			continue
		}
		if stats.Kind != ast.Object || g.IntN(2) == 0 {
			continue
		}
		out += " " + f.Name + " {"
		for _, s := range stats.Fields {
			out += " " + s.Name
		}
		out += " }"
	}
	return out
}

// groups asks for groups by one key or two.
func (g *asker) groups(typ string, edge bool) string {
	by, key := "", ""
	for i := range 1 + g.IntN(2) {
		b, k := g.groupBy(typ, 2, edge)
		by += b + " "
		key += fmt.Sprintf(" k%d: key %s", i, k)
	}
	args := "by: [" + by + "] "
	if g.IntN(3) == 0 {
		args += fmt.Sprintf("first: %d ", g.IntN(5))
	}
	having, order := g.measure(typ)
	if g.IntN(3) == 0 {
		args += "having: " + having + " "
	}
	if g.IntN(2) == 0 {
		args += "orderBy: [" + order + g.one("", " {key: {sort: DESC}}", " {key: {index: 0, sort: ASC}}") + "] "
	}
	return "(" + args + ") {" + key + " count" + g.counted(typ+"Group") + " }"
}

// groupBy is a key, and how the groups' key is asked for it.
func (g *asker) groupBy(typ string, depth int, edge bool) (by, key string) {
	fields := g.api.Types[typ+"GroupBy"].Fields
	f := fields[g.IntN(len(fields))]
	switch name := strings.TrimSuffix(f.Type.Name(), "GroupBy"); {
	case f.Type.Name() == "Bucket":
		return "{" + f.Name + ": " + g.bucket(typ, f.Name) + "}", "{ " + f.Name + " }"
	case name == "Edge" && !edge, g.api.Types[name+"Where"] != nil && depth == 0:
		return "{id: VALUE}", "{ id }"
	default:
		by, key = g.groupBy(name, depth-1, true)
		return "{" + f.Name + ": " + by + "}", "{ " + f.Name + " " + key + " }"
	}
}

func (g *asker) bucket(typ, name string) string {
	kind := ""
	if f := g.api.Types[typ]; f != nil && typ != "Edge" && name != "type" {
		kind = f.Fields.ForName(name).Type.Name()
	}
	if kind == "Date" || kind == "DateTime" || typ == "Edge" && name != "role" {
		return g.one("VALUE", "YEAR", "QUARTER", "MONTH", "FINANCIAL_YEAR")
	}
	return "VALUE"
}

// measure is a condition on a number of a group, and an ordering by it.
func (g *asker) measure(typ string) (having, order string) {
	fields := g.api.Types[typ+"Having"].Fields
	f := fields[g.IntN(len(fields))]
	fn, op, sort := g.one("count", "sum", "min", "max"), g.one("eq", "ne", "lt", "lte", "gt", "gte"), g.one("ASC", "DESC")
	n := strconv.Itoa(g.IntN(40) - 3)
	switch f.Type.Name() {
	case "IntFilter":
		return fmt.Sprintf("{%s: {%s: %s}}", f.Name, op, n), fmt.Sprintf("{%s: %s}", f.Name, sort)
	case "IntHaving", "LongHaving":
		return fmt.Sprintf("{%s: {%s: {%s: %s}}}", f.Name, fn, op, n), fmt.Sprintf("{%s: {%s: %s}}", f.Name, fn, sort)
	}
	unit := "unit: " + g.one(`"%"`, `"ticket"`)
	if strings.HasPrefix(f.Type.Name(), "Money") {
		unit = "currency: " + g.one(`"GBP"`, `"gbp"`)
	}
	if fn != "count" {
		n = strconv.Quote(n)
	}
	return fmt.Sprintf("{%s: {%s %s: {%s: %s}}}", f.Name, unit, fn, op, n), fmt.Sprintf("{%s: {%s %s: %s}}", f.Name, unit, fn, sort)
}

func (g *asker) object(typ string, depth int) string {
	def := g.api.Types[typ]
	out := " { id"
	if g.IntN(2) == 0 {
		out += " __typename"
	}
	for _, f := range def.Fields {
		t := g.api.Types[f.Type.Name()]
		switch {
		case f.Name == "id":
		case t.Kind == ast.Scalar || t.Kind == ast.Enum:
			if g.IntN(3) == 0 {
				out += " " + g.alias() + f.Name
			}
		case g.api.Types[t.Name+"Filter"] != nil && t.Kind == ast.Object: // a value object
			if g.IntN(3) == 0 {
				out += " " + f.Name + " {"
				for _, p := range t.Fields {
					out += " " + p.Name
				}
				out += " }"
			}
		case depth <= 0 || g.IntN(8) > 0:
		case strings.HasSuffix(t.Name, "Connection"):
			out += " " + g.alias() + f.Name + g.arguments(strings.TrimSuffix(t.Name, "Connection"), depth, "", true) + g.connection(t.Name, depth-1, true)
		default:
			out += " " + g.alias() + f.Name + g.object(t.Name, depth-1)
		}
	}
	if def.Kind == ast.Interface && depth >= 0 {
		impl := g.api.GetPossibleTypes(def)
		for range g.IntN(3) {
			out += " ... on " + impl[g.IntN(len(impl))].Name + " { x" + strconv.Itoa(g.n) + ": id __typename }"
			g.n++
		}
	}
	return out + " }"
}

func (g *asker) order(def *ast.Definition, depth int, edge bool) string {
	f := def.Fields[g.IntN(len(def.Fields))]
	direction := g.one("ASC", "DESC")
	switch name := f.Type.Name(); {
	case name == "Sort":
		return "{" + f.Name + ": " + direction + "}"
	case name == "EdgeOrder":
		if !edge {
			return "{id: " + direction + "}"
		}
		return "{edge: {" + g.one("since", "until") + ": " + direction + "}}"
	case strings.HasSuffix(name, "CountOrder"):
		if depth > 1 && g.IntN(3) == 0 {
			return "{" + f.Name + ": {count: " + direction + " where: " + g.where(strings.TrimSuffix(name, "CountOrder"), 0, true) + "}}"
		}
		return "{" + f.Name + ": {count: " + direction + "}}"
	case depth <= 0 && strings.HasSuffix(name, "FieldOrder"):
		return "{" + f.Name + ": {id: " + direction + "}}"
	default:
		return "{" + f.Name + ": " + g.order(g.api.Types[name], depth-1, true) + "}"
	}
}

func (g *asker) where(typ string, depth int, edge bool) string {
	def := g.api.Types[typ+"Where"]
	f := def.Fields[g.IntN(len(def.Fields))]
	name := f.Type.Name()
	if depth <= 0 && (strings.HasSuffix(name, "Where") || strings.HasSuffix(name, "Relation")) {
		f = def.Fields.ForName("id")
		name = f.Type.Name()
	}
	switch {
	case f.Name == "isNull": // not here: below, within a relationship to one node
		return "{}"
	case f.Name == "NOT":
		return "{NOT: " + g.where(typ, depth-1, edge) + "}"
	case f.Name == "AND" || f.Name == "OR":
		return "{" + f.Name + ": [" + g.where(typ, depth-1, edge) + ", " + g.where(typ, depth-1, edge) + "]}"
	case f.Name == "edge":
		if !edge {
			return "{}"
		}
		return "{edge: " + g.edge(depth) + "}"
	case strings.HasSuffix(name, "Relation"):
		far := strings.TrimSuffix(name, "Relation")
		if q := g.one("some", "none", "all", "count"); q != "count" {
			return "{" + f.Name + ": {" + q + ": " + g.where(far, depth-1, true) + "}}"
		}
		of := ""
		if g.IntN(2) == 0 {
			of = "where: " + g.where(far, depth-1, true) + " "
		}
		return fmt.Sprintf("{%s: {count: {%s%s: %d}}}", f.Name, of, g.one("gt", "lte", "eq", "ne"), g.IntN(3))
	case strings.HasSuffix(name, "Where"):
		if g.IntN(4) == 0 {
			return "{" + f.Name + ": {isNull: " + g.one("true", "false") + "}}"
		}
		return "{" + f.Name + ": " + g.where(strings.TrimSuffix(name, "Where"), depth-1, true) + "}"
	}
	return "{" + f.Name + ": " + g.filter(g.api.Types[name]) + "}"
}

func (g *asker) edge(depth int) string {
	switch g.IntN(4) {
	case 0:
		return "{fact: " + g.where("Fact", depth-1, false) + "}"
	case 1:
		return fmt.Sprintf("{role: {%s}}", g.one(`eq: "supplier"`, `isNull: true`, `contains: "e"`, `ne: "LISTED"`))
	case 2:
		return fmt.Sprintf("{until: {%s}}", g.one("isNull: true", "isNull: false", `gte: "2025-06-01"`))
	}
	return fmt.Sprintf("{since: {%s: %q}}", g.one("gte", "lt", "eq", "within"), g.day())
}

// filter makes one comparison of a scalar or a value object.
func (g *asker) filter(def *ast.Definition) string {
	op := def.Fields[g.IntN(len(def.Fields))]
	typ := g.api.Types[op.Type.Name()]
	if typ.Kind == ast.InputObject {
		if op.Name == "amount" {
			unit := "unit: {eq: " + g.one(`"%"`, `"ticket"`, `"connection"`) + "}"
			if strings.HasPrefix(def.Name, "Money") {
				unit = `currency: {eq: "GBP"}`
			}
			return "{amount: " + g.filter(typ) + " " + unit + "}"
		}
		return "{" + op.Name + ": " + g.filter(typ) + "}"
	}
	v := ""
	switch typ.Name {
	case "Boolean":
		v = g.one("true", "false")
	case "Int", "Long":
		v = g.one("0", "1", "2", "12", "-3", "24")
	case "Decimal":
		v = g.one(`"0"`, `"5"`, `"62"`, `"1465"`, `"-0.5"`, `"17840000"`)
	case "Date":
		v = strconv.Quote(g.day())
	case "DateTime":
		v = g.one(`"2026-01-01T00:01:00Z"`, `"2026-01-01T00:02:00+00:00"`)
	case "String", "ID":
		switch {
		case op.Name == "within" || strings.HasPrefix(def.Name, "When"):
			v = g.one(`"2025"`, `"2025-07"`, `"late 2025"`, `"FY2025/26"`, `"2025-03/2025-05"`, `"2025-01/.."`)
		default:
			v = g.one(`"council:brent"`, `"Brent"`, `"o"`, `"É"`, `"SOUTHWARK"`, `"%"`, `"ticket"`, `""`, `"'; --"`, `"\\"`, `"Labour"`)
		}
	default:
		v = typ.EnumValues[g.IntN(len(typ.EnumValues))].Name
	}
	if op.Type.Elem != nil {
		v = "[" + v + "]"
	}
	return "{" + op.Name + ": " + v + "}"
}
