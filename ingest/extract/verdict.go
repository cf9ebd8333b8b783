package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// verdicts finds the decisions of a sentence; spoke says that the sentence before had a body as subject, so that `They` is that
// body. It also says whether this one has.
func verdicts(s span, spoke bool) (out []verdict, body bool) {
	s = numberless(s)
	text := s.String()
	body = startsBody.MatchString(text) || spoke && they.MatchString(text)
	if earlier.MatchString(itsMinutes.ReplaceAllString(text, "")) && !asRecord.MatchString(text) && !minutesOf.MatchString(text) && !resolvedIt.MatchString(text) && !bareVerb.MatchString(text) {
		return nil, body
	}
	h := &hearing{sentence: s, text: text}
	switch {
	case resolvedIt.MatchString(text):
		h.resolution()
	case bareVerb.MatchString(text):
		x := bareVerb.FindStringSubmatchIndex(text)
		h.add(outcomes[strings.ToLower(text[x[2]:x[3]])], x[2], x[3])
	case planned.MatchString(text) && !h.decidesFirst(spoke):
	case h.hereby():
	case h.votedDown():
	case h.active(spoke):
	default:
		h.passive()
	}
	return h.out, body
}

// minuteNumber is how minutes number their sentences: `61/2008 The Cabinet agreed`, `2.1 The Committee noted`.
var minuteNumber = regexp.MustCompile(`^(?:\d{1,4}/\d{2,4}|\d{1,3}\.\d{1,3})\.?\s+\p{Lu}`)

// numberless is a sentence without such a number.
func numberless(s span) span {
	if _, title, ok := minuteTitle(s); ok { // 23/23 MINUTES RESOLVED that
		title.from = title.to + len(title.line.text[title.to:s.to]) - len(strings.TrimLeft(title.line.text[title.to:s.to], " :–-"))
		title.to = s.to
		return title
	}
	if m := minuteNumber.FindStringIndex(s.String()); m != nil {
		_, size := utf8.DecodeLastRuneInString(s.String()[:m[1]])
		s.from += m[1] - size
	}
	return s
}

// holder is somebody who decides alone, by post.
var holder = regexp.MustCompile(`^The (?:(?:Deputy |Assistant |Corporate |Executive |Strategic |Service |Interim )*(?:Chief (?:Executive|Officer)|Director|Head|Leader|Mayor|Cabinet Member|Executive Member|Lead Member|Portfolio Holder))\b[^.;:]{0,100}?\s(?:has |have )?(approved|agreed|authorised|endorsed|noted|rejected|refused|deferred)\b`)

// byHolder reads a sentence in which the holder of a post decides, as notices of delegated decisions tell it.
func byHolder(s span) (verdict, bool) {
	m := holder.FindStringSubmatchIndex(s.String())
	if len(m) == 0 || planned.MatchString(s.String()[:m[3]]) || earlier.MatchString(s.String()[:m[3]]) {
		return verdict{}, false
	}
	return verdict{outcome: outcomes[s.String()[m[2]:m[3]]], sentence: s, verb: s.sub(m[2], m[3])}, true
}

// hearing gathers what one sentence decides.
type hearing struct {
	sentence span
	text     string
	out      []verdict
}

func (h *hearing) add(outcome string, from, to int) {
	h.out = append(h.out, verdict{outcome: outcome, sentence: h.sentence, verb: h.sentence.sub(from, to)})
}

// resolution reads `RESOLVED that the report be noted`.
func (h *hearing) resolution() {
	if m := resolvedIt.FindStringIndex(h.text); len(m) > 0 && refuses.MatchString(h.text[m[1]:]) {
		h.add("REJECTED", m[0], m[1])
		return
	}
	for _, re := range []*regexp.Regexp{asResolved, asRecord, asGiven} {
		if x := re.FindStringSubmatchIndex(h.text); x != nil {
			h.add(passiveOutcome(h.text[x[2]:x[3]]), x[2], x[3])
			return
		}
	}
	m := resolvedIt.FindStringIndex(h.text)
	outcome := "AGREED"
	if x := toResolve.FindStringSubmatchIndex(h.text[max(0, m[1]-2):]); len(x) > 0 && x[0] == 0 {
		outcome = outcomes[h.text[max(0, m[1]-2):][x[2]:x[3]]]
	}
	h.add(outcome, m[0], m[1])
	if x := andNotTo.FindStringSubmatchIndex(h.text[m[1]:]); x != nil { // to note the position and not to approve the waiver
		h.add("REJECTED", m[1]+x[2], m[1]+x[3])
	}
}

// subjectVerb is the verb whose subject is a body, or `They` after a sentence about one.
func (h *hearing) subjectVerb(spoke bool) []int {
	m := byBody.FindStringSubmatchIndex(h.text)
	if m == nil && didNotIn.MatchString(h.text) { // few sentences have the words; the whole form takes long
		m = bodyNot.FindStringSubmatchIndex(h.text)
	}
	if m == nil && spoke {
		m = they.FindStringSubmatchIndex(h.text)
	}
	return m
}

// decidesFirst: the body decides before anything in the sentence is only planned.
func (h *hearing) decidesFirst(spoke bool) bool {
	m := h.subjectVerb(spoke)
	return len(m) > 0 && !planned.MatchString(h.text[:m[3]])
}

// active reads sentences in which a body acts.
func (h *hearing) active(spoke bool) bool {
	if m := h.subjectVerb(spoke); m != nil {
		h.verb(m[2], m[3])
		h.further(m[3])
		h.participles(m[3])
		return true
	}
	if m := dealt.FindStringIndex(h.text); m != nil {
		h.further(m[1])
		return true
	}
	if m := metThen.FindStringIndex(h.text); m != nil {
		h.further(m[1])
		h.participles(m[1])
		return true
	}
	return false
}

// verb adds a decision unless what follows the verb shows that it is none: `noted that costs had risen`, `agreed with`.
func (h *hearing) verb(from, to int) {
	verb, rest := strings.ToLower(h.text[from:to]), h.text[to:]
	agrees := verb == "agreed" || verb == "resolved"
	outcome := outcomes[verb]
	if didNot.MatchString(verb) {
		h.add("REJECTED", from, to)
		return
	}
	if strings.HasPrefix(verb, "gave ") {
		outcome = "APPROVED"
	}
	if x := toWhat.FindStringSubmatch(rest); x != nil && agrees {
		outcome = outcomes[x[1]]
	}
	if agrees && notTo.MatchString(rest) {
		outcome = "REJECTED"
	}
	switch {
	case with.MatchString(rest):
	case toDecideWord.MatchString(verb) && !votedTo.MatchString(h.text[:from]):
	case that.MatchString(rest) && (!agrees || !should.MatchString(rest)):
	default:
		h.add(outcome, from, to)
	}
}

// hereby reads who decides alone speaking: `I Ann Baker, City Mayor, do hereby approve`.
func (h *hearing) hereby() bool {
	m := iHereby.FindStringSubmatchIndex(h.text)
	if m == nil {
		return false
	}
	h.add(outcomes[h.text[m[2]:m[3]]], m[2], m[3])
	return true
}

// votedDown reads a vote that was lost: `Cabinet voted 5 to 3 against the recommendation`.
func (h *hearing) votedDown() bool {
	if !strings.Contains(h.text, " against ") {
		return false
	}
	m := voteAgainst.FindStringSubmatchIndex(h.text)
	if m == nil {
		return false
	}
	h.add("REJECTED", m[2], m[3])
	return true
}

// voteAgainst is a body's vote; those of some of its members decide nothing.
var voteAgainst = regexp.MustCompile(`(?:^|, |\b(?:[Tt]he|debate|discussion|vote) )(?:(?:\p{Lu}[\p{L}&]*|and|of) ){0,6}?(?:[Cc]ommittee|[Cc]abinet|[Pp]anel|[Bb]oard|[Cc]ouncil|[Ee]xecutive)(?: members)? (voted(?: by)?(?: \d+(?: votes)?(?: to |[-–])\d+| unanimously| narrowly)? against) (?:the|a|an|this|it)\b`)

// further reads more verbs of the same body: `agreed the plan and noted the risks`.
func (h *hearing) further(from int) {
	all := joined.FindAllStringSubmatchIndex(h.text[from:], -1)
	if len(all) > 0 { // approved the plan, agreed to its cost, and noted the risks
		last := all[len(all)-1][0]
		all = append(enumerated.FindAllStringSubmatchIndex(h.text[from:from+last], -1), all...)
	}
	for _, x := range all {
		if between := h.text[from : from+x[0]]; !strings.Contains(between, ";") && !subordinate.MatchString(between) {
			h.verb(from+x[2], from+x[3])
		}
	}
}

// participles reads `..., approving the plan and noting the risks`.
func (h *hearing) participles(from int) {
	for _, x := range participle.FindAllStringSubmatchIndex(h.text[from:], -1) {
		if !that.MatchString(h.text[from+x[3]:]) {
			h.add(outcomes[h.text[from+x[2]:from+x[3]]], from+x[2], from+x[3])
		}
	}
}

// passive reads sentences in which what was decided is the subject.
func (h *hearing) passive() {
	if x := asRecord.FindStringSubmatchIndex(h.text); x != nil {
		if !strings.HasPrefix(strings.ToLower(h.text[x[0]:]), "be ") {
			h.add(passiveOutcome(h.text[x[2]:x[3]]), x[2], x[3])
		}
		return
	}
	if x := chosenAs.FindStringSubmatchIndex(h.text); x != nil && len(people(h.sentence)) > 0 {
		if !onceChosen.MatchString(h.text[x[3]:]) {
			h.add("", x[2], x[3])
		}
		return
	}
	if x := minutesOf.FindStringSubmatchIndex(h.text); x != nil {
		h.add(passiveOutcome(h.text[x[2]:x[3]]), x[2], x[3])
		return
	}
	for _, re := range []*regexp.Regexp{passive, motionFell} {
		if x := re.FindStringSubmatchIndex(h.text); x != nil {
			h.add(passiveOutcome(h.text[x[2]:x[3]]), x[2], x[3])
			return
		}
	}
	if x := agreedTo.FindStringIndex(h.text); x != nil {
		h.add("AGREED", x[0], x[1])
	}
}

const against = `(?:did not|declined to|refused to) (?:agree|approve|support|accept|endorse|grant|adopt)`

var (
	startsBody   = regexp.MustCompile(`^` + subject + `\s(?:also |then )?(?:met|convened|gathered|has|have|(?i:` + decided + `)|received|considered|discussed|reviewed|heard|dealt with|went through|looked at|covered|addressed|debated)\b`)
	iHereby      = regexp.MustCompile(`^I,? [^.;]{0,240}?\bhereby (approve|agree|authorise|note|endorse|reject|refuse|defer)\b`)
	itsMinutes   = regexp.MustCompile(`(?i)minutes of the (?:previous|last) meeting|(?:previous|last) meeting['’]s minutes`)
	dealt        = regexp.MustCompile(`^` + subject + `\s(?:also |then )?(?:received|considered|discussed|reviewed|heard|debated|examined|scrutinised|questioned|welcomed|asked for|requested|thanked)\b`)
	toWhat       = regexp.MustCompile(`^ to (approve|grant|defer|refuse|reject|refer)\b`)
	toResolve    = regexp.MustCompile(`(?i:\bto) (approve|grant|defer|refuse|reject|refer|note|adopt|endorse)\b`)
	toDecideWord = regexp.MustCompile(`^(?:` + toDecide + `)$`)
	votedTo      = regexp.MustCompile(`\b(?:voted|decided)(?: [^.,]{0,40}?)? to $`)
	andNotTo     = regexp.MustCompile(`(?:,| and| but),? (not to (?:approve|grant|adopt|endorse|support|agree|accept))\b`)
	notTo        = regexp.MustCompile(`^ not to (?:approve|grant|adopt|endorse|support|agree|accept)\b`)
	// refuses follows RESOLVED that, and is no agreement: ` the Committee does not support the plan`, ` the bid not be approved`.
	refuses = regexp.MustCompile(`^ (?:[^.;:]{0,120}? (?:does|do) not (?:support|approve|agree|endorse|accept)|not (?:approve|support|grant|endorse|accept)|[^.;:]{0,120}? (?:not be|be not) (?:approved|agreed|supported|granted|endorsed|accepted))\b`)
	// bodyNot is a sentence in which a body decides against something.
	bodyNot     = regexp.MustCompile(`^` + subject + ` (?:(?:has|have|had|also|then|unanimously) )?((?i:` + against + `))\b`)
	didNotIn    = regexp.MustCompile(`(?i)did not|declined to|refused to`)
	didNot      = regexp.MustCompile(`^(?:` + against + `)$`)
	metThen     = regexp.MustCompile(`^` + subject + ` (?:met|convened|gathered)\b`)
	agreedTo    = regexp.MustCompile(`^Agreed to\b`)
	subordinate = regexp.MustCompile(`\b(?:which|who|that|how|whether|where) `)
)
