package extract

import (
	"regexp"
	"slices"
	"strings"
)

var (
	apologies   = regexp.MustCompile(`(?i)\bapolog(?:y|ies)\b(?: for (?:non-attendance|absence)\b)?[^.]{0,40}?\b(?:from|on behalf of|by|for)\b|^apologies(?: for absence)?:`)
	substituted = regexp.MustCompile(`(?i)\b(?:substituted by|replaced by|substitute(?::| was| is| -| –))\s$`)
	substitutes = regexp.MustCompile(`(?i)^,? \(?(?:(?:(?:was|were) )?(?:substituting|deputising)|deputised|substituted|` +
		`(?:(?:was|were) )?(?:attended|attending|present|in attendance)(?: the meeting)? as (?:a |the )?substitute|as (?:a |the )?substitute|(?:a )?substitute|sub)(?: for| on behalf of|\)|[.,]|$)` +
		`|^ \(for (?:Councillor|Cllr)`)
	// inPlaceOf stands before somebody in whose place another came.
	bareTitle   = regexp.MustCompile(`(?:Councillor|Cllr|Cynghorydd|Cyng\.?) $`)
	inPlaceOf   = regexp.MustCompile(`(?i)(?:\b(?:substitut\w*|deputis\w*|sub|attend\w*)|\() ?(?:for|in (?:the )?place of|on behalf of) (?:(?:Councillors?|Cllrs?\.?|Cynghorydd|Cyng\.?|Alderman) )?$`)
	apologised  = regexp.MustCompile(`(?i)^,? (?:(?:all )?(?:sent|gave|had (?:sent|given)|submitted|tendered) (?:his |her |their )?apologies\b|(?:had |all )?apologised for (?:(?:his|her|their|being|not) )?(?:inability|absence|absent|unable|being able)\b)`)
	listGap     = regexp.MustCompile(`^(?:, and |, | and | & )(?:(?:Councillor|Cllr\.?) )?(?:` + civil + `\.? )?$`)
	didCome     = regexp.MustCompile(`(?i)^,? (?:was|were|is|attended|attending|present|arrived|joined|left|declared|acted|took|chaired|substituting)\b`)
	presentList = regexp.MustCompile(`^(?i:(?:members |councillors |also |committee members )?(?:present|in attendance|attendance|voting members|non-voting members)\b[^:]{0,30}:)`)
	lateness    = regexp.MustCompile(`(?i)\bapolog(?:y|ies) for (?:lateness|late arrival|arriving late|being late|(?:having to )?leav(?:e|ing) early|early departure)\b`)
	// listLabel opens a list of people with one a line.
	listLabel = regexp.MustCompile(`^(?i)(?:(?:also|(?:(?:committee|cabinet|executive|other|non-committee) )?(?:members|councillors)|portfolio holders|lead members) )?(present|attendance|apology|apologies|substitutes?)(?: for absence| received)?\s*:?$`)
)

// readPeople reads everybody whom the page titles or lists.
func (w *writer) readPeople(lines []*line) {
	listed := "" // the status that the list which the line may be of gives
	for _, l := range lines {
		if l.furniture {
			continue
		}
		if m := listLabel.FindStringSubmatch(l.text); m != nil {
			listed = listStatus[strings.ToLower(m[1])]
		} else if presentList.MatchString(l.text) {
			listed = "PRESENT" // and the lines below that hold but names
		} else if listed != "" && !nameAlone(l) && !namesAlone(l) && l.text != "Minutes:" {
			listed = ""
		}
		w.readSentences(l, listed)
		w.readContact(l)
		w.readUntitled(l)
	}
}

var (
	byComma = regexp.MustCompile(`,? (?:and|&) |[,;] `)
	// personName is a whole name with or without a civil title, and nothing else.
	personName = regexp.MustCompile(`^(?:(?:Deputy|` + civil + `)\.? )*(\p{Lu}[\p{L}'’.-]*(?: (?:de |van |von )?\p{Lu}[\p{L}'’-]*){1,3})(?: \([^()]*\))?\.?$`)
)

// readUntitled keeps as names those who sent apologies and have no councillor's title: officers among them, and members of councils that
// use none.
func (w *writer) readUntitled(l *line) {
	for _, s := range l.sentences() {
		m := apologies.FindStringIndex(s.String())
		if len(m) == 0 || lateness.MatchString(s.String()) || s.cut() {
			continue
		}
		titled := people(s)
		rest := s.sub(m[1], len(s.String()))
		from := 0
		for _, gap := range append(byComma.FindAllStringIndex(rest.String(), -1), []int{len(rest.String()), 0}) {
			part := rest.sub(from, gap[0])
			from = gap[1]
			lead := len(part.String()) - len(strings.TrimLeft(part.String(), " :"))
			n := personName.FindStringSubmatchIndex(part.String()[lead:])
			if len(n) == 0 {
				continue
			}
			name := part.sub(lead+n[2], lead+n[3])
			if !within(titled, name.from) && !slices.ContainsFunc(strings.Fields(name.String()), func(word string) bool { return noPerson[word] || nouns[word] || breaking[word] }) {
				w.unresolved(name.place(), "NOT_TIED", "Sent apologies; a councillor's title is not given.")
			}
		}
	}
}

var listStatus = map[string]string{"present": "PRESENT", "attendance": "PRESENT", "apology": "APOLOGIES", "apologies": "APOLOGIES", "substitute": "SUBSTITUTE", "substitutes": "SUBSTITUTE"}

// nameAlone: the line holds one titled name, at most with words in brackets or behind a comma.
func nameAlone(l *line) bool {
	title := singular.FindStringIndex(l.text)
	if len(title) == 0 || title[0] != 0 {
		return false
	}
	p, ok := nameAt(span{l, 0, len(l.text)}, title[1])
	rest := strings.TrimSpace(strings.TrimSuffix(l.text[p.end():], "."))
	return ok && (rest == "" || len(rest) < 60 && strings.HasPrefix(rest, ",") && !strings.Contains(rest, "."))
}

// inChair is who chairs, named first: `Councillor A (in the Chair). Councillors B and C`.
var inChair = regexp.MustCompile(`^(?:Councillor|Cllr\.?) [^.,;:()]{3,60}?,? \(?(?i:in the chair|chair(?:man|woman|person)?)\)?[.,;:]? (?:and )?`)

// namesAlone: the line is a list behind one title, `Councillors A, B and C`.
func namesAlone(l *line) bool {
	from := len(inChair.FindString(l.text))
	found := people(span{l, from, len(l.text)})
	if len(found) < 2 || !found[0].plural || plural.FindStringIndex(l.text[from:])[0] != 0 {
		return false
	}
	last := found[len(found)-1]
	return strings.Trim(l.text[last.end():], " .;") == ""
}

// readSentences reads the people of a line; listed is the status of all who stand there.
func (w *writer) readSentences(l *line, listed string) {
	if presentList.MatchString(l.text) {
		listed = "PRESENT"
	}
	for _, s := range l.sentences() {
		found := people(s)
		sorry := sorryOnes(s, found)
		for i, p := range found {
			if l.cut && p.to == len(l.text) {
				continue // the name may go on
			}
			id := w.councillor(p)
			if id == "" {
				continue
			}
			w.attends(id, p, statusOf(s, p, sorry[i], listed))
			w.roles(id, p, s)
		}
	}
}

// sorryOnes tells of each person of a sentence whether it says that they sent apologies.
func sorryOnes(s span, found []person) []bool {
	out := make([]bool, len(found))
	from := apologies.FindStringIndex(s.String())
	for i, p := range found {
		behind := s.String()[p.end()-s.from:]
		if len(from) > 0 && from[1] <= p.from-s.from {
			out[i] = !didCome.MatchString(behind)
		}
		if apologised.MatchString(behind) {
			out[i] = true
			for j := i - 1; j >= 0 && listGap.MatchString(s.String()[found[j].end()-s.from:found[j+1].from-s.from]); j-- {
				out[j] = true // Councillors A, B and C apologised
			}
		}
	}
	return out
}

// statusOf is how somebody stands in a sentence or list of who came; empty where it does not say.
func statusOf(s span, p person, sorry bool, listed string) string {
	before, after := s.String()[:p.from-s.from], s.String()[p.to-s.from:]
	switch {
	case lateness.MatchString(s.String()):
		return ""
	case substituted.MatchString(bareTitle.ReplaceAllString(before, "")), substitutes.MatchString(after):
		return "SUBSTITUTE"
	case inPlaceOf.MatchString(before):
		return ""
	case sorry:
		return "APOLOGIES"
	}
	if m := inRow.FindStringSubmatch(after); m != nil {
		return rowStatus[strings.ToLower(m[1])]
	}
	return listed
}

// inRow is what a table of who came has behind a name: ` | Committee Member | Present`.
var inRow = regexp.MustCompile(`^ ?\|[^|]{0,80}\| ?(?i:(present|in attendance|apologies|substitute))\b`)

var rowStatus = map[string]string{"present": "PRESENT", "in attendance": "PRESENT", "apologies": "APOLOGIES", "substitute": "SUBSTITUTE"}

// attends states how somebody stands in a list of who came. There is no attendance without a meeting.
func (w *writer) attends(id string, p person, status string) {
	if status == "" || w.meeting == "" {
		return
	}
	w.fact("Attendance", object{"councillor": id, "meeting": w.meeting, "status": status}, p.String()+": "+strings.ToLower(status)+".", p.place())
}

// apologised: the page tells who sent apologies, as minutes do.
func (w *writer) apologised() bool {
	for _, l := range w.lines {
		if m := apologies.FindStringIndex(l.text); len(m) > 0 && strings.Contains(strings.ToLower(l.text[m[0]:m[1]]), "received") {
			return true
		}
	}
	return false
}
