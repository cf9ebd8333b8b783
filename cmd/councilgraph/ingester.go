package main

import (
	"context"
	"errors"

	"councilgraph/graph"
	"councilgraph/ingest"
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
	out := &graph.RecordResult{Document: optional(res.Document), Version: optional(res.Version), Items: []graph.ItemResult{}, Counts: counts(res)}
	if res.RecordedAt != 0 {
		out.RecordedAt = optional(res.RecordedAt.String())
	}
	out.Items = append(out.Items, shown(res.Items)...)
	return out, nil
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
