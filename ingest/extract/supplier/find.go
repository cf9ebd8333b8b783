package supplier

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"councilgraph/ingest/extract/figure"
)

// Found is a supplier where it is named.
type Found struct {
	figure.Span
	// Naming is whether the text gives a name: as in the graph, NAMED, UNNAMED (`Qualys reseller`) or WITHHELD.
	Naming Naming
	// Role is RESELLER where the text says that it sells what another makes; else SUPPLIER.
	Role Role
	// Frame says by what the text shows that it supplies.
	Frame Frame
}

// Naming is whether a source gives a supplier's name. Its values are those of the public enum.
type Naming string

const (
	Named    Naming = "NAMED"
	Unnamed  Naming = "UNNAMED"  // described, never named
	Withheld Naming = "WITHHELD" // kept back on purpose
)

// Role is in what capacity a supplier stands in a contract. Its values are those of the public enum. A publisher whose licences are
// bought is none of those found here: `Microsoft licences` names a product.
type Role string

const (
	Supplier Role = "SUPPLIER"
	Reseller Role = "RESELLER" // sells what another makes
)

// Frame is by what a text shows that a firm supplies.
type Frame string

const (
	FrameLabel    Frame = "LABEL"    // Supplier: X
	FrameAward    Frame = "AWARD"    // awarded to X, X won
	FrameContract Frame = "CONTRACT" // a contract with X, extended X
	FrameSuffix   Frame = "SUFFIX"   // X Ltd, in a sentence about buying
	FrameKnown    Frame = "KNOWN"    // a name that the caller knows
)

// Options are what the caller knows.
type Options struct {
	// Known are names of suppliers, in any spelling.
	Known []string
	// Buyers are names of councils and bodies: they are not suppliers here.
	Buyers []string
	// Transcript is true for what a machine heard: then only known names count.
	Transcript bool
}

// triggers are words without which no frame fits: most passages have none, and need not be searched for each.
var triggers = regexp.MustCompile(`(?i)award|contract|suppl|renew|exten[ds]|purchas|procur|bought|sourc|negotiat|tender|bidder|\bltd|limited|plc|llp|cic\b|\binc\b|corp|appoint|provider|approv|reseller|gmbh|llc|cyf|call-off|licen|partner|integrator|\blet\b|\bwon\b|secured|operator|run|operate|manage|collect|maintain|host|select|spen[dt]|outsourc|cho[os]se|\bbuy`)

type frame struct {
	kind Frame
	re   *regexp.Regexp // its last group is the name
}

const (
	gap  = `[^.;|\n]{0,160}?`
	gap2 = `[^.;|\n]{0,60}?`
	lead = `(?:the[ ])?(?:(?:our|its|their)[ ])?(?:(?:current|existing|incumbent|successful|new|preferred|professional|recommended)[ ])*(?:(?:supplier|contractor|provider|bidder|tenderer|company|firm|partner|reseller),?[ ])?` + quoted
)

// partner is a post that only a supplier has: `its implementation partner`.
const partner = `(?:(?:the|a|an|our|its|their)[ ])?(?:[\p{L}’'-]+[ ]){0,2}?(?:implementation|delivery|technology|digital|data|integration|hosting|software|service|services|support|migration|transformation|technical)[ ]` +
	`(?:partner|provider|supplier|contractor|integrator)s?\b|(?:the[ ])?systems?[ ]integrators?\b`

// unawarded: what a firm was not to get makes it no supplier.
var unawarded = regexp.MustCompile(`(?i)\b(?:not|never) (?:to |be |been )?award(?:ed)?\b|\bunsuccessful (?:bid|bidder|tender|tenderer)s?\b`)

// turnedDown stands before the name of whom a council did not want, or only asked about: `rejected the tender from X`.
var (
	turnedDown = regexp.MustCompile(`(?i)\b(?:(?:reject|refus|declin)(?:e|es|ed|ing)?|turn(?:s|ed)? down|no)\s+(?:(?:the|an?|all|any)\s+)?(?:[\p{L}-]+\s+){0,3}?(?:tenders?|bids?|offers?|quotes?|quotations?|proposals?|requests?|waivers?)\b[^.,;]{0,60}$` +
		`|\b(?:subsidiary|subsidiaries|parent(?: company)?|division|arm)\s+(?:of|,|is|was)?\s*(?:the\s+)?$|\bpart\s+of\s+(?:the\s+)?$|\basked\s+for\s+(?:[\p{L}-]+\s+){0,2}?(?:quotes?|quotations?|tenders?|bids?|prices)\s+from\b[^.;]{0,80}$` +
		`|\b(?:if|unless|whether)\b[^.,;]{0,80}\b(?:award\w*|appoint\w*)\b[^.,;]{0,60}$|\bno\s+(?:[\p{L}-]+\s+){0,2}?(?:contracts?|tenders?|awards?|agreements?)\s+(?:has|have|had|was|were|is|are)\b[^.,;]{0,60}$`)
	// onlyAsked follows such a name: `X were to be asked to quote`.
	onlyAsked = regexp.MustCompile(`(?i)^[^.;,]{0,60}?\b(?:asked|invited|approached|encouraged)\s+(?:to\s+(?:quote|tender|bid|submit|provide\s+a\s+quot)|for\s+a\s+quot)`)
)

// awarding stands before the name of whom something is to go to, or who offers it.
var awarding = regexp.MustCompile(`(?i)\b(?:award\w*|appoint\w*|tenders?|bids?|offers?|quotes?|quotations?)\b`)

// noContract stands before the contract that there is not: `There was no contract with X`.
var noContract = regexp.MustCompile(`(?i)\b(?:no|without (?:an?|any))\s+(?:[\p{L}-]+\s+){0,2}$`)

// post is what a council calls who works for it: `waste contractor`, `leisure operator`.
const post = `(?:[\p{L}’'-]+[ ]){0,4}?(?:contractor|supplier|provider|operator)\b`

// preferred is who is to get a contract.
const preferred = `the[ ](?:preferred|successful|winning|recommended)[ ](?:bidder|supplier|contractor|tenderer|provider|operator)\b`

// boughtFrom is of goods: land and houses are bought too, from who supplies nothing.
var (
	boughtFrom = regexp.MustCompile(`\b(?i:buy|buying|bought|purchase|purchasing|purchased|procure|procuring|procured)\b` + gap2 + `\bfrom[ ](?i:` + lead + `)(` + name + `)`)
	property   = regexp.MustCompile(`(?i)\b(?:land|sites?|propert(?:y|ies)|buildings?|homes|houses|flats|dwellings|freeholds?|leaseholds?|leases?|shares|plots?|acquisition|acquir\w+|premises|street|road)\b`)
)

// whose is of contracts for a thing: people have contracts too.
var (
	whose      = regexp.MustCompile(`\b(?i:extend|renew|terminate)(?i:ed|s|ing)?[ ](` + name + `)['’]s[ ](?i:(?:[\p{L}-]+[ ]){1,4}(?:contract|agreement)\b)`)
	employment = regexp.MustCompile(`(?i)\b(?:employment|fixed[- ]term|temporary|secondment|interim|acting|salary|officers?|directors?|manager)\b`)
)

// outsourced is of what was or is to be done, not of what somebody put forward.
var (
	outsourced = regexp.MustCompile(`\b(?i:outsourc(?:e|ed|es|ing))\b` + gap2 + `\bto[ ](?i:` + lead + `)(` + name + `)`)
	putForward = regexp.MustCompile(`(?i)\b(?:recommend|propos|consider|suggest|option|urg|call)\w*\b[^.;]{0,40}$`)
)

// frames in the order of trust; each ends at the name.
var frames = []frame{
	{FrameLabel, regexp.MustCompile(`(?m)(?:^|[|•*-])[ \t]*(?i:(?:name of (?:the )?)?(?:successful |winning |awarded )?(?:supplier|contractor|provider|bidder|tenderer)(?: name)?(?:\(s\)|s)?|(?:delivery|implementation|technology|software|systems?|technical|hosting) (?:partner|integrator|supplier|provider|vendor)|awarded to|contract awarded to|supplier\(s\))[ \t]*[:–|-][ \t]*` + `(` + withheld + `|` + exempt + `|` + name + `)`)},
	{FrameAward, regexp.MustCompile(`(?i:\baward(?:ed|ing|s)?|\blet|\brenewal|\bappointment)\b` + gap + `\b(?:to|of)[ ](?i:` + exempt + `)`)},
	{FrameAward, regexp.MustCompile(`(?i:\baward(?:ed|ing|s)?|\bbe let|\bwas let|\bleas\w+)\b` + gap + `\bto[ ](?:the[ ])?(` + withheld + `)`)},
	{FrameAward, regexp.MustCompile(`(?i:\baward(?:ed|ing|s)?|\bbe let|\bwas let|\brenewal)\b` + gap + `\bto[ ](?i:` + lead + `)(` + withheld + `|` + name + `)`)},
	{FrameAward, regexp.MustCompile(`(` + withheld + `|` + name + `)` + `(?:[ ]\([\p{Lu}\d]+\))?["'’”]?,?[ ](?i:(?:has |have |had )?(?:won|secured)|(?:was|were|is|are|be|being|has been|have been|had been|to be)[ ](?:re-?)?(?:awarded|appointed))[ ](?i:the|a|an|as|this|these|our|council|contract)\b`)},
	{FrameAward, regexp.MustCompile(`(?m:^|[.;•][ ]|\n)[ •*-]*(` + word + `)[ ](?i:provision)[ ](?i:of)\b` + gap + `\b(?i:awarded)\b`)},
	{FrameAward, regexp.MustCompile(`(?i:recommended|approved|approval of|appointment of|appoint|appointed)[ ](?i:the[ ])?(?i:` + lead + `)(` + withheld + `|` + name + `[ ]` + suffix + `)`)},
	{FrameAward, regexp.MustCompile(`\b(?i:appoint(?:ed|ing|s)?)[ ](` + name + `)[ ](?i:as)[ ](?i:` + partner + `)`)},
	{FrameContract, regexp.MustCompile(`(?i:\b(?:delivered|provided|supplied|hosted|operated|run|managed|maintained|implemented|developed)[ ](?:by|with))[ ](?i:` + lead + `)(` + name + `[ ]` + suffix + `)`)},
	{FrameContract, regexp.MustCompile(`(?i:\b(?:contracts?|call-off|framework agreement|licen[cs]e agreement|enterprise agreement|(?:outsourcing|maintenance|support|managed services?|hosting|supply)[ ](?:agreement|arrangement)s?)\b)` + gap2 + `\bwith[ ](?i:` + lead + `)(` + withheld + `|` + name + `)`)},
	{FrameContract, regexp.MustCompile(`(?i:\b(?:renewed|extended|negotiated|re-?negotiated|contracted)\b)` + gap2 + `\bwith[ ](?i:` + lead + `)(` + name + `)`)},
	{FrameContract, regexp.MustCompile(`(?i:\b(?:have|has|had|to|will|we)[ ](?:extend|extended|renew|renewed))[ ](?i:the[ ])?(` + name + `)(?:[:]|[ ](?i:contract|licen[cs]e|agreement|by|for))`)},
	{FrameContract, regexp.MustCompile(`(?i:\b(?:not to (?:renew|extend))\b)` + gap + `\b(?i:for|with)[ ](` + name + `)`)},
	{FrameContract, regexp.MustCompile(`(?i:\b(?:supplied|purchased|procured|bought|sourced)[ ](?:from|by|through|via))[ ](?i:` + lead + `)(` + name + `)`)},
	{FrameContract, regexp.MustCompile(`(?i:\b(?:supplier|contractor|reseller|provider))[ ](?:is[ ])?["'‘“](` + name + `)["'’”]`)},
	{FrameContract, regexp.MustCompile(`(` + name + `)[ ](?i:serves?|acts?|remains?)[ ](?i:as)[ ](?i:the[ ])?` + gap2 + `(?i:\b(?:provider|supplier|contractor)\b)`)},
	{FrameContract, regexp.MustCompile(`(` + name + `(?:[ ]\d)?)[ ](?i:is|are|was|were)[ ](?i:the|our|their|its)[ ](?i:` + gap2 + `\b(?:only|sole|current|existing|incumbent)\b` + gap2 + `\b(?:provider|supplier|contractor)\b)`)},
	{FrameContract, regexp.MustCompile(`\b(?i:maintained|supported|supplied|provided|hosted|operated|run|managed|delivered)[ ](?i:by|with)[ ](` + name + `),[ ](?i:the|our|its|their)[ ](?i:(?:[\p{L}-]+[ ]){0,2}(?:provider|supplier|contractor|vendor))(?:[,.;)]|$)`)},
	{FrameContract, regexp.MustCompile(`\b(?i:appoint|select|choose|chose|chosen|name)(?:ed|s|ing)?[ ](` + name + `)[ ](?i:as[ ](?:(?:the|its|their|our)[ ](?:council['’]s[ ])?` + post + `|` + preferred + `))`)},
	{FrameContract, regexp.MustCompile(`\b(?i:recommended|identified)[ ](` + name + `)[ ](?i:as[ ]` + preferred + `)`)},
	{FrameContract, regexp.MustCompile(`\b(?i:(?:council['’]s|its|their|our|(?:new|current|existing|incumbent|outgoing|previous|former))[ ]` + post + `),[ ](` + name + `)(?:,|[ ](?i:has|had|have|is|was|were|would|will|to)\b)`)},
	{FrameContract, regexp.MustCompile(`(` + name + `),[ ](?i:(?:the|this)[ ])?(?i:council['’]s)[ ](?i:(?:new|current|existing|incumbent|outgoing|previous|former)[ ])?(?i:` + post + `)(?:[,.;)]|$)`)},
	{FrameContract, regexp.MustCompile(`(` + name + `),[ ](?i:which)[ ](?i:runs?|operates?|manages?|provides?|delivers?|maintains?|collects?|hosts?)[ ](?i:the[ ])?(?i:council['’]s)\b`)},
	{FrameContract, whose},
	{FrameContract, regexp.MustCompile(`[\p{Ll},][ ](` + name + `)[ ](?i:has|had|have|was|were)[ ](?i:been[ ])?(?i:procured|contracted)[ ](?i:to)\b`)},
	{FrameContract, regexp.MustCompile(`\b(?i:council|authority)\b[^.;|\n]{0,40}?\b(?i:spent|spends?|spending)\b[^.;|\n]{0,60}?£[\d.,]+(?i:[ ]?(?:million|billion|m|bn|k))?(?i:[ ](?:a year|per year|per annum|in total|so far))?[ ](?i:with)[ ](?i:` + lead + `)(` + name + `)`)},
	{FrameContract, outsourced},
	{FrameContract, regexp.MustCompile(`\b(?i:system|software|platform|solution|product|licen[cs]es|equipment|laptops|devices|service)s?[ ](?i:from)[ ](` + name + `)[ ](?i:has|had|have|was|were)[ ](?i:been[ ])?(?i:bought|purchased|procured|acquired)\b`)},
	{FrameContract, boughtFrom},
	{FrameSuffix, company},
}

var sellerAfter = regexp.MustCompile(`^["'’”]?[ ](?:reseller|partner|distributor|licensing solution provider)\b`)

// Find finds suppliers in a text, in its order, none over another.
func Find(text string, o Options) []Found {
	var all []Found
	if !o.Transcript {
		start := 0
		for line := range strings.SplitAfterSeq(text, "\n") { // no frame goes beyond its line
			if triggers.MatchString(line) {
				all = append(all, framed(text, start, start+len(line), o)...)
			}
			start += len(line)
		}
	}
	all = append(all, known(text, o)...)
	return pick(all)
}

// Companies are the names in the form of a company that the text prints, in its order: those that Find does not find are companies of
// which the text does not say that they supply.
func Companies(text string) (out []figure.Span) {
	for _, m := range companies(text) {
		if printed, ok := firm(text[m[2]:m[3]], nil); ok && hasSuffix.MatchString(printed) {
			at := m[2] + strings.Index(text[m[2]:m[3]], printed)
			out = append(out, span(text, at, at+len(printed)))
		}
	}
	return out
}

// companies are the matches of company in a text: behind the first form of company another name begins, `A Ltd and B Ltd`.
func companies(text string) (out [][]int) {
	for from := 0; ; {
		m := company.FindStringSubmatchIndex(text[from:])
		if m == nil {
			return out
		}
		end := m[1]
		if cut := untilSuffix.FindString(text[from+m[2] : from+m[3]]); cut != "" {
			end = m[2] + len(cut)
		}
		out = append(out, []int{from + m[0], from + end, from + m[2], from + end})
		from += end
	}
}

var company = regexp.MustCompile(`(` + name + `[ \x{a0}]` + suffix + `)`)

// framed tries every frame on one line.
func framed(text string, start, end int, o Options) (out []Found) {
	for _, f := range frames {
		all := f.re.FindAllStringSubmatchIndex
		if f.re == company {
			all = func(s string, _ int) [][]int { return companies(s) }
		}
		for _, m := range all(text[start:end], -1) {
			for i := range m {
				if m[i] >= 0 {
					m[i] += start
				}
			}
			if found, ok := f.read(text, m, o); ok {
				out = append(out, found)
			}
		}
	}
	return out
}

// pick keeps, of those that overlap, the one of the stronger frame.
func pick(all []Found) (out []Found) {
	rank := func(f Found) int {
		return slices.Index([]Frame{FrameLabel, FrameAward, FrameContract, FrameSuffix, FrameKnown}, f.Frame)
	}
	slices.SortStableFunc(all, func(a, b Found) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.End-b.Start, a.End-a.Start))
	})
	for _, f := range all {
		if !slices.ContainsFunc(out, func(o Found) bool { return o.Start < f.End && f.Start < o.End }) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b Found) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// read takes the name that a frame found.
func (f frame) read(text string, m []int, o Options) (Found, bool) {
	start, end := m[len(m)-2], m[len(m)-1]
	end += len(smallSuffix.FindString(text[max(end, 0):]))
	out := Found{Naming: Named, Role: Supplier, Frame: f.kind}
	if len(m) == 2 { // the whole frame ends in words for a name that is kept back
		at := exemptAt.FindStringIndex(text[m[0]:m[1]])
		if at == nil {
			return out, false
		}
		out.Naming, out.Span = Withheld, span(text, m[0]+at[0], m[0]+at[1])
		return out, true
	}
	from, to := sentence(text, start, end)
	if exemptAt.MatchString(text[start:end]) {
		out.Naming, out.Span = Withheld, span(text, start, end)
		return out, true
	}
	printed, ok := firm(text[start:end], o.Buyers)
	if !ok {
		return out, false
	}
	if f.kind != FrameLabel && strangers.MatchString(text[from:to]) {
		return out, false
	}
	if f.kind == FrameContract && noContract.MatchString(text[from:max(from, m[0])]) {
		return out, false
	}
	if f.kind == FrameAward && (negated.MatchString(text[from:max(from, m[0])]) || undecided(text[from:to], max(from, m[0])-from, end-from)) {
		return out, false
	}
	if f.kind == FrameAward && !trade.MatchString(text[from:to]) { // prizes and grants are awarded too
		return out, false
	}
	if f.re == outsourced && putForward.MatchString(text[from:max(from, m[0])]) {
		return out, false
	}
	if f.re == boughtFrom && property.MatchString(text[from:to]) || f.re == whose && employment.MatchString(text[from:to]) {
		return out, false
	}
	if f.kind != FrameLabel && (turnedDown.MatchString(text[from:start]) || onlyAsked.MatchString(text[end:to])) {
		return out, false
	}
	if f.kind == FrameSuffix && (!buying.MatchString(text[from:to]) || unawarded.MatchString(text[from:to]) || unmade.MatchString(text[end:to]) && awarding.MatchString(text[from:start])) {
		return out, false
	}
	at := start + strings.Index(text[start:end], printed)
	behind := at + len(printed)
	if m := numberBehind.FindStringSubmatchIndex(text[behind:]); m != nil && !strings.Contains(printed, " ") {
		behind += m[3]
		printed = text[at:behind]
	}
	out.Span = span(text, at, behind)
	if f.kind != FrameLabel && ofService(text[from:out.Start], printed, text[out.End:to]) {
		return out, false
	}
	if withheldAll.MatchString(printed) {
		out.Naming = Withheld
		return out, true
	}
	if s := sellerAfter.FindString(text[out.End:to]); s != "" {
		// `Qualys reseller` is a firm that is described by what it sells.
		out.Naming, out.Role = Unnamed, Reseller
		out.Span = span(text, out.Start, out.End+len(s))
	} else if sellerBefore.MatchString(text[from:out.Start]) || sellerBehind.MatchString(text[out.End:to]) {
		out.Role = Reseller
	}
	return out, true
}

// ofService: the words name a contract by what it buys, `to the Clinical Waste Services contract`, not by who supplies it.
func ofService(before, printed, behind string) bool {
	if !theBefore.MatchString(before) || !contractBehind.MatchString(behind) || hasSuffix.MatchString(printed) {
		return false
	}
	return toBefore.MatchString(before) || service.MatchString(printed)
}

var (
	theBefore      = regexp.MustCompile(`(?i)\bthe[ ]["'‘“]?$`)
	toBefore       = regexp.MustCompile(`(?i)\bto[ ]the[ ]["'‘“]?$`)
	contractBehind = regexp.MustCompile(`^["'’”]?[ ](?i:contracts?|framework|agreement|scheme|programme|tender)\b`)
	service        = regexp.MustCompile(`\b(?:Services?|Maintenance|Management|Support|Care|Works?|Collection|Cleaning|Security|Licensing|Systems?|Software|Platform|Solutions?|Networks?|Telephony|Hosting|Insurance|Repairs|Centre|Transport|Catering|Waste|Print|Equipment|Devices)$`)
)

// numberBehind is a number that belongs to a name of one word: `Unit 4 for`.
var numberBehind = regexp.MustCompile(`^([ ]\d)(?:[ ](?:for|to|at|in|on|from|as|and)\b|[,.;)]|$)`)

var (
	smallSuffix  = regexp.MustCompile(`^[ \x{a0}](?:plc|llp|ltd|limited|inc|cic|gmbh)\b`) // Capita plc
	exemptAt     = regexp.MustCompile(`(?i)` + exempt)
	sellerBehind = regexp.MustCompile(`^,[ ](?:an?|the|their|its|our)[ ](?:[\p{L}-]+[ ]){0,3}(?i:reseller|licensing solution provider|licensing partner)\b`)
	sellerBefore = regexp.MustCompile(`(?i)(?:\b(?:reseller|gold partner|licensing partner|licensing solution provider|value added reseller)\b),?[ ](?:the[ ])?["'‘“]?$`)
)

// known finds names that the caller knows, in any spelling that has the same normal form: where a longer name holds it, or a
// sentence does not speak of buying and the name is one common word, it is not found.
func known(text string, o Options) (out []Found) {
	names := map[string]bool{}
	longest := 0
	for _, n := range o.Known {
		if k := Normal(n); k != "" {
			names[k] = true
			longest = max(longest, len(strings.Fields(n))+1)
		}
	}
	if len(names) == 0 {
		return nil
	}
	runs := nameWords.FindAllStringIndex(text, -1)
	for i := 0; i < len(runs); i++ {
		for n := min(longest, len(runs)-i); n > 0; n-- {
			start, end := runs[i][0], runs[i+n-1][1]
			if strings.ContainsAny(text[start:end], "\n;:|,()") || !names[Normal(text[start:end])] {
				continue
			}
			if !within(text, start, end, n) {
				out = append(out, Found{Span: span(text, start, end), Naming: Named, Role: Supplier, Frame: FrameKnown})
				i += n - 1
			}
			break
		}
	}
	return out
}

var (
	nameWords = regexp.MustCompile(`[\p{L}\d][\p{L}\d.'’+-]*[\p{L}\d]|[\p{L}\d]`)
	nextName  = regexp.MustCompile(`^[ \x{a0}](\p{Lu}[\p{L}\d]*|\d+\b)`)
	prevName  = regexp.MustCompile(`(?:^|[^.!?:\s])[ \x{a0}](\p{Lu}[\p{L}\d]*)[ \x{a0}]$`)
	listTail  = regexp.MustCompile(`\p{Lu}\w*,[ ]$`) // the Director Communications, Insight and Innovation
	listHead  = regexp.MustCompile(`^[ ]and[ ]\p{Lu}`)
	ownNoun   = regexp.MustCompile(`^[ \x{a0}](?i:licen[cs]es?|contracts?|agreements?|support|software|reseller|tender)\b`)
)

// within reports whether a known name is part of something else there.
func within(text string, start, end, n int) bool {
	if text[start] >= 'a' && text[start] <= 'z' { // a common word
		return true
	}
	from, to := sentence(text, start, end)
	if strangers.MatchString(text[from:to]) {
		return true
	}
	if m := nextName.FindString(text[end:to]); m != "" && !ownNoun.MatchString(text[end:to]) {
		return true
	}
	if listTail.MatchString(text[from:start]) && listHead.MatchString(text[end:to]) {
		return true
	}
	if n == 1 && (prevName.MatchString(text[from:start]) || !buying.MatchString(text[from:to])) {
		return !strings.ContainsAny(text[start:end], "0123456789") || !buying.MatchString(text[from:to])
	}
	return false
}

// InName reports whether one word at a place of a text is a word of a longer name: `Business Insight Team`, `Director of Communications,
// Insight and Innovation`. The form of a company behind it makes no other name of it.
func InName(text string, start, end int) bool {
	from, to := sentence(text, start, end)
	next := nextName.FindString(text[end:to])
	switch {
	case next != "" && !ownNoun.MatchString(text[end:to]) && !formNext.MatchString(text[end:to]):
		return true
	case listTail.MatchString(text[from:start]) && listHead.MatchString(text[end:to]):
		return true
	}
	return prevName.MatchString(text[from:start])
}

var formNext = regexp.MustCompile(`^[ \x{a0}]` + suffix)

func span(text string, start, end int) figure.Span {
	return figure.Span{Start: start, End: end, Printed: text[start:end]}
}

// sentence gives the bounds of the sentence, line or cell around a place.
func sentence(text string, start, end int) (from, to int) {
	const reach = 1200 // bytes
	for from = start; from > max(0, start-reach) && !ends(text, from-1); from-- {
	}
	for to = end; to < min(len(text), end+reach) && !ends(text, to); to++ {
	}
	return from, to
}

// ends reports whether a sentence ends with the byte at i; a full stop after `Ltd` and the like ends none before a small letter.
func ends(text string, i int) bool {
	switch text[i] {
	case '\n', '|', '!', '?':
		return true
	case ';':
		return nextEntry.MatchString(text[i+1:])
	case '.':
		rest := text[i+1:]
		return rest == "" || (rest[0] == ' ' || rest[0] == '\n' || strings.HasPrefix(rest, "\u00a0")) && !lower.MatchString(rest)
	}
	return false
}

// nextEntry is that of a list whose entries a copy has run together: `for £5m; and (b) that it be extended`.
var nextEntry = regexp.MustCompile(`^(?: and| or)?\s+\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s`)

var lower = regexp.MustCompile(`^[ \x{a0}]+[\p{Ll}]`)
