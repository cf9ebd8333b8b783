package graph

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// composed writes a value as the one root field of a document asks for it, and says how many statements it took.
func composed(t *testing.T, document string, v any) (text string, reads int, err error) {
	t.Helper()
	api := NewExecutableSchema(Config{}).Schema()
	doc, wrong := gqlparser.LoadQueryWithRules(api, document, rules.NewDefaultRules())
	if wrong != nil {
		t.Fatalf("%s: %v", document, wrong)
	}
	op := &graphql.OperationContext{Doc: doc, Operation: doc.Operations[0], Variables: map[string]any{"yes": true, "no": false}}
	field := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query"})[0]
	s := world(t)
	s.before = func(context.Context, *query.Tree) error { reads++; return nil }
	r := &queryResolver{&Resolver{model: schema.Domain(), store: s, limits: Limits{}.orDefault()}}
	q := &question{planner: &planner{m: r.model, op: op, limits: r.limits}, field: field, path: ast.Path{ast.PathName(field.Alias)}}
	answer, err := r.compose(t.Context(), q, v)
	return string(answer), reads, err
}

// comparing is a document of the root field compare.
func comparing(selection string) string {
	return `query($yes: Boolean!, $no: Boolean!) { compare(between: {meetings: {from: "a", to: "b"}}) { same @skip(if: $yes) ended @include(if: $no) ` +
		selection + ` nodes @skip(if: $yes) {...F} } } fragment F on ComparedPair {kind after {modality}}`
}

func TestCompose(t *testing.T) {
	told := value.Instant(1) // of the world's only batch
	early := &query.Time{KnownAt: &told}
	event := func(n int, at *query.Time) Ref { return Ref{ID: fmt.Sprintf("contract-event:%d", n), At: at} }
	pair := func(kind string, before, after []any) Object {
		return Object{"kind": kind, "before": before, "after": after, "about": []any{Ref{ID: "contract:a"}}, "fields": []any{"note", "a \"b\"\n"}}
	}
	v := Object{"added": 3, "totalCount": int64(2), "nodes": []any{
		pair("SAME", []any{event(2, nil), event(1, nil), event(2, nil)}, []any{event(1, nil)}),
		pair("ADDED", []any{}, []any{event(3, early)}),
	}, "pageInfo": Object{"hasNextPage": true, "endCursor": nil}}
	for name, c := range map[string]struct {
		selection, want string
		reads           int
	}{
		"no nodes, no statement": {`n: added __typename added totalCount pageInfo {hasNextPage endCursor __typename}`,
			`{"n":3,"__typename":"Comparison","added":3,"totalCount":2,"pageInfo":{"hasNextPage":true,"endCursor":null,"__typename":"PageInfo"}}`, 0},
		"texts are escaped": {`nodes {fields}`, `{"nodes":[{"fields":["note","a \"b\"\n"]},{"fields":["note","a \"b\"\n"]}]}`, 0},
		"in the order of the value, one of them twice": {`nodes {kind before {id}}`,
			`{"nodes":[{"kind":"SAME","before":[{"id":"contract-event:2"},{"id":"contract-event:1"},{"id":"contract-event:2"}]},{"kind":"ADDED","before":[]}]}`, 1},
		"two fields of one time are one statement": {`nodes {about {name} b: before {id} c: before {__typename}}`,
			`{"nodes":[{"about":[{"name":"Service desk, \"24/7\""}],"b":[{"id":"contract-event:2"},{"id":"contract-event:1"},{"id":"contract-event:2"}],` +
				`"c":[{"__typename":"ContractEvent"},{"__typename":"ContractEvent"},{"__typename":"ContractEvent"}]},{"about":[{"name":"Service desk, \"24/7\""}],"b":[],"c":[]}]}`, 1},
		"two times are two": {`nodes {after {id}}`, `{"nodes":[{"after":[{"id":"contract-event:1"}]},{"after":[{"id":"contract-event:3"}]}]}`, 2},
		"fragments, of types that the node is not too": {`nodes {...F after {... on Step {action} ... on ContractEvent {kind contract {name}}}}`,
			`{"nodes":[{"kind":"SAME","after":[{"modality":"ACTUAL","kind":"AWARDED","contract":{"name":"Service desk, \"24/7\""}}]},` +
				`{"kind":"ADDED","after":[{"modality":"ACTUAL","kind":"AWARDED","contract":{"name":"=cmd|' /C calc'!A0"}}]}]}`, 2},
		"skipped and included": {`nodes {kind @include(if: $no) after @include(if: $yes) {id @skip(if: $yes) wording}}`,
			`{"nodes":[{"after":[{"wording":"told"}]},{"after":[{"wording":"told"}]}]}`, 2},
		"pages below a node": {`nodes {about {... on Contract {events(first: 1, orderBy: [{id: DESC}]) {totalCount nodes {id} pageInfo {hasNextPage}}}}}`,
			`{"nodes":[{"about":[{"events":{"totalCount":2,"nodes":[{"id":"contract-event:2"}],"pageInfo":{"hasNextPage":true}}}]},` +
				`{"about":[{"events":{"totalCount":2,"nodes":[{"id":"contract-event:2"}],"pageInfo":{"hasNextPage":true}}}]}]}`, 1},
	} {
		got, reads, err := composed(t, comparing(c.selection), v)
		if err != nil || got != c.want || reads != c.reads {
			t.Errorf("%s: %d statements, %v\ngot  %s\nwant %s", name, reads, err, got, c.want)
		}
	}
}

// TestComposeRefuses: what may not be null and is not there, and more times than one answer may be read at.
func TestComposeRefuses(t *testing.T) {
	one := func(ref Ref) Object {
		return Object{"nodes": []any{Object{"kind": "SAME", "before": []any{ref}, "after": []any{}}}}
	}
	if got, _, err := composed(t, comparing(`nodes {before {id}}`), one(Ref{ID: "contract-event:none"})); err == nil {
		t.Errorf("a fact that is not there: %s", got)
	}
	before := value.Instant(0)
	if got, _, err := composed(t, comparing(`nodes {before {id}}`), one(Ref{ID: "contract-event:1", At: &query.Time{KnownAt: &before}})); err == nil {
		t.Errorf("a fact at a time at which it was not known: %s", got)
	}
	var many []any
	for i := range mostTimes + 1 {
		at := value.Instant(i + 1)
		many = append(many, Ref{ID: "contract-event:1", At: &query.Time{KnownAt: &at}})
	}
	var own *Error
	_, reads, err := composed(t, comparing(`nodes {before {id}}`), Object{"nodes": []any{Object{"before": many}}})
	if !errors.As(err, &own) || own.Code != CodeTooComplex || reads != 0 {
		t.Errorf("%d statements, %v", reads, err)
	}
	if _, reads, err := composed(t, comparing(`nodes {before {id}}`), Object{"nodes": []any{Object{"before": many[1:]}}}); err != nil || reads != mostTimes {
		t.Errorf("as many times as there may be: %d statements, %v", reads, err)
	}
}

// TestChangeKind: what begins alone is new, what ends alone has ended.
func TestChangeKind(t *testing.T) {
	for want, c := range map[string][3][]string{
		"CREATED": {{"a"}, nil, nil}, "ENDED": {nil, {"a"}, nil}, "UPDATED, a span": {{"a"}, {"a"}, nil}, "UPDATED, a value": {{"b"}, {"a"}, nil},
		"UPDATED, evidence": {nil, nil, {"a"}}, "UPDATED, into a fuller": {nil, {"a"}, {"b"}},
	} {
		got := changeObject(store.Change{Began: c[0], Ended: c[1], Cited: c[2]})
		if kind, _, _ := strings.Cut(want, ","); got["kind"] != kind || len(got["facts"].([]any)) != len(c[0])+len(c[2]) || len(got["before"].([]any)) != len(c[1])+len(c[2]) {
			t.Errorf("%s: %v", want, got)
		}
	}
}
