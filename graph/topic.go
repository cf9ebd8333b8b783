package graph

import (
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/value"
)

// topicTypes are the types of what a context is told of, in the order in which it is told.
var topicTypes = []string{"AgendaItem", "Topic", "Project", "Product", "Agreement", "Contract", "Supplier", "Risk", "Indicator", "Councillor", "Body",
	"Document", "Meeting"}

// topic is what a context tells of.
type topic struct {
	id, typ, name string
	kind          int // in topicTypes
	standing      standing
}

// standing is how much there is to tell of a topic: it decides first where it stands.
type standing uint8

const (
	saidBefore standing = iota
	neverSaid
	procedural // an agenda item that is on every agenda
)

func (t topic) key() string {
	return fmt.Sprintf("%d%02d%s\n%s", t.standing, t.kind, value.Fold(t.name), t.id)
}

func (t topic) isItem() bool { return topicTypes[t.kind] == "AgendaItem" }

// order puts the topics in their written order. A page of them is small, so what nothing was said of before, and what every agenda has,
// must not fill the first.
func (b *brief) order() (err error) {
	if b.items, err = b.earlierItems(b.topics); err != nil {
		return err
	}
	if b.below, err = b.under(b.topics, b.items); err != nil {
		return err
	}
	spoken, err := b.spokenOfBefore()
	if err != nil {
		return err
	}
	for i, t := range b.topics {
		if t.standing != procedural && !spoken[t.id] && len(b.items[t.id]) == 0 && len(b.below[t.id]) == 0 {
			b.topics[i].standing = neverSaid
		}
	}
	slices.SortFunc(b.topics, func(x, y topic) int { return strings.Compare(x.key(), y.key()) })
	return nil
}

// spokenOfBefore says which topics a fact names that was said earlier, by the committee where the context is of one: see saidEarlier.
func (b *brief) spokenOfBefore() (map[string]bool, error) {
	if len(b.topics) == 0 {
		return nil, nil
	}
	list := make([]any, len(b.topics))
	for i, t := range b.topics {
		list[i] = t.id
	}
	entity := b.m.Type("Entity")
	where := both(&query.Where{Op: query.In, Field: entity.Field("id"), Value: list}, some(entity.Rel("facts"), b.earlier()))
	found, err := rows.All(b.ctx, b.store, b.at, entity, where, mostCandidates, rows.Fields{"id"})
	out := make(map[string]bool, len(found))
	for _, e := range found {
		out[e.ID()] = true
	}
	return out, err
}

// earlier is the filter of facts that saidEarlier gives to the committee.
func (b *brief) earlier() *query.Where {
	fact := b.m.Type("Fact")
	evidence := fact.Rel("evidence")
	told := &query.Where{Op: query.And}
	if b.committee != "" {
		var others []string
		for id := range b.meetings {
			if id != b.meeting {
				others = append(others, id)
			}
		}
		slices.Sort(others)
		told = related(evidence.Target.Rel("meeting"), others...)
	}
	if b.before == nil {
		return some(evidence, told)
	}
	said, before := evidence.Target.Field("said"), int64(*b.before)
	dated := some(evidence, both(told, &query.Where{Op: query.Lt, Field: said, Value: before}))
	undated := both(some(evidence, both(told, &query.Where{Op: query.IsNull, Field: said, Value: true})),
		&query.Where{Op: query.Lt, Field: fact.Field("since"), Value: before})
	return &query.Where{Op: query.Or, Kids: []*query.Where{dated, undated}}
}
