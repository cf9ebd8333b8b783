package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/ingest"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/fetch"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

// ingestCommand takes in files where no source is named.
type ingestCommand struct {
	Records   recordsCommand   `cmd:"" default:"withargs" help:"Take in records and pages from files; the word itself may be left out."`
	Moderngov moderngovCommand `cmd:"" help:"Take in a council's meetings and councillors from its ModernGov site."`
	OCDS      ocdsCommand      `cmd:"" name:"ocds" help:"Take in contract notices: OCDS release packages, from a list that leads from one to the next, or from a file."`
}

type recordsCommand struct {
	takeFlags
	sourceFlags
	URL     string   `help:"The address of a page in a local file, which names its document." name:"url"`
	Records []string `arg:"" help:"Record files (YAML or JSON), pages (text or HTML), folders of them, or addresses." name:"file"`
}

// newService makes the one way by which records come into a store.
func newService(s store.Store) *ingest.Service {
	var known []resolve.KnownName
	for _, n := range seed.Names() {
		known = append(known, resolve.KnownName(n))
	}
	return ingest.New(schema.Domain(), s, known)
}

// Run takes in what is named, one document after the other, each in a transaction of its own.
func (c *recordsCommand) Run(ctx context.Context, log *slog.Logger, io streams) error {
	frugal()
	found, err := look(c.Records)
	if err != nil {
		return err
	}
	if c.URL != "" && len(found.documents) > 1 {
		return errOneURL
	}
	if err := addressOf("--url", c.URL); err != nil {
		return err
	}
	s, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	defer s.Close()
	r := &recordsRun{taker: c.taker(io, log, newService(s)), command: c}
	r.progress.total = len(found.documents)
	for _, f := range found.faults {
		r.fail(f.name, f.err)
	}
	if found.left != "" {
		fmt.Fprintf(io.err, "left out, as they are neither records nor pages: %s\n", found.left)
	}
	for _, name := range found.documents {
		if ctx.Err() != nil {
			return r.summary(true)
		}
		if err := r.document(ctx, name); ctx.Err() != nil && errors.Is(err, ctx.Err()) {
			return r.summary(true)
		} else if err != nil {
			_ = r.summary(false) // the error tells more
			return fmt.Errorf("%s: %w", name, err)
		}
		r.progress.step()
	}
	return r.summary(false)
}

// frugal keeps the heap small: pages come one after the other, and what one left behind need not wait for the next. GOMEMLIMIT overrules it.
func frugal() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(96 << 20)
	}
}

var errOneURL = errors.New("--url names one document: found several files, expected one")

// recordsRun is one run over files and addresses.
type recordsRun struct {
	*taker
	command *recordsCommand
	client  *fetch.Client // once an address was met
}

// document takes in one file or what stands at one address. What is wrong with it is told, and the next comes; an error ends the run.
func (r *recordsRun) document(ctx context.Context, name string) error {
	if isAddress(name) {
		return r.fetched(ctx, name)
	}
	data, err := readUpTo(name, maxFile)
	if err != nil {
		r.fail(name, err)
		return nil
	}
	if isRecord(name, data) {
		return r.data(ctx, name, data)
	}
	return r.page(ctx, name, extract.Page{Data: data, URL: r.command.URL, By: written(name)})
}
