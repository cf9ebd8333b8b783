package notice

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"councilgraph/ingest/extract/supplier"
	"councilgraph/ingest/passage"
)

// suppliers reads who won, where a label says so.
func (t *textReader) suppliers() {
	net, gross := t.amounts("value")
	if net == nil {
		net = gross
	}
	several := t.several()
	parts := t.inParts() || several && t.valueFields() > 1
	if parts {
		net = nil
	}
	if net != nil && t.later() {
		// It is what the contract is worth after a change, or was when it ended; what it was awarded for is not said.
		t.fact("Remark", fmt.Sprintf("The value of %s is %s.", t.called(), net.printed),
			data{"kind": "FINDING", "about": []string{t.ref}, "amount": moneyOf(net.figure)}, cite{net.at, net.printed})
		net = nil
	}
	if net != nil && several { // what they were awarded together is none's own
		t.fact("Remark", fmt.Sprintf("The award of %s is worth %s, for all its suppliers together.", t.called(), net.printed),
			data{"kind": "CONTENT", "about": []string{t.ref}, "amount": moneyOf(net.figure), "state": "of all suppliers: the award's value"}, cite{net.at, net.printed})
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
		for _, v := range t.named(f) {
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

// named are the lines of a field that name suppliers; address and contact stand below them.
func (t *textReader) named(f field) []line {
	for i, v := range f.values {
		if i > 0 && !t.further(f, v) || partOfBuyer.MatchString(v.text) && !companyForm.MatchString(v.text) {
			return f.values[:i]
		}
	}
	return f.values
}

// several says whether the notice names more than one supplier.
func (t *textReader) several() bool {
	names := map[string]bool{}
	for _, f := range t.fields {
		if f.name == "supplier" {
			for _, v := range t.named(f) {
				names[supplier.Normal(v.text)] = true
			}
		}
	}
	return len(names) > 1
}

// valueFields counts the values that the notice gives of contracts.
func (t *textReader) valueFields() (n int) {
	for _, f := range t.fields {
		if net, gross := t.amountsIn(f.values); f.name == "value" && (net != nil || gross != nil) {
			n++
		}
	}
	return n
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
	if identifier.MatchString(v.text) {
		return false
	}
	if t.passages[v.at-1].Kind == passage.Bullet {
		return true
	}
	return companyForm.MatchString(v.text) && !strings.Contains(v.text, ":") && strings.EqualFold(strings.TrimSpace(t.label(f.values[0])), "Suppliers")
}

// identifier is a number of a company or body, on a line of its own below the name.
var identifier = regexp.MustCompile(`(?i)^(?:companies house|public procurement organisation number|charity|mutuals?|uk provider|vat|[a-z ,()-]{0,60}\bnumber)\b[^:]{0,40}:`)

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
