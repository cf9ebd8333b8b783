package extract

import (
	"regexp"

	"councilgraph/graph/value"
	"councilgraph/ingest/passage"
)

// readSections reads a page that tells of several meetings, each under a line of its own or in an overview.
func readSections(w *writer) {
	w.describe()
	w.findCouncil()
	var at []int
	for i, l := range w.lines {
		if h, ok := sectionHead(l.text); ok && h.name != "" && !l.furniture {
			at = append(at, i)
		}
	}
	w.overview(at)
	for n, i := range at {
		end := len(w.lines)
		if n+1 < len(at) {
			end = at[n+1]
		}
		w.section(w.lines[i], w.lines[i+1:end])
	}
	w.meeting, w.body = "", ""
	delete(w.document, "meeting")
	delete(w.document, "date")
}

// overview reads what stands above the first section: bullets of a body each, or stories in which what follows a body is its own.
func (w *writer) overview(at []int) {
	end := len(w.lines)
	if len(at) > 0 {
		end = at[0]
	}
	if w.kind == Person {
		w.unresolved(w.lines[0].whole(), "UNNAMED", "A person page does not say whether it is a councillor's.")
		return
	}
	sections := map[string]sitting{} // by the slug of the body's name; those of bodies that met twice tell nothing
	for _, i := range at {
		s := sectionOf(w.lines[i])
		key := value.Slug(s.name)
		if _, twice := sections[key]; twice {
			s.when = moment{}
		}
		sections[key] = s
	}
	for _, l := range w.lines[:end] {
		if l.furniture {
			continue
		}
		if l.Kind != passage.Heading && !w.turnTo(l, sections) && l.Kind == passage.Bullet && len(at) > 0 {
			w.meeting, w.body = "", "" // the next of a list, of a body that it does not name
		}
		lines := []*line{l}
		w.readPeople(lines)
		w.readDecisions(lines)
		w.readContracts(lines)
		w.readAmounts(lines)
		w.readNames(lines)
	}
}

var (
	// beforeBody is all that stands before the body that a sentence is about.
	beforeBody = regexp.MustCompile(`^(?:On .{0,40}?,? |At (?:its|the|a) meeting on .{0,40}?, )?(?:[Tt]he )?$`)
	// dayBehind stands between a body and the day on which it met.
	dayBehind   = regexp.MustCompile(`^(?:['’]s meeting)?,?(?: (?:met|convened|meeting|(?:is|was) scheduled to meet|will meet))? (?:on|of) $`)
	cancelledOn = regexp.MustCompile(`\b(?:was|were|has been|is) (?:cancelled|postponed|called off)\b`)
	anyVerb     = regexp.MustCompile(`^(?: also| then)? (?:\p{Ll}+ed|met|heard|saw|held|went|spoke|took|gave|is|was|will|has|had|did)\b`)
	theBody     = regexp.MustCompile(`^(?:The )?(council|cabinet)( (?:` + acts + `)\b)`)
)

// turnTo makes the body of which a line tells the one that meets, on the day that the sentence gives, else that of the body's section; and
// reports whether the line names one.
func (w *writer) turnTo(l *line, sections map[string]sitting) bool {
	for _, s := range l.sentences() {
		for _, b := range w.actors(s) {
			rest := l.text[min(b.after, s.to):s.to]
			day, own := ownDay(s, b)
			does := acting.MatchString(rest) || l.Kind == passage.Bullet && anyVerb.MatchString(rest) || own
			if !does || !beforeBody.MatchString(l.text[s.from:b.from]) || w.ofOther(b.council) {
				continue
			}
			turn := sections[value.Slug(b.name())]
			turn.name, turn.nameAt, turn.council = b.name(), b.place(), b.council
			if own {
				turn.when, turn.whenAt = day, l.at(day.from, day.to)
			}
			turn.timeAt = turn.whenAt
			w.meeting, w.body = "", ""
			if turn.name == "Council" && turn.when.day == "" {
				return true // the council, and maybe not its meeting
			}
			w.take(turn)
			if own && w.meeting != "" {
				w.turned(l, rest, min(b.after, s.to))
			}
			return true
		}
	}
	return false
}

// turned states whether the meeting took place of which a line tells with its day; rest is what stands behind the body.
func (w *writer) turned(l *line, rest string, at int) {
	if off := cancelledOn.FindStringIndex(rest); off != nil {
		w.status("CANCELLED", "The page says that the meeting was called off.", l.at(at+off[0], at+off[1]))
		return
	}
	w.statusByTense([]*line{l})
}

// ownDay is the day that a sentence gives to the meeting of a body: before it, or right behind.
func ownDay(s span, b named) (moment, bool) {
	for _, d := range days(s.String()) {
		d.from, d.to = s.from+d.from, s.from+d.to
		if d.from < b.from || d.from >= b.after && dayBehind.MatchString(s.line.text[b.after:d.from]) {
			return d, true
		}
	}
	return moment{}, false
}

// actors are the bodies that a sentence names; `The council` and `The cabinet` are the page's own.
func (w *writer) actors(s span) []named {
	out := w.bodies(s)
	if m := theBody.FindStringSubmatchIndex(s.String()); len(m) > 0 {
		out = append([]named{{span: s.sub(m[2], m[3]), after: s.from + m[3]}}, out...)
	}
	return out
}

// sectionOf is the meeting whose section a line heads.
func sectionOf(head *line) sitting {
	h, _ := sectionHead(head.text)
	whenAt := head.at(h.when.from, h.when.to)
	return sitting{name: h.name, nameAt: head.at(h.from, h.to), when: h.when, whenAt: whenAt, timeAt: whenAt}
}

func (w *writer) section(head *line, body []*line) {
	w.meeting, w.body = "", ""
	w.take(sectionOf(head))
	if w.meeting == "" {
		return
	}
	var lines []*line
	for _, l := range body {
		if !l.furniture {
			lines = append(lines, l)
		}
	}
	w.statusByTense(lines[:min(len(lines), 1)])
	w.readPeople(lines)
	w.readDecisions(lines)
	w.readContracts(lines)
	w.readAmounts(lines)
	w.readNames(lines)
}
