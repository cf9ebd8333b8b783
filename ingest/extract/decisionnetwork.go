package extract

import "regexp"

// networkLine is what the network's page of a decision has below its title: `April 2, 2024 Cabinet (Cabinet collective) Key decision
// Approved View on council website`.
var networkLine = regexp.MustCompile(`^(\p{L}+ \d{1,2}, \d{4}) (\p{Lu}[^()]*?)(?: \([^()]*\))?(?: (?:Non-)?[Kk]ey decision)? (\p{Lu}\p{L}+(?: \p{L}+)?) View on council website`)

// networkHead reads that line, where the page has no labels.
func (w *writer) networkHead(n *ruling) {
	if n.when.line != nil || n.maker.line != nil {
		return
	}
	for i, l := range w.lines[:min(len(w.lines), first)] {
		m := networkLine.FindStringSubmatchIndex(l.text)
		if m == nil {
			continue
		}
		n.when = labelled{line: l}
		if i > 0 {
			w.title = oneLine(w.lines[i-1].text)
		}
		if o, ok := outcomeOf(l.text[m[6]:m[7]]); ok {
			n.outcome, n.status = o, l
		}
		if found := bodies(span{l, m[4], m[5]}); len(found) == 1 && found[0].String() == l.text[m[4]:m[5]] && w.body == "" {
			w.body = w.committee(l.text[m[4]:m[5]], l.at(m[4], m[5]))
		} else if len(w.councils) == 1 {
			w.unresolved(l.at(m[4], m[5]), "OFFICER", "Who decided, by post.")
			w.decider = w.councils[0]
		}
		return
	}
}
