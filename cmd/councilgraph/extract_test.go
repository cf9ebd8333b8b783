package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/ingest/record"
)

const pageText = `Subscribe to updates
You'll receive weekly summaries about Gateshead Council every week.
Audit Committee - Tuesday 13 January 2026 6.30 pm
January 13, 2026 View on council websiteSummary
The Audit Committee of Gateshead Council met on 13 January 2026 and noted the accounts.
Councillor Ivo Marchbank asked about lamps.
`

// TestExtract: what extract prints is a record that ingest takes.
func TestExtract(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "page.txt")
	if err := os.WriteFile(file, []byte(pageText), 0o600); err != nil {
		t.Fatal(err)
	}
	const url = "https://opencouncil.network/meetings/900100"
	code, out, errs := do(t, "", "extract", "--url", url, file)
	if code != 0 {
		t.Fatal(code, errs)
	}
	rec, problems := record.Parse("out", []byte(out), schema.Domain())
	if len(problems) > 0 || rec.Document.ID != "document:opencouncil-network:900100:ai-summary" {
		t.Fatal(problems, rec)
	}
	if code, _, errs := do(t, "", "extract", "--url", "meetings/900100", file); code != 1 || !strings.Contains(errs, `--url: found "meetings/900100"`) {
		t.Errorf("exit %d, %s; want an address that is none refused", code, errs)
	}
	if code, piped, _ := do(t, pageText, "extract", "--url", url, "-"); code != 0 || piped != out {
		t.Error("the page reads otherwise on standard input", code)
	}
}

// TestIngestPages: pages come in beside records; the same page again changes nothing; what cannot be read is refused by itself.
func TestIngestPages(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.txt":     "address: https://opencouncil.network/meetings/900100\n\n" + pageText,
		"empty.txt": " \n",
		"cut.json":  `{"releases": [{"ocid": "ocds-1"`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	store := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
	code, out, errs := do(t, "", "ingest", "--store", store, dir)
	if code != 1 || !strings.Contains(out, "created") || strings.Count(out, "refused ") != 2 {
		t.Fatal(code, out, errs)
	}
	for _, want := range []string{"found nothing, expected text or HTML", "found JSON that ends or breaks in the middle"} {
		if !strings.Contains(out, want) {
			t.Errorf("the output does not say %q:\n%s", want, out)
		}
	}
	code, out, errs = do(t, "", "ingest", "--store", store, "--all", filepath.Join(dir, "a.txt"))
	if code != 0 || strings.Contains(out, "created") || strings.Contains(out, "updated") || strings.Contains(out, "ended") {
		t.Fatal(code, out, errs)
	}
	const invented = "../../ingest/extract/testdata/pages"
	if code, out, errs = do(t, "", "ingest", "--store", store, invented); code != 0 {
		t.Fatal(code, out, errs)
	}
	code, out, errs = do(t, "", "ingest", "--store", store, "--all", invented)
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "unchanged ") && !strings.HasSuffix(line, " unchanged\n") {
			t.Errorf("the same page again: %s", line)
		}
	}
	if code != 0 {
		t.Error(code, errs)
	}
	if code, _, errs = do(t, "", "ingest", "--store", store, "--url", "x.example/1", filepath.Join(dir, "a.txt")); code != 1 || !strings.Contains(errs, `--url: found "x.example/1"`) {
		t.Errorf("exit %d, %s; want an address that is none refused", code, errs)
	}
	if code, _, errs = do(t, "", "ingest", "--store", store, "--url", "https://x.example/", dir); code != 1 || !strings.Contains(errs, "--url names one document") {
		t.Error(code, errs)
	}
}
