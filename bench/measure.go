package main

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// clients is how many ask at once when throughput is measured.
const clients = 16

// effort is how long is measured.
type effort struct {
	warm, alone int           // requests of each server, one after the other
	bursts      int           // of all clients
	burst       time.Duration // 0: none
}

// figures are what was measured of one request on one server.
type figures struct {
	median, p95 time.Duration
	perSecond   float64
	cpu, dbCPU  time.Duration // of the server and of Neo4j, a request at full load; 0 where not known
	rss         int64         // bytes, after
	statements  int
}

// measure asks every server the same in turn, so that whatever else the machine does meets all of them. Answers are compared
// before anything is timed; a difference ends the run.
// What nothing was written by hand for has no figures there.
func measure(r *request, all []*target, db int, e effort) ([]figures, error) {
	var targets []*target
	for _, t := range all {
		if t.name != floor || r.hand != nil {
			targets = append(targets, t)
		}
	}
	got, err := measured(r, targets, db, e)
	if err != nil || len(got) == len(all) {
		return got, err
	}
	for i, t := range all {
		if t.name == floor {
			got = slices.Insert(got, i, figures{})
		}
	}
	return got, nil
}

func measured(r *request, targets []*target, db int, e effort) ([]figures, error) {
	payloads := make([][][]byte, len(targets))
	for i, t := range targets {
		payloads[i] = t.payload(r)
	}
	if err := equal(r, targets, payloads); err != nil {
		return nil, err
	}
	out := make([]figures, len(targets))
	for i, t := range targets {
		n, err := t.statements(payloads[i][0])
		if err != nil {
			return nil, err
		}
		out[i].statements = n
	}
	times := make([][]time.Duration, len(targets))
	for n := range e.warm + e.alone {
		for i, t := range targets {
			began := time.Now()
			if _, err := t.post("/graphql", payloads[i][n%len(payloads[i])]); err != nil {
				return nil, err
			}
			if n >= e.warm {
				times[i] = append(times[i], time.Since(began))
			}
		}
	}
	for i := range targets {
		slices.Sort(times[i])
		out[i].median, out[i].p95 = times[i][len(times[i])/2], times[i][len(times[i])*95/100]
	}
	if e.burst > 0 {
		if err := bursts(targets, payloads, db, e, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// equal asks every server each set of variables.
func equal(r *request, targets []*target, payloads [][][]byte) error {
	for n := range r.vars {
		var first []byte
		for i, t := range targets {
			got, err := t.post("/graphql", payloads[i][n])
			switch {
			case err != nil:
				return fmt.Errorf("%s: %w", r.name, err)
			case bytes.Contains(got, []byte(`"errors":`)):
				return fmt.Errorf("%s: %s answers %s", r.name, t.name, got)
			case first == nil:
				first = got
			case !bytes.Equal(first, got):
				return fmt.Errorf("%s with %v: %s answers\n%s\nand %s\n%s", r.name, r.vars[n], targets[0].name, first, t.name, got)
			}
		}
	}
	return nil
}

// bursts lets all clients ask at once, one server after the other, several times.
func bursts(targets []*target, payloads [][][]byte, db int, e effort, out []figures) error {
	done, spent := make([]int64, len(targets)), make([]time.Duration, len(targets))
	own, dbs := make([]time.Duration, len(targets)), make([]time.Duration, len(targets))
	for range e.bursts {
		for i, t := range targets {
			cpu, dbCPU := usedBy(t.pid), usedBy(db)
			n, took, err := burst(t, payloads[i], e.burst)
			if err != nil {
				return err
			}
			done[i] += n
			spent[i] += took
			own[i] += usedBy(t.pid) - cpu
			dbs[i] += usedBy(db) - dbCPU
		}
	}
	for i, t := range targets {
		out[i].perSecond = float64(done[i]) / spent[i].Seconds()
		out[i].cpu, out[i].dbCPU = own[i]/time.Duration(max(done[i], 1)), dbs[i]/time.Duration(max(done[i], 1))
		if t.name == embedded {
			out[i].dbCPU = 0
		}
		out[i].rss = residentOf(t.pid)
	}
	return nil
}

func burst(t *target, payloads [][]byte, length time.Duration) (int64, time.Duration, error) {
	var asked, done atomic.Int64
	var failed atomic.Pointer[error]
	var wg sync.WaitGroup
	began := time.Now()
	for range clients {
		wg.Go(func() {
			for time.Since(began) < length && failed.Load() == nil {
				if _, err := t.post("/graphql", payloads[int(asked.Add(1))%len(payloads)]); err != nil {
					failed.Store(&err)
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	if err := failed.Load(); err != nil {
		return 0, 0, *err
	}
	return done.Load(), time.Since(began), nil
}
