package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"councilgraph/graph/schema"
)

// Store is what the server needs of a store.
type Store interface {
	Reader
	// Ready says whether the store answers, within the context's time.
	Ready(ctx context.Context) error
}

// Options say what a server serves. (The name Config is gqlgen's.)
type Options struct {
	Store Store
	// Model is what the store holds; schema.Domain where nil.
	Model *schema.Model
	// Ingester takes in records; without one all mutations are refused.
	Ingester Ingester
	// Judge carries out merges, splits and reviews; without one they are refused.
	Judge Judge
	// Limits bound one root field, Bounds one request. What is zero has its default.
	Limits Limits
	Bounds Bounds
	// WriteKey is what `Authorization: Bearer` must hold for mutations. Where it is empty only this machine may write.
	WriteKey string
	// Debug adds the plan, the statements and the timings of each root field to every answer. Everybody who asks sees them.
	Debug bool
	// Log is where requests and faults go; nowhere if nil.
	Log *slog.Logger
	// Playground answers at /playground and below; paths come as they are.
	Playground http.Handler
	// Timeout is how long one operation may take; 30 s where zero.
	Timeout time.Duration
}

// DefaultTimeout is how long one operation may take.
const DefaultTimeout = 30 * time.Second

// sideBySide is how many root fields of one request are read at the same time: it bounds the memory and the connections that
// one request can take.
const sideBySide = 8

// Server answers GraphQL requests over HTTP and, for commands, without it.
type Server struct {
	Options
	exec    *executor.Executor
	handler http.Handler
}

// New makes a server. It reads nothing: a store that is down shows at /readyz.
func New(o Options) *Server {
	if o.Model == nil {
		o.Model = schema.Domain()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Timeout = cmp.Or(o.Timeout, DefaultTimeout)
	o.Limits, o.Bounds = o.Limits.orDefault(), o.Bounds.orDefault()
	s := &Server{Options: o}

	cache := newDocuments(maxCachedText)
	s.exec = executor.New(NewExecutableSchema(Config{Resolvers: &Resolver{
		model: o.Model, store: tabular{o.Store}, ingester: o.Ingester, judge: o.Judge, limits: o.Limits, planned: newPlanned(), debug: o.Debug,
	}}))
	s.exec.SetQueryCache(cache)
	s.exec.SetParserTokenLimit(o.Bounds.Tokens)
	s.exec.SetErrorPresenter(func(ctx context.Context, err error) *gqlerror.Error { return public(ctx, s.log(ctx), err) })
	s.exec.SetRecoverFunc(func(ctx context.Context, fault any) error { return panicked(ctx, s.log(ctx), fault) })
	s.exec.Use(bounded{o.Bounds, cache})
	s.exec.AroundRootFields(inTurn)

	mux := http.NewServeMux()
	mux.HandleFunc("/graphql", s.serveGraphQL)
	mux.HandleFunc("GET /healthz", s.serveHealth)
	mux.HandleFunc("GET /readyz", s.serveReady)
	mux.Handle("GET /{$}", http.RedirectHandler("/playground", http.StatusFound)) // not for ever: the explorer will stand there
	if o.Playground != nil {
		mux.Handle("/playground", o.Playground)
		mux.Handle("/playground/", o.Playground)
	}
	s.handler = s.logged(s.recovered(mux))
	return s
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// run answers one operation. An answer without Data is a refusal: nothing was executed.
func (s *Server) run(ctx context.Context, p *graphql.RawParams, may func(context.Context, *graphql.OperationContext) error) *graphql.Response {
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := s.exec.CreateOperationContext(ctx, p)
	if wrong := misfit(op.Operation, p.Variables); wrong != nil {
		errs = gqlerror.List{wrong}
	}
	switch {
	case op.Operation == nil && op.Doc == nil:
		placeValues(errs, p.Query)
	case op.Operation == nil:
		errs = gqlerror.List{gqlerror.Wrap(noSuchOperation(op.Doc.Operations, p.OperationName))}
	}
	if errs == nil {
		logOperation(ctx, op)
		if err := may(ctx, op); err != nil {
			errs = gqlerror.List{gqlerror.Wrap(err)}
		}
	}
	if errs != nil {
		return s.exec.DispatchError(graphql.WithOperationContext(ctx, op), errs)
	}
	ctx, cancel := context.WithTimeout(ctx, s.Timeout)
	defer cancel()
	ctx = context.WithValue(ctx, turnKey{}, make(chan struct{}, sideBySide))
	var seen *trace
	if s.Debug {
		ctx, seen = collect(ctx)
	}
	next, ctx := s.exec.DispatchOperation(ctx, op)
	resp := next(ctx)
	if resp == nil { // the time ran out, or the client went away, before anything was done
		return s.exec.DispatchError(ctx, gqlerror.List{gqlerror.Wrap(ctx.Err())})
	}
	inOrder(resp.Errors, op)
	resp.Extensions = seen.extensions()
	return resp
}

// inOrder puts errors in the order of the root fields that they are of, as the answer has these: root fields are read side by side, and
// the same request has the same answer, to the byte.
func inOrder(errs gqlerror.List, op *graphql.OperationContext) {
	if len(errs) < 2 {
		return
	}
	place := map[ast.PathElement]int{}
	for i, f := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query", "Mutation"}) {
		place[ast.PathName(f.Alias)] = i
	}
	first := func(e *gqlerror.Error) int {
		if len(e.Path) == 0 {
			return -1
		}
		return place[e.Path[0]]
	}
	slices.SortStableFunc(errs, func(a, b *gqlerror.Error) int { return cmp.Compare(first(a), first(b)) })
}

type turnKey struct{}

// inTurn lets a root field wait while as many as allowed are being read. One that waits in vain goes on: its read then fails,
// and says why.
func inTurn(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	turn := ctx.Value(turnKey{}).(chan struct{})
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
	}
	return next(ctx)
}

// recovered answers a request that panicked outside of the executor.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(fault)
			}
			err := panicked(r.Context(), s.log(r.Context()), fault)
			if w.(*counted).status != 0 {
				panic(http.ErrAbortHandler) // half an answer is out: break it off
			}
			s.refuse(w, r, mediaJSON, &refusal{http.StatusInternalServerError, err})
		}()
		next.ServeHTTP(w, r)
	})
}

// panicked logs a panic and is what the client gets to know of it. gqlgen panics at a literal that is no value, such as an
// integer past 64 bits: that is the client's.
func panicked(ctx context.Context, log *slog.Logger, fault any) *Error {
	if err, ok := fault.(error); ok && inArguments(graphql.GetFieldContext(ctx)) && errors.Is(err, strconv.ErrRange) {
		return known(ctx, log, err)
	}
	return internal(ctx, log, "panic", slog.String("fault", fmt.Sprint(fault)), slog.String("stack", string(debug.Stack())))
}
