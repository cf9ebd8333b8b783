package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"councilgraph/graph"
	"councilgraph/graph/value"
	"councilgraph/ingest"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/resolve"
)

// ingester shows package ingest to the server, which does not know it.
type ingester struct{ service *ingest.Service }

// Ingest takes in one record that came over GraphQL.
func (i ingester) Ingest(ctx context.Context, record []byte, dryRun bool, reason string) (*graph.RecordResult, error) {
	res, err := i.service.Record(ctx, "record", record, dryRun, reason)
	if err != nil {
		return nil, err
	}
	return result(res), nil
}

// IngestDocument takes in one page that came over GraphQL, as the command does one from a file.
func (i ingester) IngestDocument(ctx context.Context, in graph.IngestDocumentInput) (*graph.IngestDocumentPayload, error) {
	p, err := pageSent(in)
	if err != nil {
		return nil, err
	}
	res, err := i.service.Page(ctx, "page", p, ingest.Taking{DryRun: is(in.DryRun), Reread: is(in.Reread), Reason: text(in.Reason)})
	out := &graph.IngestDocumentPayload{Notes: append([]string{}, res.Notes...), Records: []graph.RecordResult{}}
	if res.Kind != "" {
		kind := graph.PageKind(strings.ToUpper(string(res.Kind)))
		out.Kind = &kind
	}
	for _, rec := range res.Records {
		out.Records = append(out.Records, *result(rec))
	}
	return out, err
}

// addressOf says whether a page can have this address, or none; where is the argument that names it.
func addressOf(where, address string) error {
	if u, err := url.Parse(address); address != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("%s: found %.200q, expected an address such as https://example.org/page", where, address)
	}
	return nil
}

// pageSent is the page of an input. Of bytes it takes no more than tells that they are too many.
func pageSent(in graph.IngestDocumentInput) (extract.Page, error) {
	p := extract.Page{Data: []byte(text(in.Text)), URL: text(in.URL), Retrieved: text(in.Retrieved)}
	if in.Bytes != nil {
		data, err := io.ReadAll(io.LimitReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(*in.Bytes)), extract.MaxBytes+1))
		if err != nil {
			return p, graph.Refused("input.bytes: " + err.Error() + ", expected base64")
		}
		p.Data = data
	}
	if err := addressOf("input.url", p.URL); err != nil {
		return p, graph.Refused(err.Error())
	}
	if p.Retrieved != "" {
		at, err := value.ParseInstant(p.Retrieved)
		if err != nil {
			return p, graph.Refused(fmt.Sprintf("input.retrieved: found %.200q, expected an instant such as 2026-01-31T12:00:00Z", p.Retrieved))
		}
		p.Retrieved = at.String()
	}
	return p, nil
}

func is(b *bool) bool { return b != nil && *b }

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// result is what became of a record, as the server shows it.
func result(res *ingest.Result) *graph.RecordResult {
	out := &graph.RecordResult{Document: optional(res.Document), Version: optional(res.Version), Items: []graph.ItemResult{}, Counts: counts(res)}
	if res.RecordedAt != 0 {
		out.RecordedAt = optional(res.RecordedAt.String())
	}
	out.Items = append(out.Items, shown(res.Items)...)
	return out
}

// Act carries out one act that came over GraphQL.
func (i ingester) Act(ctx context.Context, a graph.Act) (*graph.ActPayload, error) {
	res, err := i.service.Act(ctx, resolve.Act{Kind: resolve.ActKind(a.Kind), Author: a.Author, Reason: a.Reason, Subject: a.Subject, Object: a.Object}, a.DryRun)
	var refused *resolve.Refusal
	if errors.As(err, &refused) {
		return nil, graph.Refused(refused.Reason)
	}
	if err != nil {
		return nil, err
	}
	out := &graph.ActPayload{Act: optional(res.Act), Result: graph.ItemFate(res.Fate), Items: append([]graph.ItemResult{}, shown(res.Items)...),
		Counts: counts(&ingest.Result{Items: res.Items})}
	if res.At != 0 {
		out.At = optional(res.At.String())
	}
	return out, nil
}

// shown are items as the server shows them.
func shown(items []resolve.Item) (out []graph.ItemResult) {
	for _, item := range items {
		x := graph.ItemResult{Path: item.Path, Result: graph.ItemFate(item.Fate), ID: optional(item.ID), Reason: optional(item.Reason)}
		if item.Line > 0 {
			x.Line = &item.Line
		}
		if item.Code != "" {
			fault := graph.PageFault(item.Code)
			x.Fault = &fault
		}
		out = append(out, x)
	}
	return out
}

func counts(res *ingest.Result) *graph.ItemCounts {
	return &graph.ItemCounts{
		Created: res.Count(resolve.Created), Updated: res.Count(resolve.Updated), Ended: res.Count(resolve.Ended),
		Unchanged: res.Count(resolve.Unchanged), Held: res.Count(resolve.OnHold), Refused: res.Count(resolve.Refused),
	}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
