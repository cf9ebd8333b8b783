package graph

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/history"
	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// tell reads what was said of the topics of a page.
func (b *brief) tell(page []topic) ([]any, error) {
	out := []any{}
	if len(page) == 0 {
		return out, nil
	}
	list := make([]string, len(page))
	for i, t := range page {
		list[i] = t.id
	}
	fact := b.m.Type("Fact")
	all, err := readSaid(b.ctx, b.store, b.m, b.at, fact, about(fact, list...))
	if err != nil {
		return nil, err
	}
	open, err := b.open(b.ctx, b.question, list...)
	if err != nil {
		return nil, err
	}
	odd, err := b.contradictions(list)
	if err != nil {
		return nil, err
	}
	figures, err := b.figures(all, page)
	if err != nil {
		return nil, err
	}
	for _, t := range page {
		o := b.one(t, all, b.below[t.id], open)
		o["contradictions"] = refs(odd[t.id])
		earlier := []any{}
		for _, item := range b.items[t.id] {
			earlier = append(earlier, Ref{ID: item.ID()})
		}
		o["earlierItems"] = earlier
		o["new"] = o["new"].(bool) && len(b.items[t.id]) == 0
		list := []any{}
		for _, id := range indicatorsOf(b.m, t, all) {
			if f := figures[id]; f != nil {
				list = append(list, f)
			}
		}
		o["figures"] = list
		out = append(out, o)
	}
	return out, nil
}

// one is what was said of one topic.
func (b *brief) one(t topic, all, under []*history.Said, open []history.Open) Object {
	var now, others []*history.Said
	earlier := slices.DeleteFunc(under, func(s *history.Said) bool { return slices.Contains(s.Cites, t.id) })
	for _, s := range all {
		if !slices.Contains(s.Cites, t.id) {
			continue
		}
		switch b.saidEarlier(s) {
		case here:
			earlier = append(earlier, s)
		case elsewhere:
			others = append(others, s)
		}
		if b.meeting != "" && slices.Contains(s.Meetings, b.meeting) {
			now = append(now, s)
		}
	}
	claims, _, _ := b.m.Claims()
	rank := func(s *history.Said) int { // of one day: what happened, what holds for good, what only tells a field's value
		switch {
		case s.Type == claims.Target:
			return 2
		case s.Type.Rule.Once:
			return 1
		}
		return 0
	}
	newest := func(x, y *history.Said) int {
		return cmp.Or(cmp.Compare(y.First, x.First), cmp.Compare(rank(x), rank(y)), strings.Compare(x.ID, y.ID))
	}
	slices.SortFunc(earlier, newest)
	slices.SortFunc(others, newest)
	slices.SortFunc(now, func(x, y *history.Said) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), strings.Compare(x.ID, y.ID))
	})
	first := history.New(now, earlier)
	steps := []any{}
	for _, o := range open {
		if slices.Contains(o.Fact.Cites, t.id) && b.openEarlier(o) {
			steps = append(steps, openObject(b.m, o))
		}
	}
	return Object{"entity": Ref{ID: t.id}, "new": len(earlier) == 0, "earlierCount": len(earlier), "earlier": factRefs(earlier, b.facts),
		"elsewhereCount": len(others), "elsewhere": factRefs(others, b.facts), "now": factRefs(now, b.facts), "firstSaidNow": factRefs(first, b.facts), "open": steps}
}

// whose says who said something earlier.
type whose uint8

const (
	nobody    whose = iota
	elsewhere       // another body, or a document of no meeting
	here            // the committee that the context is of; anybody, where it is of none
)

// saidEarlier says who said a fact before the day that the context is of; what the meeting itself says is not earlier.
func (b *brief) saidEarlier(s *history.Said) whose {
	out := nobody
	for _, t := range s.Tellings {
		switch {
		case b.before != nil && t.Day >= *b.before, b.meeting != "" && t.Meeting == b.meeting:
		case b.committee == "" || b.meetings[t.Meeting]:
			return here
		default:
			out = elsewhere
		}
	}
	return out
}

// openEarlier says whether a statement was open before that day.
func (b *brief) openEarlier(o history.Open) bool { return b.before == nil || o.Since < *b.before }

// under reads, for each agenda item among some topics, what was said at earlier meetings of the committee under the headings of its
// earlier items, and under its own name: a page's headings repeat its agenda, or name what the agenda does not list.
func (b *brief) under(topics []topic, items map[string][]rows.Row) (map[string][]*history.Said, error) {
	out := map[string][]*history.Said{}
	below := map[string][]history.Heading{} // by topic; an empty meeting is any of the committee's
	folded := map[string]bool{}
	for _, t := range topics {
		if !t.isItem() || t.standing == procedural || b.committee == "" {
			continue
		}
		below[t.id] = append(below[t.id], history.Heading{Text: value.Fold(t.name)})
		for _, item := range items[t.id] {
			below[t.id] = append(below[t.id], history.Heading{Meeting: item.One("meeting").ID(), Text: value.Fold(item.Text("name"))})
		}
		for _, h := range below[t.id] {
			folded[h.Text] = true
		}
	}
	if len(below) == 0 {
		return out, nil
	}
	fact := b.m.Type("Fact")
	evidence := fact.Rel("evidence")
	meeting, passage := evidence.Target.Rel("meeting"), evidence.Target.Rel("passage")
	headings := []any{}
	for _, text := range slices.Sorted(maps.Keys(folded)) {
		headings = append(headings, text)
	}
	heading := some(passage, &query.Where{Op: query.In, Fold: true, Field: passage.Target.Field("section"), Value: headings})
	said, err := readSaid(b.ctx, b.store, b.m, b.at, fact, some(evidence, both(related(meeting, slices.Sorted(maps.Keys(b.meetings))...), heading)))
	for topic, list := range below {
		for _, s := range said {
			if b.saidEarlier(s) == here && slices.ContainsFunc(s.Headings, func(h history.Heading) bool {
				return h.Meeting != b.meeting && b.meetings[h.Meeting] && slices.ContainsFunc(list, func(l history.Heading) bool {
					return (l.Meeting == "" || l.Meeting == h.Meeting) && l.Text == value.Fold(h.Text)
				})
			}) {
				out[topic] = append(out[topic], s)
			}
		}
	}
	return out, err
}

func factRefs(facts []*history.Said, most int) []any {
	out := []any{}
	for _, s := range facts[:min(most, len(facts))] {
		out = append(out, Ref{ID: s.ID})
	}
	return out
}

func (b *brief) openOfCommittee() ([]any, error) {
	out := []any{}
	if b.committee == "" {
		return out, nil
	}
	open, err := b.queryResolver.open(b.ctx, b.question, b.committee)
	for _, o := range open {
		if b.openEarlier(o) {
			out = append(out, openObject(b.m, o))
		}
	}
	return out, err
}

// contradictions are those of facts that name a topic, by topic.
func (b *brief) contradictions(topics []string) (map[string][]string, error) {
	t := b.m.Type("Contradiction")
	of := t.Rel("facts")
	found, err := rows.All(b.ctx, b.store, b.at, t, &query.Where{Op: query.Some, Rel: of, Kids: []*query.Where{about(of.Target, topics...)}}, mostCandidates,
		rows.Fields{"id", "facts.entities.id"})
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, c := range found {
		for _, f := range c.Many("facts") {
			for _, e := range ids(f, "entities") {
				if !slices.Contains(out[e], c.ID()) {
					out[e] = append(out[e], c.ID())
				}
			}
		}
	}
	return out, nil
}

// indicatorsOf are the indicators that facts about a topic name, itself first where it is one.
func indicatorsOf(m *schema.Model, t topic, all []*history.Said) []string {
	indicator := m.Type("Indicator")
	var out []string
	for _, s := range all {
		if !slices.Contains(s.Cites, t.id) {
			continue
		}
		for _, id := range s.Cites {
			if m.TypeOf(id) == indicator && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	slices.SortFunc(out, func(x, y string) int {
		if (x == t.id) != (y == t.id) {
			if x == t.id {
				return -1
			}
			return 1
		}
		return strings.Compare(x, y)
	})
	return out
}

// figures are the last figures and the targets of every indicator that facts about the page's topics name: of a meeting, those told before
// it, so that what a summary of it tells can be held against them.
func (b *brief) figures(all []*history.Said, page []topic) (map[string]Object, error) {
	var list []string
	for _, t := range page {
		list = append(list, indicatorsOf(b.m, t, all)...)
	}
	slices.Sort(list)
	list = slices.Compact(list)
	indicator := b.m.Type("Indicator")
	if b.before != nil {
		return b.figuresBefore(indicator, list)
	}
	found, err := rows.List(b.ctx, b.store, b.at, indicator, list, rows.Fields{"id", "latestObservations.id", "targets.id"})
	out := map[string]Object{}
	for _, r := range found {
		if r != nil {
			out[r.ID()] = Object{"indicator": Ref{ID: r.ID()}, "latest": refs(ids(r, "latestObservations")), "targets": refs(ids(r, "targets"))}
		}
	}
	return out, err
}

// figuresBefore are figures as they were known to those who had heard what was said before the day that the context is of.
func (b *brief) figuresBefore(indicator *schema.Type, list []string) (map[string]Object, error) {
	latest := indicator.Rel("latestObservations").Latest
	observations, err := b.earlierFacts(latest.Of.Target, list)
	if err != nil {
		return nil, err
	}
	targets, err := b.earlierFacts(indicator.Rel("targets").Target, list)
	if err != nil {
		return nil, err
	}
	out := map[string]Object{}
	for _, id := range list {
		is := func(s *history.Said) bool { return slices.Contains(s.Subjects(), id) }
		told, wanted := []any{}, []any{}
		for _, s := range history.Latest(only(observations, is), latest.Per) {
			told = append(told, Ref{ID: s.ID})
		}
		for _, s := range only(targets, is) {
			wanted = append(wanted, Ref{ID: s.ID})
		}
		out[id] = Object{"indicator": Ref{ID: id}, "latest": told, "targets": wanted}
	}
	return out, nil
}

// earlierFacts are the facts of a type about some entities that were told before the day that the context is of, by id.
func (b *brief) earlierFacts(t *schema.Type, list []string) ([]*history.Said, error) {
	said, err := readSaid(b.ctx, b.store, b.m, b.at, t, about(t, list...))
	slices.SortFunc(said, func(x, y *history.Said) int { return strings.Compare(x.ID, y.ID) })
	return only(said, func(s *history.Said) bool { return b.saidEarlier(s) != nobody }), err
}

func only(facts []*history.Said, is func(*history.Said) bool) []*history.Said {
	return slices.DeleteFunc(slices.Clone(facts), func(s *history.Said) bool { return !is(s) })
}

// earlierItems finds, for each topic that is an agenda item, items of earlier meetings of the same committee whose name holds all
// the words of its name, or whose words its name all holds: one matter has a longer heading at one meeting than at another.
// Procedural items are left out, and marked so: they are on every agenda.
func (b *brief) earlierItems(topics []topic) (map[string][]rows.Row, error) {
	out := map[string][]rows.Row{}
	items := []any{}
	for _, t := range topics {
		if t.isItem() {
			items = append(items, t.id)
		}
	}
	if len(items) == 0 {
		return out, nil
	}
	item := b.m.Type("AgendaItem")
	meeting := item.Rel("meeting")
	of := &query.Where{Op: query.In, Field: item.Field("id"), Value: items}
	if b.committee != "" {
		of = some(meeting, related(meeting.Target.Rel("of"), b.committee))
	}
	found, err := rows.All(b.ctx, b.store, b.at, item, of, mostSaid, rows.Fields{"id", "name", "procedural", "meeting.id", "meeting.date.start"})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(x, y rows.Row) int {
		a, _ := x.One("meeting").Int("date.start")
		c, _ := y.One("meeting").Int("date.start")
		return cmp.Compare(c, a)
	})
	byID, words := map[string]rows.Row{}, make([][]string, len(found))
	for i, r := range found {
		byID[r.ID()], words[i] = r, value.Words(r.Text("name"))
	}
	for i, t := range topics {
		if !t.isItem() {
			continue
		}
		self, own := byID[t.id], value.Words(t.name)
		if self["procedural"] == true {
			topics[i].standing = procedural
			continue
		}
		at, dated := self.One("meeting").Int("date.start")
		for j, r := range found {
			d, ok := r.One("meeting").Int("date.start")
			if ok && dated && d < at && b.committee != "" && r["procedural"] != true && history.SameHeading(own, words[j]) {
				out[t.id] = append(out[t.id], r)
			}
		}
	}
	return out, nil
}
