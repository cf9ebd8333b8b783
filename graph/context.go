package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/history"
	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// topicTypes are the types of what a context is told of, in the order in which it is told.
var topicTypes = []string{"AgendaItem", "Topic", "Project", "Product", "Agreement", "Contract", "Supplier", "Risk", "Indicator", "Councillor", "Body",
	"Document", "Meeting"}

const (
	mostTopics     = 100    // of a page
	mostFacts      = 200    // of each list of a topic
	mostText       = 20_000 // bytes
	longestName    = 8      // words of a name that is looked for in a text
	mostCandidates = 5_000  // entities that a context looks at
)

// brief is the making of one context.
type brief struct {
	*queryResolver
	*question
	ctx       context.Context
	meeting   string
	committee string
	before    *value.Day
	documents *query.Where // of mentions: those in the documents that the context is of; nil for a text
	topics    []topic
	said      []*history.Said // at the meeting itself
	facts     int             // of each list of a topic
}

// topic is what a context tells of.
type topic struct {
	id, typ, name string
	order         int
}

func (t topic) key() string { return fmt.Sprintf("%02d%s\n%s", t.order, value.Fold(t.name), t.id) }

// Context answers the root field of that name.
func (r *queryResolver) Context(ctx context.Context, _ map[string]any, _ *int, _ *string, _ *int, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	q.limits.Page = min(q.limits.Page, mostTopics)
	b := &brief{queryResolver: r, question: q, ctx: r.traced(ctx), facts: DefaultPage}
	if v := q.args["facts"]; v != nil {
		n, ok := integer(v)
		if !ok || n < 0 || n > mostFacts {
			q.fail(q.path, "facts", "%v; a whole number from 0 to %d", v, mostFacts)
		}
		b.facts = int(n)
	}
	if err := b.find(); err != nil {
		return nil, narrower(q, err)
	}
	slices.SortFunc(b.topics, func(x, y topic) int { return strings.Compare(x.key(), y.key()) })
	var page []topic
	out := window(q, b.topics, topic.key, func(t topic, key string) int { return strings.Compare(t.key(), key) }, func(t topic) Object {
		page = append(page, t)
		return nil
	})
	if out["topics"], err = b.tell(page); err != nil {
		return nil, narrower(q, err)
	}
	out["meeting"], out["committee"] = refOrNil(b.meeting), refOrNil(b.committee)
	if b.before != nil {
		out["before"] = *b.before
	}
	if out["open"], err = b.openOfCommittee(); err != nil {
		return nil, narrower(q, err)
	}
	mention := q.m.Type("Mention")
	open := &query.Where{Op: query.Eq, Field: mention.Field("open"), Value: true}
	if b.documents == nil {
		open = &query.Where{Op: query.Or}
	}
	out["openMentions"] = Found{Type: mention, Where: both(b.documents, open)}
	return r.compose(ctx, q, out)
}

func refOrNil(id string) any {
	if id == "" {
		return nil
	}
	return Ref{ID: id}
}

// find reads what the context is of, and its topics.
func (b *brief) find() error {
	of, _ := b.args["of"].(map[string]any)
	if len(of) != 1 {
		b.fail(b.path, "of", "give one of meeting, committee and text")
	}
	for name, v := range of {
		text, ok := v.(string)
		if !ok {
			b.fail(b.path, "of."+name, "is null; give one of meeting, committee and text")
		}
		switch name {
		case "meeting":
			return b.ofMeeting(text)
		case "committee":
			return b.ofCommittee(text)
		case "text":
			return b.ofText(text)
		}
	}
	return nil
}

func (b *brief) ofMeeting(id string) error {
	meeting := b.m.Type("Meeting")
	found, err := rows.List(b.ctx, b.store, query.Time{}, meeting, []string{id}, rows.Fields{"id", "date.start", "of.id"})
	if err != nil {
		return err
	}
	m := found[0]
	if m == nil {
		return newError(CodeBadInput, b.path, "`meetings` lists them", "of.meeting: %q is the id of no meeting", id)
	}
	b.meeting, b.committee, b.before = m.ID(), m.One("of").ID(), day(m, "date.start")
	if b.said, err = b.saidAt(b.meeting); err != nil {
		return err
	}
	if len(b.said) == 0 && b.committee != "" { // nothing is held of it yet
		return b.spokenOf(b.committee)
	}
	return b.named(b.said, related(b.m.Type("Document").Rel("meeting"), b.meeting))
}

func (b *brief) ofCommittee(id string) error {
	found, err := rows.List(b.ctx, b.store, query.Time{}, b.m.Type("Entity"), []string{id}, rows.Fields{"id"})
	if err != nil {
		return err
	}
	if found[0] == nil || b.m.Type(found[0].Type()).Rel("meetings") == nil {
		return newError(CodeBadInput, b.path, "`committees` and `bodies` list them", "of.committee: %q is the id of no committee or body", id)
	}
	b.committee = found[0].ID()
	return b.spokenOf(b.committee)
}

// spokenOf takes as topics all that the meetings of a committee or body spoke of.
func (b *brief) spokenOf(body string) error {
	meetings, err := rows.All(b.ctx, b.store, b.at, b.m.Type("Meeting"), related(b.m.Type("Meeting").Rel("of"), body), mostCandidates, rows.Fields{"id"})
	if err != nil {
		return err
	}
	list := make([]string, len(meetings))
	for i, m := range meetings {
		list[i] = m.ID()
	}
	said, err := b.saidAt(list...)
	if err != nil {
		return err
	}
	return b.named(said, related(b.m.Type("Document").Rel("meeting"), list...))
}

// saidAt reads what was said at some meetings.
func (b *brief) saidAt(meetings ...string) ([]*history.Said, error) {
	fact := b.m.Type("Fact")
	return readSaid(b.ctx, b.store, b.m, b.at, fact, related(fact.Rel("meetings"), meetings...))
}

// related is a filter: a relationship leads to a node of one of these ids.
func related(r *schema.Rel, ids ...string) *query.Where {
	list := []any{}
	for _, x := range ids {
		list = append(list, x)
	}
	return &query.Where{Op: query.Some, Rel: r, Kids: []*query.Where{{Op: query.In, Field: r.Target.Field("id"), Value: list}}}
}

// named takes as topics what facts and the mentions in documents name.
func (b *brief) named(said []*history.Said, document *query.Where) error {
	mention := b.m.Type("Mention")
	passage := mention.Rel("passage")
	of := passage.Target.Rel("document")
	b.documents = &query.Where{Op: query.Some, Rel: passage, Kids: []*query.Where{{Op: query.Some, Rel: of, Kids: []*query.Where{document}}}}
	found, err := rows.All(b.ctx, b.store, b.at, mention, b.documents, mostSaid, rows.Fields{"id", "entity.id"})
	if err != nil {
		return err
	}
	var list []string
	for _, s := range said {
		list = append(list, s.Cites...)
	}
	for _, m := range found {
		list = append(list, given(m.One("entity").ID())...)
	}
	return b.take(list)
}

// ofText takes as topics what a text names: each run of its words that is the whole of a name.
func (b *brief) ofText(text string) error {
	if len(text) > mostText {
		b.fail(b.path, "of.text", "%d bytes; at most %d can be looked through at once", len(text), mostText)
	}
	runs := history.Runs(text, longestName)
	if len(runs) == 0 {
		b.fail(b.path, "of.text", "%q holds no letter or digit", text)
	}
	list := make([]any, len(runs))
	for i, run := range runs {
		list[i] = run
	}
	name := b.m.Type("Name")
	found, err := rows.All(b.ctx, b.store, b.at, name, &query.Where{Op: query.In, Field: name.Field("text"), Fold: true, Value: list}, mostCandidates, rows.Fields{"id", "entity.id"})
	if err != nil {
		return err
	}
	var topics []string
	for _, n := range found {
		topics = append(topics, given(n.One("entity").ID())...)
	}
	return b.take(topics)
}

// take keeps of some entities those that are topics.
func (b *brief) take(list []string) error {
	slices.Sort(list)
	list = slices.Compact(list)
	found, err := rows.List(b.ctx, b.store, query.Time{}, b.m.Type("Entity"), list, rows.Fields{"id", "name"})
	if err != nil {
		return err
	}
	for _, e := range found {
		if e == nil || e.ID() == b.meeting {
			continue
		}
		if i := slices.Index(topicTypes, e.Type()); i >= 0 {
			b.topics = append(b.topics, topic{e.ID(), e.Type(), e.Text("name"), i})
		}
	}
	return nil
}

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
	items, err := b.earlierItems(page)
	if err != nil {
		return nil, err
	}
	under, err := b.under(items)
	if err != nil {
		return nil, err
	}
	for _, t := range page {
		o := b.one(t, all, under[t.id], open)
		o["contradictions"] = refs(odd[t.id])
		earlier := []any{}
		for _, item := range items[t.id] {
			earlier = append(earlier, Ref{ID: item.ID()})
		}
		o["earlierItems"] = earlier
		o["new"] = o["new"].(bool) && len(items[t.id]) == 0
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
	var now []*history.Said
	earlier := slices.DeleteFunc(under, func(s *history.Said) bool { return slices.Contains(s.Cites, t.id) })
	for _, s := range all {
		if !slices.Contains(s.Cites, t.id) {
			continue
		}
		if b.isEarlier(s) {
			earlier = append(earlier, s)
		}
		if b.meeting != "" && slices.Contains(s.Meetings, b.meeting) {
			now = append(now, s)
		}
	}
	claims, _, _ := b.m.Claims()
	claim := func(s *history.Said) int {
		if s.Type == claims.Target {
			return 1
		}
		return 0
	}
	slices.SortFunc(earlier, func(x, y *history.Said) int { // newest first; what only tells a field's value, after all else of its day
		return cmp.Or(cmp.Compare(y.First, x.First), cmp.Compare(claim(x), claim(y)), strings.Compare(x.ID, y.ID))
	})
	slices.SortFunc(now, func(x, y *history.Said) int { return strings.Compare(x.ID, y.ID) })
	first := history.New(now, earlier)
	steps := []any{}
	for _, o := range open {
		if slices.Contains(o.Fact.Cites, t.id) && b.isEarlier(o.Fact) {
			steps = append(steps, openObject(b.m, o))
		}
	}
	return Object{"entity": Ref{ID: t.id}, "new": len(earlier) == 0, "earlierCount": len(earlier), "earlier": factRefs(earlier, b.facts),
		"now": factRefs(now, b.facts), "firstSaidNow": factRefs(first, b.facts), "open": steps}
}

// isEarlier says whether a fact was said before the day that the context is of.
func (b *brief) isEarlier(s *history.Said) bool {
	return b.before == nil || s.First < *b.before
}

// under reads, for each topic, what was said under the headings of its earlier items: a page's headings repeat its agenda.
func (b *brief) under(items map[string][]rows.Row) (map[string][]*history.Said, error) {
	out := map[string][]*history.Said{}
	if len(items) == 0 {
		return out, nil
	}
	fact := b.m.Type("Fact")
	evidence := fact.Rel("evidence")
	meeting, passage := evidence.Target.Rel("meeting"), evidence.Target.Rel("passage")
	under := func(item rows.Row) *query.Where {
		heading := &query.Where{Op: query.Eq, Fold: true, Field: passage.Target.Field("section"), Value: value.Fold(item.Text("name"))}
		return &query.Where{Op: query.Some, Rel: evidence, Kids: []*query.Where{{Op: query.And, Kids: []*query.Where{
			related(meeting, item.One("meeting").ID()), {Op: query.Some, Rel: passage, Kids: []*query.Where{heading}}}}}}
	}
	for topic, list := range items {
		any := &query.Where{Op: query.Or}
		for _, item := range list {
			any.Kids = append(any.Kids, under(item))
		}
		said, err := readSaid(b.ctx, b.store, b.m, b.at, fact, any)
		if err != nil {
			return nil, err
		}
		out[topic] = said
	}
	return out, nil
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
		if b.isEarlier(o.Fact) {
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

// figures are the last figures and the targets of every indicator that facts about the page's topics name.
func (b *brief) figures(all []*history.Said, page []topic) (map[string]Object, error) {
	var list []string
	for _, t := range page {
		list = append(list, indicatorsOf(b.m, t, all)...)
	}
	slices.Sort(list)
	found, err := rows.List(b.ctx, b.store, b.at, b.m.Type("Indicator"), slices.Compact(list), rows.Fields{"id", "latestObservations.id", "targets.id"})
	out := map[string]Object{}
	for _, r := range found {
		if r != nil {
			out[r.ID()] = Object{"indicator": Ref{ID: r.ID()}, "latest": refs(ids(r, "latestObservations")), "targets": refs(ids(r, "targets"))}
		}
	}
	return out, err
}

// earlierItems finds, for each topic that is an agenda item, items of earlier meetings of the same committee whose name holds all
// the words of its name, or whose words its name all holds: one matter has a longer heading at one meeting than at another.
// Procedural items are left out: they are on every agenda.
func (b *brief) earlierItems(page []topic) (map[string][]rows.Row, error) {
	out := map[string][]rows.Row{}
	if b.committee == "" || !slices.ContainsFunc(page, func(t topic) bool { return t.order == 0 }) {
		return out, nil
	}
	item := b.m.Type("AgendaItem")
	meeting := item.Rel("meeting")
	of := &query.Where{Op: query.Some, Rel: meeting, Kids: []*query.Where{related(meeting.Target.Rel("of"), b.committee)}}
	found, err := rows.All(b.ctx, b.store, b.at, item, of, mostSaid, rows.Fields{"id", "name", "procedural", "meeting.id", "meeting.date.start"})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(x, y rows.Row) int {
		a, _ := x.One("meeting").Int("date.start")
		c, _ := y.One("meeting").Int("date.start")
		return cmp.Compare(c, a)
	})
	for _, t := range page {
		if t.order != 0 {
			continue
		}
		var self rows.Row
		for _, r := range found {
			if r.ID() == t.id {
				self = r
			}
		}
		at, dated := self.One("meeting").Int("date.start")
		for _, r := range found {
			d, ok := r.One("meeting").Int("date.start")
			if ok && dated && d < at && r["procedural"] != true && self["procedural"] != true && history.SameHeading(t.name, r.Text("name")) {
				out[t.id] = append(out[t.id], r)
			}
		}
	}
	return out, nil
}
