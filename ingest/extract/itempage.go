package extract

import (
	"regexp"

	"councilgraph/ingest/passage"
)

// itemHead is the line of an item's page that leads back to its meeting: `Meeting of Audit Committee, Monday 9 February 2026 6.00 pm (Item 7.)`.
var itemHead = regexp.MustCompile(`^Meeting of (?:the )?(.+?), (.+?) \(Item (\d{1,3}[a-z]?)\.?\)$`)

// ofMeeting reads the meeting that the page of an item leads back to.
func (w *writer) ofMeeting(s *sitting) bool {
	l, m := w.itemHead()
	if l == nil {
		return false
	}
	found := days(l.text[m[4]:m[5]])
	if len(found) != 1 {
		return false
	}
	s.name, s.nameAt = l.text[m[2]:m[3]], l.at(m[2], m[3])
	s.when, s.whenAt = found[0], l.at(m[4]+found[0].from, m[4]+found[0].to)
	s.timeAt = s.whenAt
	return true
}

func (w *writer) itemHead() (*line, []int) {
	for _, l := range w.lines[:min(len(w.lines), first)] {
		if m := itemHead.FindStringSubmatchIndex(l.text); m != nil && !l.cut {
			return l, m
		}
	}
	return nil, nil
}

// ownItem adds the item that the page is of, where the page gives its meeting: its name is the title, the first heading.
func (w *writer) ownItem() {
	l, m := w.itemHead()
	if l == nil || w.meeting == "" {
		return
	}
	for _, h := range w.lines[:min(len(w.lines), first)] {
		if h.Kind == passage.Heading && !h.furniture && !pageName[h.text] && h != l && len(h.text) < 200 {
			w.item(sectionName(h.text), l.text[m[6]:m[7]], w.nameAt(h, sectionName(h.text)), l.at(m[6], m[7]))
			return
		}
	}
}
