package extract

import (
	"regexp"
	"strings"
)

// A line of the list of attendees at the end of a summary page is `<name>  (party group) cabinet role • Party • Ward` for members of
// the publisher's own council, `<name> <council's full name>` for those of partners. Every part but the name is optional. Two spaces
// part the name from the rest; in copies that lost them, the party does.
const sides = `Labour(?: and Co-operative| & Co-operative)?|Co-operative|Conservatives?(?: and Unionist)?|Liberal Democrats?|Green(?: Party)?|Reform(?: UK)?|Independents?|UKIP|` +
	`Plaid Cymru|SNP|Scottish National Party|Sinn Féin|Aspire|Non-aligned|Unaffiliated`

var (
	councilEnd = regexp.MustCompile(`(?:Council|(?:London|Royal) Borough of .+|City of .+)$`)
	party      = regexp.MustCompile(` \(?((?:` + sides + `)(?: Party| Group)?)\)?(?: |$)`)
	wide       = regexp.MustCompile(`[\s\x{a0}]{2,}`)
	role       = regexp.MustCompile(`\b(?:Cabinet Member|Lead Member|Executive Member|Portfolio Holder|Leader of the Council|Deputy Leader|Leader|Deputy Mayor|Mayor)\b`)
)

// readAttendees reads the list. Listed is not present.
func (w *writer) readAttendees() {
	if w.meeting == "" {
		return
	}
	var last attendee
	for _, l := range w.lines {
		if l.Section != "Attendees" || l.text == "Attendees" || l.furniture || l.cut {
			continue
		}
		last = w.readAttendee(l, last)
	}
}

// withParty is a name with a party in brackets: only councillors are printed so.
var withParty = regexp.MustCompile(`^\p{Lu}[\p{L}'’.-]*(?: (?:de |van |von )?\p{Lu}[\p{L}'’.-]*){1,3} \((?:` + sides + `)(?: Party| Group)?\)`)

// attendee is a councillor of the list, to whom the lines below may belong.
type attendee struct{ id, name string }

// readAttendee reads a line of the list behind those of an attendee, and gives the attendee whom the lines below it tell of.
func (w *writer) readAttendee(l *line, last attendee) attendee {
	title := singular.FindStringIndex(l.text)
	if len(title) == 0 || title[0] != 0 {
		if last.id != "" && w.below(l, last) {
			return last
		}
		if m := withParty.FindStringIndex(l.text); m != nil { // Ewan Dalgleish (Labour)
			p, ok := nameAt(span{l, 0, len(l.text)}, 0)
			if ok && p.whole() {
				id := w.partsOf(l, 0, &p)
				return attendee{id, p.String()}
			}
		}
		if !strings.Contains(l.text, " ") {
			return attendee{} // the name of nobody
		}
		// Without a title it may be an officer.
		w.unresolved(l.whole(), "OFFICER", "Listed without a councillor's title.")
		return attendee{}
	}
	p, ok := nameAt(span{l, 0, len(l.text)}, title[1])
	if !ok {
		return attendee{}
	}
	id := w.partsOf(l, title[1], &p)
	return attendee{id, p.String()}
}

// below reads a line that tells no more than the chair, the post, or the party and ward of whom the line above names, as pages in HTML
// show them; and reports whether it is one.
func (w *writer) below(l *line, of attendee) bool {
	all := span{l, 0, len(l.text)}
	switch fields := dotted(l, 0); {
	case chairNote.MatchString(l.text):
		if w.body != "" {
			w.fact("Membership", object{"member": of.id, "of": w.body, "role": l.text}, of.name+" is "+l.text+".", all.place())
		}
	case len(fields) == 2:
		w.term(of.id, of.name, fields)
		if m := role.FindStringIndex(fields[0].String()); len(m) > 0 && m[0] == 0 {
			w.fact("Post", object{"councillor": of.id, "title": fields[0].String()}, of.name+" is "+fields[0].String()+".", fields[0].place())
		}
	case role.MatchString(l.text) && role.FindStringIndex(l.text)[0] == 0:
		w.fact("Post", object{"councillor": of.id, "title": l.text}, of.name+" is "+l.text+".", all.place())
	default:
		return false
	}
	return true
}

// term states the party and the ward that end a line.
func (w *writer) term(id, name string, fields []span) {
	side, ward := fields[len(fields)-2], fields[len(fields)-1]
	if m := role.FindStringIndex(side.String()); len(m) > 0 && m[0] == 0 { // Deputy Leader • Labour
		if party.MatchString(" " + ward.String()) {
			w.fact("Term", object{"councillor": id, "party": ward.String()}, name+": "+ward.String()+".", ward.place())
		}
		return
	}
	if m := noteAhead.FindStringIndex(side.String()); m != nil { // (Chair) Labour
		side.from += m[1]
	}
	w.fact("Term", object{"councillor": id, "party": side.String(), "ward": ward.String()}, name+": "+side.String()+", "+ward.String()+".", side.place(), ward.place())
}

// partsOf reads what stands behind the name, and states all of it. It gives the councillor's id; empty where it is none.
func (w *writer) partsOf(l *line, from int, p *person) string {
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
		return ""
	}
	name := p.String()
	w.fact("Attendance", object{"councillor": id, "meeting": w.meeting, "status": "LISTED"}, name+" is listed among the attendees.", p.place())
	w.noted(id, chair)
	if council != "" {
		w.fact("Term", object{"councillor": id, "council": council}, name+" is a councillor of "+strings.TrimPrefix(council, "council:")+".", p.place(), councilAt)
	}
	if fields := dotted(l, p.to); len(fields) > 1 {
		w.term(id, name, fields)
	}
	if m := role.FindStringIndex(l.text[p.to:]); m != nil {
		title, _, _ := strings.Cut(l.text[p.to+m[0]:], "•")
		title = strings.TrimSpace(title)
		w.fact("Post", object{"councillor": id, "title": title}, name+" is "+title+".", l.at(p.to+m[0], p.to+m[0]+len(title)))
	}
	return id
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
