package extract

import (
	"regexp"
	"strings"

	"councilgraph/ingest/passage"
)

var (
	// revised opens a list of changes to an agreement.
	revised = regexp.MustCompile(`(?i)\b(?:revisions?|amendments?|changes|updates)\b[^.]{0,40}\b(proposed|drafted|agreed|noted|made)\b[^.]{0,20}\bto (?:the )?|\b(proposed|draft|agreed) (?:revisions?|amendments?|changes) to (?:the )?`)
	// including ends such a line where a list follows.
	including = regexp.MustCompile(`(?i)(?:these|which|and) includ(?:ed|es|e|ing)[^.]*:$|:$`)
	agreement = regexp.MustCompile(`^((?:\p{Lu}[\p{L}-]*(?: (?:of|and|for) )?\s?)*(?:Agreement|Strategy|Terms of Reference|Constitution|Plan|Framework|Protocol))(?: \(([A-Z]{2,8})\))?`)
	change    = regexp.MustCompile(`^(?i:an? |the |some )?(?i:(updat|reword|amend|clarif|addi|remov|delet|insert|chang|revis|extend|extens)\w*)(?: \w+)? (?:to|of|on|in|regarding|about) (?:an? |the )?(?:section (?:regarding|on|about) )?(.+?)(?:,| to include\b| to reflect\b| whereby\b|\.|$)`)
	changed   = map[string]string{"updat": "updated", "reword": "reworded", "amend": "amended", "clarif": "made clear", "addi": "added", "remov": "removed",
		"delet": "removed", "insert": "added", "chang": "changed", "revis": "revised", "extend": "extended", "extens": "extended"}
	revisionStatus = map[string]string{"proposed": "PROPOSED", "drafted": "DRAFTED", "draft": "DRAFTED", "agreed": "AGREED", "noted": "NOTED"}
)

// readRevisions reads lists of changes to agreements.
func (w *writer) readRevisions(lines []*line) {
	id, status := "", ""
	ordinal := 0
	var lead *line
	var leadAt place
	for _, l := range lines {
		switch {
		case l.furniture:
		case l.Kind == passage.Bullet && id != "":
			ordinal++
			if !l.cut {
				w.revision(l, id, status, ordinal, leadAt)
			}
		default:
			id, lead, ordinal = "", l, 0
			if l.Kind == passage.Heading {
				continue
			}
			var to int
			if id, status, to = w.revisedAgreement(lead); id == "" {
				continue
			}
			m := revised.FindStringIndex(l.text)
			leadAt = l.at(m[0], to)
			if !including.MatchString(l.text) {
				w.fact("AgreementRevision", object{"agreement": id, "status": status, "change": "not told"}, "Changes to the agreement are told, not which.", leadAt)
				id = ""
			}
		}
	}
}

// revisedAgreement is the agreement that a line says is changed: known, or new by its name.
func (w *writer) revisedAgreement(l *line) (id, status string, to int) {
	m := revised.FindStringSubmatchIndex(l.text)
	if m == nil {
		return "", "", 0
	}
	verb := ""
	for _, g := range []int{2, 4} {
		if m[g] >= 0 {
			verb = strings.ToLower(l.text[m[g]:m[g+1]])
		}
	}
	status = revisionStatus[verb]
	for _, f := range w.find(span{l, m[1], len(l.text)}) {
		if f.Type == "Agreement" && f.at.from == m[1] {
			return w.entity("Agreement", f.ID, f.Text, nil, f.at.place()), status, f.at.to
		}
	}
	a := agreement.FindStringSubmatchIndex(l.text[m[1]:])
	if len(a) == 0 || a[3]-a[2] < len("A Plan") {
		return "", "", 0
	}
	name := strings.TrimSpace(l.text[m[1]+a[2] : m[1]+a[3]])
	if n, ok := w.known.named("Agreement", name, w.councils...); ok {
		return w.entity("Agreement", n.ID, n.Text, nil, l.at(m[1]+a[2], m[1]+a[3])), status, m[1] + a[3]
	}
	return w.entity("Agreement", "", name, nil, l.at(m[1]+a[2], m[1]+a[3])), status, m[1] + a[3]
}

// revision is one entry of a list of changes.
func (w *writer) revision(l *line, id, status string, ordinal int, lead place) {
	m := change.FindStringSubmatchIndex(l.text)
	if m == nil {
		return
	}
	clause := l.text[m[4]:m[5]]
	fields := object{"agreement": id, "ordinal": ordinal, "clause": clause, "change": changed[strings.ToLower(l.text[m[2]:m[3]])], "status": status}
	for _, f := range w.find(span{l, 0, len(l.text)}) {
		if f.Type == "Agreement" && f.ID != id {
			fields["part"] = w.entity("Agreement", f.ID, f.Text, nil, f.at.place())
		}
	}
	if fields["part"] == nil {
		fields["part"] = w.revisedPart(span{l, m[4], m[5]}, id, lead)
	}
	w.fact("AgreementRevision", fields, "Change "+strings.TrimSpace(clause)+".", l.at(m[2], m[5]), lead)
}

var ofReference = regexp.MustCompile(`^ Terms of Reference\b`)

// revisedPart is a part that a change names and the graph does not know: a numbered KPI is a clause of the agreement, and terms of
// reference are a body's where its name stands before them. Without either the change names no part.
func (w *writer) revisedPart(s span, agreement string, lead place) string {
	if m := kpi.FindStringIndex(s.String()); len(m) > 0 && m[0] == 0 {
		at := s.sub(m[0], m[1]).place()
		id := w.entity("Agreement", "", s.String()[m[0]:m[1]], nil, at)
		w.claim(id, "kind", "CLAUSE", "It is changed as a numbered part of the agreement.", at)
		w.fact("Link", object{"subject": id, "kind": "PART_OF", "object": agreement}, "It is part of the agreement that is changed.", at, lead)
		return id
	}
	for _, f := range w.find(s) {
		m := ofReference.FindStringIndex(s.line.text[f.at.to:s.to])
		if f.Type != "Body" || f.at.from != s.from || m == nil {
			continue
		}
		to := f.at.to + m[1]
		at := s.line.at(s.from, to)
		id := w.entity("Agreement", "", s.line.text[s.from:to], nil, at)
		w.claim(id, "kind", "TERMS_OF_REFERENCE", "Its name says what it is: terms of reference.", at)
		w.fact("Link", object{"subject": id, "kind": "ABOUT", "object": w.entity("Body", f.ID, f.Text, nil, f.at.place())}, "They are the terms of reference of "+f.Text+".", at)
		return id
	}
	return ""
}
