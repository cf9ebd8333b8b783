package neo4jtest

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// fakeMaven puts a mvn first in PATH that runs a shell script, with $out as the
// folder to fill and $calls as a file to note the call in. Its cache is empty.
func fakeMaven(t *testing.T, script string) (calls string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the fake Maven is a shell script")
	}
	dir := t.TempDir()
	calls = filepath.Join(dir, "calls")
	text := "#!/bin/sh\ncalls=" + calls + "\nfor a in \"$@\"; do out=${a#-DoutputDirectory=}; done\necho call >>$calls\n" + script
	if err := os.WriteFile(filepath.Join(dir, "mvn"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache) // Linux
	t.Setenv("HOME", cache)           // elsewhere
	return calls
}

func TestFetchOnce(t *testing.T) {
	calls := fakeMaven(t, "grep -q neo4j-harness pom.xml && sleep 0.2 && touch $out/a.jar\n")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			dir, err := jarFolder(t.Context(), Release{Version: "1"})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := os.Stat(filepath.Join(dir, "a.jar")); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if text, _ := os.ReadFile(calls); string(text) != "call\n" {
		t.Errorf("Maven was called %d times", strings.Count(string(text), "call"))
	}
}

// A fetch that fails leaves nothing that a later run could take for the jars,
// and one that died halfway is done again.
func TestFetchFails(t *testing.T) {
	calls := fakeMaven(t, "touch $out/half.jar; echo no such artifact >&2; test $(wc -l <$calls) -gt 1\n")
	_, err := jarFolder(t.Context(), Release{Version: "1"})
	if err == nil || errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "no such artifact") {
		t.Fatalf("got %v", err)
	}
	cache, err := cacheFolder()
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(cache, "neo4j-1*")); len(left) != 1 || filepath.Ext(left[0]) != ".lock" {
		t.Errorf("left behind: %v", left)
	}
	for _, half := range []string{"neo4j-1", "neo4j-1.part-123"} {
		if err := os.Mkdir(filepath.Join(cache, half), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	dir, err := jarFolder(t.Context(), Release{Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if !complete(dir) {
		t.Error("the second fetch is not complete")
	}
	if _, err := os.Stat(filepath.Join(cache, "neo4j-1.part-123")); !os.IsNotExist(err) {
		t.Errorf("the half-done folder is still there: %v", err)
	}
	if text, _ := os.ReadFile(calls); strings.Count(string(text), "call") != 2 {
		t.Errorf("calls: %q, want 2", text)
	}
}
