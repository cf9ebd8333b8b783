package main

import (
	"fmt"
	"strings"

	"councilgraph/bench/data"
	"councilgraph/graph/value"
)

// Pieces of the documents: the same question with the clocks and without.
const (
	onClock = "$asOf: Date!, $knownAt: DateTime!"
	clock   = "asOf: $asOf, knownAt: $knownAt"

	supplierPage = `{ name contracts(first: 20) { totalCount nodes { id name buyers { nodes { name } } } } }`
	newest       = `{ name supplyEvents(first: 20) { nodes { since wording } } }`
)

// requests are the rows of the table: each without the clocks, and with them.
func requests(s data.Size) []request {
	now := unclocked(s)
	return append(now, underClocks(s, now)...)
}

// then is what one would write by hand for a request under both clocks. One far behind has the cursor of a page without them.
var then = map[*hand]*hand{
	lookUp: lookUp, supplierContracts: supplierContractsThen, newestByExpanding: newestThen, newestByIndex: newestThen, committee: committeeThen,
	byContractAndBuyer: byContractAndBuyerThen, byCount: byCountThen, valueBySupplier: valueBySupplierThen, byDate: byDateThen,
	search: search, aliases: aliasesThen, hundred: hundredThen,
}

func underClocks(s data.Size, list []request) (out []request) {
	for _, r := range list {
		if r.from != nil {
			continue
		}
		out = append(out, request{name: "clocks: " + r.name, query: clockedQuery(r.query), vars: clocked(s, r.vars), hand: then[r.hand]})
	}
	return out
}

// clockedQuery is a document whose one root field has both clocks.
func clockedQuery(query string) string {
	head, rest, _ := strings.Cut(query, "(")
	variables, root, _ := strings.Cut(rest, ") {")
	field, body, _ := strings.Cut(root, "(")
	return head + "(" + onClock + ", " + variables + ") {" + field + "(" + clock + ", " + body
}

func unclocked(s data.Size) []request {
	middle, hubbed := ids(data.SupplierID, s.Suppliers), hub(data.SupplierID(0))
	return []request{
		{name: "look-up", query: `query($id: ID!) { supplier(id: $id) { id name } }`, vars: middle, hand: lookUp},
		{name: "supplier, 20 contracts, buyers, totalCount", query: `query($id: ID!) { supplier(id: $id) ` + supplierPage + ` }`, vars: middle, hand: supplierContracts},
		{name: "the same of a hub", query: `query($id: ID!) { supplier(id: $id) ` + supplierPage + ` }`, vars: hubbed, hand: supplierContracts},
		{name: "newest 20 events of a supplier", query: `query($id: ID!) { supplier(id: $id) ` + newest + ` }`, vars: middle, hand: newestByExpanding},
		{name: "newest 20 events of a hub", query: `query($id: ID!) { supplier(id: $id) ` + newest + ` }`, vars: hubbed, hand: newestByIndex},
		{name: "committee, 5 meetings, what was said, project, supplier", query: `query($id: ID!) { committee(id: $id) { name
			meetings(first: 5, orderBy: [{date: {start: DESC}}]) { nodes { date { text } said(first: 10) { nodes { since
				... on ProjectUpdate { status project { name } partner { name } }
				... on ContractEvent { kind contract { name } supplier { name } } } } } } } }`, vars: ids(data.CommitteeID, s.Committees), hand: committee},
		{name: "suppliers by contract and buyer", query: `query($council: String!, $word: String!) {
			suppliers(where: {contracts: {some: {name: {startsWith: $word}, buyers: {some: {name: {eq: $council}}}}}}, orderBy: [{name: ASC}]) {
				totalCount nodes { name } } }`, vars: filters(s, 1), hand: byContractAndBuyer},
		{name: "the same for a hub of a buyer", query: `query($council: String!, $word: String!) {
			suppliers(where: {contracts: {some: {name: {startsWith: $word}, buyers: {some: {name: {eq: $council}}}}}}, orderBy: [{name: ASC}]) {
				totalCount nodes { name } } }`, vars: filters(s, 0)[:1], hand: byContractAndBuyer},
		{name: "suppliers by number of contracts", query: `query($n: Int!) {
			suppliers(where: {contracts: {count: {gte: $n}}}, orderBy: [{contracts: {count: DESC}}, {name: ASC}]) {
				nodes { name contracts { totalCount } } } }`, vars: []map[string]any{{"n": 20}, {"n": 10}, {"n": 25}}, hand: byCount},
		{name: "contract value per supplier for one council", query: `query($id: ID!) {
			contractEvents(where: {kind: {eq: AWARDED}, buyers: {some: {id: {eq: $id}}}}) {
				groupBy(by: [{supplier: {name: VALUE}}], first: 20) { key { supplier { name } } count amount { currency sum } } } }`,
			vars: ids(data.CouncilID, s.Councils), hand: valueBySupplier},
		{name: "events by date, page 1", query: eventsByDate, vars: []map[string]any{{"after": nil}}, hand: byDate},
		{name: "events by date, page 200", query: eventsByDate, hand: byDateAfter, from: farBehind(s)},
		{name: "search", query: `query($text: String!) { search(text: $text, types: [Supplier], first: 10) {
			edges { matched { field text } node { id ... on Entity { name } } } } }`,
			vars: []map[string]any{{"text": "alder sys"}, {"text": "cloud"}, {"text": "maple da"}}, hand: search},
		{name: "two aliases of one relation", query: `query($id: ID!) { supplier(id: $id) {
			first: contracts(first: 5, orderBy: [{name: ASC}]) { nodes { name } } last: contracts(first: 5, orderBy: [{name: DESC}]) { nodes { name } } } }`,
			vars: middle, hand: aliases},
		{name: "100 suppliers, 10 contracts, 3 buyers", query: `query($after: String) { suppliers(first: 100, after: $after, orderBy: [{name: ASC}]) { nodes { name
			contracts(first: 10) { nodes { name buyers(first: 3) { nodes { name } } } } } } }`, vars: []map[string]any{{"after": nil}}, hand: hundred},
		{name: "path of up to 6 hops between two suppliers", query: `query($from: ID!, $to: ID!) { paths(from: $from, to: $to, maxHops: 6, first: 1) {
			searchedHops paths { length nodes { id } } } }`, vars: pairs(s)},
	}
}

const (
	eventNodes   = `{ nodes { since wording contract { name } } }`
	eventsByDate = `query($after: String) { contractEvents(first: 20, after: $after) ` + eventNodes + ` }`
)

func pairs(s data.Size) (out []map[string]any) {
	for i := range min(variety, s.Suppliers/2-1) {
		out = append(out, map[string]any{"from": data.SupplierID(1 + i), "to": data.SupplierID(s.Suppliers - 1 - i)})
	}
	return out
}

func filters(s data.Size, from int) (out []map[string]any) {
	for i := range variety {
		out = append(out, map[string]any{"council": data.CouncilName(from + i%(s.Councils-1)), "word": []string{"Network", "Laptop", "Email"}[i%3]})
	}
	return out
}

// farBehind finds the cursors of the rows before page 200, or before the last page of a small graph.
func farBehind(s data.Size) func(asker) ([]map[string]any, error) {
	return func(ask asker) ([]map[string]any, error) {
		left := min(199*20, s.Contracts-20)
		var after any
		for left > 0 {
			n := min(left, 1000)
			left -= n
			got, err := ask(`query($n: Int!, $after: String) { contractEvents(first: $n, after: $after) { edges { cursor node { id since } } } }`,
				map[string]any{"n": n, "after": after})
			if err != nil {
				return nil, err
			}
			edges := got["contractEvents"].(map[string]any)["edges"].([]any)
			last := edges[len(edges)-1].(map[string]any)
			after = last["cursor"]
			if left == 0 {
				node := last["node"].(map[string]any)
				return []map[string]any{{"after": after, "since": node["since"], "id": node["id"]}}, nil
			}
		}
		return nil, fmt.Errorf("size %s has no page far behind", s.Name)
	}
}

// searchArgs are the words as the full-text index holds them, and as they must stand in the text.
func searchArgs(vars map[string]any) map[string]any {
	words := value.Words(vars["text"].(string))
	var terms, padded []string
	for i, w := range words {
		end, space := "", " "
		if i == len(words)-1 {
			end, space = "*", ""
		}
		terms, padded = append(terms, value.Term(w)+end), append(padded, " "+w+space)
	}
	return map[string]any{"terms": strings.Join(terms, " AND "), "padded": padded, "asked": strings.Join(words, " ")}
}
