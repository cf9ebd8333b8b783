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
	stated               bool  // with a status, whatever it is
	lines                []*line
	verb                 span
}

// readDecision reads a notice of one decision. Its labels are fixed, any may be missing, and some copies drop their text.
func readDecision(w *writer) {
	w.findHead()
	w.describe()
	w.findCouncil()
	w.held = true
	if title := w.ownTitle(); title != nil {
		w.title = matter(title)
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
	before := len(w.facts)
	w.noticed(n)
	if len(w.facts) == before && !n.stated {
		w.saidDecisions(n.lines)
	}
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
			n.stated = true
			if o, ok := outcomeOf(x.value()); ok {
				n.outcome, n.status = o, x.line
			}
		case "Decided at meeting", "Made at meeting":
			n.meeting = x
		case "Date of decision", "Date of Decision":
			n.when = x
		case "Date":
			if n.when.line == nil {
				n.when = x
			}
		case "The decision", "The Decision", "Decision", "Decisions", "Content: Decision", "Content":
			n.lines = x.lines
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
var leadsUp = regexp.MustCompile(`(?i)^(?:(?:it was )?(?:proposed|moved) by\b|consideration was given to\b|(?:the )?[\p{L}&’' -]{3,80} (?:considered|received) (?:a|the) (?:[\p{L}-]+ )?(?:report|presentation|update)\b)`)

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

// isDecision begins a text that says itself that it is one, whatever a status from before says.
var isDecision = regexp.MustCompile(`^The decision (?:is|was) (?:to|that)\b`)

// toDo begins a decision written as what is to be done.
var toDo = regexp.MustCompile(`^(?:(?i:resolved)\b|(?:To|The decision (?:is|was) to) (?:award|approve|agree|authorise|waive|waiver|extend|enter|grant|note|adopt|appoint|delegate|accept|procure|proceed|endorse|vary|defer|reject|refuse|refer|confirm|receive|support)\b|That\b)`)

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
	l, from := n.maker.line, n.maker.from
	if l != nil && n.maker.value() == "" && len(n.maker.lines) > 0 { // on a line of its own
		l, from = n.maker.lines[0], 0
	}
	if l == nil || l.cut || strings.TrimSpace(l.text[from:]) == "" {
		return
	}
	name, at := renamed.ReplaceAllString(strings.TrimSpace(l.text[from:]), ""), l.at(from, len(l.text))
	if found := bodies(span{l, from, len(l.text)}); len(found) == 1 && found[0].String() == name && !officerNote.MatchString(name) {
		w.body = w.committee(name, at)
		return
	}
	w.unresolved(at, "OFFICER", "Who decided, by post.")
	if len(w.councils) == 1 {
		w.decider = w.councils[0]
	}
}

// ownTitle is the line that names the matter of a page: below the label, or behind the line that says what the page is and before the first
// label, a heading or whatever the labels follow.
func (w *writer) ownTitle() *line {
	const near = 8
	for _, x := range labels(w.lines[:min(len(w.lines), first)]) {
		if (x.name == "Title" || x.name == "Title of Decision" || x.name == "Title of decision") && x.value() == "" && len(x.lines) > 0 && w.kind == Decision {
			return x.lines[0]
		}
	}
	lines := w.lines
	if at := slices.IndexFunc(lines[:min(len(lines), near)], func(l *line) bool { return pageName[l.text] }); at >= 0 {
		lines = lines[at+1:]
	}
	for i, l := range lines[:min(len(lines), near)] {
		if label.MatchString(l.text) {
			return nil
		}
		labelled := i+1 < len(lines) && anyLabel.MatchString(lines[i+1].text)
		if (l.Kind == passage.Heading || labelled) && !l.furniture && !pageName[l.text] && !hasLabel(l.text) && !ofReport.MatchString(l.text) && !opensList(l.text) && !byBody.MatchString(l.text) && !ofRecord.MatchString(l.text) && len(l.text) < 200 && !w.isCouncil(l.text) {
			return l
		}
	}
	return nil
}

// anyLabel is a label that these pages have, or one of a council's own: `Reference: D41597`.
var anyLabel = regexp.MustCompile(label.String() + `|^\p{Lu}[\p{L} ?]{2,40}: ?\S`)

// ofRecord is what a form for decisions calls itself.
var ofRecord = regexp.MustCompile(`^(?i:(?:record of |notice of )?(?:executive |officer |delegated |cabinet member |portfolio holder |key |non-key )*decisions?(?: record| notice| report| form| sheet)?(?: (?:of|by) .{3,60})?)$`)

// matter is a title as a name.
func matter(title *line) string { return strings.TrimRight(sectionName(title.text), ".") }

// ofReport are headings that every report has, and that name no matter.
var ofReport = regexp.MustCompile(`^(?:\d{1,2}(?:\.\d{1,2})?\.? )?(?i:recommendations?|introduction|background(?: information)?|purpose(?: of (?:the )?report)?|(?:executive )?summary|(?:main|details of the) report|key issues|` +
	`(?:reasons?|alternative options)\b.*|conclusions?|implications?|(?:financial|legal|resource|equality)(?: \p{L}+)* implications?|next steps|appendi(?:x|ces)\b.*|background (?:papers|documents))[:.]?$`)

// noticed adds the decision. Without a text only the status tells, and without a status only a resolution does.
func (w *writer) noticed(n ruling) {
	undecided := func(l *line) bool { return nothing.MatchString(l.text) }
	if w.kind == Decision && n.text == nil && n.status != nil && !slices.ContainsFunc(w.prose(), undecided) { // a copy without the text
		w.decision(verdict{outcome: n.outcome, sentence: span{n.status, 0, len(n.status.text)}, verb: span{n.status, 0, len(n.status.text)}})
		return
	}
	if n.text == nil || n.outcome == "" && !n.resolved && !strings.HasPrefix(strings.ToUpper(n.text.text), "RESOLVED") && !isDecision.MatchString(n.text.text) {
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
