package notice_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
	"councilgraph/ingest"
	"councilgraph/ingest/extract/notice"
	"councilgraph/ingest/record"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

func file(t testing.TB, name string) []byte {
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func ocds(t testing.TB, name string) []*record.Record {
	t.Helper()
	recs, err := notice.OCDS(file(t, name), schema.Domain())
	if err != nil {
		t.Fatal(err)
	}
	return recs
}

func text(t testing.TB, name, url string) *record.Record {
	t.Helper()
	rec, err := notice.Text(file(t, name), url, schema.Domain())
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// outline writes a record's entities and facts, a line each.
func outline(r *record.Record) string {
	var b strings.Builder
	name := map[string]string{}
	for _, e := range r.Entities {
		name[e.ID], name["ref:"+e.Local] = e.Name, e.Name
		fmt.Fprintf(&b, "%s %s", e.Type.Name, e.Name)
		for _, n := range e.Names {
			fmt.Fprintf(&b, " / %s", n.Text)
		}
		b.WriteString("\n")
	}
	for _, f := range r.Facts {
		fmt.Fprintf(&b, "%s", f.Type.Name)
		var cells []string
		for k, v := range f.Fields {
			if k != "wording" && !strings.HasSuffix(k, "_start") && !strings.HasSuffix(k, "_end") && !strings.Contains(strings.ToLower(k), "precision") &&
				!strings.Contains(strings.ToLower(k), "printed") && !strings.Contains(strings.ToLower(k), "taken") {
				cells = append(cells, fmt.Sprintf("%s=%v", k, v))
			}
		}
		for k, refs := range f.Refs {
			var to []string
			for _, ref := range refs {
				to = append(to, name[ref.ID])
			}
			if len(to) > 3 {
				to = []string{fmt.Sprint(len(to))}
			}
			cells = append(cells, k+"="+strings.Join(to, "+"))
		}
		slices.Sort(cells)
		fmt.Fprintf(&b, " %s\n", strings.Join(cells, " "))
	}
	for _, m := range r.Mentions {
		fmt.Fprintf(&b, "open %s %s\n", m.Printed, m.Reason)
	}
	return b.String()
}

// golden holds an outline to a file; with UPDATE=1 it is written.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

func TestOCDS(t *testing.T) {
	for _, name := range []string{"award", "package", "withheld", "life", "records"} {
		var b strings.Builder
		for _, r := range ocds(t, name+".json") {
			fmt.Fprintf(&b, "%s %v\n%s\n", r.Document.ID, r.Document.Fields["url"], outline(r))
		}
		golden(t, name, b.String())
	}
}

func TestText(t *testing.T) {
	golden(t, "framework", outline(text(t, "framework.txt", "https://www.find-tender.service.gov.uk/Notice/000201-2026")))
	golden(t, "dated", outline(text(t, "dated.txt", "https://www.find-tender.service.gov.uk/Notice/000202-2026")))
	golden(t, "awarded", outline(text(t, "awarded.txt", "")))
}

// TestIngested takes every sample in twice: first all is new and nothing refused or held, then all is unchanged.
func TestIngested(t *testing.T) {
	now := value.InstantOf(time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC))
	var clock store.Clock = func() value.Instant {
		now += value.Instant(time.Minute.Microseconds())
		return now
	}
	var known []resolve.KnownName
	for _, n := range seed.Names() {
		known = append(known, resolve.KnownName(n))
	}
	m := schema.Domain()
	service := ingest.New(m, memory.New(m, clock), known)
	records := slices.Concat(ocds(t, "award.json"), ocds(t, "package.json"), ocds(t, "withheld.json"), ocds(t, "life.json"), ocds(t, "records.json"))
	undated := text(t, "framework.txt", "https://www.find-tender.service.gov.uk/Notice/000201-2026")
	day, err := value.ParseDay("2026-03-03") // the page does not print it
	if err != nil {
		t.Fatal(err)
	}
	undated.Document.Fields["date"] = int64(day)
	records = append(records, undated, text(t, "dated.txt", "https://www.find-tender.service.gov.uk/Notice/000202-2026"), text(t, "awarded.txt", ""))
	for round, fates := range [][]resolve.Fate{{resolve.Created, resolve.Updated, resolve.Unchanged}, {resolve.Unchanged}} {
		for _, r := range records {
			data := record.Marshal(r)
			if again, problems := record.Parse("again", data, m); len(problems) > 0 || again.Hash() != r.Hash() {
				t.Fatalf("%s: %v", r.Document.ID, problems)
			}
			res, err := service.Record(context.Background(), "notice", data, false, "")
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range res.Items {
				if !slices.Contains(fates, i.Fate) {
					t.Errorf("round %d, %s: %+v", round+1, r.Document.ID, i)
				}
			}
			if round == 1 && res.RecordedAt != 0 {
				t.Errorf("%s was written again", r.Document.ID)
			}
		}
	}
}

// TestSameRelease: spaces and the order of fields make no other passages, and another amount changes one.
func TestSameRelease(t *testing.T) {
	m := schema.Domain()
	one, err := notice.OCDS([]byte(`{"ocid":"ocds-h6vhtk-1","id":"a","date":"2026-01-02","tender":{"title":"Lamps","value":{"amount":5,"currency":"GBP"}}}`), m)
	if err != nil {
		t.Fatal(err)
	}
	same, err := notice.OCDS([]byte("\uFEFF{ \"releases\" : [ {\"tender\": {\"value\": {\"currency\": \"GBP\", \"amount\": 5}, \"title\": \"Lamps\"},\n\"date\": \"2026-01-02\", \"id\": \"a\", \"ocid\": \"ocds-h6vhtk-1\"}]}"), m)
	if err != nil || same[0].Hash() != one[0].Hash() {
		t.Errorf("another record: %v", err)
	}
	other, err := notice.OCDS([]byte(`{"ocid":"ocds-h6vhtk-1","id":"a","date":"2026-01-02","tender":{"title":"Lamps","value":{"amount":6,"currency":"GBP"}}}`), m)
	if err != nil {
		t.Fatal(err)
	}
	differ := 0
	for i, p := range one[0].Version.Passages {
		if other[0].Version.Passages[i].Hash != p.Hash {
			differ++
		}
	}
	if differ != 1 {
		t.Errorf("%d passages differ", differ)
	}
}

func TestOCDSFaults(t *testing.T) {
	const head = `{"ocid":"ocds-h6vhtk-1","id":"a","date":"2026-01-02",`
	tests := []struct{ data, want string }{
		{"", "notice: found nothing, expected a release or a release package as JSON"},
		{"  \n", "found nothing"},
		{"\x00\xff", "not UTF-8"},
		{"{", "the end of the text, expected the rest of the JSON: it is cut off"},
		{head + "\n\"awards\": [{\"title\": \"Lam", "line 2: awards[0].title: found the end of the text, expected the rest of the JSON: it is cut off"},
		{head + `"parties": [{"id"`, "it is cut off"},
		{`{"ocid" "x"}`, "what is no JSON"},
		{`[1]`, "[0]: found a number, expected a release"},
		{`{"lamps": 1}`, "expected a release (with an ocid)"},
		{`"lamps"`, "found text, expected a release (with an ocid)"},
		{head + `"id":"b"}`, "line 1: id: found the field twice, expected each field once"},
		{head + `"tender":{"title":"a","title":"b"}}`, "tender.title: found the field twice"},
		{`{"ocid":"lamps","id":"a","date":"2026-01-02"}`, `ocid: found "lamps", expected an OCID such as ocds-h6vhtk-064da6`},
		{`{"ocid":"ocds-h6vhtk-1","date":"2026-01-02"}`, "id: found nothing, expected the release's id"},
		{`{"ocid":"ocds-h6vhtk-1","id":"a"}`, "date: found nothing, expected the day of the release"},
		{`{"ocid":"ocds-h6vhtk-1","id":"a","date":"2026-02-30T00:00:00Z"}`, "date: found text \"2026-02-30T00:00:00Z\", expected a day of the calendar"},
		{head + `"tender":7}`, "tender: found a number \"7\", expected an object"},
		{head + `"awards":{}}`, "awards: found an object, expected a list of objects"},
		{head + `"awards":["x"]}`, "awards[0]: found text \"x\", expected an object"},
		{head + `"tag":"award"}`, "tag: found text \"award\", expected a list of texts"},
		{head + `"tender":{"title":{}}}`, "tender.title: found an object, expected text"},
		{head + `"tender":{"value":{"amount":"5","currency":"GBP"}}}`, "tender.value.amount: found text \"5\", expected a number"},
		{head + `"tender":{"value":{"amount":1e999,"currency":"GBP"}}}`, "tender.value.amount: found a number \"1e999\", expected an amount"},
		{head + `"tender":{"value":{"amount":99999999999999999999999,"currency":"GBP"}}}`, "too large"},
		{head + `"tender":{"value":{"amount":1.234,"currency":"GBP"}}}`, "more than 2 decimal places"},
		{head + `"tender":{"value":{"amount":1,"currency":"Lamps"}}}`, "tender.value.currency: found text \"Lamps\""},
		{head + `"tender":{"tenderPeriod":{"endDate":"soon"}}}`, "tender.tenderPeriod.endDate: found text \"soon\", expected a date"},
		{strings.Repeat(`{"a":`, 100), "at most 48 deep"},
		{head + `"x":1} {}`, "more after the JSON's end"},
	}
	for _, tt := range tests {
		recs, err := notice.OCDS([]byte(tt.data), schema.Domain())
		var place *notice.Error
		if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.As(err, &place) || len(recs) > 0 {
			t.Errorf("%.80s\n got %v, %d records\nwant %s", tt.data, err, len(recs), tt.want)
		}
	}
}

// TestOneBadRelease: what is sound in a package stands.
func TestOneBadRelease(t *testing.T) {
	recs, err := notice.OCDS([]byte(`{"releases":[{"ocid":"ocds-h6vhtk-1","id":"a","date":"2026-01-02","tender":{"title":"Lamps"}},{"ocid":7},{"ocid":"ocds-h6vhtk-2","id":"b","date":"2026-01-02"}]}`), schema.Domain())
	if len(recs) != 2 || err == nil || !strings.Contains(err.Error(), "releases[1].ocid") {
		t.Errorf("%d records, %v", len(recs), err)
	}
}

// TestTwoCompanies: one name with two company numbers is two suppliers, and a spelling makes no second one.
func TestTwoCompanies(t *testing.T) {
	recs, err := notice.OCDS([]byte(`{"ocid":"ocds-h6vhtk-1","id":"a","date":"2026-01-02","awards":[{"id":"1","suppliers":[
		{"id":"GB-COH-1","name":"Lamp Ltd"},{"id":"GB-COH-2","name":"LAMP LIMITED"},{"id":"x","name":"lamp ltd."},{"id":"y","name":"N/A"}]}]}`), schema.Domain())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range recs[0].Entities {
		if e.Type.Name == "Supplier" {
			names = append(names, e.Name)
		}
	}
	if got := strings.Join(names, ", "); got != "Lamp Ltd, LAMP LIMITED (2)" {
		t.Errorf("got %s", got)
	}
}

func TestTextFaults(t *testing.T) {
	for data, want := range map[string]string{
		"":                             "found no text",
		"\n \n":                        "found no text",
		"The lamps are lit.":           "found none of the labels of a notice",
		strings.Repeat("a", (4<<20)+1): "expected at most",
	} {
		if _, err := notice.Text([]byte(data), "", schema.Domain()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %s", data, err, want)
		}
	}
}

// TestRealNotices reads the notices in $COUNCILGRAPH_PAGES, which are not in the repository.
func TestRealNotices(t *testing.T) {
	dir := os.Getenv("COUNCILGRAPH_PAGES")
	if dir == "" {
		t.Skip("COUNCILGRAPH_PAGES is not set")
	}
	data, err := os.ReadFile(filepath.Join(dir, "cn-findatender-lewisham-courier-framework.txt"))
	if err != nil {
		t.Fatal(err)
	}
	rec, err := notice.Text(data, "https://www.find-tender.service.gov.uk/Notice/086598-2025", schema.Domain())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "086598-2025", outline(rec))
	// The other is cut within an object.
	data, err = os.ReadFile(filepath.Join(dir, "cn-ocds-dartford-exacom-json.txt"))
	if err != nil {
		t.Fatal(err)
	}
	_, cut, _ := strings.Cut(string(data), "payload\n")
	if _, err := notice.OCDS([]byte(cut), schema.Domain()); err == nil || !strings.Contains(err.Error(), "parties[0].id: found") || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("got %v", err)
	}
}

func FuzzOCDS(f *testing.F) {
	for _, name := range []string{"award.json", "package.json", "withheld.json"} {
		f.Add(file(f, name))
	}
	f.Add([]byte(`{"ocid":"ocds-h6vhtk-1","id":1e3,"date":"2026-01-02","awards":[{"suppliers":[{"name":"A\u0000B"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := schema.Domain()
		recs, _ := notice.OCDS(data, m)
		sound(t, m, recs...)
	})
}

func FuzzText(f *testing.F) {
	f.Add(file(f, "framework.txt"), "https://www.find-tender.service.gov.uk/Notice/000201-2026")
	f.Add(file(f, "awarded.txt"), "")
	f.Fuzz(func(t *testing.T, data []byte, url string) {
		m := schema.Domain()
		if rec, err := notice.Text(data, url, m); err == nil {
			sound(t, m, rec)
		}
	})
}

func sound(t *testing.T, m *schema.Model, recs ...*record.Record) {
	t.Helper()
	for _, r := range recs {
		if again, problems := record.Parse("again", record.Marshal(r), m); len(problems) > 0 || again.Hash() != r.Hash() {
			t.Fatalf("%v", problems)
		}
	}
}
