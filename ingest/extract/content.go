package extract

import (
	"regexp"
	"strings"

	"councilgraph/ingest/passage"
)

// generalItem are words of an item's heading that say what kind of paper it is, not what it is about.
var generalItem = words("update report review item paper presentation committee meeting business discussion key topic topics other")

// along parts what a summary's first paragraph lists of a meeting.
var along = regexp.MustCompile(`;|,? along with |,? as well as `)

// contains is a report with what it holds: `a report setting out the state of the roads`.
var contains = regexp.MustCompile(`\b(?:report|update|paper|presentation)s? (?:providing|outlining|detailing|setting out|summarising|covering) ([^.;]+)`)

// readContent reads what the items of a summary hold: from its first paragraph, where a part of a sentence has all words of one item's
// heading, and from the sentence that tells what the committee is asked to do with it.
func (w *writer) readContent() {
	for _, l := range w.opening() {
		for _, s := range l.sentences() {
			if s.cut() {
				continue
			}
			for _, part := range parts(s) {
				w.foretold(part)
			}
		}
	}
	for _, l := range w.lines[w.head:] {
		item := w.itemOf(l)
		if item == "" || l.furniture || l.Kind == passage.Heading {
			continue
		}
		for _, s := range l.sentences() {
			m := contains.FindStringSubmatchIndex(s.String())
			if m == nil || !tasked.MatchString(s.String()) && !startsBody.MatchString(s.String()) || s.cut() {
				continue
			}
			what := s.sub(m[2], m[3])
			w.fact("Remark", object{"kind": "CONTENT", "about": []string{item}}, "What it holds: "+strings.TrimSpace(what.String())+".", what.place())
		}
	}
}

func parts(s span) (out []span) {
	at := s.from
	for _, m := range along.FindAllStringIndex(s.String(), -1) {
		out = append(out, span{s.line, at, s.from + m[0]})
		at = s.from + m[1]
	}
	return append(out, span{s.line, at, s.to})
}

var (
	// holds opens what a matter consists of, right behind its name.
	holds = regexp.MustCompile(`, (?:including|covering|such as|namely) `)
	// meant is what somebody means to do: its words follow.
	meant = regexp.MustCompile(`(?i)\b(?:(?:stated |declared )?intention|proposals?|plans?) to \p{Ll}`)
	// changesTo stands right before the name of what is changed.
	changesTo = regexp.MustCompile(`(?i)\b(?:proposed |draft |planned )?(?:revisions?|changes|amendments) to (?:the )?$`)
	// nearTo is how many letters may stand between an item's words and what opens its content.
	nearTo = 40
)

// foretold is the one item of which a part of the first paragraph tells more than its name.
func (w *writer) foretold(part span) {
	text := strings.TrimRight(strings.TrimSpace(part.String()), ".")
	id, from, to := w.itemIn(text)
	if id == "" {
		return
	}
	if m := holds.FindStringIndex(text); m != nil {
		if m[0] < to || m[0]-to > nearTo {
			return
		}
		to = len(text)
	} else if m := changesTo.FindStringIndex(text[:from]); m != nil {
		from = m[0]
	} else if m := meant.FindStringIndex(text); len(m) > 0 && m[0] < to {
		from = min(from, m[0])
	} else {
		return
	}
	what := part.sub(from, to)
	w.fact("Remark", object{"kind": "CONTENT", "about": []string{id}}, "The first paragraph tells: "+what.String()+".", what.place())
}

// itemIn is the one item of substance whose words a text has, and where; that of the most words where there are several.
func (w *writer) itemIn(text string) (id string, from, to int) {
	most, have := 1, wordsAt(text)
	for _, e := range w.entities {
		if e.data["type"] != "AgendaItem" || procedural.MatchString(e.data["name"].(string)) {
			continue
		}
		need := without(stems(e.data["name"].(string)), generalItem)
		if len(need) < max(most, 2) {
			continue
		}
		a, b, ok := together(have, need, spread(len(need)), related)
		switch {
		case !ok:
		case len(need) == most:
			id = ""
		default:
			id, from, to, most = e.data["id"].(string), a, b, len(need)
		}
	}
	return id, from, to
}
