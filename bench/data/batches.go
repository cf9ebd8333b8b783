package data

import (
	"iter"
	"slices"

	"councilgraph/graph/store"
)

// batchNodes is how many nodes a batch holds.
const batchNodes = 5_000

// Batches are the graph in the order in which it is told; Base is left to whoever applies them. First everything is told once;
// then one fact in twenty is ended, with its evidence; then every second of those is told again.
func (s Size) Batches() iter.Seq[*store.Batch] {
	return func(yield func(*store.Batch) bool) {
		for _, round := range []iter.Seq[store.Node]{s.nodes(), s.again(ended, false), s.again(toldAgain, true)} {
			for nodes := range chunks(round) {
				if !yield(&store.Batch{Nodes: nodes}) {
					return
				}
			}
		}
	}
}

func ended(i int) bool     { return oneIn(20, fate, i) }
func toldAgain(i int) bool { return oneIn(40, fate, i) } // a multiple of forty is one of twenty too

// again are the facts of some numbers, each with its evidence, known or not.
func (s Size) again(which func(i int) bool, known bool) iter.Seq[store.Node] {
	return func(yield func(store.Node) bool) {
		for i, nodes := range s.facts() {
			if !which(i) {
				continue
			}
			for _, n := range nodes {
				n.Known = known
				if !yield(n) {
					return
				}
			}
		}
	}
}

// nodes are all nodes as they are first told: what is spoken of, then what is said of it.
func (s Size) nodes() iter.Seq[store.Node] {
	return func(yield func(store.Node) bool) {
		for n := range s.entities() {
			if !yield(n) {
				return
			}
		}
		for _, nodes := range s.facts() {
			for _, n := range nodes {
				if !yield(n) {
					return
				}
			}
		}
	}
}

func chunks(nodes iter.Seq[store.Node]) iter.Seq[[]store.Node] {
	return func(yield func([]store.Node) bool) {
		var chunk []store.Node
		for n := range nodes {
			if chunk = append(chunk, n); len(chunk) == batchNodes {
				if !yield(slices.Clip(chunk)) {
					return
				}
				chunk = nil
			}
		}
		if len(chunk) > 0 {
			yield(chunk)
		}
	}
}
