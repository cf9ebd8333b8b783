// Package moderngovtest is a ModernGov site with invented meetings and members, that answers as such sites do, their faults
// included: counts with a space before them, text that is escaped twice, one child where a list is expected, everything where a day
// is not understood, methods that are off.
package moderngovtest

import (
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Site is an http.Handler. Its fields may be set between requests, by Set.
type Site struct {
	// Off gives methods and pages that do not answer, in lower case, with the status that they answer with instead.
	Off map[string]int
	// All is the committee that GetAllMeetingsByDate takes for all of them: -1 on most sites, 0 on some, none where empty.
	All string
	// Busy is how many requests are answered with 503 before one is answered well.
	Busy int
	// Wrapped sends each answer as text in an element <string>.
	Wrapped bool
	// Cut ends each answer of the service in its middle.
	Cut bool
	// Robots is the site's robots.txt; without it there is none.
	Robots string
	// Base is the path before every page: /moderngov.
	Base       string
	Committees []Committee
	Meetings   []Meeting
	Wards      []Ward

	mu   sync.Mutex
	seen []string
}

// Committee is a committee of the site.
type Committee struct {
	ID, Title        string
	Deleted, Expired bool
}

// Meeting is a meeting of a committee. Text is as people read it: the site escapes it.
type Meeting struct {
	ID, Committee, Date, Time, Status, Location string // Date is 2026-03-10, Time 6.30 pm
	Began                                       string
	Agenda, Decisions, Minutes, Hidden          bool
	Items                                       []Item
	Attendees                                   []Attendee
}

// Item is an item of an agenda. Text and Minutes are HTML.
type Item struct {
	ID, Number, Sub, Title, Text, Minutes string
	Restricted, Hidden                    bool
	Documents                             []Document
}

// Document is a paper of an item.
type Document struct {
	ID, Title, Ground, Published string
	Restricted, Decision         bool
}

// Attendee is a line of an attendance list.
type Attendee struct{ ID, Name, Role, Attendance, Party, Ward string }

// Ward is a ward with its members.
type Ward struct {
	Title   string
	Members []Member
}

// Member is a councillor, or a seat that nobody holds.
type Member struct {
	ID, Name, Party, Posts string
	Terms                  [][2]string // 05/05/2022, unspecified
}

// Set changes the site between requests.
func (s *Site) Set(change func(*Site)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

// Requests are the paths with queries that were asked for so far, robots.txt left out.
func (s *Site) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}

// ServeHTTP answers.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path == "/robots.txt" {
		if s.Robots == "" {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, s.Robots)
		return
	}
	s.seen = append(s.seen, r.URL.RequestURI())
	path, ok := strings.CutPrefix(r.URL.Path, s.Base+"/")
	name := strings.ToLower(path[strings.LastIndexByte(path, '/')+1:])
	switch code := s.Off[name]; {
	case !ok:
		w.WriteHeader(http.StatusNotFound)
	case s.Busy > 0:
		s.Busy--
		w.WriteHeader(http.StatusServiceUnavailable)
	case code == http.StatusOK: // an error page that says it is none
		fmt.Fprint(w, "<!DOCTYPE html><html><head><title>Error</title></head><body><p>Sorry<br>an error has occurred</body></html>")
	case code != 0:
		w.WriteHeader(code)
		fmt.Fprint(w, "Runtime Error")
	case strings.HasPrefix(path, "mgWebService.asmx/"):
		s.service(w, name, r.URL.Query().Get)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		s.page(w, name, r.URL.Query().Get)
	}
}

// service answers a method of the web service.
func (s *Site) service(w http.ResponseWriter, method string, get func(string) string) {
	body := ""
	switch method {
	case "getcommittees":
		body = s.committees()
	case "getmeetings":
		body = s.meetings(get("lCommitteeId"), get("sFromDate"), get("sToDate"))
	case "getallmeetingsbydate":
		body = s.byDate(get("lCommitteeId"), get("sFromDate"), get("sToDate"))
	case "getmeeting":
		at := slices.IndexFunc(s.Meetings, func(m Meeting) bool { return m.ID == get("lMeetingId") })
		if at < 0 {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		body = s.meeting(&s.Meetings[at])
	case "getcouncillorsbyward":
		body = s.councillors()
	default:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8") // no ETag, no Last-Modified
	out := `<?xml version="1.0" encoding="utf-8"?>` + "\n" + body
	if s.Wrapped {
		out = `<?xml version="1.0" encoding="utf-8"?><string xmlns="http://tempuri.org/">` + escape(body) + "</string>"
	}
	out = strings.ReplaceAll(out, "\ufffd", "&#x0B;") // which no XML may hold
	if s.Cut {
		out = out[:len(out)/2]
	}
	fmt.Fprint(w, out)
}

func (s *Site) committees() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<committees><committeescount> %d</committeescount>", len(s.Committees))
	for _, c := range s.Committees {
		fmt.Fprintf(&b, "<committee><committeeid>%s</committeeid><committeetitle>%s</committeetitle><committeedeleted>%s</committeedeleted>"+
			"<committeeexpired>%s</committeeexpired><committeecategory>Committees</committeecategory></committee>", c.ID, twice(c.Title), is(c.Deleted), is(c.Expired))
	}
	return b.String() + "</committees>"
}

// meetings takes committee 0 with day 0 for everything, as another client does.
func (s *Site) meetings(committee, from, to string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<getmeetings><meetingscount> %d</meetingscount><committeescount> %d</committeescount>", len(s.Meetings), len(s.Committees))
	for _, c := range s.Committees {
		if committee != "0" && committee != c.ID {
			continue
		}
		fmt.Fprintf(&b, "<committee><committeeid>%s</committeeid><committeetitle>%s</committeetitle><committeemeetings>", c.ID, twice(c.Title))
		for _, m := range s.Meetings {
			if m.Committee == c.ID && between(m.Date, from, to) {
				b.WriteString(row(m, ""))
			}
		}
		b.WriteString("</committeemeetings></committee>")
	}
	return b.String() + "</getmeetings>"
}

func (s *Site) byDate(committee, from, to string) string {
	var b strings.Builder
	b.WriteString("<getmeetingsbydate><meetings>")
	for _, m := range s.Meetings {
		if (committee == s.All || committee == m.Committee) && between(m.Date, from, to) {
			b.WriteString(row(m, "<committeeid>"+m.Committee+"</committeeid><committeetitle>"+twice(s.title(m.Committee))+"</committeetitle>"))
		}
	}
	return b.String() + "</meetings></getmeetingsbydate>"
}

func row(m Meeting, more string) string {
	return fmt.Sprintf("<meeting><meetingid>%s</meetingid><meetingdate>%s</meetingdate><meetingstatus>%s</meetingstatus><meetingtime>%s</meetingtime>"+
		"<iswebcast>False</iswebcast>%s</meeting>", m.ID, day(m.Date), m.Status, m.Time, more)
}

func (s *Site) title(committee string) string {
	for _, c := range s.Committees {
		if c.ID == committee {
			return c.Title
		}
	}
	return ""
}

// between passes over a day that it does not understand in silence, and then gives everything.
func between(date, from, to string) bool {
	at, _ := time.Parse(time.DateOnly, date)
	a, bad1 := time.Parse("02/01/2006", from)
	b, bad2 := time.Parse("02/01/2006", to)
	return bad1 != nil || bad2 != nil || !at.Before(a) && !at.After(b)
}

func day(date string) string {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return at.Format("02/01/2006")
}

func (s *Site) meeting(m *Meeting) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<meeting><meetingid>%s</meetingid><meetingdate>%s</meetingdate><meetingstatus>%s</meetingstatus><isdisplayallowed>%s</isdisplayallowed>"+
		"<meetingtime>%s</meetingtime><meetingactualstarttime>%s</meetingactualstarttime><meetinglocation>%s</meetinglocation><iswebcast>False</iswebcast>"+
		"<agendapublished>%s</agendapublished><decisionpublished>%s</decisionpublished><minutepublished>%s</minutepublished>",
		m.ID, day(m.Date), m.Status, is(!m.Hidden), m.Time, m.Began, twice(m.Location), is(m.Agenda), is(m.Decisions), is(m.Minutes))
	b.WriteString("<agendaitems>")
	for _, i := range m.Items {
		fmt.Fprintf(&b, "<agendaitem><agendaitemid>%s</agendaitemid><agendaitemtitle>%s</agendaitemtitle><agendatext>%s</agendatext>"+
			"<actualmeetingdate>%s</actualmeetingdate><agendaitemnumber> %s</agendaitemnumber><agendaitemsubnumber>%s</agendaitemsubnumber>"+
			"<minutesnonemptyhtmlbody>%s</minutesnonemptyhtmlbody><isrestricted>%s</isrestricted><isdisplayallowed>%s</isdisplayallowed>"+
			"<isminutepublished>%s</isminutepublished><linkeddocuments>",
			i.ID, twice(i.Title), escape(i.Text), day(m.Date), i.Number, i.Sub, escape(i.Minutes), is(i.Restricted), is(!i.Hidden), is(m.Minutes))
		for _, d := range i.Documents {
			fmt.Fprintf(&b, "<linkeddoc><attachmentid>%s</attachmentid><title>%s</title><isurl>False</isurl><url>https://committees.example.org/mgConvert2PDF.aspx?ID=%s</url>"+
				"<isrestricted>%s</isrestricted><restrictionsRef>%s</restrictionsRef><itemnum>%s</itemnum><publicationdate>%s</publicationdate>"+
				"<committeetitle>%s</committeetitle><isdecisionattachment>%s</isdecisionattachment></linkeddoc>",
				d.ID, twice(d.Title), d.ID, is(d.Restricted), twice(d.Ground), i.Number, day(d.Published), twice(s.title(m.Committee)), is(d.Decision))
		}
		b.WriteString("</linkeddocuments></agendaitem>")
	}
	b.WriteString("</agendaitems><attendees>")
	for _, a := range m.Attendees {
		fmt.Fprintf(&b, `<attendee membertype="U" memberid="%s" name="%s" roledescription="%s" attendance="%s" politicalparty="%s" ward="%s">`+
			"<url>https://committees.example.org/mgUserInfo.aspx?UID=%s</url><photosmallurl></photosmallurl></attendee>",
			a.ID, twice(a.Name), twice(a.Role), twice(a.Attendance), twice(a.Party), twice(a.Ward), a.ID)
	}
	return b.String() + "</attendees></meeting>"
}

func (s *Site) councillors() string {
	var b strings.Builder
	b.WriteString("<councillorsbyward><wards>")
	for _, w := range s.Wards {
		fmt.Fprintf(&b, "<ward><wardtitle>%s</wardtitle><councillors>", twice(w.Title))
		for _, m := range w.Members {
			fmt.Fprintf(&b, "<councillor><councillorid>%s</councillorid><fullusername>%s</fullusername><politicalpartytitle>%s</politicalpartytitle>"+
				"<keyposts>%s</keyposts><photobigurl></photobigurl><workaddress><email>%s@example.org</email></workaddress>"+
				"<homeaddress><line1>1 Secret Street</line1><phone>01632 960000</phone></homeaddress><termsofoffice>",
				m.ID, twice(m.Name), twice(m.Party), escape(m.Posts), m.ID)
			for _, t := range m.Terms {
				fmt.Fprintf(&b, "<termofoffice><startdate>%s</startdate><enddate>%s</enddate></termofoffice>", t[0], t[1])
			}
			b.WriteString("</termsofoffice></councillor>")
		}
		b.WriteString("</councillors></ward>")
	}
	return b.String() + "</wards></councillorsbyward>"
}

// page answers with a page for people.
func (s *Site) page(w http.ResponseWriter, name string, get func(string) string) {
	var b strings.Builder
	switch name {
	case "mglistcommittees.aspx":
		b.WriteString(`<h1 class="mgMainTitleTxt">Committees</h1><a href="mgListCommittees.aspx?bcr=1">Committees</a><ul class="mgBulletList">`)
		for _, c := range s.Committees {
			if !c.Deleted {
				fmt.Fprintf(&b, `<li><a  href="mgCommitteeDetails.aspx?ID=%s"  title="Link to %s">%s</a></li>`, c.ID, html.EscapeString(c.Title), html.EscapeString(c.Title))
			}
		}
	case "ielistmeetings.aspx":
		b.WriteString(`<h1>Browse meetings</h1><ul class="mgBulletList">`)
		for _, m := range s.Meetings {
			if at, _ := time.Parse(time.DateOnly, m.Date); m.Committee == get("CId") && !m.Hidden {
				fmt.Fprintf(&b, `<li><a href="ieListDocuments.aspx?CId=%s&amp;MId=%s&amp;Ver=4" title="Link to">%s %s</a></li>`, m.Committee, m.ID, at.Format("2 Jan 2006"), m.Time)
			}
		}
	case "ielistdocuments.aspx":
		at := slices.IndexFunc(s.Meetings, func(m Meeting) bool { return m.ID == get("MId") && !m.Hidden })
		if at < 0 {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		s.documents(&b, &s.Meetings[at])
	default:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	fmt.Fprint(w, "<!DOCTYPE html>\n<html><head><title>Site</title><script>var a = '<a href=\"ieListDocuments.aspx?MId=1\">no</a>';</script></head><body>", b.String(), "</body></html>")
}

func (s *Site) documents(b *strings.Builder, m *Meeting) {
	at, _ := time.Parse(time.DateOnly, m.Date)
	kind := "Agenda"
	if m.Minutes {
		kind = "Agenda and minutes"
	}
	fmt.Fprintf(b, `<div class="mgMainTitleTxt">%s</div><h1>%s</h1><h2>%s - %s %s</h2><p>Venue: %s</p><p>Contact: A Clerk</p><h2>Items</h2><p>No. Item</p>`,
		"Meeting documents", kind, html.EscapeString(s.title(m.Committee)), at.Format("Monday, 2 January, 2006"), m.Time, html.EscapeString(m.Location))
	for _, i := range m.Items {
		fmt.Fprintf(b, "<p>%s%s.</p><p>%s</p>%s", i.Number, i.Sub, html.EscapeString(i.Title), i.Text)
		if m.Minutes && i.Minutes != "" {
			fmt.Fprintf(b, "<p>Minutes:</p>%s", i.Minutes)
		}
	}
}

// escape is text as XML holds it; twice, as the service does where it escapes text before it writes it.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

func twice(s string) string { return escape(html.EscapeString(s)) }

func is(b bool) string {
	if b {
		return "True"
	}
	return "False"
}
