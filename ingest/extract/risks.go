package extract

import (
	"regexp"
	"strings"
)

// riskStates are the words that tell how a page speaks of a risk. The first that stands counts; none: it is said to exist.
var riskStates = []struct {
	state string
	re    *regexp.Regexp
}{
	{"CLOSED", regexp.MustCompile(`(?i)\brisk\b[^.]{0,40}\bclosed\b|\bno longer a risk\b`)},
	{"MATERIALISED", regexp.MustCompile(`(?i)\b(?:materialised|crystallised|has occurred|came about)\b`)},
	{"MITIGATED", regexp.MustCompile(`(?i)\b(?:mitigated|mitigating actions?|mitigations? (?:is|are|was|were) in place)\b`)},
}

var riskLevel = regexp.MustCompile(`(?i)\b(?:rated|scored|score of|level of|remains?|classed as) (?:as )?(very high|high|medium|low|red|amber|green|critical|significant|\d{1,2})\b`)

// readRisks reads what sentences say of known risks, once every sentence that names one has been read.
func (w *writer) readRisks(lines []*line) {
	named := map[spot]bool{}
	for _, l := range lines {
		for _, s := range l.sentences() {
			named[spot{l.Ordinal, s.from}] = !l.furniture && w.facing(s)
		}
	}
	risks := w.candidates("Risk")
	for _, l := range lines {
		if l.furniture {
			continue
		}
		for _, s := range l.sentences() {
			told := named[spot{l.Ordinal, s.from}]
			for _, f := range w.find(s) {
				if f.Type == "Risk" {
					w.risk(s, f)
					told = true
				}
			}
			if f, ok := w.describedRisk(s, risks); ok && !told {
				w.risk(s, f)
			}
		}
	}
}

func (w *writer) risk(s span, f found) {
	fields := object{"risk": w.entity("Risk", f.ID, f.Text, nil, f.at.place()), "state": "IDENTIFIED"}
	seen := []place{f.at.place()}
	for _, x := range riskStates {
		if m := x.re.FindStringIndex(s.String()); m != nil {
			fields["state"] = x.state
			seen = append(seen, s.sub(m[0], m[1]).place())
			break
		}
	}
	if m := riskLevel.FindStringSubmatchIndex(s.String()); m != nil {
		fields["level"] = s.String()[m[2]:m[3]]
		seen = append(seen, s.sub(m[2], m[3]).place())
	}
	for _, o := range w.orgs(s) {
		if inRelation.MatchString(s.line.text[s.from:o.at.from]) {
			fields["affects"] = []string{o.id}
			seen = append(seen, o.at.place())
		}
	}
	w.fact("RiskAssessment", fields, f.Text+": "+strings.ToLower(fields["state"].(string))+".", seen...)
}

var (
	// inRelation stands before whom a risk affects.
	inRelation = regexp.MustCompile(`(?i)\b(?:in relation to|affecting|posed to|facing) (?:the )?$`)
	// denied stands before what there is not.
	denied = regexp.MustCompile(`(?i)\b(?:no|not|nor|without|never|free of)\b(?: \p{L}+){0,3} $`)
	// faced is a frame that names a pressure, risk or threat, and how grave it is.
	faced = regexp.MustCompile(`\b(?:(?:is|are|was|were)(?: also| currently| still)* facing|faces|faced) (?:an? )?(?:(significant|serious|severe|major|considerable|substantial) )?((?:\p{Ll}[\p{Ll}-]+ ){1,2}(?:pressures?|risks?|threats?))\b`)
	// goesOn joins a further verb to the subject of a sentence.
	goesOn = regexp.MustCompile(`(?:,? and|,) $`)
)

// describedRisk is the one known risk whose words stand together in a sentence.
func (w *writer) describedRisk(s span, risks []candidate) (out found, ok bool) {
	have := wordsAt(s.String())
	for _, n := range risks {
		if len(n.need) < 2 {
			continue
		}
		from, to, stand := together(have, n.need, len(n.need)+2, sameWord)
		if !stand || denied.MatchString(s.String()[:from]) || out.ID == n.ID {
			continue
		}
		if ok {
			return found{}, false
		}
		out, ok = found{n.Name, s.sub(from, to)}, true
	}
	return out, ok
}

// facing reads what a council or body is said to face, where it is the one that the sentence is about: `Brent faces cost pressures`. The
// risk is named after both.
func (w *writer) facing(s span) bool {
	m := faced.FindStringSubmatchIndex(s.String())
	all := w.orgs(s)
	if m == nil || len(all) != 1 || all[0].at.from != s.from || s.line.cut && s.to == len(s.line.text) {
		return false
	}
	o := all[0]
	between := s.line.text[o.at.to : s.from+m[0]]
	if !ofOrg.MatchString(between) && !goesOn.MatchString(between) {
		return false
	}
	at := s.sub(m[4], m[5])
	fields := object{"risk": w.entity("Risk", "", o.at.String()+" "+at.String(), nil, at.place()), "state": "IDENTIFIED", "affects": []string{o.id}}
	if m[2] >= 0 {
		fields["level"] = s.String()[m[2]:m[3]]
		at.from = s.from + m[2]
	}
	w.fact("RiskAssessment", fields, "It is said to face "+at.String()+".", at.place(), o.at.place())
	return true
}

// ofOrg is what may stand between an organisation's name and the verb that it is the subject of.
var ofOrg = regexp.MustCompile(`^(?: Council)?(?: reportedly| also| currently| still)* $`)
