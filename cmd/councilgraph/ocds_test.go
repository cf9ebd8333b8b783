package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/ingest/fetch"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

// titles reads of each release its title alone.
func titles(data []byte, m *schema.Model) ([]*record.Record, error) {
	var in struct {
		Releases []struct{ OCID, Title, Date string }
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, err
	}
	var out []*record.Record
	for _, r := range in.Releases {
		if r.Title == "" {
			return nil, errors.New("found a release without a title, expected one")
		}
		p := passage.Passage{Hash: passage.Hash(r.Title)}
		text := fmt.Sprintf(`{"record":1,"document":{"service":"example.org","number":%q,"kind":"CONTRACT_NOTICE","authority":4,"title":%q,"date":%q},
			"version":{"hash":%q,"passages":[{"ordinal":1,"kind":"PARAGRAPH","hash":%q,"text":%q}]},"complete":true,"reader":{"origin":"RULE"},
			"entities":[{"type":"Contract","name":%q,"mentions":[{"at":1,"printed":%q}]}],"mentions":[],"facts":[]}`,
			r.OCID, r.Title, r.Date, passage.VersionHash([]passage.Passage{p}), p.Hash, r.Title, r.Title, r.Title)
		rec, problems := record.Parse("release", []byte(text), m)
		if len(problems) > 0 {
			return nil, problems[0]
		}
		out = append(out, rec)
	}
	return out, nil
}

// packages serves three packages of two releases each.
func packages(asked func(n string)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := r.URL.Query().Get("cursor")
		next := map[string]string{"": "b", "b": "c"}[n]
		if r.URL.Path != "/packages" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		asked(n)
		link := ""
		if next != "" {
			link = "/packages?cursor=" + next
		}
		fmt.Fprintf(w, `{"releases":[{"ocid":"ocds-%[1]s1","title":"Laptops %[1]s","date":"2026-03-02"},{"ocid":"ocds-%[1]s2","title":"Network %[1]s","date":"2026-03-02"}],
			"links":{"next":%[2]q}}`, n+"x", link)
	})
}

// TestOCDSRun: all packages of a list come in, one that is stopped is taken up, and again nothing changes.
func TestOCDSRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var seen []string
	server := httptest.NewServer(packages(func(n string) {
		if seen = append(seen, n); len(seen) == 2 {
			cancel()
			time.Sleep(20 * time.Millisecond)
		}
	}))
	defer server.Close()
	dir := t.TempDir()
	flags := takeFlags{storeFlag: storeFlag{Store: "sqlite:" + filepath.Join(dir, "graph.db")}}
	source := sourceFlags{Cache: filepath.Join(dir, "cache"), Delay: time.Nanosecond}
	walk := func(ctx context.Context, dry bool) (string, string, error) {
		t.Helper()
		var out, errs output
		s, err := flags.open(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var client *fetch.Client
		r := &ocdsRun{taker: flags.taker(streams{nil, &out, &errs}, slog.New(slog.DiscardHandler), newService(s)), read: titles}
		if client, r.journal, err = source.client(); err != nil {
			t.Fatal(err)
		}
		defer r.journal.Close()
		r.DryRun = dry
		err = r.list(ctx, client, server.URL+"/packages")
		return out.String(), errs.String(), err
	}
	if out, errs, err := walk(ctx, false); !errors.Is(err, exitCode(1)) || !strings.Contains(out, "in all: 2 documents") || !strings.Contains(errs, "goes on where") {
		t.Fatalf("stopped: %v %s%s", err, out, errs)
	}
	if out, errs, err := walk(t.Context(), true); err != nil || !strings.Contains(out, "in all: 4 documents") || !strings.Contains(errs, "going on at") {
		t.Errorf("dry: %v %s%s", err, out, errs)
	}
	if out, _, err := walk(t.Context(), false); err != nil || !strings.Contains(out, "in all: 4 documents; 8 created") {
		t.Errorf("taken up: %v %s", err, out)
	}
	if out, _, err := walk(t.Context(), false); err != nil || !strings.Contains(out, "in all: 6 documents; 12 unchanged") {
		t.Errorf("again: %v %s", err, out)
	}
	if got := strings.Join(seen, ","); got != ",b,b,c,b,c,,b,c" {
		t.Errorf("asked for %s", got)
	}
	file := filepath.Join(dir, "package.json")
	for text, want := range map[string]string{
		`{"releases":[{"ocid":"f","title":"Printers","date":"2026-03-02"}]}`: "",
		`{"releases":[{"ocid":"f"}]}`:                                        "documents not read: 1",
		`{"releases":[`:                                                      "not an OCDS release package",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs output
		s, err := flags.open(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		err = (&ocdsRun{taker: flags.taker(streams{nil, &out, &errs}, slog.New(slog.DiscardHandler), newService(s)), read: titles}).file(t.Context(), file)
		s.Close()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error()+errs.String(), want)) {
			t.Errorf("%s: %v %s", text, err, errs.String())
		}
	}
}

// notices are two releases of one process, the second with the award.
const notices = `{"uri":"https://notices.example.org/1","publishedDate":"2026-03-03T09:00:00Z","releases":[
	{"ocid":"ocds-h6vhtk-0a1b2c","id":"000101-2026","date":"2026-02-02T09:00:00Z","tag":["tender"],
	"parties":[{"id":"GB-PPON-1","name":"London Borough of Brent","roles":["buyer"]}],"buyer":{"id":"GB-PPON-1","name":"London Borough of Brent"},
	"tender":{"id":"t","title":"Network switches","status":"active","value":{"amount":250000,"currency":"GBP"}}},
	{"ocid":"ocds-h6vhtk-0a1b2c","id":"000202-2026","date":"2026-03-02T09:00:00Z","tag":["award"],
	"parties":[{"id":"GB-PPON-1","name":"London Borough of Brent","roles":["buyer"]},
		{"id":"GB-COH-01234567","name":"Quayside Networks Limited","identifier":{"scheme":"GB-COH","id":"01234567"},"roles":["supplier"]}],
	"buyer":{"id":"GB-PPON-1","name":"London Borough of Brent"},"tender":{"id":"t","title":"Network switches"},
	"awards":[{"id":"a","title":"Network switches","status":"active","date":"2026-02-27T00:00:00Z","value":{"amount":240000,"currency":"GBP"},
		"suppliers":[{"id":"GB-COH-01234567","name":"Quayside Networks Limited"}]}]}],"links":{}}`

// TestOCDS: the command takes in a list of packages, and the same ones from a file change nothing more.
func TestOCDS(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/packages" {
			fmt.Fprint(w, notices)
			return
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	defer server.Close()
	dir := t.TempDir()
	flags := []string{"ingest", "ocds", "--store", "sqlite:" + filepath.Join(dir, "graph.db"), "--cache", filepath.Join(dir, "cache"), "--delay", "1ns"}
	code, out, errs := do(t, "", append(flags, server.URL+"/packages")...)
	if code != 0 || !strings.Contains(out, "in all: 2 documents; ") || strings.Contains(out, "refused") {
		t.Fatalf("%d %s%s", code, out, errs)
	}
	got := query(t, flags, `{ contractEvents(where: {kind: {eq: AWARDED}}) { nodes { supplier { name companyNumber } buyers { nodes { name } } amount { amount } } } documents { totalCount } }`)
	if !strings.Contains(got, `"supplier":{"name":"Quayside Networks Limited","companyNumber":"01234567"}`) || !strings.Contains(got, `"amount":"240000"`) || !strings.Contains(got, `"totalCount":2`) {
		t.Errorf("%s", got)
	}
	if code, out, errs = do(t, "", append(flags, server.URL+"/packages")...); code != 0 || strings.Contains(out, "created") || strings.Contains(out, "updated") {
		t.Errorf("again: %d %s%s", code, tail(out), errs)
	}
	file := filepath.Join(dir, "package.json")
	if err := os.WriteFile(file, []byte(notices), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs = do(t, "", append(flags, file)...); code != 0 || strings.Contains(out, "created") || strings.Contains(out, "updated") {
		t.Errorf("from a file: %d %s%s", code, tail(out), errs)
	}
	for args, want := range map[string]string{filepath.Join(dir, "none.json"): "none.json", server.URL + "/nothing": "404"} {
		if code, _, errs := do(t, "", append(flags, args)...); code != 1 || !strings.Contains(errs, want) {
			t.Errorf("%s: %d %s", args, code, errs)
		}
	}
}
