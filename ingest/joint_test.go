package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/record"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

// TestJointCommittee: every name of a joint committee, and its councils in any order, is that committee; its meeting and the items of that are
// the ones that are known, by whatever ids. A committee of one of its councils is another.
func TestJointCommittee(t *testing.T) {
	onStores(t, func(f fixture) {
		f.seeded()
		const committee, meeting = "committee:brent-lewisham-southwark:joint-it-committee", "meeting:brent-lewisham-southwark:joint-it-committee:2025-11-25"
		for i, x := range []struct{ scope, name, want string }{
			{"brent-lewisham-southwark", "Joint Committee of the London Boroughs of Brent, Lewisham and Southwark", committee},
			{"southwark-brent-lewisham", "Joint IT Committee (Southwark, Brent & Lewisham)", committee},
			{"lewisham-southwark-brent", "JOINT  IT-COMMITTEE", committee},
			{"brent-lewisham-southwark", "Joint Borough IT Committee", committee},
			{"southwark", "Joint IT Committee", "committee:southwark:joint-it-committee"},
			{"brent-lewisham", "Joint IT Committee", "committee:brent-lewisham:joint-it-committee"},
		} {
			res := f.take(rulePage(fmt.Sprint(i), "It was named.").record("  - {ref: c, type: Committee, scope: "+x.scope+", name: '"+x.name+"', mentions: [{at: 1, printed: named}]}\n"+
				"  - {ref: m, type: Meeting, of: 'ref:c', date: 2025-11-25, name: A meeting}\n"+
				"  - {id: 'item:"+x.scope+":joint-it-committee:2025-11-25:any-other-urgent-business', type: AgendaItem, meeting: 'ref:m', name: Any Other Urgent Business, mentions: [{at: 1, printed: named}]}\n", ""))
			if got := res.Items[1].ID; got != x.want {
				t.Errorf("%d: %q of %s is %s, want %s: %s", i, x.name, x.scope, got, x.want, res.Items[1].Reason)
			}
			if known := res.Items[2].ID == meeting && res.Items[3].ID == "item:2025-11-25:any-other-urgent-business"; known != (x.want == committee) {
				t.Errorf("%d: %+v", i, res.Items[2:])
			}
		}
	})
}

// TestRealPages: the two pages read by rules, then their reviewed records: one committee, each meeting and each item of it once, no supplier in
// two spellings.
func TestRealPages(t *testing.T) {
	pages := os.Getenv("COUNCILGRAPH_PAGES")
	if pages == "" {
		t.Skip("COUNCILGRAPH_PAGES names no folder of real pages")
	}
	onStores(t, func(f fixture) {
		for _, number := range []string{"72500", "87756"} {
			text, err := os.ReadFile(filepath.Join(pages, number+".txt"))
			if err != nil {
				t.Skip(err)
			}
			known, err := f.service.Known(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			read, err := extract.Read(schema.Domain(), extract.Page{Data: text, URL: "https://opencouncil.network/meetings/" + number}, known)
			if err != nil {
				t.Fatal(err)
			}
			for _, rec := range read.Records {
				f.take(record.Marshal(rec))
			}
		}
		for _, rec := range seed.Records() {
			for _, i := range f.take(rec.Data).Items {
				if i.Fate == resolve.Refused || i.Fate == resolve.OnHold {
					t.Errorf("%s: %+v", rec.Name, i)
				}
			}
		}
		f.answers(`{committees {totalCount} meetings(where: {date: {within: "2025"}, documents: {count: {gt: 0}}}) {totalCount}}`, `{"committees":{"totalCount":1},"meetings":{"totalCount":2}}`)
		for plural, typ := range map[string]string{"agendaItems": "AgendaItem", "suppliers": "Supplier", "councillors": "Councillor", "projects": "Project", "councils": "Council"} {
			seen := map[string]string{}
			for _, part := range strings.Split(f.ask("{"+plural+"(first: 500) {nodes {id name}}}"), `{"id":"`)[1:] {
				id, rest, _ := strings.Cut(part, `","name":"`)
				name, _, _ := strings.Cut(rest, `"}`)
				key := resolve.NormalKey(schema.Domain().Type(typ), name)
				if typ == "AgendaItem" {
					key = f.ask(`{agendaItem(id: "`+id+`") {meeting {id}}}`) + key
				}
				if seen[key] != "" {
					t.Errorf("%s and %s are both %q", seen[key], id, name)
				}
				seen[key] = id
			}
		}
	})
}

// TestMergeUnderKnownAt: ids and merges are not clocked; under an instant before the merge, facts lead to what they led to then.
func TestMergeUnderKnownAt(t *testing.T) {
	onStores(t, func(f fixture) {
		before := f.take(actPage.record(acts, actFacts)).RecordedAt.String()
		f.act(resolve.Merge, "supplier:ayton-it-ltd", "supplier:ayton-it", resolve.Created)
		f.answers(`{supplier(id: "supplier:ayton-it-ltd", knownAt: "`+before+`") {id names {totalCount} remarks {totalCount}} remarks(knownAt: "`+before+`", where: {wording: {eq: "It hosts sites."}}) {nodes {about {nodes {id}}}}}`,
			`{"supplier":{"id":"supplier:ayton-it","names":{"totalCount":3},"remarks":{"totalCount":1}},"remarks":{"nodes":[{"about":{"nodes":[{"id":"supplier:ayton-it-ltd"}]}}]}}`)
	})
}
