package ingest

import (
	"context"
	"fmt"

	"councilgraph/graph/query"
	"councilgraph/ingest/extract"
)

// addressed reads a page that gives no address as the document of which it has the text, word for word, where the graph holds exactly
// one: else the same words would be told by two documents, and counted twice.
func (s *Service) addressed(ctx context.Context, p extract.Page, known extract.Known, read *extract.Reading) (*extract.Reading, error) {
	if len(read.Records) != 1 || read.Records[0].Document.Fields["url"] != nil {
		return read, nil
	}
	id, url, err := s.documentOf(ctx, read.Records[0].Version.Hash)
	if err != nil || url == "" {
		return read, err
	}
	p.URL = url
	again, err := extract.Read(s.model, p, known)
	if err != nil || len(again.Records) != 1 || again.Records[0].Document.ID != id {
		return read, nil //nolint:nilerr // by that address it is read as something else: it stays what it was read as without
	}
	again.Notes = append(again.Notes, fmt.Sprintf("the page gives no address; its text is that of %s, %s, and it is taken as that", id, url))
	return again, nil
}

// documentOf is the one document with an address of which a version has this hash; empty where there is none, or there are several.
func (s *Service) documentOf(ctx context.Context, hash string) (id, url string, err error) {
	l := &loader{ctx: ctx, m: s.model, store: s.store}
	version, document := l.m.Type("Version"), l.m.Type("Document")
	var held []string
	l.all(version, &query.Where{Op: query.Eq, Field: version.Field("hash"), Value: hash}, func(r row) { held = append(held, r.ref("document")) })
	found := 0
	l.byID(document, held, func(_ string, r row) {
		if address := r.text("url"); address != "" {
			id, url = r.id, address
			found++
		}
	})
	if l.err != nil || found != 1 {
		return "", "", l.err
	}
	return id, url, nil
}
