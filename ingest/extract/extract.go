// Package extract reads pages: from the bytes of one page, and what is known of its address and of the graph, to a record of what
// the page states. It is pure: no network, no clock, no store, so that the same page always gives the same record.
//
// What a page does not say stays empty, what it says of the future is EXPECTED, and a name that stands for nobody known is an open
// mention with its reason. Rules are made for kinds of pages, never for one page.
package extract

import (
	"fmt"

	"councilgraph/graph/schema"
	"councilgraph/ingest/record"
)

// Reader names this reading in every record that it makes.
const Reader = "extract"

// Page is one page as it came in.
type Page struct {
	Data []byte
	// URL is its address; where it is empty, the header of a stored copy (`address:`) is looked at.
	URL string
	// Retrieved is when it was fetched, RFC 3339; empty where not known.
	Retrieved string
	// By is a day, 2026-04-01, on which the page is known to have stood there: the day of its document where the page gives none.
	// Where it is empty, the day of Retrieved counts.
	By string
}

// Reading is what a page was read as.
type Reading struct {
	Kind Kind
	// Records are one, or of a package of releases one each.
	Records []*record.Record
	// Notes say what was not read, and why.
	Notes []string
}

// Read reads a page. What cannot be read at all gives an *Error; everything else gives a record that record.Parse accepts.
func Read(m *schema.Model, p Page, known Known) (*Reading, error) {
	text, err := decode(p.Data)
	if err != nil {
		return nil, err
	}
	if p.URL == "" {
		p.URL = canonical(string(p.Data))
	}
	pg, err := newPage(text, p, known)
	if err != nil {
		return nil, err
	}
	w := newWriter(m, pg)
	if pg.kind == Notice || pg.kind == OCDS {
		done, why, err := readNotice(m, pg)
		if done != nil || err != nil {
			return done, err
		}
		if why != "" {
			w.notes = append(w.notes, why)
		}
	}
	read := readers[pg.kind]
	if read == nil {
		read = readUnknown
	}
	read(w)
	w.dateDocument()
	if n := w.items(); n > record.MaxItems {
		return nil, tooLarge(n, "names, statements and paragraphs", record.MaxItems)
	}
	rec, problems := w.record()
	if rec == nil || len(problems) > 0 {
		return nil, &Error{Reason: Unsound, Found: fmt.Sprint(problems), Expected: "a record of the form that is published"}
	}
	return &Reading{Kind: pg.kind, Records: []*record.Record{rec}, Notes: w.notes}, nil
}

// readers are what reads each kind; a kind without one is kept as document, passages and mentions.
var readers map[Kind]func(*writer)

func init() { // the readers name kinds, so that they cannot stand in the declaration
	readers = map[Kind]func(*writer){
		Summary: readSummary, Transcript: readTranscript, Webcast: readTranscript, Weekly: readSections, Person: readSections,
		News: readNews, OCDS: readReleaseCopy, Meeting: readMeeting, Item: readItem, Issue: readIssue, Decision: readDecision, DecisionList: readDecisionList,
	}
}
