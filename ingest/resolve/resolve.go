package resolve

import (
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/extract/supplier"
	"councilgraph/ingest/record"
)

// Fate is what becomes of an item.
type Fate string

// The fates.
const (
	Created   Fate = "CREATED"
	Updated   Fate = "UPDATED"
	Ended     Fate = "ENDED"
	Unchanged Fate = "UNCHANGED"
	OnHold    Fate = "HELD"
	Refused   Fate = "REFUSED"
)

// Item is what became of one item of a record, and why.
type Item struct {
	Path   string
	Line   int
	Fate   Fate
	ID     string
	Reason string
	Code   string // a stable word for why, where there is one
}

// Resolver resolves one record. Its steps are called in the order Wants, Lookups, Identify, Batch; what each needs of the graph is
// loaded between them.
type Resolver struct {
	m      *schema.Model
	rec    *record.Record
	known  map[string][]KnownName
	reason string

	state    *State
	items    []Item
	ids      map[string]string // as given or local -> canonical
	unnamed  map[string]bool   // described, never merged by name
	document string
	version  string
	number   int64
	meeting  string
	said     value.Day
	keyed    map[*record.Entity]*keyed
	meant    map[string]*record.Entity // by id, as ref:LOCAL, by the id that its key gives
	taken    map[string]string         // id -> the item of this record that has it
	partial  bool                      // something was refused or held, so what is not stated may only be missing
	refused  string                    // why the whole record is refused; empty where it is not
	short    bool                      // the record has the beginning of the version only
	covered  bool                      // by a person's complete record, and this one's reader is weaker
	hash     string                    // of the record as it came: names are filled in later
	held     string                    // why nothing of the record can be taken; empty where it can
	told     bool                      // held, and word for word taken in before
	passages map[int]string
	texts    map[int]string
	entities []*entity
	aliases  []store.Alias
	facts    []*fact
	byLabel  map[string]*fact
	saidOf   map[string]map[string]bool // statements of the record that may be at odds with others of their key, by key
	atOdds   int                        // pairs of them
	present  *HeldVersion               // the newest version that is held; nil where none is
	carried  []*carried                 // evidence of the document as it was, in the order of the graph
	were     map[string]bool            // its passages, once they were asked for
	heirs    map[int]float64            // of new passages, by ordinal, once they were asked for
	toldAs   map[string]bool            // statements of which an item has told what became of them
	retold   map[string]bool            // statements in whose place others are told

	identifiers map[*record.Entity][]Identifier
	normals     map[string]string // normal form of a name -> id, of the record's entities
	holds       []*hold
	onHold      map[string]*hold // by what the record calls it: an id, ref:LOCAL, a label
	settled     map[string]bool  // ids of the review queue that are in doubt no longer
	plain       []foldedText     // of the passages, once they were searched
	accepted    string           // the item of the review queue that is let in; empty where this is no decision
	withdrawn   bool             // it is taken back
}

type entity struct {
	*record.Entity
	id     string
	stored *Stored
	by     *Match // what found it; nil where the id was given
	note   string // what is to be told of it besides
}

type fact struct {
	*record.Fact
	s        *Statement
	evidence []*Evidence
}

// New begins to resolve a record. partial says that items of it were refused as they were read.
func New(m *schema.Model, rec *record.Record, partial bool, known []KnownName, reason string) *Resolver {
	r := &Resolver{m: m, rec: rec, hash: rec.Hash(), partial: partial, taken: map[string]string{}, known: map[string][]KnownName{}, reason: reason, ids: map[string]string{}, unnamed: map[string]bool{},
		keyed: map[*record.Entity]*keyed{}, meant: map[string]*record.Entity{},
		passages: map[int]string{}, texts: map[int]string{}, byLabel: map[string]*fact{}, saidOf: map[string]map[string]bool{}, toldAs: map[string]bool{}, retold: map[string]bool{}, heirs: map[int]float64{},
		identifiers: map[*record.Entity][]Identifier{}, normals: map[string]string{}, onHold: map[string]*hold{}, settled: map[string]bool{}}
	for _, k := range known {
		r.known[k.ID] = append(r.known[k.ID], k)
	}
	for i := range rec.Entities {
		e := &rec.Entities[i]
		if scope, ok := e.Fields["scope"].(string); ok {
			e.Fields["scope"] = inOrder(scope)
		}
		if e.ID != "" {
			r.meant[e.ID] = e
		}
		if e.Local != "" {
			r.meant["ref:"+e.Local] = e
		}
	}
	rel, field, said := m.Claims()
	about := m.Inverse(rel).Name
	for _, f := range rec.Facts {
		if f.Type == rel.Target && f.Fields[field.Column] == namingField && f.Fields[said.Column] != namingKnown {
			for _, ref := range f.Refs[about] {
				r.unnamed[ref.ID] = true
			}
		}
	}
	return r
}

// inOrder is a committee's scope with its councils in the order that every scope has them in.
func inOrder(scope string) string {
	if of := councils.Load().Of(scope); of != nil {
		return councils.Scope(of...)
	}
	return scope
}

// An entity of which a claim says that its name is not given or withheld is known by a description of ours. Two of one description
// need not be one, so no name finds it. The stated field that says so is the same on every type that has it.
const (
	namingField = "naming"
	namingKnown = "NAMED"
)

// Wants are the ids and names that the record speaks of.
func (r *Resolver) Wants() (ids []string, names []NameQuery) {
	seen := map[string]bool{}
	want := func(id string) {
		if id != "" && !strings.HasPrefix(id, "ref:") && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	refs := func(refs map[string][]record.Ref) {
		for _, list := range refs {
			for _, ref := range list {
				want(ref.ID)
			}
		}
	}
	each := func(e *record.Entity) {
		want(e.ID)
		refs(e.Refs)
		if !r.byName(e) {
			return
		}
		names = append(names, NameQuery{e.Type, e.Name, r.shortName(e)})
		want(minted(e.Type, e.Name, 0))
		if e.ID == "" {
			for n := range maxClash {
				want(minted(e.Type, e.Name, n))
			}
		}
	}
	each(&r.rec.Document)
	for i := range r.rec.Entities {
		each(&r.rec.Entities[i])
	}
	for _, f := range r.rec.Facts {
		refs(f.Refs)
	}
	slices.Sort(ids)
	return ids, names
}

// NameQuery is a name to look up, by itself and by its normal form.
type NameQuery struct {
	Type  *schema.Type
	Name  string
	Short string // the beginning of the normal form of names that may be longer or shorter; empty where there is none
}

// shortName is what a supplier without an id may be called in short.
func (r *Resolver) shortName(e *record.Entity) string {
	if s := supplier.Short(e.Name); e.Type.Name == "Supplier" && e.ID == "" && len(s) >= shortest {
		return s
	}
	return ""
}

// begin takes what the graph holds, as far as it was read.
func (r *Resolver) begin(state *State) {
	r.state = state
	r.document = r.rec.Document.ID
	if s := state.Entities[r.document]; s != nil {
		r.document = s.ID
	}
}

// maxClash is how many entities of one type may share a slug.
const maxClash = 9

// minted is the id of an entity known by its name, the n-th of that slug.
func minted(t *schema.Type, name string, n int) string {
	return nth(t.Prefix+":"+value.Slug(name), n)
}

// nth is the id of the n-th thing, from 0, that could have this one.
func nth(id string, n int) string {
	if n == 0 {
		return id
	}
	return fmt.Sprintf("%s-%d", id, n+1)
}

// byName: can the entity's name find it? Not where its key has a scope, nor where it is only described.
func (r *Resolver) byName(e *record.Entity) bool {
	return slices.Equal(e.Type.Key, []string{"name"}) && !r.unnamed[e.ID] && (e.Local == "" || !r.unnamed["ref:"+e.Local])
}

// Document is the id of the record's document.
func (r *Resolver) Document() string { return r.rec.Document.ID }

// item reports what became of an item.
func (r *Resolver) item(at record.Place, fate Fate, id, format string, args ...any) {
	r.items = append(r.items, Item{Path: at.Path, Line: at.Line, Fate: fate, ID: id, Reason: fmt.Sprintf(format, args...)})
}

// Identify gives every entity its id and every fact its statement. It returns the keys of the facts, and of those that may end.
func (r *Resolver) Identify(state *State) (keys []string) {
	r.begin(state)
	r.provenance()
	r.identifyEntities()
	r.identifyFacts()
	r.carry()
	seen := map[string]bool{}
	add := func(key string) {
		if !seen[key] {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	for _, f := range r.facts {
		add(f.s.Key)
	}
	for _, c := range r.carried {
		add(c.was.Statement.Key)
		if c.is != nil {
			add(c.is.Statement.Key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Result is what a record comes to.
type Result struct {
	Batch    *store.Batch
	Items    []Item
	Document string
	Version  string
}
