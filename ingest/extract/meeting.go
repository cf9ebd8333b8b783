package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"councilgraph/ingest/passage"
)

// opening are the lines that may introduce a page: of a summary its first paragraph, of any other page the first lines of prose.
func (p *page) opening() (out []*line) {
	const most = 3
	for _, l := range p.lines[p.head:] {
		if l.furniture || l.Kind == passage.Heading || utf8.RuneCountInString(l.text) < 40 || noOpening(l.text) {
			continue
		}
		if out = append(out, l); len(out) == most || p.kind == Summary {
			break
		}
	}
	return out
}

// noOpening: the heading or date line of a copy that lost the word `Summary`, or a line that only opens what follows.
func noOpening(text string) bool {
	return isHead(text) && !past.MatchString(text) && !planned.MatchString(text) || strings.Contains(text, "View on council website") || strings.HasSuffix(text, ":") && !strings.Contains(text, ". ") && !startsBody.MatchString(text)
}

// findHead finds where the body of the page begins: behind `Summary` or `Transcript`, or behind the list's first line.
func (p *page) findHead() {
	for i, l := range p.lines {
		if (p.kind == Summary || p.kind == Transcript) && (l.text == "Summary" || l.text == "Transcript") || p.kind == Meeting && isList.MatchString(l.text) {
			p.head = i + 1
			return
		}
	}
	if l := p.printed(); l != nil {
		p.head = l.Ordinal
		return
	}
	for i, l := range p.lines[:min(len(p.lines), first)] { // a copy without that word
		if p.kind == Summary && strings.Contains(l.text, siteLink) {
			p.head = i + 1
			return
		}
	}
}

var isList = regexp.MustCompile(`^(?:No\. Item|\|? ?No\. \| Item.*)$`)

// sitting is what a page tells of a meeting.
type sitting struct {
	name    string // of the body
	nameAt  place
	council string // as printed beside the body's name; empty where not
	when    moment
	whenAt  place
	timeAt  place
}

// findSitting reads the meeting off the heading; what is missing or wrong there, off the first paragraph and the date line.
func (w *writer) findSitting() (s sitting) {
	if w.kind == Item && w.ofMeeting(&s) {
		return s
	}
	if w.printedSitting(&s); s.name != "" {
		return s
	}
	w.headed(&s)
	if s.name == "" {
		w.introduced(&s)
	}
	if s.name == "" && w.kind == Summary {
		w.repeated(&s)
	}
	if s.name == "" && w.kind == Meeting {
		w.ownMinutes(&s)
	}
	if s.name == "" && (w.kind == Meeting || w.kind == Item || w.kind == Issue) {
		w.addressed(&s)
	}
	if s.when.day == "" {
		w.dateLine(&s)
	}
	if s.when.day == "" {
		w.introducedDay(&s)
	}
	return s
}

// headed reads the heading: one line, or the name and below it the day.
func (w *writer) headed(s *sitting) {
	end := min(len(w.lines), first)
	if w.head > 0 {
		end = min(end, w.head)
	}
	if w.kind == Item || w.kind == Issue || w.kind == Unknown || w.kind == News {
		end = 0 // their first lines speak of the matter
	}
	for i, l := range w.lines[:end] {
		h, ok := sectionHead(l.text)
		if !ok || l.furniture || h.when.elsewhere {
			continue
		}
		s.when, s.whenAt = h.when, l.at(h.when.from, h.when.to)
		s.timeAt = s.whenAt
		above := h.name == "" && i > 0
		switch {
		case above && endsNoun.MatchString(w.lines[i-1].text):
			s.name, s.nameAt = w.lines[i-1].text, w.lines[i-1].at(0, len(w.lines[i-1].text))
		case h.name != "" && !kindLine.MatchString(h.name) && w.isOwn(h.name): // the council itself
			s.name, s.nameAt = "Council", l.at(h.to-len("Council"), h.to)
		case h.name != "" && !kindLine.MatchString(h.name):
			s.name, s.nameAt = h.name, l.at(h.from, h.to)
			w.headedCouncil(s, span{l, h.from, h.to})
		}
		if above && s.name != "" {
			w.headedCouncil(s, span{w.lines[i-1], 0, len(w.lines[i-1].text)})
		}
		return
	}
}

// isOwn: a name with `Council` at its end is that of the one council whose page it is.
func (w *writer) isOwn(name string) bool {
	if len(w.councils) != 1 || !strings.HasSuffix(name, " Council") {
		return false
	}
	if _, ok := w.known.council(name); !ok {
		return false
	}
	id, _ := w.councilNamed(name)
	return id == w.councils[0]
}

// headedCouncil reads the council off a heading that names it with the body, `Ashby Borough Council Cabinet`, where nothing else does.
func (w *writer) headedCouncil(s *sitting, heading span) {
	if len(w.councils) > 0 {
		return
	}
	if m := councilAhead.FindStringSubmatchIndex(heading.String()); len(m) > 0 {
		council, body := heading.sub(m[2], m[3]), heading.sub(m[1], len(heading.String()))
		if _, ok := w.known.council(council.String()); ok && body.String() != "" {
			w.councils = []string{w.council(council.String(), council.place())}
			w.document["publisher"] = w.councils[0]
			w.scope = []string{w.byKey[w.councils[0]].data["name"].(string)}
			s.name, s.nameAt, s.council = body.String(), body.place(), council.String()
			return
		}
	}
	found := w.bodies(heading)
	if len(found) != 1 || found[0].council == "" {
		return
	}
	if _, ok := w.known.council(found[0].council); !ok {
		return
	}
	w.councils = []string{w.council(found[0].council, found[0].where.place())}
	w.document["publisher"] = w.councils[0]
	s.name, s.nameAt, s.council = found[0].name(), found[0].place(), found[0].council
}

// councilAhead is a council that a heading has before the body: `Fife Council - Policy and Co-ordination Committee`.
var councilAhead = regexp.MustCompile(`^(\p{Lu}[\p{L}’'& -]*? Council)(?: [-–|] |, |: )`)

// Words with which a body acts at the meeting that a page is about.
const (
	adverbs = `(?:\s*\([^()]*\))?(?:, (?:chaired|led|convened|hosted) by [^,.;]{3,60})?,?(?:\s(?:also|then|unanimously|formally|further|duly|subsequently|thus|therefore|has|have))*`
	acts    = `met|meets|convened|gathered|meeting|noted|agreed|approved|endorsed|resolved|received|considered|discussed|heard|reviewed|elected|appointed|RESOLVED|AGREED|NOTED|` +
		`(?:is|was|were) (?:also )?(?:scheduled|due|expected|set)|will meet`
)

var (
	acting  = regexp.MustCompile(`^` + adverbs + `:?\s(?:` + acts + `)\b|^\s(?:has|have):`)
	chaired = regexp.MustCompile(`(?:Chair|Chairman|Chairwoman|Chairperson) of (?:the )?$`)
	// meetingOfBody stands before the body whose meeting it is.
	meetingOfBody = regexp.MustCompile(`^(?:At |In |(?:This|It) (?:was|is) )?(?:[Tt]he|[Aa]) (?:\p{L}+ )?meeting of (?:the )?$`)
	// atItsOwn opens a page with the day of its own meeting: `At its meeting on Tuesday 4 March 2025, the Cabinet`.
	atItsOwn = regexp.MustCompile(`^At (?:its|their) (?:\p{Ll}+ )?meeting (?:held )?on (?:\p{L}+,? )?(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? \p{Lu}\p{Ll}+,? 20\d\d,`)
	// toldBy stands before the body that its own chair tells something.
	toldBy = regexp.MustCompile(`^The (?:Chair|Chairman|Chairwoman|Chairperson|Leader|Mayor)(?:, Councillor [^,.]{3,40},)? (?:informed|advised|reminded|told|updated) (?:the )?$`)
	// occasion stands before a body at whose meeting something else was: `took the decision at the Executive Committee meeting on`.
	occasion = regexp.MustCompile(`\b[Aa]t (?:the|an?) $`)
	// beforeOf stands before the body in a meeting's minutes of the one before: it is the same body.
	beforeOf = regexp.MustCompile(`[Mm]inutes of the (?:previous|last) meeting of (?:the )?$`)
	// resolving stands before the body in its own resolution: `RESOLVED that Cabinet: 1. Endorsed the report`.
	resolving = regexp.MustCompile(`^(?:It was )?(?:RESOLVED|Resolved|resolved)[:,]? [Tt]hat (?:the )?$`)
	didSo     = regexp.MustCompile(`^(?:[-•*] ?|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] *)?(?:\p{L}+ed|notes|approves|agrees|endorses) `)
	// hadMatters follows the body of a council with which a summary opens.
	hadMatters = regexp.MustCompile(`^ (?:had|has|dealt with|looked at|covered|examined|debated|addressed|focused on)\b`)
	// motion follows the council in a motion of its own: `This Council notes`.
	motion = regexp.MustCompile(`^ (?i:notes|believes|resolves|welcomes|recogni[sz]es|acknowledges|calls on|agrees|condemns|supports|understands|commends)\b`)
	opens  = regexp.MustCompile(`^,?(?:\s[\p{Lu}][\p{L}’'-]+){1,5},? (?:welcomed|opened|led)\b`)
)

// atOwn is a sentence without the words that give the page's own meeting: they are no other one's.
func (w *writer) atOwn(s span) span {
	if m := atItsOwn.FindStringIndex(s.String()); m != nil {
		if d := days(s.String()[:m[1]]); len(d) == 1 && d[0].day == w.day() {
			s.from += m[1]
			s.from += len(s.String()) - len(strings.TrimLeft(s.String(), " "))
		}
	}
	return s
}

// introduced reads the body's name off the first paragraphs: the body that acts there, or whose chair opens the meeting.
func (w *writer) introduced(s *sitting) {
	lines := w.opening()
	if w.kind == Item || w.kind == Issue || w.kind == Meeting {
		lines = w.prose()
	}
	for _, l := range lines {
		for _, sentence := range l.sentences() {
			for _, b := range w.bodies(sentence) {
				if w.kind != Summary && w.ofOther(b.council) {
					continue
				}
				before, rest := l.text[sentence.from:b.from], ""
				if b.council != "" && b.where.from < b.from { // Kirklees Council's Audit Committee
					before = l.text[sentence.from:b.where.from]
				}
				if b.after <= sentence.to {
					rest = l.text[b.after:sentence.to]
				}
				if w.introduces(l, sentence, b, before, rest) {
					s.name, s.nameAt, s.council = b.name(), b.place(), b.council
					return
				}
			}
		}
	}
}

// repeated reads a name off the heading that shows by no word of its own that it is a body's, `Environment Scrutiny`, where the first paragraph
// says that it met.
func (w *writer) repeated(s *sitting) {
	at := slices.IndexFunc(w.lines[:min(w.head, len(w.lines))], func(l *line) bool { return strings.Contains(l.text, siteLink) })
	if at < 1 {
		return
	}
	heading := w.lines[at-1]
	name := strings.TrimSpace(heading.text)
	if heading.furniture || len(name) > 80 || !strings.Contains(name, " ") || strings.ContainsAny(name, "0123456789:") {
		return
	}
	for _, l := range w.opening() {
		if i := strings.Index(l.text, name); i >= 0 && acting.MatchString(l.text[i+len(name):]) {
			s.name, s.nameAt = name, heading.at(0, len(heading.text))
			return
		}
	}
}

// introduces: a sentence shows by what it says before and behind a body that the page is of its meeting.
func (w *writer) introduces(l *line, sentence span, b named, before, rest string) bool {
	if w.kind != Summary {
		switch {
		case resolving.MatchString(before) && w.resolves(l, rest), before == "This " && b.String() == "Council" && motion.MatchString(rest):
			return true
		case occasion.MatchString(before) && strings.HasPrefix(rest, " meeting"):
			return false
		}
	}
	if w.kind == Meeting && (b.council == "" && toldBy.MatchString(before) || beforeOf.MatchString(before)) {
		return true
	}
	if w.kind == Summary && b.council != "" && b.where.from-sentence.from <= len("The ") && hadMatters.MatchString(rest) {
		return true
	}
	if ofChair := chaired.MatchString(before); ofChair {
		return opens.MatchString(rest)
	}
	return (meetingOfBody.MatchString(before) || acting.MatchString(rest)) && !earlier.MatchString(atItsOwn.ReplaceAllString(sentence.String(), ""))
}

// ofOther: a council as printed is known to be another than the one whose page it is.
func (w *writer) ofOther(printed string) bool {
	if printed == "" || len(w.councils) != 1 {
		return false
	}
	_, known := w.known.council(printed)
	id, _ := w.councilNamed(printed)
	return known && id != w.councils[0]
}

// resolves: what follows a body in its own resolution is what it did, on this line or, behind a colon, the next.
func (w *writer) resolves(l *line, rest string) bool {
	if rest != ":" {
		return didSo.MatchString(strings.TrimPrefix(rest, " "))
	}
	i := slices.Index(w.lines, l)
	return i+1 < len(w.lines) && didSo.MatchString(w.lines[i+1].text)
}

var (
	minutesBefore = regexp.MustCompile(`(?i)\bminutes of the (?:(?:last|previous|ordinary|annual) )?(?:meetings? of (?:the )?)?$`)
	minutesBehind = regexp.MustCompile(`^(?: meetings?)? (?:held )?on\b`)
)

// ownMinutes reads the body off the minutes that it approves, where all that the page speaks of are of one body.
func (w *writer) ownMinutes(s *sitting) {
	w.onlyBody(s, func(_ int, before, behind string, _ named) bool {
		return minutesBefore.MatchString(before) && minutesBehind.MatchString(behind)
	})
}

var (
	recommendedTo = regexp.MustCompile(`^,? (?:(?:is|are) (?:therefore )?(?:recommended|asked|invited|requested) to|will (?:consider|receive|be (?:asked|invited) to))\b`)
	recommends    = regexp.MustCompile(`^(?i:(?:officer )?recommendations?):?$`)
	thatBody      = regexp.MustCompile(`^(?:[(\d.)a-z]{1,4} )?[Tt]hat (?:the )?$`)
	doesSo        = regexp.MustCompile(`^(?:,? having [^,]{3,60},)? (?:reviews?|notes?|approves?|considers?|agrees?|endorses?|receives?|comments?)\b`)
)

// addressed reads the body off what an agenda recommends to it, where all that is recommended is to one body. The council may be the next
// to decide.
func (w *writer) addressed(s *sitting) {
	lines := w.prose()
	w.onlyBody(s, func(i int, before, behind string, b named) bool {
		if b.String() == "Council" {
			return false
		}
		return (before == "" || before == "The ") && recommendedTo.MatchString(behind) ||
			i > 0 && recommends.MatchString(lines[i-1].text) && thatBody.MatchString(before) && doesSo.MatchString(behind)
	})
}

// onlyBody takes the body that sentences name in such a way, by what stands before and behind it there, if they all name one.
func (w *writer) onlyBody(s *sitting, so func(line int, before, behind string, b named) bool) {
	for i, l := range w.prose() {
		for _, sentence := range l.sentences() {
			for _, b := range bodies(sentence) {
				if b.after > sentence.to || !so(i, l.text[sentence.from:b.from], l.text[b.after:sentence.to], b) {
					continue
				}
				if s.name != "" && s.name != b.name() {
					*s = sitting{}
					return
				}
				s.name, s.nameAt, s.council = b.name(), b.place(), b.council
			}
		}
	}
}

// prose are the lines of the body that are no furniture.
func (w *writer) prose() (out []*line) {
	for _, l := range w.lines[w.head:] {
		if !l.furniture && l.Kind != passage.Footnote {
			out = append(out, l)
		}
	}
	return out
}

// dateLine reads the line under the heading of a summary page, the day in American order.
func (w *writer) dateLine(s *sitting) {
	for _, l := range w.lines[:w.head] {
		if found := days(l.text); len(found) == 1 && strings.Contains(l.text, "View on council website") {
			s.when, s.whenAt = found[0], l.at(found[0].from, found[0].to)
			s.timeAt = s.whenAt
			return
		}
	}
}

// meetsOn stands before the day of a meeting in prose.
var meetsOn = regexp.MustCompile(`(?:\b(?:met|meet|convened|meeting|held)\b[^.]{0,40}?,? (?:on|of|for) )$`)

// welcome stands before the day on which a chair opens a meeting: `welcome to the Audit Committee on Thursday `.
var welcome = regexp.MustCompile(`\b[Ww]elcome\b[^.]{0,200}? on (?:the )?$`)

// introducedDay reads the day off the first paragraph: `met on Tuesday 13 January 2026`.
func (w *writer) introducedDay(s *sitting) {
	for _, l := range w.opening() {
		if w.kind == Item || w.kind == Issue || w.kind == Meeting {
			return // their prose names the days of other meetings
		}
		for _, d := range days(l.text) {
			if !d.elsewhere && (meetsOn.MatchString(l.text[:d.from]) || w.opensOn(l, d) || w.kind == Transcript && welcome.MatchString(l.text[:d.from])) && !earlier.MatchString(l.text[:d.from]) {
				s.when, s.whenAt = d, l.at(d.from, d.to)
				s.timeAt = s.whenAt
				return
			}
		}
	}
}

// opensOn: the paragraph opens with the day on which a body acts: `On 1 September 2025 the Licensing Committee met`.
func (w *writer) opensOn(l *line, d moment) bool {
	if d.from != len("On ") || !strings.HasPrefix(l.text, "On ") || w.kind != Summary {
		return false
	}
	opening := l.sentences()[0]
	return slices.ContainsFunc(w.bodies(opening), func(b named) bool {
		return b.after <= opening.to && (beforeBody.MatchString(l.text[:b.from]) || b.council != "") && acting.MatchString(l.text[b.after:opening.to])
	})
}

// takes turns a sitting into committee and meeting. What has no council is a name only; what has no day is no meeting.
func (w *writer) take(s sitting) {
	if s.when.day != "" {
		w.document["date"] = s.when.day
	}
	if s.name == "" {
		return
	}
	w.body = w.committee(s.name, s.nameAt)
	if w.body == "" || s.when.day == "" {
		return
	}
	w.meeting = w.meetingOf(w.body, s.name, s.when.day, s.whenAt)
	w.document["meeting"] = w.meeting
	if s.when.start != "" {
		w.claim(w.meeting, "start", s.when.start, "The meeting starts at "+s.when.start+".", s.timeAt)
	}
}

// meetingOf adds a meeting of a body on a day.
func (w *writer) meetingOf(body, name, day string, seen ...place) string {
	_, rest, _ := strings.Cut(body, ":")
	return w.entity("Meeting", "meeting:"+rest+":"+day, name+", "+readable(day), object{"of": body, "date": day}, seen...)
}

// readable is a day as people write it.
func readable(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return fmt.Sprintf("%d %s %d", at.Day(), at.Month(), at.Year())
}
