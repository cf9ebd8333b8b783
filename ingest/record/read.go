package record

import (
	"bytes"
	"encoding/json"
	"fmt"

	"councilgraph/graph/value"
)

// unreadable says why a text is no data at all.
type unreadable struct {
	line            int
	found, expected string
}

// read turns the text of a record into nodes. JSON is YAML too, but its own reader is exact and costs a tenth.
func read(data []byte) (*node, *unreadable) {
	if len(data) > maxBytes {
		return nil, &unreadable{0, fmt.Sprintf("%d bytes", len(data)), fmt.Sprintf("at most %d; send it in parts, each with `complete: false`", maxBytes)}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if at := value.NotUTF8(data); at >= 0 {
		return nil, &unreadable{1 + bytes.Count(data[:at], []byte("\n")), fmt.Sprintf("a byte that is not UTF-8 (%#x, %d bytes into the text)", data[at], at), "text in UTF-8"}
	}
	if first := bytes.TrimLeft(data, " \t\r\n"); len(first) > 0 && first[0] == '{' && json.Valid(data) {
		if at := value.LoneSurrogate(data); at >= 0 {
			return nil, &unreadable{1 + bytes.Count(data[:at], []byte("\n")), fmt.Sprintf("half of a character, %s, %d bytes into the text", data[at:at+6], at), "both halves, or the character itself in UTF-8"}
		}
		return readJSON(data)
	}
	return readYAML(data)
}

func tooManyNodes(line int) *unreadable {
	return &unreadable{line, fmt.Sprintf("more than %d values", maxNodes), "a smaller record, or several"}
}

func tooDeep(line int) *unreadable {
	return &unreadable{line, fmt.Sprintf("more than %d levels of nesting", maxDepth), "the few levels of a record"}
}
