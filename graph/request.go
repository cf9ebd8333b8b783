package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"councilgraph/graph/value"
)

// refusal is a request that is not executed.
type refusal struct {
	status int
	err    *Error
}

func refuse(status int, hint, format string, args ...any) *refusal {
	return &refusal{status, newError(CodeBadRequest, nil, hint, format, args...)}
}

func tooLarge(limit int64, hint string) *refusal {
	return &refusal{http.StatusRequestEntityTooLarge, newError(CodeBodyTooLarge, nil, hint, "the body is larger than %d bytes", limit)}
}

const paramsHint = `send {"query": "...", "operationName": "...", "variables": {...}}`

// params are what a request carries. Pointers tell what is missing from what is empty.
type params struct {
	Query         *string        `json:"query"`
	OperationName *string        `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    map[string]any `json:"extensions"`
}

func (p *params) raw() (*graphql.RawParams, *refusal) {
	if p.Query == nil || strings.TrimSpace(*p.Query) == "" {
		return nil, refuse(http.StatusBadRequest, paramsHint+"; people find the playground at /playground", "query is missing")
	}
	raw := &graphql.RawParams{Query: *p.Query, Variables: p.Variables, Extensions: p.Extensions}
	if p.OperationName != nil {
		raw.OperationName = *p.OperationName
	}
	return raw, nil
}

// readGet reads the parameters of a GET.
func readGet(r *http.Request) (*graphql.RawParams, *refusal) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "escape each value as a URL asks for it", "the URL's parameters cannot be read")
	}
	for _, name := range slices.Sorted(maps.Keys(q)) {
		for _, text := range q[name] {
			if at := value.NotUTF8([]byte(text)); at >= 0 {
				return nil, refuse(http.StatusBadRequest, "escape the bytes of UTF-8", "%q is not UTF-8: byte %#x at offset %d", name, text[at], at)
			}
		}
	}
	var p params
	if q.Has("query") {
		p.Query = new(q.Get("query"))
	}
	if q.Has("operationName") {
		p.OperationName = new(q.Get("operationName"))
	}
	for name, to := range map[string]*map[string]any{"variables": &p.Variables, "extensions": &p.Extensions} {
		text := q.Get(name)
		if text == "" {
			continue
		}
		if err := decode(strings.NewReader(text), to); err != nil {
			return nil, refuse(http.StatusBadRequest, "", "%s must be a JSON object", name)
		}
	}
	return p.raw()
}

// readPost reads the body of a POST. Only JSON: a browser asks before it sends that to another site, so that no page can make
// its reader's browser write.
func readPost(w http.ResponseWriter, r *http.Request, limit int64, limitHint string) (*graphql.RawParams, *refusal) {
	media, with, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := with["charset"]
	if err != nil || media != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return nil, refuse(http.StatusUnsupportedMediaType, "", "Content-Type must be application/json, in UTF-8")
	}
	if e := r.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return nil, refuse(http.StatusUnsupportedMediaType, "", "the body must be sent uncompressed")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err == nil {
		if bad := altered(body); bad != nil {
			return nil, bad
		}
	}
	var p params
	if err == nil {
		err = decode(bytes.NewReader(body), &p)
	}
	var long *http.MaxBytesError
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
		return p.raw()
	case errors.As(err, &long):
		return nil, tooLarge(limit, limitHint)
	case errors.As(err, &wrong) && wrong.Field != "":
		return nil, refuse(http.StatusBadRequest, paramsHint, "%s is a JSON %s; it must be %s", wrong.Field, kind(wrong.Value), wanted(wrong.Field))
	case errors.As(err, &wrong):
		return nil, refuse(http.StatusBadRequest, paramsHint, "the body must be one JSON object; batches are not taken")
	}
	return nil, refuse(http.StatusBadRequest, paramsHint, "the body is not JSON")
}

// altered refuses what the reader of JSON would not take as it is but put another character in place of.
func altered(body []byte) *refusal {
	if at := value.NotUTF8(body); at >= 0 {
		return refuse(http.StatusBadRequest, "send JSON in UTF-8", "the body is not UTF-8: byte %#x at offset %d", body[at], at)
	}
	if !json.Valid(body) {
		return nil // told as such
	}
	if at := value.LoneSurrogate(body); at >= 0 {
		return refuse(http.StatusBadRequest, "send both halves, or the character itself in UTF-8", "the body has half of a character, %s at offset %d", body[at:at+6], at)
	}
	return nil
}

// kind is a JSON kind without the value that encoding/json may add: "number 5".
func kind(s string) string {
	s, _, _ = strings.Cut(s, " ")
	return s
}

func wanted(field string) string {
	if field == "query" || field == "operationName" {
		return "a string"
	}
	return "an object"
}

// decode reads exactly one JSON value. Numbers stay as they were written: a float64 would lose digits of large ones.
func decode(r io.Reader, into any) error {
	dec := json.NewDecoder(r)
	dec.UseNumber()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		if err == nil {
			err = errors.New("something follows the value")
		}
		return err
	}
	return nil
}
