package record

import (
	"fmt"
	"strconv"
	"strings"

	"councilgraph/graph/schema"
)

// Parse reads a record, YAML or JSON, and checks it against the model.
//
// A problem without an Item makes the whole record unusable; the record is then nil. Any other makes its item unusable: that
// item is left out, with whatever names it by a label, and the rest stands. Problems come in the order of the text. One that
// concerns the text as a whole has the given name as its path.
func Parse(name string, data []byte, m *schema.Model) (*Record, []Problem) {
	root, bad := read(data)
	if bad != nil {
		return nil, []Problem{{Place: Place{Path: name, Line: bad.line}, Found: bad.found, Expected: bad.expected}}
	}
	r := &reader{m: m, head: &item{}, shapes: map[*schema.Type]*shape{}, ids: map[string]spot{},
		locals: map[string]*entry[Entity]{}, labels: map[string]*entry[Fact]{}}
	rec := r.record(spot{reader: r, item: r.head, line: root.line, node: root}, name)
	if rec != nil {
		r.link()
		r.spread()
	}
	if r.head.refused {
		return nil, r.sorted()
	}
	rec.Version.Passages = r.passages
	rec.Entities = standing(r.entities)
	rec.Mentions = standing(r.mentions)
	rec.Facts = standing(r.facts)
	return rec, r.sorted()
}

var recordWords = []string{"record", "document", "version", "complete", "reader", "entities", "mentions", "facts"}

// record reads the whole. The head comes first, since what follows is checked against the passages.
func (r *reader) record(s spot, name string) *Record {
	if s.node.kind != object {
		s.path = name
		s.wrong("an object with the fields " + strings.Join(recordWords, ", "))
		return nil
	}
	top, _ := s.object(recordWords, nil)
	if format := top.get("record"); format.node == nil || format.node.kind != number || format.node.text != strconv.Itoa(Format) {
		format.wrong(fmt.Sprintf("%d, the version of this form", Format))
		return nil // any further problem would mislead
	}
	rec := &Record{}
	r.document(top.get("document"), rec)
	r.version(top.get("version"), rec)
	r.reader(top.get("reader"), rec)
	if at := top.get("complete"); at.given() {
		rec.Complete, _ = at.boolean()
	}
	entities, mentions, facts := top.get("entities").list("entities"), top.get("mentions").list("mentions"), top.get("facts").list("facts")
	if n := len(entities) + len(mentions) + len(facts) + len(r.passages); n > maxItems {
		s.path = name
		s.fault(fmt.Sprintf("%d entities, facts, mentions and passages", n), fmt.Sprintf("at most %d; send it in parts, each with `complete: false`", maxItems))
		return nil
	}
	r.entities, r.mentions, r.facts = entries[Entity](entities), entries[Mention](mentions), entries[Fact](facts)
	for i, at := range entities {
		r.entity(at, r.entities[i])
	}
	seen := map[heard]bool{}
	for i, at := range mentions {
		r.mentions[i].it = at.mention(true, seen)
	}
	for i, at := range facts {
		r.fact(at, r.facts[i])
	}
	return rec
}

// reader reads who or what read the version.
func (r *reader) reader(s spot, rec *Record) {
	origins := r.m.EnumValues(r.m.Type("Record").Field("origin").Enum)
	at, ok := s.object([]string{"origin", "name", "review"}, nil)
	if !ok {
		return
	}
	rec.Reader.Origin, _ = at.get("origin").word(origins)
	r.byModel = rec.Reader.Origin == Model
	if name := at.get("name"); name.given() {
		rec.Reader.Name, _ = name.text(nameLimit)
	}
	rec.Reader.Review = reviews[0]
	if review := at.get("review"); review.given() {
		rec.Reader.Review, _ = review.word(reviews)
	}
}

// reviews are what a record may say of itself: what was rejected is not sent.
var reviews = []string{"UNREVIEWED", "REVIEWED"}
