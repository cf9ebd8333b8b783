package resolve

import (
	"maps"
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/ingest/record"
)

// identifyFacts makes the statements. Facts that name other facts come after those that they name, and one that names itself, be it
// through others, is none.
func (r *Resolver) identifyFacts() {
	scope := r.document
	if id, ok := r.canonical(r.meeting); ok {
		scope = id
	}
	waiting := map[string]bool{} // labels of facts that are not identified yet
	left := make([]*record.Fact, len(r.rec.Facts))
	for i := range r.rec.Facts {
		left[i] = &r.rec.Facts[i]
		waiting[left[i].Label] = true
	}
	for progress := true; progress; {
		before := len(left)
		left = slices.DeleteFunc(left, func(f *record.Fact) bool {
			if len(inCircle(f, waiting)) > 0 {
				return false
			}
			r.identifyFact(f, scope)
			delete(waiting, f.Label)
			return true
		})
		progress = len(left) < before
	}
	for _, f := range left {
		r.refuseRefs(inCircle(f, waiting))
	}
}

// inCircle are the references of a fact to facts that wait to be identified.
func inCircle(f *record.Fact, waiting map[string]bool) (out []lost) {
	for _, name := range slices.Sorted(maps.Keys(f.Refs)) {
		if f.Type.Rel(name).Target.Class != schema.Fact {
			continue
		}
		for _, ref := range f.Refs[name] {
			if ref.ID != "" && waiting[ref.ID] {
				out = append(out, lost{ref, "a fact that does not name this one, be it through others"})
			}
		}
	}
	return out
}

func (r *Resolver) identifyFact(f *record.Fact, scope string) {
	refs, nowhere := map[string][]string{}, []lost(nil)
	for _, name := range slices.Sorted(maps.Keys(f.Refs)) {
		find, expected := r.canonical, "the id of an entity of this record or of the graph"
		if f.Type.Rel(name).Target.Class == schema.Fact {
			find, expected = r.factID, "the label of a fact of this record, or the id of one of the graph"
		}
		for _, ref := range f.Refs[name] {
			if id, ok := find(ref.ID); ok {
				refs[name] = append(refs[name], id)
			} else {
				nowhere = append(nowhere, lost{ref, expected})
			}
		}
	}
	if len(nowhere) > 0 {
		if on, all := r.heldAmong(nowhere); all {
			r.holdWith(f, on)
		} else {
			r.refuseRefs(nowhere)
		}
		return
	}
	if r.byModel() && !r.grounded(f) {
		return
	}
	known := &fact{Fact: f, s: NewStatement(f.Type, maps.Clone(f.Fields), refs, scope, r.state.Merges)}
	if r.tooManyAtOdds(known.s) {
		r.item(f.At, Refused, "", "found more than %d pairs of facts of this record that may be at odds, expected a few: one value a matter", maxAtOdds)
		r.partial = true
		return
	}
	r.facts = append(r.facts, known)
	r.alsoKnownAs(known)
	if f.Label != "" {
		r.byLabel[f.Label] = known
	}
}

// maxAtOdds bounds the pairs of facts of one record that may be at odds: each that is makes a contradiction, and their number grows with
// the square of what is said of one matter.
const maxAtOdds = 20_000

// tooManyAtOdds counts a statement with those of its key that it may contradict.
func (r *Resolver) tooManyAtOdds(s *Statement) bool {
	if !s.single() {
		return false
	}
	if r.saidOf[s.Key] == nil {
		r.saidOf[s.Key] = map[string]bool{}
	}
	said := r.saidOf[s.Key]
	switch {
	case said[s.ID]:
		return false
	case r.atOdds+len(said) > maxAtOdds:
		return true
	}
	r.atOdds += len(said)
	said[s.ID] = true
	return false
}

// alsoKnownAs lets the id that a fact would have by the ids that its record gives answer with it, where the graph knows those entities by
// others: a record of another version names the fact by that id, whichever record was taken first.
func (r *Resolver) alsoKnownAs(f *fact) {
	written := func(ref string) string {
		if e := r.meant[ref]; e != nil && e.ID != "" {
			return e.ID
		}
		id, _ := r.canonical(ref)
		return id
	}
	refs, other := map[string][]string{}, false
	for name, list := range f.Refs {
		if f.Type.Rel(name).Target.Class == schema.Fact {
			refs[name] = slices.Clone(f.s.Refs[name])
			continue
		}
		for _, ref := range list {
			refs[name] = append(refs[name], written(ref.ID))
		}
		slices.Sort(refs[name])
		other = other || !slices.Equal(refs[name], f.s.Refs[name])
	}
	scope := f.s.Scope
	if scope != "" && scope != r.document {
		scope = written(r.meeting)
		other = other || scope != f.s.Scope
	}
	if !other || r.withdrawn {
		return
	}
	if id := NewStatement(f.Type, maps.Clone(f.s.Fields), refs, scope, r.state.Merges).ID; id != f.s.ID {
		r.aliases = append(r.aliases, store.Alias{ID: id, Of: f.s.ID})
	}
}

// grounded holds a fact of a model's that the text does not show, unless a person decided of it.
func (r *Resolver) grounded(f *record.Fact) bool {
	why := r.groundFact(f)
	id := r.factHold(f)
	d, ruled := r.ruled(id)
	switch {
	case why != "" && !ruled:
		r.holdFact(f, why)
		return false
	case why != "" && d.By.Kind == Reject:
		r.item(f.At, OnHold, "", "%s", d.rejected())
		r.partial = true
		if f.Label != "" {
			r.onHold[f.Label] = &hold{at: f.At}
		}
		return false
	}
	r.settled[id] = true
	return true
}

// heldAmong are the holds that references lead to; all says that none leads nowhere else.
func (r *Resolver) heldAmong(list []lost) (on []*hold, all bool) {
	for _, l := range list {
		if h := r.onHold[l.ID]; h != nil && !slices.Contains(on, h) {
			on = append(on, h)
		} else if h == nil {
			return nil, false
		}
	}
	return on, len(on) > 0
}

// factID is the fact that a label of this record, or an id, means.
func (r *Resolver) factID(ref string) (string, bool) {
	if f := r.byLabel[ref]; f != nil {
		return f.s.ID, true
	}
	if s := r.state.Entities[ref]; s != nil && s.Type.Class == schema.Fact {
		return s.ID, true
	}
	return "", false
}

// matters applies the record to what is said under each key.
func (r *Resolver) matters() (before, after map[string]*matter) {
	before, after = map[string]*matter{}, map[string]*matter{}
	of := func(key string) *matter {
		if after[key] == nil {
			m := r.state.Matters[key]
			if m == nil {
				m = newMatter()
			}
			before[key], after[key] = m, m.clone()
		}
		return after[key]
	}
	for _, key := range slices.Sorted(maps.Keys(r.state.Matters)) {
		of(key) // also of facts that only name one whose showing may change
	}
	for _, c := range r.carried {
		delete(of(c.was.Statement.Key).evidence, c.was.ID)
	}
	for _, c := range r.carried {
		if c.is != nil {
			of(c.is.Statement.Key).evidence[c.is.ID] = c.is
		}
	}
	stated := map[string]*Evidence{}
	for _, f := range r.facts {
		r.add(f, of(f.s.Key), stated)
	}
	for _, c := range r.carried {
		if c.is == nil || stated[c.is.ID] != nil {
			continue
		}
		if r.complete() && strength[c.is.Origin] <= strength[r.rec.Reader.Origin] || c.replacedBy(stated) {
			delete(of(c.is.Statement.Key).evidence, c.is.ID)
		}
	}
	return before, after
}

// add puts one fact's evidence into its matter.
func (r *Resolver) add(f *fact, m *matter, stated map[string]*Evidence) {
	for _, at := range f.Evidence {
		e := &Evidence{Statement: f.s, Printed: joinPrinted(at.Printed), Authority: r.authority(), Origin: r.rec.Reader.Origin,
			Reader: r.rec.Reader.Name, Review: r.rec.Reader.Review, Said: r.said, Passage: r.passages[at.Passage],
			Version: r.version, Document: r.document}
		if id, ok := r.canonical(r.meeting); ok {
			e.Meeting = id
		}
		e.identify()
		if r.withdrawn {
			delete(m.evidence, e.ID)
			continue
		}
		if was := r.state.Matters[f.s.Key]; was != nil {
			if old := was.evidence[e.ID]; old != nil && (old.Review == rejected || e.Review == unreviewed) {
				e.Review = old.Review // what a person decided of this reading stands
			}
		}
		if stated[e.ID] == nil {
			stated[e.ID] = e
			m.evidence[e.ID] = e
			f.evidence = append(f.evidence, e)
		}
	}
}

// authority is how much the document's word weighs: as this record or an earlier one says, else what its kind does.
func (r *Resolver) authority() int64 {
	return r.weight(r.rec.Document.Fields, r.state.Entities[r.rec.Document.ID])
}

// weight is the authority of a document.
func (r *Resolver) weight(fields map[string]any, stored *Stored) int64 {
	if a, ok := fields["authority"].(int64); ok {
		return a
	}
	kind, _ := fields["kind"].(string)
	if stored != nil {
		if a, ok := stored.Fields["authority"].(int64); ok {
			return a
		}
	}
	level, _ := r.m.Authority(kind)
	return level
}

// Batch is what the record comes to: what the graph is to hold from now on, and what became of each item.
func (r *Resolver) Batch() *Result {
	res := &Result{Document: r.document, Version: r.version, Batch: &store.Batch{Base: r.state.Base}}
	if r.refused != "" {
		r.items = r.items[:0]
		r.item(r.rec.Document.At, Refused, "", "%s", r.refused)
		res.Items = r.items
		return res
	}
	if r.held != "" {
		res.Batch.Nodes = r.addedTexts()
		r.items = r.items[:0]
		if r.covered && r.silent() { // nothing of it is kept out
			r.item(r.rec.Document.At, Unchanged, r.document, "")
			res.Items = r.items
			return res
		}
		r.withhold()
		res.Items = r.items
		return res
	}
	before, after := r.matters()
	stated, latest := map[string]map[string]any{}, r.latestClaims(after)
	var facts []store.Node
	for _, key := range slices.Sorted(maps.Keys(after)) {
		facts = append(facts, nodes(r.m, before[key], after[key])...)
		facts = append(facts, disputeNodes(r.m, before[key], after[key])...)
		r.restate(latest, []*matter{before[key], after[key]}, stated)
	}
	shown := showing(after)
	r.follow(facts, shown)
	for _, f := range r.facts {
		r.tell(f, before, after)
	}
	r.nameShown(shown)
	b := res.Batch
	b.Nodes = append(b.Nodes, r.entityNodes(stated)...)
	b.Nodes = append(b.Nodes, r.versionNodes()...)
	b.Nodes = append(b.Nodes, r.mentionNodes()...)
	b.Nodes = append(b.Nodes, r.holdNodes()...)
	b.Nodes = append(b.Nodes, facts...)
	b.Aliases = r.aliases
	r.tellCarried(after)
	r.ended(before, after)
	res.Items = r.items
	return res
}

// showing is the fact that shows each statement.
func showing(matters map[string]*matter) map[string]string {
	out := map[string]string{}
	for _, m := range matters {
		maps.Copy(out, m.view().shown)
	}
	return out
}

// follow points what names a fact of the record to the fact that shows it.
func (r *Resolver) follow(nodes []store.Node, shown map[string]string) {
	for i := range nodes {
		for j, e := range nodes[i].Edges {
			if to := shown[e.To]; to != "" && nodes[i].Known {
				nodes[i].Edges[j].To = to
			}
		}
		nodes[i].Edges = tidy(nodes[i].Edges)
	}
}
