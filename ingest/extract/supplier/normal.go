package supplier

import (
	"slices"
	"strings"

	"councilgraph/graph/value"
)

// legal are words for the form of a company. They tell no two companies apart in print, since one is printed with and without.
var legal = words(`ltd limited plc llp llc inc incorporated cic cio lp corp corporation co company gmbh ag bv nv sa sarl ab oy as aps
	cyf cyfyngedig ccc`)

// generic are words of trade that are left out when a company is spoken of in short.
var generic = words(`software systems system solutions solution services service technologies technology group holdings uk gb
	international global europe emea consulting consultants consultancy networks communications`)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// Normal returns the form in which two spellings of one supplier are the same: without case, accents, spaces, punctuation, the form
// of company at the end, `the` at the start and a trading name (`t/a X`): `Phoenix Software Ltd` and `PHOENIX SOFTWARE LIMITED`,
// `Force Point` and `Forcepoint`. It is empty for a name without letters and digits.
func Normal(name string) string { return strings.Join(parts(name), "") }

// Short returns the normal form without the words of trade at the end, by which a company is called in short: `Phoenix` for
// `Phoenix Software Ltd`. Two suppliers may share it, so it makes candidates, and one supplier only with a further ground: the same
// document, contract or buyer.
func Short(name string) string {
	p := parts(name)
	for len(p) > 1 && generic[p[len(p)-1]] {
		p = p[:len(p)-1]
	}
	return strings.Join(p, "")
}

// parts are the words of a name that tell it from others.
func parts(name string) []string {
	if m := tradingAs.FindStringIndex(name); len(m) > 0 && m[0] > 0 {
		name = name[:m[0]]
	}
	p := value.Words(strings.ReplaceAll(strings.ReplaceAll(name, "&", " and "), ".", ""))
	if len(p) > 1 && p[0] == "the" {
		p = p[1:]
	}
	all := slices.Clone(p)
	for len(p) > 1 && legal[p[len(p)-1]] {
		p = p[:len(p)-1]
	}
	if len(p) == 0 {
		return all
	}
	return p
}
