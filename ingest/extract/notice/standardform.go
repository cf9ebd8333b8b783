package notice

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

// sectionLine heads a section of the standard forms: `Section V: Award of contract`, on Find a Tender also `Section five`.
var sectionLine = regexp.MustCompile(`(?i)^Section ([IVX]{1,4}|one|two|three|four|five|six|seven)\b`)

// StandardForm says whether a line heads the first section of a notice on the standard forms of the European Union, which Find a
// Tender, Public Contracts Scotland and Sell2Wales used until the Procurement Act 2023, and in Scotland after it.
func StandardForm(line string) bool {
	m := sectionLine.FindStringSubmatch(line)
	return len(m) > 1 && roman(m[1]) == "I" && strings.Contains(strings.ToLower(line), "contracting")
}

// roman is the number of a section as the forms have it.
func roman(s string) string {
	words := []string{"one", "two", "three", "four", "five", "six", "seven"}
	if i := slices.Index(words, strings.ToLower(s)); i >= 0 {
		return []string{"I", "II", "III", "IV", "V", "VI", "VII"}[i]
	}
	return strings.ToUpper(s)
}

// numberLine begins a field of the forms: `V.2.1) Date of conclusion of the contract`.
var numberLine = regexp.MustCompile(`(?i)^([IVX]{1,4}|one|two|three|four|five|six|seven)\.(\d{1,2}(?:\.\d{1,2})*)\.?\)? ?(.*)$`)

// formLabel is a name of a field without its number, in the sections where it counts.
type formLabel struct {
	re       *regexp.Regexp
	name     string
	sections string // of roman numbers, each between spaces; empty for all
}

// formLabels are what is read of the forms, by what a label says after its number; the first that fits counts. A field of no name ends
// what came before. What a label says stands behind it or on the lines below.
var formLabels = []formLabel{
	{regexp.MustCompile(`(?i)^names?,? (?:and )?address(?:es)?(?:,? and contact points?(?:\(s\))?)?(?: of the contracting (?:authority|entity))?$`), "buyer", " I "},
	{regexp.MustCompile(`(?i)^title(?: attributed to the contract(?: by the contracting (?:authority|entity))?)?$`), "title", " II V "},
	{regexp.MustCompile(`(?i)^reference number$`), "reference", " II "},
	{regexp.MustCompile(`(?i)^(?:estimated total value|(?:initial )?estimated total value of the procurement|estimated value)(?: \(excluding vat\))?$`), "estimate", " II "},
	{regexp.MustCompile(`(?i)^total (?:final )?value of (?:the )?(?:procurement|contract\(s\))(?: \(excluding vat\))?$`), "total", " II "},
	{regexp.MustCompile(`(?i)^duration of the contract\b.*$`), "duration", " II "},
	{regexp.MustCompile(`(?i)^time limit for receipt of tenders\b.*$`), "closes", " IV "},
	{regexp.MustCompile(`(?i)^contract no$`), "contractNo", " V "},
	{regexp.MustCompile(`(?i)^lot no$`), "lot", " V "},
	{regexp.MustCompile(`(?i)^an? contract/lot is awarded$`), "decided", " V "},
	{regexp.MustCompile(`(?i)^information on non-award$`), "refused", " V "},
	{regexp.MustCompile(`(?i)^date of (?:conclusion of the contract(?:/concession award decision)?|(?:the )?contract award(?: decision)?|contract award decision)$`), "concluded", " V "},
	{regexp.MustCompile(`(?i)^name and address of (?:the )?(?:contractor|concessionaire|economic operator|supplier|winner)s?\b.*$`), "contractor", " V "},
	{regexp.MustCompile(`(?i)^(?:national registration number|companies house)$`), "registered", " V "},
	{regexp.MustCompile(`(?i)^information on (?:the )?value of (?:the )?contract\b.*$`), "worth", " V "},
	{regexp.MustCompile(`(?i)^description of the modifications$`), "modified", " VII "},
	{regexp.MustCompile(`(?i)^increase in price$`), "price", " VII "},
	{regexp.MustCompile(`(?i)^date of dispatch of this notice$`), "dispatched", " VI "},
	{regexp.MustCompile(`(?i)^procurement identifier \(ocid\)$|^ocid$`), "ocid", ""},
	{regexp.MustCompile(`(?i)^notice (?:identifier|reference|type)$|^(?:contact(?: person)?|e-?mail|telephone|fax|country|town|postal code|region code|nuts(?: codes?)?|internet address(?:\(es\))?|main address|buyer's address|the contractor is an sme|the contract has been awarded to a group of economic operators|information about tenders|number of tenders received|communication|main cpv code|type of contract|short description|additional information|reasons? for modification.*)$`), "", ""},
}

// formField is a field of a form with what stands under it.
type formField struct {
	section string // roman
	name    string
	values  []line
}

// formReader reads a notice on the standard forms.
type formReader struct {
	textReader
	form []formField
}

// isForm says whether passages are those of a standard form.
func isForm(list []passage.Passage) bool {
	return slices.ContainsFunc(list, func(p passage.Passage) bool { return StandardForm(p.Text) })
}

// standardForm reads a notice on the standard forms: buyer, title and reference of the first sections, then each award of section V.
func standardForm(t textReader, address string, m *schema.Model) (*record.Record, error) {
	f := &formReader{textReader: t}
	f.cutForm()
	f.head()
	f.identify(address)
	f.dated()
	f.formBuyers()
	f.contract()
	f.tendered()
	f.awards()
	f.modifications()
	rec, err := f.record(m, data{"origin": "RULE", "name": "notice", "review": "UNREVIEWED"})
	if err != nil {
		return nil, &Error{Found: "a notice that makes no record: " + err.Error(), Expected: "a notice on a standard form"}
	}
	return rec, nil
}

// cutForm parts the passages by sections and fields.
func (f *formReader) cutForm() {
	section := ""
	for _, p := range f.passages {
		text := strings.TrimSpace(p.Text)
		if m := sectionLine.FindStringSubmatch(text); m != nil {
			section = roman(m[1])
			f.form = append(f.form, formField{section: section, name: "section"})
			continue
		}
		numbered := numberLine.FindStringSubmatch(text)
		rest := text
		if numbered != nil {
			section, rest = roman(numbered[1]), numbered[3]
		}
		if name, said, ok := labelled(rest, section); ok {
			f.form = append(f.form, formField{section, name, nil})
			if said != "" {
				f.put(line{p.Ordinal, said})
			}
			continue
		}
		if m := publishedLine.FindStringSubmatch(text); m != nil && section == "" {
			f.form = append(f.form, formField{"", "published", []line{{p.Ordinal, m[1]}}})
			continue
		}
		if numbered != nil { // a field that is not read
			f.form = append(f.form, formField{section: section})
			continue
		}
		if p.Ordinal == len(f.passages) && !wholeDay.MatchString(text) {
			if text = figure.Uncut(text); text == "" {
				continue
			}
		}
		f.put(line{p.Ordinal, text})
	}
}

// wholeDay is a day with all digits of its year: notices on the forms end so, and nothing of it can be cut off.
var wholeDay = regexp.MustCompile(`^\d{1,2}/\d{1,2}/\d{4}$`)

func (f *formReader) put(l line) {
	if len(f.form) > 0 {
		last := &f.form[len(f.form)-1]
		last.values = append(last.values, l)
	}
}

// labelled finds the label that a line is, or begins with: what stands behind the colon is said under it.
func labelled(text, section string) (name, said string, ok bool) {
	head, rest, inline := strings.Cut(text, ":")
	for _, l := range formLabels {
		if l.sections != "" && !strings.Contains(l.sections, " "+section+" ") {
			continue
		}
		if l.re.MatchString(strings.TrimSpace(head)) {
			if inline {
				said = strings.TrimSpace(rest)
			}
			return l.name, said, true
		}
	}
	return "", "", false
}

// head gives the fields that every notice has to the reading of them.
func (f *formReader) head() {
	for _, x := range f.form {
		of := map[string]string{"I": "", "II": "title reference", "": "ocid published", "VI": ""}
		if x.name != "" && slices.Contains(strings.Fields(of[x.section]), x.name) && len(x.values) > 0 && !f.has(x.name) {
			f.fields = append(f.fields, field{x.name, x.values})
		}
	}
}

func (f *formReader) has(name string) bool {
	return slices.ContainsFunc(f.fields, func(x field) bool { return x.name == name })
}

// dated takes the day of dispatch for the notice's, where it prints no day of publication.
func (f *formReader) dated() {
	if f.document["date"] != nil {
		return
	}
	for _, x := range f.form {
		if x.name == "dispatched" && len(x.values) > 0 {
			if d, _, ok := f.day(x.values[0]); ok {
				f.document["date"] = d
			}
		}
	}
}

// formBuyers adds who buys: the first line under each name and address of section I.
func (f *formReader) formBuyers() {
	for _, x := range f.form {
		if x.name == "buyer" && len(x.values) > 0 {
			f.buyer(x.values[0])
		}
	}
}

// tendered reads what a notice says of the procurement as a whole: its value, how long the contract runs, when the tender closes.
func (f *formReader) tendered() {
	only := f.countOf("duration") == 1
	for _, x := range f.form {
		switch x.name {
		case "estimate":
			if w := f.formAmount(x.values); w != nil {
				f.estimated(*w)
			}
		case "total":
			if w := f.formAmount(x.values); w != nil {
				f.fact("Remark", fmt.Sprintf("The procurement of %s is worth %s in all, without value added tax.", f.called(), w.printed),
					data{"kind": "CONTENT", "about": []string{f.ref}, "amount": moneyOf(w.figure), "state": "excluding VAT: the procurement's total value"}, cite{w.at, w.printed})
			}
		case "duration":
			if only {
				f.lasts(x.values)
			}
		case "closes":
			f.closes(x.values)
		}
	}
}

// estimated is what is being bought, or, where the notice tells who won, what was thought before.
func (f *formReader) estimated(w worth) {
	at := cite{w.at, w.printed}
	if f.countOf("contractor") > 0 {
		f.fact("Remark", fmt.Sprintf("The procurement of %s was put at %s, without value added tax.", f.called(), w.printed),
			data{"kind": "CONTENT", "about": []string{f.ref}, "amount": moneyOf(w.figure), "state": "estimate: the procurement's value"}, at)
		return
	}
	f.event("PROCURING", "ACTUAL", "", fmt.Sprintf("%s is being bought, worth %s.", f.called(), w.printed),
		data{"amount": moneyOf(w.figure), "note": "the value is estimated, without value added tax"}, at)
}

func (f *formReader) countOf(name string) (n int) {
	for _, x := range f.form {
		if x.name == name {
			n++
		}
	}
	return n
}

func (f *formReader) closes(values []line) {
	for _, l := range values {
		if d, at, ok := f.day(l); ok {
			f.event("TENDER_CLOSES", "EXPECTED", d, fmt.Sprintf("The tender for %s closes on %s.", f.called(), d), nil, at)
			return
		}
	}
}

// What begins the words on when a contract starts and ends: `Start: 01/04/2025 / End: 31/03/2029`, or `Start date` with the day below.
var (
	startLabel = regexp.MustCompile(`(?i)^start\b`)
	endLabel   = regexp.MustCompile(`(?i)^end\b`)
)

// lasts reads when the contract starts and ends.
func (f *formReader) lasts(values []line) {
	kind, verb := "", ""
	for _, l := range values {
		for _, said := range strings.Split(l.text, " / ") {
			switch {
			case startLabel.MatchString(said):
				kind, verb = "STARTS", "starts"
			case endLabel.MatchString(said):
				kind, verb = "ENDS", "ends"
			}
			if d, at, ok := f.day(line{l.at, said}); ok && kind != "" {
				f.event(kind, f.come(d), d, fmt.Sprintf("The contract for %s %s on %s.", f.called(), verb, d), nil, at)
				kind = ""
			}
		}
	}
}

// come is ACTUAL for a day that had come when the notice was published.
func (f *formReader) come(day string) string {
	if published, _ := f.document["date"].(string); published == "" || day > published {
		return "EXPECTED"
	}
	return "ACTUAL"
}

// formAmount is the first amount of some lines.
func (f *formReader) formAmount(values []line) *worth {
	for _, l := range values {
		if found := f.amountsOf(l); len(found) > 0 {
			return &found[0]
		}
	}
	return nil
}

// spacedAmount is an amount as the forms print it: `1 240 000.00 GBP`.
var spacedAmount = regexp.MustCompile(`(?:^|[^\d.,])(\d{1,3}(?:[ \x{a0}]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{2})?) ?([A-Z]{3})\b`)

// codeAhead is an amount with the code before it: `GBP 1 240 000`.
var codeAhead = regexp.MustCompile(`\b([A-Z]{3}) ?(\d{1,3}(?:[ \x{a0}]\d{3})+(?:[.,]\d{2})?)(?:$|[^\d.,])`)

// amountsOf are the amounts of a line.
func (f *formReader) amountsOf(l line) (out []worth) {
	add := func(digits, currency, printed string) {
		digits = strings.NewReplacer(" ", "", "\u00a0", "", ",", ".").Replace(digits)
		if m, err := value.ParseMoney(digits, currency); err == nil && f.cite(l.at, printed).at > 0 {
			w := worth{at: l.at, printed: printed}
			w.figure.Amount, w.figure.Printed, w.figure.Bound = m, printed, value.BoundExact
			out = append(out, w)
		}
	}
	for _, m := range spacedAmount.FindAllStringSubmatchIndex(l.text, -1) {
		add(l.text[m[2]:m[3]], l.text[m[4]:m[5]], l.text[m[2]:m[5]])
	}
	for _, m := range codeAhead.FindAllStringSubmatchIndex(l.text, -1) {
		add(l.text[m[4]:m[5]], l.text[m[2]:m[3]], l.text[m[2]:m[5]])
	}
	if len(out) > 0 {
		return out
	}
	for _, a := range figure.Money(l.text) {
		if f.cite(l.at, a.Printed).at > 0 {
			out = append(out, worth{a, l.at, a.Printed})
		}
	}
	return out
}
