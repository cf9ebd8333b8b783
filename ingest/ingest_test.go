package ingest_test

import (
	"testing"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/store/memory"
	"councilgraph/graph/value"
	"councilgraph/ingest"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

// clock counts minutes from a day of the tests' own.
func clock() store.Clock {
	now := value.InstantOf(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	return func() value.Instant {
		now += value.Instant(time.Minute.Microseconds())
		return now
	}
}

func known() []resolve.KnownName {
	var out []resolve.KnownName
	for _, n := range seed.Names() {
		out = append(out, resolve.KnownName(n))
	}
	return out
}

// fates counts a result's items by fate.
func fates(r *ingest.Result) map[resolve.Fate]int {
	out := map[resolve.Fate]int{}
	for _, i := range r.Items {
		out[i.Fate]++
	}
	return out
}

// TestSeed: the reviewed records go in whole, and a second time change nothing.
func TestSeed(t *testing.T) {
	s := memory.New(schema.Domain(), clock())
	service := ingest.New(schema.Domain(), s, known())
	for round := range 2 {
		for _, r := range seed.Records() {
			before, err := s.Last(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			res, err := service.Record(t.Context(), r.Name, r.Data, false, "")
			if err != nil {
				t.Fatal(err)
			}
			after, err := s.Last(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			counts := fates(res)
			t.Log(round, r.Name, counts)
			for _, i := range res.Items {
				if i.Fate == resolve.Refused || i.Fate == resolve.OnHold || i.Fate == resolve.Ended || round == 1 && i.Fate != resolve.Unchanged {
					t.Errorf("round %d: %+v", round, i)
				}
			}
			if round == 1 && (after != before || res.RecordedAt != 0) {
				t.Errorf("%s again: the graph moved from %v to %v", r.Name, before, after)
			}
		}
	}
}
