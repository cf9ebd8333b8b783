package notice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/supplier"
)

// contracts are those of the release that were not given up before they were signed.
func (c *compiler) contracts() (out []*node) {
	for _, k := range c.list(c.root, "contracts") {
		if s, _ := c.text(k, "status"); s != "cancelled" {
			out = append(out, k)
		}
	}
	return out
}

// made are the contracts made under an award.
func (c *compiler) made(a *node) (out []*node) {
	id, _ := c.text(a, "id")
	for _, k := range c.contracts() {
		if of, _ := c.text(k, "awardID"); of == id && id != "" {
			out = append(out, k)
		}
	}
	return out
}

// unawarded reads the contracts whose award the release does not hold. The only one of a release without awards is that of the
// procurement; each of several is a part of it.
func (c *compiler) unawarded(contract string, cites []cite) {
	awards := map[string]bool{}
	for _, a := range c.list(c.root, "awards") {
		id, _ := c.text(a, "id")
		awards[id] = true
	}
	var found []*node
	for _, k := range c.contracts() {
		if of, _ := c.text(k, "awardID"); !awards[of] {
			found = append(found, k)
		}
	}
	d := deal{ref: contract, title: cmp.Or(c.title, c.ocid), modality: "ACTUAL", cites: cites}
	if len(found) == 1 && len(awards) == 0 {
		c.signed(found[0], d, nil)
		return
	}
	for _, k := range found {
		c.signedPart(k, d, nil)
	}
}

// signedPart reads one of several contracts, as a part of what it was made under.
func (c *compiler) signedPart(k *node, whole deal, winners []winner) {
	id, idAt := c.text(k, "id")
	if idAt == nil {
		id = k.path[strings.LastIndexByte(k.path, '[')+1 : len(k.path)-1]
	}
	title, titleAt := c.text(k, "title")
	d := deal{title: cmp.Or(short(title), whole.title), modality: whole.modality}
	d.ref, d.cites = c.contract("contract", id, d.title, titleAt)
	d.cites = append(d.cites, c.cite(idAt))
	c.fact("Link", fmt.Sprintf("Contract %s is a part of %s.", id, whole.title),
		data{"subject": d.ref, "kind": "PART_OF", "object": whole.ref}, append(slices.Clone(d.cites), whole.cites...)...)
	c.signed(k, d, winners)
}

// signed states that a contract was made, with whom where only one supplier can be meant, and what became of it.
func (c *compiler) signed(k *node, d deal, winners []winner) {
	status, statusAt := c.text(k, "status")
	if status == "pending" {
		d.modality = "EXPECTED"
	}
	f := data{"contract": d.ref, "kind": "AWARDED", "modality": d.modality, "buyers": c.buyerRefs()}
	wording, at := fmt.Sprintf("%s %s.", d.title, awardVerb(d.modality)), []cite(nil)
	if len(winners) == 1 {
		f["supplier"] = winners[0].ref
		wording, at = fmt.Sprintf("%s %s to %s.", d.title, awardVerb(d.modality), winners[0].name), append(at, winners[0].at)
	}
	when, whenAt := c.day(k, "dateSigned")
	if whenAt != nil {
		f["when"] = when.String()
	}
	if !c.changed(k) {
		amount, amountAt := c.amount(c.get(k, "value"), "amount")
		f["amount"] = money(amount)
		at = append(at, c.cite(amountAt))
		c.withTax(d.ref, c.get(k, "value"), "the contract's value")
	}
	period := c.get(k, "period")
	months, monthsAt := c.months(period)
	if months > 0 && !c.changed(k) {
		f["months"] = months
	}
	at = append(append(at, c.cite(whenAt), c.cite(statusAt)), monthsAt...)
	if whenAt != nil || status != "" {
		c.fact("ContractEvent", wording, f, append(append(at, d.cites...), c.bought...)...)
	}
	if c.ended(k) == nil {
		c.span(period, d)
	}
	c.became(k, d)
}

// became reads what a contract says beside its award: when it was signed, what it is worth by now, its amendments, its end.
func (c *compiler) became(k *node, d deal) {
	if signed, at := c.day(k, "dateSigned"); at != nil && !c.toldOn(d.ref, signed) {
		c.fact("Remark", fmt.Sprintf("The contract for %s was signed on %s.", d.title, signed),
			data{"kind": "CONTENT", "about": []string{d.ref}, "when": signed.String(), "state": "signed"}, c.cite(at))
	}
	c.worthNow(c.get(k, "value"), d, "the contract's value")
	c.worthNow(c.get(c.get(k, "implementation"), "finalValue"), d, "the final value")
	for _, m := range c.list(k, "amendments") {
		c.amendment(m, d)
	}
	if at := c.ended(k); at != nil {
		f := data{"contract": d.ref, "kind": "ENDS", "modality": "ACTUAL", "buyers": c.buyerRefs(), "note": "terminated"}
		wording := fmt.Sprintf("The contract for %s was terminated.", d.title)
		end, endAt := c.day(k, "implementation", "endDate")
		if endAt != nil {
			f["when"], f["modality"] = end.String(), c.modality(end)
			wording = fmt.Sprintf("The contract for %s is terminated on %s.", d.title, end)
		}
		c.fact("ContractEvent", wording, f, append(append([]cite{c.cite(at), c.cite(endAt)}, d.cites...), c.bought...)...)
	}
}

// toldOn says whether the award is told as of that day.
func (c *compiler) toldOn(contract string, day value.Day) bool {
	return slices.ContainsFunc(c.facts, func(f data) bool {
		return f["contract"] == contract && f["kind"] == "AWARDED" && f["when"] == day.String()
	})
}

// worthNow keeps an amount of a contract that its award does not tell.
func (c *compiler) worthNow(v *node, d deal, what string) {
	amount, at := c.amount(v, "amount")
	if at == nil {
		return
	}
	same := slices.ContainsFunc(c.facts, func(f data) bool {
		told, ok := f["amount"].(data)
		return ok && f["contract"] == d.ref && f["kind"] == "AWARDED" && told["amount"] == amount.Amount() && told["currency"] == amount.Currency
	})
	if same {
		return
	}
	c.fact("Remark", fmt.Sprintf("Of %s %s is %s %s.", d.title, what, amount.Amount(), amount.Currency),
		data{"kind": "FINDING", "about": []string{d.ref}, "amount": money(amount), "state": what}, c.cite(at))
	c.withTax(d.ref, v, what)
}

// changed says whether a contract is told as it is after a change, or at its end: its value is not what was awarded.
func (c *compiler) changed(k *node) bool {
	return len(c.list(k, "amendments")) > 0 || c.ended(k) != nil || slices.ContainsFunc(c.tags, func(tag string) bool {
		return tag == "contractUpdate" || tag == "contractAmendment" || strings.HasPrefix(tag, "implementation")
	})
}

// ended is where it is told that a contract is terminated; nil where it is not.
func (c *compiler) ended(k *node) *node {
	if s, at := c.text(k, "status"); s == "terminated" {
		return at
	}
	if tags := c.get(c.root, "tag"); tags != nil && tags.kind == listKind {
		for _, t := range tags.items {
			if t.text == "contractTermination" && len(c.contracts()) == 1 {
				return t
			}
		}
	}
	return nil
}

// changes are the events that the words of an amendment may tell of.
var changes = map[supplier.Kind]bool{supplier.Extended: true, supplier.Renewed: true, supplier.NotRenewed: true}

// amendment keeps a change of the contract, and states the extension or renewal that its words tell.
func (c *compiler) amendment(m *node, d deal) {
	said, saidAt := c.text(m, "description")
	if saidAt == nil {
		said, saidAt = c.text(m, "rationale")
	}
	date, dateAt := c.day(m, "date")
	if saidAt == nil && dateAt == nil {
		return
	}
	wording := fmt.Sprintf("The contract for %s was amended", d.title)
	f := data{"kind": "CONTENT", "about": []string{d.ref}, "state": "amendment"}
	if dateAt != nil {
		wording += " on " + date.String()
		f["when"] = date.String()
	}
	if saidAt != nil {
		wording += ": " + short(said)
	}
	c.fact("Remark", strings.TrimRight(wording, ".")+".", f, c.cite(saidAt), c.cite(dateAt))
	at := c.at[saidAt]
	if at == 0 {
		return
	}
	text := c.passages[at-1].Text
	for _, e := range supplier.Events(text, c.said, supplier.Options{Buyers: c.payers}) {
		if changes[e.Kind] {
			c.change(e, text, at, d)
		}
	}
}

func (c *compiler) change(e supplier.Event, text string, at int, d deal) {
	if strings.Count(text, e.Printed) != 1 {
		return
	}
	f := data{"contract": d.ref, "kind": string(e.Kind), "modality": string(e.Modality), "buyers": c.buyerRefs()}
	cites := []cite{{at, e.Printed}}
	if e.Months > 0 {
		f["months"] = e.Months
	}
	if e.When != nil && strings.Count(text, e.When.Printed) == 1 {
		f["when"] = orNil(e.When.When.Text)
		cites = append(cites, cite{at, e.When.Printed})
	}
	c.fact("ContractEvent", fmt.Sprintf("The contract for %s: %s.", d.title, strings.ToLower(strings.ReplaceAll(string(e.Kind), "_", " "))), f,
		append(append(cites, d.cites...), c.bought...)...)
}
