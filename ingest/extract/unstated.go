package extract

import (
	"regexp"

	"councilgraph/ingest/passage"
)

// asking are the points of a bare agenda that ask for something to be named, and the words by which any other line of the page may
// name it.
var asking = []struct {
	point, answer *regexp.Regexp
	wording       string
}{
	{regexp.MustCompile(`(?i)^(?:appointment|election) of (?:a |the )?(?:vice[- ])?chair`),
		regexp.MustCompile(`(?i)\bchair(?:ed|ing|s|man|person|woman)?\b`), "Who takes the chair is not stated."},
	{regexp.MustCompile(`(?i)^apolog(?:y|ies)\b`),
		regexp.MustCompile(`(?i)\b(?:apolog|absen|alternate|substitut|on behalf of)`), "Nobody is named who sent apologies."},
	{regexp.MustCompile(`(?i)^(?:declarations?|disclosures?) of (?:\w+ ){0,3}interests?\b`),
		regexp.MustCompile(`(?i)\b(?:declar|disclos|interests?\b)`), "No interest is named."},
	{regexp.MustCompile(`(?i)^(?:confirmation of )?(?:the )?date of (?:the )?next\b`),
		regexp.MustCompile(`(?i)\bnext (?:\w+ )?meeting\b|\bmeet (?:again|next)\b`), "The date is not stated."},
}

// unstated notes of a bare point of the agenda that the page does not tell what the point asks for. Any other line that touches on it,
// or anything more in the point itself, may tell it: then nothing is said here.
func (w *writer) unstated(item string, l *line) {
	for _, o := range asking {
		if !o.point.MatchString(l.text) {
			continue
		}
		if hasDay(l.text) || len(people(span{l, 0, len(l.text)})) > 0 || w.touched(l, o.answer) {
			return
		}
		w.fact("Remark", object{"kind": "NOT_STATED", "about": []string{item}}, o.wording, l.whole())
		return
	}
}

func (w *writer) touched(point *line, answer *regexp.Regexp) bool {
	for _, l := range w.lines[w.head:] {
		if l != point && !l.furniture && answer.MatchString(l.text) {
			return true
		}
	}
	return false
}

// noAttendees notes that the heading over the attendees has nobody under it: unknown, not nobody.
func (w *writer) noAttendees() {
	for i, l := range w.lines {
		if w.meeting == "" || l.Kind != passage.Heading || l.text != "Attendees" {
			continue
		}
		if i+1 < len(w.lines) && w.lines[i+1].Kind == passage.Heading {
			w.fact("Remark", object{"kind": "NOT_STATED", "about": []string{w.meeting}}, "Nobody is named under the heading.", l.whole())
		}
		return
	}
}
