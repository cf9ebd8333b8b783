package ingest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"councilgraph/ingest/resolve"
)

// bent is a spelling of a name that differs from it in what tells no two apart.
func bent(r *rand.Rand, name string, suffixes []string) string {
	var b strings.Builder
	for _, c := range name {
		switch n := r.IntN(12); {
		case c == ' ' && n < 3 && suffixes != nil:
		case c == ' ' && n < 5:
			b.WriteString([]string{"  ", "\u00a0", "-"}[r.IntN(3)])
		case n == 6:
			b.WriteString(strings.ToUpper(string(c)))
		case n == 7:
			b.WriteString(strings.ToLower(string(c)))
		case n == 8 && strings.ContainsRune("aeou", c):
			b.WriteString(map[rune]string{'a': "á", 'e': "é", 'o': "o\u0302", 'u': "ü"}[c])
		default:
			b.WriteRune(c)
		}
	}
	out := b.String()
	if len(suffixes) > 0 {
		out += suffixes[r.IntN(len(suffixes))]
	}
	return out
}

// sighting is a name as one page of one council has it.
type sighting struct {
	council, typ, name, number string
	who                        string // whom it means, which the graph is not told
}

// TestNamesAtRandom: over rosters of several councils and firms, some with numbers, spelt with noise and taken in in any order: spellings
// alone make no second entity, and no entity is two.
func TestNamesAtRandom(t *testing.T) {
	councils := []string{"Brent", "Leeds", "Cardiff"}
	people := []string{"Lee Moss", "Ada Penhaligon", "Anne Marie Rhys", "Bo O'Dowd"}
	firms := []string{"Force Point", "Wirewell Data", "Node Four", "Ricoh Print"}
	for n := range 6 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			r := rand.New(rand.NewPCG(11, uint64(n)))
			var all []sighting
			for range 60 {
				council := councils[r.IntN(len(councils))]
				if r.IntN(2) == 0 {
					name := people[r.IntN(len(people))]
					all = append(all, sighting{council: council, typ: "Councillor", who: council + " " + name,
						name: []string{"", "Cllr ", "Councillor ", "Cllr. Dr "}[r.IntN(4)] + bent(r, name, nil)})
				} else {
					i := r.IntN(len(firms))
					all = append(all, sighting{council: council, typ: "Supplier", who: firms[i],
						name: bent(r, firms[i], []string{"", " Ltd", " Limited", " plc", ", Ltd.", " LLP"})})
				}
			}
			// Two companies of one name, each with its number.
			for i := range 6 {
				number := []string{"01000001", "02000002"}[i%2]
				all = append(all, sighting{council: councils[i%3], typ: "Supplier", who: "Twin " + number, number: number, name: bent(r, "Twin Works", []string{"", " Ltd"})})
			}
			first := sighted(t, all)
			for range 2 {
				r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
				if again := sighted(t, all); !maps.EqualFunc(first, again, slices.Equal) {
					t.Errorf("another order:\n%v\nfirst\n%v", again, first)
				}
			}
		})
	}
}

// sighted takes sightings in, each in a document of its own, and gives for each of those meant the pages that name it. Ids and main names
// follow the order; what belongs together does not.
func sighted(t *testing.T, all []sighting) map[string][]string {
	t.Helper()
	f := newFixture(t)
	meant, entity := map[string]string{}, map[string]string{} // who -> id, id -> who
	out := map[string][]string{}
	for _, s := range all {
		quoted, _ := json.Marshal(s.name)
		number := fmt.Sprintf("%x", s.name+s.council+s.number)
		names := fmt.Sprintf("  - {ref: x, type: %s, name: %s, mentions: [{at: 1, printed: %s}]}\n", s.typ, quoted, quoted)
		facts := "  - {type: Remark, about: ['ref:x'], kind: FINDING, wording: " + number + ", evidence: [{at: 1, printed: [named]}]}\n"
		if s.number != "" {
			facts += "  - {type: Claim, about: 'ref:x', field: companyNumber, value: '" + s.number + "', wording: Its number., evidence: [{at: 1, printed: [named]}]}\n"
		}
		res := f.take(rulePage(number, s.name+" was named.").of(s.council, names, facts))
		if res.Count(resolve.OnHold)+res.Count(resolve.Refused) > 0 {
			t.Fatalf("%+v: %+v", s, res.Items)
		}
		i := slices.IndexFunc(res.Items, func(i resolve.Item) bool { return i.Path == "entities[3]" })
		id := res.Items[i].ID
		if meant[s.who] != "" && meant[s.who] != id {
			t.Errorf("%q of %s is %s, and was %s", s.name, s.council, id, meant[s.who])
		}
		if entity[id] != "" && entity[id] != s.who {
			t.Errorf("%q of %s is %s, which is %s", s.name, s.council, id, entity[id])
		}
		meant[s.who], entity[id] = id, s.who
		if !slices.Contains(out[s.who], number) {
			out[s.who] = append(out[s.who], number)
		}
	}
	for who, id := range meant {
		slices.Sort(out[who])
		var got []string
		for _, part := range strings.Split(f.ask(`{remarks(first: 500, orderBy: [{wording: ASC}], where: {about: {some: {id: {eq: "`+id+`"}}}}) {nodes {wording}}}`), `"wording":"`)[1:] {
			wording, _, _ := strings.Cut(part, `"`)
			got = append(got, wording)
		}
		if !slices.Equal(got, out[who]) {
			t.Errorf("%s shows %v, want %v", id, got, out[who])
		}
	}
	return out
}
