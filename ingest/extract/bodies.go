package extract

import (
	"regexp"
	"strings"
)

// named is a body that a sentence names: a committee, a board, a cabinet, with the council where that is said beside it.
type named struct {
	span           // of the name
	council string // as printed: Lewisham Council; empty where not said
	where   span   // of the council
	after   int    // where the words behind the name and its council begin, in the line's text
}

// nouns end the name of a body that meets. Those of the second list are one by themselves.
var (
	nouns = words("Committee Sub-Committee Subcommittee Panel Board Cabinet Council Executive Commission Assembly Forum Authority Group Sub-Group Subgroup Sub-Board Partnership " +
		"COMMITTEE SUB-COMMITTEE PANEL BOARD CABINET COUNCIL EXECUTIVE COMMISSION")
	alone = words("Cabinet Council Executive Assembly CABINET COUNCIL EXECUTIVE")
	// joining words stand within a name.
	joining = words("and & of the for on in")
	// breaking words are titles and roles: a name does not run over them.
	breaking = words("Councillor Councillors Cllr Cllrs Chair Chairman Chairwoman Chairperson Vice-Chair Vice-Chairman Vice Mayor Leader Member " +
		"Members Officer Director The At In Following Here This That These Portfolio Mr Mrs Ms Dr Alderman Deputy Lead Head Chief")
)

// actsInCapitals are what a body does, in the capitals of a resolution or a motion.
var actsInCapitals = words("RESOLVED NOTED AGREED APPROVED ENDORSED RECOMMENDED Notes Believes Resolves Welcomes Recognises Acknowledges")

// ofBodies are papers of a body, which its name does not hold.
var ofBodies = words("Minutes Report Reports Recommendations Recommendation Agenda Papers Decisions Meeting Meetings MINUTES REPORT")

// bodies finds the bodies that a span names, from left to right.
func bodies(s span) (out []named) {
	toks := tokenise(s.String())
	for i := 0; i < len(toks); i++ {
		if !toks[i].proper() || breaking[toks[i].text] {
			continue
		}
		end := run(toks, i)
		if b, ok := body(s, toks, i, end); ok {
			out = append(out, b)
		}
		i = end - 1
	}
	return out
}

// run is the end of a run of proper words and what joins them.
func run(toks []token, i int) int {
	end, list := i+1, false
	for j := i + 1; j < len(toks); j++ {
		t := toks[j]
		switch {
		case t.proper() && !breaking[t.text]:
			list = list || t.text == "Boroughs" || t.text == "Councils"
			end = j + 1
		case joining[t.text]:
		case t.text == "," && (list || listed(toks, j)):
		default:
			return end
		}
	}
	return end
}

// listed: a comma that stands in a name, as in `Children, Families and Learning Committee`: the run goes on to a noun.
func listed(toks []token, comma int) bool {
	for j := comma + 1; j < len(toks) && j < comma+8; j++ {
		switch t := toks[j]; {
		case breaking[t.text]:
			return false
		case nouns[t.text] && t.text != "Council" && t.text != "Cabinet" && t.text != "Executive":
			return j > comma+1
		case !t.proper() && !joining[t.text] && t.text != ",":
			return false
		}
	}
	return false
}

// body reads the name of a body off a run of words.
func body(s span, toks []token, i, end int) (named, bool) {
	text := func(a, b int) string { return s.String()[toks[a].from:toks[b-1].to] }
	at := func(a, b int) span { return s.sub(toks[a].from, toks[b-1].to) }
	for i+2 < end && ofBodies[toks[i].text] && toks[i+1].text == "of" { // Minutes of the Cabinet
		i += 2
		if toks[i].text == "the" && i+1 < end {
			i++
		}
	}
	last := -1 // the noun that ends the name
	for j := i; j < end; j++ {
		if nouns[toks[j].text] || j == i+1 && toks[i].text == "Leadership" && toks[j].text == "Team" { // so Kensington and Chelsea call their cabinet
			last = j
			if j+1 < end && !toks[j+1].proper() { // what follows is joined: `of Lewisham Council`
				break
			}
		}
	}
	if last < 0 {
		return named{}, false
	}
	b := named{after: s.from + toks[last].to}
	// Panel D, Board 2
	if last+1 < end && len(toks[last+1].text) == 1 && toks[last+1].proper() {
		last++
		b.after = s.from + toks[last].to
	}
	if next := last + 1; next < len(toks) && toks[next].proper() && toks[next].from == toks[last].to+1 && !titled(toks[next].text) && !actsInCapitals[toks[next].text] {
		return named{}, false // Cabinet Member, Council Tax
	}
	// The council stands behind: `of Lewisham Council`, `of the London Boroughs of Brent, Lewisham and Southwark`.
	if k := last + 1; k < end && (toks[k].text == "of" || toks[k].text == "for" && councilName.MatchString(text(k, end))) {
		k++
		if k < end && toks[k].text == "the" {
			k++
		}
		if k < end {
			whole := text(k, end)
			switch {
			case strings.HasPrefix(whole, "London Boroughs of"): // part of the name
				last = end - 1
				b.after = s.from + toks[last].to
			case councilName.MatchString(whole), last == i && toks[i].text == "Council":
				b.council, b.where = whole, at(k, end)
				b.after = s.from + toks[end-1].to
			}
		}
	}
	// Or before: `Hackney Council Scrutiny Panel`.
	for j := i; j < last; j++ {
		if t := toks[j].text; j > i && (t == "Council" || t == "Council's" || t == "Council’s") {
			b.council, b.where = strings.TrimSuffix(strings.TrimSuffix(text(i, j+1), "'s"), "’s"), at(i, j+1)
			i = j + 1
			break
		}
	}
	if last == i && toks[i].text == "Council" && b.council != "" { // the Council of Merton
		b.span = at(i, i+1)
		return b, true
	}
	if toks[i].text == "Council" && last == i && b.council == "" || last > i && toks[last].text == "Council" {
		return full(s, toks, i, last)
	}
	if last == i && !alone[toks[i].text] || last == i+1 && toks[i].text == "Joint" {
		return named{}, false // the Committee: which, it does not say
	}
	for i < last && (toks[i].text == "the" || joining[toks[i].text]) {
		i++
	}
	if i >= 2 && last == i && toks[i].text == "Cabinet" && toks[i-2].text == "Mayor" && joining[toks[i-1].text] {
		i -= 2 // Mayor and Cabinet
		if m := ofMatters.FindString(s.line.text[s.from+toks[last].to:]); m != "" {
			b.span = span{s.line, s.from + toks[i].from, s.from + toks[last].to + len(m)}
			b.after = b.to
			return b, true
		}
	}
	b.span = at(i, last+1)
	// (Brent, Lewisham and Southwark)
	if rest := s.line.text[b.span.to:]; strings.HasPrefix(rest, " (") && b.council == "" {
		if close := strings.IndexByte(rest, ')'); close > 0 && strings.Contains(rest[:close], " and ") {
			b.span.to += close + 1
			b.after = b.span.to
		}
	}
	return b, true
}

// ofMatters is for what a part of a cabinet decides: `Mayor and Cabinet (Contracts)`.
var ofMatters = regexp.MustCompile(`^ \(\p{Lu}\p{Ll}+\)`)

// full is a council that meets as such, or whose cabinet does: `Tower Hamlets Council`, `Newham Council cabinet`.
func full(s span, toks []token, i, last int) (named, bool) {
	b := named{span: s.sub(toks[last].from, toks[last].to), after: s.from + toks[last].to}
	if last > i {
		b.council = s.String()[toks[i].from:toks[last].to]
		b.where = s.sub(toks[i].from, toks[last].to)
	}
	if next := last + 1; next < len(toks) && (toks[next].text == "cabinet" || toks[next].text == "executive") {
		b.span = s.sub(toks[next].from, toks[next].to)
		b.after = s.from + toks[next].to
	}
	return b, true
}

var councilName = regexp.MustCompile(`(?:Council|Borough of .+)$`)

func titled(word string) bool {
	return strings.HasPrefix(word, "Councillor") || strings.HasPrefix(word, "Cllr") || word == "Mayor"
}

// name is the body's name as an entity has it.
func (n named) name() string {
	s := n.String()
	if s == strings.ToLower(s) && s != "" {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	return s
}
