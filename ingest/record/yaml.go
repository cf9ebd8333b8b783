package record

import (
	"bytes"
	"errors"
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

func syntax(err error) *unreadable {
	var at interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if errors.As(err, &at) && at.GetToken() != nil {
		return otherForm(at.GetToken().Position.Line, at.GetMessage())
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return otherForm(0, first)
}

// otherForm is text that is no YAML, with what the parser says of it.
func otherForm(line int, why string) *unreadable {
	return &unreadable{line, "text of another form (" + strings.TrimPrefix(why, "found ") + ")", "YAML or JSON"}
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
