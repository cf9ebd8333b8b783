package extract

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
	"councilgraph/ingest/extract/supplier"
	"councilgraph/ingest/passage"
)

// readContracts reads who supplies, and what a sentence says happened to a contract.
func (w *writer) readContracts(lines []*line) {
	options := w.buying()
	day, err := value.ParseDay(w.day())
	if err != nil {
		day = value.MinDay
	}
	for i, l := range lines {
		if l.furniture || l.Kind == passage.Heading && l.Section == "Meeting Documents" {
			continue
		}
		found := supplier.Find(l.text, options)
		for _, e := range supplier.LineEvents(l.text, found, day, options) {
			w.contractEvent(l, e)
		}
		if i > 0 && broken(lines[i-1], l) {
			found = append(found, acrossLines(lines[i-1], l, found, options)...)
		}
		if belowLabel(lines[:i]) {
			found = labelledSupplier(l, options)
		}
		for _, f := range found {
			if !(l.cut && f.End == len(l.text)) {
				w.supplier(l, f)
			}
		}
		w.otherCompanies(l, found)
	}
	w.foldContracts()
	w.foldEvents()
	w.foldTitles()
}

// foldContracts makes one of two new contracts that a page awards to one supplier for one sum, where the words for the one are among those for
// the other: a summary tells of `managed print services` in its first paragraph, and of `managed print` below.
func (w *writer) foldContracts() {
	var awards []*fact
	for _, f := range w.facts {
		if f.data["type"] == "ContractEvent" && f.data["supplier"] != nil && f.data["amount"] != nil && w.byKey[f.data["contract"].(string)].data["id"] == nil {
			awards = append(awards, f)
		}
	}
	for i, f := range awards {
		for _, o := range awards[:i] {
			into, from := o.data["contract"].(string), f.data["contract"].(string)
			same := f.data["kind"] == o.data["kind"] && f.data["supplier"] == o.data["supplier"] && reflect.DeepEqual(f.data["amount"], o.data["amount"])
			if into != from && same && w.oneContract(into, from) {
				w.mergeContracts(into, from)
			}
		}
	}
}

// oneContract: the words of one name are all among those of the other.
func (w *writer) oneContract(a, b string) bool {
	one, other := stems(w.byKey[a].data["name"].(string)), stems(w.byKey[b].data["name"].(string))
	if len(one) > len(other) {
		one, other = other, one
	}
	return !slices.ContainsFunc(one, func(word string) bool { return !slices.Contains(other, word) })
}

// mergeContracts puts one contract of the page in the place of another.
func (w *writer) mergeContracts(into, from string) {
	gone := w.byKey[from]
	kept := w.byKey[into]
	kept.mentions = append(kept.mentions, gone.mentions...)
	for _, f := range w.facts {
		if f.data["contract"] == from {
			f.data["contract"] = into
		}
	}
	delete(w.byKey, from)
	w.entities = slices.DeleteFunc(w.entities, func(e *entity) bool { return e == gone })
}

// foldTitles drops what a heading tells by a word alone, `Award of Contract for Mobile Telephony`, where the text below it tells the same
// with who supplies, and calls the contract otherwise.
func (w *writer) foldTitles() {
	told := map[*fact]bool{}
	for _, f := range w.facts {
		told[f] = f.data["type"] == "ContractEvent" && w.titleAlone(f)
	}
	for _, f := range w.facts {
		word := fmt.Sprint(f.data["contract"])
		e := w.byKey[word]
		if !told[f] || e == nil || e.data["id"] != nil || slices.ContainsFunc(w.facts, func(o *fact) bool { return !told[o] && o.data["contract"] == f.data["contract"] }) {
			continue
		}
		delete(w.byKey, word)
		w.entities = slices.DeleteFunc(w.entities, func(o *entity) bool { return o == e })
	}
	w.facts = slices.DeleteFunc(w.facts, func(f *fact) bool { return told[f] })
}

// titleAlone: a heading is all that tells of an event, and nothing but that there is one; the text below tells the same of another name.
func (w *writer) titleAlone(f *fact) bool {
	for _, k := range []string{"supplier", "amount", "when", "months", "options"} {
		if f.data[k] != nil {
			return false
		}
	}
	l := w.lines[f.evidence[0]["at"].(int)-1]
	return len(f.evidence) == 1 && l.Kind == passage.Heading && w.toldBelow(l, f)
}

// toldBelow: an event of the same kind is told of under a heading, of another contract, with who supplies.
func (w *writer) toldBelow(heading *line, f *fact) bool {
	return slices.ContainsFunc(w.facts, func(o *fact) bool {
		return o.data["type"] == "ContractEvent" && o.data["kind"] == f.data["kind"] && o.data["supplier"] != nil && o.data["contract"] != f.data["contract"] &&
			slices.ContainsFunc(o.evidence, func(e object) bool {
				at := e["at"].(int)
				return at > heading.Ordinal && w.lines[at-1].Section == heading.text
			})
	})
}

// foldEvents takes an event of which a line tells less, as headings do, for the one of which the page tells more and nothing else.
func (w *writer) foldEvents() {
	var events []*fact
	for _, f := range w.facts {
		if f.data["type"] == "ContractEvent" {
			events = append(events, f)
		}
	}
	w.facts = slices.DeleteFunc(w.facts, func(f *fact) bool {
		if f.data["type"] != "ContractEvent" {
			return false
		}
		i := slices.IndexFunc(events, func(o *fact) bool { return tellsMore(o, f) })
		if i < 0 {
			return false
		}
		for _, e := range f.evidence {
			events[i].showAt(e["at"].(int), e["printed"].([]string)...)
		}
		for key, o := range w.byFact {
			if o == f {
				w.byFact[key] = events[i]
			}
		}
		events = slices.DeleteFunc(events, func(o *fact) bool { return o == f })
		return true
	})
}

// tellsMore: both are of one contract, and the first has all that the second says of what happened, and more.
func tellsMore(full, f *fact) bool {
	more := false
	for _, k := range []string{"contract", "kind", "modality"} {
		if full.data[k] != f.data[k] {
			return false
		}
	}
	for _, k := range []string{"supplier", "amount", "when", "months", "options"} {
		said := f.data[k]
		if said != nil && !reflect.DeepEqual(full.data[k], said) {
			return false
		}
		more = more || said == nil && full.data[k] != nil
	}
	return more
}

// broken: a copy has broken a sentence behind the first line, and the second goes on with it.
func broken(first, second *line) bool {
	last, _ := utf8.DecodeLastRuneInString(first.text)
	next, _ := utf8.DecodeRuneInString(second.text)
	return first.Ordinal+1 == second.Ordinal && second.Kind != passage.Bullet && !first.cut && (unicode.IsLetter(last) || unicode.IsDigit(last) || last == ',') && unicode.IsLower(next)
}

// acrossLines are the suppliers of a line that only the broken sentence before it shows to be some: `be awarded` / `to Lampworks Ltd`.
func acrossLines(first, second *line, seen []supplier.Found, options supplier.Options) (out []supplier.Found) {
	behind := len(first.text) + 1
	for _, f := range supplier.Find(first.text+" "+second.text, options) {
		f.Start, f.End = f.Start-behind, f.End-behind
		if f.Start >= 0 && !slices.ContainsFunc(seen, func(o supplier.Found) bool { return o.Start < f.End && f.Start < o.End }) {
			out = append(out, f)
		}
	}
	return out
}

var (
	supplierLabel = regexp.MustCompile(`^(?i:name of (?:the )?)?(?i:successful|winning|preferred|appointed|awarded) (?i:contractor|supplier|bidder|tenderer|provider)(?i:s|\(s\))?:?$`)
	inBrackets    = regexp.MustCompile(`^\([^()]*\)$`)
)

// belowLabel: the last of the lines, but for what stands in brackets, is the label of the supplier's name, as forms have it in a cell of its own.
func belowLabel(before []*line) bool {
	for _, l := range slices.Backward(before) {
		if !inBrackets.MatchString(l.text) {
			return supplierLabel.MatchString(l.text)
		}
	}
	return false
}

// labelledSupplier reads a line that is the value of such a label.
func labelledSupplier(l *line, options supplier.Options) []supplier.Found {
	const label = "Supplier: "
	found := supplier.Find(label+l.text, options)
	for i := range found {
		found[i].Start -= len(label)
		found[i].End -= len(label)
	}
	return slices.DeleteFunc(found, func(f supplier.Found) bool { return f.Start < 0 })
}

// otherCompanies keeps the companies of a line that are no suppliers there as names, but for those that the graph knows.
func (w *writer) otherCompanies(l *line, found []supplier.Found) {
	for _, c := range supplier.Companies(l.text) {
		_, known := w.known.named("Supplier", c.Printed)
		over := slices.ContainsFunc(found, func(f supplier.Found) bool { return f.Start < c.End && c.Start < f.End })
		if !known && !over && !(l.cut && c.End == len(l.text)) {
			w.unresolved(l.at(c.Start, c.End), "NOT_TIED", "A company of which the text does not say that it supplies.")
		}
	}
}

// day is that of the page's meeting, or of its document.
func (w *writer) day() string {
	if e := w.byKey[w.meeting]; e != nil {
		return e.data["date"].(string)
	}
	day, _ := w.document["date"].(string)
	return day
}

// buying are the names that the rules for suppliers want: those of the graph, and whom not to take for one.
func (w *writer) buying() supplier.Options {
	var o supplier.Options
	for _, n := range w.known.Names {
		switch n.Type {
		case "Supplier":
			o.Known = append(o.Known, n.Text)
		case "Council", "Body":
			o.Buyers = append(o.Buyers, n.Text)
		}
	}
	for _, e := range w.entities {
		if e.data["type"] == "Council" {
			o.Buyers = append(o.Buyers, e.data["name"].(string))
		}
	}
	return o
}

// supplier adds a supplier. One that is only described, or withheld, is kept apart from every other.
func (w *writer) supplier(l *line, f supplier.Found) string {
	at := l.at(f.Start, f.End)
	name := strings.TrimSpace(f.Printed)
	if f.Naming == supplier.Named {
		id := w.company(name, at)
		if m := inRegister.FindStringSubmatchIndex(l.text[f.End:]); m != nil {
			number := strings.ToUpper(l.text[f.End+m[2] : f.End+m[3]])
			w.claim(id, "companyNumber", number, "Its company number is "+number+".", l.at(f.End+m[2], f.End+m[3]))
		}
		return id
	}
	service, number := w.numbered()
	id := w.entity("Supplier", "supplier:"+value.Slug(name)+"-"+value.Hash(service, number, name)[:8], name, nil, at)
	wording := "The supplier is described, not named."
	if f.Naming == supplier.Withheld {
		wording = "The supplier's name is withheld."
	}
	w.claim(id, "naming", string(f.Naming), wording, at)
	return id
}

// inRegister is a company's number in the register of companies, behind its name.
var inRegister = regexp.MustCompile(`^,? \(?(?i:company|co\.?|companies house) (?i:registration )?(?i:number|no\.?|reg(?:istration)?\.?):? ?((?i:[A-Z]{2})\d{6}|\d{8})\b`)

// company adds a supplier by name, as whom the graph or this page knows in whatever spelling.
func (w *writer) company(name string, at place) string {
	normal := supplier.Normal(name)
	for _, n := range w.known.Names {
		if n.Type == "Supplier" && supplier.Normal(n.Text) == normal {
			return w.entity("Supplier", n.ID, n.Text, nil, at)
		}
	}
	for _, e := range w.entities { // another spelling of this page
		if e.data["type"] == "Supplier" && e.data["id"] == nil && supplier.Normal(e.data["name"].(string)) == normal {
			w.mention(e, at)
			return "ref:" + e.data["ref"].(string)
		}
	}
	return w.entity("Supplier", "", name, nil, at)
}

// contractEvent states what happened to a contract, where the text says which: by a known name, a subject, or on a page about one
// matter its title.
func (w *writer) contractEvent(l *line, e supplier.Event) {
	if l.cut && e.Sentence.End >= len(l.text) && e.End >= len(l.text) {
		return
	}
	e.Buyers = slices.DeleteFunc(slices.Clone(e.Buyers), func(b figure.Span) bool { return procurer.MatchString(b.Printed) })
	contract := w.contractOf(l, e)
	if contract == "" {
		return
	}
	if on := w.contractOn[l.Ordinal]; !slices.Contains(on, contract) {
		w.contractOn[l.Ordinal] = append(on, contract)
	}
	seen := []place{l.at(e.Start, e.End)}
	fields := object{"contract": contract, "kind": string(e.Kind)}
	sentence := span{l, e.Sentence.Start, e.Sentence.End}
	if e.Modality == supplier.Expected || planned.MatchString(sentence.String()) {
		fields["modality"] = "EXPECTED"
	}
	if e.Supplier != nil {
		fields["supplier"] = w.supplier(l, *e.Supplier)
		fields["supplierRole"] = string(e.Supplier.Role)
		seen = append(seen, l.at(e.Supplier.Start, e.Supplier.End))
	}
	if buyers := w.buyers(l, e.Buyers); len(buyers) > 0 {
		fields["buyers"] = buyers
	} else if at, ok := w.itself(sentence); ok {
		fields["buyers"] = []string{w.councils[0]}
		seen = append(seen, at)
	} else if (w.kind == Decision || w.kind == DecisionList) && len(w.councils) == 1 { // the council's own record of what it decided to buy
		fields["buyers"] = []string{w.councils[0]}
	}
	if e.Amount != nil && e.Amount.To == nil { // a range is told as its two ends
		fields["amount"] = money(*e.Amount)
		if of := terms(*e.Amount); len(of) > 0 {
			fields["note"] = "the amount is " + strings.Join(of, ", ")
		}
		seen = append(seen, l.at(e.Amount.Start, e.Amount.End))
		w.spent[spot{l.Ordinal, e.Amount.Start}] = true
	}
	if e.Months > 0 {
		fields["months"] = e.Months
	}
	if e.Options > 0 {
		fields["options"] = e.Options
	}
	if e.When != nil && e.When.When.Text != "" {
		fields["when"] = when(e.When.When)
		seen = append(seen, l.at(e.When.Start, e.When.End))
	}
	w.fact("ContractEvent", fields, w.eventWording(e, contract, fields), seen...)
}

// itself is where a sentence names the page's one council as `the Council`, as the one that acts or whose matter it is.
func (w *writer) itself(s span) (place, bool) {
	if len(w.councils) != 1 || len(w.scope) != 1 {
		return place{}, false
	}
	for _, named := range []*regexp.Regexp{theCouncil, theCabinet} {
		if m := named.FindStringSubmatchIndex(s.String()); m != nil {
			return s.sub(m[2], m[3]).place(), true
		}
	}
	return place{}, false
}

// theCouncil is the page's own council. Where two are spoken of, it may be another's.
var theCouncil = regexp.MustCompile(`\b([Tt]h(?:e|is) (?:[Cc]ouncil|[Aa]uthority))(?:['’]s)?(?: (?:has |had |have |will |also |recently )*(?:award|extend|renew|appoint|enter|sign|procur|let|approv|agree)|\b[^.;]{0,120}\b(?:contract|agreement|licen[cs]e))`)

// theCabinet decides for the council.
var theCabinet = regexp.MustCompile(`\b((?:[Tt]he )?(?:Cabinet|Executive)) (?:has |had |also |unanimously |formally )*(?:award|extend|renew|approv|agree|resolv)`)

// eventWording says of which contract, what happened or is to happen, and with whom.
func (w *writer) eventWording(e supplier.Event, contract string, fields object) string {
	said := "The contract"
	if c := w.byKey[contract]; c != nil {
		said = c.data["name"].(string)
	}
	said += ": " + strings.ToLower(strings.ReplaceAll(string(e.Kind), "_", " "))
	if id, ok := fields["supplier"].(string); ok && w.byKey[id] != nil {
		name, with := w.byKey[id].data["name"].(string), ", with "
		if e.Kind == supplier.Awarded {
			with = " to "
		}
		if !strings.Contains(said, name) {
			said += with + name
		}
	}
	if fields["modality"] == "EXPECTED" {
		said += ", expected"
	}
	return said + "."
}

// procurer names who runs procurements: it buys for others, and is no buyer itself.
var procurer = regexp.MustCompile(`(?i)^(?:the )?procurement\b`)

// spot is where an amount stands that a typed fact has taken.
type spot struct{ ordinal, start int }

// when is a date or period as a record has it.
func when(at value.When) any {
	if at.YearTaken {
		return object{"text": at.Text, "yearTaken": true}
	}
	return at.Text
}

func (w *writer) buyers(l *line, named []figure.Span) (ids []string) {
	for _, b := range named {
		id := ""
		if n, ok := w.known.named("Body", b.Printed); ok {
			id = w.entity("Body", n.ID, n.Text, nil, l.at(b.Start, b.End))
		} else if _, ok := w.known.council(b.Printed); ok {
			id = w.council(b.Printed, l.at(b.Start, b.End))
		} else if n, ok := w.known.named("Council", b.Printed); ok {
			id = w.entity("Council", n.ID, n.Text, nil, l.at(b.Start, b.End))
		}
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (w *writer) contractOf(l *line, e supplier.Event) string {
	for _, f := range w.find(span{l, e.Sentence.Start, e.Sentence.End}) {
		if f.Type == "Contract" {
			return w.entity("Contract", f.ID, f.Text, nil, f.at.place())
		}
	}
	if e.Subject != nil {
		if name := newThing.ReplaceAllString(strings.TrimSpace(e.Subject.Printed), ""); name != "" && len(name) < 200 && !(l.cut && e.Subject.End >= len(l.text)) {
			return w.entity("Contract", "", w.contractName(name, e), nil, l.at(e.Subject.Start, e.Subject.End))
		}
	}
	if before := w.contractOn[l.Ordinal]; len(before) == 1 && thatContract.MatchString(strings.TrimSpace(e.Sentence.Printed)) {
		return before[0]
	}
	if subject, ok := w.headingContract(l, ofContract); ok && e.Supplier != nil {
		return w.entity("Contract", "", w.contractName(subject.String(), e), nil, subject.place())
	}
	if subject, ok := w.headingContract(l, ofTender); ok && e.When != nil && tendering[e.Kind] {
		return w.entity("Contract", "", w.contractName(subject.String(), e), nil, subject.place())
	}
	if e.Kind == supplier.Ends && e.Supplier != nil && presentWith.MatchString(l.text[e.Sentence.Start:e.Supplier.Start]) && w.withOthers(l, e) {
		return w.contractWith(l, e) // the one before the title's
	}
	told := e.Supplier != nil || e.Amount != nil || e.When != nil || e.Months > 0 // more than the word for it
	if w.row.line != nil && told {
		if named := w.contractAt(w.row.line); named != "" {
			return named
		}
		return w.entity("Contract", "", w.contractName(boughtBy(oneLine(sectionName(w.row.String()))), e), nil, w.row.place())
	}
	if w.kind != Decision && w.kind != Item {
		if e.Ahead != nil {
			return w.entity("Contract", "", w.contractName(e.Ahead.Printed, e), nil, l.at(e.Ahead.Start, e.Ahead.End))
		}
		return w.contractWith(l, e)
	}
	if !told {
		return ""
	}
	if h := w.ownTitle(); h != nil {
		if named := w.contractAt(h); named != "" {
			return named
		}
		name := boughtBy(matter(h))
		return w.entity("Contract", "", w.contractName(name, e), nil, w.nameAt(h, name))
	}
	return ""
}

// presentWith stands before the supplier of the contract that another is to follow.
var presentWith = regexp.MustCompile(`(?i)\b(?:current|existing|present|previous|incumbent|expiring|old) (?:[\p{L}’'-]+ ){0,3}(?:contract|agreement),? with (?:the )?$`)

// withOthers: the page awards a contract to somebody else than the supplier of an event.
func (w *writer) withOthers(l *line, e supplier.Event) bool {
	id := w.supplier(l, *e.Supplier)
	return slices.ContainsFunc(w.facts, func(f *fact) bool {
		return f.data["type"] == "ContractEvent" && f.data["kind"] == string(supplier.Awarded) && f.data["supplier"] != nil && f.data["supplier"] != id
	})
}

// contractWith is the contract that a sentence knows by its supplier alone: `the contract with Ashdown Limited ends`.
func (w *writer) contractWith(l *line, e supplier.Event) string {
	if e.Supplier == nil || e.Supplier.Naming != supplier.Named {
		return ""
	}
	m := withSupplier.FindStringIndex(l.text[e.Sentence.Start:e.Supplier.Start])
	if m == nil && e.Kind == supplier.Awarded {
		m = purchasedFrom.FindStringIndex(l.text[e.Sentence.Start:e.Supplier.Start])
	}
	if m == nil && e.Kind == supplier.Awarded {
		m = newWith.FindStringIndex(l.text[e.Sentence.Start:e.Supplier.Start])
	}
	if m == nil && e.Kind == supplier.Awarded {
		m = contractTo.FindStringIndex(l.text[e.Sentence.Start:e.Supplier.Start])
	}
	if m == nil && e.Kind == supplier.Awarded {
		m = tenderFrom.FindStringIndex(l.text[e.Sentence.Start:e.Supplier.Start])
	}
	if m == nil && e.Kind == supplier.Ends {
		m = hasWith.FindStringIndex(l.text[e.Sentence.Start:e.Supplier.Start])
	}
	if m == nil {
		return ""
	}
	name := "contract with " + strings.TrimSpace(e.Supplier.Printed)
	return w.entity("Contract", "", w.contractName(name, e), nil, l.at(e.Sentence.Start+m[0], e.Supplier.End))
}

// newWith stands before the supplier of a contract that is entered into: `a £4.5 million contract with `.
var newWith = regexp.MustCompile(`(?i)\ban? (?:[\p{L}\d£.,’'-]+ ){0,6}contract with (?:the )?$`)

// purchasedFrom stands before the supplier of a contract that is bought: `purchase of an annual support contract with `.
var purchasedFrom = regexp.MustCompile(`(?i)\bpurchase of an? (?:[\p{L}’'-]+ ){0,7}(?:contract|agreement) (?:with|from) (?:the )?$`)

var (
	// tenderFrom stands before who offered what was accepted: `the tender from `.
	tenderFrom = regexp.MustCompile(`(?i)\bthe (?:[\p{L}-]+ ){0,2}?(?:tender|bid|quotation|quote|offer) (?:submitted |received )?(?:from|by|of) (?:the )?$`)
	// hasWith stands before the supplier of a contract that a council has: `had a contract with `.
	hasWith = regexp.MustCompile(`(?i)\b(?:has|have|had|holds?) an? (?:[\p{L}\d-]+ ){0,5}?(?:contract|agreement) with (?:the )?$`)
)

var (
	// newThing is what the text says of the thing bought, and not of which it is.
	newThing = regexp.MustCompile(`(?i)^(?:new|replacement|proposed) `)
	// thatContract begins a sentence about the contract that the line has named before.
	thatContract = regexp.MustCompile(`^(?:The|This) contract(?:, which [^,;]{3,80},)? (?:is|was|will|would|has|runs|starts|ends|commences|expires|began|started|ended)\b`)
)

// contractTo stands before the supplier to whom one contract was awarded: `The contract, worth £2m, was awarded to `.
var contractTo = regexp.MustCompile(`(?i)\b(?:the|this|a|an) (?:[\p{L}’'-]+ ){0,2}contract\b[^;]{0,120}\b(?:awarded|let) to (?:the )?$`)

// withSupplier stands before the supplier of one contract.
var withSupplier = regexp.MustCompile(`(?i)\b(?:the|its|our|their|this|current|existing) (?:[\p{L}’'-]+ ){0,2}(?:contract|agreement),? (?:with|between (?:the|this) [Cc]ouncil and) (?:the )?$`)

// headingContract is the contract that the heading above a line names in such a form: `Telephony Contract`.
func (w *writer) headingContract(l *line, form *regexp.Regexp) (span, bool) {
	for i := l.Ordinal - 1; i > 0; i-- {
		h := w.lines[i-1]
		if h.Kind != passage.Heading {
			continue
		}
		m := form.FindStringSubmatchIndex(h.text)
		if m == nil || h.furniture || h.text != l.Section {
			return span{}, false
		}
		return span{h, m[2], m[3]}, true
	}
	return span{}, false
}

// ofTender is a heading that names what is to be bought: under it a tender with its day is the tender for that.
var ofTender = regexp.MustCompile(`^(?:\d{1,3}[.)]? )?(\p{Lu}[^.;:|]{2,80}?) (?:[Rr]eplacement|[Pp]rocurement|[Rr]e-?procurement|[Tt]ender)(?: (?:[Uu]pdate|[Rr]eport))?$`)

// tendering are the events of a tender.
var tendering = map[supplier.Kind]bool{supplier.TenderPublished: true, supplier.TenderCloses: true, supplier.TenderConcluded: true, supplier.Awarded: true}

// ofContract is a heading that names one contract by what it buys.
var ofContract = regexp.MustCompile(`^(?:\d{1,3}[.)]? )?(?:(?i:award|extension|renewal|re-?procurement) of (?:the |an? )?)?(\p{L}[^.;:|]{2,80}?) [Cc]ontract(?: (?:[Aa]ward|[Ee]xtension|[Rr]enewal|[Uu]pdate))?$`)

// titles of contracts, with what is bought: `Award of Telephony Contract`, `Telephony - Contract Extension`.
var titles = []*regexp.Regexp{
	regexp.MustCompile(`^(?i:(?:approval of )?(?:the )?(?:contract )?(?:award|extension|renewal|procurement) of (?:the |an? )?)(\p{L}.{2,}?) (?i:contracts?)$`),
	regexp.MustCompile(`^(?i:(?:approval of )?(?:the )?(?:award|extension|renewal) of (?:the |an? )?(?:[\p{L}-]+ ){0,2}?(?:contract|agreement)s? (?:for|to provide) (?:the (?:provision|supply) of )?(?:the |an? )?)(\p{L}.{2,})$`),
	regexp.MustCompile(`^(?:\p{Lu}{1,3}\d{1,2}:? )?(?i:(?:approval of )?contract (?:award|extension|renewal|variation)) ?[-–:] ?(?i:the )?(\p{L}.{2,})$`),
	regexp.MustCompile(`^(?i:(?:contract )?(?:extension|renewal|re-?procurement) of (?:the |an? )?)(\p{L}.{2,})$`),
	regexp.MustCompile(`^(\p{Lu}.{2,}?)(?: [-–]|:)? (?i:(?:single source )?contracts?(?: (?:award|extension|renewal|approval|variation))?)$`),
}

// boughtBy is what the contract of a title buys, as other pages name it; the title where it has no such form.
func boughtBy(title string) string {
	title = title[len(planNumber.FindString(title)):]
	for _, form := range titles {
		if m := form.FindStringSubmatch(title); m != nil {
			return m[1]
		}
	}
	return title
}

// planNumber is a council's own number of a decision, ahead of its title: `25/00012 - Managed Print`.
var planNumber = regexp.MustCompile(`^(?:\d{2,4}/\d{2,6}|[A-Z]{1,4}[-/]?\d{3,6}(?:/\d{2,4})?) ?[-–:] `)

// contractAt is the one contract that a title names, `Award of a contract for network services`; empty where it names none, or several.
func (w *writer) contractAt(h *line) (found string) {
	for word, e := range w.byKey {
		if e.data["type"] != "Contract" || !slices.ContainsFunc(e.mentions, func(m object) bool { return m["at"] == h.Ordinal }) {
			continue
		}
		if found != "" {
			return ""
		}
		found = word
	}
	return found
}

// contractName is the subject with who buys it: several councils buy laptops.
func (w *writer) contractName(subject string, e supplier.Event) string {
	var buyers []string
	for _, b := range e.Buyers {
		buyers = append(buyers, b.Printed)
	}
	if len(buyers) == 0 {
		buyers = w.scope
	}
	if len(buyers) == 0 {
		return subject
	}
	return subject + ", " + strings.Join(buyers, ", ")
}

// pageName are headings that name the kind of page.
var pageName = map[string]bool{"Agenda item": true, "Decision details": true, "Issue details": true, "Decisions": true, "Issue - meetings": true,
	"Issue - decisions": true, "Decision": true}
