package ingest_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/graph/store/memory"
	"councilgraph/ingest"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/resolve"
)

// sheet is a page that the rules read.
const sheet = `Subscribe to updates
You'll receive weekly summaries about Gateshead Council every week.
Audit Committee - Tuesday 13 January 2026 6.30 pm
January 13, 2026 View on council websiteSummary
The Audit Committee of Gateshead Council met on 13 January 2026 and noted the accounts.
Councillor Ivo Marchbank asked about lamps.
`

func sheetPage() extract.Page {
	return extract.Page{Data: []byte(sheet), URL: "https://opencouncil.network/meetings/900100"}
}

const counts = `{ entities { totalCount } facts { totalCount } documents { totalCount } versions { totalCount } passages { totalCount } mentions { totalCount }
	evidences { totalCount } records { totalCount } }`

func (f fixture) page(p extract.Page, dryRun bool) *ingest.PageResult {
	f.Helper()
	res, err := f.service.Page(f.Context(), "page", p, ingest.Taking{DryRun: dryRun, Reason: "a test"})
	if err != nil {
		f.Fatal(err)
	}
	return res
}

// TestPage: a dry run says what the run then does, and leaves nothing; the same page again changes nothing, also fetched later.
func TestPage(t *testing.T) {
	f := newFixture(t)
	empty := f.ask(counts)
	dry := f.page(sheetPage(), true)
	if got := f.ask(counts); got != empty {
		t.Fatalf("a dry run left %s", got)
	}
	first := f.page(sheetPage(), false)
	if first.Kind != extract.Summary || len(first.Records) != 1 || first.Records[0].RecordedAt == 0 || first.Records[0].Count(resolve.Created) < 5 {
		t.Fatalf("%+v", first)
	}
	if !reflect.DeepEqual(dry.Records[0].Items, first.Records[0].Items) {
		t.Errorf("a dry run says %+v, the run does %+v", dry.Records[0].Items, first.Records[0].Items)
	}
	stands := f.ask(counts)
	later := sheetPage()
	later.Retrieved = "2026-02-01T00:00:00Z"
	for _, p := range []extract.Page{sheetPage(), later} {
		res := f.page(p, false).Records[0]
		if n := res.Count(resolve.Unchanged); n != len(res.Items) || f.ask(counts) != stands {
			t.Errorf("the same page again: %+v", res.Items)
		}
	}
	f.answers(`{ versions { nodes { retrieved } } }`, `{"versions":{"nodes":[{"retrieved":"2026-02-01T00:00:00Z"}]}}`)
}

// TestPageAgain: what other pages taught the graph meanwhile makes nothing new of a page that was read before.
func TestPageAgain(t *testing.T) {
	f := newFixture(t)
	files, err := filepath.Glob("extract/testdata/pages/*.*")
	if err != nil {
		t.Fatal(err)
	}
	var pages []extract.Page
	for _, name := range files {
		if ending := filepath.Ext(name); ending == ".txt" || ending == ".html" {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, extract.Page{Data: data, By: "2026-02-01"})
		}
	}
	if len(pages) < 10 {
		t.Fatalf("only %d pages", len(pages))
	}
	for _, p := range pages {
		f.page(p, false)
	}
	stands := f.ask(counts)
	for i, p := range pages {
		for _, rec := range f.page(p, false).Records {
			if rec.RecordedAt != 0 {
				t.Errorf("page %d again: %+v", i, rec.Items)
			}
		}
	}
	if got := f.ask(counts); got != stands {
		t.Errorf("the same pages again made %s of %s", got, stands)
	}
}

// TestPageWithoutAddress: the text of a version that is held is that version, whoever sends it without its address; other words are a
// document of their own.
func TestPageWithoutAddress(t *testing.T) {
	f := newFixture(t)
	bare := sheetPage()
	bare.URL = ""
	if own := f.page(bare, true).Records[0].Document; !strings.HasPrefix(own, "document:text:") {
		t.Errorf("before its document is held it is %s, want a document of its own", own)
	}
	first := f.page(sheetPage(), false)
	stands := f.ask(counts)
	again := f.page(bare, false)
	if len(again.Records) != 1 || again.Records[0].Document != first.Records[0].Document || again.Records[0].RecordedAt != 0 {
		t.Fatalf("sent without its address it is %+v, want what is held of %s", again.Records, first.Records[0].Document)
	}
	if !slices.ContainsFunc(again.Notes, func(n string) bool { return strings.Contains(n, sheetPage().URL) }) {
		t.Errorf("the notes %q do not tell which document it is", again.Notes)
	}
	if got := f.ask(counts); got != stands {
		t.Errorf("it left %s, want %s", got, stands)
	}
	bare.Data = []byte(sheet + "Councillor Ivo Marchbank left.\n")
	if other := f.page(bare, true).Records[0].Document; !strings.HasPrefix(other, "document:text:") {
		t.Errorf("other words are %s, want a document of their own", other)
	}
}

// TestOlderPage: the text of a page as it was before changes nothing, and no word tells to read it anew.
func TestOlderPage(t *testing.T) {
	f := newFixture(t)
	older := sheetPage()
	older.Data = append(older.Data, "A report by Zebra Lamps was noted.\n"...)
	f.page(older, false)
	newer := sheetPage()
	newer.Data = append(newer.Data, "Councillor Ivo Marchbank left.\n"...)
	newer.Retrieved = "2029-01-01T10:00:00Z"
	f.page(newer, false)
	teacher := page{number: "7", date: "2025-03-04", lines: []string{"Zebra Lamps hosts mail."}}
	f.take(teacher.record("\n  - {id: 'supplier:zebra-lamps', type: Supplier, name: Zebra Lamps, mentions: [{at: 1, printed: Zebra Lamps}]}\n", ""))
	stands := f.ask(counts)
	again := f.page(older, false)
	if rec := again.Records[0]; rec.RecordedAt != 0 || f.ask(counts) != stands || rec.Count(resolve.OnHold) != len(rec.Items) || !strings.Contains(rec.Items[0].Reason, "a newer version") {
		t.Errorf("the older text: %+v", rec.Items)
	}
	f.answers(`{documents(where: {undated: {eq: true}}) {totalCount}}`, `{"documents":{"totalCount":0}}`)
	if slices.ContainsFunc(again.Notes, func(n string) bool { return strings.Contains(n, "reread") }) {
		t.Errorf("the notes are %q", again.Notes)
	}
}

// TestPageReread: a name that the graph learned since makes nothing new of a page that was read before, but of one that is to be read anew.
func TestPageReread(t *testing.T) {
	f := newFixture(t)
	p := sheetPage()
	p.Data = append(p.Data, "A report by Zebra Lamps was noted.\n"...)
	f.page(p, false)
	teacher := page{number: "7", date: "2025-03-04", lines: []string{"Zebra Lamps hosts mail."}}
	f.take(teacher.record("\n  - {id: 'supplier:zebra-lamps', type: Supplier, name: Zebra Lamps, mentions: [{at: 1, printed: Zebra Lamps}]}\n", ""))
	stands := f.ask(counts)
	again := f.page(p, false)
	if rec := again.Records[0]; rec.RecordedAt != 0 || rec.Count(resolve.Unchanged) != len(rec.Items) || f.ask(counts) != stands {
		t.Errorf("the same page again: %+v", rec.Items)
	}
	if len(again.Notes) == 0 || !strings.Contains(again.Notes[len(again.Notes)-1], "reread") {
		t.Errorf("it would be read otherwise, but is not told so: %q", again.Notes)
	}
	for i, want := range []bool{true, false} { // once it was read anew it stays
		anew, err := f.service.Page(t.Context(), "page", p, ingest.Taking{Reread: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := anew.Records[0].RecordedAt != 0; got != want {
			t.Errorf("read anew for the %d. time: %+v", i+1, anew.Records[0].Items)
		}
	}
}

// TestPageRefused: each with its code, and nothing of it is kept.
func TestPageRefused(t *testing.T) {
	f := newFixture(t)
	empty := f.ask(counts)
	welsh := strings.Repeat("Mae cyngor y dref wedi cyfarfod ar gyfer y pwyllgor ac mae hyn yn bod gyda ei gilydd. ", 4)
	for want, data := range map[extract.Reason]string{
		extract.Empty: " \n", extract.Binary: "\x89PNG\r\n\x1a\n\x00\x00", extract.TooLarge: strings.Repeat("a line\n", extract.MaxBytes/7+1),
		extract.Encoding: "Caf\xe9 council", extract.NoText: "<html><script>var a = 'Council';</script><style>p{}</style></html>",
		extract.Language: welsh, extract.CutJSON: `{"releases": [{"ocid": "ocds-1"`,
	} {
		p := sheetPage()
		p.Data = []byte(data)
		res := f.page(p, false)
		if res.Fault != want || res.Kind != "" || len(res.Records) != 1 || len(res.Records[0].Items) != 1 || f.ask(counts) != empty {
			t.Errorf("%s: %+v", want, res)
			continue
		}
		if i := res.Records[0].Items[0]; i.Fate != resolve.Refused || i.Code != string(want) || !strings.Contains(i.Reason, "expected") {
			t.Errorf("%s: %+v", want, i)
		}
	}
	html := sheetPage()
	html.Data = []byte("<!doctype html><html><body><script>document.write('Councillor Eve Evil')</script><p>" + strings.ReplaceAll(sheet, "\n", "</p>\n<p>") + "</p></body></html>")
	if res := f.page(html, false); res.Fault != "" || strings.Contains(f.ask(`{ passages { nodes { text } } councillors { nodes { name } } }`), "Evil") {
		t.Errorf("a script was read: %+v", res)
	}
}

// TestKnown: what a service keeps of names is what one that begins anew reads, whatever came between.
func TestKnown(t *testing.T) {
	s := memory.New(schema.Domain(), clock())
	f := fixture{t, ingest.New(schema.Domain(), s, known()), nil}
	names := func(of *ingest.Service) string {
		k, err := of.Known(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(k.Names)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	other := ingest.New(schema.Domain(), s, known())
	const gone = `
  - {id: 'supplier:ayton-it', type: Supplier, name: Ayton IT, mentions: [{at: 1, printed: Ayton IT}]}
`
	before := ""
	for _, step := range []struct {
		what string
		do   func()
	}{
		{"nothing", func() { before = "-" }},
		{"a record", func() { f.take(actPage.record(acts, actFacts)) }},
		{"a page", func() { f.page(sheetPage(), false) }},
		{"a merge", func() { f.act(resolve.Merge, "supplier:ayton-it-ltd", "supplier:ayton-it", resolve.Created) }},
		{"a split", func() { f.act(resolve.Split, "supplier:ayton-it-ltd", "", resolve.Created) }},
		{"a record that ends entities", func() { f.take(actPage.record(gone, "")) }},
		{"another service", func() {
			if _, err := other.Page(t.Context(), "p", extract.Page{Data: []byte(strings.ReplaceAll(sheet, "Audit", "Lamps")), URL: "https://opencouncil.network/meetings/900101"}, ingest.Taking{}); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		step.do()
		kept := names(f.service)
		if fresh := names(ingest.New(schema.Domain(), s, known())); kept != fresh {
			t.Errorf("after %s the service knows\n%s\nthe graph has\n%s", step.what, kept, fresh)
		}
		if kept == before {
			t.Errorf("%s changed no name: this tests nothing", step.what)
		}
		before = kept
	}
}
