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

// readRisks reads what sentences say of known risks.
func (w *writer) readRisks(lines []*line) {
	for _, l := range lines {
		if l.furniture {
			continue
		}
		for _, s := range l.sentences() {
			for _, f := range w.find(s) {
				if f.Type == "Risk" {
					w.risk(s, f)
				}
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
	w.fact("RiskAssessment", fields, f.Text+": "+strings.ToLower(fields["state"].(string))+".", seen...)
}
