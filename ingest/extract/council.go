package extract

import (
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
)

// weekly is the line of a summary page's banner that names the council.
var weekly = regexp.MustCompile(`^You'll receive weekly summaries about (.+?) every week\b`)

// council adds a council as an entity. Its name is the short one: of the graph, of the register, else as printed without `Council`.
func (w *writer) council(printed string, seen ...place) string {
	if n, ok := w.known.named("Council", printed); ok {
		name := printed
		if c, ok := w.known.council(printed); ok {
			name = c.Name
		}
		return w.entity("Council", n.ID, name, nil, seen...)
	}
	name := printed
	if c, ok := w.known.council(printed); ok {
		name = c.Name
	} else {
		name = strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(name, "London Borough of "), " Council"), "’s")
	}
	if n, ok := w.known.named("Council", name); ok {
		return w.entity("Council", n.ID, name, nil, seen...)
	}
	return w.entity("Council", "council:"+value.Slug(name), name, nil, seen...)
}

// findCouncil finds whose page it is: by host, by banner, by what the page says of itself. Where these differ, the page's host
// counts for it, and the difference is kept.
func (w *writer) findCouncil() {
	var said []string
	add := func(id string) {
		if !slices.Contains(said, id) {
			said = append(said, id)
		}
	}
	hosts := w.known.byHost(w.address.host)
	if len(hosts) == 1 {
		add(w.council(hosts[0].Name))
	}
	if printed, at, ok := w.selfNamed(hosts); ok {
		add(w.council(printed, at))
	}
	if len(said) == 0 {
		return
	}
	w.councils = said[:1]
	w.scope = []string{w.byKey[said[0]].data["name"].(string)}
	w.document["publisher"] = said[0]
	if len(said) > 1 {
		w.notes = append(w.notes, "the host is that of "+said[0]+", the page names "+said[1])
	}
}

// selfNamed is the council that the page names as its own: in its banner, a label, its title or the first paragraph. Where the host
// serves several councils, only these count.
func (w *writer) selfNamed(hosts []councils.Council) (string, place, bool) {
	among := func(printed string) bool {
		c, ok := w.known.council(printed)
		return len(hosts) < 2 || ok && slices.ContainsFunc(hosts, func(h councils.Council) bool { return h.Code == c.Code })
	}
	for _, l := range w.lines[:min(len(w.lines), first)] {
		if m := weekly.FindStringSubmatchIndex(l.text); m != nil {
			if printed := l.text[m[2]:m[3]]; printed != "this council" && !strings.Contains(printed, "like the ones below") && among(printed) {
				return printed, l.at(m[2], m[3]), true
			}
		}
		if rest, ok := strings.CutPrefix(l.text, "Council: "); ok && w.kind == Person && rest != "" {
			return rest, l.at(len("Council: "), len(l.text)), true
		}
		if m := thisWeek.FindStringSubmatchIndex(l.text); m != nil && w.kind == Weekly {
			return l.text[m[2]:m[3]], l.at(m[2], m[3]), true
		}
		if m := webcasting.FindStringSubmatchIndex(l.text); m != nil && w.kind == Webcast && among(l.text[m[2]:m[3]]) {
			return l.text[m[2]:m[3]], l.at(m[2], m[3]), true
		}
	}
	if w.kind == Transcript || w.kind == Webcast {
		return "", place{}, false // speech recognition bends names
	}
	if _, official := moderngov[w.address.page]; official && len(hosts) == 1 {
		return "", place{}, false // its prose names other councils
	}
	for _, l := range w.opening() {
		for _, s := range l.sentences() {
			for _, b := range w.bodies(s) {
				if _, known := w.known.council(b.council); b.council != "" && known && among(b.council) {
					return b.council, b.where.place(), true
				}
			}
		}
	}
	return "", place{}, false
}

// bodies are those that a span names; `Ashby's Planning Committee` is the Planning Committee of Ashby where that is a council.
func (w *writer) bodies(s span) []named {
	out := bodies(s)
	for i, b := range out {
		m := possessive.FindStringSubmatchIndex(b.String())
		if m == nil || b.council != "" {
			continue
		}
		if _, ok := w.known.council(b.String()[m[2]:m[3]]); ok {
			out[i].where = b.sub(m[2], m[3])
			out[i].council = out[i].where.String()
			out[i].span = b.sub(m[1], len(b.String()))
		}
	}
	return out
}

var possessive = regexp.MustCompile(`^(\p{Lu}[^'’]*)['’]s `)

var (
	thisWeek   = regexp.MustCompile(`^This week in (.+?):?$`)
	webcasting = regexp.MustCompile(`([\p{Lu}][\p{L} &-]+ Council) Webcast`)
)

// partners are the councils that a joint committee's name lists; none where one of them is no council.
func (w *writer) partners(name string) (out []string) {
	list := ""
	if m := ofBoroughs.FindStringSubmatch(name); m != nil {
		list = m[1]
	} else if m := bracketed.FindStringSubmatch(name); m != nil {
		list = m[1]
	} else if list, _ = w.ahead(name); list == "" {
		return nil
	}
	for part := range strings.SplitSeq(strings.NewReplacer(" and ", ", ", " & ", ", ").Replace(list), ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if _, ok := w.known.council(part); !ok {
			if _, ok := w.known.named("Council", part); !ok {
				return nil
			}
		}
		out = append(out, part)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// ahead is the list of councils with which a joint body's name begins, and the rest: `Ashby, Bexby and Corby IT Committee`.
func (w *writer) ahead(name string) (list, rest string) {
	m := listAhead.FindStringSubmatch(name)
	if m == nil {
		return "", name
	}
	for last := m[2]; last != ""; last = last[:max(0, strings.LastIndexByte(last, ' '))] { // the longest name of a council
		if _, ok := w.known.council(last); ok && len(last) < len(m[2]) {
			return m[1] + " and " + last, m[2][len(last)+1:]
		}
	}
	return "", name
}

var listAhead = regexp.MustCompile(`^(?:Joint Committee of )?((?:\p{Lu}[\p{L} ]+, )*\p{Lu}[\p{L} ]+?),? (?:and|&) (\p{Lu}.+)$`)

var (
	ofBoroughs = regexp.MustCompile(`of the (?:London Boroughs|Councils) of (.+)$`)
	bracketed  = regexp.MustCompile(`\(([^()]+ (?:and|&) [^()]+)\)$`)
)
