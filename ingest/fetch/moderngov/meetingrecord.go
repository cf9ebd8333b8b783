package moderngov

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

// Draft is a document as the service gives it: its text is known, and it becomes a record once it is known since when it reads so.
type Draft struct {
	// Document is its id in the graph, Hash that of its text.
	Document, Hash string
	draft          *draft
	dated          bool // its date is the day since which it reads so
}

// Record makes the record. retrieved is when the text was first got as it stands.
func (d *Draft) Record(m *schema.Model, retrieved time.Time) (*record.Record, error) {
	if d.dated {
		d.draft.document["date"] = retrieved.UTC().Format(time.DateOnly)
	}
	return d.draft.record(m, retrieved)
}

func (d *draft) finish(dated bool) *Draft {
	id := fmt.Sprintf("document:%s:%s:register", value.Slug(d.document["service"].(string)), value.Slug(d.document["number"].(string)))
	return &Draft{Document: id, Hash: d.hash(), draft: d, dated: dated}
}

// meetingDraft is what a meeting's parts need of the whole.
type meetingDraft struct {
	*draft
	site      Site
	detail    *Detail
	committee string
	meeting   string
	name      string // of the meeting
	tail      string // of the ids of its items
	slugs     map[string]int
	people    map[string]string // id -> the site's number of the member
}

// MeetingDraft writes a meeting out: what it is, its agenda, who is listed. m is the meeting as it was listed, occasion what tells it
// apart from others of its committee on its day, address where the detail was read.
func (s Site) MeetingDraft(m Meeting, detail *Detail, occasion, address string) (*Draft, error) {
	title, date := cmp.Or(m.Committee, detail.Committee), cmp.Or(detail.Date, m.Date)
	switch {
	case detail.Hidden:
		return nil, fmt.Errorf("meeting %s: found isdisplayallowed False, expected a meeting that may be shown", m.ID)
	case title == "":
		return nil, fmt.Errorf("meeting %s: found no committee, expected its title in a list or in a linked document", m.ID)
	case date == "":
		return nil, fmt.Errorf("meeting %s: found the date %q, expected one of the form 08/07/2025", m.ID, detail.Printed["meetingdate"])
	}
	d := &meetingDraft{draft: newDraft(), site: s, detail: detail, slugs: map[string]int{}, people: map[string]string{}}
	source := d.line(passage.Paragraph, s.Host()+" GetMeeting "+m.ID)
	d.line(passage.Heading, "Meeting")
	named := d.label("Committee", title)
	b := s.body(title)
	d.committee = d.entity("Committee", b.id, title, object{"scope": b.scope}, named, title)
	d.of(b, source, named)

	d.tail = strings.TrimPrefix(b.id, "committee:") + ":" + string(date)
	if occasion != "" {
		d.tail += ":" + value.Slug(occasion)
	}
	d.name = shorten(b.name + ", " + date.Long())
	d.meeting = "meeting:" + d.tail
	printed := cmp.Or(detail.Printed["meetingdate"], string(date))
	dated := d.label("Date", printed)
	d.entity("Meeting", d.meeting, d.name, object{"of": d.committee, "date": string(date), "occasion": occasion}, dated, printed)
	d.document = object{"service": s.Host(), "number": "meeting/" + m.ID, "kind": "REGISTER", "authority": 4, "title": d.name, "url": address,
		"date": string(date), "meeting": d.meeting}
	if c, ok := s.council(); ok {
		d.document["publisher"] = d.council(c, 0, "")
	}
	d.own()
	for i := range detail.Items {
		d.item(&detail.Items[i])
	}
	d.attendance()
	return d.finish(false), nil
}

// of adds the councils that the committee is of. Where its title names them, it says that they belong to it.
func (d *meetingDraft) of(b body, source, named int) {
	for _, c := range b.of {
		if !b.named {
			d.claim(d.council(c, 0, ""), "hosts", d.site.Host(), d.site.Host()+" is the site of "+c.Name+".", in(source, d.site.Host()))
			continue
		}
		id := d.council(c, named, c.Name)
		if len(b.of) > 1 {
			d.fact("Membership", object{"member": id, "of": d.committee}, c.Name+" is one of the councils that the committee is of.", in(named, c.Name))
		}
	}
}

// own states the meeting's own fields.
func (d *meetingDraft) own() {
	m := d.detail
	if printed := m.Printed["meetingtime"]; m.Time != "" {
		d.claim(d.meeting, "start", m.Time, "The meeting starts at "+m.Time+".", in(d.label("Time", printed), printed))
	}
	status := d.label("Status", m.Status)
	began := d.label("Actual start", m.Printed["meetingactualstarttime"])
	ended := d.label("Actual finish", m.Printed["meetingactualfinishtime"])
	if m.Location != "" {
		place := d.label("Location", m.Location)
		d.claim(d.meeting, "venue", m.Location, "It meets at "+m.Location+".", in(place, m.Location))
		if word := online.FindString(m.Location); word != "" {
			d.claim(d.meeting, "virtual", "true", "The meeting is held online.", in(place, word))
		}
	}
	d.label("Agenda published", yes(m.Agenda))
	d.label("Decisions published", yes(m.Decisions))
	minutes := d.label("Minutes published", yes(m.Minutes))
	switch {
	case strings.Contains(strings.ToLower(m.Status), "cancel"):
		d.claim(d.meeting, "status", "CANCELLED", "The meeting is cancelled.", in(status, m.Status))
	case m.Minutes:
		d.claim(d.meeting, "status", "HELD", "Its minutes are published.", in(minutes, "True"))
	case m.Began != "":
		d.claim(d.meeting, "status", "HELD", "The time at which it began is recorded.", in(began, m.Printed["meetingactualstarttime"]))
	case m.Ended != "":
		d.claim(d.meeting, "status", "HELD", "The time at which it ended is recorded.", in(ended, m.Printed["meetingactualfinishtime"]))
	case planned[strings.ToLower(m.Status)]:
		d.claim(d.meeting, "status", "PLANNED", "The meeting is in the calendar as "+strings.ToLower(m.Status)+".", in(status, m.Status))
	}
}

var (
	planned = map[string]bool{"confirmed": true, "provisional": true, "scheduled": true, "proposed": true, "planned": true}
	online  = regexp.MustCompile(`(?i)^(?:virtual|online|remote)\b|\b(?:microsoft teams|ms teams|zoom) meeting\b`)
)

func yes(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

// item writes an item out. One that is not to be shown is left out, and so is a heading without a title.
func (d *meetingDraft) item(i *AgendaItem) {
	if i.Hidden || i.Title == "" {
		return
	}
	text := i.Title
	if i.Number != "" {
		text = i.Number + " " + i.Title
	}
	at := d.line(passage.Heading, text)
	if at == 0 {
		return
	}
	slug := value.Slug(i.Title)
	if d.slugs[slug]++; d.slugs[slug] > 1 {
		slug += fmt.Sprintf("-%d", d.slugs[slug])
	}
	id := d.entity("AgendaItem", "item:"+d.tail+":"+slug, i.Title, object{"meeting": d.meeting}, at, i.Title)
	if i.Number != "" {
		d.claim(id, "number", i.Number, "The item has the number "+i.Number+".", in(at, i.Number))
	}
	d.restriction(id, i)
	for _, l := range i.Text {
		d.line(passage.Paragraph, l)
	}
	for _, doc := range i.Documents {
		d.paper(id, i, doc)
	}
	if len(i.Minutes) > 0 {
		d.line(passage.Paragraph, "Minutes:")
		for _, l := range i.Minutes {
			d.line(passage.Paragraph, l)
		}
	}
}

// restriction states that press and public are kept out of an item, and on what ground, where the service says so.
func (d *meetingDraft) restriction(id string, i *AgendaItem) {
	if !i.Restricted {
		return
	}
	at := d.label("Restricted", "True")
	d.claim(id, "restricted", "true", "Press and public are to be excluded.", in(at, "True"))
	ground := i.Ground
	for _, doc := range i.Documents {
		ground = cmp.Or(ground, doc.Ground)
	}
	if ground != "" {
		d.claim(id, "ground", ground, "The ground for that: "+ground, in(d.label("Ground", ground), ground))
	}
}

// paper adds a document that an item links to. Minutes among them are those of another meeting.
func (d *meetingDraft) paper(item string, i *AgendaItem, doc LinkedDocument) {
	number := doc.ID
	if number == "" {
		return
	}
	text := "Document s" + number + ": " + doc.Title
	if doc.Restricted {
		text += " • " + cmp.Or(doc.Ground, "restricted")
	}
	at := d.line(passage.Bullet, text)
	kind, authority := paperKind(doc)
	fields := object{"service": d.site.Host(), "number": "s" + number, "kind": kind, "authority": authority, "title": doc.Title}
	if !doc.Restricted && strings.HasPrefix(doc.URL, "http") {
		fields["url"] = doc.URL
	}
	if kind != "MINUTES" {
		fields["meeting"] = d.meeting
	}
	if doc.Published != "" {
		fields["date"] = string(doc.Published)
	}
	if c, ok := d.site.council(); ok {
		fields["publisher"] = d.council(c, 0, "")
	}
	id := fmt.Sprintf("document:%s:s%s:%s", value.Slug(d.site.Host()), number, value.Slug(kind))
	d.entity("Document", id, doc.Title, fields, at, doc.Title)
	d.fact("Link", object{"subject": id, "kind": "ABOUT", "object": item}, shorten(doc.Title+" is a paper of the item "+i.Title+"."), in(at, doc.Title))
}

var (
	minutesTitle = regexp.MustCompile(`(?i)\bminutes\b`)
	packTitle    = regexp.MustCompile(`(?i)\breports? pack\b`)
	agendaTitle  = regexp.MustCompile(`(?i)^(?:supplementary )?agenda\b`)
	reportTitle  = regexp.MustCompile(`(?i)\breport\b`)
)

// paperKind tells what a paper is by its title, and how much its word weighs.
func paperKind(doc LinkedDocument) (kind string, authority int) {
	switch {
	case doc.Decision:
		return "DECISION_NOTICE", 4
	case packTitle.MatchString(doc.Title):
		return "REPORTS_PACK", 3
	case minutesTitle.MatchString(doc.Title) && !reportTitle.MatchString(doc.Title):
		return "MINUTES", 4
	case agendaTitle.MatchString(doc.Title):
		return "AGENDA", 3
	case reportTitle.MatchString(doc.Title):
		return "REPORT", 3
	}
	return "OTHER", 3
}

// attendance writes the list out, and states how each member stands in it.
func (d *meetingDraft) attendance() {
	if len(d.detail.Attendees) == 0 {
		return
	}
	d.line(passage.Heading, "Attendance")
	for _, a := range d.detail.Attendees {
		if a.Name == "" {
			continue
		}
		parts := slices.DeleteFunc([]string{a.Name, a.Role, a.Attendance, a.Party, a.Ward}, func(s string) bool { return s == "" })
		if at := d.line(passage.Bullet, strings.Join(parts, " • ")); at > 0 && !Vacant(a.Name) {
			d.attendee(a, at)
		}
	}
}

func (d *meetingDraft) attendee(a Attendee, at int) {
	bare, titled := Bare(a.Name)
	switch {
	case strings.Contains(strings.ToLower(a.Role), "officer"):
		d.open(at, a.Name, "OFFICER", "Listed as "+a.Role+".")
		return
	case !titled && a.Party == "" && a.Ward == "":
		d.open(at, a.Name, "NOT_TIED", "Nothing in the list says that this is a councillor.")
		return
	}
	id, ok := d.councillor(d.people, a.ID, bare, at)
	if !ok {
		return
	}
	if status := d.status(a.Attendance); status != "" {
		d.fact("Attendance", object{"councillor": id, "meeting": d.meeting, "status": status}, bare+stands[status], in(at, bare, a.Attendance))
	}
	if a.Party != "" || a.Ward != "" {
		// A ward in a meeting's list is not a council: members of a joint committee come from several.
		d.fact("Term", object{"councillor": id, "party": a.Party, "ward": a.Ward}, termWording(bare, a.Party, a.Ward), in(at, bare, a.Party, a.Ward))
	}
	if member.MatchString(a.Role) {
		d.fact("Membership", object{"member": id, "of": d.committee, "role": a.Role}, bare+" is listed as "+a.Role+".", in(at, bare, a.Role))
	}
}

var (
	member = regexp.MustCompile(`(?i)\b(?:member|chair|vice|deputy|substitute|reserve)`)
	stands = map[string]string{"LISTED": " is in the list of attendees.", "PRESENT": " was present.", "APOLOGIES": " sent apologies.",
		"SUBSTITUTE": " attended as a substitute."}
)

// councillor adds one. A second one of the same name in one document cannot be told from the first, unless the site's number says
// that they are one.
func (d *draft) councillor(people map[string]string, number, bare string, at int) (string, bool) {
	id := "ref:councillor-" + value.Slug(bare) // two councils may each have a councillor of this name
	if first, ok := people[id]; ok && (number == "" || number != first) {
		d.open(at, bare, "AMBIGUOUS", "Two members of this name are listed.")
		return "", false
	}
	people[id] = number
	return d.entity("Councillor", id, bare, nil, at, bare), true
}

// status is how an attendance is told. Before the minutes are published nobody is said to have come: then a name is listed, unless
// apologies were sent. Absence is no status of the graph, so that it is told by the text alone.
func (d *meetingDraft) status(printed string) string {
	s := strings.ToLower(printed)
	switch {
	case strings.Contains(s, "apolog"):
		return "APOLOGIES"
	case s == "" || strings.HasPrefix(s, "expected"):
		return "LISTED"
	case strings.Contains(s, "absent") || strings.Contains(s, "not present") || strings.Contains(s, "did not attend"):
		return ""
	case strings.HasPrefix(s, "present"), strings.HasPrefix(s, "in attendance"), strings.HasPrefix(s, "attended"):
		if !d.detail.Minutes {
			return "LISTED"
		}
		if strings.Contains(s, "substitut") {
			return "SUBSTITUTE"
		}
		return "PRESENT"
	}
	return "LISTED"
}

func termWording(name, party, ward string) string {
	switch {
	case party == "":
		return name + "'s ward is printed as " + ward + "."
	case ward == "":
		return name + "'s party is printed as " + party + "."
	}
	return name + "'s party is printed as " + party + ", the ward as " + ward + "."
}
