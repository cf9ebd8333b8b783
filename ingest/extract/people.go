package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// person is somebody whom a title or a list shows to be a councillor.
type person struct {
	span          // of the name
	note   string // what stands in brackets behind it
	noteAt span
	plural bool // one of several behind a plural title
}

var (
	singular = regexp.MustCompile(`\b(?:Councillor|Cllr\.?|Alderman|Alderwoman|(?:Deputy |Lord |Executive )?Mayor)(?: Councillor| Cllr)?(?: (?:Dr|Sir|Dame|Prof|Rev|Mrs|Mr|Ms))?\.? `)
	plural   = regexp.MustCompile(`\b(?:Councillors|Cllrs\.?|Executive Councillors?:|Executive Councillors)(?: |: ?)`)
	joint    = regexp.MustCompile(`^(?:, and |, | and | & |; )(?:Councillor |Cllr )?`)
	// particles stand in lower case within a name.
	particles = words("de van von der den la le du da di al bin ben")
	// common words that follow a title and begin no name.
	noNames = words("Committee Council Development Programme Allowances Code Call Surgery Workshop Induction Pledge Grants Grant Fund Budget Ward " +
		"Conduct Training Questions Question Services Member Members Time Review Panel Board Cabinet Group Report Officer Services For The And Of " +
		"Executive Representative Candidate Support Engagement Briefing January February March April May June July August September October " +
		"November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Councillor Cllr Chair Chairman Deputy Leader " +
		"Street Road Avenue Lane Park House Hall Centre Square Close")
)

// people finds those whom a span titles as councillors. Plural titles run on over commas, brackets and `and`.
func people(s span) (out []person) {
	text := s.String()
	taken := 0
	for _, m := range plural.FindAllStringIndex(text, -1) {
		at := m[1]
		for {
			p, ok := nameAt(s, at)
			if !ok {
				break
			}
			p.plural = true
			out = append(out, p)
			at = max(p.to, p.noteAt.to) - s.from
			j := joint.FindStringIndex(text[at:])
			if j == nil {
				break
			}
			at += j[1]
		}
		taken = at
	}
	for _, m := range singular.FindAllStringIndex(text, -1) {
		if m[0] < taken && len(out) > 0 && within(out, s.from+m[1]) {
			continue
		}
		if p, ok := nameAt(s, m[1]); ok {
			out = append(out, p)
		}
	}
	return out
}

func within(all []person, at int) bool {
	for _, p := range all {
		if p.from <= at && at < max(p.to, p.noteAt.to) {
			return true
		}
	}
	return false
}

var nameWord = regexp.MustCompile(`^(?:\p{Lu}\.|[\p{L}](?:[\p{L}\p{M}]|['’-]\p{L})*)`)

// nameAt reads the name that begins at an offset of a span.
func nameAt(s span, at int) (person, bool) {
	text := s.String()
	start, end, count := at, at, 0
	for end < len(text) && count < 5 {
		from := end
		if count > 0 {
			if text[from] != ' ' {
				break
			}
			from++
		}
		w := nameWord.FindString(text[from:])
		first, _ := utf8.DecodeRuneInString(w)
		if w == "" || noNames[w] || !unicode.IsUpper(first) && !particles[w] || joining[w] {
			break
		}
		end, count = from+len(w), count+1
	}
	name := text[start:end]
	if last := strings.LastIndexByte(name, ' '); last > 0 && particles[name[last+1:]] {
		end = start + last
	}
	// James’ and James’s are the man's own; what follows is not of his name.
	for _, own := range []string{"'s", "’s"} {
		if strings.HasSuffix(text[start:end], own) {
			end -= len(own)
		}
	}
	if start == end || len(name) < 3 {
		return person{}, false
	}
	p := person{span: s.sub(start, end)}
	if rest := text[end:]; strings.HasPrefix(rest, " (") {
		if to := strings.IndexByte(rest, ')'); to > 0 {
			p.note, p.noteAt = rest[2:to], s.sub(end+2, end+to)
			p.noteAt.to++ // with the bracket
		}
	}
	return p, true
}

// whole says whether a name is more than a surname. Initials and a surname are.
func (p person) whole() bool { return strings.Contains(p.String(), " ") }

// officerNote is a bracket that names an officer's post.
var officerNote = regexp.MustCompile(`(?i)\b(?:director|officer|head of|chief executive|solicitor|manager|clerk|service head|secretary|auditor)\b`)

// councillor adds a councillor, by the graph's id where one of that name is known. A surname alone is a name only.
func (w *writer) councillor(p person) string {
	if p.note != "" && officerNote.MatchString(p.note) {
		w.unresolved(p.place(), "OFFICER", "")
		return ""
	}
	_, known := w.known.named("Councillor", p.String(), w.councils...)
	if !p.whole() && !known {
		w.unresolved(p.place(), "NOT_TIED", "A councillor's surname alone.")
		return ""
	}
	id := w.entity("Councillor", "", p.String(), nil, p.place())
	if p.note == "" {
		return id
	}
	if c, ok := w.known.council(p.note); ok && councilName.MatchString(p.note) {
		at := p.noteAt
		at.to--
		w.fact("Term", object{"councillor": id, "council": w.council(c.Name, at.place())}, p.String()+" is a councillor of "+c.Name+".", p.place(), at.place())
	}
	return id
}

var (
	apologies   = regexp.MustCompile(`(?i)\bapolog(?:y|ies)\b[^.]{0,40}?\b(?:from|on behalf of|by|for)\b`)
	substituted = regexp.MustCompile(`(?i)\b(?:substituted by|replaced by)\s$`)
	substitutes = regexp.MustCompile(`(?i)^,? (?:substituting|substituted|deputising|deputised|attended as (?:a )?substitute|as (?:a )?substitute)(?: for)?\b`)
	apologised  = regexp.MustCompile(`(?i)^,? (?:sent|gave|had (?:sent|given)|submitted) (?:his |her |their )?apologies\b`)
	presentList = regexp.MustCompile(`^(?i:(?:members |councillors |also |committee members )?(?:present|in attendance|attendance|voting members|non-voting members)\b[^:]{0,30}:)`)
	lateness    = regexp.MustCompile(`(?i)apologies for lateness`)
)

// readPeople reads everybody whom the page titles or lists.
func (w *writer) readPeople(lines []*line) {
	for _, l := range lines {
		if l.furniture {
			continue
		}
		list := presentList.MatchString(l.text)
		for _, s := range l.sentences() {
			sorry := apologies.FindStringIndex(s.String())
			for _, p := range people(s) {
				if l.cut && p.to == len(l.text) {
					continue // the name may go on
				}
				id := w.councillor(p)
				if id == "" {
					continue
				}
				w.attends(id, p, s, sorry, list)
				w.roles(id, p, s)
			}
		}
		w.readContact(l)
	}
}

// attends states how somebody stands in a list of who came. There is no attendance without a meeting.
func (w *writer) attends(id string, p person, s span, sorry []int, present bool) {
	before, after := s.String()[:p.from-s.from], s.String()[p.to-s.from:]
	status := ""
	switch {
	case lateness.MatchString(s.String()):
	case substituted.MatchString(strings.TrimSuffix(strings.TrimSuffix(before, "Councillor "), "Cllr ")), substitutes.MatchString(after):
		status = "SUBSTITUTE"
	case len(sorry) > 0 && sorry[1] <= p.from-s.from, apologised.MatchString(after):
		status = "APOLOGIES"
	case present:
		status = "PRESENT"
	}
	if status == "" || w.meeting == "" {
		return
	}
	w.fact("Attendance", object{"councillor": id, "meeting": w.meeting, "status": status}, p.String()+": "+strings.ToLower(status)+".", p.place())
}

var (
	chairs = regexp.MustCompile(`^,? ?\(?(?:as |the )?((?:Vice[- ])?Chair(?:man|woman|person)?)\)?(?: of (?:the )?|\b)`)
	posts  = regexp.MustCompile(`^(?:,| -| –) ?(?:the )?((?:(?:Deputy )?Leader of the (?:Council|Opposition)|(?:Cabinet|Lead|Executive) Member|Portfolio Holder|Deputy Leader|Leader)(?: (?:for|of) \p{Lu}[\p{L}&’']*(?:(?:,? (?:and|&) | of | for |, | )\p{Lu}[\p{L}&’']*)*)?)`)
	chosen = regexp.MustCompile(`^ was (?:duly |also |re-?)?(?:elected|appointed) (?:as |to be )?((?:Vice[- ])?Chair(?:man|woman|person)?)\b`)
)

// roles reads the post or the chair that stands right behind a name.
func (w *writer) roles(id string, p person, s span) {
	end := max(p.to, p.noteAt.to) - s.from
	after := s.String()[end:]
	if m := posts.FindStringSubmatchIndex(after); len(m) > 0 && !(s.line.cut && s.from+end+m[3] == len(s.line.text)) {
		fields := object{"councillor": id, "title": after[m[2]:m[3]]}
		w.fact("Post", fields, p.String()+" is "+after[m[2]:m[3]]+".", p.place(), s.sub(end+m[2], end+m[3]).place())
		return
	}
	if m := chosen.FindStringSubmatchIndex(after); m != nil && w.body != "" {
		w.fact("Membership", object{"member": id, "of": w.body, "role": after[m[2]:m[3]]}, p.String()+" was made "+after[m[2]:m[3]]+".",
			p.place(), s.sub(end+m[2], end+m[3]).place())
		return
	}
	if m := chairs.FindStringSubmatchIndex(after); m != nil && w.body != "" {
		of := bodies(s.sub(end+m[1], len(s.String())))
		named := strings.HasSuffix(strings.TrimSuffix(after[m[0]:m[1]], "the "), "of ")
		if named && (len(of) == 0 || of[0].from > s.from+end+m[1]+1 || of[0].name() != w.byKey[w.body].data["name"]) {
			return // of another body, or of none that is named
		}
		w.fact("Membership", object{"member": id, "of": w.body, "role": after[m[2]:m[3]]}, p.String()+" is "+after[m[2]:m[3]]+".",
			p.place(), s.sub(end+m[2], end+m[3]).place())
	}
}

var (
	contact = regexp.MustCompile(`^(?:Contact|Report author|Lead officer|Lead Officer|Author)\s*:\s*(?:(?:Ms|Mr|Mrs|Dr|Miss) )?(\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*){0,3})`)
	posted  = regexp.MustCompile(`(\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+)(?:, | \(| [–-] )(?:the )?(?:Assistant |Deputy |Interim |Corporate |Executive |Strategic |Service )*(?:Chief Executive|Director|Head of|Officer|Governance Officer|Monitoring Officer|S151|Service Head|Solicitor|Manager|Chief)\b`)
)

// readContact keeps officers as names.
func (w *writer) readContact(l *line) {
	if m := contact.FindStringSubmatchIndex(l.text); m != nil {
		w.unresolved(l.at(m[2], m[3]), "OFFICER", "")
	}
	for _, m := range posted.FindAllStringSubmatchIndex(l.text, -1) {
		if !strings.HasPrefix(l.text[m[2]:m[3]], "Councillor") && !strings.HasPrefix(l.text[m[2]:m[3]], "Cllr") {
			w.unresolved(l.at(m[2], m[3]), "OFFICER", "")
		}
	}
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
