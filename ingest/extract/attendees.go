package extract

import (
	"regexp"
	"strings"
)

// attendee is a line of the list of attendees at the end of a summary page: `<name>  (party group) cabinet role • Party • Ward` for
// members of the publisher's own council, `<name> <council's full name>` for those of partners. Every part but the name is optional.
var (
	ownMember = regexp.MustCompile(`^(.+?)(?: \(([^)]*)\))?(?: ([^•]+?))? ?• ([^•]+?) ?• ([^•]+?)$`)
	full2     = regexp.MustCompile(` ((?:London Borough|Royal Borough|City) of .+|\p{Lu}[\p{L} &’'-]*(?:Borough|District|County|City) Council|\p{Lu}[\p{L}&’'-]* Council)$`)
)

// readAttendees reads the list. Listed is not present.
func (w *writer) readAttendees() {
	if w.meeting == "" {
		return
	}
	for _, l := range w.lines {
		if l.Section != "Attendees" || l.text == "Attendees" || l.furniture || l.cut {
			continue
		}
		w.readAttendee(l)
	}
}

func (w *writer) readAttendee(l *line) {
	title := singular.FindStringIndex(l.text)
	if title == nil || title[0] != 0 {
		// Without a title it may be an officer.
		w.unresolved(l.whole(), "OFFICER", "Listed without a councillor's title.")
		return
	}
	p, ok := nameAt(span{l, 0, len(l.text)}, title[1])
	if !ok {
		return
	}
	var council, party, ward string
	var councilAt, partyAt, wardAt place
	rest := l.text[title[1]:]
	if m := full2.FindStringSubmatchIndex(rest); m != nil {
		if c, known := w.known.council(rest[m[2]:m[3]]); known {
			councilAt = l.at(title[1]+m[2], title[1]+m[3])
			council = w.council(c.Name, councilAt)
			p.to = title[1] + m[0]
		}
	}
	if m := ownMember.FindStringSubmatchIndex(rest); m != nil {
		party, partyAt = rest[m[8]:m[9]], l.at(title[1]+m[8], title[1]+m[9])
		ward, wardAt = rest[m[10]:m[11]], l.at(title[1]+m[10], title[1]+m[11])
	} else if parts := strings.Split(rest, " • "); len(parts) == 3 {
		party, ward = strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])
		at := title[1] + strings.Index(rest, " • ") + len(" • ")
		partyAt = l.at(at, at+len(parts[1]))
		wardAt = l.at(len(l.text)-len(parts[2]), len(l.text))
	}
	p.note = ""
	id := w.councillor(p)
	if id == "" {
		return
	}
	w.fact("Attendance", object{"councillor": id, "meeting": w.meeting, "status": "LISTED"}, p.String()+" is listed among the attendees.", p.place())
	if council != "" {
		w.fact("Term", object{"councillor": id, "council": council}, p.String()+" is a councillor of "+strings.TrimPrefix(council, "council:")+".", p.place(), councilAt)
	}
	if party != "" {
		w.fact("Term", object{"councillor": id, "party": party, "ward": ward}, p.String()+": "+party+", "+ward+".", partyAt, wardAt)
	}
	if m := role.FindStringIndex(rest); m != nil {
		title2 := strings.TrimSpace(strings.SplitN(rest[m[0]:], "•", 2)[0])
		from := title[1] + m[0]
		w.fact("Post", object{"councillor": id, "title": title2}, p.String()+" is "+title2+".", l.at(from, from+len(title2)))
	}
}

var role = regexp.MustCompile(`\b(?:Cabinet Member|Lead Member|Executive Member|Portfolio Holder|Leader of the Council|Deputy Leader|Leader|Mayor|Deputy Mayor)\b`)
