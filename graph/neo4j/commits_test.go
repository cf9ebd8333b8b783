package neo4j

import (
	"context"
	"errors"
	"testing"
	"time"
)

// A read that a commit ran beside is sent again; after some times it makes commits wait instead.
func TestReadBesideCommits(t *testing.T) {
	var c commits
	c.init()
	ctx := context.Background()
	nothing := func() error { return nil }
	reads, waited := 0, false
	err := c.whole(ctx, func() error {
		reads++
		if reads <= patience {
			return c.commit(ctx, nothing)
		}
		short, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
		defer cancel()
		waited = errors.Is(c.commit(short, nothing), context.DeadlineExceeded)
		return nil
	})
	if err != nil || reads != patience+1 || !waited {
		t.Errorf("%d reads, the last held commits back: %t (%v)", reads, waited, err)
	}
	if err := c.commit(ctx, nothing); err != nil {
		t.Error(err)
	}
}

// A read does not begin beside a commit, and gives up with its context.
func TestReadWaitsForCommit(t *testing.T) {
	var c commits
	c.init()
	err := c.commit(context.Background(), func() error {
		short, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
		defer cancel()
		return c.whole(short, func() error { t.Error("read beside a commit"); return nil })
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	failed := errors.New("failed")
	if err := c.whole(context.Background(), func() error { return failed }); err != failed {
		t.Errorf("got %v", err)
	}
}
