package notice

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/extract/supplier"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

type data = map[string]any

// cite is a place in a passage: its ordinal and what is printed there, once.
type cite struct {
	at      int
	printed string
}

// builder gathers the parts of a record as plain data.
type builder struct {
	document data
	passages []passage.Passage
	offsets  bool // passages have places in the text
	entities []data
	byName   map[string]string // type and folded name -> reference
	facts    []data
	numbers  map[string]string // company numbers of suppliers, by normal form
	mentions []data
}

// record makes the record, by the same reading as any other.
func (b *builder) record(m *schema.Model, reader data) (*record.Record, error) {
	list := make([]data, len(b.passages))
	for i, p := range b.passages {
		list[i] = data{"ordinal": p.Ordinal, "kind": string(p.Kind), "section": p.Section, "hash": p.Hash, "repeat": p.Repeat, "text": p.Text}
		if p.Section == "" {
			list[i]["section"] = nil
		}
		if b.offsets {
			list[i]["start"], list[i]["end"] = p.Start, p.End
		}
	}
	text, err := json.Marshal(data{
		"record": record.Format, "document": b.document, "complete": true, "reader": reader,
		"version":  data{"hash": passage.VersionHash(b.passages), "passages": list},
		"entities": b.entities, "facts": b.facts, "mentions": b.mentions,
	})
	if err != nil {
		return nil, err
	}
	rec, problems := record.Parse("notice", text, m)
	var faults []error
	for _, p := range problems {
		faults = append(faults, &Error{Path: p.Path, Found: p.Found, Expected: p.Expected})
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return rec, nil
}

// entity adds an entity that its name has to find, or the id given, once; it returns how others refer to it.
func (b *builder) entity(typ, id, name string, names []data, cites ...cite) string {
	key := typ + " " + value.Fold(name)
	if typ == "Supplier" { // a spelling makes no second one
		key = typ + " " + supplier.Normal(name)
	}
	ref := id
	if ref == "" {
		ref = b.byName[key]
	}
	i := slices.IndexFunc(b.entities, func(e data) bool { return ref != "" && (e["id"] == ref || "ref:"+fmt.Sprint(e["ref"]) == ref) })
	if i < 0 {
		e := data{"type": typ, "name": short(name), "mentions": []data{}}
		if len(names) > 0 {
			e["names"] = names
		}
		if id == "" {
			local := fmt.Sprintf("%s-%d", strings.ToLower(typ), len(b.entities)+1)
			e["ref"], ref = local, "ref:"+local
			b.byName[key] = ref
		} else {
			e["id"] = id
		}
		b.entities = append(b.entities, e)
		i = len(b.entities) - 1
	}
	b.alsoNamed(b.entities[i], name)
	heard := b.entities[i]["mentions"].([]data)
	for _, c := range cites {
		if c.at > 0 && !slices.ContainsFunc(heard, func(m data) bool { return m["at"] == c.at && m["printed"] == c.printed }) {
			heard = append(heard, data{"at": c.at, "printed": c.printed})
		}
	}
	b.entities[i]["mentions"] = heard
	return ref
}

// alsoNamed adds a further spelling of an entity that its name has to find.
func (b *builder) alsoNamed(e data, name string) {
	names, _ := e["names"].([]data)
	if name = short(name); e["ref"] == nil || e["name"] == name || slices.ContainsFunc(names, func(n data) bool { return n["text"] == name }) {
		return
	}
	e["names"] = append(names, other(name)...)
}

func other(text string) []data { return []data{{"text": short(text), "kind": "OTHER"}} }

// nameLimit is the greatest length of a name that a record may hold, in characters.
const nameLimit = 300

// short cuts a name that is longer than a record may hold after its last whole word.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= nameLimit {
		return s
	}
	s = string([]rune(s)[:nameLimit])
	if i := strings.LastIndexByte(s, ' '); i > nameLimit/2 {
		s = s[:i]
	}
	return s
}

// fact adds a fact with its evidence; one without is left out, since nothing shows it.
func (b *builder) fact(typ, wording string, fields data, cites ...cite) {
	byPassage := map[int][]string{}
	var order []int
	for _, c := range cites {
		if c.at == 0 || slices.Contains(byPassage[c.at], c.printed) {
			continue
		}
		if byPassage[c.at] == nil {
			order = append(order, c.at)
		}
		byPassage[c.at] = append(byPassage[c.at], c.printed)
	}
	if len(order) == 0 {
		return
	}
	f := data{"type": typ, "wording": oneLine(wording)}
	for k, v := range fields {
		if v != nil && v != "" {
			f[k] = v
		}
	}
	same := slices.IndexFunc(b.facts, func(o data) bool { return sameFact(o, f) })
	if same < 0 {
		f["evidence"] = []data{}
		b.facts = append(b.facts, f)
		same = len(b.facts) - 1
	}
	evidence := b.facts[same]["evidence"].([]data)
	for _, at := range order {
		if !slices.ContainsFunc(evidence, func(e data) bool { return e["at"] == at }) {
			evidence = append(evidence, data{"at": at, "printed": byPassage[at]})
		}
	}
	b.facts[same]["evidence"] = evidence
}

// sameFact says whether two facts state the same in the same words.
func sameFact(a, b data) bool {
	a, b = maps.Clone(a), maps.Clone(b)
	delete(a, "evidence")
	delete(b, "evidence")
	return reflect.DeepEqual(a, b)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (b *builder) claim(about, field, said, wording string, cites ...cite) {
	if said != "" {
		b.fact("Claim", wording, data{"about": about, "field": field, "value": said}, cites...)
	}
}

// money is an amount as plain data; nil for none.
func money(m value.Money) any {
	if m.Currency == "" {
		return nil
	}
	return data{"amount": m.Amount(), "currency": m.Currency, "printed": orNil(m.Printed)}
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

var councilName = regexp.MustCompile(`(?i)\bcouncil\b|\bborough of\b|\bcombined authority\b|\bcity of (?:london|westminster)\b|\bcyngor\b|\bmayor and burgesses\b`)

// organisation adds a buyer: a council by the name of the list of councils, where it is there once; another body as printed.
func (b *builder) organisation(printed string, cites ...cite) string {
	if !councilName.MatchString(printed) {
		return b.entity("Body", "", printed, nil, cites...)
	}
	var found []councils.Council
	for _, c := range councils.Load().ByName(printed) {
		if c.Current() {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		return b.entity("Council", "", printed, nil, cites...)
	}
	id := "council:" + found[0].Slug()
	var names []data
	if found[0].Name != printed {
		names = other(printed)
	}
	return b.entity("Council", id, found[0].Name, names, cites...)
}

var (
	// keptBack is printed in the place of a name.
	keptBack = regexp.MustCompile(`(?i)^\W*(?:(?:supplier |contractor |name )?(?:name )?(?:is )?(?:withheld|redacted|confidential|undisclosed|not disclosed|not published)\b.*|(?:contractor|supplier|bidder|tenderer|provider|company) (?:\d{1,2}|[a-z]))\W*$`)
	// noName is printed where there is none.
	noName = regexp.MustCompile(`(?i)^\W*(?:n/?a|none|tbc|tbd|to be confirmed|unknown|not known|not applicable|various)?\W*$`)
)

// supplier adds a supplier. One whose name is kept back is of this contract alone. It is empty where nobody is named.
//
// number is the company's, or empty. Two numbers are two companies, whatever their names.
func (b *builder) supplier(printed, number, contract string, cites ...cite) string {
	switch {
	case noName.MatchString(printed):
		return ""
	case keptBack.MatchString(printed):
		id := "supplier:withheld-" + value.Slug(printed) + ":" + strings.TrimPrefix(contract, "contract:")
		ref := b.entity("Supplier", id, short(printed), nil, cites...)
		b.claim(ref, "naming", string(supplier.Withheld), "The notice keeps the supplier's name back.", cites...)
		return ref
	}
	key := supplier.Normal(printed)
	if b.numbers == nil {
		b.numbers = map[string]string{}
	}
	if first, ok := b.numbers[key]; ok && first != "" && number != "" && first != number {
		return b.entity("Supplier", "supplier:"+value.Slug(printed)+"-"+value.Slug(number), printed+" ("+number+")", other(printed), cites...)
	}
	b.numbers[key] = cmp.Or(b.numbers[key], number)
	return b.entity("Supplier", "", printed, nil, cites...)
}
