package councils

import (
	"slices"
	"strings"

	"councilgraph/graph/value"
)

// short are the short forms of counties that councils and pages use.
var short = map[string]string{
	"beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire", "derbys": "derbyshire",
	"glos": "gloucestershire", "hants": "hampshire", "herts": "hertfordshire", "lancs": "lancashire", "leics": "leicestershire",
	"lincs": "lincolnshire", "northants": "northamptonshire", "notts": "nottinghamshire", "oxon": "oxfordshire", "staffs": "staffordshire",
	"wilts": "wiltshire", "worcs": "worcestershire",
}

// heads and tails are what councils call themselves around the name of their place; the longest come first.
var (
	heads = phrases("the royal borough council of", "metropolitan borough of", "city and county of", "london borough of", "royal borough of",
		"borough council of", "county borough of", "county council of", "district of", "council of the", "council of", "borough of", "city of",
		"county of", "lb of", "rb of", "london borough", "royal borough", "lbc", "l b of", "l b", "lb", "rb", "comhairle nan", "the")
	tails = phrases("metropolitan borough council", "metropolitan district council", "county borough council", "city and district council",
		"london borough council", "city council", "borough council", "district council", "county council", "unitary authority",
		"islands council", "unitary council", "metropolitan borough", "county borough", "london borough", "district", "borough",
		"m b c", "c c", "b c", "d c", "mbc", "mdc", "cbc", "lbc", "bc", "dc", "cc", "ua", "council", "corporation")
)

func phrases(in ...string) [][]string {
	out := make([][]string, len(in))
	for i, s := range in {
		out[i] = strings.Fields(s)
	}
	slices.SortStableFunc(out, func(a, b []string) int { return len(b) - len(a) })
	return out
}

// normal are the words of a name, folded, with `and` for &, without an article, short forms written out.
func normal(name string) []string {
	words := value.Words(strings.ReplaceAll(name, "&", " and "))
	for i, w := range words {
		if long := short[w]; long != "" {
			words[i] = long
		}
	}
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return words
}

// core is the place of a name. Where nothing else would be left, a name keeps what it has; and the City of London is not London.
func core(words []string) []string {
	place := words
	for again := true; again; {
		again = false
		for _, head := range heads {
			if len(place) > len(head) && slices.Equal(place[:len(head)], head) && place[len(head)] != "london" {
				place, again = place[len(head):], true
				break
			}
		}
		for _, tail := range tails {
			if rest := len(place) - len(tail); rest > 0 && slices.Equal(place[rest:], tail) {
				place, again = place[:rest], true
				break
			}
		}
	}
	return place
}

// Named gives the councils whose places a text names, each once, in the order of the text. The longest name at a place counts:
// West Suffolk is not Suffolk. Only words with a capital begin one, so that reading is not Reading. A place is not yet a council:
// whether the text means one, its reader has to know.
func (t *Table) Named(text string) []Council {
	words := strings.Fields(strings.ReplaceAll(text, "&", " and "))
	var at []int
	for i := 0; i < len(words); i++ {
		if first := strings.TrimLeft(words[i], "(\"'‘“["); first == "" || strings.ToUpper(first[:1]) != first[:1] {
			continue
		}
		for n := min(t.longest, len(words)-i); n > 0; n-- {
			if strings.ContainsAny(strings.Join(words[i:i+n-1], " "), ",;/()") { // a name does not run over a list's commas
				if found := t.byName[strings.Join(normal(strings.Join(words[i:i+n], " ")), " ")]; len(found) == 0 {
					continue
				}
			}
			found := t.byCore[strings.Join(normal(strings.Join(words[i:i+n], " ")), " ")]
			if len(found) == 0 {
				continue
			}
			if !slices.Contains(at, found[0]) {
				at = append(at, found[0])
			}
			i += n - 1
			break
		}
	}
	return t.pick(at)
}
