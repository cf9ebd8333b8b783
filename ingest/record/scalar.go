package record

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// text reads a text, without the space around it.
func (s spot) text(limit int) (string, bool) {
	t, ok := s.exact(limit)
	return strings.TrimSpace(t), ok
}

// exact reads a text as it stands.
func (s spot) exact(limit int) (string, bool) {
	if s.node == nil || s.node.kind != text {
		if s.node != nil && (s.node.kind == number || s.node.kind == boolean) {
			s.wrong("text; put it in quotes")
		} else {
			s.wrong("text")
		}
		return "", false
	}
	t := s.node.text
	control := strings.IndexFunc(t, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
	hidden := strings.IndexFunc(t, func(r rune) bool { return limit == nameLimit && unicode.Is(unicode.Cf, r) })
	switch {
	case !utf8.ValidString(t):
		s.fault("text that is not UTF-8", "text in UTF-8")
	case strings.TrimSpace(t) == "":
		s.fault("blank text "+quote(t), "text, or no such field")
	case utf8.RuneCountInString(t) > limit:
		s.fault(fmt.Sprintf("text of %d characters", utf8.RuneCountInString(t)), fmt.Sprintf("at most %d", limit))
	case control >= 0:
		r, _ := utf8.DecodeRuneInString(t[control:])
		s.fault(fmt.Sprintf("text with the control character %U", r), "text with no other than line breaks and tabs")
	case hidden >= 0: // two names that read alike would be two things
		r, _ := utf8.DecodeRuneInString(t[hidden:])
		s.fault(fmt.Sprintf("a name with the invisible character %U", r), "a name of which every character is seen")
	default:
		return t, true
	}
	return "", false
}

// word reads one of a few words.
func (s spot) word(allowed []string) (string, bool) {
	if s.node == nil || s.node.kind != text {
		s.wrong(oneOf(allowed, ""))
		return "", false
	}
	for _, a := range allowed {
		if s.node.text == a {
			return a, true
		}
	}
	s.wrong(oneOf(allowed, s.node.text))
	return "", false
}

func (s spot) boolean() (bool, bool) {
	if s.node == nil || s.node.kind != boolean {
		s.wrong("true or false, without quotes")
		return false, false
	}
	return s.node.text == "true", true
}

// whole reads a whole number.
func (s spot) whole(least, most int64) (int64, bool) {
	if s.node != nil && s.node.kind == number {
		if n, err := strconv.ParseInt(s.node.text, 10, 64); err == nil && n >= least && n <= most {
			return n, true
		}
	}
	s.wrong(wholeForm(least, most))
	return 0, false
}

// wholeForm says which whole numbers are allowed.
func wholeForm(least, most int64) string {
	return fmt.Sprintf("a whole number from %d to %d", least, most)
}

// digits is the source of a number, or a text that may be one: both are read exactly, neither by way of a float.
func (s spot) digits(expected string) (string, bool) {
	if s.node == nil || s.node.kind != number && s.node.kind != text {
		s.wrong(expected)
		return "", false
	}
	return s.node.text, true
}

const (
	decimalForm = "a decimal number such as 17840000 or 77.79"
	dayForm     = "a day of the form 2025-07-08"
	whenForm    = "a date or period in one of the forms " + value.WhenForms
	instantForm = "an instant of the form 2025-07-08T18:00:00Z"
)

func (s spot) decimal(places int) (int64, bool) {
	form := fmt.Sprintf("%s, with at most %d decimals", decimalForm, places)
	return convert(s, form, func(t string) (int64, error) { return value.ParseDecimal(t, places) })
}

func (s spot) day() (int64, bool) {
	return convert(s, dayForm, func(t string) (int64, error) { d, err := value.ParseDay(t); return int64(d), err })
}

func (s spot) instant() (int64, bool) {
	return convert(s, instantForm, func(t string) (int64, error) { i, err := value.ParseInstant(t); return int64(i), err })
}

// convert reads a text or number by a function of package value, whose reason goes into the problem.
func convert[T any](s spot, form string, parse func(string) (T, error)) (out T, ok bool) {
	t, ok := s.digits(form)
	if !ok {
		return out, false
	}
	out, err := parse(t)
	if err != nil {
		s.refuse(err, form)
		return out, false
	}
	return out, true
}

// refuse reports what stands there with the reason that package value gives.
func (s spot) refuse(err error, expected string) {
	found := s.node.describe()
	var reason *value.Error
	if errors.As(err, &reason) {
		short, _, _ := strings.Cut(reason.Reason, "; the forms are ")
		found += " (" + short + ")"
	}
	s.fault(found, expected)
}

// scalar reads a field of the schema that is no value object.
func (s spot) scalar(f *schema.Field) (any, bool) {
	switch f.Kind {
	case schema.Enum:
		return have(s.word(s.m.EnumValues(f.Enum)))
	case schema.Boolean:
		return have(s.boolean())
	case schema.Int, schema.Long:
		return have(s.whole(f.Least, f.Most))
	case schema.Date:
		return have(s.day())
	case schema.DateTime:
		return have(s.instant())
	case schema.Decimal:
		return have(s.decimal(f.Places()))
	}
	if f.Name == "name" {
		return have(s.text(nameLimit))
	}
	return have(s.text(textLimit))
}

func have[T any](v T, ok bool) (any, bool) { return v, ok }
