package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// folder writes files, and gives the folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestIngestFolder: whatever a folder holds, each file has a fate of its own, and the exit code tells that some could not be read.
func TestIngestFolder(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.txt": "address: " + onePage + "\n\n" + pageText, "sub/b.html": "<html><body><p>Some words about a lamp.</p></body></html>",
		"c.png": "\x89PNG\x00", "d.txt": "\x89PNG\x00", "e.txt": "", "notes": "words", ".hidden.txt": "words", ".git/x.txt": "words", "f.yaml": "record: [",
	})
	for name, to := range map[string]string{"loop.txt": "loop.txt", "sub/up": "..", "gone.txt": "nowhere.txt", "link.txt": "a.txt"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	closed := filepath.Join(dir, "sub", "closed.txt")
	if err := os.WriteFile(closed, []byte("words"), 0); err != nil {
		t.Fatal(err)
	}
	store := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
	code, out, errs := do(t, "", "ingest", "--store", store, dir)
	if code != 1 {
		t.Errorf("%d", code)
	}
	for _, want := range []string{"d.txt page: page: found zero bytes", "(BINARY)", "e.txt page: page: found nothing", "(EMPTY)", "f.yaml",
		"in all: "} {
		if !strings.Contains(out, want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
	if !untouched(totals(out)[filepath.Join(dir, "link.txt")]) || !strings.Contains(totals(out)[filepath.Join(dir, "a.txt")], "created") || !strings.Contains(totals(out)[filepath.Join(dir, "sub/b.html")], "created") {
		t.Errorf("%s", out)
	}
	for _, want := range []string{"1 .png", "1 hidden, 1 hidden folder, 1 linked folder, 1 without an ending", "loop.txt", "gone.txt", "b.html: the kind of page is not known"} {
		if !strings.Contains(errs, want) {
			t.Errorf("does not say %q:\n%s", want, errs)
		}
	}
	if _, err := os.ReadFile(closed); err != nil && !strings.Contains(errs, "closed.txt") { // root reads all
		t.Errorf("%s", errs)
	}
	if strings.Contains(out, "hidden.txt") || strings.Contains(out, "x.txt") {
		t.Errorf("hidden files were read:\n%s", out)
	}
	linked := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, linked); err != nil {
		t.Fatal(err)
	}
	if _, again, _ := do(t, "", "ingest", "--store", store, linked); !untouched(totals(again)[filepath.Join(linked, "a.txt")]) {
		t.Errorf("through a link to the folder: %s", again)
	}
}

// stopper ends a context when something is written.
type stopper struct {
	output
	stop context.CancelFunc
}

func (s *stopper) Write(p []byte) (int, error) {
	s.stop()
	return s.output.Write(p)
}

// TestStopped: a run that is stopped finishes the document at hand and says how to go on; the same command does.
func TestStopped(t *testing.T) {
	store := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
	ctx, cancel := context.WithCancel(t.Context())
	out, errs := &stopper{stop: cancel}, &output{}
	code := run(ctx, []string{"ingest", "--store", store, invented}, streams{nil, out, errs})
	if got := totals(out.String()); code != 1 || len(got) != 1 || !strings.Contains(out.String(), "in all: 1 documents") || !strings.Contains(errs.String(), "the same command goes on") {
		t.Fatalf("%d %s%s", code, out.String(), errs.String())
	}
	code, rest, problems := do(t, "", "ingest", "--store", store, invented)
	if code != 0 || !strings.Contains(rest, " created") || !strings.Contains(rest, "in all: ") {
		t.Fatalf("%d %s%s", code, rest, problems)
	}
	whole := "sqlite:" + filepath.Join(t.TempDir(), "y.db")
	if code, _, problems := do(t, "", "ingest", "--store", whole, invented); code != 0 {
		t.Fatal(problems)
	}
	sameContent(t, "stopped and gone on", content(t, store, false), content(t, whole, false))
}

// TestProgress: documents, items, rate, time left; a line of the log where there is no terminal.
func TestProgress(t *testing.T) {
	var log output
	p := newProgress(&log, slog.New(slog.NewTextHandler(&log, nil)))
	p.total, p.items, p.skipped = 10, 40, 2
	p.told = time.Now().Add(-time.Minute)
	p.step()
	if got := log.String(); !strings.Contains(got, "msg=progress") || !strings.Contains(got, "3 of 10 documents, 40 items") {
		t.Errorf("%s", got)
	}
	p.step()
	if strings.Count(log.String(), "\n") != 1 {
		t.Errorf("told too often: %s", log.String())
	}
	p.done = 4
	if got, want := p.line(2*time.Second), "6 of 10 documents, 40 items, 2.0 documents/s, 2s left"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	p.terminal = &log
	p.told = time.Now().Add(-time.Minute)
	p.step()
	p.clear()
	if got := log.String(); !strings.Contains(got, "\r\x1b[K7 of 10 documents") || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("%q", got)
	}
}
