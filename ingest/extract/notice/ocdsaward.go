package notice

import (
	"cmp"
	"fmt"
	"slices"

	"councilgraph/graph/value"
)

// deal is an award, or a contract made under it, with what its facts have in common.
type deal struct {
	ref      string // of the contract
	title    string
	modality string
	cites    []cite
}

// award reads one award: a fact for each supplier, then its period, then the contracts made under it.
//
// What it is worth is the sole supplier's; of several none is told as having got the whole, which stands for itself. Of several contracts
// under one award each is a part of it of its own.
func (c *compiler) award(a *node, contract string, cites []cite) {
	status, statusAt := c.text(a, "status")
	title, _ := c.text(a, "title")
	d := deal{ref: contract, modality: "ACTUAL", cites: cites}
	d.title = cmp.Or(short(title), c.title, c.ocid)
	if status == "pending" {
		d.modality = "EXPECTED"
	}
	made := c.made(a)
	one := (*node)(nil)
	if len(made) == 1 {
		one = made[0]
	}
	winners := c.winners(a, contract)
	c.awarded(a, one, d, winners, statusAt)
	switch {
	case one != nil:
		c.became(one, d)
	case len(made) > 1:
		for _, k := range made {
			c.signedPart(k, d, winners)
		}
	}
}

// winner is a supplier of an award.
type winner struct {
	ref, name string
	at        cite
}

func (c *compiler) winners(a *node, contract string) (out []winner) {
	for _, s := range c.list(a, "suppliers") {
		ref, name, at := c.supplierOf(s, contract)
		if ref != "" && !slices.ContainsFunc(out, func(w winner) bool { return w.ref == ref }) {
			out = append(out, winner{ref, name, at})
		}
	}
	return out
}

// awarded states the award itself, with what the only contract under it says where the award does not: value, day, period.
func (c *compiler) awarded(a, one *node, d deal, winners []winner, statusAt *node) {
	worth := c.get(a, "value")
	amount, amountAt := c.amount(worth, "amount")
	if worth == nil && one != nil && !c.changed(one) {
		worth = c.get(one, "value")
		amount, amountAt = c.amount(worth, "amount")
	}
	when, whenAt := c.day(a, "date")
	if whenAt == nil && one != nil {
		when, whenAt = c.day(one, "dateSigned")
	}
	period := c.get(a, "contractPeriod")
	if own := c.get(one, "period"); own != nil { // it was made later
		period = own
	}
	months, monthsAt := c.months(period)
	if one != nil && c.changed(one) { // the period is that after the change
		months, monthsAt = 0, nil
	}
	fields := func() data {
		f := data{"contract": d.ref, "kind": "AWARDED", "modality": d.modality, "buyers": c.buyerRefs()}
		if whenAt != nil {
			f["when"] = when.String()
		}
		if months > 0 {
			f["months"] = months
		}
		return f
	}
	evidence := append([]cite{c.cite(statusAt), c.cite(whenAt)}, monthsAt...)
	evidence = append(append(evidence, d.cites...), c.bought...)
	for _, w := range winners {
		f, at := fields(), []cite{w.at}
		f["supplier"] = w.ref
		if len(winners) == 1 {
			f["amount"] = money(amount)
			at = append(at, c.cite(amountAt))
		}
		c.fact("ContractEvent", fmt.Sprintf("%s %s to %s.", d.title, awardVerb(d.modality), w.name), f, append(at, evidence...)...)
	}
	if len(winners) == 0 {
		f := fields()
		f["amount"] = money(amount)
		c.fact("ContractEvent", fmt.Sprintf("%s %s; no supplier is named.", d.title, awardVerb(d.modality)), f, append([]cite{c.cite(amountAt)}, evidence...)...)
	}
	if len(winners) > 1 && amountAt != nil {
		c.fact("Remark", fmt.Sprintf("The award of %s is worth %s %s, for its %d suppliers together.", d.title, amount.Amount(), amount.Currency, len(winners)),
			data{"kind": "CONTENT", "about": []string{d.ref}, "amount": money(amount), "state": "of all suppliers: the award's value"}, c.cite(amountAt))
	}
	c.withTax(d.ref, worth, "the award's value")
	if one == nil || c.ended(one) == nil {
		c.span(period, d)
	}
}

func awardVerb(modality string) string {
	if modality == "EXPECTED" {
		return "is to be awarded"
	}
	return "was awarded"
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
func (c *compiler) span(p *node, d deal) {
	if p == nil {
		return
	}
	start, startAt := c.day(p, "startDate")
	end, endAt := c.day(p, "endDate")
	most, mostAt := c.day(p, "maxExtentDate")
	event := func(kind, wording, when, modality string, more data, at ...cite) {
		f := data{"contract": d.ref, "kind": kind, "modality": modality, "buyers": c.buyerRefs(), "when": when}
		for k, v := range more {
			f[k] = v
		}
		c.fact("ContractEvent", wording, f, append(append(at, d.cites...), c.bought...)...)
	}
	if startAt != nil {
		event("STARTS", fmt.Sprintf("The contract for %s starts on %s.", d.title, start), start.String(), later(d.modality, c.modality(start)), nil, c.cite(startAt))
	}
	if endAt != nil {
		event("ENDS", fmt.Sprintf("The contract for %s ends on %s.", d.title, end), end.String(), later(d.modality, c.modality(end)), nil, c.cite(endAt))
	}
	if mostAt != nil && endAt != nil && most > end {
		more := data{}
		if n := monthsBetween(end, most); n > 0 {
			more["months"] = n
		}
		event("EXTENSION_OPTION", fmt.Sprintf("The contract for %s may be extended from %s to %s.", d.title, end, most), end.String()+"/"+most.String(), d.modality, more,
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
