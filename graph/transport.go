package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// The media types of answers. The first is GraphQL-over-HTTP's own: its status says whether the request was understood. With
// the second, which older clients expect, what is wrong in the document itself is answered with 200.
const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
	mediaCSV     = "text/csv"
)

// serveGraphQL is the GET and POST transport of https://graphql.github.io/graphql-over-http/draft/. gqlgen's own check, escape
// and copy the answer again, and leave some of that specification's points open.
func (s *Server) serveGraphQL(w http.ResponseWriter, r *http.Request) {
	media := negotiate(r.Header.Values("Accept"))
	get := r.Method == http.MethodGet
	if !get && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, POST")
		s.refuse(w, r, media, refuse(http.StatusMethodNotAllowed, "", "only GET and POST are answered here"))
		return
	}
	if media == "" {
		s.refuse(w, r, mediaJSON, refuse(http.StatusNotAcceptable, "", "Accept must allow %s, %s or %s", mediaGraphQL, mediaJSON, mediaCSV))
		return
	}
	ctx := withAccess(r.Context(), s.mayWrite(r))
	var p *graphql.RawParams
	var no *refusal
	if get {
		p, no = readGet(r)
	} else {
		limit, hint := s.Bounds.bodyOf(ctx)
		p, no = readPost(w, r, limit, hint)
	}
	if no != nil {
		s.refuse(w, r, media, no)
		return
	}
	p.Headers = r.Header
	var table *table
	if media == mediaCSV {
		ctx, table = withTable(ctx)
	}
	wrongMethod := false
	resp := s.run(ctx, p, func(ctx context.Context, op *graphql.OperationContext) error {
		if get && op.Operation.Operation != ast.Query {
			wrongMethod = true
			return newError(CodeBadRequest, nil, "send it by POST", "a GET can only query")
		}
		return s.may(ctx, op)
	})
	if wrongMethod {
		w.Header().Set("Allow", "POST")
		s.write(w, r, media, http.StatusMethodNotAllowed, resp)
		return
	}
	if r.Context().Err() != nil { // the client has gone: nobody reads the answer
		logErrors(r.Context(), gqlerror.List{newError(CodeCancelled, nil, "", "").gql(ctx)})
		w.WriteHeader(statusGone)
		return
	}
	if table != nil && len(resp.Errors) == 0 {
		writeBody(w, mediaCSV+"; charset=utf-8; header=present", http.StatusOK, table.text)
		return
	}
	s.write(w, r, media, status(resp, media), resp)
}

// may decides about an operation before anything of it is done.
func (s *Server) may(ctx context.Context, op *graphql.OperationContext) error {
	if op.Operation.Operation == ast.Mutation {
		if err := mayWrite(ctx); err != nil {
			return err
		}
		if s.Ingester == nil {
			return newError(CodeForbidden, nil, "", "this server takes in no records")
		}
	}
	return mayTabulate(ctx, op)
}

// negotiate chooses the media type of the answer: what the client likes best, JSON where it does not say, nothing where it
// takes nothing of ours.
func negotiate(accept []string) string {
	type choice struct {
		media string
		q     float64
	}
	var choices []choice
	given := false
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		name, rest, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "" {
			continue
		}
		given = true
		c := choice{name, 1}
		for param := range strings.SplitSeq(rest, ";") {
			k, v, _ := strings.Cut(param, "=")
			v = strings.Trim(strings.TrimSpace(v), `"`)
			switch strings.ToLower(strings.TrimSpace(k)) {
			case "q":
				c.q, _ = strconv.ParseFloat(v, 64)
			case "charset":
				if !strings.EqualFold(v, "utf-8") {
					c.q = 0
				}
			}
		}
		switch name {
		case "*/*", "application/*":
			c.media = mediaJSON
		case mediaGraphQL, mediaJSON, mediaCSV:
		default:
			continue
		}
		if c.q > 0 {
			choices = append(choices, c)
		}
	}
	if !given {
		return mediaJSON
	}
	if len(choices) == 0 {
		return ""
	}
	slices.SortStableFunc(choices, func(a, b choice) int {
		switch {
		case a.q > b.q:
			return -1
		case a.q < b.q:
			return 1
		}
		return 0
	})
	return choices[0].media
}

// statusGone is what the log says of a client that did not wait; nginx calls it so.
const statusGone = 499

// statuses of requests that were refused, by their code. All others are faults of the document: 400, or 200 in plain JSON.
var statuses = map[Code]int{
	CodeForbidden:    http.StatusForbidden,
	CodeConflict:     http.StatusConflict,
	CodeBodyTooLarge: http.StatusRequestEntityTooLarge,
	CodeUnavailable:  http.StatusServiceUnavailable,
	CodeTimeout:      http.StatusGatewayTimeout,
	CodeInternal:     http.StatusInternalServerError,
}

// status is that of an answer: 200 where anything was executed. A table has no place for errors, so with one any error is the
// whole answer.
func status(resp *graphql.Response, media string) int {
	if resp.Data != nil && media != mediaCSV || len(resp.Errors) == 0 {
		return http.StatusOK
	}
	code, _ := resp.Errors[0].Extensions["code"].(Code)
	if out, ok := statuses[code]; ok {
		return out
	}
	if media == mediaJSON && code != CodeBadRequest {
		return http.StatusOK
	}
	return http.StatusBadRequest
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, media string, no *refusal) {
	s.write(w, r, media, no.status, &graphql.Response{Errors: gqlerror.List{no.err.gql(r.Context())}})
}

// write sends an answer as JSON; one that should have been a table can only hold errors by now.
func (s *Server) write(w http.ResponseWriter, r *http.Request, media string, code int, resp *graphql.Response) {
	if media != mediaJSON {
		if media == mediaCSV {
			resp.Data = nil
		}
		media = mediaGraphQL
	}
	logErrors(r.Context(), resp.Errors)
	writeBody(w, media+"; charset=utf-8", code, body(resp)...)
}

// maxErrors is how many errors one answer lists: a document can hold thousands of mistakes.
const maxErrors = 20

// body is an answer in JSON, in pieces: the data go out as they are.
func body(resp *graphql.Response) [][]byte {
	out := [][]byte{[]byte("{")}
	add := func(key string, value []byte) {
		if len(out) > 1 {
			key = "," + key
		}
		out = append(out, []byte(key), value)
	}
	if n := len(resp.Errors); n > maxErrors {
		resp.Errors = append(resp.Errors[:maxErrors:maxErrors], &gqlerror.Error{
			Message:    strconv.Itoa(n-maxErrors) + " more errors are not listed",
			Extensions: map[string]any{"code": resp.Errors[maxErrors].Extensions["code"]}})
	}
	if len(resp.Errors) > 0 {
		add(`"errors":`, encode(resp.Errors))
	}
	if resp.Data != nil {
		add(`"data":`, resp.Data)
	}
	if len(resp.Extensions) > 0 {
		add(`"extensions":`, encode(resp.Extensions))
	}
	return append(out, []byte("}"))
}

func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // strings, numbers, lists and maps of them
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func writeBody(w http.ResponseWriter, contentType string, code int, pieces ...[]byte) {
	n := 0
	for _, p := range pieces {
		n += len(p)
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(n))
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(code)
	for _, p := range pieces {
		if _, err := w.Write(p); err != nil {
			return // the client has gone
		}
	}
}
