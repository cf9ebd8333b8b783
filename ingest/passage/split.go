package passage

import (
	"slices"
)

// Split cuts text into its passages, in order. It takes both forms in which
// pages are copied, with blank lines and • bullets and without blank lines and
// with - bullets: every line that holds a letter or a number is one passage.
// Every letter and number of the text is in exactly one, save those of the lines
// `address:` and `title:` with which stored copies begin: they are not text.
//
// Two lines are not what they look like. A bullet mark that stands alone belongs
// to the line after it. And the date line of a summary page often runs into the
// heading below it, `View on council websiteSummary`: that is two passages.
func Split(text string) []Passage {
	lines, head := partOpening(cutLines(text))
	notes := footnotes(lines, head)

	var passages []Passage
	repeats := map[string]int{}
	section, headings := "", true
	for i, l := range lines {
		p := Passage{Ordinal: i + 1, Start: l.start, End: l.end, Text: l.text}
		switch {
		case i < head:
			p.Kind = Paragraph
			if l.bullet {
				p.Kind = Bullet
			}
		case slices.Contains(closing, l.text):
			p.Kind, headings = Heading, false
		case notes[i]:
			p.Kind = Footnote
		case l.bullet:
			p.Kind = Bullet
		case i == head && slices.Contains(opening, l.text):
			// What is said in a transcript is no heading, however short.
			p.Kind, headings = Heading, l.text != transcript
		// A heading stands above something: the last line of a copy that was
		// cut short may look like one.
		case headings && i < len(lines)-1 && looksLikeHeading(l.text) && !broken(l, lines[i+1]):
			p.Kind = Heading
		case headings && number(l.text) > 0:
			p.Kind = Bullet
		default:
			p.Kind = Paragraph
		}
		if p.Kind == Heading {
			section = p.Text
		}
		p.Section = section
		p.Hash = Hash(p.Text)
		p.Repeat = repeats[p.Hash]
		repeats[p.Hash]++
		passages = append(passages, p)
	}
	return passages
}
