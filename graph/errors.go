package graph

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"councilgraph/graph/store"
)

// Code is a stable word for what went wrong: `extensions.code`.
type Code string

// The codes. README.md lists them with what a client can do.
const (
	CodeParse        Code = "GRAPHQL_PARSE_FAILED"
	CodeValidation   Code = "GRAPHQL_VALIDATION_FAILED"
	CodeBadRequest   Code = "BAD_REQUEST"
	CodeBadInput     Code = "BAD_USER_INPUT"
	CodeBadCursor    Code = "BAD_CURSOR"
	CodeTooComplex   Code = "QUERY_TOO_COMPLEX"
	CodeTooLarge     Code = "RESULT_TOO_LARGE"
	CodeBodyTooLarge Code = "PAYLOAD_TOO_LARGE"
	CodeForbidden    Code = "FORBIDDEN"
	CodeConflict     Code = "CONFLICT"
	CodeUnavailable  Code = "UNAVAILABLE"
	CodeTimeout      Code = "TIMEOUT"
	CodeCancelled    Code = "CANCELLED"
	CodeInternal     Code = "INTERNAL"
)

// Retryable says that the same request may succeed when it is sent again. A mutation that ends so may be sent again without harm.
func (c Code) Retryable() bool { return c == CodeUnavailable || c == CodeConflict }

// Error is an error that a client may see: in plain words, with what is allowed.
type Error struct {
	Code    Code
	Message string
	Hint    string
	Path    ast.Path
	ID      string // under which the log has more; INTERNAL only
}

func (e *Error) Error() string { return e.Message }

func newError(code Code, path ast.Path, hint, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Hint: hint, Path: slices.Clone(path)}
}

// public turns any error into what a client sees. What is not known to be safe stays in the log, under an id that both have.
func public(ctx context.Context, log *slog.Logger, err error) *gqlerror.Error {
	var own *Error
	var gql *gqlerror.Error
	errors.As(err, &gql)
	if !errors.As(err, &own) {
		if gql != nil && gql.Err == nil && graphql.GetFieldContext(ctx) == nil {
			return inDocument(gql)
		}
		own = known(ctx, log, err)
	}
	out := own.gql(ctx)
	if gql != nil {
		out.Locations = gql.Locations
	}
	return out
}

// known says what an error that is not ours means to a client.
func known(ctx context.Context, log *slog.Logger, err error) *Error {
	if fc := graphql.GetFieldContext(ctx); inArguments(fc) {
		log.DebugContext(ctx, "argument", "error", err)
		return newError(CodeBadInput, nil, "", "an argument of %s is not of its type", fc.Field.Name)
	}
	if ctx.Err() != nil && !errors.Is(err, ctx.Err()) { // drivers call it what they like
		err = fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	for _, k := range storeErrors {
		if errors.Is(err, k.is) {
			if k.log {
				log.WarnContext(ctx, "store", "error", err)
			}
			if k.code == CodeTimeout && writes(ctx) {
				return newError(k.code, nil, lateHint, "the write took too long")
			}
			return newError(k.code, nil, k.hint, "%s", k.message)
		}
	}
	return internal(ctx, log, "internal error", slog.Any("error", err))
}

// lateHint is for a write of which nobody knows whether it came to its end.
const lateHint = "send the same again: what was written meanwhile is unchanged then; if it takes too long again, send less at once"

// writes says whether the operation under way is a mutation.
func writes(ctx context.Context) bool {
	if !graphql.HasOperationContext(ctx) {
		return false
	}
	op := graphql.GetOperationContext(ctx).Operation
	return op != nil && op.Operation == ast.Mutation
}

// inArguments says that a field is still about to read its arguments: what fails there is the client's.
func inArguments(fc *graphql.FieldContext) bool {
	return fc != nil && fc.Args == nil && fc.Field.Field != nil && fc.Field.Definition != nil && len(fc.Field.Definition.Arguments) > 0
}

// internal logs a fault of ours and gives what a client gets to know of it.
func internal(ctx context.Context, log *slog.Logger, what string, attrs ...slog.Attr) *Error {
	id := errorID()
	log.LogAttrs(ctx, slog.LevelError, what, append(attrs, slog.String("error_id", id))...)
	e := newError(CodeInternal, nil, "", "internal error; the server's log has it under %s", id)
	e.ID = id
	return e
}

// storeErrors say what a store's errors mean to a client.
var storeErrors = []struct {
	is      error
	code    Code
	message string
	hint    string
	log     bool
}{
	{context.DeadlineExceeded, CodeTimeout, "the question took too long", "ask for less: smaller pages, fewer levels, a narrower filter", true},
	{context.Canceled, CodeCancelled, "the request was given up", "", false},
	{store.ErrUnavailable, CodeUnavailable, "the store does not answer now", "send the same request again later", true},
	{store.ErrConflict, CodeConflict, "others changed the graph at the same time", "send the same request again", true},
	{store.ErrTooLarge, CodeTooLarge, "a sum or the answer is too large", "ask for less: a narrower filter, smaller pages", true},
}

// CodeOf is what a store's error means; empty for any other. Commands tell it as the server does.
func CodeOf(err error) Code {
	for _, k := range storeErrors {
		if errors.Is(err, k.is) {
			return k.code
		}
	}
	return ""
}

func (e *Error) gql(ctx context.Context) *gqlerror.Error {
	out := &gqlerror.Error{Message: e.Message, Path: e.Path, Extensions: map[string]any{"code": e.Code}}
	if out.Path == nil {
		if fc := graphql.GetFieldContext(ctx); fc != nil {
			out.Path = fc.Path()
		}
	}
	if e.Hint != "" {
		out.Extensions["hint"] = e.Hint
	}
	if e.Code.Retryable() || e.Code == CodeTimeout && writes(ctx) {
		out.Extensions["retryable"] = true
	}
	if e.ID != "" {
		out.Extensions["errorId"] = e.ID
	}
	return out
}

func errorID() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
