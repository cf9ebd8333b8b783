package resolve

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// kept is what a merged entity was, beside its facts, names and mentions.
type kept struct {
	Fields map[string]any `json:"fields"`
	// Moved are what belonged to it by a relationship that rests on no fact: a committee's meetings.
	Moved []Belonging `json:"moved,omitempty"`
}

// Belonging is an entity that leads to another by a relationship of its own.
type Belonging struct {
	ID           string `json:"id"`
	Relationship string `json:"relationship"`
}

func (k kept) text() (string, error) {
	slices.SortFunc(k.Moved, func(a, b Belonging) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Relationship, b.Relationship))
	})
	b, err := json.Marshal(k)
	return string(b), err
}

func parseKept(text string) (kept, error) {
	var k kept
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	if err := d.Decode(&k); err != nil {
		return k, err
	}
	for column, v := range k.Fields {
		if n, ok := v.(json.Number); ok {
			i, err := n.Int64()
			if err != nil {
				return k, err
			}
			k.Fields[column] = i
		}
	}
	return k, nil
}

// Joined is what the graph holds of the entities that an act joins or parts.
type Joined struct {
	Acts     []StoredAct // all about entities
	Names    []HeldName
	Mentions []HeldMention
	Belongs  []*Stored // entities that lead to one of them by a relationship of their own
}

// HeldName is a name, and what it is a name of now.
type HeldName struct {
	StoredName
	Entity string
}

// CheckMerge says whether an act may merge two entities, and gives the act that already did.
func CheckMerge(state *State, acts []StoredAct, a Act) (done *StoredAct, err error) {
	if done := standing(acts, Merge, a.Subject, a.Object); done != nil {
		return done, nil
	}
	for _, id := range []string{a.Subject, a.Object} {
		if err := found(state, id); err != nil {
			return nil, err
		}
	}
	from, into := state.Entities[a.Subject], state.Entities[a.Object]
	switch {
	case a.Subject == a.Object:
		return nil, refuse("%s cannot be merged into itself", a.Subject)
	case from.ID != a.Subject:
		return nil, refuse("%s was merged and means %s now; split it first, or merge that", a.Subject, from.ID)
	case into.ID != a.Object:
		return nil, refuse("%s was merged and means %s now; merge into that", a.Object, into.ID)
	case from.Type != into.Type:
		return nil, refuse("%s is a %s and %s a %s; expected two of one type", a.Subject, from.Type.Name, a.Object, into.Type.Name)
	case !mergeable(from.Type):
		return nil, refuse("a %s is told apart by its %s, and is never merged", from.Type.Name, strings.Join(from.Type.Key, ", "))
	}
	for _, s := range []*Stored{from, into} {
		if naming, _ := s.Fields[namingField].(string); naming != "" && naming != namingKnown {
			return nil, refuse("%s is described and not named, so nothing tells that it is another; it is never merged", s.ID)
		}
	}
	return nil, toldApart(state.Merges, acts, a)
}

// mergeable: not what leads somewhere by relationships of its own, as documents, meetings and their items do.
func mergeable(t *schema.Type) bool {
	return !slices.ContainsFunc(t.Rels, func(r *schema.Rel) bool { return r.Out && r.From == nil && r.Latest == nil && !r.Auto })
}

// toldApart refuses to join what an act told apart: the two themselves, or what was merged into either.
func toldApart(merges Merges, acts []StoredAct, a Act) error {
	for _, o := range acts {
		if o.Kind != NotTheSame || !o.Standing {
			continue
		}
		x, y := merges.Of(o.Subject), merges.Of(o.Object)
		if x == a.Subject && y == a.Object || x == a.Object && y == a.Subject {
			return refuse("%s and %s are not the same, %s says: %s; take that back first", o.Subject, o.Object, o.Author, o.Reason)
		}
	}
	return nil
}

// CheckSplit gives the merge that an act takes back, or the split that already did.
func CheckSplit(acts []StoredAct, a Act) (merge, done *StoredAct, err error) {
	if merge := standing(acts, Merge, a.Subject, ""); merge != nil {
		return merge, nil, nil
	}
	if done := standing(acts, Split, a.Subject, ""); done != nil {
		return nil, done, nil
	}
	return nil, nil, refuse("found %s, expected an id that was merged into another", cmp.Or(a.Subject, "nothing"))
}

// MergesAfter are the merges that stand once an act is done.
func MergesAfter(acts []StoredAct, a Act) Merges {
	d := direct(acts)
	if a.Kind == Merge {
		d[a.Subject] = a.Object
	} else {
		delete(d, a.Subject)
	}
	return NewMerges(d)
}

// KeysUnder are the keys that what is said has under other merges.
func (s *State) KeysUnder(merges Merges) []string {
	keys := map[string]bool{}
	for _, m := range s.Matters {
		for _, e := range m.evidence {
			keys[e.Statement.under(merges).Key] = true
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

// Rejoin merges an entity into another, or gives it back what it had. The state holds all that is said of both, before and after; what
// is shown then follows from the readings.
func Rejoin(m *schema.Model, state *State, j *Joined, a Act) (*Decision, error) {
	after := MergesAfter(j.Acts, a)
	p := &rejoining{m: m, state: state, Joined: j, act: a, after: after, kept: map[string]kept{}}
	for _, old := range j.Acts {
		if old.Kind != Merge || !old.Standing {
			continue
		}
		k, err := parseKept(old.Kept)
		if err != nil {
			return nil, err
		}
		p.kept[old.Subject] = k
	}
	b := &store.Batch{Base: state.Base}
	stated := p.facts(b)
	act, err := p.acts(b)
	if err != nil {
		return nil, err
	}
	p.entities(b, stated)
	p.mentions(b)
	p.aliases(b)
	return &Decision{Batch: b, Act: act, Fate: Created, Items: p.items}, nil
}

type rejoining struct {
	*Joined
	m     *schema.Model
	state *State
	act   Act
	after Merges
	kept  map[string]kept // by merged id
	items []Item
}

// survivor is the entity that shows, or showed, what is split off.
func (p *rejoining) survivor() string {
	if p.act.Kind == Merge {
		return p.act.Object
	}
	return p.state.Merges.Of(p.act.Subject)
}

func (p *rejoining) item(path string, fate Fate, id string) {
	p.items = append(p.items, Item{Path: path, Fate: fate, ID: id})
}

// facts are what the readings show under the other merges, and the stated fields that change by it.
func (p *rejoining) facts(b *store.Batch) map[string]map[string]any {
	r := &Resolver{m: p.m, state: p.state}
	before, after := p.state.Matters, map[string]*matter{}
	for key := range before {
		after[key] = newMatter()
	}
	for _, matter := range before {
		for _, e := range matter.evidence {
			as := *e
			as.Statement = e.Statement.under(p.after)
			key := as.Statement.Key
			if after[key] == nil {
				after[key] = newMatter()
			}
			after[key].evidence[as.ID] = &as
		}
	}
	stated, latest := map[string]map[string]any{}, r.latestClaims(after)
	var all []store.Node
	for _, key := range slices.Sorted(maps.Keys(after)) {
		was := before[key]
		if was == nil {
			was = newMatter()
		}
		all = append(all, nodes(p.m, was, after[key])...)
		all = append(all, disputeNodes(p.m, was, after[key])...)
		r.restate(latest, []*matter{was, after[key]}, stated)
	}
	r.follow(all, showing(after))
	at := map[string]int{} // what left one matter and is in another now stands in both
	for _, n := range all {
		i, twice := at[n.ID]
		switch {
		case !twice:
			at[n.ID] = len(b.Nodes)
			b.Nodes = append(b.Nodes, n)
		case n.Known:
			b.Nodes[i] = n
		}
	}
	p.tellFacts(before, after)
	return stated
}

// tellFacts tells what is shown elsewhere than before: facts, by the entities that they name, or behind an equal one.
func (p *rejoining) tellFacts(before, after map[string]*matter) {
	was, is := showing(before), showing(after)
	for _, id := range slices.Sorted(maps.Keys(is)) {
		switch {
		case was[id] == id && is[id] != id:
			p.items = append(p.items, Item{Path: "facts", Fate: Ended, ID: id, Reason: "shown as " + is[id]})
		case was[id] != id && is[id] == id:
			p.item("facts", Created, id)
		case is[id] == id && p.moves(before, id):
			p.item("facts", Updated, id)
		}
	}
}

// moves says whether a statement names what the act is about.
func (p *rejoining) moves(before map[string]*matter, id string) bool {
	for _, m := range before {
		for _, e := range m.evidence {
			if e.Statement.ID != id {
				continue
			}
			now := e.Statement.under(p.after)
			return now.Same != e.Statement.Same
		}
	}
	return false
}

// entities are both ends with their names, and what belongs to them.
func (p *rejoining) entities(b *store.Batch, stated map[string]map[string]any) {
	names := map[string][]StoredName{}
	for _, n := range p.Names {
		owner := cmp.Or(n.MergedFrom, n.Entity)
		to := p.after.Of(owner)
		now := n.StoredName
		now.MergedFrom = ""
		if to != owner {
			now.MergedFrom = owner
		}
		switch k, merged := p.kept[owner]; {
		case now.MergedFrom != "" && now.Kind == mainName:
			now.Kind = "OTHER"
		case now.MergedFrom == "" && merged && now.Text == k.Fields["name"]:
			now.Kind = mainName
		}
		if to != n.Entity {
			p.items = append(p.items, Item{Path: "names", Fate: Updated, ID: to, Reason: now.Text})
		}
		names[to] = append(names[to], now)
		b.Nodes = append(b.Nodes, nameNode(p.m.TypeOf(to), to, now))
	}
	into := *p.state.Entities[p.survivor()]
	ends := []*Stored{&into}
	if p.act.Kind == Split {
		ends = append(ends, p.back())
	}
	for _, s := range ends {
		main, _ := s.Fields["name"].(string)
		s.Names = names[s.ID]
		slices.SortFunc(s.Names, func(a, b StoredName) int {
			return cmp.Or(first(b.Kind == mainName, a.Kind == mainName), strings.Compare(a.Text, b.Text), strings.Compare(a.MergedFrom, b.MergedFrom))
		})
		n := restated(p.m, s, stated[s.ID])
		n.Fields["name"] = main
		b.Nodes = append(b.Nodes, n)
		p.item("entities", Updated, s.ID)
	}
	if p.act.Kind == Merge {
		p.items = append(p.items, Item{Path: "entities", Fate: Ended, ID: p.act.Subject, Reason: p.act.Subject + " is " + p.act.Object})
	}
	p.belongings(b)
}

const mainName = "MAIN"

// first orders what is so before what is not.
func first(b, a bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// back is a merged entity as it was; its stated fields follow from the claims.
func (p *rejoining) back() *Stored {
	t := p.m.TypeOf(p.act.Subject)
	s := &Stored{Type: t, ID: p.act.Subject, Fields: maps.Clone(p.kept[p.act.Subject].Fields)}
	for _, f := range t.Fields {
		if f.Stated {
			delete(s.Fields, f.Column)
		}
	}
	return s
}

// belongings lead what belongs to an end by a relationship of its own to where that now is.
func (p *rejoining) belongings(b *store.Batch) {
	owned := p.kept[p.act.Subject].Moved
	for _, s := range p.Belongs {
		refs := maps.Clone(s.Refs)
		for name, ids := range s.Refs {
			if p.act.Kind == Split && !slices.Contains(owned, Belonging{s.ID, name}) {
				continue
			}
			now := slices.Clone(ids)
			for i, id := range ids {
				switch {
				case p.act.Kind == Merge && id == p.act.Subject:
					now[i] = p.act.Object
				case p.act.Kind == Split && id == p.survivor():
					now[i] = p.after.Of(p.first(s.ID, name))
				}
			}
			refs[name] = now
		}
		if maps.EqualFunc(refs, s.Refs, slices.Equal) {
			continue
		}
		moved := *s
		moved.Refs = refs
		b.Nodes = append(b.Nodes, restated(p.m, &moved, nil))
		p.item("entities", Updated, s.ID)
	}
}

// first is the entity that something belonged to before any merge that stands: of those that moved it, the one merged most often since.
func (p *rejoining) first(id, relationship string) string {
	steps, out := -1, p.act.Subject
	d := direct(p.Acts)
	for _, subject := range slices.Sorted(maps.Keys(p.kept)) {
		if !slices.Contains(p.kept[subject].Moved, Belonging{id, relationship}) {
			continue
		}
		n := 0
		for at := subject; d[at] != "" && n <= len(d); at = d[at] {
			n++
		}
		if n > steps {
			steps, out = n, subject
		}
	}
	return out
}

// mentions are the names found in passages, resolved to where their entity now is.
func (p *rejoining) mentions(b *store.Batch) {
	t := p.m.Type("Mention")
	for _, h := range p.Mentions {
		to := p.after.Of(h.Entity)
		n := store.Node{Type: t.Name, ID: h.ID, Known: true, Span: store.Always, Fields: maps.Clone(h.Fields)}
		delete(n.Fields, "mergedFrom")
		if to != h.Entity {
			n.Fields["mergedFrom"] = h.Entity
		}
		n.Edges = edges(p.m, t, "", n.Fields, map[string][]string{"entity": {to}, "passage": {h.Passage}})
		fromOwner(n.Edges, n.ID)
		b.Nodes = append(b.Nodes, n)
		if to != p.state.Merges.Of(h.Entity) {
			p.item("mentions", Updated, h.ID)
		}
	}
}

// acts are the act itself, what it takes back, and the others about the same entities, which lead to where those now are.
func (p *rejoining) acts(b *store.Batch) (string, error) {
	a := p.act
	if a.Kind == Split {
		a.Object = standing(p.Acts, Merge, a.Subject, "").Object
	}
	made := next(a, p.Acts)
	if a.Kind == Merge {
		k := kept{Fields: maps.Clone(p.state.Entities[a.Subject].Fields)}
		maps.DeleteFunc(k.Fields, func(_ string, v any) bool { return v == nil })
		for _, s := range p.Belongs {
			for name, ids := range s.Refs {
				if slices.Contains(ids, a.Subject) {
					k.Moved = append(k.Moved, Belonging{s.ID, name})
				}
			}
		}
		text, err := k.text()
		if err != nil {
			return "", err
		}
		made.Kept = text
	}
	for _, old := range p.Acts {
		opposite := map[ActKind]ActKind{Merge: Split, Split: Merge}[a.Kind]
		if old.Standing && old.Kind == opposite && old.Subject == a.Subject {
			old = old.reverse(made)
		}
		if p.about(old.Subject) || p.about(old.Object) {
			b.Nodes = append(b.Nodes, old.node(p.m, p.after))
		}
	}
	b.Nodes = append(b.Nodes, made.node(p.m, p.after))
	return made.ID, nil
}

// about says whether an id means one of the ends, before or after.
func (p *rejoining) about(id string) bool {
	return id != "" && (p.state.Merges[id] != p.after[id] || id == p.act.Subject || id == p.survivor())
}

// aliases let the ids answer with what they mean now.
func (p *rejoining) aliases(b *store.Batch) {
	if p.act.Kind == Merge {
		b.Aliases = []store.Alias{{ID: p.act.Subject, Of: p.act.Object}}
		return
	}
	b.Aliases = []store.Alias{{ID: p.act.Subject}}
	for _, id := range slices.Sorted(maps.Keys(p.after)) {
		if p.after[id] != p.state.Merges[id] { // merged into what is split off
			b.Aliases = append(b.Aliases, store.Alias{ID: id, Of: p.after[id]})
		}
	}
}
