package resolve

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/ingest/record"
)

// byAct is the rule of a match that a person accepted.
const byAct = "accepted"

// ruled is what a person decided of something held; the item that is being let in is accepted.
func (r *Resolver) ruled(id string) (Decided, bool) {
	if id == r.accepted {
		return Decided{By: StoredAct{Act: Act{Kind: Accept}}}, true
	}
	d, ok := r.state.Document.Decided[id]
	return d, ok && d.By.ID != ""
}

func (d Decided) rejected() string {
	return fmt.Sprintf("%s keeps it out: %s", d.By.Author, d.By.Reason)
}

// decide applies what a person decided of a name that is not sure.
func (r *Resolver) decide(e *record.Entity, is identified) identified {
	id := r.entityHold(e, unsureMatch)
	d, decided := r.state.Document.Decided[id]
	switch {
	case decided && d.By.Kind == Reject:
		return identified{fate: OnHold, why: d.rejected()}
	case decided && d.By.Kind == Accept && d.Entity == "":
		return r.mintAnew(e)
	case decided && d.By.Kind == Accept:
		if s := r.state.Entities[d.Entity]; s != nil {
			return identified{id: d.Entity, by: &Match{d.Entity, byAct, exact, fmt.Sprintf("%s decided that %q is it: %s", d.By.Author, e.Name, d.By.Reason)}}
		}
	}
	is.candidates = slices.DeleteFunc(append(is.candidates, anew(e)), func(c Match) bool { return d.Rejected[candidateID(id, c.ID)] })
	return is
}

// mintAnew gives a name an id of its own, though the graph holds others that it may stand for.
func (r *Resolver) mintAnew(e *record.Entity) identified {
	for n := range maxClash {
		if id := minted(e.Type, e.Name, n); r.state.Entities[id] == nil {
			return identified{id: id, by: &Match{id, byAct, exact, "a person decided that it is another than all that have such a name"}}
		}
	}
	return identified{fate: OnHold, why: fmt.Sprintf("too many entities share the slug of %q; give an id", e.Name)}
}

// Ruling is a decision about the review queue, and all that it needs.
type Ruling struct {
	Act       Act // Subject is the item, Object the candidate; empty where there is none
	Item      Queued
	Candidate *Match // that Object means; nil where there is none
	Acts      []StoredAct
	Done      *StoredAct // that decided the item and stands; nil where it is open
}

// keptItem is what an act keeps of what it decided, so that it can be taken back and is known when the page comes again.
type keptItem struct {
	Item   Queued `json:"item"`
	Entity string `json:"entity,omitempty"`
}

// KeptItem reads what an act about the review queue keeps.
func KeptItem(a StoredAct) (item Queued, entity string, err error) {
	var k keptItem
	if err := json.Unmarshal([]byte(a.Kept), &k); err != nil {
		return Queued{}, "", fmt.Errorf("act %s: %w", a.ID, err)
	}
	return k.Item, k.Entity, nil
}

// Back says whether it takes back what was let in: the item is rejected, or the candidate as which it was accepted.
func (q *Ruling) Back() bool {
	return q.Act.Kind == Reject && q.Done != nil && q.Done.Kind == Accept && (q.Act.Object == "" || q.Act.Object == q.Done.Object)
}

// MadeBefore is the entity that accepting this candidate made before, which a rejection took back: accepted again the name means that one,
// and no further one. It is empty where there is none.
func (q *Ruling) MadeBefore() string {
	made, last := "", int64(-1)
	for _, a := range q.Acts {
		if a.Kind != Accept || a.Object != q.Act.Object || a.Ordinal <= last {
			continue
		}
		if _, entity, err := KeptItem(a); err == nil && entity != "" {
			made, last = entity, a.Ordinal
		}
	}
	return made
}

// CheckRuling says whether an act decides an item of the queue, and gives the one that already did so.
func CheckRuling(q *Ruling) (done *StoredAct, err error) {
	a := q.Act
	if d := q.Done; d != nil && d.Kind == a.Kind && (a.Object == "" || d.Object == a.Object) {
		return d, nil
	}
	if d := standing(q.Acts, a.Kind, a.Subject, a.Object); a.Object != "" && d != nil {
		return d, nil
	}
	switch {
	case a.Kind == Accept && a.Object == "" && q.Item.Fields["why"] == unsureMatch:
		return nil, refuse("%s is a name that may stand for several; expected the id of one of its candidates: %s", a.Subject, q.names())
	case q.Done != nil && q.Done.Kind == a.Kind:
		return nil, refuse("%s was accepted as %s by %s; reject that first", a.Subject, q.Done.Object, q.Done.Author)
	}
	return nil, nil
}

func (q *Ruling) names() string {
	out := ""
	for i, c := range q.Item.Candidates {
		if i > 0 {
			out += ", "
		}
		to := c.ID
		if to == "" {
			to = "one that the graph does not hold"
		}
		out += candidateID(q.Item.ID, c.ID) + " (" + to + ")"
	}
	return out
}

// CandidateOf is what a candidate of an item stands for; nil where the item has none of that id.
func (q Queued) CandidateOf(id string) *Match {
	for i, c := range q.Candidates {
		if candidateID(q.ID, c.ID) == id {
			return &q.Candidates[i]
		}
	}
	return nil
}

// KnownCandidate is what an act of before was about, which may have left the queue since; nil where none was about it.
func (q *Ruling) KnownCandidate(id string) *Match {
	for _, a := range q.Acts {
		if item, _, err := KeptItem(a); err == nil {
			if c := item.CandidateOf(id); c != nil {
				return c
			}
		}
	}
	return nil
}

// CandidateFor is the id of the candidate that means an entity.
func (q Queued) CandidateFor(entity string) string { return candidateID(q.ID, entity) }

// Letting says that resolving lets in, or with back takes back, what an item of the queue holds.
func (r *Resolver) Letting(item string, back bool) { r.accepted, r.withdrawn = item, back }

// Record is what was held, as a record of the version of its document that stands. Each passage that it cites has to stand there still.
func (q Queued) Record(m *schema.Model, doc *Stored, held Held) (*record.Record, error) {
	var p Parcel
	text, _ := q.Fields["held"].(string)
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return nil, fmt.Errorf("%s: %w", q.ID, err)
	}
	var present *HeldVersion
	for i := range held.Versions {
		if v := &held.Versions[i]; present == nil || v.Number > present.Number {
			present = v
		}
	}
	if present == nil {
		return nil, refuse("no version of %s is held", q.Document)
	}
	at, passages := map[string]int{}, []map[string]any{}
	for i, pos := range present.Positions {
		at[pos.Passage] = i + 1
		x := held.Passages[pos.Passage]
		one := map[string]any{"ordinal": i + 1, "kind": x.Fields["kind"], "hash": x.Fields["hash"]}
		if x.Section != "" {
			one["section"] = x.Section
		}
		passages = append(passages, one)
	}
	parts := map[string]any{"record": record.Format, "complete": false, "document": document(doc),
		"version": map[string]any{"hash": present.Hash, "passages": passages},
		"reader":  map[string]any{"origin": p.Origin, "name": nullable(p.Reader), "review": reviewed}}
	for name, raw := range map[string]json.RawMessage{"entities": p.Entities, "facts": p.Facts} {
		list, err := recited(raw, p.Passages, at)
		if err != nil {
			return nil, err
		}
		parts[name] = list
	}
	data, err := json.Marshal(parts)
	if err != nil {
		return nil, err
	}
	rec, problems := record.Parse(q.ID, data, m)
	if len(problems) > 0 {
		return nil, refuse("what was held cannot go in as it is: %s", problems[0].Error())
	}
	return rec, nil
}

func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// document is the head of a record about a document that is held.
func document(s *Stored) map[string]any {
	out := map[string]any{"id": s.ID}
	for _, name := range s.Type.Key {
		out[name] = s.Fields[s.Type.Field(name).Column]
	}
	if refs := s.Refs["meeting"]; len(refs) > 0 {
		out["meeting"] = refs[0]
	}
	return out
}

// recited gives the passages that parts cite the ordinals that these have now.
func recited(raw json.RawMessage, was map[int]string, now map[string]int) ([]any, error) {
	var list []any
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, err
	}
	var walk func(any) error
	walk = func(v any) error {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				if err := walk(x); err != nil {
					return err
				}
			}
		case map[string]any:
			if n, ok := v["at"].(float64); ok {
				to, stands := now[was[int(n)]]
				if !stands {
					return refuse("passage %s, which it cites, is no part of the document any more", strconv.Itoa(int(n)))
				}
				v["at"] = to
			}
			for _, x := range v {
				if err := walk(x); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return list, walk(list)
}

// Conclude writes an act about the review queue, with what it let in or took back, if anything: the batch of that comes first.
func Conclude(m *schema.Model, state *State, q *Ruling, let *Result) (*Decision, error) {
	d := &Decision{Batch: &store.Batch{Base: state.Base}, Fate: Created}
	if let != nil {
		d.Batch, d.Items = let.Batch, let.Items
	}
	k := keptItem{Item: q.Item}
	if q.Candidate != nil {
		k.Entity = q.Candidate.ID
	}
	if let != nil && q.Act.Kind == Accept && k.Entity == "" {
		for _, i := range let.Items {
			if i.Path == "entities[0]" {
				k.Entity = i.ID
			}
		}
	}
	text, err := json.Marshal(k)
	if err != nil {
		return nil, err
	}
	made := next(q.Act, q.Acts)
	made.Kept, made.Document = string(text), q.Item.Document
	d.Act = made.ID
	nodes := map[string]int{}
	for i, n := range d.Batch.Nodes {
		nodes[n.ID] = i
	}
	add := func(n store.Node) {
		if i, there := nodes[n.ID]; there {
			d.Batch.Nodes[i] = n
			return
		}
		nodes[n.ID] = len(d.Batch.Nodes)
		d.Batch.Nodes = append(d.Batch.Nodes, n)
	}
	// A candidate that is rejected leaves the others, which wait for a decision again where it was the one accepted; all else settles the
	// item.
	one := q.Act.Kind == Reject && q.Act.Object != ""
	waits := one && (q.Done == nil || q.Back())
	for _, n := range q.Item.nodes(m, waits) {
		add(n)
	}
	if one {
		add(q.Candidate.node(m, q.Item.ID, false))
	}
	add(made.node(m, state.Merges))
	for _, old := range q.Acts {
		if old.Standing && old.Kind != q.Act.Kind && (old.Object == q.Act.Object || old.Object == "" || q.Act.Object == "") {
			add(old.reverse(made).node(m, state.Merges))
		}
	}
	d.Items = append(d.Items, Item{Path: "queue", Fate: Updated, ID: q.Item.ID})
	return d, nil
}
