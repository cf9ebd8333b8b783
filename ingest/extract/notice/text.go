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
	"councilgraph/ingest/councils"
	"councilgraph/ingest/extract/figure"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

// maxText is the greatest size of a notice as text, in bytes.
const maxText = 4 << 20

// Text reads a notice as text, in the layout of Find a Tender or of Contracts Finder, or on a standard form of the European Union: labels on lines of their own, what they say below. The address gives
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
	t.finderHead()
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
	"description of change": "change", "description of the change": "change", "contract change": "", "reason for the change": "", "reason for change": "", "date of change": "",
	"reason the procurement was terminated": "", "reason for procurement termination": "", "date of procurement termination": "", "value of the change": "", "date of the change": "", "reason for termination": "", "earliest date the contract will be signed": "signing",
	"publication date (estimated)": "", "publication date": "published", "published": "published", "date published": "published",
	"supplier": "supplier", "suppliers": "supplier", "supplier (sole)": "supplier", "contractor": "supplier", "awarded supplier": "supplier",
	"status": "status", "procedure type": "", "procedure": "", "procedure description": "", "framework": "", "open framework": "", "related organisations": "", "other information": "",
	// Contracts Finder.
	"contract summary": "", "industry": "", "location of contract": "", "location of buyer": "", "value of contract": "estimate", "procurement reference": "reference", "published date": "published",
	"closing time": "", "contract start date": "starts", "contract end date": "ends", "contract type": "", "contract is suitable for smes?": "", "contract is suitable for vcses?": "",
	"more information": "", "additional text": "", "links": "", "attachments": "", "about the buyer": "", "award information": "", "awarded date": "signed", "total value of contract": "value",
	"supplier is sme?": sizeOf, "supplier is vcse?": sizeOf, "telephone": "", "website": "", "how to apply": "",

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
		if awardedTo.MatchString(p.Text) {
			t.fields = append(t.fields, field{name: "supplier"})
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
			t.belowLabel(l)
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
	t.title = short(cmp.Or(t.title, t.heading, t.headline().text))
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

// noticeType is the line below title and buyer: `UK6: Contract award notice - view information about notice types`.
var noticeType = regexp.MustCompile(`^UK\d{1,2}: [A-Z]`)

// stage is the word above a notice's title.
var stage = regexp.MustCompile(`^(?:Contract|Tender|Planning|Award|Opportunity|Early engagement|Procurement)$`)

// siteHead begins a page with its site's own words, above which no title stands.
var siteHead = regexp.MustCompile(`(?i)^(?:skip to|cookies|gov\.uk|find a tender|beta\b|sign in|menu$|home$|search|back$|we use|this is a new service)`)

// headline is the title of a whole page: the line below its stage, its first line, or the line between its type and its buyer. Empty where the head is cut, or begins with a buyer.
func (t *textReader) headline() line {
	end := slices.IndexFunc(t.passages, func(p passage.Passage) bool { return noticeType.MatchString(p.Text) })
	at := 0
	for i := range max(0, end) {
		if stage.MatchString(t.passages[i].Text) {
			at = i + 1
		}
	}
	if end-at < 2 { // title and buyer
		if at = end + 1; end < 0 || at+1 >= len(t.passages) || len(councils.Load().ByName(t.passages[at+1].Text)) == 0 {
			return line{} // they stand below the line neither
		}
	}
	p := t.passages[at]
	if _, label := labels[strings.ToLower(p.Text)]; label {
		return line{}
	}
	if p.Kind == passage.Bullet || siteHead.MatchString(p.Text) || len(councils.Load().ByName(p.Text)) > 0 {
		return line{}
	}
	return line{p.Ordinal, p.Text}
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
	t.over()
	for _, l := range t.all("change") {
		t.modification(l)
	}
}

// contract adds the contract, known by OCID, else by reference or notice number.
func (t *textReader) contract() {
	label, id := "notice "+t.number, "contract:notice-"+value.Slug(t.number)
	var at cite
	if v := t.first("reference"); v != nil && len(v.text) < 60 && !identifier.MatchString(v.text) {
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
	} else if v := t.headline(); v.at > 0 && t.title == short(v.text) {
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
		if slices.Contains(t.buyers, ref) { // at the head of the notice, and with its address below
			return
		}
		t.buyers, t.names, t.bought = append(t.buyers, ref), append(t.names, l.text), append(t.bought, printed)
	}
}
