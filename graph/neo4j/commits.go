package neo4j

import (
	"context"
	"sync"
)

// commits keeps reads from seeing half a commit. Neo4j puts a transaction into the store piece by piece, and a statement that
// runs meanwhile may see some of the pieces. So a read waits for a commit that is under way, and is sent again if one ran
// beside it; neither is held up by the other for long. What another process commits is not known here.
type commits struct {
	mu      sync.Mutex
	changed *sync.Cond
	running bool
	number  int // of commits begun
	holding int // reads that no commit may begin beside
}

// patience is how often a read is sent again before it makes commits wait.
const patience = 3

func (c *commits) init() { c.changed = sync.NewCond(&c.mu) }

// whole runs a read until no commit ran beside it.
func (c *commits) whole(ctx context.Context, read func() error) error {
	for attempt := 1; ; attempt++ {
		hold := attempt > patience
		number, err := c.begin(ctx, hold)
		if err != nil {
			return err
		}
		err = read()
		if c.end(number, hold) || err != nil {
			return err
		}
	}
}

// begin waits for the commit under way and gives the number of commits so far.
func (c *commits) begin(ctx context.Context, hold bool) (int, error) {
	defer context.AfterFunc(ctx, c.wake)()
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.running {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		c.changed.Wait()
	}
	if hold {
		c.holding++
	}
	return c.number, nil
}

// end says whether no commit has begun since.
func (c *commits) end(number int, hold bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if hold {
		c.holding--
		c.changed.Broadcast()
	}
	return c.number == number
}

// commit runs one, apart from any other and from the reads that have waited long enough.
func (c *commits) commit(ctx context.Context, commit func() error) error {
	defer context.AfterFunc(ctx, c.wake)()
	c.mu.Lock()
	for c.running || c.holding > 0 {
		if err := ctx.Err(); err != nil {
			c.mu.Unlock()
			return err
		}
		c.changed.Wait()
	}
	c.running = true
	c.number++
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		c.running = false
		c.mu.Unlock()
		c.changed.Broadcast()
	}()
	return commit()
}

func (c *commits) wake() {
	c.mu.Lock() // so that nobody is between looking at its context and waiting
	defer c.mu.Unlock()
	c.changed.Broadcast()
}
