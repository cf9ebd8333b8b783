package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/ingest"
	"councilgraph/ingest/fetch"
	"councilgraph/ingest/record"
	"councilgraph/ingest/resolve"
)

// takeFlags are those of every command that takes records in.
type takeFlags struct {
	storeFlag
	DryRun bool   `help:"Say what would happen and write nothing."`
	Reason string `help:"Why they are taken in; kept with each record."`
	Reread bool   `help:"Read pages anew that were read before, by the names known since; else the same page again changes nothing."`
	All    bool   `help:"Print unchanged items too."`
}

// open opens the store. A dry run makes no file: one that is not there is as good as an empty graph.
func (f takeFlags) open(ctx context.Context, log *slog.Logger) (store.Store, error) {
	if f.DryRun && errors.Is(f.exists(), fs.ErrNotExist) {
		f.Store = "sqlite:" + sqlite.Memory
	}
	return f.storeFlag.open(ctx, log)
}

// sourceFlags are those of commands that fetch.
type sourceFlags struct {
	Contact string        `help:"Who asks: a mail address or a page, told to each server." placeholder:"ADDRESS"`
	Delay   time.Duration `help:"The pause between two requests to one host." default:"1s"`
	Cache   string        `help:"Folder of what was fetched, and of how far long work came." default:"councilgraph.cache"`
}

func (f sourceFlags) options() fetch.Options {
	return fetch.Options{Contact: f.Contact, Delay: f.Delay, Cache: f.Cache}
}

// client makes the client of a source, with its journal.
func (f sourceFlags) client() (*fetch.Client, *fetch.Journal, error) {
	c, err := fetch.New(f.options())
	if err != nil {
		return nil, nil, fmt.Errorf("--cache: %w", err)
	}
	j, err := fetch.OpenJournal(filepath.Join(f.Cache, "journal"))
	if err != nil {
		return nil, nil, fmt.Errorf("--cache: %w", err)
	}
	return c, j, nil
}

// taker takes records in one after the other, and counts what becomes of their items.
type taker struct {
	takeFlags
	io       streams
	service  *ingest.Service
	progress *progress
	counts   map[resolve.Fate]int
	failed   int // documents that could not be read at all
}

func (f takeFlags) taker(io streams, log *slog.Logger, service *ingest.Service) *taker {
	return &taker{takeFlags: f, io: io, service: service, counts: map[resolve.Fate]int{}, progress: newProgress(io.err, log)}
}

// take takes one record in. It is not stopped halfway: a record at hand is finished.
func (t *taker) take(ctx context.Context, name string, rec *record.Record) error {
	res, err := t.service.Made(context.WithoutCancel(ctx), name, rec, t.taking())
	if err != nil {
		return err
	}
	t.count(name, res)
	t.notes(name, ingest.ReadBefore(res.Otherwise))
	return nil
}

func (t *taker) taking() ingest.Taking {
	return ingest.Taking{DryRun: t.DryRun, Reread: t.Reread, Reason: t.Reason}
}

// notes tells what was not read, and why.
func (t *taker) notes(name string, notes []string) {
	t.progress.clear()
	for _, note := range notes {
		fmt.Fprintf(t.io.err, "%s: %s\n", name, note)
	}
}

// data takes in one record as text.
func (t *taker) data(ctx context.Context, name string, data []byte) error {
	res, err := t.service.Record(context.WithoutCancel(ctx), name, data, t.DryRun, t.Reason)
	if err != nil {
		return err
	}
	t.count(name, res)
	return nil
}

// count tells what became of a record.
func (t *taker) count(name string, res *ingest.Result) {
	for _, i := range res.Items {
		t.counts[i.Fate]++
	}
	t.progress.items += len(res.Items)
	t.progress.clear()
	t.items(name, res)
}

// items writes one line an item, and one that counts them. What is unchanged, or held with its document, is only counted, unless all is
// to be told.
func (t *taker) items(name string, res *ingest.Result) {
	counts := map[resolve.Fate]int{}
	for _, i := range res.Items {
		counts[i.Fate]++
		if !t.All && (i.Fate == resolve.Unchanged && i.Reason == "" || i.Fate == resolve.OnHold && i.Reason == resolve.WithDocument) {
			continue
		}
		at := name
		if i.Line > 0 {
			at = fmt.Sprintf("%s:%d", name, i.Line)
		}
		line := fmt.Sprintf("%-9s %s %s %s", strings.ToLower(string(i.Fate)), at, i.Path, i.ID)
		if i.Reason != "" {
			line = strings.TrimRight(line, " ") + ": " + i.Reason
		}
		if i.Code != "" {
			line += " (" + i.Code + ")"
		}
		fmt.Fprintln(t.io.out, strings.TrimRight(line, " "))
	}
	fmt.Fprintf(t.io.out, "%s: %s%s\n", name, counted(counts), dryRun(t.DryRun))
}

// counted says how many items had which fate.
func counted(counts map[resolve.Fate]int) string {
	var out []string
	for _, f := range []resolve.Fate{resolve.Created, resolve.Updated, resolve.Ended, resolve.Unchanged, resolve.OnHold, resolve.Refused} {
		if n := counts[f]; n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, strings.ToLower(string(f))))
		}
	}
	if len(out) == 0 {
		return "nothing in it"
	}
	return strings.Join(out, ", ")
}

func dryRun(is bool) string {
	if is {
		return " (dry run: nothing was written)"
	}
	return ""
}

// fail tells of a document that could not be read.
func (t *taker) fail(name string, err error) {
	t.failed++
	t.progress.clear()
	fmt.Fprintf(t.io.err, "%s: %v\n", name, err)
}

// summary ends long work: what was done of how much, and what became of it. stopped says that it was stopped before its end.
func (t *taker) summary(stopped bool) error {
	p := t.progress
	p.clear()
	words := []string{fmt.Sprintf("%d documents", p.done)}
	if p.skipped > 0 {
		words = append(words, fmt.Sprintf("%d done before", p.skipped))
	}
	if t.failed > 0 {
		words = append(words, fmt.Sprintf("%d not read", t.failed))
	}
	fmt.Fprintf(t.io.out, "in all: %s; %s%s\n", strings.Join(words, ", "), counted(t.counts), dryRun(t.DryRun))
	switch {
	case stopped:
		fmt.Fprintln(t.io.err, "stopped; the same command goes on where this one was left")
		return exitCode(1)
	case t.counts[resolve.Refused] > 0 || t.failed > 0:
		fmt.Fprintf(t.io.err, "items refused: %d, documents not read: %d; the reasons stand above\n", t.counts[resolve.Refused], t.failed)
		return exitCode(1)
	}
	return nil
}
