package main

import (
	"maps"

	"councilgraph/bench/data"
	"councilgraph/graph/value"
)

// request is one row of the table: a document, asked with one set of variables after the other.
type request struct {
	name  string
	query string
	vars  []map[string]any
	hand  *hand // nil where nothing was written by hand
	// from, where set, makes the variables out of an answer to another document: a page far behind needs its cursor.
	from func(ask asker) ([]map[string]any, error)
}

// asker asks our server on Neo4j, and gives the answer's data.
type asker func(query string, vars map[string]any) (map[string]any, error)

// hand is what one would write for a request by hand.
type hand struct {
	text  string
	args  func(vars map[string]any) map[string]any // nil: as they are
	shape *shape
}

// variety is how many different sets of variables a request is asked with, so that no answer is at hand from the time before.
const variety = 7

// ids are sets of variables with one id each.
func ids(of func(int) string, count int) (out []map[string]any) {
	for i := range min(variety, count-1) {
		out = append(out, map[string]any{"id": of(1 + i*(count-1)/variety)})
	}
	return out
}

func hub(id string) []map[string]any { return []map[string]any{{"id": id}} }

// clocked adds both clocks to each set: as of a day in the midst of things, known when all had been told and nothing ended.
func clocked(s data.Size, vars []map[string]any) (out []map[string]any) {
	for _, v := range vars {
		v = maps.Clone(v)
		v["asOf"], v["knownAt"] = value.Day(19_000).String(), s.First().String()
		out = append(out, v)
	}
	return out
}

// clockArgs are the bounds as they are kept.
func clockArgs(vars map[string]any) map[string]any {
	out := maps.Clone(vars)
	if text, ok := vars["asOf"].(string); ok {
		d, _ := value.ParseDay(text) // it was printed from one
		at, _ := value.ParseInstant(vars["knownAt"].(string))
		out["asOf"], out["knownAt"] = int64(d), int64(at)
	}
	return out
}
