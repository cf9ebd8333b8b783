package record

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// node is a value of the record's text, whether that is YAML or JSON.
type node struct {
	kind    kind
	text    string // of a text what it says; of any other scalar its source, so that no number passes through a float
	line    int
	items   []*node
	members []member
}

type member struct {
	key   string
	line  int
	value *node
}

type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	list
	object
)

// numbers are those of YAML's core schema.
var numbers = regexp.MustCompile(`^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`)

// plain is the value of a scalar without quotes, by YAML's core schema: a date is text.
func plain(source string, line int) *node {
	n := &node{kind: text, text: source, line: line}
	switch source {
	case "", "~", "null", "Null", "NULL":
		n.kind = null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		n.kind, n.text = boolean, strings.ToLower(source)
	default:
		if numbers.MatchString(source) {
			n.kind = number
		}
	}
	return n
}

// describe says what was found, for a problem.
func (n *node) describe() string {
	if n == nil {
		return "nothing"
	}
	switch n.kind {
	case null:
		return "null"
	case boolean:
		return n.text
	case number:
		return "the number " + cut(n.text)
	case text:
		return quote(n.text)
	case list:
		return fmt.Sprintf("a list of %d", len(n.items))
	}
	return fmt.Sprintf("an object of %d", len(n.members))
}

// quote shows a text in a problem, cut to a readable length.
func quote(s string) string {
	if short := cut(s); len(short) < len(s) {
		return strconv.Quote(strings.TrimSuffix(short, "...")) + "..."
	}
	return strconv.Quote(s)
}

func cut(s string) string {
	const limit = 60
	if utf8.RuneCountInString(s[:min(len(s), 4*limit+4)]) <= limit {
		return s
	}
	n := 0
	for i := range s {
		if n == limit {
			return s[:i] + "..."
		}
		n++
	}
	return s
}
