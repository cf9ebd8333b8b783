package extract

import (
	"regexp"
	"strconv"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/passage"
)

var (
	// itemNumber is one of an agenda, or of minutes that a council numbers on from meeting to meeting: `7a`, `12/23`, `CAB.14`, `1772.`.
	itemNumber = regexp.MustCompile(`^(?:\d{1,3}(?:[a-z]|[./]\d{1,2})?\.?|\d{4}\.|[A-Z]{1,6}[./-]?\d{1,4}(?:[./]\d{1,4})?\.?)$`)
	// dottedNumber is a number that can be nothing but an item's.
	dottedNumber = regexp.MustCompile(`^(?:\d{1,3}(?:[a-z]?\.|/\d{2})|\d{4}\.)$`)
	numberItem   = regexp.MustCompile(`^(?:(?i:agenda )?(?i:item )(?i:no\.? )?)?(\d{1,3}[a-z]?)\.?(?: [-–])?\s+(\p{Lu}.+)$`)
	procedural   = regexp.MustCompile(`(?i)^(?:present$|attendance$|roll call|welcome|introductions?|apolog|absence of members|declarations?\b|disclosures?\b|members['’] interests|minutes\b|appointment of (?:a )?chair|` +
		`election of (?:a )?(?:chair|vice)|any other|urgent (?:items|business)|date of (?:the )?next|exclusion of (?:the )?(?:press|public)|public (?:participation|questions)|deputations|petitions|` +
		`order of business|matters arising|actions? (?:log|arising)|minutes of|approval of (?:the )?minutes|confirmation of (?:the )?(?:date|minutes)|provision for public|report of the monitoring officer|members['’] items)`)
	askedTo = regexp.MustCompile(`(?i)\b(?:scheduled|asked|expected|due|invited|recommended|set|requested) to (?:formally |also |review and |receive and )?(note|agree|consider|discuss|approve)\b`)
)

// item adds an item of the meeting's agenda, and gives its id; empty where no meeting is known.
func (w *writer) item(name, number string, at place, numberAt ...place) string {
	if w.meeting == "" || name == "" {
		return ""
	}
	_, rest, _ := strings.Cut(w.meeting, ":")
	id := w.entity("AgendaItem", "item:"+rest+":"+value.Slug(name), name, object{"meeting": w.meeting}, at)
	if number != "" {
		w.numberedItems = append(w.numberedItems, itemAt{at.line.Ordinal, number, id})
		w.claim(id, "number", number, "The item has the number "+number+".", append(numberAt, at)...)
	}
	kind := "false"
	if procedural.MatchString(name) {
		kind = "true"
	}
	w.claim(id, "procedural", kind, "An item of "+map[string]string{"true": "procedure", "false": "substance"}[kind]+".", at)
	return id
}

// itemOf is the item that a line stands under; empty where its heading is none.
func (w *writer) itemOf(l *line) string {
	if w.meeting == "" {
		return ""
	}
	_, rest, _ := strings.Cut(w.meeting, ":")
	id := "item:" + rest + ":" + value.Slug(sectionName(l.Section))
	if w.byKey[id] != nil {
		return id
	}
	// A short line within an item may look like a heading; a number on the agenda is surer.
	id = ""
	for _, x := range w.numberedItems {
		if x.ordinal <= l.Ordinal && strings.HasPrefix(x.id, "item:"+rest+":") {
			id = x.id
		}
	}
	return id
}

// itemAt is where an item that has a number begins.
type itemAt struct {
	ordinal int
	number  string
	id      string
}

// readItems reads the agenda of a council's page: a number on a line of its own, then the title; or headings alone where a copy has
// lost the numbers.
func (w *writer) readItems() {
	inRun := w.runOfItems()
	for i, l := range w.lines {
		titled := l.Kind == passage.Heading || i > 0 && l.Kind == passage.Paragraph && len(l.text) < 300 && dottedNumber.MatchString(w.lines[i-1].text) // a title may be long
		if i < w.head || l.furniture || !titled || l.cut || resolvedL.MatchString(l.text) {
			continue
		}
		name := sectionName(l.text)
		numbered := i > 0 && itemNumber.MatchString(w.lines[i-1].text)
		if name == "" || days2(name) && !inRun[i] || hasLabel(name) && !(numbered && name != l.text) { // a title with its paper may have a colon
			continue
		}
		if numbered {
			w.item(name, strings.TrimSuffix(w.lines[i-1].text, "."), w.nameAt(l, name), w.lines[i-1].whole())
			continue
		}
		if m := numberItem.FindStringSubmatchIndex(name); m != nil && (w.kind == Webcast || w.kind == Meeting && (inRun[i] || calledItem.MatchString(name) || i+1 < len(w.lines) && itemLabel.MatchString(w.lines[i+1].text))) {
			w.item(name[m[4]:m[5]], name[m[2]:m[3]], l.at(m[4], m[5]), l.at(m[2], m[3]))
		} else if procedural.MatchString(name) && !whoCame.MatchString(name) || fileMark.MatchString(l.text) && !w.attached(i) {
			w.item(name, "", w.nameAt(l, name))
		}
	}
	w.readGrounds()
}

// runOfItems are the lines whose numbers run on through a page, as those of an agenda that is copied with each on the line of its title:
// at least three, one of them a title of procedure. The lists within items begin anew.
func (w *writer) runOfItems() map[int]bool {
	type one struct{ line, number int }
	var all []one
	for i, l := range w.lines {
		m := numberItem.FindStringSubmatch(l.text)
		if i < w.head || l.furniture || l.Kind != passage.Heading || m == nil || entry.MatchString(m[2]) || days2(m[2]) {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil { // 7a stands beside 7
			all = append(all, one{i, n})
		}
	}
	var best []one
	for i, first := range all {
		run := []one{first}
		for _, next := range all[i+1:] {
			if next.number == run[len(run)-1].number+1 {
				run = append(run, next)
			}
		}
		if len(run) > len(best) {
			best = run
		}
	}
	in := map[int]bool{}
	known := false
	for _, o := range best {
		in[o.line] = true
		known = known || procedural.MatchString(numberItem.FindStringSubmatch(w.lines[o.line].text)[2])
	}
	if len(best) < 3 || !known {
		return nil
	}
	return in
}

// calledItem is a title that says of itself what it is: `Agenda Item 5 - Telephony`.
var calledItem = regexp.MustCompile(`^(?i:agenda item )\d`)

// whoCame heads a list of people. With a number it is an item of the agenda all the same.
var whoCame = regexp.MustCompile(`^(?i:(?:members )?(?:present|attendance|in attendance|apology|apologies))$`)

// itemLabel is what a page of a meeting has below the title of an item.
var itemLabel = regexp.MustCompile(`^(?:Minutes|Decisions?|Additional documents|Supporting documents):`)

// attached: a line names a paper of the item above: `Appendix 1, item 104. PDF 120 KB`, or stands in the list of them.
func (w *writer) attached(i int) bool {
	if paper.MatchString(w.lines[i].text) {
		return true
	}
	for i--; i >= w.head && fileMark.MatchString(w.lines[i].text); i-- {
	}
	return i >= w.head && papers.MatchString(w.lines[i].text)
}

var (
	papers = regexp.MustCompile(`^(?:Additional|Supporting|Accompanying) [Dd]ocuments:$`)
	paper  = regexp.MustCompile(`^(?i:appendix|annex|enclosure|supplement)\b|,? item \d{1,4}[a-z]?\.?\s`)
)

func days2(name string) bool {
	_, ok := sectionHead(name)
	return ok && hasDay(name) && !strings.HasPrefix(strings.ToUpper(name), "MINUTES")
}

func hasLabel(name string) bool { return strings.Contains(name, ": ") }

func (w *writer) nameAt(l *line, name string) place {
	if at := strings.Index(l.text, name); at >= 0 {
		return l.at(at, at+len(name))
	}
	return l.whole()
}

// readTopics reads the agenda of a summary: a heading is an item where the text below it says what the committee did or was to do with it;
// a list that `the agenda also included` opens holds items, one a bullet.
func (w *writer) readTopics() {
	var heading *line
	listing := false
	for _, l := range w.lines[w.head:] {
		switch {
		case l.furniture:
		case l.Kind == passage.Heading:
			heading, listing = l, false
			if isHead(l.text) || l.text == "Attendees" || l.text == "Topics" || l.text == "Meeting Documents" {
				heading = nil
			}
		case alsoListed.MatchString(l.text):
			heading, listing = nil, true
		case listing && l.Kind == passage.Bullet && !l.cut:
			name := strings.TrimRight(l.text, ".")
			if len(name) < 150 {
				w.listedItem(name, l)
			}
		case heading != nil && (tasked.MatchString(l.text) || ofBody(l) || resolution.MatchString(l.text)):
			w.item(sectionName(heading.text), "", w.nameAt(heading, sectionName(heading.text)))
			heading = nil
		}
	}
	w.readGrounds()
}

// listedItem is one bullet of an agenda that is listed and not told of.
func (w *writer) listedItem(name string, l *line) {
	id := w.item(name, "", l.at(0, len(name)))
	if id == "" {
		return
	}
	if m := approval.FindStringIndex(name); m != nil {
		w.claim(id, "askedTo", "APPROVE", "The committee is asked to approve.", l.at(m[0], m[1]))
	}
	w.unstated(id, l)
}

// approval is a point that asks for approval: of minutes, of a plan. What somebody else has approved is none.
var approval = regexp.MustCompile(`(?i)^(?:approval of|to approve)\b`)

// resolution begins what the body decided.
var resolution = regexp.MustCompile(`^(?:RESOLVED|Resolved)\b`)

var (
	alsoListed = regexp.MustCompile(`(?i)\bagenda\b[^.]*\b(?:also )?(?:included|includes)\b.*:$`)
	tasked     = regexp.MustCompile(`(?i)\b(?:committee|panel|board|cabinet|council|executive|commission|group|forum|partnership|assembly|members|councillors)\b(?: \([A-Z]+\))? (?:is|was|were|are|will be) (?:also )?(?:scheduled|asked|expected|due|invited|set) to\b` +
		`|\b(?:reports?|officers) (?:also )?(?:recommend(?:s|ed)?|ask(?:s|ed)?|invite[sd]?)(?: that)?(?: the)? (?:\p{L}+ )?(?:committee|panel|board|cabinet|council|executive|commission|group|members)\b`)
)

// ofBody: a sentence of the line has the body as subject, and it decides or receives.
func ofBody(l *line) bool {
	for _, s := range l.sentences() {
		if startsBody.MatchString(s.String()) {
			return true
		}
	}
	return false
}
