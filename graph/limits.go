package graph

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Bounds are what one request may be, before anything of it is planned or read. What is zero has its default.
type Bounds struct {
	// Body is the size of a POST in bytes, for those who may write; others never need more than QueryBody.
	Body int64
	// Text is the size of the query's text in bytes.
	Text int
	// Tokens, counted by the parser: names, numbers, texts, punctuation.
	Tokens int
	// Depth is how many fields stand within one another.
	Depth int
	// Fields in the document, those of a fragment counted wherever it is spread. Validation compares fields of one name with
	// each other: 14,000 of them took it 8 s, 3,000 take 0.4 s.
	Fields int
	// RootFields of an operation: each is a statement.
	RootFields int
	// Aliases, Fragments and Directives in the document.
	Aliases, Fragments, Directives int
}

// QueryBody is how large a POST may be that has not the right to write: a query's text and its variables.
const QueryBody = 1 << 20

func (b Bounds) orDefault() Bounds {
	return Bounds{
		Body: cmp.Or(b.Body, 32<<20), Text: cmp.Or(b.Text, 256<<10), Tokens: cmp.Or(b.Tokens, 15_000), Depth: cmp.Or(b.Depth, 20),
		Fields: cmp.Or(b.Fields, 3_000), RootFields: cmp.Or(b.RootFields, 30), Aliases: cmp.Or(b.Aliases, 200),
		Fragments: cmp.Or(b.Fragments, 200), Directives: cmp.Or(b.Directives, 200),
	}
}

// orDefault: 500,000 nodes let four pages of the default size stand within one another, and a page of 1,000 nodes have some 500
// related ones each. Few questions fill all their pages; those that do end at the time that a request may take.
func (l Limits) orDefault() Limits {
	return Limits{Page: cmp.Or(l.Page, 1_000), Cost: cmp.Or(l.Cost, 500_000), Conditions: cmp.Or(l.Conditions, 500)}
}

// bodyOf is how large the body of a request may be, with a hint for who sends more.
func (b Bounds) bodyOf(ctx context.Context) (int64, string) {
	if mayWrite(ctx) == nil || b.Body < QueryBody {
		return b.Body, "send records in several requests"
	}
	return QueryBody, "a larger body needs the right to write"
}

// bounded looks at a document before gqlgen does: validation itself takes time that grows with the square of some documents.
type bounded struct {
	Bounds
	seen *documents
}

// ExtensionName names it to gqlgen.
func (bounded) ExtensionName() string { return "Bounds" }

// Validate has nothing to check.
func (bounded) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses what is too large. A document in the cache has been through here.
func (b bounded) MutateOperationParameters(ctx context.Context, p *graphql.RawParams) *gqlerror.Error {
	if len(p.Query) > b.Text {
		return gqlerror.Wrap(newError(CodeBodyTooLarge, nil, "send values as variables", "the query's text is longer than %d bytes", b.Text))
	}
	if _, ok := b.seen.Get(ctx, p.Query); ok {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: p.Query}, b.Tokens)
	var wrong *gqlerror.Error
	if errors.As(err, &wrong) {
		if strings.HasPrefix(wrong.Message, "exceeded token limit") {
			return gqlerror.Wrap(tooComplex(b.Tokens, "tokens"))
		}
		errcode.Set(wrong, errcode.ParseFailed)
		return wrong
	}
	if no := b.check(doc); no != nil {
		return gqlerror.Wrap(no)
	}
	return nil
}

// MutateOperationContext lets introspection through: the API is public.
func (bounded) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = false
	return nil
}

func tooComplex(allowed int, what string) *Error {
	return newError(CodeTooComplex, nil, "ask in several requests", "the document has more than %d %s", allowed, what)
}

// check measures a document that was parsed and not yet validated.
func (b bounded) check(doc *ast.QueryDocument) *Error {
	m := &measure{doc: doc, spread: map[string]*size{}}
	var whole size
	roots := 0
	for _, op := range doc.Operations {
		m.directives += len(op.Directives)
		s := m.of(op.SelectionSet)
		roots = max(roots, s.top)
		whole = whole.and(s)
	}
	for _, f := range doc.Fragments { // those that nothing spreads are validated too
		m.fragment(f.Name)
	}
	for _, x := range []struct {
		is, allowed int
		what        string
	}{
		{len(doc.Fragments), b.Fragments, "fragments"},
		{m.directives, b.Directives, "directives"},
		{m.aliases, b.Aliases, "aliases"},
		{max(whole.fields, m.written), b.Fields, "fields, counted wherever a fragment is spread"},
		{roots, b.RootFields, "root fields"},
		{whole.depth, b.Depth, "levels of fields"},
		{whole.schemas, 1, "__schema"},
	} {
		if x.is > x.allowed {
			return tooComplex(x.allowed, x.what)
		}
	}
	if m.introspection {
		return newError(CodeTooComplex, nil, "the usual introspection query passes",
			"within __schema and __type no aliases are allowed, and at most %d lists within one another", introspectionLists)
	}
	return nil
}

// introspectionLists bounds answers of gqlgen's introspection, which no deadline ends: all types with their fields with their
// arguments are three lists, and what every tool asks for.
const introspectionLists = 3

var introspectionList = map[string]bool{"types": true, "directives": true, "fields": true, "args": true, "inputFields": true,
	"interfaces": true, "possibleTypes": true, "enumValues": true}

// size is that of a selection with its fragments spread.
type size struct {
	fields  int
	top     int // fields of its first level
	depth   int
	schemas int  // __schema
	lists   int  // introspection's lists within one another
	aliased bool // by any field
}

func (s size) and(t size) size {
	return size{fields: sum(s.fields, t.fields), top: sum(s.top, t.top), depth: max(s.depth, t.depth), schemas: sum(s.schemas, t.schemas),
		lists: max(s.lists, t.lists), aliased: s.aliased || t.aliased}
}

// sum stays in bounds: forty fragments that spread each other twice count to 2^40, and to 2^80 with a few more.
func sum(a, b int) int { return min(a+b, 1<<30) }

// measure walks each selection once, however often it is spread.
type measure struct {
	doc                          *ast.QueryDocument
	spread                       map[string]*size // nil while it is being measured
	written, aliases, directives int
	introspection                bool // asks for too much
}

func (m *measure) of(sel ast.SelectionSet) (out size) {
	for _, s := range sel {
		switch s := s.(type) {
		case *ast.Field:
			out = out.and(m.field(s))
		case *ast.InlineFragment:
			m.directives += len(s.Directives)
			out = out.and(m.of(s.SelectionSet))
		case *ast.FragmentSpread:
			m.directives += len(s.Directives)
			out = out.and(m.fragment(s.Name))
		}
	}
	return out
}

func (m *measure) field(f *ast.Field) size {
	m.written++
	m.directives += len(f.Directives)
	s := m.of(f.SelectionSet)
	if f.Name == "__schema" || f.Name == "__type" {
		m.introspection = m.introspection || s.aliased || s.lists > introspectionLists
		if f.Name == "__schema" {
			s.schemas = sum(s.schemas, 1)
		}
	}
	s.fields, s.top, s.depth = sum(s.fields, 1), 1, s.depth+1
	if introspectionList[f.Name] {
		s.lists++
	}
	if f.Alias != f.Name {
		m.aliases++
		s.aliased = true
	}
	return s
}

// fragment measures a fragment once. One that spreads itself counts as nothing there: validation refuses it.
func (m *measure) fragment(name string) size {
	if s, ok := m.spread[name]; ok {
		if s == nil {
			return size{}
		}
		return *s
	}
	m.spread[name] = nil
	var s size
	if f := m.doc.Fragments.ForName(name); f != nil {
		m.directives += len(f.Directives)
		s = m.of(f.SelectionSet)
	}
	m.spread[name] = &s
	return s
}
