package extract

import (
	"regexp"
	"strconv"
	"strings"

	"councilgraph/ingest/passage"
)

// Printed minutes are the text of the document itself, as councils without the software put it on their sites: what it is, of which body,
// and when held, in one line or a few; who was present; numbered items.

var (
	// minutesHead opens printed minutes; what follows on its line may be the body.
	minutesHead = regexp.MustCompile(`^(?i)((?:draft |unconfirmed )?)minutes (?:of|from) (?:the |an? )?(?:[\p{L}-]+ )?(?:meeting|proceedings)(?: of)?(?: the)?(?:$|[ :]+(?:$|(\p{Lu}.*[^.])$))`)
	// heldAt ends the body's name where the line goes on.
	heldAt     = regexp.MustCompile(`(?i),? (?:which was )?held\b.*$|,? (?:on|at) \p{L}+day\b.*$|,? (?:on|at) \d.*$`)
	presentAny = regexp.MustCompile(`^(?i)(?:(?:committee )?members |councillors )?present(?: were)?(?:\s*[:;–-]|\s*$|\s+(?:councillor|cllr|alder|provost|bailie))`)
	numbering  = regexp.MustCompile(`^(\d{1,3})\.?\s+(\p{Lu}.+)$`)
)

// printedAt is where printed minutes say what they are, among lines of which some say who was present; -1 where none does.
func printedAt(lines []passage.Passage) int {
	const near = 15
	at := -1
	for i, l := range lines[:min(len(lines), first)] {
		if at < 0 && i < near && minutesHead.MatchString(l.Text) {
			at = i
		}
		if at >= 0 && presentAny.MatchString(l.Text) {
			return at
		}
	}
	return -1
}

// printed is the same of a page that is one of a meeting; nil where it is none of these.
func (p *page) printed() *line {
	if p.kind != Meeting || p.kindLine() != nil {
		return nil
	}
	all := make([]passage.Passage, 0, first)
	for _, l := range p.lines[:min(len(p.lines), first)] {
		all = append(all, l.Passage)
	}
	if at := printedAt(all); at >= 0 {
		return p.lines[at]
	}
	return nil
}

// printedSitting reads body and day off the head of printed minutes.
func (w *writer) printedSitting(s *sitting) {
	const most = 6 // lines
	head := w.printed()
	if head == nil {
		return
	}
	for _, l := range w.lines[head.Ordinal-1 : min(len(w.lines), head.Ordinal-1+most)] {
		from, to := 0, len(l.text)
		if l == head {
			if from = minutesHead.FindStringSubmatchIndex(l.text)[4]; from < 0 {
				continue
			}
		}
		if m := heldAt.FindStringIndex(l.text[from:]); m != nil {
			to = from + m[0]
		}
		to -= len(w.ofCouncil(l.text[from:to]))
		if name := (span{l, from, to}); s.name == "" && bodyWord.MatchString(name.String()) {
			s.name, s.nameAt = name.String(), name.place()
		}
		if d := days(l.text); len(d) == 1 && s.name != "" {
			s.when, s.whenAt = d[0], l.at(d[0].from, d[0].to)
			s.timeAt = s.whenAt
			return
		}
	}
	*s = sitting{}
}

// ofCouncil is the end of a body's name that says of which council it is.
func (w *writer) ofCouncil(name string) string {
	m := councilBehind.FindStringSubmatch(name)
	if len(m) == 0 || !w.isCouncil(m[1]) {
		return ""
	}
	return m[0]
}

var councilBehind = regexp.MustCompile(`(?i) of (?:the )?((?:\p{L}+[ -]){1,6}?council)$`)

// bodyWord ends the name of a body.
var bodyWord = regexp.MustCompile(`^\p{Lu}.*(?i:\b(?:committee|panel|board|cabinet|council|executive|commission|assembly|forum|authority|group|partnership))$`)

// readPrintedItems reads the numbered titles of printed minutes. Lists within an item begin anew: what does not go on from the item before is
// none.
func (w *writer) readPrintedItems() {
	last := 0
	for _, l := range w.prose() {
		m := numbering.FindStringSubmatchIndex(l.text)
		if m == nil || l.cut || l.Kind != passage.Heading && l.Kind != passage.Bullet || strings.HasSuffix(l.text, ".") {
			continue
		}
		n, err := strconv.Atoi(l.text[m[2]:m[3]])
		if err != nil || last > 0 && n != last+1 {
			continue
		}
		last = n
		w.item(l.text[m[4]:m[5]], l.text[m[2]:m[3]], l.at(m[4], m[5]), l.at(m[2], m[3]))
	}
}
