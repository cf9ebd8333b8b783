package ingest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"councilgraph/ingest/resolve"
)

// modelPage is a page of which a model made the record.
func modelPage(number string, lines ...string) page {
	return page{number: number, date: "2025-03-04", reader: "MODEL", lines: lines}
}

const (
	aytonWon = "Ayton awarded the cables contract to Cablefix on 3 March 2025 for £1,234 a year, for 24 months."
	wonFacts = "  - {type: ContractEvent, contract: 'ref:c', kind: AWARDED, buyers: ['ref:a'], supplier: 'ref:s', when: 2025-03-03, months: 24, " +
		"amount: {amount: 1234, currency: GBP, printed: '£1,234'}, wording: Cables., evidence: [{at: 1, printed: [awarded, 3 March 2025, '£1,234', 24 months]}]}\n"
	wonNames = "  - {ref: a, type: Council, name: Ayton, mentions: [{at: 1, printed: Ayton}]}\n  - {ref: s, type: Supplier, name: Cablefix, mentions: [{at: 1, printed: Cablefix}]}\n" +
		"  - {ref: c, type: Contract, name: Cables, mentions: [{at: 1, printed: cables contract}]}\n"
)

// TestGrounded: of a model's record goes in what the text prints, however a copy bent it; all else is held, and the queue says why.
func TestGrounded(t *testing.T) {
	for _, tt := range []struct {
		name, line, names, facts string
		held                     string // the reason; empty where all goes in
	}{
		{"as printed", aytonWon, wonNames, wonFacts, ""},
		{"bent", "Ayton awarded the cables contract to Cable\u00adfix on 3\u00a0March  2025 for £1,234 a year, for 24\u00a0months.", wonNames, wonFacts, ""},
		{"other digits", strings.Replace(aytonWon, "£1,234", "£1,243", 1), wonNames, wonFacts, `"£1,234" does not stand in passage 1`},
		{"longer figure", strings.Replace(aytonWon, "£1,234", "£1,234,000", 1), wonNames, wonFacts, `"£1,234" does not stand in passage 1`},
		{"another amount", aytonWon, wonNames, strings.Replace(wonFacts, "amount: 1234", "amount: 1243", 1), "its amount is printed nowhere"},
		{"another date", aytonWon, wonNames, strings.Replace(wonFacts, "when: 2025-03-03", "when: 2025-03-04", 1), "its when 04 is printed nowhere"},
		{"no printed form", aytonWon, wonNames, strings.Replace(wonFacts, ", 24 months]", "]", 1), "its months is printed nowhere"},
		{"years", strings.Replace(aytonWon, "24 months", "two years", 1), wonNames, strings.Replace(wonFacts, ", 24 months]", ", two years]", 1), ""},
		{"digits", strings.Replace(aytonWon, "3 March 2025", "03/03/2025", 1), wonNames, strings.Replace(wonFacts, "3 March 2025", "03/03/2025", 1), ""},
		{"no such name", strings.Replace(aytonWon, "Cablefix", "the firm", 1), wonNames, wonFacts, `"Cablefix" stands nowhere in the text`},
		{"part of a name", strings.Replace(aytonWon, "Cablefix", "Cablefixers", 1), wonNames, wonFacts, `"Cablefix" stands nowhere in the text`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			onStores(t, func(f fixture) {
				rec := modelPage("1", tt.line).record(tt.names, tt.facts)
				res := f.take(rec)
				if tt.held == "" {
					f.answers(`{contractEvents {nodes {supplier {name} amount {amount}}} reviewQueue {totalCount}}`,
						`{"contractEvents":{"nodes":[{"supplier":{"name":"Cablefix"},"amount":{"amount":"1234"}}]},"reviewQueue":{"totalCount":0}}`)
					return
				}
				if res.Count(resolve.OnHold) == 0 || res.Count(resolve.Refused) > 0 {
					t.Fatalf("%+v", res.Items)
				}
				f.answers(`{contractEvents {totalCount} reviewQueue {totalCount}}`, `{"contractEvents":{"totalCount":0},"reviewQueue":{"totalCount":1}}`)
				if got := f.ask(`{reviewQueue(where: {why: {eq: NOT_GROUNDED}}) {nodes {reason document {number} passages {nodes {ordinal}} held}}}`); !strings.Contains(got, quoteJSON(tt.held)) || !strings.Contains(got, "AWARDED") {
					t.Errorf("got %s, want it held because %s", got, tt.held)
				}
				if again := f.take(rec); again.RecordedAt != 0 || again.Count(resolve.OnHold) != res.Count(resolve.OnHold) {
					t.Errorf("the same again: %+v", again)
				}
				id := f.first(`{reviewQueue {nodes {id}}}`)
				f.decides(id, func() {
					f.answers(`{contractEvents {nodes {supplier {name}}} reviewQueue {totalCount}}`, `{"contractEvents":{"nodes":[{"supplier":{"name":"Cablefix"}}]},"reviewQueue":{"totalCount":0}}`)
				}, func() {
					f.answers(`{contractEvents {totalCount} reviewQueue {totalCount}}`, `{"contractEvents":{"totalCount":0},"reviewQueue":{"totalCount":0}}`)
				}, rec)
			})
		})
	}
}

// decides accepts, rejects and accepts again; the same record takes no decision back.
func (f fixture) decides(id string, in, out func(), rec []byte) {
	f.Helper()
	for _, step := range []struct {
		kind  resolve.ActKind
		holds func()
	}{{resolve.Accept, in}, {resolve.Reject, out}, {resolve.Accept, in}} {
		f.act(step.kind, id, "", resolve.Created)
		step.holds()
		f.act(step.kind, id, "", resolve.Unchanged)
		f.take(rec)
		step.holds()
	}
}

func quoteJSON(s string) string {
	b, _ := json.Marshal(s)
	return string(b[1 : len(b)-1])
}

// first is the first id in an answer.
func (f fixture) first(query string) string {
	f.Helper()
	_, rest, ok := strings.Cut(f.ask(query), `"id":"`)
	if !ok {
		f.Fatalf("%s: no id in %s", query, f.ask(query))
	}
	id, _, _ := strings.Cut(rest, `"`)
	return id
}
