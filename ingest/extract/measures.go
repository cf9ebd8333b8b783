package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
	"councilgraph/ingest/passage"
)

// trends are the words that tell which way a figure went, where none is printed.
var trends = []struct {
	trend string
	re    *regexp.Regexp
}{
	{"BETTER", regexp.MustCompile(`(?i)\b(?:improved|improvements?|better)\b`)},
	{"WORSE", regexp.MustCompile(`(?i)\b(?:worsened|deteriorated|worse)\b`)},
	{"STEADY", regexp.MustCompile(`(?i)\b(?:maintained|remained (?:steady|stable|the same)|unchanged)\b`)},
	{"UP", regexp.MustCompile(`(?i)\b(?:increased?|rises?|risen|rose|growth|grown|grew)\b`)},
	{"DOWN", regexp.MustCompile(`(?i)\b(?:decreased?|reduced|reduction|fallen|fell|falls?|drop(?:ped)?|declined?)\b`)},
}

var (
	targetBefore = regexp.MustCompile(`(?i)\btarget(?:\s\w+){0,3}\s?(?:of|is|was|being|:)?\s?$`)
	kpi          = regexp.MustCompile(`\bKPI ((?:[A-Z0-9]+-)?[A-Z]*\d+[A-Z0-9-]*)\b`)
)

// readMeasures reads figures of known indicators: all words of the name stand in the sentence. `KPI X-01` names a new one.
func (w *writer) readMeasures(lines []*line) {
	for _, b := range blockList(lines) {
		section, hasSection := w.sectionPartner(b.heading)
		for _, l := range b.lines {
			label, from, labelled := w.partnerOf(l)
			if !labelled && hasSection {
				label = section
			}
			for _, s := range l.sentences() {
				if s.to > from && !s.cut() {
					w.measure(s, label)
				}
			}
			for _, m := range kpi.FindAllStringSubmatchIndex(l.text, -1) {
				w.newIndicator(l, m)
			}
			w.namedMeasure(l, label)
		}
	}
}

func (w *writer) newIndicator(l *line, m []int) {
	name := l.text[m[0]:m[1]]
	if w.byKey["ref:agreement-"+value.Slug(name)] != nil {
		return // a clause of an agreement on this page
	}
	for _, f := range w.find(span{l, m[0], len(l.text)}) {
		if f.at.from == m[0] {
			return // known, as whatever it is
		}
	}
	if l.Kind != passage.Heading && !(l.cut && m[1] == len(l.text)) {
		w.entity("Indicator", "", name, nil, l.at(m[0], m[1]))
	}
}

// namedKPI is a line that says which indicator its figure is of: `KPI Calls answered in a minute: 92%`.
var namedKPI = regexp.MustCompile(`^KPI:? (?:[-–] )?(\p{Lu}[^:;.]{4,100}?)(?::| [-–]) `)

// namedMeasure reads such a line, of an indicator that the graph does not know.
func (w *writer) namedMeasure(l *line, label org) {
	m := namedKPI.FindStringSubmatchIndex(l.text)
	if m == nil || l.cut || kpi.MatchString(l.text[:m[1]]) {
		return
	}
	if _, known := w.measured(l.text, ""); known {
		return
	}
	name, rest := span{l, m[2], m[3]}, span{l, m[1], len(l.text)}
	if len(figure.Quantities(rest.String())) == 0 {
		return
	}
	w.entity("Indicator", "", name.String(), nil, name.place())
	w.figures(rest, Name{Type: "Indicator", Text: name.String()}, w.whose(rest, label))
}

// stems are the words of a text by which names are compared: folded, without plural s, without the small words.
func stems(text string) (out []string) {
	for _, word := range value.Words(text) {
		if smallWords[word] {
			continue
		}
		if utf8.RuneCountInString(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") {
			word = word[:len(word)-1]
		}
		out = append(out, word)
	}
	return out
}

var smallWords = words("of the a an and or in on for to by with per from at")

// measured is the one known indicator that a sentence is about: that of the most words, where no other has as many.
//
// A word such as performance need not be said again: what stands before the clause in its sentence may give it; or it may give the
// thing, where the clause has no more than `an average score of`.
func (w *writer) measured(text, before string) (Name, bool) {
	have, said := stems(text), stems(before)
	var best Name
	most, ties := 0, map[string]bool{}
	for _, n := range w.known.Names {
		if n.Type != "Indicator" || !shares(n.Councils, w.councils) {
			continue
		}
		need := stems(n.Text)
		if len(need) < 2 || !standIn(need, have, said, false) && !standIn(need, have, said, true) {
			continue
		}
		switch {
		case len(need) > most:
			best, most, ties = n, len(need), map[string]bool{n.ID: true}
		case len(need) == most:
			ties[n.ID] = true
		}
	}
	return best, len(ties) == 1
}

// standIn says whether a clause has all words of a name, but for those that the sentence has before it: the general ones, or with thing
// all others.
func standIn(need, have, said []string, thing bool) bool {
	if thing && !slices.ContainsFunc(need, func(s string) bool { return generalMeasure[s] }) {
		return false
	}
	here := 0
	for _, s := range need {
		switch {
		case stands(s, have):
			here++
		case generalMeasure[s] == thing || !stands(s, said):
			return false
		}
	}
	return here > 0
}

// generalMeasure are words of an indicator's name that say how a thing is measured, not which thing.
var generalMeasure = words("performance score rate level")

func stands(s string, have []string) bool {
	return slices.ContainsFunc(have, func(h string) bool { return sameWord(h, s) })
}

// measure reads a sentence about a known indicator: targets, the figure itself, a rank, or the way it went.
func (w *writer) measure(s span, label org) {
	for _, part := range clauses(s) {
		n, ok := w.measured(part.String(), s.line.text[s.from:part.from])
		if !ok {
			continue
		}
		body := w.whose(s, label)
		w.figures(part, n, body)
	}
}

// clauses parts a sentence where a further figure is told of: `and that`, `; `.
func clauses(s span) (out []span) {
	at := s.from
	for _, m := range clauseEnd.FindAllStringIndex(s.String(), -1) {
		out = append(out, span{s.line, at, s.from + m[0]})
		at = s.from + m[1]
	}
	return append(out, span{s.line, at, s.to})
}

var clauseEnd = regexp.MustCompile(`;|, and that |, with |, despite `)

// whose figure it is: the label's, else that of the one council or body that the line names.
func (w *writer) whose(s span, label org) org {
	if label.id != "" {
		return label
	}
	found := w.orgs(s)
	if len(found) == 0 {
		found = w.orgs(span{s.line, 0, len(s.line.text)})
	}
	if len(found) == 1 {
		return found[0]
	}
	return org{}
}

func (w *writer) figures(s span, n Name, of org) {
	text := s.String()
	if weighed.MatchString(text) {
		return
	}
	quantities := figure.Quantities(text)
	var levels []figure.QuantitySpan
	for _, q := range quantities {
		if q.Value.Unit == "" && q.Value.Of != "" && scored(n) { // 4.4 out of 5
			q.Value.Unit = "score"
		}
		switch {
		case targetBefore.MatchString(text[:q.Start]):
			w.target(s, n, of, q)
		case q.Value.Unit == "rank":
			w.rank(s, n, of, q)
		case q.Value.Unit != "":
			levels = append(levels, q)
		}
	}
	if at, to, amount := countOf(text, n); to > 0 && !targetBefore.MatchString(text[:at]) {
		v := object{"amount": amount, "unit": unitOf(n), "printed": text[at:to]}
		if m := perPeriod.FindStringSubmatch(text[to:]); m != nil {
			v["per"] = strings.ToLower(m[1])
		}
		fields := object{"measure": "LEVEL", "value": v}
		if averaged.MatchString(text[:at]) {
			fields["note"] = "average"
		}
		w.observe(s, n, of, fields, w.dated(s), s.sub(at, to).place())
		return
	}
	if w.moneyLevel(s, n, of) {
		return
	}
	if level, ok := oneLevel(levels, n); ok {
		w.level(s, n, of, level)
		return
	}
	if len(quantities) > 0 {
		return
	}
	for _, t := range trends {
		if m := t.re.FindStringIndex(text); m != nil {
			w.observe(s, n, of, object{"measure": "DIRECTION", "trend": t.trend}, nil, s.sub(m[0], m[1]).place())
			return
		}
	}
}

// quantity is a figure as a record has it.
func quantity(q figure.QuantitySpan) object {
	out := object{"unit": q.Value.Unit, "printed": q.Printed}
	if q.Value.Amount != nil {
		out["amount"] = string(value.AppendDecimal(nil, *q.Value.Amount, value.QuantityPlaces))
	}
	if q.Value.Bound != "" {
		out["bound"] = string(q.Value.Bound)
	}
	for field, v := range map[string]string{"per": q.Value.Per, "of": q.Value.Of} {
		if v != "" {
			out[field] = v
		}
	}
	return out
}

func (w *writer) observe(s span, n Name, of org, fields object, at any, seen ...place) {
	fields["indicator"] = w.entity("Indicator", n.ID, n.Text, nil)
	if of.id != "" {
		fields["measured"] = of.id
	}
	if at != nil {
		fields["when"] = at
	}
	if toCome.MatchString(s.String()) {
		fields["modality"] = "EXPECTED"
	}
	if v, ok := fields["value"].(object); ok && fields["measure"] == "LEVEL" {
		w.claim(fields["indicator"].(string), "unit", v["unit"].(string), "It is given in this unit.", seen...)
	}
	w.fact("Observation", fields, n.Text+": "+strings.ToLower(fields["measure"].(string))+".", seen...)
}

func (w *writer) rank(s span, n Name, of org, q figure.QuantitySpan) {
	end := "HIGHEST"
	if low.MatchString(q.Printed) {
		end = "LOWEST"
	}
	w.observe(s, n, of, object{"measure": "RANK", "value": quantity(q), "trend": end}, nil, s.sub(q.Start, q.End).place())
}

var low = regexp.MustCompile(`(?i)\b(?:lowest|smallest|fewest|shortest|slowest)\b`)

func (w *writer) target(s span, n Name, of org, q figure.QuantitySpan) {
	v := quantity(q)
	if v["unit"] == "" {
		v["unit"] = unitOf(n)
	}
	fields := object{"indicator": w.entity("Indicator", n.ID, n.Text, nil), "value": v}
	if of.id != "" {
		fields["for"] = of.id
	}
	if m := targetYear.FindStringSubmatch(s.String()); m != nil {
		fields["when"] = m[1]
	}
	w.fact("Target", fields, n.Text+": the target.", s.sub(q.Start, q.End).place())
}
