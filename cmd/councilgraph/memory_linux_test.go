package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// mostMemory is what a process that takes in may have in memory at most, in KiB.
const mostMemory = 256 << 10

// dense is a page of a meeting with as many names, amounts, dates and events as its size has room for, no two lines alike.
func dense(size int) string {
	var b strings.Builder
	b.WriteString("Subscribe to updates\n\nJoint IT Committee (Brent, Lewisham and Southwark) - Tuesday 8 July 2025 6.00 pm\n\n" +
		"July 8, 2025 View on council website\n\nSummary\n\nThe Joint IT Committee (Brent, Lewisham and Southwark) met on 8 July 2025.\n\n")
	name := func(n int) string { // letters only: a figure is no part of a name
		return "K" + strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(n))
	}
	for n := 0; b.Len() < size; n++ {
		if n%12 == 0 {
			fmt.Fprintf(&b, "\n%s Project Updates\n\n", name(n))
		}
		day := fmt.Sprintf("%d March %d", n%28+1, 2019+n%8)
		switch n % 4 {
		case 0:
			fmt.Fprintf(&b, "• Brent: the contract for %s services was awarded to %s Ltd on %s for £%d,%03d over %d years.\n", name(n), name(n), day, n%900+1, n%1000, n%7+1)
		case 1:
			fmt.Fprintf(&b, "• The committee approved a budget of £%d.%d million for the %s Programme on %s.\n", n%90+1, n%10, name(n), day)
		case 2:
			fmt.Fprintf(&b, "• KPI %s: target %d%%, actual %d.%d%%, reported by %s of %s Ltd.\n", name(n), n%30+70, n%50+40, n%10, name(n), name(n/3))
		case 3:
			fmt.Fprintf(&b, "• Lewisham: procurement complete and contract awarded to %s Limited on %s, hardware worth £%dk.\n", name(n), day, n%900+2)
		}
	}
	return b.String()
}

// peak runs the command in a process of its own, and gives the most memory that it had, in KiB. The system keeps that as long as the
// process runs, so that it is asked again and again; what it tells of one that ended counts in what the tests had.
func peak(t *testing.T, args ...string) (kib int, c *child) {
	t.Helper()
	c = startChild(t, []string{"GOMEMLIMIT="}, args...)
	ended := make(chan struct{})
	go func() {
		_ = c.Wait()
		close(ended)
	}()
	for {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid))
		if _, rest, ok := strings.Cut(string(status), "VmHWM:"); err == nil && ok {
			now := 0
			_, _ = fmt.Sscan(rest, &now)
			kib = max(kib, now)
		}
		select {
		case <-ended:
			return kib, c
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// TestMemory: large pages, what is refused, and many documents after each other: a process stays under its bound.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("a large page takes its time")
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for n := range 8 {
		write(fmt.Sprintf("many/%d.txt", n), fmt.Sprintf("address: https://opencouncil.network/meetings/9%05d\n\n", n)+strings.ReplaceAll(dense(12<<10), "K", "K"+string(rune('a'+n%26))))
	}
	for _, c := range []struct{ what, path, says string }{
		{"a large text", write("large.txt", dense(400<<10)), " created"},
		{"HTML", write("large.html", "<html><body><p>"+strings.ReplaceAll(dense(64<<10), "\n", "</p>\n<p>")+"</p></body></html>"), " created"},
		{"text over the limit", write("over.txt", dense(641<<10)), "(TOO_LARGE)"},
		{"a file over every limit", write("huge.txt", strings.Repeat("a line of a large file\n", 3<<20)), "(TOO_LARGE)"},
		{"lines over the limit", write("lines.txt", strings.Repeat("ab\n", 200_000)), "(TOO_LARGE)"},
		{"tags over the limit", write("tags.html", "<html><body>"+strings.Repeat("<p>", 200_000)), "(TOO_LARGE)"},
		{"a record over the limit", write("over.json", `{"record": 1, "facts": ["`+strings.Repeat("x", 8<<20)+`"]}`), "complete: false"},
		{"a folder", filepath.Join(dir, "many"), "8 documents"},
	} {
		kib, ran := peak(t, "ingest", "--store", "sqlite:"+filepath.Join(t.TempDir(), "x.db"), c.path)
		if out := ran.out.String(); !strings.Contains(out, c.says) {
			t.Errorf("%s: does not say %q: %.500s %.500s", c.what, c.says, out, ran.err.String())
		}
		t.Logf("%s: %d KiB", c.what, kib)
		if kib == 0 || kib > mostMemory {
			t.Errorf("%s takes %d KiB, at most %d are allowed", c.what, kib, mostMemory)
		}
	}
}
