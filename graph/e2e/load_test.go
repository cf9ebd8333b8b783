package e2e

import (
	"testing"
	"time"
)

// TestLoad takes the reviewed records in, twice; it prints how long that takes, and never fails for it.
func TestLoad(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		start := time.Now()
		seeded(t, w)
		t.Logf("%s: %v", w.name, time.Since(start).Round(time.Millisecond))
	}, func(t *testing.T, w *world) {
		start := time.Now()
		seeded(t, w)
		t.Logf("%s again: %v", w.name, time.Since(start).Round(time.Millisecond))
	})
}
