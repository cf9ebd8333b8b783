package extract

import (
	"regexp"
	"strings"
)

var (
	// intends is what follows the name of who means to do something.
	intends = regexp.MustCompile(`^(?: Council)?(?:['’]s?)?(?: reportedly| also| currently)* (?:(?:stated |declared |formal )?intention to|(?:has|have) (?:an? )?(?:broader |wider |longer-term |long-term )?plans? to|intends? to|plans to|aims to) (\p{Ll}[^.;:]*)`)
	// ofAnother stands before a name that is not the subject: `the review of Brent aims to`.
	ofAnother  = regexp.MustCompile(`(?i)\b(?:of|in|for|by|to|from|with|at|on|across|and|or) (?:the )?$`)
	ownersName = regexp.MustCompile(`^(?: Council)?['’]`)
	// reason is a frame that tells why something is so.
	reason = regexp.MustCompile(`\b((?:[Tt]he|[Tt]his|[Tt]hese) (?:\p{L}+ ){0,3}(?:` + happening + `) )(?:was|were|is|are) (?:reportedly |partly |mainly |largely |also )*(?:linked to|attributed to|driven by|prompted by|caused by) ([^.;:]+)`)
	// happening is what has a reason; a road that is linked to another has none.
	happening = `decisions?|changes?|closures?|moves?|delays?|slippage|increases?|rises?|growth|improvements?|decreases?|falls?|reductions?|losses|loss|overspends?|underspends?|shortfalls?|` +
		`pressures?|variances?|withdrawals?|departures?|exits?|cancellations?|postponements?|failures?|disruptions?|incidents?|outages?`
	// furtherReason parts two reasons.
	furtherReason = regexp.MustCompile(`,? and (?:to |by )?(an? |the )`)
	// unsaid are words with which a page takes back what it tells.
	unsaid = regexp.MustCompile(`(?i)\b(?:no|not|never|nor|without|if|whether|would|abandon\w*|withdr\w+)\b`)
)

// readIntentions reads what a council or body means to do, and reasons that a sentence gives.
func (w *writer) readIntentions(lines []*line) {
	for _, l := range lines {
		if l.furniture {
			continue
		}
		for _, s := range l.sentences() {
			if s.cut() {
				continue
			}
			for _, o := range w.orgs(s) {
				w.intention(s, o)
			}
			w.reasons(s)
		}
	}
}

func (w *writer) intention(s span, o org) {
	rest := s.line.text[o.at.to:s.to]
	m := intends.FindStringSubmatchIndex(rest)
	if len(m) == 0 || unsaid.MatchString(s.line.text[s.from:o.at.to+m[2]]) {
		return
	}
	if ofAnother.MatchString(s.line.text[s.from:o.at.from]) && !ownersName.MatchString(rest) {
		return
	}
	what := span{s.line, o.at.to + m[2], o.at.to + m[3]}
	what.to = what.from + len(mainClause(what.String()))
	w.fact("Remark", object{"kind": "INTENTION", "by": o.id}, "It means to "+what.String()+".", what.place(), o.at.place())
}

// mainClause is what stands before another verb of the sentence takes over: `to leave the service | was discussed`.
func mainClause(text string) string {
	if m := takesOver.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	return strings.TrimSpace(text)
}

var takesOver = regexp.MustCompile(`,? (?:and )?(?:also )?(?:was|were|is|are|has|have|had|will|which|that)\b|, (?:along|but|while|with|following|although|after|because|as|subject|despite)\b`)

func (w *writer) reasons(s span) {
	m := reason.FindStringSubmatchIndex(s.String())
	if len(m) == 0 || unsaid.MatchString(s.String()[:m[1]]) {
		return
	}
	at := m[4]
	text := s.String()
	ends := append(furtherReason.FindAllStringSubmatchIndex(text[m[4]:m[5]], -1), []int{m[5] - m[4], 0, m[5] - m[4], 0})
	for _, end := range ends {
		part := s.sub(at, m[4]+end[0])
		w.fact("Remark", object{"kind": "REASON"}, "Why "+strings.ToLower(strings.TrimSpace(text[m[2]:m[3]]))+": "+strings.TrimSpace(part.String())+".", part.place(), s.sub(m[2], m[4]).place())
		at = m[4] + end[2]
	}
}

var (
	// toBeDone is what is announced: `a transition team will be set up`.
	toBeDone = regexp.MustCompile(`\b((?:[Aa]n?|[Tt]he) (?:[\p{L}-]+ ){1,5}?)will be (established|set up|formed|created|developed|produced|drawn up|commissioned|carried out|undertaken|completed|published)\b`)
	// inOrder is what it is for.
	inOrder = regexp.MustCompile(`^[^.;:,]*? to (develop|produce|prepare|draw up|agree) ((?:an?|the) (?:[\p{L}-]+ ?){1,4})`)
	// onceDone is what has to come first.
	onceDone = regexp.MustCompile(`\b(?:[Oo]nce|[Uu]ntil) ((?:[\p{L}-]+ ){1,5}?)(?:is|are|has been|have been) (received|agreed|approved|confirmed|given|granted|signed|secured)\b`)
	// request is what somebody has asked for.
	request = regexp.MustCompile(`\b(?:an? |the )?(?:ongoing|open|outstanding|pending) requests? (?:from [^.;:]{1,60}? )?to ([^.;]+?)(?:, (?:currently|which|but|with|pending|although|subject|awaiting)\b|[.;]|$)`)
)

// readSteps reads what is announced, and what has to come first.
func (w *writer) readSteps(lines []*line) {
	for _, l := range lines {
		if l.furniture {
			continue
		}
		for _, s := range l.sentences() {
			if s.cut() {
				continue
			}
			w.announced(s)
			w.asked(s, "")
		}
	}
}

func (w *writer) announced(s span) {
	text := s.String()
	m := toBeDone.FindStringSubmatchIndex(text)
	if m == nil || perhaps.MatchString(text) || relative.MatchString(text[m[2]:m[3]]) {
		return
	}
	step := func(kind, action string, what span) {
		fields := object{"kind": kind, "modality": "EXPECTED", "action": oneLine(action)}
		if about := w.knownIn(what); len(about) > 0 {
			fields["about"] = about
		}
		w.fact("Step", fields, map[string]string{"PLANNED": "Announced.", "AWAITED": "It has to come first."}[kind], what.place())
	}
	step("PLANNED", text[m[2]:m[5]], s.sub(m[0], m[1]))
	if x := inOrder.FindStringSubmatchIndex(text[m[1]:]); x != nil {
		step("PLANNED", text[m[1]+x[2]:m[1]+x[5]], s.sub(m[1]+x[2], m[1]+x[5]))
	}
	if x := onceDone.FindStringSubmatchIndex(text); x != nil {
		step("AWAITED", text[x[2]:x[3]]+"to be "+text[x[4]:x[5]], s.sub(x[0], x[1]))
	}
}

// relative: the announcement is a clause about something else.
var relative = regexp.MustCompile(`\b(?:which|that|who|whom)\b`)

// perhaps are words that make of an announcement no more than a possibility.
var perhaps = regexp.MustCompile(`(?i)\b(?:if|unless|whether|may|might|could|would|should|not|no)\b`)

// asked reads an open request; about is the project that the sentence tells of, empty where it is told of none.
func (w *writer) asked(s span, about string) {
	m := request.FindStringSubmatchIndex(s.String())
	if len(m) == 0 || unsaid.MatchString(s.String()[:m[0]]) || about == "" && w.requested[spot{s.line.Ordinal, s.from + m[2]}] {
		return
	}
	w.requested[spot{s.line.Ordinal, s.from + m[2]}] = true
	what := s.sub(m[2], m[3])
	fields := object{"kind": "REQUESTED", "modality": "REQUESTED", "action": oneLine(what.String())}
	if about != "" {
		fields["about"] = []string{about}
	}
	w.fact("Step", fields, "Asked for.", s.sub(m[0], m[3]).place())
}
