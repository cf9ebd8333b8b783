package main

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"councilgraph/ingest/fetch/moderngovtest"
)

// fetching is a graph, a cache and a site to take in, and the flags that name them.
func fetching(t *testing.T, site http.Handler) (flags []string, server *httptest.Server) {
	t.Helper()
	dir := t.TempDir()
	server = httptest.NewServer(site)
	t.Cleanup(server.Close)
	return []string{"ingest", "moderngov", "--store", "sqlite:" + filepath.Join(dir, "graph.db"), "--cache", filepath.Join(dir, "cache"), "--delay", "1ns",
		"--council", "BEN", "--base", server.URL, "--from", "2026-01-01", "--to", "2026-12-31"}, server
}

// query answers a query on the graph that the flags name.
func query(t *testing.T, flags []string, document string) string {
	t.Helper()
	code, out, errs := do(t, document, "export", "--format", "json", flags[2], flags[3])
	if code != 0 {
		t.Fatalf("%s: %s", document, errs)
	}
	return out
}

// TestModerngov: a site comes in as meetings, items, papers, attendance and members; a second time all of it is unchanged.
func TestModerngov(t *testing.T) {
	site := moderngovtest.New()
	flags, _ := fetching(t, site)
	if code, out, errs := do(t, "", append(flags, "--dry-run")...); code != 0 || !strings.Contains(out, "(dry run: nothing was written)") {
		t.Fatalf("dry run: %d %s%s", code, tail(out), errs)
	}
	if _, err := os.Stat(strings.TrimPrefix(flags[3], "sqlite:")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the dry run made the store: %v", err)
	}
	code, out, errs := do(t, "", flags...)
	if code != 0 || strings.Contains(out, "refused") || strings.Contains(out, "held ") || !strings.Contains(out, "in all: 9 documents; ") {
		t.Fatalf("first: %d %s%s", code, tail(out), errs)
	}
	if !strings.Contains(out, "meeting/507: not to be shown") {
		t.Errorf("hidden: %s", out)
	}
	for what, want := range map[string]string{
		`{ councils { nodes { name registerCode hosts } } }`: `{"councils":{"nodes":[{"name":"Brent","registerCode":null,"hosts":"127.0.0.1"`,
		`{ meetings(orderBy: [{name: ASC}]) { nodes { name status start of { ... on Committee { name scope } } } } }`: `{"name":"Audit & Standards Committee, 10 March 2026","status":"HELD","start":"18:30",` +
			`"of":{"name":"Audit & Standards Committee","scope":"brent"}}`,
		`{ meetings(where: {status: {eq: CANCELLED}}) { nodes { name venue } } }`:                                                                                             `"nodes":[{"name":"People's Scrutiny Panel, 12 March 2026","venue":null}]`,
		`{ agendaItems(where: {restricted: {eq: true}}) { nodes { name number ground } } }`:                                                                                   `"nodes":[{"name":"Cyber security update","number":"5","ground":"Exempt under paragraph 7"}]`,
		`{ attendances(where: {status: {eq: PRESENT}}) { nodes { councillor { name } authority } } }`:                                                                         `"nodes":[{"councillor":{"name":"Ada Penhaligon"},"authority":4}]`,
		`{ attendances(where: {status: {eq: LISTED}}) { totalCount } }`:                                                                                                       `"totalCount":2`,
		`{ terms(where: {council: {name: {eq: "brent"}}, party: {eq: "green"}}) { nodes { councillor { name } ward since until evidence(first: 1) { nodes { origin } } } } }`: `{"councillor":{"name":"Beatrix Lowe"},"ward":"Hilltop","since":"2023-11-02","until":null,"evidence":{"nodes":[{"origin":"REGISTER"}]}}`,
		`{ councillors { totalCount } }`: `"totalCount":3`,
		`{ documents(where: {kind: {eq: REPORTS_PACK}}) { nodes { number meeting { name } } } }`: `{"number":"s33002","meeting":{"name":"Audit & Standards Committee, 10 March 2026"}}`,
		`{ passages(where: {text: {contains: "secret"}}) { totalCount } }`:                       `"totalCount":0`,
		`{ passages(where: {text: {contains: "resolved"}}) { nodes { section } } }`:              `"section":"4a Network & telephony contract"`,
	} {
		if got := query(t, flags, what); !strings.Contains(got, want) {
			t.Errorf("%s\n gives %s\n want  %s", what, got, want)
		}
	}
	before := query(t, flags, everything)
	code, out, errs = do(t, "", flags...)
	if code != 0 || strings.Contains(out, "created") || strings.Contains(out, "updated") || strings.Contains(out, "ended") || !strings.Contains(out, " unchanged") {
		t.Errorf("again: %d %s%s", code, tail(out), errs)
	}
	if after := query(t, flags, everything); after != before {
		t.Errorf("again changed\n%s\nto\n%s", before, after)
	}
	// A member leaves, the minutes of June are published: that changes and nothing else.
	site.Set(func(s *moderngovtest.Site) {
		s.Wards[1].Members[0].Name = "Vacancy"
		s.Meetings[1].Minutes = true
	})
	code, out, _ = do(t, "", flags...)
	if code != 0 || !strings.Contains(out, "no longer stated: Beatrix Lowe is a councillor of Brent.") || strings.Count(out, "ended ") > 8 {
		t.Errorf("changed: %d %s", code, out)
	}
	got := query(t, flags, `{ attendances(where: {councillor: {name: {startsWith: "dr owen"}}}) { nodes { status } } }`)
	if !strings.Contains(got, `{"status":"PRESENT"}`) || strings.Contains(got, "LISTED") {
		t.Errorf("after the minutes: %s", got)
	}
}

// TestModerngovStops: a run that is stopped finishes the record at hand, and the next one goes on from there.
func TestModerngovStops(t *testing.T) {
	site := moderngovtest.New()
	ctx, cancel := context.WithCancel(t.Context())
	asked := 0
	flags, _ := fetching(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "GetMeeting") && r.URL.Query().Get("lMeetingId") != "" {
			if asked++; asked == 3 {
				cancel()
				time.Sleep(50 * time.Millisecond)
			}
		}
		site.ServeHTTP(w, r)
	}))
	var out, errs output
	if code := run(ctx, flags, streams{nil, &out, &errs}); code != 1 || !strings.Contains(errs.String(), "goes on where this one was left") {
		t.Fatalf("stopped: %d %s%s", code, out.String(), errs.String())
	}
	if got := query(t, flags, `{ meetings { totalCount } }`); !strings.Contains(got, `"totalCount":2`) {
		t.Errorf("stopped with %s", got)
	}
	before := len(site.Requests())
	code, text, wrong := do(t, "", flags...)
	if code != 0 || !strings.Contains(text, "2 done before") {
		t.Errorf("taken up: %d %s%s", code, tail(text), wrong)
	}
	for _, r := range site.Requests()[before:] {
		if strings.HasSuffix(r, "lMeetingId=501") || strings.HasSuffix(r, "lMeetingId=504") {
			t.Errorf("%s again", r)
		}
	}
	if got := query(t, flags, `{ meetings { totalCount } }`); !strings.Contains(got, `"totalCount":5`) {
		t.Errorf("taken up: %s", got)
	}
	if code, text, _ = do(t, "", flags...); code != 0 || strings.Contains(text, "done before") {
		t.Errorf("a run after the end does all of it: %d %s", code, tail(text))
	}
}

// TestModerngovFaults: a site that is busy, in part or wholly off, or away.
func TestModerngovFaults(t *testing.T) {
	site := moderngovtest.New()
	site.Off = map[string]int{"getallmeetingsbydate": 404, "getcouncillorsbyward": 403}
	flags, server := fetching(t, site)
	if code, out, errs := do(t, "", flags...); code != 0 || !strings.Contains(errs, "no register of councillors") || !strings.Contains(out, "in all: 6 documents") {
		t.Errorf("in part: %d %s%s", code, tail(out), errs)
	}
	site.Set(func(s *moderngovtest.Site) {
		s.Off = map[string]int{"getallmeetingsbydate": 403, "getmeetings": 403, "getcommittees": 403, "getmeeting": 403, "getcouncillorsbyward": 403}
	})
	// Then the site's pages are read: what they say joins the meetings that the service gave before.
	before := query(t, flags, `{ committees { totalCount } meetings { totalCount nodes { id } } }`)
	if code, out, errs := do(t, "", flags...); code != 0 || !strings.Contains(errs, "403") || !strings.Contains(out, "in all: 5 documents") {
		t.Errorf("wholly: %d %s%s", code, tail(out), errs)
	}
	if after := query(t, flags, `{ committees { totalCount } meetings { totalCount nodes { id } } }`); after != before {
		t.Errorf("by pages\n%s\nby the service\n%s", after, before)
	}
	if got := query(t, flags, `{ meeting(id: "meeting:brent:cabinet:2026-03-10:20-00") { documents { totalCount } } }`); !strings.Contains(got, `"totalCount":2`) {
		t.Errorf("the second of the day: %s", got)
	}
	if got := query(t, flags, `{ documents(where: {kind: {ne: REGISTER}, url: {contains: "ieListDocuments"}}) { totalCount nodes { kind } } }`); !strings.Contains(got, `"kind":"MINUTES"`) {
		t.Errorf("pages: %s", got)
	}
	site.Set(func(s *moderngovtest.Site) { s.Robots = "User-agent: *\nDisallow: /" })
	if code, _, errs := do(t, "", flags...); code != 1 || !strings.Contains(errs, "forbidden by robots.txt") {
		t.Errorf("robots: %d %s", code, errs)
	}
	site.Set(func(s *moderngovtest.Site) {
		s.Robots, s.Off = "", map[string]int{"getmeeting": 403, "ielistdocuments.aspx": 404}
	})
	short := append(flags, "--committee", "12")
	if code, out, errs := do(t, "", short...); code != 1 || !strings.Contains(out, "not read") || !strings.Contains(errs, "404") {
		t.Errorf("neither: %d %s%s", code, tail(out), errs)
	}
	server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond) // in the pauses between retries
	defer cancel()
	var out, errs output
	if code := run(ctx, flags, streams{nil, &out, &errs}); code != 1 {
		t.Errorf("away: %d %s", code, errs.String())
	}
}

func TestModerngovUse(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{}, 2, "--council"},
		{[]string{"--council", "XXX"}, 1, "of its site; none fits"},
		{[]string{"--council", "Brent", "--from", "1/2/2026"}, 1, "expected a day of the form 2026-01-31"},
		{[]string{"--council", "BEN", "--from", "2026-02-01", "--to", "2026-01-01"}, 1, "after --to"},
		{[]string{"--council", "BEN", "--committee", "audit"}, 1, "expected a number"},
		{[]string{"--council", "Birmingham"}, 1, "no ModernGov site for Birmingham City Council"},
		{[]string{"--council", "ftp://example.org"}, 1, "expected an address"},
		{[]string{"--council", "https://example.org", "--base", "https://example.org"}, 1, "expected one of them"},
	} {
		code, out, errs := do(t, "", append([]string{"ingest", "moderngov", "--store", "sqlite:" + filepath.Join(dir, "g.db"), "--cache", dir}, c.args...)...)
		if code != c.code || !strings.Contains(errs, c.want) {
			t.Errorf("%v: %d %s%s", c.args, code, out, errs)
		}
	}
}

// TestSite: a site that serves two councils is that of both, whichever was asked for.
func TestSite(t *testing.T) {
	for council, want := range map[string]string{"BEN": "Brent", "London Borough of Brent": "Brent", "ADU": "Adur Worthing", "https://democracy.brent.gov.uk/": "Brent",
		"https://meetings.example.org": "", "https://democracy.somerset.gov.uk": "Somerset"} {
		site, err := (&moderngovCommand{Council: council}).site()
		var got []string
		for _, c := range site.Councils {
			got = append(got, c.Name)
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %v %v", council, got, err)
		}
	}
}

// TestModerngovKnows: the meeting of a committee that the graph knows is that meeting, under whichever name the site has it.
func TestModerngovKnows(t *testing.T) {
	site := moderngovtest.New()
	site.Committees[0].Title = "Joint Committee of the London Boroughs of Brent, Lewisham & Southwark"
	site.Meetings = site.Meetings[:1]
	site.Meetings[0].Date = "2025-11-25"
	flags, _ := fetching(t, site)
	if code, out, errs := do(t, "", "ingest", flags[2], flags[3], "../../seed/72500.yaml", "../../seed/87756.yaml"); code != 0 {
		t.Fatalf("seed: %d %s%s", code, tail(out), errs)
	}
	flags[len(flags)-3] = "2025-01-01"
	if code, out, errs := do(t, "", flags...); code != 0 {
		t.Fatalf("%d %s%s", code, tail(out), errs)
	}
	got := query(t, flags, `{ meetings(where: {date: {eq: "2025-11-25"}}) { nodes { id documents { nodes { kind } } } } committees { totalCount } }`)
	for _, want := range []string{`"id":"meeting:brent-lewisham-southwark:joint-it-committee:2025-11-25"`, `"kind":"AI_SUMMARY"`, `"kind":"REGISTER"`, `"committees":{"totalCount":1}`} {
		if !strings.Contains(got, want) || strings.Count(got, `"id":`) != 1 {
			t.Errorf("%s in %s", want, got)
		}
	}
}
