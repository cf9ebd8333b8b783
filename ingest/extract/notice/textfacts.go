package notice

import (
	"fmt"
	"regexp"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
)

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
		switch {
		case name == "estimate" && t.terminated() > 0:
			t.fact("Remark", fmt.Sprintf("%s was put at %s.", t.called(), first.printed),
				data{"kind": "CONTENT", "about": []string{t.ref}, "amount": more["amount"], "state": "estimate: the tender's value"}, cite{first.at, first.printed})
		case name == "estimate" || len(t.all("supplier")) == 0:
			if note != "the value is " {
				more["note"] = note
			}
			t.event("PROCURING", "ACTUAL", "", fmt.Sprintf("%s is being bought, worth %s.", t.called(), first.printed), more, cite{first.at, first.printed})
		}
		t.upperEnd(first)
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

// upperEnd states the upper end of a range of which a fact has the lower.
func (t *textReader) upperEnd(w *worth) {
	to := w.figure.To
	if to == nil {
		return
	}
	t.fact("Remark", fmt.Sprintf("The value of %s is %s.", t.called(), w.printed), data{"kind": "CONTENT", "about": []string{t.ref}, "state": "the upper end of the value",
		"amount": data{"amount": to.Amount(), "currency": to.Currency, "printed": w.printed, "bound": string(value.BoundAtMost)}}, cite{w.at, w.printed})
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
	t.term()
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
	closes := ""
	for _, l := range t.all("closes") {
		if d, at, ok := t.day(l); ok {
			closes = d
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
	if v := t.first("published"); v != nil && closes != "" {
		if d, at, ok := t.day(*v); ok && d <= closes { // else it is the award that was published
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

// terminationNotice heads a notice that a procurement came to nothing: `UK12: Procurement termination notice`.
var terminationNotice = regexp.MustCompile(`(?i)^(?:UK\d+: ?)?(procurement termination notice)\b`)

// terminated is where the notice says that the procurement came to nothing: an ordinal, 0 for nowhere.
func (t *textReader) terminated() int {
	for _, p := range t.passages {
		if terminationNotice.MatchString(p.Text) {
			return p.Ordinal
		}
	}
	return 0
}

// over states that the procurement came to nothing.
func (t *textReader) over() {
	if at := t.terminated(); at > 0 {
		printed := terminationNotice.FindStringSubmatch(t.passages[at-1].Text)[1]
		t.event("TENDER_CONCLUDED", "ACTUAL", "", fmt.Sprintf("The procurement of %s is terminated.", t.called()), data{"note": "terminated"}, t.cite(at, printed))
	}
}
