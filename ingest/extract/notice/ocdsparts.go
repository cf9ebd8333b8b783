package notice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/value"
)

// readBuyers adds who buys: the parties in that role, else the buyer of the release.
func (c *compiler) readBuyers() {
	add := func(n *node) {
		name, nameAt := c.text(n, "name")
		if name == "" {
			return
		}
		ref := c.organisation(name, c.cite(nameAt))
		if slices.Contains(c.buyers, ref) {
			return
		}
		c.buyers, c.payers, c.bought = append(c.buyers, ref), append(c.payers, name), append(c.bought, c.cite(nameAt))
		c.procurementNumber(n, ref, name)
	}
	for _, p := range c.list(c.root, "parties") {
		if roles := c.texts(p, "roles"); slices.Contains(roles, "buyer") {
			add(p)
		}
	}
	if buyer := c.get(c.root, "buyer"); buyer != nil && len(c.buyers) == 0 {
		if id, _ := c.text(buyer, "id"); c.parties[id] != nil {
			if name, _ := c.text(buyer, "name"); name == "" {
				add(c.parties[id])
				return
			}
		}
		add(buyer)
	}
}

func (c *compiler) get(n *node, name string) *node { return c.reader.at(n, name) }

// ppon and company are the schemes by which identifiers begin.
const (
	ppon    = "GB-PPON-"
	company = "GB-COH-"
)

// identifiers are those of a party: its id, and that of its identifier and further ones with their schemes.
func (c *compiler) identifiers(n *node, visit func(id string, at *node)) {
	id, at := c.text(n, "id")
	visit(id, at)
	full := n
	if p := c.parties[id]; p != nil {
		full = p
	}
	list := c.list(full, "additionalIdentifiers")
	if one := c.get(full, "identifier"); one != nil {
		list = append([]*node{one}, list...)
	}
	for _, i := range list {
		scheme, _ := c.text(i, "scheme")
		number, at := c.text(i, "id")
		if scheme != "" && number != "" {
			visit(scheme+"-"+number, at)
		}
	}
}

func (c *compiler) procurementNumber(n *node, ref, name string) {
	done := false
	c.identifiers(n, func(id string, at *node) {
		if strings.HasPrefix(id, ppon) && !done {
			done = true
			c.claim(ref, "procurementNumber", id, fmt.Sprintf("%s has the number %s in the central digital platform.", name, id), c.cite(at))
		}
	})
}

// tender reads when it was published and closes, and its value.
func (c *compiler) tender(contract string, cites []cite) {
	t := c.get(c.root, "tender")
	if t == nil {
		return
	}
	status, statusAt := c.text(t, "status")
	amount, amountAt := c.amount(c.get(t, "value"), "amount")
	name := cmp.Or(c.title, c.ocid)
	event := func(kind, modality, when, wording string, more data, at ...cite) {
		fields := data{"contract": contract, "kind": kind, "modality": modality, "when": orNil(when), "buyers": c.buyerRefs()}
		for k, v := range more {
			fields[k] = v
		}
		c.fact("ContractEvent", wording, fields, append(append(at, cites...), c.bought...)...)
	}
	if slices.Contains(c.tags, "tender") && status != "cancelled" {
		event("TENDER_PUBLISHED", "ACTUAL", c.said.String(), fmt.Sprintf("The tender for %s was published on %s.", name, c.said),
			data{"amount": money(amount)}, c.cite(c.root.fields["date"]), c.cite(amountAt))
	} else if status == "planned" || status == "planning" {
		event("PROCURING", "EXPECTED", "", fmt.Sprintf("A tender for %s is planned.", name), data{"amount": money(amount)}, c.cite(statusAt), c.cite(amountAt))
	}
	if close, at := c.day(t, "tenderPeriod", "endDate"); at != nil && status != "cancelled" {
		event("TENDER_CLOSES", c.modality(close), close.String(), fmt.Sprintf("The tender for %s closes on %s.", name, close), nil, c.cite(at))
	}
	if status == "complete" {
		event("TENDER_CONCLUDED", "ACTUAL", "", fmt.Sprintf("The tender for %s is complete.", name), nil, c.cite(statusAt))
	}
	c.withTax(contract, c.get(t, "value"), "the tender's value")
}

func (c *compiler) buyerRefs() any {
	if len(c.buyers) == 0 {
		return nil
	}
	return c.buyers
}

// modality is EXPECTED for days after the release.
func (c *compiler) modality(d value.Day) string {
	if d > c.said {
		return "EXPECTED"
	}
	return "ACTUAL"
}

// withTax keeps the amount with value added tax, beside the one without.
func (c *compiler) withTax(contract string, v *node, what string) {
	if v == nil {
		return
	}
	gross, at := c.amount(v, "amountGross")
	net, netAt := c.amount(v, "amount")
	if at == nil || netAt != nil && net == gross {
		return
	}
	c.fact("Remark", fmt.Sprintf("With value added tax %s is %s %s.", what, gross.Amount(), gross.Currency),
		data{"kind": "CONTENT", "about": []string{contract}, "amount": money(gross), "state": "including VAT: " + what}, c.cite(at))
}

// award reads one award: a fact for each supplier, then its period.
func (c *compiler) award(a *node, contract string, cites []cite) {
	status, statusAt := c.text(a, "status")
	modality := "ACTUAL"
	if status == "pending" {
		modality = "EXPECTED"
	}
	amount, amountAt, worth := c.awarded(a)
	when, whenAt := c.day(a, "date")
	period := c.period(a)
	months, monthsAt := c.months(period)
	title := c.title
	if s, _ := c.text(a, "title"); s != "" {
		title = short(s)
	}
	title = cmp.Or(title, c.ocid)
	fields := func() data {
		f := data{"contract": contract, "kind": "AWARDED", "modality": modality, "buyers": c.buyerRefs(), "amount": money(amount)}
		if whenAt != nil {
			f["when"] = when.String()
		}
		if months > 0 {
			f["months"] = months
		}
		return f
	}
	evidence := append([]cite{c.cite(statusAt), c.cite(amountAt), c.cite(whenAt)}, monthsAt...)
	evidence = append(append(evidence, cites...), c.bought...)
	told := map[string]bool{}
	for _, s := range c.list(a, "suppliers") {
		ref, name, at := c.supplierOf(s, contract)
		if ref == "" || told[ref] {
			continue
		}
		told[ref] = true
		f := fields()
		f["supplier"] = ref
		c.fact("ContractEvent", fmt.Sprintf("%s %s to %s.", title, awardVerb(modality), name), f, append([]cite{at}, evidence...)...)
	}
	if len(told) == 0 {
		c.fact("ContractEvent", fmt.Sprintf("%s %s; no supplier is named.", title, awardVerb(modality)), fields(), evidence...)
	}
	c.withTax(contract, worth, "the award's value")
	c.span(period, contract, title, modality, cites)
}

func awardVerb(modality string) string {
	if modality == "EXPECTED" {
		return "is to be awarded"
	}
	return "was awarded"
}

// awarded is the award's value, else that of the contract made under it.
func (c *compiler) awarded(a *node) (value.Money, *node, *node) {
	worth := c.get(a, "value")
	amount, at := c.amount(worth, "amount")
	if made := c.made(a); at == nil && made != nil {
		worth = c.get(made, "value")
		amount, at = c.amount(worth, "amount")
	}
	return amount, at, worth
}

// made is the contract made under an award, where there is one.
func (c *compiler) made(a *node) *node {
	id, _ := c.text(a, "id")
	var found []*node
	for _, k := range c.list(c.root, "contracts") {
		if of, _ := c.text(k, "awardID"); of == id && id != "" {
			found = append(found, k)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// period is the award's contract period, else that of the contract made under it.
func (c *compiler) period(a *node) *node {
	if p := c.get(a, "contractPeriod"); p != nil {
		return p
	}
	if made := c.made(a); made != nil {
		return c.get(made, "period")
	}
	return nil
}

// months counts a period that has a whole number of them: from a day to the day before its like, or to its like.
func (c *compiler) months(p *node) (int, []cite) {
	start, startAt := c.day(p, "startDate")
	end, endAt := c.day(p, "endDate")
	if p == nil || startAt == nil || endAt == nil {
		return 0, nil
	}
	return monthsBetween(start, end), []cite{c.cite(startAt), c.cite(endAt)}
}

func monthsBetween(start, end value.Day) int {
	for _, last := range []value.Day{end + 1, end} {
		a, b := start.Time(), last.Time()
		if n := (b.Year()-a.Year())*12 + int(b.Month()-a.Month()); a.Day() == b.Day() && n > 0 && n <= 1200 {
			return n
		}
	}
	return 0
}

// span reads when the contract starts and ends, and how far it may be extended.
func (c *compiler) span(p *node, contract, title, modality string, cites []cite) {
	if p == nil {
		return
	}
	start, startAt := c.day(p, "startDate")
	end, endAt := c.day(p, "endDate")
	most, mostAt := c.day(p, "maxExtentDate")
	event := func(kind, wording, when, modality string, more data, at ...cite) {
		f := data{"contract": contract, "kind": kind, "modality": modality, "buyers": c.buyerRefs(), "when": when}
		for k, v := range more {
			f[k] = v
		}
		c.fact("ContractEvent", wording, f, append(append(at, cites...), c.bought...)...)
	}
	if startAt != nil {
		event("STARTS", fmt.Sprintf("The contract for %s starts on %s.", title, start), start.String(), later(modality, c.modality(start)), nil, c.cite(startAt))
	}
	if endAt != nil {
		event("ENDS", fmt.Sprintf("The contract for %s ends on %s.", title, end), end.String(), later(modality, c.modality(end)), nil, c.cite(endAt))
	}
	if mostAt != nil && endAt != nil && most > end {
		more := data{}
		if n := monthsBetween(end, most); n > 0 {
			more["months"] = n
		}
		event("EXTENSION_OPTION", fmt.Sprintf("The contract for %s may be extended from %s to %s.", title, end, most), end.String()+"/"+most.String(), modality, more,
			c.cite(mostAt), c.cite(endAt))
	}
}

// later is EXPECTED where either is.
func later(a, b string) string {
	if a == "EXPECTED" {
		return a
	}
	return b
}

// supplierOf adds a supplier of an award, with its company number and its number in the central platform.
func (c *compiler) supplierOf(s *node, contract string) (ref, name string, at cite) {
	name, nameAt := c.text(s, "name")
	id, _ := c.text(s, "id")
	if party := c.parties[id]; name == "" && party != nil {
		name, nameAt = c.text(party, "name")
	}
	at = c.cite(nameAt)
	if name == "" {
		return "", "", at
	}
	number, numberAt := "", (*node)(nil)
	c.identifiers(s, func(id string, from *node) {
		if n, ok := strings.CutPrefix(id, company); ok && number == "" {
			number, numberAt = n, from
		}
	})
	if ref = c.supplier(name, number, contract, at); ref == "" || strings.HasPrefix(ref, "supplier:withheld-") {
		return ref, name, at
	}
	if number != "" {
		c.claim(ref, "companyNumber", number, fmt.Sprintf("%s has the company number %s.", name, number), c.citeNumber(numberAt, number))
	}
	c.procurementNumber(s, ref, name)
	return ref, name, at
}

// citeNumber is where a company number stands, with or without its scheme.
func (c *compiler) citeNumber(n *node, number string) cite {
	at := c.at[n]
	if at > 0 && strings.Count(c.passages[at-1].Text, number) == 1 {
		return cite{at, number}
	}
	return c.cite(n)
}
