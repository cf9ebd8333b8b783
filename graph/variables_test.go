package graph

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// sent posts a query with its variables, as JSON text.
func (s *site) sent(document, variables string) answer {
	query, _ := json.Marshal(document)
	body := []byte(`{"query":` + string(query) + `,"variables":` + variables + `}`)
	return read(s.t, s.do(request("POST", "/graphql", bytes.NewReader(body), "Content-Type", "application/json", "Accept", mediaGraphQL)))
}

// A variable that is not of its type is refused by its place, with what it is and what is taken.
func TestVariablesAreOfTheirTypes(t *testing.T) {
	s := newSite(t)
	const (
		page   = "query($x: Int){contracts(first: $x){totalCount}}"
		filter = "query($x: ContractWhere!){contracts(where: $x){totalCount}}"
		events = "query($x: ContractEventWhere){contractEvents(where: $x){totalCount}}"
		one    = "query($x: ID!){contract(id: $x){id}}"
		many   = "query($x: [ID!]!){nodes(ids: $x){id}}"
		day    = "query($x: Date){contracts(asOf: $x){totalCount}}"
		sorted = "query($x: [ContractOrder!]){contracts(orderBy: $x){totalCount}}"
	)
	for _, c := range []struct{ query, variables, want string }{
		{page, `{"x":"2"}`, `$x: is "2"; it takes a whole number of at most 32 bits`},
		{page, `{"x":2.5}`, `$x: is 2.5; it takes a whole number`},
		{page, `{"x":9999999999}`, `$x: is 9999999999; it takes a whole number`},
		{page, `{"x":[1,2]}`, `$x: is a list; it takes a whole number`},
		{page, `{"x":true}`, `$x: is true; it takes a whole number`},
		{filter, `{}`, `$x: is missing; it takes an input object: ContractWhere has AND, `},
		{filter, `{"x":null}`, `$x: is null; it takes an input object`},
		{filter, `{"x":"` + strings.Repeat("long ", 100) + `"}`, `long long...; it takes an input object: ContractWhere has AND, `},
		{filter, `{"x":{"nme":{}}}`, `$x.nme: unknown field; ContractWhere has AND, `},
		{filter, `{"x":{"name":{"in":["a",3]}}}`, `$x.name.in[1]: is 3; it takes text`},
		{filter, `{"x":{"name":{"in":["a",null]}}}`, `$x.name.in[1]: is null; it takes text`},
		{filter, `{"x":{"events":{"count":{"gt":"two"}}}}`, `$x.events.count.gt: is "two"; it takes a whole number`},
		{filter, `{"x":{"name":{"isNull":"true"}}}`, `$x.name.isNull: is "true"; it takes true or false`},
		{filter, `{"x":{"OR":[{},{"events":[]}]}}`, `$x.OR[1].events: is a list; it takes an input object: ContractEventRelation has some, `},
		{events, `{"x":{"kind":{"eq":"awarded"}}}`, `$x.kind.eq: is "awarded"; it takes a value of an enum: ContractEventKind has TENDER_PUBLISHED, `},
		{events, `{"x":{"since":{"eq":false}}}`, "$x.since.eq: is false; it takes a Date: A calendar day, `2025-07-08`"},
		{one, `{}`, `$x: is missing; it takes text or a whole number`},
		{one, `{"x":1.5}`, `$x: is 1.5; it takes text or a whole number`},
		{many, `{"x":[{}]}`, `$x[0]: is an object; it takes text`},
		{day, `{"x":true}`, "$x: is true; it takes a Date"},
		{sorted, `{"x":[{"name":"desc"}]}`, `$x[0].name: is "desc"; it takes a value of an enum: Sort has ASC, DESC`},
	} {
		a := s.sent(c.query, c.variables)
		if a.code() != string(CodeValidation) || !strings.Contains(a.Errors[0].Message, c.want) || len(a.Errors[0].Locations) != 1 || a.Data != nil {
			t.Errorf("%s: got %+v, want %s", c.variables, a, c.want)
		}
	}
	for _, c := range []struct{ query, variables, want string }{
		{page, `{}`, `{"totalCount":3}`},
		{page, `{"x":null}`, `{"totalCount":3}`},
		{page, `{"x":2,"y":"not asked for"}`, `{"totalCount":3}`},
		{one, `{"x":5}`, `null`},
		{many, `{"x":"contract:a"}`, `[{"id":"contract:a"}]`},
		{sorted, `{"x":{"name":"DESC"}}`, `{"totalCount":3}`},
		{filter, `{"x":{"id":{"in":"contract:a"}}}`, `{"totalCount":1}`},
		{filter, `{"x":{"AND":{"id":{"in":["contract:a"]}}}}`, `{"totalCount":1}`},
		{events, `{"x":{"kind":{"in":"AWARDED"}}}`, `{"totalCount":2}`},
		{events, `{"x":{"when":{"in":"2025-07"}}}`, `{"totalCount":0}`},
	} {
		a := s.sent(c.query, c.variables)
		if len(a.Errors) > 0 || len(a.Data) != 1 {
			t.Errorf("%s: %+v", c.variables, a)
		}
		for _, got := range a.Data {
			if string(got) != c.want {
				t.Errorf("%s: got %s, want %s", c.variables, got, c.want)
			}
		}
	}
}
