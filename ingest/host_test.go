package ingest_test

import (
	"testing"

	"councilgraph/ingest"
	"councilgraph/ingest/extract"
)

// pushed takes pages as they came in.
func (f fixture) pushed(pages ...extract.Page) {
	f.Helper()
	for _, p := range pages {
		if _, err := f.service.Page(f.Context(), "page", p, ingest.Taking{Reason: "a test"}); err != nil {
			f.Fatal(err)
		}
	}
}

// TestHost: a council of which no page prints the name is that of the page's host, listed and the document's publisher.
func TestHost(t *testing.T) {
	onStores(t, func(f fixture) {
		page := "Agenda and minutes\nAudit Committee - Tuesday 3 March 2026 6.00 pm\nVenue: Town Hall\nNo. Item\n1.\nApologies\nMinutes:\nThere were none.\n"
		f.pushed(extract.Page{Data: []byte(page), URL: "https://democracy.gateshead.gov.uk/ieListDocuments.aspx?CId=1&MId=2"})
		f.answers(`{ councils { totalCount nodes { id name } } documents { nodes { publisher { id name } } } council(id: "council:gateshead") { name } }`,
			`{"councils":{"totalCount":1,"nodes":[{"id":"council:gateshead","name":"Gateshead"}]},"documents":{"nodes":[{"publisher":{"id":"council:gateshead","name":"Gateshead"}}]},`+
				`"council":{"name":"Gateshead"}}`)
	})
}

// TestDecisionsOfOneDay: what officers of councils decide on one day, with one outcome, are decisions of their own, by the titles that
// notices and lists have them under; a notice and a row of one title are one.
func TestDecisionsOfOneDay(t *testing.T) {
	onStores(t, func(f fixture) {
		row := func(ref, title string) string {
			return "15/05/2025 - " + title + " ref: " + ref + " Recommendations Approved\nDecision Maker: Director - Parks\nDecision published: 15/05/2025\n" +
				"Decision:\nThat it be done.\n"
		}
		list := []byte("Decisions\n" + row("8001", "Award of contract for lamps") + row("8002", "Closure of the Hill Road car park"))
		notice := []byte("Decision details\nClosure of the Hill Road car park\nDecision Maker: Director - Parks\nDecision status: Recommendations Approved\n" +
			"Decision:\nThat it be done.\nPublication date: 15/05/2025\nDate of decision: 15/05/2025\n")
		for _, host := range []string{"democracy.gateshead.gov.uk", "democracy.leeds.gov.uk"} {
			f.pushed(extract.Page{Data: list, URL: "https://" + host + "/mgDelegatedDecisions.aspx"},
				extract.Page{Data: notice, URL: "https://" + host + "/ieDecisionDetails.aspx?ID=8002"})
		}
		f.answers(`{ decisions(orderBy: [{by: {name: ASC}}, {title: ASC}]) { nodes { title by { name } outcome evidence { totalCount } } } }`,
			`{"decisions":{"nodes":[{"title":"Award of contract for lamps","by":{"name":"Gateshead"},"outcome":"APPROVED","evidence":{"totalCount":2}},`+
				`{"title":"Closure of the Hill Road car park","by":{"name":"Gateshead"},"outcome":"APPROVED","evidence":{"totalCount":4}},`+
				`{"title":"Award of contract for lamps","by":{"name":"Leeds"},"outcome":"APPROVED","evidence":{"totalCount":2}},`+
				`{"title":"Closure of the Hill Road car park","by":{"name":"Leeds"},"outcome":"APPROVED","evidence":{"totalCount":4}}]}}`)
	})
}

// TestTiedToNothing: an amount of which a page tells no more is of that page alone.
func TestTiedToNothing(t *testing.T) {
	onStores(t, func(f fixture) {
		for _, host := range []string{"democracy.gateshead.gov.uk", "democracy.leeds.gov.uk"} {
			f.pushed(extract.Page{Data: []byte("Decisions\n15/05/2025 - Lamps ref: 8001 Recommendations Approved\nDecision Maker: Director - Parks\nDecision:\nThat £46,000 be spent.\n"),
				URL: "https://" + host + "/mgDelegatedDecisions.aspx"})
		}
		f.answers(`{ remarks { nodes { amount { printed } evidence { totalCount } } } }`,
			`{"remarks":{"nodes":[{"amount":{"printed":"£46,000"},"evidence":{"totalCount":1}},{"amount":{"printed":"£46,000"},"evidence":{"totalCount":1}}]}}`)
	})
}

// TestOfJointCommittee: who sits on a joint committee is the councillor of the partner council of that name, on whichever partner's site
// the page is, with the meeting's day or without.
func TestOfJointCommittee(t *testing.T) {
	onStores(t, func(f fixture) {
		f.pushed(
			extract.Page{Data: []byte("Audit Committee - Tuesday 3 March 2026 6.00 pm\nAgenda and minutes\nNo. Item\n1.\nApologies\nMinutes:\nCouncillor Orla Fenwick sent hers.\n"),
				URL: "https://councilmeetings.lewisham.gov.uk/ieListDocuments.aspx?CId=1&MId=2"},
			extract.Page{Data: []byte("Agenda and minutes\nNo. Item\n1.\nMinutes of the Previous Meeting\nMinutes:\nRESOLVED that the minutes of the previous meeting of the Joint Committee of the London Boroughs of " +
				"Brent, Lewisham and Southwark held on Tuesday 11 July 2023 be approved as a correct record. Councillor Orla Fenwick was thanked.\n" +
				"2.\nChair\nMinutes:\nCouncillor Una Marsh-Hale (of the hosting authority – London Borough of Lewisham) spoke.\n"),
				URL: "https://democracy.brent.gov.uk/ieListDocuments.aspx?CId=688&MId=3", By: "2026-04-01"})
		f.answers(`{ councillors(orderBy: [{name: ASC}]) { nodes { name terms { nodes { council { name } } } mentions { totalCount } } } }`,
			`{"councillors":{"nodes":[{"name":"Orla Fenwick","terms":{"nodes":[]},"mentions":{"totalCount":2}},`+
				`{"name":"Una Marsh-Hale","terms":{"nodes":[{"council":{"name":"Lewisham"}}]},"mentions":{"totalCount":1}}]}}`)
	})
}

// TestOneAward: one award told by two pages in other words for the amount and its term is one event, with the evidence of both.
func TestOneAward(t *testing.T) {
	onStores(t, func(f fixture) {
		f.pushed(
			extract.Page{Data: []byte("Decision details\nRevenues System - Contract Award\nDecision Maker: Cabinet\nDecision status: Recommendations Approved\nDecision:\n" +
				"The Cabinet approved the award of the contract for the revenues system to Hollin Systems Limited for £1.25m over 5 years.\n" +
				"Date of decision: 13/01/2026\nDecided at meeting: 13/01/2026 - Cabinet\n"), URL: "https://democracy.medway.gov.uk/ieDecisionDetails.aspx?ID=7001"},
			extract.Page{Data: []byte("Subscribe to updates\nYou'll receive weekly summaries about Medway Council every week.\nCabinet - Tuesday, 13 January 2026 3.00 pm\n" +
				"January 13, 2026 View on council website Watch video of meeting\nSummary\nThe Cabinet met on Tuesday 13 January 2026.\nContract Award\n" +
				"The Cabinet approved the award of a contract for the revenues system to Hollin Systems Ltd, worth £1.25 million over five years.\n"),
				URL: "https://opencouncil.network/meetings/91234"})
		f.answers(`{ contractEvents { nodes { kind months supplier { name } amount { amount } evidence { totalCount } } } }`,
			`{"contractEvents":{"nodes":[{"kind":"AWARDED","months":60,"supplier":{"name":"Hollin Systems Limited"},"amount":{"amount":"1250000"},"evidence":{"totalCount":2}}]}}`)
	})
}
