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
	told := true // the amount, by an event
	if slices.Contains(c.tags, "tender") && status != "cancelled" {
		event("TENDER_PUBLISHED", "ACTUAL", c.said.String(), fmt.Sprintf("The tender for %s was published on %s.", name, c.said),
			data{"amount": money(amount)}, c.cite(c.root.fields["date"]), c.cite(amountAt))
	} else if status == "planned" || status == "planning" {
		event("PROCURING", "EXPECTED", "", fmt.Sprintf("A tender for %s is planned.", name), data{"amount": money(amount)}, c.cite(statusAt), c.cite(amountAt))
	} else {
		told = false
	}
	if close, at := c.day(t, "tenderPeriod", "endDate"); at != nil && status != "cancelled" {
		event("TENDER_CLOSES", c.modality(close), close.String(), fmt.Sprintf("The tender for %s closes on %s.", name, close), nil, c.cite(at))
	}
	switch status {
	case "complete":
		event("TENDER_CONCLUDED", "ACTUAL", "", fmt.Sprintf("The tender for %s is complete.", name), nil, c.cite(statusAt))
	case "cancelled", "unsuccessful", "withdrawn":
		event("TENDER_CONCLUDED", "ACTUAL", "", fmt.Sprintf("The tender for %s is over: %s.", name, status), data{"note": status}, c.cite(statusAt))
	}
	if !told && amountAt != nil {
		c.fact("Remark", fmt.Sprintf("The tender for %s was put at %s %s.", name, amount.Amount(), amount.Currency),
			data{"kind": "CONTENT", "about": []string{contract}, "amount": money(amount), "state": "estimate: the tender's value"}, c.cite(amountAt))
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
