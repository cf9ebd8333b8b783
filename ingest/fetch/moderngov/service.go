// Package moderngov reads the meetings, committees and councillors of a council from the web service of its ModernGov site, and
// from the site's pages where the service is off. Answers become plain values, and these become records.
package moderngov

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"councilgraph/ingest/fetch"
)

// Getter fetches a document. Errors that fetch.Refused tells are the server's plain no.
type Getter interface {
	Get(ctx context.Context, address string) (*fetch.Response, error)
}

// Service is one site. Its methods ask once for what they need; they may be called by one goroutine at a time.
type Service struct {
	base string
	get  Getter
	all  string          // the committee id that means all of them, once known
	off  map[string]bool // methods that the site does not give
	lost int             // meetings in a row that GetMeeting did not give
}

// New makes the service of a site. base is its address, with a path where it has one: https://democracy.example.gov.uk/moderngov.
func New(base string, get Getter) *Service {
	return &Service{base: strings.TrimSuffix(base, "/"), get: get, off: map[string]bool{}}
}

// ErrOff says that the site does not give a method, so that its pages have to do.
var ErrOff = errors.New("the web service does not answer")

// Address is the address of a method with its parameters, each a name and a value.
func (s *Service) Address(method string, parameters ...string) string {
	var query []string
	for i := 0; i+1 < len(parameters); i += 2 { // in the order of the method, which some installations want
		query = append(query, parameters[i]+"="+url.QueryEscape(parameters[i+1]))
	}
	address := s.base + "/mgWebService.asmx/" + method
	if len(query) > 0 {
		address += "?" + strings.Join(query, "&")
	}
	return address
}

// call asks a method. A plain no, and an answer that is none, turn the method off for this site.
func call[T any](ctx context.Context, s *Service, parse func([]byte) (T, error), method string, parameters ...string) (out T, r *fetch.Response, err error) {
	if s.off[method] {
		return out, nil, fmt.Errorf("%s: %w", method, ErrOff)
	}
	r, err = s.get.Get(ctx, s.Address(method, parameters...))
	if err == nil {
		if out, err = parse(r.Body); err == nil {
			return out, r, nil
		}
		err = fmt.Errorf("%s: %w", r.URL, err)
	}
	if fetch.Refused(err) || errors.Is(err, ErrAnswer) || errors.Is(err, fetch.ErrRobots) {
		err = fmt.Errorf("%s: %w: %w", method, ErrOff, err)
	}
	return out, r, err
}

// turnOff remembers that a method is not given, so that it is not asked for again.
func (s *Service) turnOff(method string, err error) error {
	if errors.Is(err, ErrOff) {
		s.off[method] = true
	}
	return err
}

// Committees are all committees that the service lists.
func (s *Service) Committees(ctx context.Context) ([]Committee, error) {
	out, _, err := call(ctx, s, ParseCommittees, "GetCommittees", "lDummy", "0")
	return out, s.turnOff("GetCommittees", err)
}

// Meetings are those of one committee from one day to another, both included.
func (s *Service) Meetings(ctx context.Context, committee string, from, to Date) ([]Meeting, error) {
	out, _, err := call(ctx, s, ParseMeetings, "GetMeetings", "lCommitteeId", committee, "sFromDate", from.British(), "sToDate", to.British())
	return within(out, from, to), s.turnOff("GetMeetings", err)
}

// AllMeetings are those of all committees from one day to another. Sites differ in which committee means all: -1 on most, 0 on
// others, and some that know neither say that there is none; then Meetings has to be asked for each.
func (s *Service) AllMeetings(ctx context.Context, from, to Date) ([]Meeting, error) {
	ids := []string{"-1", "0"}
	if s.all != "" {
		ids = []string{s.all}
	}
	var last error
	for _, id := range ids {
		out, _, err := call(ctx, s, ParseMeetingsByDate, "GetAllMeetingsByDate", "lCommitteeId", id, "sFromDate", from.British(),
			"sToDate", to.British(), "bIsAscendingDateOrder", "true")
		switch {
		case err == nil && len(out) > 0:
			s.all = id
			return within(out, from, to), nil
		case err != nil && !errors.Is(err, ErrOff):
			return nil, err
		case err != nil:
			last = err
		}
	}
	return nil, s.turnOff("GetAllMeetingsByDate", last)
}

// within leaves out what was not asked for: a service that does not understand a day gives everything.
func within(in []Meeting, from, to Date) []Meeting {
	return slices.DeleteFunc(in, func(m Meeting) bool {
		return m.Date == "" || from != "" && m.Date < from || to != "" && m.Date > to
	})
}

// mostLost is after how many meetings in a row that it did not give GetMeeting counts as off: one alone may be broken.
const mostLost = 3

// Meeting is one meeting with its items and attendance.
func (s *Service) Meeting(ctx context.Context, id string) (*Detail, *fetch.Response, error) {
	d, r, err := call(ctx, s, ParseMeeting, "GetMeeting", "lMeetingId", id)
	if s.lost++; !errors.Is(err, ErrOff) {
		s.lost = 0
	} else if s.lost == mostLost {
		s.off["GetMeeting"] = true
	}
	if err == nil && d.ID != id {
		return nil, nil, fmt.Errorf("GetMeeting: %w: found the meeting %q, expected %s", ErrAnswer, d.ID, id)
	}
	return d, r, err
}

// Councillors are the members of the council, ward by ward.
func (s *Service) Councillors(ctx context.Context) ([]Ward, *fetch.Response, error) {
	out, r, err := call(ctx, s, ParseCouncillors, "GetCouncillorsByWard")
	return out, r, s.turnOff("GetCouncillorsByWard", err)
}
