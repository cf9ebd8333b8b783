package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
)

// Format is the form of an answer.
type Format int

// The forms.
const (
	JSON Format = iota
	CSVTable
)

// Request is one operation to execute without HTTP. Decode Variables with json.Decoder.UseNumber: float64 loses digits.
type Request struct {
	Query         string
	OperationName string
	Variables     map[string]any
}

// Execute answers one operation as HTTP would, with all bounds, for a command of this process; it may write. The bytes are the
// JSON answer with its errors, or the table. The error names every error of the answer; with JSON the bytes are there all the
// same, and hold what could be answered.
func (s *Server) Execute(ctx context.Context, r Request, f Format) ([]byte, error) {
	ctx = withAccess(ctx, nil)
	var out *table
	if f == CSVTable {
		ctx, out = withTable(ctx)
	}
	resp := s.run(ctx, &graphql.RawParams{Query: r.Query, OperationName: r.OperationName, Variables: r.Variables}, s.may)
	var errs []error
	for _, e := range resp.Errors {
		err := fmt.Errorf("%v: %s", e.Extensions["code"], e.Message)
		if len(e.Path) > 0 {
			err = fmt.Errorf("%w (at %s)", err, e.Path)
		}
		if hint, ok := e.Extensions["hint"]; ok {
			err = fmt.Errorf("%w: %s", err, hint)
		}
		errs = append(errs, err)
	}
	switch {
	case f != CSVTable:
		return bytes.Join(body(resp), nil), errors.Join(errs...)
	case len(errs) > 0:
		return nil, errors.Join(errs...)
	}
	return out.text, nil
}
