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
	"councilgraph/ingest/resolve"
)

// pageRecords reads a page that was fetched: one record, or of a package of releases one each. The error of a page that cannot be read
// is an *extract.Error.
func pageRecords(m *schema.Model, r *fetch.Response, known extract.Known) ([]*record.Record, error) {
	page := extract.Page{Data: r.Body, URL: r.URL, Retrieved: r.Retrieved.UTC().Format(time.RFC3339), By: r.Retrieved.UTC().Format(time.DateOnly)}
	read, err := extract.Read(m, page, known)
	if err != nil {
		return nil, err
	}
	return read.Records, nil
}

// isAddress tells an address from the name of a file.
func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// fetched takes in what stands at an address: a record, or a page. One that cannot be read is told, and the next comes.
func (t *taker) fetched(ctx context.Context, client *fetch.Client, address string) error {
	r, err := client.Get(ctx, address)
	if err != nil {
		return err
	}
	if u, err := url.Parse(address); err == nil && isRecord(u.Path, r.Body) {
		return t.data(ctx, address, r.Body)
	}
	known, err := t.service.Known(ctx)
	if err != nil {
		return err
	}
	records, err := pageRecords(schema.Domain(), r, known)
	if why, ok := refusedPage(err); ok {
		t.refuse(address, why)
		return nil
	}
	if err != nil {
		return err
	}
	for _, rec := range records {
		if err := t.take(ctx, address, rec); err != nil {
			return err
		}
	}
	return nil
}

// refuse tells of a page that cannot be read at all.
func (t *taker) refuse(name, why string) {
	fmt.Fprintf(t.io.out, "%-9s %s: %s\n", "refused", name, why)
	t.counts[resolve.Refused]++
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
