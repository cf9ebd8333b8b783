package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"councilgraph/ingest/extract"
)

const onePage = "https://opencouncil.network/meetings/900100"

// TestIngestDocument: a page over GraphQL becomes what it becomes from a file; a dry run leaves nothing.
func TestIngestDocument(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "page.txt")
	if err := os.WriteFile(file, []byte(pageText), 0o600); err != nil {
		t.Fatal(err)
	}
	byFile := "sqlite:" + filepath.Join(dir, "file.db")
	if code, _, errs := do(t, "", "ingest", "--store", byFile, "--url", onePage, "--reason", "a test", file); code != 0 {
		t.Fatal(errs)
	}
	if code, out, _ := do(t, "", "ingest", "--store", "sqlite:"+filepath.Join(dir, "dry.db"), "--dry-run", "--url", onePage, file); code != 0 || !strings.Contains(out, "created") {
		t.Error(code, out)
	}
	none := content(t, "sqlite:"+filepath.Join(dir, "none.db"), false)
	sameContent(t, "a dry run of the command", content(t, "sqlite:"+filepath.Join(dir, "dry.db"), false), none)
	onBoth(t, func(t *testing.T, store string) {
		s := serve(t, "--store", store, "--no-seed")
		page := map[string]any{"text": pageText, "url": onePage, "dry": true}
		dry := s.push(t, page)
		if d := dry.Data.IngestDocument; d == nil || d.Counts.Created == 0 || d.Records[0].RecordedAt != nil || d.Kind == nil || *d.Kind != "SUMMARY" {
			t.Fatalf("%+v", dry)
		}
		sameContent(t, "a dry run", content(t, store, false), none)
		if got := s.push(t, map[string]any{"bytes": base64.StdEncoding.EncodeToString([]byte(pageText)), "url": onePage}); got.Data.IngestDocument.Counts != dry.Data.IngestDocument.Counts {
			t.Errorf("%+v", got)
		}
		sameContent(t, "pushed", content(t, store, false), content(t, byFile, false))
	})
}

// TestIngestDocumentRefused: what cannot be read has a code, and nothing of it is kept.
func TestIngestDocumentRefused(t *testing.T) {
	store := "sqlite:" + filepath.Join(t.TempDir(), "graph.db")
	s := serve(t, "--store", store, "--no-seed")
	before := content(t, store, false)
	encoded := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for want, page := range map[string]map[string]any{
		"EMPTY": {"text": ""}, "BINARY": {"bytes": encoded("\x89PNG\x00")}, "ENCODING": {"bytes": encoded("Caf\xe9")},
		"TOO_LARGE": {"text": strings.Repeat("word ", extract.MaxBytes/5+1)}, "NO_TEXT": {"text": "<html><script>council()</script></html>"},
		"CUT_JSON": {"text": `{"releases": [`},
		"LANGUAGE": {"text": strings.Repeat("Mae cyngor y dref wedi cyfarfod ar gyfer y pwyllgor ac mae hyn yn bod gyda ei gilydd. ", 4)},
	} {
		got := s.push(t, page)
		d := got.Data.IngestDocument
		if len(got.Errors) > 0 || d == nil || d.Kind != nil || d.Counts.Refused != 1 || len(d.Records) != 1 || d.Records[0].Document != nil {
			t.Errorf("%s: %+v", want, got)
			continue
		}
		if i := d.Records[0].Items[0]; i.Path != "page" || i.Result != "REFUSED" || i.Fault == nil || *i.Fault != want || !strings.Contains(i.Reason, "expected") {
			t.Errorf("%s: %+v", want, i)
		}
	}
	if got := s.push(t, map[string]any{"bytes": encoded(strings.Repeat("x", 3*extract.MaxBytes))}); *got.Data.IngestDocument.Records[0].Items[0].Fault != "TOO_LARGE" {
		t.Errorf("%+v", got)
	}
	for what, page := range map[string]map[string]any{
		"text or as bytes": {}, "one of them": {"text": "x", "bytes": "eA=="}, "expected base64": {"bytes": "%%%"},
		"expected an address": {"text": "x", "url": "file:///etc/passwd"}, "retrieved": {"text": "x", "retrieved": "yesterday"},
	} {
		if got := s.push(t, page); len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "BAD_USER_INPUT" || !strings.Contains(got.Errors[0].Message, what) {
			t.Errorf("%s: %+v", what, got)
		}
	}
	sameContent(t, "refused pages", content(t, store, false), before)
}

// TestPageKinds: the schema names every kind that pages are told to be.
func TestPageKinds(t *testing.T) {
	store := "sqlite:" + filepath.Join(t.TempDir(), "graph.db")
	s := serve(t, "--store", store, "--no-seed")
	sdl, err := os.ReadFile("../../graph/api_gen.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(sdl), "enum PageKind {")
	kinds, _, _ := strings.Cut(rest, "\n}")
	seen := map[string]bool{}
	for _, page := range inventedPages(t) {
		got := s.push(t, page)
		if d := got.Data.IngestDocument; d == nil || d.Kind == nil || !strings.Contains(kinds+"\n", "\n  "+*d.Kind+"\n") {
			t.Errorf("%+v", got)
		} else {
			seen[*d.Kind] = true
		}
	}
	if len(seen) < 8 {
		t.Errorf("only %v", seen)
	}
}
