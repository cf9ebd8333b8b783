package extract

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"councilgraph/ingest/passage"
)

// Printed minutes are the text of the document itself, as councils without the software put it on their sites: what it is, of which body,
// and when held, in one line or a few; who was present; numbered items.

var (
	// minutesHead opens printed minutes; what follows on its line may be the body.
	minutesHead = regexp.MustCompile(`^(?i)((?:draft |unconfirmed )?)minutes (?:of|from) (?:the |an? )?(?:[\p{L}-]+ )?(?:meeting|proceedings)(?: of)?(?: the)?(?:$|[ :]+(?:$|(\p{Lu}.*[^.])$))`)
	// heldHead opens them behind the body's name, with the day: `Minutes of the meeting held on 3 May 2025`.
	heldHead = regexp.MustCompile(`^(?i)((?:draft |unconfirmed )?)minutes (?:of|from) (?:the |an? )?(?:[\p{L}-]+ )?meeting,? (?:which was )?held\b`)
	// bareHead is the word alone, or with marks of the copy: `MINUTES A & B - PUBLIC`.
	bareHead = regexp.MustCompile(`^(?:DRAFT |UNCONFIRMED )?MINUTES?(?:$|[^\p{Ll}]{1,25}$)|^(?:Draft )?Minute$`)
	// heldAt ends the body's name where the line goes on.
	heldAt     = regexp.MustCompile(`(?i),? (?:which was )?held\b.*$|,? (?:on|at) \p{L}+day\b.*$|,? (?:on|at) \d.*$`)
	presentAny = regexp.MustCompile(`^(?i)(?:(?:committee )?members |councillors )?present(?: were)?(?:\s*[:;–-]|\s*$|\s+(?:councillor|cllr|alder|provost|bailie))`)
	// draftHead is the head of minutes that are not approved yet.
	draftHead = regexp.MustCompile(`^(?i:draft|unconfirmed) (?i:minutes)\b`)
	numbering = regexp.MustCompile(`^(\d{1,3})\.?\s+(\p{Lu}.+)$`)
)

// printedAt is where printed minutes say what they are, among lines of which some say who was present; -1 where none does.
func printedAt(lines []passage.Passage) int {
	const near = 15
	at := -1
	for i, l := range lines[:min(len(lines), first)] {
		if at < 0 && i < near && (minutesHead.MatchString(l.Text) || heldHead.MatchString(l.Text) || bareHead.MatchString(l.Text)) {
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
	if heldHead.MatchString(head.text) {
		w.sittingAbove(head, s)
		return
	}
	for _, l := range w.lines[head.Ordinal-1 : min(len(w.lines), head.Ordinal-1+most)] {
		from, to := 0, len(l.text)
		if l == head {
			m := minutesHead.FindStringSubmatchIndex(l.text)
			if len(m) == 0 || m[4] < 0 {
				continue
			}
			from = m[4]
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

// sittingAbove reads the body off the last line above the head that ends like one, and the day off the head.
func (w *writer) sittingAbove(head *line, s *sitting) {
	d := days(head.text)
	for i := head.Ordinal - 2; i >= 0 && len(d) == 1; i-- {
		l := w.lines[i]
		to := len(l.text) - len(w.ofCouncil(l.text))
		if name := (span{l, 0, to}); bodyWord.MatchString(name.String()) && !w.isCouncil(name.String()) {
			s.name, s.nameAt = name.String(), name.place()
			s.when, s.whenAt = d[0], head.at(d[0].from, d[0].to)
			s.timeAt = s.whenAt
			return
		}
	}
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

// minuteNumbered is the number with which councils number their minutes through a year: `24/23 DISASTER RECOVERY`.
var minuteNumbered = regexp.MustCompile(`^(\d{1,4}/\d{2,4})\.?\s+`)

// minuteTitle reads such a number and the title in capitals behind it, on a line of its own or with the text run into it.
func minuteTitle(s span) (number, title span, ok bool) {
	m := minuteNumbered.FindStringSubmatchIndex(s.String())
	if m == nil || s.line.cut {
		return number, title, false
	}
	if whole := s.sub(m[1], len(s.String())); s.line.Kind == passage.Heading && s.to == len(s.line.text) && !strings.Contains(whole.String(), "RESOLVED") { // on a line of its own
		return s.sub(m[2], m[3]), whole, startsUpper(whole.String())
	}
	to := m[1]
	for _, t := range tokenise(s.String()[m[1]:]) {
		word := t.text
		if strings.ToUpper(word) != word || strings.ContainsAny(word, ".:;") || word == "RESOLVED" || word == "NOTED" || word == "AGREED" {
			break
		}
		to = m[1] + t.to
	}
	title = s.sub(m[1], to)
	title.to = title.from + len(strings.TrimRight(title.String(), " ,-–—&("))
	return s.sub(m[2], m[3]), title, shouted.MatchString(title.String())
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// shouted is a word in capitals that is no abbreviation.
var shouted = regexp.MustCompile(`\b\p{Lu}{4,}\b`)

// readPrintedItems reads the numbered titles of printed minutes. Lists within an item begin anew: what does not go on from the item before is
// none.
func (w *writer) readPrintedItems() {
	last := 0
	for _, l := range w.prose() {
		if number, title, ok := minuteTitle(span{l, 0, len(l.text)}); ok {
			w.item(title.String(), number.String(), title.place(), number.place())
			continue
		}
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
