package record

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml/token"
)

// What stands here keeps the YAML parser, which is not ours, from running deep, long or large: it is looked for in the bytes and
// the tokens, before the parser sees them.

// marks are the bytes without which no further token begins, so that their number bounds the tokens before any is made.
var marks = func() (is [256]bool) {
	for _, c := range []byte(",:[]{}-?&*!|>#%'\"\n") {
		is[c] = true
	}
	return
}()

func tooMuchYAML(data []byte) *unreadable {
	n := 0
	for i, c := range data {
		// A dash within a word begins nothing.
		if marks[c] && (c != '-' || i+1 == len(data) || data[i+1] <= ' ') {
			n++
		}
	}
	if len(data) > maxYAMLBytes || n > maxYAMLMarks {
		return &unreadable{0, fmt.Sprintf("%d bytes of YAML", len(data)),
			fmt.Sprintf("at most %d bytes and %d marks of structure in YAML; send it as JSON", maxYAMLBytes, maxYAMLMarks)}
	}
	return nil
}

var refused = map[token.Type]string{
	token.AnchorType: "an anchor (&)", token.AliasType: "an alias (*)", token.MergeKeyType: "a merge key (<<)", token.TagType: "a tag (!)",
	token.DirectiveType: "a directive (%)", token.MappingKeyType: "a key after ?",
}

// guard walks the tokens of a text.
type guard struct {
	tokens token.Tokens
	flow   []token.Type // the brackets that are open
	blocks []block
	empty  int // fields and entries without a value, which the parser fills in
}

// block is an open block mapping: the column of its keys, and the number of them so far.
type block struct{ column, fields int }

// refusedTokens finds what no record needs.
func refusedTokens(tokens token.Tokens) *unreadable {
	tokens = slices.DeleteFunc(slices.Clone(tokens), func(t *token.Token) bool { return t.Type == token.CommentType })
	g := &guard{tokens: tokens}
	line, ended := 0, false
	for i, t := range tokens {
		at := t.Position
		if what := refused[t.Type]; what != "" {
			return &unreadable{at.Line, what, "plain YAML; text that begins with such a sign needs quotes"}
		}
		first := at.Line != line
		line = at.Line
		switch t.Type {
		case token.InvalidType:
			return otherForm(at.Line, t.Error)
		case token.DocumentEndType:
			ended = true
			continue
		}
		if t.Type == token.DocumentHeaderType && i > 0 || ended {
			return &unreadable{at.Line, "a second document", "one record a text"}
		}
		if bad := g.step(i, t); bad != nil {
			return bad
		}
		if len(g.flow) > maxDepth || len(g.flow) == 0 && at.Column > maxIndent && (first || t.Type == token.SequenceEntryType) {
			return tooDeep(at.Line)
		}
	}
	return nil
}

func (g *guard) step(i int, t *token.Token) *unreadable {
	column := t.Position.Column
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		g.flow = append(g.flow, t.Type)
	case token.SequenceEndType, token.MappingEndType:
		g.flow = g.flow[:max(0, len(g.flow)-1)]
	case token.SequenceEntryType:
		g.shut(column + 1)
		g.count(i, column, false)
	case token.MappingValueType:
		block := len(g.flow) == 0
		if g.within(token.SequenceStartType) {
			// In YAML that may be a text, 18:00, which the scanner takes for a key where the brackets stand within { }.
			return &unreadable{t.Position.Line, "a colon within [ ]", "quotes around a text that has one, or {key: value}"}
		}
		if !block && !g.follows(i-1, token.MappingStartType) && !g.follows(i-1, token.CollectEntryType) {
			return &unreadable{t.Position.Line, "a key within { } that follows no comma", "{key: value, key: value}"}
		}
		if i == 0 || block && g.tokens[i-1].Position.Line != t.Position.Line || g.follows(i-1, token.LiteralType) || g.follows(i-1, token.FoldedType) {
			return &unreadable{t.Position.Line, "a colon without a key on its line", "key: value"}
		}
		column = g.tokens[i-1].Position.Column
		g.count(i, column, true)
		if block && g.field(column) > maxFields {
			return &unreadable{t.Position.Line, fmt.Sprintf("more than %d fields in one object", maxFields), "the few fields of a record"}
		}
	default:
		if g.within(token.MappingStartType) && g.ends(i+1) && !g.follows(i, token.MappingValueType) {
			g.empty++ // {a, b}
		}
	}
	if g.empty > maxEmpty {
		return &unreadable{t.Position.Line, fmt.Sprintf("more than %d fields and entries without a value", maxEmpty), "null, or no such field"}
	}
	return nil
}

// count sees whether a value follows the colon of a key, or the dash of an entry, in that column.
func (g *guard) count(i, column int, key bool) {
	if g.ends(i + 1) {
		g.empty++
		return
	}
	next := g.tokens[i+1]
	same := next.Position.Column == column && key && next.Type == token.SequenceEntryType // a list may stand under its key
	if len(g.flow) == 0 && next.Position.Line > g.tokens[i].Position.Line && next.Position.Column <= column && !same {
		g.empty++
	}
}

// ends: no value begins at that token.
func (g *guard) ends(i int) bool {
	if i >= len(g.tokens) {
		return true
	}
	switch g.tokens[i].Type {
	case token.CollectEntryType, token.MappingEndType, token.SequenceEndType, token.DocumentEndType:
		return true
	}
	return false
}

// within says whether that bracket is the last one open.
func (g *guard) within(t token.Type) bool { return len(g.flow) > 0 && g.flow[len(g.flow)-1] == t }

// follows says whether a token of that type stands before it.
func (g *guard) follows(i int, t token.Type) bool { return i > 0 && g.tokens[i-1].Type == t }

// shut closes the mappings from a column on.
func (g *guard) shut(from int) {
	for n := len(g.blocks); n > 0 && g.blocks[n-1].column >= from; n-- {
		g.blocks = g.blocks[:n-1]
	}
}

// field counts a field of the mapping in that column.
func (g *guard) field(column int) int {
	g.shut(column + 1)
	if n := len(g.blocks); n == 0 || g.blocks[n-1].column < column {
		g.blocks = append(g.blocks, block{column, 0})
	}
	top := &g.blocks[len(g.blocks)-1]
	top.fields++
	return top.fields
}
