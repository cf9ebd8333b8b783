package main

import (
	"fmt"
	"log/slog"
	"testing"

	"councilgraph/graph"
	"councilgraph/graph/schema"
	"councilgraph/graph/sqlite"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/seed"
)

// TestFill: a start that was broken off between two reviewed records is gone on with by the next one; a store that holds anything
// else, or both, is left as it is.
func TestFill(t *testing.T) {
	for _, c := range []struct {
		name   string
		before int // reviewed records that the store holds
		reason string
		fills  bool
		holds  int // afterwards
	}{
		{"empty", 0, "", true, 2},
		{"broken off", 1, seedReason, true, 2},
		{"whole", 2, seedReason, false, 2},
		{"sent by somebody", 1, "because", false, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := sqlite.Open(t.Context(), schema.Domain(), sqlite.Memory, machine)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			service, log := newService(s), slog.New(slog.DiscardHandler)
			for _, r := range seed.Records()[:c.before] {
				if _, err := service.Record(t.Context(), r.Name, r.Data, false, c.reason); err != nil {
					t.Fatal(err)
				}
			}
			for _, fills := range []bool{c.fills, false} { // the second start changes nothing
				before := last(t, s)
				if err := fill(t.Context(), log, s, service); err != nil {
					t.Fatal(err)
				}
				if after := last(t, s); (after != before) != fills {
					t.Errorf("last written at %d, before at %d; want something written: %t", after, before, fills)
				}
			}
			server := graph.New(graph.Options{Store: s, Log: log})
			out, err := server.Execute(t.Context(), graph.Request{Query: "{ records { totalCount } }"}, graph.JSON)
			if want := fmt.Sprintf(`{"data":{"records":{"totalCount":%d}}}`, c.holds); err != nil || string(out) != want {
				t.Errorf("%s, %v; want %s", out, err, want)
			}
		})
	}
}

func last(t *testing.T, s store.Store) value.Instant {
	t.Helper()
	at, err := s.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return at
}
