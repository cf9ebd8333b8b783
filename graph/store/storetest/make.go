package storetest

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// World is a random small history as batches, in order: few entities, many facts about the same of them, on few days, so
// that ties, disagreements of one day, nulls, open spans, merges, hubs and facts that are taken back and told again are
// common. The same seed and number of steps give the same world. Base is left to whoever applies it.
func World(seed int64, steps int) []*store.Batch {
	w := newMaker(schema.Domain(), seed)
	out := make([]*store.Batch, 0, steps)
	for i := range steps {
		out = append(out, w.step(i))
	}
	return out
}

// maker keeps what was last said of each node.
type maker struct {
	m     *schema.Model
	r     *rand.Rand
	seed  int64
	said  map[string]*saying
	ids   map[string][]string // by concrete type, in order
	all   []string
	alias map[string]string
	next  int
	focus map[schema.Class][]*schema.Type // what this world is mostly about
}

// saying is a node before its edges are worked out from the relationships that it states.
type saying struct {
	node   store.Node          // without Edges
	states map[string][]string // relationship to ids
	extra  []string            // cited as well
}

func newMaker(m *schema.Model, seed int64) *maker {
	w := &maker{m: m, seed: seed & 0xffff, r: rand.New(rand.NewPCG(uint64(seed), 0x5eed)), said: map[string]*saying{}, ids: map[string][]string{}, alias: map[string]string{},
		focus: map[schema.Class][]*schema.Type{}}
	var stating []*schema.Type // facts that relationships rest on
	for _, t := range m.Types {
		for _, r := range t.Rels {
			switch {
			case r.From != nil && r.From.Fact.Class == schema.Fact:
				stating = append(stating, r.From.Fact)
			case r.Latest != nil:
				stating = append(stating, r.Target)
			}
		}
	}
	claims, _, _ := m.Claims()
	w.focus[schema.Fact] = []*schema.Type{pickOne(w.r, stating), pickOne(w.r, stating), claims.Target, w.typeOf(schema.Fact), w.typeOf(schema.Fact)}
	w.focus[schema.Plain] = []*schema.Type{w.typeOf(schema.Plain), w.typeOf(schema.Plain), m.Type("Evidence"), m.Type("Mention"), m.Type("Name")}
	return w
}

func pickOne[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// oneIn is true once in n times.
func (w *maker) oneIn(n int) bool { return w.r.IntN(n) == 0 }

// hubSize is the number of facts that are told of one entity at once.
const hubSize = 60

func (w *maker) step(i int) *store.Batch {
	changed := map[string]bool{}
	switch {
	case i == 0:
		for _, t := range w.m.Types {
			if t.Class == schema.Entity && !t.Interface {
				for range 2 + w.r.IntN(2) {
					w.make(t, changed)
				}
			}
		}
	case i == 2 && w.oneIn(2):
		w.hub(changed)
	}
	for range 10 + w.r.IntN(20) {
		switch w.r.IntN(10) {
		case 0, 1, 2, 3:
			w.make(w.typeOf(schema.Fact), changed)
		case 4, 5:
			w.make(w.typeOf(schema.Plain), changed)
		default:
			w.change(w.said[pickOne(w.r, w.all)], changed)
		}
	}
	b := &store.Batch{}
	for _, id := range w.all {
		if changed[id] {
			b.Nodes = append(b.Nodes, w.build(w.said[id]))
		}
	}
	if w.oneIn(3) {
		b.Aliases = w.merge()
	}
	return b
}

func (w *maker) typeOf(c schema.Class) *schema.Type {
	if len(w.focus[c]) == 5 && !w.oneIn(6) {
		return pickOne(w.r, w.focus[c])
	}
	for {
		if t := pickOne(w.r, w.m.Types); !t.Interface && t.Class == c {
			return t
		}
	}
}

// make says something new of a type.
func (w *maker) make(t *schema.Type, changed map[string]bool) *saying {
	w.next++
	n := store.Node{Type: t.Name, ID: t.Prefix + ":" + pickOne(w.r, []string{"a", "B", "é", "\U0001f600", "\uff5e", "0"}) + strconv.Itoa(w.next), Known: true, Span: w.span(t), Fields: map[string]any{}}
	s := &saying{node: n, states: map[string][]string{}}
	for _, f := range t.Fields {
		w.field(s, f)
	}
	for _, r := range t.Rels {
		w.state(s, r)
	}
	w.claim(s)
	Complete(w.m, &s.node)
	w.texts(s)
	w.said[n.ID] = s
	w.all = append(w.all, n.ID)
	w.ids[t.Name] = append(w.ids[t.Name], n.ID)
	changed[n.ID] = true
	return s
}

// hub tells many facts of one entity.
func (w *maker) hub(changed map[string]bool) {
	t := pickOne(w.r, []*schema.Type{w.m.Type("Observation"), w.m.Type("Membership"), w.m.Type("ContractEvent"), w.m.Type("Claim")})
	var rel *schema.Rel
	for _, r := range t.Rels {
		if r.Required && r.Out {
			rel = r
			break
		}
	}
	ids := w.targets(rel)
	if len(ids) == 0 {
		return
	}
	hub := pickOne(w.r, ids)
	for range hubSize {
		s := w.make(t, changed)
		s.states[rel.Name] = []string{hub}
		w.claim(s)
	}
}

// change says something else of a node, or the same again.
func (w *maker) change(s *saying, changed map[string]bool) {
	t := w.m.Type(s.node.Type)
	changed[s.node.ID] = true
	switch w.r.IntN(8) {
	case 0, 1:
		s.node.Known = !s.node.Known
	case 2:
		s.node.Span = w.span(t)
	case 3:
		s.node.Span.Authority = 1 + w.r.Int64N(4)
		if t.Class != schema.Fact {
			s.node.Span = store.Always
		}
	case 4:
		for range 3 {
			w.field(s, pickOne(w.r, t.Fields))
		}
		w.claim(s)
		Complete(w.m, &s.node)
		w.texts(s)
	case 5, 6:
		if len(t.Rels) > 0 {
			for range 3 {
				w.state(s, pickOne(w.r, t.Rels))
			}
		}
		w.claim(s)
	}
}

// span is one of few, mostly open at its end. Only facts have one.
func (w *maker) span(t *schema.Type) store.Span {
	if t.Class != schema.Fact {
		return store.Always
	}
	s := store.Span{Since: w.day(), Until: value.MaxDay, Authority: 1 + w.r.Int64N(3)}
	if w.oneIn(3) {
		s.Until = s.Since + value.Day(w.r.IntN(3))
	}
	return s
}

// firstDay is the first of the few days on which everything happens.
const firstDay value.Day = 20089 // 2025-01-01

func (w *maker) day() value.Day { return firstDay + value.Day(w.r.IntN(5)) }

// field gives a field a value, or null where it may be.
func (w *maker) field(s *saying, f *schema.Field) {
	if f.Value == nil {
		if f.Column != "" && f.Name != "id" {
			s.node.Fields[f.Column] = w.scalar(f)
		}
		return
	}
	for _, p := range f.Parts {
		delete(s.node.Fields, p.Column)
	}
	if !f.NonNull && w.oneIn(2) {
		return
	}
	for _, p := range f.Parts {
		s.node.Fields[p.Column] = w.scalar(p)
	}
	if start := f.Part("start"); start != nil && s.node.Fields[start.Column] != nil && w.oneIn(2) {
		s.node.Fields[f.Part("end").Column] = s.node.Fields[start.Column].(int64) + w.r.Int64N(3)
	}
	Complete(w.m, &s.node)
}

// words are what texts are made of: few, so that they meet.
var words = []string{"Joint", "joint", "IT", "Committee", "committees", "Café", "cafe\u0301", "cafe", "Straße", "strasse", "東京", "x\U0001f600y", "O'Brien", "2025/26", "a", "an", "\uff5e", "\U0001f600"}

// scalar is a random value of a kind.
func (w *maker) scalar(f *schema.Field) any {
	if !f.NonNull && w.oneIn(3) {
		return nil
	}
	if f.Of != nil && f.Of.Unit() != nil && f.Of.Unit().Name == f.Name {
		return pickOne(w.r, []string{"GBP", "gbp", "%"})
	}
	switch f.Kind {
	case schema.Enum:
		values := w.m.EnumValues(f.Enum)
		if w.oneIn(2) { // an ACTUAL fact, of the commonest kind
			return values[0]
		}
		return pickOne(w.r, values[:min(3, len(values))])
	case schema.Boolean:
		return w.oneIn(2)
	case schema.Int, schema.Long:
		return pickOne(w.r, []int64{0, 1, 1, 2, 3, 7, -1, -5, 12, 2147483647, -2147483648})
	case schema.Decimal:
		return pickOne(w.r, []int64{0, 1, -1, 5, -5, 333333, 500000, 1000000, 1000000, 9007199254740993, -9007199254740993})
	case schema.Date:
		return int64(w.day())
	case schema.DateTime:
		return int64(Start) + w.r.Int64N(5)
	case schema.ID:
		return pickOne(w.r, []string{"k:1", "k:2", "K:1", "k:é"})
	}
	if w.oneIn(4) {
		return pickOne(w.r, Awkward[:len(Awkward)-2])
	}
	return w.words()
}

func (w *maker) words() string {
	list := make([]string, 1+w.r.IntN(3))
	for i := range list {
		list[i] = pickOne(w.r, words)
	}
	return strings.Join(list, pickOne(w.r, []string{" ", " ", "-", ", "}))
}

// texts are what search finds a node by: some of its own strings, and some more.
func (w *maker) texts(s *saying) {
	s.node.Texts = nil
	for column, field := range map[string]store.TextField{"name": store.TextName, "wording": store.TextWording, "text": store.TextPassage} {
		if v, ok := s.node.Fields[column].(string); ok {
			s.node.Texts = append(s.node.Texts, store.Text{Field: field, Text: v})
		}
	}
	slices.SortFunc(s.node.Texts, func(a, b store.Text) int { return strings.Compare(string(a.Field), string(b.Field)) })
	if len(s.node.Texts) > 0 && w.oneIn(3) {
		s.node.Texts = append(s.node.Texts, store.Text{Field: pickOne(w.r, []store.TextField{store.TextName, store.TextOther, store.TextOther, store.TextWording}), Text: w.words()})
	}
}

// merge makes a new id, or one that is there, mean another node, or takes that back.
func (w *maker) merge() []store.Alias {
	if len(w.alias) > 0 && w.oneIn(4) {
		id := pickOne(w.r, slices.Sorted(maps.Keys(w.alias)))
		delete(w.alias, id)
		return []store.Alias{{ID: id}}
	}
	of := pickOne(w.r, w.all)
	w.next++
	id := "old:" + strconv.Itoa(w.next)
	if w.oneIn(2) {
		id = pickOne(w.r, w.ids[w.said[of].node.Type])
	}
	to := of
	if a, ok := w.alias[of]; ok {
		to = a
	}
	if to == id {
		return nil
	}
	w.alias[id] = to
	for a, t := range w.alias {
		if t == id {
			w.alias[a] = to
		}
	}
	return []store.Alias{{ID: id, Of: of}}
}

// lonely says something new of a type without any edge, so that nothing else changes by it; an entity is named by a mention.
func (w *maker) lonely(t *schema.Type) *store.Batch {
	s := w.make(t, map[string]bool{})
	s.states, s.extra = map[string][]string{}, nil
	b := &store.Batch{Nodes: []store.Node{w.build(s)}}
	if t.Class == schema.Entity {
		m := w.make(w.m.Type("Mention"), map[string]bool{})
		m.states = map[string][]string{"entity": {s.node.ID}}
		b.Nodes = append(b.Nodes, w.build(m))
	}
	return b
}

// claim makes a claim speak of a field that its entity has.
func (w *maker) claim(s *saying) {
	rel, field, val := w.m.Claims()
	if s.node.Type != rel.Target.Name {
		return
	}
	for _, r := range rel.Target.Rels {
		if r.Type != rel.Type || len(s.states[r.Name]) == 0 {
			continue
		}
		var stated []string
		for _, f := range w.m.Type(w.said[s.states[r.Name][0]].node.Type).Fields {
			if f.Stated {
				stated = append(stated, f.Name)
			}
		}
		if len(stated) > 0 {
			s.node.Fields[field.Column] = stated[w.r.IntN(min(2, len(stated)))]
			s.node.Fields[val.Column] = pickOne(w.r, []string{"true", "false", "True", "12", "x12", "HELD", w.words()})
		}
	}
}
