package main

import (
	"context"

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
	for _, item := range res.Items {
		x := graph.ItemResult{Path: item.Path, Result: graph.ItemFate(item.Fate), ID: optional(item.ID), Reason: optional(item.Reason)}
		if item.Line > 0 {
			x.Line = &item.Line
		}
		out.Items = append(out.Items, x)
	}
	return out, nil
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
