package councils

import (
	"regexp"
	"strings"
	"unicode"

	"councilgraph/graph/value"
)

var (
	// lastBracket is what stands in brackets at the end of a name.
	lastBracket = regexp.MustCompile(`^(.*\S)\s*\(([^()]*)\)\s*$`)
	// ofSeveral ends the name of a joint body with the councils that it is of.
	ofSeveral = regexp.MustCompile(`(?i)\s+of\s+the\s+(?:london\s+boroughs|boroughs|councils|districts)\s+of\s+.+$`)
	// occasion is what tells one meeting of a body from others, not one body from another.
	occasion = regexp.MustCompile(`(?i)^(?:(?:special|extra-?ordinary|extra|ordinary|additional|urgent|emergency|annual|budget|virtual|remote|online|hybrid|informal|formal|adjourned|reconvened|rescheduled|cancelled|new|moved)[ ,]*)+(?:general )?(?:council )?(?:meeting|date|time|agm)?$`)
)

// Bare is the name of a body without the councils that it is of, the occasion of a meeting, and its own initials in brackets. What else
// stands in brackets tells bodies of one council apart, `Scrutiny Board (Children)`, also where it is the place of one council: a county
// has an area committee for each district.
func (t *Table) Bare(name string) string {
	bare := strings.TrimSpace(ofSeveral.ReplaceAllString(name, ""))
	if m := lastBracket.FindStringSubmatch(bare); len(m) > 0 && (occasion.MatchString(m[2]) || initialsOf(m[2], m[1]) || t.several(m[2])) {
		bare = m[1]
	}
	if bare == "" {
		return name
	}
	return bare
}

// several says whether a text is a list of two or more councils and nothing else.
func (t *Table) several(text string) bool {
	words := value.Words(strings.ReplaceAll(text, "&", " and "))
	found := 0
	for i := 0; i < len(words); {
		n := min(t.longest, len(words)-i)
		for n > 0 && len(t.byCore[strings.Join(core(words[i:i+n]), " ")]) == 0 {
			n--
		}
		switch {
		case n > 0:
			found++
			i += n
		case words[i] == "and" || words[i] == "of" || words[i] == "the" || words[i] == "london" || words[i] == "boroughs" || words[i] == "councils":
			i++
		default:
			return false
		}
	}
	return found > 1
}

// initialsOf says whether letters are the initials of a name's words, of all that begin with a capital: JITC of Joint IT Committee.
func initialsOf(letters, name string) bool {
	if len(letters) < 2 || strings.ToUpper(letters) != letters {
		return false
	}
	first := strings.Builder{}
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '/' }) {
		if r := []rune(word); unicode.IsUpper(r[0]) {
			first.WriteRune(r[0])
			if strings.ToUpper(word) == word && len(r) > 1 { // IT Board: ITB
				first.WriteString(string(r[1:]))
			}
		}
	}
	short := strings.NewReplacer("&", "", ".", "", " ", "").Replace(letters)
	return short == first.String()
}
