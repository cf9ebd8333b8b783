package graph

import (
	"context"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
)

// trace is what `extensions.debug` shows of one request, by root field. Without Options.Debug there is none.
type trace struct {
	mu     sync.Mutex
	fields map[string]*traced
}

type traced struct {
	Tree       string   `json:"tree,omitempty"`
	Statements []string `json:"statements"`
	Micros     *micros  `json:"micros,omitempty"`
}

// micros are how long the parts of a root field took, in microseconds.
type micros struct {
	Plan  int64 `json:"plan"`
	Read  int64 `json:"read"`
	Write int64 `json:"write"`
}

type traceKey struct{}

func collect(ctx context.Context) (context.Context, *trace) {
	t := &trace{fields: map[string]*traced{}}
	return context.WithValue(ctx, traceKey{}, t), t
}

func (t *trace) change(alias string, f func(*traced)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.fields[alias] == nil {
		t.fields[alias] = &traced{Statements: []string{}}
	}
	f(t.fields[alias])
}

// withTrace lets the statements of a root field be seen, also those of a read that fails.
func withTrace(ctx context.Context, debug bool) context.Context {
	t, _ := ctx.Value(traceKey{}).(*trace)
	if !debug || t == nil {
		return ctx
	}
	alias := graphql.GetFieldContext(ctx).Field.Alias
	return store.WithTrace(ctx, func(statement string) {
		t.change(alias, func(f *traced) { f.Statements = append(f.Statements, statement) })
	})
}

// addDebug adds what a root field asked for and how long it took.
func addDebug(ctx context.Context, alias string, tree *query.Tree, plan, read, write time.Duration) {
	t, _ := ctx.Value(traceKey{}).(*trace)
	if t == nil {
		return
	}
	t.change(alias, func(f *traced) {
		f.Tree, f.Micros = tree.String(), &micros{plan.Microseconds(), read.Microseconds(), write.Microseconds()}
	})
}

// extensions are those of an answer; nil where nothing is traced.
func (t *trace) extensions() map[string]any {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return map[string]any{"debug": t.fields}
}
