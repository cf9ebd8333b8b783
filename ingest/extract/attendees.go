package extract

import (
	"regexp"
	"strings"
)

// A line of the list of attendees at the end of a summary page is `<name>  (party group) cabinet role • Party • Ward` for members of
// the publisher's own council, `<name> <council's full name>` for those of partners. Every part but the name is optional. Two spaces
// part the name from the rest; in copies that lost them, the party does.
var (
	councilEnd = regexp.MustCompile(`(?:Council|(?:London|Royal) Borough of .+|City of .+)$`)
	party      = regexp.MustCompile(` \(?((?:Labour(?: and Co-operative| & Co-operative)?|Co-operative|Conservatives?(?: and Unionist)?|Liberal Democrats?|Green(?: Party)?|Reform(?: UK)?|Independents?|UKIP|` +
		`Plaid Cymru|SNP|Scottish National Party|Sinn Féin|Aspire|Non-aligned|Unaffiliated)(?: Party| Group)?)\)?(?: |$)`)
	wide = regexp.MustCompile(`[\s\x{a0}]{2,}`)
	role = regexp.MustCompile(`\b(?:Cabinet Member|Lead Member|Executive Member|Portfolio Holder|Leader of the Council|Deputy Leader|Leader|Deputy Mayor|Mayor)\b`)
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
	if len(title) == 0 || title[0] != 0 {
		// Without a title it may be an officer.
		w.unresolved(l.whole(), "OFFICER", "Listed without a councillor's title.")
		return
	}
	p, ok := nameAt(span{l, 0, len(l.text)}, title[1])
	if !ok {
		return
	}
	w.partsOf(l, title[1], &p)
}

// partsOf reads what stands behind the name, and states all of it.
func (w *writer) partsOf(l *line, from int, p *person) {
	council, councilAt := "", place{}
	if at := w.councilBehind(l, from); at > 0 {
		councilAt = l.at(at, len(l.text))
		council = w.council(l.text[at:], councilAt)
		p.to = min(p.to, at-1)
	}
	p.to = min(p.to, nameEnd(l, from))
	if name := w.knownStart(p.String()); name != "" {
		p.to = p.from + len(name)
	}
	chair := *p
	p.note = "" // else a party
	id := w.councillor(*p)
	if id == "" {
		return
	}
	name := p.String()
	w.fact("Attendance", object{"councillor": id, "meeting": w.meeting, "status": "LISTED"}, name+" is listed among the attendees.", p.place())
	w.noted(id, chair)
	if council != "" {
		w.fact("Term", object{"councillor": id, "council": council}, name+" is a councillor of "+strings.TrimPrefix(council, "council:")+".", p.place(), councilAt)
	}
	fields := dotted(l, p.to)
	if n := len(fields); n > 1 {
		side, ward := fields[n-2], fields[n-1]
		if m := noteAhead.FindStringIndex(side.String()); m != nil { // (Chair) Labour
			side.from += m[1]
		}
		w.fact("Term", object{"councillor": id, "party": side.String(), "ward": ward.String()}, name+": "+side.String()+", "+ward.String()+".", side.place(), ward.place())
	}
	if m := role.FindStringIndex(l.text[p.to:]); m != nil {
		title, _, _ := strings.Cut(l.text[p.to+m[0]:], "•")
		title = strings.TrimSpace(title)
		w.fact("Post", object{"councillor": id, "title": title}, name+" is "+title+".", l.at(p.to+m[0], p.to+m[0]+len(title)))
	}
}

// councilBehind is where the full name of a council begins that ends the line, behind the first word of the name; 0 where none does.
func (w *writer) councilBehind(l *line, from int) int {
	if !councilEnd.MatchString(l.text) {
		return 0
	}
	for at := from; ; {
		i := strings.IndexByte(l.text[at:], ' ')
		if i < 0 {
			return 0
		}
		at += i + 1
		if _, ok := w.known.council(l.text[at:]); ok && councilName.MatchString(l.text[at:]) {
			return at
		}
	}
}

var noteAhead = regexp.MustCompile(`^\([^()]*\) `)

// knownStart is the name that the page gives elsewhere and with which this one begins, where a copy that lost its spaces runs on from the
// name into a party; empty where there is none.
func (w *writer) knownStart(name string) string {
	if w.written == nil {
		w.written = w.writtenOut()
	}
	for _, names := range w.written {
		for _, n := range names {
			if strings.HasPrefix(name, n+" ") {
				return n
			}
		}
	}
	return ""
}

// nameEnd is where the name ends at the latest: where two spaces stand in the raw line, or a party's name.
func nameEnd(l *line, from int) int {
	end := len(l.text)
	if m := party.FindStringIndex(l.text[from:]); m != nil {
		end = from + m[0]
	}
	raw := l.back[from]
	if m := wide.FindStringIndex(l.Text[raw:]); m != nil {
		for i := from; i < end; i++ {
			if l.back[i] >= raw+m[0] {
				return i
			}
		}
	}
	return end
}

// dotted are the parts between the dots behind a name. The first of two is the party; what stands before the party is not of it.
func dotted(l *line, from int) (out []span) {
	at := from
	for part := range strings.SplitSeq(l.text[from:], "•") {
		lead := len(part) - len(strings.TrimLeft(part, " "))
		if trimmed := strings.TrimSpace(part); trimmed != "" {
			out = append(out, span{l, at + lead, at + lead + len(trimmed)})
		}
		at += len(part) + len("•")
	}
	return out
}
