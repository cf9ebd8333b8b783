package record

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// spot is a place in the text and what stands there; node is nil where nothing does. Its methods read it as what is wanted there,
// or report a problem of the item that it belongs to.
type spot struct {
	*reader
	item *item
	path string
	line int
	node *node
}

// Place is where it stands.
func (s spot) Place() Place { return Place{Path: s.path, Line: s.line} }

func (s spot) fault(found, expected string) { s.report.add(s.item, s.Place(), found, expected) }

// wrong reports what stands there.
func (s spot) wrong(expected string) { s.fault(s.node.describe(), expected) }

// given says whether something stands there; null is nothing.
func (s spot) given() bool { return s.node != nil && s.node.kind != null }

// needed says whether something stands there, and reports if not.
func (s spot) needed(expected string) bool {
	if !s.given() {
		s.wrong(expected)
		return false
	}
	return true
}

// fields are the fields of an object, by name.
type fields struct {
	spot
	at map[string]spot
}

// get is a field; nothing stands there where it is not given.
func (f fields) get(name string) spot {
	if at, ok := f.at[name]; ok {
		return at
	}
	at := f.spot
	at.path, at.node = f.under(name), nil
	return at
}

// peek is a field of what may be an object, before it is known which fields that may have.
func (s spot) peek(name string) spot {
	at := s
	at.path, at.node = s.under(name), nil
	if s.node == nil {
		return at
	}
	for _, m := range s.node.members {
		if m.key == name {
			at.line, at.node = m.line, m.value
			break
		}
	}
	return at
}

func (s spot) under(name string) string {
	if s.path == "" {
		return name
	}
	return s.path + "." + name
}

// object reads an object with these fields, each at most once. A field that is another's business has a reason in `why`.
func (s spot) object(allowed []string, why map[string]string) (fields, bool) {
	out := fields{spot: s, at: map[string]spot{}}
	if s.node == nil || s.node.kind != object {
		s.wrong("an object with the fields " + strings.Join(allowed, ", "))
		return out, false
	}
	for _, m := range s.node.members {
		at := s
		at.path, at.line, at.node = s.under(cut(m.key)), m.line, m.value
		if first, ok := out.at[m.key]; ok {
			at.fault("the field "+quote(m.key)+" twice", "it once; the other is on line "+strconv.Itoa(first.line))
			continue
		}
		if !slices.Contains(allowed, m.key) {
			expected := why[m.key]
			if expected == "" {
				expected = oneOf(allowed, m.key)
			}
			at.fault("the unknown field "+quote(m.key), expected)
			continue
		}
		out.at[m.key] = at
	}
	return out, true
}

// list reads a list; nothing is an empty one.
func (s spot) list(of string) []spot {
	if !s.given() {
		return nil
	}
	if s.node.kind != list {
		s.wrong("a list of " + of)
		return nil
	}
	out := make([]spot, len(s.node.items))
	for i, n := range s.node.items {
		at := s
		at.path, at.line, at.node = fmt.Sprintf("%s[%d]", s.path, i), n.line, n
		out[i] = at
	}
	return out
}
