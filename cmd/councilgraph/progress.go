package main

import (
	"fmt"
	"io"
	"time"
)

// progress tells how far long work is: documents, items, rate, time left.
type progress struct {
	out     io.Writer
	total   int // documents, as far as that is known; 0 where it is not
	done    int // in this run
	skipped int // done in a run before
	items   int
	begun   time.Time
	told    time.Time
	any     bool
}

// between is how often it is told, at most.
const between = 2 * time.Second

func newProgress(out io.Writer) *progress {
	now := time.Now()
	return &progress{out: out, begun: now, told: now}
}

// step counts a document, and tells where it is time to.
func (p *progress) step() {
	p.done++
	if now := time.Now(); now.Sub(p.told) >= between {
		p.told, p.any = now, true
		fmt.Fprintln(p.out, p.line(now.Sub(p.begun)))
	}
}

// line says it after so much time.
func (p *progress) line(after time.Duration) string {
	rate := float64(p.done) / max(after.Seconds(), 0.001)
	s := fmt.Sprintf("%d documents", p.done+p.skipped)
	if p.total > 0 {
		s = fmt.Sprintf("%d of %d documents", p.done+p.skipped, p.total)
	}
	s += fmt.Sprintf(", %d items, %.1f documents/s", p.items, rate)
	if left := p.total - p.done - p.skipped; p.total > 0 && left > 0 && p.done > 0 {
		s += ", " + time.Duration(float64(left)/rate*float64(time.Second)).Round(time.Second).String() + " left"
	}
	return s
}

// end tells the last state, where any was told before.
func (p *progress) end() {
	if p.any {
		fmt.Fprintln(p.out, p.line(time.Since(p.begun)))
	}
}
