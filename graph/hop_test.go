package graph

import (
	"errors"
	"math/rand/v2"
	"testing"

	"councilgraph/graph/paths"
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// TestShown: each hop shows the best fact that is left to it, and gives it up where another hop has no other.
func TestShown(t *testing.T) {
	hops := func(rels ...string) []paths.Hop {
		out := make([]paths.Hop, len(rels))
		for i, r := range rels {
			if r != "" {
				out[i].Rels = []string{r}
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		hops []paths.Hop
		may  []string // a letter a fact, the best first
		want string
	}{
		"each its best":                         {hops("", ""), []string{"ab", "ca"}, "ac"},
		"the next where the best is taken":      {hops("", ""), []string{"ab", "ac"}, "ac"},
		"given up where the other has no other": {hops("", ""), []string{"ab", "a"}, "ba"},
		"handed on along three":                 {hops("", "", ""), []string{"ab", "bc", "a"}, "bca"},
		"a relationship does without":           {hops("MEETING_OF", ""), []string{"a", "a"}, "-a"},
		"a relationship with a fact to spare":   {hops("MEETING_OF", ""), []string{"ab", "a"}, "ba"},
		"a relationship that rests on none":     {hops("MEETING_OF"), []string{""}, "-"},
	} {
		ranked := make([][]*told, len(c.may))
		for i, may := range c.may {
			for _, id := range may {
				ranked[i] = append(ranked[i], &told{id: string(id)})
			}
		}
		got := ""
		for _, f := range shown(c.hops, ranked) {
			if f == nil {
				got += "-"
			} else {
				got += f.id
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestWeakest: by authority, then review, then modality, then place.
func TestWeakest(t *testing.T) {
	order := []*told{
		{authority: 1, reviewed: true, modality: "ACTUAL"},
		{authority: 2, modality: "REQUESTED"},
		{authority: 2, modality: "EXPECTED"},
		{authority: 2, modality: "ACTUAL"},
		{authority: 2, reviewed: true, modality: "REQUESTED"},
		{authority: 2, reviewed: true, modality: "EXPECTED"},
		{authority: 2, reviewed: true, modality: "ACTUAL"},
		{authority: 4, reviewed: true, modality: "EXPECTED"},
	}
	for i, weak := range order {
		hops := append([]*told{nil}, order[i:]...)
		rand.Shuffle(len(hops), func(a, b int) { hops[a], hops[b] = hops[b], hops[a] })
		if got := weakest(hops); got < 0 || hops[got] != weak {
			t.Errorf("%d: %d of %v", i, got, hops)
		}
	}
	if got := weakest([]*told{nil, order[6], {authority: 2, reviewed: true, modality: "ACTUAL"}}); got != 1 {
		t.Errorf("of equals the first: %d", got)
	}
	if weakest([]*told{nil}) != -1 {
		t.Error("no fact, none is the weakest")
	}
}

// TestHopIsWorded: a hop has a wording where no field of its near end leads to the far end, where its facts are all shown by others,
// and where it is asked for by an id that another fact answers. What ended between two statements is for the client to send again.
func TestHopIsWorded(t *testing.T) {
	m := schema.Domain()
	of := m.Type("Meeting").Rel("of")
	for _, ends := range [][2]string{{"meeting:a", "committee:b"}, {"committee:b", "meeting:a"}, {"supplier:c", "meeting:a"}, {"meeting:a", "supplier:c"}} {
		h := paths.Hop{From: ends[0], To: ends[1], Rels: []string{of.Type}}
		if got, _ := hopObject(m, h, nil, nil)["wording"].(string); got == "" {
			t.Errorf("%s to %s: no wording", h.From, h.To)
		}
	}

	s := world(t)
	last, err := s.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Upsert(t.Context(), &store.Batch{Base: last, Aliases: []store.Alias{{ID: "contract-event:old", Of: "contract-event:1"}}}); err != nil {
		t.Fatal(err)
	}
	facts, err := readTold(t.Context(), s, m, query.Time{}, []string{"contract-event:2", "contract-event:old"})
	if err != nil {
		t.Fatal(err)
	}
	if f := facts["contract-event:old"]; f == nil || f.id != "contract-event:1" || f.wording != "told" {
		t.Errorf("by another id: %+v", f)
	}
	if _, err := readTold(t.Context(), s, m, query.Time{}, []string{"contract-event:2", "contract-event:gone"}); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a fact that is gone: %v", err)
	}
}
