package moderngov

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"encoding/json"

	"councilgraph/graph/schema"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

// object is a part of a record as plain data.
type object = map[string]any

// draft gathers a record: the text that an answer is written out as, one passage a value, and what is stated by it.
type draft struct {
	document object
	lines    []passage.Passage
	section  string
	at       int // where the next passage begins
	repeats  map[string]int
	entities []object
	ids      map[string]object
	mentions []object // open ones
	facts    []object
	heard    map[string]bool
}

func newDraft() *draft {
	return &draft{document: object{}, repeats: map[string]int{}, ids: map[string]object{}, heard: map[string]bool{}}
}

// line adds a passage and gives its number; 0 where the text holds no letter and no number.
func (d *draft) line(kind passage.Kind, text string) int {
	const limit = 100_000 // bytes: a record takes twice as many characters
	text = strings.ToValidUTF8(text[:min(len(text), limit)], "")
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return 0
	}
	if kind == passage.Heading {
		d.section = text
	}
	p := passage.Passage{Kind: kind, Section: d.section, Ordinal: len(d.lines) + 1, Start: d.at, End: d.at + len(text), Text: text, Hash: passage.Hash(text)}
	p.Repeat = d.repeats[p.Hash]
	d.repeats[p.Hash]++
	d.at = p.End + 1
	d.lines = append(d.lines, p)
	return p.Ordinal
}

// label adds a value under its name; nothing where there is none.
func (d *draft) label(name, value string) int {
	if value == "" {
		return 0
	}
	return d.line(passage.Paragraph, name+": "+value)
}

// entity adds an entity once, and a mention of it where printed stands in the passage. An id that begins with `ref:` is the record's own:
// then its name and its councils have to find it.
func (d *draft) entity(typ, id, name string, fields object, at int, printed string) string {
	e := d.ids[id]
	if e == nil {
		e = object{"type": typ, "name": shorten(name)}
		if ref, own := strings.CutPrefix(id, "ref:"); own {
			e["ref"] = ref
		} else {
			e["id"] = id
		}
		for k, v := range fields {
			if v != "" {
				e[k] = v
			}
		}
		d.ids[id] = e
		d.entities = append(d.entities, e)
	}
	if at > 0 && printed != "" && !d.heard[fmt.Sprint(id, at, printed)] && strings.Contains(d.lines[at-1].Text, printed) {
		d.heard[fmt.Sprint(id, at, printed)] = true
		list, _ := e["mentions"].([]object)
		e["mentions"] = append(list, object{"at": at, "printed": printed})
	}
	return id
}

// other adds a further name of an entity.
func (d *draft) other(id, text, source string) {
	e := d.ids[id]
	list, _ := e["names"].([]object)
	if text == "" || text == e["name"] || len([]rune(text)) > nameLimit || slices.ContainsFunc(list, func(n object) bool { return n["text"] == text }) {
		return
	}
	n := object{"text": text, "kind": "OTHER"}
	if source != "" {
		n["source"] = source
	}
	e["names"] = append(list, n)
}

// open notes a name that stands for nobody, and why.
func (d *draft) open(at int, printed, reason, note string) {
	if key := fmt.Sprint("open", at, printed); at > 0 && !d.heard[key] && strings.Contains(d.lines[at-1].Text, printed) {
		d.heard[key] = true
		d.mentions = append(d.mentions, object{"at": at, "printed": printed, "open": true, "reason": reason, "note": note})
	}
}

// seen is a passage with the words used of it.
type seen struct {
	at    int
	words []string
}

func in(at int, words ...string) seen { return seen{at, words} }

// fact adds a statement with where it is said. Without any place there is no statement.
func (d *draft) fact(typ string, fields object, wording string, places ...seen) {
	var evidence []object
	for _, p := range places {
		if p.at > 0 && !slices.ContainsFunc(evidence, func(e object) bool { return e["at"] == p.at }) {
			evidence = append(evidence, object{"at": p.at, "printed": d.printed(p)})
		}
	}
	if len(evidence) == 0 {
		return
	}
	f := object{"type": typ, "wording": wording, "evidence": evidence}
	for k, v := range fields {
		if v != "" {
			f[k] = v
		}
	}
	d.facts = append(d.facts, f)
}

// printed are words that stand once in the passage, so that they are found again; where they do not, the whole passage is used.
func (d *draft) printed(p seen) (out []string) {
	text := d.lines[p.at-1].Text
	for _, w := range p.words {
		if w != "" && strings.Count(text, w) == 1 && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		const limit = 9_000
		return []string{strings.ToValidUTF8(text[:min(len(text), limit)], "")}
	}
	return out
}

func (d *draft) claim(about, field, value, wording string, places ...seen) {
	d.fact("Claim", object{"about": about, "field": field, "value": value}, wording, places...)
}

// reader names this reading in every record that it makes.
const reader = "moderngov"

// hash is that of the text.
func (d *draft) hash() string { return passage.VersionHash(d.lines) }

// record puts everything together, and reads it as any other record is read. It is complete: an answer of the service holds all
// that the service says of the matter.
func (d *draft) record(m *schema.Model, retrieved time.Time) (*record.Record, error) {
	passages := make([]object, len(d.lines))
	for i, p := range d.lines {
		passages[i] = object{"ordinal": p.Ordinal, "kind": p.Kind, "hash": p.Hash, "repeat": p.Repeat, "text": p.Text, "start": p.Start, "end": p.End}
		if p.Section != "" {
			passages[i]["section"] = p.Section
		}
	}
	version := object{"hash": d.hash(), "passages": passages}
	if !retrieved.IsZero() {
		version["retrieved"] = retrieved.UTC().Format(time.RFC3339)
	}
	data, err := json.Marshal(object{"record": record.Format, "document": d.document, "version": version, "complete": true,
		"reader":   object{"origin": "REGISTER", "name": reader, "review": "UNREVIEWED"},
		"entities": d.entities, "mentions": d.mentions, "facts": d.facts})
	if err != nil {
		return nil, err
	}
	rec, problems := record.Parse("record", data, m)
	if len(problems) > 0 {
		return nil, fmt.Errorf("the answer does not make a sound record: %w", problems[0])
	}
	return rec, nil
}

const nameLimit = 300

// shorten cuts a name that is too long for one at a word; the passage holds the whole.
func shorten(name string) string {
	r := []rune(name)
	if len(r) <= nameLimit {
		return name
	}
	cut := string(r[:nameLimit-1])
	if at := strings.LastIndexByte(cut, ' '); at > nameLimit/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
