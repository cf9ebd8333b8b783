package ingest_test

import (
	"strconv"
	"strings"
	"testing"

	"councilgraph/ingest/resolve"
)

const world = `{facts {totalCount} entities {totalCount} mentions {totalCount} evidences {totalCount} passages {totalCount} versions {totalCount} contradictions {totalCount}}`

// TestShorter: a text whose passages begin those of the version that is held is that version; it ends nothing, however complete
// its record says that it is.
func TestShorter(t *testing.T) {
	onStores(t, func(f fixture) {
		long := march()
		long.lines = append(long.lines, "Wirewell was named.", "Lee Moss sent apologies.")
		wire := "  - {id: 'supplier:wirewell', type: Supplier, name: Wirewell, mentions: [{at: 3, printed: Wirewell}]}\n"
		first := f.take(long.record(all+wire, award("supplier: 'supplier:cablefix', ")+level("1465", "1,465")))
		before := f.ask(world)
		for _, lines := range [][]string{
			long.lines[:2],
			{long.lines[0], "There are 1,465 op"},
			{long.lines[0], "There are 1,46"},
			{long.lines[0], long.lines[1], "wirewell “was”"},
		} {
			cut := long
			cut.lines, cut.retrieved = lines, "2025-03-09T09:00:00Z"
			if res := f.want(cut.record("", ""), "1 unchanged"); res.RecordedAt != 0 || res.Version != first.Version {
				t.Errorf("%q: written at %v as version %s, want none of %s", lines, res.RecordedAt, res.Version, first.Version)
			}
			f.want(cut.record(council+firm+deal, award("supplier: 'supplier:cablefix', ")), "5 unchanged")
			f.answers(world, before)
		}
		other := long
		other.lines, other.retrieved = []string{long.lines[0], "There were 1,465"}, "2025-03-09T09:00:00Z"
		f.take(other.record("", ""))
		f.answers(`{versions {totalCount} suppliers {totalCount}}`, `{"versions":{"totalCount":2},"suppliers":{"totalCount":0}}`)
	})
}

// TestShorterAdds: the beginning of a version that is held by its hashes alone brings texts, and what it says for the first time.
func TestShorterAdds(t *testing.T) {
	onStores(t, func(f fixture) {
		long := march()
		long.lines, long.hashOnly, long.complete = append(long.lines, "Wirewell was named."), true, false
		f.take(long.record(tickets, level("1465", "1,465")))
		cut := long
		cut.lines, cut.hashOnly = long.lines[:2], false
		f.want(cut.record(council+deal, award("")), "3 created, 1 unchanged")
		f.answers(`{versions {totalCount} passages(orderBy: [{ordinal: ASC}]) {nodes {text}} observations {totalCount} contractEvents {totalCount}}`,
			`{"versions":{"totalCount":1},"passages":{"nodes":[{"text":"Ayton awarded the cables contract to Cablefix."},{"text":"There are 1,465 open tickets."},{"text":null}]},"observations":{"totalCount":1},"contractEvents":{"totalCount":1}}`)
	})
}

// TestLate: an older version that arrives late, whole or cut short, changes nothing of the present.
func TestLate(t *testing.T) {
	onStores(t, func(f fixture) {
		f.take(march().record(all, award("")+level("1465", "1,465")))
		next := march()
		next.retrieved, next.lines = "2025-03-08T09:00:00Z", []string{"Ayton met.", "There are 1,456 open tickets.", "More."}
		f.take(next.record(tickets, level("1456", "1,456")))
		before := f.ask(world)
		never, old, cut := march(), march(), march()
		never.retrieved, never.lines = "2025-03-07T09:00:00Z", []string{"Ayton met.", "There are 1,460 open tickets."}
		cut.retrieved, cut.lines = "2025-03-09T09:00:00Z", []string{"Ayton awarded the cables"}
		for _, p := range []page{never, old, cut} {
			res := f.want(p.record("", ""), "1 held")
			f.because(res, "document", resolve.OnHold, "changes nothing of the present")
			f.answers(world, before)
		}

		untold := march()
		untold.retrieved, untold.lines = "", []string{"Ayton met.", "There are 1,470 open tickets."}
		res := f.want(untold.record(tickets, level("1470", "1,470")), "3 held")
		f.because(res, "document", resolve.OnHold, "retrieved at 2025-03-08T09:00:00Z, and nothing tells whether this one is newer: say when it was fetched in version.retrieved")
		f.answers(world, before)
	})
}

// TestNoneTells: of versions that do not tell when they were fetched, the one sent last is the present; one that tells takes its place.
func TestNoneTells(t *testing.T) {
	onStores(t, func(f fixture) {
		for i, amount := range []string{"10", "20", "30"} {
			p := march()
			p.lines[1] = amount + " tickets are open."
			if i < 2 {
				p.retrieved = ""
			}
			f.take(p.record(tickets, level(amount, amount)))
			f.answers(`{observations {nodes {value {amount}}}}`, `{"observations":{"nodes":[{"value":{"amount":"`+amount+`"}}]}}`)
		}
	})
}

// TestReadOtherwise: a text with the letters and digits of one that is held, and so its hash, and other figures is no copy of it.
func TestReadOtherwise(t *testing.T) {
	onStores(t, func(f fixture) {
		first := march()
		first.lines = []string{"Ayton met.", "The share was 7.72% and cost £5."}
		f.take(first.record(council, ""))
		texts := `{passages(orderBy: [{ordinal: ASC}]) {nodes {text}} versions {totalCount}}`
		before := f.ask(texts)
		other := first
		other.retrieved = "2025-03-09T09:00:00Z"
		for _, line := range []string{"The share was 77.2% and cost £5.", "The share was 7.72% and cost €5.", "The share was 7.72 and cost £5.", "The share was -7.72% and cost £5.", "The share was 7.72% and cost £-5.", "The share was >7.72% and cost £5."} {
			other.lines = []string{"Ayton met.", line}
			res := f.want(other.record("", ""), "1 held")
			f.because(res, "document", resolve.OnHold, "other figures: found "+strconv.Quote(line))
			f.answers(texts, before)
		}
		other.lines = []string{"Ayton met.", "the share was 7.72 %, and cost £ 5"} // a copy, typed otherwise
		f.take(other.record(council, ""))
		f.answers(`{versions {totalCount}}`, `{"versions":{"totalCount":1}}`)
	})
}

// TestPlacesStay: a record without offsets takes none away, so that the reviewed records may be sent again after the page itself.
func TestPlacesStay(t *testing.T) {
	onStores(t, func(f fixture) {
		data := string(march().record(tickets, level("1465", "1,465")))
		f.take([]byte(strings.ReplaceAll(data, "repeat: 0", "repeat: 0, start: 3, end: 9")))
		f.take([]byte(data))
		f.answers(`{positions {nodes {start end}}}`, `{"positions":{"nodes":[{"start":3,"end":9},{"start":3,"end":9}]}}`)
	})
}
