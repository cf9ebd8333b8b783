package graph

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// entry is the line that a request leaves in the log: no variables, no headers, no URL parameters.
type entry struct {
	id        string
	operation string
	codes     []string
}

type entryKey struct{}

func entryOf(ctx context.Context) *entry {
	e, _ := ctx.Value(entryKey{}).(*entry)
	return e
}

// log is the logger of the request that the context belongs to.
func (s *Server) log(ctx context.Context) *slog.Logger {
	if e := entryOf(ctx); e != nil {
		return s.Log.With("request_id", e.id)
	}
	return s.Log
}

// sane is a request id that a proxy may have given: nothing that could break a log or a header.
var sane = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// logged gives each request its id and its line in the log.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := &entry{id: r.Header.Get("X-Request-Id")}
		if !sane.MatchString(e.id) {
			e.id = errorID()
		}
		w.Header().Set("X-Request-Id", e.id)
		out := &counted{ResponseWriter: w}
		start := time.Now()
		ctx := context.WithValue(r.Context(), entryKey{}, e)
		defer func() {
			attrs := []slog.Attr{
				slog.String("request_id", e.id), slog.String("method", cut(r.Method)), slog.String("path", cut(r.URL.Path)),
				slog.Int("status", out.status), slog.Duration("duration", time.Since(start)), slog.Int64("bytes", out.bytes),
			}
			if e.operation != "" {
				attrs = append(attrs, slog.String("operation", e.operation))
			}
			if len(e.codes) > 0 {
				attrs = append(attrs, slog.Any("codes", e.codes))
			}
			s.Log.LogAttrs(ctx, slog.LevelInfo, "request", attrs...)
		}()
		next.ServeHTTP(out, r.WithContext(ctx))
		if out.status == 0 {
			out.status = http.StatusOK // net/http sends it
		}
	})
}

// logOperation notes what was asked; a document that was parsed names it in letters, digits and underscores.
func logOperation(ctx context.Context, op *graphql.OperationContext) {
	if e := entryOf(ctx); e != nil {
		e.operation = cut(string(op.Operation.Operation) + " " + op.Operation.Name)
	}
}

// logErrors notes the codes of an answer's errors, each once.
func logErrors(ctx context.Context, errs gqlerror.List) {
	e := entryOf(ctx)
	if e == nil {
		return
	}
	for _, err := range errs {
		if code := fmt.Sprint(err.Extensions["code"]); !slices.Contains(e.codes, code) {
			e.codes = append(e.codes, code)
		}
	}
}

// cut keeps a line in the log short.
func cut(s string) string {
	if len(s) > 100 {
		return s[:100] + "..."
	}
	return s
}

// counted sees what is answered. Its status stays 0 where nothing was.
type counted struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (c *counted) WriteHeader(code int) {
	if c.status == 0 {
		c.status = code
	}
	c.ResponseWriter.WriteHeader(code)
}

func (c *counted) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach what is below.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }
