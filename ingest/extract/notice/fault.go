package notice

import (
	"fmt"
	"strconv"
)

// Error says what of a notice cannot be read, and where.
type Error struct {
	// Path is the place: releases[2].awards[0].value.amount. Empty where the text as a whole is meant.
	Path string
	// Line is that of the JSON or text, from 1; 0 where it is not known.
	Line            int
	Found, Expected string
}

func (e *Error) Error() string {
	place := e.Path
	if place == "" {
		place = "notice"
	}
	if e.Line > 0 {
		place = fmt.Sprintf("line %d: %s", e.Line, place)
	}
	return fmt.Sprintf("%s: found %s, expected %s", place, e.Found, e.Expected)
}

func quote(s string) string {
	const limit = 60
	n := 0
	for i := range s {
		if n == limit {
			return strconv.Quote(s[:i]) + "..."
		}
		n++
	}
	return strconv.Quote(s)
}
