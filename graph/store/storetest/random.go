package storetest

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// A random world has so many steps, and after each so many questions are asked.
const (
	worldSteps   = 8
	askedPerStep = 12
)

// runRandom applies random worlds step by step to the store under test and to the oracle, and asks both after each step.
func runRandom(t *testing.T, open Open) {
	number, set := fromEnv(t, envRandom, defaultRandom)
	seed, _ := fromEnv(t, envSeed, defaultSeed)
	stop := time.Now().Add(randomBudget)
	over := func() bool { return t.Failed() || !set && time.Now().After(stop) }
	asked := int64(0)
	for world := seed; asked < number && !over(); world++ {
		batches := World(world, worldSteps)
		p := newPair(t, open)
		w := &walker{pair: p, open: open, seed: world}
		for i := range batches {
			w.tell(batches[:i+1])
			a := NewAsker(p.m, world*1000+int64(i), w.told, w.at)
			for range askedPerStep {
				if asked >= number || over() {
					break
				}
				w.compare(a.Tree())
				asked++
			}
			if !over() {
				w.walk(a)
			}
		}
		if !over() {
			w.sameChanges(w.someIDs()...)
			CheckHistory(t, p.got, p.m, w.told, w.at)
		}
	}
	t.Logf("%d random questions from seed %d; %s and %s choose otherwise", asked, seed, envRandom, envSeed)
}

// walker is one random world under way.
type walker struct {
	*pair
	open Open
	seed int64
	told []*store.Batch
	at   []value.Instant
}

// tell applies the last of these batches at its instant.
func (w *walker) tell(batches []*store.Batch) {
	w.Helper()
	b := batches[len(batches)-1]
	at, err := w.next(b)
	if err != nil {
		w.Fatalf("seed %d, batch %d: %v", w.seed, len(batches)-1, err)
	}
	w.told, w.at = append(w.told, b), append(w.at, at)
}

func (w *walker) next(b *store.Batch) (value.Instant, error) {
	w.now.Add(int64(second))
	return w.apply(b)
}

// compare asks both stores. On a difference it shows the smallest question and the fewest batches that it can find.
func (w *walker) compare(t *query.Tree) {
	w.Helper()
	if err := CheckTree(t); err != nil {
		w.Fatalf("seed %d: the suite asks what no planner would: %v\n%s", w.seed, err, t)
	}
	if !w.differ(t) {
		return
	}
	t = shrinkTree(t, w.differ)
	got, want, gotErr, wantErr := w.both(t)
	fewer := shrinkHistory(w, t)
	w.Errorf("seed %d, after %d batches: the answers differ\n%sgot  %s (%v)\nwant %s (%v)\nthe same with these batches:\n%s",
		w.seed, len(w.told), t, Print(got), gotErr, Print(want), wantErr, printBatches(fewer))
}

func (w *walker) both(t *query.Tree) (got, want query.Cell, gotErr, wantErr error) {
	want, wantErr = w.want.Read(w.ctx, t)
	got, gotErr = w.got.Read(w.ctx, t)
	return
}

// differ says that the stores answer a question differently. Errors are the same if both are, or are not, ErrTooLarge.
func (w *walker) differ(t *query.Tree) bool {
	got, want, gotErr, wantErr := w.both(t)
	if wantErr != nil && !errors.Is(wantErr, store.ErrTooLarge) {
		w.Fatalf("seed %d: the oracle: %v\n%s", w.seed, wantErr, t)
	}
	if wantErr != nil || gotErr != nil {
		return wantErr == nil || !errors.Is(gotErr, store.ErrTooLarge)
	}
	return !reflect.DeepEqual(got, want)
}
