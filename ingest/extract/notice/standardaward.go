package notice

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/supplier"
)

// awardBlock is one award of section V: a contract, or a lot of it.
type awardBlock struct {
	number, lot, title *line
	refused            bool // it is told that nobody won
	concluded          []line
	contractors        []line
	registered         map[int]line // numbers, by index of the contractor
	worth              []line
}

// started says whether a block says more than which contract it is of.
func (b *awardBlock) started() bool {
	return b.refused || len(b.contractors)+len(b.concluded)+len(b.worth) > 0
}

// none is what the forms print where nothing was awarded.
var none = regexp.MustCompile(`(?i)^no\b|\bnot awarded\b`)

// blocks parts section V by its awards: each has a heading of its own, or at least its own number of contract or lot.
func (f *formReader) blocks() (out []*awardBlock) {
	at := func() *awardBlock {
		if len(out) == 0 {
			out = append(out, &awardBlock{registered: map[int]line{}})
		}
		return out[len(out)-1]
	}
	next := func(again bool) *awardBlock {
		if b := at(); b.started() || again {
			out = append(out, &awardBlock{registered: map[int]line{}})
		}
		return at()
	}
	for _, x := range f.form {
		if x.section != "V" {
			continue
		}
		var first *line
		if len(x.values) > 0 {
			first = &x.values[0]
		}
		switch x.name {
		case "section":
			next(len(out) > 0)
			if slices.ContainsFunc(x.values, func(l line) bool { return strings.Contains(strings.ToLower(l.text), "is not awarded") }) {
				at().refused = true
			}
		case "contractNo":
			b := next(at().number != nil)
			b.number = first
		case "lot":
			b := next(at().lot != nil)
			b.lot = first
		case "title":
			b := next(false)
			b.title = first
			at().refused = at().refused || len(x.values) > 1 && strings.Contains(strings.ToLower(x.values[len(x.values)-1].text), "is not awarded")
		case "decided":
			at().refused = first != nil && none.MatchString(first.text)
		case "refused":
			at().refused = true
		case "concluded":
			at().concluded = x.values
		case "contractor":
			if first != nil {
				at().contractors = append(at().contractors, *first)
			}
		case "registered":
			if b := at(); first != nil && len(b.contractors) > 0 {
				b.registered[len(b.contractors)-1] = *first
			}
		case "worth":
			at().worth = append(at().worth, x.values...)
		}
	}
	return slices.DeleteFunc(out, func(b *awardBlock) bool { return !b.started() })
}

// awards states what section V says: one award is that of the procurement, each of several a part of it.
func (f *formReader) awards() {
	blocks := f.blocks()
	for i, b := range blocks {
		if b.refused || len(b.contractors) == 0 && len(b.concluded) == 0 {
			continue
		}
		if len(blocks) == 1 {
			f.award(b, f.ref, f.called(), nil)
			continue
		}
		ref, title, cites := f.lotContract(b, i)
		f.award(b, ref, title, cites)
	}
}

// lotContract adds the contract of one of several awards, known by its number, its lot, or its place in the notice.
func (f *formReader) lotContract(b *awardBlock, i int) (ref, title string, cites []cite) {
	label := fmt.Sprintf("award %d", i+1)
	switch {
	case b.lot != nil:
		label = "lot " + b.lot.text
		cites = append(cites, f.cite(b.lot.at, b.lot.text))
	case b.number != nil:
		label = "contract " + b.number.text
		cites = append(cites, f.cite(b.number.at, b.number.text))
	}
	if b.title != nil {
		title = short(b.title.text)
		cites = append(cites, f.cite(b.title.at, b.title.text))
	}
	title = cmp.Or(title, f.called()+", "+label)
	name := short(title) + " (" + f.known + ", " + label + ")"
	ref = f.entity("Contract", f.ref+"-"+value.Slug(label), name, other(title), cites...)
	f.fact("Link", fmt.Sprintf("The award of %s is a part of the procurement %s.", title, f.called()),
		data{"subject": ref, "kind": "PART_OF", "object": f.ref}, append(slices.Clone(cites), f.cites...)...)
	return ref, title, cites
}

// award states who won, when the contract was concluded and what it is worth. What several won together is none's own.
func (f *formReader) award(b *awardBlock, ref, title string, cites []cite) {
	day, dayAt := "", cite{}
	if len(b.concluded) > 0 {
		day, dayAt, _ = f.day(b.concluded[0])
	}
	total := f.values(b, ref, title)
	more := func() data {
		d := data{"contract": ref}
		if total != nil && len(b.contractors) < 2 {
			d["amount"], d["note"] = moneyOf(total.figure), "the value is without value added tax"
		}
		return d
	}
	at := append([]cite{}, dayAt)
	if total != nil {
		at = append(at, cite{total.at, total.printed})
	}
	at = append(at, cites...)
	told := 0
	for i, l := range b.contractors {
		number := ""
		if n, ok := b.registered[i]; ok && companyForm8.MatchString(strings.TrimSpace(n.text)) {
			number = strings.ToUpper(strings.TrimSpace(n.text))
		}
		printed := strings.TrimRight(l.text, " ,;")
		name := f.cite(l.at, printed)
		who := f.supplier(printed, number, ref, name)
		if who == "" || name.at == 0 {
			continue
		}
		if number != "" {
			f.claim(who, "companyNumber", number, "Its company number is "+number+".", f.cite(b.registered[i].at, strings.TrimSpace(b.registered[i].text)))
		}
		told++
		d := more()
		d["supplier"] = who
		f.event("AWARDED", "ACTUAL", day, fmt.Sprintf("%s was awarded to %s.", title, printed), d, append([]cite{name}, at...)...)
	}
	if told == 0 {
		f.event("AWARDED", "ACTUAL", day, fmt.Sprintf("%s was awarded; no supplier is named.", title), more(), slices.DeleteFunc(at, func(c cite) bool { return c.at == 0 })...)
	}
	if total != nil && len(b.contractors) > 1 {
		f.fact("Remark", fmt.Sprintf("The award of %s is worth %s without value added tax, for its %d suppliers together.", title, total.printed, len(b.contractors)),
			data{"kind": "CONTENT", "about": []string{ref}, "amount": moneyOf(total.figure), "state": "of all suppliers: the award's value"}, cite{total.at, total.printed})
	}
}

// companyForm8 is a number in the register of companies.
var companyForm8 = regexp.MustCompile(`(?i)^(?:[A-Z]{2}\d{6}|\d{8})$`)

// offers are values of an award that are not what it was let for, by what their line says.
var offers = []struct {
	re    *regexp.Regexp
	state string
}{
	{regexp.MustCompile(`(?i)\binitial\b|\bestimated\b`), "estimate: before the award"},
	{regexp.MustCompile(`(?i)\blowest offer\b`), "lowest offer"},
	{regexp.MustCompile(`(?i)\bhighest offer\b`), "highest offer"},
}

// values is what an award is worth; estimates and offers beside it are kept as such.
func (f *formReader) values(b *awardBlock, ref, title string) (total *worth) {
	label := ""
	for _, l := range b.worth {
		if strings.ContainsAny(l.text, "abcdefghijklmnopqrstuvwxyz") && !vatAlone.MatchString(l.text) {
			label = l.text
		}
		for _, w := range f.amountsOf(l) {
			state := ""
			before := label
			if i := strings.Index(label, w.printed); i >= 0 { // each stands behind what it is
				before = label[:i]
			}
			last := -1
			for _, o := range offers {
				if at := o.re.FindAllStringIndex(before, -1); len(at) > 0 && at[len(at)-1][0] > last {
					last, state = at[len(at)-1][0], o.state
				}
			}
			switch {
			case state != "":
				f.fact("Remark", fmt.Sprintf("Of the award of %s, %s without value added tax: %s.", title, w.printed, state),
					data{"kind": "CONTENT", "about": []string{ref}, "amount": moneyOf(w.figure), "state": state}, cite{w.at, w.printed})
			case total == nil:
				total = &w
			}
		}
	}
	return total
}

// vatAlone is a line that only says how the next amount is meant.
var vatAlone = regexp.MustCompile(`(?i)^(?:value|excluding vat|value excluding vat)\b[^a-z]*(?:\d|$)`)

// modifications states what a notice of a modification says in section VII: what the contract is worth by now, and the extension or
// renewal that the description tells.
func (f *formReader) modifications() {
	for _, x := range f.form {
		switch x.name {
		case "price":
			f.increase(x.values)
		case "modified":
			for _, l := range x.values {
				f.modification(l)
			}
		}
	}
}

// modification states the extension or renewal that a description tells.
func (t *textReader) modification(l line) {
	for _, e := range supplier.Events(l.text, value.MinDay, supplier.Options{Buyers: t.names}) {
		at := t.cite(l.at, e.Printed)
		if !changes[e.Kind] || at.at == 0 {
			continue
		}
		more, when, cites := data{}, "", []cite{at}
		if e.Months > 0 {
			more["months"] = e.Months
		}
		if e.When != nil {
			if c := t.cite(l.at, e.When.Printed); c.at > 0 {
				when, cites = e.When.When.Text, append(cites, c)
			}
		}
		t.event(string(e.Kind), string(e.Modality), when, fmt.Sprintf("The contract for %s: %s.", t.called(), strings.ToLower(strings.ReplaceAll(string(e.Kind), "_", " "))), more, cites...)
	}
}

// increase keeps the total before and after the modification, each by the label above it.
func (f *formReader) increase(values []line) {
	state := ""
	for _, l := range values {
		low := strings.ToLower(l.text)
		switch {
		case strings.Contains(low, "before the modification"):
			state = "before"
		case strings.Contains(low, "after the modification"):
			state = "after"
		}
		for _, w := range f.amountsOf(l) {
			if state == "" {
				continue
			}
			f.fact("Remark", fmt.Sprintf("The total value of the contract for %s %s the modification is %s, without value added tax.", f.called(), state, w.printed),
				data{"kind": "FINDING", "about": []string{f.ref}, "amount": moneyOf(w.figure), "state": state}, cite{w.at, w.printed})
		}
	}
}
