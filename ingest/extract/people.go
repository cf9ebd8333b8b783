package extract

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// person is somebody whom a title or a list shows to be a councillor.
type person struct {
	span          // of the name
	note   string // what stands in brackets behind it
	noteAt span
	behind int  // where the last bracket ends, in the line's text; 0 where there is none
	plural bool // one of several behind a plural title
	lay    bool // named with councillors, and said to be none
}

// end is where the name and all that stands in brackets behind it end.
func (p person) end() int { return max(p.to, p.behind) }

// civil are titles that stand between a councillor's title and name, or in its place.
const civil = `(?:Dr|Sir|Dame|Prof(?:essor)?|Rev(?:erend|d)?|Lord|Lady|Baroness|Mrs|Mr|Ms|Miss|Mx)`

var (
	singular = regexp.MustCompile(`\b(?:Councillor|Cllr\.?|Cynghorydd|Cyng\.?|Comhairliche|Alderman|Alderwoman|Bailie|(?:Depute |Lord )?Provost|(?:Deputy |Lord |Executive )?Mayor)(?: Councillor| Cllr)?(?: ` + civil + `| \(` + civil + `\.?\))?\.? `)
	plural   = regexp.MustCompile(`\b(?:Councillors|Cllrs\.?|Cynghorwyr|Comhairlichean|Aldermen|Executive Councillors?:|Executive Councillors)(?: |: ?)(?:` + civil + `\.? )?`)
	joint    = regexp.MustCompile(`^\*{0,2}(?:, and |, | and | & |; )(?:Councillor |Cllr |Cynghorydd |Bailie |Alderman |Alderwoman |(?:Depute |Lord )?Provost |(?:Deputy |Lord )?Mayor )?(?:` + civil + `\.? |\(` + civil + `\.?\) )?`)
	// prefixed are names with an article: al-Hassan.
	prefixed = regexp.MustCompile(`^(?:al|el|ad|as|ur|ul)-\p{Lu}`)
	// particles stand in lower case within a name.
	particles = words("de van von der den la le du da di al bin ben ap ab ferch")
	// common words that follow a title and begin no name.
	noNames = words("Committee Council Development Programme Allowances Code Call Surgery Workshop Induction Pledge Grants Grant Fund Budget Ward " +
		"Conduct Training Questions Question Services Member Members Time Review Panel Board Cabinet Group Report Officer Services For The And Of " +
		"Executive Representative Candidate Support Engagement Briefing January February March April May June July August September October " +
		"November December Cynghorydd Cynghorwyr Monday Tuesday Wednesday Thursday Friday Saturday Sunday Councillor Cllr Present Absent Apologies Chair Chairman Deputy Leader " +
		"Information Who Which Are Also With Enquiry Enquiries Expenses Profile Portal Complaint Complaints Handbook " +
		"Street Road Avenue Lane Park House Hall Centre Square Close Town Civic Guild City County")
	// surnames are some of these that are also names of people; the last of them say something else behind a whole name.
	surnames = words("Street Lane Park House Hall Close Grant Ward March May June August Friday")
	apart    = words("Ward March May June August Friday")
)

// people finds those whom a span titles as councillors. Plural titles run on over commas, brackets and `and`.
func people(s span) (out []person) {
	text := s.String()
	taken := 0
	for _, m := range plural.FindAllStringIndex(text, -1) {
		at, group := m[1], -1 // the first behind the last semicolon
		for {
			p, ok := nameAt(s, at)
			if !ok {
				break
			}
			p.plural = true
			out = append(out, p)
			if layNote.MatchString(p.note) {
				if group < 0 {
					group = len(out) - 1
				}
				for i := group; i < len(out); i++ {
					out[i].lay = true
				}
			}
			at = p.end() - s.from
			at += len(honour.FindString(text[at:]))
			j := joint.FindStringIndex(text[at:])
			if j == nil {
				break
			}
			if text[at] == ';' {
				group = len(out)
			}
			at += j[1]
		}
		taken = at
	}
	for _, m := range singular.FindAllStringIndex(text, -1) {
		if m[0] < taken && slices.ContainsFunc(out, func(p person) bool { return p.from <= s.from+m[1] && s.from+m[1] < p.to }) {
			continue
		}
		if p, ok := nameAt(s, m[1]); ok {
			out = append(out, p)
			out = append(out, alike(s, p)...)
		}
	}
	return append(out, byPost(s, out)...)
}

// postBehind is a post that only councillors hold, behind a name without a title: `Mrs E Lintham (Deputy Leader and ...)`.
var postBehind = regexp.MustCompile(`(?:\b(?:Mrs|Mr|Ms|Miss|Mx|Dr|Sir|Dame)\.? )?\b(\p{Lu}[\p{L}'’-]*\.?(?: (?:de |van |von )?\p{Lu}[\p{L}'’-]*\.?){1,3})(?:, (?:the )?| \((?:the )?)` +
	`(?:(?:Deputy )?Leader of the Council|Deputy Leader|(?:Deputy |Assistant )?Cabinet Member|Portfolio Holder|Executive Member|Lead Member|(?:Deputy )?City Mayor|Executive Mayor)\b`)

// ofCounty is a county councillor as some counties print them: `Mr. T. J. Orson CC`.
var ofCounty = regexp.MustCompile(`\b` + civil + `\.? (\p{Lu}[\p{L}'’-]*\.?(?: ?(?:de |van |von )?\p{Lu}[\p{L}'’-]*\.?){1,3}) CC\b`)

// signing stands before the name of who decides and speaks, or signs.
var signing = regexp.MustCompile(`^(?:I|Signed(?: [Bb]y)?|By) `)

// byPost are those whom their post shows to be councillors, beside those found before.
func byPost(s span, found []person) (out []person) {
	text := s.String()
	for _, m := range append(postBehind.FindAllStringSubmatchIndex(text, -1), ofCounty.FindAllStringSubmatchIndex(text, -1)...) {
		m[2] += len(signing.FindString(text[m[2]:m[3]]))
		p, ok := nameAt(s, m[2])
		if !ok || p.to != s.from+m[3] || within(found, p.from) || within(found, p.to-1) || ofMatter.MatchString(text[:m[2]]) ||
			slices.ContainsFunc(strings.Fields(p.String()), func(w string) bool { return noPerson[w] || noNames[w] || nouns[w] || breaking[w] }) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// alike are those named behind somebody with a council in brackets, up to the last who has one too: `Councillor A (Ashby Council), B and
// C (Bexby Council)`.
func alike(s span, first person) (out []person) {
	text := s.String()
	var open []person
	for p, ok := first, councilName.MatchString(first.note); ok; {
		at := p.end() - s.from
		j := joint.FindStringIndex(text[at:])
		if len(j) == 0 || singular.MatchString(text[at:at+j[1]]) {
			break
		}
		if p, ok = nameAt(s, at+j[1]); !ok {
			break
		}
		if open = append(open, p); councilName.MatchString(p.note) {
			out, open = append(out, open...), nil
		}
	}
	return out
}

func within(all []person, at int) bool {
	for _, p := range all {
		if p.from <= at && at < p.end() {
			return true
		}
	}
	return false
}

// A word of a name: initials, `J.` or `T.W.`, or a word; initials may run into the surname, `T.W.Hone`.
var nameWord = regexp.MustCompile(`^(?:(?:\p{Lu}\.-?)+(?:\p{Lu}[\p{Ll}\p{M}](?:[\p{L}\p{M}]|['’-]\p{L})*)?|\p{L}(?:[\p{L}\p{M}]|['’-]\p{L})*)`)

// honours stand behind a name and are not of it.
var (
	honours = words("CC MBE OBE CBE BEM KBE DBE JP DL MP MSP MS QC KC FRSA DSO PhD")
	honour  = regexp.MustCompile(`^(?:,? (?:` + strings.Join(slices.Sorted(maps.Keys(honours)), "|") + `)\b)+`)
)

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
		if w == "" || noNames[w] && !surname(w, count, text[from+len(w):]) || count > 0 && honours[w] || !unicode.IsUpper(first) && !particles[w] && !prefixed.MatchString(w) || joining[w] {
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
	behind := end + len(honour.FindString(text[end:]))
	p.notes(s, behind)
	return p, true
}

// notes reads what stands in brackets behind a name: of several, the chair, else the first.
func (p *person) notes(s span, at int) {
	text := s.String()
	for strings.HasPrefix(text[at:], " (") {
		to := strings.IndexByte(text[at:], ')')
		if to < 0 {
			return
		}
		note, where := text[at+2:at+to], s.sub(at+2, at+to+1) // with the bracket
		if p.note == "" || chairNote.MatchString(note) {
			p.note, p.noteAt = note, where
		}
		at += to + 1
		p.behind = s.from + at
	}
}

// noSurname is what follows a word that is no surname there: `Mayor Ashby Hall Road`, `Councillor Baker May 2026`.
var noSurname = regexp.MustCompile(`^(?: (?:\p{Lu}|\d|for\b|of\b|in\b)|/)`)

// surname: a word that begins no name is somebody's surname behind so many words of a name, by what follows it.
func surname(word string, behind int, rest string) bool {
	return surnames[word] && (behind == 1 || behind > 1 && !apart[word]) && !noSurname.MatchString(rest)
}

// whole says whether a name is more than a surname. Initials and a surname are.
func (p person) whole() bool {
	first, _, _ := strings.Cut(p.String(), " ")
	return strings.ContainsAny(p.String(), " .") && !particles[first]
}

// layNote is what stands behind the name of a member who is no councillor.
var layNote = regexp.MustCompile(`(?i)\b(?:co-?opt\w*|independent person|lay member|church representative|parent governor)\b`)

var behindDash = regexp.MustCompile(`^.* [–-] (?:the )?`)

// officerNote is a bracket that names an officer's post.
var officerNote = regexp.MustCompile(`(?i)\b(?:director|officer|head of|chief executive|solicitor|manager|clerk|service head|secretary|auditor)\b`)

// councillor adds a councillor, by the graph's id where one of that name is known. A surname alone is a name only.
func (w *writer) councillor(p person) string {
	if p.note != "" && officerNote.MatchString(p.note) {
		w.unresolved(p.place(), "OFFICER", "")
		return ""
	}
	if p.lay {
		w.unresolved(p.place(), "NOT_TIED", "A member who is no councillor.")
		return ""
	}
	c, ofOne := w.known.council(behindDash.ReplaceAllString(p.note, "")) // `(hosting authority – London Borough of Barnet)`
	ofOne = ofOne && councilName.MatchString(p.note)
	if len(w.councils) == 0 && len(w.scope) == 0 && !ofOne { // people of one name sit on several councils
		w.unresolved(p.place(), "NO_COUNCIL", "A councillor whose council the page does not give.")
		return ""
	}
	_, known := w.known.named("Councillor", p.String(), w.councils...)
	if !p.whole() && !known {
		w.unresolved(p.place(), "NOT_TIED", "A councillor's surname alone.")
		return ""
	}
	name := p.String()
	if !known {
		name = w.inFull(name)
	}
	id := w.entity("Councillor", "", name, nil, p.place())
	if ofOne {
		at := p.noteAt
		at.to--
		w.fact("Term", object{"councillor": id, "council": w.council(c.Name, at.place())}, p.String()+" is a councillor of "+c.Name+".", p.place(), at.place())
	}
	return id
}

var (
	chairNote = regexp.MustCompile(`^(?:Vice[- ])?Chair(?:man|woman|person)?$`)
	chairs    = regexp.MustCompile(`^,? ?\(?(?:as |the )?((?:Vice[- ])?Chair(?:man|woman|person)?)\)?(?: of (?:the )?|\b)`)
	posts     = regexp.MustCompile(`^(?:,| -| –) ?(?:the )?((?:(?:Deputy )?Leader(?: of the Council)? and (?:the )?(?:Cabinet|Lead|Executive) Member|(?:Deputy )?Leader of the (?:Council|Opposition)|(?:Cabinet|Lead|Executive) Member|Portfolio Holder|Deputy Leader|Leader)(?: (?:for|of) \p{Lu}[\p{L}&’']*(?:(?:,? (?:and|&) | of | for |, | )\p{Lu}[\p{L}&’']*)*)?)`)
	chosen    = regexp.MustCompile(`^ (was|be) (?:duly |also |re-?)?(?:elected|appointed) (?:as |to be |as the |the )?((?:Vice[- ])?Chair(?:man|woman|person)?)\b`)
	// putForward: nominated is not elected.
	putForward = regexp.MustCompile(`\b(?:nominat|propos|second|suggest|invit)\w*\b`)
	// resolves begins what is decided: that somebody be elected.
	resolves = regexp.MustCompile(`^(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+)?(?:That|that)\b|\bRESOLVED\b`)
)

// noted reads the chair that stands in brackets behind a name.
func (w *writer) noted(id string, p person) {
	if chairNote.MatchString(p.note) && w.body != "" {
		at := p.noteAt
		at.to--
		w.fact("Membership", object{"member": id, "of": w.body, "role": p.note}, p.String()+" is "+p.note+".", p.place(), at.place())
	}
}

// roles reads the post or the chair that stands right behind a name.
func (w *writer) roles(id string, p person, s span) {
	w.noted(id, p)
	end := p.end() - s.from
	after := s.String()[end:]
	if m := posts.FindStringSubmatchIndex(after); len(m) > 0 && !(s.line.cut && s.from+end+m[3] == len(s.line.text)) {
		fields := object{"councillor": id, "title": after[m[2]:m[3]]}
		w.fact("Post", fields, p.String()+" is "+after[m[2]:m[3]]+".", p.place(), s.sub(end+m[2], end+m[3]).place())
		return
	}
	if m := chosen.FindStringSubmatchIndex(after); m != nil && w.body != "" {
		if after[m[2]:m[3]] == "be" && !(w.held && resolves.MatchString(s.String())) {
			return // proposed
		}
		w.fact("Membership", object{"member": id, "of": w.body, "role": after[m[4]:m[5]]}, p.String()+" was made "+after[m[4]:m[5]]+".",
			p.place(), s.sub(end+m[4], end+m[5]).place())
		return
	}
	if m := chairs.FindStringSubmatchIndex(after); m != nil && w.body != "" && !(strings.HasPrefix(after, " as ") && putForward.MatchString(s.String()[:p.from-s.from])) {
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
	contact = regexp.MustCompile(`^(?:Contact|Report author|Lead officer|Lead Officer|Author)\s*:\s*(?:(?:Ms|Mr|Mrs|Dr|Miss) )?(\p{Lu}[\p{L}'’-]*\.?(?: \p{Lu}[\p{L}'’-]*){0,3})`)
	// reachedBy stands in place of a name: `Contact: Email: ...`.
	reachedBy = regexp.MustCompile(`^(?i:e-?mail|tel(?:ephone)?|phone|mobile|website|fax)(?: \p{L}+)?\s*[:.]`)
	// postAhead stands before the name: `the Chief Digital Officer, Ann Roe,`.
	postAhead = regexp.MustCompile(`\b(?:Chief Executive|(?:Director|Head) of(?: (?:\p{Lu}[\p{L}’']*|and|&))+|(?:\p{Lu}[\p{L}’']*|and) (?:Officer|Director|Manager|Solicitor|Treasurer)), (\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+)(?:[,.;]|$| (?:said|told|explained|introduced|presented|reported|confirmed|advised|added|responded|noted|outlined|gave)\b)`)
	posted    = regexp.MustCompile(`(\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+)(?:, | \(| [–-] )(?:the )?(?:Assistant |Deputy |Interim |Corporate |Executive |Strategic |Service )*(?:Chief Executive|Director|Head of|Officer|Governance Officer|Monitoring Officer|S151|Service Head|Solicitor|Manager|Chief)\b`)
)

var (
	// noPerson are words of posts and matters; a pair of words with one of them is no name.
	noPerson = words("Councillor Councillors Cllr Cllrs Chief Executive Director Deputy Assistant Corporate Strategic Interim Officer Head Service Services " +
		"Manager Committee Council Cabinet Board Finance Technology Information Governance Housing Democratic Legal Resources Leader Member Portfolio Holder Lead Senior Principal " +
		"Team Support Customer Email Tel Telephone Phone")
	// ofMatter: what follows is of a post's matter, ` for Operations and `.
	ofMatter = regexp.MustCompile(`\b(?:for|of) (?:[\p{Lu}&][\p{L}&’']*,? )*(?:and |& )$`)
)

// untilPost is where a name ends behind which a post stands without a comma: `Ann Roe Senior Officer`.
func untilPost(name string) int {
	at := 0
	for word := range strings.SplitSeq(name, " ") {
		if noPerson[word] {
			return max(0, at-1)
		}
		at += len(word) + 1
	}
	return len(name)
}

// readContact keeps officers as names.
func (w *writer) readContact(l *line) {
	if m := contact.FindStringSubmatchIndex(l.text); len(m) > 0 && !(l.cut && m[3] == len(l.text)) {
		if end := untilPost(l.text[m[2]:m[3]]); end > 0 && !reachedBy.MatchString(l.text[m[2]:]) {
			w.unresolved(l.at(m[2], m[2]+end), "OFFICER", "")
		}
	}
	for _, form := range []*regexp.Regexp{posted, postAhead} {
		for _, m := range form.FindAllStringSubmatchIndex(l.text, -1) {
			first, last, _ := strings.Cut(l.text[m[2]:m[3]], " ")
			if !noPerson[first] && !noPerson[last] && !ofMatter.MatchString(l.text[:m[2]]) {
				w.unresolved(l.at(m[2], m[3]), "OFFICER", "")
			}
		}
	}
}
