// Package record reads records: one document version's entities and facts as plain data, in YAML or JSON. Reading is checked
// against the model (package schema) and nothing else: no graph, no clock, no network.
package record

import (
	"fmt"

	"councilgraph/graph/schema"
)

// Format is the version of the record's form: its `record` field.
const Format = 1

// Record is one version of one document, as its reader understood it.
type Record struct {
	Document Entity // of type Document
	Version  Version
	Complete bool // states all that the version says: what it no longer states ends
	Reader   Reader
	Entities []Entity
	Mentions []Mention // names that stand for no entity
	Facts    []Fact
}

// Version is the state of the text that was read.
type Version struct {
	Hash      string // of its passages, see package passage; checked against them
	Retrieved string // RFC 3339; empty where not told
	Passages  []Passage
}

// Passage is one passage of the version, in order.
type Passage struct {
	Ordinal    int
	Kind       string
	Section    string // empty at the head of the page
	Hash       string
	Repeat     int
	Text       string // empty where only the hash is held
	Start, End int    // bytes in the raw text; both 0 where only hashes are held
	At         Place
}

// Model is the origin of a reading by a language model. What it prints need not stand in the passages as it is: Parse leaves that to who
// takes the record in, and so does a mention of it.
const Model = "MODEL"

// Reader is who or what read the version.
type Reader struct {
	Origin string // PERSON, REGISTER, RULE, MODEL
	Name   string
	Review string // REVIEWED, UNREVIEWED
}

// Place is where something stands in the record's text.
type Place struct {
	Path string // facts[12].value.unit
	Line int    // from 1; 0 where not known
}

// Entity is something that the version names.
type Entity struct {
	Type     *schema.Type
	ID       string // as given; empty where the name has to find it
	Local    string // names it within the record, where it has no id: others refer to it as ref:LOCAL
	Name     string
	Fields   map[string]any // by column: string, int64, bool; what is null is absent
	Refs     map[string][]Ref
	Names    []Name // other than Name
	Mentions []Mention
	Rows     []string // labels of the reader's checklist; no part of what is stated
	At       Place
}

// Name is another name of an entity.
type Name struct {
	Text, Kind, Source string
	At                 Place
}

// Mention is a name as it stands in a passage.
type Mention struct {
	Passage int // ordinal
	Printed string
	Open    bool
	Reason  string // why it is open
	Note    string
	Rows    []string // as of Entity
	At      Place
}

// Ref names an entity, or, for a relationship to facts, a fact by its label or id.
type Ref struct {
	ID string
	At Place
}

// Fact is one statement of the version.
type Fact struct {
	Type     *schema.Type
	Label    string         // names it within the record
	Fields   map[string]any // by column; wording and modality are always there
	Refs     map[string][]Ref
	Evidence []Evidence
	Rows     []string // as of Entity
	At       Place
}

// Evidence is where the version says it.
type Evidence struct {
	Passage int // ordinal
	Printed []string
	At      Place
}

// Problem is why an item, or the whole record, cannot be taken.
type Problem struct {
	Place
	// Item is the path of the item that it makes unusable: facts[12]. Empty: the whole record.
	Item     string
	Found    string
	Expected string
}

func (p Problem) Error() string {
	s := p.Path
	if p.Line > 0 {
		s = fmt.Sprintf("line %d: %s", p.Line, s)
	}
	return fmt.Sprintf("%s: found %s, expected %s", s, p.Found, p.Expected)
}
