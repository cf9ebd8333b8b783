// Package councils is the list of UK councils: names, the system that publishes their meetings, the hosts of its site. A host or a
// name gives candidates: some sites serve two councils. A council of the list is no entity of the graph until a document names it.
//
// The list is DemocracyClub's LGSF (MIT), as the head of councils.csv says; corrections.csv mends it, each line with its source.
package councils

import (
	"cmp"
	_ "embed"
	"net/url"
	"slices"
	"strings"
	"sync"

	"councilgraph/graph/value"
)

// Council is a row of the list.
type Council struct {
	Code     string // three letters of the register of local authorities, such as BEN
	Official string // London Borough of Brent
	Name     string // Brent: the main name of its entity
	Type     string // LBO, MD, UA, CTY, NMD, CA, SRA, CC; empty for Northern Ireland
	Nation   string // ENG, SCT, WLS, NIR
	Ended    string // last day, 2021-03-31; empty while it exists
	System   string // ModernGov, CMIS and others; empty where not known
	Base     string // address of the site that publishes its meetings; empty where not known
	Hosts    []string
}

// Current says that the council exists.
func (c Council) Current() bool { return c.Ended == "" }

// Slug is the council's part of ids: `southwark` in council:southwark.
func (c Council) Slug() string { return value.Slug(c.Name) }

// Table is the list, mended. It is not changed once made.
type Table struct {
	all     []Council
	byCode  map[string]int
	byHost  map[string][]int
	byZone  map[string][]int // the council's own domain: brent.gov.uk
	byName  map[string][]int // normal form of an official or common name
	byCore  map[string][]int // the place alone
	byLabel map[string][]int // the place in one word, as in addresses: southribble
	longest int              // words of the longest place
}

//go:embed councils.csv
var list string

//go:embed corrections.csv
var corrections string

// Load gives the list that this program holds.
var Load = sync.OnceValue(func() *Table {
	t, err := read(list, corrections)
	if err != nil {
		panic(err) // both are embedded, and a test reads them
	}
	return t
})

func newTable(all []Council) *Table {
	t := &Table{all: all, byCode: map[string]int{}, byHost: map[string][]int{}, byZone: map[string][]int{}, byName: map[string][]int{}, byCore: map[string][]int{}, byLabel: map[string][]int{}}
	// Where several answer, those that exist come first.
	slices.SortStableFunc(t.all, func(a, b Council) int {
		if a.Current() != b.Current() {
			if a.Current() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Code, b.Code)
	})
	for i, c := range t.all {
		t.byCode[c.Code] = i
		for _, h := range c.Hosts {
			put(t.byHost, hostOf(h), i)
			put(t.byZone, zoneOf(h), i)
		}
		for _, name := range []string{c.Official, c.Name} {
			words := normal(name)
			put(t.byName, strings.Join(words, " "), i)
			place := core(words)
			put(t.byCore, strings.Join(place, " "), i)
			put(t.byLabel, strings.Join(place, ""), i)
			t.longest = max(t.longest, len(place))
		}
	}
	return t
}

func put(under map[string][]int, key string, i int) {
	if key != "" && !slices.Contains(under[key], i) {
		under[key] = append(under[key], i)
	}
}

// With gives a list in which these councils have one more host: of a site that the list does not know yet.
func (t *Table) With(host string, of []Council) *Table {
	all := slices.Clone(t.all)
	for i, c := range all {
		if slices.ContainsFunc(of, func(o Council) bool { return o.Code == c.Code }) {
			all[i].Hosts = append(slices.Clone(c.Hosts), host)
		}
	}
	return newTable(all)
}

func (t *Table) pick(at []int) []Council {
	out := make([]Council, len(at))
	for i, n := range at {
		out[i] = t.all[n]
	}
	return out
}

// All are all councils, those that exist first, then by code.
func (t *Table) All() []Council { return slices.Clone(t.all) }

// ByCode finds a council by its code, in any case.
func (t *Table) ByCode(code string) (Council, bool) {
	i, ok := t.byCode[strings.ToUpper(strings.TrimSpace(code))]
	if !ok {
		return Council{}, false
	}
	return t.all[i], true
}

// ByHost gives the councils whose site has that host, with or without a port: candidates where a site serves several, those
// that exist first. Of a host that the list lacks its domain tells, where public bodies have one each: that of a host of the list,
// `meetings.ashby.gov.uk` beside `www.ashby.gov.uk`, or the name of the place, `ashby.gov.uk`.
func (t *Table) ByHost(host string) []Council {
	if found := t.byHost[hostOf(host)]; len(found) > 0 {
		return t.pick(found)
	}
	zone := zoneOf(host)
	if found := t.byZone[zone]; len(found) > 0 {
		return t.pick(found)
	}
	label, _, _ := strings.Cut(zone, ".")
	return t.pick(t.byLabel[label])
}

// zones are the domains in which public bodies have one each.
var zones = []string{".gov.uk", ".gov.wales", ".gov.scot", ".llyw.cymru"}

// zoneOf is the public body's own domain that a host is in; empty where it is in none.
func zoneOf(host string) string {
	host = hostOf(host)
	for _, z := range zones {
		if rest, ok := strings.CutSuffix(host, z); ok && rest != "" {
			return rest[strings.LastIndexByte(rest, '.')+1:] + z
		}
	}
	return ""
}

// ByName gives the councils that a name may mean, those that exist first: by the whole name as the council or the list has it,
// else by its place alone. Case, accents, punctuation and what councils call themselves (London Borough of, City Council, ...)
// do not matter. A place that parts of several names share gives none of them.
func (t *Table) ByName(name string) []Council {
	words := normal(name)
	if found := t.byName[strings.Join(words, " ")]; len(found) > 0 {
		return t.pick(found)
	}
	return t.pick(t.byCore[strings.Join(core(words), " ")])
}

// hostOf is a host as it is looked up: without www., which sites have or have not.
func hostOf(host string) string {
	host = strings.ToLower(strings.TrimSpace(host))
	if h, _, ok := strings.Cut(host, ":"); ok {
		host = h
	}
	return strings.TrimPrefix(strings.TrimSuffix(host, "."), "www.")
}

// hostOfBase is the host of an address; empty where there is none.
func hostOfBase(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
