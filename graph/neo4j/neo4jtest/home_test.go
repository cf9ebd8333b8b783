package neo4jtest

import (
	"os"
	"testing"
	"time"
)

// A test process that is killed leaves its home; the next one removes it, but
// not the homes of processes that live.
func TestAbandonedHome(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	abandoned, err := newHome()
	if err != nil {
		t.Fatal(err)
	}
	abandoned.unlock()
	used, err := newHome()
	if err != nil {
		t.Fatal(err)
	}
	defer used.remove()
	young, err := newHome()
	if err != nil {
		t.Fatal(err)
	}
	young.unlock()
	old := time.Now().Add(-time.Hour)
	for _, h := range []*home{abandoned, used} {
		if err := os.Chtimes(h.dir, old, old); err != nil {
			t.Fatal(err)
		}
	}

	removeAbandoned()
	if _, err := os.Stat(abandoned.dir); !os.IsNotExist(err) {
		t.Errorf("the abandoned home is still there: %v", err)
	}
	for _, h := range []*home{used, young} {
		if _, err := os.Stat(h.dir); err != nil {
			t.Errorf("a home in use was removed: %v", err)
		}
	}
}
