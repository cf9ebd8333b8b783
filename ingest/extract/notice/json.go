package notice

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// What a package of releases may hold at most. A larger one is refused before it is read.
const (
	maxBytes = 32 << 20
	maxNodes = 1_000_000
	maxDepth = 48
)

type kind int

const (
	nullKind kind = iota
	boolKind
	numberKind
	textKind
	listKind
	objectKind
)

var kindNames = []string{"null", "a truth value", "a number", "text", "a list", "an object"}

// node is a value of the JSON with its place.
type node struct {
	kind   kind
	text   string // of text, numbers as written, true and false
	keys   []string
	fields map[string]*node
	items  []*node
	path   string
	line   int
}

func (n *node) fault(found, expected string) *Error {
	return &Error{Path: n.path, Line: n.line, Found: found, Expected: expected}
}

// tree reads JSON, keeping the source text of numbers.
type tree struct {
	*json.Decoder
	data  []byte
	line  int
	seen  int64
	nodes int
}

func readJSON(data []byte) (*node, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, &Error{Found: "nothing", Expected: "a release or a release package as JSON"}
	case len(data) > maxBytes:
		return nil, &Error{Found: fmt.Sprintf("%d bytes", len(data)), Expected: fmt.Sprintf("at most %d", maxBytes)}
	case !utf8.Valid(data):
		return nil, &Error{Found: "bytes that are not UTF-8", Expected: "JSON in UTF-8"}
	}
	t := &tree{Decoder: json.NewDecoder(bytes.NewReader(data)), data: data, line: 1}
	t.UseNumber()
	root, err := t.value("", 0)
	if err != nil {
		return nil, err
	}
	if _, err := t.Token(); !errors.Is(err, io.EOF) {
		return nil, &Error{Line: t.line, Found: "more after the JSON's end", Expected: "one release or release package"}
	}
	return root, nil
}

// token is the next one, or says where the JSON breaks off.
func (t *tree) token(path string) (json.Token, error) {
	tok, err := t.Token()
	if end := t.InputOffset(); end > t.seen {
		t.line += bytes.Count(t.data[t.seen:end], []byte("\n"))
		t.seen = end
	}
	switch {
	case err == nil:
		return tok, nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &Error{Path: path, Line: 1 + bytes.Count(t.data, []byte("\n")), Found: "the end of the text", Expected: "the rest of the JSON: it is cut off"}
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line := 1 + bytes.Count(t.data[:min(int(syntax.Offset), len(t.data))], []byte("\n"))
		if int(syntax.Offset) >= len(t.data) {
			return nil, &Error{Path: path, Line: line, Found: "the end of the text", Expected: "the rest of the JSON: it is cut off"}
		}
		return nil, &Error{Path: path, Line: line, Found: "what is no JSON (" + syntax.Error() + ")", Expected: "JSON"}
	}
	return nil, &Error{Path: path, Line: t.line, Found: "what is no JSON", Expected: "JSON"}
}

func (t *tree) value(path string, depth int) (*node, error) {
	tok, err := t.token(path)
	if err != nil {
		return nil, err
	}
	n := &node{path: path, line: t.line}
	if t.nodes++; t.nodes > maxNodes {
		return nil, n.fault("more values than can be read", fmt.Sprintf("at most %d", maxNodes))
	}
	if depth > maxDepth {
		return nil, n.fault("values within values", fmt.Sprintf("at most %d deep", maxDepth))
	}
	switch v := tok.(type) {
	case bool:
		n.kind, n.text = boolKind, fmt.Sprint(v)
	case json.Number:
		n.kind, n.text = numberKind, v.String()
	case string:
		n.kind, n.text = textKind, v
	case json.Delim:
		if v == '[' {
			return n, t.list(n, depth)
		}
		return n, t.object(n, depth)
	}
	return n, nil
}

func (t *tree) list(n *node, depth int) error {
	n.kind = listKind
	for t.More() {
		item, err := t.value(fmt.Sprintf("%s[%d]", n.path, len(n.items)), depth+1)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	_, err := t.token(n.path)
	return err
}

func (t *tree) object(n *node, depth int) error {
	n.kind, n.fields = objectKind, map[string]*node{}
	for t.More() {
		tok, err := t.token(n.path)
		if err != nil {
			return err
		}
		key, ok := tok.(string)
		if !ok {
			return &Error{Path: n.path, Line: t.line, Found: "a field without a name", Expected: "JSON"}
		}
		path := key
		if n.path != "" {
			path = n.path + "." + key
		}
		if n.fields[key] != nil {
			return &Error{Path: path, Line: t.line, Found: "the field twice", Expected: "each field once"}
		}
		v, err := t.value(path, depth+1)
		if err != nil {
			return err
		}
		n.keys = append(n.keys, key)
		n.fields[key] = v
	}
	_, err := t.token(n.path)
	return err
}
