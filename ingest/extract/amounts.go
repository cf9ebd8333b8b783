package extract

import (
	"maps"
	"regexp"
	"strconv"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
	"councilgraph/ingest/passage"
)

// money is an amount as a record has it.
func money(m figure.MoneySpan) object {
	out := object{"amount": m.Amount.Amount(), "currency": m.Amount.Currency, "printed": m.Printed}
	if m.Bound != "" {
		out["bound"] = string(m.Bound)
	}
	return out
}

// readAmounts keeps every amount, with what the sentence says that it is. What it is about is the item, else the meeting, else nothing.
func (w *writer) readAmounts(lines []*line) {
	for _, l := range lines {
		if l.furniture || l.Kind == passage.Heading && l.Section == "Meeting Documents" {
			continue
		}
		for _, m := range figure.Money(l.text) {
			if l.cut && m.End == len(l.text) || w.spent[spot{l.Ordinal, m.Start}] {
				continue // the number may go on, or is told of a contract
			}
			w.amount(l, m)
		}
	}
}

// threshold: the line speaks of a limit, not of an amount that anybody pays.
var threshold = regexp.MustCompile(`(?i)\bthreshold\b|^reason key\b`)

func (w *writer) amount(l *line, m figure.MoneySpan) {
	fields := object{"kind": "FINDING", "amount": money(m)}
	if s := sentenceAt(l, m.Start); planned.MatchString(s) || hopedFor(l.text, m) {
		fields["modality"] = "EXPECTED"
	}
	if threshold.MatchString(l.text) {
		fields["kind"] = "THRESHOLD"
	}
	if item := w.itemOf(l); item != "" {
		fields["about"] = []string{item}
	} else if w.meeting != "" {
		fields["about"] = []string{w.meeting}
	}
	parts := []string{"An amount of " + m.Printed}
	if m.Kind != "" {
		parts = append(parts, strings.ToLower(strings.ReplaceAll(string(m.Kind), "_", " ")))
	}
	wording, at := strings.Join(append(parts, terms(m)...), ", ")+".", l.at(m.Start, m.End)
	if m.To == nil {
		w.fact("Remark", fields, wording, at)
		return
	}
	// The true amount lies between the ends of a range.
	low, high := m, m
	low.Bound, high.Bound, high.Amount = value.BoundAtLeast, value.BoundAtMost, *m.To
	for _, end := range []figure.MoneySpan{low, high} {
		of := maps.Clone(fields)
		of["amount"] = money(end)
		w.fact("Remark", of, wording, at)
	}
}

// hopedFor: the words around an amount tell of it as forecast, or as what would be.
func hopedFor(text string, m figure.MoneySpan) bool {
	return hoped.MatchString(text[:m.Start]) || hopedBehind.MatchString(text[m.Whole.End:])
}

var (
	hoped = regexp.MustCompile(`(?i)\b(?:would(?: not)?|could|might|(?:forecast|projected|predicted|expected|anticipated|likely|estimated) to)\b(?:[^.;]|\.\d){0,80}$`)
	// hopedBehind follows such an amount: `savings of £750k a year were expected`.
	hopedBehind = regexp.MustCompile(`(?i)^[^.,;]{0,40}?\b(?:was|were|is|are) (?:forecast|projected|predicted|expected|anticipated|hoped for)\b`)
)

// terms are what an amount is for: a year, three years, without tax.
func terms(m figure.MoneySpan) (out []string) {
	if m.Each != "" {
		out = append(out, "for each "+m.Each)
	}
	if m.Per != "" {
		out = append(out, "a "+m.Per)
	}
	if m.For != nil {
		out = append(out, "for "+lasting(*m.For))
	}
	switch m.VAT {
	case figure.VATExcluded:
		out = append(out, "excluding VAT")
	case figure.VATIncluded:
		out = append(out, "including VAT")
	}
	return out
}

// lasting is a length in words that are the same however it is printed: `five years` and `5 years`.
func lasting(d figure.DurationSpan) string {
	switch {
	case d.Months == 12:
		return "1 year"
	case d.Months > 0 && d.Months%12 == 0:
		return strconv.Itoa(d.Months/12) + " years"
	case d.Months == 1:
		return "1 month"
	case d.Months > 0:
		return strconv.Itoa(d.Months) + " months"
	}
	return d.Printed
}

// sentenceAt is the sentence that holds a place of a line.
func sentenceAt(l *line, at int) string {
	for _, s := range l.sentences() {
		if at < s.to {
			return s.String()
		}
	}
	return l.text
}
