package main

import (
	"flag"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var (
	kills     = flag.Int("kills", 5, "how often TestKilled kills an ingest")
	killPages = flag.String("kill-pages", invented, "the folder that TestKilled takes in")
)

// TestKilled: wherever an ingest of many documents is killed, each of them is wholly there or not at all, and the same command completes
// the graph that it would have made undisturbed.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	begun := time.Now()
	calm := startChild(t, nil, "ingest", "--store", "sqlite:"+filepath.Join(dir, "calm.db"), *killPages)
	if calm.code() != 0 {
		t.Fatal(calm.err.String())
	}
	lasts, told := time.Since(begun), totals(calm.out.String())
	want := content(t, "sqlite:"+filepath.Join(dir, "calm.db"), true)
	if len(told) < 10 {
		t.Fatalf("only %d documents: %s", len(told), calm.out.String())
	}
	killed, between := 0, 0
	for round := 0; killed < *kills; round++ {
		store := "sqlite:" + filepath.Join(t.TempDir(), "killed.db")
		for range min(5, *kills-killed) {
			c := startChild(t, nil, "ingest", "--store", store, *killPages)
			time.Sleep(rand.N(lasts))
			_ = c.Process.Kill() // it may be done
			if c.code() == -1 {
				killed++
			}
		}
		c := startChild(t, nil, "ingest", "--store", store, *killPages)
		if code := c.code(); code != 0 {
			t.Fatalf("the run after the kills ends with %d: %s", code, c.err.String())
		}
		for name, counts := range totals(c.out.String()) {
			if untouched(counts) {
				between++
			} else if counts != told[name] {
				t.Errorf("%s after the kills: %s; undisturbed: %s", name, counts, told[name])
			}
		}
		sameContent(t, "after the kills", content(t, store, true), want)
		if strings.Contains(c.err.String(), "level=ERROR") {
			t.Error(c.err.String())
		}
	}
	t.Logf("%d kills, %d documents were there before the last run", killed, between)
}
