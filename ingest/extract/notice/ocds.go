package notice

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/record"
)

// OCDS reads a release, a release package, a record package or a list of releases into a record each, in their order. A release that cannot be read
// is left out and told by an *Error, joined with those of the others: the records returned stand. Where the JSON itself cannot be read,
// cut in the middle, a field twice, there are none.
//
// A release's document is that of the service that its OCID's prefix names, numbered by OCID and release id; a notice page of the same
// number is another. The contract is known by its OCID; each of several awards, or one of some lots only, is a part of it of its own.
// Awards that are pending are EXPECTED, cancelled ones state nothing; periods that end after the release was published are EXPECTED.
func OCDS(data []byte, m *schema.Model) ([]*record.Record, error) {
	root, err := readJSON(data)
	if err != nil {
		return nil, err
	}
	releases, err := releasesOf(root)
	if err != nil {
		return nil, err
	}
	var out []*record.Record
	var faults []error
	for _, r := range releases {
		rec, err := release(r, m)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		out = append(out, rec)
	}
	return out, errors.Join(faults...)
}

func releasesOf(root *node) ([]*node, error) {
	const expected = "a release (with an ocid), a release package (with releases), a record package (with records) or a list of releases"
	list := root
	if root.kind == objectKind {
		switch {
		case root.fields["records"] != nil:
			return recorded(root.fields["records"])
		case root.fields["releases"] != nil && root.fields["id"] == nil:
			list = root.fields["releases"]
		case root.fields["ocid"] != nil:
			return []*node{root}, nil
		default:
			return nil, root.fault("an object of neither", expected)
		}
	}
	if list.kind != listKind {
		return nil, list.fault(kindNames[list.kind], expected)
	}
	for _, r := range list.items {
		if r.kind != objectKind {
			return nil, r.fault(kindNames[r.kind], "a release")
		}
	}
	return list.items, nil
}

// recorded are the releases of the records of a package: those that each holds, or, where it only links to them, the one compiled of them.
func recorded(records *node) (out []*node, err error) {
	if records.kind != listKind {
		return nil, records.fault(kindNames[records.kind], "a list of records")
	}
	for _, r := range records.items {
		if r.kind != objectKind {
			return nil, r.fault(kindNames[r.kind], "a record")
		}
		held := 0
		if list := r.fields["releases"]; list != nil && list.kind == listKind {
			for _, release := range list.items {
				if release.kind == objectKind && release.fields["ocid"] != nil && release.fields["date"] != nil && release.fields["url"] == nil {
					out = append(out, release)
					held++
				}
			}
		}
		if one := r.fields["compiledRelease"]; held == 0 && one != nil && one.kind == objectKind {
			out = append(out, one)
			held++
		}
		if held == 0 {
			return nil, r.fault("a record without releases", "releases of its own, or a compiledRelease")
		}
	}
	return out, nil
}

// services are the registers that give out OCIDs.
var services = map[string]string{"ocds-h6vhtk": "find-tender.service.gov.uk", "ocds-b5fd17": "contractsfinder.service.gov.uk",
	"ocds-r6ebe6": "publiccontractsscotland.gov.uk", "ocds-kuma6s": "sell2wales.gov.wales"}

var ocidForm = regexp.MustCompile(`^(ocds-[a-z0-9]{6})-(\S{1,80})$`)

// compiler reads one release.
type compiler struct {
	builder
	reader
	root    *node
	at      map[*node]int
	leaves  []leaf
	ocid    string
	said    value.Day // the day of the release
	title   string
	tags    []string
	buyers  []string // references
	payers  []string // their names
	bought  []cite   // where the buyers stand
	parties map[string]*node
}

func release(root *node, m *schema.Model) (*record.Record, error) {
	c := &compiler{builder: builder{byName: map[string]string{}, entities: []data{}, facts: []data{}, mentions: []data{}}, root: root, parties: map[string]*node{}}
	c.passages, c.at, c.leaves = passages(root)
	c.head()
	if len(c.faults) == 0 {
		c.parts()
	}
	if len(c.faults) > 0 {
		return nil, errors.Join(c.faults...)
	}
	rec, err := c.record(m, data{"origin": "REGISTER", "name": "ocds", "review": "UNREVIEWED"})
	if err != nil {
		return nil, root.fault("a release that makes no record: "+err.Error(), "a release as the standard has it")
	}
	return rec, nil
}

// cite is where a field stands: its value where that stands there once, else with its name.
func (c *compiler) cite(n *node) cite {
	at := c.at[n]
	if n == nil || at == 0 {
		return cite{}
	}
	l := c.leaves[at-1]
	text := c.passages[at-1].Text
	for _, printed := range []string{l.text, l.name + ": " + l.text, text} {
		if strings.Count(text, printed) == 1 {
			return cite{at, within(printed)}
		}
	}
	return cite{}
}

// printedLimit is the greatest length of printed words in a record, in characters.
const printedLimit = 10_000

// within cuts printed words that are too long to be kept; the beginning stands there too.
func within(printed string) string {
	if len(printed) <= printedLimit {
		return printed
	}
	for i := range printed {
		if i >= printedLimit-4 {
			return printed[:i]
		}
	}
	return printed
}

// head reads what identifies the release, and when it was published.
func (c *compiler) head() {
	ocid, at := c.text(c.root, "ocid")
	form := ocidForm.FindStringSubmatch(ocid)
	if at == nil || form == nil {
		c.missing("ocid", at, "an OCID such as ocds-h6vhtk-064da6")
		return
	}
	id, idAt := c.text(c.root, "id")
	if idAt == nil || id == "" || len(id) > 100 {
		c.missing("id", idAt, "the release's id, of at most 100 bytes")
		return
	}
	day, dayAt := c.day(c.root, "date")
	if dayAt == nil {
		c.missing("date", nil, "the day of the release, 2026-02-11T11:44:28Z")
		return
	}
	c.ocid, c.said, c.tags = ocid, day, c.texts(c.root, "tag")
	c.title = c.titleOf()
	c.document = data{"service": cmp.Or(services[form[1]], form[1]), "number": ocid + "/" + id, "kind": "CONTRACT_NOTICE", "authority": 4, "date": day.String()}
	if c.title != "" {
		c.document["title"] = c.title
	}
	if url := c.noticeURL(id); url != "" {
		c.document["url"] = url
	}
}

// missing tells of a field that a release must have, unless something is told already.
func (c *compiler) missing(field string, at *node, expected string) {
	if len(c.faults) > 0 {
		return
	}
	path, line, found := field, c.root.line, "nothing"
	if c.root.path != "" {
		path = c.root.path + "." + field
	}
	if at != nil {
		line, found = at.line, quote(at.text)
	}
	c.faults = append(c.faults, &Error{Path: path, Line: line, Found: found, Expected: expected})
}

// titleOf is the tender's title, else that of its award, of its contract, of the plan.
func (c *compiler) titleOf() string {
	if s, _ := c.text(c.root, "tender", "title"); s != "" {
		return short(s)
	}
	if awards := c.list(c.root, "awards"); len(awards) > 0 {
		if s, _ := c.text(awards[0], "title"); s != "" {
			return short(s)
		}
	}
	if made := c.list(c.root, "contracts"); len(made) == 1 {
		if s, _ := c.text(made[0], "title"); s != "" {
			return short(s)
		}
	}
	s, _ := c.text(c.root, "planning", "project", "title")
	return short(s)
}

// noticeURL is the address of the notice that carries the release's id, where the release has it.
func (c *compiler) noticeURL(id string) (found string) {
	var lists []*node
	for _, part := range []string{"tender", "planning"} {
		lists = append(lists, c.list(c.root, part, "documents")...)
	}
	for _, part := range []string{"awards", "contracts"} {
		for _, a := range c.list(c.root, part) {
			lists = append(lists, c.list(a, "documents")...)
		}
	}
	for _, d := range lists {
		number, _ := c.text(d, "id")
		if url, _ := c.text(d, "url"); number == id && strings.HasPrefix(url, "http") && found == "" {
			found = url
		}
	}
	return found
}

// parts reads buyers, the contract, the tender, the awards.
func (c *compiler) parts() {
	for _, p := range c.list(c.root, "parties") {
		if id, at := c.text(p, "id"); at != nil {
			c.parties[id] = p
		}
	}
	c.readBuyers()
	contract, cites := c.contract("", "", c.title, c.titleNode())
	c.tender(contract, cites)
	awards := c.live()
	for _, a := range awards {
		of, at := contract, cites
		if len(awards) > 1 || c.ofSomeLots(a) {
			of, at = c.part(a, contract, cites)
		}
		c.award(a, of, at)
	}
	c.unawarded(contract, cites)
}

// ofSomeLots says whether an award is of fewer lots than the procurement has.
func (c *compiler) ofSomeLots(a *node) bool {
	of, all := c.texts(a, "relatedLots"), c.list(c.root, "tender", "lots")
	return len(of) > 0 && len(of) < len(all)
}

func (c *compiler) titleNode() *node {
	if _, at := c.text(c.root, "tender", "title"); at != nil {
		return at
	}
	for _, a := range c.list(c.root, "awards") {
		if _, at := c.text(a, "title"); at != nil {
			return at
		}
	}
	if made := c.list(c.root, "contracts"); len(made) == 1 {
		_, at := c.text(made[0], "title")
		return at
	}
	return nil
}

// contract adds the contract of the procurement, or a part of it, which kind of part and its id. Its main name carries the OCID, since many contracts of many
// councils share a title; the title is its other name.
func (c *compiler) contract(kind, part, title string, titleAt *node) (ref string, cites []cite) {
	id := "contract:" + value.Slug(c.ocid)
	label := c.ocid
	if part != "" {
		id, label = id+"-"+kind+"-"+value.Slug(part), c.ocid+", "+kind+" "+part
	}
	name := label
	var names []data
	if title != "" {
		name = string([]rune(title)[:min(len([]rune(title)), nameLimit-len([]rune(label))-3)]) + " (" + label + ")"
		names = other(title)
	}
	if at := c.cite(titleAt); at.at > 0 {
		cites = append(cites, at)
	}
	ocid := c.cite(c.root.fields["ocid"])
	ref = c.entity("Contract", id, name, names, append(slices.Clone(cites), ocid)...)
	c.claim(ref, "ocid", c.ocid, fmt.Sprintf("The procurement of %s has the Open Contracting ID %s.", cmp.Or(title, "the contract"), c.ocid), ocid)
	if len(cites) == 0 {
		cites = append(cites, ocid)
	}
	return ref, cites
}

// part adds the contract of one of several awards, as a part of the procurement.
func (c *compiler) part(a *node, whole string, cites []cite) (string, []cite) {
	id, idAt := c.text(a, "id")
	title, titleAt := c.text(a, "title")
	if title == "" {
		title, titleAt = c.lotTitle(a)
	}
	if idAt == nil {
		id = a.path[strings.LastIndexByte(a.path, '[')+1 : len(a.path)-1]
	}
	ref, at := c.contract("award", id, cmp.Or(short(title), c.title), titleAt)
	c.fact("Link", fmt.Sprintf("Award %s is a part of the procurement %s.", id, cmp.Or(c.title, c.ocid)),
		data{"subject": ref, "kind": "PART_OF", "object": whole}, append(at, cites...)...)
	return ref, append(at, c.cite(idAt))
}

func (c *compiler) lotTitle(a *node) (string, *node) {
	lots := c.texts(a, "relatedLots")
	for _, l := range c.list(c.root, "tender", "lots") {
		if id, _ := c.text(l, "id"); len(lots) == 1 && id == lots[0] {
			return c.text(l, "title")
		}
	}
	return "", nil
}

// live are the awards that are not cancelled.
func (c *compiler) live() (out []*node) {
	for _, a := range c.list(c.root, "awards") {
		if s, _ := c.text(a, "status"); s != "cancelled" && s != "unsuccessful" {
			out = append(out, a)
		}
	}
	return out
}
