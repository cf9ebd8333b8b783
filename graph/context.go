package graph

import (
	"context"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/history"
	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

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
	meetings  map[string]bool // of the committee; nil where none is known
	before    *value.Day
	documents *query.Where // of mentions: those in the documents that the context is of; nil for a text
	topics    []topic
	items     map[string][]rows.Row      // by topic: the earlier items of an agenda item
	below     map[string][]*history.Said // by topic: what was said under the headings of an agenda item
	said      []*history.Said            // at the meeting itself
	facts     int                        // of each list of a topic
}

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
	if err := b.order(); err != nil {
		return nil, narrower(q, err)
	}
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
	b.meeting, b.before = m.ID(), day(m, "date.start")
	if err := b.ofBody(m.One("of").ID()); err != nil {
		return err
	}
	if b.said, err = b.saidAt(b.meeting); err != nil {
		return err
	}
	if len(b.said) == 0 && b.committee != "" { // nothing is held of it yet
		return b.spokenOf()
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
	if err := b.ofBody(found[0].ID()); err != nil {
		return err
	}
	return b.spokenOf()
}

// ofBody reads which meetings are those of the committee or body; an empty id is none.
func (b *brief) ofBody(id string) error {
	if b.committee = id; id == "" {
		return nil
	}
	meeting := b.m.Type("Meeting")
	found, err := rows.All(b.ctx, b.store, b.at, meeting, related(meeting.Rel("of"), id), mostCandidates, rows.Fields{"id"})
	b.meetings = make(map[string]bool, len(found))
	for _, m := range found {
		b.meetings[m.ID()] = true
	}
	return err
}

// spokenOf takes as topics all that the committee's meetings spoke of.
func (b *brief) spokenOf() error {
	list := slices.Sorted(maps.Keys(b.meetings))
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
			b.topics = append(b.topics, topic{id: e.ID(), typ: e.Type(), name: e.Text("name"), kind: i})
		}
	}
	return nil
}
