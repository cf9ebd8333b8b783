package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// changesCases: what began and ended of facts, and what other evidence they have, by instant and key.
func changesCases(p *pair) {
	fact := func(id, key string, opts ...opt) store.Node {
		return p.node("Remark", id, append([]opt{set("key", key), cites("topic:t"), span("2025-01-01", "..", 1)}, opts...)...)
	}
	evidence := func(id, of string, opts ...opt) store.Node {
		return p.node("Evidence", id, append([]opt{to("EVIDENCE_OF", of)}, opts...)...)
	}
	p.changes(nil, "")
	topics := []store.Node{p.named("Topic", "topic:t", "T"), p.named("Topic", "topic:u", "U")}
	t1 := p.upsert(append(topics, fact("remark:1", "k:b"), fact("remark:2", "k:a"), fact("remark:3", "k:a"), evidence("evidence:1", "remark:1"))...)
	t2 := p.upsert(fact("remark:2", "k:a", unknown), fact("remark:4", "k:a"))                     // another value
	t3 := p.upsert(fact("remark:1", "k:b", span("2025-01-01", "..", 4)))                          // another span
	t4 := p.upsert(evidence("evidence:2", "remark:1"))                                            // more evidence
	t5 := p.upsert(evidence("evidence:2", "remark:1", unknown))                                   // and less
	p.upsert(p.named("Topic", "topic:v", "V"))                                                    // nothing of a fact
	t6 := p.upsert(fact("remark:1", "k:b", unknown), evidence("evidence:1", "remark:1", unknown)) // no more
	t7 := p.upsert(fact("remark:1", "k:b", span("2025-01-01", "..", 4)))                          // told again
	p.upsert(fact("remark:1", "k:b", span("2025-01-01", "..", 4)), evidence("evidence:3", "remark:1", set("printed", "two")), evidence("evidence:4", "remark:1", set("printed", "one")))
	t8 := p.clock()
	p.upsert(evidence("evidence:3", "remark:1", unknown, set("printed", "two")), evidence("evidence:5", "remark:1", set("printed", "two"))) // goes on in another passage
	p.upsert(evidence("evidence:4", "remark:1", unknown, set("printed", "one")), evidence("evidence:5", "remark:1", set("printed", "two"), unknown),
		evidence("evidence:6", "remark:1", set("printed", "two")), evidence("evidence:7", "remark:1", set("printed", "three"))) // other words
	t9 := p.clock()
	p.upsert(fact("remark:3", "k:a", cites("topic:u"), func(n *store.Node) { n.Edges = n.Edges[1:] })) // names another
	p.changes(nil, fmt.Sprintf("%d k:a +remark:2 +remark:3|%d k:b +remark:1|%d k:a +remark:4 -remark:2|%d k:b +remark:1 -remark:1|%d k:b ~remark:1|%d k:b ~remark:1|%d k:b -remark:1|%d k:b +remark:1|%d k:b ~remark:1|%d k:b ~remark:1",
		t1, t1, t2, t3, t4, t5, t6, t7, t8, t9))
	p.changes([]string{"topic:t"}, p.changesOf(nil))
	p.changes([]string{"topic:u"}, fmt.Sprintf("%d k:a +remark:3", t1))
	p.changes([]string{"topic:u", "topic:none"}, fmt.Sprintf("%d k:a +remark:3", t1))
	p.changes([]string{"topic:none"}, "")
	for name, s := range map[string]store.Store{"the store": p.got, "the oracle": p.want} {
		if _, err := s.Changes(p.ctx, &store.ChangesQuery{}); !errors.Is(err, store.ErrInvalid) {
			p.Errorf("%s: no limit: %v", name, err)
		}
	}
}

// changes walks through all changes in steps of several sizes: each gives the same, on both stores.
func (p *pair) changes(of []string, want string) {
	p.Helper()
	for _, limit := range []int{1, 2, 3, 1000} {
		got, oracle := walkChanges(p, p.got, of, limit), walkChanges(p, p.want, of, limit)
		if !reflect.DeepEqual(got, oracle) {
			p.Fatalf("changes of %v by %d\ngot  %s\nwant %s", of, limit, changesText(got), changesText(oracle))
		}
		if text := changesText(got); text != want {
			p.Errorf("changes of %v by %d\ngot  %s\nwant %s", of, limit, text, want)
		}
	}
}

// changesOf is what the oracle knows of some nodes' facts.
func (p *pair) changesOf(of []string) string { return changesText(walkChanges(p, p.want, of, 1000)) }

func walkChanges(p *pair, s store.Store, of []string, limit int) (out []store.Change) {
	p.Helper()
	var after store.Place
	for {
		some, err := s.Changes(p.ctx, &store.ChangesQuery{After: after, Limit: limit, Of: of})
		if err != nil {
			p.Fatal(err)
		}
		if len(some) == 0 {
			return out
		}
		if len(some) > limit {
			p.Fatalf("%d changes, at most %d were asked for", len(some), limit)
		}
		out = append(out, some...)
		after = some[len(some)-1].Place
	}
}

func changesText(all []store.Change) string {
	groups := make([]string, len(all))
	for i, c := range all {
		parts := []string{fmt.Sprint(int64(c.At)), c.Key}
		for sign, ids := range map[string][]string{"+": c.Began, "-": c.Ended, "~": c.Cited} {
			for _, id := range ids {
				parts = append(parts, sign+id)
			}
		}
		groups[i] = strings.Join(append(parts[:2:2], bySign(parts[2:])...), " ")
	}
	return strings.Join(groups, "|")
}

// bySign puts what began first, then what ended, then what was cited.
func bySign(parts []string) []string {
	var out []string
	for _, sign := range []string{"+", "-", "~"} {
		for _, p := range parts {
			if strings.HasPrefix(p, sign) {
				out = append(out, p)
			}
		}
	}
	return out
}

// sameChanges compares all changes of a random world, and those of a few nodes, in steps of an odd size.
func (w *walker) sameChanges(ids ...string) {
	w.Helper()
	for _, of := range append([][]string{nil}, ids) {
		if of == nil || len(of) > 0 {
			got, want := walkChanges(w.pair, w.got, of, 7), walkChanges(w.pair, w.want, of, 1000)
			if !reflect.DeepEqual(got, want) {
				w.Fatalf("seed %d: changes of %v\ngot  %s\nwant %s", w.seed, of, changesText(got), changesText(want))
			}
		}
	}
}

// someIDs are those of the first entities that the world was told of.
func (w *walker) someIDs() []string {
	var out []string
	for _, n := range w.told[0].Nodes {
		if w.m.Type(n.Type).Class == schema.Entity && len(out) < 3 {
			out = append(out, n.ID)
		}
	}
	return out
}
