package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"councilgraph/graph"
	"councilgraph/graph/store"
	"councilgraph/ingest"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

// seedReason is what the reviewed records are sent for, so that a graph tells them from any other.
const seedReason = "seed"

// fill loads the reviewed records into a store in which nothing was ever written, and goes on where a start was broken off between
// two of them. Two servers that start at once on one store both send them, and the second finds them there.
func fill(ctx context.Context, log *slog.Logger, s store.Store, service *ingest.Service) error {
	wanted, err := wantsSeed(ctx, log, s)
	if err != nil || !wanted {
		return err
	}
	start := time.Now()
	for _, r := range seed.Records() {
		res, err := service.Record(ctx, r.Name, r.Data, false, seedReason)
		if err != nil {
			return fmt.Errorf("load %s: %w", r.Name, err)
		}
		if n := res.Count(resolve.Refused) + res.Count(resolve.OnHold); n > 0 {
			return fmt.Errorf("load %s: %w: %s", r.Name, errSeed, firstReason(res))
		}
	}
	log.InfoContext(ctx, "the store was empty and holds the reviewed records now", "took", time.Since(start).Round(time.Millisecond))
	return nil
}

// wantsSeed says whether nothing was ever written, or nothing but some of the reviewed records. Records never go, so that a store
// that was once full is never filled again.
func wantsSeed(ctx context.Context, log *slog.Logger, s store.Store) (bool, error) {
	last, err := s.Last(ctx)
	if err != nil || last == 0 {
		return err == nil, err
	}
	const taken = `query($reason: String) { all: records { totalCount } seed: records(where: {reason: {eq: $reason}}) { totalCount } }`
	out, err := graph.New(graph.Options{Store: s, Log: log}).Execute(ctx,
		graph.Request{Query: taken, Variables: map[string]any{"reason": seedReason}}, graph.JSON)
	if err != nil {
		return false, fmt.Errorf("look for the reviewed records: %w", err)
	}
	var answer struct {
		Data struct {
			All, Seed struct{ TotalCount int }
		}
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return false, fmt.Errorf("look for the reviewed records: %w", err)
	}
	n := answer.Data.Seed.TotalCount
	return n > 0 && n == answer.Data.All.TotalCount && n < len(seed.Records()), nil
}

var errSeed = errors.New("a reviewed record does not fit this schema")

func firstReason(res *ingest.Result) string {
	for _, i := range res.Items {
		if i.Fate == resolve.Refused || i.Fate == resolve.OnHold {
			return strings.TrimSpace(i.Path + " " + i.Reason)
		}
	}
	return ""
}
