package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/fetch"
	"councilgraph/ingest/record"
)

// pageOf is a page that was fetched.
func pageOf(r *fetch.Response) extract.Page {
	return extract.Page{Data: r.Body, URL: r.URL, Retrieved: r.Retrieved.UTC().Format(time.RFC3339), By: r.Retrieved.UTC().Format(time.DateOnly)}
}

// pageRecords reads a page that was fetched: one record, or of a package of releases one each. The error of a page that cannot be read
// is an *extract.Error.
func pageRecords(m *schema.Model, r *fetch.Response, known extract.Known) ([]*record.Record, error) {
	read, err := extract.Read(m, pageOf(r), known)
	if err != nil {
		return nil, err
	}
	return read.Records, nil
}

// isAddress tells an address from the name of a file.
func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// fetched takes in what stands at an address: a record, or a page. One that cannot be had is told, and the next comes.
func (r *recordsRun) fetched(ctx context.Context, address string) error {
	if r.client == nil {
		client, err := fetch.New(r.command.options())
		if err != nil {
			return fmt.Errorf("--cache: %w", err)
		}
		r.client = client
	}
	got, err := r.client.Get(ctx, address)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.fail(address, err)
		return nil
	}
	if u, err := url.Parse(address); err == nil && isRecord(u.Path, got.Body) {
		return r.data(ctx, address, got.Body)
	}
	return r.page(ctx, address, pageOf(got))
}

// page takes in a page. It is not stopped halfway.
func (t *taker) page(ctx context.Context, name string, p extract.Page) error {
	res, err := t.service.Page(context.WithoutCancel(ctx), name, p, t.taking())
	for _, rec := range res.Records {
		t.count(name, rec)
	}
	t.notes(name, res.Notes)
	return err
}

// apart keeps the meeting of a page from another one of its committee on its day, which the page cannot know of: the meeting and its
// items get ids, and the meeting its occasion, as they have where the web service gives it.
func apart(rec *record.Record, occasion string) {
	meeting := rec.Document.Refs["meeting"]
	if occasion == "" || len(meeting) == 0 {
		return
	}
	was := meeting[0].ID
	tail := strings.TrimPrefix(was, "meeting:")
	more := ":" + value.Slug(occasion)
	renamed := func(id string) string {
		if rest, ok := strings.CutPrefix(id, "item:"+tail+":"); ok {
			return "item:" + tail + more + ":" + rest
		}
		if id == was {
			return was + more
		}
		return id
	}
	each := func(refs map[string][]record.Ref) {
		for _, list := range refs {
			for i := range list {
				list[i].ID = renamed(list[i].ID)
			}
		}
	}
	each(rec.Document.Refs)
	for i := range rec.Entities {
		e := &rec.Entities[i]
		if e.ID == was {
			e.Fields["occasion"] = occasion
		}
		e.ID = renamed(e.ID)
		each(e.Refs)
	}
	for _, f := range rec.Facts {
		each(f.Refs)
	}
}
