package moderngov

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

// Query is what to take of a site.
type Query struct {
	Committee string // id; all of them where empty
	From, To  Date   // both included
}

// Listing is what a site has of what was asked for.
type Listing struct {
	Meetings []Meeting // by day, then by id
	// Occasions tell apart the meetings of one committee on one day, by meeting: the first by id has none, the others have their time.
	Occasions map[string]string
	// ByPages says that the service did not list them, and the site's pages did.
	ByPages bool
	// Notes say in words which ways were tried in vain.
	Notes []string
}

// List finds the meetings: by the service in one question, else by committee, else by the site's pages.
func (s *Service) List(ctx context.Context, q Query) (*Listing, error) {
	l := &Listing{}
	for i, way := range []struct {
		name  string
		pages bool
		list  func(context.Context, Query) ([]Meeting, error)
	}{
		{"GetAllMeetingsByDate", false, s.listByDate},
		{"GetMeetings", false, s.listByCommittee},
		{"the site's pages", true, s.listByPages},
	} {
		if q.Committee != "" && i == 0 {
			continue // GetMeetings asks for one
		}
		meetings, err := way.list(ctx, q)
		switch {
		case err == nil && (len(meetings) > 0 || i > 0): // a committee that means all may give nothing; a list by committee is whole
			l.Meetings, l.ByPages = meetings, way.pages
			l.order()
			return l, nil
		case err == nil:
			l.Notes = append(l.Notes, way.name+" lists no meeting")
		case ctx.Err() != nil || way.pages && len(l.Notes) > 0 && !errors.Is(err, ErrOff):
			return nil, fmt.Errorf("%s: %w", way.name, err)
		case errors.Is(err, ErrOff):
			l.Notes = append(l.Notes, err.Error())
		default:
			return nil, err
		}
	}
	return l, nil
}

func (s *Service) listByDate(ctx context.Context, q Query) ([]Meeting, error) {
	return s.AllMeetings(ctx, q.From, q.To)
}

func (s *Service) listByCommittee(ctx context.Context, q Query) ([]Meeting, error) {
	committees, err := s.Committees(ctx)
	if err != nil && (q.Committee == "" || !errors.Is(err, ErrOff)) {
		return nil, err
	}
	titles := map[string]string{}
	for _, c := range committees {
		titles[c.ID] = c.Title
	}
	if q.Committee != "" {
		committees = []Committee{{ID: q.Committee, Title: titles[q.Committee]}}
	}
	var out []Meeting
	for _, c := range committees {
		if c.Deleted {
			continue
		}
		meetings, err := s.Meetings(ctx, c.ID, q.From, q.To)
		if err != nil {
			return nil, err
		}
		for _, m := range meetings {
			m.CommitteeID, m.Committee = cmp.Or(m.CommitteeID, c.ID), cmp.Or(m.Committee, c.Title)
			out = append(out, m)
		}
	}
	return out, nil
}

func (s *Service) listByPages(ctx context.Context, q Query) ([]Meeting, error) {
	committees, err := s.PageCommittees(ctx)
	if err != nil {
		return nil, err
	}
	if q.Committee != "" {
		committees = slices.DeleteFunc(committees, func(c Committee) bool { return c.ID != q.Committee })
		if len(committees) == 0 {
			committees = []Committee{{ID: q.Committee}}
		}
	}
	var out []Meeting
	for _, c := range committees {
		meetings, err := s.PageMeetings(ctx, c, q.From, q.To)
		if err != nil {
			return nil, err
		}
		out = append(out, meetings...)
	}
	return out, nil
}

// order sorts the meetings, drops those met twice, and tells apart those of one committee on one day. Numbers grow, so a meeting
// that is added later never takes the place of one that was there.
func (l *Listing) order() {
	slices.SortStableFunc(l.Meetings, func(a, b Meeting) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	l.Meetings = known(l.Meetings)
	l.Occasions = map[string]string{}
	taken := map[string]bool{}
	for _, m := range l.Meetings {
		day := m.CommitteeID + "\x00" + string(m.Date)
		occasion := ""
		if taken[day] {
			if occasion = m.Time; occasion == "" || taken[day+m.Time] {
				occasion = "meeting " + m.ID
			}
		}
		taken[day], taken[day+m.Time] = true, true
		l.Occasions[m.ID] = occasion
	}
}
