package extract

import (
	"regexp"

	"councilgraph/ingest/passage"
)

// partHead begins what one meeting did with a matter: `Meeting: 31/07/2024 - Council (Item 20)`.
var partHead = regexp.MustCompile(`^Meeting: (\d{1,2}/\d{1,2}/\d{4}) - (.+?)(?: \(Item (\d{1,3}[a-z]?)\))?$`)

// planned decisions name the body that is to make them: `Decision due: 25 Mar 2021 by Executive Cabinet`.
var (
	dueBy = regexp.MustCompile(`^Decision due:? (.*?) by (?:the )?(\p{Lu}.+)$`)
	about = regexp.MustCompile(`(?i)\b(?:before|between|from|after|by|week|not|on or)\b`)
)

// readIssue reads a council's page of one matter: a part for each meeting that dealt with it. A copy that has lost the heads of its
// parts is read as the page of one item; a page of the plan decides nothing until it says so.
func readIssue(w *writer) {
	var at []int
	for i, l := range w.lines {
		if partHead.MatchString(l.text) && !l.cut {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		readItem(w)
		w.dueBody()
		w.meeting = "" // what was decided, it may have been on another day
		w.statusOfDecision()
		return
	}
	w.findHead()
	w.describe()
	w.findCouncil()
	last := "" // the document is of the day of its last meeting
	for n, i := range at {
		end := len(w.lines)
		if n+1 < len(at) {
			end = at[n+1]
		}
		w.part(w.lines[i], w.lines[i+1:end])
		if w.meeting != "" {
			last = max(last, w.day())
		}
	}
	w.meeting, w.body = "", ""
	delete(w.document, "meeting")
	if last != "" {
		w.document["date"] = last
	}
}

// part reads what one meeting did with the matter.
func (w *writer) part(head *line, below []*line) {
	m := partHead.FindStringSubmatchIndex(head.text)
	w.meeting, w.body = "", ""
	when := days(head.text[:m[3]])
	if len(when) != 1 {
		return
	}
	whenAt := head.at(m[2], m[3])
	w.take(sitting{name: head.text[m[4]:m[5]], nameAt: head.at(m[4], m[5]), when: when[0], whenAt: whenAt, timeAt: whenAt})
	var body []*line
	told := false
	for _, l := range below {
		if !l.furniture && l.Kind != passage.Footnote {
			body = append(body, l)
			told = told || minutesMark.MatchString(l.text) || resolvedL.MatchString(l.text) || decisionL.MatchString(l.text)
		}
	}
	w.held = told
	if told && w.meeting != "" {
		w.status("HELD", "The page holds what the meeting did.", head.whole())
	}
	w.partItem(head, m, body)
	w.readOfficial(body)
	w.readGrounds()
}

// partItem is the item of the meeting's agenda: the first heading below, without its number.
func (w *writer) partItem(head *line, m []int, body []*line) {
	if len(body) == 0 || m[6] < 0 || body[0].cut {
		return
	}
	number, l := head.text[m[6]:m[7]], body[0]
	name := sectionName(l.text)
	if x := numberItem.FindStringSubmatch(name); len(x) > 1 && x[1] == number {
		name = x[2]
	}
	if len(name) < 200 && !minutesMark.MatchString(name) && !decisionL.MatchString(name) {
		w.item(name, number, w.nameAt(l, name), head.at(m[6], m[7]))
	}
}

// dueBody adds the body that is to decide, and where the day is given the meeting that is planned.
func (w *writer) dueBody() {
	for _, l := range w.lines {
		m := dueBy.FindStringSubmatchIndex(l.text)
		if m == nil || l.cut || w.body != "" {
			continue
		}
		name, day := l.text[m[4]:m[5]], l.text[m[2]:m[3]]
		if found := bodies(span{l, m[4], len(l.text)}); len(found) != 1 || found[0].String() != name {
			if len(w.councils) == 1 {
				w.decider = w.councils[0] // by somebody who decides in its name
			}
			continue
		}
		s := sitting{name: name, nameAt: l.at(m[4], m[5])}
		if d := days(day); len(d) == 1 && !about.MatchString(day) {
			s.when, s.whenAt = d[0], l.at(m[2], m[3])
			s.timeAt = s.whenAt
		}
		w.take(s)
		if w.meeting != "" {
			w.status("PLANNED", "A decision is due at it.", l.at(m[2], m[5]))
			delete(w.document, "meeting") // the page is of the matter
		}
	}
}

// statusOfDecision reads what the label of a matter's page says has become of the decision: `Decision status: Recommendations Approved`.
func (w *writer) statusOfDecision() {
	if title := w.ownTitle(); title != nil {
		w.title = matter(title)
	}
	for _, x := range labels(w.lines) {
		if outcome, ok := outcomeOf(x.value()); ok && x.name == "Decision status" && !x.line.cut {
			all := span{x.line, 0, len(x.line.text)}
			w.decision(verdict{outcome: outcome, sentence: all, verb: all})
			return
		}
	}
}
