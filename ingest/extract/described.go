package extract

import (
	"regexp"
	"slices"
	"strings"

	"councilgraph/ingest/passage"
)

// listedProject is a project as a list of projects names it.
type listedProject struct{ id, name, section string }

// readDescribed reads what labelled lines tell of known projects, once every list and heading of the page has been read.
func (w *writer) readDescribed(lines []*line) {
	projects := w.candidates("Project")
	for _, l := range lines {
		if l.furniture || l.Kind == passage.Heading {
			continue
		}
		if label, from, ok := w.partnerOf(l); ok {
			w.describedProjects(l, from, label, projects)
		}
	}
}

// describedProjects reads sentences under a council's label that are about a known project of that council, by the words of its name.
// What such a sentence tells without a word of progress is the update's note.
func (w *writer) describedProjects(l *line, from int, label org, projects []candidate) {
	for _, s := range l.sentences() {
		if s.to <= from || planned.MatchString(s.String()) || s.cut() {
			continue
		}
		s.from = max(s.from, from)
		if aNew.MatchString(s.String()) || slices.ContainsFunc(w.find(s), func(f found) bool { return f.Type == "Project" }) {
			continue
		}
		if f, ok := w.described(s, label, projects); ok {
			w.describedProject(s, f, label)
		}
	}
}

func (w *writer) describedProject(s span, f found, label org) {
	id := w.entity("Project", f.ID, f.Text, nil, f.at.place())
	status, a, b := statusIn(s.String())
	if status == "" {
		if m := working.FindStringIndex(s.String()); m != nil {
			status, a, b = "UNDER_WAY", m[0], m[1]
		}
	}
	if status != "" {
		w.update(id, label, status, w.dated(s), s.sub(a, b).place(), f.at.place())
	} else {
		fields := object{"project": id, "partner": label.id, "note": oneLine(s.String())}
		w.fact("ProjectUpdate", fields, "Told of the project, without a word of its progress.", f.at.place(), label.at.place())
	}
	if n, ok := w.measured(s.String(), ""); ok && shared(n.Text, f.Text) > 1 {
		from, to, _ := together(wordsAt(s.String()), stems(n.Text), spread(len(stems(n.Text))), sameWord)
		if to > from {
			w.fact("Link", object{"subject": w.entity("Indicator", n.ID, n.Text, nil), "kind": "MEASURES", "object": id},
				n.Text+" is a measure of the project.", s.sub(from, to).place(), f.at.place())
		}
	}
	w.builtOn(id, f.Text, s)
	w.asked(s, id)
	w.projectWith(s, id, f)
}

// working tells of work that goes on.
var working = regexp.MustCompile(`(?i)\b(?:is|are|was|were) (?:also |currently |still )?working (?:to|on|towards)\b`)

// described is the one known project of a council all of whose words stand together in a span.
func (w *writer) described(s span, label org, projects []candidate) (out found, ok bool) {
	most := 0
	have := wordsAt(s.String())
	for _, n := range projects {
		council, rest := w.councilOf(n.Text)
		if council != label.id {
			continue
		}
		need := without(stems(rest), generalProject)
		if len(need) < 2 || len(need) < most {
			continue
		}
		from, to, stand := together(have, need, spread(len(need)), related)
		switch {
		case !stand || denied.MatchString(s.String()[:from]):
		case len(need) > most:
			out, ok, most = found{n.Name, s.sub(from, to)}, true, len(need)
		case n.ID != out.ID:
			ok = false
		}
	}
	return out, ok
}

// shared counts the words that two names have in common.
func shared(a, b string) (n int) {
	have := stems(b)
	for _, s := range stems(a) {
		if stands(s, have) {
			n++
		}
	}
	return n
}

var (
	// leaves is a project that may do away with what its name holds.
	leaves = regexp.MustCompile(`(?i)\b(?:upgrad\w*|migrat\w*|replac\w*|decommission\w*|retir\w*|exit\w*|remov\w*|clos\w*|transition\w*|mov(?:e|es|ing)|end)\b`)
	// onto stands before what such a project leads to.
	onto = regexp.MustCompile(`(?i)\b(?:upgrad|migrat|mov|transition)\w*\b[^.;:]{0,40} to (?:the )?$`)
)

// builtOn ties a project to a known product that its name holds and the text prints. A name that tells of an upgrade, a move or an end
// may name what is left behind, so there the text has to say what it leads to.
func (w *writer) builtOn(project, name string, s span) {
	if n, ok := w.known.named("Product", name, w.councils...); ok { // both have that name
		if at := occurrences(s.String(), name); len(at) > 0 {
			w.uses(project, found{n, s.sub(at[0], at[0]+len(name))})
		}
		return
	}
	for _, f := range w.find(s) {
		if f.Type != "Product" || len(occurrences(name, f.Text)) == 0 {
			continue
		}
		if !leaves.MatchString(name) || onto.MatchString(s.line.text[s.from:f.at.from]) {
			w.uses(project, f)
			return
		}
	}
}

func (w *writer) uses(project string, product found) {
	w.fact("Link", object{"subject": project, "kind": "USES", "object": w.entity("Product", product.ID, product.Text, nil, product.at.place())},
		"The project's name holds the product's.", product.at.place())
}

// projectWith ties a project to the body with which it is: `to improve the partnership with the Shared Service`.
func (w *writer) projectWith(s span, project string, f found) {
	for _, o := range w.orgs(s) {
		if o.at.from > f.at.from && withOrg.MatchString(s.line.text[s.from:o.at.from]) && strings.HasPrefix(o.id, "body:") {
			w.fact("Link", object{"subject": project, "kind": "ABOUT", "object": o.id}, "It is with "+o.at.String()+".", o.at.place())
		}
	}
}

var withOrg = regexp.MustCompile(`(?i)\b(?:partnership|relationship|agreement|arrangements?|contract) with (?:the )?$`)

// aNew is a frame that names what is launched: `A new Tenants Portal has been launched`.
var aNew = regexp.MustCompile(`^(?:A|The|Its) new (\p{Lu}[\p{L}-]*(?: (?:(?:for|of|and|to|the) )?\p{Lu}[\p{L}-]*){1,5}) (?:has|have|had|was|were|is) (?:also )?(?:now )?(?:been |being )?(?:successfully )?launched\b`)

// launched reads a new project that a council's bullet names as launched. Two councils may each have a `Customer Portal`, so that the
// project is named after the council too.
func (w *writer) launched(l *line, from int, label org) {
	if l.Kind != passage.Bullet || !strings.HasPrefix(label.id, "council:") || label.at.line != l {
		return
	}
	for _, s := range l.sentences() {
		s.from = max(s.from, from)
		if s.to <= s.from || s.cut() {
			continue
		}
		m := aNew.FindStringSubmatchIndex(s.String())
		if len(m) == 0 || len(w.find(s.sub(m[2], m[3]))) > 0 {
			continue
		}
		name := s.sub(m[2], m[3])
		id := ""
		if n, ok := w.projectNamed(name.String()); ok {
			id = w.entity("Project", n.ID, n.Text, nil, name.place())
		} else {
			id = w.entity("Project", "", label.at.String()+" "+name.String(), nil, name.place())
		}
		w.update(id, label, "LIVE", w.dated(s), s.sub(m[0], m[1]).place())
	}
}

// sharedOutFor tells of one project for several partners: `laptop projects were under way for Leeds and York, with Hull nearing completion`.
var sharedOutFor = regexp.MustCompile(`\b(?:the )?((\p{Ll}[\p{Ll}-]{2,}) projects?) (?:is|are|was|were) (underway|under way|complete|completed|ongoing|in progress) (?:for|in|at) `)

// sharedOut reads such sentences where the same section lists exactly one project whose name holds the word.
func (w *writer) sharedOut(lines []*line) {
	for _, l := range lines {
		if l.furniture || l.cut {
			continue
		}
		for _, s := range l.sentences() {
			m := sharedOutFor.FindStringSubmatchIndex(s.String())
			if len(m) == 0 || planned.MatchString(s.String()[:m[0]]) {
				continue
			}
			if id := w.oneListed(s.String()[m[4]:m[5]], l.Section); id != "" {
				w.mention(w.byKey[id], s.sub(m[2], m[3]).place())
				w.perPartner(s, m, id)
			}
		}
	}
}

func (w *writer) oneListed(word, section string) (id string) {
	need := stems(word)
	for _, p := range w.listed {
		if len(need) == 0 || p.section != section || !slices.Contains(stems(p.name), need[0]) || p.id == id {
			continue
		}
		if id != "" {
			return ""
		}
		id = p.id
	}
	return id
}

// perPartner states the progress of those named right behind it, and of one that a clause with a word of its own names.
func (w *writer) perPartner(s span, m []int, id string) {
	first, _, _ := strings.Cut(s.String()[m[1]:], ",")
	status, _, _ := statusIn("project is " + s.String()[m[6]:m[7]])
	all := w.orgs(s.sub(m[1], m[1]+len(first)))
	for _, o := range all {
		w.update(id, o, status, nil, s.sub(m[6], m[7]).place())
	}
	rest := s.sub(m[1]+len(first), len(s.String()))
	with := w.orgs(rest)
	if own, a, b := statusIn(rest.String()); own != "" && len(with) == 1 && with[0].at.to < rest.from+a && withOne.MatchString(rest.String()) {
		w.update(id, with[0], own, nil, rest.sub(a, b).place())
	}
}

var withOne = regexp.MustCompile(`^, (?:with|while|and) `)
