package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"councilgraph/ingest/passage"
)

// states are the words of `Decision status:`, and what they come to. A status that is none of these decides nothing yet.
var states = []struct{ words, outcome string }{
	{"recommendations approved", "APPROVED"}, {"approved", "APPROVED"}, {"recommendations rejected", "REJECTED"}, {"rejected", "REJECTED"},
	{"refused", "REJECTED"}, {"deferred", "DEFERRED"}, {"item deferred", "DEFERRED"}, {"referred", "REFERRED"}, {"withdrawn", "WITHDRAWN"},
	{"item withdrawn", "WITHDRAWN"}, {"noted", "NOTED"}, {"agreed", "AGREED"},
}

func outcomeOf(status string) (string, bool) {
	status = strings.ToLower(strings.TrimSpace(status))
	for _, s := range states {
		if strings.HasPrefix(status, s.words) {
			return s.outcome, true
		}
	}
	return "", false
}

// ruling is one decision as labels tell it.
type ruling struct {
	maker, meeting, when labelled
	outcome              string
	status               *line
	text                 *line // what was decided
	resolved             bool  // under a line that says so
	verb                 span
}

// readDecision reads a notice of one decision. Its labels are fixed, any may be missing, and some copies drop their text.
func readDecision(w *writer) {
	w.findHead()
	w.describe()
	w.findCouncil()
	w.held = true
	if title := w.ownTitle(); title != nil {
		w.title = sectionName(title.text)
	}
	n := w.ruling(w.lines)
	w.decidedAt(n)
	w.networkHead(&n)
	if w.meeting == "" && w.body == "" {
		w.maker(n)
	}
	if d := n.when.days(); len(d) > 0 {
		w.document["date"], w.decidedOn = d[0].day, d[0].day
	}
	w.noticed(n)
	body := w.prose()
	w.readPeople(body)
	w.readContracts(w.decisive(body))
	w.readAmounts(body)
	w.readNames(body)
}

// days are those of a label's value, on its line or, where that is empty, the next.
func (l labelled) days() []moment {
	switch {
	case l.line == nil:
		return nil
	case l.value() == "" && len(l.lines) > 0:
		return days(l.lines[0].text)
	}
	return days(l.line.text)
}

// decisive are the lines without what only says why, or what else was thought of.
func (w *writer) decisive(lines []*line) []*line {
	aside := map[*line]bool{}
	for _, x := range labels(lines) {
		if x.name != "Purpose" && x.name != "Alternative options considered" {
			continue
		}
		aside[x.line] = true
		for _, l := range x.lines {
			aside[l] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l *line) bool { return aside[l] })
}

// ruling gathers the labels of a decision, and its text.
func (w *writer) ruling(lines []*line) ruling {
	var n ruling
	all := labels(lines)
	for i, x := range all {
		switch x.name {
		case "Decision Maker":
			n.maker = x
		case "Decision status", "Outcome":
			if o, ok := outcomeOf(x.value()); ok {
				n.outcome, n.status = o, x.line
			}
		case "Decided at meeting", "Made at meeting":
			n.meeting = x
		case "Date of decision", "Date of Decision":
			n.when = x
		case "Decision", "Content: Decision":
			n.text, n.verb = firstProse(x)
			n.resolved = slices.ContainsFunc(x.lines, func(l *line) bool { return resolvedL.MatchString(l.text) && !planned.MatchString(l.text) })
		}
		if n.text == nil && (x.name == "Is subject to call in?" || x.name == "Is Callable In?" || x.name == "Purpose" || i == 0 && len(all) == 1) {
			n.text, n.verb = unlabelled(x.lines)
		}
	}
	return n
}

// nothing is decided by such a text.
var nothing = regexp.MustCompile(`(?i)^(?:there (?:was|were) (?:no|none)\b|none\b|no (?:apologies|declarations|urgent|other)\b|not applicable|n/a\b)`)

// firstProse is the first line under a label that decides something.
func firstProse(x labelled) (*line, span) {
	if v := x.value(); v != "" && !nothing.MatchString(v) {
		return x.line, span{x.line, x.from, len(x.line.text)}
	}
	var best *line
	for _, l := range x.lines {
		if nothing.MatchString(l.text) {
			return nil, span{}
		}
		if v, ok := imperative(l); ok {
			return l, v.verb
		}
		if best == nil && !leadsUp.MatchString(l.text) && !opensList(l.text) {
			best = l
		}
	}
	if best == nil {
		return nil, span{}
	}
	return best, span{best, 0, firstFew(best.text)}
}

// leadsUp is what stands before a decision and is not of it: who moved it.
var leadsUp = regexp.MustCompile(`(?i)^(?:it was )?(?:proposed|moved) by\b`)

// firstFew is where the first words of a text end, of at most 60 bytes.
func firstFew(text string) int {
	const most = 60
	if len(text) <= most {
		return len(text)
	}
	if at := strings.LastIndexByte(text[:most+1], ' '); at > 0 {
		return at
	}
	return len(text)
}

// toDo begins a decision written as what is to be done.
var toDo = regexp.MustCompile(`^(?:(?i:resolved)\b|To (?:award|approve|agree|authorise|waive|waiver|extend|enter|grant|note|adopt|appoint|delegate|accept|procure|proceed|endorse|vary)\b|That\b)`)

// unlabelled is the text of the decision where the copy has dropped its label: a resolution, else what is to be done.
func unlabelled(lines []*line) (*line, span) {
	var found, that *line
	for _, l := range lines {
		if strings.HasPrefix(strings.ToUpper(l.text), "RESOLVED") {
			return l, span{l, 0, len("RESOLVED")}
		}
		m := toDo.FindStringIndex(l.text)
		switch {
		case m == nil:
		case strings.HasPrefix(l.text, "That"):
			that = cmp.Or(that, l)
		default:
			found = cmp.Or(found, l)
		}
	}
	found = cmp.Or(found, that)
	if found == nil {
		return nil, span{}
	}
	return found, span{found, 0, toDo.FindStringIndex(found.text)[1]}
}

// meetingLabel is `21/03/2023 - Executive`.
var meetingLabel = regexp.MustCompile(`^(\d{1,2}/\d{1,2}/\d{4})\s*-\s*(.+)$`)

// decidedAt reads the meeting at which it was decided.
func (w *writer) decidedAt(n ruling) {
	w.meeting, w.body = "", ""
	if n.meeting.line == nil || n.meeting.line.cut {
		return
	}
	l, from := n.meeting.line, n.meeting.from
	m := meetingLabel.FindStringSubmatchIndex(l.text[from:])
	d := days(l.text)
	if m == nil || len(d) == 0 {
		return
	}
	name := l.text[from+m[4] : from+m[5]]
	when := l.at(from+m[2], from+m[3])
	w.take(sitting{name: name, nameAt: l.at(from+m[4], from+m[5]), when: d[0], whenAt: when, timeAt: when})
	if w.meeting != "" {
		w.status("HELD", "A decision was made at it.", l.at(from, len(l.text)))
	}
}

// maker reads who decided, where it is a body: an officer is a name.
func (w *writer) maker(n ruling) {
	l := n.maker.line
	if l == nil || l.cut || n.maker.value() == "" {
		return
	}
	name, at := renamed.ReplaceAllString(n.maker.value(), ""), l.at(n.maker.from, len(l.text))
	if found := bodies(span{l, n.maker.from, len(l.text)}); len(found) == 1 && found[0].String() == name && !officerNote.MatchString(name) {
		w.body = w.committee(name, at)
		return
	}
	w.unresolved(at, "OFFICER", "Who decided, by post.")
	if len(w.councils) == 1 {
		w.decider = w.councils[0]
	}
}

// networkLine is what the network's page of a decision has below its title: `April 2, 2024 Cabinet (Cabinet collective) Key decision
// Approved View on council website`.
var networkLine = regexp.MustCompile(`^(\p{L}+ \d{1,2}, \d{4}) (\p{Lu}[^()]*?)(?: \([^()]*\))?(?: (?:Non-)?[Kk]ey decision)? (\p{Lu}\p{L}+(?: \p{L}+)?) View on council website`)

// networkHead reads that line, where the page has no labels.
func (w *writer) networkHead(n *ruling) {
	if n.when.line != nil || n.maker.line != nil {
		return
	}
	for i, l := range w.lines[:min(len(w.lines), first)] {
		m := networkLine.FindStringSubmatchIndex(l.text)
		if m == nil {
			continue
		}
		n.when = labelled{line: l}
		if i > 0 {
			w.title = oneLine(w.lines[i-1].text)
		}
		if o, ok := outcomeOf(l.text[m[6]:m[7]]); ok {
			n.outcome, n.status = o, l
		}
		if found := bodies(span{l, m[4], m[5]}); len(found) == 1 && found[0].String() == l.text[m[4]:m[5]] && w.body == "" {
			w.body = w.committee(l.text[m[4]:m[5]], l.at(m[4], m[5]))
		} else if len(w.councils) == 1 {
			w.unresolved(l.at(m[4], m[5]), "OFFICER", "Who decided, by post.")
			w.decider = w.councils[0]
		}
		return
	}
}

// ownTitle is the heading that names the matter of a page: the first behind the line that says what the page is.
func (w *writer) ownTitle() *line {
	const near = 8
	lines := w.lines
	if at := slices.IndexFunc(lines[:min(len(lines), near)], func(l *line) bool { return pageName[l.text] }); at >= 0 {
		lines = lines[at+1:]
	}
	for _, l := range lines[:min(len(lines), near)] {
		if l.Kind == passage.Heading && !l.furniture && !pageName[l.text] && !hasLabel(l.text) && !label.MatchString(l.text) && len(l.text) < 200 {
			return l
		}
	}
	return nil
}

// noticed adds the decision. Without a text only the status tells, and without a status only a resolution does.
func (w *writer) noticed(n ruling) {
	undecided := func(l *line) bool { return nothing.MatchString(l.text) }
	if w.kind == Decision && n.text == nil && n.status != nil && !slices.ContainsFunc(w.prose(), undecided) { // a copy without the text
		w.decision(verdict{outcome: n.outcome, sentence: span{n.status, 0, len(n.status.text)}, verb: span{n.status, 0, len(n.status.text)}})
		return
	}
	if n.text == nil || n.outcome == "" && !n.resolved && !strings.HasPrefix(strings.ToUpper(n.text.text), "RESOLVED") {
		return
	}
	v := verdict{outcome: n.outcome, sentence: span{n.text, 0, len(n.text.text)}, verb: n.verb}
	if v.outcome == "" {
		v.outcome = "AGREED"
	}
	if n.status != nil {
		w.decision(v, n.status.whole())
		return
	}
	w.decision(v)
}

// pastRow is the first line of a row on a matter's page of decisions, which has no status: `10/04/2017 - Title`.
var pastRow = regexp.MustCompile(`^(\d{1,2}/\d{1,2}/\d{4}) - (\p{Lu}.+)$`)

// readPastRows reads a matter's page of decisions: a row, and what was decided below it.
func (w *writer) readPastRows() {
	for i, l := range w.lines {
		m := pastRow.FindStringSubmatchIndex(l.text)
		if m == nil || l.cut {
			continue
		}
		d := days(l.text[m[2]:m[3]])
		if len(d) != 1 {
			continue
		}
		w.decidedOn, w.title = d[0].day, oneLine(sectionName(l.text[m[4]:m[5]]))
		var body []*line
		for _, x := range w.lines[i+1:] {
			if pastRow.MatchString(x.text) {
				break
			}
			if !x.furniture {
				body = append(body, x)
			}
		}
		w.rowDecisions(body)
		w.readPeople(body)
		w.readContracts(body)
		w.readAmounts(append([]*line{l}, body...))
		w.readNames(append([]*line{l}, body...))
	}
}

// readRowless reads a matter's page of decisions of which a copy has lost the rows' heads: what was decided, on days that it does not give.
func (w *writer) readRowless() {
	body := w.prose()
	if why := slices.IndexFunc(body, func(l *line) bool { return reasons.MatchString(l.text) }); why >= 0 {
		body = body[:why]
	}
	w.rowDecisions(body)
	w.readPeople(body)
	w.readContracts(body)
	w.readAmounts(body)
	w.readNames(body)
}

// reasons opens what only says why.
var reasons = regexp.MustCompile(`(?i)^reasons?\b(?: for (?:the )?decisions?)?:?`)

// rowDecisions reads what a row says was decided: by the words of a resolution, else by its entries, `(i) That the minutes be received`.
func (w *writer) rowDecisions(body []*line) {
	before := len(w.facts)
	w.readDecisions(body)
	if slices.ContainsFunc(w.facts[before:], func(f *fact) bool { return f.data["type"] == "Decision" }) {
		return
	}
	for _, l := range body {
		if thatIt.MatchString(l.text) && !l.cut && !planned.MatchString(l.text) {
			w.listEntry(l, l, "?")
		}
	}
}

// rowHead is the first line of a row of a list: `15/04/2025 - Title ref: 7349 Recommendations Approved (subject to call-in)`.
var rowHead = regexp.MustCompile(`^(\d{1,2}/\d{1,2}/\d{4}) - (.+?) ref: (\d+)\s+(.*)$`)

// readDecisionList reads a list of decisions: a row, its labels, the next row.
func readDecisionList(w *writer) {
	w.findHead()
	w.describe()
	w.findCouncil()
	w.held = true
	if w.address.page == "mgdecisiondetails.aspx" || w.address.page == "" && !slices.ContainsFunc(w.lines, func(l *line) bool { return rowHead.MatchString(l.text) }) {
		w.readPastRows()
	}
	if !slices.ContainsFunc(w.lines, func(l *line) bool { return rowHead.MatchString(l.text) || pastRow.MatchString(l.text) }) {
		w.readRowless()
	}
	var rows []int
	for i, l := range w.lines {
		if rowHead.MatchString(l.text) {
			rows = append(rows, i)
		}
	}
	for n, i := range rows {
		end := len(w.lines)
		if n+1 < len(rows) {
			end = rows[n+1]
		}
		w.row(w.lines[i], w.lines[i+1:end])
	}
	w.meeting, w.body = "", ""
	delete(w.document, "meeting")
	delete(w.document, "date")
}

func (w *writer) row(head *line, body []*line) {
	m := rowHead.FindStringSubmatchIndex(head.text)
	n := w.ruling(body)
	if o, ok := outcomeOf(head.text[m[8]:m[9]]); ok && !head.cut {
		n.outcome, n.status = o, head
	}
	w.decider, w.title = "", oneLine(sectionName(head.text[m[4]:m[5]]))
	w.decidedAt(n)
	if w.meeting == "" {
		w.maker(n)
	}
	if d := days(head.text[m[2]:m[3]]); len(d) == 1 {
		w.decidedOn = d[0].day
	}
	w.noticed(n)
	w.readPeople(body)
	w.readContracts(body)
	w.readAmounts(body)
	w.readNames(append([]*line{head}, body...))
}
