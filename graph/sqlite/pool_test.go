package sqlite

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

func memoryPool(t *testing.T, size int) *pool {
	t.Helper()
	uri, options, err := location(Memory)
	if err != nil {
		t.Fatal(err)
	}
	p, err := connect(uri, size, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.close() })
	return p
}

// A connection keeps so many statements and no more; the one used longest ago goes first.
func TestStatementsAreBounded(t *testing.T) {
	p := memoryPool(t, 1)
	r, err := p.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer p.put(r, false)
	first := "SELECT 'first'"
	for i := range statementLimit * 2 {
		for _, text := range []string{fmt.Sprintf("SELECT '%d'", i), first} {
			if _, err := r.one(t.Context(), text, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(r.statements) != statementLimit || r.recent.Len() != statementLimit {
		t.Errorf("%d and %d statements are kept", len(r.statements), r.recent.Len())
	}
	if r.statements[first] == nil || r.statements["SELECT '0'"] != nil {
		t.Error("what is used stays, what is not goes")
	}
}

// Waiting for a connection ends with the context, and the last one put back is taken first.
func TestPool(t *testing.T) {
	p := memoryPool(t, 2)
	a, err := p.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, err := p.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	late, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := p.take(late); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	p.put(a, false)
	p.put(b, false)
	if c, err := p.take(t.Context()); err != nil || c != b {
		t.Error("the older connection was taken", err)
	} else {
		p.put(c, true)
	}
	if err := p.close(); err != nil {
		t.Error(err)
	}
	if _, err := p.take(t.Context()); !errors.Is(err, errClosed) {
		t.Error(err)
	}
}
