package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"councilgraph/graph/store"
)

// mapped says what an error of the driver means to the caller, by its code. The driver's words stay in the chain, for the log.
func mapped(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	// A call that was interrupted fails in several ways; what the caller did is the reason.
	if cause := ctx.Err(); cause != nil {
		if errors.Is(err, cause) {
			return err
		}
		return errors.Join(cause, err)
	}
	if errors.Is(err, sql.ErrConnDone) || errors.Is(err, errClosed) {
		return fmt.Errorf("%w: closed: %w", store.ErrUnavailable, err)
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	return mappedCode(e.Code(), err)
}

func mappedCode(code int, err error) error {
	switch code & 0xff { // the rest of an extended code is detail
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED, lib.SQLITE_IOERR, lib.SQLITE_FULL, lib.SQLITE_CANTOPEN, lib.SQLITE_NOMEM,
		lib.SQLITE_PROTOCOL, lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_INTERRUPT, lib.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	case lib.SQLITE_TOOBIG:
		return fmt.Errorf("%w: %w", store.ErrTooLarge, err)
	case lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: this file is no SQLite database: %w", store.ErrSchema, err)
	case lib.SQLITE_ERROR:
		// The general code; the one case that data can bring about has no code of its own.
		if strings.Contains(err.Error(), "integer overflow") {
			return fmt.Errorf("%w: %w", store.ErrTooLarge, err)
		}
	}
	return err
}
