package moderngov

import (
	"context"
	"strings"

	"councilgraph/ingest/fetch"
)

// PageAddress is the address of a meeting's page, for people.
func (s *Service) PageAddress(committee, meeting string) string {
	if committee == "" {
		return s.base + "/ieListDocuments.aspx?MId=" + meeting
	}
	return s.base + "/ieListDocuments.aspx?CId=" + committee + "&MId=" + meeting
}

// PageCommittees are the committees that the site's pages list.
func (s *Service) PageCommittees(ctx context.Context) ([]Committee, error) {
	r, err := s.get.Get(ctx, s.base+"/mgListCommittees.aspx?bcr=1")
	if err != nil {
		return nil, err
	}
	return committeesOf(r.Body), nil
}

func committeesOf(page []byte) (out []Committee) {
	seen := map[string]bool{}
	for _, l := range links(page) {
		id := ""
		switch l.page {
		case "mgcommitteedetails.aspx":
			id = l.id("id", "cid")
		case "ielistmeetings.aspx":
			id = l.id("cid", "committeeid")
		}
		if id != "" && id != "0" && l.text != "" && !seen[id] {
			seen[id] = true
			out = append(out, Committee{ID: id, Title: l.text})
		}
	}
	return out
}

// PageMeetings are the meetings that the pages of a committee list, from one day to another.
func (s *Service) PageMeetings(ctx context.Context, c Committee, from, to Date) ([]Meeting, error) {
	r, err := s.get.Get(ctx, s.base+"/ieListMeetings.aspx?CId="+c.ID+"&Year=0")
	if err != nil {
		return nil, err
	}
	return within(meetingsOf(r.Body, c), from, to), nil
}

func meetingsOf(page []byte, c Committee) (out []Meeting) {
	for _, l := range links(page) {
		id := l.id("mid", "meetingid")
		if l.page != "ielistdocuments.aspx" || id == "" || l.id("cid", "committeeid") != "" && l.id("cid", "committeeid") != c.ID {
			continue
		}
		m := Meeting{ID: id, CommitteeID: c.ID, Committee: c.Title, Date: findDate(l.text)}
		if at := written.FindStringIndex(l.text); at != nil {
			rest, _, _ := strings.Cut(strings.TrimSpace(l.text[at[1]:]), ",")
			rest, note, _ := strings.Cut(rest, " - ")
			m.Time = parseClock(strings.TrimSpace(rest))
			if strings.Contains(strings.ToLower(note+l.text), "cancelled") {
				m.Status = "Cancelled"
			}
		}
		out = append(out, m)
	}
	return known(out)
}

// Page fetches the page of a meeting.
func (s *Service) Page(ctx context.Context, m Meeting) (*fetch.Response, error) {
	return s.get.Get(ctx, s.PageAddress(m.CommitteeID, m.ID))
}
