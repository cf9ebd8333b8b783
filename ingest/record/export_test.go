package record

import (
	"encoding/json"
	"errors"
)

// WhenPattern is the form of dates that the JSON Schema gives.
const WhenPattern = whenPattern

// Plain is the data of a text as a JSON Schema library takes it, read by the same reader as Parse's.
func Plain(data []byte) (any, error) {
	n, bad := read(data)
	if bad != nil {
		return nil, errors.New(bad.found)
	}
	return n.plain(), nil
}

func (n *node) plain() any {
	switch n.kind {
	case null:
		return nil
	case boolean:
		return n.text == "true"
	case number:
		return json.Number(n.text)
	case text:
		return n.text
	case list:
		out := []any{}
		for _, i := range n.items {
			out = append(out, i.plain())
		}
		return out
	}
	out := map[string]any{}
	for _, m := range n.members {
		out[m.key] = m.value.plain()
	}
	return out
}
