package record

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"
)

// readYAML reads one plain YAML document: no anchors, aliases, merge keys or tags, so that what stands there is all there is.
func readYAML(data []byte) (n *node, bad *unreadable) {
	// The parser is not ours, and the text may be anybody's.
	defer func() {
		if p := recover(); p != nil {
			n, bad = nil, &unreadable{0, "text that the YAML reader cannot take", "plain YAML or JSON"}
		}
	}()
	if bad := tooMuchYAML(data); bad != nil {
		return nil, bad
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) // the parser counts the lines of \r\n twice
	tokens := tokenize(string(data))
	if bad := refusedTokens(tokens); bad != nil {
		return nil, bad
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey()) // ours names the item
	if err != nil {
		return nil, syntax(err)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, &unreadable{0, "an empty text", "a record in YAML or JSON"}
	}
	r := &yamlReader{}
	return r.value(file.Docs[0].Body)
}

// tokenize ends at the first fault, of which the last token tells: the parser's own loop goes on after one.
func tokenize(text string) (out token.Tokens) {
	var s scanner.Scanner
	s.Init(text)
	for {
		tokens, err := s.Scan()
		out.Add(tokens...)
		if err != nil { // or the end
			return out
		}
	}
}

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

// refusedTokens finds what no record needs and what would make the parser run deep.
func refusedTokens(tokens token.Tokens) *unreadable {
	flow, line, ended := 0, 0, false
	var open blocks
	for i, t := range tokens {
		at := t.Position
		if what := refused[t.Type]; what != "" {
			return &unreadable{at.Line, what, "plain YAML; text that begins with such a sign needs quotes"}
		}
		first := at.Line != line
		line = at.Line
		switch t.Type {
		case token.InvalidType:
			return &unreadable{at.Line, t.Error, "YAML or JSON"}
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		case token.SequenceEntryType:
			open.shut(at.Column + 1)
		case token.MappingValueType:
			if flow == 0 && i > 0 && open.field(tokens[i-1].Position.Column) > maxFields {
				return &unreadable{at.Line, fmt.Sprintf("more than %d fields in one object", maxFields), "the few fields of a record"}
			}
		case token.DocumentEndType:
			ended = true
			continue
		case token.CommentType:
			continue
		}
		if t.Type == token.DocumentHeaderType && i > 0 && tokens[i-1].Type != token.CommentType || ended {
			return &unreadable{at.Line, "a second document", "one record a text"}
		}
		if flow > maxDepth || flow == 0 && at.Column > maxIndent && (first || t.Type == token.SequenceEntryType) {
			return tooDeep(at.Line)
		}
	}
	return nil
}

// blocks are the block mappings that are open, by the column of their keys, each with the number of its fields so far.
type blocks []struct{ column, fields int }

// shut closes those from a column on.
func (b *blocks) shut(from int) {
	for n := len(*b); n > 0 && (*b)[n-1].column >= from; n-- {
		*b = (*b)[:n-1]
	}
}

// field counts a field of the mapping in that column.
func (b *blocks) field(column int) int {
	b.shut(column + 1)
	if n := len(*b); n == 0 || (*b)[n-1].column < column {
		*b = append(*b, struct{ column, fields int }{column, 0})
	}
	top := &(*b)[len(*b)-1]
	top.fields++
	return top.fields
}

func syntax(err error) *unreadable {
	var at interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if errors.As(err, &at) && at.GetToken() != nil {
		return &unreadable{at.GetToken().Position.Line, at.GetMessage(), "YAML or JSON"}
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return &unreadable{0, first, "YAML or JSON"}
}

type yamlReader struct{ nodes int }

func (r *yamlReader) value(in ast.Node) (*node, *unreadable) {
	if in == nil {
		return &node{}, nil
	}
	line := in.GetToken().Position.Line
	if r.nodes++; r.nodes > maxNodes {
		return nil, tooManyNodes(line)
	}
	switch in := in.(type) {
	case *ast.MappingNode:
		return r.object(in.Values, line)
	case *ast.MappingValueNode:
		return r.object([]*ast.MappingValueNode{in}, line)
	case *ast.SequenceNode:
		n := &node{kind: list, line: line}
		for _, v := range in.Values {
			item, bad := r.value(v)
			if bad != nil {
				return nil, bad
			}
			n.items = append(n.items, item)
		}
		return n, nil
	case *ast.LiteralNode:
		return &node{kind: text, text: in.Value.Value, line: line}, nil
	case *ast.StringNode:
		if quoted(in.Token) {
			return &node{kind: text, text: in.Value, line: line}, nil
		}
		return plain(in.Value, line), nil
	case *ast.NullNode:
		return &node{line: line}, nil
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return plain(in.GetToken().Value, line), nil
	}
	return nil, &unreadable{line, "YAML of kind " + in.Type().YAMLName(), "lists, objects, texts, numbers, true, false and null"}
}

func (r *yamlReader) object(values []*ast.MappingValueNode, line int) (*node, *unreadable) {
	n := &node{kind: object, line: line}
	for _, v := range values {
		key := v.Key.GetToken()
		m := member{key: key.Value, line: key.Position.Line}
		value, bad := r.value(v.Value)
		if bad != nil {
			return nil, bad
		}
		m.value = value
		n.members = append(n.members, m)
	}
	return n, nil
}

func quoted(t *token.Token) bool {
	return t.Type == token.SingleQuoteType || t.Type == token.DoubleQuoteType
}
