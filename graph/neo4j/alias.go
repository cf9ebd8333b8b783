package neo4j

import (
	"context"
	"maps"
	"slices"

	"councilgraph/graph/store"
)

// aliases gives the rows [id, of] that a batch's aliases change. Each alias is kept one step long: it leads to an id that is
// no alias itself. Those that are taken back have a nil of.
func (w *writer) aliases(ctx context.Context, list []store.Alias, states map[string]*state) ([]any, error) {
	if len(list) == 0 {
		return nil, nil
	}
	var ids []string
	missing := map[string]bool{}
	for _, a := range list {
		if a.ID == "" {
			return nil, invalid("an alias of %q is empty", a.Of)
		}
		if len(a.ID) > indexLimit {
			return nil, invalid("an alias of %q has %d bytes; at most %d are kept", a.Of, len(a.ID), indexLimit)
		}
		ids = append(ids, a.ID, a.Of)
		if a.Of != "" && states[a.Of] == nil {
			missing[a.Of] = true
		}
	}
	v, err := w.one(ctx, "MATCH (a:_Alias) WHERE a.id IN $ids OR a.of IN $ids RETURN collect([a.id, a.of]) AS v", map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for _, row := range v.([]any) {
		r := row.([]any)
		all[r[0].(string)] = r[1].(string)
	}
	if err := w.find(ctx, missing); err != nil {
		return nil, err
	}
	before := maps.Clone(all)
	for _, a := range list {
		if _, ok := all[a.Of]; !ok && missing[a.Of] { // find leaves what is not there
			return nil, invalid("alias %q of %q, which is not there", a.ID, a.Of)
		}
		if !merge(all, a) {
			return nil, invalid("alias %q of %q leads back to itself", a.ID, a.Of)
		}
	}
	var rows []any
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if all[id] != before[id] {
			rows = append(rows, []any{id, all[id]})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if _, ok := all[id]; !ok {
			rows = append(rows, []any{id, nil})
		}
	}
	return rows, nil
}

// merge adds an alias, and turns those that led to its id. It refuses one that leads back to itself.
func merge(all map[string]string, a store.Alias) bool {
	if a.Of == "" {
		delete(all, a.ID)
		return true
	}
	of := a.Of
	if to, ok := all[of]; ok {
		of = to
	}
	if of == a.ID {
		return false
	}
	all[a.ID] = of
	for id, to := range all {
		if to == a.ID {
			all[id] = of
		}
	}
	return true
}
