package councils

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"councilgraph/graph/value"
)

// shared are the sites that serve more than one council that exists. A further one is news, and has to be looked at.
var shared = map[string][]string{
	"democracy.adur-worthing.gov.uk":            {"ADU", "WOT"},
	"baberghmidsuffolk.moderngov.co.uk":         {"BAB", "MSU"},
	"democracy.southnorfolkandbroadland.gov.uk": {"BRO", "SNO"},
	"democracy.lewes-eastbourne.gov.uk":         {"EAS", "LEE"},
	"democracy.swdevon.gov.uk":                  {"SHA", "WDE"},
}

func codes(in []Council) (out []string) {
	for _, c := range in {
		out = append(out, c.Code)
	}
	return out
}

func current(in []Council) []Council {
	return slices.DeleteFunc(slices.Clone(in), func(c Council) bool { return !c.Current() })
}

// TestList looks for what is wrong with lists like this one.
func TestList(t *testing.T) {
	all := Load().All()
	names := map[string]string{}
	for _, c := range all {
		if len(c.Code) != 3 || strings.ToUpper(c.Code) != c.Code {
			t.Errorf("%s: the code is not of three capitals", c.Code)
		}
		for _, text := range []string{c.Official, c.Name, c.Base} {
			if strings.Join(strings.Fields(text), " ") != text || strings.ContainsFunc(text, unicode.IsControl) {
				t.Errorf("%s: stray space in %q", c.Code, text)
			}
		}
		if c.Official == "" || c.Name == "" || c.Nation == "" {
			t.Errorf("%s has no name or no nation: %+v", c.Code, c)
		}
		if strings.Contains(c.Name, "Council") || strings.Contains(c.Name, "Borough") {
			t.Errorf("%s: the common name %q is an official one", c.Code, c.Name)
		}
		if c.Ended != "" {
			if _, err := value.ParseDay(c.Ended); err != nil {
				t.Errorf("%s: %v", c.Code, err)
			}
		}
		if u, err := url.Parse(c.Base); c.Base != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
			t.Errorf("%s: %q is no address", c.Code, c.Base)
		}
		if c.System == "ModernGov" && (c.Base == "" || strings.HasSuffix(strings.ToLower(c.Base), ".aspx") || strings.Contains(c.Base, "?")) {
			t.Errorf("%s: %q is not the base of a ModernGov site", c.Code, c.Base)
		}
		if strings.Contains(strings.ToLower(c.Base), "moderngov") && c.System != "ModernGov" {
			t.Errorf("%s: %s, and the system is %q", c.Code, c.Base, c.System)
		}
		if c.Current() {
			if other := names[value.Fold(c.Name)]; other != "" {
				t.Errorf("%s and %s are both %s", c.Code, other, c.Name)
			}
			names[value.Fold(c.Name)] = c.Code
		}
		for _, h := range c.Hosts {
			if !slices.Contains(codes(Load().ByHost(h)), c.Code) {
				t.Errorf("%s is not found by its host %s", c.Code, h)
			}
			if got := codes(current(Load().ByHost(h))); len(got) > 1 && !slices.Equal(got, shared[h]) {
				t.Errorf("%s serves %v", h, got)
			}
		}
	}
}

// TestCounts: as many councils as there are. England has 317 principal councils since April 2023, with the City of London and the
// Isles of Scilly; the Greater London Authority is beside them.
func TestCounts(t *testing.T) {
	count := map[string]int{}
	for _, c := range current(Load().All()) {
		count[c.Nation]++
		count[c.Type]++
	}
	want := map[string]int{"ENG": 317 + 1, "SCT": 32, "WLS": 22, "NIR": 11, "LBO": 32, "MD": 36, "CTY": 21, "NMD": 164}
	for k, n := range want {
		if count[k] != n {
			t.Errorf("%s: found %d, expected %d", k, count[k], n)
		}
	}
}

func TestByHost(t *testing.T) {
	for host, want := range map[string][]string{
		"moderngov.southwark.gov.uk":       {"SWK"},
		"Democracy.Brent.gov.uk:443":       {"BEN"},
		"councilmeetings.lewisham.gov.uk":  {"LEW"},
		"democracy.huntingdonshire.gov.uk": {"HUN"},
		"democracy.adur-worthing.gov.uk":   {"ADU", "WOT"},
		"democracy.somerset.gov.uk":        {"SMT", "SOM"}, // the one that exists first
		"democracy.westsuffolk.gov.uk":     {"WSK", "FOR", "SED"},
		"democracy.cityoflondon.gov.uk":    {"LND"},
		"moderngov.stoke.gov.uk":           {"STE"},
		"www.london.gov.uk":                {"GLA"},
		"folkestone-hythe.moderngov.co.uk": {"FOL"},
		"service.folkestone-hythe.gov.uk":  {"FOL"},
		"www.folkestone-hythe.gov.uk":      {"FOL"},
		"cds.bromley.gov.uk":               {"BRY"},
		"opencouncil.network":              nil,
		"minutes.brent.gov.uk":             {"BEN"}, // hosts that the list lacks
		"www.southribble.gov.uk":           {"SRI"},
		"committee.haringey.gov.uk":        {"HRY"},
		"www.find-tender.service.gov.uk":   nil,
		"brent.moderngov.co.uk":            nil,
		"":                                 nil,
	} {
		if got := codes(Load().ByHost(host)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", host, got, want)
		}
	}
}

// TestWith: a further host is known to the list that has it, and to no other.
func TestWith(t *testing.T) {
	brent, _ := Load().ByCode("BEN")
	table := Load().With("meetings.example.org", []Council{brent})
	if got := codes(table.ByHost("meetings.example.org")); !slices.Equal(got, []string{"BEN"}) {
		t.Errorf("%v", got)
	}
	if got := codes(table.ByHost("democracy.brent.gov.uk")); !slices.Equal(got, []string{"BEN"}) || len(table.All()) != len(Load().All()) {
		t.Errorf("%v", got)
	}
	if got := Load().ByHost("meetings.example.org"); len(got) != 0 {
		t.Errorf("the list itself has it: %v", got)
	}
}

func TestByName(t *testing.T) {
	for name, want := range map[string][]string{
		"Brent":                                         {"BEN"},
		"London Borough of Brent":                       {"BEN"},
		"LB of Southwark":                               {"SWK"},
		"  LONDON borough  of southwark":                {"SWK"},
		"Southwark Council":                             {"SWK"},
		"Westminster Council":                           {"WSM"},
		"Westminster City Council":                      {"WSM"},
		"City of Westminster":                           {"WSM"},
		"Tower Hamlets Council":                         {"TWH"},
		"Hammersmith & Fulham":                          {"HMF"},
		"Hammersmith and Fulham Council":                {"HMF"},
		"Royal Borough of Kensington and Chelsea":       {"KEC"},
		"East Herts Council":                            {"EHE"},
		"East Hertfordshire District Council":           {"EHE"},
		"South Bucks":                                   {"SBU"},
		"Durham County Council":                         {"DUR"},
		"County Durham":                                 {"DUR"},
		"Nottingham City Council":                       {"NGM"},
		"Nottinghamshire County Council":                {"NTT"},
		"Newcastle City Council":                        {"NET"},
		"Newcastle-under-Lyme":                          {"NEC"},
		"Kings Lynn and West Norfolk":                   {"KIN"},
		"Borough Council of King’s Lynn & West Norfolk": {"KIN"},
		"Colchester City Council":                       {"COL"},
		"City of Doncaster Council":                     {"DNC"},
		"Bristol City Council":                          {"BST"},
		"Somerset Council":                              {"SMT"},
		"Somerset County Council":                       {"SOM"},
		"Somerset":                                      {"SMT", "SOM"},
		"Buckinghamshire":                               {"BUC", "BKM"},
		"City of London":                                {"LND"},
		"City of London Corporation":                    {"LND"},
		"Greater London Authority":                      {"GLA"},
		"Folkestone & Hythe District Council":           {"FOL"},
		"Comhairle nan Eilean Siar":                     {"ELS"},
		"City and County of Swansea":                    {"SWA"},
		"Rhondda Cynon Taf":                             {"RCT"},
		"London":                                        nil,
		"Council":                                       nil,
		"The Council":                                   nil,
		"Witney Town Council":                           nil,
		"Shared Technology Services":                    nil,
		"":                                              nil,
	} {
		if got := codes(Load().ByName(name)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	for _, c := range Load().All() { // every council by its own names
		for _, name := range []string{c.Official, c.Name} {
			if !slices.Contains(codes(Load().ByName(name)), c.Code) {
				t.Errorf("%s is not found as %s", c.Code, name)
			}
		}
	}
}

// forms are how councils of a type are called beside their own names, around the name of the place.
var forms = map[string][]string{
	"LBO": {"LB of %s", "LB %s", "L.B. %s", "LBC %s", "London Borough of %s", "The London Borough of %s", "London Borough %s", "%s London Borough Council", "%s LBC"},
	"MD":  {"%s Metropolitan Borough Council", "%s Metropolitan Borough", "%s MBC", "%s MDC", "Metropolitan Borough of %s", "%s City Council", "City of %s"},
	"NMD": {"%s District Council", "%s DC", "%s District", "%s Borough Council", "%s BC", "%s Borough", "Borough of %s", "%s City Council"},
	"CTY": {"%s County Council", "%s CC", "%s C.C."},
	"UA":  {"%s Borough Council", "%s City Council", "%s Unitary Council", "%s Unitary Authority"},
}

// TestForms: each council of the list that exists is found by what it is called.
func TestForms(t *testing.T) {
	for _, c := range Load().All() {
		if !c.Current() {
			continue
		}
		for _, form := range append([]string{"%s", "%s Council", "the %s Council"}, forms[c.Type]...) {
			name := fmt.Sprintf(form, c.Name)
			if got := codes(Load().ByName(name)); !slices.Contains(got, c.Code) && c.Name != "City of London" {
				t.Errorf("%s is not found as %q, which gives %v", c.Code, name, got)
			}
			if got := codes(current(Load().ByName(name))); len(got) > 1 {
				t.Errorf("%q gives %v, which all exist", name, got)
			}
		}
	}
}

func TestNamed(t *testing.T) {
	for text, want := range map[string][]string{
		"Joint Committee of the London Boroughs of Brent, Lewisham and Southwark": {"BEN", "LEW", "SWK"},
		"Joint IT Committee (Brent, Lewisham and Southwark)":                      {"BEN", "LEW", "SWK"},
		"West Suffolk and Suffolk Joint Panel":                                    {"WSK", "SFK"},
		"Stevenage Borough Council and East Herts Council Joint ICT":              {"STV", "EHE"},
		"Armagh City, Banbridge and Craigavon Partnership":                        {"ABC"},
		"Bath & North East Somerset":                                              {"BAS"},
		"reading of minutes":                                                      nil,
		"Audit Committee":                                                         nil,
	} {
		if got := codes(Load().Named(text)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestCorrections: what does not fit the list is told, not passed over.
func TestCorrections(t *testing.T) {
	const head = "code,official_name,common_name,type,nation,end_date,cms_type,scraper_class,base_url\n"
	const list = head + "AAA,Aa Council,Aa,UA,ENG,,,,https://a.example\nAAA,Aa Council,Aa,UA,ENG,,,,\n"
	const line = "code,what,field,was,now,why,source\n"
	for name, c := range map[string]struct{ list, corrections, want string }{
		"twice":     {list, line, "AAA twice"},
		"stale":     {list, line + "AAA,set,common_name,Bb,Cc,why,source\n", `common_name is "Bb"`},
		"no reason": {list, line + "AAA,drop,base_url,,,,source\n", "no reason"},
		"word":      {list, line + "AAA,mend,base_url,,,why,source\n", `found "mend"`},
		"added":     {list, line + "AAA,add,official_name,,X,why,source\n", "expected none"},
		"columns":   {strings.Replace(list, "code,", "codes,", 1), line, "expected the columns"},
		"cut":       {head + "AAA,Aa\n", line, "wrong number of fields"},
		"mended":    {list, line + "AAA,drop,base_url,,,why,source\n", ""},
	} {
		_, err := read(c.list, c.corrections)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func FuzzByName(f *testing.F) {
	f.Add("London Borough of Brent")
	f.Add("the the City of council Council")
	f.Fuzz(func(t *testing.T, name string) {
		Load().ByHost(name)
		Load().Named(name)
		if bare := Load().Bare(name); name != "" && (bare == "" || !strings.Contains(name, bare)) {
			t.Errorf("%q: %q is no part of it", name, bare)
		}
		for _, c := range Load().ByName(name) {
			if c.Code == "" {
				t.Error("no council")
			}
		}
	})
}
