// Package storetest is the suite that every store must pass, and what it is made of: fixed worlds and questions, random ones,
// a checker of trees and one of history. Every answer is compared, cell by cell, with that of package memory.
package storetest

import (
	"os"
	"strconv"
	"testing"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// Open gives an empty store. Only the store that was opened last is used, so that all may share one database.
type Open = func(t testing.TB, m *schema.Model, clock store.Clock) store.Store

// The random cases: how many questions are asked, and the seed that worlds and questions come from. The number is a
// target: unless it is set, asking stops after randomBudget.
const (
	envRandom = "COUNCILGRAPH_RANDOM"
	envSeed   = "COUNCILGRAPH_SEED"

	defaultRandom = 1500
	defaultSeed   = 1
	randomBudget  = 10 * time.Second
)

// Run holds a store to its contract. open must give an empty store each time.
func Run(t *testing.T, open func(t testing.TB, m *schema.Model, clock store.Clock) store.Store) {
	for _, c := range contract {
		if !t.Run(c.name, func(t *testing.T) { c.run(newPair(t, open)) }) && stopEarly {
			return
		}
	}
	for _, c := range gaps {
		t.Run("gap/"+c.name, func(t *testing.T) { c.run(newPair(t, open)) })
	}
	for _, w := range Worlds() {
		t.Run("world/"+w.Name, func(t *testing.T) { runWorld(t, open, w) })
	}
	if t.Failed() && stopEarly {
		return
	}
	t.Run("asKnown", func(t *testing.T) { runAsKnown(t, open) })
	t.Run("random", func(t *testing.T) { runRandom(t, open) })
}

// stopEarly ends a run at the first case that fails.
var stopEarly = os.Getenv("COUNCILGRAPH_STOP") != ""

// contract is every sentence of the contract, by topic. Each topic has a store of its own.
var contract = []struct {
	name string
	run  func(*pair)
}{
	{"empty", emptyCases},
	{"history", historyCases},
	{"respan", respanCases},
	{"edges", edgeCases},
	{"entities", entityCases},
	{"unchanged", unchangedCases},
	{"invalid", invalidCases},
	{"conflict", conflictCases},
	{"concurrent", concurrentCases},
	{"context", contextCases},
	{"clock", clockCases},
	{"farEnds", farEndCases},
	{"gone", goneCases},
	{"derived", derivedCases},
	{"latest", latestCases},
	{"ids", idCases},
	{"toOne", toOneCases},
	{"filters", filterCases},
	{"edgeFilters", edgeFilterCases},
	{"stated", statedCases},
	{"orders", orderCases},
	{"pages", pageCases},
	{"aggregates", aggregateCases},
	{"groups", groupCases},
	{"search", searchCases},
	{"values", valueCases},
	{"variants", variantCases},
	{"statements", statementCases},
	{"changes", changesCases},
}

// fromEnv reads a whole number; set says whether it was given.
func fromEnv(t testing.TB, name string, otherwise int64) (n int64, set bool) {
	text, set := os.LookupEnv(name)
	if !set {
		return otherwise, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatalf("%s=%q is no whole number", name, text)
	}
	return n, true
}
