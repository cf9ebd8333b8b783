package extract

import (
	"regexp"
	"strings"
)

// kinds are what the name of a body or an agreement says that it is.
var kinds = map[string][]struct {
	kind string
	re   *regexp.Regexp
}{
	"Body": {
		{"BOARD", regexp.MustCompile(`(?i)\b(?:board|management group|steering group)$`)},
		{"SHARED_SERVICE", regexp.MustCompile(`(?i)^shared\b.*\bservices?$`)},
		{"TEAM", regexp.MustCompile(`(?i)\bteam$`)},
	},
	"Agreement": {
		{"TERMS_OF_REFERENCE", regexp.MustCompile(`(?i)\bterms of reference$`)},
		{"AGREEMENT", regexp.MustCompile(`(?i)\bagreement$`)},
		{"STRATEGY", regexp.MustCompile(`(?i)\bstrategy$`)},
		{"CONSTITUTION", regexp.MustCompile(`(?i)\bconstitution$`)},
		{"FRAMEWORK", regexp.MustCompile(`(?i)\bframework$`)},
		{"PLAN", regexp.MustCompile(`(?i)\bplan$`)},
		{"LAW", regexp.MustCompile(`(?:\bAct| Regulations)(?: \d{4})?$`)},
	},
}

// readKinds states what bodies and agreements are, where the printed name says so.
func (w *writer) readKinds(lines []*line) {
	for _, l := range lines {
		if l.furniture {
			continue
		}
		for _, f := range w.find(span{l, 0, len(l.text)}) {
			for _, k := range kinds[f.Type] {
				if k.re.MatchString(f.Text) {
					id := w.entity(f.Type, f.ID, f.Text, nil, f.at.place())
					w.claim(id, "kind", k.kind, "Its name says what it is: "+strings.ToLower(strings.ReplaceAll(k.kind, "_", " "))+".", f.at.place())
					break
				}
			}
		}
	}
}

// onWhat stands before what an item is about.
var onWhat = regexp.MustCompile(`(?i)\b(?:performance of|in relation to|regarding|concerning|proposed to|intention to leave) (?:the )?$`)

// readAbout ties an item to what its heading names, or what the committee's task is said to be about.
func (w *writer) readAbout(lines []*line) {
	for _, b := range blockList(lines) {
		if b.heading == nil {
			continue
		}
		item := w.itemOf(b.heading)
		if item == "" {
			continue
		}
		for _, f := range w.find(span{b.heading, 0, len(b.heading.text)}) {
			w.about(item, f)
		}
		for _, l := range b.lines {
			for _, s := range l.sentences() {
				if !tasked.MatchString(s.String()) && !startsBody.MatchString(s.String()) {
					continue
				}
				for _, f := range w.find(s) {
					if onWhat.MatchString(l.text[s.from:f.at.from]) {
						w.about(item, f)
					}
				}
			}
		}
	}
}

func (w *writer) about(item string, f found) {
	switch f.Type {
	case "Body", "Agreement", "Project", "Contract", "Risk":
		w.entity(f.Type, f.ID, f.Text, nil, f.at.place())
		w.fact("Link", object{"subject": item, "kind": "ABOUT", "object": f.ID}, "The item is about "+f.Text+".", f.at.place())
	}
}
