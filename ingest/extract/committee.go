package extract

import (
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
)

// committee adds a committee under its council or partner set, and returns its id; empty where no council is known.
func (w *writer) committee(name string, at place) string {
	name = renamed.ReplaceAllString(name, "")
	scope := w.councils
	partners, listAt := w.partners(name), at
	if len(partners) == 0 {
		partners, listAt = w.sharers(name)
	}
	if len(partners) > 0 {
		scope = nil
		for _, p := range partners {
			scope = append(scope, w.council(p))
		}
	}
	w.scope = partners
	if len(partners) == 0 {
		w.scope = nil
		for _, c := range scope {
			w.scope = append(w.scope, w.byKey[c].data["name"].(string))
		}
	}
	if len(scope) == 0 {
		w.unresolved(at, "NO_COUNCIL", "A body whose council the page does not give.")
		return ""
	}
	slugs := make([]string, len(scope))
	for i, c := range scope {
		slugs[i] = strings.TrimPrefix(c, "council:")
	}
	within := councils.Scope(slugs...)
	if n, ok := w.knownCommittee(name, slugs); ok {
		id := w.entity("Committee", n.ID, name, object{"scope": strings.Split(n.ID, ":")[1]}, at)
		w.members(id, scope, partners, listAt)
		return id
	}
	bare := w.bare(name)
	if len(partners) > 0 {
		_, bare = w.ahead(bare)
	}
	id := w.entity("Committee", "committee:"+within+":"+value.Slug(bare), name, object{"scope": within}, at)
	w.members(id, scope, partners, listAt)
	return id
}

// renamed is what a site says in brackets behind the name of a body that has another since.
var renamed = regexp.MustCompile(` \((?i:became|formerly|previously|renamed|now|until)\b[^()]*\)$`)

// bare is a body's name without the councils that it lists. What else stands in brackets tells bodies of one council apart.
func (w *writer) bare(name string) string {
	if m := bracketed.FindStringSubmatch(name); len(m) > 0 && len(w.eachCouncil(m[1])) > 0 {
		name = bracketed.ReplaceAllString(name, "")
	}
	if w.known.Councils != nil {
		name = w.known.Councils.Bare(name)
	}
	return strings.TrimSpace(ofBoroughs.ReplaceAllString(name, ""))
}

// members states that the councils which a joint committee's name lists belong to it.
func (w *writer) members(id string, of, printed []string, at place) {
	for i, name := range printed {
		w.fact("Membership", object{"member": of[i], "of": id}, name+" is one of the councils of the committee.", at)
	}
}

// knownCommittee finds a committee of the graph by its name among those of these councils, or of a set of councils that holds them.
func (w *writer) knownCommittee(name string, slugs []string) (Name, bool) {
	want, kernel := strings.Join(value.Words(name), " "), w.kernel(name)
	var found Name
	for _, n := range w.known.Names {
		parts := strings.Split(n.ID, ":")
		if n.Type != "Committee" || len(parts) < 3 || !w.holds(parts[1], slugs) {
			continue
		}
		joint := len(slugs) > 1 && parts[1] == councils.Scope(slugs...) && kernel != "" && w.kernel(n.Text) == kernel
		if !joint && strings.Join(value.Words(n.Text), " ") != want {
			continue
		}
		if found.ID != "" && found.ID != n.ID {
			return Name{}, false
		}
		found = n
	}
	return found, found.ID != ""
}

// kernel is the name of a joint committee without its councils and what every such name has: `it` of Joint IT Committee (A and B). Two
// such committees of the same councils with the same kernel are one.
func (w *writer) kernel(name string) string {
	_, name = w.ahead(name)
	name = w.bare(name)
	var out []string
	for _, word := range value.Words(name) {
		if word != "joint" && word != "committee" && word != "the" && word != "of" {
			out = append(out, word)
		}
	}
	return strings.Join(out, " ")
}

// holds: a committee's scope is these councils, or a set of councils that holds them all.
func (w *writer) holds(scope string, slugs []string) bool {
	if scope == councils.Scope(slugs...) {
		return true
	}
	if w.known.Councils == nil {
		return false
	}
	of := w.known.Councils.Of(scope)
	return len(of) > 1 && !slices.ContainsFunc(slugs, func(c string) bool { return !slices.Contains(of, c) })
}
