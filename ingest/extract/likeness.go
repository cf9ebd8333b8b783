package extract

import (
	"slices"
	"strings"
)

// A thing of the graph may have a name that describes it, `Brent full fibre connectivity`, and no page prints such a name whole. It is
// recognised where all of its words stand close together in one sentence.

// endings are what words of one root differ in: extend and extension, improve and improvement.
var endings = words("e es ed d ded ding ing ion ions sion tion ment ments al")

// root is the least that two words of one root share.
const root = 5

// kin says whether two words are of one root, as far as their letters show.
func kin(a, b string) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n >= root && (a[n:] == "" || endings[a[n:]]) && (b[n:] == "" || endings[b[n:]])
}

// giving are verbs that tell one act: what is given to people is provided to them.
var giving = words("given provided supplied issued distributed donated")

// scoring tells of a mark that was given.
var scoring = words("score scored scoring")

// sameWord: the same word, or two of one act.
func sameWord(a, b string) bool { return a == b || giving[a] && giving[b] || scoring[a] && scoring[b] }

// related: the same, or of one root.
func related(a, b string) bool { return sameWord(a, b) || kin(a, b) }

// spread is among how many words of a sentence those of a project's or an indicator's name may stand.
func spread(names int) int { return 2*names + 6 }

// together says whether all words of a name stand among so many words of a text that follow each other. It gives the first and last of them.
func together(have []wordAt, need []string, among int, same func(a, b string) bool) (from, to int, ok bool) {
	type at struct{ word, start, end int }
	var places []at
	for i, h := range have {
		for n, s := range need {
			if same(h.stem, s) {
				places = append(places, at{n, i, n})
			}
		}
	}
	for i, first := range places {
		seen := map[int]bool{}
		for _, p := range places[i:] {
			if p.start-first.start >= among {
				break
			}
			seen[p.word] = true
			if len(seen) == len(need) {
				return have[first.start].from, have[p.start].to, true
			}
		}
	}
	return 0, 0, false
}

// wordAt is a word of a text: its stem, and where it stands.
type wordAt struct {
	stem     string
	from, to int
}

// wordsAt are the words of a text by which names are compared, and their places.
func wordsAt(text string) (out []wordAt) {
	for _, t := range tokenise(text) {
		for _, s := range stems(t.text) {
			out = append(out, wordAt{s, t.from, t.to})
		}
	}
	return out
}

// without are the words of a name less those that only say what kind of thing it is.
func without(need []string, general map[string]bool) []string {
	return slices.DeleteFunc(slices.Clone(need), func(s string) bool { return general[s] })
}

// generalProject are words of a project's name that only say that it is one.
var generalProject = words("project programme scheme initiative")

// projectNamed is the one known project of that name, where the words that only say that it is a project count for nothing: `Laptop
// Refreshes` is the laptop refresh programme.
func (w *writer) projectNamed(name string) (Name, bool) {
	if n, ok := w.known.named("Project", name, w.councils...); ok {
		return n, true
	}
	need := without(wordsOf(name), generalProject)
	var found Name
	for _, n := range w.known.Names {
		if n.Type != "Project" || !shares(n.Councils, w.councils) || n.ID == found.ID {
			continue
		}
		if len(need) < 2 || !slices.Equal(without(wordsOf(n.Text), generalProject), need) {
			continue
		}
		if found.ID != "" {
			return Name{}, false
		}
		found = n
	}
	return found, found.ID != ""
}

// wordsOf are the words of a name in the singular.
func wordsOf(name string) (out []string) {
	for _, s := range stems(name) {
		if strings.HasSuffix(s, "she") || strings.HasSuffix(s, "che") || strings.HasSuffix(s, "xe") {
			s = s[:len(s)-1] // refreshes, switches, boxes
		}
		out = append(out, s)
	}
	return out
}

// councilOf is the council of this page with whose name a name begins, and the rest of it; empty where it begins with none.
func (w *writer) councilOf(name string) (id, rest string) {
	for _, e := range w.entities {
		if e.data["type"] != "Council" {
			continue
		}
		if r, ok := strings.CutPrefix(name, e.data["name"].(string)+" "); ok {
			return e.data["id"].(string), r
		}
	}
	return "", name
}

// candidate is a thing that a sentence may be about, and the words of its name.
type candidate struct {
	Name
	need []string
}

// candidates are the things of a type that a sentence may be about: those of the graph, and those that this page has named, so that a
// page that is read again, when the graph knows them, says no more than before.
func (w *writer) candidates(typ string) (out []candidate) {
	add := func(n Name) { out = append(out, candidate{n, stems(n.Text)}) }
	for _, n := range w.known.Names {
		if n.Type == typ && shares(n.Councils, w.councils) {
			add(n)
		}
	}
	for _, e := range w.entities {
		if ref, made := e.data["ref"].(string); made && e.data["type"] == typ {
			add(Name{Type: typ, ID: "ref:" + ref, Text: e.data["name"].(string)})
		}
	}
	return out
}
