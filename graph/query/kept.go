package query

import (
	"container/list"
	"sync"
)

// Kept keeps what was made for a request until it comes again: those used last, up to a weight in bytes. It is bounded by weight and
// not by number, so that one client's large requests do not fill the memory.
type Kept[K comparable, V any] struct {
	max int

	mu     sync.Mutex
	weight int
	byKey  map[K]*list.Element
	recent list.List // of *kept; the last used first
}

type kept[K comparable, V any] struct {
	key    K
	value  V
	weight int
}

// NewKept makes a cache of at most max bytes.
func NewKept[K comparable, V any](max int) *Kept[K, V] {
	return &Kept[K, V]{max: max, byKey: map[K]*list.Element{}}
}

// Get finds what was kept.
func (k *Kept[K, V]) Get(key K) (v V, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.byKey[key]
	if e == nil {
		return v, false
	}
	k.recent.MoveToFront(e)
	return e.Value.(*kept[K, V]).value, true
}

// Add keeps a value of a weight in bytes, unless it would take more than a tenth of the room, or one is kept already.
func (k *Kept[K, V]) Add(key K, v V, weight int) {
	if weight > k.max/10 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.byKey[key] != nil {
		return
	}
	k.byKey[key] = k.recent.PushFront(&kept[K, V]{key, v, weight})
	for k.weight += weight; k.weight > k.max; {
		old := k.recent.Remove(k.recent.Back()).(*kept[K, V])
		delete(k.byKey, old.key)
		k.weight -= old.weight
	}
}
