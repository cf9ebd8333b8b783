package extract

import (
	"regexp"
	"slices"
	"strings"
)

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
		w.decidedOn, w.title, w.row = d[0].day, oneLine(sectionName(l.text[m[4]:m[5]])), span{l, m[4], m[5]}
		var body []*line
		for _, x := range w.lines[i+1:] {
			if pastRow.MatchString(x.text) {
				break
			}
			if !x.furniture {
				body = append(body, x)
			}
		}
		decided := upToReasons(body)
		w.rowDecisions(decided)
		w.readPeople(body)
		w.readContracts(decided)
		w.readAmounts(append([]*line{l}, body...))
		w.readNames(append([]*line{l}, body...))
	}
}

// readRowless reads a matter's page of decisions of which a copy has lost the rows' heads: what was decided, on days that it does not give.
func (w *writer) readRowless() {
	body := upToReasons(w.prose())
	w.rowDecisions(body)
	w.readPeople(body)
	w.readContracts(body)
	w.readAmounts(body)
	w.readNames(body)
}

// upToReasons are the lines that tell what was decided, ahead of those that say why.
func upToReasons(body []*line) []*line {
	if why := slices.IndexFunc(body, func(l *line) bool { return reasons.MatchString(l.text) }); why >= 0 {
		return body[:why]
	}
	return body
}

// reasons opens what only says why.
var reasons = regexp.MustCompile(`(?i)^reasons?\b(?: for (?:the )?decisions?)?:?`)

// rowDecisions reads what a row says was decided, and who decided.
func (w *writer) rowDecisions(body []*line) {
	w.rowBody(body)
	w.saidDecisions(body)
}

// saidDecisions reads what lines say was decided: by the words of a resolution, else by its entries, `(i) That the minutes be received`,
// `2. To approve the strategy`.
func (w *writer) saidDecisions(body []*line) {
	before := len(w.facts)
	w.readDecisions(body)
	if slices.ContainsFunc(w.facts[before:], func(f *fact) bool { return f.data["type"] == "Decision" }) {
		return
	}
	for _, l := range body {
		if (thatIt.MatchString(l.text) || toDo.MatchString(listLead.ReplaceAllString(l.text, ""))) && !l.cut && !planned.MatchString(l.text) {
			w.listEntry(l, l, "?")
		} else if m := wasDecided.FindStringSubmatchIndex(l.text); m != nil && !l.cut && !earlier.MatchString(l.text) {
			w.decision(verdict{outcome: passiveOutcome(l.text[m[2]:m[3]]), sentence: span{l, 0, len(l.text)}, verb: span{l, m[2], m[3]}})
		}
	}
}

// wasDecided tells below the label of a decision what it was: `The extension was approved.`
var wasDecided = regexp.MustCompile(`^(?:The|This) [^.;:]{3,80}? (?:was|were|is|are) (?:unanimously |formally )?(approved|agreed|endorsed|noted|rejected|refused|deferred)\b`)

// rowBody finds the body that a row has as who decided: `The Cabinet agreed`. Of a council, any of its bodies may stand for it.
func (w *writer) rowBody(body []*line) {
	w.body = ""
	var found *named
	for _, l := range body {
		for _, s := range l.sentences() {
			s = numberless(s)
			all := w.bodies(s)
			if !byBody.MatchString(s.String()) || len(all) == 0 || all[0].council != "" || all[0].name() == "Council" || all[0].from > s.from+len("The ") {
				continue
			}
			if found != nil && found.name() != all[0].name() {
				return
			}
			found = &all[0]
		}
	}
	if found != nil {
		w.body = w.committee(found.name(), found.place())
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
	if w.address.page == "mglistofficerdecisions.aspx" {
		w.readOfficerRows()
		return
	}
	if w.address.page == "mgdecisiondetails.aspx" || w.address.page == "" && !slices.ContainsFunc(w.lines, func(l *line) bool { return rowHead.MatchString(l.text) }) {
		w.readPastRows()
	}
	if !slices.ContainsFunc(w.lines, func(l *line) bool { return rowHead.MatchString(l.text) || pastRow.MatchString(l.text) }) {
		w.readRowless()
	}
	var rows []int
	for i := range w.lines {
		if w.opensRow(i) {
			rows = append(rows, i)
		}
	}
	for n, i := range rows {
		end := len(w.lines)
		if n+1 < len(rows) {
			end = rows[n+1]
		}
		w.readRow(w.lines[i], w.lines[i+1:end])
	}
	w.meeting, w.body = "", ""
	delete(w.document, "meeting")
	delete(w.document, "date")
}

// opensRow: a line is the first of a row, in a copy that has lost number and status too where the row's labels follow.
func (w *writer) opensRow(i int) bool {
	const near = 5
	l := w.lines[i]
	if rowHead.MatchString(l.text) {
		return true
	}
	return w.address.page == "mgdelegateddecisions.aspx" && pastRow.MatchString(l.text) &&
		slices.ContainsFunc(w.lines[i+1:min(len(w.lines), i+near)], func(x *line) bool { return strings.HasPrefix(x.text, "Decision Maker:") })
}

func (w *writer) readRow(head *line, body []*line) {
	n := w.ruling(body)
	m := rowHead.FindStringSubmatchIndex(head.text)
	bare := m == nil
	if bare {
		m = pastRow.FindStringSubmatchIndex(head.text)
	} else if o, ok := outcomeOf(head.text[m[8]:m[9]]); ok && !head.cut {
		n.outcome, n.status = o, head
	}
	w.decider, w.title, w.row = "", oneLine(sectionName(head.text[m[4]:m[5]])), span{head, m[4], m[5]}
	w.decidedAt(n)
	if w.meeting == "" {
		w.maker(n)
	}
	if d := days(head.text[m[2]:m[3]]); len(d) == 1 {
		w.decidedOn = d[0].day
	}
	before := len(w.facts)
	w.noticed(n)
	if len(w.facts) == before && bare && !n.stated {
		w.saidDecisions(n.lines)
	}
	w.readPeople(body)
	w.readContracts(body)
	w.readAmounts(body)
	w.readNames(append([]*line{head}, body...))
}

// A row of the list of what officers decided gives no more than title and day: `Award of the lamps contract 14/10/2021`, on one line or two.
var (
	officerRow = regexp.MustCompile(`^(?:\| )?(\p{L}.{3,250}?)(?: \||,)? (\d{1,2}/\d{1,2}/\d{4})(?: \|)?$`)
	dayAlone   = regexp.MustCompile(`^\d{1,2}/\d{1,2}/\d{4}$`)
)

// readOfficerRows reads that list.
func (w *writer) readOfficerRows() {
	if len(w.councils) == 1 {
		w.decider = w.councils[0]
	}
	lines := w.prose()
	for i, l := range lines {
		title, day := span{l, 0, len(l.text)}, ""
		if m := officerRow.FindStringSubmatchIndex(l.text); m != nil {
			title, day = span{l, m[2], m[3]}, l.text[m[4]:m[5]]
		} else if i+1 < len(lines) && dayAlone.MatchString(lines[i+1].text) && len(l.text) < 250 {
			day = lines[i+1].text
		}
		if d := days(day); len(d) == 1 {
			w.decidedOn, w.title = d[0].day, oneLine(sectionName(title.String()))
			w.decision(verdict{sentence: title, verb: title, how: "by an officer"})
		}
	}
	w.readAmounts(lines)
	w.readNames(lines)
}
