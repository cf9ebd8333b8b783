package graph

import (
	"math/rand/v2"
	"testing"

	"councilgraph/graph/paths"
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
