package moderngov

import (
	"strings"
)

// Committee is a committee of a site.
type Committee struct {
	ID, Title, Category string
	Deleted, Expired    bool
}

// Meeting is a meeting as lists give it.
type Meeting struct {
	ID          string
	CommitteeID string // empty where the list does not say
	Committee   string
	Date        Date
	Time        string // 18:00
	Status      string // as given: Confirmed, Cancelled, ...
}

// Detail is a meeting as GetMeeting gives it.
type Detail struct {
	Committee                  string // where a linked document names it
	ID                         string
	Date                       Date
	Time                       string            // 18:00; the planned start
	Began, Ended               string            // actual times, 18:05
	Printed                    map[string]string // of date, time, status, location, as given
	Status, Location           string
	Hidden                     bool // it is not to be shown
	Agenda, Decisions, Minutes bool // published
	Items                      []AgendaItem
	Attendees                  []Attendee
}

// AgendaItem is an item of a meeting.
type AgendaItem struct {
	ID, Number, Title string
	Text              []string // paragraphs of the agenda
	Minutes           []string // paragraphs of the minutes; empty until they are published
	Restricted        bool
	Ground            string // why, where the service says
	Hidden            bool   // it is not to be shown
	Documents         []LinkedDocument
}

// LinkedDocument is a paper of an item.
type LinkedDocument struct {
	ID, Title, URL string
	Published      Date
	Restricted     bool
	Ground         string
	Decision       bool
}

// Attendee is a line of a meeting's attendance list.
type Attendee struct {
	ID, Name, Role, Attendance, Party, Ward string
}

// Ward is a ward with its members.
type Ward struct {
	Title   string // empty where the register gives none
	Members []Councillor
	Vacant  int // seats that nobody holds
}

// Councillor is a member of the council. Addresses are not kept, neither at home nor at work.
type Councillor struct {
	ID, Name, Party string
	Posts           []string
	Terms           []Term
}

// Term is a term of office.
type Term struct {
	Start, End Date // End is empty while it lasts
}

// ParseCommittees reads the answer of GetCommittees.
func ParseCommittees(data []byte) ([]Committee, error) {
	root, err := parse(data, "committees")
	if err != nil {
		return nil, err
	}
	var out []Committee
	for _, e := range root.all("committee") {
		c := Committee{ID: e.number("committeeid"), Title: e.line("committeetitle"), Category: e.line("committeecategory"),
			Deleted: e.yes("committeedeleted"), Expired: e.yes("committeeexpired")}
		if c.ID != "" && c.Title != "" {
			out = append(out, c)
		}
	}
	return out, nil
}

// ParseMeetings reads the answer of GetMeetings.
func ParseMeetings(data []byte) ([]Meeting, error) {
	root, err := parse(data, "getmeetings")
	if err != nil {
		return nil, err
	}
	var out []Meeting
	for _, c := range root.all("committee") {
		for _, e := range c.one("committeemeetings").all("meeting") {
			m := meeting(e)
			m.CommitteeID, m.Committee = c.number("committeeid"), c.line("committeetitle")
			out = append(out, m)
		}
	}
	return known(out), nil
}

// ParseMeetingsByDate reads the answer of GetAllMeetingsByDate.
func ParseMeetingsByDate(data []byte) ([]Meeting, error) {
	root, err := parse(data, "getmeetingsbydate")
	if err != nil {
		return nil, err
	}
	var out []Meeting
	for _, e := range root.one("meetings").all("meeting") {
		m := meeting(e)
		m.CommitteeID, m.Committee = e.number("committeeid"), e.line("committeetitle")
		out = append(out, m)
	}
	return known(out), nil
}

func meeting(e *element) Meeting {
	return Meeting{ID: e.number("meetingid"), Date: ParseDate(e.line("meetingdate")), Time: parseClock(e.line("meetingtime")), Status: e.line("meetingstatus")}
}

// known leaves out rows without an id: nothing can be asked of them.
func known(in []Meeting) (out []Meeting) {
	seen := map[string]bool{}
	for _, m := range in {
		if m.ID != "" && !seen[m.ID] {
			seen[m.ID] = true
			out = append(out, m)
		}
	}
	return out
}

// ParseMeeting reads the answer of GetMeeting.
func ParseMeeting(data []byte) (*Detail, error) {
	e, err := parse(data, "meeting")
	if err != nil {
		return nil, err
	}
	d := &Detail{ID: e.number("meetingid"), Date: ParseDate(e.line("meetingdate")), Time: parseClock(e.line("meetingtime")),
		Began: parseClock(e.line("meetingactualstarttime")), Ended: parseClock(e.line("meetingactualfinishtime")),
		Status: e.line("meetingstatus"), Location: e.line("meetinglocation"), Hidden: e.has("isdisplayallowed") && !e.yes("isdisplayallowed"),
		Agenda: e.yes("agendapublished"), Decisions: e.yes("decisionpublished"), Minutes: e.yes("minutepublished"), Printed: map[string]string{}}
	for _, name := range []string{"meetingdate", "meetingtime", "meetingactualstarttime", "meetingactualfinishtime"} {
		d.Printed[name] = e.line(name)
	}
	for _, i := range e.one("agendaitems").all("agendaitem") {
		d.Items = append(d.Items, item(i))
		for _, l := range i.one("linkeddocuments").all("linkeddoc") {
			if d.Committee == "" {
				d.Committee = l.line("committeetitle")
			}
		}
	}
	for _, a := range e.one("attendees").all("attendee") {
		get := func(name string) string { return oneLine(a.attrs[name]) }
		d.Attendees = append(d.Attendees, Attendee{ID: digits(get("memberid")), Name: get("name"), Role: get("roledescription"),
			Attendance: get("attendance"), Party: get("politicalparty"), Ward: get("ward")})
	}
	return d, nil
}

func item(e *element) AgendaItem {
	i := AgendaItem{ID: e.number("agendaitemid"), Title: e.line("agendaitemtitle"), Text: lines(e.one("agendatext").text),
		Number: e.line("agendaitemnumber") + e.line("agendaitemsubnumber"), Restricted: e.yes("isrestricted"),
		Ground: e.line("restrictionsref"), Hidden: e.has("isdisplayallowed") && !e.yes("isdisplayallowed")}
	if strings.Trim(i.Number, "0") == "" { // not numbered
		i.Number = ""
	}
	if e.yes("isminutepublished") || !e.has("isminutepublished") { // else they are a draft
		i.Minutes = lines(e.one("minutesnonemptyhtmlbody").text)
	}
	for _, l := range e.one("linkeddocuments").all("linkeddoc") {
		d := LinkedDocument{ID: l.number("attachmentid"), Title: l.line("title"), URL: l.line("url"), Published: ParseDate(l.line("publicationdate")),
			Restricted: l.yes("isrestricted"), Ground: l.line("restrictionsref"), Decision: l.yes("isdecisionattachment")}
		if d.Title != "" {
			i.Documents = append(i.Documents, d)
		}
	}
	return i
}

// ParseCouncillors reads the answer of GetCouncillorsByWard. A seat that nobody holds is no councillor.
func ParseCouncillors(data []byte) ([]Ward, error) {
	root, err := parse(data, "councillorsbyward")
	if err != nil {
		return nil, err
	}
	var out []Ward
	for _, w := range root.one("wards").all("ward") {
		ward := Ward{Title: w.line("wardtitle")}
		for _, e := range w.one("councillors").all("councillor") {
			if name := e.line("fullusername"); Vacant(name) {
				ward.Vacant++
			} else {
				ward.Members = append(ward.Members, councillor(e, name))
			}
		}
		out = append(out, ward)
	}
	return out, nil
}

func councillor(e *element, name string) Councillor {
	c := Councillor{ID: e.number("councillorid"), Name: name, Party: e.line("politicalpartytitle"), Posts: lines(e.one("keyposts").text)}
	for _, t := range e.one("termsofoffice").all("termofoffice") {
		if term := (Term{ParseDate(t.line("startdate")), ParseDate(t.line("enddate"))}); term.Start != "" || term.End != "" {
			c.Terms = append(c.Terms, term)
		}
	}
	return c
}

// titles stand before the names of members.
var titles = []string{"county councillor", "city councillor", "borough councillor", "district councillor", "councillors", "councillor",
	"cllrs", "cllr.", "cllr", "y cynghorydd", "cynghorydd", "alderman", "alderwoman"}

// Bare is a member's name without the title, and whether there was one.
func Bare(name string) (bare string, titled bool) {
	bare = strings.Join(strings.Fields(name), " ")
	for again := true; again; {
		again = false
		for _, t := range titles {
			if len(bare) > len(t)+1 && strings.EqualFold(bare[:len(t)], t) && bare[len(t)] == ' ' {
				bare, titled, again = strings.TrimSpace(bare[len(t):]), true, true
				break
			}
		}
	}
	return bare, titled
}

// Vacant says that a name stands for a seat that nobody holds.
func Vacant(name string) bool {
	bare, _ := Bare(name)
	bare = strings.ToLower(strings.Trim(bare, " .()[]-*"))
	for _, word := range []string{"vacant", "vacancy", "vacancies", "to be confirmed", "tbc", "tba", "to be appointed", "to be advised", "sedd wag"} {
		if bare == word || strings.HasPrefix(bare, word+" ") || strings.HasSuffix(bare, " "+word) {
			return true
		}
	}
	return bare == ""
}
