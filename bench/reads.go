package main

import (
	"fmt"
	"net/url"
	"os"
	"strings"
)

// reads measures requests and questions on servers that are processes of their own.
func reads(o options, d database, out *report) error {
	var targets []*target
	defer func() {
		for _, t := range targets {
			t.stop()
		}
	}()
	for _, which := range []string{ours, floor, embedded} {
		t, err := start(which, d, o.size.Name)
		if err != nil {
			return err
		}
		targets = append(targets, t)
	}
	u, err := url.Parse(d.Neo4j.URI)
	if err != nil {
		return err
	}
	return readsOn(o, targets, listening(u.Port()), out)
}

// readsOn measures on our server, the hand-written statements and SQLite, in this order. db is Neo4j's process.
func readsOn(o options, targets []*target, db int, out *report) error {
	if o.has('r') {
		for _, r := range requests(o.size) {
			if !o.only.MatchString(r.name) {
				continue
			}
			if r.from != nil {
				vars, err := r.from(targets[0].ask)
				if err != nil {
					return fmt.Errorf("%s: %w", r.name, err)
				}
				r.vars = vars
			}
			got, err := measure(&r, targets, db, o.effort)
			if err != nil {
				return err
			}
			out.request(r.name, got)
			fmt.Fprintln(os.Stderr, strings.TrimSpace(out.requests[len(out.requests)-1]))
		}
	}
	if !o.has('q') {
		return nil
	}
	questions, err := questions()
	if err != nil {
		return err
	}
	for _, r := range questions {
		if !o.only.MatchString(r.name) {
			continue
		}
		e := o.effort
		e.warm, e.alone, e.burst = min(e.warm, 10), min(e.alone, 60), 0
		got, err := measure(&r, []*target{targets[0], targets[2]}, db, e)
		if err != nil {
			out.fault(err)
			continue
		}
		out.question(r.name, got)
	}
	return nil
}
