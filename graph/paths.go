package graph

import (
	"context"
	"slices"

	"councilgraph/graph/paths"
	"councilgraph/graph/schema"
)

const (
	mostHops       = 8
	mostPaths      = 100
	mostPoints     = 100     // ids of through and of avoid
	mostPathNodes  = 10_000  // nodes whose ties one search reads
	mostPathSteps  = 200_000 // steps that one search tries among what it read
	mostHubs       = 20      // that an answer names
	mostFactsOfHop = 20
)

// way is a question for paths, read from its arguments.
type way struct {
	*question
	from, to       string
	hubsToo        bool
	through, avoid points
}

// points are what a path may pass, or must not.
type points struct{ types, ids map[string]bool }

func (p points) names(id string, t *schema.Type) bool { return p.ids[id] || p.types[t.Name] }

// Paths answers the root field of that name.
func (r *queryResolver) Paths(ctx context.Context, _, _ string, _ *int, _, _ map[string]any, _ *bool, _ *int, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	ctx = r.traced(ctx)
	hops, first := q.number("maxHops", 1, mostHops, 4), q.number("first", 1, mostPaths, 10)
	w, err := readWay(ctx, r.store, q)
	if err != nil {
		return nil, err
	}
	ties := readTies(ctx, r.store, q.m, q.at, reading{types: w.meets, most: mostTies})
	found, err := paths.Search{From: w.from, To: w.to, MaxHops: hops, First: first, MaxNodes: mostPathNodes, MaxSteps: mostPathSteps,
		Passable: func(id string) bool { return w.passes(id, q.m.TypeOf(id)) },
		Expand:   func(ids []string) ([]paths.Node, error) { return w.allowed(ties.read(ids)) },
	}.Find()
	if err != nil {
		return nil, err
	}
	facts, err := readTold(ctx, r.store, q.m, q.at, factsOf(found.Paths))
	if err != nil {
		return nil, err
	}
	return r.compose(ctx, q, w.answer(found, facts))
}

// number is an argument that is a whole number between two bounds.
func (q *question) number(arg string, least, most, otherwise int) int {
	v := q.args[arg]
	if v == nil {
		return otherwise
	}
	n, ok := integer(v)
	if !ok || n < int64(least) || n > int64(most) {
		q.fail(q.path, arg, "%v; a whole number from %d to %d", v, least, most)
	}
	return int(n)
}

// readWay reads the arguments; ids become those of the entities that they mean now.
func readWay(ctx context.Context, s Reader, q *question) (*way, error) {
	w := &way{question: q, hubsToo: q.args["includeHubs"] == true}
	through, avoid := w.points("through"), w.points("avoid")
	var ids []named
	for _, arg := range []string{"from", "to"} {
		ids = append(ids, named{arg, q.args[arg].(string)})
	}
	ids = append(append(ids, through...), avoid...)
	found, err := q.known(ctx, s, ids)
	if err != nil {
		return nil, err
	}
	w.from, w.to = q.isEntity(ids[0], found[0]), q.isEntity(ids[1], found[1])
	if w.from == w.to {
		q.fail(q.path, "to", "%q and %q are the same entity, and a path leads from one to another", ids[0].id, ids[1].id)
	}
	for i, id := range ids[2:] {
		row := found[2+i]
		t := q.m.Type(row.Type())
		if i < len(through) {
			w.mayPass("through.ids", id.id, t, false)
			w.through.ids[row.ID()] = true
			continue
		}
		w.mayPass("avoid.ids", id.id, t, true)
		if row.ID() == w.from || row.ID() == w.to {
			q.fail(q.path, "avoid.ids", "%q is an end of the path", id.id)
		}
		w.avoid.ids[row.ID()] = true
	}
	return w, nil
}

// points reads the types of an argument, and gives its ids.
func (w *way) points(arg string) []named {
	of := points{types: map[string]bool{}, ids: map[string]bool{}}
	given, _ := w.args[arg].(map[string]any)
	for _, name := range items(given["types"]) {
		t := w.m.Type(w.text(name, w.path, arg+".types"))
		w.mayPass(arg+".types", t.Name, t, arg == "avoid")
		of.types[t.Name] = true
	}
	var out []named
	for _, id := range items(given["ids"]) {
		out = append(out, named{arg + ".ids", w.text(id, w.path, arg+".ids")})
	}
	if len(out) > mostPoints {
		w.fail(w.path, arg+".ids", "%d ids; at most %d can be given", len(out), mostPoints)
	}
	if arg == "avoid" {
		w.avoid = of
	} else {
		w.through = of
	}
	return out
}

// mayPass refuses what no path could pass.
func (w *way) mayPass(arg, what string, t *schema.Type, factsToo bool) {
	switch {
	case walkable(t), factsToo && t.Class == schema.Fact:
	case factsToo:
		w.fail(w.path, arg, "no path passes %s; give entities, passages, mentions or facts", what)
	default:
		w.fail(w.path, arg, "no path passes %s; give entities, passages or mentions", what)
	}
}

// passes says whether a path may pass a node, or, where no id is given, nodes of a type.
func (w *way) passes(id string, t *schema.Type) bool {
	switch {
	case !walkable(t) || w.avoid.names(id, t):
		return false
	case w.through.names(id, t):
		return true
	}
	return !slices.Contains(lesser, t.Name) && (w.hubsToo || !slices.Contains(hubs, t.Name))
}

// meets says whether a path may come to some node of a type.
func (w *way) meets(t *schema.Type) bool {
	for id := range w.through.ids {
		if t == w.m.TypeOf(id) {
			return true
		}
	}
	return w.passes("", t) || t == w.m.TypeOf(w.from) || t == w.m.TypeOf(w.to)
}

// allowed leaves out the ties by facts that are to be avoided.
func (w *way) allowed(nodes []paths.Node, err error) ([]paths.Node, error) {
	for i := range nodes {
		nodes[i].Ties = slices.DeleteFunc(nodes[i].Ties, func(t paths.Tie) bool { return t.Fact != "" && w.avoid.names(t.Fact, w.m.TypeOf(t.Fact)) })
	}
	return nodes, err
}

func factsOf(all [][]paths.Hop) []string {
	var out []string
	for _, p := range all {
		for _, h := range p {
			out = append(out, h.Facts...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (w *way) answer(found paths.Result, facts map[string]*told) Object {
	var left []string
	for _, id := range found.Left {
		if t := w.m.TypeOf(id); slices.Contains(hubs, t.Name) && !w.avoid.names(id, t) {
			left = append(left, id)
		}
	}
	list, bounds := make([]any, len(found.Paths)), make([]any, len(found.Bounds))
	for i, p := range found.Paths {
		list[i] = w.pathObject(p, facts)
	}
	for i, b := range found.Bounds {
		bounds[i] = string(b)
	}
	return Object{"from": Ref{ID: w.from}, "to": Ref{ID: w.to}, "paths": list, "searchedHops": found.Hops, "bounds": bounds,
		"hubsLeftOut": len(left) > 0, "hubs": refs(left[:min(len(left), mostHubs)])}
}

func (w *way) pathObject(p []paths.Hop, facts map[string]*told) Object {
	nodes, hops := []string{p[0].From}, make([]any, len(p))
	tied := make([][]*told, len(p))
	for i, h := range p {
		nodes, tied[i] = append(nodes, h.To), ranked(h.Facts, facts)
	}
	shows := shown(p, tied)
	for i, h := range p {
		hops[i] = hopObject(w.m, h, tied[i], shows[i])
	}
	out := Object{"length": len(p), "nodes": refs(nodes), "hops": hops}
	if i := weakest(shows); i >= 0 {
		out["weakest"] = hops[i]
	}
	return out
}
