package extract

import (
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
	"councilgraph/ingest/passage"
)

// progress are the words that tell how far a project is. Of several in one clause the first printed counts.
var progress = []struct {
	status string
	re     *regexp.Regexp
}{
	{"STALLED", regexp.MustCompile(`(?i)\b(?:stalled|on hold|paused|suspended)\b`)},
	{"NEARLY_COMPLETE", regexp.MustCompile(`(?i)\b(?:near(?:ing|ly)|close to|almost) (?:its |their )?complet\w+`)},
	{"PROCURING", regexp.MustCompile(`(?i)\bprocurement (?:is )?(?:now )?(?:underway|under way|in progress)\b|\bout to tender\b`)},
	{"COMPLETE", regexp.MustCompile(`(?i)\b(?:was|were|is|has|have|been|now|project|migration|deployment|rollout|roll-out) (?:successfully )?completed?\b(?: successfully)?|^completed? (?:the )?roll[ -]?out\b|^(?:now |fully )?completed?(?:[.,;]|$)`)},
	{"HANDED_OVER", regexp.MustCompile(`(?i)\b(?:transitioned to|handed over to|transferred to)\b`)},
	{"LIVE", regexp.MustCompile(`(?i)\b(?:went|gone|is(?: now)?|are(?: now)?|now) live\b|\b(?:has|have|had) (?:successfully )?(?:been )?(?:launched|deployed)\b|\b(?:was|were) (?:also )?launched\b`)},
	{"UNDER_WAY", regexp.MustCompile(`(?i)\b(?:underway|under way|in progress|ongoing|currently (?:being|undergoing)|being (?:deployed|rolled out|developed|implemented|reviewed)|continues? to progress)\b`)},
	{"PLANNED", regexp.MustCompile(`(?i)\bwill (?:be )?(?:deploy\w*|begin|start|implement\w*|roll\w*|commence|migrat\w*)\b|\b(?:is|are) (?:planned|scheduled) (?:for|to (?:begin|start|commence|take place|be (?:deployed|implemented|rolled)))\b`)},
}

// statusIn is the first word of progress in a text.
func statusIn(text string) (status string, from, to int) {
	from = len(text) + 1
	for _, p := range progress {
		if m := p.re.FindStringIndex(text); len(m) > 0 && m[0] < from && !talk.MatchString(text[m[1]:]) && !(p.status == "COMPLETE" && partOnly(text[:m[0]])) {
			status, from, to = p.status, m[0], m[1]
		}
	}
	return status, from, to
}

// talk is what goes on in place of the project: an ongoing request is no work under way.
var talk = regexp.MustCompile(`(?i)^ (?:\p{L}+ )?(?:requests?|discussions?|talks|negotiations?|conversations?|consultations?|disputes?|debates?)\b`)

// partOnly: what is complete is a part of the project, or so many of something.
func partOnly(before string) bool { return counted.MatchString(before) || ofPart.MatchString(before) }

var (
	// ofPart is a step or a part of a project as the subject of what follows: `The first phase `.
	ofPart = regexp.MustCompile(`(?i)\b(?:phases?|stages?|pilots?|tranches?|waves?|procurement|tenders?|business cases?|reviews?|discovery|design|testing|training|planning|recruitment)(?: \d+| one| two| three)? $`)
	// counted: so many of something are complete, not the project.
	counted = regexp.MustCompile(`\d[\d,]*(?: \p{L}+){0,4},?(?: have| has| had)? ?$`)
	// projectsHeading opens the part of a page that tells of projects, each under a heading of its own.
	projectsHeading = regexp.MustCompile(`(?i)^(?:project|programme)s? (?:and programme )?(?:updates?|progress|status)$`)
	// otherHeading ends it.
	otherHeading = regexp.MustCompile(`(?i)\b(?:updates?|agreement|strategy|considerations|performance|risks?|audit|finances?|financial|procurement|minutes|business|report|budget|attendees|topics|documents)\b`)
	// listsProjects opens a list of projects: `The report also highlighted several ongoing projects:`.
	listsProjects = regexp.MustCompile(`(?i)\b(ongoing |current |new |key |completed |planned )?projects?\b[^.:]*:$`)
	// projectBullet is one of its entries.
	projectBullet = regexp.MustCompile(`^(\p{Lu}[^:.]{2,80}): `)
)

// readProjects reads progress: under a project's heading, in a list of projects, and where a clause names a known one.
func (w *writer) readProjects(lines []*line) {
	within := false
	topics := map[string]bool{} // bullets above, which a list of topics has for the headings to come
	for _, b := range blockList(lines) {
		project := ""
		if b.heading != nil {
			switch {
			case projectsHeading.MatchString(b.heading.text):
				within = !b.labels()
			case within && (otherHeading.MatchString(b.heading.text) || topics[value.Fold(b.heading.text)] || b.discussed()):
				within = false
			default:
				project = w.projectHeading(b.heading, within)
			}
		}
		w.progressIn(b, project)
		if !within {
			b.bullets(topics)
		}
	}
	w.sharedOut(lines)
	w.readDescribed(lines)
}

// labels says whether a block names what it tells of in its own bullets: then the headings below it are of other matters.
func (b block) labels() bool {
	return slices.ContainsFunc(b.lines, func(l *line) bool { return l.Kind == passage.Bullet && projectBullet.MatchString(l.text) })
}

// discussed says whether a block begins with what the body did, or holds a resolution: then its heading is of an item, not of a project in
// a list.
func (b block) discussed() bool {
	return len(b.lines) > 0 && bodyDid.MatchString(b.lines[0].text) || slices.ContainsFunc(b.lines, func(l *line) bool { return resolution.MatchString(l.text) })
}

// bodyDid is a sentence with the body as its subject.
var bodyDid = regexp.MustCompile(`^(?:The (?:joint )?(?:committee|panel|board|cabinet|council|commission|executive|sub-committee|forum)|Members|Councillors) (?:also )?(?:was |were )?` +
	`(?:considered|received|noted|discussed|reviewed|agreed|resolved|approved|scrutinised|examined|heard|debated|scheduled|asked|expected|due)\b`)

// bullets adds the texts of a block's bullets.
func (b block) bullets(to map[string]bool) {
	for _, l := range b.lines {
		if l.Kind == passage.Bullet {
			to[value.Fold(l.text)] = true
		}
	}
}

// projectHeading is the project that a heading names: a known one, or under a heading for projects a new one.
func (w *writer) projectHeading(h *line, within bool) string {
	if n, ok := w.known.named("Project", h.text, w.councils...); ok {
		return w.entity("Project", n.ID, n.Text, nil, h.at(0, len(h.text)))
	}
	if !within || h.cut {
		return ""
	}
	return w.entity("Project", "", h.text, nil, h.at(0, len(h.text)))
}

// progressIn reads the lines under one heading. project is that of the heading; empty where it is none.
func (w *writer) progressIn(b block, project string) {
	section, hasSection := w.sectionPartner(b.heading)
	var list *line
	if b.heading != nil && projectsHeading.MatchString(b.heading.text) {
		list = b.heading
	}
	for _, l := range b.lines {
		if listsProjects.MatchString(l.text) {
			list = l
			continue
		}
		if l.Kind != passage.Bullet {
			list = nil
		}
		if list != nil && w.listedProject(l, list) {
			continue
		}
		label, from, labelled := w.partnerOf(l)
		if !labelled && hasSection {
			label = section
		}
		if project != "" {
			w.projectLine(l, from, project, label, l.Kind == passage.Bullet)
			continue
		}
		w.namedProjects(l, from, label)
		w.launched(l, from, label)
	}
}

// listedProject is an entry of a list of projects: known, or new where the list names it so.
func (w *writer) listedProject(l, list *line) bool {
	m := projectBullet.FindStringSubmatchIndex(l.text)
	if len(m) == 0 || otherHeading.MatchString(l.text[m[2]:m[3]]) || len(w.orgs(span{l, m[2], m[3]})) > 0 {
		return false
	}
	name, at := l.text[m[2]:m[3]], l.at(m[2], m[3])
	id := ""
	if n, ok := w.projectNamed(name); ok {
		id = w.entity("Project", n.ID, n.Text, nil, at)
	} else {
		id = w.entity("Project", "", name, nil, at)
	}
	if status, from, to := statusIn(list.text); status != "" {
		w.update(id, org{}, status, nil, at, list.at(from, to))
	}
	w.listed = append(w.listed, listedProject{id, name, l.Section})
	w.builtOn(id, name, span{l, 0, len(l.text)})
	w.projectLine(l, m[1], id, org{}, false)
	return true
}

// projectLine reads each sentence of a line of a project. tell says whether one without a word of progress is kept as well.
func (w *writer) projectLine(l *line, from int, project string, label org, tell bool) {
	var of []org // the bullet's own, for its further sentences
	for _, s := range l.sentences() {
		if s.to <= from {
			continue
		}
		s.from = max(s.from, from)
		if all := w.orgs(s); len(all) == 1 && of == nil {
			of = all
		}
		status, a, b := statusIn(s.String())
		if s.cut() {
			continue
		}
		if status == "" {
			if tell {
				w.told(project, s, label)
			}
			continue
		}
		partners := nearest(w.orgs(s), s, a)
		switch {
		case label.id != "":
			partners = []org{label}
		case len(partners) == 0:
			partners = of
		}
		w.updates(project, partners, status, w.dated(s), s.sub(a, b).place())
	}
}

// told keeps what an entry under a project's heading tells of it without a word of progress.
func (w *writer) told(project string, s span, label org) {
	fields := object{"project": project, "note": oneLine(s.String())}
	if planned.MatchString(s.String()) {
		fields["modality"] = "EXPECTED"
	}
	seen := []place{s.place()}
	if label.id != "" {
		fields["partner"] = label.id
		seen = append(seen, label.at.place())
	}
	w.fact("ProjectUpdate", fields, "Told of the project, without a word of its progress.", seen...)
}

// nearest are the organisations that stand before a place of a span: the last one, and those joined to it.
func nearest(all []org, s span, at int) (out []org) {
	for _, o := range slices.Backward(all) {
		switch {
		case o.at.from >= s.from+at:
		case len(out) == 0, joinedOrgs.MatchString(s.line.text[o.at.to:out[0].at.from]):
			out = append([]org{o}, out...)
		default:
			return out
		}
	}
	return out
}

var joinedOrgs = regexp.MustCompile(`^(?:,| and| &|, and) $`)

// namedProjects reads clauses that name a known project and tell how far it is.
func (w *writer) namedProjects(l *line, from int, label org) {
	for _, s := range l.sentences() {
		if s.to <= from || planned.MatchString(s.String()) && !strings.Contains(s.String(), "launched") {
			continue
		}
		var named []found
		for _, f := range w.find(s) {
			if f.Type == "Project" {
				named = append(named, f)
			}
		}
		if len(named) != 1 || s.cut() {
			continue
		}
		status, a, b := statusIn(s.String())
		if status == "" || !oneClause(s.String(), named[0].at.from-s.from, a) {
			continue
		}
		id := w.entity("Project", named[0].ID, named[0].Text, nil, named[0].at.place())
		partners := w.orgs(s)
		if label.id != "" {
			partners = []org{label}
		}
		w.updates(id, partners, status, w.dated(s), s.sub(a, b).place(), named[0].at.place())
	}
}

// oneClause: nothing that parts clauses stands between two places.
func oneClause(text string, a, b int) bool {
	return !strings.ContainsAny(text[min(a, b):max(a, b)], ";:.") && strings.Count(text[min(a, b):max(a, b)], ",") < 2
}

// dated is the one date of a sentence as a record has it.
func (w *writer) dated(s span) any {
	day, err := value.ParseDay(w.day())
	if err != nil {
		day = value.MinDay
	}
	found := figure.Dates(s.String(), day)
	if len(found) != 1 || found[0].When.Text == "" {
		return nil
	}
	return when(found[0].When)
}

func (w *writer) updates(project string, partners []org, status string, at any, seen ...place) {
	if len(partners) == 0 {
		w.update(project, org{}, status, at, seen...)
	}
	for _, o := range partners {
		w.update(project, o, status, at, seen...)
	}
}

// update states a project's progress for one partner, or for all.
func (w *writer) update(project string, partner org, status string, at any, seen ...place) {
	fields := object{"project": project, "status": status}
	if partner.id != "" {
		fields["partner"] = partner.id
		seen = append(slices.Clip(seen), partner.at.place())
	}
	if at != nil && at != "" {
		fields["when"] = at
	}
	w.fact("ProjectUpdate", fields, "Progress: "+strings.ToLower(strings.ReplaceAll(status, "_", " "))+".", seen...)
}
