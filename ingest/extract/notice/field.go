package notice

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"councilgraph/graph/value"
)

// reader reads fields of one release; the first fault of each ends up in faults.
type reader struct{ faults []error }

func (r *reader) wrong(n *node, expected string) {
	found := kindNames[n.kind]
	if n.kind == textKind || n.kind == numberKind {
		found += " " + quote(n.text)
	}
	r.faults = append(r.faults, n.fault(found, expected))
}

// at follows names through objects; nil where there is nothing or null.
func (r *reader) at(n *node, names ...string) *node {
	for _, name := range names {
		if n == nil {
			return nil
		}
		if n.kind != objectKind {
			r.wrong(n, "an object")
			return nil
		}
		n = n.fields[name]
		if n != nil && n.kind == nullKind {
			return nil
		}
	}
	return n
}

// text reads a text without space around it; empty where there is none.
func (r *reader) text(n *node, names ...string) (string, *node) {
	n = r.at(n, names...)
	switch {
	case n == nil:
		return "", nil
	case n.kind == textKind:
		return strings.TrimSpace(n.text), n
	case n.kind == numberKind: // ids are often written so
		return n.text, n
	}
	r.wrong(n, "text")
	return "", nil
}

// list reads a list of objects.
func (r *reader) list(n *node, names ...string) []*node {
	n = r.at(n, names...)
	if n == nil {
		return nil
	}
	if n.kind != listKind {
		r.wrong(n, "a list of objects")
		return nil
	}
	for _, item := range n.items {
		if item.kind != objectKind {
			r.wrong(item, "an object")
			return nil
		}
	}
	return n.items
}

// texts reads a list of texts.
func (r *reader) texts(n *node, names ...string) (out []string) {
	n = r.at(n, names...)
	if n == nil {
		return nil
	}
	if n.kind != listKind {
		r.wrong(n, "a list of texts")
		return nil
	}
	for _, item := range n.items {
		if s, at := r.text(item); at != nil {
			out = append(out, s)
		}
	}
	return out
}

var instantForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$`)

// day reads the calendar day of an instant, in the zone that it is written in.
func (r *reader) day(n *node, names ...string) (value.Day, *node) {
	n = r.at(n, names...)
	if n == nil {
		return 0, nil
	}
	if n.kind != textKind || !instantForm.MatchString(n.text) {
		r.wrong(n, "a date such as 2026-02-11T11:44:28Z")
		return 0, nil
	}
	d, err := value.ParseDay(n.text[:len("2006-01-02")])
	if err != nil {
		r.wrong(n, "a day of the calendar: "+err.Error())
		return 0, nil
	}
	return d, n
}

// amount reads money of an object with a currency, from the named field. Without a currency the amount says too little to be kept.
func (r *reader) amount(n *node, field string) (value.Money, *node) {
	digits, currency := r.at(n, field), r.at(n, "currency")
	if digits == nil || currency == nil {
		return value.Money{}, nil
	}
	if digits.kind != numberKind {
		r.wrong(digits, "a number")
		return value.Money{}, nil
	}
	decimal, ok := plainDecimal(digits.text)
	if !ok {
		r.wrong(digits, "an amount without rounding, of at most 17 digits")
		return value.Money{}, nil
	}
	code, at := r.text(n, "currency")
	if at == nil {
		return value.Money{}, nil
	}
	m, err := value.ParseMoney(decimal, code)
	if err == nil {
		return m, digits
	}
	var reason *value.Error
	if errors.As(err, &reason) && reason.Kind == "currency" {
		r.wrong(currency, "an ISO 4217 code in capitals, such as GBP: "+reason.Reason)
	} else {
		r.wrong(digits, "an amount that can be held: "+err.Error())
	}
	return value.Money{}, nil
}

// plainDecimal writes a number of JSON without an exponent, exactly.
func plainDecimal(s string) (string, bool) {
	mantissa, exponent, given := strings.Cut(strings.ToLower(s), "e")
	if !given {
		return s, len(s) <= 40
	}
	e, err := strconv.Atoi(strings.TrimPrefix(exponent, "+"))
	if err != nil || math.Abs(float64(e)) > 30 || len(mantissa) > 40 {
		return "", false
	}
	sign := ""
	if rest, ok := strings.CutPrefix(mantissa, "-"); ok {
		sign, mantissa = "-", rest
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	for ; e > 0; e-- {
		if fraction == "" {
			fraction = "0"
		}
		whole, fraction = whole+fraction[:1], fraction[1:]
	}
	for ; e < 0; e++ {
		if whole == "" {
			whole = "0"
		}
		whole, fraction = whole[:len(whole)-1], whole[len(whole)-1:]+fraction
	}
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole, true
}
