package notice

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
	"councilgraph/ingest/extract/supplier"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

// maxText is the greatest size of a notice as text, in bytes.
const maxText = 4 << 20

// Text reads a notice as text, in the layout of Find a Tender, or on a standard form of the European Union: labels on lines of their own, what they say below. The address gives
// service and number; without one the notice is known by its text. A copy may begin and end anywhere: lines before the first label
// that are a list are its buyers, and the last line is read only as far as it is certain.
//
// What is estimated, and what is to come, is EXPECTED. A copy that prints no day of publication gives a document without a date: before it
// is taken into a graph, who fetched it has to give one. The error is an *Error.
func Text(raw []byte, address string, m *schema.Model) (*record.Record, error) {
	if len(raw) > maxText {
		return nil, &Error{Found: fmt.Sprintf("%d bytes", len(raw)), Expected: fmt.Sprintf("at most %d", maxText)}
	}
	list := passage.Split(string(raw))
	if len(list) == 0 {
		return nil, &Error{Found: "no text", Expected: "a notice"}
	}
	t := &textReader{builder: builder{passages: list, offsets: true, byName: map[string]string{}, entities: []data{}, facts: []data{}, mentions: []data{}}}
	t.heading = titleLine(string(raw))
	if isForm(list) {
		return standardForm(*t, address, m)
	}
	t.cutFields()
	if len(t.fields) == 0 {
		return nil, &Error{Found: "none of the labels of a notice", Expected: "a line such as `Total value (estimated)` or `Contract dates (estimated)`"}
	}
	t.identify(address)
	t.read()
	rec, err := t.record(m, data{"origin": "RULE", "name": "notice", "review": "UNREVIEWED"})
	if err != nil {
		return nil, &Error{Found: "a notice that makes no record: " + err.Error(), Expected: "a notice as Find a Tender has it"}
	}
	return rec, nil
}

// labels are the lines under which a notice says something that is read here, in lower case; others end what came before.
var labels = map[string]string{
	"buyer": "buyer", "buyers": "buyer", "contracting authority": "buyer", "contracting authorities": "buyer", "contracting authorities (buyers)": "buyer",
	"title": "title", "procurement title": "title", "scope": "", "reference": "reference", "procurement identifier (ocid)": "ocid", "ocid": "ocid", "procurement identifier": "ocid",
	"description": "description", "commercial tool": "", "total value (estimated)": "estimate", "total value": "value", "lot value (estimated)": "", "contract value": "value",
	"above the relevant threshold": "", "below the relevant threshold": "", "contract dates (estimated)": "dates", "contract dates": "dates", "dates": "dates",
	"description of possible extension:": "", "description of possible extension": "", "description of possible renewals:": "", "main procurement category": "",
	"cpv classifications": "", "contract locations": "", "lots": "", "lot constraints": "", "participation": "", "submission": "", "award criteria": "",
	"tender submission deadline": "closes", "submission deadline": "closes", "closing date": "closes", "deadline for requesting to participate": "", "enquiry deadline": "",
	"award decision date (estimated)": "decision", "award decision date": "", "date signed": "signed", "date of termination": "terminated", "termination date": "terminated", "contract termination date": "terminated",
	"value of the change": "", "date of the change": "", "reason for termination": "", "earliest date the contract will be signed": "signing",
	"publication date (estimated)": "", "publication date": "published", "published": "published", "date published": "published",
	"supplier": "supplier", "suppliers": "supplier", "supplier (sole)": "supplier", "contractor": "supplier", "awarded supplier": "supplier",
	"status": "status", "procedure type": "", "procedure": "", "procedure description": "", "framework": "", "open framework": "", "related organisations": "", "other information": "",
	"contact": "", "contact name": "", "email": "", "address": "", "notice": "", "justification for not publishing": "", "contracts": "", "award": "", "direct award justification": "",
}

// field is a label with the passages below it, or beside it on its own line.
type field struct {
	name   string // of labels' values; empty for what is not read
	values []line
}

// line is a passage, or what stands after its label, with its place in the passage.
type line struct {
	at   int // ordinal
	text string
}

type textReader struct {
	builder
	heading string
	fields  []field
	leading []line // bullets before the first label
	title   string
	known   string // a reference, the OCID or the number of the notice: what it is known by where it has no title
	number  string
	ref     string // of the contract
	cites   []cite
	buyers  []string
	names   []string
	bought  []cite
}

// cutFields parts the passages by labels.
func (t *textReader) cutFields() {
	for _, p := range t.passages {
		low := strings.ToLower(strings.TrimSpace(p.Text))
		if name, ok := labels[low]; ok {
			t.fields = append(t.fields, field{name: name})
			continue
		}
		if head, rest, ok := strings.Cut(p.Text, ":"); ok && strings.TrimSpace(rest) != "" {
			if name, known := labels[strings.ToLower(strings.TrimSpace(head))]; known {
				t.fields = append(t.fields, field{name, []line{{p.Ordinal, strings.TrimSpace(rest)}}})
				continue
			}
		}
		if m := publishedLine.FindStringSubmatch(p.Text); m != nil {
			t.fields = append(t.fields, field{"published", []line{{p.Ordinal, m[1]}}})
			continue
		}
		l := line{p.Ordinal, p.Text}
		if p.Ordinal == len(t.passages) {
			if l.text = figure.Uncut(p.Text); l.text == "" {
				continue
			}
		}
		switch {
		case lotLabel.MatchString(p.Text):
			t.fields = append(t.fields, field{})
		case len(t.fields) > 0:
			f := &t.fields[len(t.fields)-1]
			f.values = append(f.values, l)
		case p.Kind == passage.Bullet:
			t.leading = append(t.leading, l)
		}
	}
}

// publishedLine is the line at the head of a page: `Published 22 December 2025, 9:28am`.
var publishedLine = regexp.MustCompile(`^Published:? (\d{1,2} [A-Z][a-z]+ \d{4}\b.*)$`)

// lotLabel begins what is said of one lot.
var lotLabel = regexp.MustCompile(`(?i)^Lot [\w.]+(?:[:.–-].*)?$`)

// siteTail is the site's name behind the title.
var siteTail = regexp.MustCompile(`(?i)\s+[-–|]\s+(?:find a tender|contracts finder|public contracts scotland|sell2wales)(?: service)?(?: [-–|] gov\.uk)?$`)

// titleLine is the title that a stored copy notes before the text, or nothing.
func titleLine(text string) string {
	for i, l := range strings.SplitN(text, "\n", 4) {
		if rest, ok := strings.CutPrefix(l, "title:"); ok && i < 2 {
			rest = siteTail.ReplaceAllString(strings.TrimSpace(rest), "")
			if rest != "" && !strings.HasPrefix(rest, "(") {
				return rest
			}
		}
	}
	return ""
}

var numberForm = regexp.MustCompile(`^\d{6}-\d{4}$`)

// queryNumber is the number of a notice on the sites that have it behind a question mark: `search_view.aspx?ID=NOV412345`.
var queryNumber = regexp.MustCompile(`^[A-Z]{3}\d{4,9}$`)

// identify reads service and number off the address.
func (t *textReader) identify(address string) {
	t.document = data{"service": "notice", "kind": "CONTRACT_NOTICE", "authority": 4}
	number := "text-" + passage.VersionHash(t.passages)[:16]
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		t.document["service"], t.document["url"] = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), address
		parts := strings.Split(strings.Trim(u.Path, "/"), "/")
		number = cmp.Or(strings.Join(parts, "/"), number)
		if last := parts[len(parts)-1]; numberForm.MatchString(last) {
			number = last
		} else if id := u.Query().Get("ID"); queryNumber.MatchString(id) && strings.HasSuffix(strings.ToLower(last), ".aspx") {
			number = id
		}
	}
	t.number = number
	t.document["number"] = number
	if v := t.first("title"); v != nil {
		t.title = v.text
	}
	t.title = short(cmp.Or(t.title, t.heading))
	if t.title != "" {
		t.document["title"] = t.title
	}
	if v := t.first("published"); v != nil {
		for _, d := range figure.Dates(v.text, value.MinDay) {
			if d.Point.Precision == value.PrecisionDay {
				t.document["date"] = d.Point.Text
				break
			}
		}
	}
}

func (t *textReader) all(name string) (out []line) {
	for _, f := range t.fields {
		if f.name == name {
			out = append(out, f.values...)
		}
	}
	return out
}

// first is the first line of the first field of that name; nil where there is none.
func (t *textReader) first(name string) *line {
	if all := t.all(name); len(all) > 0 {
		return &all[0]
	}
	return nil
}

// cite is where a text stands in a passage, if it stands there once.
func (t *textReader) cite(at int, printed string) cite {
	if at > 0 && strings.Count(t.passages[at-1].Text, printed) == 1 {
		return cite{at, printed}
	}
	return cite{}
}

func (t *textReader) read() {
	t.readBuyers()
	t.contract()
	t.values()
	t.dates()
	t.deadlines()
	t.suppliers()
}

// contract adds the contract, known by OCID, else by reference or notice number.
func (t *textReader) contract() {
	label, id := "notice "+t.number, "contract:notice-"+value.Slug(t.number)
	var at cite
	if v := t.first("reference"); v != nil && len(v.text) < 60 {
		at = t.cite(v.at, v.text)
		label = v.text
	}
	ocid := ""
	if v := t.first("ocid"); v != nil && ocidForm.MatchString(strings.Fields(v.text)[0]) {
		ocid = strings.Fields(v.text)[0]
		label, id = ocid, "contract:"+value.Slug(ocid)
		at = t.cite(v.at, ocid)
	}
	var names []data
	name := label
	t.known = label
	if t.title != "" {
		names = other(t.title)
		name = string([]rune(t.title)[:min(len([]rune(t.title)), nameLimit-len([]rune(label))-3)]) + " (" + label + ")"
	}
	if v := t.first("title"); v != nil {
		t.cites = append(t.cites, t.cite(v.at, v.text))
	}
	t.cites = append(t.cites, at)
	t.ref = t.entity("Contract", id, name, names, t.cites...)
	t.claim(t.ref, "ocid", ocid, fmt.Sprintf("The procurement has the Open Contracting ID %s.", ocid), at)
}

func (t *textReader) event(kind, modality, when, wording string, more data, at ...cite) {
	f := data{"contract": t.ref, "kind": kind, "modality": modality, "when": orNil(when)}
	if len(t.buyers) > 0 {
		f["buyers"] = t.buyers
	}
	for k, v := range more {
		f[k] = v
	}
	if len(at) == 0 || at[0].at == 0 {
		return // nothing prints it
	}
	t.fact("ContractEvent", wording, f, append(append(at, t.cites...), t.bought...)...)
}

// called is what wordings call what is bought.
func (t *textReader) called() string { return cmp.Or(t.title, t.known) }

var partOfBuyer = regexp.MustCompile(`(?i)^(?:contact|email|telephone|phone|website|region|organisation type|public procurement organisation number|identification|address|https?:|www\.)|@|^\d|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`)

// readBuyers adds the buyers: bullets before the first label of a copy whose head is cut, and what stands under `Contracting authority`.
// A place alone (`Essex`) is not yet a council.
func (t *textReader) readBuyers() {
	lines := t.leading
	for _, f := range t.fields {
		if f.name != "buyer" {
			continue
		}
		for i, v := range f.values {
			// Below the name stand its address and contact; a list of several has bullets.
			if i > 0 && !t.further(f, v) || partOfBuyer.MatchString(v.text) {
				break
			}
			lines = append(lines, v)
		}
	}
	for _, l := range lines {
		t.buyer(l)
	}
}

// buyer adds who buys.
func (t *textReader) buyer(l line) {
	printed := t.cite(l.at, l.text)
	switch {
	case printed.at == 0:
	case !councilName.MatchString(l.text):
		t.mentions = append(t.mentions, data{"at": l.at, "printed": l.text, "open": true, "reason": "NOT_TIED",
			"note": "Named among the buyers, without saying what it is."})
	default:
		ref := t.organisation(l.text, printed)
		t.buyers, t.names, t.bought = append(t.buyers, ref), append(t.names, l.text), append(t.bought, printed)
	}
}

// values reads what the contract is worth: the amount without value added tax, and that with it beside.
func (t *textReader) values() {
	for _, name := range []string{"estimate", "value"} {
		net, gross := t.amounts(name)
		if net == nil && gross == nil {
			continue
		}
		first := net
		if first == nil {
			first = gross
		}
		more := data{"amount": moneyOf(first.figure)}
		note := "the value is "
		if name == "estimate" {
			note += "estimated, "
		}
		if note += "without value added tax"; net == nil {
			note = strings.TrimSuffix(note, "without value added tax") + "including value added tax"
		}
		if first.figure.VAT == figure.VATUnstated {
			note = strings.TrimSuffix(strings.TrimSuffix(note, "without value added tax"), ", ")
		}
		if name == "estimate" || len(t.all("supplier")) == 0 {
			if note != "the value is " {
				more["note"] = note
			}
			t.event("PROCURING", "ACTUAL", "", fmt.Sprintf("%s is being bought, worth %s.", t.called(), first.printed), more, cite{first.at, first.printed})
		}
		if net != nil && gross != nil && !(name == "value" && t.inParts()) {
			t.fact("Remark", fmt.Sprintf("With value added tax the value of %s is %s.", t.called(), gross.printed),
				data{"kind": "CONTENT", "about": []string{t.ref}, "amount": moneyOf(gross.figure), "state": "including VAT: the total value"}, cite{gross.at, gross.printed})
		}
		return
	}
}

type worth struct {
	figure  figure.MoneySpan
	at      int
	printed string
}

// amounts finds the amount without tax, or of which the notice does not say, and the one with it.
func (t *textReader) amounts(name string) (net, gross *worth) {
	return t.amountsIn(t.all(name))
}

// amountsIn is the same of some lines.
func (t *textReader) amountsIn(lines []line) (net, gross *worth) {
	for _, l := range lines {
		for _, a := range figure.Money(l.text) {
			if t.cite(l.at, a.Printed).at == 0 {
				continue
			}
			w := &worth{a, l.at, a.Printed}
			if a.VAT == figure.VATIncluded {
				if gross == nil {
					gross = w
				}
			} else if net == nil {
				net = w
			}
		}
	}
	return net, gross
}

func moneyOf(a figure.MoneySpan) any {
	m := data{"amount": a.Amount.Amount(), "currency": a.Amount.Currency, "printed": a.Printed}
	if a.To != nil { // the lower end of a range
		m["bound"] = string(value.BoundAtLeast)
	} else if a.Bound != value.BoundExact {
		m["bound"] = string(a.Bound)
	}
	return m
}

// dates reads from when to when, and how far it may be extended.
func (t *textReader) dates() {
	var end value.Day
	var endAt cite
	for _, l := range t.all("dates") {
		for _, d := range figure.Dates(l.text, value.MinDay) {
			at := t.cite(l.at, d.Printed)
			if at.at == 0 {
				continue
			}
			switch {
			case d.Point.Precision == value.PrecisionRange && end == 0:
				start := value.When{Text: d.Point.Start.String()}
				end, endAt = d.Point.End, at
				t.event("STARTS", t.modality(l, d.Point.Start), start.Text, fmt.Sprintf("The contract for %s starts on %s.", t.called(), start.Text), nil, at)
				t.event("ENDS", t.modality(l, end), end.String(), fmt.Sprintf("The contract for %s ends on %s.", t.called(), end), nil, at)
			case extension.MatchString(l.text) && end != 0 && d.Point.Precision == value.PrecisionDay && d.Point.Start > end:
				more := data{}
				if n := monthsBetween(end, d.Point.Start); n > 0 {
					more["months"] = n
				}
				t.event("EXTENSION_OPTION", "ACTUAL", end.String()+"/"+d.Point.Text, fmt.Sprintf("The contract for %s may be extended to %s.", t.called(), d.Point.Text), more, at, endAt)
			}
		}
	}
}

// modality is ACTUAL for a day that had come when the notice was published, unless it is estimated.
func (t *textReader) modality(l line, d value.Day) string {
	published, _ := t.document["date"].(string)
	if published == "" || d.String() > published || strings.Contains(strings.ToLower(t.passages[l.at-1].Section+t.label(l)), "estimated") {
		return "EXPECTED"
	}
	return "ACTUAL"
}

// label is that under which a line stands, as printed.
func (t *textReader) label(l line) string {
	for at := l.at - 1; at > 0; at-- {
		if _, ok := labels[strings.ToLower(strings.TrimSpace(t.passages[at-1].Text))]; ok {
			return t.passages[at-1].Text
		}
	}
	return ""
}

var extension = regexp.MustCompile(`(?i)\bextension\b|\bextended\b`)

// deadlines reads when the tender closes and when it was published, and when the contract was terminated.
func (t *textReader) deadlines() {
	for _, l := range t.all("closes") {
		if d, at, ok := t.day(l); ok {
			t.event("TENDER_CLOSES", "EXPECTED", d, fmt.Sprintf("The tender for %s closes on %s.", t.called(), d), nil, at)
			break
		}
	}
	if v := t.first("terminated"); v != nil {
		if d, at, ok := t.day(*v); ok {
			day, err := value.ParseDay(d)
			if err == nil {
				t.event("ENDS", t.modality(*v, day), d, fmt.Sprintf("The contract for %s is terminated on %s.", t.called(), d), data{"note": "terminated"}, at)
			}
		}
	}
	if v := t.first("published"); v != nil && len(t.all("closes")) > 0 {
		if d, at, ok := t.day(*v); ok {
			t.event("TENDER_PUBLISHED", "ACTUAL", d, fmt.Sprintf("The tender for %s was published on %s.", t.called(), d), nil, at)
		}
	}
}

// day is the first whole day of a line.
func (t *textReader) day(l line) (string, cite, bool) {
	for _, d := range figure.Dates(l.text, value.MinDay) {
		if at := t.cite(l.at, d.Printed); d.Point.Precision == value.PrecisionDay && at.at > 0 {
			return d.Point.Text, at, true
		}
	}
	return "", cite{}, false
}

// suppliers reads who won, where a label says so.
func (t *textReader) suppliers() {
	net, gross := t.amounts("value")
	if net == nil {
		net = gross
	}
	parts := t.inParts()
	if parts {
		net = nil
	}
	if net != nil && t.later() {
		// It is what the contract is worth after a change, or was when it ended; what it was awarded for is not said.
		t.fact("Remark", fmt.Sprintf("The value of %s is %s.", t.called(), net.printed),
			data{"kind": "FINDING", "about": []string{t.ref}, "amount": moneyOf(net.figure)}, cite{net.at, net.printed})
		net = nil
	}
	modality := "ACTUAL"
	if v := t.first("status"); v != nil && pending.MatchString(v.text) || t.first("signing") != nil && t.first("signed") == nil {
		modality = "EXPECTED"
	}
	var when *line
	if modality == "ACTUAL" {
		when = t.first("signed")
	}
	told := map[string]bool{}
	for at, f := range t.fields {
		if f.name != "supplier" {
			continue
		}
		if parts && !t.later() {
			net = t.worthBelow(at)
		}
		for i, v := range f.values {
			if i > 0 && !t.further(f, v) || partOfBuyer.MatchString(v.text) && !companyForm.MatchString(v.text) {
				break
			}
			if parts && net == nil && told[v.text] {
				continue // listed again, behind the contracts
			}
			told[v.text] = true
			t.supplierLine(v, modality, net, when)
		}
		if len(f.values) > 0 {
			t.register(f)
		}
	}
}

// inParts says whether a notice of several contracts gives several values: none of them is that of the whole.
func (t *textReader) inParts() bool {
	var first *worth
	for _, f := range t.fields {
		if f.name != "value" {
			continue
		}
		net, gross := t.amountsIn(f.values)
		if net == nil {
			net = gross
		}
		switch {
		case net == nil:
		case first == nil:
			first = net
		case first.figure.Amount != net.figure.Amount:
			return true
		}
	}
	return false
}

// worthBelow is the value that stands below a supplier and is of that supplier's contract alone; nil where that is not sure.
func (t *textReader) worthBelow(at int) *worth {
	named := func(name string) func(field) bool { return func(f field) bool { return f.name == name } }
	if slices.IndexFunc(t.fields, named("value")) < slices.IndexFunc(t.fields, named("supplier")) {
		return nil // values stand above their suppliers, or the first is of the whole
	}
	if len(t.fields[at].values) != 1 {
		return nil
	}
	for _, f := range t.fields[at+1:] {
		switch f.name {
		case "supplier", "": // another's, or another lot's
			return nil
		case "value":
			net, gross := t.amountsIn(f.values)
			if net == nil {
				return gross
			}
			return net
		}
	}
	return nil
}

// laterNotice heads a notice of what became of a contract: `UK7: Contract change notice`, `UK11: Contract termination notice`.
var laterNotice = regexp.MustCompile(`(?i)^(?:UK\d+: ?)?contract (?:change|modification|performance|termination) notice\b`)

// later says whether the notice tells what became of a contract that was awarded before.
func (t *textReader) later() bool {
	return slices.ContainsFunc(t.passages, func(p passage.Passage) bool { return laterNotice.MatchString(p.Text) })
}

// further says whether a line below the first names one more supplier: a bullet, or a company under `Suppliers`.
func (t *textReader) further(f field, v line) bool {
	if t.passages[v.at-1].Kind == passage.Bullet {
		return true
	}
	return companyForm.MatchString(v.text) && !strings.Contains(v.text, ":") && strings.EqualFold(strings.TrimSpace(t.label(f.values[0])), "Suppliers")
}

// companyForm is a name that ends in the form of a company: `8x8 UK Limited` is no address.
var companyForm = regexp.MustCompile(`(?i)\b(?:ltd|limited|plc|llp)\.?$`)

// companyNumber is the line of a supplier's block with its number in the register of companies.
var companyNumber = regexp.MustCompile(`(?i)^Companies House: ?([A-Z]{2}\d{6}|\d{8})$`)

// register states the company numbers that stand under suppliers: each is of the company printed last above it.
func (t *textReader) register(f field) {
	of, numbered := f.values[0], false
	for _, v := range f.values[1:] {
		m := companyNumber.FindStringSubmatch(v.text)
		switch {
		case m == nil && t.further(f, v):
			of, numbered = v, false
		case m != nil && !numbered:
			numbered = true
			t.companyNumber(of, v, m[1])
		}
	}
}

func (t *textReader) companyNumber(of, v line, number string) {
	at, name := t.cite(v.at, number), strings.TrimRight(of.text, " .,;")
	if ref := t.supplier(name, number, t.ref, t.cite(of.at, name)); ref != "" && at.at > 0 {
		t.claim(ref, "companyNumber", strings.ToUpper(number), "Its company number is "+strings.ToUpper(number)+".", at)
	}
}

var pending = regexp.MustCompile(`(?i)\b(?:pending|planned|estimated|not yet)\b`)

func (t *textReader) supplierLine(v line, modality string, net *worth, when *line) {
	printed := strings.TrimRight(v.text, " .,;")
	if found := supplier.Find("Supplier: "+v.text, supplier.Options{}); !keptBack.MatchString(v.text) && len(found) > 0 && found[0].Start == len("Supplier: ") {
		printed = found[0].Printed
	}
	at := t.cite(v.at, printed)
	if at.at == 0 {
		return
	}
	ref := t.supplier(printed, "", t.ref, at)
	if ref == "" {
		return
	}
	more := data{"supplier": ref}
	cites := []cite{at}
	if net != nil {
		more["amount"] = moneyOf(net.figure)
		cites = append(cites, cite{net.at, net.printed})
	}
	day := ""
	if when != nil {
		if d, c, ok := t.day(*when); ok {
			day, cites = d, append(cites, c)
		}
	}
	t.event("AWARDED", modality, day, fmt.Sprintf("%s %s to %s.", t.called(), awardVerb(modality), printed), more, cites...)
}
