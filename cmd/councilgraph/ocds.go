package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/ingest/extract/notice"
	"councilgraph/ingest/fetch"
	"councilgraph/ingest/fetch/ocds"
	"councilgraph/ingest/record"
)

type ocdsCommand struct {
	takeFlags
	sourceFlags
	Source string `arg:"" help:"Address of a list of release packages, such as https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages?updatedFrom=2026-01-01T00:00:00, or a file with one." name:"url|file"`
}

// Run takes in the packages of a list, or one from a file.
func (c *ocdsCommand) Run(ctx context.Context, log *slog.Logger, io streams) error {
	s, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	defer s.Close()
	r := &ocdsRun{taker: c.taker(io, log, newService(s)), read: notice.OCDS}
	if !strings.Contains(c.Source, "://") {
		return r.file(ctx, c.Source)
	}
	client, journal, err := c.client()
	if err != nil {
		return err
	}
	defer journal.Close()
	r.journal = journal
	return r.list(ctx, client, c.Source)
}

// noticeReader makes the records of a release package, one a release.
type noticeReader func(data []byte, m *schema.Model) ([]*record.Record, error)

// ocdsRun is one run over release packages.
type ocdsRun struct {
	*taker
	read    noticeReader
	journal *fetch.Journal // nil for a file
}

// dryJournal keeps a dry run from moving the mark: what it went through was not taken in.
type dryJournal struct{ *fetch.Journal }

func (dryJournal) SetMark(string, string) error { return nil }
func (dryJournal) End(string) error             { return nil }

// list walks a list from where it was left.
func (r *ocdsRun) list(ctx context.Context, client *fetch.Client, start string) error {
	var marks ocds.Journal = r.journal
	if r.DryRun {
		marks = dryJournal{r.journal}
	}
	if left := marks.Mark(ocds.Run(start)); left != "" {
		fmt.Fprintf(r.io.err, "going on at %s\n", left)
	}
	err := ocds.Walk(ctx, client, marks, start, func(p *ocds.Package) error { return r.take(ctx, p.URL, p) })
	switch {
	case ctx.Err() != nil:
		return r.summary(true)
	case err != nil:
		_ = r.summary(false) // the error tells more
		return err
	}
	return r.summary(false)
}

// file takes in one package.
func (r *ocdsRun) file(ctx context.Context, name string) error {
	const limit = 16 << 20
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.Size() > limit {
		return fmt.Errorf("%s: found %d bytes, expected at most %d", name, info.Size(), limit)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	p, err := ocds.Read(data)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := r.take(ctx, name, p); ctx.Err() != nil {
		return r.summary(true)
	} else if err != nil {
		return err
	}
	return r.summary(false)
}

// take takes in the releases of a package. What cannot be read of it is told, and the walk goes on.
func (r *ocdsRun) take(ctx context.Context, name string, p *ocds.Package) error {
	records, err := r.read(p.Data, schema.Domain())
	if err != nil {
		r.fail(name, err)
	}
	for _, rec := range records {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.release(ctx, name, p, rec); err != nil {
			return err
		}
		r.progress.step()
	}
	return nil
}

// release takes in one release, since when it reads as it does where it was fetched.
func (r *ocdsRun) release(ctx context.Context, name string, p *ocds.Package, rec *record.Record) error {
	if r.journal == nil {
		return r.taker.take(ctx, name, rec)
	}
	since := r.journal.Reads(rec.Document.ID, rec.Version.Hash, p.Retrieved)
	rec.Version.Retrieved = since.UTC().Format(time.RFC3339)
	if !r.DryRun { // noted first, so that after a crash the very same record is made
		if err := r.journal.SetReads(rec.Document.ID, rec.Version.Hash, since); err != nil {
			return err
		}
	}
	return r.taker.take(ctx, name, rec)
}
