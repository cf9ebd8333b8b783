package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"councilgraph/graph/history"
	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Unanswered answers the root field of that name.
func (r *queryResolver) Unanswered(ctx context.Context, _ *string, _ []string, _ *int, _ *string, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	ctx = r.traced(ctx)
	id, err := q.entity(ctx, r.store)
	if err != nil {
		return nil, err
	}
	open, err := r.open(ctx, q, given(id)...)
	if err != nil {
		return nil, narrower(q, err)
	}
	if kinds := items(q.args["kinds"]); q.args["kinds"] != nil {
		open = slices.DeleteFunc(open, func(o history.Open) bool { return !slices.Contains(kinds, any(string(o.Kind))) })
	}
	return r.compose(ctx, q, window(q, open, openKey, func(o history.Open, key string) int { return strings.Compare(openKey(o), key) },
		func(o history.Open) Object { return openObject(r.model, o) }))
}

// open finds what nothing answers of what names one of some entities, or of everything where no id is given: the statements that may be open,
// then what may answer them, and the day against which dates have passed.
func (r *queryResolver) open(ctx context.Context, q *question, ids ...string) ([]history.Open, error) {
	facts := map[string]*history.Said{}
	for _, w := range waiting(q.m) {
		where := w.where
		if len(ids) > 0 {
			where = both(about(w.of, ids...), where)
		}
		if err := r.addSaid(ctx, q, facts, w.of, where); err != nil {
			return nil, err
		}
	}
	var subjects, awaiting []string // awaiting: what waits for a word
	var answers []*schema.Type
	for _, f := range facts {
		if f.Type.Rule.ClosedBy != "" { // the fact itself names what closes it
			continue
		}
		subjects = append(subjects, f.Subjects()...)
		if f.Waits() {
			awaiting = append(awaiting, f.Subjects()...)
		}
		for _, t := range []*schema.Type{f.Type, q.m.Type(f.Type.Rule.Answer)} {
			if t != nil && !slices.Contains(answers, t) {
				answers = append(answers, t)
			}
		}
	}
	if len(subjects) > 0 {
		slices.Sort(subjects)
		subjects = slices.Compact(subjects)
		slices.SortFunc(answers, func(a, b *schema.Type) int { return strings.Compare(a.Name, b.Name) })
		fact := q.m.Type("Fact")
		var plain []*schema.Type
		for _, t := range answers {
			if t.Rule.Prose == "" {
				plain = append(plain, t)
				continue
			}
			if err := r.addSaid(ctx, q, facts, t, both(about(t, subjects...), toldAsSo(t))); err != nil { // do they say more than prose?
				return nil, err
			}
		}
		for _, t := range fact.Impl {
			if word := t.Rule.WordIf; len(awaiting) > 0 && !word.Empty() {
				where := both(about(t, awaiting...), both(toldAsSo(t), &query.Where{Op: query.In, Field: t.Field(word.Field), Value: texts(word.Values)}))
				if err := r.addSaid(ctx, q, facts, t, where); err != nil {
					return nil, err
				}
			}
		}
		if len(plain) > 0 {
			if err := r.addSaid(ctx, q, facts, fact, both(both(about(fact, subjects...), ofTypes(plain)), toldAsSo(fact))); err != nil {
				return nil, err
			}
		}
	}
	today, err := lastSaid(ctx, r.store, q.m, q.at)
	if err != nil {
		return nil, err
	}
	return history.Unanswered(slices.Collect(maps.Values(facts)), today), nil
}

// toldAsSo is a filter of facts: neither expected nor asked for.
func toldAsSo(t *schema.Type) *query.Where {
	return &query.Where{Op: query.Eq, Field: t.Field("modality"), Value: "ACTUAL"}
}

func (r *queryResolver) addSaid(ctx context.Context, q *question, to map[string]*history.Said, t *schema.Type, where *query.Where) error {
	facts, err := readSaid(ctx, r.store, q.m, q.at, t, where)
	for _, f := range facts {
		if to[f.ID] == nil { // what was read with all its fields stays so
			to[f.ID] = f
		}
	}
	return err
}

// wait is a type whose facts may wait for an answer where they meet a filter; package history decides which do.
type wait struct {
	of    *schema.Type
	where *query.Where
}

func waiting(m *schema.Model) []wait {
	fact := m.Type("Fact")
	notSo := func(t *schema.Type) *query.Where {
		return &query.Where{Op: query.In, Field: t.Field("modality"), Value: []any{"EXPECTED", "REQUESTED"}}
	}
	var out []wait
	var others []*schema.Type
	for _, t := range fact.Impl {
		switch open := t.Rule.Open; {
		case t.Rule.Answer != "":
			out = append(out, wait{t, nil})
		case !open.Empty():
			out = append(out, wait{t, &query.Where{Op: query.Or, Kids: []*query.Where{{Op: query.In, Field: t.Field(open.Field), Value: texts(open.Values)}, notSo(t)}}})
		case slices.Contains(t.Rule.Decided, "when"): // whether its date was moved shows in what else it tells
			out = append(out, wait{t, notSo(t)})
		default:
			others = append(others, t)
		}
	}
	return append(out, wait{fact, both(ofTypes(others), notSo(fact))})
}

func openKey(o history.Open) string { return sortable(o.Since) + o.Fact.ID }

// sortable is a day as text that sorts as days do.
func sortable(d value.Day) string { return fmt.Sprintf("%012d ", int64(d)-int64(value.MinDay)) }

func openObject(m *schema.Model, o history.Open) Object {
	out := Object{"kind": string(o.Kind), "fact": Ref{ID: o.Fact.ID}, "about": refs(o.Fact.Subjects()), "who": refs(o.Fact.Who(m)),
		"openSince": o.Since, "lastMentioned": o.Last, "overdue": o.Overdue}
	if o.Fact.End != nil {
		out["due"] = *o.Fact.End
	}
	return out
}

func refs(ids []string) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = Ref{ID: id}
	}
	return out
}

// ChangedWithoutDecision answers the root field of that name.
func (r *queryResolver) ChangedWithoutDecision(ctx context.Context, _ *string, _ *int, _ *string, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	ctx = r.traced(ctx)
	id, err := q.entity(ctx, r.store)
	if err != nil {
		return nil, err
	}
	var facts []*history.Said
	for _, t := range q.m.Type("Fact").Impl {
		if len(t.Rule.Decided) == 0 && len(t.Rule.Decides) == 0 {
			continue
		}
		var where *query.Where
		if id != "" {
			where = about(t, id)
		}
		said, err := readSaid(ctx, r.store, q.m, q.at, t, where)
		if err != nil {
			return nil, narrower(q, err)
		}
		facts = append(facts, said...)
	}
	return r.compose(ctx, q, window(q, history.Undecided(facts), changeKey, func(c history.Change, key string) int { return cmp.Compare(changeKey(c), key) },
		func(c history.Change) Object {
			return Object{"before": Ref{ID: c.Before.ID}, "after": Ref{ID: c.After.ID}, "about": refs(c.After.Subjects()), "fields": texts(c.Fields),
				"saidBefore": c.Before.First, "saidAfter": c.After.First}
		}))
}

// changeKey sorts newest first.
func changeKey(c history.Change) string {
	return sortable(-c.After.First) + c.After.ID + " " + c.Before.ID
}

func texts(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// narrower says how to ask for less where there is too much to look at.
func narrower(q *question, err error) error {
	return tooMany(q, err, "ask of one entity by its id", "facts", mostSaid)
}

func tooMany(q *question, err error, hint, what string, most int) error {
	if errors.Is(err, store.ErrTooLarge) {
		return newError(CodeTooLarge, q.path, hint, "%s would look at more than %d %s", q.field.Name, most, what)
	}
	return err
}
