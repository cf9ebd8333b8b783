package councils

import (
	"slices"
	"testing"
)

// TestScope: one set of councils has one scope, in whatever order it is listed, and the scope tells them again.
func TestScope(t *testing.T) {
	const want = "brent-lewisham-southwark"
	for _, order := range [][]string{{"brent", "lewisham", "southwark"}, {"southwark", "brent", "lewisham"}, {"lewisham", "southwark", "brent", "brent"}} {
		if got := Scope(order...); got != want {
			t.Errorf("Scope(%v) = %s", order, got)
		}
	}
	if got := Load().Of(want); !slices.Equal(got, []string{"brent", "lewisham", "southwark"}) {
		t.Errorf("got %v", got)
	}
	if got := Load().Of("north-somerset"); !slices.Equal(got, []string{"north-somerset"}) {
		t.Errorf("got %v", got)
	}
	if got := Load().Of("ayton-beeton"); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestOverlap(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"brent", "brent", true}, {"brent", "brent-lewisham-southwark", true}, {"lewisham-southwark", "brent-lewisham", true},
		{"brent", "lewisham", false}, {"somerset", "north-somerset", false}, {"ayton", "ayton-beeton", true}, {"ayton", "ayton-on-sea", true}, {"ayton", "beeton", false},
	} {
		if got := Load().Overlap(tt.a, tt.b); got != tt.want || Load().Overlap(tt.b, tt.a) != tt.want {
			t.Errorf("Overlap(%s, %s) = %v", tt.a, tt.b, got)
		}
	}
}
