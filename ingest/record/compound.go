package record

import (
	"errors"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// compound reads a value object into its parts' columns.
func (s spot) compound(f *schema.Field, into map[string]any) {
	if f.Value.Name == "When" {
		s.when(f, into)
		return
	}
	var names []string
	for _, p := range f.Parts {
		names = append(names, p.Name)
	}
	at, ok := s.object(names, nil)
	if !ok {
		return
	}
	for _, p := range f.Parts {
		part := at.get(p.Name)
		if !part.given() {
			if p.NonNull {
				part.wrong(needOf(s.m, p))
			}
			continue
		}
		if v, ok := part.part(p); ok {
			into[p.Column] = v
		}
	}
	if f.Value.Name == "Money" {
		at.money(f, into)
	}
}

func (s spot) part(p *schema.Field) (any, bool) {
	switch unit := p.Of.Unit(); {
	case p.Of.Value.Name == "Money" && p.Kind == schema.Decimal:
		return have(s.digits(decimalForm)) // read with its currency
	case unit == p && p.Of.Value.Name == "Quantity":
		t, ok := s.exact(textLimit)
		if !ok {
			return nil, false
		}
		if err := value.CheckUnit(t); err != nil {
			s.refuse(err, "a unit of at most 40 characters, in the singular: `ticket`, `%`, `month`")
			return nil, false
		}
		return t, true
	}
	return s.scalar(p)
}

// money reads an amount by what its currency allows.
func (f fields) money(of *schema.Field, into map[string]any) {
	amount, currency := of.Part("amount"), of.Part("currency")
	digits, ok1 := into[amount.Column].(string)
	code, ok2 := into[currency.Column].(string)
	if !ok1 || !ok2 {
		delete(into, amount.Column)
		return
	}
	m, err := value.ParseMoney(digits, code)
	if err == nil {
		into[amount.Column] = m.Minor
		return
	}
	delete(into, amount.Column)
	var reason *value.Error
	if errors.As(err, &reason) && reason.Kind == "currency" {
		f.get("currency").refuse(err, "an ISO 4217 code in capitals, such as GBP")
		return
	}
	f.get("amount").refuse(err, decimalForm+", with at most two decimals")
}

// when reads a date or period: its text, or an object that says besides whether the year is the reader's.
func (s spot) when(f *schema.Field, into map[string]any) {
	at, taken := s, false
	if s.node != nil && s.node.kind == object {
		o, ok := s.object([]string{"text", "yearTaken"}, nil)
		if !ok {
			return
		}
		if y := o.get("yearTaken"); y.given() {
			taken, _ = y.boolean()
		}
		if at = o.get("text"); !at.needed(whenForm) {
			return
		}
	}
	w, ok := convert(at, whenForm, value.ParseWhen)
	if !ok {
		return
	}
	if taken && w.Precision == value.PrecisionYearless {
		at.wrong("a date with a year, since yearTaken says that one was taken")
		return
	}
	into[f.Part("text").Column] = w.Text
	into[f.Part("precision").Column] = string(w.Precision)
	into[f.Part("yearTaken").Column] = taken
	if w.HasSpan() && w.Start != value.MinDay {
		into[f.Part("start").Column] = int64(w.Start)
	}
	if w.HasSpan() && w.End != value.MaxDay {
		into[f.Part("end").Column] = int64(w.End)
	}
}

// needOf says what a field needs that is not given.
func needOf(m *schema.Model, f *schema.Field) string {
	if f.Value != nil && f.Value.Name == "When" {
		return whenForm
	}
	switch f.Kind {
	case schema.Enum:
		return oneOf(m.EnumValues(f.Enum), "")
	case schema.Decimal:
		return decimalForm
	case schema.Date:
		return dayForm
	case schema.DateTime:
		return instantForm
	case schema.Int, schema.Long:
		return wholeForm(f.Least, f.Most)
	case schema.Boolean:
		return "true or false"
	}
	if f.Value != nil {
		return "a " + f.Value.Name
	}
	return "text"
}
