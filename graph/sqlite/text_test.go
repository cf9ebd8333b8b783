package sqlite

import (
	"strings"
	"testing"
)

func TestTextChunks(t *testing.T) {
	var x text
	x.raw("[")
	for range 2000 {
		x.expr("1")
	}
	x.raw("it's]")
	got := x.sql()
	for call := range strings.SplitSeq(got, "concat(") {
		if n := strings.Count(call, "1"); n > concatLimit {
			t.Errorf("a concat of %d arguments", n)
		}
	}
	if strings.Count(got, "1") != 2000 || !strings.HasSuffix(got, "'it''s]'))") {
		t.Errorf("%.100s ... %s", got, got[len(got)-100:])
	}
}

func TestTextMergesLiterals(t *testing.T) {
	var a, b text
	a.raw("[")
	b.raw("1,")
	b.expr("x")
	b.raw("]")
	a.add(&b)
	a.raw("]")
	if got := a.sql(); got != "concat('[1,', x, ']]')" {
		t.Error(got)
	}
	if got := (&text{}).sql(); got != "''" {
		t.Error(got)
	}
}

// A condition of very many parts stays shallow.
func TestBalanced(t *testing.T) {
	parts := strings.Split(strings.Repeat("x ", 5000), " ")[:5000]
	depth, most := 0, 0
	for _, c := range all(parts) {
		switch c {
		case '(':
			depth++
			most = max(most, depth)
		case ')':
			depth--
		}
	}
	if most > 10 {
		t.Errorf("%d deep", most)
	}
	if all(nil) != "1" || anyOf(nil) != "0" {
		t.Error("of nothing")
	}
}
