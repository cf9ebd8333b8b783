package councilgraph_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "councilgraph"

// layers say which of our packages the code of each folder may import, beside its own; tests may import more, and the compiler
// keeps them from going round in a circle. A folder without an entry belongs to the nearest one above it. Imports point one way:
//
//	value <- schema <- query <- store <- {neo4j, sqlite, memory}
//
// The rules stand in .golangci.yml too, so that an editor shows them while one writes.
var layers = []layer{
	{path: "graph/value", why: "values are below everything: the schema, both stores and ingest read and print them alike"},
	{path: "graph/schema", sees: []string{"graph/value"},
		why: "the schema is the one source of truth: all else is derived from it, so it depends on nothing that is"},
	{path: "graph/query", sees: []string{"graph/schema", "graph/value"},
		why: "a question and its answer are plain data, the same whichever store answers and whichever way it came in"},
	{path: "graph/store", sees: []string{"graph/query", "graph/schema", "graph/value"},
		why: "the contract knows the question and the answer, and none of those who keep it"},
	{path: "graph/neo4j", sees: []string{"graph/store", "graph/query", "graph/schema", "graph/value"},
		why: "a store knows its contract only: neither the other stores nor GraphQL nor who writes"},
	{path: "graph/sqlite", sees: []string{"graph/store", "graph/query", "graph/schema", "graph/value"},
		why: "a store knows its contract only: neither the other stores nor GraphQL nor who writes"},
	{path: "graph/store/memory", sees: []string{"graph/store", "graph/query", "graph/schema", "graph/value"},
		why: "what the tests hold the stores to must share no code with a store"},
	{path: "graph/store/storetest", sees: []string{"graph/store", "graph/store/memory", "graph/query", "graph/schema", "graph/value"},
		why: "a store passes its suite to hold; the suite knows no store but memory"},
	{path: "graph/neo4j/neo4jtest", why: "it starts a Neo4j and knows nothing of what is kept there"},
	{path: "graph/rows", sees: []string{"graph/store", "graph/query", "graph/schema", "graph/value"},
		why: "it reads a store's answers into Go values, of any store and for whoever asks"},
	{path: "graph/history", sees: []string{"graph/schema", "graph/value"},
		why: "what facts say to each other over time is worked out from plain values"},
	{path: "graph/paths", why: "a search over plain ids: it is tested against trying all ways, without a store"},
	{path: "graph", sees: []string{"graph/history", "graph/paths", "graph/rows", "graph/store", "graph/query", "graph/schema", "graph/value"},
		why: "the GraphQL server works over any store, so it imports none, and writes through an interface of its own"},
	{path: "ingest", sees: []string{"graph/store", "graph/query", "graph/schema", "graph/value"},
		why: "taking pages in must work without the GraphQL server, and into any store"},
	{path: "seed", why: "the reviewed records are data, and come in by the same way as any other record"},
	{path: "web", why: "the page speaks GraphQL to whichever server serves it, so it needs nothing of ours"},
	{path: "web/browsertest", why: "it starts a browser and knows nothing of the pages"},
	{path: "cmd/generate", sees: []string{"graph/schema"},
		why: "it makes files of package graph, so it must build while those are missing or broken"},
	{path: "cmd/councilgraph", sees: []string{"graph", "graph/neo4j", "graph/sqlite", "graph/store", "graph/query", "graph/schema",
		"graph/value", "ingest", "seed", "web"},
		why: "the binary wires everything together, except what is there for tests"},
	{path: "bench/data", sees: []string{"graph/store", "graph/query", "graph/schema", "graph/value"},
		why: "what is measured is told to a store by its contract, so that every store can hold it"},
	{path: "bench", sees: []string{"bench/data", "graph", "graph/neo4j", "graph/neo4j/neo4jtest", "graph/sqlite", "graph/store", "graph/query",
		"graph/schema", "graph/value", "ingest", "seed"},
		why: "it measures the whole on a server that it starts, and nothing is built on it"},
}

type layer struct {
	path string   // below the module
	sees []string // paths of other layers
	why  string
}

// libraries have one place each, so that what they do can be seen, and replaced, there.
var libraries = []struct {
	prefix string
	only   []string // layers
	why    string
}{
	{"github.com/99designs/gqlgen", []string{"graph", "cmd/generate"}, "the stores and ingest must not depend on how GraphQL is served"},
	{"github.com/neo4j/neo4j-go-driver", []string{"graph/neo4j", "graph/neo4j/neo4jtest", "bench"}, "only the Neo4j store speaks to Neo4j, and what it is measured against"},
	{"modernc.org/sqlite", []string{"graph/sqlite"}, "only the SQLite store speaks to SQLite"},
	{"database/sql", []string{"graph/sqlite"}, "only the SQLite store speaks SQL"},
	{"github.com/PuerkitoBio/goquery", []string{"ingest"}, "HTML is read where pages and the service's texts are"},
	{"github.com/alecthomas/kong", []string{"cmd/councilgraph"}, "flags and environment are read in one place"},
	{"github.com/chromedp", []string{"web/browsertest"}, "a browser is for tests"},
	{"pgregory.net/rapid", []string{"graph/store/storetest"}, "random cases are for tests"},
	{"testing", []string{"graph/store/storetest", "graph/neo4j/neo4jtest", "web/browsertest"}, "the binary must not carry the test framework"},
}

// pure folders are functions from values to values, so that every case of theirs can be a row in a table.
var pure = []string{"graph/value", "graph/schema", "graph/query", "ingest/councils", "ingest/passage", "ingest/record", "ingest/extract",
	"ingest/resolve"}

// outside are the packages that reach files, the network or other programs; clock, what reads the time.
var (
	outside = []string{"net", "net/http", "os", "os/exec", "syscall"}
	clock   = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}
)

func TestImports(t *testing.T) {
	fset := token.NewFileSet()
	for _, file := range sources(t) {
		dir := path.Dir(file)
		own, ok := layerOf(dir)
		if !ok {
			t.Errorf("%s: no layer holds this folder; say in the table of this test what it may import, and why", file)
			continue
		}
		parsed, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if why := refuse(own, dir, imported); why != "" {
				t.Errorf("%s: package %s must not import %s: %s", fset.Position(spec.Pos()), dir, imported, why)
			}
		}
		if !isPure(dir) {
			continue
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clock, s.Sel.Name) {
					t.Errorf("%s: package %s must not read the clock: it is a function from values to values, so it is given the time",
						fset.Position(n.Pos()), dir)
				}
			}
			return true
		})
	}
}

// TestLayers keeps the table itself right: a misspelt layer would allow nothing, or everything.
func TestLayers(t *testing.T) {
	known := func(name string) bool {
		return slices.ContainsFunc(layers, func(l layer) bool { return l.path == name })
	}
	for i, l := range layers {
		if info, err := os.Stat(l.path); err != nil || !info.IsDir() {
			t.Errorf("layer %s is no folder", l.path)
		}
		if l.why == "" {
			t.Errorf("layer %s gives no reason", l.path)
		}
		for _, s := range l.sees {
			if !known(s) {
				t.Errorf("layer %s sees %s, which is no layer", l.path, s)
			}
		}
		if slices.ContainsFunc(layers[:i], func(o layer) bool { return o.path == l.path }) {
			t.Errorf("layer %s stands there twice", l.path)
		}
	}
	for _, l := range libraries {
		for _, name := range l.only {
			if !known(name) {
				t.Errorf("library %s is allowed in %s, which is no layer", l.prefix, name)
			}
		}
	}
}

// TestRefuse shows that the table refuses what it is there to refuse.
func TestRefuse(t *testing.T) {
	tests := []struct {
		dir, imported string
		allowed       bool
	}{
		{"graph", module + "/graph/store", true},
		{"graph", module + "/graph/sqlite", false},
		{"graph", module + "/graph/neo4j", false},
		{"graph", module + "/graph/store/memory", false},
		{"graph", module + "/ingest", false},
		{"graph/schema", module + "/graph/query", false},
		{"graph/query", module + "/graph/store", false},
		{"graph/store", module + "/graph/sqlite", false},
		{"graph/neo4j", module + "/graph", false},
		{"graph/neo4j", module + "/graph/sqlite", false},
		{"graph/neo4j", module + "/graph/neo4j/neo4jtest", false},
		{"graph/neo4j/neo4jtest/neo4jserver", module + "/graph/neo4j/neo4jtest", true},
		{"graph/sqlite", "github.com/99designs/gqlgen/graphql", false},
		{"graph/sqlite", "modernc.org/sqlite/lib", true},
		{"graph/neo4j", "modernc.org/sqlite", false},
		{"ingest/resolve", module + "/ingest/record", true},
		{"ingest/resolve", module + "/graph", false},
		{"ingest/resolve", "net/http", false},
		{"ingest/fetch", "net/http", true},
		{"graph/value", "os", false},
		{"web", module + "/graph/schema", false},
		{"cmd/generate", module + "/graph", false},
		{"cmd/councilgraph", module + "/graph/store/memory", false},
		{"cmd/councilgraph", module + "/graph/sqlite", true},
		{"cmd/councilgraph", module + "/ingest/record", true},
	}
	for _, tt := range tests {
		own, ok := layerOf(tt.dir)
		if !ok {
			t.Errorf("%s has no layer", tt.dir)
			continue
		}
		if why := refuse(own, tt.dir, tt.imported); (why == "") != tt.allowed {
			t.Errorf("%s importing %s: allowed %v, want %v (%s)", tt.dir, tt.imported, why == "", tt.allowed, why)
		}
	}
}

// refuse gives the reason why a folder of a layer must not import a package, or nothing.
func refuse(own layer, dir, imported string) string {
	if ours, ok := strings.CutPrefix(imported, module+"/"); ok {
		theirs, known := layerOf(ours)
		if !known || theirs.path != own.path && !slices.Contains(own.sees, theirs.path) {
			return own.why
		}
		return ""
	}
	for _, l := range libraries {
		if within(imported, l.prefix) && !slices.Contains(l.only, own.path) {
			return l.why
		}
	}
	if isPure(dir) && slices.Contains(outside, imported) {
		return "it is a function from values to values; files and network are for stores, ingest/fetch and cmd"
	}
	return ""
}

// layerOf gives the nearest layer at or above a folder.
func layerOf(dir string) (best layer, ok bool) {
	for _, l := range layers {
		if within(dir, l.path) && len(l.path) > len(best.path) {
			best, ok = l, true
		}
	}
	return best, ok
}

func isPure(dir string) bool {
	return slices.ContainsFunc(pure, func(p string) bool { return within(dir, p) })
}

func within(dir, parent string) bool { return dir == parent || strings.HasPrefix(dir, parent+"/") }

// sources are all Go files of the module but tests, generated ones too, for every system.
func sources(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch base := d.Name(); {
			case name == ".":
			case strings.HasPrefix(base, "."), strings.HasPrefix(base, "_"), base == "testdata", base == "node_modules":
				return fs.SkipDir
			case base == "internal", base == "pkg":
				t.Errorf("%s: folders are named after what they hold", name)
			}
			return nil
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			files = append(files, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no Go files here: the test must run in the module's root")
	}
	return files
}
