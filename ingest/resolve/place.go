package resolve

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// place is a place of a statement that holds a figure: the amount of a quantity, the month of a date, a number of months.
type place struct {
	name  string
	field string
	// reads says whether a printed figure is the one that stands here.
	reads func(used) bool
	// write puts the figure that is now printed here; false where it cannot stand here.
	write func(used) bool
	// instead is what is printed where no figure is: `lowest`, for a rank of 1.
	instead string
}

// millionths is the scale of token values.
const millionths = 1_000_000

// placed are the places of a statement. Writing one changes fields; dates are put together by the functions in settle, which say
// whether what came out is a date.
func placed(t *schema.Type, fields map[string]any) (out []place, settle []func([]used) bool) {
	for _, f := range t.Fields {
		from := len(out)
		switch {
		case f.Span != "":
		case f.Period():
			if text, ok := fields[f.Part("text").Column].(string); ok {
				dates, done := datePlaces(f, text, fields)
				out, settle = append(out, dates...), append(settle, done)
			}
		case f.Value != nil && f.Value.Name == "Quantity":
			out = append(out, quantityPlaces(f, fields)...)
		case f.Value != nil && f.Value.Name == "Money":
			out = append(out, moneyPlaces(f, fields)...)
		case f.Kind == schema.Int && fields[f.Column] != nil:
			out = append(out, intPlace(f, fields))
		case f.Value == nil && !f.Kind.Text() && f.Kind != schema.Boolean && fields[f.Column] != nil:
			out = append(out, place{name: f.Name, reads: func(used) bool { return false }}) // no form of it is read back
		}
		for i := range out[from:] {
			out[from+i].field = f.Name
		}
	}
	return out, settle
}

func intPlace(f *schema.Field, fields map[string]any) place {
	was := fields[f.Column].(int64)
	return place{name: f.Name,
		reads: func(u used) bool { return u.was.kind == number && u.was.scale == 1 && u.was.value == was*millionths },
		write: func(u used) bool {
			n := u.is.value / millionths
			fields[f.Column] = n
			return u.is.scale == 1 && n*millionths == u.is.value && n >= f.Least && n <= f.Most
		}}
}

// quantityPlaces are an amount and what it is out of.
func quantityPlaces(f *schema.Field, fields map[string]any) (out []place) {
	amount, of, printed := f.Part("amount").Column, f.Part("of").Column, f.Part("printed").Column
	if was, ok := fields[amount].(int64); ok {
		scaled := func(u used) bool { n, ok := u.was.amount(); return ok && n == was }
		out = append(out, place{name: f.Name, instead: wordsOnly(fields[printed]),
			reads: func(u used) bool { return u.was.kind == number && (u.was.value == was || scaled(u)) },
			write: func(u used) bool {
				now, ok := u.is.amount()
				if !scaled(u) { // the unit holds the scale: million users
					now, ok = u.is.value, u.is.scale == u.was.scale
				}
				fields[amount] = now
				return ok && reprint(fields, printed, u)
			}})
	}
	if whole, ok := fields[of].(string); ok {
		out = append(out, place{name: f.Name + ".of",
			reads: func(u used) bool {
				is := tokens(whole)
				return len(figures(is)) == 1 && figures(is)[0].same(u.was)
			},
			write: func(u used) bool { return reprint(fields, of, u) }})
	}
	return out
}

func moneyPlaces(f *schema.Field, fields map[string]any) []place {
	amount, printed := f.Part("amount").Column, f.Part("printed").Column
	was, ok := fields[amount].(int64)
	if !ok {
		return nil
	}
	const perMinor = millionths / 100 // value.MoneyPlaces
	currency, _ := fields[f.Part("currency").Column].(string)
	return []place{{name: f.Name, instead: wordsOnly(fields[printed]),
		reads: func(u used) bool {
			n, ok := u.was.amount()
			return ok && n%perMinor == 0 && n/perMinor == was
		},
		write: func(u used) bool {
			n, ok := u.is.amount()
			m, err := value.ParseMoney(string(value.AppendDecimal(nil, n, value.QuantityPlaces)), currency)
			fields[amount] = m.Minor
			return ok && err == nil && reprint(fields, printed, u)
		}}}
}

// wordsOnly is a printed form that has no figure.
func wordsOnly(printed any) string {
	s, _ := printed.(string)
	if len(figures(tokens(s))) > 0 {
		return ""
	}
	return s
}

func figures(all []token) []token {
	return slices.DeleteFunc(slices.Clone(all), func(t token) bool { return t.kind == word })
}

// reprint puts a figure into a printed form, if there is one; false where it does not stand there once.
func reprint(fields map[string]any, column string, u used) bool {
	text, ok := fields[column].(string)
	if !ok {
		return true
	}
	found := slices.DeleteFunc(tokens(text), func(t token) bool { return !t.same(u.was) })
	if len(found) != 1 {
		return false
	}
	fields[column] = text[:found[0].start] + u.is.printed + text[found[0].end:]
	return true
}

// datePart is a part of the canonical form of a date.
type datePart struct {
	kind       string // year, short (the second of a financial year), month, day, quarter, third
	text       string
	start, end int
}

var dateForms = regexp.MustCompile(`FY\d{4}/\d{2}|--\d{2}-\d{2}|\d{4}(?:-(?:[QH]\d|\d{2}(?:-\d{2})?))?|early|mid|late|start|end`)

func dateParts(text string) (out []datePart) {
	for _, m := range dateForms.FindAllStringIndex(text, -1) {
		at, form := m[0], text[m[0]:m[1]]
		add := func(kind string, from, to int) {
			out = append(out, datePart{kind, text[at+from : at+to], at + from, at + to})
		}
		switch {
		case strings.HasPrefix(form, "FY"):
			add("year", 2, 6)
			add("short", 7, 9)
		case strings.HasPrefix(form, "--"):
			add("month", 2, 4)
			add("day", 5, 7)
		case form[0] > '9':
			add("third", 0, len(form))
		default:
			add("year", 0, 4)
			if len(form) == 7 && form[5] > '9' {
				add("quarter", 5, 7)
			} else if len(form) >= 7 {
				add("month", 5, 7)
			}
			if len(form) == 10 {
				add("day", 8, 10)
			}
		}
	}
	return out
}

// datePlaces are the parts of a date, equal ones as one. A year that the reader took from the meeting is not printed.
func datePlaces(f *schema.Field, text string, fields map[string]any) (out []place, settle func([]used) bool) {
	parts := dateParts(text)
	now := map[datePart]string{} // by kind and text
	key := func(p datePart) datePart { return datePart{kind: p.kind, text: p.text} }
	taken := fields[f.Part("yearTaken").Column] == true
	for i, p := range parts {
		if taken && (p.kind == "year" || p.kind == "short") || slices.ContainsFunc(parts[:i], func(o datePart) bool { return key(o) == key(p) }) {
			continue
		}
		out = append(out, place{name: f.Name + " " + p.text,
			reads: func(u used) bool { return datePrinted(p.kind, u.was, u.beside) == p.text },
			write: func(u used) bool {
				now[key(p)] = datePrinted(p.kind, u.is, u.beside)
				return now[key(p)] != ""
			}})
	}
	return out, func(all []used) bool {
		fresh := text
		for _, p := range slices.Backward(parts) {
			if n := now[key(p)]; n != "" {
				fresh = fresh[:p.start] + n + fresh[p.end:]
			}
		}
		w, err := value.ParseWhen(fresh)
		if err != nil {
			return false
		}
		setWhen(f, w, fields)
		for _, u := range all {
			if u.was.kind == weekday && u.changed() && (w.Precision != value.PrecisionDay || int64(w.Start.Time().Weekday()) != u.is.value) {
				return false
			}
		}
		return true
	}
}

// datePrinted is a figure as that part of a date's canonical form; empty where it cannot be one.
func datePrinted(kind string, t token, beside bool) string {
	n := t.value / millionths
	whole := t.kind == number && t.scale == 1 && n*millionths == t.value && n > 0
	switch kind {
	case "year":
		if whole && t.text == strconv.FormatInt(n, 10) && len(t.text) == 4 {
			return t.text
		}
	case "short":
		if whole && len(t.text) == 2 && n < 100 {
			return t.text
		}
	case "day":
		if whole && beside && n <= 31 {
			return fmt.Sprintf("%02d", n)
		}
	case "month":
		if t.kind == month {
			return fmt.Sprintf("%02d", t.value)
		}
	case "quarter":
		if t.kind == quarter {
			return strings.ToUpper(t.text)
		}
	case "third":
		if t.kind == third {
			return t.text
		}
	}
	return ""
}

// setWhen puts a date into its columns. Whether its year was taken stays.
func setWhen(f *schema.Field, w value.When, fields map[string]any) {
	fields[f.Part("text").Column], fields[f.Part("precision").Column] = w.Text, string(w.Precision)
	delete(fields, f.Part("start").Column)
	delete(fields, f.Part("end").Column)
	if w.HasSpan() && w.Start != value.MinDay {
		fields[f.Part("start").Column] = int64(w.Start)
	}
	if w.HasSpan() && w.End != value.MaxDay {
		fields[f.Part("end").Column] = int64(w.End)
	}
}
