package extract

import (
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
)

// weekly is the line of a summary page's banner that names the council.
var weekly = regexp.MustCompile(`^You'll receive weekly summaries about (.+?) every week\b`)

// council adds a council as an entity. Its name is the short one: of the graph, of the register, else as printed without `Council`.
func (w *writer) council(printed string, seen ...place) string {
	id, name := w.councilNamed(printed)
	return w.entity("Council", id, name, nil, seen...)
}

// councilNamed is the id of a council as printed, and its name.
func (w *writer) councilNamed(printed string) (id, name string) {
	name = strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(printed, "London Borough of "), " Council"), "’s")
	n, known := w.known.named("Council", printed)
	if c, ok := w.known.council(printed); ok {
		name = c.Name
	} else if known {
		name = printed
	}
	if !known {
		n, known = w.known.named("Council", name)
	}
	if known {
		return n.ID, name
	}
	return "council:" + value.Slug(name), name
}

// findCouncil finds whose page it is: by host, by banner, by what the page says of itself. Where these differ, the page's host
// counts for it, and the difference is kept.
func (w *writer) findCouncil() {
	var said []string
	add := func(id string) {
		if !slices.Contains(said, id) {
			said = append(said, id)
		}
	}
	hosts := w.known.byHost(w.address.host)
	if len(hosts) == 1 {
		add(w.council(hosts[0].Name))
	}
	if c, ok := w.known.council(w.address.ofCouncil()); ok {
		add(w.council(c.Name))
	}
	if printed, at, ok := w.selfNamed(hosts); ok {
		add(w.council(printed, at))
	}
	if len(said) == 0 {
		return
	}
	w.councils = said[:1]
	w.scope = []string{w.byKey[said[0]].data["name"].(string)}
	w.document["publisher"] = said[0]
	if len(said) > 1 {
		w.notes = append(w.notes, "the host is that of "+said[0]+", the page names "+said[1])
	}
}

// selfNamed is the council that the page names as its own: in its banner, a label, its title or the first paragraph. Where the host
// serves several councils, only these count.
func (w *writer) selfNamed(hosts []councils.Council) (string, place, bool) {
	among := func(printed string) bool {
		c, ok := w.known.council(printed)
		return len(hosts) < 2 || ok && slices.ContainsFunc(hosts, func(h councils.Council) bool { return h.Code == c.Code })
	}
	var k *line
	if w.kind == Meeting {
		k = w.kindLine()
	}
	for _, l := range w.lines[:min(len(w.lines), first)] {
		if m := weekly.FindStringSubmatchIndex(l.text); m != nil {
			if printed := l.text[m[2]:m[3]]; printed != "this council" && !strings.Contains(printed, "like the ones below") && among(printed) {
				return printed, l.at(m[2], m[3]), true
			}
		}
		if rest, ok := strings.CutPrefix(l.text, "Council: "); ok && w.kind == Person && rest != "" {
			return rest, l.at(len("Council: "), len(l.text)), true
		}
		if m := thisWeek.FindStringSubmatchIndex(l.text); m != nil && w.kind == Weekly {
			return l.text[m[2]:m[3]], l.at(m[2], m[3]), true
		}
		if printed, at, ok := w.behindHead(l); ok && among(printed) {
			return printed, at, true
		}
		if m := councilBehind.FindStringSubmatchIndex(heldAt.ReplaceAllString(l.text, "")); m != nil && l == w.printed() && w.isCouncil(l.text[m[2]:m[3]]) && among(l.text[m[2]:m[3]]) {
			return l.text[m[2]:m[3]], l.at(m[2], m[3]), true
		}
		if (w.kind == Meeting || w.kind == Summary && l.Ordinal <= w.head) && len(hosts) != 1 && w.isCouncil(l.text) && among(l.text) && asCouncil.MatchString(l.text) {
			return l.text, l.at(0, len(l.text)), true
		}
		if k != nil && len(hosts) == 1 && l.Ordinal < k.Ordinal && w.isCouncil(l.text) && asCouncil.MatchString(l.text) {
			return l.text, l.at(0, len(l.text)), true // its head, which may differ from the host's
		}
		if m := webcasting.FindStringSubmatchIndex(l.text); m != nil && w.kind == Webcast && among(l.text[m[2]:m[3]]) {
			return l.text[m[2]:m[3]], l.at(m[2], m[3]), true
		}
	}
	if w.kind == Summary {
		if printed, at, ok := w.banner(among); ok {
			return printed, at, true
		}
	}
	if w.kind == Transcript || w.kind == Webcast {
		return "", place{}, false // speech recognition bends names
	}
	if len(hosts) != 1 {
		if printed, at, ok := w.imprint(among); ok {
			return printed, at, true
		}
	}
	if _, official := moderngov[w.address.page]; official && len(hosts) == 1 {
		return "", place{}, false // its prose names other councils
	}
	if printed, at, ok := w.opened(among); ok {
		return printed, at, true
	}
	for _, l := range w.opening() {
		for _, form := range []*regexp.Regexp{councillorsOf, ownedBy} {
			if m := form.FindStringSubmatchIndex(l.text); len(m) > 0 && w.isCouncil(l.text[m[2]:m[3]]) && among(l.text[m[2]:m[3]]) {
				return l.text[m[2]:m[3]], l.at(m[2], m[3]), true
			}
		}
	}
	return "", place{}, false
}

// councillorsOf names a council by its councillors: `Councillors in Bath and North East Somerset approved`.
var councillorsOf = regexp.MustCompile(`^Councillors (?:in|at|on|from) ((?:\p{Lu}[\p{L}’'-]*|and|of|upon|the|on)(?: (?:\p{Lu}[\p{L}’'-]*|and|of|upon|the|on))*) (?:\p{Ll}+ed|met|have|heard)\b`)

// ownedBy is the council whose body opens the page, whatever the body is called: `Ashby Council's executive approved`.
var ownedBy = regexp.MustCompile(`^(?:The )?(\p{Lu}[\p{L}’-]*?(?: (?:\p{Lu}[\p{L}’-]*?|and|of|upon|the|on|in))*)['’]s [\p{L}&,’' -]{3,80}? (?:met|is|was|has|had|will|approved|agreed|noted|considered|discussed|heard|resolved|endorsed|rejected|backed|voted|decided)\b`)

// asCouncil is a council's name that says that it is one.
var asCouncil = regexp.MustCompile(`(?i:\bcouncil$|^council of\b|borough of\b)|^Comhairle\b`)

// behindHead is the council that stands behind the day in the heading of a meeting: `Cabinet - 3 March 2025 - Ashby Council`.
func (w *writer) behindHead(l *line) (string, place, bool) {
	h, ok := sectionHead(l.text)
	if !ok || w.kind != Summary && w.kind != Transcript && w.kind != Meeting {
		return "", place{}, false
	}
	from := h.when.to + len(l.text[h.when.to:]) - len(strings.TrimLeft(l.text[h.when.to:], " .-–"))
	printed := l.text[from:]
	if !strings.HasSuffix(printed, " Council") || !w.isCouncil(printed) {
		return "", place{}, false
	}
	return printed, l.at(from, len(l.text)), true
}

// opened is the council that the first paragraphs name with its body, or else name; not one that they name beside it.
func (w *writer) opened(among func(string) bool) (printed string, at place, ok bool) {
	for _, l := range w.opening() {
		for _, s := range l.sentences() {
			for _, b := range w.bodies(s) {
				if _, known := w.known.council(b.council); b.council == "" || !known || !among(b.council) {
					continue
				}
				before := l.text[s.from:min(b.from, b.where.from)]
				switch {
				case besides.MatchString(before):
				case !ok:
					printed, at, ok = b.council, b.where.place(), true
				}
			}
		}
	}
	return printed, at, ok
}

// besides stands before a council that is named as another than the page's own: `shared services with `.
var besides = regexp.MustCompile(`(?i)\b(?:with|alongside|joining|neighbouring|like|unlike|than)\s+(?:(?:both|the|neighbouring|nearby)\s+)*$`)

// banner is the one council that the lines above a summary's heading name as a council: `Guildford Council`, `Support for Guildford`.
func (w *writer) banner(among func(string) bool) (printed string, at place, ok bool) {
	for _, l := range w.lines[:min(len(w.lines), w.head)] {
		if isHead(l.text) || strings.Contains(l.text, siteLink) {
			break
		}
		for _, m := range ofBanner.FindAllStringSubmatchIndex(l.text, -1) {
			from, to := m[2], m[3]
			if from < 0 {
				from, to = m[4], m[5]
			}
			c, known := w.known.council(l.text[from:to])
			if !known || !among(l.text[from:to]) {
				continue
			}
			if before, _ := w.known.council(printed); ok && before.Code != c.Code {
				return "", place{}, false
			}
			printed, at, ok = l.text[from:to], l.at(from, to), true
		}
	}
	return printed, at, ok
}

var ofBanner = regexp.MustCompile(`((?:\p{Lu}[\p{L}'’-]*(?:,? (?:and|upon|of|the|on|in|&))* )+Council)\b|(?i:support for) (\p{Lu}[^.:;]+)$`)

// imprint is the council that a site names as its own, in its head or at its foot.
func (w *writer) imprint(among func(string) bool) (string, place, bool) {
	for _, l := range w.lines {
		m := imprinted.FindStringSubmatchIndex(l.text)
		if m == nil {
			continue
		}
		if _, ok := w.known.council(l.text[m[2]:m[3]]); ok && among(l.text[m[2]:m[3]]) {
			return l.text[m[2]:m[3]], l.at(m[2], m[3]), true
		}
	}
	return "", place{}, false
}

var imprinted = regexp.MustCompile(`^(?:(?:©|\([cC]\)|Copyright\b)(?:[ ©\d,–-]|\([cC]\)|Copyright\b|\bThe\b)*|(?i:this is the (?:official )?website of )(?:the )?)(\p{Lu}[^.|,]+?)(?: (?i:website|all rights).*)?(?:[.|,].*)?$`)

// bodies are those that a span names; `Ashby's Planning Committee` is the Planning Committee of Ashby where that is a council.
func (w *writer) bodies(s span) []named {
	out := bodies(s)
	for i, b := range out {
		m := possessive.FindStringSubmatchIndex(b.String())
		if b.council != "" {
			continue
		}
		if m == nil {
			out[i] = w.behind(s, b)
			continue
		}
		if _, ok := w.known.council(b.String()[m[2]:m[3]]); ok {
			out[i].where = b.sub(m[2], m[3])
			out[i].council = out[i].where.String()
			out[i].span = b.sub(m[1], len(b.String()))
		}
	}
	return out
}

// behind reads the council that stands behind a body by its name alone: `the Audit Committee of Leeds`.
func (w *writer) behind(s span, b named) named {
	if b.after >= s.to {
		return b
	}
	text := s.line.text[b.after:s.to]
	m := ofNamed.FindStringSubmatchIndex(text)
	if m == nil {
		return b
	}
	for to := m[3]; to > m[2]; to = m[2] + max(0, strings.LastIndexByte(text[m[2]:to], ' ')) {
		if printed := text[m[2]:to]; w.isCouncil(printed) && !inList.MatchString(text[to:]) {
			b.council, b.where = printed, span{s.line, b.after + m[2], b.after + to}
			b.after += to
			return b
		}
	}
	return b
}

// inList follows a council that is one of several.
var inList = regexp.MustCompile(`^,? (?:and |& )?\p{Lu}`)

var ofNamed = regexp.MustCompile(`^ (?:of|at|for) (?:the )?(\p{Lu}[\p{L}’'-]*(?: (?:\p{Lu}[\p{L}’'-]*|and|of|upon|the|on|in|nan|na|an|under)\b)*)`)

var possessive = regexp.MustCompile(`^(\p{Lu}[^'’]*)['’]s `)

var (
	thisWeek   = regexp.MustCompile(`^This week in (.+?):?$`)
	webcasting = regexp.MustCompile(`([\p{Lu}][\p{L} &-]+ Council) Webcast`)
)

// partners are the councils that a joint committee's name lists; none where one of them is no council.
func (w *writer) partners(name string) (out []string) {
	list := ""
	if m := ofBoroughs.FindStringSubmatch(name); m != nil {
		list = m[1]
	} else if m := bracketed.FindStringSubmatch(name); m != nil {
		list = m[1]
	} else if list, _ = w.ahead(name); list == "" {
		return nil
	}
	return w.eachCouncil(list)
}

// eachCouncil are the councils of a list, each of which is known: `Ashby, Bexby and Corby`; a name may hold an `and` itself. None where one is
// not known, or where there are fewer than two.
func (w *writer) eachCouncil(list string) (out []string) {
	between := listJoint.FindAllStringIndex(list, -1)
	from := func(part int) int {
		if part == 0 {
			return 0
		}
		return between[part-1][1]
	}
	to := func(part int) int {
		if part == len(between) {
			return len(list)
		}
		return between[part][0]
	}
	for part := 0; part <= len(between); {
		last := min(part+2, len(between)) // as in Windsor, Ascot and Maidenhead
		for last >= part && !w.isCouncil(list[from(part):to(last)]) {
			last--
		}
		if last < part {
			return nil
		}
		out = append(out, list[from(part):to(last)])
		part = last + 1
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

var listJoint = regexp.MustCompile(`,? (?:and|&) |, `)

func (w *writer) isCouncil(name string) bool {
	if _, ok := w.known.council(name); ok {
		return true
	}
	_, ok := w.known.named("Council", name)
	return ok
}

// sharers are the councils that the first paragraph names behind a body, the page's own among them: `the ICT Board of Ashby, Bexby and Corby
// Borough Councils`; and where it does.
func (w *writer) sharers(name string) ([]string, place) {
	for _, l := range w.opening() {
		i := strings.Index(l.text, name)
		if i < 0 {
			continue
		}
		m := sharedBy.FindStringSubmatchIndex(l.text[i+len(name):])
		if m == nil {
			continue
		}
		at := m[2:4]
		if at[0] < 0 {
			at = m[4:6]
		}
		from, to := i+len(name)+at[0], i+len(name)+at[1]
		to = from + len(ofKind.ReplaceAllString(l.text[from:to], ""))
		out := w.eachCouncil(l.text[from:to])
		own := slices.ContainsFunc(out, func(p string) bool {
			id, _ := w.councilNamed(p)
			return slices.Contains(w.councils, id)
		})
		if len(out) > 0 && (own || len(w.councils) == 0) {
			return out, l.at(from, to)
		}
	}
	return nil, place{}
}

// sharedBy is the list of councils behind a body's name.
var sharedBy = regexp.MustCompile(`^,? (?:of|for|between|comprising|made up of|representing) (?:the )?(?:` +
	`(?:(?:London |Royal )?Boroughs|[Cc]ouncils) of (?:the )?(` + councilWords + `)|(` + councilWords + `) [Cc]ouncils?\b)`)

// ofKind ends a list of councils of one kind.
var ofKind = regexp.MustCompile(`(?: (?:London|Royal|Borough|District|City|County|Metropolitan))+$`)

const councilWords = `(?:(?:\p{Lu}[\p{L}'’-]*|upon|on|and|&|the|of),? )*\p{Lu}[\p{L}'’-]*`

// ahead is the list of councils with which a joint body's name begins, and the rest: `Ashby, Bexby and Corby IT Committee`.
func (w *writer) ahead(name string) (list, rest string) {
	m := listAhead.FindStringSubmatch(name)
	if m == nil {
		return "", name
	}
	for last := m[2]; last != ""; last = last[:max(0, strings.LastIndexByte(last, ' '))] { // the longest name of a council
		if _, ok := w.known.council(last); ok && len(last) < len(m[2]) {
			return m[1] + " and " + last, m[2][len(last)+1:]
		}
	}
	return "", name
}

var listAhead = regexp.MustCompile(`^(?:Joint Committee of )?((?:\p{Lu}[\p{L} ]+, )*\p{Lu}[\p{L} ]+?),? (?:and|&) (\p{Lu}.+)$`)

var (
	ofBoroughs = regexp.MustCompile(`of the (?:London Boroughs|Councils) of (.+)$`)
	bracketed  = regexp.MustCompile(`\(([^()]+ (?:and|&) [^()]+)\)$`)
)
