package ingest_test

import (
	"strings"
	"testing"

	"councilgraph/ingest/resolve"
)

// TestIdsFromKeys: what its key tells apart needs no id in a record. It is found by its key, else it gets the id that this makes; other
// items name it by its ref or by that id.
func TestIdsFromKeys(t *testing.T) {
	const (
		committee = "  - {ref: c, type: Committee, scope: ayton, name: IT Committee}\n"
		meeting   = "  - {ref: m, type: Meeting, of: 'ref:c', date: 2025-03-01, name: IT Committee of 1 March}\n"
		item      = "  - {ref: i, type: AgendaItem, meeting: 'ref:m', name: Cable Works}\n"
		decided   = "  - {type: Decision, by: 'ref:c', meeting: 'ref:m', item: 'ref:i', outcome: NOTED, wording: It was noted., evidence: [{at: 1, printed: [cables]}]}\n"
		query     = `{decisions {nodes {since by {id} meeting {id} item {id meeting {id of {id}}} meetings {nodes {id}}}}}`
	)
	about := func(data []byte, meeting string) []byte {
		return []byte(strings.Replace(string(data), "date: 2025-03-04", "date: 2025-03-04, meeting: '"+meeting+"'", 1))
	}
	onStores(t, func(f fixture) {
		data := about(march().record(item+meeting+committee, decided), "ref:m")
		f.want(data, "5 created")
		const want = `{"decisions":{"nodes":[{"since":"2025-03-01","by":{"id":"committee:ayton:it-committee"},"meeting":{"id":"meeting:ayton:it-committee:2025-03-01"},` +
			`"item":{"id":"item:ayton:it-committee:2025-03-01:cable-works","meeting":{"id":"meeting:ayton:it-committee:2025-03-01","of":{"id":"committee:ayton:it-committee"}}},` +
			`"meetings":{"nodes":[{"id":"meeting:ayton:it-committee:2025-03-01"}]}}]}}`
		f.answers(query, want)
		f.want(data, "5 unchanged")

		minted := strings.NewReplacer("ref:c", "committee:ayton:it-committee", "ref:m", "meeting:ayton:it-committee:2025-03-01", "ref:i", "item:ayton:it-committee:2025-03-01:cable-works")
		f.want(about(march().record(item+meeting+committee, minted.Replace(decided)), "meeting:ayton:it-committee:2025-03-01"), "5 unchanged")
		f.answers(query, want)
		other := page{number: "2", date: "2025-05-01", lines: []string{"cables"}}
		f.want(other.record(strings.Replace(item, "ref:m", "meeting:ayton:it-committee:2025-03-01", 1), ""), "1 created, 1 unchanged")
	})
	t.Run("by minted ids at once", func(t *testing.T) {
		f := newFixture(t)
		entities := strings.NewReplacer("ref: c, ", "", "ref: m, ", "", "ref: i, ", "", "ref:c", "committee:ayton:it-committee", "ref:m", "meeting:ayton:it-committee:2025-03-01").Replace(item + meeting + committee)
		f.want(about(march().record(entities, ""), "meeting:ayton:it-committee:2025-03-01"), "4 created")
	})
}

// TestFoundByKey: an entity that has an id of its own is found by its key, under any of its names; two of one key are held apart by
// the reader; another date is another meeting.
func TestFoundByKey(t *testing.T) {
	onStores(t, func(f fixture) {
		const old = "  - {id: 'committee:old', type: Committee, scope: ayton, name: IT Committee, names: [{text: Joint IT Committee, kind: OTHER}], mentions: [{at: 1, printed: Ayton}]}\n" +
			"  - {id: 'meeting:first', type: Meeting, of: 'committee:old', date: 2025-03-01, name: First, mentions: [{at: 1, printed: Ayton}]}\n"
		f.take(march().record(old, ""))
		next := page{number: "2", date: "2025-05-01", lines: []string{"Ayton met."}}
		const same = "  - {ref: c, type: Committee, scope: Ayton, name: JOINT IT Committee, mentions: [{at: 1, printed: Ayton}]}\n"
		res := f.want(next.record(same+"  - {ref: m, type: Meeting, of: 'ref:c', date: 2025-03-01, name: First}\n  - {ref: n, type: Meeting, of: 'ref:c', date: 2025-03-02, name: Second}\n"+
			"  - {type: Committee, scope: beeton, name: IT Committee}\n", ""), "3 created, 1 updated, 1 unchanged")
		for i, id := range []string{"committee:old", "meeting:first", "meeting:old:2025-03-02", "committee:beeton:it-committee"} {
			if res.Items[i+1].ID != id {
				t.Errorf("%+v, want %s", res.Items[i+1], id)
			}
		}
		const again = "  - {id: 'meeting:again', type: Meeting, of: 'committee:old', date: 2025-03-01, name: Again, mentions: [{at: 1, printed: Ayton}]}\n"
		f.because(f.take(next.record(again, "")), "entities[0]", resolve.Updated, "meeting:again is meeting:first; meeting:first by key, 100 of 100")
		f.answers(`{meeting(id: "meeting:again") {id}}`, `{"meeting":{"id":"meeting:first"}}`)
		const two = "  - {id: 'meeting:one', type: Meeting, of: 'committee:old', date: 2025-03-09, name: One, mentions: [{at: 1, printed: Ayton}]}\n" +
			"  - {id: 'meeting:two', type: Meeting, of: 'committee:old', date: 2025-03-09, name: Two, mentions: [{at: 1, printed: Ayton}]}\n"
		f.take(next.record(two, ""))
		res = f.take(next.record("  - {type: Meeting, of: 'committee:old', date: 2025-03-09, name: First}\n", ""))
		f.because(res, "entities[0]", resolve.OnHold, "give the id of the one that is meant")
	})
}

// TestKeyNotKnown: without an id, what the key names has to stand.
func TestKeyNotKnown(t *testing.T) {
	f := newFixture(t)
	res := f.want(march().record("  - {type: Meeting, of: 'committee:nowhere', date: 2025-03-01, name: First}\n"+
		"  - {type: Committee, scope: ayton, name: IT}\n  - {type: Committee, scope: ayton, name: it}\n", ""), "2 created, 2 refused")
	f.because(res, "entities[0]", resolve.Refused, "told apart by its of, date, occasion")
	f.because(res, "entities[2]", resolve.Refused, "as entities[1] of this record does")
}
