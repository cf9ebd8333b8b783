package resolve

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/ingest/record"
)

// Why something is held, as the schema's enum has it.
const (
	unsureMatch = "UNSURE_MATCH"
	notGrounded = "NOT_GROUNDED"
)

// The prefixes of the ids of what waits in the review queue.
const (
	reviewPrefix    = "review:"
	candidatePrefix = "candidate:"
)

// hold is what is kept out of the graph until somebody decides, with what cannot go in without it.
type hold struct {
	id         string
	at         record.Place
	why        string
	reason     string
	text, typ  string
	entities   []record.Entity
	facts      []record.Fact
	candidates []Match
}

// Match is what a name may stand for.
type Match struct {
	ID       string // of the entity; empty for one that the graph does not hold
	Rule     string
	Score    int // 0 to 100
	Compared string
}

func (m Match) String() string {
	return fmt.Sprintf("by %s, %d of 100: %s", m.Rule, m.Score, m.Compared)
}

// holdEntity keeps an entity out, and whatever names it.
func (r *Resolver) holdEntity(e *record.Entity, why, reason string, candidates []Match) {
	h := &hold{id: r.entityHold(e, why), at: e.At, why: why, reason: reason, text: e.Name, typ: e.Type.Name, candidates: candidates}
	h.entities = []record.Entity{r.outside(*e, h)}
	r.put(h, e.ID, "ref:"+e.Local)
}

// entityHold is the id under which an entity of the document is held.
func (r *Resolver) entityHold(e *record.Entity, why string) string {
	return reviewPrefix + value.Hash(r.document, why, e.Type.Name, value.Fold(e.Name), e.ID)
}

// holdFact keeps a fact out, and the facts that name it.
func (r *Resolver) holdFact(f *record.Fact, reason string) {
	wording, _ := f.Fields["wording"].(string)
	h := &hold{id: r.factHold(f), at: f.At, why: notGrounded, reason: reason, text: wording, typ: f.Type.Name}
	h.facts = []record.Fact{r.outsideFact(*f)}
	r.put(h, f.Label)
}

// factHold is the id under which a fact of the document is held.
func (r *Resolver) factHold(f *record.Fact) string {
	said := r.outsideFact(*f)
	_, text := record.MarshalParts(nil, []record.Fact{said})
	return reviewPrefix + value.Hash(r.document, notGrounded, string(text))
}

// put keeps a hold under the words by which the record means what is held.
func (r *Resolver) put(h *hold, names ...string) {
	r.partial = true
	r.holds = append(r.holds, h)
	for _, name := range names {
		if name != "" && name != "ref:" {
			r.onHold[name] = h
		}
	}
	r.item(h.at, OnHold, h.id, "%s", h.reason)
}

// local is the word by which what is held with an entity names it.
func (h *hold) local() string { return "held-" + strings.TrimPrefix(h.id, reviewPrefix) }

// holdWith keeps a fact out that names what is held. It goes in with that, as far as nothing else speaks against it.
func (r *Resolver) holdWith(f *record.Fact, on []*hold) {
	var paths []string
	for _, h := range on {
		h.facts = append(h.facts, r.outsideFact(*f))
		paths = append(paths, h.at.Path)
	}
	if f.Label != "" {
		r.onHold[f.Label] = on[0]
	}
	r.partial = true
	r.item(f.At, OnHold, on[0].id, "it names %s, held itself", strings.Join(paths, " and "))
}

// outside is an entity as it is understood without its record.
func (r *Resolver) outside(e record.Entity, h *hold) record.Entity {
	e.Local, e.ID, e.Rows = h.local(), "", nil
	e.Refs = r.outsideRefs(e.Refs)
	return e
}

func (r *Resolver) outsideFact(f record.Fact) record.Fact {
	f.Refs, f.Rows = r.outsideRefs(f.Refs), nil
	return f
}

// outsideRefs name entities by the ids of the graph, and what is held by its word.
func (r *Resolver) outsideRefs(refs map[string][]record.Ref) map[string][]record.Ref {
	out := map[string][]record.Ref{}
	for name, list := range refs {
		for _, ref := range list {
			if id, ok := r.canonical(ref.ID); ok {
				ref.ID = id
			} else if h := r.onHold[ref.ID]; h != nil && len(h.entities) > 0 {
				ref.ID = "ref:" + h.local()
			}
			ref.At = record.Place{}
			out[name] = append(out[name], ref)
		}
	}
	return out
}

// Parcel is what was held: parts of a record, and what it needs of the rest.
type Parcel struct {
	Document string          `json:"document"`
	Origin   string          `json:"origin"`
	Reader   string          `json:"reader,omitempty"`
	Entities json.RawMessage `json:"entities"`
	Facts    json.RawMessage `json:"facts"`
	// Passages are the ids of those that are cited, by the ordinals that the parts give them.
	Passages map[int]string `json:"passages"`
}

func (r *Resolver) parcel(h *hold) (Parcel, []string) {
	p := Parcel{Document: r.document, Origin: r.rec.Reader.Origin, Reader: r.rec.Reader.Name, Passages: map[int]string{}}
	p.Entities, p.Facts = record.MarshalParts(h.entities, h.facts)
	for _, e := range h.entities {
		for _, m := range e.Mentions {
			p.Passages[m.Passage] = r.passages[m.Passage]
		}
	}
	for _, f := range h.facts {
		for _, e := range f.Evidence {
			p.Passages[e.Passage] = r.passages[e.Passage]
		}
	}
	cited := slices.Compact(slices.Sorted(maps.Values(p.Passages)))
	return p, cited
}

// holdNodes are what waits for a decision, and what no longer does.
func (r *Resolver) holdNodes() (out []store.Node) {
	here := map[string]bool{}
	for _, h := range r.holds {
		if here[h.id] {
			continue
		}
		here[h.id] = true
		p, cited := r.parcel(h)
		text, err := json.Marshal(p)
		if err != nil {
			panic(err) // texts and numbers only
		}
		n := store.Node{Type: "ReviewItem", ID: h.id, Known: true, Span: store.Always, Fields: map[string]any{"why": h.why, "reason": h.reason,
			"text": h.text, "heldType": h.typ, "held": string(text), "path": h.at.Path}}
		n.Edges = edges(r.m, r.m.Type(n.Type), "", n.Fields, map[string][]string{"document": {r.document}, "passages": cited})
		fromOwner(n.Edges, n.ID)
		out = append(out, n)
		for _, c := range h.candidates {
			out = append(out, c.node(r.m, h.id, true))
		}
	}
	for _, q := range r.state.Document.Queue {
		if !here[q.ID] && r.overtaken(q) {
			out = append(out, q.ended(r.m)...)
		}
	}
	return out
}

// candidateID is that of a candidate for an item of the queue.
func candidateID(item, entity string) string { return candidatePrefix + value.Hash(item, entity) }

func (m Match) node(model *schema.Model, item string, known bool) store.Node {
	n := store.Node{Type: "MatchCandidate", ID: candidateID(item, m.ID), Known: known, Span: store.Always,
		Fields: map[string]any{"rule": m.Rule, "score": int64(m.Score), "compared": m.Compared}}
	refs := map[string][]string{"item": {item}}
	if m.ID != "" {
		refs["entity"] = []string{m.ID}
	}
	n.Edges = edges(model, model.Type(n.Type), "", n.Fields, refs)
	fromOwner(n.Edges, n.ID)
	return n
}

// Queued is an item of the review queue, as the graph holds it.
type Queued struct {
	ID         string
	Fields     map[string]any
	Document   string
	Passages   []string
	Candidates []Match
}

// nodes are the item as it is, and its candidates.
func (q Queued) nodes(m *schema.Model, known bool) []store.Node {
	n := store.Node{Type: "ReviewItem", ID: q.ID, Known: known, Span: store.Always, Fields: maps.Clone(q.Fields)}
	n.Edges = edges(m, m.Type(n.Type), "", n.Fields, map[string][]string{"document": {q.Document}, "passages": q.Passages})
	fromOwner(n.Edges, n.ID)
	out := []store.Node{n}
	for _, c := range q.Candidates {
		out = append(out, c.node(m, q.ID, known))
	}
	return out
}

func (q Queued) ended(m *schema.Model) []store.Node { return q.nodes(m, false) }

// overtaken: what was held is no longer said, or no longer in doubt. A record that only adds leaves what it does not repeat, while its
// passages stand.
func (r *Resolver) overtaken(q Queued) bool {
	if r.accepted != "" || r.short {
		return r.settled[q.ID]
	}
	here := r.standing()
	gone := slices.ContainsFunc(q.Passages, func(p string) bool { return !here[p] })
	return gone || r.rec.Complete || r.settled[q.ID]
}
