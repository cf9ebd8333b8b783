package extract

import (
	"regexp"
	"strings"

	"councilgraph/ingest/passage"
)

// begin does what every page needs: the document, whose page it is, the meeting, whether it took place.
func (w *writer) begin() {
	w.findHead()
	w.describe()
	w.findCouncil()
	w.take(w.findSitting())
	w.findVenue()
	w.findStatus()
}

// readSummary reads a page that a service wrote about a meeting.
func readSummary(w *writer) {
	w.begin()
	w.readTopics()
	w.readContent()
	body := w.prose()
	w.readPeople(outside(body, "Attendees"))
	w.readAttendees()
	w.noAttendees()
	w.readDecisions(outside(body, "Attendees", "Topics", "Meeting Documents"))
	w.readMatters(outside(body, "Attendees", "Topics", "Meeting Documents"))
}

// readMatters reads what a page tells of the things that the graph is about.
func (w *writer) readMatters(lines []*line) {
	w.readKinds(lines)
	w.readAbout(lines)
	w.readProjects(lines)
	w.readRevisions(lines)
	w.readMeasures(lines)
	w.readRisks(lines)
	w.readIntentions(lines)
	w.readSteps(lines)
	w.readContracts(lines)
	w.readAmounts(lines)
	w.readNames(lines)
}

// readTranscript reads what a machine heard. Its names are bent, so it creates nobody: each is open.
func readTranscript(w *writer) {
	w.begin()
	if w.kind == Webcast {
		w.readItems()
	}
	for _, l := range w.prose() {
		for _, s := range l.sentences() {
			for _, p := range people(s) {
				w.unresolved(p.place(), "MISPRINT", "As a machine heard it.")
			}
		}
	}
}

// readMeeting reads a council's page of a meeting.
func readMeeting(w *writer) {
	w.begin()
	w.readPeople(w.lines[:w.head]) // who came may stand above the list of items
	w.readItems()
	if w.printed() != nil {
		w.readPrintedItems()
	}
	w.readOfficial(w.prose())
}

// readOfficial reads the text of a council's own page, or of a part of it.
func (w *writer) readOfficial(body []*line) {
	w.readPeople(body)
	if w.held {
		w.readLabelled(body)
		w.readDecisions(body)
	}
	w.readMatters(body)
}

// readItem reads a council's page of one item or matter. Most copies give no day, so there is no meeting.
func readItem(w *writer) {
	w.begin()
	w.ownItem()
	w.readOfficial(w.prose())
	w.readGrounds()
}

// readUnknown keeps a page of an unknown kind: document, passages, names.
func readUnknown(w *writer) {
	w.describe()
	for _, l := range w.prose() {
		for _, s := range l.sentences() {
			for _, p := range people(s) {
				w.unresolved(p.place(), "NOT_TIED", "Titled as a councillor on a page of unknown kind.")
			}
		}
	}
	w.readNames(w.prose())
	w.notes = append(w.notes, "the kind of page is not known: kept as document, passages and names")
}

// readNews reads a story about a meeting: which one, and who is named. What was decided is for the meeting's own pages.
func readNews(w *writer) {
	w.begin()
	w.readPeople(w.prose())
	w.readNames(w.prose())
}

func outside(lines []*line, sections ...string) (out []*line) {
	for _, l := range lines {
		in := false
		for _, s := range sections {
			in = in || l.Section == s
		}
		if !in {
			out = append(out, l)
		}
	}
	return out
}

var label = regexp.MustCompile(`^(?:\d{1,2}\.? )?(Decision Maker|The [Dd]ecision|Title of [Dd]ecision|Title|Date|Report From|Decision status|Decision published|Outcome|Is Key [Dd]ecision\?|Is subject to call in\?|Is Callable In\?|Purpose|Content: Decision|Content|Decisions?|Reasons for the decision|Reason Key|Alternative options considered|` +
	`Wards Affected|Contact|Report author|Lead officer|Publication date|Date of [Dd]ecision|Decided at meeting|Made at meeting|Effective from|Accompanying Documents|Additional documents|Minutes|Financial Impact|` +
	`Declarations|Venue|Details of any associated risks and mitigation|Other reasons / organisations consulted)\s*:\s*(.*)$`)

// labelled is a label of a council's page with what stands behind it, on its line or below.
type labelled struct {
	name  string
	line  *line
	from  int // of what stands behind it on its line
	lines []*line
}

// labels reads the labels of lines in order.
func labels(lines []*line) (out []labelled) {
	for _, l := range lines {
		if m := label.FindStringSubmatchIndex(l.text); m != nil {
			out = append(out, labelled{name: l.text[m[2]:m[3]], line: l, from: m[4]})
		} else if len(out) > 0 && !l.furniture {
			last := &out[len(out)-1]
			last.lines = append(last.lines, l)
		}
	}
	return out
}

func (l labelled) value() string { return strings.TrimSpace(l.line.text[l.from:]) }

// readLabelled reads what stands under `Decision:` on the page of a meeting or item.
func (w *writer) readLabelled(body []*line) {
	for _, x := range labels(body) {
		if x.name != "Decision" {
			continue
		}
		lines := x.lines
		for i, l := range lines {
			if l.Kind == passage.Heading || itemNumber.MatchString(l.text) {
				break
			}
			v, ok := imperative(l)
			if !ok && i == 0 {
				v, ok = elliptic(l)
			}
			if ok {
				w.decision(v, x.line.whole())
			}
		}
	}
}

// imperative is a decision written as what is to be done: `Endorse the report`, `i) Approves the grant`.
func imperative(l *line) (verdict, bool) {
	at := 0
	if m := listLead.FindStringIndex(l.text); m != nil {
		at = m[1]
	}
	m := firstWords.FindStringSubmatchIndex(l.text[at:])
	if m == nil {
		return verdict{}, false
	}
	word := l.text[at+m[2] : at+m[3]]
	o, ok := outcomes[strings.ToLower(word)]
	if !ok || strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "ing") || strings.EqualFold(word, "resolved") {
		return verdict{}, false
	}
	return verdict{outcome: o, sentence: span{l, at, len(l.text)}, verb: span{l, at + m[2], at + m[3]}}, true
}

// elliptic is a decision told without its subject, as the first words under a label: `Approved the statement for submission`.
func elliptic(l *line) (verdict, bool) {
	m := pastFirst.FindStringSubmatchIndex(l.text)
	if m == nil {
		return verdict{}, false
	}
	return verdict{outcome: outcomes[strings.ToLower(l.text[m[2]:m[3]])], sentence: span{l, 0, len(l.text)}, verb: span{l, m[2], m[3]}}, true
}

var pastFirst = regexp.MustCompile(`^(?i:(approved|endorsed|adopted|agreed|noted|rejected|refused|deferred|accepted|authorised)) (?:the|to|that|a|an)\b`)
