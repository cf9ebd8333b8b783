package extract

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestInvented shows what is read off invented pages of every layout. The names of their councils are real, all else is made up.
func TestInvented(t *testing.T) {
	files := invented(t)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := digest(t, readFrom(t, data, addresses[filepath.Base(file)]))
			golden := strings.TrimSuffix(file, filepath.Ext(file)) + strings.TrimPrefix(filepath.Ext(file), ".txt") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs; -update writes it anew\ngot:\n%s", golden, got)
			}
		})
	}
}

// addresses are those of pages in HTML, which cannot say it themselves.
var addresses = map[string]string{
	"meeting.html":                  "https://democracy.gateshead.gov.uk/ieListDocuments.aspx?CId=102&MId=2003",
	"item-of-meeting.html":          "https://moderngov.rotherham.gov.uk/mgAi.aspx?ID=22",
	"decision-award.html":           "https://moderngov.rotherham.gov.uk/ieDecisionDetails.aspx?ID=3000",
	"meeting-nested.html":           "https://democracy.cyngor.gwynedd.gov.uk/ieListDocuments.aspx?CId=136&MId=5177",
	"decision-cells.html":           "https://democracy.kent.gov.uk/ieDecisionDetails.aspx?ID=3051",
	"decision-list-breaks.html":     "https://democracy.manchester.gov.uk/mgDelegatedDecisions.aspx",
	"notice-form.html":              "https://www.find-tender.service.gov.uk/Notice/001908-2023",
	"meeting-attendance-list.html":  "https://democracy.kirklees.gov.uk/ieListDocuments.aspx?CId=139&MId=993010",
	"decision-before-contract.html": "https://democracy.leeds.gov.uk/ieDecisionDetails.aspx?ID=993011",
	"decisions-of-officers.html":    "https://democracy.ashfield.gov.uk/mgListOfficerDecisions.aspx?bcr=1",
	"decisions.html":                "https://moderngov.rotherham.gov.uk/mgDelegatedDecisions.aspx",
}

// invented are the files of the invented pages.
func invented(t testing.TB) (out []string) {
	t.Helper()
	for _, ending := range []string{"txt", "html"} {
		files, err := filepath.Glob("testdata/pages/*." + ending)
		if err != nil || len(files) == 0 {
			t.Fatalf("no pages that end in %s: %v", ending, err)
		}
		out = append(out, files...)
	}
	return out
}

func read(t testing.TB, data []byte) *Reading { return readFrom(t, data, "") }

func readFrom(t testing.TB, data []byte, url string) *Reading {
	t.Helper()
	got, err := Read(schema.Domain(), Page{Data: data, URL: url, Retrieved: "2026-04-01T08:00:00Z"}, Known{Councils: councils.Load()})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// digest writes a record one line an item.
func digest(t testing.TB, r *Reading) string {
	t.Helper()
	var plain struct {
		Document object   `json:"document"`
		Entities []object `json:"entities"`
		Mentions []object `json:"mentions"`
		Facts    []object `json:"facts"`
	}
	if err := json.Unmarshal(record.Marshal(r.Records[0]), &plain); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	line := func(word string, o object) {
		delete(o, "wording")
		text, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %s\n", word, text)
	}
	fmt.Fprintf(&b, "kind %s\n", r.Kind)
	line("document", plain.Document)
	for _, e := range plain.Entities {
		line("entity", e)
	}
	for _, m := range plain.Mentions {
		line("open", m)
	}
	for _, f := range plain.Facts {
		line("fact", f)
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "note %s\n", n)
	}
	return b.String()
}

// TestRefused: what cannot be read is refused with the reason.
func TestRefused(t *testing.T) {
	tests := []struct {
		name, data string
		want       Reason
	}{
		{"empty", "", Empty},
		{"space", " \n\t ", Empty},
		{"no letter", "---\n***\n", Empty},
		{"only a header", "address: https://x.example/a\ntitle: A title", Empty},
		{"zero bytes", "abc\x00def", Binary},
		{"a PDF file", "%PDF-1.7 abc", Binary},
		{"UTF-16", "\xff\xfea\x00", Encoding},
		{"Latin-1", "first\ncaf\xe9", Encoding},
		{"a gzip file", "\x1f\x8b\x08\x00abc", Binary},
		{"UTF-16 without a mark", "C\x00o\x00u\x00n\x00c\x00i\x00l\x00", Encoding},
		{"too much text", strings.Repeat("a\n\n", maxText/3+1), TooLarge},
		{"too many paragraphs", strings.Repeat("a\n", maxParagraphs+1), TooLarge},
		{"too much HTML", "<html><body>" + strings.Repeat("<!-- a word -->", maxHTML/15), TooLarge},
		{"too many tags", "<html><body>" + strings.Repeat("<b>", maxTags), TooLarge},
		{"too large", strings.Repeat("a ", MaxBytes), TooLarge},
		{"a paragraph too long", strings.Repeat("word ", 50_000), TooLarge},
		{"scripts only", "<!doctype html><html><script>render('a page of text')</script><body></body></html>", NoText},
		{"a page not found", "<html><body><h1>Page not found</h1><p>Sorry, the page you requested could not be found.</p></body></html>", ErrorPage},
		{"a gate", "democracy.example\nChecking your browser. Verify you are human.", ErrorPage},
		{"encoded twice", "It cost Â£4.2m â€“ less than planned.", Encoding},
		{"JSON cut", `{"releases": [{"ocid": "ocds-1"`, CutJSON},
		{"Welsh", "Mae Cyngor yn cyfarfod ar y dydd hwn. Cytunodd y pwyllgor ar y cynnig ac mae wedi ei dderbyn gan bawb yn y cyfarfod hyn, gyda chyngor i'r aelodau.", Language},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(schema.Domain(), Page{Data: []byte(tt.data)}, Known{})
			var fault *Error
			if !errors.As(err, &fault) || fault.Reason != tt.want {
				t.Fatalf("got %v, %v; want %s", got, err, tt.want)
			}
			if fault.Found == "" || fault.Expected == "" {
				t.Errorf("%v does not say what was found and expected", fault)
			}
		})
	}
}

// TestHTML: what of a page in HTML is text.
func TestHTML(t *testing.T) {
	tests := []struct{ page, want string }{
		{"<p>One <b>bold</b>\nline</p><p>Two<br>three</p>", "One bold line|Two|three"},
		{"<ul><li>First</li><li><p>Second</p></li></ul>", "• First|•|Second"},
		{"<table><tr><td>a</td><td>b</td></tr></table>", "a|b"},
		{"<html><head><title>T</title></head><body><nav>Home</nav><script>x('<p>no</p>')</script><!-- no --><p>Caf&eacute; &amp; tea</p></body></html>", "Café & tea"},
		{"<body><form><h1>Title</h1><p>A page in a form</p></form><form>Search <input></form></body>", "Title|A page in a form"},
		{"<div>a < b and 5 > 4</div>", "a < b and 5 > 4"},
		{"<div><p>no end", "no end"},
		{strings.Repeat("<div>", 10_000) + "deep", ""},
	}
	for _, tt := range tests {
		var got []string
		for l := range strings.SplitSeq(fromHTML(tt.page), "\n") {
			if l = strings.TrimSpace(l); l != "" {
				got = append(got, l)
			}
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%.60s: got %q, want %q", tt.page, strings.Join(got, "|"), tt.want)
		}
	}
}

// TestOneMeeting: both hosts of the service, http and https, give one document.
func TestOneMeeting(t *testing.T) {
	ids := map[string]bool{}
	for _, url := range []string{"http://opencouncil.network/meetings/85", "https://opengovernment.network/meetings/85/", "https://www.opencouncil.network/meetings/85?x=1"} {
		got, err := Read(schema.Domain(), Page{Data: []byte("Subscribe to updates\nSummary\nIt met."), URL: url}, Known{})
		if err != nil {
			t.Fatal(err)
		}
		ids[got.Records[0].Document.ID] = true
	}
	if len(ids) != 1 {
		t.Errorf("one meeting has the documents %v", ids)
	}
	ids = map[string]bool{}
	for _, url := range []string{"http://a.example/ieListDocuments.aspx?CId=1&MId=2&Ver=4", "https://a.example/mod/ieListDocuments.aspx?CommitteeId=1&MeetingId=2&J=1", "https://a.example/ieListDocuments.aspx?MID=2&x=1"} {
		got, err := Read(schema.Domain(), Page{Data: []byte("Agenda\nVenue: Hall"), URL: url}, Known{})
		if err != nil {
			t.Fatal(err)
		}
		ids[got.Records[0].Document.ID] = true
	}
	if len(ids) != 1 {
		t.Errorf("one meeting has the documents %v", ids)
	}
}

// TestCutEnd: a number that is cut off is dropped, not read.
func TestCutEnd(t *testing.T) {
	got := read(t, []byte("address: https://democracy.gateshead.gov.uk/mgAi.aspx?ID=1\n\nAgenda item\nDesk\nMinutes:\nThe cost is £2.5m. The next year it is £1,10"))
	d := digest(t, got)
	if !strings.Contains(d, `"2500000"`) || strings.Contains(d, `"110"`) || strings.Contains(d, `"1"`) && strings.Contains(d, `£1`) {
		t.Error(d)
	}
}

// FuzzRead: no page makes the reader panic, or a record that is none; offsets lie in the text, printed words in their passage.
func FuzzRead(f *testing.F) {
	for _, file := range invented(f) {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("<p>Councillor\u00a0\u200bA B</p> £1 £1 £1"))
	known := Known{Councils: councils.Load(), Names: []Name{{Type: "Project", ID: "project:desk", Text: "Shared Desk"}, {Type: "Supplier", ID: "supplier:a", Text: "A1"}}}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Read(schema.Domain(), Page{Data: data}, known)
		if err != nil {
			var fault *Error
			if !errors.As(err, &fault) || fault.Reason == Unsound {
				t.Fatal(err)
			}
			return
		}
		text, err := decode(data)
		if err != nil {
			t.Fatal(err)
		}
		passages := map[int]record.Passage{}
		for _, p := range got.Records[0].Version.Passages {
			passages[p.Ordinal] = p
			if p.Start < 0 || p.End > len(text) || text[p.Start:p.End] != p.Text || passage.Hash(p.Text) != p.Hash {
				t.Fatalf("passage %d is %q, its offsets say otherwise", p.Ordinal, p.Text)
			}
		}
		for _, fact := range got.Records[0].Facts {
			for _, e := range fact.Evidence {
				for _, printed := range e.Printed {
					if strings.Count(passages[e.Passage].Text, printed) != 1 {
						t.Fatalf("%s prints %q, which does not stand once in %q", fact.Type.Name, printed, passages[e.Passage].Text)
					}
				}
			}
		}
	})
}
