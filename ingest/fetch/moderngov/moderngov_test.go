package moderngov

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/fetch"
	"councilgraph/ingest/fetch/moderngovtest"
	"councilgraph/ingest/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

// open serves a site and gives its service.
func open(t *testing.T, site *moderngovtest.Site) *Service {
	t.Helper()
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	c, err := fetch.New(fetch.Options{Delay: time.Nanosecond, Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	return New(server.URL+site.Base+"/", c)
}

// example is a site whose host is known, so that its records are the same in every run.
func example(codes ...string) Site {
	s := Site{Base: "https://committees.example.org", Table: councils.Load()}
	for _, code := range codes {
		c, _ := s.Table.ByCode(code)
		s.Councils = append(s.Councils, c)
	}
	return s
}

func ids(in []Meeting) (out []string) {
	for _, m := range in {
		out = append(out, m.ID)
	}
	return out
}

// TestList: every way to find the meetings gives the same ones, whichever of them the site offers.
func TestList(t *testing.T) {
	march := Query{From: "2026-03-01", To: "2026-03-31"}
	for name, tt := range map[string]struct {
		set   func(*moderngovtest.Site)
		q     Query
		want  []string
		pages bool
		asked int // requests
	}{
		"all at once":           {nil, march, []string{"501", "504", "505", "503", "507"}, false, 1},
		"0 means all":           {func(s *moderngovtest.Site) { s.All = "0" }, march, []string{"501", "504", "505", "503", "507"}, false, 2},
		"no committee means it": {func(s *moderngovtest.Site) { s.All = "x" }, march, []string{"501", "504", "505", "503", "507"}, false, 6},
		"one committee":         {nil, Query{"14", "2025-01-01", "2026-12-31"}, []string{"506", "504", "505"}, false, 2},
		"nothing then":          {nil, Query{From: "2030-01-01", To: "2030-12-31"}, nil, false, 6},
		"wrapped":               {func(s *moderngovtest.Site) { s.Wrapped = true }, march, []string{"501", "504", "505", "503", "507"}, false, 1},
		"by date is off": {func(s *moderngovtest.Site) { s.Off = map[string]int{"getallmeetingsbydate": 500} }, march,
			[]string{"501", "504", "505", "503", "507"}, false, 6},
		"all is off": {func(s *moderngovtest.Site) {
			s.Off = map[string]int{"getallmeetingsbydate": 403, "getmeetings": 500, "getcommittees": 403}
		}, march, []string{"501", "504", "505", "503"}, true, 7},
		"error pages": {func(s *moderngovtest.Site) {
			s.Off = map[string]int{"getallmeetingsbydate": 200, "getmeetings": 200, "getcommittees": 200}
		}, march, []string{"501", "504", "505", "503"}, true, 7},
		"cut answers": {func(s *moderngovtest.Site) { s.Cut = true }, march, []string{"501", "504", "505", "503"}, true, 7},
		"one committee by pages": {func(s *moderngovtest.Site) { s.Off = map[string]int{"getmeetings": 404} }, Query{"11", "2026-03-01", "2026-03-31"},
			[]string{"501"}, true, 4},
		"a path before the pages": {func(s *moderngovtest.Site) { s.Base = "/moderngov" }, march, []string{"501", "504", "505", "503", "507"}, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			site := moderngovtest.New()
			if tt.set != nil {
				tt.set(site)
			}
			l, err := open(t, site).List(t.Context(), tt.q)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(ids(l.Meetings), tt.want) || l.ByPages != tt.pages {
				t.Errorf("%v by pages %v, want %v %v", ids(l.Meetings), l.ByPages, tt.want, tt.pages)
			}
			if got := site.Requests(); len(got) != tt.asked {
				t.Errorf("%d requests, want %d: %s", len(got), tt.asked, strings.Join(got, "\n"))
			}
			for _, m := range l.Meetings {
				want := map[string]string{"505": "20:00"}[m.ID]
				if tt.want != nil && l.Occasions[m.ID] != want {
					t.Errorf("%s has the occasion %q, want %q", m.ID, l.Occasions[m.ID], want)
				}
				if m.Committee == "" || m.CommitteeID == "" || strings.Contains(m.Committee, "&amp;") || strings.Contains(m.Committee, "&#") {
					t.Errorf("%+v", m)
				}
			}
		})
	}
}

// TestDaysAreBritish: a service that does not understand a day answers with everything, and what was not asked for is left out.
func TestDaysAreBritish(t *testing.T) {
	site := moderngovtest.New()
	s := open(t, site)
	if _, err := s.AllMeetings(t.Context(), "2026-03-01", "2026-03-31"); err != nil {
		t.Fatal(err)
	}
	if got := site.Requests()[0]; !strings.Contains(got, "sFromDate=01%2F03%2F2026&sToDate=31%2F03%2F2026") {
		t.Errorf("asked %s", got)
	}
	everything := []Meeting{{ID: "1", Date: "2020-01-01"}, {ID: "2", Date: "2026-03-02"}, {ID: "3"}}
	if got := ids(within(everything, "2026-03-01", "2026-03-31")); !slices.Equal(got, []string{"2"}) {
		t.Errorf("%v", got)
	}
}

func TestMeetingFaults(t *testing.T) {
	site := moderngovtest.New()
	s := open(t, site)
	if _, _, err := s.Meeting(t.Context(), "999"); !errors.Is(err, ErrOff) {
		t.Errorf("one that is not there: %v", err)
	}
	if _, _, err := s.Meeting(t.Context(), "501"); err != nil {
		t.Errorf("one that fails does not turn the method off: %v", err)
	}
	for range 5 {
		_, _, _ = s.Meeting(t.Context(), "999")
	}
	if got := len(site.Requests()); got != 5 {
		t.Errorf("%d requests: after three in a row that it does not give, the method is not asked any more", got)
	}
	s = open(t, site)
	site.Set(func(s *moderngovtest.Site) { s.Cut = true })
	if _, _, err := s.Meeting(t.Context(), "501"); !errors.Is(err, ErrAnswer) {
		t.Errorf("cut: %v", err)
	}
	for name, d := range map[string]*Detail{"hidden": {ID: "1", Date: "2026-03-01", Hidden: true}, "no date": {ID: "1"}} {
		if _, err := example("BEN").MeetingDraft(Meeting{ID: "1", Committee: "C"}, d, "", "u"); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := example("BEN").MeetingDraft(Meeting{ID: "1"}, &Detail{ID: "1", Date: "2026-03-01"}, "", "u"); err == nil || !strings.Contains(err.Error(), "found no committee") {
		t.Errorf("no committee: %v", err)
	}
}

// shown writes a record out for people.
func shown(rec *record.Record) string {
	var b strings.Builder
	fmt.Fprintf(&b, "document %s %v\n", rec.Document.ID, rec.Document.Fields)
	for _, p := range rec.Version.Passages {
		fmt.Fprintf(&b, "%3d %-9s %s\n", p.Ordinal, p.Kind, p.Text)
	}
	for _, e := range rec.Entities {
		fmt.Fprintf(&b, "%s %q", cmp.Or(e.ID, "ref:"+e.Local), e.Name)
		for _, n := range e.Names {
			fmt.Fprintf(&b, " %s %q", n.Kind, n.Text)
		}
		fmt.Fprintf(&b, " %v\n", e.Fields)
	}
	for _, m := range rec.Mentions {
		fmt.Fprintf(&b, "open %q %s: %s\n", m.Printed, m.Reason, m.Note)
	}
	for _, f := range rec.Facts {
		fmt.Fprintf(&b, "%s: %s", f.Type.Name, f.Fields["wording"])
		if when := f.Fields["when_text"]; when != nil {
			fmt.Fprintf(&b, " [%s]", when)
		}
		for _, e := range f.Evidence {
			fmt.Fprintf(&b, " %d%q", e.Passage, e.Printed)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; -update writes it anew:\n%s", file, got)
	}
}

var at = time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)

// TestRecords: what a meeting, before and after its minutes, and a register come to.
func TestRecords(t *testing.T) {
	s := open(t, moderngovtest.New())
	listing, err := s.List(t.Context(), Query{From: "2026-01-01", To: "2026-12-31"})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range listing.Meetings {
		if m.ID == "507" {
			continue // hidden
		}
		detail, r, err := s.Meeting(t.Context(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		draft, err := example("BEN").MeetingDraft(m, detail, listing.Occasions[m.ID], "https://committees.example.org/"+m.ID)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := draft.Record(schema.Domain(), at)
		if err != nil {
			t.Fatal(err)
		}
		if rec.Document.ID != draft.Document || rec.Version.Hash != draft.Hash || strings.Contains(string(record.Marshal(rec)), "nobody may see") {
			t.Errorf("%s: %+v", m.ID, draft)
		}
		if !strings.HasSuffix(r.URL, "GetMeeting?lMeetingId="+m.ID) {
			t.Errorf("read at %s", r.URL)
		}
		golden(t, m.ID+".golden", shown(rec))
	}
	members, r, err := s.Councillors(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(fmt.Sprint(members), "Secret Street") || !strings.Contains(string(r.Body), "Secret Street") {
		t.Errorf("home addresses: %+v", members)
	}
	var out strings.Builder
	for _, draft := range example("BEN").CouncillorDrafts(members, "https://committees.example.org/members") {
		rec, err := draft.Record(schema.Domain(), at)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Secret", "@example.org", "01632", "VACAN", "Vacancy"} {
			if strings.Contains(string(record.Marshal(rec)), word) {
				t.Errorf("%s stands in the record", word)
			}
		}
		out.WriteString(shown(rec))
	}
	golden(t, "councillors.golden", out.String())
}

// TestAttendance: how a line of the list is told, before and after the minutes are published.
func TestAttendance(t *testing.T) {
	for printed, want := range map[string][2]string{"Expected": {"LISTED", "LISTED"}, "": {"LISTED", "LISTED"}, "Present": {"LISTED", "PRESENT"},
		"Present, as expected": {"LISTED", "PRESENT"}, "In attendance": {"LISTED", "PRESENT"}, "Present as substitute": {"LISTED", "SUBSTITUTE"},
		"Apologies, sent representative": {"APOLOGIES", "APOLOGIES"}, "Absent": {"", ""}, "Not present": {"", ""}, "No information recorded": {"LISTED", "LISTED"}} {
		for i, minutes := range []bool{false, true} {
			if got := (&meetingDraft{detail: &Detail{Minutes: minutes}}).status(printed); got != want[i] {
				t.Errorf("%q, minutes %v: %q, want %q", printed, minutes, got, want[i])
			}
		}
	}
	draft, err := example("BEN").MeetingDraft(Meeting{ID: "1", Committee: "C"}, &Detail{Date: "2026-03-10", Attendees: []Attendee{
		{ID: "1", Name: "Councillor Jo Hale", Role: "Chair"}, {ID: "1", Name: "Cllr Jo Hale", Role: "Member"}, {ID: "2", Name: "Councillor Jo Hale", Role: "Member"},
	}}, "", "u")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := draft.Record(schema.Domain(), at)
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(rec); strings.Count(got, "ref:councillor-jo-hale ") != 1 || strings.Count(got, "AMBIGUOUS") != 1 || strings.Count(got, "is listed as Member") != 1 {
		t.Error(got)
	}
}

// TestSharedSite: where a site serves two councils, nothing says whose its members are: terms stand without a council.
func TestSharedSite(t *testing.T) {
	s := open(t, moderngovtest.New())
	wards, _, err := s.Councillors(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	detail, _, err := s.Meeting(t.Context(), "501")
	if err != nil {
		t.Fatal(err)
	}
	for _, site := range []Site{example("ADU", "WOT"), example()} {
		drafts := site.CouncillorDrafts(wards, "u")
		draft, err := site.MeetingDraft(Meeting{ID: "501", Committee: "Audit Committee"}, detail, "", "u")
		if err != nil {
			t.Fatal(err)
		}
		terms := 0
		for _, d := range append(drafts, draft) {
			rec, err := d.Record(schema.Domain(), at)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range rec.Entities {
				if e.Type.Name == "Council" {
					t.Errorf("%s is named by nothing", e.ID)
				}
			}
			for _, f := range rec.Facts {
				if f.Type.Name == "Term" {
					if terms++; len(f.Refs["council"]) > 0 {
						t.Errorf("a council in %s", f.Fields["wording"])
					}
				}
			}
		}
		if terms != 6 { // three in the register, three in the list
			t.Errorf("%d terms", terms)
		}
	}
}

// TestBody: whose committee it is.
func TestBody(t *testing.T) {
	for _, tt := range []struct {
		codes, title, scope, name string
		of                        int
	}{
		{"BEN", "Audit Committee", "brent", "Audit Committee", 1},
		{"BEN", "Joint Committee of the London Boroughs of Brent, Lewisham and Southwark", "brent-lewisham-southwark", "Joint Committee", 3},
		{"SWK", "Joint IT Committee (Brent, Lewisham and Southwark)", "brent-lewisham-southwark", "Joint IT Committee", 3},
		{"BEN", "Cabinet (Hackney Road)", "brent", "Cabinet (Hackney Road)", 1}, // a street is no partner
		{"ADU WOT", "Adur Planning Committee", "adur", "Adur Planning Committee", 1},
		{"ADU WOT", "Joint Strategic Committee", "adur-worthing", "Joint Strategic Committee", 0},
		{"ADU WOT", "Audit Committee", "adur-worthing", "Audit Committee", 0}, // candidates, not an answer
		{"", "Audit Committee", "committees-example-org", "Audit Committee", 0},
	} {
		b := example(strings.Fields(tt.codes)...).body(tt.title)
		if b.scope != tt.scope || b.name != tt.name || len(b.of) != tt.of {
			t.Errorf("%s at %s: %+v", tt.title, tt.codes, b)
		}
	}
}

// TestKnown: a committee that the graph knows by another name keeps its id, and so do its meetings.
func TestKnown(t *testing.T) {
	site := example("BEN")
	site.Known = func(name, scope string) string {
		if scope == "brent-lewisham-southwark" && strings.HasPrefix(name, "Joint Committee of") {
			return "committee:brent-lewisham-southwark:joint-it-committee"
		}
		return ""
	}
	draft, err := site.MeetingDraft(Meeting{ID: "9", Committee: "Joint Committee of the London Boroughs of Brent, Lewisham and Southwark"}, &Detail{Date: "2025-11-25"}, "", "u")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := draft.Record(schema.Domain(), at)
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(rec); !strings.Contains(got, "\nmeeting:brent-lewisham-southwark:joint-it-committee:2025-11-25 ") ||
		!strings.Contains(got, `Membership: Lewisham is one of the councils that the committee is of. 3["Lewisham"]`) {
		t.Error(got)
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{"Councillor Ada Penhaligon": "Ada Penhaligon", "Cllr Dr Owen O'Dowd": "Dr Owen O'Dowd",
		"County Councillor  B  Lowe": "B Lowe", "Y Cynghorydd Nia Rees": "Nia Rees", "Ada Penhaligon": "Ada Penhaligon", "Councillor": "Councillor"} {
		if got, _ := Bare(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	for name, want := range map[string]bool{"Vacancy": true, "Councillor Vacancy": true, "VACANT SEAT": true, "(vacant)": true, "TBC": true, "": true,
		"Seat vacant": true, "Councillor Vacek": false, "Ann Vacancio": false} {
		if Vacant(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestTimes(t *testing.T) {
	for s, want := range map[string]string{"10.00 am": "10:00", "6.30 pm": "18:30", "7.30pm": "19:30", "10.00 a.m.": "10:00", "18:00:00": "18:00", "Noon": "12:00",
		"12.00 am": "", "12.15 pm": "12:15", "2 pm": "14:00", "00:00": "", "25.00": "", "13.00 pm": "", "7": "", "": "", "On the rising of Council": ""} {
		if got := parseClock(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]Date{"08/07/2025": "2025-07-08", " 08/07/2025 18:00:00": "2025-07-08", "2025-07-08T00:00:00": "2025-07-08",
		"31/02/2025": "", "07/13/2025": "", "unspecified": "", "": ""} {
		if got := ParseDate(s); got != want {
			t.Errorf("%q: %q", s, got)
		}
	}
	for s, want := range map[string]Date{"8 Jul 2025 6.00 pm": "2025-07-08", "Tuesday, 11th November, 2025 7.00 pm": "2025-11-11", "31 Feb 2025": "", "2025": ""} {
		if got := findDate(s); got != want {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestText(t *testing.T) {
	for s, want := range map[string][]string{
		"&lt;p&gt;Ada&amp;#39;s report&lt;/p&gt;&lt;p&gt;&amp;nbsp;&lt;/p&gt;": {"Ada's report"},
		"<p>a <b>b</b><br>c</p>":                    {"a b", "c"},
		"<style>p {}</style><p>3 < 4 and 5 > 2</p>": {"3 < 4 and 5 > 2"},
		"": nil,
	} {
		if got := lines(s); !slices.Equal(got, want) {
			t.Errorf("%s: %q", s, got)
		}
	}
	for name, xml := range map[string]string{
		"latin":     "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><committees><committee><committeeid>1</committeeid><committeetitle>Caf\xe9</committeetitle></committee></committees>",
		"control":   "<committees><committee><committeeid> 1</committeeid><committeetitle>Caf\x0b&#x1;&eacute;</committeetitle></committee></committees>",
		"between":   "<committees>a<committee>b<committeeid>1</committeeid>c<committeetitle>Ca<b>d<i>e</i></b>fé</committeetitle></committee>g</committees>",
		"namespace": `<x:Committees xmlns:x="u"><x:Committee><x:CommitteeID>1</x:CommitteeID><x:CommitteeTitle>Caf&amp;eacute;</x:CommitteeTitle></x:Committee></x:Committees>`,
	} {
		got, err := ParseCommittees([]byte(xml))
		if err != nil || len(got) != 1 || got[0].ID != "1" || strings.ReplaceAll(got[0].Title, " ", "") != "Café" {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	for name, xml := range map[string]string{"empty": "", "text": "no", "cut": "<committees><committee>", "other": "<html></html>", "deep": strings.Repeat("<a>", 100),
		"encoding": `<?xml version="1.0" encoding="ebcdic"?><committees/>`, "entities": `<!DOCTYPE a [<!ENTITY b "c">]><committees>&b;`} {
		if _, err := ParseCommittees([]byte(xml)); !errors.Is(err, ErrAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzMeeting: whatever an answer holds, it is refused or makes a sound record.
func FuzzMeeting(f *testing.F) {
	server := httptest.NewServer(moderngovtest.New())
	defer server.Close()
	c, err := fetch.New(fetch.Options{Delay: time.Nanosecond, Retries: -1})
	if err != nil {
		f.Fatal(err)
	}
	for _, address := range []string{"GetMeeting?lMeetingId=501", "GetMeeting?lMeetingId=503", "GetCouncillorsByWard", "GetCommittees", "GetMeetings?lCommitteeId=0",
		"GetAllMeetingsByDate?lCommitteeId=-1"} {
		r, err := c.Get(f.Context(), server.URL+"/mgWebService.asmx/"+address)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(r.Body)
	}
	r, err := c.Get(f.Context(), server.URL+"/ieListMeetings.aspx?CId=11")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(r.Body)
	m := schema.Domain()
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = ParseCommittees(data)
		_, _ = ParseMeetings(data)
		_, _ = ParseMeetingsByDate(data)
		committeesOf(data)
		meetingsOf(data, Committee{ID: "11", Title: "C"})
		var drafts []*Draft
		if d, err := ParseMeeting(data); err == nil {
			if draft, err := example("BEN").MeetingDraft(Meeting{ID: "501", Committee: "Audit", Date: "2026-03-10"}, d, "", "https://example.org"); err == nil {
				drafts = append(drafts, draft)
			}
		}
		if all, err := ParseCouncillors(data); err == nil {
			drafts = append(drafts, example("BEN").CouncillorDrafts(all, "https://example.org")...)
		}
		for _, draft := range drafts {
			if _, err := draft.Record(m, at); err != nil && len(data) < 5_000 { // a longer one may hold values that no record takes
				t.Error(err)
			}
		}
	})
}
