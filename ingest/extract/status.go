package extract

import (
	"cmp"
	"regexp"
	"strings"
)

var (
	// past are verbs in which a page tells that a meeting took place; a body, it, or nobody named is their subject.
	past = regexp.MustCompile(`\b(?:met|convened|gathered|approved|agreed|noted|endorsed|resolved|discussed|considered|heard|reviewed|elected|appointed|` +
		`led the meeting|focused on|celebrated|acknowledged)\b`)
	// planned are the words of a page written from the agenda.
	planned = regexp.MustCompile(`\b(?:is|was|are|were) (?:also )?(?:scheduled|due|expected|set|planned|asked|invited|recommended|requested) to\b|\bwill (?:meet|take place|be held|consider|discuss|receive|review|be asked to|be invited to)\b|\bwas to\b`)
	// earlier tells of another meeting.
	earlier = regexp.MustCompile(`(?i)\b(?:previous|last|earlier) (?:meeting|joint committee|committee|cabinet|council)\b|\bat its meeting\b|\bminutes of the meeting (?:of|held)\b|\bhad (?:been )?(?:previously|already)\b`)
	// pastBody is a body that acts, as minutes tell it.
	pastBody  = regexp.MustCompile(`(?m)\b(?:[Cc]ommittee|[Cc]abinet|[Pp]anel|[Bb]oard|[Cc]ouncil|[Ee]xecutive|[Mm]embers)\b(?: has:| have:| (?:also |unanimously |then )?(?:noted|agreed|approved|resolved|received|endorsed|considered)\b)`)
	calledOff = regexp.MustCompile(`(?i)\b(?:cancelled\b|postponed(?: (?:to|until)\b|[^ ]|$))`)
	cancelled = regexp.MustCompile(`(?i)^(?:(?:this|the) meeting (?:has been|was|is) cancelled\b.*|cancelled|meeting cancelled|status: cancelled)\.?$`)
)

// findStatus tells whether the meeting took place: of a council's page by the line that says what it holds, else by the tense of the
// first paragraph. What is not told stays unknown.
func (w *writer) findStatus() {
	if w.meeting == "" {
		w.held = w.tells()
		return
	}
	for _, l := range w.lines {
		off := calledOff.FindString(l.text)
		if cancelled.MatchString(l.text) || off != "" && isHead(l.text) {
			word, _, _ := strings.Cut(strings.ToLower(cmp.Or(off, "cancelled")), " ")
			w.status("CANCELLED", "The page says that the meeting is "+strings.Trim(word, ",.)*")+".", l.whole())
			return
		}
	}
	switch w.kind {
	case Meeting:
		w.statusByKindLine()
	case Transcript, Webcast:
		for _, l := range w.lines[w.head:] {
			if !l.furniture && (w.kind == Transcript || strings.HasPrefix(strings.ToLower(l.text), "hello") || len(l.text) > 60) {
				w.status("HELD", "The page holds what was said at the meeting.", l.whole())
				return
			}
		}
	case Item:
		w.heldAsTold()
	default:
		w.statusByTense(w.opening())
	}
}

func (w *writer) status(status, wording string, at place) {
	w.held = status == "HELD"
	w.claim(w.meeting, "status", status, wording, at)
}

func (w *writer) statusByKindLine() {
	l := w.kindLine()
	if l == nil {
		w.heldAsTold()
		return
	}
	if line := strings.ToLower(l.text); strings.Contains(line, "minutes") || strings.Contains(line, "decision") {
		w.status("HELD", "The page holds what the meeting did: "+l.text+".", l.whole())
		return
	}
	w.status("PLANNED", "The page holds no more than the agenda.", l.whole())
}

// tells: the page holds what was done, not only what was to be done.
func (w *writer) tells() bool {
	name := w.documentKind().name
	return name == "MINUTES" || name == "DECISION_NOTICE"
}

// heldAsTold: a copy that has lost the line with its kind still shows by minutes or who came that the meeting took place.
func (w *writer) heldAsTold() {
	if !w.tells() {
		return
	}
	for _, l := range w.prose() {
		if presentList.MatchString(l.text) || minutesMark.MatchString(l.text) || toldDecision.MatchString(l.text) {
			w.status("HELD", "The page holds what the meeting did.", l.whole())
			return
		}
	}
	w.held = true
}

var minutesMark = regexp.MustCompile(`^(?:Minutes:|(?:It was )?RESOLVED\b)|\bMinutes: `)

// statusByTense looks for a verb in the past first: a page may say that a committee met, and was scheduled to do more.
func (w *writer) statusByTense(lines []*line) {
	for _, l := range lines {
		for _, s := range l.sentences() {
			s = w.atOwn(s)
			if m := past.FindStringIndex(s.String()); len(m) > 0 && !planned.MatchString(s.String()[:m[0]]) && !earlier.MatchString(s.String()) {
				w.status("HELD", "The page tells in the past tense what the meeting did.", s.sub(m[0], m[1]).place())
				return
			}
		}
	}
	for _, l := range lines {
		if m := planned.FindStringIndex(l.text); m != nil {
			w.status("PLANNED", "The page speaks of the meeting as still to come.", l.at(m[0], m[1]))
			return
		}
	}
}

var (
	venueLabel = regexp.MustCompile(`^(?:Time\s*:.{0,20}?\s)?(?:Proposed venue|Venue|Location|Place)\s*:\s*(.+)$`)
	venueProse = regexp.MustCompile(`\b(?:take place|took place|be held|was held|is held) (?:at|in) ((?:the )?\p{Lu}[^.;]*?)(?:[.;]| on | at \d|$)`)
	directions = regexp.MustCompile(`[.,]?\s*(?:View directions|To view the .*|(?:Please )?[Cc]lick here .*|View map)\.?$`)
	virtual    = regexp.MustCompile(`\b(?:held|meet|met|meeting|take place)\b[^.]{0,30}\b(?:virtually|online|via (?:MS |Microsoft )?Teams|via Zoom)\b`)
)

// findVenue reads where the meeting is: a label, or the first paragraph.
func (w *writer) findVenue() {
	if w.meeting == "" {
		return
	}
	for _, l := range w.lines[:min(len(w.lines), first)] {
		if m := venueLabel.FindStringSubmatchIndex(l.text); m != nil && w.kind != Summary {
			to := m[3]
			if d := directions.FindStringIndex(l.text); d != nil {
				to = d[0]
			}
			venue := strings.TrimRight(l.text[m[2]:to], " .")
			if venue != "" && !l.cut {
				fields := object{"about": w.meeting, "field": "venue", "value": venue}
				if strings.HasPrefix(l.text, "Proposed") {
					fields["modality"] = "EXPECTED"
				}
				w.fact("Claim", fields, "The meeting is at "+venue+".", l.at(m[2], m[2]+len(venue)))
			}
			return
		}
	}
	if w.kind == Meeting {
		return
	}
	for _, l := range w.opening() {
		if m := venueProse.FindStringSubmatchIndex(l.text); m != nil {
			venue := strings.TrimPrefix(l.text[m[2]:m[3]], "the ")
			w.said("venue", venue, "The meeting is at "+venue+".", l, m[2], m[3])
		}
		if m := virtual.FindStringIndex(l.text); m != nil {
			w.said("virtual", "true", "The meeting is held online.", l, m[0], m[1])
		}
	}
}

// said states a field of the meeting as prose tells it: what is only scheduled is EXPECTED.
func (w *writer) said(field, value, wording string, l *line, from, to int) {
	fields := object{"about": w.meeting, "field": field, "value": value}
	if planned.MatchString(sentenceAt(l, from)) {
		fields["modality"] = "EXPECTED"
	}
	w.fact("Claim", fields, wording, l.at(from, to))
}
