package sqlite

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	lib "modernc.org/sqlite/lib"

	"councilgraph/graph/store"
)

func TestMapped(t *testing.T) {
	other := errors.New("the driver's words")
	for code, want := range map[int]error{
		lib.SQLITE_BUSY:                  store.ErrUnavailable,
		lib.SQLITE_BUSY_SNAPSHOT:         store.ErrUnavailable,
		lib.SQLITE_LOCKED:                store.ErrUnavailable,
		lib.SQLITE_FULL:                  store.ErrUnavailable,
		lib.SQLITE_IOERR_FSYNC:           store.ErrUnavailable,
		lib.SQLITE_CANTOPEN_ISDIR:        store.ErrUnavailable,
		lib.SQLITE_READONLY_DIRECTORY:    store.ErrUnavailable,
		lib.SQLITE_TOOBIG:                store.ErrTooLarge,
		lib.SQLITE_NOTADB:                store.ErrSchema,
		lib.SQLITE_CONSTRAINT_NOTNULL:    nil,
		lib.SQLITE_ERROR:                 nil,
		lib.SQLITE_ERROR_MISSING_COLLSEQ: nil,
	} {
		err := mappedCode(code, other)
		if !errors.Is(err, other) {
			t.Errorf("code %d loses the driver's words: %v", code, err)
		}
		for _, sentinel := range []error{store.ErrUnavailable, store.ErrTooLarge, store.ErrSchema, store.ErrInvalid, store.ErrConflict} {
			if got := errors.Is(err, sentinel); got != (sentinel == want) {
				t.Errorf("code %d is %v: %t", code, sentinel, got)
			}
		}
	}
	if err := mappedCode(lib.SQLITE_ERROR, fmt.Errorf("integer overflow (1)")); !errors.Is(err, store.ErrTooLarge) {
		t.Error(err)
	}
	if err := mapped(t.Context(), errClosed); !errors.Is(err, store.ErrUnavailable) {
		t.Error(err)
	}
	late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	if err := mapped(late, other); !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, other) {
		t.Error(err)
	}
	if mapped(late, nil) != nil {
		t.Error("an error of nothing")
	}
}
