package extract

import (
	"regexp"
	"strings"
)

// headed is a line that names a meeting: `Audit Committee - Tuesday 13 January 2026 6.30 pm`.
type headed struct {
	name     string
	from, to int // of the name
	when     moment
}

var (
	lead = regexp.MustCompile(`^(?i:agenda|minutes|decisions|papers) (?i:for|of) (?:(?:a|the) (?:\p{L}+ )?meeting of )?(?:the )?|^(?:Special|Extraordinary|Annual|Additional|Urgent|Reconvened|Adjourned|Ordinary|Budget)(?: (?i:meeting|council|general meeting))*, `)
	// asMeeting is what a site adds to the body's name: `Cabinet Meeting`, `Council Special Meeting`.
	asMeeting = regexp.MustCompile(`(?:Committee|Panel|Board|Cabinet|Council|Executive)((?:[ ,-]+(?:Special|Extraordinary|Annual|Ordinary|Additional|Urgent|Budget))? Meeting)$`)
	// calledOffLead stands before the name of a meeting that does not take place: `*CANCELLED*, Planning Committee`.
	calledOffLead = regexp.MustCompile(`^(?i)[*( ]*(?:(?:this )?meeting (?:is |was |has been )?)?(?:cancelled|postponed)[*) ]*[,:–-]?\s*`)
	movedLead     = regexp.MustCompile(`^From .*?\d{4},?\s*`)
	// behindDay is what a site adds behind the day and time: that the meeting moved, or does not take place.
	behindDay = regexp.MustCompile(`(?:,| -| –)? \(?(?:NEW (?:DATE|TIME|VENUE)|(?i:cancelled|postponed|moved|re-?scheduled|re-?arranged)(?i: (?:from|to|until)\b[^()]*)?)\)?\.?$`)
	// aside is what a site says of a body that has another name since: `Cabinet - for meetings after 09/05/11, please see ...`.
	aside = regexp.MustCompile(` [-–] (?i:for meetings (?:after|before|from|since|held)|please see|formerly|previously|now|see also)\b`)
	trail = regexp.MustCompile(`(?:\s*[-–—:,|]|\s+on|\s+held on)\s*$`)
)

// sectionHead reads a line that names a meeting and its day. Prose is none: behind the day and time stands nothing or a site's name.
func sectionHead(text string) (headed, bool) {
	const longest = 400 // bytes
	if len(text) > longest || !strings.ContainsAny(text, "0123456789") || planned.MatchString(text) {
		return headed{}, false
	}
	if m := aside.FindStringIndex(text); m != nil { // as spaces, so that offsets hold
		if last := strings.LastIndex(text, " - "); last > m[0] {
			text = text[:m[0]] + strings.Repeat(" ", last-m[0]) + text[last:]
		}
	}
	text = behindDay.ReplaceAllString(text, "")
	found := days(text)
	moved := len(found) == 2 && found[0].from == len("From ") && strings.HasPrefix(text, "From ") // From 14 September 2022, Cabinet - Wednesday, 21st September, 2022
	if moved {
		found = found[1:]
	}
	if len(found) != 1 {
		return headed{}, false
	}
	h := headed{when: found[0]}
	if rest := strings.TrimLeft(text[h.when.to:], " ."); rest != "" && !strings.HasPrefix(rest, "- ") && !strings.HasPrefix(rest, "– ") {
		return headed{}, false
	}
	name := text[:h.when.from]
	if moved {
		h.from = len(movedLead.FindString(name))
	}
	if m := lead.FindStringIndex(name); m != nil {
		h.from = m[1]
	}
	if m := calledOffLead.FindStringIndex(name); m != nil {
		h.from = m[1]
	}
	h.to = h.when.from
	if m := trail.FindStringIndex(name); m != nil {
		h.to = m[0]
	} else if h.from < h.to && !endsNoun.MatchString(name) {
		return headed{}, false
	}
	if h.from > h.to {
		h.from = h.to
	}
	if m := asMeeting.FindStringSubmatchIndex(text[h.from:h.to]); len(m) > 0 {
		h.to = h.from + m[2]
	}
	h.name = strings.TrimSpace(text[h.from:h.to])
	h.to = h.from + len(strings.TrimRight(text[h.from:h.to], " "))
	return h, len(h.name) < 200 && !strings.Contains(h.name, ". ")
}

func isHead(text string) bool { _, ok := sectionHead(text); return ok }

// endsNoun: `oneSource Joint Committee Friday, 3rd August, 2018`.
var endsNoun = regexp.MustCompile(`(?:COMMITTEE|PANEL|BOARD|CABINET|COUNCIL|EXECUTIVE|COMMISSION|Committee|Panel|Board|Cabinet|Council|Executive|Commission|Assembly|Forum|Authority|Group|Partnership)(?: \([^()]{3,60}\))?\s*$`)
