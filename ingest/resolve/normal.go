package resolve

import (
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/extract/supplier"
)

// NormalKey is how a name is looked up by its normal form; empty where that tells nothing.
func NormalKey(t *schema.Type, name string) string {
	if n := Normal(t, name); n != "" {
		return t.Name + "\x00" + n
	}
	return ""
}

// Normal is the form in which two spellings of a name are one: without case, accents, spaces and punctuation; of a firm or a body without
// the form of company, of a councillor without titles, of a committee without the councils that its scope says.
func Normal(t *schema.Type, name string) string {
	switch t.Name {
	case "Supplier", "Body":
		return supplier.Normal(name)
	case "Councillor":
		return strings.Join(person(name), "")
	case "Committee":
		name = councils.Load().Bare(name)
	}
	return strings.Join(value.Words(strings.ReplaceAll(name, "&", " and ")), "")
}

// titles stand before a councillor's name.
var titles = map[string]bool{"councillor": true, "councillors": true, "cllr": true, "cllrs": true, "alderman": true, "alderwoman": true, "dr": true,
	"sir": true, "dame": true, "prof": true, "professor": true, "rev": true, "reverend": true, "mr": true, "mrs": true, "ms": true, "miss": true,
	"mx": true, "the": true, "rt": true, "hon": true, "lord": true, "lady": true, "baroness": true}

// person are the words of a councillor's name without titles; all of them where there is nothing else.
func person(name string) []string {
	all := value.Words(name)
	for i, w := range all {
		if !titles[w] {
			return all[i:]
		}
	}
	return all
}

// initials says whether two names may be one, of which one has initials for first names: L Moss, Lee Moss. Both have to give the surname.
func initials(a, b []string) bool {
	if len(a) < 2 || len(b) < 2 || a[len(a)-1] != b[len(b)-1] {
		return false
	}
	x, y := a[:len(a)-1], b[:len(b)-1]
	short := false
	for i := range min(len(x), len(y)) {
		if x[i] == y[i] {
			continue
		}
		if len([]rune(x[i])) > 1 && len([]rune(y[i])) > 1 || !strings.HasPrefix(x[i], y[i]) && !strings.HasPrefix(y[i], x[i]) {
			return false
		}
		short = true
	}
	return short || len(x) != len(y)
}

// nearly says whether two names of some length differ by one letter: put in, left out, or another.
func nearly(a, b string) bool {
	const long = 8 // below that, one letter makes another name
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < long || len(y)-len(x) > 1 || a == b || slices.ContainsFunc(x, func(r rune) bool { return '0' <= r && r <= '9' }) {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) == len(y) {
		return string(x[i+1:]) == string(y[i+1:])
	}
	return string(x[i:]) == string(y[i+1:])
}
