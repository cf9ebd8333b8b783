package resolve

import (
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// State is what the graph holds of the things that a record speaks of, as known now.
type State struct {
	// Base is the instant up to which it was read.
	Base value.Instant
	// Merges that stand.
	Merges Merges
	// Entities by the id asked for: a merged id gives the entity that it means.
	Entities map[string]*Stored
	// Named are the ids of entities by NameKey, Normal by NormalKey, for names that had to be looked up; Short are suppliers by short form.
	Named, Normal, Short map[string][]string
	// Identified are the ids of entities by Identifier.Key.
	Identified map[string][]string
	// Roster are the ids of the councillors whose councils Resolver.Roster gave.
	Roster   []string
	Document Held
	// Matters by fact key.
	Matters map[string]*Matter
	// Claims are all claims about the entities of which any claim is among the matters.
	Claims []Claim
}

// Claim is a claim as known now.
type Claim struct {
	ID, Key, About, Field, Value string
	Span                         store.Span
}

// Matter is what is said under one key.
type Matter = matter

// Add puts evidence into a state's matters.
func (s *State) Add(e *Evidence) {
	if s.Matters[e.Statement.Key] == nil {
		s.Matters[e.Statement.Key] = newMatter()
	}
	s.Matters[e.Statement.Key].evidence[e.ID] = e
}

// Statements are the ids of all statements among the matters, and the entities that claims among them are about.
func (s *State) Statements(m *schema.Model) (ids, claimed []string) {
	for _, matter := range s.Matters {
		for _, e := range matter.evidence {
			ids = append(ids, e.Statement.ID)
			if e.Statement.IsClaim(m) {
				claimed = append(claimed, e.Statement.Shown["about"]...)
			}
		}
	}
	slices.Sort(ids)
	slices.Sort(claimed)
	return slices.Compact(ids), slices.Compact(claimed)
}

// NameKey is how a name is looked up: by type and folded text.
func NameKey(t *schema.Type, name string) string { return t.Name + "\x00" + value.Fold(name) }

// Stored is an entity as the graph holds it.
type Stored struct {
	Type   *schema.Type
	ID     string
	Fields map[string]any
	Refs   map[string][]string // relationships that it owns
	Names  []StoredName

	// Of what Resolver.Doubtful gave:
	Councils []string // ids of those that a councillor's terms name
	Spoken   []string // scopes of the councils whose documents speak of it
	Made     bool     // a product of which a maker is known: whoever speaks of it, it is that
}

func (s *Stored) named(name string) bool {
	for _, n := range s.Names {
		if value.Fold(n.Text) == value.Fold(name) {
			return true
		}
	}
	return false
}

// spelt says whether a name is one of its names, in normal form.
func (s *Stored) spelt(name string) bool {
	for _, n := range s.Names {
		if key := NormalKey(s.Type, n.Text); key != "" && key == NormalKey(s.Type, name) {
			return true
		}
	}
	return s.named(name)
}

// StoredName is a name that an entity was given.
type StoredName struct {
	Text, Kind, Source string
	MergedFrom         string // the id that it is a name of, where that was merged; else empty
}

// Held is what the graph holds of the record's document.
type Held struct {
	Versions []HeldVersion
	Passages map[string]HeldPassage // by id
	Evidence []*Evidence
	Mentions []HeldMention
	Records  map[string]bool // ids
	Queue    []Queued        // what waits for a decision
	Decided  map[string]Decided
}

// Decided is what a person decided of an item of the review queue.
type Decided struct {
	By       StoredAct       // that accepted or rejected it; no id where only candidates were rejected
	Entity   string          // that was accepted; empty for one that was new
	Rejected map[string]bool // ids of candidates
}

// HeldVersion is a version that was read before.
type HeldVersion struct {
	ID, Hash  string
	Number    int64
	Retrieved int64 // microseconds; 0 where not told
	Covered   bool
	Positions []HeldPosition // in order
}

// HeldPosition is where a passage stands in a version that was read before.
type HeldPosition struct {
	Ordinal    int64
	Passage    string
	Start, End int64 // bytes in the raw text; both 0 where not held
}

// HeldPassage is a passage of a version that was read before.
type HeldPassage struct {
	Section      string
	Ordinal      int64
	Fields       map[string]any
	SupersededBy string // the version that came without it; empty while it stands
}

func (h HeldPassage) text() string {
	s, _ := h.Fields["text"].(string)
	return s
}

// HeldMention is a mention that stands.
type HeldMention struct {
	ID      string
	Fields  map[string]any
	Entity  string // as it was resolved, though that was merged since
	Passage string
}

func (h HeldMention) origin() string {
	s, _ := h.Fields["origin"].(string)
	return s
}

// KnownName is a name of an entity that no page need print: a spelling, a short form, a former name, and where it comes from.
// It is no entity until a record names it.
type KnownName struct {
	ID     string
	Text   string
	Kind   string
	Source string
}
