package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"councilgraph/ingest/passage"
	"councilgraph/ingest/resolve"
)

// awardRecord is a record of one document with one passage: each event is what a ContractEvent of the contract Lamps tells, as YAML fields.
func awardRecord(number, kind, day string, events ...string) []byte {
	text := "Lamps went to Acme and Beacon for Ayton, as " + number + " tells."
	hash := passage.Hash(text)
	var b strings.Builder
	fmt.Fprintf(&b, `
record: 1
complete: true
document: {id: 'document:test:%[1]s:%[4]s', service: test, number: '%[1]s', kind: %[2]s, date: %[3]s}
version: {hash: '%[5]s', passages: [{ordinal: 1, kind: PARAGRAPH, section: null, hash: '%[6]s', repeat: 0}]}
reader: {origin: PERSON, name: test, review: REVIEWED}
entities:
  - {id: 'contract:lamps', type: Contract, name: Lamps, mentions: [{at: 1, printed: Lamps}]}
  - {id: 'council:ayton', type: Council, name: Ayton, mentions: [{at: 1, printed: Ayton}]}
  - {id: 'supplier:acme', type: Supplier, name: Acme, mentions: [{at: 1, printed: Acme}]}
  - {id: 'supplier:beacon', type: Supplier, name: Beacon, mentions: [{at: 1, printed: Beacon}]}
facts:
`, number, kind, day, strings.ToLower(strings.ReplaceAll(kind, "_", "-")), passage.VersionHash([]passage.Passage{{Hash: hash}}), hash)
	for i, e := range events {
		fmt.Fprintf(&b, "  - {type: ContractEvent, contract: 'contract:lamps', %s, wording: 'Document %s, event %d.', evidence: [{at: 1, printed: [went]}]}\n", e, number, i+1)
	}
	return []byte(b.String())
}

// awards fills a world with documents, each of which tells of some events of one contract.
func awards(records ...[]byte) func(t *testing.T, w *world) {
	return func(t *testing.T, w *world) {
		t.Helper()
		for i, r := range records {
			for _, item := range w.take(t, fmt.Sprint("record ", i), r).Items {
				if item.Fate == resolve.Refused || item.Fate == resolve.OnHold {
					t.Fatalf("%s: record %d: %+v", w.name, i, item)
				}
			}
		}
	}
}

// TestAwardsDisagree: amounts of one award that sources tell differently are both kept, and are found to be at odds: by rule where
// both tell the buyer, by calculation where one does not. What says less is no second award.
func TestAwardsDisagree(t *testing.T) {
	notice := func(events ...string) []byte { return awardRecord("1", "CONTRACT_NOTICE", "2025-03-04", events...) }
	minutes := func(events ...string) []byte { return awardRecord("2", "MINUTES", "2025-06-03", events...) }
	award := func(more string) string { return "kind: AWARDED, " + more }
	const (
		bought = "buyers: ['council:ayton'], "
		acme   = "supplier: 'supplier:acme', "
		gbp100 = "amount: {amount: '100000', currency: GBP}"
		gbp120 = "amount: {amount: '120000', currency: GBP}"
		ask    = `{
			events: contractEvents(where: {kind: {in: [AWARDED, PRICE_AGREED]}}) { totalCount aggregate { amount { sum } } }
			undisputed: contractEvents(where: {kind: {in: [AWARDED, PRICE_AGREED]}, contradictions: {none: {}}}) { totalCount }
			contradictions { nodes { rule facts { totalCount } } }
			discrepancies { nodes { kind told found facts { wording } } }
			changedWithoutDecision { nodes { fields before { wording } after { wording } } } }`
	)
	summed := func(count, undisputed int, sums string) string {
		return fmt.Sprintf(`{"events":{"totalCount":%d,"aggregate":{"amount":[%s]}},"undisputed":{"totalCount":%d},`, count, sums, undisputed)
	}
	const (
		both    = `{"sum":"220000"}`
		ruled   = `"contradictions":{"nodes":[{"rule":"ContractEvent.amount","facts":{"totalCount":2}}]},"discrepancies":{"nodes":[]},`
		found   = `"contradictions":{"nodes":[]},"discrepancies":{"nodes":[{"kind":"AMOUNT","told":"%s GBP","found":"%s GBP","facts":[{"wording":"%s"},{"wording":"%s"}]}]},`
		nothing = `"contradictions":{"nodes":[]},"discrepancies":{"nodes":[]},`
		first   = "Document 1, event 1."
		second  = "Document 2, event 1."
		changed = `"changedWithoutDecision":{"nodes":[{"fields":["amount"],"before":{"wording":"Document 1, event 1."},"after":{"wording":"Document 2, event 1."}}]}}`
		same    = `"changedWithoutDecision":{"nodes":[]}}`
	)
	for name, c := range map[string]struct {
		records [][]byte
		want    []string // one of them: which fact has the lower id is chance
	}{
		"two sources": {[][]byte{notice(award(bought + acme + gbp100)), minutes(award(bought + acme + gbp120))}, []string{summed(2, 0, both) + ruled + changed}},
		"one source":  {[][]byte{notice(award(bought+acme+gbp100), award(bought+acme+gbp120))}, []string{summed(2, 0, both) + ruled + same}},
		"dated once":  {[][]byte{notice(award(bought + acme + gbp100 + ", when: 2025-02-01")), minutes(award(bought + acme + gbp120))}, []string{summed(2, 0, both) + ruled + changed}},
		"one says no amount": {[][]byte{notice(award(bought + acme + gbp100)), minutes(award("supplier: 'supplier:acme', buyers: ['council:ayton']"))},
			[]string{summed(1, 1, `{"sum":"100000"}`) + nothing + same}},
		"one leaves out who buys": {[][]byte{notice(award(bought + acme + gbp100)), minutes(award(acme + gbp120))},
			[]string{summed(2, 2, both) + fmt.Sprintf(found, "100000", "120000", first, second) + changed, summed(2, 2, both) + fmt.Sprintf(found, "120000", "100000", second, first) + changed}},
		"other notes": {[][]byte{notice(award(bought + acme + gbp100 + ", note: by quotes")), minutes(award(bought + acme + gbp120 + ", note: after a tender"))},
			[]string{summed(2, 2, both) + fmt.Sprintf(found, "100000", "120000", first, second) + changed, summed(2, 2, both) + fmt.Sprintf(found, "120000", "100000", second, first) + changed}},
		"a price": {[][]byte{notice("kind: PRICE_AGREED, " + bought + acme + gbp100), minutes("kind: PRICE_AGREED, " + bought + acme + gbp120)},
			[]string{summed(2, 2, both) + fmt.Sprintf(found, "100000", "120000", first, second) + changed, summed(2, 2, both) + fmt.Sprintf(found, "120000", "100000", second, first) + changed}},
		"prices of two days": {[][]byte{notice("kind: PRICE_AGREED, when: 2024-03-01, " + bought + acme + gbp100), minutes("kind: PRICE_AGREED, when: 2025-03-01, " + bought + acme + gbp120)},
			[]string{summed(2, 2, both) + nothing + same}},
		"two suppliers": {[][]byte{notice(award(bought + acme + gbp100)), minutes(award(bought + "supplier: 'supplier:beacon', " + gbp120))}, []string{summed(2, 2, both) + nothing + same}},
		"rounded in millions": {[][]byte{notice(award(bought + acme + "amount: {amount: '7700000', currency: GBP, printed: £7.7m}")),
			minutes(award(bought + acme + "amount: {amount: '7720000', currency: GBP, printed: £7.72m}"))}, []string{summed(1, 1, `{"sum":"7720000"}`) + nothing + same}},
		"rounded, and who buys left out": {[][]byte{notice(award(bought + acme + "amount: {amount: '7720000', currency: GBP}")),
			minutes(award(acme + "amount: {amount: '7700000', currency: GBP, printed: £7.7 million}"))}, []string{summed(2, 2, `{"sum":"15420000"}`) + nothing + same}},
		"two currencies": {[][]byte{notice(award(bought + acme + gbp100)), minutes(award(bought + acme + "amount: {amount: '120000', currency: EUR}"))},
			[]string{summed(2, 0, `{"sum":"120000"},{"sum":"100000"}`) + ruled + same}},
	} {
		for _, w := range side(t, awards(c.records...)) {
			got := strings.TrimSuffix(strings.TrimPrefix(w.ask(t, ask, nil), `{"data":`), "}")
			if !slices.Contains(c.want, got) {
				t.Errorf("%s, %s:\ngot  %s\nwant %s", name, w.name, got, strings.Join(c.want, "\nor   "))
			}
		}
	}
}

// TestNoLength: a length of no months is no length, and is refused with what is allowed; nothing of it is stored.
func TestNoLength(t *testing.T) {
	each(t, func(t *testing.T, shared *world) {
		if shared.name == "neo4j" {
			return // refused before any store is asked
		}
		w := shared.world(t)
		var said string
		for _, item := range w.take(t, "record", awardRecord("1", "MINUTES", "2025-03-04", "kind: AWARDED, months: 0", "kind: EXTENDED, months: 1")).Items {
			if item.Fate == resolve.Refused {
				said += item.Reason
			}
		}
		if !strings.Contains(said, "months") || !strings.Contains(said, "1") {
			t.Errorf("%s: %q", w.name, said)
		}
		if got := at(w.data(t, `{contractEvents {nodes {kind months}}}`, nil), "contractEvents", "nodes"); fmt.Sprint(got) != "[map[kind:EXTENDED months:1]]" {
			t.Errorf("%s: %v", w.name, got)
		}
	})
}
