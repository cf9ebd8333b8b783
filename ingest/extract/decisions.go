package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"councilgraph/ingest/passage"
)

// outcomes are the verbs with which a body decides, and what they come to. An election has no outcome of that kind.
var outcomes = map[string]string{
	"approved": "APPROVED", "endorsed": "APPROVED", "ratified": "APPROVED", "adopted": "APPROVED", "granted": "APPROVED",
	"agreed": "AGREED", "resolved": "AGREED", "accepted": "AGREED", "delegated": "AGREED", "authorised": "AGREED",
	"noted": "NOTED", "rejected": "REJECTED", "refused": "REJECTED", "deferred": "DEFERRED", "referred": "REFERRED", "withdrew": "WITHDRAWN",
	"backed": "AGREED", "upheld": "AGREED", "signed off": "APPROVED",
	"elected": "", "appointed": "", "re-appointed": "", "re-elected": "",
	"approve": "APPROVED", "endorse": "APPROVED", "adopt": "APPROVED", "grant": "APPROVED", "agree": "AGREED", "accept": "AGREED",
	"authorise": "AGREED", "delegate": "AGREED", "note": "NOTED", "reject": "REJECTED", "refuse": "REJECTED", "defer": "DEFERRED", "refer": "REFERRED",
	"approves": "APPROVED", "agrees": "AGREED", "notes": "NOTED", "endorses": "APPROVED", "authorises": "AGREED",
	"approving": "APPROVED", "endorsing": "APPROVED", "agreeing": "AGREED", "noting": "NOTED", "rejecting": "REJECTED", "deferring": "DEFERRED",
}

const decided = `approved|endorsed|ratified|adopted|granted|agreed|resolved|accepted|delegated|authorised|noted|rejected|refused|deferred|referred|withdrew|elected|appointed|re-appointed|re-elected|backed|upheld|signed off|gave (?:its |their |the |final |formal |full |unanimous )*(?:approval|consent|permission|green light|go-ahead)`

// toDecide follows `voted to`.
const toDecide = `approve|endorse|adopt|grant|agree|accept|reject|refuse|defer|refer`

var (
	subject = `(?:(?:[Tt]he )?Leadership Team|[Tt]he meeting|(?:[Tt]he )?(?:(?:\p{Lu}[\p{L}\p{N}&’'-]*|\p{Ll}+\p{Lu}\p{L}*|and|&|of|the|for|upon),? ){0,9}?(?:[Cc]ommittee|[Ss]ub-[Cc]ommittee|[Pp]anel|[Bb]oard|[Cc]abinet|[Cc]ouncil|[Ee]xecutive|[Cc]ommission|[Aa]ssembly|(?:Combined|Fire|Fire and Rescue|Police|Transport|Mayoral|National Park) Authority|[Mm]embers|[Cc]ouncillors|COMMITTEE|CABINET|COUNCIL)(?: [A-Z0-9]\b)?` +
		`(?: \([^()]*\))?(?: (?:of|at) (?:the )?(?:\p{Lu}[\p{L}& ]{2,60}? Councils?|(?:London |Royal )?Borough of (?:\p{Lu}\p{L}+|and| )+))?)`
	// byBody is a sentence that a body begins and in which it decides.
	byBody = regexp.MustCompile(`^(?:(?:At|In|During|Following|After|Having)\b[^,.;:]{0,120}, |On (?:\p{Lu}\p{Ll}+,? )?\d{1,2}(?:st|nd|rd|th)? \p{Lu}\p{Ll}+,? \d{4},? )?` + subject + `(?:\s(?:also|then|unanimously|formally|further|duly|subsequently|has|have|received and|considered and|discussed and|reviewed and|(?:voted|decided)(?: unanimously| by [^.,]{0,30}?| \d+ to \d+)? to))*\s((?i:` + decided + `|` + toDecide + `))\b`)
	they   = regexp.MustCompile(`^(?:They|It|Members)(?:\s(?:also|then|unanimously|formally|further|have|has))*\s((?i:` + decided + `))\b`)
	// joined is a further verb of the same body in the same sentence.
	joined     = regexp.MustCompile(`(?:,|;)? and (?:(?:also|then|unanimously|formally) )?((?i:` + decided + `))\b`)
	enumerated = regexp.MustCompile(`, ((?i:` + decided + `))\b`)
	participle = regexp.MustCompile(`,? (?:and )?\b(approving|endorsing|agreeing|noting|rejecting|deferring)\b`)
	// resolvedIt begins a resolution: `It was RESOLVED (unanimously) - That`, `RESOLVED: a. That`.
	resolvedIt = regexp.MustCompile(`^(?:On .{0,120}?, |As (?:an )?additional actions?,? |It was (?:moved|proposed)[^.;]{0,120}? (?:and )?(?:\([^)]*\) )?)?(?:(?i:it) was )?(?:(?i:unanimously|therefore|then|further|duly|accordingly) )?(?i:resolved|agreed)(?i: unanimously)?(?: by .{0,60}?)?(?: \([^)]*\))?[ :;,/–—·•-]*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s*)?(?i:\bthat|\bto)\b` +
		`|^.{0,200}?\b(?:it was |and |, )(?:\([^)]{0,60}\) )?(?:unanimously |therefore |then )?RESOLVED(?: unanimously)?[ :–—-]*(?i:\bthat|\bto)\b`)
	// bareVerb is a decision whose verb alone stands in capitals: `Decision: · NOTED the update`.
	bareVerb   = regexp.MustCompile(`^(?:[^.]{0,120}?\b(?:Decisions?|Minutes): ?)?(?:[·•‣-] ?)?(NOTED|AGREED|APPROVED|ENDORSED|DEFERRED|REJECTED)(?: \p{Ll}|: ?\p{L})`)
	asResolved = regexp.MustCompile(`\b(?i:be) (?:formally |hereby |duly )?((?i:approved|endorsed|adopted|granted|agreed|accepted|noted|rejected|refused|deferred|referred|withdrawn|received and noted|delegated|authorised))\b`)
	asRecord   = regexp.MustCompile(`(?i)\b(?:was|were|be) (?:unanimously |duly )?(approved|agreed|confirmed|accepted|signed)\b[^.]{0,40}?\bas (?:a |an )?(?:correct|accurate|true)\b`)
	// asGiven is a resolution by a noun: `That approval be given to the extension`.
	asGiven  = regexp.MustCompile(`\b((?i:approval|agreement|consent|authority|permission))\b(?: [^.;]{0,60}?)? be (?:hereby )?given\b`)
	chosenAs = regexp.MustCompile(`\bwas (?:duly |also |unanimously )?(?:re-?)?(elected|appointed) (?:as|to|to be)?\b`)
	// onceChosen follows an election of which a page tells as of the past: `was elected in 1970 to serve`.
	onceChosen = regexp.MustCompile(`^(?: as a [Cc]ouncillor\b| to serve\b|[^.]{0,60}? in (?:\p{Lu}\p{Ll}+ )?(?:19|20)\d\d\b)`)
	passive    = regexp.MustCompile(`\b(?i:(?:recommendation|motion|amendment)(?: (?:on|to|about|calling|regarding|for|by|that|proposed|moved|from)\b[^.;:]{0,100}?)?|recommendations|proposals?|report|budget|application)(?:,? (?:which|that))? (?:was|were) (?:also )?(?:declared |unanimously )*((?i:approved|agreed|passed|rejected|refused|deferred|carried|lost|defeated))\b`)
	motionFell = regexp.MustCompile(`\b(?i:motion|amendment)(?: (?:on|to|about|calling|regarding|for|by|that|proposed|moved|from)\b[^.;:]{0,100}?)? (fell|failed)\b`)
	minutesOf  = regexp.MustCompile(`^.{0,60}?\b[Mm]inutes of the .{0,160}?\b(?:was|were) (?:duly )?((?i:approved|agreed|noted))\b`)
	that       = regexp.MustCompile(`^ that\b`)
	should     = regexp.MustCompile(`^ (?:that )?[^.]{0,200}?\b(?:should|would|be|shall)\b`)
	with       = regexp.MustCompile(`^ with\b`)
)

// verdict is a decision found in a line.
type verdict struct {
	outcome  string
	sentence span
	verb     span
	how      string // it was decided, where the source gives no outcome
}

// readDecisions finds decisions in prose: past-tense verbs whose subject is a body, `RESOLVED that`, lists under `Resolved:`.
func (w *writer) readDecisions(lines []*line) {
	spoke := false // the last sentence was the body's
	pending := ""  // a line that opens a list: what each entry comes to
	var head *line
	asked := false // the line before gives the resolution that is to be passed
	for i, l := range lines {
		toPass := asked
		asked = passing.MatchString(l.text)
		if toPass && (resolvedIt.MatchString(l.text) || resolvedL.MatchString(l.text)) {
			continue
		}
		if bodyAlone.MatchString(l.text) && i+1 < len(lines) && didSo.MatchString(lines[i+1].text) && entry.MatchString(lines[i+1].text) {
			pending, head, spoke = "?", l, false
			continue
		}
		if l.furniture || l.Kind == "HEADING" && !opensList(l.text) && !(pending != "" && thatIt.MatchString(l.text)) {
			spoke, pending = false, ""
			continue
		}
		if outcome, ok := listOpened(l.text); ok {
			pending, head, spoke = outcome, l, false
			continue
		}
		if pending != "" {
			if entry.MatchString(l.text) || l.Kind == passage.Bullet && !elsewhere.MatchString(l.text) {
				w.listEntry(l, head, pending)
				continue
			}
			if r, _ := utf8.DecodeRuneInString(l.text); unicode.IsLower(r) {
				continue // the entry goes on
			}
			pending = ""
		}
		if openEntry.MatchString(l.text) {
			pending, head = "AGREED", l
		}
		for _, s := range l.sentences() {
			found, body := verdicts(w.atOwn(s), spoke)
			spoke = body
			if v, ok := byHolder(s); ok && len(found) == 0 && (w.kind == Decision || w.kind == DecisionList) {
				found = append(found, v)
			}
			if len(found) > 0 && w.foreign(s) {
				continue
			}
			for _, v := range found {
				w.decision(v)
			}
		}
	}
}

// anyCouncil is a council that is not named.
var anyCouncil = regexp.MustCompile(`^(?:City|Borough|County|District|Town|Parish|Metropolitan|Full|Whole|Annual|Extraordinary) Council$`)

// foreign: a sentence begins with another council than the one whose page it is.
func (w *writer) foreign(s span) bool {
	if w.kind == Summary || len(w.councils) != 1 {
		return false
	}
	found := w.bodies(s)
	if len(found) == 0 || found[0].council == "" || found[0].where.from > s.from+len("The ") {
		return false
	}
	id, _ := w.councilNamed(found[0].council)
	return id != w.councils[0] && strings.HasSuffix(found[0].council, " Council") && !anyCouncil.MatchString(found[0].council)
}

var (
	entry     = regexp.MustCompile(`^(?:(?:[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)\]]|[•·-])\s|(?i:that|to)\b)`)
	thatIt    = regexp.MustCompile(`^(?:(?:[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)\]]|\d{1,2}\.\d{1,2}[.)]?)\s+)?(?i:that)\b`)
	openEntry = regexp.MustCompile(`^(?:It was )?(?i:(?:unanimously )?resolved)[ :;,–—-]+\(?(?:a|i|1)[.)]\s`) // the first entry, on the line that opens the list
	elsewhere = regexp.MustCompile(`(?i)^(?:view the|additional documents|minutes:|reasons?\b)`)
	resolvedL = regexp.MustCompile(`^(?i)(?:[^.:]{0,80}, |as (?:an )?additional actions? )?(?:(?:it was )?(?:unanimously |therefore )?resolved|it was (?:unanimously |therefore )?agreed|agreed)(?: unanimously)?(?: \([^)]*\))?[ :;,/–—-]*(?:\b(?:that|to))?[ :;–—-]*$`)
	// endsResolved ends a line in which a copy has run together what stands before a resolution: `... Minutes: RESOLVED:`.
	endsResolved = regexp.MustCompile(`(?:[.:;|]|\bwas|\band)\s(?:[Ii]t was )?(?:[Uu]nanimously |UNANIMOUSLY )?RESOLVED(?: [Uu]nanimously| UNANIMOUSLY)?[ :;,–—-]*(?:[Tt]hat)?[ :;,–—-]*$|: Resolved ?:[ –—-]*$`)
	// ofOwn opens the list of what a body resolved, whose entries have the body's verbs: `RESOLVED that Cabinet –`.
	ofOwn     = regexp.MustCompile(`^(?:It was )?(?i:resolved)[:,]? that ` + subject + ` ?[:–—-]*$`)
	decisionL = regexp.MustCompile(`^(?i)decisions?(?: made)?:?$`)
	bodyOpens = regexp.MustCompile(`^` + subject + `(?: has| have)?(?: ((?i:noted|agreed|approved|resolved|endorsed))(?: the| that| to)?)?(?: unanimously)? ?:[ –—-]*$|^` + subject + ` ((?i:resolved))$`)
	// metAnd opens what a body did at its meeting: `The Commission met on Monday 10 March 2025 and:`.
	metAnd     = regexp.MustCompile(`^` + subject + ` (?:met|convened|gathered)\b[^.;]{0,200}? (?:and|where (?:it|they|members))(?: also)? ?:$`)
	bodyAlone  = regexp.MustCompile(`^` + subject + `$`) // on a line of its own
	listLead   = regexp.MustCompile(`^(?:[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)\]]|\d{1,2}\.\d{1,2}[.)]?)\s+(?i:that,? )?`)
	firstWords = regexp.MustCompile(`^(?i:(?:the|to|it|also|formally|unanimously|,)\s+)*(\p{L}+)`)
)

func opensList(text string) bool { _, ok := listOpened(text); return ok }

// listOpened tells a line that opens a list of decisions, and what its entries come to unless they say otherwise.
func listOpened(text string) (outcome string, ok bool) {
	if resolvedL.MatchString(text) && !planned.MatchString(text) || endsResolved.MatchString(text) {
		return "AGREED", true
	}
	if ofOwn.MatchString(text) {
		return "AGREED", true
	}
	if decisionL.MatchString(text) {
		return "?", true // each entry has its own verb
	}
	if metAnd.MatchString(text) {
		return "?", true
	}
	if m := bodyOpens.FindStringSubmatch(text); m != nil && !planned.MatchString(text) {
		verb := strings.ToLower(m[1] + m[2])
		if verb == "" {
			return "?", true
		}
		return outcomes[verb], true
	}
	return "", false
}

// listEntry is one decision of a list.
func (w *writer) listEntry(l, head *line, outcome string) {
	at := 0
	if m := listLead.FindStringIndex(l.text); m != nil {
		at = m[1]
	}
	text := l.text[at:]
	v := verdict{outcome: outcome, sentence: span{l, at, len(l.text)}, verb: span{l, at, len(l.text)}}
	if m := notDone.FindStringIndex(text); m != nil {
		v.outcome, v.verb = "REJECTED", span{l, at, at + m[1]}
	} else if m := notOver.FindStringIndex(text); m != nil {
		v.outcome, v.verb = "REJECTED", span{l, at + m[0], at + m[1]}
	} else if m := asResolved.FindStringSubmatchIndex(text); m != nil {
		v.outcome = passiveOutcome(text[m[2]:m[3]])
		v.verb = span{l, at + m[2], at + m[3]}
	} else if m := asGiven.FindStringSubmatchIndex(text); m != nil {
		v.outcome = passiveOutcome(text[m[2]:m[3]])
		v.verb = span{l, at + m[2], at + m[3]}
	} else if m := firstWords.FindStringSubmatchIndex(text); m != nil {
		if o, ok := outcomes[strings.ToLower(text[m[2]:m[3]])]; ok {
			v.outcome = o
			v.verb = span{l, at + m[2], at + m[3]}
		}
	}
	if v.outcome == "?" && thatIt.MatchString(l.text) {
		v.outcome = "AGREED"
	}
	if v.outcome == "?" {
		return
	}
	w.decision(v, head.whole())
}

// notDone is an entry that refuses: `c. Not approve the extension`.
var notDone = regexp.MustCompile(`^(?i:(?:to )?not (?:to )?(?:approve|support|grant|endorse|accept|agree))\b`)

// notOver is an entry by which something is turned down: `That the tenders of X and Y be not accepted`.
var notOver = regexp.MustCompile(`\b(?:not be|be not) (?:approved|agreed|supported|granted|endorsed|accepted)\b`)

func passiveOutcome(verb string) string {
	switch verb = strings.ToLower(verb); verb {
	case "signed", "approval":
		return "APPROVED"
	case "withdrawn":
		return "WITHDRAWN"
	case "received and noted":
		return "NOTED"
	case "confirmed", "carried", "passed", "agreement", "consent", "authority", "permission":
		return "AGREED"
	case "lost", "defeated", "fell", "failed":
		return "REJECTED"
	}
	return outcomes[verb]
}

// inYear ends a sentence that tells when something was decided, a few words behind the verb: `approved the plan in 2021`.
var inYear = regexp.MustCompile(`^(?: [^ ,]+){1,6} in (?:\p{Lu}\p{Ll}+ )?(20\d\d)\.?\s*$`)

// decision adds a decision, unless the page is none of a meeting that took place.
func (w *writer) decision(v verdict, also ...place) {
	if m := inYear.FindStringSubmatch(v.sentence.line.text[v.verb.to:v.sentence.to]); m != nil && w.day() != "" && m[1] < w.day()[:4] {
		return // of an earlier year
	}
	fields := object{}
	if by := cmp.Or(w.body, w.decider); by != "" {
		fields["by"] = by
	}
	if w.meeting != "" {
		fields["meeting"] = w.meeting
	}
	under := ""
	if item := w.itemOf(v.sentence.line); item != "" {
		fields["item"] = item
		under = w.byKey[item].data["name"].(string)
	} else if under = cmp.Or(w.title, w.decisionTitle(v.sentence.line)); under != "" {
		fields["title"] = under
	}
	if v.outcome != "" {
		fields["outcome"] = v.outcome
	}
	if about := w.knownIn(v.sentence); len(about) > 0 {
		fields["about"] = about
	}
	if w.decidedOn != "" && w.meeting == "" {
		fields["when"] = w.decidedOn
	}
	wording := cmp.Or(strings.ToLower(v.outcome), v.how, "chosen by election or appointment")
	if under != "" {
		wording += ", under " + under
	}
	w.fact("Decision", fields, "Decided: "+wording+".", slices.Concat([]place{v.verb.place()}, also)...)
}

// decisionTitle is what a council's own page has a decision under: the words before the label on its line, as copies of tables have it,
// else the heading of its section; empty where the heading is none.
func (w *writer) decisionTitle(l *line) string {
	if w.kind != Meeting && w.kind != Item && w.kind != Issue && w.kind != Decision && w.kind != DecisionList {
		return ""
	}
	section := l.Section
	if m := rowLabel.FindStringSubmatch(l.text); len(m) > 0 {
		section = m[1]
	} else if w.head > 0 && tableHead.MatchString(w.lines[w.head-1].text) {
		section = w.cellTitle(l)
	}
	if section == "" {
		return ""
	}
	section = strings.Trim(dayAhead.ReplaceAllString(sectionName(section), ""), " |")
	_, meeting := sectionHead(section)
	if section == "Summary" || pageName[section] || recorded.MatchString(section) || meeting && !ofMinutes.MatchString(section) || strings.HasSuffix(section, ".") || kindLine.MatchString(section) || isList.MatchString(section) || hasLabel(section) || entry.MatchString(section) ||
		label.MatchString(section) || ofPerson.MatchString(section) || whoCame.MatchString(section) || leadsUp.MatchString(section) || opensList(section) || bodyAlone.MatchString(section) || ofReport.MatchString(section) || byBody.MatchString(section) {
		return ""
	}
	if m := numberItem.FindStringSubmatch(section); len(m) > 0 {
		section = m[2]
	}
	return oneLine(section)
}

// ofPerson is a heading that names somebody, or tells what somebody did, and so is no title.
var ofPerson = regexp.MustCompile(`^(?:Councillors?|Cllrs?|Alderman|Apologies (?:were|was|received)|Report (?:was|presented)) |(?i:\bin the chair\b)`)

// cellTitle is the first line of the cell that a line stands in, of a table whose rows a copy ends with a bar; empty where it is no title.
func (w *writer) cellTitle(l *line) string {
	first := l
	for i := l.Ordinal - 1; i > 0 && !strings.HasSuffix(w.lines[i-1].text, "|"); i-- {
		first = w.lines[i-1]
	}
	if first == l || len(first.text) > 150 || strings.HasSuffix(first.text, ":") || rowLabel.MatchString(first.text) {
		return ""
	}
	return first.text
}

// recorded is where a site's recording of the meeting has what follows.
var recorded = regexp.MustCompile(`^(?i:audio|video|webcast) recording\b`)

// passing opens a resolution that an agenda puts forward: `to formally pass the following resolution:`.
var passing = regexp.MustCompile(`(?i)\b(?:to|and) (?:formally )?(?:pass|adopt|move|consider)(?: formally)? (?:the following|this|a) resolution\b[^.]{0,40}[:-]+$`)

var (
	tableHead = regexp.MustCompile(`^\|? ?No\. \| Item`)
	rowLabel  = regexp.MustCompile(`^(?:\| )?(.{0,200}?)\s*(?:Additional documents:\s*)?\b(?:Minutes|Decisions?): `)
)

// ofMinutes begins an item's title that gives the day of another meeting: `Minutes of the meeting held on 4 October 2021`.
var ofMinutes = regexp.MustCompile(`^(?i:minutes (?:of|from|[-–]))`)

// dayAhead is the day that a list of decisions puts before the title of each.
var dayAhead = regexp.MustCompile(`^\d{1,2}/\d{1,2}/\d{4} [-–] `)

// sectionName is a heading without the marks of its file.
func sectionName(s string) string { return strings.TrimSpace(fileMark.ReplaceAllString(s, "")) }

var fileMark = regexp.MustCompile(`\s*(?:pdf icon )?(?:PDF|DOC|DOCX) [\d.]+ [KM]B.*$`)
