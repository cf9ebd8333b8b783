package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"councilgraph/ingest/passage"
)

// page is one page cut into lines.
type page struct {
	text    string
	address address
	title   string // of a stored copy's header
	when    string // retrieved
	by      string // a day on which it stood there
	kind    Kind
	known   Known
	lines   []*line
	head    int // index of the first line of the body: behind banner, heading and date line
}

// line is a passage of the page as rules read it.
type line struct {
	passage.Passage
	cleaned
	furniture bool // menus, share links, sales lines: rules skip it
	cut       bool // the text ends here, in the middle
}

// firstOfJSON is how many bytes tell what data is about.
const firstOfJSON = 64 << 10

// banner is the first line of a summary page.
const banner = "Subscribe to updates"

func newPage(text string, in Page, known Known) (*page, error) {
	p := &page{text: text, known: known.indexed(), when: in.Retrieved, by: in.By}
	if p.by == "" && len(in.Retrieved) >= len(time.DateOnly) {
		p.by = in.Retrieved[:len(time.DateOnly)]
	}
	where, title := header(text)
	if in.URL != "" {
		where = in.URL
	}
	p.address, p.title = parseAddress(where), title
	if isJSON(text) { // what it holds is told by its first lines; releases are read as data, and by no line
		if p.kind = detect(p.address, passage.Split(text[:min(len(text), firstOfJSON)])); p.kind == OCDS {
			return p, nil
		}
		return nil, &Error{NoRelease, "JSON that is no contract notice", "a release or a package of releases, text or HTML"}
	}
	passages := passage.Split(text)
	if n := len(passages); n > maxParagraphs {
		return nil, tooLarge(n, "paragraphs", maxParagraphs)
	}
	if len(passages) == 0 {
		return nil, &Error{Empty, "no letter and no number", "text or HTML"}
	}
	for _, x := range passages {
		if len(x.Text) > maxPassage {
			return nil, &Error{TooLarge, fmt.Sprintf("a paragraph of %d bytes", len(x.Text)), fmt.Sprintf("at most %d: text in lines or paragraphs", maxPassage)}
		}
	}
	p.kind = detect(p.address, passages)
	if l, ok := errorPage(passages); ok {
		return nil, &Error{ErrorPage, fmt.Sprintf("a site's error page (%q)", l), "the page itself"}
	}
	if isWelsh(passages) {
		return nil, &Error{Language, "a page in Welsh", "one in English: councils that publish in both have an address for each"}
	}
	p.cleanLines(passages)
	p.markFurniture()
	return p, nil
}

func (p *page) cleanLines(passages []passage.Passage) {
	n := &notes{names: map[string]bool{}}
	for _, x := range passages {
		if x.Kind == passage.Footnote {
			n.told++
		}
	}
	for _, k := range p.known.Names {
		if text := k.Text; text != "" && unicode.IsDigit(rune(text[len(text)-1])) {
			for w := range strings.FieldsSeq(text) {
				n.names[strings.ToLower(w)] = true
			}
		}
	}
	for i, x := range passages {
		l := &line{Passage: x}
		l.cut = i == len(passages)-1 && !ended(x)
		l.cleaned = n.clean(x.Text, l.cut)
		p.lines = append(p.lines, l)
	}
}

// wholeDay is a label with a day in figures: no figure of it can be missing.
var wholeDay = regexp.MustCompile(`^[\p{L} ?]+: ?\d{1,2}/\d{1,2}/\d{4}$`)

// ended says whether the last passage of a text seems whole.
func ended(p passage.Passage) bool {
	switch p.Section {
	case "Attendees", "Topics", "Meeting Documents":
		return true
	}
	if wholeDay.MatchString(p.Text) {
		return true
	}
	if opened, closed := strings.Count(p.Text, "("), strings.Count(p.Text, ")"); strings.HasSuffix(p.Text, ")") &&
		(strings.HasPrefix(p.Text, "(") && opened == closed || opened < closed) {
		return true // an aside, which may have begun on a line before
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(p.Text, `"'”’)]»`))
	return strings.ContainsRune(".!?;:↩}", last)
}

// isFurniture are lines that sites put on every page: menus, share links, cookies, sales.
var isFurniture = regexp.MustCompile(`^(?i:` + strings.Join([]string{
	`subscribe to (?:updates|chat)`, `you'll receive weekly summaries.*`, `if you have any requests or comments.*`, `ai generated`,
	`chat with this meeting`, `subscribe to our professional plan.*`, `logo skip to content`, `skip to (?:main )?content.*`, `home`,
	`.*\bcookies?\b.*`, `share(?: this)?(?: agenda point| page)?`, `tweet`, `attendance details`, `agenda frontsheet\b.*`,
	`agenda reports pack\b.*`, `printed (?:draft )?(?:minutes|decisions)\b.*`, `media`, `items`, `no\. item`, `\|? ?no\. \| item.*`,
	`webcast for .*`, `view the (?:background|decision|reasons).*`, `additional documents:[^:]*`, `accompanying documents:?`,
	`use the search options.*`, `view directions`, `the council and democracy`, `democracy portal`, `× meeting image`,
	`start of webcast`, `webcast finished`, `speaking:`, `agenda item :`, `expand raw payload`, `profile image for .*`,
	`no topics have been identified.*`, `disclaimer: this transcript.*`, `back to top(?: arrow icon.*)?`, `print this page`, `menu`, `feedback`,
	`back to the top of the page`, `\.\.\. +view the full .*`, `how can we help you.*`, `(?:home|you are here)\b.* [>»›] .*`, `home [>»›].*`, `issue - (?:meetings|decisions)`,
}, `|`) + `)$`)

// markFurniture finds what rules skip. On a council's page everything above the line that says what it holds is a menu.
func (p *page) markFurniture() {
	above := -1
	if l := p.kindLine(); p.kind == Meeting && l != nil {
		above = l.Ordinal - 1
	}
	for i, l := range p.lines {
		menu := i < above && !hasDay(l.text)
		chat := i > 1 && strings.HasPrefix(l.text, "“") && i+1 < len(p.lines) && p.lines[i+1].text == "Subscribe to chat"
		l.furniture = menu || chat || isFurniture.MatchString(l.text)
	}
}

var (
	// inPlace is a line with which a site says that it shows no page.
	inPlace = regexp.MustCompile(`(?i)^(?:(?:http )?(?:error:? )?(?:40[0-9]|50[0-9])[ :–-]*)?(?:(?:this |the )?page (?:is |was |has )?(?:not|cannot be|could not be|can['’]t be) (?:been )?found|(?:file or directory )?not found|access (?:is )?denied|forbidden|` +
		`just a moment\.{0,3}|attention required!?.*|service (?:temporarily )?unavailable|bad gateway|gateway time-?out|internal server error|server error in .*|runtime error|` +
		`checking (?:if the site connection is secure|your browser).*|verif(?:y|ying) (?:that )?you are (?:a )?human.*|request (?:rejected|blocked)|the requested url was rejected.*|too many requests|sorry, (?:we|the|this|you) .*(?:not|n['’]t) (?:be )?(?:found|find|exist|available).*)\.?$`)
	// shortest is how long a text is at most that is nothing but such a line with menus.
	shortest = 4_000
)

// errorPage is the line that shows a page to be what a site shows in place of one.
func errorPage(passages []passage.Passage) (string, bool) {
	const near = 12 // lines
	at := slices.IndexFunc(passages[:min(len(passages), near)], func(p passage.Passage) bool { return inPlace.MatchString(p.Text) })
	if at < 0 {
		return "", false
	}
	length := 0
	for _, p := range passages {
		if length += len(p.Text); length > shortest || sectionDay(p.Text) {
			return "", false
		}
	}
	return passages[at].Text, true
}

// sectionDay: a line is the heading of a meeting.
func sectionDay(text string) bool {
	h, ok := sectionHead(text)
	return ok && h.name != ""
}

// welsh are everyday words of Welsh that are none of English.
var welsh = words("yr yn y'r i'r o'r a'r ar gyfer mae cyngor pwyllgor cyfarfod gan wedi ac ei eu bod hyn gyda cynghorydd sy'n hefyd " +
	"y dydd bresennol ymddiheuriadau cofnodion lleoliad penderfynwyd cadeirydd agenda'r eitem adroddiad aelodau")

// isWelsh: one word in eight is an everyday word of Welsh.
func isWelsh(passages []passage.Passage) bool {
	all, found := 0, 0
	for _, p := range passages {
		for w := range strings.FieldsSeq(p.Text) {
			all++
			if welsh[strings.ToLower(strings.Trim(w, ".,;:()’'"))] {
				found++
			}
		}
	}
	return found > 5 && found*8 > all
}

// belowKind stands below the line that says what the page holds: an item may be called `Minutes`.
var belowKind = regexp.MustCompile(`^(?:Venue|Contact|Place|Time|Note|Minutes|Decision):|^(?i:no\. item|\|? ?no\. \| item.*)$|^\d{1,3}[a-z]?\.$|^(?i:present|in attendance|also present)\b`)

// kindLine is the line with which a council's page says what it holds; nil where none does. A menu has entries of the same words, one
// word each, so that a line that begins with `Agenda` is looked for first.
func (p *page) kindLine() *line {
	var found *line
	for _, l := range p.lines[:min(len(p.lines), first)] {
		if belowKind.MatchString(l.text) {
			break
		}
		if !kindLine.MatchString(l.text) {
			continue
		}
		if strings.HasPrefix(l.text, "Agenda") {
			return l
		}
		if found == nil && l.Kind != passage.Bullet {
			found = l
		}
	}
	return found
}
