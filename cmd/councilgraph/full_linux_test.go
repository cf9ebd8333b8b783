package main

import (
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// mayGrowTo is how large the files of a child process may become, in bytes: a disk that is full.
const mayGrowTo = "TEST_COUNCILGRAPH_FILE_LIMIT"

func init() {
	limit, err := strconv.ParseUint(os.Getenv(mayGrowTo), 10, 64)
	if err != nil {
		return
	}
	signal.Ignore(syscall.SIGXFSZ) // the write fails, as on a full disk
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		panic(err)
	}
}

// TestFullDisk: an ingest that finds the disk full says so with a code, and leaves whole documents; with more room the same command
// completes the graph.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	calm, store := "sqlite:"+filepath.Join(dir, "calm.db"), "sqlite:"+filepath.Join(dir, "full.db")
	if code, _, errs := do(t, "", "ingest", "--store", calm, invented); code != 0 {
		t.Fatal(errs)
	}
	info, err := os.Stat(filepath.Join(dir, "calm.db"))
	if err != nil {
		t.Fatal(err)
	}
	stopped := 0
	for share := int64(1); share < 10; share++ {
		c := startChild(t, []string{mayGrowTo + "=" + strconv.FormatInt(info.Size()*share/10, 10)}, "ingest", "--store", store, invented)
		if c.code() == 0 {
			continue // what is left to write fits
		}
		stopped++
		if errs := c.err.String(); c.code() != 1 || !strings.Contains(errs, "UNAVAILABLE, retryable") || (c.out.Len() > 0) != strings.Contains(c.out.String(), "in all: ") {
			t.Fatalf("%d %s%s", c.code(), c.out.String(), errs)
		}
	}
	if stopped == 0 {
		t.Error("the disk was never full: this tests nothing")
	}
	if code, _, errs := do(t, "", "ingest", "--store", store, invented); code != 0 {
		t.Fatal(errs)
	}
	sameContent(t, "with more room", content(t, store, true), content(t, calm, true))
}
