package extract

import (
	"regexp"
	"slices"
	"strings"

	"councilgraph/ingest/passage"
)

var (
	restricted = regexp.MustCompile(`(?i)\b(?:exclu(?:de|ded|des|ding|sion)\b[^.]{0,30}\b(?:press|public)|(?:press|public)\b[^.]{0,60}\bexcluded|closed session|exempt (?:appendix|appendices|report|item|information)|confidential report|is restricted|not for publication)\b`)
	// groundEnd is where a ground is over and what was done begins.
	groundEnd = regexp.MustCompile(` (?:while|when|whilst|as|during|because|since|so that|for the (?:following|duration|remainder|consideration)|before|after)\b`)
	ground    = regexp.MustCompile(`(?i)(?:due to|because of|owing to|by reason of|by virtue of|under) (?:the )?((?:commercially sensitive|confidential|exempt|sensitive)[^,.;]*|paragraph \d[^,.;]*)`)
	// ofExclusion names an item that closes others: it is not closed itself.
	ofExclusion = regexp.MustCompile(`(?i)^(?:\p{L}+ )?exclu(?:sion|de|ding)\b.*\b(?:press|public)\b|^(?:disclosure of )?(?:exempt|confidential) (?:information|business|items?)\b`)
	exempt      = regexp.MustCompile(`(?i)^(?:exempt|confidential)\b`)
	nextItem    = regexp.MustCompile(`(?i)\b(?:next|following|remaining) (?:agenda )?item\b`)
	itemsNamed  = regexp.MustCompile(`(?i)\bitems? (?:nos?\.? )?(\d{1,2}[a-z]?\b(?:(?:,| and| &| or) (?:(?:agenda )?items? )?\d{1,2}[a-z]?\b)*)`)
	oneNumber   = regexp.MustCompile(`\d{1,2}[a-z]?\b`)
	isResolved  = regexp.MustCompile(`\b(?:RESOLVED|Resolved)\b|\b(?:resolved|agreed|decided|voted)\b`)
)

// readGrounds reads of each item what the committee is asked to do with it, and whether the press and public are kept out.
func (w *writer) readGrounds() {
	toPass := false // the line before gives the resolution that is to be passed
	for _, l := range w.lines[w.head:] {
		asked := toPass
		toPass = passing.MatchString(l.text)
		id := w.itemOf(l)
		if id == "" || l.furniture || l.Kind == passage.Heading {
			continue
		}
		for _, s := range l.sentences() {
			if m := askedTo.FindStringSubmatchIndex(s.String()); m != nil {
				word := strings.ToUpper(s.String()[m[2]:m[3]])
				w.claim(id, "askedTo", word, "The committee is asked to "+strings.ToLower(word)+".", s.sub(m[0], m[1]).place())
			}
			m := restricted.FindStringIndex(s.String())
			if m == nil {
				continue
			}
			name, _ := w.byKey[id].data["name"].(string)
			if !ofExclusion.MatchString(name) {
				w.closed(id, s, m, "")
				continue
			}
			modality := "EXPECTED" // to be resolved
			if w.held && !asked && isResolved.MatchString(l.text) {
				modality = ""
			}
			of := w.closedBy(id, s)
			if len(of) == 0 && exempt.MatchString(name) {
				of = []string{id} // the closed part of the meeting
			}
			for _, id := range of {
				w.closed(id, s, m, modality)
			}
		}
	}
}

// closed states that a sentence keeps the press and public out of an item, and on what ground.
func (w *writer) closed(item string, s span, m []int, modality string) {
	w.fact("Claim", object{"about": item, "field": "restricted", "value": "true", "modality": modality}, "The press and public are kept out, or papers withheld.", s.sub(m[0], m[1]).place())
	g := ground.FindStringSubmatchIndex(s.String())
	if g == nil {
		return
	}
	if end := groundEnd.FindStringIndex(s.String()[g[2]:g[3]]); len(end) > 0 {
		g[3] = g[2] + end[0]
	}
	text := s.String()[g[2]:g[3]]
	w.fact("Claim", object{"about": item, "field": "ground", "value": text, "modality": modality}, "The ground: "+text+".", s.sub(g[2], g[3]).place())
}

// closedBy are the items of which an item of procedure keeps the press and public out: by their numbers, or the next.
func (w *writer) closedBy(item string, s span) (ids []string) {
	for _, m := range itemsNamed.FindAllStringSubmatch(s.String(), -1) {
		for _, number := range oneNumber.FindAllString(m[1], -1) {
			if i := slices.IndexFunc(w.numberedItems, func(x itemAt) bool { return x.number == number && x.id != item }); i >= 0 {
				ids = append(ids, w.numberedItems[i].id)
			}
		}
	}
	if i := slices.IndexFunc(w.numberedItems, func(x itemAt) bool { return x.id == item }); len(ids) == 0 && nextItem.MatchString(s.String()) && i >= 0 && i+1 < len(w.numberedItems) {
		ids = append(ids, w.numberedItems[i+1].id)
	}
	return ids
}
