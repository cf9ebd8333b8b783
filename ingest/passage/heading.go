package passage

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parts of a summary page that are printed the same on every one.
const (
	banner     = "Subscribe to updates"
	site       = "View on council website"
	transcript = "Transcript"
	backlink   = "↩"
)

var (
	// opening are the headings under which a summary page begins; what stands
	// above them is in no section.
	opening = []string{"Summary", transcript}
	// closing are the headings with which it ends. What stands under them are
	// names of people, subjects and files, never headings.
	closing = []string{"Attendees", "Topics", "Meeting Documents"}

	// goOn are words behind which a line goes on: an entry of a list behind which
	// another comes, a sentence that a copy has broken.
	goOn = []string{"and", "or", "of", "to", "for", "at", "the", "a", "an", "in", "by", "with", "from", "that", "be"}

	// labelled begins with a label of several words that councils' pages give
	// their values under.
	labelled = regexp.MustCompile(`^(?:(?i:wards?(?:\(s\)|s)? affected|lead (?:member|officer|director|cabinet member|councillor)|` +
		`is (?:the )?(?:decision a )?(?:a )?key decision\??|is subject to call[ -]?in\??|decision (?:status|maker|type|due|date|published)|date of decision|` +
		`report (?:author|of|by)|cabinet (?:member|portfolio)|portfolio holder|contact officer|key decision|effective from|notice of (?:proposed )?decision|` +
		`time (?:commenced|concluded|started|ended)|officer contact)):\s`)

	// glued is a date line that runs into the opening heading.
	glued = regexp.MustCompile(`(?:website|meeting|trans?cript|\)) *(Summary|Transcript)$`)
	// numbered begins with a number as lists and footnotes print it.
	numbered = regexp.MustCompile(`^(\d{1,3})[.)]\s`)
)

// partOpening returns the lines with the opening heading of a summary page on a
// line of its own, and its index: 0 where the text is no such page.
func partOpening(lines []line) ([]line, int) {
	page := false
	for i, l := range lines {
		dated := strings.Contains(l.text, site)
		page = page || dated || l.text == banner
		if page && slices.Contains(opening, l.text) {
			return lines, i
		}
		if m := glued.FindStringSubmatchIndex(l.text); dated && m != nil {
			cut := m[2]
			lines[i].text = strings.TrimRight(l.text[:cut], " ")
			lines[i].end = l.start + len(lines[i].text)
			heading := line{start: l.start + cut, end: l.end, text: l.text[cut:]}
			return slices.Insert(lines, i+1, heading), i + 1
		}
	}
	return lines, 0
}

// footnotes reports which lines are footnotes: those that lead back to their
// mark, and the lines numbered from 1 right above a closing heading.
func footnotes(lines []line, head int) map[int]bool {
	notes := map[int]bool{}
	run := 0
	for i := head; i < len(lines); i++ {
		text := lines[i].text
		if slices.Contains(closing, text) {
			for j := i - run; j < i; j++ {
				notes[j] = true
			}
			run = 0
			continue
		}
		if strings.HasSuffix(text, backlink) {
			notes[i] = true
		}
		switch number(text) {
		case run + 1:
			run++
		case 1:
			run = 1
		default:
			run = 0
		}
	}
	return notes
}

// number returns the number with which a line of a list begins, 0 if none.
func number(text string) int {
	m := numbered.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	// At most three digits.
	n, _ := strconv.Atoi(m[1])
	return n
}

// looksLikeHeading reports whether a line is plain and short, begins with a
// capital or a number, has no closing punctuation, does not go on with `and`
// or a dash, `RESOLVED –`, and is no label with its value, `Venue: Town Hall`.
func looksLikeHeading(text string) bool {
	const limit = 120
	if utf8.RuneCountInString(text) > limit {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(first) && !unicode.IsTitle(first) && !unicode.IsNumber(first) {
		return false
	}
	if word, _, _ := strings.Cut(text, " "); strings.HasSuffix(word, ":") || labelled.MatchString(text) {
		return false
	}
	open := strings.TrimRight(text, `"'”’)]»`)
	if at := strings.LastIndexByte(open, ' '); at >= 0 && slices.Contains(goOn, open[at+1:]) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(open)
	return !strings.ContainsRune(".,:;!?…–—"+backlink, last)
}

// broken reports whether a copy has broken a sentence behind a line as long as
// copies make theirs: the next one goes on in lower case.
func broken(l, next line) bool {
	const width = 55 // characters; a title that `to receive a report` follows is shorter
	first, _ := utf8.DecodeRuneInString(next.text)
	return utf8.RuneCountInString(l.text) >= width && !next.bullet && unicode.IsLower(first)
}
