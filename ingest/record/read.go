package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// unreadable says why a text is no data at all.
type unreadable struct {
	line            int
	found, expected string
}

// read turns the text of a record into nodes. JSON is YAML too, but its own reader is exact and costs a tenth.
func read(data []byte) (*node, *unreadable) {
	if len(data) > maxBytes {
		return nil, &unreadable{0, fmt.Sprintf("%d bytes", len(data)), fmt.Sprintf("at most %d", maxBytes)}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if line, ok := notUTF8(data); ok {
		return nil, &unreadable{line, "a byte that is not UTF-8", "text in UTF-8"}
	}
	if first := bytes.TrimLeft(data, " \t\r\n"); len(first) > 0 && first[0] == '{' && json.Valid(data) {
		return readJSON(data)
	}
	return readYAML(data)
}

// notUTF8 finds the first line that is not valid UTF-8.
func notUTF8(data []byte) (line int, found bool) {
	if utf8.Valid(data) {
		return 0, false
	}
	for at, rest := 1, data; ; at++ {
		head, tail, _ := bytes.Cut(rest, []byte("\n"))
		if !utf8.Valid(head) {
			return at, true
		}
		rest = tail
	}
}

func tooManyNodes(line int) *unreadable {
	return &unreadable{line, fmt.Sprintf("more than %d values", maxNodes), "a smaller record, or several"}
}

func tooDeep(line int) *unreadable {
	return &unreadable{line, fmt.Sprintf("more than %d levels of nesting", maxDepth), "the few levels of a record"}
}
