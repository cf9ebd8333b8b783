package graph

import (
	"errors"
	"io"
)

// Answer is a root field's value as JSON, read and written in selection order. Marshalling it only copies: a marshaller that
// reads would read one root field after the other, and could not take its first bytes back on an error.
type Answer []byte

// MarshalGQL writes the answer as it is.
func (a Answer) MarshalGQL(w io.Writer) { _, _ = w.Write(a) }

// UnmarshalGQL makes Answer a scalar to gqlgen; no input has the type.
func (*Answer) UnmarshalGQL(any) error { return errors.New("not an input") }
