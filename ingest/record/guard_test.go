package record

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// tally counts what costs the parser more than its share.
type tally struct{ empty, fields int }

func (c *tally) Visit(n ast.Node) ast.Visitor {
	if n == nil {
		return nil
	}
	if t := n.GetToken(); n.Type() == ast.NullType && t != nil && t.Type == token.ImplicitNullType {
		c.empty++
	}
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle {
		c.fields = max(c.fields, len(m.Values))
	}
	return c
}

// TestGuardCounts: what the guard lets through has no more fields in one object, and no more values that are not there, than it
// has counted; so the parser's time is bounded by what the guard allows.
func TestGuardCounts(t *testing.T) {
	pieces := []string{"a", "b: ", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", "a: ", "-\n", "# c\n", "'q'", `"d": `, "1", "null", "|\n", ":",
		"x:\n", "...\n", "{a: ", "{b,", "}\n"}
	random := rand.New(rand.NewPCG(1, 2))
	parsed := 0
	for range 30_000 {
		var text string
		for range random.IntN(14) + 1 {
			text += pieces[random.IntN(len(pieces))]
		}
		tokens := tokenize(text)
		if refusedTokens(tokens) != nil {
			continue
		}
		plain := slices.DeleteFunc(slices.Clone(tokens), func(t *token.Token) bool { return t.Type == token.CommentType })
		g, fields := &guard{tokens: plain}, 0
		for i, tok := range plain {
			if bad := g.step(i, tok); bad != nil {
				t.Fatal(bad)
			}
			for _, b := range g.blocks {
				fields = max(fields, b.fields)
			}
		}
		file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
		if err != nil {
			continue
		}
		parsed++
		var got tally
		for _, d := range file.Docs {
			if d.Body != nil {
				ast.Walk(&got, d.Body)
			}
		}
		if got.empty > g.empty+1 || got.fields > fields && got.fields > 1 {
			t.Errorf("%q: %d empty, %d counted; %d fields, %d counted", text, got.empty, g.empty, got.fields, fields)
		}
	}
	if parsed < 1_000 {
		t.Errorf("only %d texts were parsed", parsed)
	}
}
