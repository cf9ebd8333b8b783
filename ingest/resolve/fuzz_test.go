package resolve

import (
	"strings"
	"testing"
)

// FuzzPiece: whatever the texts are, tokens lie in order within them, and what took the place of printed words stands once.
func FuzzPiece(f *testing.F) {
	for _, c := range [][3]string{
		{"There are 1,465 open tickets.", "There are 1,456 open tickets.", "1,465 open"},
		{"£17.84M on Tuesday 8 July 2025", "£9.1 million on Monday 7 July 2025", "8 July"},
		{"5 of 8, −3 %, Q1", "6 of 8, −4 %, Q2", "5 of 8"}, {"", "", ""}, {"\xff1", "\xff2", "\xff"},
	} {
		f.Add(c[0], c[1], c[2])
	}
	f.Fuzz(func(t *testing.T, was, is, printed string) {
		at := 0
		for _, tok := range tokens(was) {
			if tok.start < at || tok.end <= tok.start || tok.end > len(was) || was[tok.start:tok.end] != tok.printed {
				t.Fatalf("%q: %+v", was, tok)
			}
			at = tok.end
		}
		p, ok := align(was, is)
		if !ok {
			return
		}
		if now, figures, ok := p.piece(printed); ok && (strings.Count(is, now) != 1 || len(figures) > len(p.from)) {
			t.Errorf("%q of %q is %q in %q", printed, was, now, is)
		}
	})
}
