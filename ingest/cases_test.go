package ingest_test

import (
	"bytes"
	"strings"
	"testing"

	"councilgraph/ingest/resolve"
)

const (
	council = "  - {id: 'council:ayton', type: Council, name: Ayton, mentions: [{at: 1, printed: Ayton}]}\n"
	firm    = "  - {id: 'supplier:cablefix', type: Supplier, name: Cablefix, mentions: [{at: 1, printed: Cablefix}]}\n"
	deal    = "  - {id: 'contract:cables', type: Contract, name: Cables, mentions: [{at: 1, printed: cables}]}\n"
	tickets = "  - {id: 'indicator:open-tickets', type: Indicator, name: Open tickets, mentions: [{at: 2, printed: tickets}]}\n"
)

func award(more string) string {
	return "  - {type: ContractEvent, contract: 'contract:cables', kind: AWARDED, buyers: ['council:ayton'], " + more + "wording: The cables contract was awarded., evidence: [{at: 1, printed: [cables]}]}\n"
}

func level(amount, printed string) string {
	return "  - {type: Observation, indicator: 'indicator:open-tickets', measure: LEVEL, when: 2025-03, value: {amount: " + amount +
		", unit: ticket}, wording: " + amount + " tickets are open., evidence: [{at: 2, printed: ['" + printed + "']}]}\n"
}

func march() page {
	return page{number: "1", date: "2025-03-04", retrieved: "2025-03-05T09:00:00Z", complete: true,
		lines: []string{"Ayton awarded the cables contract to Cablefix.", "There are 1,465 open tickets."}}
}

const all = council + firm + deal + tickets

// TestSameAgain: the same record changes nothing, also as JSON with other spaces, and says so item by item.
func TestSameAgain(t *testing.T) {
	f := newFixture(t)
	data := march().record(all, award("supplier: 'supplier:cablefix', ")+level("1465", "1,465"))
	f.want(data, "7 created")
	if res := f.want(data, "7 unchanged"); res.RecordedAt != 0 {
		t.Error("something was written")
	}
	f.want(bytes.ReplaceAll(data, []byte(", "), []byte(",   ")), "7 unchanged")
}

// TestCorrected: a corrected record of the same version ends what it no longer states, and only that; what was known before stays
// known as of then.
func TestCorrected(t *testing.T) {
	f := newFixture(t)
	first := f.take(march().record(all, award("supplier: 'supplier:cablefix', ")+level("1465", "1,465")))
	part := march()
	part.complete = false
	f.want(part.record(council+tickets, ""), "3 unchanged")
	f.answers(`{contractEvents {totalCount} observations {totalCount}}`, `{"contractEvents":{"totalCount":1},"observations":{"totalCount":1}}`)
	f.want(march().record(council+tickets, level("1465", "1,465")), "3 ended, 4 unchanged")
	f.answers(`{contractEvents {totalCount} suppliers {totalCount} contracts {totalCount} observations {totalCount}}`,
		`{"contractEvents":{"totalCount":0},"suppliers":{"totalCount":0},"contracts":{"totalCount":0},"observations":{"totalCount":1}}`)
	f.answers(`{suppliers(knownAt: "`+first.RecordedAt.String()+`") {nodes {name contracts {nodes {name buyers {nodes {name}}}}}}}`,
		`{"suppliers":{"nodes":[{"name":"Cablefix","contracts":{"nodes":[{"name":"Cables","buyers":{"nodes":[{"name":"Ayton"}]}}]}}]}}`)
	f.answers(`{supplier(id: "supplier:cablefix") {name}}`, `{"supplier":{"name":"Cablefix"}}`)
}

// TestNewVersion (P8): a page is corrected in one figure. One value is updated, the old one is known as of before, nothing else moves.
func TestNewVersion(t *testing.T) {
	f := newFixture(t)
	first := f.take(march().record(all, award("supplier: 'supplier:cablefix', ")+level("1465", "1,465")))
	next := march()
	next.retrieved = "2025-03-06T09:00:00Z"
	next.lines[1] = "There are 1,456 open tickets."
	f.want(next.record(all, award("supplier: 'supplier:cablefix', ")+level("1456", "1,456")), "1 updated, 6 unchanged")
	f.answers(`{observations {nodes {value {amount} evidence {nodes {printed}}}} documents {nodes {versions {totalCount}}}}`,
		`{"observations":{"nodes":[{"value":{"amount":"1456"},"evidence":{"nodes":[{"printed":"1,456"}]}}]},"documents":{"nodes":[{"versions":{"totalCount":2}}]}}`)
	f.answers(`{observations(knownAt: "`+first.RecordedAt.String()+`") {nodes {value {amount} evidence {nodes {printed passage {text}}}}}}`,
		`{"observations":{"nodes":[{"value":{"amount":"1465"},"evidence":{"nodes":[{"printed":"1,465","passage":{"text":"There are 1,465 open tickets."}}]}}]}}`)

	late := march()
	late.retrieved = "2025-03-05T08:00:00Z"
	late.lines = append(late.lines, "More.")
	res := f.want(late.record(all, level("1465", "1,465")), "6 held")
	f.because(res, "document", resolve.OnHold, "a newer version of this document is held; an older one changes nothing of the present, unless version.retrieved says that it was fetched later; with it are held its entities, 4, and facts, 1")
	f.because(res, "facts[0]", resolve.OnHold, resolve.WithDocument)
}

// TestCarried: evidence goes on while its passage is unchanged, or while what it printed still stands in the changed one.
func TestCarried(t *testing.T) {
	f := newFixture(t)
	f.take(march().record(all, award("supplier: 'supplier:cablefix', ")+level("1465", "1,465")))
	next := march()
	next.complete, next.retrieved = false, "2025-03-06T09:00:00Z"
	next.lines[0] = "Ayton has now awarded the cables contract to Cablefix, as reported."
	f.want(next.record(council, ""), "2 unchanged")
	f.answers(`{contractEvents {nodes {evidence {nodes {passage {ordinal text}}}}} observations {totalCount}}`,
		`{"contractEvents":{"nodes":[{"evidence":{"nodes":[{"passage":{"ordinal":1,"text":"Ayton has now awarded the cables contract to Cablefix, as reported."}}]}}]},"observations":{"totalCount":1}}`)
	gone := next
	gone.retrieved = "2025-03-07T09:00:00Z"
	gone.lines = []string{"Ayton met.", "There are 1,465 open tickets."}
	res := f.want(gone.record(council, ""), "3 ended, 2 unchanged")
	if last := res.Items[len(res.Items)-1]; last.Reason != "no longer stated: The cables contract was awarded.; its passage no longer stands in this text" {
		t.Errorf("%+v", last)
	}
	f.answers(`{contractEvents {totalCount} observations {totalCount}}`, `{"contractEvents":{"totalCount":0},"observations":{"totalCount":1}}`)
}

// TestReaders: a person's complete record takes nothing from a model; a weaker reader ends nothing of a stronger one's.
func TestReaders(t *testing.T) {
	f := newFixture(t)
	person := march()
	person.complete = false
	f.take(person.record(all, level("1465", "1,465")))
	model := march()
	model.reader = "MODEL"
	f.want(model.record(council+deal, award("")), "1 created, 3 unchanged")
	f.answers(`{observations {totalCount} contractEvents {totalCount}}`, `{"observations":{"totalCount":1},"contractEvents":{"totalCount":1}}`)
	f.take(march().record(all, level("1465", "1,465")+award("")))
	res := f.want(model.record(council, award("supplier: 'supplier:cablefix', ")), "3 held")
	f.because(res, "document", resolve.OnHold, "a person's complete record")
}

// TestOddItems (P12): a councillor without a council and an award without a supplier are taken with a warning and an empty field,
// an impossible date is refused with its place; sent again, mended and alone, it completes the record.
func TestOddItems(t *testing.T) {
	f := newFixture(t)
	p := march()
	p.complete = false
	p.lines = append(p.lines, "Councillor Lee Moss attended.")
	odd := all + "  - {id: 'councillor:lee-moss', type: Councillor, name: Lee Moss, mentions: [{at: 3, printed: Lee Moss}]}\n"
	res := f.want(p.record(odd, award("")+strings.Replace(level("1465", "1,465"), "2025-03,", "2025-02-29,", 1)), "7 created, 1 refused")
	f.because(res, "entities[4]", resolve.Created, "warning: no councils stated; left empty")
	f.because(res, "facts[0]", resolve.Created, "warning: no supplier stated; left empty")
	f.because(res, "facts[1]", resolve.Refused, "2025-02-29")
	f.answers(`{observations {totalCount} contractEvents {nodes {supplier {name}}} councillors {nodes {name councils {totalCount}}}}`,
		`{"observations":{"totalCount":0},"contractEvents":{"nodes":[{"supplier":null}]},"councillors":{"nodes":[{"name":"Lee Moss","councils":{"totalCount":0}}]}}`)
	f.want(p.record(tickets, level("1465", "1,465")), "1 created, 2 unchanged")
	f.answers(`{observations {totalCount}}`, `{"observations":{"totalCount":1}}`)
}

// TestRefused: a dangling reference refuses its fact and nothing else; what is refused leaves no trace.
func TestRefused(t *testing.T) {
	f := newFixture(t)
	res := f.want(march().record(council+deal, award("supplier: 'supplier:nobody', ")), "3 created, 1 refused")
	f.because(res, "facts[0]", resolve.Refused, "found supplier:nobody, expected the id of an entity of this record or of the graph")
	f.answers(`{facts {totalCount} supplier(id: "supplier:nobody") {id} search(text: "awarded") {totalCount}}`,
		`{"facts":{"totalCount":0},"supplier":null,"search":{"totalCount":1}}`)
	res = f.want([]byte("record: 1\nrecord: 1\n"), "1 refused")
	f.because(res, "record", resolve.Refused, "document: found nothing")
	f.because(f.take([]byte("")), "record", resolve.Refused, "")
}

// TestRefusedOnce: an item is refused once, with all that speaks against it, whether that is seen as it is read or as it is resolved.
func TestRefusedOnce(t *testing.T) {
	f := newFixture(t)
	two := strings.Replace(strings.Replace(award("months: -3, "), "AWARDED", "AWARD", 1), "wording", "options: -1, wording", 1)
	res := f.want(march().record(council+deal, two), "3 created, 1 refused")
	for _, reason := range []string{"months: found the number -3, expected a whole number from 1 to", "options: found the number -1", `kind: found "AWARD"`} {
		f.because(res, "facts[0]", resolve.Refused, reason)
	}
	two = strings.Replace(award("supplier: 'supplier:nobody', "), "council:ayton", "council:nowhere", 1)
	res = f.want(march().record(council+deal, two), "3 unchanged, 1 refused")
	f.because(res, "facts[0]", resolve.Refused, "found supplier:nobody")
	f.because(res, "facts[0]", resolve.Refused, "found council:nowhere")
	lost := strings.Replace(string(march().record(council, "")), "date: 2025-03-04", "date: 2025-03-04, publisher: 'council:nope', meeting: 'meeting:nope'", 1)
	res = f.want([]byte(lost), "2 unchanged, 1 refused")
	f.because(res, "document.meeting", resolve.Refused, "document.publisher: found council:nope")
}

// TestNames: an entity without an id is found by any of its names, or gets an id; two that fit are held.
func TestNames(t *testing.T) {
	f := newFixture(t)
	f.take(march().record("  - {id: 'supplier:cablefix', type: Supplier, name: Cablefix, names: [{text: Cable Fix Ltd, kind: OTHER}], mentions: [{at: 1, printed: Cablefix}]}\n", ""))
	second := page{number: "2", date: "2025-04-01", lines: []string{"Cable Fix Ltd and Wirewell were named.", "x"}}
	res := f.want(second.record("  - {ref: c, type: Supplier, name: CABLE FIX LTD, mentions: [{at: 1, printed: Cable Fix Ltd}]}\n"+
		"  - {ref: w, type: Supplier, name: Wirewell, mentions: [{at: 1, printed: Wirewell}]}\n",
		"  - {type: Link, subject: 'ref:c', kind: REPLACES, object: 'ref:w', wording: Cablefix takes the place of Wirewell., evidence: [{at: 1, printed: [Wirewell]}]}\n"), "3 created, 1 updated")
	f.because(res, "entities[0]", resolve.Updated, "")
	f.answers(`{suppliers(orderBy: [{id: ASC}]) {nodes {id names(orderBy: [{text: ASC}]) {nodes {text kind}}}} links {nodes {subject {id} object {id}}}}`,
		`{"suppliers":{"nodes":[{"id":"supplier:cablefix","names":{"nodes":[{"text":"CABLE FIX LTD","kind":"OTHER"},{"text":"Cable Fix Ltd","kind":"OTHER"},{"text":"Cablefix","kind":"MAIN"}]}},`+
			`{"id":"supplier:wirewell","names":{"nodes":[{"text":"Wirewell","kind":"MAIN"}]}}]},"links":{"nodes":[{"subject":{"id":"supplier:cablefix"},"object":{"id":"supplier:wirewell"}}]}}`)
}

// TestFuller: a statement that says less shows as the fuller one, with the evidence of both, while the fuller one is known.
func TestFuller(t *testing.T) {
	f := newFixture(t)
	first := f.take(march().record(all, award("")))
	april := page{number: "2", date: "2025-04-01", retrieved: "2025-04-02T00:00:00Z", complete: true, lines: []string{"The cables went to Cablefix on 3 March 2025.", "x"}}
	full := strings.Replace(award("supplier: 'supplier:cablefix', when: 2025-03-03, "), "was awarded", "went to Cablefix", 1)
	f.take(april.record(deal+firm+strings.Replace(council, "printed: Ayton", "printed: cables", 1), full))
	f.answers(`{contractEvents {nodes {supplier {name} since when {text} evidence(orderBy: [{document: {number: ASC}}]) {nodes {document {number}}}}}}`,
		`{"contractEvents":{"nodes":[{"supplier":{"name":"Cablefix"},"since":"2025-03-03","when":{"text":"2025-03-03"},"evidence":{"nodes":[{"document":{"number":"1"}},{"document":{"number":"2"}}]}}]}}`)
	f.answers(`{contractEvents(knownAt: "`+first.RecordedAt.String()+`") {nodes {supplier {name} since}}}`, `{"contractEvents":{"nodes":[{"supplier":null,"since":"2025-03-04"}]}}`)
	f.take(april.record(deal, ""))
	f.answers(`{contractEvents {nodes {supplier {name} since evidence {nodes {document {number}}}}}}`,
		`{"contractEvents":{"nodes":[{"supplier":null,"since":"2025-03-04","evidence":{"nodes":[{"document":{"number":"1"}}]}}]}}`)
}

// TestContradiction: two levels of one indicator, one period and one unit cannot both be right; it goes when one side goes.
func TestContradiction(t *testing.T) {
	f := newFixture(t)
	f.take(march().record(all, level("1465", "1,465")))
	april := page{number: "2", date: "2025-04-01", complete: true, lines: []string{"x", "In March 1,480 tickets were open."}}
	both := f.take(april.record(tickets, level("1480", "1,480")))
	f.answers(`{contradictions {nodes {foundBy rule facts(orderBy: [{wording: ASC}]) {nodes {... on Observation {value {amount}}}}}}}`,
		`{"contradictions":{"nodes":[{"foundBy":"RULE","rule":"Observation.value","facts":{"nodes":[{"value":{"amount":"1465"}},{"value":{"amount":"1480"}}]}}]}}`)
	f.take(april.record(tickets, ""))
	f.answers(`{contradictions {totalCount} observations {totalCount}}`, `{"contradictions":{"totalCount":0},"observations":{"totalCount":1}}`)
	f.answers(`{contradictions(knownAt: "`+both.RecordedAt.String()+`") {totalCount}}`, `{"contradictions":{"totalCount":1}}`)
}

// TestDryRun tells the same and writes nothing.
func TestDryRun(t *testing.T) {
	f := newFixture(t)
	data := march().record(all, award(""))
	res, err := f.service.Record(t.Context(), "test", data, true, "")
	if err != nil || res.Count(resolve.Created) != 6 || res.RecordedAt != 0 {
		t.Errorf("%+v, %v", res, err)
	}
	f.answers(`{entities {totalCount} facts {totalCount}}`, `{"entities":{"totalCount":0},"facts":{"totalCount":0}}`)
	f.want(data, "6 created")
}
