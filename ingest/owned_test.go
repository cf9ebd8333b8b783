package ingest_test

import (
	"strings"
	"testing"

	"councilgraph/ingest/resolve"
)

// TestOwnReadingWins: a record that brings the passages of a new version and reads them itself keeps nothing that a rule carried over to
// what it reads, whoever its reader is; each fact is one item.
func TestOwnReadingWins(t *testing.T) {
	const query = `{observations {nodes {wording value {amount} evidence {nodes {origin reader printed}}}}}`
	own := func(amount, wording, origin string) string {
		return `{"observations":{"nodes":[{"wording":"` + wording + `","value":{"amount":"` + amount + `"},"evidence":{"nodes":[{"origin":"` + origin + `","reader":"test","printed":"1,456"}]}}]}}`
	}
	reads := func(amount, wording string) string {
		return strings.Replace(level(amount, "1,456"), amount+" tickets are open.", wording, 1)
	}
	for _, reader := range []string{"PERSON", "RULE"} {
		fates := map[bool]string{true: "1 updated, 6 unchanged", false: "2 updated, 5 unchanged"}[reader == "PERSON"] // another reader confirms the award
		for name, complete := range map[string]bool{"complete": true, "in part": false} {
			t.Run(reader+" "+name, func(t *testing.T) {
				onStores(t, func(f fixture) {
					f.take(march().record(all, award("supplier: 'supplier:cablefix', ")+level("1465", "1,465")))
					next := march()
					next.retrieved, next.reader, next.complete = "2025-03-06T09:00:00Z", reader, complete
					next.lines[1] = "There are 1,456 open tickets."
					res := f.want(next.record(all, award("supplier: 'supplier:cablefix', ")+reads("1456", "The queue holds 1456.")), fates)
					f.because(res, "facts[1]", resolve.Updated, "in place of observation:")
					f.answers(query, own("1456", "The queue holds 1456.", reader))
					f.want(next.record(all, award("supplier: 'supplier:cablefix', ")+reads("1456", "The queue holds 1456.")), "7 unchanged")
				})
			})
			t.Run(reader+" "+name+", after the passages", func(t *testing.T) {
				onStores(t, func(f fixture) {
					f.take(march().record(all, award("supplier: 'supplier:cablefix', ")+level("1465", "1,465")))
					next := march()
					next.retrieved, next.reader, next.complete = "2025-03-06T09:00:00Z", reader, false
					next.lines[1] = "There are 1,456 open tickets."
					f.want(next.record("", ""), "1 updated, 1 unchanged")
					next.complete = complete
					f.want(next.record(all, award("supplier: 'supplier:cablefix', ")+reads("1460", "The queue holds about 1460.")), fates)
					f.answers(query, own("1460", "The queue holds about 1460.", reader))
				})
			})
		}
	}
}

// TestOwnWording: what a rule carried over elsewhere stands beside the record's own reading, which words the fact.
func TestOwnWording(t *testing.T) {
	onStores(t, func(f fixture) {
		p := march()
		p.complete, p.lines = false, []string{"Queue: 20 tickets.", "So 20 tickets are open in March 2025."}
		fact := strings.Replace(level("20", "So 20 tickets', 'March 2025"), "evidence: [", "evidence: [{at: 1, printed: ['20 tickets']}, ", 1)
		f.take(p.record(tickets, fact))
		p.retrieved, p.reader, p.complete, p.lines = "2025-03-06T09:00:00Z", "MODEL", true, []string{"Queue: 21 tickets.", "So 21 tickets are open in March 2025."}
		f.want(p.record(tickets, strings.Replace(level("21", "So 21 tickets', 'March 2025"), "21 tickets are open", "The queue is 21", 1)), "1 updated, 2 unchanged")
		f.answers(`{observations {nodes {wording evidence(orderBy: [{passage: {ordinal: ASC}}]) {nodes {origin printed}}}}}`,
			`{"observations":{"nodes":[{"wording":"The queue is 21.","evidence":{"nodes":[{"origin":"RULE","printed":"21 tickets"},{"origin":"MODEL","printed":"So 21 tickets | March 2025"}]}}]}}`)
	})
}

// TestOneItemEach: as many facts are told as updated as went, and the rest as created or ended. What a stronger reader stated stays, so
// nothing takes its place.
func TestOneItemEach(t *testing.T) {
	onStores(t, func(f fixture) {
		f.take(march().record(tickets, level("1465", "1,465")))
		f.want(march().record(tickets, level("20", "open")+level("30", "There are")), "1 created, 1 updated, 2 unchanged")
		f.want(march().record(tickets, level("40", "open")), "1 updated, 1 ended, 2 unchanged")
		f.want(march().record(tickets, ""), "1 ended, 2 unchanged")

		p := march()
		p.number, p.complete = "2", false
		f.take(p.record(tickets, level("1465", "1,465")))
		p.complete, p.reader = true, "RULE"
		f.want(p.record(tickets, level("1456", "open")), "1 created, 2 unchanged")
	})
}
