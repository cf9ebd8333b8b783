package paths

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// world is a graph of facts, each with the nodes that it names, and of relationships.
type world struct {
	facts map[string][]string
	rels  map[string][2]string
	shut  map[string]bool
	reads int
}

func (w *world) expand(ids []string) ([]Node, error) {
	w.reads++
	out := make([]Node, len(ids))
	for i, id := range ids {
		for fact, names := range w.facts { // in any order
			if slices.Contains(names, id) {
				for _, to := range names {
					out[i].Ties = append(out[i].Ties, Tie{To: to, Fact: fact})
				}
			}
		}
		for rel, ends := range w.rels {
			for k := range ends {
				if ends[k] == id {
					out[i].Ties = append(out[i].Ties, Tie{To: ends[1-k], Rel: rel})
				}
			}
		}
	}
	return out, nil
}

func (w *world) search(from, to string, hops, first int) Search {
	return Search{From: from, To: to, MaxHops: hops, First: first, Expand: w.expand, MaxNodes: 1000, MaxSteps: 1_000_000,
		Passable: func(id string) bool { return !w.shut[id] }}
}

func random(r *rand.Rand) *world {
	w := &world{facts: map[string][]string{}, rels: map[string][2]string{}, shut: map[string]bool{}}
	n := 3 + r.IntN(7)
	node := func() string { return fmt.Sprintf("n%d", r.IntN(n)) }
	for i := range r.IntN(2 * n) {
		var names []string
		for range 1 + r.IntN(4) {
			names = add(names, node())
		}
		w.facts[fmt.Sprintf("f%d", i)] = names
	}
	for i := range r.IntN(4) {
		if a, b := node(), node(); a != b {
			w.rels[fmt.Sprintf("r%d", i)] = [2]string{a, b}
		}
	}
	for range r.IntN(3) {
		w.shut[node()] = true
	}
	return w
}

// naive tries every way there is, by plain recursion over all nodes.
func (w *world) naive(from, to string, most int) []string {
	nodes := map[string]bool{from: true, to: true}
	for _, names := range w.facts {
		for _, n := range names {
			nodes[n] = true
		}
	}
	for _, ends := range w.rels {
		nodes[ends[0]], nodes[ends[1]] = true, true
	}
	var out []string
	var walk func(path []string)
	walk = func(path []string) {
		last := path[len(path)-1]
		if last == to {
			if w.distinct(path, map[string]bool{}) {
				out = append(out, fmt.Sprintf("%d %s", len(path)-1, strings.Join(path, " ")))
			}
			return
		}
		if len(path) > most {
			return
		}
		for n := range nodes {
			if !slices.Contains(path, n) && (n == to || !w.shut[n]) {
				walk(append(slices.Clone(path), n))
			}
		}
	}
	walk([]string{from})
	slices.Sort(out) // the number of hops has one digit
	return out
}

// distinct says whether the hops of a path can have a fact or relationship each, none of them twice, by trying all.
func (w *world) distinct(path []string, used map[string]bool) bool {
	if len(path) == 1 {
		return true
	}
	for rel, ends := range w.rels {
		if !used[rel] && (ends == [2]string{path[0], path[1]} || ends == [2]string{path[1], path[0]}) && w.distinct(path[1:], used) {
			return true
		}
	}
	for fact, names := range w.facts {
		if used[fact] || !slices.Contains(names, path[0]) || !slices.Contains(names, path[1]) {
			continue
		}
		used[fact] = true
		ok := w.distinct(path[1:], used)
		delete(used, fact)
		if ok {
			return true
		}
	}
	return false
}

func outline(paths [][]Hop) []string {
	var out []string
	for _, p := range paths {
		line := fmt.Sprintf("%d %s", len(p), p[0].From)
		for _, h := range p {
			line += " " + h.To
		}
		out = append(out, line)
	}
	return out
}

func TestFindAgreesWithTryingAll(t *testing.T) {
	some, longer := 0, 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		w := random(r)
		hops := 1 + r.IntN(7)
		want := w.naive("n0", "n1", hops)
		got, err := w.search("n0", "n1", hops, 10_000).Find()
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(outline(got.Paths), want) {
			t.Fatalf("seed %d, %d hops, %v:\n got %q\nwant %q", seed, hops, w, outline(got.Paths), want)
		}
		if got.Hops != hops || len(got.Bounds) > 0 {
			t.Fatalf("seed %d: looked up to %d of %d hops, bounds %v", seed, got.Hops, hops, got.Bounds)
		}
		if len(want) > 0 {
			some++
		}
		if len(want) > 2 && want[0][0] != want[len(want)-1][0] {
			longer++
		}
		first := 1 + r.IntN(4)
		few, err := w.search("n0", "n1", hops, first).Find()
		if err != nil {
			t.Fatal(err)
		}
		if n := min(first, len(want)); !slices.Equal(outline(few.Paths), want[:n]) {
			t.Fatalf("seed %d: the first %d are %q of %q", seed, first, outline(few.Paths), want)
		}
		if len(want) > first && !slices.Contains(few.Bounds, First) {
			t.Fatalf("seed %d: %d of %d paths, and no bound is named", seed, first, len(want))
		}
	}
	if some < 500 || longer < 200 {
		t.Errorf("%d graphs with paths, %d with paths of several lengths: too tame", some, longer)
	}
}

func TestFindSaysWhatStoppedIt(t *testing.T) {
	chain := &world{facts: map[string][]string{}, shut: map[string]bool{"hub": true}}
	for i := range 6 {
		chain.facts[fmt.Sprint("f", i)] = []string{fmt.Sprint("n", i), fmt.Sprint("n", i+1)}
	}
	chain.facts["h0"], chain.facts["h6"] = []string{"hub", "n0"}, []string{"hub", "n6"}
	full := chain.search("n0", "n6", 8, 5)
	cut, nodes, steps, short := full, full, full, full
	cut.Expand = func(ids []string) ([]Node, error) {
		out, err := chain.expand(ids)
		out[0].Cut = true
		return out, err
	}
	nodes.MaxNodes, steps.MaxSteps, short.MaxHops = 3, 2, 5
	for _, c := range []struct {
		name   string
		s      Search
		paths  int
		hops   int
		bounds []Bound
	}{
		{"full", full, 1, 8, nil},
		{"cut", cut, 1, 8, []Bound{Ties}},
		{"nodes", nodes, 0, 3, []Bound{Nodes}},
		{"steps", steps, 0, 5, []Bound{Steps}},
		{"too far", short, 0, 5, nil},
	} {
		got, err := c.s.Find()
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Paths) != c.paths || got.Hops != c.hops || !reflect.DeepEqual(got.Bounds, c.bounds) || !slices.Equal(got.Left, []string{"hub"}) {
			t.Errorf("%s: %d paths, %d hops, bounds %v, left out %v", c.name, len(got.Paths), got.Hops, got.Bounds, got.Left)
		}
	}
}

// TestFindReadsLevels: one read a level, and none of a level that the other side has read.
func TestFindReadsLevels(t *testing.T) {
	w := &world{facts: map[string][]string{"a": {"n0", "n1"}, "b": {"n1", "n2"}, "c": {"n2", "n3"}}}
	got, err := w.search("n0", "n3", 3, 1).Find()
	if err != nil || len(got.Paths) != 1 {
		t.Fatal(got, err)
	}
	if w.reads != 3 {
		t.Errorf("%d reads for three hops", w.reads)
	}
	facts := [][]string{got.Paths[0][0].Facts, got.Paths[0][1].Facts, got.Paths[0][2].Facts}
	if !reflect.DeepEqual(facts, [][]string{{"a"}, {"b"}, {"c"}}) {
		t.Errorf("facts of the hops: %v", facts)
	}
}
