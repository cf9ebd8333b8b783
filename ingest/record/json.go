package record

import (
	"bytes"
	"encoding/json"
	"strings"
)

// jsonReader reads valid JSON, keeping lines, double keys and the source text of numbers.
type jsonReader struct {
	*json.Decoder
	data  []byte
	line  int
	seen  int64 // up to where lines are counted
	nodes int
}

func readJSON(data []byte) (*node, *unreadable) {
	r := &jsonReader{Decoder: json.NewDecoder(bytes.NewReader(data)), data: data, line: 1}
	r.UseNumber()
	return r.value(r.next(), 0)
}

// next is the next token; r.line is the line on which it ends, where it also began: no token of JSON has a line break.
func (r *jsonReader) next() json.Token {
	t, err := r.Token()
	if err != nil {
		return nil // json.Valid has seen the whole text
	}
	end := r.InputOffset()
	r.line += bytes.Count(r.data[r.seen:end], []byte("\n"))
	r.seen = end
	return t
}

func (r *jsonReader) value(t json.Token, depth int) (*node, *unreadable) {
	if r.nodes++; r.nodes > maxNodes {
		return nil, tooManyNodes(r.line)
	}
	if depth > maxDepth {
		return nil, tooDeep(r.line)
	}
	n := &node{line: r.line}
	switch t := t.(type) {
	case bool:
		n.kind, n.text = boolean, map[bool]string{true: "true", false: "false"}[t]
	case json.Number:
		n.kind, n.text = number, t.String()
	case string:
		n.kind, n.text = text, strings.Clone(t)
	case json.Delim:
		if t == '[' {
			n.kind = list
		} else {
			n.kind = object
		}
		for r.More() {
			m := member{}
			if n.kind == object {
				m.key, _ = r.next().(string)
				m.line = r.line
			}
			v, bad := r.value(r.next(), depth+1)
			if bad != nil {
				return nil, bad
			}
			if n.kind == list {
				n.items = append(n.items, v)
				continue
			}
			m.value = v
			n.members = append(n.members, m)
		}
		r.next() // the closing bracket
	}
	return n, nil
}
