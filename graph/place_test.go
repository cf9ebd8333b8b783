package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A mistake in a value of the document is told with the argument's path, beside line and column.
func TestMistakesByTheirPlace(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ query, want, hint string }{
		{`{contracts(where: {events: {count: {gt: "two"}}}) {totalCount}}`, `where.events.count.gt: Int cannot represent non-integer value: "two"`, ""},
		{`{contracts {nodes {events(where: {OR: [{}, {months: {in: [1, "x"]}}]}) {totalCount}}}}`, `where.OR[1].months.in[1]: `, ""},
		{`{contracts(where: {nme: {}}) {totalCount}}`, `where.nme: Field "nme" is not defined by type "ContractWhere"`, "ContractWhere has AND, "},
		{`query($n: Int = "x") {contracts(first: $n) {totalCount}}`, `$n: Int cannot represent`, ""},
		{`{contracts {totalCount @skip(if: "yes")}}`, `@skip.if: Boolean cannot represent`, ""},
		{`{...a} fragment a on Query {contracts(first: "2") {totalCount}}`, `first: Int cannot represent`, ""},
		{`{contracts(orderBy: [{name: ASC}, {name: null}]) {totalCount}}`, `orderBy[1].name: A key of "ContractOrder" is null: it must be non-null.`, ""},
		{`{search(text: "a", types: [Ship]) {totalCount}}`, `types[0]: Value "Ship" does not exist in "NodeType" enum.`, "NodeType has Agreement, "},
		{`{search(text: "a", types: ["Contract"]) {totalCount}}`, `types[0]: Enum "NodeType" cannot represent non-enum value: "Contract".`, "NodeType has Agreement, "},
		{`{contracts(filter: 1) {totalCount}}`, `Unknown argument "filter"`, "contracts takes where, "},
	} {
		a := refused(t, s.post(c.query), 400, CodeValidation)
		if got := a.Errors[0]; !strings.HasPrefix(got.Message, c.want) || !strings.HasPrefix(fmt.Sprint(got.Extensions["hint"]), c.hint) && c.hint != "" || len(got.Path) > 0 {
			t.Errorf("%s: got %+v, want %s (%s)", c.query, got, c.want, c.hint)
		}
	}
}

// Which operation to execute has to be clear.
func TestNoSuchOperation(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ query, name, want, hint string }{
		{"query A {__typename} query B {__typename}", "", "operationName is missing, and the document has 2 operations", "the document has A, B; name one of them"},
		{"query A {__typename} query B {__typename}", "C", `operationName "C" is no operation of the document`, "the document has A, B; name one of them"},
		{"{__typename}", "A", `operationName "A" is no operation of the document`, "the document's operation has no name; leave operationName out"},
	} {
		body, _ := json.Marshal(map[string]any{"query": c.query, "operationName": c.name})
		w := s.do(request("POST", "/graphql", bytes.NewReader(body), "Content-Type", "application/json", "Accept", mediaGraphQL))
		if got := refused(t, w, 400, CodeValidation).Errors[0]; got.Message != c.want || got.Extensions["hint"] != c.hint {
			t.Errorf("%s as %q: %+v", c.query, c.name, got)
		}
	}
}
