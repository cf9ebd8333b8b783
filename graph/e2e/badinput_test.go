package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// ids are many ids, most of which are there for nobody.
func ids(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%q", fmt.Sprintf("supplier:none-%d", i))
	}
	out[n/2] = `"supplier:node4"`
	return "[" + strings.Join(out, ",") + "]"
}

// TestBadInput: what is wrong gets a coded error that says what is allowed, or a clear empty answer; the same on every store.
func TestBadInput(t *testing.T) {
	deep := strings.Repeat("{NOT: ", 30) + `{name: {eq: "x"}}` + strings.Repeat("}", 30)
	wide := "["
	for i := range 600 {
		wide += fmt.Sprintf(`{name: {eq: "%d"}}`, i)
	}
	wide += "]"
	cases := []struct{ name, request, code, want string }{
		{"an unknown key", `{suppliers(where: {nme: {eq: "x"}}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "SupplierWhere has AND, OR, NOT"},
		{"an unknown operator", `{suppliers(where: {name: {like: "x"}}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "StringFilter has eq, ne, in, contains, startsWith, endsWith, isNull"},
		{"an unknown argument", `{suppliers(filter: {}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "suppliers takes where, orderBy, first, after, last, before, asOf, knownAt"},
		{"isNull of a relationship to many", `{suppliers(where: {contracts: {isNull: true}}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "none: {} finds where there is none, some: {} where there is any"},
		{"a type that it cannot be", `{facts(where: {type: {eq: Council}}) {totalCount}}`, "BAD_USER_INPUT", "where.type.eq: Council is no type of Fact; these are: AgreementRevision, "},
		{"a type that is none", `{facts(where: {type: {in: [Ship]}}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "NodeType has Agreement, "},
		{"a null type", `{facts(where: {type: {ne: null}}) {totalCount}}`, "BAD_USER_INPUT", "where.type.ne: is null"},
		{"the type of what has one", `{suppliers(where: {type: {eq: Supplier}}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "SupplierWhere has"},
		{"a type in years", `{facts {groupBy(by: [{type: YEAR}]) {count}}}`, "BAD_USER_INPUT", "YEAR is a bucket of dates, and type is of kind Enum"},
		{"a number for a text", `{suppliers(where: {name: {eq: 5}}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "String"},
		{"a text for a number", `{contractEvents(where: {months: {gt: "twelve"}}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "where.months.gt: Int"},
		{"an enum that is none", `{contractEvents(where: {kind: {eq: WON}}) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "EventKind has TENDER_PUBLISHED, "},
		{"a null field", `{suppliers(where: {name: null}) {totalCount}}`, "BAD_USER_INPUT", "where.name: is null; leave it out"},
		{"a null value", `{suppliers(where: {name: {eq: null}}) {totalCount}}`, "BAD_USER_INPUT", "where.name.eq: is null"},
		{"a null period", `{contractEvents(where: {when: {within: null}}) {totalCount}}`, "BAD_USER_INPUT", "null"},
		{"a null page", `{suppliers(first: null) {totalCount}}`, "", ""},
		{"a decimal that is too long", `{observations(where: {value: {amount: {eq: "99999999999999"}, unit: {eq: "ticket"}}}) {totalCount}}`, "BAD_USER_INPUT", "at most 12 digits before the point"},
		{"a null among many", `{suppliers(where: {id: {in: ["a", null]}}) {totalCount}}`, "", ""},
		{"a null relation", `{suppliers(where: {contracts: {some: null}}) {totalCount}}`, "BAD_USER_INPUT", "where.contracts.some: is null; leave it out"},
		{"a relation to many that is null", `{suppliers(where: {contracts: null}) {totalCount}}`, "BAD_USER_INPUT", "where.contracts: is null; leave it out, or use none: {}"},
		{"alternatives that are null", `{suppliers(where: {OR: null}) {totalCount}}`, "BAD_USER_INPUT", "where.OR: is null; leave it out"},
		{"a count of nothing", `{suppliers(where: {contracts: {count: {}}}) {totalCount}}`, "BAD_USER_INPUT", "give eq, ne, in, lt"},
		{"an edge at a root", `{suppliers(where: {edge: {role: {eq: "x"}}}) {totalCount}}`, "BAD_USER_INPUT", "no edge leads here"},
		{"an ordering by an edge at a root", `{suppliers(orderBy: [{edge: {since: ASC}}]) {totalCount}}`, "BAD_USER_INPUT", "no edge leads here"},
		{"isNull at a root", `{suppliers(where: {isNull: true}) {totalCount}}`, "BAD_USER_INPUT", "where.isNull: is for the filter of a relationship to one node"},
		{"isNull of many", `{contracts(where: {suppliers: {some: {isNull: true}}}) {totalCount}}`, "BAD_USER_INPUT", "where.suppliers.some.isNull: is for"},
		{"isNull that is null", `{terms(where: {council: {isNull: null}}) {totalCount}}`, "BAD_USER_INPUT", "where.council.isNull: is null"},
		{"a null to-one", `{terms(where: {council: null}) {totalCount}}`, "BAD_USER_INPUT", "council: {isNull: true}"},
		{"amounts without a unit", `{observations(where: {value: {amount: {gt: "5"}}}) {totalCount}}`, "BAD_USER_INPUT", "give unit: {eq: ...}"},
		{"money without a currency", `{observations(where: {amount: {amount: {lte: "5"}}}) {totalCount}}`, "BAD_USER_INPUT", "give currency: {eq: ...}"},
		{"a decimal that is none", `{observations(where: {value: {amount: {eq: "5,5"}}}) {totalCount}}`, "BAD_USER_INPUT", "where.value.amount.eq"},
		{"a date that is none", `{contractEvents(where: {since: {gt: "2025-02-29"}}) {totalCount}}`, "BAD_USER_INPUT", "where.since.gt"},
		{"an instant that is none", `{facts(where: {recordedAt: {gt: "yesterday"}}) {totalCount}}`, "BAD_USER_INPUT", "where.recordedAt.gt"},
		{"a period that is none", `{contractEvents(where: {when: {within: "2025-Q5"}}) {totalCount}}`, "BAD_USER_INPUT", "FY2025/26"},
		{"a period without a year", `{contractEvents(where: {when: {within: "--03-31"}}) {totalCount}}`, "BAD_USER_INPUT", "has no year"},
		{"asOf that is no date", `{suppliers(asOf: "July") {totalCount}}`, "BAD_USER_INPUT", "asOf"},
		{"knownAt that is no instant", `{suppliers(knownAt: "2025-07-08") {totalCount}}`, "BAD_USER_INPUT", "knownAt"},
		{"a text for an object", `{suppliers(where: "x") {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "SupplierWhere has AND, OR, NOT"},
		{"a list for an object", `{compare(between: {meetings: ["meeting:a", "meeting:b"]}) {added}}`, "GRAPHQL_VALIDATION_FAILED", "MeetingPair has from, to"},
		{"no key of many", `{contractEvents {groupBy(by: [{}]) {count}}}`, "GRAPHQL_VALIDATION_FAILED", "ContractEventGroupBy has edge, "},
		{"two directions", `{suppliers(orderBy: [{name: ASC, id: DESC}]) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "OneOf"},
		{"a direction that is none", `{suppliers(orderBy: [{name: UP}]) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "UP"},
		{"a null direction", `{suppliers(orderBy: [{name: null}]) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "orderBy[0].name: A key of \"SupplierOrder\" is null"},
		{"a page too large", `{suppliers(first: 1001) {nodes {id}}}`, "BAD_USER_INPUT", "from 0 to 1000"},
		{"a page below nothing", `{suppliers(first: -1) {nodes {id}}}`, "BAD_USER_INPUT", "from 0 to 1000"},
		{"first and last", `{suppliers(first: 1, last: 1) {nodes {id}}}`, "BAD_USER_INPUT", "one pair or the other"},
		{"before without last", `{suppliers(before: "x") {nodes {id}}}`, "BAD_USER_INPUT", "needs last"},
		{"a cursor that is none", `{suppliers(after: "x") {nodes {id}}}`, "BAD_CURSOR", "not given out for this field"},
		{"a nested cursor that is none", `{suppliers {nodes {contracts(after: "!!") {nodes {id}}}}}`, "BAD_CURSOR", "not given out"},
		{"a search for nothing", `{search(text: " ?! ") {totalCount}}`, "BAD_USER_INPUT", "no letter or digit"},
		{"a search of a type that is none", `{search(text: "a", types: [Ship]) {totalCount}}`, "GRAPHQL_VALIDATION_FAILED", "Ship"},
		{"filters too deep", `{suppliers(where: ` + deep + `) {totalCount}}`, "QUERY_TOO_COMPLEX", "deep"},
		{"filters too wide", `{suppliers(where: {OR: ` + wide + `}) {totalCount}}`, "QUERY_TOO_COMPLEX", "500 conditions"},
		{"too much at once", `{suppliers(first: 1000) {nodes {contracts(first: 1000) {nodes {id events(first: 1000) {nodes {id}}}}}}}`, "QUERY_TOO_COMPLEX", "smaller pages"},
		{"groups by nothing", `{suppliers {groupBy(by: []) {count}}}`, "BAD_USER_INPUT", "names one to 5"},
		{"groups by six keys", `{contractEvents {groupBy(by: [{id: VALUE}, {key: VALUE}, {kind: VALUE}, {months: VALUE}, {route: VALUE}, {note: VALUE}]) {count}}}`, "BAD_USER_INPUT", "names 6 keys; it names one to 5"},
		{"a bucket on a text", `{suppliers {groupBy(by: [{name: MONTH}]) {count}}}`, "BAD_USER_INPUT", "by[0].name: MONTH is a bucket of dates, and name is of kind String, which is grouped by VALUE"},
		{"a bucket on a related number", `{suppliers {groupBy(by: [{contracts: {events: {months: YEAR}}}]) {count}}}`, "BAD_USER_INPUT", "by[0].contracts.events.months: YEAR is a bucket of dates"},
		{"a bucket that is none", `{contractEvents {groupBy(by: [{since: WEEK}]) {count}}}`, "GRAPHQL_VALIDATION_FAILED", "WEEK"},
		{"the same key twice", `{contractEvents {groupBy(by: [{since: YEAR}, {since: MONTH}]) {count}}}`, "BAD_USER_INPUT", "by[1]: since is a key already"},
		{"two keys in one", `{contractEvents {groupBy(by: [{since: YEAR, kind: VALUE}]) {count}}}`, "GRAPHQL_VALIDATION_FAILED", "OneOf"},
		{"a key that is not grouped by", `{contractEvents {groupBy(by: [{supplier: {name: VALUE}}]) {key {supplier {id}}}}}`, "BAD_USER_INPUT", "key.supplier.id: is not grouped by; `by` names supplier.name"},
		{"a group by an edge at a root", `{contractEvents {groupBy(by: [{edge: {role: VALUE}}]) {count}}}`, "BAD_USER_INPUT", "no edge leads here"},
		{"a key too far away", `{contracts {groupBy(by: [{events: {supplier: {contracts: {buyers: {name: VALUE}}}}}]) {count}}}`, "BAD_USER_INPUT", "more than 3 relationships"},
		{"three keys of many", `{contracts {groupBy(by: [{events: {kind: VALUE}}, {buyers: {name: VALUE}}, {suppliers: {name: VALUE}}]) {count}}}`, "BAD_USER_INPUT", "by[2]: suppliers.name may have several values; at most 2"},
		{"groups of mixed amounts", `{contractEvents {groupBy(by: [{kind: VALUE}], having: {amount: {sum: {gt: "5"}}}) {count}}}`, "GRAPHQL_VALIDATION_FAILED", "currency"},
		{"groups that are null", `{contractEvents {groupBy(by: [{kind: VALUE}], having: {months: {sum: {isNull: true}}}) {count}}}`, "BAD_USER_INPUT", "isNull does not go with"},
		{"an order by a key that is not there", `{contractEvents {groupBy(by: [{kind: VALUE}], orderBy: [{key: {index: 1, sort: ASC}}]) {count}}}`, "BAD_USER_INPUT", "keys 0 to 0"},
		{"an order by two statistics", `{contractEvents {groupBy(by: [{kind: VALUE}], orderBy: [{amount: {currency: "GBP", sum: ASC, max: ASC}}]) {count}}}`, "BAD_USER_INPUT", "exactly one"},
		{"too many groups", `{contractEvents {groupBy(by: [{kind: VALUE}], first: 1001) {count}}}`, "BAD_USER_INPUT", "from 0 to 1000"},
		{"too many groups at once", `{suppliers(first: 1000) {nodes {contracts {groupBy(by: [{id: VALUE}], first: 1000) {count}}}}}`, "QUERY_TOO_COMPLEX", "smaller pages"},
		{"an unknown field", `{suppliers {nodes {nme}}}`, "GRAPHQL_VALIDATION_FAILED", "Supplier has id, name, "},
		{"a node's field of a connection", `{suppliers {name}}`, "GRAPHQL_VALIDATION_FAILED", "nodes { name }"},
		{"a node's field of a nested connection", `{suppliers {nodes {contracts {name}}}}`, "GRAPHQL_VALIDATION_FAILED", "nodes { name }"},
		{"a node's field of an edge", `{suppliers {edges {name}}}`, "GRAPHQL_VALIDATION_FAILED", "node { name }"},
		{"a syntax error", `{suppliers {nodes {id}}`, "GRAPHQL_PARSE_FAILED", ""},
		{"1,001 ids", `{nodes(ids: ` + ids(1001) + `) {id}}`, "BAD_USER_INPUT", "at most 1000"},

		{"1,000 ids", `{suppliers(where: {id: {in: ` + ids(1000) + `}}) {totalCount nodes {id}}}`, "", `{"suppliers":{"totalCount":1,"nodes":[{"id":"supplier:node4"}]}}`},
		{"no ids", `{suppliers(where: {id: {in: []}}) {totalCount}}`, "", `{"suppliers":{"totalCount":0}}`},
		{"an id of nobody", `{supplier(id: "supplier:nobody") {name}}`, "", `{"supplier":null}`},
		{"an id of another type", `{supplier(id: "council:brent") {name}}`, "", `{"supplier":null}`},
		{"an odd id", `{node(id: "'; DROP TABLE node; --") {id}}`, "", `{"node":null}`},
		{"ids in order, some of nobody", `{nodes(ids: ["council:brent", "x", "council:brent", "supplier:node4"]) {id __typename}}`, "",
			`{"nodes":[{"id":"council:brent","__typename":"Council"},null,{"id":"council:brent","__typename":"Council"},{"id":"supplier:node4","__typename":"Supplier"}]}`},
		{"asOf before everything", `{contractEvents(asOf: "0001-01-01") {totalCount nodes {id}} suppliers(asOf: "0001-01-01", where: {id: {eq: "supplier:node4"}}) {nodes {contracts {totalCount}}}}`, "",
			`{"contractEvents":{"totalCount":0,"nodes":[]},"suppliers":{"nodes":[{"contracts":{"totalCount":0}}]}}`},
		{"knownAt before everything", `{suppliers(knownAt: "2000-01-01T00:00:00Z") {totalCount} node(id: "supplier:node4", knownAt: "2000-01-01T00:00:00Z") {id}}`, "",
			`{"suppliers":{"totalCount":0},"node":{"id":"supplier:node4"}}`},
		{"no page", `{suppliers(first: 0) {nodes {id} pageInfo {hasNextPage hasPreviousPage startCursor endCursor}}}`, "",
			`{"suppliers":{"nodes":[],"pageInfo":{"hasNextPage":true,"hasPreviousPage":false,"startCursor":null,"endCursor":null}}}`},
		{"all of nothing", `{suppliers(where: {id: {eq: "supplier:lenovo"}, contracts: {all: {name: {eq: "x"}}}}) {totalCount}}`, "", `{"suppliers":{"totalCount":1}}`},
		{"no groups", `{suppliers {groupBy(by: [{id: VALUE}], first: 0) {count}} contracts(where: {name: {eq: "none such"}}) {groupBy(by: [{suppliers: {name: VALUE}}]) {count}}}`, "",
			`{"suppliers":{"groupBy":[]},"contracts":{"groupBy":[]}}`},
		{"groups asked only for __typename", `{suppliers(where: {id: {eq: "supplier:node4"}}) {groupBy(by: [{id: VALUE}]) {__typename key {__typename contracts {__typename}} distinct {__typename}}}}`, "",
			`{"suppliers":{"groupBy":[{"__typename":"SupplierGroup","key":{"__typename":"SupplierGroupKey","contracts":{"__typename":"ContractGroupKey"}},"distinct":{"__typename":"SupplierDistinct"}}]}}`},
		{"only __typename", `{suppliers {__typename aggregate {__typename}}}`, "", `{"suppliers":{"__typename":"SupplierConnection","aggregate":{"__typename":"SupplierAggregate"}}}`},
	}
	each(t, func(t *testing.T, w *world) {
		for _, c := range cases {
			got := w.ask(t, c.request, nil)
			var answer struct {
				Data   json.RawMessage
				Errors []struct {
					Message    string
					Extensions struct{ Code, Hint string }
				}
			}
			if err := json.Unmarshal([]byte(got), &answer); err != nil {
				t.Fatalf("%s: %s", c.name, got)
			}
			switch {
			case c.code == "" && len(answer.Errors) > 0:
				if c.want != "" || answer.Errors[0].Extensions.Code == "INTERNAL" {
					t.Errorf("%s: %s", c.name, got)
				}
			case c.code == "":
				if c.want != "" && string(answer.Data) != c.want {
					t.Errorf("%s: got %s, want %s", c.name, answer.Data, c.want)
				}
			case len(answer.Errors) == 0 || answer.Errors[0].Extensions.Code != c.code ||
				!strings.Contains(answer.Errors[0].Message+answer.Errors[0].Extensions.Hint, c.want):
				t.Errorf("%s: got %s, want %s with %q", c.name, shorten(got, ""), c.code, c.want)
			}
		}
	})
}

// TestUnknownInVariables: a field that an input has not is named with those that it has, as it is for one in the document.
func TestUnknownInVariables(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for want, where := range map[string]map[string]any{
			"$w.nme: unknown field; SupplierWhere has AND, OR, NOT,":        {"nme": map[string]any{"eq": "x"}},
			"$w.name.like: unknown field; StringFilter has eq, ne, in,":     {"name": map[string]any{"like": "x"}},
			"$w.OR[0].contracts.any: unknown field; ContractRelation has":   {"OR": []any{map[string]any{"contracts": map[string]any{"any": nil}}}},
			"$w.contracts.some.edge.to: unknown field; EdgeWhere has since": {"contracts": map[string]any{"some": map[string]any{"edge": map[string]any{"to": nil}}}},
			"none: {} finds where there is none":                            {"contracts": map[string]any{"isNull": true}},
		} {
			got := w.ask(t, `query ($w: SupplierWhere) {suppliers(where: $w) {totalCount}}`, map[string]any{"w": where})
			if !strings.Contains(got, want) || !strings.Contains(got, "GRAPHQL_VALIDATION_FAILED") {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	})
}

// TestCursorsAreTheirOwn: a cursor of another field, of another ordering, or changed by one character is an error.
func TestCursorsAreTheirOwn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		end := func(field, args string) string {
			d := w.data(t, fmt.Sprintf(`{x: %s(first: 2 %s) {pageInfo {endCursor}}}`, field, args), nil)
			return at(d, "x", "pageInfo", "endCursor").(string)
		}
		name := end("suppliers", "orderBy: [{name: ASC}]")
		use := func(field, args, cursor string) string {
			return w.ask(t, fmt.Sprintf(`{x: %s(first: 1 after: %q %s) {nodes {id}}}`, field, cursor, args), nil)
		}
		if got := use("suppliers", "orderBy: [{name: ASC}]", name); strings.Contains(got, "errors") {
			t.Errorf("its own: %s", got)
		}
		changed := []byte(name)
		changed[len(changed)-3] ^= 1
		for what, got := range map[string]string{
			"another field":    use("products", "orderBy: [{name: ASC}]", name),
			"another ordering": use("suppliers", "orderBy: [{name: DESC}]", name),
			"no ordering":      use("suppliers", "", name),
			"changed":          use("suppliers", "orderBy: [{name: ASC}]", string(changed)),
		} {
			if !strings.Contains(got, "BAD_CURSOR") {
				t.Errorf("%s: %s", what, got)
			}
		}
	})
}

// TestToOneIsNull: isNull tells those without from those with, by itself and beside other conditions.
func TestToOneIsNull(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.data(t, `{
			all: terms { totalCount }
			none: terms(where: {council: {isNull: true}}) { totalCount nodes { council { id } } }
			not: terms(where: {NOT: {council: {}}}) { totalCount }
			some: terms(where: {council: {isNull: false}}) { totalCount nodes { council { id } } }
			both: terms(where: {council: {isNull: true, name: {eq: "Brent"}}}) { totalCount }
			brent: terms(where: {council: {isNull: false, name: {eq: "Brent"}}}) { totalCount nodes { council { name } } }
			nested: councillors(where: {terms: {some: {council: {isNull: true}}}}) { totalCount }
		}`, nil)
		count := func(field string) int64 {
			n, err := at(d, field, "totalCount").(json.Number).Int64()
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if count("none") == 0 || count("some") == 0 || count("none")+count("some") != count("all") || count("not") != count("none") ||
			count("both") != 0 || count("brent") == 0 || count("brent") > count("some") || count("nested") == 0 {
			t.Errorf("%v", d)
		}
		for _, field := range []string{"none", "some"} {
			for i, node := range at(d, field, "nodes").([]any) {
				if (at(node, "council") == nil) != (field == "none") {
					t.Errorf("%s %d: %v", field, i, node)
				}
			}
		}
	})
}
