package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// What cannot be carried out is refused whole, and leaves nothing: not a node, not an edge, not an alias.
func invalidCases(p *pair) {
	p.upsert(p.named("Topic", "topic:t", "T"), p.remark("remark:1", "topic:t"))
	good := p.named("Topic", "topic:new", "New", text(store.TextName, "New"))
	cited := p.remark("remark:new", "topic:new")
	for _, c := range []struct {
		what string
		bad  store.Node
	}{
		{"an unknown type", store.Node{Type: "Ghost", ID: "ghost:1", Known: true}},
		{"an interface", store.Node{Type: "Fact", ID: "fact:1", Known: true}},
		{"no type", store.Node{ID: "x:1", Known: true}},
		{"an unknown column", p.named("Topic", "topic:bad", "B", set("ghost", "x"))},
		{"a value object as a column", p.node("Remark", "remark:bad", set("amount", int64(1)))},
		{"a span as a column", p.node("Remark", "remark:bad", set("since", int64(1)))},
		{"the id as a column", p.named("Topic", "topic:bad", "B", set("id", "x"))},
		{"a column of another type", p.named("Topic", "topic:bad", "B", set("wording", "x"))},
		{"a number as text", p.named("Topic", "topic:bad", "B", set("name", int64(1)))},
		{"text as a number", p.node("ContractEvent", "contractevent:bad", set("months", "12"))},
		{"an int as a number", p.node("ContractEvent", "contractevent:bad", set("months", 12))},
		{"a float as a number", p.node("ContractEvent", "contractevent:bad", set("months", 12.0))},
		{"a number as a boolean", p.named("Meeting", "meeting:bad", "M", set("virtual", int64(1)))},
		{"text as a boolean", p.named("Meeting", "meeting:bad", "M", set("virtual", "true"))},
		{"a boolean as a number", p.node("ContractEvent", "contractevent:bad", set("months", true))},
		{"text as a date", p.named("Document", "document:bad", "D", set("date", "2025-01-01"))},
		{"a list", p.named("Topic", "topic:bad", "B", set("scope", []any{"x"}))},
		{"an edge to nowhere", p.remark("remark:bad", "topic:nowhere")},
		{"an edge from nowhere", p.node("Term", "term:bad", owns("COUNCILLOR_OF", "councillor:nowhere", "topic:t", ""))},
		{"an unknown edge", p.node("Remark", "remark:bad", to("GHOSTS", "topic:t"))},
		{"an id of another type", p.named("Place", "topic:t", "T")},
		{"an id of another type in the batch", p.named("Place", "topic:new", "New")},
	} {
		p.refuse(store.ErrInvalid, c.what, &store.Batch{Nodes: []store.Node{good, cited, c.bad}, Aliases: []store.Alias{{ID: "topic:merged", Of: "topic:t"}}})
		p.refuse(store.ErrInvalid, c.what+", first", &store.Batch{Nodes: []store.Node{c.bad, good, cited}})
	}
	p.refuse(store.ErrInvalid, "an alias of nothing", &store.Batch{Nodes: []store.Node{good, cited}, Aliases: []store.Alias{{ID: "topic:merged", Of: "topic:nowhere"}}})
	p.refuse(store.ErrInvalid, "an alias of itself", &store.Batch{Nodes: []store.Node{good, cited}, Aliases: []store.Alias{{ID: "topic:t", Of: "topic:t"}}})
	p.refuse(store.ErrInvalid, "aliases in a ring", &store.Batch{Nodes: []store.Node{good, cited}, Aliases: []store.Alias{{ID: "topic:t", Of: "topic:new"}, {ID: "topic:new", Of: "topic:t"}}})
	p.refuse(store.ErrInvalid, "a node twice", &store.Batch{Nodes: []store.Node{good, cited, p.named("Topic", "topic:new", "Other")}})

	p.ids(p.list("Node"), "remark:1", "topic:t")
	p.ids(p.list("Node", search("new")))
	p.json(`[null,null,null,{"id":"topic:t"}]`, p.gets("Node", []string{"topic:new", "remark:new", "topic:merged", "topic:t"}, f("id")))
	p.ids(at(p.list("Node"), "", value.MaxInstant-1), "remark:1", "topic:t")

	// The message names the type and the ids, so that a person can find what is wrong.
	last, err := p.got.Last(p.ctx)
	if err != nil {
		p.Fatal(err)
	}
	_, err = p.got.Upsert(p.ctx, &store.Batch{Base: last, Nodes: []store.Node{p.remark("remark:bad", "topic:nowhere")}})
	for _, word := range []string{"CITES", "remark:bad", "topic:nowhere"} {
		if err == nil || !strings.Contains(err.Error(), word) {
			p.Errorf("the error %v does not name %s", err, word)
		}
	}
	// What was refused works once it is mended.
	p.upsert(good, cited, p.remark("remark:bad", "topic:t"))
	p.ids(p.list("Node"), "remark:1", "remark:bad", "remark:new", "topic:new", "topic:t")
}

// A batch that was resolved before the last change is a conflict.
func conflictCases(p *pair) {
	p.refuse(store.ErrConflict, "a Base after an empty store", &store.Batch{Base: 1, Nodes: []store.Node{p.remark("remark:1")}})
	p.ids(p.list("Node"))
	p.upsert(p.remark("remark:1"))
	for _, by := range []value.Instant{-1, 1, -second, second} {
		p.refuse(store.ErrConflict, fmt.Sprintf("a Base that is off by %d", by), &store.Batch{Base: by, Nodes: []store.Node{p.remark("remark:2")}})
	}
	p.refuse(store.ErrConflict, "an old Base that changes nothing", &store.Batch{Base: -1, Nodes: []store.Node{p.remark("remark:1")}})
	p.ids(p.list("Node"), "remark:1")
	p.upsert(p.remark("remark:2"))
	p.ids(p.list("Node"), "remark:1", "remark:2")
}

// Of batches at the same time one wins and the others are in conflict or wait their turn; readers see whole batches only.
func concurrentCases(p *pair) {
	const writers, rounds, size = 4, 3, 5
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second)
	defer cancel()
	p.upsert(p.named("Topic", "topic:t", "T"), p.remark("remark:0", "topic:t"))
	stop := make(chan struct{})
	var readers, wg sync.WaitGroup
	count := p.many("Remark", total, where(is("id", query.Ne, "remark:0")))
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				c, err := p.got.Read(ctx, count)
				if err != nil {
					p.Errorf("reading while others write: %v", err)
					return
				}
				if n := c.([]any)[0].(int64); n%size != 0 {
					p.Errorf("a reader sees %d of batches of %d", n, size)
					return
				}
			}
		})
	}
	var mu sync.Mutex
	seen := map[value.Instant]bool{}
	for w := range writers {
		wg.Go(func() {
			for round := range rounds {
				var nodes []store.Node
				for i := range size {
					nodes = append(nodes, p.remark(fmt.Sprintf("remark:%d-%d-%d", w, round, i), "topic:t"))
				}
				for {
					base, err := p.got.Last(ctx)
					if err != nil {
						p.Errorf("Last: %v", err)
						return
					}
					at, err := p.got.Upsert(ctx, &store.Batch{Base: base, Nodes: nodes})
					if errors.Is(err, store.ErrConflict) {
						continue
					}
					if err != nil {
						p.Errorf("Upsert: %v", err)
						return
					}
					mu.Lock()
					if seen[at] {
						p.Errorf("two batches at %d", at)
					}
					seen[at] = true
					mu.Unlock()
					break
				}
			}
		})
	}
	wg.Wait()
	close(stop)
	readers.Wait()
	c, err := p.got.Read(ctx, count)
	if err != nil {
		p.Fatal(err)
	}
	if n := c.([]any)[0].(int64); n != writers*rounds*size || len(seen) != writers*rounds {
		p.Errorf("%d remarks and %d instants, want %d and %d", n, len(seen), writers*rounds*size, writers*rounds)
	}
}

// A context that is over stays recognisable, and an Upsert under it leaves nothing.
func contextCases(p *pair) {
	p.upsert(p.remark("remark:1"))
	cancelled, cancel := context.WithCancel(p.ctx)
	cancel()
	late, cancelLate := context.WithDeadline(p.ctx, time.Unix(0, 0))
	defer cancelLate()
	for _, c := range []struct {
		ctx  context.Context
		want error
	}{{cancelled, context.Canceled}, {late, context.DeadlineExceeded}} {
		if _, err := p.got.Read(c.ctx, p.list("Remark")); !errors.Is(err, c.want) {
			p.Errorf("Read under a context that is over: %v, want %v", err, c.want)
		}
		last, err := p.got.Last(p.ctx)
		if err != nil {
			p.Fatal(err)
		}
		if _, err := p.got.Upsert(c.ctx, &store.Batch{Base: last, Nodes: []store.Node{p.remark("remark:2")}}); !errors.Is(err, c.want) {
			p.Errorf("Upsert under a context that is over: %v, want %v", err, c.want)
		}
		if _, err := p.got.Last(c.ctx); !errors.Is(err, c.want) {
			p.Errorf("Last under a context that is over: %v, want %v", err, c.want)
		}
		if err := p.got.Ready(c.ctx); !errors.Is(err, c.want) {
			p.Errorf("Ready under a context that is over: %v, want %v", err, c.want)
		}
	}
	p.ids(p.list("Remark"), "remark:1")
	p.upsert(p.remark("remark:2"))
	p.ids(p.list("Remark"), "remark:1", "remark:2")
}
