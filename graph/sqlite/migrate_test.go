package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
)

// library is a small schema, which the cases change.
const library = `
"A day."
scalar Date
"An instant."
scalar DateTime
"A decimal."
scalar Decimal
"Anything with an id."
interface Node {
  "The identity."
  id: ID!
}
"What outlives a page."
interface Entity implements Node {
  "The name."
  name: String!
  "Facts that name it."
  facts: [Fact!]! @relationship(type: "CITES", direction: IN)
  "What was stated of it."
  claims: [Claim!]! @relationship(type: "CLAIM_ABOUT", direction: IN)
}
"A statement."
interface Fact implements Node {
  "Its key."
  key: ID!
  "From when it holds."
  since: Date! @span(column: SINCE)
  "What it names."
  entities: [Entity!]! @relationship(type: "CITES", direction: OUT, lists: true) @derived
}
"A book."
type Book implements Entity & Node @entity(key: ["name"]) {
  "Its pages."
  pages: Int
}
"A person."
type Person implements Entity & Node @entity(key: ["name"], plural: "people") {
  "When born."
  born: Date
}
"A loan of a book."
type Loan implements Fact & Node @fact(key: ["book"], value: ["note"]) {
  "The book."
  book: Book @relationship(type: "LOAN_OF", direction: OUT, oneWay: true)
  "What else."
  note: String
}
"A stated field."
type Claim implements Fact & Node @fact(key: ["about", "field"], value: ["value"]) {
  "Whose."
  about: Entity @relationship(type: "CLAIM_ABOUT", direction: OUT)
  "Which."
  field: String!
  "What."
  value: String!
}
`

// model is the library with some of its lines replaced.
func model(t *testing.T, replace ...string) *schema.Model {
	t.Helper()
	text := strings.NewReplacer(replace...).Replace(library)
	m, err := schema.Load(fstest.MapFS{"library.graphqls": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// filledLibrary is a file with a book, a person and a loan, made for the library as it is.
func filledLibrary(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "library file?#%41.db")
	s, err := sqlite.Open(t.Context(), model(t), path, tick())
	if err != nil {
		t.Fatal(err)
	}
	upsert(t, s, book(), store.Node{Type: "Person", ID: "person:p", Fields: map[string]any{"name": "P"}}, loan(nil))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func book() store.Node {
	return store.Node{Type: "Book", ID: "book:b", Fields: map[string]any{"name": "B", "pages": int64(12)}}
}

func loan(fields map[string]any) store.Node {
	n := store.Node{Type: "Loan", ID: "loan:l", Known: true, Span: store.Span{Since: 20000, Until: 30000},
		Fields: map[string]any{"key": "k", "note": "A Note"}, Edges: []store.Edge{{Type: "CITES", From: "loan:l", To: "book:b"}, {Type: "LOAN_OF", From: "loan:l", To: "book:b"}}}
	for k, v := range fields {
		n.Fields[k] = v
	}
	return n
}

// values are fields of one node.
func values(t *testing.T, s store.Store, m *schema.Model, typ, id string, fields ...string) []any {
	t.Helper()
	c, err := s.Read(t.Context(), ask{m}.one(typ, id, ask{m}.scalars(typ, fields...)...))
	if err != nil {
		t.Fatal(err)
	}
	nodes := c.([]any)
	if len(nodes) == 0 {
		return nil
	}
	return nodes[0].([]any)
}

const (
	pages = `"Its pages."` + "\n  pages: Int\n"
	note  = `"What else."` + "\n  note: String\n"
)

// What is new and may be null is added to an older file, and what was there stays.
func TestNewerModel(t *testing.T) {
	path := filledLibrary(t)
	m := model(t, pages, pages+`"Its title." title: String "Its weight." weight: Decimal`+"\n", // fields
		"interface Entity implements Node {", `interface Entity implements Node { "Where." shelf: String`, // a field of an interface
		`"A loan of a book."`, `"A return of a book." type Return implements Fact & Node @fact(key: ["book"]) { "The book." book: Book @relationship(type: "RETURN_OF", direction: OUT, oneWay: true) }
"A loan of a book."`, // a type and an edge type
		`"A book."`, `"What can be lent." interface Lendable implements Entity & Node { "Its pages." pages: Int }
"A book."`, "type Book implements Entity & Node", "type Book implements Lendable & Entity & Node") // an interface over what is there
	s := open(t, m, path, tick())
	if got := values(t, s, m, "Book", "book:b", "id", "name", "pages", "title", "weight", "shelf"); !reflect.DeepEqual(got, []any{"book:b", "B", int64(12), nil, nil, nil}) {
		t.Errorf("the book is %v", got)
	}
	if got := values(t, s, m, "Lendable", "book:b", "name", "pages"); !reflect.DeepEqual(got, []any{"B", int64(12)}) {
		t.Errorf("the lendable is %v", got)
	}
	b := book()
	b.Fields["title"], b.Fields["shelf"], b.Fields["weight"] = "Straße", "S", int64(5)
	first := upsert(t, s, b, store.Node{Type: "Return", ID: "return:r", Known: true, Fields: map[string]any{"key": "r"}, Edges: []store.Edge{{Type: "RETURN_OF", From: "return:r", To: "book:b"}}})
	if got := values(t, s, m, "Entity", "book:b", "shelf"); !reflect.DeepEqual(got, []any{"S"}) {
		t.Errorf("the shelf is %v", got)
	}
	a := ask{m}
	tree := where(a.root("Book", "id", total), a.eq("Book", "title", "strasse"))
	if c, err := s.Read(t.Context(), tree); err != nil || c.([]any)[1] != int64(1) {
		t.Errorf("by the new field: %v, %v", c, err)
	}
	if again := upsert(t, s, b); again != first {
		t.Errorf("the same again is an instant of its own: %v, %v", first, again)
	}
}

// An older model goes on with a newer file; what it does not know is left alone, and is there again with the newer model.
func TestOlderModel(t *testing.T) {
	path := filledLibrary(t)
	m := model(t, note, "", `value: ["note"]`, "value: []", `"A person."`+"\n", `"A text."`+"\n", "type Person implements Entity & Node @entity(key: [\"name\"], plural: \"people\")",
		"type Text implements Entity & Node @entity(key: [\"name\"])")
	s, err := sqlite.Open(t.Context(), m, path, tick())
	if err != nil {
		t.Fatal(err)
	}
	if got := values(t, s, m, "Loan", "loan:l", "key"); !reflect.DeepEqual(got, []any{"k"}) {
		t.Errorf("the loan is %v", got)
	}
	for _, typ := range []string{"Node", "Entity"} { // a person is no node of this model
		if got := values(t, s, m, typ, "person:p", "id"); got != nil {
			t.Errorf("%s: %v", typ, got)
		}
	}
	if last, err := s.Last(t.Context()); err != nil || last == 0 {
		t.Error(last, err)
	}
	_, err = s.Upsert(t.Context(), &store.Batch{Base: must(s.Last(t.Context())), Nodes: []store.Node{{Type: "Text", ID: "person:p"}}})
	if !errors.Is(err, store.ErrInvalid) {
		t.Errorf("an id of a type that is gone: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = open(t, model(t), path, tick())
	if got := values(t, s, model(t), "Loan", "loan:l", "key", "note"); !reflect.DeepEqual(got, []any{"k", "A Note"}) {
		t.Errorf("the loan is %v", got)
	}
	if got := values(t, s, model(t), "Entity", "person:p", "name"); !reflect.DeepEqual(got, []any{"P"}) {
		t.Errorf("the person is %v", got)
	}
}

// A row that is written while its field is gone has no value for it when the field is back.
func TestFieldComesBack(t *testing.T) {
	path := filledLibrary(t)
	m := model(t, note, "", `value: ["note"]`, "value: []")
	s, err := sqlite.Open(t.Context(), m, path, tick())
	if err != nil {
		t.Fatal(err)
	}
	n := loan(map[string]any{"key": "other"})
	delete(n.Fields, "note")
	upsert(t, s, n)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, model(t), path, tick())
	if got := values(t, s, model(t), "Loan", "loan:l", "key", "note"); !reflect.DeepEqual(got, []any{"other", nil}) {
		t.Errorf("the loan is %v", got)
	}
}

// What cannot be mended in place is refused, says what it is, and changes nothing.
func TestRefusedModel(t *testing.T) {
	path := filledLibrary(t)
	for name, c := range map[string]struct{ old, new, says string }{
		"a new field that is never null":            {pages, pages + `"Its title." title: String!` + "\n", "Book.title"},
		"never null now":                            {pages, `"Its pages."` + "\n  pages: Int!\n", "Book.pages"},
		"another kind":                              {pages, `"Its pages."` + "\n  pages: String\n", "Book.pages"},
		"another class":                             {`@fact(key: ["book"], value: ["note"])`, `@node(key: ["book"])`, "Loan"},
		"an edge that lists what it did not":        {`"LOAN_OF", direction: OUT,`, `"LOAN_OF", direction: OUT, lists: true,`, "LOAN_OF"},
		"a new never-null value of every interface": {"interface Entity implements Node {", `interface Entity implements Node { "Where." shelf: String!`, "shelf"},
	} {
		t.Run(name, func(t *testing.T) {
			replace := []string{c.old, c.new}
			if name == "another class" {
				replace = append(replace, "type Loan implements Fact & Node", "type Loan implements Node")
			}
			s, err := sqlite.Open(t.Context(), model(t, replace...), path, tick())
			if err == nil {
				_ = s.Close()
			}
			if !errors.Is(err, store.ErrSchema) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "load the records into a new file") {
				t.Errorf("%v, want %v of %s", err, store.ErrSchema, c.says)
			}
			m := model(t)
			s = open(t, m, path, tick())
			if got := values(t, s, m, "Book", "book:b", "name", "pages"); !reflect.DeepEqual(got, []any{"B", int64(12)}) {
				t.Errorf("the book is %v", got)
			}
		})
	}
}

// An enum may lose what no row has, and nothing else.
func TestEnumLosesValue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	states := func(values string) *schema.Model {
		return model(t, pages, pages+`"Its state." state: State`+"\n", `"A book."`, `"A state." enum State { "New." NEW `+values+` } "A book."`)
	}
	s, err := sqlite.Open(t.Context(), states(`"Worn." WORN "Lost." LOST`), path, tick())
	if err != nil {
		t.Fatal(err)
	}
	b, lent := book(), book()
	b.Fields["state"], lent.ID = "WORN", "book:lent"
	upsert(t, s, b, lent)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = sqlite.Open(t.Context(), states(`"Lost." LOST`), path, tick())
	if !errors.Is(err, store.ErrSchema) || !strings.Contains(err.Error(), "Book.state is WORN in some rows, which State has no more") {
		t.Error(err)
	}
	m := states(`"Worn." WORN`)
	s = open(t, m, path, tick())
	if got := values(t, s, m, "Book", "book:b", "state"); !reflect.DeepEqual(got, []any{"WORN"}) {
		t.Errorf("the state is %v", got)
	}
}

// A file of another program, or no database at all, is refused.
func TestOtherFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE meta (a)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(t.Context(), model(t), path, tick()); !errors.Is(err, store.ErrSchema) {
		t.Error(err)
	}
	if _, err := sqlite.Open(t.Context(), model(t), "migrate_test.go", tick()); !errors.Is(err, store.ErrSchema) {
		t.Error(err)
	}
	if _, err := sqlite.Open(t.Context(), model(t), filepath.Join(t.TempDir(), "no", "folder.db"), tick()); !errors.Is(err, store.ErrUnavailable) {
		t.Error(err)
	}
}

// Names that SQLite cannot tell apart, or that are none, never reach a statement.
func TestNames(t *testing.T) {
	for _, m := range []*schema.Model{
		model(t, pages, pages+`"Its pages, again." PAGES: Int`+"\n"),
		model(t, pages, pages+`"Its key." pk: Int`+"\n"),
		model(t, note, note+`"Folded." note_fold: String`+"\n", `value: ["note"]`, `value: ["note", "note_fold"]`),
		model(t, "LOAN_OF", "LOAN_OF */ DROP TABLE node"),
	} {
		s, err := sqlite.Open(t.Context(), m, sqlite.Memory, tick())
		if !errors.Is(err, store.ErrSchema) {
			t.Errorf("%v", err)
		}
		if s != nil {
			_ = s.Close()
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprint(err))
	}
	return v
}
