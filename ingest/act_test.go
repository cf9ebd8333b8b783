package ingest_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/schema"
	"councilgraph/graph/store/memory"
	"councilgraph/ingest"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

// act carries out an act and holds what becomes of it.
func (f fixture) act(kind resolve.ActKind, subject, object string, want resolve.Fate) *ingest.ActResult {
	f.Helper()
	res, err := f.service.Act(f.Context(), resolve.Act{Kind: kind, Author: "a clerk", Reason: "a test", Subject: subject, Object: object}, false)
	if err != nil {
		f.Fatalf("%s %s %s: %v", kind, subject, object, err)
	}
	if res.Fate != want || (want == resolve.Unchanged) != (res.At == 0) {
		f.Errorf("%s %s %s: got %+v, want %s", kind, subject, object, res, want)
	}
	return res
}

// refuses holds why an act cannot be carried out.
func (f fixture) refuses(kind resolve.ActKind, subject, object, because string) {
	f.Helper()
	_, err := f.service.Act(f.Context(), resolve.Act{Kind: kind, Author: "a clerk", Reason: "a test", Subject: subject, Object: object}, false)
	var refused *resolve.Refusal
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), because) {
		f.Errorf("%s %s %s: got %v, want it refused because %q", kind, subject, object, err, because)
	}
}

// export is all that the graph shows but for acts, and for when facts were told: what was shown as one is told again when it is parted.
func (f fixture) export() string {
	f.Helper()
	var out strings.Builder
	for _, t := range schema.Domain().Types {
		if t.Interface || t.Name == "Act" {
			continue
		}
		var q strings.Builder
		for _, field := range t.Fields {
			switch {
			case field.Span == schema.Told && t.Class == schema.Fact:
			case field.Parts != nil:
				fmt.Fprintf(&q, " %s {", field.Name)
				for _, p := range field.Parts {
					fmt.Fprintf(&q, " %s", p.Name)
				}
				q.WriteString(" }")
			default:
				fmt.Fprintf(&q, " %s", field.Name)
			}
		}
		scalars := q.String()
		for _, r := range append([]*schema.Rel{nil}, t.Rels...) {
			ask := scalars
			switch {
			case r == nil:
			case r.Many:
				ask = fmt.Sprintf(" id %s(first: 200) { edges { since until role fact { id } node { id } } }", r.Name)
			default:
				ask = fmt.Sprintf(" id %s { id }", r.Name)
			}
			out.WriteString(f.ask(fmt.Sprintf("{ %s(first: 500, orderBy: [{id: ASC}]) { totalCount nodes {%s } } }", t.Plural, ask)))
			out.WriteString("\n")
		}
	}
	return out.String()
}

func (f fixture) seeded() fixture {
	f.Helper()
	for _, r := range seed.Records() {
		f.take(r.Data)
	}
	return f
}

func wideFixture(t *testing.T) fixture {
	s := memory.New(schema.Domain(), clock())
	return fixture{t, ingest.New(schema.Domain(), s, known()), graph.New(graph.Options{Store: s,
		Limits: graph.Limits{Cost: 1 << 40}})}
}

// same fails with the first line that differs.
func (f fixture) same(what, got, want string) {
	f.Helper()
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			at := 0
			for at < min(len(a[i]), len(b[i])) && a[i][at] == b[i][at] {
				at++
			}
			f.Fatalf("%s:\n got %s\nwant %s", what, cut(a[i], at), cut(b[i], at))
		}
	}
}

func cut(s string, at int) string {
	return s[:min(len(s), 60)] + " ... " + s[max(0, at-200):min(len(s), at+200)]
}

// TestMergeAndSplit: merges of random entities, taken back in another order, leave the graph as it was; what was taken in before changes
// nothing while they stand.
func TestMergeAndSplit(t *testing.T) {
	for n := range 2 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			f := wideFixture(t).seeded()
			r := rand.New(rand.NewPCG(7, uint64(n)))
			before := f.export()
			var merged []string
			for range 8 {
				from, into := f.pair(r)
				_, err := f.service.Act(t.Context(), resolve.Act{Kind: resolve.Merge, Author: "a", Reason: "b", Subject: from, Object: into}, false)
				var refused *resolve.Refusal
				switch {
				case errors.As(err, &refused):
				case err != nil:
					t.Fatal(err)
				default:
					merged = append(merged, from)
				}
			}
			if len(merged) < 4 {
				t.Fatalf("only %v were merged", merged)
			}
			for _, rec := range seed.Records() {
				for _, i := range f.take(rec.Data).Items {
					if i.Fate != resolve.Unchanged {
						t.Errorf("%s, though it was taken in before %v were merged: %+v", rec.Name, merged, i)
					}
				}
			}
			if f.export() == before {
				t.Errorf("%v were merged, and nothing shows it", merged)
			}
			r.Shuffle(len(merged), func(i, j int) { merged[i], merged[j] = merged[j], merged[i] })
			for _, id := range merged {
				f.act(resolve.Split, id, "", resolve.Created)
			}
			f.same(fmt.Sprint("after ", merged), f.export(), before)
		})
	}
}

// pair draws two entities of one type, as the graph has them now.
func (f fixture) pair(r *rand.Rand) (from, into string) {
	plural := []string{"suppliers", "projects", "councillors", "councils", "committees", "products", "indicators", "risks", "bodies", "agreements", "topics"}
	for {
		var ids []string
		for _, s := range strings.Split(f.ask("{ "+plural[r.IntN(len(plural))]+"(first: 200) { nodes { id } } }"), `"id":"`)[1:] {
			id, _, _ := strings.Cut(s, `"`)
			ids = append(ids, id)
		}
		if len(ids) > 1 {
			r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			slices.Sort(ids[2:])
			return ids[0], ids[1]
		}
	}
}

const acts = `
  - {id: 'supplier:ayton-it', type: Supplier, name: Ayton IT, mentions: [{at: 1, printed: Ayton IT}]}
  - {id: 'supplier:ayton-it-ltd', type: Supplier, name: Ayton IT Ltd, names: [{text: AIT, kind: SHORT}], mentions: [{at: 2, printed: Ayton IT Ltd}]}
  - {id: 'supplier:aytonit-1', type: Supplier, name: the firm, mentions: [{at: 2, printed: Ayton IT Ltd}]}
  - {id: 'product:p', type: Product, name: Node4, mentions: [{at: 1, printed: Ayton IT}]}
`

const actFacts = `
  - {type: Remark, about: ['supplier:ayton-it'], kind: SERVICE, wording: It hosts mail., when: 2025-01, evidence: [{at: 1, printed: [mail]}]}
  - {type: Remark, about: ['supplier:ayton-it-ltd'], kind: SERVICE, wording: It hosts mail., when: 2025-01, evidence: [{at: 2, printed: [mail]}]}
  - {type: Remark, about: ['supplier:ayton-it-ltd'], kind: SERVICE, wording: It hosts sites., when: 2025-02, evidence: [{at: 3, printed: [sites]}]}
  - {type: Claim, about: 'supplier:aytonit-1', field: naming, value: UNNAMED, wording: It is not named., evidence: [{at: 3, printed: [sites]}]}
`

var actPage = page{number: "7", date: "2025-03-04", complete: true, lines: []string{"Ayton IT hosts mail.", "Ayton IT Ltd hosts mail.", "It hosts sites."}}

// TestActs: each act, done twice, not done as asked for, and taken back.
func TestActs(t *testing.T) {
	f := newFixture(t)
	const from, into = "supplier:ayton-it-ltd", "supplier:ayton-it"
	rec := actPage.record(acts, actFacts)
	if res := f.take(rec); res.Count(resolve.Refused)+res.Count(resolve.OnHold) > 0 {
		t.Fatalf("%+v", res.Items)
	}
	const seen = `{ suppliers { nodes { id name names(orderBy: [{text: ASC}]) { nodes { text kind mergedFrom } } mentions { totalCount } remarks(orderBy: [{wording: ASC}]) { nodes { wording evidence { totalCount } } } } } }`
	before := f.ask(seen)

	f.refuses(resolve.Merge, from, from, "into itself")
	f.refuses(resolve.Merge, from, "product:p", "is a Supplier and product:p a Product")
	f.refuses(resolve.Merge, from, "supplier:aytonit-1", "not named")
	f.refuses(resolve.Merge, "supplier:nobody", into, "expected the id of an entity")
	f.refuses(resolve.Merge, "document:test:7:minutes", "document:test:7:minutes", "into itself")
	f.refuses(resolve.Split, from, "", "expected an id that was merged")
	f.refuses(resolve.MayBeTheSame, from, into, "nothing to take back")

	f.act(resolve.NotTheSame, into, from, resolve.Created)
	f.act(resolve.NotTheSame, from, into, resolve.Unchanged)
	f.refuses(resolve.Merge, from, into, "a clerk says: a test; take that back first")
	f.act(resolve.MayBeTheSame, from, into, resolve.Created)
	f.act(resolve.MayBeTheSame, from, into, resolve.Unchanged)

	f.act(resolve.Merge, from, into, resolve.Created)
	f.act(resolve.Merge, from, into, resolve.Unchanged)
	f.refuses(resolve.Merge, into, from, "means supplier:ayton-it now")
	f.refuses(resolve.NotTheSame, into, from, "split them first")
	f.answers(`{ supplier(id: "supplier:ayton-it-ltd") { id name names(orderBy: [{text: ASC}]) { nodes { text kind mergedFrom } } mentions { totalCount } remarks(orderBy: [{wording: ASC}]) { nodes { wording evidence { totalCount } } } } }`,
		`{"supplier":{"id":"supplier:ayton-it","name":"Ayton IT","names":{"nodes":[{"text":"AIT","kind":"SHORT","mergedFrom":"supplier:ayton-it-ltd"},`+
			`{"text":"Ayton IT","kind":"MAIN","mergedFrom":null},{"text":"Ayton IT Ltd","kind":"OTHER","mergedFrom":"supplier:ayton-it-ltd"}]},`+
			`"mentions":{"totalCount":2},"remarks":{"nodes":[{"wording":"It hosts mail.","evidence":{"totalCount":2}},{"wording":"It hosts sites.","evidence":{"totalCount":1}}]}}}`)
	f.answers(`{ search(text: "AIT", types: [Supplier]) { nodes { id } } suppliers { totalCount } }`, `{"search":{"nodes":[{"id":"supplier:ayton-it"}]},"suppliers":{"totalCount":2}}`)
	f.want(rec, "9 unchanged")
	f.act(resolve.Split, from, "", resolve.Created)
	f.answers(seen, before)
	f.act(resolve.Merge, from, into, resolve.Created)

	// What is read of either while they are one is each one's own.
	later := page{number: "8", date: "2025-04-01", lines: []string{"Ayton IT Ltd hosts files."}}
	f.want(later.record("  - {id: 'supplier:new', type: Supplier, name: AYTON IT LTD, mentions: [{at: 1, printed: Ayton IT Ltd}]}\n",
		"  - {type: Remark, about: ['supplier:new'], kind: SERVICE, wording: It hosts files., when: 2025-03, evidence: [{at: 1, printed: [files]}]}\n"), "2 created, 1 updated")
	f.answers(`{ supplier(id: "supplier:ayton-it") { remarks { totalCount } } }`, `{"supplier":{"remarks":{"totalCount":3}}}`)

	f.act(resolve.Split, from, "", resolve.Created)
	f.act(resolve.Split, from, "", resolve.Unchanged)
	f.answers(`{ supplier(id: "supplier:ayton-it-ltd") { id remarks(orderBy: [{wording: ASC}]) { nodes { wording } } mentions { totalCount } } }`,
		`{"supplier":{"id":"supplier:ayton-it-ltd","remarks":{"nodes":[{"wording":"It hosts files."},{"wording":"It hosts mail."},{"wording":"It hosts sites."}]},"mentions":{"totalCount":2}}}`)
	f.answers(`{ acts(orderBy: [{at: ASC}]) { nodes { kind ordinal standing reversedBy { kind ordinal } entities { totalCount } } } }`, `{"acts":{"nodes":[`+
		`{"kind":"NOT_THE_SAME","ordinal":1,"standing":false,"reversedBy":{"kind":"MAY_BE_THE_SAME","ordinal":1},"entities":{"totalCount":2}},`+
		`{"kind":"MAY_BE_THE_SAME","ordinal":1,"standing":true,"reversedBy":null,"entities":{"totalCount":2}},`+
		`{"kind":"MERGE","ordinal":1,"standing":false,"reversedBy":{"kind":"SPLIT","ordinal":1},"entities":{"totalCount":2}},`+
		`{"kind":"SPLIT","ordinal":1,"standing":false,"reversedBy":{"kind":"MERGE","ordinal":2},"entities":{"totalCount":2}},`+
		`{"kind":"MERGE","ordinal":2,"standing":false,"reversedBy":{"kind":"SPLIT","ordinal":2},"entities":{"totalCount":2}},`+
		`{"kind":"SPLIT","ordinal":2,"standing":true,"reversedBy":null,"entities":{"totalCount":2}}]}}`)
}

// TestJudge: a rejected reading shows nothing, an accepted one does again; the same record again takes no decision back.
func TestJudge(t *testing.T) {
	f := newFixture(t)
	p := actPage
	p.reader = "RULE"
	rec := []byte(strings.Replace(string(p.record(acts, actFacts)), "review: REVIEWED", "review: UNREVIEWED", 1))
	f.take(rec)
	const ask = `{ remarks(where: {wording: {eq: "It hosts sites."}}) { totalCount } evidences(where: {printed: {eq: "sites"}, fact: {isNull: true}}) { nodes { review fact { id } } } }`
	shown, gone := `{"remarks":{"totalCount":1},"evidences":{"nodes":[]}}`, `{"remarks":{"totalCount":0},"evidences":{"nodes":[{"review":"REJECTED","fact":null}]}}`
	id := strings.Split(f.ask(`{ remarks(where: {wording: {eq: "It hosts sites."}}) { nodes { evidence { nodes { id } } } } }`), `"id":"`)[1]
	id = id[:strings.Index(id, `"`)]
	f.answers(ask, shown)
	f.refuses(resolve.Reject, "evidence:none", "", "expected the id of evidence")
	f.act(resolve.Reject, id, "", resolve.Created)
	f.act(resolve.Reject, id, "", resolve.Unchanged)
	f.answers(ask, gone)
	f.take(rec)
	f.answers(ask, gone)
	f.act(resolve.Accept, id, "", resolve.Created)
	f.answers(ask, shown)
	f.take(rec)
	f.answers(`{ acts(orderBy: [{at: ASC}]) { nodes { kind standing evidence { review } } } evidences(where: {printed: {eq: "sites"}, review: {eq: REVIEWED}}) { totalCount } }`,
		`{"acts":{"nodes":[{"kind":"REJECT","standing":false,"evidence":{"review":"REVIEWED"}},{"kind":"ACCEPT","standing":true,"evidence":{"review":"REVIEWED"}}]},"evidences":{"totalCount":1}}`)

	person := newFixture(t)
	person.take(actPage.record(acts, actFacts))
	id = strings.Split(person.ask(`{ evidences(first: 1) { nodes { id } } }`), `"id":"`)[1]
	person.refuses(resolve.Reject, id[:strings.Index(id, `"`)], "", "what a person read")
}
