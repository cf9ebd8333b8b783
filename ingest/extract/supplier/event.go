package supplier

import (
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
)

// Event is what one sentence says happened to a contract, or is to. Supplier, amount, date and buyers are those of that sentence only.
type Event struct {
	// Span is the words that say it: `was awarded`, `will close`.
	figure.Span
	// Sentence is the sentence that holds it.
	Sentence figure.Span
	// Kind is a value of the public enum ContractEventKind.
	Kind Kind
	// Modality is ACTUAL for what is told as so, EXPECTED for what is to be.
	Modality Modality
	// Supplier is nil where the sentence names none.
	Supplier *Found
	// Buyers are those of Options.Buyers that the sentence names as buying; empty where it names none.
	Buyers []figure.Span
	// Subject is what the contract is about, as printed (`Cybersecurity Solution`); nil where no frame names it.
	Subject *figure.Span
	// Ahead are the words ahead of `contract` that tell it from others (`the telephony contract`); nil where there are none, where Subject
	// is known, and where no supplier is.
	Ahead *figure.Span
	// Amount is nil where the sentence prints none or several.
	Amount *figure.MoneySpan
	// When is nil where the sentence gives the event no date.
	When *figure.DateSpan
	// Months is the length of the award, renewal, extension or option in months; 0 where none is stated.
	Months int
	// Options is how many extensions are allowed for; 0 where not told.
	Options int
}

// Kind is what happened to a contract. Its values are those of the public enum.
type Kind string

const (
	TenderPublished    Kind = "TENDER_PUBLISHED"
	TenderCloses       Kind = "TENDER_CLOSES"
	TenderConcluded    Kind = "TENDER_CONCLUDED"
	Awarded            Kind = "AWARDED"
	Starts             Kind = "STARTS"
	Extended           Kind = "EXTENDED"
	ExtensionOption    Kind = "EXTENSION_OPTION"
	Renewed            Kind = "RENEWED"
	NotRenewed         Kind = "NOT_RENEWED"
	Ends               Kind = "ENDS"
	NeedsReprocurement Kind = "NEEDS_REPROCUREMENT"
)

// Modality is whether a statement tells what is or what is hoped for.
type Modality string

const (
	Actual   Modality = "ACTUAL"
	Expected Modality = "EXPECTED"
)

// eventFrame is a way of saying that something happened to a contract.
type eventFrame struct {
	kind     Kind
	modality Modality
	re       *regexp.Regexp
	// dated frames want their date right after them, others in their sentence.
	dated bool
}

const (
	eventGap = `(?:[^.;|\n]|\.\d){0,140}?`
	// extensionOf is what approval is given to: `a two-year extension of the telephony contract`.
	extensionOf = `(?:the|an?)\s+(?:\S+\s+){0,3}?extension\s+(?:of|to)\s+(?:the|its|their|our|an?)\s+(?:[\w&/’'-]+\s+){0,6}?(?:contracts?|agreements?)\b`
)

// eventFrames in the order in which they are tried: of two of one kind that overlap the first counts.
var eventFrames = []eventFrame{
	{TenderPublished, Actual, regexp.MustCompile(`(?i)\btenders?\b` + eventGap + `\b(?:was|were|has been|have been)\s+(?:published|issued|advertised)\b`), true},
	{TenderPublished, Expected, regexp.MustCompile(`(?i)\btenders?\b` + eventGap + `\b(?:will be|is to be|to be|is due to be)\s+(?:published|issued|advertised)\b`), true},
	{TenderCloses, Expected, regexp.MustCompile(`(?i)\btenders?\b` + eventGap + `\b(?:will close|closes|is due to close|closing)\b`), true},
	{TenderCloses, Actual, regexp.MustCompile(`(?i)\btenders?\b` + eventGap + `\bclosed\b`), true},
	{TenderConcluded, Actual, regexp.MustCompile(`(?i)\btenders?\b` + eventGap + `\b(?:has|have|had|was|were)\s+(?:been\s+)?(?:concluded|completed)\b`), false},
	{Awarded, Expected, regexp.MustCompile(`(?i)\b(?:(?:confirmation of )?(?:contract )?award\b[^.;|\n]{0,100}?\b(?:is|was|are) expected|(?:will|to|shall|should|may|can)\s+(?:be\s+)?(?:directly\s+)?(?:contract\s+)?award(?:ed)?|` +
		`(?:is|are) (?:expected|due|scheduled) to be awarded)\b`), false},
	{Awarded, Expected, regexp.MustCompile(`(?i)\b[\w’']+\)?\s+(?:\d+\s+)?be\s+awarded\b`), false},
	{Awarded, Expected, regexp.MustCompile(`(?i)(?:^\s*(?:[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)\]]\s+)?|[:•\n]\s*|\b(?:approves?|approved|agreed|recommended|resolved)\s+)(?:that\s+)?(?:to\s+)?(?:(?:the|an?)\s+)?(?:direct\s+)?(?:contract\s+)?award\s+(?:of|to|an?|the)\b`), false},
	{Awarded, Expected, regexp.MustCompile(`(?i)\bapproval\s+(?:be|is|was|has been)\s+(?:hereby\s+)?given\s+(?:to|for)\s+(?:the\s+)?(?:direct\s+)?(?:contract\s+)?award\s+(?:of|to)\b`), false},
	{Awarded, Expected, regexp.MustCompile(`(?i)\b(?:make|making)\s+(?:an?|the)\s+(?:direct\s+)?award\s+(?:of|to)\b`), false},
	{Awarded, Expected, regexp.MustCompile(`(?i)\b(?:approves?|approved|agreed|recommended|resolved)\s+(?:that\s+)?(?:to\s+|the\s+)?purchase\s+of\s+an?\s+(?:[\w-]+\s+){0,7}?(?:contract|agreement)\s+(?:with|from)\b`), false},
	{Awarded, Expected, regexp.MustCompile(`(?i)\b(?:approves?|approved|agreed|agrees|resolved|authorised)\s+(?:that\s+)?(?:to\s+)?(?:enter(?:ing)?\s+into\s+)?an?\s+(?:[^;|\n]{0,60}?\s)?contract\s+with\b`), false},
	{Awarded, Expected, regexp.MustCompile(`(?i)\bto\s+enter\s+into\s+an?\s+(?:[^;|\n]{0,60}?\s)?contract\s+with\b`), false},
	{Awarded, Actual, regexp.MustCompile(`(?i)\bcontracts?\b[^.;|\n]{0,80}?\b(?:was|were|has been|have been|had been)\s+let\b`), false},
	{Awarded, Actual, regexp.MustCompile(`(?i)\b(?:(?:was|were|has been|have been|had been|been)\s+awarded|(?:approved and )?awarded|(?:has|have) won|won)\b`), false},
	{Awarded, Expected, regexp.MustCompile(`(?i)\b(?:tender|bid|quotation|quote|offer)\s+(?:submitted\s+|received\s+)?(?:from|by|of)\b` + eventGap + `\bbe\s+accepted\b`), false},
	{NotRenewed, Actual, regexp.MustCompile(`(?i)\b(?:(?:decided|chosen|opted|agreed)\s+not\s+to\s+(?:renew|extend)|(?:was|were|has been|have been)\s+not\s+renewed|not\s+(?:been\s+)?renewed)\b`), false},
	{NotRenewed, Expected, regexp.MustCompile(`(?i)\b(?:will\s+not\s+(?:be\s+)?(?:renew|extend|renewed|extended)|not\s+to\s+renew)\b`), false},
	{ExtensionOption, Actual, regexp.MustCompile(`(?i)\b(?:(?:\d+|one|two|three|four)\s+(?:further|additional|more|optional)\s+(?:\S+\s+){0,3}extensions?|option(?:s)?\s+to\s+extend|possible\s+extensions?|(?:potential|potentially|possibility|possible|scope|able)(?:ly)?\s+(?:to|for\s+it\s+to)\s+be\s+extended)\b`), false},
	{Extended, Expected, regexp.MustCompile(`(?i)(?:^\s*[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)\]]\s+extend\b|\b(?:will|to|shall|should|may|and)\s+(?:be\s+)?extend(?:ed)?\b|&\s+(?:be\s+)?extend(?:ed)?\b)|\b(?:contracts?|agreements?)\b` + eventGap + `\bbe\s+(?:further\s+)?extended\b`), false},
	{Extended, Expected, regexp.MustCompile(`(?i)\b(?:approv(?:es?|ed|al (?:of|for))|agree[ds]?|authori[sz]e[ds]?)\s+` + extensionOf), false},
	{Extended, Expected, regexp.MustCompile(`(?i)\b` + extensionOf + eventGap + `\bbe\s+(?:approved|agreed|authori[sz]ed|granted)\b`), false},
	{Extended, Actual, regexp.MustCompile(`(?i)\b(?:(?:have|has|had|was|were|been)\s+(?:been\s+)?extended)\b`), false},
	{Extended, Actual, regexp.MustCompile(`(?i)\bextended\s+(?:the|its|their|our|a)\s+(?:[\w-]+\s+){0,4}(?:contracts?|agreements?)\b`), false},
	{Renewed, Actual, regexp.MustCompile(`(?i)\brenewed\s+(?:the|its|their|our|a)\s+(?:[\w-]+\s+){0,4}(?:contracts?|agreements?|licen[cs]es?)\b`), false},
	{Renewed, Expected, regexp.MustCompile(`(?i)\b(?:(?:will|to|shall|should)\s+(?:be\s+)?renew(?:ed)?)\b`), false},
	{Renewed, Actual, regexp.MustCompile(`(?i)\b(?:(?:have|has|had|was|were|been)\s+(?:been\s+)?renewed)\b|^[ •*-]*contract\s+renewal\s+for\b`), false},
	{Ends, Actual, regexp.MustCompile(`(?i)\b(?:contracts?|agreements?)\b` + eventGap + `\b(?:ended|expired|ran out|(?:was|were|has been|had been)\s+terminated)\b`), true},
	{Ends, Expected, regexp.MustCompile(`(?i)\b(?:contracts?|agreements?),?(?:\s+(?:with|for)\b` + eventGap + `,?)?\s+(?:(?:is|are|was|were)\s+(?:due|set)\s+to\s+|will\s+|would\s+)?(?:ends?|expires?|ceases?|runs?\s+out)\b`), true},
	{Ends, Expected, regexp.MustCompile(`(?i)\b(?:contracts?|agreements?)\b` + eventGap + `\b(?:and|which|that)\s+(?:(?:is|was)\s+(?:due|set)\s+to\s+|will\s+|would\s+)?(?:ends?|expires?|runs?\s+out)\b`), true},
	{Ends, Expected, regexp.MustCompile(`(?i)\b(?:has|have|had|holds?)\s+an?\s+(?:[\w-]+\s+){0,5}?(?:contract|agreement)\s+with\b` + eventGap + `\buntil\b`), true},
	{Starts, Actual, regexp.MustCompile(`(?i)\b(?:contracts?)\b` + eventGap + `\b(?:went live|started|commenced|began)\b`), true},
	{Starts, Actual, regexp.MustCompile(`(?i)\b(?:re-?procured|awarded)\b` + eventGap + `\b(?:starting|commencing|beginning)\b`), true},
	{Starts, Expected, regexp.MustCompile(`(?i)\b(?:contracts?)\b` + eventGap + `\b(?:will (?:start|commence|begin)|starts|commences|is to start)\b`), true},
	{NeedsReprocurement, Expected, regexp.MustCompile(`(?i)\b(?:will|to)\s+(?:require|need|be)\s+(?:re-?procurement|re-?procured|re-?tendered|re-?tendering)\b`), false},
}

// Events finds what the text says happened to contracts. meeting is the day of the meeting, for dates without a year; 0 where it is
// not known. A transcript gives none.
func Events(text string, meeting value.Day, o Options) []Event {
	if o.Transcript || !eventWords.MatchString(text) {
		return nil
	}
	var out []Event
	start := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if eventWords.MatchString(line) {
			for _, e := range LineEvents(line, Find(line, o), meeting, o) {
				out = append(out, e.moved(text, start))
			}
		}
		start += len(line)
	}
	return out
}

// LineEvents are the events of one line, in which Find has found these suppliers.
func LineEvents(line string, found []Found, meeting value.Day, o Options) (out []Event) {
	if o.Transcript || !eventWords.MatchString(line) {
		return nil
	}
	r := eventReader{text: line, o: o, suppliers: found, dates: figure.Dates(line, meeting), amounts: figure.Money(line), lengths: figure.Durations(line)}
	for _, s := range sentences(line) {
		out = append(out, r.sentence(s)...)
	}
	return out
}

var eventWords = regexp.MustCompile(`(?i)tender|award|\bwon\b|renew|exten|contract|agreement|procur`)

type eventReader struct {
	text      string
	o         Options
	suppliers []Found
	dates     []figure.DateSpan
	amounts   []figure.MoneySpan
	lengths   []figure.DurationSpan
}

// moved gives an event of a line its places in the whole text.
func (e Event) moved(text string, by int) Event {
	move := func(s figure.Span) figure.Span { return span(text, s.Start+by, s.End+by) }
	e.Span, e.Sentence = move(e.Span), move(e.Sentence)
	if e.Supplier != nil {
		f := *e.Supplier
		f.Span = move(f.Span)
		e.Supplier = &f
	}
	for i := range e.Buyers {
		e.Buyers[i] = move(e.Buyers[i])
	}
	if e.Subject != nil {
		s := move(*e.Subject)
		e.Subject = &s
	}
	if e.Ahead != nil {
		s := move(*e.Ahead)
		e.Ahead = &s
	}
	if e.Amount != nil {
		a := *e.Amount
		a.Span, a.Whole = move(a.Span), move(a.Whole)
		if a.For != nil {
			d := *a.For
			d.Span, d.Whole = move(d.Span), move(d.Whole)
			a.For = &d
		}
		e.Amount = &a
	}
	if e.When != nil {
		d := *e.When
		d.Span = move(d.Span)
		e.When = &d
	}
	return e
}

// sentences cuts a text into its sentences, lines and cells.
func sentences(text string) (out []figure.Span) {
	start := 0
	for i := range len(text) {
		if ends(text, i) {
			if strings.TrimSpace(text[start:i]) != "" {
				out = append(out, span(text, start, i))
			}
			start = i + 1
		}
	}
	if strings.TrimSpace(text[start:]) != "" {
		out = append(out, span(text, start, len(text)))
	}
	return out
}

func (r *eventReader) sentence(s figure.Span) (out []Event) {
	var dropped []Event // an option of which nothing is told is still no extension
	if strangers.MatchString(s.Printed) || supposed.MatchString(wouldEnd.ReplaceAllString(s.Printed, "")) {
		return nil
	}
	for _, f := range eventFrames {
		for _, m := range f.re.FindAllStringIndex(s.Printed, -1) {
			if f.kind != NotRenewed && (negated.MatchString(s.Printed[:m[0]]) || against.MatchString(s.Printed[:m[0]])) || f.kind == Awarded && noNew.MatchString(s.Printed[m[0]:m[1]]) || decides[f.kind] && (undecided(s.Printed, m[0], m[1]) || innerNot.MatchString(s.Printed[m[0]:m[1]])) {
				continue
			}
			e := Event{Span: span(r.text, s.Start+m[0], s.Start+m[1]), Sentence: s, Kind: f.kind, Modality: f.modality}
			before := func(o Event) bool { return repeats(o, e) }
			switch {
			case slices.ContainsFunc(out, before) || slices.ContainsFunc(dropped, before):
			case r.fill(&e, f):
				out = append(out, e)
			case f.kind == ExtensionOption:
				dropped = append(dropped, e)
			}
		}
	}
	for i := range out {
		// What the sentence gives for the whole contract is no price of the option.
		if out[i].Kind == ExtensionOption && slices.ContainsFunc(out, func(o Event) bool { return o.Kind != ExtensionOption && o.Amount != nil }) {
			out[i].Amount = nil
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int { return a.End - b.End })
	return out
}

// noNew is approved too, and is no award: `approve an extension of the contract with`.
var noNew = regexp.MustCompile(`(?i)\b(?:extension|renewal|variation|modification|termination|novation|change|amendment)\b`)

// negated stands before what did not happen, or is not to: `not to award`, `was not awarded`.
var negated = regexp.MustCompile(`(?i)\b(?:not|never)\s+(?:to\s+|be\s+|been\s+)?$`)

// decides are what is decided on, so that it can be decided against.
var decides = map[Kind]bool{Awarded: true, Extended: true, Renewed: true}

// undecided: a sentence tells of what was not decided: it was refused, put to a vote and lost, or made a condition.
func undecided(sentence string, from, to int) bool {
	return unmade.MatchString(sentence[to:]) || notOne.MatchString(sentence[:from]) || condition.MatchString(sentence[:from])
}

var (
	// unmade follows an award that was not to be: `the award of the contract to X not be approved`, `the motion to award it to X was lost`.
	unmade = regexp.MustCompile(`(?i)^(?:[^.;]|\.\d){0,160}?\b(?:(?:not be|be not) (?:approved|agreed|made|accepted|supported)|be (?:refused|rejected|declined|withdrawn)|` +
		`(?:was|were) (?:declared )?(?:lost|defeated|refused|rejected|declined|not (?:approved|agreed|carried|supported))|(?:motion|amendment|proposal) (?:fell|failed))\b`)
	// notOne stands before an award that there was not: `no contract had been awarded`.
	notOne = regexp.MustCompile(`(?i)\bno\s+(?:[\p{L}-]+\s+){0,3}?(?:contracts?|tenders?|awards?|agreements?)\s+(?:(?:has|have|had|was|were|is|are)\s+)?(?:yet\s+|so far\s+)?(?:been\s+|to be\s+)?$`)
	// innerNot is in the words for what can't be: `the contract with X ends in May and can't be extended`.
	innerNot = regexp.MustCompile(`(?i)(?:n['’]t|\b(?:cannot|not|never|no longer))\s+(?:now\s+|then\s+)?be\s+(?:[\p{L}-]+\s+)?(?:extended|renewed|awarded)$`)
	// condition stands before what is only supposed: `if Cabinet awarded the contract`.
	condition = regexp.MustCompile(`(?i)\b(?:if|unless|whether)\b[^.,;]{0,80}$`)
)

// against stands before what somebody did not want: `declined to`, `rejected a proposal `.
var against = regexp.MustCompile(`(?i)\b(?:declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|oppos(?:e|es|ed|ing)|(?:voted|decided) against)\b[^.;,]{0,60}$`)

// supposed marks what is only weighed: an alternative, a condition.
var supposed = regexp.MustCompile(`(?i)\b(?:would|could have|might|alternatively)\b`)

// wouldEnd is how minutes report that a contract ends on a day, and is to be bought again: it was said in the past.
var wouldEnd = regexp.MustCompile(`(?i)\b(?:contract|agreement)\b[^.;|\n]{0,120}?\bwould\s+(?:end|expire)\b|\bwould\s+(?:then\s+)?be\s+re-?(?:procured|tendered)\b`)

// repeats reports whether an earlier reading of the sentence says the same, or what a later one mistakes: `not to renew`.
func repeats(earlier, later Event) bool {
	over := earlier.Start < later.End && later.Start < earlier.End
	same := earlier.Kind == later.Kind
	return same && (over || earlier.Kind == Awarded) || over && (earlier.Kind == NotRenewed || earlier.Kind == ExtensionOption)
}

var (
	aboutContracts = regexp.MustCompile(`(?i)\b(?:contracts?|tenders?|agreements?|procure\w*|licen[cs]es?|supplier|provision of|extension|telephony|comms|printing|services?)\b`)
	provisionOf    = regexp.MustCompile(`(?i)\b(?:for|of)\s+(?:the\s+)?(?:provision|supply|purchase)\s+of\s+(?:all\s+|an?\s+|the\s+)?([^.,;:|\n()]{3,80}?)(?:\s+(?:for|to|from|at|used|across|with|by|was|has|is|will)\b|[.,;:|\n(]|$)`)
	contractFor    = regexp.MustCompile(`(?i)\b(?:contracts?|tenders?)\s+for\s+(?:(?:the|an?|its|their|our)\s+)?([^.,;:|\n()\d]{3,80}?)(?:\s+(?:to|from|at|with|by|was|were|has|have|had|is|are|be|been|being|should|will|which|that|awarded|until|over|following|ceas(?:e|es|ed)|ends?|ended|expires?|expired|starts?|started|commences?)\b|[.,;:|\n(]|$)`)
	forWhat        = regexp.MustCompile(`(?i)^,?\s+for\s+(?:the\s+|an?\s+)?(?:(?:provision|supply|delivery|purchase)\s+of\s+(?:the\s+|an?\s+)?)?([^.,;:|\n()\d£]{3,80}?)(?:\s+(?:to|from|at|with|by|for|which|that|until|over|on|in|worth|would|will|was|were|is|are|has|have|had|be|ends?|ended|expires?|expired|ceas(?:e|es|ed)|subject|following)\b|[.,;:|\n(]|$)`)
	contractWith   = regexp.MustCompile(`(?i)\b(?:contract|agreement),?\s+with\s+(?:the\s+)?$`)
	// noMatter follows `awarded to X for` and is not what the contract is for: how long, how much, on whose behalf.
	noMatter = regexp.MustCompile(`(?i)^(?:first|second|third|initial|final|next|one|two|three|four|five|six|seven|eight|nine|ten|up|another|sum|total|cost|value|price|period|term|duration|maximum|minimum|same|whole|this|that|these|those|it|all|both|approval|consideration|further|` +
		`use|council|authority|reasons?|above|remainder|life|contract|lot)\b`)
	// theContract names a contract by the words ahead of that one: `the telephony contract`.
	theContract = regexp.MustCompile(`\b(?i:the|an?|its|our|their|this)\s+((?:[\p{L}\d&/’'-]+\s+){1,7}?)(?i:contract)\b`)
	itsContract = regexp.MustCompile(`^['’]s\s+((?:[\p{L}\d&/-]+\s+){1,6}?)(?i:contract)\b`)
	toArticle   = regexp.MustCompile(`^(?i).*\b(?:the|an?|its|our|their|this)\s+`)
	// ofTerms are words ahead of `contract` that say which of several it is, or how long, and not for what.
	ofTerms = regexp.MustCompile(`^(?i:(?:new|current|existing|present|previous|proposed|replacement|initial|original|interim|temporary|successor|subsequent|direct|single|separate|further|additional|joint|shared|overall|main|whole|full|` +
		`total|final|same|first|second|third|major|large|largest|biggest|significant|multi-year|annual|rolling|expiring|standalone|similar|standard|preferred|valid|formal|outsourced|long-term|short-term|fixed-term|call-off|framework|council['’]s|authority['’]s|(?:\d+|one|two|three|four|five|six|seven|eight|ten)(?:-|\s+)(?:years?|months?)(?:-long)?)\s+)*`)
	// ofNothing are words that stand in no name of what a contract is for: the words found run across the sentence.
	ofNothing = regexp.MustCompile(`(?i)(?:^|\s)(?:an?|the|is|was|were|are|be|been|to|that|which|who|with|from|by|on|at|in|of|for|award|awards|awarded|awarding|agreed?|approve[ds]?|extend|extended|extending|renew|renewed|renewing|not|no|any|each|every|` +
		`such|other|another|contract|procurement|supplier|council|authority)(?:\s|$)|^(?:services?|supplies|works|term|legal)$`)
	whole = regexp.MustCompile(`(?i)^(?:\d+|months?|years?|(?:initial |further )?(?:period|term) of|the council|lb)\b`)
)

// fill reads what else the sentence says of the event, and reports whether it is one.
func (r *eventReader) fill(e *Event, f eventFrame) bool {
	s := e.Sentence
	if f.kind == Extended || f.kind == Renewed || f.kind == Awarded || f.kind == ExtensionOption || f.kind == NotRenewed {
		e.Supplier = r.supplier(e)
		if e.Supplier == nil && !aboutContracts.MatchString(s.Printed) {
			return false
		}
		// Money, grants and prizes are awarded too, and opening hours extended.
		if e.Supplier == nil && f.kind != Awarded && f.kind != ExtensionOption && !strongly.MatchString(r.upToComma(e)) {
			return false
		}
		if e.Supplier == nil && f.kind == Awarded && (!strongly.MatchString(s.Printed) || strings.HasSuffix(e.Printed, "won")) {
			return false
		}
	} else {
		e.Supplier = r.supplier(e)
	}
	if f.kind == Awarded && f.modality == Expected && e.Supplier == nil && authority.MatchString(s.Printed[:e.Start-s.Start]) {
		return false
	}
	if f.kind == Starts && otherStart.MatchString(e.Printed) {
		return false
	}
	e.When = r.date(e, f)
	if f.dated && e.When == nil {
		return false
	}
	all := r.in(s)
	if i := slices.IndexFunc(all, func(m figure.MoneySpan) bool { return inTotal.MatchString(r.text[m.Whole.End:s.End]) }); len(all) == 2 && i == 1 {
		all = all[1:] // £10 a year (£30 in total)
	}
	if len(all) == 2 && wholeThen.MatchString(r.text[all[0].Whole.End:all[1].Start]) {
		all = all[:1] // £10, bringing the total value to £30
	}
	if len(all) == 1 && all[0].Kind != figure.KindDiscount && !r.ofOther(all[0]) && !r.ofOtherClause(e, all[0]) {
		e.Amount = &all[0]
	}
	if f.kind != Ends {
		e.Months = r.months(e)
	}
	if e.Kind == ExtensionOption {
		e.Options = optionCount(e.Printed)
		if e.Options == 0 && e.Months == 0 && e.When == nil {
			return false // a heading that says nothing of it
		}
	}
	e.Buyers = r.buyers(s)
	for _, re := range []*regexp.Regexp{provisionOf, contractFor} {
		if m := re.FindStringSubmatchIndex(s.Printed); len(m) > 3 && !whole.MatchString(s.Printed[m[2]:m[3]]) {
			subject := span(r.text, s.Start+m[2], s.Start+m[3])
			e.Subject = &subject
			return true
		}
	}
	if e.Supplier != nil && (e.Kind == Awarded || contractWith.MatchString(r.text[s.Start:e.Supplier.Start])) { // awarded to X for lamps
		behind := r.text[e.Supplier.End:s.End]
		if m := forWhat.FindStringSubmatchIndex(behind); len(m) > 3 && !whole.MatchString(behind[m[2]:m[3]]) && !noMatter.MatchString(behind[m[2]:m[3]]) {
			subject := span(r.text, e.Supplier.End+m[2], e.Supplier.End+m[3])
			e.Subject = &subject
			return true
		}
	}
	if m := titledAgreement.FindStringSubmatchIndex(r.text[e.Start:s.End]); e.Kind == Awarded && m != nil {
		at := span(r.text, e.Start+m[2], e.Start+m[3])
		e.Ahead = &at
		return true
	}
	if e.Supplier != nil || (e.Kind == Renewed || e.Kind == Extended) && (e.Amount != nil || e.When != nil || e.Months > 0) {
		e.Ahead = r.aheadOfContract(e)
	}
	return true
}

// inTotal follows the amount that sums up the one before.
var inTotal = regexp.MustCompile(`(?i)^\s*(?:in total|in all|altogether|over the (?:whole |full )?(?:term|life|period))\b`)

// wholeThen stands between the amount of an event and what the contract is worth with it.
var wholeThen = regexp.MustCompile(`(?i)^,?\s*(?:bringing|making|taking|giving)\s+(?:the|a)\s+(?:new\s+|revised\s+|overall\s+)?(?:total|whole|cumulative|aggregate)\b`)

// titledAgreement is an agreement awarded by its title: `award the Microsoft 365 Enterprise Agreement to`.
var titledAgreement = regexp.MustCompile(`^\b[^.;,]{0,20}?(?i:award(?:ed|ing)?)\s+(?i:the|an?)\s+(\p{Lu}[\p{L}\d&/-]*\s(?:(?:\p{Lu}[\p{L}\d&/-]*|\d+|of|and|for)\s){0,6}?Agreement)\s+to\b`)

// aheadOfContract is what the words ahead of `contract` say that it is for; nil where a sentence says it of none, or of several.
func (r *eventReader) aheadOfContract(e *Event) (found *figure.Span) {
	s := e.Sentence
	all := theContract.FindAllStringSubmatchIndex(s.Printed, -1)
	if e.Supplier != nil { // X's lamp contract
		if m := itsContract.FindStringSubmatchIndex(r.text[e.Supplier.End:s.End]); m != nil {
			by := e.Supplier.End - s.Start
			all = append(all, []int{by + m[0], by + m[1], by + m[2], by + m[3]})
		}
	}
	for _, m := range all {
		start := m[2] + len(toArticle.FindString(s.Printed[m[2]:m[3]]))
		words := strings.TrimSpace(s.Printed[start:m[3]])
		from := start + len(ofTerms.FindString(words+" "))
		to := start + len(words)
		if from >= to || ofNothing.MatchString(s.Printed[from:to]) || e.Supplier == nil && somebodys.MatchString(s.Printed[from:to]) {
			continue
		}
		at := span(r.text, s.Start+from, s.Start+to)
		if found != nil && !strings.EqualFold(found.Printed, at.Printed) {
			return nil
		}
		found = &at
	}
	return found
}

// somebodys: people have contracts too: `the head teacher's contract was extended`.
var somebodys = regexp.MustCompile(`['’]s?$`)

// upToComma is an event's sentence up to the comma behind its words: what follows may be another's contract.
func (r *eventReader) upToComma(e *Event) string {
	behind := r.text[e.End:e.Sentence.End]
	if at := strings.IndexAny(behind, ",;"); at >= 0 {
		behind = behind[:at]
	}
	return r.text[e.Sentence.Start:e.End] + behind
}

// ofOther: the amount belongs to what follows it, and that is no contract: `a £2.4 million investment in data centres`.
func (r *eventReader) ofOther(m figure.MoneySpan) bool {
	return article.MatchString(r.text[:m.Start]) && !ofContract.MatchString(r.text[m.End:])
}

// ofOtherClause: a clause of its own tells of the amount: `the refresh cost £210,000 and the contract with X will end`.
func (r *eventReader) ofOtherClause(e *Event, m figure.MoneySpan) bool {
	if m.End <= e.Start {
		return nextClause.MatchString(r.text[m.End:e.Start] + " ")
	}
	return m.Start >= e.End && ownClause.MatchString(r.text[e.End:m.Start])
}

var (
	nextClause = regexp.MustCompile(`(?i)\b(?:and|but|while|whilst|whereas)\s+(?:that\s+)?(?:(?:the|its|their|our|this|an?)\s|$|(?:also\s+|then\s+)?(?:agreed|approved|resolved|noted|decided|endorsed|authorised|delegated)\b)`)
	ownClause  = regexp.MustCompile(`(?i)\b(?:(?:and|but)\s+that|while|whilst|whereas)\b`)
)

var (
	article    = regexp.MustCompile(`(?i)\b(?:an?|the|its|their|further|additional)\s+$`)
	ofContract = regexp.MustCompile(`(?i)^[\s-]+(?:[\p{L}-]+[\s-]+){0,4}(?:contract|agreement|award|deal|framework|extension|renewal|licen[cs]es?|tender|order|call-off|procurement)\b`)
)

// authority is what is given to somebody, to award contracts that are not told of.
var authority = regexp.MustCompile(`(?i)\b(?:authority|power|powers|delegat(?:e|es|ed|ion))\b[^.;]*$`)

// otherStart is the start of something else in a sentence that names a contract before: `and a procurement will begin`.
var otherStart = regexp.MustCompile(`(?i)\b(?:procurements?|reprocurement|re-procurement|tenders?|tendering|competition|exercise|reviews?|consultations?|negotiations?|process|work|talks|project|programme)\s+` +
	`(?:went live|started|commenced|began|will (?:start|commence|begin)|starts|commences|is to start)$`)

var strongly = regexp.MustCompile(`(?i)\b(?:contracts?|tenders?|supplier|reseller|provision of)\b`)

// supplier is the one that the sentence names; of several, the nearest to the event's words.
func (r *eventReader) supplier(e *Event) *Found {
	var best *Found
	distance := 1 << 30
	for i := range r.suppliers {
		f := &r.suppliers[i]
		if f.Start < e.Sentence.Start || f.End > e.Sentence.End {
			continue
		}
		d := f.Start - e.End
		if f.End <= e.Start {
			d = e.Start - f.End
		}
		if d < distance {
			best, distance = f, d
		}
	}
	return best
}

// date is the one right after the words of a dated frame, else the one of the sentence that follows them, if no other event takes it.
func (r *eventReader) date(e *Event, f eventFrame) *figure.DateSpan {
	for i := range r.dates {
		d := &r.dates[i]
		if d.Start < e.End || d.End > e.Sentence.End || d.When.Text == "" {
			continue
		}
		between := r.text[e.End:d.Start]
		if f.dated && !near.MatchString(between) || !f.dated && otherEvent.MatchString(between) {
			return nil
		}
		if f.kind == ExtensionOption && d.Relation == figure.RelationUntil && strings.TrimSpace(between) == "to" {
			return d
		}
		if f.kind == Awarded && fromDate.MatchString(between) { // when the contract begins
			return nil
		}
		if !f.dated && (len(between) > 90 || strings.Contains(between, ",") || !onDate.MatchString(between)) {
			return nil
		}
		return d
	}
	return nil
}

var (
	near       = regexp.MustCompile(`(?i)^\s*(?:(?:on|in|at|by|from|the|of|end)\s+)*$`)
	fromDate   = regexp.MustCompile(`(?i)\bfrom\s+(?:the\s+)?$`)
	onDate     = regexp.MustCompile(`(?i)\b(?:on|in|from|take place|dated)\s+(?:the\s+)?$`)
	otherEvent = regexp.MustCompile(`(?i)\b(?:ends?|close[sd]?|publish|start|meeting|report|presented|receiving|currently)\b`)
)

// in are the amounts of a sentence.
func (r *eventReader) in(s figure.Span) (out []figure.MoneySpan) {
	for _, a := range r.amounts {
		if a.Start >= s.Start && a.End <= s.End {
			out = append(out, a)
		}
	}
	return out
}

// months is the length that the sentence gives the event: the first after its words, else the one right before them.
func (r *eventReader) months(e *Event) int {
	for _, d := range r.lengths {
		if d.Start < e.Sentence.Start || d.End > e.Sentence.End || d.Months == 0 {
			continue
		}
		inside := d.Start >= e.Start && d.End <= e.End
		if e.Kind == ExtensionOption {
			if inside || d.Start >= e.End {
				return d.Months
			}
			continue
		}
		if before := r.text[e.Sentence.Start:d.Start]; !inside && (optional.MatchString(before) || e.Kind != Extended && extending.MatchString(before)) {
			continue
		}
		if inside || d.Start >= e.End && (e.Kind == Extended || !furtherBefore.MatchString(r.text[e.End:d.Start])) || d.End <= e.Start && e.Start-d.End < 12 {
			return d.Months
		}
	}
	if e.Kind == Awarded && e.Amount != nil && e.Amount.For != nil { // £1.9m over three years, with an option of two more, was awarded
		return e.Amount.For.Months
	}
	return 0
}

// optional and extending stand before the length of an option, and of an extension: `with the option of a further `.
var (
	optional  = regexp.MustCompile(`(?i)\boption(?:s|al)?\b[^,;]{0,40}$`)
	extending = regexp.MustCompile(`(?i)\b(?:extensions?|extend|plus)\b[^,;]{0,40}$`)
)

var furtherBefore = regexp.MustCompile(`(?i)\b(?:extension|extend|option|further)\w*\b`)

func optionCount(printed string) int {
	numbers := map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "1": 1, "2": 2, "3": 3, "4": 4}
	return numbers[strings.ToLower(strings.Fields(printed)[0])]
}

// buyers are the caller's buyers that the sentence names: before its verb, or after `for`.
func (r *eventReader) buyers(s figure.Span) (out []figure.Span) {
	for _, b := range r.o.Buyers {
		for at := 0; b != ""; {
			i := strings.Index(s.Printed[at:], b)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(b)
			at = to
			if !alone(s.Printed, from, to) || slices.ContainsFunc(out, func(o figure.Span) bool { return o.Printed == b }) {
				continue
			}
			out = append(out, span(r.text, s.Start+from, s.Start+to))
		}
	}
	slices.SortFunc(out, func(a, b figure.Span) int { return a.Start - b.Start })
	return out
}

func alone(text string, from, to int) bool {
	return (from == 0 || !letter.MatchString(text[:from])) && !letterAfter.MatchString(text[to:])
}

var (
	letter      = regexp.MustCompile(`[\p{L}\d]$`)
	letterAfter = regexp.MustCompile(`^(?:[\p{L}\d]|['’]s)`)
)
