package figure

import (
	"strings"

	"councilgraph/graph/value"
)

// DateSpan is a date or period. Its own span holds weekday, date and time of day (`Tuesday 8 July 2025 6.00 pm`) and the words that
// are part of it (`end of June 2025`, `week commencing 28 July`), not those that only relate it (`from`, `by`).
type DateSpan struct {
	Span
	// When is what is stated, `2025-07-08`; open at one end where Relation is RelationFrom or RelationUntil. Its Text is empty where no
	// form of value.ParseWhen can say it: `Q3` and `Period 9` without a year, a month without a year where no meeting is known.
	When value.When
	// Point is the date or period alone, whatever its relation.
	Point value.When
	// Time is the time of day printed with the date, `18:00`; empty if none is.
	Time string
	// Relation is how the words before or after relate to it.
	Relation Relation
	// Role says whose date it is where a label or the sentence tells; empty where neither does.
	Role Role
	// WrongWeekday is true where the weekday printed with the date is another than the calendar's.
	WrongWeekday bool
	// Footnote is the number of a footnote that is run onto the year, `1` in `8 July 20251`; it is not part of the span.
	Footnote string
}

// Relation is how a date limits what is told.
type Relation string

const (
	RelationOn     Relation = ""       // nothing is said, or `on`, `in`
	RelationFrom   Relation = "FROM"   // from, since, onwards
	RelationUntil  Relation = "UNTIL"  // until, up to
	RelationBy     Relation = "BY"     // by, no later than
	RelationBefore Relation = "BEFORE" // before, prior to
	RelationAfter  Relation = "AFTER"  // after
)

// Role says whose date it is.
type Role string

const (
	RoleUnstated    Role = ""
	RoleMinutes     Role = "MINUTES"      // of an earlier meeting, whose minutes are spoken of
	RoleNextMeeting Role = "NEXT_MEETING" // of the next meeting
	RolePublication Role = "PUBLICATION"  // of publication of the page or its papers
	RoleEffective   Role = "EFFECTIVE"    // from which a decision takes effect
	RoleDecision    Role = "DECISION"     // of a decision
	RoleMeeting     Role = "MEETING"      // labelled as that of the meeting
)

// Elsewhere reports whether the date is that of another meeting or of publication, so that it must not be taken for the date of
// the meeting that the text is about.
func (d DateSpan) Elsewhere() bool {
	return d.Role == RoleMinutes || d.Role == RoleNextMeeting || d.Role == RolePublication || d.Role == RoleEffective
}

// Dates finds dates and periods. meeting is the day of the meeting that the text is about; 0 or value.MinDay where it is not known.
//
// A day or month without a year takes it from the meeting, and is marked YearTaken: the nearest such day within half a year, on the
// side of the meeting that the verb before it tells (`will end`, `was awarded`), on either where it tells none. Where there is no such
// day, or no meeting, a day stays without a year and a month without a When. Two numbers as `2025/26` are a financial year, unless
// the text calls that pair a municipal or academic one: then both calendar years. `Q3` is the calendar's with a calendar year and
// the financial year's with a financial one. `April 25` is a month of 2025 where the meeting is within two years of it, a day where
// an ordinal, a weekday or `on` says so, else left out. A season of a year is read as the year. Days that no calendar has are left out.
//
// A footnote digit is taken off a year only where a month or a range stands before it and the first four digits are a year from 1950
// to 2049: `8 July 20251` is 2025 with footnote 1.
func Dates(text string, meeting value.Day) []DateSpan {
	if !dateLike.MatchString(text) { // most passages
		return nil
	}
	r := dateReader{text: text, scan: masked(text), meeting: meeting, known: meeting != 0 && meeting != value.MinDay}
	r.municipal()
	for _, f := range dateForms {
		for _, m := range f.re.FindAllStringSubmatchIndex(r.scan, -1) {
			r.at, r.m = f.name, m
			if d, ok := f.read(&r); ok {
				r.found = append(r.found, d)
			}
		}
	}
	found := pick(r.found)
	out := found[:0]
	for _, d := range found {
		if d.rejected() {
			continue
		}
		d.Span = spanOf(text, d.Start, d.End)
		r.relate(&d)
		d.Role = role(text, d.Start)
		d.Point.Printed, d.When.Printed = d.Printed, d.Printed
		out = append(out, d)
	}
	return out
}

// rejected tells a reading that only keeps others from reading part of it.
func (d DateSpan) rejected() bool { return d.Point.Text == noDate }

// noDate is the text of a reading that is no date, such as a year in a product's name.
const noDate = "-"

// dateReader reads one text.
type dateReader struct {
	text, scan string
	meeting    value.Day
	known      bool
	years      map[string]bool // pairs of years that the text calls municipal or academic, `2025/26`
	found      []DateSpan
	at         string // name of the form being read
	m          []int  // its places
}

// group gives what a group of the form matched.
func (r *dateReader) group(i int) string {
	if r.m[2*i] < 0 {
		return ""
	}
	return r.scan[r.m[2*i]:r.m[2*i+1]]
}

// span makes a DateSpan of the form's whole match up to end.
func (r *dateReader) span(end int, when string) (DateSpan, bool) {
	d := DateSpan{Span: Span{Start: r.m[0], End: end}}
	if when == "" || when == noDate {
		d.Point.Text = when
		return d, r.whole(r.m[0], end)
	}
	w, err := value.ParseWhen(when)
	if err != nil {
		return d, false
	}
	d.Point = w
	return d, r.whole(r.m[0], end)
}

// whole reports whether no letter or digit is run onto either end, footnotes aside.
func (r *dateReader) whole(start, end int) bool {
	if start > 0 {
		if c := r.scan[start-1]; c >= '0' && c <= '9' || c == '/' || c == hidden || isLetter(c) {
			return false
		}
	}
	if end < len(r.scan) {
		if c := r.scan[end]; c == hidden || c == '/' && end+1 < len(r.scan) && isDigit(r.scan[end+1]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// relate reads the words around a date that say from, until, by.
func (r *dateReader) relate(d *DateSpan) {
	d.When = d.Point
	head := r.text[max(0, d.Start-32):d.Start]
	tail := r.text[d.End:min(len(r.text), d.End+12)]
	switch {
	case onwards.MatchString(tail):
		d.Relation = RelationFrom
	default:
		if m := relationBefore.FindStringSubmatch(head); m != nil {
			d.Relation = relations[strings.ToLower(m[1])]
		}
	}
	// `from the 2024-25 reserves` tells of the reserves.
	if d.Relation == RelationFrom && theBefore.MatchString(head) && nounAfter.MatchString(tail) && !onwards.MatchString(tail) {
		d.Relation = RelationOn
	}
	if !d.Point.HasSpan() || d.Point.Precision == value.PrecisionRange || d.Point.Precision == value.PrecisionOpen {
		return
	}
	text := ""
	switch d.Relation {
	case RelationFrom:
		text = d.Point.Text + "/.."
	case RelationUntil:
		text = "../" + d.Point.Text
	default:
		return
	}
	if w, err := value.ParseWhen(text); err == nil {
		w.YearTaken = d.Point.YearTaken
		d.When = w
	}
}
