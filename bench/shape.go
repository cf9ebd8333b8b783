package main

import (
	"encoding/json"
	"fmt"

	"councilgraph/graph/value"
)

// shape says how the cells that a hand-written statement returns stand in the answer.
type shape struct {
	keys   []string // of an object; its cell is a list of the fields' cells
	kids   []*shape
	list   bool // of kids[0]
	either bool // the cell is [which of kids, cell]
	number int  // decimals of a number that is kept as a whole one; -1 where it is printed as it is
	day    bool
}

// The leaves.
var (
	plain = &shape{number: -1}
	day   = &shape{day: true}
	money = &shape{number: 2}
)

// obj is an object of names and shapes in turn.
func obj(pairs ...any) *shape {
	s := &shape{}
	for i := 0; i < len(pairs); i += 2 {
		s.keys, s.kids = append(s.keys, pairs[i].(string)), append(s.kids, pairs[i+1].(*shape))
	}
	return s
}

func listOf(of *shape) *shape { return &shape{list: true, kids: []*shape{of}} }

func either(kids ...*shape) *shape { return &shape{either: true, kids: kids} }

// write appends a cell as JSON.
func (s *shape) write(b []byte, cell any) []byte {
	if cell == nil {
		return append(b, "null"...)
	}
	switch {
	case s.list:
		b = append(b, '[')
		for i, c := range cell.([]any) {
			if i > 0 {
				b = append(b, ',')
			}
			b = s.kids[0].write(b, c)
		}
		return append(b, ']')
	case s.either:
		pair := cell.([]any)
		return s.kids[pair[0].(int64)].write(b, pair[1])
	case len(s.keys) > 0:
		cells := cell.([]any)
		b = append(b, '{')
		for i, k := range s.keys {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(append(append(b, '"'), k...), '"', ':')
			b = s.kids[i].write(b, cells[i])
		}
		return append(b, '}')
	}
	return s.leaf(b, cell)
}

func (s *shape) leaf(b []byte, cell any) []byte {
	switch v := cell.(type) {
	case int64:
		switch {
		case s.day:
			return append(value.AppendDay(append(b, '"'), value.Day(v)), '"')
		case s.number >= 0:
			return append(value.AppendDecimal(append(b, '"'), v, s.number), '"')
		}
		return fmt.Append(b, v)
	case string:
		text, _ := json.Marshal(v) // a text never fails
		return append(b, text...)
	}
	return fmt.Append(b, cell)
}
