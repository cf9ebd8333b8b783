package store

import "context"

type traceKey struct{}

// WithTrace lets what stores send be seen: sent is called with the text of each statement, perhaps from several goroutines.
func WithTrace(ctx context.Context, sent func(statement string)) context.Context {
	return context.WithValue(ctx, traceKey{}, sent)
}

// Trace is called by a store before it sends a statement. Where nobody looks it costs one look into the context.
func Trace(ctx context.Context, statement string) {
	if sent, ok := ctx.Value(traceKey{}).(func(string)); ok {
		sent(statement)
	}
}
