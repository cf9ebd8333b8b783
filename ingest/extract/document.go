package extract

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"

	"councilgraph/ingest/passage"
)

// The kinds of documents, and how much their word weighs: 4 register or minutes, 3 reports pack, 2 AI summary, 1 transcript.
type documentKind struct {
	name      string
	authority int
}

func (w *writer) documentKind() documentKind {
	switch w.kind {
	case Summary:
		return documentKind{"AI_SUMMARY", 2}
	case Transcript, Webcast:
		return documentKind{"TRANSCRIPT", 1}
	case Weekly:
		return documentKind{"WEEKLY_SUMMARY", 2}
	case Decision, DecisionList:
		return documentKind{"DECISION_NOTICE", 4}
	case Notice, OCDS:
		return documentKind{"CONTRACT_NOTICE", 4}
	case Meeting, Item, Issue:
		return w.official()
	case News:
		return documentKind{"NEWS", 2}
	case Person:
		return documentKind{"OTHER", 2}
	}
	return documentKind{"OTHER", 1}
}

// official tells minutes from drafts and agendas.
func (w *writer) official() documentKind {
	text := strings.ToLower(w.text)
	if w.address.page == "mgissuehistoryhome.aspx" {
		return documentKind{"AGENDA", 3} // an entry of the plan
	}
	if l := w.kindLine(); w.kind == Meeting && l != nil {
		line := strings.ToLower(l.text)
		switch {
		case strings.Contains(line, "draft minutes"):
			return documentKind{"MINUTES", 3}
		case strings.Contains(line, "minutes"):
			return documentKind{"MINUTES", 4}
		case strings.Contains(line, "decision"):
			return documentKind{"DECISION_NOTICE", 4}
		}
		return documentKind{"AGENDA", 3}
	}
	if l := w.printed(); l != nil && draftHead.MatchString(l.text) {
		return documentKind{"MINUTES", 3}
	}
	if w.printed() != nil || strings.Contains(text, "minutes:") || strings.Contains(text, "resolved") || pastBody.MatchString(w.text) || w.apologised() {
		return documentKind{"MINUTES", 4}
	}
	if toldDecision.MatchString(w.text) {
		return documentKind{"DECISION_NOTICE", 4}
	}
	return documentKind{"AGENDA", 3}
}

// toldDecision is a decision behind its label, in a copy without the line that says what the page holds, or told by who took it.
var toldDecision = regexp.MustCompile(`\bDecisions?: ?(?:[·•-] ?)?(?:NOTED|AGREED|APPROVED|RESOLVED)\b|(?m:^I,? [^.;\n]{0,240}?\bhereby (?:approve|agree|authorise|note|endorse|reject|refuse|defer)\b)`)

// describe fills in the document: who serves it, its number there, its kind.
func (w *writer) describe() {
	kind := w.documentKind()
	service, number := w.numbered()
	d := w.document
	d["service"], d["number"], d["kind"], d["authority"] = service, number, kind.name, kind.authority
	if w.address.raw != "" {
		d["url"] = w.address.raw
	}
	if w.kind == Summary || w.kind == Weekly {
		d["generator"] = "AI"
	}
}

// numbered is the service's name and its own number for the page. A page without an address is known by its text alone.
func (w *writer) numbered() (service, number string) {
	a := w.address
	parts := a.parts()
	if networkHosts[a.host] && len(parts) > 1 {
		switch parts[0] {
		case "meetings":
			return network, parts[1]
		case "councils":
			return network, "councils/" + parts[1] + "/" + cmp.Or(w.week(), "text-"+w.hash())
		case "decisions":
			return network, "decisions/" + parts[1]
		case "people":
			return network, strings.TrimSuffix("people/"+parts[1]+"/"+a.query["decisions_page"], "/")
		}
	}
	if a.host == "" {
		return "text", w.hash()
	}
	for _, x := range []struct {
		kind Kind
		name string
		keys []string
	}{
		{Meeting, "meeting", []string{"mid", "meetingid"}}, {Item, "item", []string{"id"}}, {Issue, "issue", []string{"iid", "id"}},
		{Decision, "decision", []string{"id"}}, {Decision, "decision-item", []string{"aiid"}}, {DecisionList, "issue-decisions", []string{"iid"}},
	} {
		if n := a.get(x.keys...); w.kind == x.kind && n != "" {
			return a.host, x.name + "/" + n
		}
	}
	return a.host, cmp.Or(strings.Trim(strings.Trim(a.path, "/")+"/"+a.rest(), "/"), "/")
}

// rest is the query in the order of its keys, for pages that have no number.
func (a address) rest() string {
	var out []string
	for k, v := range a.query {
		out = append(out, k+"="+v)
	}
	return strings.Join(sorted(out), "&")
}

// hash is the first part of the version's hash.
func (w *writer) hash() string {
	all := make([]passage.Passage, len(w.lines))
	for i, l := range w.lines {
		all[i] = l.Passage
	}
	return passage.VersionHash(all)[:16]
}

// week is the week that a weekly page is of: that of the last meeting that heads a section, `2025-W20`.
func (w *writer) week() string {
	last := ""
	for _, l := range w.lines {
		if s, ok := sectionHead(l.text); ok && s.when.day > last {
			last = s.when.day
		}
	}
	at, err := time.Parse(time.DateOnly, last)
	if err != nil {
		return ""
	}
	y, n := at.ISOWeek()
	return fmt.Sprintf("%d-W%02d", y, n)
}

// dateDocument dates a document that has no meeting of its own: by the last day that heads a part of it, else by the last meeting or row of
// which it tells, else by a day on which it is known to have stood there.
func (w *writer) dateDocument() {
	if w.document["date"] != nil {
		w.document["undated"] = false
		return
	}
	last := ""
	for _, l := range w.lines {
		if h, ok := sectionHead(l.text); ok && (w.kind == Weekly || w.kind == Person) {
			last = max(last, h.when.day)
		}
		for _, row := range []*regexp.Regexp{rowHead, pastRow} {
			m := row.FindStringSubmatch(l.text)
			if m == nil || w.kind != DecisionList {
				continue
			}
			if d := days(m[1]); len(d) == 1 {
				last = max(last, d[0].day)
			}
		}
	}
	switch last = cmp.Or(last, w.lastTold(), w.published()); {
	case last != "":
		w.document["date"], w.document["undated"] = last, false
	case w.by != "":
		w.document["date"], w.document["undated"] = w.by, true
		w.notes = append(w.notes, "the page gives no date: dated "+w.by+", a day on which it is known to have stood there")
	}
}

// published is the day that a story or a page of unknown kind gives as its own: behind the label, or on a line of its own; empty where it
// gives none.
func (w *writer) published() string {
	if w.kind != News && w.kind != Unknown {
		return ""
	}
	for _, l := range w.lines[:min(len(w.lines), first)] {
		text := l.text[len(publishedLabel.FindString(l.text)):]
		if d := days(text); len(d) == 1 && strings.TrimSpace(text[:d[0].from]) == "" && len(strings.Fields(text[d[0].to:])) <= 2 && !l.cut {
			return d[0].day
		}
	}
	return ""
}

// publishedLabel stands before the day of a page: `Published: 12 May 2025`.
var publishedLabel = regexp.MustCompile(`^(?i:(?:first )?(?:published|posted|released|date(?: published| of publication)?|publication date|release date)(?: on| date)?\s*[:–-]?\s*)`)

// lastTold is the last day that a page of several meetings or decisions gives one of them; empty where it gives none.
func (w *writer) lastTold() (last string) {
	if w.kind == Weekly {
		for _, e := range w.entities {
			if day, ok := e.data["date"].(string); ok && e.data["type"] == "Meeting" {
				last = max(last, day)
			}
		}
	}
	if w.kind == DecisionList {
		for _, f := range w.facts {
			if day, ok := f.data["when"].(string); ok && f.data["type"] == "Decision" {
				last = max(last, day)
			}
		}
	}
	return last
}
