package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/record"
)

// identifyEntities gives each entity of the record the id that it has, or mints one. What cannot have one is refused or held.
func (r *Resolver) identifyEntities() {
	doc := &entity{Entity: &r.rec.Document, id: r.document, stored: r.state.Entities[r.rec.Document.ID]}
	r.entities = append(r.entities, doc)
	for i := range r.rec.Entities {
		e := &r.rec.Entities[i]
		if e.ID == r.rec.Document.ID { // the document, spoken of among the entities too
			doc.Name = cmp.Or(doc.Name, e.Name)
			doc.Mentions = append(doc.Mentions, e.Mentions...)
			doc.Names = append(doc.Names, e.Names...)
			continue
		}
		r.admit(e)
	}
	if doc.Name == "" { // a document's name is its heading; without one, and without any name that is known, its number
		title, _ := doc.Fields["title"].(string)
		if doc.Name = title; title == "" && doc.stored == nil {
			doc.Name, _ = doc.Fields["number"].(string)
		}
	}
	r.checkRefs()
}

// admit gives an entity the id that it has, or keeps it out.
func (r *Resolver) admit(e *record.Entity) {
	is := r.identifyEntity(e)
	if first := r.taken[is.id]; is.fate == "" && is.id != "" && first != "" && !r.respelt(e) {
		is.fate, is.why = Refused, fmt.Sprintf("found %q, which means %s as %s of this record does; expected each entity once, or ids that tell them apart", e.Name, is.id, first)
	}
	stored := r.state.Entities[is.id]
	if stored == nil {
		stored = r.state.Entities[e.ID]
	}
	switch {
	case len(is.candidates) > 0:
		r.holdEntity(e, unsureMatch, cmp.Or(is.why, r.unsure(e, is.candidates)), is.candidates)
		return
	case is.fate != "":
		if is.fate == OnHold {
			r.keepOut(e, is.why)
			return
		}
		r.item(e.At, is.fate, "", "%s", is.why)
		r.partial = true
		return
	case r.byModel():
		why := r.groundName(e, stored)
		if d, ruled := r.ruled(r.entityHold(e, notGrounded)); why != "" && ruled && d.By.Kind == Reject {
			r.keepOut(e, d.rejected())
			return
		} else if why != "" && !ruled {
			r.holdEntity(e, notGrounded, why, nil)
			return
		}
	}
	known := &entity{Entity: e, id: is.id, stored: stored, by: is.by}
	if r.byModel() {
		known.note = r.groundMentions(e)
	}
	r.taken[is.id] = e.At.Path
	if key := NormalKey(e.Type, e.Name); key != "" && r.byName(e) && r.normals[key] == "" {
		r.normals[key] = is.id
	}
	if e.ID != "" {
		r.ids[e.ID] = is.id
	}
	if e.Local != "" {
		r.ids["ref:"+e.Local] = is.id
	}
	if k := r.keyed[e]; k != nil && e.ID == "" && r.state.Entities[k.Minted[0]] == nil {
		r.ids[k.Minted[0]] = is.id
	}
	for _, why := range []string{unsureMatch, notGrounded} {
		r.settled[r.entityHold(e, why)] = true
	}
	r.entities = append(r.entities, known)
}

// keepOut holds an entity of which there is nothing to decide, and whatever names it.
func (r *Resolver) keepOut(e *record.Entity, why string) {
	r.item(e.At, OnHold, "", "%s", why)
	r.partial = true
	for _, name := range []string{e.ID, "ref:" + e.Local} {
		r.onHold[name] = &hold{at: e.At}
	}
}

// unsure says why a name is held.
func (r *Resolver) unsure(e *record.Entity, candidates []Match) string {
	var may []string
	for _, c := range candidates {
		if c.ID != "" {
			may = append(may, c.ID+" "+c.String())
		}
	}
	if len(may) == 0 {
		return fmt.Sprintf("it is not sure what %q stands for; what of the graph it may be was rejected", e.Name)
	}
	return fmt.Sprintf("it is not sure what %q stands for; it may be %s", e.Name, strings.Join(may, "; or "))
}

// respelt: the record names one thing twice, in two spellings of one normal form, and tells it by no id.
func (r *Resolver) respelt(e *record.Entity) bool {
	id := r.normals[NormalKey(e.Type, e.Name)]
	return id != "" && e.ID == "" && r.byName(e) && !slices.ContainsFunc(r.entities, func(o *entity) bool {
		return o.id == id && value.Fold(o.Name) == value.Fold(e.Name)
	})
}

func (r *Resolver) identifyEntity(e *record.Entity) identified {
	if s := r.state.Entities[e.ID]; s != nil {
		if s.Type != e.Type {
			return identified{fate: Refused, why: fmt.Sprintf("found %s, which is a %s of the graph, expected an id that is free or that of a %s", e.ID, s.Type.Name, e.Type.Name)}
		}
		return identified{id: r.readAs(e, s)}
	}
	if r.byKey(e) {
		is := r.identifyByKey(e)
		if len(is.candidates) > 0 {
			return r.decide(e, is)
		}
		return is
	}
	if _, decided := r.ruled(r.entityHold(e, unsureMatch)); decided && e.ID == "" {
		return r.decide(e, identified{})
	}
	if r.byName(e) {
		m, candidates := r.match(e)
		if m != nil {
			return identified{id: r.readAs(e, r.state.Entities[m.ID]), by: m}
		}
		if len(candidates) > 0 {
			is := identified{fate: OnHold, candidates: candidates}
			if candidates[0].Score == byNamed {
				var ids []string
				for _, c := range candidates {
					ids = append(ids, c.ID)
				}
				is.why = fmt.Sprintf("%q is the name of %s; give the id of the one that is meant", e.Name, strings.Join(ids, " and "))
			}
			return r.decide(e, is)
		}
		if id := r.normals[NormalKey(e.Type, e.Name)]; id != "" && e.ID == "" {
			return identified{id: id, by: &Match{id, "normal form", normal, "another spelling in this record"}}
		}
	}
	if e.ID != "" {
		if s := r.state.Entities[minted(e.Type, e.Name, 0)]; s != nil && r.byName(e) && s.Type == e.Type && s.named(e.Name) && r.apart(e, s) == "" {
			return identified{id: r.readAs(e, s)} // known by this name, though nothing of it is stated now
		}
		return identified{id: e.ID}
	}
	return r.mint(e)
}

// mint gives a name the first id that is free, or that of what is known by it though nothing of that is stated now.
func (r *Resolver) mint(e *record.Entity) identified {
	for n := range maxClash {
		id := minted(e.Type, e.Name, n)
		s := r.state.Entities[id]
		switch {
		case s == nil && (r.taken[id] == "" || n == 0):
			return identified{id: id}
		case s != nil && s.Type == e.Type && s.spelt(e.Name) && r.apart(e, s) == "":
			return identified{id: r.readAs(e, s)}
		}
	}
	return identified{fate: OnHold, why: fmt.Sprintf("too many entities share the slug of %q; give an id", e.Name)}
}

// readAs is the id by which a record means an entity of the graph. What was merged into it goes on being meant by its own id and by its
// own names, so that a split gives back what was read of it meanwhile, and the record that was taken in before still says the same.
func (r *Resolver) readAs(e *record.Entity, s *Stored) string {
	if r.state.Merges[e.ID] != "" {
		return e.ID
	}
	id := ""
	for _, n := range s.Names {
		if value.Fold(n.Text) != value.Fold(e.Name) {
			continue
		}
		if n.MergedFrom == "" {
			return s.ID
		}
		id = cmp.Or(id, n.MergedFrom)
	}
	if id == "" || e.ID == s.ID {
		return s.ID
	}
	return id
}

// checkRefs refuses entities that name what is not there, and what names those in turn. The document itself stands: it only
// loses the reference.
func (r *Resolver) checkRefs() {
	defer r.checkDocument()
	for {
		kept := r.entities[:0:0]
		for _, e := range r.entities {
			list := r.dangling(e.Refs)
			on, all := r.heldAmong(list)
			switch {
			case len(list) == 0 || e.Entity == &r.rec.Document:
				kept = append(kept, e)
			case all:
				r.keepOut(e.Entity, "it names "+on[0].at.Path+", held itself")
				delete(r.ids, e.ID)
				delete(r.ids, "ref:"+e.Local)
			default:
				r.refuseRefs(list)
				delete(r.ids, e.ID)
				delete(r.ids, "ref:"+e.Local)
			}
		}
		if len(kept) == len(r.entities) {
			return
		}
		r.entities = kept
	}
}

func (r *Resolver) checkDocument() {
	if list := r.dangling(r.rec.Document.Refs); len(list) > 0 {
		r.refuseRefs(list)
	}
}

// lost is a reference that leads nowhere, and what was expected there.
type lost struct {
	record.Ref
	expected string
}

// dangling are the references that lead nowhere.
func (r *Resolver) dangling(refs map[string][]record.Ref) (out []lost) {
	for _, name := range slices.Sorted(maps.Keys(refs)) {
		for _, ref := range refs[name] {
			if _, ok := r.canonical(ref.ID); !ok {
				out = append(out, lost{ref, "the id of an entity of this record or of the graph"})
			}
		}
	}
	return out
}

// refuseRefs refuses an item for the references of it that lead nowhere: once, however many they are.
func (r *Resolver) refuseRefs(list []lost) {
	var why []string
	for _, ref := range list {
		at := ""
		if len(list) > 1 {
			at = ref.At.Path + ": "
		}
		why = append(why, fmt.Sprintf("%sfound %s, expected %s", at, ref.ID, ref.expected))
	}
	r.item(list[0].At, Refused, "", "%s", strings.Join(why, "; "))
	r.partial = true
}

// canonical is the id that a reference means.
func (r *Resolver) canonical(id string) (string, bool) {
	if c, ok := r.ids[id]; ok {
		return c, true
	}
	if r.state.Merges[id] != "" {
		return id, true
	}
	if s := r.state.Entities[id]; s != nil {
		return s.ID, true
	}
	return "", false
}

func (r *Resolver) resolved(refs map[string][]record.Ref) map[string][]string {
	out := map[string][]string{}
	for name, list := range refs {
		for _, ref := range list {
			if id, ok := r.canonical(ref.ID); ok {
				out[name] = append(out[name], r.state.Merges.Of(id))
			}
		}
	}
	return out
}
