// Package paths finds how two nodes of a graph are tied: all simple paths, the shortest first. It reads the graph by levels
// through a function, so that it knows no store, and does the same whatever order ties are given in.
package paths

import (
	"maps"
	"slices"
)

// Tie is one step from a node to another: by a fact that names both, or by a relationship that rests on none.
type Tie struct {
	To   string
	Fact string // empty for a relationship
	Rel  string // empty for a fact
}

// Node is what was read of one node.
type Node struct {
	Ties []Tie
	// Cut says that it has more ties than were read.
	Cut bool
}

// Hop is a step of a path, with all that ties its two ends, in order.
type Hop struct {
	From, To    string
	Facts, Rels []string
}

// Bound says why a search did not find all paths.
type Bound string

// The bounds, in the order in which a result lists them.
const (
	First Bound = "FIRST" // as many paths as were asked for
	Ties  Bound = "TIES"  // a node has more ties than are read of one
	Nodes Bound = "NODES" // so many nodes were looked at that the next level is not
	Steps Bound = "STEPS" // longer paths are too many to try
)

// Search is a question for paths.
type Search struct {
	From, To string // two nodes
	MaxHops  int
	First    int // at most so many paths
	// Expand reads the ties of nodes, one Node for each id.
	Expand func(ids []string) ([]Node, error)
	// Passable says whether a path may lead through a node; the ends are not asked about.
	Passable func(id string) bool
	MaxNodes int // how many nodes may be expanded
	MaxSteps int // how many steps may be tried to find the paths of what was read
}

// Result is what a search found.
type Result struct {
	// Paths are ordered by length, then by the ids of their nodes from From on. No path passes a node twice, and each hop has a
	// fact (or relationship) of its own: a fact that names three nodes makes no way round between two of them.
	Paths [][]Hop
	// Hops is the length up to which all paths were looked for.
	Hops int
	// Bounds are empty where Paths are all that there are, up to MaxHops.
	Bounds []Bound
	// Left are the nodes that were met and not passed, sorted.
	Left []string
}

// Find searches from both ends, the end with fewer nodes to look at first. Once the levels read on both sides add up to n, every
// path of n hops is among the ties that were read.
func (s Search) Find() (Result, error) {
	f := &finder{Search: s, read: map[string]Node{}, ties: map[string]map[string]*Hop{}, left: map[string]bool{}, bounds: map[Bound]bool{}}
	f.sides[0] = side{seen: map[string]bool{s.From: true}, frontier: []string{s.From}}
	f.sides[1] = side{seen: map[string]bool{s.To: true}, frontier: []string{s.To}}
	for length := 1; length <= s.MaxHops; length++ {
		if err := f.level(); err != nil {
			return Result{}, err
		}
		if f.bounds[Nodes] {
			break
		}
		f.enumerate(length)
		if f.bounds[First] || f.bounds[Steps] {
			break
		}
		f.hops = length
		if len(f.paths) == s.First && length < s.MaxHops {
			f.bounds[First] = true
			break
		}
	}
	out := Result{Paths: f.paths, Hops: f.hops, Left: slices.Sorted(maps.Keys(f.left))}
	for _, b := range []Bound{First, Ties, Nodes, Steps} {
		if f.bounds[b] {
			out.Bounds = append(out.Bounds, b)
		}
	}
	return out, nil
}

type finder struct {
	Search
	sides  [2]side
	read   map[string]Node
	ties   map[string]map[string]*Hop // from one end, to the other
	steps  int
	paths  [][]Hop
	hops   int
	left   map[string]bool
	bounds map[Bound]bool
}

// side is what is known from one end: the nodes seen, and those of the last level, whose ties are not followed yet.
type side struct {
	seen     map[string]bool
	frontier []string
}

// level follows the ties of one level more, on the smaller side. Where a side has come to its end, all that it reaches is known.
func (f *finder) level() error {
	s, end := &f.sides[0], f.To
	if len(f.sides[1].frontier) < len(s.frontier) {
		s, end = &f.sides[1], f.From
	}
	level := s.frontier
	if err := f.readAll(level); err != nil || f.bounds[Nodes] {
		return err
	}
	s.frontier = nil
	for _, id := range level {
		for _, t := range f.read[id].Ties {
			if t.To == id || t.To != f.From && t.To != f.To && !f.Passable(t.To) {
				if t.To != id {
					f.left[t.To] = true
				}
				continue
			}
			f.tie(id, t)
			if t.To != end && !s.seen[t.To] {
				s.seen[t.To] = true
				s.frontier = append(s.frontier, t.To)
			}
		}
	}
	slices.Sort(s.frontier)
	return nil
}

// readAll reads the ties of the nodes that the other side has not read, in one go.
func (f *finder) readAll(level []string) error {
	var ids []string
	for _, id := range level {
		if _, ok := f.read[id]; !ok {
			ids = append(ids, id)
		}
	}
	if len(f.read)+len(ids) > f.MaxNodes {
		f.bounds[Nodes] = true
		return nil
	}
	if len(ids) == 0 {
		return nil
	}
	nodes, err := f.Expand(ids)
	if err != nil {
		return err
	}
	for i, id := range ids {
		f.read[id] = nodes[i]
		if nodes[i].Cut {
			f.bounds[Ties] = true
		}
	}
	return nil
}

// tie notes a tie in both directions; it is the same from either end.
func (f *finder) tie(from string, t Tie) {
	for _, ends := range [][2]string{{from, t.To}, {t.To, from}} {
		to := f.ties[ends[0]]
		if to == nil {
			to = map[string]*Hop{}
			f.ties[ends[0]] = to
		}
		note(to, ends[0], Tie{To: ends[1], Fact: t.Fact, Rel: t.Rel})
	}
}

// Hops puts the ties of a node together: one hop to each node that it is tied to.
func Hops(from string, ties []Tie) map[string]*Hop {
	out := map[string]*Hop{}
	for _, t := range ties {
		note(out, from, t)
	}
	return out
}

func note(hops map[string]*Hop, from string, t Tie) {
	h := hops[t.To]
	if h == nil {
		h = &Hop{From: from, To: t.To}
		hops[t.To] = h
	}
	if t.Rel != "" {
		h.Rels = add(h.Rels, t.Rel)
	} else {
		h.Facts = add(h.Facts, t.Fact)
	}
}

// add keeps a sorted list of different texts.
func add(list []string, s string) []string {
	i, there := slices.BinarySearch(list, s)
	if there {
		return list
	}
	return slices.Insert(list, i, s)
}

// enumerate finds the paths of exactly so many hops among the ties that are known.
func (f *finder) enumerate(length int) {
	away := f.distances(length)
	if away[f.From] == 0 { // To is not among what is known, or too far
		return
	}
	w := walk{finder: f, length: length, away: away, next: map[string][]string{}, on: map[string]bool{f.From: true}}
	w.from(f.From, nil)
}

// distances are the hops from each node to To, as far as so many; To itself has none.
func (f *finder) distances(most int) map[string]int {
	away := map[string]int{}
	level := []string{f.To}
	for d := 1; d <= most; d++ {
		var next []string
		for _, id := range level {
			for to := range f.ties[id] {
				if away[to] == 0 && to != f.To {
					away[to] = d
					if to != f.From {
						next = append(next, to)
					}
				}
			}
		}
		level = next
	}
	return away
}

// walk is one way from From on, hop by hop.
type walk struct {
	*finder
	length int
	away   map[string]int
	next   map[string][]string
	on     map[string]bool
	hops   []*Hop
}

// from goes on from a node, in order of id; owns are the facts that the hops so far have for themselves. False: a bound is met.
func (w *walk) from(id string, owns []string) bool {
	left := w.length - len(w.hops)
	if id == w.To {
		return w.found()
	}
	for _, to := range w.onward(id) {
		if w.on[to] || (to == w.To) != (left == 1) || w.away[to] >= left {
			continue
		}
		if w.steps++; w.steps > w.MaxSteps {
			w.bounds[Steps] = true
			return false
		}
		w.hops = append(w.hops, w.ties[id][to])
		w.on[to] = true
		more := true
		if owned, can := own(w.hops, owns); can {
			more = w.from(to, owned)
		}
		w.on[to] = false
		w.hops = w.hops[:len(w.hops)-1]
		if !more {
			return false
		}
	}
	return true
}

func (w *walk) onward(id string) []string {
	next, ok := w.next[id]
	if !ok {
		for to := range w.ties[id] {
			if to == w.To || w.away[to] > 0 && to != w.From {
				next = append(next, to)
			}
		}
		slices.Sort(next)
		w.next[id] = next
	}
	return next
}

func (w *walk) found() bool {
	if len(w.paths) == w.First {
		w.bounds[First] = true
		return false
	}
	path := make([]Hop, len(w.hops))
	for i, h := range w.hops {
		path[i] = *h
	}
	w.paths = append(w.paths, path)
	return true
}

// own gives the last hop a fact of its own, where the earlier ones own one each; they may have to take others. A hop that has a
// relationship needs none. False: there are not enough facts.
func own(hops []*Hop, owns []string) ([]string, bool) {
	owns = append(slices.Clone(owns), "")
	tried := map[string]bool{}
	var give func(i int) bool
	give = func(i int) bool {
		if len(hops[i].Rels) > 0 {
			return true
		}
		for _, fact := range hops[i].Facts {
			if tried[fact] {
				continue
			}
			tried[fact] = true
			if j := slices.Index(owns, fact); j < 0 || give(j) {
				owns[i] = fact
				return true
			}
		}
		return false
	}
	return owns, give(len(hops) - 1)
}
