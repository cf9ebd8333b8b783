package extract

import (
	"fmt"
	"strings"
	"time"

	"councilgraph/graph/value"
)

// awardOfCopy is one award of a copied release, with the contract made under it.
type awardOfCopy struct {
	leaves   []leaf
	at       string // path of the award: `awards[0].`
	made     string // path of its contract
	contract string
	title    string
	planned  bool
	seen     []place
}

// awardCopy reads one award; false where there is none. Each of several is a contract of its own, known as where the release is read.
func (w *writer) awardCopy(leaves []leaf, at string, several bool) bool {
	title, named := titleOf(leaves, at)
	if !hasLeaf(leaves, at) || !named {
		return hasLeaf(leaves, at)
	}
	a := awardOfCopy{leaves: leaves, at: at, made: contractAt(leaves, at), title: title.value, seen: []place{title.at}}
	if status, ok := leafAt(leaves, at+"status"); ok {
		a.seen = append(a.seen, status.at)
		if status.value == "cancelled" || status.value == "unsuccessful" {
			return true
		}
		a.planned = status.value != "active"
	}
	w.contractOfCopy(&a, title, several)
	w.awardedCopy(a)
	w.periodCopy(a)
	return true
}

// contractOfCopy adds the contract of an award.
func (w *writer) contractOfCopy(a *awardOfCopy, title leaf, several bool) {
	name := title.value
	for _, id := range w.councils { // several councils buy what they call alike
		name += ", " + w.byKey[id].data["name"].(string)
	}
	id := ""
	ocid, numbered := leafAt(a.leaves, "ocid")
	if numbered { // as where the release itself is read
		id = "contract:" + value.Slug(ocid.value)
		if number, ok := leafAt(a.leaves, a.at+"id"); several && ok {
			id += "-award-" + value.Slug(number.value)
			name += ", award " + number.value
		}
	}
	a.contract = w.entity("Contract", id, name, nil, title.at)
	if numbered {
		w.claim(a.contract, "ocid", ocid.value, "Its number in the register of contracts is "+ocid.value+".", ocid.at)
	}
}

// awardedCopy states who won, when, and for how much; what several won together is none's own.
func (w *writer) awardedCopy(a awardOfCopy) {
	fields := func() object {
		f := object{"contract": a.contract, "kind": "AWARDED"}
		if a.planned {
			f["modality"] = "EXPECTED"
		}
		if len(w.councils) > 0 {
			f["buyers"] = w.councils
		}
		return f
	}
	seen := a.seen
	when, dated := dayLeaf(a.leaves, a.at+"date")
	if !dated {
		when, dated = dayLeaf(a.leaves, a.made+"dateSigned")
	}
	if dated {
		seen = append(seen, when.at)
	}
	worth := a.at
	currency, _ := leafAt(a.leaves, worth+"value.currency")
	if currency.value == "" { // the contract that followed has the value
		worth = a.made
		currency, _ = leafAt(a.leaves, worth+"value.currency")
	}
	net, priced := leafAt(a.leaves, worth+"value.amount")
	priced = priced && currency.value != ""
	amount := object{"amount": net.value, "currency": currency.value, "printed": net.value}
	winners := w.winnersOfCopy(a)
	state := func(f object, sole bool, more ...place) {
		if dated {
			f["when"] = when.value
		}
		if priced && sole {
			f["amount"] = amount
			more = append(more, net.at)
		}
		w.fact("ContractEvent", f, "The contract "+a.title+": awarded, or to be.", append(more, seen...)...)
	}
	for _, s := range winners {
		f := fields()
		f["supplier"] = s.value
		state(f, len(winners) == 1, s.at)
	}
	if len(winners) == 0 {
		state(fields(), true)
	}
	if priced && len(winners) > 1 {
		w.fact("Remark", object{"kind": "CONTENT", "about": []string{a.contract}, "amount": amount, "state": "of all suppliers: the award's value"},
			"The value of the award, for all its suppliers together.", net.at)
	}
	if gross, ok := leafAt(a.leaves, worth+"value.amountGross"); ok && currency.value != "" {
		w.fact("Remark", object{"kind": "FINDING", "about": []string{a.contract}, "amount": object{"amount": gross.value, "currency": currency.value, "printed": gross.value}, "state": "including VAT"},
			"The value including VAT.", gross.at)
	}
}

// winnersOfCopy adds the suppliers of an award: each leaf's value is its reference.
func (w *writer) winnersOfCopy(a awardOfCopy) (out []leaf) {
	for i := 0; ; i++ {
		at := fmt.Sprintf("%ssuppliers[%d].", a.at, i)
		if !hasLeaf(a.leaves, at) {
			return out
		}
		name, ok := leafAt(a.leaves, at+"name")
		if !ok || name.value == "" {
			continue
		}
		ref := w.company(name.value, name.at)
		if id, ok := leafAt(a.leaves, at+"id"); ok && strings.HasPrefix(id.value, "GB-COH-") {
			number := strings.TrimPrefix(id.value, "GB-COH-")
			w.claim(ref, "companyNumber", number, "Its company number is "+number+".", id.at)
		}
		name.value = ref
		out = append(out, name)
	}
}

// periodCopy states when the contract starts and ends, and how far it may be extended.
func (w *writer) periodCopy(a awardOfCopy) {
	period := a.made + "period."
	if !hasLeaf(a.leaves, period) {
		period = a.at + "contractPeriod."
	}
	start, starts := dayLeaf(a.leaves, period+"startDate")
	end, ends := dayLeaf(a.leaves, period+"endDate")
	most, extends := dayLeaf(a.leaves, period+"maxExtentDate")
	event := func(kind, when, wording string, planned bool, at ...place) {
		f := object{"contract": a.contract, "kind": kind, "when": when}
		if planned {
			f["modality"] = "EXPECTED"
		}
		if len(w.councils) > 0 {
			f["buyers"] = w.councils
		}
		w.fact("ContractEvent", f, fmt.Sprintf("The contract %s: %s.", a.title, wording), append(at, a.seen...)...)
	}
	if starts {
		event("STARTS", start.value, "it starts on "+start.value, a.planned || w.toCome(start.value), start.at)
	}
	if ends {
		event("ENDS", end.value, "it ends on "+end.value, a.planned || w.toCome(end.value), end.at)
	}
	if extends && ends && most.value > end.value {
		event("EXTENSION_OPTION", end.value+"/"+most.value, "it may be extended to "+most.value, a.planned, most.at, end.at)
	}
}

// toCome says whether a day is after that of the document, or may be.
func (w *writer) toCome(day string) bool {
	published, _ := w.document["date"].(string)
	return published == "" || day > published
}

// dayLeaf is the day of an instant, in the zone in which it is written.
func dayLeaf(leaves []leaf, path string) (leaf, bool) {
	l, ok := leafAt(leaves, path)
	if !ok || len(l.value) < len(time.DateOnly) {
		return l, false
	}
	l.value = l.value[:len(time.DateOnly)]
	_, err := value.ParseDay(l.value)
	return l, err == nil
}

func hasLeaf(leaves []leaf, at string) bool {
	for _, l := range leaves {
		if strings.HasPrefix(l.path, at) {
			return true
		}
	}
	return false
}
