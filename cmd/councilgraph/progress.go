package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"
)

// progress tells how far long work is: documents, items, rate, time left. On a terminal that is one line which is written anew, elsewhere
// a line of the log from time to time.
type progress struct {
	terminal io.Writer // nil where there is none
	log      *slog.Logger
	total    int // documents, as far as that is known; 0 where it is not
	done     int // in this run
	skipped  int // done in a run before
	items    int
	begun    time.Time
	told     time.Time
	shown    bool // a line stands on the terminal
}

// How often it is told, at most.
const (
	betweenLines = 200 * time.Millisecond
	betweenLogs  = 5 * time.Second
)

func newProgress(out io.Writer, log *slog.Logger) *progress {
	now := time.Now()
	p := &progress{log: log, begun: now, told: now}
	if f, ok := out.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.terminal = out
		}
	}
	return p
}

// step counts a document, and tells where it is time to.
func (p *progress) step() {
	p.done++
	now := time.Now()
	switch since := now.Sub(p.told); {
	case p.terminal != nil && since >= betweenLines:
		p.told, p.shown = now, true
		fmt.Fprintf(p.terminal, "\r\x1b[K%s", p.line(now.Sub(p.begun)))
	case p.terminal == nil && since >= betweenLogs:
		p.told = now
		p.log.Info("progress", "so far", p.line(now.Sub(p.begun)))
	}
}

// clear takes the line off the terminal, before another is written.
func (p *progress) clear() {
	if p.shown {
		p.shown = false
		fmt.Fprint(p.terminal, "\r\x1b[K")
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
