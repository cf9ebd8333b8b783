package resolve

import (
	"maps"
	"slices"
)

// Merges says what ids mean that were merged: each leads to the id that survives, however often that was merged in turn.
type Merges map[string]string

// NewMerges makes them of single merges, from -> into.
func NewMerges(direct map[string]string) Merges {
	out := Merges{}
	for _, id := range slices.Sorted(maps.Keys(direct)) {
		to := direct[id]
		for range direct { // no longer than there are merges, even if some led back
			next, ok := direct[to]
			if !ok {
				break
			}
			to = next
		}
		out[id] = to
	}
	return out
}

// Of is what an id means.
func (m Merges) Of(id string) string {
	if to, ok := m[id]; ok {
		return to
	}
	return id
}

// none says that nothing among some references was merged.
func (m Merges) none(refs map[string][]string) bool {
	if len(m) == 0 {
		return true
	}
	for _, ids := range refs {
		for _, id := range ids {
			if m[id] != "" {
				return false
			}
		}
	}
	return true
}

// all are references by what they mean, each id once.
func (m Merges) all(refs map[string][]string) map[string][]string {
	if m.none(refs) {
		return refs
	}
	out := make(map[string][]string, len(refs))
	for name, ids := range refs {
		for _, id := range ids {
			out[name] = append(out[name], m.Of(id))
		}
		slices.Sort(out[name])
		out[name] = slices.Compact(out[name])
	}
	return out
}
