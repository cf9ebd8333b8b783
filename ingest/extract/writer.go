package extract

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

// object is a part of a record as plain data.
type object = map[string]any

// writer gathers what a page states.
type writer struct {
	*page
	m        *schema.Model
	document object
	entities []*entity
	byKey    map[string]*entity
	facts    []*fact
	byFact   map[string]*fact
	open     []object
	heard    map[string]bool
	notes    []string

	councils   []string         // ids of the councils whose page or meeting it is
	scope      []string         // short names of the councils that the body is of
	body       string           // id of the committee or body that meets
	meeting    string           // id; empty where the page gives no day
	held       bool             // the meeting took place: what its minutes state is decided
	decidedOn  string           // the day of a decision that no meeting took
	decider    string           // id of the council in whose name the holder of a post decided
	title      string           // of the decision that is read
	row        span             // the title where a list of decisions prints it; no line elsewhere
	spent      map[spot]bool    // amounts that a typed fact has taken
	requested  map[spot]bool    // requests that a step has taken
	contractOn map[int][]string // ids of the contracts of which a line has told, by its ordinal

	written       map[string][]string // names of councillors that the page gives in full, by surname; made when first asked for
	numberedItems []itemAt            // in the order of the page
	listed        []listedProject     // projects of lists
	*nameIndex
}

type entity struct {
	data     object
	mentions []object
}

type fact struct {
	data     object
	evidence []object
	at       map[int]int // ordinal -> place in evidence
}

func newWriter(m *schema.Model, p *page) *writer {
	return &writer{page: p, m: m, document: object{}, byKey: map[string]*entity{}, byFact: map[string]*fact{}, heard: map[string]bool{}, spent: map[spot]bool{}, requested: map[spot]bool{}, contractOn: map[int][]string{}}
}

// entity adds an entity, or finds it again, and gives the word by which others refer to it. Without an id the name has to find it:
// here where it is known, else in the graph.
func (w *writer) entity(typ, id, name string, fields object, seen ...place) string {
	if id == "" {
		if n, ok := w.known.named(typ, name, w.councils...); ok {
			id = n.ID
		}
	}
	word := id
	if id == "" {
		word = "ref:" + strings.ToLower(typ) + "-" + value.Slug(name)
	}
	e := w.byKey[word]
	if e == nil {
		e = &entity{data: object{"type": typ, "name": name}}
		if id != "" {
			e.data["id"] = id
		} else {
			e.data["ref"] = strings.TrimPrefix(word, "ref:")
		}
		for k, v := range fields {
			e.data[k] = v
		}
		w.byKey[word] = e
		w.entities = append(w.entities, e)
	}
	for _, at := range seen {
		w.mention(e, at)
	}
	return word
}

// mention notes where an entity is named.
func (w *writer) mention(e *entity, at place) {
	key := fmt.Sprint(e.data["type"], e.data["name"], at.line.Ordinal, at.printed)
	if !w.heard[key] {
		w.heard[key] = true
		e.mentions = append(e.mentions, object{"at": at.line.Ordinal, "printed": at.printed})
	}
}

// unresolved notes a name that stands for nobody known, and why.
func (w *writer) unresolved(at place, reason, note string) {
	key := fmt.Sprint("open", at.line.Ordinal, at.printed)
	if w.heard[key] {
		return
	}
	w.heard[key] = true
	m := object{"at": at.line.Ordinal, "printed": at.printed, "open": true, "reason": reason}
	if note != "" {
		m["note"] = note
	}
	w.open = append(w.open, m)
}

// fact adds a statement; one that was made before gets more evidence.
func (w *writer) fact(typ string, fields object, wording string, seen ...place) {
	for k, v := range fields {
		if v == "" || v == nil {
			delete(fields, k)
		}
	}
	fields["type"] = typ
	if typ == "Remark" && fields["amount"] == nil {
		fields["wording"] = oneLine(wording) // all that tells two remarks about one thing apart
	}
	// Maps are written in the order of their keys, so that equal statements give equal text.
	key, err := json.Marshal(fields)
	if err != nil {
		panic(err) // texts, numbers and lists of them only
	}
	f := w.byFact[string(key)]
	if f == nil {
		fields["wording"] = oneLine(wording)
		f = &fact{data: fields, at: map[int]int{}}
		w.byFact[string(key)] = f
		w.facts = append(w.facts, f)
	}
	for _, at := range seen {
		f.show(at)
	}
}

// show adds evidence: each passage once, with all that is printed there.
func (f *fact) show(at place) { f.showAt(at.line.Ordinal, at.printed) }

func (f *fact) showAt(ordinal int, printed ...string) {
	i, ok := f.at[ordinal]
	if !ok {
		i = len(f.evidence)
		f.at[ordinal] = i
		f.evidence = append(f.evidence, object{"at": ordinal, "printed": []string{}})
	}
	for _, p := range printed {
		if all := f.evidence[i]["printed"].([]string); !slices.Contains(all, p) {
			f.evidence[i]["printed"] = append(all, p)
		}
	}
}

// claim states a field of an entity.
func (w *writer) claim(about, field, value, wording string, seen ...place) {
	w.fact("Claim", object{"about": about, "field": field, "value": value}, wording, seen...)
}

// oneLine bounds a wording.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 400 {
		return string(r[:400]) + "…"
	}
	return s
}

// items is how many there are, as a record counts them.
func (w *writer) items() int { return len(w.lines) + len(w.entities) + len(w.open) + len(w.facts) }

// record puts everything together and reads it as any other record is read.
func (w *writer) record() (*record.Record, []record.Problem) {
	passages := make([]object, len(w.lines))
	all := make([]passage.Passage, len(w.lines))
	for i, l := range w.lines {
		all[i] = l.Passage
		passages[i] = object{"ordinal": l.Ordinal, "kind": l.Kind, "hash": l.Hash, "repeat": l.Repeat, "text": l.Text,
			"start": l.Start, "end": l.End}
		if l.Section != "" {
			passages[i]["section"] = l.Section
		}
	}
	version := object{"hash": passage.VersionHash(all), "passages": passages}
	if w.when != "" {
		version["retrieved"] = w.when
	}
	entities, facts := make([]object, len(w.entities)), make([]object, len(w.facts))
	for i, e := range w.entities {
		entities[i] = e.data
		if len(e.mentions) > 0 {
			e.data["mentions"] = e.mentions
		}
	}
	for i, f := range w.facts {
		facts[i] = f.data
		f.data["evidence"] = f.evidence
	}
	data, err := json.Marshal(object{"record": record.Format, "document": w.document, "version": version, "complete": true,
		"reader":   object{"origin": "RULE", "name": Reader, "review": "UNREVIEWED"},
		"entities": entities, "mentions": w.open, "facts": facts})
	if err != nil {
		panic(err) // texts, numbers and lists of them only
	}
	return record.Parse("page", data, w.m)
}
