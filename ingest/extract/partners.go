package extract

import (
	"regexp"
	"slices"
	"strings"

	"councilgraph/ingest/passage"
)

// org is a council or body where a text names it.
type org struct {
	id string
	at span
}

// orgs are the councils of the page and the known councils and bodies that a span names, each once.
func (w *writer) orgs(s span) (out []org) {
	add := func(id string, at span) {
		if !slices.ContainsFunc(out, func(o org) bool { return o.id == id || o.at.from < at.to && at.from < o.at.to }) {
			out = append(out, org{id, at})
		}
	}
	taken := w.find(s)
	for _, f := range taken {
		if f.Type == "Council" || f.Type == "Body" {
			add(f.ID, f.at)
		}
	}
	for _, e := range w.entities {
		if e.data["type"] != "Council" {
			continue
		}
		id, name := e.data["id"].(string), e.data["name"].(string)
		for _, at := range occurrences(s.String(), name) {
			here := s.sub(at, at+len(name))
			within := slices.ContainsFunc(taken, func(f found) bool { return f.at.from <= here.from && here.to <= f.at.to })
			if !within && !longerName.MatchString(ownTitle.ReplaceAllString(s.String()[at+len(name):], "")) {
				add(id, here)
			}
		}
	}
	slices.SortFunc(out, func(a, b org) int { return a.at.from - b.at.from })
	return out
}

// ownTitle is what councils are called.
var ownTitle = regexp.MustCompile(`^ Council\b`)

// longerName: a further word with a capital makes another name of it, unless it is what councils are called.
var longerName = regexp.MustCompile(`^ (?:\p{Lu}\p{Ll}+ ?)+`)

// labelled bullets tell of one partner: `Brent: ...`.
var partnerLabel = regexp.MustCompile(`^([\p{Lu}][^:.]{1,60}): `)

// partnerOf is the organisation that a bullet is labelled with, and where its text begins.
func (w *writer) partnerOf(l *line) (o org, from int, ok bool) {
	m := partnerLabel.FindStringSubmatchIndex(l.text)
	if m == nil {
		return org{}, 0, false
	}
	s := span{l, m[2], m[3]}
	for _, o := range w.orgs(s) {
		if o.at.from == s.from && o.at.to == s.to {
			return o, m[1], true
		}
	}
	if _, known := w.known.council(s.String()); known { // in another of its names: `East Herts: ...`
		if id, _ := w.councilNamed(s.String()); w.byKey[id] != nil {
			return org{id, s}, m[1], true
		}
	}
	return org{}, 0, false
}

// sectionPartner is the council or body whose section a heading begins: `Brent Digital Update`.
func (w *writer) sectionPartner(heading *line) (org, bool) {
	if heading == nil {
		return org{}, false
	}
	for _, e := range w.entities {
		if e.data["type"] != "Council" {
			continue
		}
		name := e.data["name"].(string)
		if rest, ok := strings.CutPrefix(heading.text, name+" "); ok && ownSection.MatchString(rest) {
			return org{e.data["id"].(string), span{heading, 0, len(name)}}, true
		}
	}
	return org{}, false
}

var ownSection = regexp.MustCompile(`(?i)^(?:council )?(?:digital|ict|it|technology|service|council) ?(?:and \w+ )?(?:updates?|progress|projects?)$`)

// block is a heading with the lines below it.
type block struct {
	heading *line
	lines   []*line
}

// blockList cuts the body into blocks.
func blockList(lines []*line) (out []block) {
	out = append(out, block{})
	for _, l := range lines {
		if l.furniture {
			continue
		}
		if l.Kind == passage.Heading {
			out = append(out, block{heading: l})
			continue
		}
		if l.Kind != passage.Footnote {
			last := &out[len(out)-1]
			last.lines = append(last.lines, l)
		}
	}
	return out
}
