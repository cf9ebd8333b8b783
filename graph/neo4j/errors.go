package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"councilgraph/graph/store"
)

// byCode says what an error of the server means, by its code or the start of it. The first that fits counts.
var byCode = []struct {
	code string
	is   error
}{
	{"Neo.ClientError.Statement.ArithmeticError", store.ErrTooLarge}, // see steps in aggregate.go
	{"Neo.TransientError.General.MemoryPoolOutOfMemoryError", store.ErrTooLarge},
	{"Neo.TransientError.General.OutOfMemoryError", store.ErrTooLarge},
	{"Neo.ClientError.Transaction.TransactionTimedOut", context.DeadlineExceeded},
	{"Neo.ClientError.Schema.ConstraintValidationFailed", store.ErrConflict}, // another process wrote the same node
	{"Neo.TransientError.Transaction.DeadlockDetected", store.ErrConflict},
	{"Neo.TransientError.", store.ErrUnavailable},
	{"Neo.DatabaseError.General.DatabaseUnavailable", store.ErrUnavailable},
	{"Neo.ClientError.Security.", store.ErrDenied}, // the user, the password, or too many wrong ones
	{"Neo.ClientError.Database.", store.ErrUnavailable},
	{"Neo.ClientError.Cluster.", store.ErrUnavailable}, // the leader has moved
	{"Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", store.ErrUnavailable},
	{"Neo.ClientError.Transaction.TransactionMarkedAsFailed", store.ErrUnavailable},
}

// mapped wraps a driver's error in the contract's. A deadline reaches the driver as a broken connection, so the context is
// looked at first.
func mapped(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if over := ctx.Err(); over != nil {
		return fmt.Errorf("%w: %w", over, err)
	}
	var server *neo4j.Neo4jError
	if errors.As(err, &server) {
		for _, m := range byCode {
			if strings.HasPrefix(server.Code, m.code) {
				return fmt.Errorf("%w: %w", m.is, err)
			}
		}
		return err
	}
	var lost *neo4j.ConnectivityError
	var usage *neo4j.UsageError // a closed driver
	var expired *neo4j.TokenExpiredError
	if errors.As(err, &lost) || errors.As(err, &usage) || errors.As(err, &expired) || neo4j.IsRetryable(err) {
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	return err
}

// repeatable says whether a read may succeed at once when it is sent again.
func repeatable(ctx context.Context, err error) bool {
	return ctx.Err() == nil && neo4j.IsRetryable(err) && !errors.Is(mapped(ctx, err), store.ErrTooLarge)
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", store.ErrInvalid, fmt.Sprintf(format, args...))
}
