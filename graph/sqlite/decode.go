package sqlite

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
)

// decode reads the JSON text of an answer: nulls, booleans, whole numbers of 64 bits, strings and arrays. Strings without an
// escape share the answer's memory.
func decode(answer string) (query.Cell, error) {
	d := decoder{s: answer, chunk: min(arenaSize, max(8, len(answer)/16))}
	v, err := d.value(0)
	if err != nil {
		return nil, err
	}
	d.space()
	if d.i < len(d.s) {
		return nil, d.fault("more text")
	}
	return v, nil
}

// depthLimit bounds nesting, so that no text exhausts the stack. Statements nest far less deeply.
const depthLimit = 10_000

type decoder struct {
	s string
	i int
	// stack holds the elements of the arrays that are open, and arena the arrays that are closed, many to one allocation.
	stack []any
	arena []any
	chunk int // how large the next arena is
}

func (d *decoder) fault(what string) error {
	return fmt.Errorf("the statement's answer, at byte %d: %s", d.i, what)
}

func (d *decoder) space() {
	for d.i < len(d.s) {
		switch d.s[d.i] {
		case ' ', '\t', '\n', '\r':
			d.i++
		default:
			return
		}
	}
}

func (d *decoder) value(depth int) (any, error) {
	d.space()
	if d.i >= len(d.s) {
		return nil, d.fault("an early end")
	}
	switch c := d.s[d.i]; {
	case c == '"':
		return d.text()
	case c == '[':
		return d.array(depth)
	case c == '-' || '0' <= c && c <= '9':
		return d.number()
	case c == tooLarge[0]:
		return nil, store.ErrTooLarge
	}
	switch rest := d.s[d.i:]; {
	case strings.HasPrefix(rest, "null"):
		d.i += len("null")
		return nil, nil
	case strings.HasPrefix(rest, "true"):
		d.i += len("true")
		return true, nil
	case strings.HasPrefix(rest, "false"):
		d.i += len("false")
		return false, nil
	}
	return nil, d.fault("no value")
}

func (d *decoder) array(depth int) (any, error) {
	if depth >= depthLimit {
		return nil, d.fault("too deep")
	}
	d.i++
	base := len(d.stack)
	for first := true; ; first = false {
		d.space()
		if d.i >= len(d.s) {
			return nil, d.fault("an open array")
		}
		if first && d.s[d.i] == ']' {
			break
		}
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		d.stack = append(d.stack, v)
		d.space()
		if d.i >= len(d.s) {
			return nil, d.fault("an open array")
		}
		if d.s[d.i] == ']' {
			break
		}
		if d.s[d.i] != ',' {
			return nil, d.fault("no comma")
		}
		d.i++
	}
	d.i++
	out := d.keep(d.stack[base:])
	clear(d.stack[base:])
	d.stack = d.stack[:base]
	return out, nil
}

const arenaSize = 1024

// keep copies a closed array into the arena. Its capacity is its length, so that nobody appends over a neighbour.
func (d *decoder) keep(values []any) []any {
	if len(values) == 0 {
		return []any{}
	}
	if cap(d.arena)-len(d.arena) < len(values) {
		if len(values) > d.chunk/4 {
			return append([]any(nil), values...)
		}
		d.arena = make([]any, 0, d.chunk)
	}
	n := len(d.arena)
	d.arena = append(d.arena, values...)
	return d.arena[n:len(d.arena):len(d.arena)]
}

// number reads a whole number. SQLite turns to floating point only where 64 bits overflow.
func (d *decoder) number() (any, error) {
	negative := d.s[d.i] == '-'
	if negative {
		d.i++
	}
	limit := uint64(math.MaxInt64)
	if negative {
		limit++
	}
	start := d.i
	n, over := uint64(0), false
	for ; d.i < len(d.s) && '0' <= d.s[d.i] && d.s[d.i] <= '9'; d.i++ {
		digit := uint64(d.s[d.i] - '0')
		if n > (limit-digit)/10 {
			over = true
			continue
		}
		n = n*10 + digit
	}
	switch {
	case d.i == start, d.i > start+1 && d.s[start] == '0':
		return nil, d.fault("no number")
	case d.i < len(d.s) && strings.IndexByte(".eE", d.s[d.i]) >= 0, over:
		return nil, fmt.Errorf("%w: a number of the answer needs more than 64 bits", store.ErrTooLarge)
	case negative:
		return int64(-n), nil
	}
	return int64(n), nil
}

func (d *decoder) text() (any, error) {
	d.i++
	start := d.i
	for d.i < len(d.s) {
		switch c := d.s[d.i]; {
		case c == '"':
			s := d.s[start:d.i]
			d.i++
			return s, nil
		case c == '\\':
			return d.escaped(start)
		case c < ' ':
			return nil, d.fault("a control character")
		}
		d.i++
	}
	return nil, d.fault("an open string")
}

// escaped reads the rest of a string that has escapes.
func (d *decoder) escaped(start int) (any, error) {
	b := append(make([]byte, 0, d.i-start+64), d.s[start:d.i]...)
	for d.i < len(d.s) {
		c := d.s[d.i]
		d.i++
		switch {
		case c == '"':
			return string(b), nil
		case c < ' ':
			return nil, d.fault("a control character")
		case c != '\\':
			b = append(b, c)
			continue
		}
		if d.i >= len(d.s) {
			break
		}
		c = d.s[d.i]
		d.i++
		if at := strings.IndexByte(`"\/bfnrt`, c); at >= 0 {
			b = append(b, "\"\\/\b\f\n\r\t"[at])
			continue
		}
		r, ok := rune(-1), false
		if c == 'u' {
			r, ok = d.hex()
		}
		if !ok {
			return nil, d.fault("no escape")
		}
		if utf16.IsSurrogate(r) { // a pair of two is one character; half a pair is none
			r = d.pair(r)
		}
		b = utf8.AppendRune(b, r)
	}
	return nil, d.fault("an open string")
}

func (d *decoder) pair(first rune) rune {
	at := d.i
	if strings.HasPrefix(d.s[d.i:], `\u`) {
		d.i += 2
		if second, ok := d.hex(); ok {
			if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
				return r
			}
		}
	}
	d.i = at
	return utf8.RuneError
}

func (d *decoder) hex() (rune, bool) {
	if len(d.s)-d.i < 4 {
		return 0, false
	}
	var r rune
	for _, c := range []byte(d.s[d.i : d.i+4]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	d.i += 4
	return r, true
}
